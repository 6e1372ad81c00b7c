"""Which decisions are pushed to the supervising department, and as what (SUP-A)."""

from collections.abc import Mapping
from enum import StrEnum
from typing import Any

from oneseal.kernel.text import N_


class PushKind(StrEnum):
    """What was decided."""

    GRANTED = "granted"
    CHANGED = "changed"
    FILED = "filed"
    COMMITTED = "committed"
    ENDED = "ended"


LABELS = {
    PushKind.GRANTED: N_("准予"),
    PushKind.CHANGED: N_("变更、延续、恢复"),
    PushKind.FILED: N_("备案"),
    PushKind.COMMITTED: N_("告知承诺准予"),
    PushKind.ENDED: N_("证照停用或失效"),
}
STATE_CHANGED = "certificates.state_changed"
ANNULLED = "cases.commitment_revoked"
PUSHED = frozenset({"cases.decided", "cases.deemed_renewed", STATE_CHANGED, ANNULLED})
"""Kinds of news that may lead to a push."""


def kind_of(
    news: str,
    data: Mapping[str, Any],
    *,
    committed: bool,
    about: bool,
    filing: bool,
    cancels: bool = False,
    certified: bool = False,
) -> PushKind | None:
    """As what a piece of news is pushed; None where it is not (a refusal leaves nothing to supervise).

    `committed`: decided on a commitment; `about`: the application was about a certificate that existed already;
    `filing`: the item yields a filing and no licence; `cancels`: it was asked to cancel that certificate, whose own news
    of its end is pushed, so that one cancelling (注销) is one push; a licence on paper has no other news; `certified`:
    the decision brought a certificate, whose own news is pushed when the decision is annulled (撤销). SUP-A: every grant, change, ending, filing and commitment.
    """
    if news == STATE_CHANGED:
        return PushKind.CHANGED if data.get("verb") == "restore" else PushKind.ENDED
    if news == ANNULLED:
        return None if certified else PushKind.ENDED
    if news == "cases.decided" and data.get("outcome") != "granted":
        return None
    if cancels:
        return None if about else PushKind.ENDED
    if committed:
        return PushKind.COMMITTED
    if about or news == "cases.deemed_renewed":
        return PushKind.CHANGED
    return PushKind.FILED if filing else PushKind.GRANTED
