"""The news that certificates publish: each act once, with the ground, without personal data."""

from dataclasses import dataclass
from typing import ClassVar

from oneseal.kernel.events import Event
from oneseal.kernel.text import N_


@dataclass(frozen=True)
class TypeMade(Event):
    """A type of certificate was defined or changed."""

    kind: ClassVar[str] = "certificates.type_made"
    says: ClassVar[str] = N_("%(who)s 设置了证照类型“%(name)s”（%(type_code)s）")
    name: str
    type_code: str


@dataclass(frozen=True)
class TypeDrafted(Event):
    """A change of what is printed waits for a second person; certificates are issued as before."""

    kind: ClassVar[str] = "certificates.type_drafted"
    says: ClassVar[str] = N_("%(who)s 起草了证照类型“%(name)s”的修改")
    name: str
    fields: list[str]


@dataclass(frozen=True)
class TypeDraftDropped(Event):
    """The draft was given up."""

    kind: ClassVar[str] = "certificates.type_draft_dropped"
    says: ClassVar[str] = N_("%(who)s 放弃了证照类型“%(name)s”的修改草稿")
    name: str


@dataclass(frozen=True)
class TypePublished(Event):
    """From now on certificates of this type are printed so."""

    kind: ClassVar[str] = "certificates.type_published"
    says: ClassVar[str] = N_("%(who)s 启用了证照类型“%(name)s”的第%(edition)s版")
    name: str
    edition: int


@dataclass(frozen=True)
class Issued(Event):
    """A certificate was issued; `supersedes` is the version that it takes the place of."""

    kind: ClassVar[str] = "certificates.issued"
    says: ClassVar[str] = N_("%(who)s 颁发证照 %(number)s（第%(version)s版），颁发机构：%(issuer)s")
    number: str
    identifier: str
    version: int
    issuer: str
    type_id: int
    item_id: int
    case_id: int
    valid_from: str
    valid_until: str
    supersedes: int | None
    verb: str
    deemed: bool


@dataclass(frozen=True)
class Superseded(Event):
    """A newer version took its place (ECERT-4)."""

    kind: ClassVar[str] = "certificates.superseded"
    says: ClassVar[str] = N_("本版证照不再有效：%(state_name)s，新证照标识 %(newer)s")
    state: str
    state_name: str
    newer: str
    newer_id: int


@dataclass(frozen=True)
class ActProposed(Event):
    """A colleague proposed an act; nothing has changed yet."""

    kind: ClassVar[str] = "certificates.act_proposed"
    says: ClassVar[str] = N_("%(who)s 提出%(verb_name)s这份证照（%(basis)s），等待局领导批准")
    act_id: int
    verb: str
    verb_name: str
    ground: str
    basis: str


@dataclass(frozen=True)
class ActRejected(Event):
    """The head did not approve; nothing changes."""

    kind: ClassVar[str] = "certificates.act_rejected"
    says: ClassVar[str] = N_("%(who)s 没有批准%(verb_name)s这份证照")
    act_id: int
    verb: str
    verb_name: str


@dataclass(frozen=True)
class StateChanged(Event):
    """Suspended, restored, withdrawn, annulled, revoked, cancelled: each with its ground and what it means for money."""

    kind: ClassVar[str] = "certificates.state_changed"
    says: ClassVar[str] = N_("%(who)s 决定%(verb_name)s这份证照（%(basis)s），现为“%(state_name)s”")
    verb: str
    verb_name: str
    state: str
    state_name: str
    ground: str
    basis: str
    money: str
    act_id: int | None
    case_id: int


@dataclass(frozen=True)
class Expired(Event):
    """Its last day is over and nothing renewed it."""

    kind: ClassVar[str] = "certificates.expired"
    says: ClassVar[str] = N_("证照有效期于 %(until)s 届满，没有延续，已过期")
    until: str


@dataclass(frozen=True)
class RenewalAsked(Event):
    """Its renewal was applied for (`until`: the last day by which silence counts as yes)."""

    kind: ClassVar[str] = "certificates.renewal_asked"
    says: ClassVar[str] = N_("已申请延续，%(until)s 前不作决定的视为准予延续")
    case_id: int
    until: str


@dataclass(frozen=True)
class RenewalEnded(Event):
    """The application for renewal ended without a renewal."""

    kind: ClassVar[str] = "certificates.renewal_ended"
    says: ClassVar[str] = N_("延续申请已经了结，没有延续")
    case_id: int


@dataclass(frozen=True)
class RenewalHeld(Event):
    """Silence would renew it, but the year's calendar is provisional: people must decide (LIC-18)."""

    kind: ClassVar[str] = "certificates.renewal_held"
    says: ClassVar[str] = N_("延续申请到期未决定，但当年放假安排尚未公布，系统不自动视为准予，请立即人工决定")
    case_id: int


@dataclass(frozen=True)
class Reminded(Event):
    """The holder was told that it expires."""

    kind: ClassVar[str] = "certificates.reminded"
    says: ClassVar[str] = N_("已提醒持证人：有效期至 %(until)s，需要延续的请于 %(apply_by)s 前申请")
    until: str
    apply_by: str


@dataclass(frozen=True)
class HandedOver(Event):
    """It was delivered to the holder (LIC-14)."""

    kind: ClassVar[str] = "certificates.handed_over"
    says: ClassVar[str] = N_("证照已送达持证人")
    case_id: int


