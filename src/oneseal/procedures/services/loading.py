"""Beginning and going on with a proceeding: the case under lock, the rules asked, one entry in the case's journal."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from oneseal.cases import services as cases
from oneseal.cases.services.loading import Work, lock_case, lock_unseen, missing, tell
from oneseal.documents import services as documents
from oneseal.foundation import calendars, clock
from oneseal.foundation.journal import Insert, Subject, Update
from oneseal.kernel.access import Actor, Role
from oneseal.kernel.errors import Conflict, Forbidden, NotFound, RuleViolation
from oneseal.kernel.text import N_
from oneseal.procedures.events import ProceedingEvent
from oneseal.procedures.models import Member, Proceeding
from oneseal.procedures.rules.states import DONE, LIVES, TITLES, Kind

OFFICERS = (Role.REVIEWER, Role.SECTION_HEAD, Role.BUREAU_HEAD)
HEADS = (Role.SECTION_HEAD, Role.BUREAU_HEAD)
RUNNING = frozenset({"accepted", "in_review", "suspended"})
INTAKE = frozenset({"submitted", "corrected"})
Change = Update | Insert


@dataclass
class Held:
    """A proceeding whose case is locked, and who acts. `begin` makes a new one; commit its `work` with the news."""

    work: Work
    row: Proceeding

    @property
    def actor(self) -> Actor:
        """Who acts, perhaps for an absent colleague."""
        return self.work.actor

    @property
    def about(self) -> tuple[str, int, str]:
        """The first fields of an event."""
        return self.work.case.state, self.row.pk, self.row.kind

    def members(self, *roles: str) -> list[Member]:
        """Who takes part in one of the capacities and was not recused."""
        rows = self.row.members.filter(role__in=roles).exclude(state=Member.State.RECUSED)
        return list(rows.select_related("staff", "expert"))

    def step(self, verb: str) -> str:
        """The next state of the proceeding. Raises Conflict where the act may not be done now."""
        return LIVES[Kind(self.row.kind)].step(self.row.state, verb)

    def commit(
        self,
        verb: str,
        event: ProceedingEvent,
        *changes: Change,
        reason: str = "",
        **values: object,
    ) -> None:
        """Write the proceeding's new state with what else changed, and the entry of the case's journal."""
        state = self.step(verb)
        if state in DONE:
            values["closed_at"] = self.work.now
        update = Update(Proceeding, self.row.pk, {"state": state, **values}, expect={"state": self.row.state})
        tell(self.actor, self.work.case, event, changes=[update, *changes], reason=reason)


def begin(
    work: Work, kind: Kind, state: str, question: str, *, states: frozenset[str] = RUNNING, **values: Any
) -> Held:
    """A new proceeding of a locked case. Raises Conflict where the case has ended or one of the kind is open."""
    text = need(question, "question", N_("请写明为什么要进行这项程序。"))
    if work.case.state not in states:
        raise Conflict("case_not_running", N_("办件现在不在可以进行这项程序的阶段，请刷新页面。"))
    if Proceeding.objects.filter(case=work.case.pk, kind=kind, closed_at=None).exists():
        raise Conflict(
            "already_open", N_("本件已有一项没有结束的%(title)s。"), params={"title": TITLES[kind]}
        )
    row = Proceeding.objects.create(
        bureau_id=work.case.bureau_id,
        case_id=work.case.pk,
        kind=kind,
        state=state,
        question=text,
        opened_by_id=work.actor.staff_id or None,
        opened_at=work.now,
        **values,
    )
    work.set(has_procedures=True)
    return Held(work, row)


def officer(actor: Actor, case_id: int, *roles: Role) -> Work:
    """The case under lock for somebody who examines cases; recusal and deputies come with it."""
    work = lock_case(actor, case_id)
    if not work.in_role(*(roles or OFFICERS)):
        raise Forbidden("may_not_run", N_("只有审查人员和负责人可以办理特别程序。"))
    return work


def hold(actor: Actor, proceeding_id: int, kind: Kind, *roles: Role) -> Held:
    """A proceeding for somebody who examines its case."""
    found = _found(proceeding_id, kind)
    work = officer(actor, found.case_id, *roles)
    return Held(work, _found(proceeding_id, kind))


def hold_as(actor: Actor, proceeding_id: int, kind: Kind, *capacities: str) -> tuple[Held, Member]:
    """A proceeding for a colleague who takes part in it, whether or not the case is one of theirs to see.

    Who stands in for an absent colleague takes no part for them: presiding and signing are personal.
    """
    found = _found(proceeding_id, kind)
    work = lock_unseen(actor, found.case_id)
    work.keep_out(actor.posts)
    row = _found(proceeding_id, kind)
    mine = row.members.filter(staff=actor.staff_id or None, role__in=capacities)
    member = mine.exclude(state=Member.State.RECUSED).first() if actor.staff_id else None
    if member is None:
        raise missing()
    return Held(work, row), member


def _found(proceeding_id: int, kind: Kind) -> Proceeding:
    row = Proceeding.objects.filter(pk=proceeding_id, kind=kind).first()
    if row is None:
        raise NotFound("no_such_proceeding", N_("没有找到这项特别程序，或者您无权查看。"))
    return row


def stop_clock(held: Held, explanation: str, days: int) -> None:
    """The case's clock stands still from today for this proceeding; the applicant is told in writing (LIC-13)."""
    cases.suspend_for(
        held.actor,
        case_id=held.work.case.pk,
        procedure=held.row.procedure,
        explanation=explanation,
        expected_days=days,
    )


