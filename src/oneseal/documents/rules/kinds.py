"""The kinds of documents: title, mark in the number, what they must say, version of the template."""

from dataclasses import dataclass

from oneseal.documents.rules import letters
from oneseal.documents.rules.plan_letters import PlanReport
from oneseal.documents.rules.procedure_letters import ProcedurePaper
from oneseal.kernel.errors import NotFound
from oneseal.kernel.text import N_


@dataclass(frozen=True, slots=True)
class Kind:
    """One kind of document. `sealed`: carries the bureau's seal; `internal`: for colleagues alone."""

    code: str
    title: str
    mark: str
    letter: type[letters.Letter]
    version: int = 1
    sealed: bool = True
    internal: bool = False
    layout: str = ""
    """Name of the template where several kinds share one; empty: the code."""


_P, _N, _R = ProcedurePaper, "procedure_notice", "procedure_record"
KINDS = {
    kind.code: kind
    for kind in (
        Kind("receipt", N_("收件凭证"), "收", letters.Receipt),
        Kind("acceptance_notice", N_("受理通知书"), "受", letters.AcceptanceNotice),
        Kind("correction_notice", N_("补正告知书"), "补", letters.CorrectionNotice),
        Kind("non_acceptance", N_("不予受理决定书"), "不受", letters.NonAcceptance),
        Kind("no_licence_needed", N_("不受理告知书"), "告", letters.NoLicenceNeeded),
        Kind("grant_decision", N_("准予行政许可决定书"), "准", letters.GrantDecision),
        Kind("refusal_decision", N_("不予行政许可决定书"), "不准", letters.RefusalDecision),
        Kind("extension_notice", N_("延期告知书"), "延", letters.ExtensionNotice),
        Kind("special_procedure_notice", N_("特别程序告知书"), "特", letters.SpecialProcedureNotice),
        Kind("delivery_receipt", N_("送达回证"), "送", letters.DeliveryReceipt),
        Kind("circulation_slip", N_("流转单"), "流", letters.CirculationSlip, sealed=False, internal=True),
        Kind("tolerance_promise", N_("容缺受理承诺书"), "容", letters.TolerancePromise, sealed=False),
        Kind("guide_slip", N_("指路单"), "路", letters.GuideSlip, sealed=False),
        Kind("list_slip", N_("办事清单"), "单", letters.ListSlip, sealed=False),
        Kind("study_slip", N_("研判告知单"), "研", letters.StudySlip, sealed=False),
        Kind("proof_commitment", N_("证明事项告知承诺书"), "证承", letters.CommitmentLetter, sealed=False),
        Kind(
            "licence_commitment", N_("涉企经营许可告知承诺书"), "企承", letters.CommitmentLetter, sealed=False
        ),
        Kind("rectification_order", N_("责令限期整改通知书"), "改", letters.RectificationOrder),
        Kind("fee_receipt", N_("缴费电子票据"), "票", letters.FeeReceipt),
        Kind("termination_notice", N_("终止办理告知书"), "终", letters.TerminationNotice),
        *(
            Kind(
                f"certificate_{verb}", title, mark, letters.CertificateDecision, layout="certificate_decision"
            )
            for verb, title, mark in (
                ("suspend", N_("暂扣许可证件决定书"), "扣"),
                ("restore", N_("发还许可证件通知书"), "还"),
                ("withdraw", N_("撤回行政许可决定书"), "撤回"),
                ("annul", N_("撤销行政许可决定书"), "撤销"),
                ("revoke", N_("吊销许可证件决定书"), "吊"),
                ("cancel", N_("注销行政许可决定书"), "注"),
            )
        ),
        Kind("joint_slip", N_("一件事收件单"), "联", _P, layout=_N, sealed=False),
        Kind("joint_correction", N_("一件事补正告知书"), "联补", _P, layout=_N),
        Kind("joint_stop", N_("一件事停办告知书"), "联停", _P, layout=_N),
        Kind("filing_card", N_("备案公示卡"), "备", letters.FilingCard),
        Kind("filing_order", N_("备案责令改正通知书"), "备改", _P, layout=_N),
        Kind("filing_annulment", N_("撤销备案决定书"), "备撤", _P, layout=_N),
        Kind("pre_review_promise", N_("信用承诺书（先建后验）"), "预承", _P, sealed=False, layout=_R),
        Kind("pre_review_opinion", N_("信用承诺预审意见书"), "预", _P, layout=_N),
        Kind("pre_review_refusal", N_("不予预审告知书"), "预不", _P, layout=_N),
        Kind("pre_review_order", N_("限期补办通知书"), "预催", _P, layout=_N),
        Kind("pre_review_lapse", N_("预审意见失效决定书"), "预失", _P, layout=_N),
        Kind("early_list", N_("提前服务准备清单"), "提", _P, sealed=False, layout=_R),
        Kind("signed_papers", N_("电子签署文件"), "签", _P, sealed=False, layout=_R),
        Kind("agent_authorisation", N_("帮办代办授权委托书"), "帮", _P, sealed=False, layout=_R),
        Kind("delegation_letter", N_("行政许可委托书"), "委", _P, layout=_N),
        Kind("third_party_notice", N_("利害关系人告知书"), "利", _P, layout=_N, internal=True),
        Kind("party_hearing_right_notice", N_("听证权利告知书"), "听告利", _P, layout=_N, internal=True),
        Kind("party_hearing_notice", N_("听证通知书"), "听通利", _P, layout=_N, internal=True),
        Kind("hearing_right_notice", N_("听证权利告知书"), "听告", _P, layout=_N),
        Kind("hearing_notice", N_("听证通知书"), "听通", _P, layout=_N),
        Kind("recusal_decision", N_("回避决定书"), "回", _P, layout=_N),
        Kind("hearing_minutes", N_("听证笔录"), "听笔", _P, layout=_R),
        Kind("expert_opinion", N_("专家评审意见书"), "评", _P, layout=_R),
        Kind("technical_report", N_("技术审查意见书"), "技", _P, layout=_R),
        Kind("test_order", N_("检验检测委托书"), "检委", _P, layout=_R),
        Kind("first_review_opinion", N_("初审意见书"), "初", _P, layout=_R),
        Kind("handover_sheet", N_("材料移交单"), "交", _P, layout=_R, sealed=False, internal=True),
        Kind("solo_appointment", N_("独任审批员任命书"), "任", _P, layout=_N, internal=True),
        Kind("appraisal_bulletin", N_("窗口考核通报"), "考", _P, layout=_N, internal=True),
        Kind("agent_points", N_("代办服务考评分移交单"), "代评", _P, layout=_N, internal=True),
        Kind("breach_circular", N_("体外办件通报"), "体通", _P, layout=_N, internal=True),
        Kind("breach_interview", N_("约谈纪要"), "约谈", _P, layout=_R, internal=True),
        Kind("meeting_minutes", N_("会见记录"), "见", _P, layout=_R, internal=True),
        Kind("survey_record", N_("踏勘记录"), "踏", _P, layout=_R),
        Kind("joint_opinion", N_("联合审查意见书"), "联审", _P, layout=_R),
        Kind("research_minutes", N_("项目研判会纪要"), "判", _P, layout=_R, internal=True),
        Kind("project_report", N_("重点项目进展报告"), "项", _P, layout=_R, internal=True),
        Kind("survey_circular", N_("评议情况通报"), "通", _P, layout=_R),
        Kind("plan_report", N_("规划核对报告"), "规核", PlanReport, sealed=False),
        Kind("joint_review_minutes", N_("会审纪要"), "会", _P, layout=_R, internal=True),
    )
}

INTERNAL = frozenset(kind.code for kind in KINDS.values() if kind.internal)
"""Kinds that only those who work in the bureau may open."""


def kind_of(code: str) -> Kind:
    """The kind with this code. Raises NotFound where there is none."""
    if code not in KINDS:
        raise NotFound(
            "unknown_document_kind", N_("没有“%(code)s”这种文书。请联系管理员。"), params={"code": code}
        )
    return KINDS[code]
