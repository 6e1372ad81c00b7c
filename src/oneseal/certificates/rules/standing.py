"""What the public may be told of a certificate: whether it holds today, since when not, and why (B9, B10)."""

from dataclasses import dataclass
from datetime import date

from oneseal.certificates.rules.states import STANDING, State
from oneseal.kernel.text import N_


@dataclass(frozen=True, slots=True)
class Verdict:
    """`code` for programs, `sentence` for people (filled from `params`), `holds` whether one may rely on it today."""

    code: str
    sentence: str
    holds: bool
    params: dict[str, str]

    @property
    def tone(self) -> str:
        """success where it holds, warning where a newer version or a later day answers, danger where it ended."""
        if self.holds:
            return "success"
        return "warning" if self.code in PASSING else "danger"


PASSING = frozenset({State.CHANGED, State.RENEWED, State.REPLACED, State.SUSPENDED, "not_yet"})


def verdict(
    state: str, *, ended: str, ended_on: date | None, valid_from: date, valid_until: date | None, today: date
) -> Verdict:
    """The answer of the verification page. What ended it is told also after its formal cancelling (LIC-20).

    A certificate whose last day is over is told as expired even before the nightly job says so; that it was in order
    when it was issued is a question of its seal, not of this.
    """
    params = {
        "from": valid_from.isoformat(),
        "until": valid_until.isoformat() if valid_until else "",
        "on": ended_on.isoformat() if ended_on else "",
    }
    code, holds = _code(state, ended, valid_from, valid_until, today)
    return Verdict(code, SENTENCES[code], holds, params)


def _code(
    state: str, ended: str, valid_from: date, valid_until: date | None, today: date
) -> tuple[str, bool]:
    if state not in STANDING:
        return ended or state, False
    if valid_until is not None and today > valid_until:
        return State.EXPIRED, False
    if today < valid_from:
        return "not_yet", False
    if state == State.SUSPENDED:
        return State.SUSPENDED, False
    return State.VALID, True


SENTENCES = {
    State.VALID: N_("这份证照现在有效。"),
    State.SUSPENDED: N_("这份证照现在被暂扣，暂扣期间不能使用。"),
    "not_yet": N_("这份证照还没有开始生效，自%(from)s起有效。"),
    State.CHANGED: N_("这一版证照已于%(on)s因变更换发新版，请查验新版。"),
    State.RENEWED: N_("这一版证照已于%(on)s延续换证，请查验新版。"),
    State.REPLACED: N_("这一版证照已于%(on)s补发，原证作废，请查验新版。"),
    State.WITHDRAWN: N_("这份证照已于%(on)s被依法撤回。"),
    State.ANNULLED: N_("这份证照已于%(on)s被依法撤销。"),
    State.REVOKED: N_("这份证照已于%(on)s被吊销。"),
    State.EXPIRED: N_("这份证照的有效期已于%(until)s届满。"),
    State.CANCELLED: N_("这份证照已于%(on)s注销。"),
    "paper_void": N_("空白编号%(blank)s的这张纸质证照已于%(on)s作废，换打在另一张上，请查验新的一张。"),
    "copy_withdrawn": N_("这份加注件已被持证人作废。"),
    "copy_expired": N_("这份加注件只到%(until)s有效，已经过期。"),
}


def copy_verdict(whole: Verdict, *, valid_until: date, withdrawn: bool, today: date) -> Verdict:
    """Of a marked copy: the certificate's own verdict as long as the copy is good itself (ECERT-5)."""
    if withdrawn:
        return Verdict("copy_withdrawn", SENTENCES["copy_withdrawn"], False, {})
    if today > valid_until:
        params = {"until": valid_until.isoformat()}
        return Verdict("copy_expired", SENTENCES["copy_expired"], False, params)
    return whole


def paper_void(blank: str, on: date) -> Verdict:
    """Of a paper in whose place another one was printed."""
    return Verdict("paper_void", SENTENCES["paper_void"], False, {"blank": blank, "on": on.isoformat()})
