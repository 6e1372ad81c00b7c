"""Everything that a case's page shows, in a fixed number of statements; and what may be done from it."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from functools import cached_property
from typing import TypeVar

from django.db.models import Model

from oneseal.cases import extensions
from oneseal.cases.models import (
    Case,
    CaseForm,
    CaseMaterial,
    CaseStep,
    ClockInterval,
    Correction,
    Decision,
    Delivery,
    Evaluation,
    Extension,
    InternalNote,
    Rectification,
    StepAction,
    ThreadMessage,
)
from oneseal.cases.rules import deadlines, flow, sentences
from oneseal.cases.rules.masking import NO_VEIL, Veil
from oneseal.cases.rules.states import LIVE, RUNNING, CaseState, StepState
from oneseal.cases.selectors import evaluations, masking
from oneseal.cases.selectors.access import may_see
from oneseal.cases.selectors.holding import Held, held_for
from oneseal.catalog import selectors as catalog
from oneseal.catalog.rules import form_values, variants
from oneseal.catalog.rules.content import ItemContent, Limit, StepKind
from oneseal.catalog.rules.situations import Situation, resolve
from oneseal.documents import selectors as documents
from oneseal.documents.rules.kinds import INTERNAL
from oneseal.foundation import calendars, clock, db, history
from oneseal.foundation.display import DueChip, local_day
from oneseal.foundation.journal import Subject
from oneseal.kernel import clocks
from oneseal.kernel.access import Actor
from oneseal.kernel.errors import NotFound
from oneseal.kernel.text import N_
from oneseal.kernel.workdays import Due

Row = TypeVar("Row", bound=Model)


@dataclass(frozen=True)
class HistoryLine:
    """One entry of the journal as a sentence marked for translation, with what fills it."""

    at: datetime
    text: str
    values: dict[str, object]
    reason: str
    kind: str


@dataclass(frozen=True)
class Holder:
    """Where a live step is: its post and, once taken, the person."""

    step: str
    post: str
    person: str
    since: datetime | None
    due: date | None


@dataclass(frozen=True)
class CasePage:
    """A case with all that belongs to it, each part read when it is first asked for: an act needs only few.

    Lists that the reader may not see are empty; `staff` says whether the reader is a colleague. `brief` reads case
    and steps without the people and posts behind them. `veil` hides from those who judge whose case it is; every
    part passes through it.
    """

    case: Case
    staff: bool
    brief: bool = False
    veil: Veil = NO_VEIL

    @cached_property
    def content(self) -> ItemContent:
        """What the case's version of the item says (CAT-13)."""
        return catalog.version_content(self.case.item_version_id)

    @cached_property
    def situation(self) -> Situation:
        """Form, materials and steps for the answers given."""
        return resolve(self.content, self.case.answers)

    @cached_property
    def promised_limit(self) -> Limit:
        """The bureau's promise for the handling variant applied for."""
        return variants.promised_limit(self.content, self.situation.variant)

    @cached_property
    def form(self) -> CaseForm | None:
        """The newest submission's form."""
        return self.case.forms.order_by("-submission").first()

    @cached_property
    def materials(self) -> list[CaseMaterial]:
        """Everything handed in."""
        return self._veiled(list(self.case.materials.select_related("file")), "note", "verdict_note")

    @cached_property
    def held(self) -> dict[str, Held]:
        """What the applicant of a draft need not bring because it is held already; handing in takes it (2.24)."""
        if self.case.state != CaseState.DRAFT:
            return {}
        handed = {row.code for row in self.materials if not row.replaced}
        return held_for(self.case, [each for each in self.situation.materials if each.code not in handed])

    @cached_property
    def corrections(self) -> list[Correction]:
        """What was to be corrected."""
        rows = list(self.case.corrections.select_related("notice"))
        for row in rows if self.veil else []:
            row.gaps = [{key: self.veil.over(text) for key, text in gap.items()} for gap in row.gaps]
        return rows

    @cached_property
    def steps(self) -> list[CaseStep]:
        """The flow."""
        if self.brief:
            return db.rows_where(CaseStep, 'case_id = %s ORDER BY "order", id', [self.case.pk])
        return list(self.case.steps.select_related("post", "holder"))

    @cached_property
    def actions(self) -> list[StepAction]:
        """What colleagues did at the steps."""
        return self._veiled(list(self.case.actions.all()), "opinion") if self.staff else []

    @cached_property
    def intervals(self) -> list[ClockInterval]:
        """When the clock stood still."""
        return list(self.case.intervals.all())

    @cached_property
    def extensions(self) -> list[Extension]:
        """More time asked for."""
        return list(self.case.extensions.select_related("requested_by")) if self.staff else []

    @cached_property
    def decision(self) -> Decision | None:
        """The decision; for applicants only once it holds."""
        found = self.case.decisions.exclude(state="void").select_related("document", "signed_by").first()
        if found and self.veil:
            found.reasons = [self.veil.over(text) for text in found.reasons]
            self._veiled([found], "content")
        return found if self.staff or (found and found.state == "effective") else None

    @cached_property
    def delivery(self) -> Delivery | None:
        """Handing over the result."""
        return Delivery.objects.filter(case=self.case).first()

    @cached_property
    def may_evaluate(self) -> bool:
        """Whether a stage waits to be evaluated (EVA-2)."""
        return not self.staff and evaluations.stage_to_evaluate(self.case)[0] is not None

    @cached_property
    def evaluated(self) -> bool:
        """Whether the applicant has judged the handling; never shown to those evaluated (EVA-5)."""
        given = Evaluation.objects.filter(case=self.case, stage="handling", default=False)
        return not self.staff and given.exists()

    @cached_property
    def remedies(self) -> list[Rectification]:
        """What was put right after a negative evaluation, for the applicant (EVA-4)."""
        return [] if self.staff else evaluations.remedies(self.case)

    @cached_property
    def messages(self) -> list[ThreadMessage]:
        """The thread with the applicant."""
        return self._veiled(list(self.case.messages.all()), "text", "author_name")

    @cached_property
    def notes(self) -> list[InternalNote]:
        """Internal notes."""
        return self._veiled(list(self.case.notes.select_related("staff")), "text") if self.staff else []

    @cached_property
    def documents(self) -> list[object]:
        """What was issued about the case; for the applicant without what only colleagues open."""
        rows = documents.documents_about("case", self.case.pk)
        return list(rows if self.staff else rows.exclude(kind__in=INTERNAL))

    @cached_property
    def history(self) -> list[HistoryLine]:
        """What happened, oldest first."""
        return history_of(self.case, public=not self.staff, veil=self.veil)

    @property
    def holders(self) -> list[Holder]:
        """Who holds the case now."""
        return [
            Holder(
                step.name,
                step.post.name if step.post else "",
                step.holder.name if step.holder else "",
                step.taken_at or step.opened_at,
                step.due,
            )
            for step in self.steps
            if step.state in LIVE
        ]

    def summary(self, *, mask: bool = True) -> list[form_values.Part]:
        """The filled form for reading; personal data masked unless the actor has unmasked it."""
        data = self.form.data if self.form else {}
        return form_values.summary(
            self.situation.schema, data, mask=mask or bool(self.veil), shown=self.veil.over_field
        )

    def _veiled(self, rows: list[Row], *names: str) -> list[Row]:
        """Rows whose texts the reader may read; they are for showing only."""
        for row in rows if self.veil else []:
            for name in names:
                setattr(row, name, self.veil.over(getattr(row, name)))
        return rows

    def return_targets(self, step: CaseStep) -> list[CaseStep]:
        """The earlier steps to which a step may be returned."""
        nodes = [node_of(each) for each in self.steps]
        keys = set(flow.may_return_to(nodes, step.key))
        return [each for each in self.steps if each.key in keys]


