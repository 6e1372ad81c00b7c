"""What a published item version says, as one immutable document.

Fields follow the mandatory elements of the implementation list (CAT-6), its dictionaries (CAT-7) and the guide
elements (CAT-8). The document is stored as JSON; a case keeps the version under which it was accepted (CAT-13).
Day counts are working days unless their unit says otherwise (CAL-7).
"""

import re
from enum import StrEnum
from typing import Annotated, Any

from pydantic import BaseModel, ConfigDict, Field, StringConstraints, model_validator

Text = Annotated[str, StringConstraints(strip_whitespace=True, min_length=1)]
Key = Annotated[str, StringConstraints(pattern=r"^[a-z][a-z0-9_]{0,39}$")]
When = dict[str, list[str]]
"""A condition on the situation answers: every named question must have one of the listed options; {} is always."""


class ItemType(StrEnum):
    """Kinds of power, GB/T 39554 (CAT-2). The first line may be applied for (CAT-3); the second may not."""

    LICENCE = "01"
    PENALTY = "02"
    COERCION = "03"
    LEVY = "04"
    PAYMENT = "05"
    INSPECTION = "06"
    CONFIRMATION = "07"
    REWARD = "08"
    ADJUDICATION = "09"
    OTHER = "10"
    PUBLIC_SERVICE = "20"


class Unit(StrEnum):
    """What a limit counts (CAL-7)."""

    WORKING_DAYS = "working_days"
    CALENDAR_DAYS = "calendar_days"
    MINUTES = "minutes"


class Document(BaseModel):
    """Base of all parts: unknown fields are errors, values never change."""

    model_config = ConfigDict(extra="forbid", frozen=True)


class Limit(Document):
    """A time limit: a number, its unit, and the sentence of the law or promise behind it. 0 = on the spot."""

    days: int = Field(ge=0, le=3650)
    unit: Unit = Unit.WORKING_DAYS
    note: str = ""


class LegalBasis(Document):
    """One ground: statute, article, and what it says."""

    law: Text
    article: Text
    text: str = ""


class ReviewPoint(Document):
    """One thing a reviewer checks: yes/no, or a number between bounds (inventory 2.28)."""

    code: Key
    text: Text
    kind: str = Field(default="yes_no", pattern="^(yes_no|numeric)$")
    minimum: float | None = None
    maximum: float | None = None
    unit: str = ""
    basis: str = ""


class Material(Document):
    """One thing the applicant hands in, or the bureau fetches."""

    code: Key
    name: Text
    form: str = Field(default="electronic", pattern="^(electronic|paper|both)$")
    original: int = Field(default=0, ge=0, le=20)
    copies: int = Field(default=1, ge=0, le=20)
    source: str = Field(default="applicant", pattern="^(applicant|government|intermediary|issued)$")
    issuer: str = ""
    necessity: str = Field(default="required", pattern="^(required|conditional|optional)$")
    tolerable: bool = False
    shared_source: str = ""
    """Name of the data-sharing source that can supply it without the applicant (2.24); empty: none."""
    certificate: str = Field(default="", pattern=r"^([a-z][a-z0-9_-]{0,39})?$")
    """Code of the type of the bureau's own certificate that stands for it (2.24); empty: none."""
    valid_months: int | None = Field(default=None, ge=1, le=240)
    """How long what was given once serves later applications by itself (2.24); None: the applicant says each time."""
    sample: str = ""
    """A filled example: a sentence, or `file:<id>` of a kept file (kept_file)."""
    blank: str = ""
    """The empty form, likewise."""
    note: str = ""
    when: When = Field(default_factory=dict)
    review_points: list[ReviewPoint] = Field(default_factory=list)

    @property
    def sample_file(self) -> int:
        """The kept file of the filled example, 0 for none."""
        return kept_file(self.sample)

    @property
    def blank_file(self) -> int:
        """The kept file of the empty form, 0 for none."""
        return kept_file(self.blank)


FILE = re.compile(r"file:([0-9]{1,18})")


def kept_file(text: str) -> int:
    """The id of the kept file that a sample or blank form names (`file:12`); 0 where it is plain text."""
    found = FILE.fullmatch(text)
    return int(found[1]) if found else 0


class Option(Document):
    """One answer to a situation question."""

    code: Key
    label: Text


class Question(Document):
    """A situation question whose answer chooses forms, materials and steps."""

    code: Key
    text: Text
    help: str = ""
    multiple: bool = False
    options: list[Option] = Field(min_length=2)
    when: When = Field(default_factory=dict)