@dataclass(frozen=True)
class Rendered(Event):
    """Its files were made and sealed."""

    kind: ClassVar[str] = "certificates.rendered"
    says: ClassVar[str] = N_("证照文件已制作并加盖电子印章")
    pdf_id: int
    ofd_id: int


@dataclass(frozen=True)
class CopyMade(Event):
    """The holder had a copy marked for one use."""

    kind: ClassVar[str] = "certificates.copy_made"
    says: ClassVar[str] = N_("%(who)s 制作了加注件，有效至 %(until)s")
    copy_id: int
    until: str


@dataclass(frozen=True)
class CopyWithdrawn(Event):
    """The holder declared a marked copy void."""

    kind: ClassVar[str] = "certificates.copy_withdrawn"
    says: ClassVar[str] = N_("%(who)s 作废了一份加注件")
    copy_id: int


@dataclass(frozen=True)
class Shown(Event):
    """The holder, or who acts for them, showed it by a code; who, says the entry's actor."""

    kind: ClassVar[str] = "certificates.shown"
    says: ClassVar[str] = N_("%(who)s 亮证")
    presentation_id: int


@dataclass(frozen=True)
class ShownTaken(Event):
    """A clerk looked at what was shown and knows the holder by it."""

    kind: ClassVar[str] = "certificates.shown_taken"
    says: ClassVar[str] = N_("%(who)s 在窗口核对了出示的证照")
    presentation_id: int


@dataclass(frozen=True)
class UsedOnline(Event):
    """It stood for its holder in an application: fields were filled from it, materials replaced by it."""

    kind: ClassVar[str] = "certificates.used_online"
    says: ClassVar[str] = N_("%(who)s 在网上申请中使用了这份证照")
    case_id: int


@dataclass(frozen=True)
class Banned(Event):
    """Somebody may not apply for an item until a day (LIC-21)."""

    kind: ClassVar[str] = "certificates.banned"
    says: ClassVar[str] = N_("%(who)s 登记：%(until)s 前不得再次申请（%(basis)s）")
    applicant_id: int
    item_id: int
    why: str
    until: str
    basis: str


@dataclass(frozen=True)
class BlanksReceived(Event):
    """A delivery of numbered blanks came in."""

    kind: ClassVar[str] = "certificates.blanks_received"
    says: ClassVar[str] = N_("%(who)s 收到空白证 %(first)s 至 %(last)s，共 %(size)s 张")
    type_id: int
    first: str
    last: str
    size: int


@dataclass(frozen=True)
class BlanksMoved(Event):
    """Blanks went to a machine, or back into stock, as `label` says."""

    kind: ClassVar[str] = "certificates.blanks_moved"
    says: ClassVar[str] = N_("%(who)s 把空白证 %(first)s 至 %(last)s 共 %(size)s 张%(label)s")
    first: str
    last: str
    size: int
    label: str


@dataclass(frozen=True)
class BlankSpoiled(Event):
    """A blank can no longer be used."""

    kind: ClassVar[str] = "certificates.blank_spoiled"
    says: ClassVar[str] = N_("%(who)s 登记空白证 %(blank)s 损坏作废")
    blank: str


@dataclass(frozen=True)
class PrinterSetUp(Event):
    """A machine that prints certificates was entered."""

    kind: ClassVar[str] = "certificates.printer_set_up"
    says: ClassVar[str] = N_("%(who)s 登记了打证机“%(name)s”")
    name: str


@dataclass(frozen=True)
class DestructionListed(Event):
    """Spoiled blanks were listed to be destroyed."""

    kind: ClassVar[str] = "certificates.destruction_listed"
    says: ClassVar[str] = N_("%(who)s 列出 %(size)s 张作废的空白证待销毁")
    size: int


@dataclass(frozen=True)
class BlanksDestroyed(Event):
    """They were destroyed, a second person present."""

    kind: ClassVar[str] = "certificates.blanks_destroyed"
    says: ClassVar[str] = N_("%(who)s 监督销毁了 %(size)s 张作废的空白证")
    size: int


@dataclass(frozen=True)
class PrintAsked(Event):
    """The certificate is to be printed; `again`: in the place of an earlier paper."""

    kind: ClassVar[str] = "certificates.print_asked"
    says: ClassVar[str] = N_("%(who)s 安排打印纸质证照（%(printer)s）")
    job: int
    printer: str
    again: bool


@dataclass(frozen=True)
class PrintTaken(Event):
    """The machine began, with this blank."""

    kind: ClassVar[str] = "certificates.print_taken"
    says: ClassVar[str] = N_("打证机“%(printer)s”开始打印，空白证 %(blank)s")
    job: int
    printer: str
    blank: str


@dataclass(frozen=True)
class Printed(Event):
    """On paper; `voided` is the blank of the earlier paper that no longer counts."""

    kind: ClassVar[str] = "certificates.printed"
    says: ClassVar[str] = N_("纸质证照已打印在空白证 %(blank)s 上")
    job: int
    blank: str
    voided: str


@dataclass(frozen=True)
class PrintSpoiled(Event):
    """The blank was spoiled in printing, or the certificate ended meanwhile (the reason says it)."""

    kind: ClassVar[str] = "certificates.print_spoiled"
    says: ClassVar[str] = N_("空白证 %(blank)s 打印损坏作废")
    job: int
    blank: str


@dataclass(frozen=True)
class PrintCancelled(Event):
    """Nothing is printed."""

    kind: ClassVar[str] = "certificates.print_cancelled"
    says: ClassVar[str] = N_("%(who)s 取消了打印纸质证照")
    job: int
