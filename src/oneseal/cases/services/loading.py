"""Loading a case under lock with its steps, and turning the rules' answer into rows."""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date, datetime
from typing import Any

from oneseal.cases import extensions
from oneseal.cases.events.base import CaseEvent
from oneseal.cases.events.modes import MaskFell
from oneseal.cases.models import Case, CaseStep
from oneseal.cases.rules import duties, flow
from oneseal.cases.rules.states import ENDED, SETTLED, Act, StepState, after_act
from oneseal.cases.selectors import access
from oneseal.cases.selectors.pages import node_of
from oneseal.catalog import selectors as catalog
from oneseal.catalog.rules.content import ItemContent
from oneseal.foundation import calendars, clock, db
from oneseal.foundation.journal import Insert, Subject, Update, record
from oneseal.identity.rules.posting import DECIDING
from oneseal.kernel.access import SYSTEM, Actor, Role, StandIn
from oneseal.kernel.errors import Conflict, Forbidden, NotFound, RuleViolation
from oneseal.kernel.events import Event
from oneseal.kernel.text import N_
from oneseal.kernel.workdays import Due

Change = Update | Insert
OF_STEP = "(SELECT case_id FROM cases_casestep WHERE id = %s)"


@dataclass
class Work:
    """A locked case, its steps, and what will be written when the act is done."""

    actor: Actor
    case: Case
    steps: dict[str, CaseStep]
    now: datetime = field(default_factory=clock.now)
    values: dict[str, object] = field(default_factory=dict)
    changes: list[Change] = field(default_factory=list)
    absent: StandIn | None = None
    unmasked: str = ""

    @property
    def today(self) -> date:
        """The day of the act where the bureau is."""
        return self.now.astimezone(clock.LOCAL).date()

    @property
    def content(self) -> ItemContent:
        """What the item version says on which the case is pinned (CAT-13)."""
        return catalog.version_content(self.case.item_version_id)

    @property
    def nodes(self) -> list[flow.Node]:
        """The steps as the rules see them."""
        return [node_of(step) for step in self.steps.values()]

    def act(self, act: Act) -> str:
        """The case's next state; remembered to be written. Raises Conflict where the act is not lawful now."""
        target = after_act(self.case.state, act)
        extensions.check(act, self.case)
        if target != self.case.state:
            self.values["state"] = self.case.state = target
        if target in SETTLED:
            self.unmask("ended" if target in ENDED else "decided")
        return target

    def unmask(self, why: str) -> None:
        """From here on everybody sees whose case it is; `why` is one of rules.masking.FALLS (受审分离)."""
        if self.case.masked:
            self.set(applicant_name=self.case.party_name, masked=False)
            self.unmasked = why

    def set(self, **values: object) -> None:
        """Columns of the case to be written."""
        self.values.update(values)
        for name, value in values.items():
            setattr(self.case, name, value)

    def person(self) -> duties.Person:
        """The actor as the rules on separation of duties see them."""
        return duties.Person(
            self.actor.staff_id,
            self.actor.own_applicants,
            contractor=self.actor.roles.isdisjoint(DECIDING),
        )

    def parties(self) -> duties.Parties:
        """Who already has a part in the case."""
        return duties.Parties(
            applicant=self.case.applicant_id,
            agent=self.case.agent_id,
            acceptor=self.case.acceptor_id,
            solo=self.case.solo == "on",
        )

    def keep_out(self, posts: Collection[int]) -> None:
        """Refuse a member of staff their own application, naming who of some posts may do it (回避)."""
        if self.actor.own_applicants and duties.is_own(self.person(), self.parties()):
            raise duties.own_application(access.others_for(self.case, posts, self.actor.staff_id))

    def speak_for(self, absent: StandIn | None) -> None:
        """From here on the act is done for an absent colleague; the journal and the papers say so (职务代理)."""
        if absent is not None and self.absent is None:
            self.absent = absent
            self.actor = replace(self.actor, name=f"{self.actor.name}（代{absent.name}）")

    def in_role(self, *roles: Role) -> bool:
        """Whether the actor has one of the roles, perhaps only for an absent colleague, which is then said."""
        self.speak_for(self.actor.in_role_of(*roles))
        return self.actor.has(*roles)

    def flow_to(self, nodes: Sequence[flow.Node]) -> Mapping[str, flow.Node]:
        """Write what the rules changed in the flow; new steps copy their post from the step they belong to."""
        moved = flow.changed(self.nodes, nodes)
        for key, node in moved.items():
            step = self.steps.get(key)
            if step is not None and step.kind == "survey" and node.state == StepState.OPEN:
                self.unmask("survey")
            values = step_values(step, node, self.now, self.today)
            if step is None:
                parent = self.steps[node.parent]
                self.changes.append(Insert(CaseStep, new_step(parent, node) | values))
            else:
                self.changes.append(Update(CaseStep, step.pk, values))
                for name, value in values.items():
                    setattr(step, name, value)
        return moved

    def also(self, step: CaseStep, **values: object) -> None:
        """More columns of a step that `flow_to` already writes: two updates of one row in one statement get lost."""
        for place, change in enumerate(self.changes):
            if isinstance(change, Update) and change.model is CaseStep and change.pk == step.pk:
                self.changes[place] = Update(CaseStep, step.pk, {**change.values, **values})
                return
        self.changes.append(Update(CaseStep, step.pk, values))

    def name_new_steps(self, name: str, asked: str) -> None:
        """Say on the steps just added what is asked of whom."""
        self.changes = [
            Insert(change.model, {**change.values, "name": name[:100], "asked": asked[:300]})
            if isinstance(change, Insert) and change.model is CaseStep
            else change
            for change in self.changes
        ]

    def _moved(self) -> dict[str, str]:
        """New states of the steps that the changes move, by key."""
        keys = {step.pk: key for key, step in self.steps.items()}
        return {
            str(change.values["key"]) if isinstance(change, Insert) else keys[change.pk]: str(
                change.values["state"]
            )
            for change in self.changes
            if change.model is CaseStep and "state" in change.values
        }

    def commit(self, event: CaseEvent, *, reason: str = "") -> None:
        """Write everything and the journal entry in one statement."""
        write = Update(Case, self.case.pk, {**self.values, "last_at": self.now})
        if moved := self._moved():
            event = replace(event, moved=moved)
        if self.absent:
            event = replace(event, acting_for=self.absent.staff_id)
        tell(self.actor, self.case, event, changes=[write, *self.changes], reason=reason)
        if self.unmasked:
            tell(SYSTEM, self.case, MaskFell(self.case.state, self.unmasked))


