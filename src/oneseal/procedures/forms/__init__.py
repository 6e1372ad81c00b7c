"""Forms of special procedures: what each act asks. `kwargs` are the keyword arguments of its service."""

from datetime import datetime, time
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from oneseal.cases import selectors as cases
from oneseal.foundation import calendars, clock
from oneseal.identity.forms import day_field, fill, text_field
from oneseal.kernel.access import Actor
from oneseal.kernel.clocks import SUSPENSION_NAMES
from oneseal.procedures import selectors
from oneseal.procedures.models import Member, Proceeding
from oneseal.procedures.rules import duties, hearings
from oneseal.procedures.selectors.shown import WORDS


def words(label: Any, help_text: Any = "", *, required: bool = True, rows: int = 3) -> forms.CharField:
    """Several lines."""
    widget = forms.Textarea(attrs={"rows": rows})
    return forms.CharField(label=label, help_text=help_text, required=required, widget=widget)


def moment(label: Any, help_text: Any = "") -> forms.DateTimeField:
    """Day and hour, with the browser's calendar."""
    widget = forms.DateTimeInput(attrs={"type": "datetime-local"}, format="%Y-%m-%dT%H:%M")
    return forms.DateTimeField(label=label, help_text=help_text, widget=widget)


def scan(label: Any, help_text: Any = "", *, required: bool = False) -> forms.FileField:
    """A scan or report."""
    return forms.FileField(label=label, help_text=help_text, required=required)


def days(label: Any = _("预计需要几个工作日"), initial: int = 10) -> forms.IntegerField:
    """How long the clock will stand still; the applicant is told."""
    hint = _("通知书会告诉申请人；这段时间不计入办理期限。")
    return forms.IntegerField(label=label, min_value=1, max_value=250, initial=initial, help_text=hint)


def choices(pairs: dict[str, str]) -> list[tuple[str, Any]]:
    """Choices of words marked for translation."""
    return [(key, _(label)) for key, label in pairs.items()]