def node_of(step: CaseStep) -> flow.Node:
    """A step as the rules see it."""
    return flow.Node(
        step.key,
        StepState(step.state),
        tuple(step.after),
        step.any_of,
        step.holder_id,
        flow.Origin(step.origin),
        step.parent,
    )


def case_page(actor: Actor, case_id: int) -> CasePage:
    """A case's page for an actor: one statement now, at most one for each part asked for, whatever its size.

    Raises NotFound like `access_case`. Applicants see no notes, opinions or entries that only colleagues may read.
    """
    related = Case.objects.select_related("section", "applicant", "agent", "acceptor", "decider")
    return _page(actor, related.filter(pk=case_id).first())


def case_in_brief(actor: Actor, case_id: int) -> CasePage:
    """The same for a press that shows nothing: building the big query costs more than a whole act."""
    return _page(actor, next(iter(db.rows_where(Case, "id = %s", [case_id])), None), brief=True)


def _page(actor: Actor, case: Case | None, *, brief: bool = False) -> CasePage:
    if case is None or not may_see(actor, case):
        raise NotFound("case_not_found", N_("没有找到这个办件，或者您无权查看。"))
    masking.named(actor, [case])
    return CasePage(case, actor.is_staff, brief, masking.veil_of(actor, case))


def history_of(case: Case, *, public: bool, veil: Veil = NO_VEIL) -> list[HistoryLine]:
    """What happened, oldest first, in sentences; `public` leaves out what is for colleagues only."""
    lines = []
    for entry in history.entries(Subject("case", case.pk)):
        kind = sentences.variant(entry.kind, entry.data)
        said = sentences.SENTENCES.get(kind) or extensions.sentence_of(kind)
        if said is None or (public and not said.public):
            continue
        reason = entry.reason if said.reason or not public else ""
        values = {
            name: veil.over(each) if isinstance(each, str) else each
            for name, each in _values(entry.data, entry.actor_name).items()
        }
        lines.append(HistoryLine(entry.at, said.text, values, veil.over(reason), entry.kind))
    return lines


