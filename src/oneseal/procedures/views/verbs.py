"""Every act of the desk: its words, its form, its service. A new act is one line."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from oneseal.kernel.text import N_
from oneseal.procedures import forms, selectors, services
from oneseal.procedures.rules.states import Kind


@dataclass(frozen=True)
class Verb:
    """One act. `note` says what follows from it, `done` what is said afterwards."""

    title: str
    form: type[forms.ActForm]
    service: Callable[..., Any]
    done: str
    note: str = ""
    icon: str = "check"


_STOPS = N_("从今天起暂停计时，直到程序结束；告知书同时发给申请人。")

_START: dict[str, tuple[type[forms.ActForm], Callable[..., Any], str, str]] = {
    "third-parties": (
        forms.ThirdPartiesForm,
        services.name_third_parties,
        N_("已告知利害关系人。"),
        N_("每人一份告知书，5个工作日内可以陈述意见；期间不停表。"),
    ),
    "hearing-right": (
        forms.HearingRightForm,
        services.tell_hearing_right,
        N_("听证权利告知书已发出。"),
        N_("申请人和已登记的利害关系人各收到一份告知书，5个工作日内可以要求听证。"),
    ),
    "hearing": (
        forms.QuestionForm,
        services.order_hearing,
        N_("已决定听证，请组织。"),
        N_("法律规定应当听证或者涉及公共利益的，不用等申请。"),
    ),
    "expert-review": (forms.DrawForm, services.draw_panel, N_("专家已抽取。"), _STOPS),
    "test": (forms.OrderTestForm, services.order_test, N_("委托书已发出。"), _STOPS),
    "first-review": (
        forms.FirstReviewForm,
        services.receive_first_review,
        N_("已登记，等待初审意见。"),
        N_("初审机关应在20个工作日内报送意见和全部材料；报送以后不能再要求申请人重复提供。"),
    ),
    "joint-review": (
        forms.QuestionForm,
        services.ask_joint_review,
        N_("已提请科室会审。"),
        N_("会审不停表，期限照常计算；会审结论对本件有约束力。"),
    ),
}
STARTS = {
    key: Verb(selectors.STARTS[key].title, *asked, icon=selectors.STARTS[key].icon)
    for key, asked in _START.items()
}

VERBS: dict[tuple[str, str], Verb] = {
    (Kind.THIRD_PARTIES, "hear"): Verb(
        N_("登记陈述"), forms.HearPartyForm, services.hear_party, N_("陈述已登记。"), icon="message"
    ),
    (Kind.THIRD_PARTIES, "close"): Verb(
        N_("陈述结束"), forms.NothingForm, services.close_parties, N_("已结束。")
    ),
    (Kind.HEARING, "ask"): Verb(
        N_("登记听证申请"), forms.AskForm, services.ask_hearing, N_("听证申请已登记。"), icon="inbox"
    ),
    (Kind.HEARING, "waive"): Verb(
        N_("期满无人要求，继续办理"), forms.NothingForm, services.waive_hearing, N_("继续办理。")
    ),
    (Kind.HEARING, "convene"): Verb(
        N_("通知听证"),
        forms.ConveneHearingForm,
        services.convene_hearing,
        N_("听证通知书已发出，计时暂停。"),
        _STOPS,
        "calendar-event",
    ),
    (Kind.HEARING, "rule"): Verb(
        N_("决定回避申请"), forms.RuleForm, services.rule_on_challenge, N_("决定书已发出。"), icon="scale"
    ),
    (Kind.HEARING, "minute"): Verb(
        N_("完成笔录"),
        forms.MinutesForm,
        services.take_minutes,
        N_("笔录已保存，请参加人核对签名。"),
        N_("保存以后不能再改，由参加人签名。"),
        "writing",
    ),
    (Kind.HEARING, "sign"): Verb(
        N_("登记签名"), forms.SignForm, services.sign_minutes, N_("签名已登记。"), icon="signature"
    ),
    (Kind.HEARING, "close"): Verb(
        N_("结束听证"),
        forms.FileForm,
        services.close_hearing,
        N_("听证笔录已出具，恢复计时。"),
        N_("出具听证笔录，恢复计时；决定必须根据笔录作出。"),
    ),
    (Kind.EXPERT_REVIEW, "recuse"): Verb(
        N_("专家回避"), forms.RecuseForm, services.recuse_expert, N_("已补抽下一位专家。"), icon="user-off"
    ),
    (Kind.EXPERT_REVIEW, "opine"): Verb(
        N_("登记专家意见"), forms.OpinionForm, services.enter_opinion, N_("意见已登记。"), icon="signature"
    ),
    (Kind.EXPERT_REVIEW, "close"): Verb(
        N_("形成评审结论"),
        forms.ConcludeForm,
        services.conclude_review,
        N_("评审意见书已出具，恢复计时。"),
        N_("按多数意见形成结论，出具评审意见书，恢复计时。"),
    ),
    (Kind.TEST, "close"): Verb(
        N_("登记结果"),
        forms.ResultForm,
        services.report_test,
        N_("结果已登记，恢复计时。"),
        N_("恢复计时；不合格的不能准予。"),
        "file-check",
    ),
    (Kind.FIRST_REVIEW, "close"): Verb(
        N_("登记初审意见"),
        forms.FirstOpinionForm,
        services.send_first_review,
        N_("初审意见已登记。"),
        icon="file-check",
    ),
    (Kind.JOINT_REVIEW, "convene"): Verb(
        N_("召集会审"),
        forms.ConveneJointForm,
        services.convene_joint_review,
        N_("邀请已发出。"),
        icon="calendar-event",
    ),
    (Kind.JOINT_REVIEW, "answer"): Verb(
        N_("答复邀请"), forms.AnswerForm, services.answer_invitation, N_("已答复。"), icon="message"
    ),
    (Kind.JOINT_REVIEW, "minute"): Verb(
        N_("写会审纪要"),
        forms.MinuteJointForm,
        services.minute_joint_review,
        N_("纪要已保存，请参加人签名。"),
        N_("保存以后不能再改，由参加人签名。"),
        "writing",
    ),
    (Kind.JOINT_REVIEW, "sign"): Verb(
        N_("签名"), forms.SignJointForm, services.sign_joint_review, N_("已签名。"), icon="signature"
    ),
    (Kind.JOINT_REVIEW, "close"): Verb(
        N_("印发会审纪要"),
        forms.FileForm,
        services.close_joint_review,
        N_("会审纪要已印发。"),
        N_("结论对本件有约束力，与它相反的决定不能作出。"),
    ),
}
