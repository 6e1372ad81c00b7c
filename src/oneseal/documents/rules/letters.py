"""What each kind of document must say before it may be issued. Dates are dates; texts are plain Chinese."""

from collections.abc import Mapping
from datetime import date
from typing import Annotated, Any

from pydantic import BaseModel, ConfigDict, Field, StringConstraints, ValidationError, model_validator

from oneseal.kernel.errors import RuleViolation, Violations
from oneseal.kernel.text import N_

Text = Annotated[str, StringConstraints(strip_whitespace=True, min_length=1, max_length=2000)]
Line = Annotated[str, StringConstraints(strip_whitespace=True, max_length=300)]


class Part(BaseModel):
    """Base of all parts: unknown fields are errors, so that a misspelt one is never silently left out."""

    model_config = ConfigDict(extra="forbid", frozen=True)


class MaterialLine(Part):
    """One row of the table of materials received."""

    name: Text
    form: Line = "电子"
    copies: int = Field(default=1, ge=0, le=99)
    note: Line = ""


class Letter(Part):
    """What all documents say: to whom, about which item and case."""

    applicant: Text
    person: bool = False
    """Whether the addressee is a natural person; decides how the name is masked in public."""
    item_name: Text
    item_code: Line = ""
    case_number: Line = ""
    contact: Line = ""
    """Who answers questions: section, telephone."""


class Receipt(Letter):
    """收件凭证: what was handed in when (LIC-3). It is not an acceptance."""

    received_on: date
    materials: list[MaterialLine] = Field(default_factory=list)
    answer_by: date
    """Last day for telling gaps, else the case counts as accepted (LIC-2)."""
    provisional: bool = False
    query_code: Line = ""


class AcceptanceNotice(Letter):
    """受理通知书 (LIC-1 e, LIC-2, LIC-10)."""

    received_on: date
    accepted_on: date
    statutory_days: Line
    promised_days: Line
    statutory_due: date
    promised_due: date
    provisional: bool = False
    materials: list[MaterialLine] = Field(default_factory=list)
    deemed: bool = False
    """Accepted because no gap was told in time (LIC-2)."""
    tolerated: list[Line] = Field(default_factory=list)
    """Materials to be handed in later under tolerance acceptance (TOL-1)."""
    tolerated_by: date | None = None
    query_code: Line = ""

    @model_validator(mode="after")
    def _order(self) -> "AcceptanceNotice":
        if self.accepted_on < self.received_on:
            raise ValueError("受理日期早于收件日期")
        if self.tolerated and self.tolerated_by is None:
            raise ValueError("容缺材料没有补交期限")
        return self


class Gap(Part):
    """One thing to correct: which material, what is wrong, what to do."""

    material: Text
    problem: Text
    remedy: Text


class CorrectionNotice(Letter):
    """补正告知书: all gaps, once (LIC-1 d, LIC-4)."""

    received_on: date
    gaps: list[Gap] = Field(min_length=1, max_length=99)
    correct_by: date | None = None
    query_code: Line = ""


class NonAcceptance(Letter):
    """不予受理决定书: not this agency's power, with the right one named (LIC-1 b, LIC-15)."""

    received_on: date
    reason: Text
    basis: Text
    right_agency: Text
    right_agency_contact: Line = ""
    reconsideration_body: Line = ""
    court: Line = ""


class NoLicenceNeeded(Letter):
    """不受理告知书: the matter needs no licence at all (LIC-1 a)."""

    received_on: date
    reason: Text
    basis: Text


class GrantDecision(Letter):
    """准予行政许可决定书 (licence law art. 38, LIC-14)."""

    accepted_on: date
    basis: list[Text] = Field(min_length=1)
    content: Text
    """What is permitted."""
    criteria: list[Line] = Field(default_factory=list)
    result_name: Line = ""
    valid_from: date | None = None
    valid_until: date | None = None
    duties: list[Line] = Field(default_factory=list)
    deliver_by: date | None = None


class RefusalDecision(Letter):
    """不予行政许可决定书: reasons and both remedies (LIC-15, licence law art. 38)."""

    accepted_on: date
    reasons: list[Text] = Field(min_length=1)
    basis: list[Text] = Field(min_length=1)
    reconsideration_body: Line = ""
    court: Line = ""


class ExtensionNotice(Letter):
    """延期告知书: once, with the reason, approved by the right head (LIC-10, LIC-11)."""

    accepted_on: date
    original_due: date
    days: int = Field(ge=1, le=60)
    new_due: date
    provisional: bool = False
    reason: Text
    approved_by: Text
    basis: Line = "《中华人民共和国行政许可法》第四十二条"

    @model_validator(mode="after")
    def _order(self) -> "ExtensionNotice":
        if self.new_due <= self.original_due:
            raise ValueError("延长后的期限不晚于原期限")
        return self


class SpecialProcedureNotice(Letter):
    """特别程序告知书: which of the eight procedures, how long; that time is not counted (LIC-13)."""

    accepted_on: date
    procedure: Text
    reason: Text
    starts_on: date
    expected_days: Line
    expected_end: date | None = None
    basis: Line = "《中华人民共和国行政许可法》第四十五条"


class DeliveredLine(Part):
    """One document handed over."""

    name: Text
    number: Line = ""
    copies: int = Field(default=1, ge=1, le=99)


class DeliveryReceipt(Letter):
    """送达回证 (LIC-14)."""

    documents: list[DeliveredLine] = Field(min_length=1)
    method: Text
    place: Line = ""
    recipient: Line = ""
    recipient_relation: Line = ""
    delivered_on: date | None = None
    deliverer: Line = ""
    courier_number: Line = ""


