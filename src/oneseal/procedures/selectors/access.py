"""Who sees which proceeding, and what they may do with it now."""

from typing import TYPE_CHECKING, NamedTuple
from uuid import UUID

from django.db.models import Exists, OuterRef, Q, QuerySet

from oneseal.cases import selectors as cases
from oneseal.foundation import clock
from oneseal.kernel.access import Actor, Role
from oneseal.kernel.errors import NotFound
from oneseal.kernel.text import N_
from oneseal.procedures.models import Member, Proceeding
from oneseal.procedures.rules import duties
from oneseal.procedures.rules.states import CONVENED, DONE, LIVES, MINUTED, TOLD, Kind

if TYPE_CHECKING:
    from oneseal.cases.models import Case as AnyCase

OFFICERS = (Role.REVIEWER, Role.SECTION_HEAD, Role.BUREAU_HEAD)
RECEIVERS = (Role.CLERK, Role.REVIEWER, Role.SECTION_HEAD)
ENDED = ("withdrawn", "terminated", "lapsed", "not_needed", "not_accepted")
R, S = Member.Role, Member.State


def visible_proceedings(actor: Actor) -> QuerySet[Proceeding]:
    """Those of the cases that the actor sees, and for staff those in which they take part."""
    rows = Proceeding.objects.select_related("case", "paper", "file", "opened_by")
    seen = Q(case__in=cases.visible_cases(actor))
    if not actor.is_staff:
        return rows.filter(seen)
    return rows.filter(seen | Exists(_mine(actor)), bureau=actor.bureau_id)


def _mine(actor: Actor) -> QuerySet[Member]:
    return Member.objects.filter(proceeding=OuterRef("pk"), staff=actor.staff_id)


def access_proceeding(actor: Actor, proceeding_id: int) -> Proceeding:
    """One that the actor may see. Raises NotFound otherwise."""
    found = visible_proceedings(actor).filter(pk=proceeding_id).first()
    if found is None:
        raise _absent()
    return found


def access_told(uid: UUID) -> Member:
    """The part of somebody who was told of a hearing, for whoever has their secret address. Raises NotFound."""
    rows = Member.objects.filter(uid=uid, role=R.TOLD).select_related("proceeding__case")
    found = rows.first()
    if found is None:
        raise _absent()
    return found


def _absent() -> NotFound:
    return NotFound("no_such_proceeding", N_("没有找到这项特别程序，或者您无权查看。"))


def proceedings_of(case_id: int) -> list[Proceeding]:
    """All of a case, oldest first."""
    rows = Proceeding.objects.filter(case=case_id).select_related("case", "paper", "file", "opened_by")
    return list(rows.order_by("id"))


def work(actor: Actor, view: str) -> QuerySet[Proceeding]:
    """`mine`: open ones that the actor began or takes part in; `open`: all open ones to see; `done`: the others."""
    rows = visible_proceedings(actor).exclude(case__state__in=ENDED)
    if view == "done":
        return rows.filter(state__in=DONE)
    rows = rows.exclude(state__in=DONE)
    if view == "open":
        return rows
    mine = _mine(actor).exclude(state__in=[S.RECUSED, S.AWAY])
    return rows.filter(Q(opened_by=actor.staff_id or None) | Exists(mine))


def acts_for(actor: Actor, row: Proceeding) -> list[str]:
    """What the actor may do with a proceeding now; the services check everything again."""
    if not actor.is_staff or cases.is_own(actor, row.case) or row.case.state in ENDED:
        return []
    allowed = LIVES[Kind(row.kind)].allowed(row.state)
    part = row.members.filter(staff=actor.staff_id or None).exclude(state=S.RECUSED).first()
    checks = {Kind.HEARING: _hearing, Kind.JOINT_REVIEW: _joint}
    entitled = checks.get(Kind(row.kind), _officer)(actor, row, part)
    return [verb for verb in dict.fromkeys(allowed) if verb in entitled]


