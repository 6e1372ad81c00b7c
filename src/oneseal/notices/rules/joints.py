"""The words of messages about one thing 一件事, handed in as one application."""

from oneseal.kernel.text import N_
from oneseal.notices.rules.template import Template

JOINT = ("title", "number")

JOINTS = (
    Template(
        "joint_received",
        N_("一件事申请已收到"),
        N_("您申请的“%(title)s”已收到，编号%(number)s，承诺%(due)s前全部办结。进度和结果都在这一页看。"),
        (*JOINT, "due"),
    ),
    Template(
        "joint_correction",
        N_("请一次补正"),
        N_("您申请的“%(title)s”（%(number)s）有材料要补正，各事项的都在一份告知书里，请在%(by)s前一次补齐。"),
        (*JOINT, "by"),
    ),
    Template(
        "joint_lacking",
        N_("有一个事项等您补充"),
        N_(
            "您申请的“%(title)s”（%(number)s）里，“%(item)s”按新的要求还需要：%(names)s。补充后马上开始办理。"
        ),
        (*JOINT, "item", "names"),
    ),
    Template(
        "joint_unauthorised",
        N_("请您接着办理，或者重新授权"),
        N_(
            "您申请的“%(title)s”（%(number)s）里，轮到办理“%(item)s”，但经办人%(agent)s的授权已经结束。请您本人在这一页接着办，或者重新授权。填写的内容和材料都还在，已经开始的事项照常办理。"
        ),
        (*JOINT, "item", "agent"),
    ),
    Template(
        "joint_stopped",
        N_("有事项不再办理"),
        N_(
            "您申请的“%(title)s”（%(number)s）里，以没有准予的事项为前提的不再办理：%(names)s。其他事项照常办理。"
        ),
        (*JOINT, "names"),
    ),
    Template(
        "joint_finished",
        N_("一件事全部办结"),
        N_(
            "您申请的“%(title)s”（%(number)s）全部办结：办成%(granted)s项，其他%(other)s项。结果可以在这一页领取。"
        ),
        (*JOINT, "granted", "other"),
    ),
    Template(
        "joint_news",
        N_("一件事有新进展"),
        N_("您申请的“%(title)s”（%(number)s）有新进展。%(news)s。都可以在这一页看。"),
        (*JOINT, "news"),
    ),
)