class StepKind(StrEnum):
    """What happens in a step. All but REVIEW, SIGN_OFF and DECISION make the item a commitment item (2.14)."""

    REVIEW = "review"
    OPINION = "opinion"
    SURVEY = "survey"
    TECHNICAL_REVIEW = "technical_review"
    """By technical staff apart from those who approve (inventory 5.17); the clock runs on."""
    EXPERT_REVIEW = "expert_review"
    TESTING = "testing"
    SIGN_OFF = "sign_off"
    DECISION = "decision"


class Step(Document):
    """One step of the flow: who, after what, when needed, how long."""

    key: Key
    name: Text
    kind: StepKind = StepKind.REVIEW
    post: Key
    """Code of the post whose holders may take the step."""
    after: list[Key] = Field(default_factory=list)
    """Keys of the steps that must be done before; several steps with the same `after` run in parallel."""
    when: When = Field(default_factory=dict)
    days: int = Field(default=1, ge=0, le=365)
    """Internal limit in working days."""
    review_points: list[ReviewPoint] = Field(default_factory=list)
    must_present: str = Field(default="", max_length=200)
    """The thing that the applicant has to show at a survey, such as a tractor (现场验机, inventory 5.10)."""


class Reduction(Document):
    """One ground on which a charge is lowered or waived. Without `when` a clerk grants it on proof."""

    name: Text
    basis: Text
    percent: int = Field(ge=1, le=100)
    """By how much; 100 waives the charge."""
    when: When = Field(default_factory=dict)


class FeeDue(StrEnum):
    """Before what a charge must be paid; before acceptance only where a law says so (licence law arts. 32, 58)."""

    DELIVERY = "delivery"
    DECISION = "decision"
    ACCEPTANCE = "acceptance"


class Fee(Document):
    """One charge with its basis (eight disclosures, 2.8)."""

    name: Text
    basis: Text
    standard: Text
    fen: int = Field(ge=0)
    """Amount in 分; 0 where the standard sets it case by case."""
    when: When = Field(default_factory=dict)
    due: FeeDue = FeeDue.DELIVERY
    due_basis: str = ""
    """The law by which it is owed before acceptance; needed there."""
    reductions: list[Reduction] = Field(default_factory=list)

    @model_validator(mode="after")
    def _early_by_law(self) -> "Fee":
        if self.due == FeeDue.ACCEPTANCE and not self.due_basis.strip():
            raise ValueError(f"“{self.name}”要在受理前缴纳，须写明法律依据")
        return self


class Result(Document):
    """What a granted application yields."""

    name: Text
    kind: str = Field(default="licence", pattern="^(licence|reply|filing|registration|service)$")
    valid_months: int | None = Field(default=None, ge=1)
    certificate: str = Field(default="", pattern=r"^([a-z][a-z0-9_-]{0,39})?$")
    """Code of the type of electronic certificate that a grant issues; empty: none."""


class Place(Document):
    """Where and when one can come."""

    name: Text
    address: Text
    hours: Text
    phone: Text


VARIANT = "variant"
"""The reserved question whose answer is the variant applied for; conditions may name it like any other."""


class Variant(Document):
    """One handling variant 业务办理项 (CAT-1): the same power asked for anew, changed, renewed, given up, replaced.

    What differs is said by conditions on the question VARIANT (materials, steps, fields) and by what stands here;
    what is None is as the item says. `suffix` is the two digits after the implementation code (CAT-4).
    """

    code: Key
    kind: str = Field(pattern="^(new|change|renew|cancel|replace|annual|other)$")
    name: Text
    suffix: str = Field(pattern=r"^\d{2}$")
    scope: str = ""
    conditions: list[Text] = Field(default_factory=list)
    """Conditions of this variant besides the item's own."""
    statutory_limit: Limit | None = None
    promised_limit: Limit | None = None
    trips: int | None = Field(default=None, ge=0, le=9)


