"""Forms of bundles: answers, for whom, the declaration, gaps, orders, what a keeper composes."""

from typing import Any

from django import forms
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from oneseal.bundles.selectors.partners import SCOPES
from oneseal.catalog.rules.composing import Asked, Composition
from oneseal.identity import selectors as identity
from oneseal.identity.forms import fill, text_field
from oneseal.kernel.access import Actor

PREFIX = "q_"


class QuestionsForm(forms.Form):
    """The questions that apply, each once, as buttons."""

    use_required_attribute = False

    def __init__(self, data: Any = None, *, composition: Composition) -> None:
        super().__init__(data)
        self.composition = composition
        for asked in composition.questions:
            self.fields[f"{PREFIX}{asked.key}"] = _choice(asked, composition.answers.get(asked.key, []))

    def answered(self) -> bool:
        """Whether every question has an answer; says at each other one what to do."""
        self.is_valid()
        for key in self.composition.unanswered:
            self.add_error(f"{PREFIX}{key}", gettext("请选择一项，才知道您需要什么。"))
        return not self.composition.unanswered


def _choice(asked: Asked, chosen: list[str]) -> forms.Field:
    choices = [(option.code, option.label) for option in asked.options]
    if asked.multiple:
        return forms.MultipleChoiceField(
            label=asked.text, help_text=asked.help, choices=choices, initial=chosen, required=False,
            widget=forms.CheckboxSelectMultiple,
        )  # fmt: skip
    return forms.ChoiceField(
        label=asked.text, help_text=asked.help, choices=choices, initial=chosen[:1] and chosen[0], required=False,
        widget=forms.RadioSelect,
    )  # fmt: skip


def answers_sent(data: Any) -> dict[str, list[str]]:
    """The answers in a form or an address."""
    return {name.removeprefix(PREFIX): data.getlist(name) for name in data if name.startswith(PREFIX)}


class WhoForm(forms.Form):
    """For whom: citizens choose among those they act for, clerks type the number."""

    def __init__(self, data: Any = None, *, applicants: list[Any] | None) -> None:
        super().__init__(data)
        if applicants is None:
            self.fields["number"] = text_field(
                gettext("申请人的证件号码"),
                40,
                help_text=gettext("身份证号或者统一社会信用代码，申请人要先登记。"),
            )
        else:
            self.fields["applicant"] = forms.TypedChoiceField(
                label=gettext("为谁申请"),
                coerce=int,
                choices=[(each.pk, each.name) for each in applicants],
                initial=applicants[0].pk if applicants else None,
                widget=forms.RadioSelect,
            )


class DeclareForm(forms.Form):
    """The applicant's declaration (licence law art. 31)."""

    declared = forms.BooleanField(
        label=_("我声明：所填内容和所交材料真实有效，同意各事项共用这一套内容，并对其真实性负责。"),
        required=False,
    )


class GapForm(forms.Form):
    """One thing that is missing or wrong in one item."""

    use_required_attribute = False
    member = forms.CharField(max_length=60, widget=forms.HiddenInput)
    code = forms.ChoiceField(label=_("哪份材料"))
    problem = forms.CharField(label=_("缺什么、哪里不对"), max_length=300)
    advice = forms.CharField(label=_("怎么补"), max_length=300, required=False)

    def __init__(self, data: Any = None, *, choices: list[tuple[str, str]], **more: Any) -> None:
        super().__init__(data, **more)
        self.fields["code"] = forms.ChoiceField(label=_("哪份材料"), choices=choices)


class TakeForm(forms.Form):
    """Who does the work."""

    by = forms.CharField(label=_("经办人"), max_length=120, required=False)


class FinishForm(forms.Form):
    """What came of it."""

    reference = forms.CharField(
        label=_("办理结果编号"),
        max_length=120,
        required=False,
        help_text=_("例如公章备案编号、开户回执编号。"),
    )
    note = forms.CharField(label=_("备注"), max_length=500, required=False)


class ReasonForm(forms.Form):
    """Why."""

    reason = forms.CharField(
        label=_("原因"), max_length=300, required=False, widget=forms.Textarea(attrs={"rows": 2})
    )


class NewThemeForm(forms.Form):
    """A new theme, package or stage."""

    code = forms.SlugField(
        label=_("代码"), max_length=60, help_text=_("地址里的短名，小写字母、数字和短横线，如 restaurant。")
    )
    title = forms.CharField(label=_("名称"), max_length=120, help_text=_("群众的说法，如“我要开餐饮公司”。"))
    kind = forms.ChoiceField(
        label=_("种类"),
        choices=[("theme", _("一件事")), ("package", _("审批服务套餐")), ("stage", _("工程建设项目阶段"))],
        widget=forms.RadioSelect,
        initial="theme",
    )


class PartnerForm(forms.Form):
    """A partner."""

    code = forms.SlugField(label=_("代码"), max_length=40)
    name = forms.CharField(label=_("单位名称"), max_length=120)
    work = forms.CharField(label=_("办理的内容"), max_length=120)
    phone = forms.CharField(label=_("电话"), max_length=40, required=False)
    address = forms.CharField(label=_("地址"), max_length=200, required=False)
    organisation_id = forms.TypedChoiceField(
        label=_("哪个单位的人员办理"),
        coerce=int,
        required=False,
        empty_value=None,
        help_text=_("这个单位的联络人登录后看到自己的订单和接入。"),
    )
    client_id = forms.TypedChoiceField(
        label=_("用哪个系统办理"),
        coerce=int,
        required=False,
        empty_value=None,
        help_text=_("系统管理员登记的接入系统，授权范围要有合作单位或者公用企业。"),
    )

    def __init__(self, data: Any = None, *, actor: Actor, **options: Any) -> None:
        super().__init__(data, **options)
        rows = identity.visible_organisations(actor).filter(kind="department").order_by("name")
        known = identity.systems(actor.bureau_id, SCOPES)
        for name, choices in (("organisation_id", rows), ("client_id", known)):
            fill(self, name, [("", gettext("不指定")), *((each.pk, each.name) for each in choices)])
