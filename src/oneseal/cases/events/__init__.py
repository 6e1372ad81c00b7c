"""What cases tells the journal. The subject is always the case; steps and documents are named by id."""

from dataclasses import dataclass, field
from typing import ClassVar, TypedDict

from oneseal.cases.events.base import CaseEvent
from oneseal.kernel.events import Event
from oneseal.kernel.text import N_


@dataclass(frozen=True)
class Drafted(CaseEvent):
    """Somebody began an application."""

    kind: ClassVar[str] = "cases.drafted"
    item_id: int
    version_id: int
    channel: str


@dataclass(frozen=True)
class DraftSaved(CaseEvent):
    """What was typed was kept."""

    kind: ClassVar[str] = "cases.draft_saved"
    says: ClassVar[str] = N_("%(who)s 保存了填写的内容")
    submission: int
    digest: str


@dataclass(frozen=True)
class MaterialAdded(CaseEvent):
    """A material was handed in."""

    kind: ClassVar[str] = "cases.material_added"
    says: ClassVar[str] = N_("%(who)s 提交了材料 %(code)s")
    code: str
    source: str
    submission: int
    file_id: int | None = None


@dataclass(frozen=True)
class MaterialRemoved(CaseEvent):
    """A material was taken back before it was submitted."""

    kind: ClassVar[str] = "cases.material_removed"
    says: ClassVar[str] = N_("%(who)s 取回了材料 %(code)s")
    code: str
    material_id: int


@dataclass(frozen=True)
class MaterialChecked(CaseEvent):
    """A clerk ticked a material."""

    kind: ClassVar[str] = "cases.material_checked"
    code: str
    material_id: int
    verdict: str


@dataclass(frozen=True)
class Submitted(CaseEvent):
    """The application arrived (LIC-6)."""

    kind: ClassVar[str] = "cases.submitted"
    number: str
    submission: int
    received_at: str
    answer_by: str
    digest: str
    materials: list[str] = field(default_factory=list)


@dataclass(frozen=True)
class Accepted(CaseEvent):
    """Accepted, by a person or because nobody answered in time (LIC-1 e, LIC-2)."""

    kind: ClassVar[str] = "cases.accepted"
    number: str
    item_id: int
    accepted_on: str
    statutory_due: str
    promised_due: str
    provisional: bool
    deemed: bool
    calendar: str = ""
    steps: list[str] = field(default_factory=list)
    owed: list[str] = field(default_factory=list)
    owed_by: str = ""


@dataclass(frozen=True)
class NotAccepted(CaseEvent):
    """不受理 (no licence needed) or 不予受理 (not our power) (LIC-1 a, b)."""

    kind: ClassVar[str] = "cases.not_accepted"
    number: str
    outcome: str
    authority: str = ""


@dataclass(frozen=True)
class CorrectionRequested(CaseEvent):
    """All gaps were told at once (LIC-4)."""

    kind: ClassVar[str] = "cases.correction_requested"
    number: str
    submission: int
    codes: list[str]
    correct_by: str
    correction_id: int


@dataclass(frozen=True)
class CorrectionSupplied(CaseEvent):
    """The full corrected set arrived (LIC-5)."""

    kind: ClassVar[str] = "cases.correction_supplied"
    number: str
    submission: int
    completed_at: str
    answer_by: str
    materials: list[str] = field(default_factory=list)


@dataclass(frozen=True)
class CorrectionLapsed(CaseEvent):
    """Not corrected in time: counts as withdrawn (local rule, AY art. 36)."""

    kind: ClassVar[str] = "cases.correction_lapsed"
    number: str
    correct_by: str


class StepFields(TypedDict):
    """The fields of StepEvent, gathered once for all of them."""

    state: str
    number: str
    step_id: int
    step: str
    step_name: str
    step_state: str


@dataclass(frozen=True)
class StepEvent(CaseEvent):
    """Base of what happens to one step."""

    number: str
    step_id: int
    step: str
    step_name: str
    step_state: str


@dataclass(frozen=True)
class StepTaken(StepEvent):
    """Somebody took the step."""

    kind: ClassVar[str] = "cases.step_taken"


@dataclass(frozen=True)
class StepReleased(StepEvent):
    """The holder gave it back to the post."""

    kind: ClassVar[str] = "cases.step_released"


@dataclass(frozen=True)
class StepPassed(StepEvent):
    """通过."""

    kind: ClassVar[str] = "cases.step_passed"
    opened: list[str] = field(default_factory=list)


@dataclass(frozen=True)
class StepReturned(StepEvent):
    """退回 to an earlier step."""

    kind: ClassVar[str] = "cases.step_returned"
    target: str = ""
    target_name: str = ""
    reset: list[str] = field(default_factory=list)


@dataclass(frozen=True)
class StepTransferred(StepEvent):
    """转办, or re-assigned by a head because the holder is away."""

    kind: ClassVar[str] = "cases.step_transferred"
    from_staff: int | None = None
    to_staff: int = 0
    to_name: str = ""
    by_head: bool = False


