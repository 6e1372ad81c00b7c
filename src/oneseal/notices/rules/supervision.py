"""Messages of the supervision of what was approved: pushes, findings, proposals, acts on certificates."""

from oneseal.kernel.text import N_
from oneseal.notices.rules.template import Template

SUPERVISION = (
    Template(
        "push_late",
        N_("有推送逾期未签收"),
        N_("推送给%(department)s的审批结果 %(number)s 应在%(due)s前签收，还没有签收。"),
        ("department", "number", "due"),
        staff=True,
    ),
    Template(
        "finding_reported",
        N_("收到监管反馈"),
        N_("%(department)s反馈了 %(number)s 的监管情况，请受理并在%(due)s前答复。"),
        ("department", "number", "due"),
        staff=True,
    ),
    Template(
        "finding_answered",
        N_("监管反馈已答复"),
        N_("您反馈的 %(number)s 的监管情况已有答复，请打开查看。"),
        ("number",),
        staff=True,
    ),
    Template(
        "finding_late",
        N_("监管反馈逾期未答复"),
        N_("%(department)s反馈的 %(number)s 的监管情况应在%(due)s前答复，还没有答复。"),
        ("department", "number", "due"),
        staff=True,
    ),
    Template(
        "proposal_reported",
        N_("监管部门建议处理许可"),
        N_(
            "%(department)s建议撤回、撤销、吊销或注销 %(number)s（%(item_name)s），文书号%(paper)s。请科室受理、核实，需要处理的提请局领导批准，并在%(due)s前答复。"
        ),
        ("department", "number", "item_name", "paper", "due"),
        staff=True,
    ),
    Template(
        "certificate_act_proposed",
        N_("有一项证照处理待您批准"),
        N_("%(by)s提出%(act)s“%(name)s”（%(number)s），请您批准或者说明不批准的理由。"),
        ("by", "act", "name", "number"),
        staff=True,
    ),
    Template(
        "certificate_act_settled",
        N_("您提出的证照处理有结果了"),
        N_("您提出%(act)s“%(name)s”（%(number)s），局领导%(outcome)s。"),
        ("act", "name", "number", "outcome"),
        staff=True,
    ),
)
