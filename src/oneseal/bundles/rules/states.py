"""Where one thing, its items and its errands stand, and what may follow (ONE-2, ONE-3, ONE-4)."""

from collections.abc import Collection, Mapping
from enum import StrEnum
from typing import Final

from oneseal.kernel.text import N_
from oneseal.kernel.transitions import Edge, TransitionTable


class VersionState(StrEnum):
    """Where a version of a theme stands."""

    DRAFT = "draft"
    PUBLISHED = "published"
    SUPERSEDED = "superseded"
    WITHDRAWN = "withdrawn"


VERSIONS: Final = TransitionTable(
    {
        VersionState.DRAFT: N_("草稿"),
        VersionState.PUBLISHED: N_("已发布"),
        VersionState.SUPERSEDED: N_("已被新版本替代"),
        VersionState.WITHDRAWN: N_("已下线"),
    },
    [
        Edge(VersionState.DRAFT, "save", VersionState.DRAFT),
        Edge(VersionState.DRAFT, "publish", VersionState.PUBLISHED),
        Edge(VersionState.PUBLISHED, "supersede", VersionState.SUPERSEDED),
        Edge(VersionState.PUBLISHED, "withdraw", VersionState.WITHDRAWN),
    ],
)


class JointState(StrEnum):
    """Where one joint application stands."""

    DRAFT = "draft"
    RUNNING = "running"
    DONE = "done"
    WITHDRAWN = "withdrawn"


JOINTS: Final = TransitionTable(
    {
        JointState.DRAFT: N_("草稿"),
        JointState.RUNNING: N_("办理中"),
        JointState.DONE: N_("已办结"),
        JointState.WITHDRAWN: N_("已撤回"),
    },
    [
        Edge(JointState.DRAFT, "edit", JointState.DRAFT),
        Edge(JointState.DRAFT, "submit", JointState.RUNNING),
        Edge(JointState.DRAFT, "withdraw", JointState.WITHDRAWN),
        Edge(JointState.RUNNING, "go_on", JointState.RUNNING),
        Edge(JointState.RUNNING, "withdraw", JointState.WITHDRAWN),
        Edge(JointState.RUNNING, "finish", JointState.DONE),
    ],
)


class MemberState(StrEnum):
    """Where one item of a joint application stands; what happens inside its case the case says.

    `lacking`: the item changed its version while it waited, and now asks for something that was not handed in; or who
    handed in for the applicant is not authorised any more.
    """

    WAITING = "waiting"
    LACKING = "lacking"
    RUNNING = "running"
    GRANTED = "granted"
    REFUSED = "refused"
    ENDED = "ended"
    STOPPED = "stopped"


UNAUTHORISED: Final = "authorisation"
"""Kind of what an item lacks: somebody who may act for the applicant, or the applicant themself."""

MEMBERS: Final = TransitionTable(
    {
        MemberState.WAITING: N_("等前一事项办结"),
        MemberState.LACKING: N_("等您补充"),
        MemberState.RUNNING: N_("办理中"),
        MemberState.GRANTED: N_("已准予"),
        MemberState.REFUSED: N_("不予许可"),
        MemberState.ENDED: N_("已终止"),
        MemberState.STOPPED: N_("不再办理"),
    },
    [
        Edge(MemberState.WAITING, "start", MemberState.RUNNING),
        Edge(MemberState.WAITING, "lack", MemberState.LACKING),
        Edge(MemberState.LACKING, "lack", MemberState.LACKING),
        Edge(MemberState.LACKING, "start", MemberState.RUNNING),
        Edge(MemberState.RUNNING, "grant", MemberState.GRANTED),
        Edge(MemberState.RUNNING, "refuse", MemberState.REFUSED),
        Edge(MemberState.RUNNING, "end", MemberState.ENDED),
        Edge(MemberState.WAITING, "stop", MemberState.STOPPED),
        Edge(MemberState.LACKING, "stop", MemberState.STOPPED),
    ],
)


class OrderState(StrEnum):
    """Where an order to a partner stands."""

    WAITING = "waiting"
    SENT = "sent"
    TAKEN = "taken"
    DONE = "done"
    RETURNED = "returned"
    STOPPED = "stopped"


ORDERS: Final = TransitionTable(
    {
        OrderState.WAITING: N_("等前一步办结"),
        OrderState.SENT: N_("待接单"),
        OrderState.TAKEN: N_("办理中"),
        OrderState.DONE: N_("已办好"),
        OrderState.RETURNED: N_("已退回"),
        OrderState.STOPPED: N_("不再办理"),
    },
    [
        Edge(OrderState.WAITING, "send", OrderState.SENT),
        Edge(OrderState.WAITING, "stop", OrderState.STOPPED),
        Edge(OrderState.SENT, "take", OrderState.TAKEN),
        Edge(OrderState.SENT, "return", OrderState.RETURNED),
        Edge(OrderState.SENT, "stop", OrderState.STOPPED),
        Edge(OrderState.TAKEN, "finish", OrderState.DONE),
        Edge(OrderState.TAKEN, "return", OrderState.RETURNED),
        Edge(OrderState.TAKEN, "stop", OrderState.STOPPED),
        Edge(OrderState.RETURNED, "send", OrderState.SENT),
        Edge(OrderState.RETURNED, "stop", OrderState.STOPPED),
    ],
)

GOOD: Final = frozenset({MemberState.GRANTED.value, OrderState.DONE.value})
"""What lets those go on that wait for it."""
BAD: Final = frozenset({MemberState.REFUSED.value, MemberState.ENDED.value, MemberState.STOPPED.value})
"""After which those that wait for it cannot go on."""
SETTLED: Final = GOOD | BAD
WAITING: Final = frozenset({MemberState.WAITING.value, MemberState.LACKING.value, OrderState.RETURNED.value})


def ready(waits: Mapping[str, Collection[str]], states: Mapping[str, str]) -> list[str]:
    """Who waits and now may begin: everything that it waits for has gone well (ONE-2)."""
    return [
        key
        for key, state in states.items()
        if state == MemberState.WAITING
        and all(states.get(before, "") in GOOD for before in waits.get(key, ()))
    ]


def stopped(waits: Mapping[str, Collection[str]], states: Mapping[str, str]) -> dict[str, str]:
    """Who can no longer begin, each with what it waited for in vain, through all that hangs on it (ONE-4)."""
    found: dict[str, str] = {}
    bad = {key for key, state in states.items() if state in BAD}
    grew = True
    while grew:
        grew = False
        for key, state in states.items():
            if state not in WAITING or key in found:
                continue
            cause = next((before for before in waits.get(key, ()) if before in bad), "")
            if cause:
                found[key], grew = cause, True
                bad.add(key)
    return found


def settled(states: Mapping[str, str]) -> bool:
    """Whether nothing of the one thing is still to come."""
    return all(state in SETTLED for state in states.values())
