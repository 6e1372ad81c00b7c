"""The life of a certificate: which act leads where, and how each end is reported (LIC-18, LIC-20; ECERT-3, ECERT-4)."""

from enum import StrEnum
from typing import Final

from oneseal.kernel.text import N_
from oneseal.kernel.transitions import Edge, TransitionTable


class State(StrEnum):
    """Where a certificate stands. The ends are different in law and are never merged (LIC-20)."""

    VALID = "valid"
    SUSPENDED = "suspended"
    CHANGED = "changed"
    RENEWED = "renewed"
    REPLACED = "replaced"
    WITHDRAWN = "withdrawn"
    ANNULLED = "annulled"
    REVOKED = "revoked"
    EXPIRED = "expired"
    CANCELLED = "cancelled"


class Verb(StrEnum):
    """What may be done to a certificate."""

    CHANGE = "change"
    RENEW = "renew"
    REPLACE = "replace"
    SUSPEND = "suspend"
    RESTORE = "restore"
    WITHDRAW = "withdraw"
    ANNUL = "annul"
    REVOKE = "revoke"
    CANCEL = "cancel"
    EXPIRE = "expire"


_S, _V = State, Verb
_BASIS: Final = {
    _V.CHANGE: "行政许可法第四十九条",
    _V.RENEW: "行政许可法第五十条",
    _V.REPLACE: "",
    _V.SUSPEND: "行政处罚法第九条",
    _V.RESTORE: "行政处罚法第九条",
    _V.WITHDRAW: "行政许可法第八条",
    _V.ANNUL: "行政许可法第六十九条",
    _V.REVOKE: "行政处罚法第九条",
    _V.CANCEL: "行政许可法第七十条",
    _V.EXPIRE: "行政许可法第七十条",
}
_NEXT: Final = {
    (_S.VALID, _V.CHANGE): _S.CHANGED,
    (_S.VALID, _V.RENEW): _S.RENEWED,
    (_S.VALID, _V.REPLACE): _S.REPLACED,
    (_S.VALID, _V.SUSPEND): _S.SUSPENDED,
    (_S.SUSPENDED, _V.RESTORE): _S.VALID,
    **{
        (state, verb): end
        for state in (_S.VALID, _S.SUSPENDED)
        for verb, end in (
            (_V.WITHDRAW, _S.WITHDRAWN),
            (_V.ANNUL, _S.ANNULLED),
            (_V.REVOKE, _S.REVOKED),
            (_V.CANCEL, _S.CANCELLED),
            (_V.EXPIRE, _S.EXPIRED),
        )
    },
    **{(state, _V.CANCEL): _S.CANCELLED for state in (_S.WITHDRAWN, _S.ANNULLED, _S.REVOKED, _S.EXPIRED)},
}
LIFE: Final = TransitionTable(
    {
        _S.VALID: N_("有效"),
        _S.SUSPENDED: N_("暂扣"),
        _S.CHANGED: N_("已变更换证"),
        _S.RENEWED: N_("已延续换证"),
        _S.REPLACED: N_("已补发新证"),
        _S.WITHDRAWN: N_("已撤回"),
        _S.ANNULLED: N_("已撤销"),
        _S.REVOKED: N_("已吊销"),
        _S.EXPIRED: N_("已过期"),
        _S.CANCELLED: N_("已注销"),
    },
    [Edge(state, verb, target, _BASIS[verb]) for (state, verb), target in _NEXT.items()],
)
VERBS: Final = {
    _V.CHANGE: N_("变更"),
    _V.RENEW: N_("延续"),
    _V.REPLACE: N_("补发"),
    _V.SUSPEND: N_("暂扣"),
    _V.RESTORE: N_("发还"),
    _V.WITHDRAW: N_("撤回"),
    _V.ANNUL: N_("撤销"),
    _V.REVOKE: N_("吊销"),
    _V.CANCEL: N_("注销"),
    _V.EXPIRE: N_("到期"),
}
STANDING: Final = frozenset({_S.VALID, _S.SUSPENDED})
"""The licence still exists."""
NEWER: Final = {_V.CHANGE: _S.CHANGED, _V.RENEW: _S.RENEWED, _V.REPLACE: _S.REPLACED}
"""Acts that make a new version (ECERT-4)."""
BY_OFFICE: Final = (_V.SUSPEND, _V.RESTORE, _V.WITHDRAW, _V.ANNUL, _V.REVOKE, _V.CANCEL)
"""Acts that the bureau proposes itself; the others follow an application or the calendar."""

STATUS: Final = {
    _S.VALID: "01",
    _S.SUSPENDED: "02",
    _S.ANNULLED: "03",
    _S.CANCELLED: "04",
    _S.CHANGED: "05",
    _S.RENEWED: "05",
    _S.REPLACED: "05",
    _S.EXPIRED: "05",
    _S.REVOKED: "07",
    _S.WITHDRAWN: "99",
}
"""Status codes that other systems read (ECERT-3); 撤回 has none of its own there."""


def ended_as(state: str, ended: str, verb: str) -> str:
    """How the licence ended, kept for good: formal cancelling after another end does not hide that end (LIC-20)."""
    target = LIFE.step(state, verb)
    if target in STANDING:
        return ended
    return ended or target