def start_clock(held: Held, result: str) -> None:
    """The clock runs again, where it stood still for this proceeding. Call it when the proceeding is closed."""
    if held.row.procedure and held.work.case.state == "suspended":
        cases.resume_for(held.actor, case_id=held.work.case.pk, result=result[:300])


def issue(held: Held, kind: str, *, to: str = "", person: bool | None = None, **said: Any) -> Any:
    """One document about the case; `to` another addressee than the applicant. Returns the issued document."""
    case = held.work.case
    data = {
        "applicant": to or case.party_name,
        "person": case.applicant.kind == "person" if person is None else person,
        "item_name": case.item_name,
        "case_number": case.number,
    }
    return documents.issue_document(
        held.actor,
        bureau_id=case.bureau_id,
        kind=kind,
        subject=Subject("case", case.pk),
        data=data | said,
        signed_name=held.actor.name if held.actor.is_staff else "",
    )


def keep_file(held: Held, upload: Any) -> int | None:
    """A signed scan or report handed in with the act; None where there is none."""
    if not upload:
        return None
    kept = documents.store_file(
        held.actor, bureau_id=held.row.bureau_id, name=upload.name, content=upload, purpose=PURPOSE
    )
    return int(kept.pk)


PURPOSE = "proceeding"
"""Purpose under which scans of proceedings are stored."""


def need(text: str, field: str, message: str, *, longest: int = 4000) -> str:
    """What was written, trimmed. Raises RuleViolation at the field for nothing or too much."""
    plain = text.strip()
    if not plain:
        raise RuleViolation("text_missing", message, field=field)
    if len(plain) > longest:
        raise RuleViolation("text_too_long", N_("内容太长，请缩短。"), field=field)
    return plain


def workdays_until(day: date) -> int:
    """How many working days from tomorrow to a day, at least one."""
    return max(1, calendars.current().workdays_between(clock.today(), day).days)


def signed(member: Member, now: Any, refused: str = "", **values: object) -> Update:
    """A member's signature, or the reason why they would not sign."""
    state = Member.State.REFUSED if refused else Member.State.SIGNED
    return Update(
        Member,
        member.pk,
        {"state": state, "reason": refused[:300], "signed_at": None if refused else now, **values},
    )


def names(members: Sequence[Member]) -> list[str]:
    """How members are called."""
    return [name_of(each) for each in members]


def name_of(member: Member) -> str:
    """A member's name: a colleague's, an expert's, or what was entered."""
    if member.staff is not None:
        return str(member.staff.name)
    return str(member.expert.name) if member.expert is not None else str(member.name)