def _values(data: dict[str, object], who: str) -> dict[str, object]:
    values = {"who": who, **data}
    for name, value in data.items():
        if isinstance(value, list):
            values[name] = "、".join(str(each) for each in value)
    if "procedure" in data:
        values["procedure"] = deadlines.PROCEDURES[clocks.suspension(str(data["procedure"]))]
    return values


@dataclass(frozen=True)
class Explained:
    """A due date, its chip and its explanation."""

    chip: DueChip
    lines: list[deadlines.Line]


@dataclass(frozen=True)
class DueDates:
    """Both due dates of an accepted case."""

    statutory: Explained
    promised: Explained


def explain_due(
    case: Case, intervals: Sequence[ClockInterval] | None = None, steps: Sequence[CaseStep] = ()
) -> DueDates | None:
    """Why the case is due when it is, line by line, for the law and for the promise; None before acceptance.

    The technical reviews among `steps` are told apart (inventory 5.17).
    """
    if case.accepted_at is None:
        return None
    rows = ClockInterval.objects.filter(case=case) if intervals is None else intervals
    pauses = [deadlines.Pause(row.reason, row.first, row.last, row.notice_id or 0) for row in rows]
    on = case.accepted_at.astimezone(clock.LOCAL).date()
    law, promise = (
        deadlines.clock_of(deadlines.term(limit, unit), on, extension=case.extension, pauses=pauses)
        for limit, unit in (
            (case.statutory_limit, case.statutory_unit),
            (case.promised_limit, case.promised_unit),
        )
    )
    calendar, reviews = calendars.current(), _reviews(steps)
    why = deadlines.explain(law, calendar, reviews=reviews)
    promised = deadlines.explain(promise, calendar, cap=law, reviews=reviews)
    return DueDates(
        Explained(due_chip(case, case.statutory_due, pauses), why),
        Explained(due_chip(case, case.promised_due, pauses), promised),
    )


def _reviews(steps: Sequence[CaseStep]) -> list[deadlines.Review]:
    """The technical reviews that have begun."""
    return [
        deadlines.Review(
            step.name, local_day(step.taken_at), local_day(step.done_at) if step.done_at else None
        )
        for step in steps
        if step.kind == StepKind.TECHNICAL_REVIEW and step.taken_at
    ]


def due_chip(case: Case, due: date | None, pauses: Sequence[deadlines.Pause] = ()) -> DueChip:
    """The chip that says how much time is left of one of the case's due dates."""
    if due is None:
        return DueChip("none")
    if case.state not in RUNNING:
        return DueChip("done", on=due, provisional=case.due_provisional)
    going_on = next((pause for pause in pauses if pause.last is None), None)
    if case.state == "suspended":
        reason = deadlines.PROCEDURES[clocks.suspension(going_on.reason)] if going_on else N_("特别程序")
        return DueChip("stopped", reason=reason, on=due)
    today, calendar = clock.today(), calendars.current()
    left = calendar.workdays_between(today, due).days
    end = Due(due, case.due_provisional)
    state = clocks.state(end, case.statutory_limit + case.extension, today, calendar)
    shown = {"normal": "running", "soon": "soon", "overdue": "overdue", "stopped": "stopped"}[state]
    return DueChip(shown, left, provisional=case.due_provisional, on=due)


def step_chip(step: CaseStep) -> DueChip:
    """The chip for a step's own last day."""
    if step.due is None or step.state not in LIVE:
        return DueChip("done" if step.done_at else "none")
    return chip_for(step.due, step.days, provisional=step.due_provisional)


def chip_for(due: date | None, days: int, *, provisional: bool) -> DueChip:
    """The chip of any last day of a period of so many working days that is running."""
    if due is None:
        return DueChip("none")
    today, calendar = clock.today(), calendars.current()
    shown = {"normal": "running"}.get(
        state := clocks.state(Due(due, provisional), days, today, calendar), state
    )
    left = calendar.workdays_between(today, due).days
    return DueChip(shown, left, provisional=provisional, on=due)


def resolve_situation(case: Case) -> Situation:
    """What applies to the case: form, materials, steps for its answers."""
    return resolve(catalog.version_content(case.item_version_id), case.answers)