def tell(actor: Actor, case: Case, event: Event, *, changes: Sequence[Change] = (), reason: str = "") -> None:
    """A journal entry about a case; it belongs to the case's bureau even when a citizen acts."""
    who = actor if actor.bureau_id == case.bureau_id else replace(actor, bureau_id=case.bureau_id)
    record(who, Subject("case", case.pk), event, changes=changes, reason=reason)


def lock_case(actor: Actor, case_id: int, *, with_steps: bool = False, even_own: bool = False) -> Work:
    """The case under lock, if the actor may see it. Raises NotFound otherwise.

    Every act of staff on a case comes through here or `lock_step`: both raise Forbidden for an application of
    their own, unless the act is harmless (`even_own`).
    """
    case = db.lock(Case, case_id)
    if not access.may_see(actor, case):
        raise missing()
    work = Work(actor, case, _steps(case_id) if with_steps else {})
    if not even_own:
        work.keep_out(actor.posts)
    return work


def lock_unseen(actor: Actor, case_id: int, *, with_steps: bool = False) -> Work:
    """The case under lock for the system itself (jobs), which sees everything."""
    return Work(actor, db.lock(Case, case_id), _steps(case_id) if with_steps else {})


def lock_step(actor: Actor, step_id: int, *, even_own: bool = False) -> tuple[Work, CaseStep]:
    """The step's case under lock with all steps, read after the lock so that nothing is stale.

    Only for those whose post it is or who hold it, and heads of the section; raises NotFound otherwise. Raises
    Forbidden for an application of the actor's own, unless the act only gives it away (`even_own`).
    """
    case, rows = db.lock_with_rows(
        Case, f"id = {OF_STEP}", CaseStep, f'case_id = {OF_STEP} ORDER BY "order", id', [step_id]
    )
    work = Work(actor, case, {row.key: row for row in rows})
    step = next((each for each in work.steps.values() if each.pk == step_id), None)
    if step is None or not (access.may_work(actor, case, step) or access.may_see(actor, case)):
        raise missing()
    if not even_own:
        work.keep_out([step.post_id] if step.post_id else actor.posts)
    return work, step


