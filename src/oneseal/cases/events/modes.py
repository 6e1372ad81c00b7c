"""Modes of the bureau: promises to bring materials later, commitments, who broke them."""

from dataclasses import dataclass
from typing import ClassVar

from oneseal.cases.events.base import CaseEvent
from oneseal.kernel.events import Event
from oneseal.kernel.text import N_


@dataclass(frozen=True)
class MaterialsFilled(CaseEvent):
    """What is held already was put in place, so that the applicant need not bring it (2.24). Names of materials."""

    kind: ClassVar[str] = "cases.materials_filled"
    says: ClassVar[str] = N_("已有的材料自动取用：%(names)s")
    names: list[str]


@dataclass(frozen=True)
class CertificateUsed(CaseEvent):
    """A certificate of the applicant filled the form and stands for materials (4.12). Names of fields and materials."""

    kind: ClassVar[str] = "cases.certificate_used"
    says: ClassVar[str] = N_("%(who)s 使用电子证照“%(name)s”填入：%(filled)s")
    certificate_id: int
    name: str
    filled: list[str]


@dataclass(frozen=True)
class TolerancePromised(CaseEvent):
    """The applicant promised in writing to bring materials later (TOL-1)."""

    kind: ClassVar[str] = "cases.tolerance_promised"
    number: str
    names: list[str]


@dataclass(frozen=True)
class OwedSupplied(CaseEvent):
    """Everything that was owed came (TOL-2)."""

    kind: ClassVar[str] = "cases.owed_supplied"
    number: str
    names: list[str]


@dataclass(frozen=True)
class ToleranceLapsed(CaseEvent):
    """What was owed did not come in time: counts as withdrawn (TOL-1)."""

    kind: ClassVar[str] = "cases.tolerance_lapsed"
    number: str
    owed_by: str
    names: list[str]


@dataclass(frozen=True)
class OwedReminded(CaseEvent):
    """The day of the supplement comes near."""

    kind: ClassVar[str] = "cases.owed_reminded"
    number: str
    owed_by: str
    names: list[str]


@dataclass(frozen=True)
class CommitmentGiven(CaseEvent):
    """The applicant chose to commit themselves instead of a proof or the review (COM-1)."""

    kind: ClassVar[str] = "cases.commitment_given"
    number: str
    commitment: str


@dataclass(frozen=True)
class CommitmentWithdrawn(CaseEvent):
    """The commitment was taken back before acceptance (COM-2)."""

    kind: ClassVar[str] = "cases.commitment_withdrawn"
    number: str


@dataclass(frozen=True)
class CommitmentChecked(CaseEvent):
    """The check after the decision: true, or an order to mend by a day (COM-3)."""

    kind: ClassVar[str] = "cases.commitment_checked"
    number: str
    met: bool
    fix_by: str


@dataclass(frozen=True)
class CommitmentMended(CaseEvent):
    """What was false is mended (COM-3)."""

    kind: ClassVar[str] = "cases.commitment_mended"
    number: str


@dataclass(frozen=True)
class CommitmentRevoked(CaseEvent):
    """The licence was annulled (撤销) because the commitment was false (COM-3, LIC-20)."""

    kind: ClassVar[str] = "cases.commitment_revoked"
    number: str
    document: str
    day: str


@dataclass(frozen=True)
class DishonestyRecorded(Event):
    """A broken promise was put on record."""

    kind: ClassVar[str] = "cases.dishonesty_recorded"
    says: ClassVar[str] = N_("%(who)s 登记了一条失信记录")
    applicant_id: int
    origin: str


@dataclass(frozen=True)
class DishonestyRepaired(Event):
    """Credit was repaired."""

    kind: ClassVar[str] = "cases.dishonesty_repaired"
    says: ClassVar[str] = N_("%(who)s 登记了信用修复")
    applicant_id: int


@dataclass(frozen=True)
class SoloLeft(CaseEvent):
    """The case left single-person approval for the normal flow (SOLO-3)."""

    kind: ClassVar[str] = "cases.solo_left"
    says: ClassVar[str] = N_("%(who)s 把办件转出独任审批，改按普通程序办理")
    number: str


@dataclass(frozen=True)
class MaskFell(CaseEvent):
    """From here on those who judge see whose case it is; `why` is a key of rules.masking.FALLS (受审分离)."""

    kind: ClassVar[str] = "cases.mask_fell"
    says: ClassVar[str] = N_("经办人员从此看得到申请人")
    why: str
