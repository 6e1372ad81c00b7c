"""The news that plan layers publish."""

from dataclasses import dataclass
from typing import ClassVar

from oneseal.kernel.events import Event
from oneseal.kernel.text import N_


@dataclass(frozen=True)
class LayerKept(Event):
    """A layer was set up or described anew."""

    kind: ClassVar[str] = "plans.layer_kept"
    says: ClassVar[str] = N_("%(who)s 保存规划图层“%(name)s”")
    name: str
    layer_kind: str
    test: str
    public: bool


@dataclass(frozen=True)
class LayerRetired(Event):
    """A layer is no longer held against sites."""

    kind: ClassVar[str] = "plans.layer_retired"
    says: ClassVar[str] = N_("%(who)s 撤下规划图层“%(name)s”")
    name: str


@dataclass(frozen=True)
class VersionImported(Event):
    """A file was imported and waits to be put in force. `counts`: problems by kind."""

    kind: ClassVar[str] = "plans.version_imported"
    says: ClassVar[str] = N_("%(who)s 导入“%(label)s”，%(features)s 个要素，坐标系 %(crs)s")
    version: int
    label: str
    features: int
    crs: str
    sha256: str
    counts: dict[str, int]


@dataclass(frozen=True)
class VersionRepaired(Event):
    """Crossing features were rebuilt on request, and what is no polygon left out."""

    kind: ClassVar[str] = "plans.version_repaired"
    says: ClassVar[str] = N_("%(who)s 让系统修复“%(label)s”：修复 %(repaired)s 个，略去 %(left_out)s 个")
    version: int
    label: str
    repaired: int
    left_out: int


@dataclass(frozen=True)
class VersionPublished(Event):
    """A version is in force; the former one is replaced."""

    kind: ClassVar[str] = "plans.version_published"
    says: ClassVar[str] = N_("%(who)s 启用“%(label)s”")
    version: int
    label: str
    replaces: int | None


@dataclass(frozen=True)
class VersionEnded(Event):
    """A version was discarded before it was in force, or withdrawn afterwards."""

    kind: ClassVar[str] = "plans.version_ended"
    says: ClassVar[str] = N_("%(who)s 停用或放弃“%(label)s”")
    version: int
    label: str
    state: str


@dataclass(frozen=True)
class SiteChecked(Event):
    """A site was held against the layers in force."""

    kind: ClassVar[str] = "plans.site_checked"
    says: ClassVar[str] = N_("%(who)s 核对地块：%(layers)s 个图层，%(conflicts)s 个冲突")
    layers: int
    conflicts: int
    versions: list[int]


@dataclass(frozen=True)
class ReportIssued(Event):
    """The result of a check was made a paper."""

    kind: ClassVar[str] = "plans.report_issued"
    says: ClassVar[str] = N_("%(who)s 出具规划核对报告 %(number)s")
    number: str
