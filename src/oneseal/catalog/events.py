"""News of the catalogue."""

from dataclasses import dataclass, field
from typing import ClassVar

from oneseal.kernel.events import Event
from oneseal.kernel.text import N_


@dataclass(frozen=True)
class ItemDrafted(Event):
    """A draft of an item's version was started or saved."""

    kind: ClassVar[str] = "catalog.item_drafted"
    says: ClassVar[str] = N_("%(who)s 保存了第 %(number)s 版的草稿")
    item_id: int
    version_id: int
    number: int
    digest: str


@dataclass(frozen=True)
class ItemSubmitted(Event):
    """A draft was handed to another keeper for review."""

    kind: ClassVar[str] = "catalog.item_submitted"
    says: ClassVar[str] = N_("%(who)s 把草稿提交审核")
    item_id: int
    version_id: int
    digest: str


@dataclass(frozen=True)
class ItemReturned(Event):
    """A reviewer gave a draft back to its author."""

    kind: ClassVar[str] = "catalog.item_returned"
    says: ClassVar[str] = N_("%(who)s 把草稿退回起草人")
    item_id: int
    version_id: int


@dataclass(frozen=True)
class ItemPublished(Event):
    """A version was published; it applies from `effective_from` (ISO date)."""

    kind: ClassVar[str] = "catalog.item_published"
    says: ClassVar[str] = N_("%(who)s 发布了第 %(number)s 版，%(effective_from)s 起生效")
    item_id: int
    version_id: int
    number: int
    digest: str
    effective_from: str


@dataclass(frozen=True)
class VersionInForce(Event):
    """The day came from which a published version applies."""

    kind: ClassVar[str] = "catalog.version_in_force"
    says: ClassVar[str] = N_("已发布的版本今天生效")
    item_id: int
    version_id: int


@dataclass(frozen=True)
class DraftDiscarded(Event):
    """A draft was thrown away."""

    kind: ClassVar[str] = "catalog.draft_discarded"
    says: ClassVar[str] = N_("%(who)s 删除了第 %(number)s 版的草稿")
    item_id: int
    number: int


@dataclass(frozen=True)
class PowerChanged(Event):
    """An entry of the change ledger was recorded for an item."""

    kind: ClassVar[str] = "catalog.power_changed"
    says: ClassVar[str] = N_("%(who)s 登记了权力变动，%(effective_on)s 起")
    item_id: int
    change: str
    effective_on: str
    from_unit: str
    to_unit: str


@dataclass(frozen=True)
class ItemsImported(Event):
    """A file of items was applied."""

    kind: ClassVar[str] = "catalog.items_imported"
    says: ClassVar[str] = N_(
        "%(who)s 导入了 %(file_name)s：新增 %(new)s 项，变更 %(changed)s 项，相同 %(same)s 项"
    )
    file_name: str
    new: int
    changed: int
    same: int
    codes: list[str] = field(default_factory=list)


@dataclass(frozen=True)
class FieldsDefined(Event):
    """Data of the field dictionary were defined or changed."""

    kind: ClassVar[str] = "catalog.fields_defined"
    says: ClassVar[str] = N_("%(who)s 更新了字段字典")
    names: list[str] = field(default_factory=list)


@dataclass(frozen=True)
class FieldRetired(Event):
    """From a day on (ISO) no form may begin to ask for a datum."""

    kind: ClassVar[str] = "catalog.field_retired"
    says: ClassVar[str] = N_("%(who)s 停用了字段字典里的“%(label)s”，%(retired_on)s 起")
    name: str
    label: str
    retired_on: str


@dataclass(frozen=True)
class FieldRestored(Event):
    """A retired datum may be asked for again."""

    kind: ClassVar[str] = "catalog.field_restored"
    says: ClassVar[str] = N_("%(who)s 恢复了字段字典里的“%(label)s”")
    name: str
    label: str


@dataclass(frozen=True)
class BasicItemsEntered(Event):
    """Entries of the basic catalogue were made or renamed."""

    kind: ClassVar[str] = "catalog.basic_items_entered"
    says: ClassVar[str] = N_("%(who)s 更新了基本目录")
    codes: list[str] = field(default_factory=list)


@dataclass(frozen=True)
class ListPublished(Event):
    """One of the six lists was made public as a numbered version (2.7)."""

    kind: ClassVar[str] = "catalog.list_published"
    says: ClassVar[str] = N_("%(who)s 公布了“%(name)s”第 %(number)s 版，共 %(lines)s 条")
    list_kind: str
    name: str
    number: int
    lines: int
    digest: str
    binding_from: str


@dataclass(frozen=True)
class PowerLookedBack(Event):
    """Somebody looked back at how a delegated power is used (2.20)."""

    kind: ClassVar[str] = "catalog.power_looked_back"
    says: ClassVar[str] = N_("%(who)s 登记了“回头看”结果")
    item_id: int
    entry_id: int
    in_order: bool
    rectify_by: str


@dataclass(frozen=True)
class PowerRectified(Event):
    """What a look back had found was put right (2.20)."""

    kind: ClassVar[str] = "catalog.power_rectified"
    says: ClassVar[str] = N_("%(who)s 登记了“回头看”问题的整改，%(rectified_on)s 完成")
    item_id: int
    look_back_id: int
    rectified_on: str


@dataclass(frozen=True)
class DelegationDrafted(Event):
    """A letter of delegation waits for the head of the bureau."""

    kind: ClassVar[str] = "catalog.delegation_drafted"
    says: ClassVar[str] = N_("%(who)s 起草了对 %(to_unit)s 的委托书，报局领导批准")
    to_unit: str
    scope: str
    items: list[int]


@dataclass(frozen=True)
class DelegationReturned(Event):
    """The head sent the draft back."""

    kind: ClassVar[str] = "catalog.delegation_returned"
    says: ClassVar[str] = N_("%(who)s 退回了委托书")
    to_unit: str


@dataclass(frozen=True)
class DelegationApproved(Event):
    """The letter is signed, sealed and public; the powers stand in the ledger."""

    kind: ClassVar[str] = "catalog.delegation_approved"
    says: ClassVar[str] = N_("%(who)s 批准了委托书 %(number)s，%(from_on)s 至 %(to_on)s 委托 %(to_unit)s")
    number: str
    to_unit: str
    from_on: str
    to_on: str


@dataclass(frozen=True)
class DelegationEnded(Event):
    """The delegation was withdrawn before its term."""

    kind: ClassVar[str] = "catalog.delegation_ended"
    says: ClassVar[str] = N_("%(who)s 撤回了对 %(to_unit)s 的委托（%(number)s）")
    number: str
    to_unit: str


@dataclass(frozen=True)
class ProofListed(Event):
    """A proof was put on the list, or what takes its place was changed (2.23)."""

    kind: ClassVar[str] = "catalog.proof_listed"
    says: ClassVar[str] = N_("%(who)s 更新了证明事项“%(name)s”")
    name: str
    way: str
