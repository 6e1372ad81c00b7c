"""The life of a publication."""

from enum import StrEnum

from oneseal.kernel.text import N_


class PublicationState(StrEnum):
    """Where it stands."""

    WAITING = "waiting"
    HELD = "held"
    PUBLISHED = "published"
    WITHDRAWN = "withdrawn"
    EXEMPT = "exempt"


LABELS = {
    PublicationState.WAITING: N_("待公示"),
    PublicationState.HELD: N_("暂缓"),
    PublicationState.PUBLISHED: N_("已公示"),
    PublicationState.WITHDRAWN: N_("已撤下"),
    PublicationState.EXEMPT: N_("不予公开"),
}
OPEN = (PublicationState.WAITING, PublicationState.HELD)


def acts(state: str, *, wrong: bool) -> tuple[str, ...]:
    """What may be done with a publication in this state; `wrong`: a mistake was reported and not mended yet."""
    match state:
        case PublicationState.WAITING:
            return ("publish", "hold")
        case PublicationState.HELD:
            return ("publish",)
        case PublicationState.PUBLISHED:
            return ("correct", "withdraw") if wrong else ("report", "correct", "withdraw")
        case _:
            return ()


def ends_with_licence(state: str) -> bool:
    """Whether a publication goes when the licence is annulled: what is public, and what would become so (PUB, LIC-20).

    A licence that was withdrawn, revoked or cancelled was rightly granted: the publication of its grant stays.
    """
    return state in {*OPEN, PublicationState.PUBLISHED}
