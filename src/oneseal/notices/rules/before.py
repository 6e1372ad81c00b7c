"""Messages from before an application."""

from oneseal.kernel.text import N_
from oneseal.notices.rules.template import Template

BEFORE = (
    Template(
        "early_taken",
        N_("提前服务有人接手了"),
        N_("您要办的“%(item_name)s”（%(number)s）由%(adviser)s辅导，有事直接在里面留言。"),
        ("item_name", "number", "adviser"),
    ),
    Template(
        "early_note",
        N_("提前服务有新留言"),
        N_("您要办的“%(item_name)s”（%(number)s）有工作人员的新留言，请打开查看。"),
        ("item_name", "number"),
    ),
    Template(
        "early_listed",
        N_("准备清单给您了"),
        N_("您要办的“%(item_name)s”（%(number)s）要准备的材料已列成清单，备齐后可以直接正式申请。"),
        ("item_name", "number"),
    ),
    Template(
        "early_closed",
        N_("提前服务已结束"),
        N_("您要办的“%(item_name)s”（%(number)s）的提前服务已结束：%(reason)s"),
        ("item_name", "number", "reason"),
    ),
)
