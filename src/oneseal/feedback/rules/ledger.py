"""The ledger of what is to be mended, and struck off in time (整改台账、限时销号, inventory 10.11)."""

from datetime import date
from enum import StrEnum
from typing import Final

from oneseal.kernel.errors import RuleViolation
from oneseal.kernel.text import N_
from oneseal.kernel.transitions import Edge, TransitionTable

SOURCES: Final = {
    "survey": N_("满意度测评、评议"),
    "opinion": N_("征求意见"),
    "inspection": N_("巡视巡察、督查"),
    "self_check": N_("自查自纠"),
}


class IssueState(StrEnum):
    """Open, struck off, or of a kind that takes longer."""

    OPEN = "open"
    LONG = "long_term"
    DONE = "done"


ISSUE_STATES: Final = TransitionTable(
    {IssueState.OPEN: N_("整改中"), IssueState.LONG: N_("中长期整改"), IssueState.DONE: N_("已销号")},
    [
        Edge(IssueState.OPEN, "close", IssueState.DONE),
        Edge(IssueState.LONG, "close", IssueState.DONE),
        Edge(IssueState.OPEN, "prolong", IssueState.LONG),
    ],
)


MOST_FILES: Final = 9


def check_closing(evidence: str, files: int = 0) -> None:
    """Nothing is struck off without what shows that it is mended; files beside the words, so many at most.

    Raises RuleViolation.
    """
    if len(evidence.strip()) < 5:
        raise RuleViolation(
            "evidence_missing", N_("请写明怎样整改、有什么佐证，才能销号。"), field="evidence"
        )
    if files > MOST_FILES:
        text = N_("佐证文件一次最多%(most)s个，请合并以后再传。")
        raise RuleViolation("too_many_files", text, params={"most": MOST_FILES}, field="proof")


def check_due(due: date, today: date, before: date | None = None) -> None:
    """A deadline lies ahead; a longer one behind the one before. Raises RuleViolation."""
    if due <= today or (before and due <= before):
        raise RuleViolation("due_wrong", N_("整改期限应在今天以后；转中长期的应晚于原期限。"), field="due")
