"""The words of every message. `%(name)s` places are filled from the data that the template names."""

from collections.abc import Mapping

from oneseal.kernel.errors import NotFound, RuleViolation
from oneseal.kernel.text import N_
from oneseal.notices.rules.agents import AGENTS
from oneseal.notices.rules.before import BEFORE
from oneseal.notices.rules.devices import DEVICES
from oneseal.notices.rules.feedback import FEEDBACK
from oneseal.notices.rules.joints import JOINTS
from oneseal.notices.rules.output import OUTPUT
from oneseal.notices.rules.people import PEOPLE
from oneseal.notices.rules.procedures import PROCEDURES
from oneseal.notices.rules.projects import PROJECTS
from oneseal.notices.rules.queueing import QUEUEING
from oneseal.notices.rules.registration import REGISTRATION
from oneseal.notices.rules.supervision import SUPERVISION
from oneseal.notices.rules.surveys import SURVEYS
from oneseal.notices.rules.template import Template as Template

_CASE = ("case_number", "item_name")

TEMPLATES = {
    template.code: template
    for template in (
        Template(
            "application_received",
            N_("申请已收到"),
            N_(
                "您申请的“%(item_name)s”已收到，收件编号%(case_number)s。我们将在%(answer_by)s前告诉您是否受理。"
            ),
            (*_CASE, "answer_by"),
        ),
        Template(
            "accepted",
            N_("申请已受理"),
            N_("您申请的“%(item_name)s”已受理，办件编号%(case_number)s，承诺%(due)s前办结。"),
            (*_CASE, "due"),
        ),
        Template(
            "accepted_owing",
            N_("申请已容缺受理，请补交材料"),
            N_(
                "您申请的“%(item_name)s”已容缺受理，办件编号%(case_number)s，承诺%(due)s前办结。请在%(owed_by)s前补交：%(names)s；逾期未补交视为撤回申请。"
            ),
            (*_CASE, "due", "owed_by", "names"),
        ),
        Template(
            "owed_soon",
            N_("请补交容缺材料"),
            N_(
                "您申请的“%(item_name)s”（%(case_number)s）还欠：%(names)s。请在%(owed_by)s前补交，逾期视为撤回申请。"
            ),
            (*_CASE, "owed_by", "names"),
        ),
        Template(
            "owed_lapsed",
            N_("容缺材料逾期，申请视为撤回"),
            N_(
                "您申请的“%(item_name)s”（%(case_number)s）到%(owed_by)s没有补交%(names)s，依承诺视为撤回。还要办理的可以重新申请。"
            ),
            (*_CASE, "owed_by", "names"),
        ),
        Template(
            "deemed_accepted",
            N_("申请视为已受理"),
            N_("您申请的“%(item_name)s”（%(case_number)s）依法自收到之日起视为受理，%(due)s前办结。"),
            (*_CASE, "due"),
        ),
        Template(
            "correction_needed",
            N_("请补正材料"),
            N_(
                "您申请的“%(item_name)s”（%(case_number)s）有%(count)s处需要补正，请登录查看补正告知书，一次补齐后提交。"
            ),
            (*_CASE, "count"),
        ),
        Template(
            "under_study",
            N_("申请正在研判"),
            N_(
                "您申请的“%(item_name)s”（%(case_number)s）涉及的规定不够明确，正在研究怎样办，%(due)s前答复您；"
                "这段时间不停止计算期限。"
            ),
            (*_CASE, "due"),
        ),
        *BEFORE,
        *AGENTS,
        *DEVICES,
        *FEEDBACK,
        *PEOPLE,
        *PROCEDURES,
        *SUPERVISION,
        *SURVEYS,
        *OUTPUT,
        *REGISTRATION,
        *PROJECTS,
        *JOINTS,
        *QUEUEING,
        Template(
            "filing_made",
            N_("备案已办好"),
            N_("“%(item_name)s”已备案，编号%(number)s，有效期至%(until)s。公示卡可以下载打印，请挂在店里。"),
            ("item_name", "number", "until"),
        ),
        Template(
            "filing_ending",
            N_("备案快到期了"),
            N_("“%(item_name)s”备案（%(number)s）%(until)s到期，现在就可以续；不续的到期失效。"),
            ("item_name", "number", "until"),
        ),
        Template(
            "filing_order",
            N_("备案核查发现问题，请改正"),
            N_("“%(item_name)s”备案（%(number)s）核查与实际不符，请在%(due)s前改正；逾期不改的撤销备案。"),
            ("item_name", "number", "due"),
        ),
        Template(
            "filing_annulled",
            N_("备案已撤销"),
            N_("“%(item_name)s”备案（%(number)s）逾期没有改正，已经撤销，公示卡同时失效。"),
            ("item_name", "number"),
        ),
        Template(
            "not_accepted",
            N_("申请不予受理"),
            N_("您申请的“%(item_name)s”（%(case_number)s）不属于本局职权，请向%(right_agency)s提出。"),
            (*_CASE, "right_agency"),
        ),
        Template(
            "not_needed",
            N_("此事不需要许可"),
            N_("您申请的“%(item_name)s”（%(case_number)s）依法不需要取得许可，您可以直接办理。"),
            _CASE,
        ),
        Template(
            "suspended",
            N_("办理进入特别程序"),
            N_(
                "您申请的“%(item_name)s”（%(case_number)s）需要%(procedure)s，预计%(expected)s，这段时间不计入办理期限。"
            ),
            (*_CASE, "procedure", "expected"),
        ),
        Template(
            "resumed",
            N_("办理已恢复"),
            N_("您申请的“%(item_name)s”（%(case_number)s）%(procedure)s已结束，继续办理，%(due)s前办结。"),
            (*_CASE, "procedure", "due"),
        ),
        Template(
            "extended",
            N_("办理期限已延长"),
            N_("您申请的“%(item_name)s”（%(case_number)s）因%(why)s延长期限，%(due)s前办结。"),
            (*_CASE, "why", "due"),
        ),
        Template(
            "granted",
            N_("申请已获准予"),
            N_("您申请的“%(item_name)s”（%(case_number)s）已作出准予决定，请登录查看决定书和领取方式。"),
            _CASE,
        ),
        Template(
            "refused",
            N_("申请未获准予"),
            N_(
                "您申请的“%(item_name)s”（%(case_number)s）已作出不予许可决定，理由和救济途径请登录查看决定书。"
            ),
            _CASE,
        ),
        Template(
            "ready_for_pickup",
            N_("结果可以领取"),
            N_("“%(item_name)s”（%(case_number)s）的办理结果可到%(place)s领取，取件码%(pickup_code)s。"),
            (*_CASE, "place", "pickup_code"),
        ),
        Template(
            "shipped",
            N_("结果已寄出"),
            N_("“%(item_name)s”（%(case_number)s）的办理结果已由%(courier)s寄出，单号%(courier_number)s。"),
            (*_CASE, "courier", "courier_number"),
        ),
        Template(
            "terminated",
            N_("办理已终止"),
            N_("您申请的“%(item_name)s”（%(case_number)s）已终止办理：%(why)s。"),
            (*_CASE, "why"),
        ),
        Template(
            "bureau_wrote",
            N_("窗口给您留言"),
            N_("关于“%(item_name)s”（%(case_number)s），工作人员给您留了言，请登录查看并回复。"),
            _CASE,
        ),
        Template(
            "please_evaluate",
            N_("请评价本次服务"),
            N_("“%(item_name)s”（%(case_number)s）已办结，请评价本次服务，您的评价对经办人保密。"),
            _CASE,
        ),
        Template(
            "please_evaluate_again",
            N_("您反映的问题已整改"),
            N_("您对“%(item_name)s”（%(case_number)s）反映的问题已核实整改，请登录查看，可以再评价一次。"),
            _CASE,
        ),
        Template(
            "reset_code",
            N_("重置密码验证码"),
            N_(
                "验证码%(code)s，用于重置一章通账号的密码，%(minutes)s分钟内有效。不是您本人操作的，请不要告诉任何人。"
            ),
            ("code", "minutes"),
            phone_only=True,
        ),
        Template(
            "certificate_expires",
            N_("证照快到期了"),
            N_("您的“%(name)s”（%(number)s）有效期至%(until)s。需要继续使用的，请在%(apply_by)s前申请延续。"),
            ("name", "number", "until", "apply_by"),
        ),
        Template(
            "deemed_renewed",
            N_("证照已依法延续"),
            N_(
                "您申请的“%(item_name)s”（%(case_number)s）到期没有作出决定，依法视为准予延续，新证照有效期至%(until)s。"
            ),
            (*_CASE, "until"),
        ),
        Template(
            "certificate_act",
            N_("您的证照有处理决定"),
            N_(
                "本局依法对您的“%(name)s”（%(number)s）作出%(act)s决定，文号%(document)s。请登录查看决定书和救济途径。"
            ),
            ("name", "number", "act", "document"),
        ),
        Template(
            "inquiry_answered",
            N_("您的咨询已答复"),
            N_("您咨询的“%(subject)s”已有答复，请打开查看。"),
            ("subject",),
        ),
        Template(
            "inquiry_offered",
            N_("有咨询转交给您"),
            N_("%(who)s 把咨询 %(number)s 转交给您，请接受或说明为什么不接受。"),
            ("who", "number"),
            staff=True,
        ),
        Template(
            "inquiry_due",
            N_("有咨询今天到期"),
            N_("咨询 %(number)s 应在%(due)s前答复，还没有答复。"),
            ("number", "due"),
            staff=True,
        ),
        Template(
            "calls_missed",
            N_("有未接来电要回"),
            N_("咨询电话有 %(number)s 个未接来电要在今天下班前回电，请打开“咨询电话”回电。"),
            ("number",),
            staff=True,
        ),
        Template(
            "call_check_failed",
            N_("咨询电话抽查没有通过"),
            N_("抽查咨询电话 %(number)s 没有通过：%(why)s。请提醒接听人改正。"),
            ("number", "why"),
            staff=True,
        ),
        Template(
            "meeting_set",
            N_("审批人员约您面谈"),
            N_("“%(item_name)s”（%(case_number)s）：请您于%(at)s到%(place)s面谈，请带身份证件。"),
            (*_CASE, "at", "place"),
        ),
        Template(
            "meeting_off",
            N_("面谈已取消"),
            N_("“%(item_name)s”（%(case_number)s）：原定%(at)s在%(place)s的面谈已取消，不用来了。"),
            (*_CASE, "at", "place"),
        ),
        Template(
            "step_opened",
            N_("有新的待办"),
            N_("“%(item_name)s”（%(case_number)s）到了%(step)s环节，%(due)s前处理。"),
            (*_CASE, "step", "due"),
            staff=True,
        ),
        Template(
            "step_due",
            N_("待办即将到期"),
            N_("“%(item_name)s”（%(case_number)s）的%(step)s环节%(due)s到期，请尽快处理。"),
            (*_CASE, "step", "due"),
            staff=True,
        ),
        Template(
            "step_overdue",
            N_("待办已逾期"),
            N_("“%(item_name)s”（%(case_number)s）的%(step)s环节已于%(due)s到期，请立即处理并说明原因。"),
            (*_CASE, "step", "due"),
            staff=True,
        ),
        Template(
            "case_returned",
            N_("办件被退回"),
            N_("“%(item_name)s”（%(case_number)s）被退回到%(step)s环节：%(why)s。"),
            (*_CASE, "step", "why"),
            staff=True,
        ),
        Template(
            "applicant_wrote",
            N_("申请人留言"),
            N_("“%(item_name)s”（%(case_number)s）的申请人留了言，请查看并答复。"),
            _CASE,
            staff=True,
        ),
    )
}


def template_of(code: str) -> Template:
    """The template with this code. Raises NotFound."""
    if code not in TEMPLATES:
        raise NotFound("unknown_message", N_("没有“%(code)s”这种消息。请联系管理员。"), params={"code": code})
    return TEMPLATES[code]


def check(template: Template, data: Mapping[str, object]) -> None:
    """Refuse data in which a place of the text would stay empty."""
    missing = [name for name in template.needs if not str(data.get(name, "")).strip()]
    if missing:
        raise RuleViolation(
            "message_data",
            N_("消息“%(title)s”还不能发送：缺少%(missing)s。请补全后再发。"),
            params={"title": template.title, "missing": "、".join(missing)},
        )
