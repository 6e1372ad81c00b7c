"""What a device is for and what its visitors can do on it (inventory 3.15–3.18)."""

from enum import StrEnum
from typing import Final

from oneseal.kernel.errors import RuleViolation
from oneseal.kernel.text import N_
from oneseal.kernel.transitions import Edge, TransitionTable

BASIS: Final = "国务院关于加快推进政务服务标准化规范化便利化的指导意见（国发〔2022〕5号）"


class DeviceKind(StrEnum):
    """A machine in the hall, at a site outside it, or on a window's counter."""

    GUIDE = "guide"
    QUERY = "query"
    ALL_IN_ONE = "all_in_one"
    FORMS = "forms"
    SAMPLES = "samples"
    HALL_BOARD = "hall_board"
    ZONE_BOARD = "zone_board"
    WINDOW_BOARD = "window_board"
    TABLET = "tablet"
    CORNER = "corner"
    COMMUNITY = "community"
    PRINTER = "printer"


KINDS: Final = {
    DeviceKind.GUIDE: N_("引导机"),
    DeviceKind.QUERY: N_("综合查询机"),
    DeviceKind.ALL_IN_ONE: N_("自助办证一体机"),
    DeviceKind.FORMS: N_("自助填单机"),
    DeviceKind.SAMPLES: N_("样表机"),
    DeviceKind.HALL_BOARD: N_("大厅叫号屏"),
    DeviceKind.ZONE_BOARD: N_("分区叫号屏"),
    DeviceKind.WINDOW_BOARD: N_("窗口屏"),
    DeviceKind.TABLET: N_("窗口平板（双屏、评价）"),
    DeviceKind.CORNER: N_("24小时自助区终端"),
    DeviceKind.COMMUNITY: N_("社区自助终端"),
    DeviceKind.PRINTER: N_("打证机"),
}
BOARDS: Final = frozenset({DeviceKind.HALL_BOARD, DeviceKind.ZONE_BOARD, DeviceKind.WINDOW_BOARD})
ALONE: Final = frozenset({DeviceKind.CORNER, DeviceKind.COMMUNITY})
"""Where nobody of the bureau stands beside the visitor: help comes by the screen, opening hours do not matter."""


BESIDE: Final = frozenset({DeviceKind.ALL_IN_ONE, *ALONE})
"""At which a self-service cabinet may stand, so that visitors take their results out of it."""
PRINTS: Final = frozenset({DeviceKind.PRINTER, *BESIDE})
"""Which may be the machine behind a certificate printer."""


class Does(StrEnum):
    """Something that a visitor can do on a device."""

    TICKET = "ticket"
    GUIDE = "guide"
    QUERY = "query"
    FILL = "fill"
    APPLY = "apply"
    COLLECT = "collect"
    PRINT = "print"
    SAMPLES = "samples"
    EVALUATE = "evaluate"
    HELP = "help"
    RECORDS = "records"


DOES: Final[dict[DeviceKind, tuple[Does, ...]]] = {
    DeviceKind.GUIDE: (Does.TICKET, Does.GUIDE, Does.QUERY),
    DeviceKind.QUERY: (Does.QUERY, Does.RECORDS, Does.GUIDE),
    DeviceKind.ALL_IN_ONE: (
        Does.TICKET,
        Does.GUIDE,
        Does.QUERY,
        Does.RECORDS,
        Does.FILL,
        Does.APPLY,
        Does.COLLECT,
        Does.PRINT,
        Does.EVALUATE,
    ),
    DeviceKind.FORMS: (Does.FILL, Does.SAMPLES, Does.GUIDE),
    DeviceKind.SAMPLES: (Does.SAMPLES, Does.GUIDE),
    DeviceKind.HALL_BOARD: (),
    DeviceKind.ZONE_BOARD: (),
    DeviceKind.WINDOW_BOARD: (),
    DeviceKind.TABLET: (),
    DeviceKind.PRINTER: (),
    DeviceKind.CORNER: (
        Does.GUIDE,
        Does.QUERY,
        Does.RECORDS,
        Does.FILL,
        Does.APPLY,
        Does.COLLECT,
        Does.PRINT,
        Does.EVALUATE,
        Does.HELP,
    ),
    DeviceKind.COMMUNITY: (
        Does.GUIDE,
        Does.QUERY,
        Does.RECORDS,
        Does.FILL,
        Does.APPLY,
        Does.PRINT,
        Does.EVALUATE,
        Does.HELP,
    ),
}


class DeviceState(StrEnum):
    """Whether a device has an identity that counts."""

    NEW = "new"
    ACTIVE = "active"
    LOCKED = "locked"
    RETIRED = "retired"


STATES: Final = TransitionTable(
    {
        DeviceState.NEW: N_("待配对"),
        DeviceState.ACTIVE: N_("使用中"),
        DeviceState.LOCKED: N_("已锁定"),
        DeviceState.RETIRED: N_("已停用"),
    },
    [
        Edge(DeviceState.NEW, "pair", DeviceState.ACTIVE, BASIS),
        Edge(DeviceState.NEW, "issue_code", DeviceState.NEW, BASIS),
        Edge(DeviceState.ACTIVE, "issue_code", DeviceState.NEW, BASIS),
        Edge(DeviceState.LOCKED, "issue_code", DeviceState.NEW, BASIS),
        Edge(DeviceState.ACTIVE, "lock", DeviceState.LOCKED, BASIS),
        Edge(DeviceState.LOCKED, "unlock", DeviceState.ACTIVE, BASIS),
        Edge(DeviceState.NEW, "retire", DeviceState.RETIRED, BASIS),
        Edge(DeviceState.ACTIVE, "retire", DeviceState.RETIRED, BASIS),
        Edge(DeviceState.LOCKED, "retire", DeviceState.RETIRED, BASIS),
    ],
)


def check_place(kind: str, *, hall: bool, zone: bool, window: bool, site: str) -> None:
    """A device stands where its kind needs it (inventory 3.15–3.18). Raises RuleViolation at the field."""
    if kind not in KINDS:
        raise RuleViolation("no_such_kind", N_("请选择设备种类。"), field="kind")
    if kind == DeviceKind.COMMUNITY and not site.strip():
        raise RuleViolation(
            "site_missing", N_("社区终端请写明放在哪里，例如“清河街道便民服务中心”。"), field="site"
        )
    if kind in BOARDS | {DeviceKind.GUIDE, DeviceKind.ALL_IN_ONE} and not hall:
        raise RuleViolation("hall_missing", N_("请选择设备所在的大厅。"), field="hall")
    if kind == DeviceKind.ZONE_BOARD and not zone:
        raise RuleViolation("zone_missing", N_("分区叫号屏请选择分区。"), field="zone")
    if kind in {DeviceKind.WINDOW_BOARD, DeviceKind.TABLET} and not window:
        raise RuleViolation("window_missing", N_("窗口屏和窗口平板请选择窗口。"), field="window")
    if not hall and not site.strip():
        raise RuleViolation("place_missing", N_("请选择大厅，或写明放在哪里。"), field="site")
