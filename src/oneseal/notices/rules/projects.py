"""What owners of construction projects and the departments that are asked are told."""

from oneseal.kernel.text import N_
from oneseal.notices.rules.template import Template

PROJECTS = (
    Template(
        "project_registered",
        N_("项目已登记"),
        N_("“%(project)s”已登记（项目代码%(code)s）。到“我的项目”可以看走到哪一步、现在要做什么。"),
        ("project", "code"),
    ),
    Template(
        "project_stage_opened",
        N_("项目阶段已统一受理"),
        N_("“%(project)s”的“%(stage)s”阶段已统一受理，%(due)s前办完。"),
        ("project", "stage", "due"),
    ),
    Template(
        "project_stage_passed",
        N_("项目阶段已通过"),
        N_("“%(project)s”的“%(stage)s”阶段已全部办完，可以进入下一阶段。"),
        ("project", "stage"),
    ),
    Template(
        "joint_answer",
        N_("联合意见已出"),
        N_("“%(project)s”的“%(title)s”各部门意见已一次汇总（%(number)s），请查看。"),
        ("project", "title", "number"),
    ),
    Template(
        "connection_answered",
        N_("公用企业已答复"),
        N_("“%(project)s”的“%(task)s”：%(company)s已答复接入方案，%(ready)s前接通，费用%(fee)s，请查看。"),
        ("project", "task", "company", "ready", "fee"),
    ),
    Template(
        "opinion_asked",
        N_("请部门答复"),
        N_("“%(project)s”%(title)s征求你部门意见，请在%(due)s前答复。"),
        ("project", "title", "due"),
        staff=True,
    ),
    Template(
        "opinion_missed",
        N_("部门意见逾期"),
        N_("“%(project)s”%(title)s应在%(due)s前答复，已经逾期并记录在案，请马上答复。"),
        ("project", "title", "due"),
        staff=True,
    ),
    Template(
        "opinion_escalated",
        N_("有部门逾期未答复"),
        N_("“%(project)s”%(title)s：%(unit)s应在%(due)s前答复，至今没有答复，请协调。"),
        ("project", "title", "unit", "due"),
        staff=True,
    ),
)
