"""Messages to colleagues about themselves: their appraisal, their learning."""

from oneseal.kernel.text import N_
from oneseal.notices.rules.template import Template

PEOPLE = (
    Template(
        "violation_verified",
        N_("一条关于您的违规已查实"),
        N_("%(day)s的一条违规记录（%(what)s）已经别人查实。有不同意见的，5个工作日内可以申诉。"),
        ("day", "what"),
        staff=True,
    ),
    Template(
        "appeal_answered",
        N_("您的申诉有了答复"),
        N_("您的申诉已答复：%(outcome)s。理由：%(answer)s"),
        ("outcome", "answer"),
        staff=True,
    ),
    Template(
        "score_corrected",
        N_("您一天的考核得分有更正"),
        N_("%(day)s的得分由%(former)s分更正为%(now)s分，请打开查看每一项。"),
        ("day", "former", "now"),
        staff=True,
    ),
    Template(
        "month_confirmed",
        N_("您上月的考核得分已确定"),
        N_("%(month)s的通报已印发：您平均%(mean)s分，考核%(days)s天。每天的得分和依据请打开查看。"),
        ("month", "mean", "days"),
        staff=True,
    ),
    Template(
        "guide_planned",
        N_("安排您引导"),
        N_("%(day)s %(starts)s–%(ends)s 请在%(hall)s引导，到岗时请打开记录。"),
        ("day", "starts", "ends", "hall"),
        staff=True,
    ),
    Template(
        "guide_task",
        N_("大厅需要引导员"),
        N_("请到现场：%(text)s"),
        ("text",),
        staff=True,
    ),
    Template(
        "bulletin_sent",
        N_("窗口考核通报请签收"),
        N_("%(month)s的窗口考核通报已经印发给贵单位，请打开查看并签收。"),
        ("month",),
        staff=True,
    ),
    Template(
        "bulletin_unsigned",
        N_("窗口考核通报还没有签收"),
        N_("%(month)s的窗口考核通报贵单位还没有签收，请尽快打开查看并签收。"),
        ("month",),
        staff=True,
    ),
    Template(
        "marks_waiting",
        N_("坐岗记录请核实"),
        N_("%(day)s有%(count)s人的坐岗记录和排班不符。请核实或者写明原因另行登记，核实以前不扣分。"),
        ("day", "count"),
        staff=True,
    ),
    Template(
        "training_planned",
        N_("请参加培训"),
        N_("请参加培训“%(course)s”：%(when)s，%(place)s。"),
        ("course", "when", "place"),
        staff=True,
    ),
    Template(
        "training_due",
        N_("明天有培训"),
        N_("提醒您明天参加培训“%(course)s”：%(when)s，%(place)s。"),
        ("course", "when", "place"),
        staff=True,
    ),
    Template(
        "training_called_off",
        N_("培训取消"),
        N_("原定%(when)s的培训“%(course)s”取消：%(reason)s"),
        ("course", "when", "reason"),
        staff=True,
    ),
    Template(
        "rotation_begun",
        N_("轮岗已安排"),
        N_("%(name)s从%(first)s到%(last)s在%(section)s轮岗。"),
        ("name", "first", "last", "section"),
        staff=True,
    ),
    Template(
        "skill_ending",
        N_("您的一项技能快到期了"),
        N_("您办理“%(what)s”的技能%(until)s到期，到期后不能再凭它上岗。请参加考核或者换证。"),
        ("what", "until"),
        staff=True,
    ),
    Template(
        "certificate_ending",
        N_("您的行政办事员证快到期了"),
        N_("您的行政办事员证（%(number)s）%(until)s到期，到期后不能在岗办事。请及早换证并交人事登记。"),
        ("number", "until"),
        staff=True,
    ),
)