class StepLine(Part):
    """One station of the circulation slip."""

    name: Text
    handler: Line = ""
    opinion: Line = ""
    on: Line = ""


class CirculationSlip(Letter):
    """流转单: goes with the paper file from section to section (inventory 3.8)."""

    accepted_on: date
    promised_due: date
    statutory_due: date
    provisional: bool = False
    materials: list[MaterialLine] = Field(default_factory=list)
    steps: list[StepLine] = Field(min_length=1)


class TolerancePromise(Letter):
    """容缺受理承诺书: the applicant's promise to bring secondary materials later (TOL-1)."""

    received_on: date
    materials: list[Text] = Field(min_length=1, max_length=99)


class CommitmentLetter(Letter):
    """告知承诺书: what the agency told and what the applicant commits to; two templates for two kinds (COM-4)."""

    given_on: date
    conditions: list[Text] = Field(min_length=1)
    basis: list[Text] = Field(default_factory=list)
    replaced: list[Text] = Field(default_factory=list)
    """Materials that the commitment stands in for."""
    check_months: int = Field(ge=1, le=12)


class RectificationOrder(Letter):
    """责令限期整改通知书 after a commitment turned out false (COM-3)."""

    decided_on: date
    found_on: date
    finding: Text
    fix_by: date


class FeeLine(Part):
    """One charge paid. Amounts in 分."""

    name: Text
    standard: Line = ""
    case_number: Line = ""
    fen: int = Field(ge=0)


class FeeReceipt(Letter):
    """缴费电子票据: what was paid for which charge; amounts in 分."""

    bill_number: Text
    paid_on: date
    trade_number: Line = ""
    lines: list[FeeLine] = Field(min_length=1, max_length=200)
    total_fen: int = Field(ge=0)

    @model_validator(mode="after")
    def _adds_up(self) -> "FeeReceipt":
        if self.total_fen != sum(each.fen for each in self.lines):
            raise ValueError("合计与各项之和不符")
        return self


class Fact(Part):
    """One line of a paper's table."""

    name: Text
    value: Text


class FilingCard(Letter):
    """备案公示卡: what was filed, put up where customers see it (inventory 5.30)."""

    facts: list[Fact] = Field(min_length=1)
    filed_on: date
    valid_until: date | None = None


class TerminationNotice(Letter):
    """终止办理告知书: withdrawn by the applicant or ended by the bureau."""

    received_on: date
    withdrawn: bool
    ended_on: date
    reason: Text
    basis: Line = ""


class CertificateDecision(Letter):
    """A decision on a licence: suspended, given back, withdrawn, annulled, revoked, cancelled (LIC-20).

    It names the certificate, or the decision that granted the licence where there is no certificate.
    """

    certificate_number: Line = ""
    decision_number: Line = ""
    decided_on: date | None = None
    act: Text
    ground: Text
    basis: Text
    facts: Text
    compensation: Line = ""
    """How what the law owes the holder is settled (补偿 or 赔偿)."""
    until: date | None = None
    """Last day of a suspension."""
    reconsideration_body: Line = ""
    court: Line = ""


class GuideSlip(Letter):
    """指路单: not this agency's; whom to ask, where and how (inventory 3.10)."""

    matter: Text
    agency: Text
    contact: Line = ""
    reason: Text
    due: date
    provisional: bool = False


class Lack(Part):
    """One line of a list: what is missing, what to do about it."""

    what: Text
    remedy: Text


class ListSlip(Letter):
    """办事清单: what is still missing and what to do about each (inventory 3.10)."""

    matter: Text
    lacks: list[Lack] = Field(min_length=1, max_length=30)
    due: date
    provisional: bool = False


class StudySlip(Letter):
    """研判告知单: the law is unclear; until when the bureau says how it can be done (inventory 3.10)."""

    matter: Text
    question: Text
    due: date
    provisional: bool = False


def specimen(day: date) -> AcceptanceNotice:
    """An acceptance notice with invented data of a day, for looking at a letterhead."""
    return AcceptanceNotice(
        applicant="样张（不是文书）",
        item_name="样张事项",
        case_number="样张",
        received_on=day,
        accepted_on=day,
        statutory_days="20个工作日",
        promised_days="3个工作日",
        statutory_due=day,
        promised_due=day,
        materials=[MaterialLine(name="样张材料")],
    )


def parse(letter: type[Letter], title: str, data: Mapping[str, Any]) -> Letter:
    """The data as the kind's class. Raises Violations naming each missing or wrong place."""
    try:
        return letter.model_validate(dict(data))
    except ValidationError as error:
        raise Violations(
            [
                RuleViolation(
                    "document_data",
                    N_("%(title)s还不能出具：“%(place)s”没有填或填得不对（%(said)s）。请补全后再出具。"),
                    params={"title": title, "place": _place(problem["loc"]), "said": _said(problem)},
                    field=_place(problem["loc"]),
                )
                for problem in error.errors()
            ]
        ) from error


def _place(parts: tuple[int | str, ...]) -> str:
    return ".".join(str(part) for part in parts)


def _said(problem: Any) -> str:
    if problem["type"] == "value_error":
        return str(problem["ctx"]["error"])
    return {
        "missing": "缺少",
        "string_too_short": "为空",
        "string_too_long": "过长",
        "too_short": "至少一项",
    }.get(problem["type"], "格式不对")