class ActForm(forms.Form):
    """Base: knows who acts on which proceeding (none yet where one is begun)."""

    use_required_attribute = False

    def __init__(self, *args: Any, actor: Actor, row: Proceeding | None = None, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.actor, self.row = actor, row
        self.build()

    def build(self) -> None:
        """Fill in choices that depend on who acts on what."""

    def kwargs(self) -> dict[str, Any]:
        """What the service takes."""
        return dict(self.cleaned_data)

    def offer(self, name: str, pairs: list[tuple[Any, Any]]) -> None:
        """Give a field of choices its choices."""
        fill(self, name, pairs, empty=True)

    def colleagues(self) -> list[tuple[Any, Any]]:
        """Everybody of the bureau by section."""
        return list(cases.colleagues_by_section(self.actor))

    def parts(self, *roles: str, unsigned: bool = True) -> list[tuple[Any, Any]]:
        """Who takes part in one of the capacities."""
        if self.row is None:
            return []
        shown = selectors.one(self.row).people
        pks = set(
            self.row.members.filter(role__in=roles)
            .exclude(state__in=["recused", "refused"] + (["signed"] if unsigned else []))
            .values_list("pk", flat=True)
        )
        return [(each.pk, f"{each.name}（{each.capacity}）") for each in shown if each.pk in pks]


def pick(label: Any, help_text: Any = "", *, required: bool = True) -> forms.TypedChoiceField:
    """One of a list of ids."""
    return forms.TypedChoiceField(
        label=label, help_text=help_text, coerce=int, empty_value=None, required=required
    )


PEOPLE = _("每行一人：姓名，身份或单位")


class ThirdPartiesForm(ActForm):
    """告知利害关系人."""

    question = words(_("关系到他们的什么重大利益"))
    people = words(_("利害关系人"), PEOPLE)


class HearPartyForm(ActForm):
    """登记陈述."""

    member_id = pick(_("谁的陈述"))
    statement = words(_("陈述的内容"), _("当场口头陈述的记下要点；没有意见的写“无意见”。"))

    def build(self) -> None:
        """Those who were not heard yet."""
        self.offer("member_id", self.parts(Member.Role.THIRD_PARTY))


class QuestionForm(ActForm):
    """Why."""

    question = words(_("事由"))


class HearingRightForm(QuestionForm):
    """告知听证权利."""

    question = words(_("拟作出什么处理，关系到谁的重大利益"), _("写进听证权利告知书。"))


class AskForm(ActForm):
    """A request that came on paper."""

    member_id = pick(_("谁要求听证"))
    reason = words(_("理由和意见"))

    def build(self) -> None:
        """Those who were told."""
        self.offer("member_id", self.parts(Member.Role.TOLD))

    def kwargs(self) -> dict[str, Any]:
        """The person by the secret part of their address."""
        member = Member.objects.get(pk=self.cleaned_data["member_id"], proceeding=self.row)
        return {"uid": member.uid, "reason": self.cleaned_data["reason"]}


class ConveneHearingForm(ActForm):
    """通知听证."""

    held_at = moment(_("听证时间"), _("至少提前7个工作日通知，收到申请后20个工作日内举行。"))
    place = text_field(_("地点"), 200)
    presider = pick(_("主持人"), _("不能是经办过本件的同事。"))
    recorder = pick(_("记录人"))
    public = forms.BooleanField(
        label=_("公开举行并公告"),
        required=False,
        initial=True,
        help_text=_("涉及国家秘密、商业秘密、个人隐私的不公开。"),
    )

    def build(self) -> None:
        """Everybody of the bureau; the first morning that leaves room for the notice."""
        for name in ("presider", "recorder"):
            self.offer(name, self.colleagues())
        first = calendars.current().add_workdays(clock.today(), hearings.NOTICE_DAYS).day
        self.fields["held_at"].initial = datetime.combine(first, time(9, 30), clock.LOCAL)


class RuleForm(ActForm):
    """决定回避申请."""

    granted = forms.TypedChoiceField(
        label=_("决定"),
        choices=[("yes", _("同意，主持人回避")), ("no", _("不同意"))],
        widget=forms.RadioSelect,
        coerce=lambda value: value == "yes",
    )
    presider = pick(_("新的主持人"), _("同意回避时选。"), required=False)
    reason = words(_("理由"))

    def build(self) -> None:
        """Everybody of the bureau."""
        self.offer("presider", self.colleagues())


class MinutesForm(ActForm):
    """听证笔录."""

    text = words(_("笔录"), _("写明各方的意见、证据、申辩和质证。"), rows=10)
    people = words(_("参加人"), PEOPLE)


class SignForm(ActForm):
    """登记签名."""

    member_id = pick(_("谁签名"))
    refused = text_field(_("拒绝签名的原因"), 300, required=False, help_text=_("签了名的留空。"))

    def build(self) -> None:
        """Participants who have not signed, and oneself."""
        everyone = self.parts(Member.Role.PARTICIPANT)
        if self.row is not None:
            mine = self.row.members.filter(staff=self.actor.staff_id, signed_at=None).first()
            everyone = ([(mine.pk, _("我本人"))] if mine else []) + everyone
        self.offer("member_id", everyone)


class FileForm(ActForm):
    """A scan to close with."""

    file = scan(_("签名的扫描件"), _("可不传；原件归档。PDF、图片都可以。"))


class DrawForm(ActForm):
    """抽取专家."""

    question = words(_("需要专家评审什么"))
    field = forms.ChoiceField(label=_("专业领域"))
    size = forms.IntegerField(
        label=_("人数"), initial=3, min_value=1, max_value=15, help_text=_("3人以上的单数。")
    )
    excluded = words(_("要回避的单位"), _("每行一个；申请人单位的专家自动回避。"), required=False)
    expected_days = days()

    def build(self) -> None:
        """The fields of the pool."""
        self.offer("field", [(each, each) for each in selectors.fields(self.actor.bureau_id)])


class RecuseForm(ActForm):
    """专家回避."""

    member_id = pick(_("哪位专家"))
    reason = words(_("回避或不能参加的原因"))

    def build(self) -> None:
        """The panel."""
        self.offer("member_id", self.parts(Member.Role.EXPERT))


VERDICT = choices(WORDS)


class OpinionForm(ActForm):
    """登记专家意见."""

    member_id = pick(_("哪位专家"))
    verdict = forms.ChoiceField(label=_("意见"), choices=VERDICT, widget=forms.RadioSelect)
    opinion = words(_("意见内容"), _("照专家签名的意见登记，登记后不能改。"))

    def build(self) -> None:
        """The panel."""
        self.offer("member_id", self.parts(Member.Role.EXPERT))


class ConcludeForm(FileForm):
    """评审结论."""

    summary = words(_("结论摘要"))
    field_order = ("summary", "file")


class OrderTestForm(ActForm):
    """委托检验检测."""

    procedure = forms.ChoiceField(
        label=_("程序"),
        choices=[(key.value, _(SUSPENSION_NAMES[key])) for key in duties.TESTS],
        widget=forms.RadioSelect,
    )
    institution = text_field(_("受托机构"), 200)
    question = words(_("检什么、依据什么标准"))
    inspectors = words(
        _("指派的工作人员"), _("每行一人：姓名，单位。检验、检测、检疫至少两人。"), required=False
    )
    expected_days = days()


class ResultForm(ActForm):
    """检验检测结果."""

    verdict = forms.ChoiceField(label=_("结果"), choices=VERDICT, widget=forms.RadioSelect)
    text = words(_("说明"))
    file = scan(_("报告"), _("机构盖章的报告；结果合格的必须上传。"))


class FirstReviewForm(ActForm):
    """下级初审收件."""

    institution = text_field(_("初审机关"), 200)
    received_on = day_field(_("初审机关收件日期"))
    question = words(_("初审的内容"))


class FirstOpinionForm(ResultForm):
    """初审意见."""

    verdict = forms.ChoiceField(
        label=_("初审意见"), choices=[("fit", _("同意")), ("unfit", _("不同意"))], widget=forms.RadioSelect
    )
    file = scan(_("初审意见扫描件"))


class ConveneJointForm(ActForm):
    """召集会审."""

    held_at = moment(_("会审时间"))
    place = text_field(_("地点"), 200)
    agenda = words(_("议题"))
    invited = forms.TypedMultipleChoiceField(
        label=_("请谁参加"),
        coerce=int,
        help_text=_("至少两人；您是召集人。"),
        widget=forms.CheckboxSelectMultiple,
    )

    def build(self) -> None:
        """Everybody of the bureau."""
        fill(self, "invited", self.colleagues())


class AnswerForm(ActForm):
    """答复邀请."""

    coming = forms.TypedChoiceField(
        label=_("能参加吗"),
        choices=[("yes", _("参加")), ("no", _("不能参加"))],
        widget=forms.RadioSelect,
        coerce=lambda value: value == "yes",
    )
    reason = text_field(_("不能参加的原因"), 300, required=False)


class MinuteJointForm(ActForm):
    """会审纪要."""

    text = words(_("纪要"), rows=8)
    result = forms.ChoiceField(label=_("结论"), widget=forms.RadioSelect)

    def build(self) -> None:
        """Results of the level."""
        top = self.row is not None and self.row.level == duties.BUREAU
        pairs = {k: v for k, v in duties.RESULTS.items() if not (top and k == duties.UPWARD)}
        fill(self, "result", choices(pairs))


class SignJointForm(ActForm):
    """签名."""

    refused = text_field(
        _("不同意的，写明保留意见"), 300, required=False, help_text=_("同意的留空，直接签名。")
    )


class NothingForm(ActForm):
    """An act that asks nothing."""
