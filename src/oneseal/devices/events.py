"""The news of devices. Names of machines and places only: what a visitor does on one leaves no entry here."""

from dataclasses import dataclass
from typing import ClassVar

from oneseal.kernel.events import Event
from oneseal.kernel.text import N_


@dataclass(frozen=True)
class DeviceRegistered(Event):
    """A device was put on the list."""

    kind: ClassVar[str] = "devices.registered"
    says: ClassVar[str] = N_("%(who)s 登记了设备“%(name)s”（%(place)s）")
    name: str
    place: str
    device_kind: str


@dataclass(frozen=True)
class CodeIssued(Event):
    """A code of pairing was made; the identity before it, if there was one, is void."""

    kind: ClassVar[str] = "devices.code_issued"
    says: ClassVar[str] = N_("%(who)s 为设备“%(name)s”生成了配对码")
    name: str


@dataclass(frozen=True)
class DevicePaired(Event):
    """A browser or a machine showed the code and is the device from now on."""

    kind: ClassVar[str] = "devices.paired"
    says: ClassVar[str] = N_("设备“%(name)s”配对成功（第 %(generation)s 次）")
    name: str
    generation: int


@dataclass(frozen=True)
class DeviceBeside(Event):
    """Which self-service cabinet a device stands at and may open; empty: none any more."""

    kind: ClassVar[str] = "devices.beside"
    says: ClassVar[str] = N_("%(who)s 把设备“%(name)s”和取件柜“%(cabinet)s”连在一起")
    name: str
    cabinet: str


@dataclass(frozen=True)
class DevicePrints(Event):
    """Whose certificates a device prints, on the numbered blanks handed out to that printer."""

    kind: ClassVar[str] = "devices.prints"
    says: ClassVar[str] = N_("%(who)s 让设备“%(name)s”打印“%(printer)s”的证照")
    name: str
    printer: str


@dataclass(frozen=True)
class DeviceLocked(Event):
    """Nothing more is served to the device. `copied`: its identity was used from two places."""

    kind: ClassVar[str] = "devices.locked"
    says: ClassVar[str] = N_("设备“%(name)s”已锁定：%(why)s")
    name: str
    why: str
    copied: bool


@dataclass(frozen=True)
class DeviceUnlocked(Event):
    """A device that somebody had locked is served again."""

    kind: ClassVar[str] = "devices.unlocked"
    says: ClassVar[str] = N_("%(who)s 解锁了设备“%(name)s”")
    name: str


@dataclass(frozen=True)
class DeviceRetired(Event):
    """A device is gone for good."""

    kind: ClassVar[str] = "devices.retired"
    says: ClassVar[str] = N_("%(who)s 停用了设备“%(name)s”")
    name: str


@dataclass(frozen=True)
class PaperLoaded(Event):
    """Paper was put in."""

    kind: ClassVar[str] = "devices.paper_loaded"
    says: ClassVar[str] = N_("%(who)s 给设备“%(name)s”装纸，现有 %(sheets)s 张")
    name: str
    sheets: int


@dataclass(frozen=True)
class TroubleChanged(Event):
    """A heartbeat said something else than the one before."""

    kind: ClassVar[str] = "devices.trouble_changed"
    says: ClassVar[str] = N_("设备“%(name)s”的状态：%(said)s")
    name: str
    said: list[dict[str, str]]
    troubles: list[str]


@dataclass(frozen=True)
class SheetMade(Event):
    """A form was filled in at a station."""

    kind: ClassVar[str] = "devices.sheet_made"
    says: ClassVar[str] = N_("在“%(name)s”填写了申请表（事项 %(item)s）")
    name: str
    item: int


@dataclass(frozen=True)
class SheetTaken(Event):
    """The window took a form over into an application."""

    kind: ClassVar[str] = "devices.sheet_taken"
    says: ClassVar[str] = N_("%(who)s 调用了自助填单机上填好的申请表")
    sheet: int
    digest: str


@dataclass(frozen=True)
class ConfirmationAsked(Event):
    """The window showed the applicant what was entered."""

    kind: ClassVar[str] = "devices.confirmation_asked"
    says: ClassVar[str] = N_("%(who)s 在“%(name)s”上请申请人核对录入内容")
    name: str
    digest: str


@dataclass(frozen=True)
class ConfirmationAnswered(Event):
    """The applicant signed, or said that something is wrong. `signature` is the drawing's digest."""

    kind: ClassVar[str] = "devices.confirmation_answered"
    says: ClassVar[str] = N_("申请人核对录入内容：%(result)s")
    result: str
    digest: str
    signature: str


@dataclass(frozen=True)
class ConfirmationWithdrawn(Event):
    """The window took the question back."""

    kind: ClassVar[str] = "devices.confirmation_withdrawn"
    says: ClassVar[str] = N_("%(who)s 收回了请申请人核对的内容")
    digest: str


@dataclass(frozen=True)
class SlipShown(Event):
    """The window showed a slip to the visitor it was given to."""

    kind: ClassVar[str] = "devices.slip_shown"
    says: ClassVar[str] = N_("%(who)s 在“%(name)s”上请来访人看单子并签收")
    name: str
    digest: str


@dataclass(frozen=True)
class SlipAnswered(Event):
    """The visitor signed for the slip, or said what is wrong with it. `signature` is the drawing's digest."""

    kind: ClassVar[str] = "devices.slip_answered"
    says: ClassVar[str] = N_("来访人看了单子：%(result)s")
    result: str
    digest: str
    signature: str


@dataclass(frozen=True)
class HelpCalled(Event):
    """A visitor called for help."""

    kind: ClassVar[str] = "devices.help_called"
    says: ClassVar[str] = N_("有人在“%(name)s”呼叫工作人员")
    name: str


@dataclass(frozen=True)
class HelpTaken(Event):
    """Somebody answers."""

    kind: ClassVar[str] = "devices.help_taken"
    says: ClassVar[str] = N_("%(who)s 接听了“%(name)s”的呼叫")
    name: str


@dataclass(frozen=True)
class HelpSeen(Event):
    """A side of the call came into the video; what is seen and said there is kept nowhere."""

    kind: ClassVar[str] = "devices.help_seen"
    says: ClassVar[str] = N_("“%(name)s”的呼叫打开了视频")
    name: str
    by_staff: bool


@dataclass(frozen=True)
class HelpEnded(Event):
    """The call is over."""

    kind: ClassVar[str] = "devices.help_ended"
    says: ClassVar[str] = N_("“%(name)s”的呼叫已结束")
    name: str
