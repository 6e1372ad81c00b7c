"""Utility companies: whose a task is, and what an answer must say (6.12)."""

from collections.abc import Iterable
from datetime import date
from typing import Protocol, TypeVar

from oneseal.kernel.errors import RuleViolation, Violations
from oneseal.kernel.text import N_
from oneseal.projects.rules.templates import FlowTask, TaskKind

LONGEST_PLAN = 2000


class Provider(Protocol):
    """Who may be a company of a flow."""

    name: str
    work: str


P = TypeVar("P", bound=Provider)


def provider_of(task: FlowTask, known: Iterable[P]) -> P | None:
    """The company that a flow's task names, by its name or by what it does; None where there is none."""
    if task.kind is not TaskKind.UTILITY:
        return None
    return next((each for each in known if task.partner == each.name or task.name == each.work), None)


def check_answer(plan: str, fee: int, ready_on: date, today: date) -> None:
    """How, for how much, by which day: all three, once. Raises Violations."""
    faults = []
    if not plan.strip():
        text = N_("请写明接入方案：从哪里接、要办什么、谁来施工。")
        faults.append(RuleViolation("plan_missing", text, field="plan"))
    if len(plan) > LONGEST_PLAN:
        text = N_("接入方案不超过%(most)d字，请写要点。")
        faults.append(RuleViolation("plan_long", text, params={"most": LONGEST_PLAN}, field="plan"))
    if fee < 0:
        text = N_("费用不能是负数；不收费的填0。")
        faults.append(RuleViolation("fee_negative", text, field="fee"))
    if ready_on < today:
        text = N_("接通日期已经过去，请改为今天以后的日期。")
        faults.append(RuleViolation("ready_past", text, field="ready_on"))
    if faults:
        raise Violations(faults)