def _officer(actor: Actor, row: Proceeding, part: Member | None) -> set[str]:
    roles = RECEIVERS if row.kind == Kind.FIRST_REVIEW else OFFICERS
    may = actor.has(*roles) and cases.may_see(actor, row.case)
    return {"hear", "recuse", "opine", "close"} if may else set()


def _hearing(actor: Actor, row: Proceeding, part: Member | None) -> set[str]:
    found: set[str] = set()
    if actor.has(*OFFICERS) and cases.may_see(actor, row.case):
        late = row.state == TOLD and row.due is not None and clock.today() > row.due
        found |= {"convene"} | ({"waive"} if late else {"ask"})
    if row.state == CONVENED and actor.has(Role.BUREAU_HEAD) and row.members.filter(state=S.CHALLENGED):
        found.add("rule")
    if part is not None and part.role in {R.PRESIDER, R.RECORDER}:
        begun = row.held_at is not None and clock.now() >= row.held_at
        found |= {"sign", "close"} | ({"minute"} if begun else set())
    return found


def _joint(actor: Actor, row: Proceeding, part: Member | None) -> set[str]:
    found: set[str] = set()
    callers = (
        (Role.SECTION_HEAD, Role.COORDINATOR)
        if row.level == duties.SECTION
        else (
            Role.BUREAU_HEAD,
            Role.COORDINATOR,
        )
    )
    if actor.has(*callers) and cases.may_see(actor, row.case):
        found.add("convene")
    if part is None:
        return found
    if part.role == R.INVITED and part.state == S.NAMED:
        found.add("answer")
    if row.state == MINUTED and part.state not in {S.AWAY, S.SIGNED, S.REFUSED}:
        found.add("sign")
    if part.role == R.CHAIR:
        found.add("close")
        if row.held_at is not None and clock.now() >= row.held_at:
            found.add("minute")
    return found


class Start(NamedTuple):
    """A procedure that may be begun on a case: its kind, and how the menu calls it."""

    kind: Kind
    title: str
    icon: str


STARTS: dict[str, Start] = {
    "third-parties": Start(Kind.THIRD_PARTIES, N_("告知利害关系人"), "users"),
    "hearing-right": Start(Kind.HEARING, N_("告知听证权利"), "speakerphone"),
    "hearing": Start(Kind.HEARING, N_("主动举行听证"), "speakerphone"),
    "expert-review": Start(Kind.EXPERT_REVIEW, N_("组织专家评审"), "school"),
    "test": Start(Kind.TEST, N_("委托检验检测检疫鉴定"), "stethoscope"),
    "first-review": Start(Kind.FIRST_REVIEW, N_("登记下级初审"), "sitemap"),
    "joint-review": Start(Kind.JOINT_REVIEW, N_("提请疑难会审"), "users-group"),
}
BY_OFFICERS = ("third-parties", "hearing-right", "hearing", "expert-review", "test")


def starts_for(actor: Actor, case: "AnyCase") -> list[str]:
    """Which procedures the actor may begin on a case now, as keys of STARTS."""
    if not actor.is_staff or cases.is_own(actor, case):
        return []
    starts: list[str] = []
    if case.state in {"accepted", "in_review"}:
        starts += BY_OFFICERS if actor.has(*OFFICERS) else ()
        starts += ["joint-review"] if step_in_hand(actor, case.pk) else []
    elif case.state in {"submitted", "corrected"} and actor.has(*RECEIVERS):
        starts.append("first-review")
    if not starts:
        return []
    running = Proceeding.objects.filter(case=case.pk, closed_at=None)
    open_now = set(running.values_list("kind", flat=True))
    return [key for key in starts if STARTS[key].kind not in open_now]


def step_in_hand(actor: Actor, case_id: int) -> int:
    """The step of a case that the actor holds now; 0 where none."""
    steps = [each for each in cases.live_steps(case_id) if each.holder_id == actor.staff_id]
    return steps[0].pk if steps else 0
