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
    Template(
        "review_admitted",
        N_("信用承诺预审已开始"),
        N_("“%(project)s”的预审（%(number)s）符合条件，各科室在%(due)s前提出意见。"),
        ("project", "number", "due"),
    ),
    Template(
        "review_issued",
        N_("预审意见已出具"),
        N_(
            "“%(project)s”的预审意见%(document)s已出具（%(number)s）。它不是许可，请按承诺的日期申请正式手续。"
        ),
        ("project", "number", "document"),
    ),
    Template(
        "review_ended",
        N_("信用承诺预审已结束"),
        N_("“%(project)s”的预审（%(number)s）没有通过或者不符合条件，理由见告知书。您可以按普通程序申请。"),
        ("project", "number"),
    ),
    Template(
        "promise_near",
        N_("承诺的日期快到了"),
        N_("“%(project)s”（%(number)s）承诺的“%(item_name)s”请在%(due)s前申请。"),
        ("project", "number", "item_name", "due"),
    ),
    Template(
        "promise_late",
        N_("承诺逾期，请限期补办"),
        N_(
            "“%(project)s”（%(number)s）承诺的“%(item_name)s”逾期没有申请，请在%(due)s前申请，否则预审意见失效并记入失信记录。"
        ),
        ("project", "number", "item_name", "due"),
    ),
    Template(
        "review_lapsed",
        N_("预审意见已失效"),
        N_("“%(project)s”（%(number)s）没有履行承诺，预审意见失效，并记入失信记录。"),
        ("project", "number"),
    ),
)