@dataclass(frozen=True)
class SignersAdded(StepEvent):
    """委派, 加签, 会签, 或签."""

    kind: ClassVar[str] = "cases.signers_added"
    origin: str = ""
    any_one: bool = False
    signers: list[str] = field(default_factory=list)


@dataclass(frozen=True)
class ClockSuspended(CaseEvent):
    """One of the eight procedures of art. 45 began; the applicant was told (LIC-13)."""

    kind: ClassVar[str] = "cases.clock_suspended"
    number: str
    procedure: str
    from_on: str
    expected_days: int
    interval_id: int


@dataclass(frozen=True)
class ClockResumed(CaseEvent):
    """The procedure is over; the clock runs again."""

    kind: ClassVar[str] = "cases.clock_resumed"
    number: str
    procedure: str
    to_on: str
    statutory_due: str
    promised_due: str
    provisional: bool


@dataclass(frozen=True)
class ExtensionRequested(CaseEvent):
    """More time was asked for (LIC-10, LIC-11)."""

    kind: ClassVar[str] = "cases.extension_requested"
    number: str
    extension_id: int
    authority: str
    days: int


@dataclass(frozen=True)
class ExtensionDecided(CaseEvent):
    """The head granted or declined more time."""

    kind: ClassVar[str] = "cases.extension_decided"
    number: str
    extension_id: int
    approved: bool
    days: int
    statutory_due: str
    promised_due: str


@dataclass(frozen=True)
class DecisionProposed(StepEvent):
    """A decision was made on its step but still waits for signature."""

    kind: ClassVar[str] = "cases.decision_proposed"
    outcome: str = ""
    decision_id: int = 0
    opened: list[str] = field(default_factory=list)


@dataclass(frozen=True)
class Decided(StepEvent):
    """准予 or 不予 (LIC-10, LIC-15)."""

    kind: ClassVar[str] = "cases.decided"
    outcome: str = ""
    decision_id: int = 0
    item_id: int = 0
    on_time: bool = True


@dataclass(frozen=True)
class Delivered(CaseEvent):
    """The result reached the applicant; the case is closed (LIC-14). `collector`: who took it, masked."""

    kind: ClassVar[str] = "cases.delivered"
    number: str
    method: str
    outcome: str
    closed_at: str
    collector: str = ""


@dataclass(frozen=True)
class ResultReady(CaseEvent):
    """The result lies on the shelf or is on its way."""

    kind: ClassVar[str] = "cases.result_ready"
    number: str
    method: str
    shelf: str = ""
    courier_number: str = ""


@dataclass(frozen=True)
class Withdrawn(CaseEvent):
    """The applicant took the application back."""

    kind: ClassVar[str] = "cases.withdrawn"
    number: str


@dataclass(frozen=True)
class Terminated(CaseEvent):
    """The bureau ended the case without a decision."""

    kind: ClassVar[str] = "cases.terminated"
    number: str
    basis: str


@dataclass(frozen=True)
class MessageSent(CaseEvent):
    """A line in the thread between applicant and officer."""

    kind: ClassVar[str] = "cases.message_sent"
    number: str
    message_id: int
    side: str


@dataclass(frozen=True)
class MessagesRead(CaseEvent):
    """One side read what the other wrote."""

    kind: ClassVar[str] = "cases.messages_read"
    says: ClassVar[str] = N_("%(who)s 看了留言")
    number: str
    count: int


@dataclass(frozen=True)
class NoteAdded(CaseEvent):
    """A note that only colleagues see."""

    kind: ClassVar[str] = "cases.note_added"
    number: str
    note_id: int


@dataclass(frozen=True)
class Evaluated(CaseEvent):
    """The applicant judged the service. Says how, never who (EVA-5)."""

    kind: ClassVar[str] = "cases.evaluated"
    number: str
    level: int
    default: bool
    negative: bool
    stage: str = "handling"


@dataclass(frozen=True)
class DueRecomputed(CaseEvent):
    """A due date changed because the calendar did (CAL-2)."""

    kind: ClassVar[str] = "cases.due_recomputed"
    number: str
    statutory_before: str
    promised_before: str
    statutory_due: str
    promised_due: str
    provisional: bool
    calendar: str


@dataclass(frozen=True)
class InnerDatesRecomputed(Event):
    """Dates of steps, answers, corrections and deliveries moved with the calendar; how many of each."""

    kind: ClassVar[str] = "cases.inner_dates_recomputed"
    says: ClassVar[str] = N_("日历变化后重算了环节、补正和送达的日期")
    calendar: str
    moved: dict[str, int]


@dataclass(frozen=True)
class Reminded(CaseEvent):
    """A step's holder or post was reminded: due tomorrow, or overdue."""

    kind: ClassVar[str] = "cases.reminded"
    number: str
    step_id: int
    what: str
    due: str
    step_name: str
    holder_id: int | None
    post_id: int | None