class ItemContent(Document):
    """Everything an item version says. Published versions satisfy `rules.publishing.problems` too."""

    name: Text
    short_name: str = ""
    type: ItemType
    basic_code: str = ""
    implementation_code: str = ""
    handling_code: str = ""
    local_codes: list[str] = Field(default_factory=list)
    level: str = Field(default="4", pattern="^[1-6]$")
    """Level of exercise: 1 国家 2 省 3 市 4 县 5 镇 6 村 (CAT-7)."""
    power_source: str = Field(default="1", pattern="^[1-6]$")
    """1 法定本级 2 上级下放 3 上级授权 4 同级授权 5 上级委托 6 同级委托 (CAT-7)."""
    body_name: Text
    body_code: str = ""
    body_nature: str = Field(default="1", pattern="^[1-3]$")
    decides: str = ""
    """Deciding organisation where it differs from the implementing body."""
    delegated_by: str = ""
    former_department: str = ""
    service_objects: list[str] = Field(min_length=1)
    """1 自然人 2 企业法人 3 事业法人 4 社会组织法人 5 非法人企业 6 行政机关 9 其他 (CAT-7)."""
    business_line: Key
    """Section that handles the item, by its code (investment, market, social, general, survey)."""
    basis: list[LegalBasis] = Field(default_factory=list)
    scope: str = ""
    conditions: list[Text] = Field(default_factory=list)
    prohibitions: list[Text] = Field(default_factory=list)
    quota: str = ""
    handling: str = Field(pattern="^(instant|commitment)$")
    statutory_limit: Limit
    promised_limit: Limit
    special_procedures: list[str] = Field(default_factory=list)
    """Of the eight of licence law art. 45: hearing tender auction inspection testing quarantine appraisal expert."""
    channels: list[str] = Field(default_factory=lambda: ["window", "online"])
    """window online courier town."""
    trips: int = Field(default=0, ge=0, le=9)
    online_depth: str = ""
    tolerance: bool = False
    commitment: bool = False
    commitment_kind: str = Field(default="licence", pattern="^(proof|licence)$")
    """What a commitment replaces: a proof, or the review of the conditions (COM-4)."""
    commitment_replaces: list[Key] = Field(default_factory=list)
    """Codes of the materials that need not be handed in by whoever commits themselves."""
    commitment_check_months: int = Field(default=2, ge=1, le=12)
    """Within how many months after the decision it is checked (COM-3)."""
    commitment_check_post: str = ""
    """Code of the post that checks; empty: the reviewers of the item's section."""
    sensitive: list[str] = Field(default_factory=list)
    """Excluded fields that the item touches, by the codes of `rules.modes.SENSITIVE` (COM-1)."""
    solo: bool = False
    masked: bool = False
    """Who reviews and decides does not see who applies (受审分离, inventory 5.3)."""
    masked_materials: list[Key] = Field(default_factory=list)
    """Codes of the materials that say who applies: the window checks them, those who review do not open them."""
    assurance_hand_in: str = Field(default="1", pattern="^[1-4]$")
    """How sure one must be of who hands in (assurance.rules.levels.Level): 1 a sign-in is enough."""
    assurance_sign: str = Field(default="1", pattern="^[1-4]$")
    """The same for signing documents of it electronically."""
    assurance_collect: str = Field(default="1", pattern="^[1-4]$")
    """The same for taking the result; from 3 on it is handed over at the window only."""
    separation: str = Field(default="", pattern="^(cancelled|filing|commitment|optimised)?$")
    """证照分离: the way of a permit that a business needs (`rules.separation`); empty: it is none."""
    separation_source: str = ""
    """The document that says so, with its number and the place in its list."""
    separation_measures: list[Text] = Field(default_factory=list)
    """What was made easier, one a line."""
    registers: str = Field(default="", pattern="^(company|individual|company_end|individual_end)?$")
    """What a grant does in the register of market entities (市场主体登记); empty: nothing."""
    filing_shown: list[Key] = Field(default_factory=list)
    """Fields of the form that the public filing card shows."""
    filing_months: int = Field(default=0, ge=0, le=120)
    """How long a filing stands before it is renewed; 0: until it is given up."""
    filing_check_days: int = Field(default=20, ge=1, le=60)
    """Within how many working days after the filing it is checked on the spot (inventory 11.14)."""
    filing_check_share: int = Field(default=100, ge=1, le=100)
    """How many of a hundred filings are drawn for the check; 100: every one."""
    variants: list[Variant] = Field(default_factory=list)
    """Empty where the item is asked for in one way only; the item's own codes and limits then hold."""
    questions: list[Question] = Field(default_factory=list)
    materials: list[Material] = Field(default_factory=list)
    form: dict[str, Any] = Field(default_factory=dict)
    """JSON Schema (object); see rules/forms.py for the keywords that are understood."""
    steps: list[Step] = Field(default_factory=list)
    fees: list[Fee] = Field(default_factory=list)
    results: list[Result] = Field(default_factory=list)
    intermediaries: list[str] = Field(default_factory=list)
    places: list[Place] = Field(default_factory=list)
    consult: str = ""
    complaint: str = ""
    remedies: str = ""
    supervisor: str = ""
    """Department that supervises after the decision (SUP-A)."""
    unpublished: str = ""
    """Why decisions are not published (secrets: government information regulations art. 14-16); empty: they are."""
    retention: str = Field(default="30", pattern="^(permanent|30|10)$")
    """How long the archive keeps a case: for ever, 30 or 10 years (L)."""
    themes: list[str] = Field(default_factory=list)
    prerequisites: list[str] = Field(default_factory=list)
    keywords: list[str] = Field(default_factory=list)


def holds(when: When, answers: dict[str, list[str]]) -> bool:
    """Whether a condition holds for the situation answers (question code → chosen option codes)."""
    return all(set(options) & set(answers.get(question, [])) for question, options in when.items())