def _steps(case_id: int) -> dict[str, CaseStep]:
    rows = db.rows_where(CaseStep, 'case_id = %s ORDER BY "order", id', [case_id])
    return {step.key: step for step in rows}


def check_unit(work: Work, scope: str) -> None:
    """Towns act as far as the power was delegated to them, former departments not at all (LIC-23, LIC-26)."""
    catalog.check_acting(work.actor, work.case.item_id, scope, work.today, channels=work.content.channels)


def missing() -> NotFound:
    """The same answer for absent and forbidden cases."""
    return NotFound("case_not_found", N_("没有找到这个办件，或者您无权查看。"))


def check_holder(work: Work, step: CaseStep) -> None:
    """Only the holder works on a step, or who stands in for them while they are away.

    Raises Conflict when it is not taken, Forbidden when somebody else has it.
    """
    if step.state != StepState.TAKEN:
        raise Conflict("step_not_taken", N_("这个环节不在办理中：可能已经办完，或者还没有领取。请刷新页面。"))
    if step.holder_id == work.actor.staff_id:
        return
    work.speak_for(work.actor.acting_for(holder=step.holder_id))
    if work.absent is None:
        raise Forbidden("not_holder", N_("这个环节由其他同事办理。需要您办的，请先请他转办给您。"))


def new_step(like: CaseStep, node: flow.Node) -> dict[str, Any]:
    """Columns of a step that a colleague added to another one."""
    return {
        "case_id": like.case_id,
        "bureau_id": like.bureau_id,
        "section_id": like.section_id,
        "key": node.key,
        "name": like.name,
        "kind": "opinion" if node.origin != flow.Origin.SECOND else like.kind,
        "order": like.order,
        "post_id": like.post_id,
        "after": list(node.after),
        "any_of": node.any_of,
        "origin": node.origin.value,
        "parent": node.parent,
        "days": like.days,
        "round": 1,
        "asked": "",
        "item_name": like.item_name,
        "case_number": like.case_number,
        "due": None,
        "due_provisional": False,
        "opened_at": None,
        "taken_at": None,
        "done_at": None,
        "holder_id": node.holder,
    }


def step_values(step: CaseStep | None, node: flow.Node, now: datetime, today: date) -> dict[str, object]:
    """Columns of a step that follow from its new state."""
    values: dict[str, object] = {"state": node.state, "after": list(node.after), "holder_id": node.holder}
    begun = step is not None and step.opened_at is not None
    anew = step is not None and step.done_at is not None
    if node.state in {StepState.OPEN, StepState.TAKEN} and (not begun or anew):
        due = step_due(today, step.days if step else 1)
        values |= {"opened_at": now, "due": due.day, "due_provisional": due.provisional, "done_at": None}
    if node.state == StepState.TAKEN:
        values["taken_at"] = now
    elif node.state == StepState.WAITING and begun and node.holder is None:
        values |= {"opened_at": None, "taken_at": None, "done_at": None, "due": None}
    elif node.state in {StepState.PASSED, StepState.SKIPPED, StepState.CANCELLED}:
        values["done_at"] = now
    if step is not None and (anew or (begun and "opened_at" in values)):
        values["round"] = step.round + 1
    return values


def step_due(today: date, days: int) -> Due:
    """The internal last day of a step that opens today."""
    return calendars.current().add_workdays(today, days)


def need_text(text: str, code: str, message: str, field: str) -> str:
    """The text without blanks around it. Raises RuleViolation at the field where nothing is left."""
    if not text.strip():
        raise RuleViolation(code, message, field=field)
    return text.strip()
