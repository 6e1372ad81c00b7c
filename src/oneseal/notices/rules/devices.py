"""What those who keep the hall's devices are told."""

from oneseal.kernel.text import N_
from oneseal.notices.rules.template import Template

DEVICES = (
    Template(
        "device_copied",
        N_("设备身份被复制，已锁定"),
        N_("设备“%(name)s”的身份在两处使用，两处都已锁定。请到现场核对设备，再生成新的配对码重新配对。"),
        ("name",),
        staff=True,
    ),
    Template(
        "device_trouble",
        N_("设备需要处理"),
        N_("设备“%(name)s”：%(trouble)s。请安排人到现场查看。"),
        ("name", "trouble"),
        staff=True,
    ),
)
