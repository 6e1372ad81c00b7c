"""What citizens fill in beside the application form itself."""

from typing import Any

from django import forms
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from oneseal.cases.forms.desk_acts import offer
from oneseal.cases.forms.handing_in import HandingIn
from oneseal.cases.rules import evaluation
from oneseal.identity.forms import words


class WhoForm(forms.Form):
    """For whom one applies."""

    applicant = forms.ChoiceField(
        label=_("为谁办理"),
        widget=forms.RadioSelect,
        error_messages={"required": _("请选择为谁办理。"), "invalid_choice": _("请选择列出的申请人。")},
    )

    def __init__(self, data: Any, *, applicants: list[Any], self_id: int) -> None:
        super().__init__(data, initial={"applicant": applicants[0].pk if applicants else None})
        own = gettext("我自己（%(name)s）")
        offer(
            self,
            "applicant",
            [(str(a.pk), own % {"name": a.name} if a.pk == self_id else a.name) for a in applicants],
        )


WAYS = [
    ("normal", _("一般程序：提交全部材料，经审查后决定")),
    ("commit", _("告知承诺：签署承诺书，少交材料、当场办理，决定后核查")),
]


class HandInForm(HandingIn):
    """The last page: how the result is to come, and the declaration (licence law art. 31)."""

    delivery = forms.ChoiceField(
        label=_("结果怎样给您"),
        choices=[
            ("electronic", _("电子送达：发到“我的文书”，不用跑")),
            ("pickup", _("窗口领取：凭取件码")),
            ("courier", _("快递送达：寄到您登记的地址")),
        ],
        widget=forms.RadioSelect,
        error_messages={"required": _("请选择结果怎样给您。")},
    )
    way = forms.ChoiceField(
        label=_("选择办理方式"),
        choices=WAYS,
        widget=forms.RadioSelect,
        error_messages={"required": _("请选择办理方式。")},
    )
    promised = forms.BooleanField(
        required=False,
        help_text=_("勾选即申请容缺受理，系统会生成容缺受理承诺书；补齐以前审查照常进行，但不发证。"),
    )
    declared = forms.BooleanField(
        label=_("我声明：所填内容和所交材料真实有效，我对其真实性负责。"),
        required=False,
        help_text=_("提供虚假材料的，依法不予受理或者不予许可，并给予警告（行政许可法第七十八条）。"),
    )


class SupplyForm(forms.Form):
    """Handing in what was corrected."""

    declared = forms.BooleanField(
        label=_("我声明：补正的内容和材料真实有效，我对其真实性负责。"), required=False
    )


class WriteForm(forms.Form):
    """A line to the officer."""

    text = words(_("给工作人员留言"), _("补正材料请用上面的“补正”，留言不能代替补正。"), rows=3)


class WithdrawForm(forms.Form):
    """Taking an application back."""

    reason = words(_("撤回的原因（可以不填）"), rows=2, required=False, limit=200)


class EvaluationForm(forms.Form):
    """The judgement of a closed case: level, dimensions, tags, a comment (EVA-1, EVA-3)."""

    level = forms.TypedChoiceField(
        label=_("您对这次办事满意吗"),
        coerce=int,
        widget=forms.RadioSelect,
        error_messages={"required": _("请选择满意程度。")},
    )

    def __init__(self, data: Any = None, *, channel: str) -> None:
        super().__init__(data)
        levels = [(str(level), gettext(label)) for level, label in evaluation.LEVELS.items()]
        offer(self, "level", levels)
        self.dimensions = list(evaluation.dimensions(channel))
        for name, label in evaluation.dimensions(channel).items():
            self.fields[f"score_{name}"] = forms.TypedChoiceField(
                label=gettext(label),
                coerce=int,
                empty_value=None,
                required=False,
                choices=[("", gettext("不评")), *levels],
            )
        named = {code: gettext(word) for tags in evaluation.TAGS.values() for code, word in tags.items()}
        self.fields["tags"] = forms.MultipleChoiceField(
            label=gettext("哪些地方让您这样评价（可多选）"),
            required=False,
            choices=list(named.items()),
            widget=forms.CheckboxSelectMultiple,
        )
        self.fields["comment"] = words(
            gettext("还想说的话（可以不填）"),
            gettext("请不要写身份证号、电话等个人信息。"),
            required=False,
            limit=1000,
        )

    @property
    def tag_groups(self) -> list[tuple[str, list[tuple[str, str, bool]]]]:
        """Tags by the levels at which they may be ticked: ("5,4", [(code, word, ticked)])."""
        ticked = set(self["tags"].value() or [])
        groups: dict[tuple[str, ...], list[str]] = {}
        for level, tags in evaluation.TAGS.items():
            groups.setdefault(tuple(tags), []).append(str(level))
        words_of = {code: word for tags in evaluation.TAGS.values() for code, word in tags.items()}
        return [
            (",".join(levels), [(code, gettext(words_of[code]), code in ticked) for code in codes])
            for codes, levels in groups.items()
        ]

    def said(self) -> dict[str, Any]:
        """As services.evaluate_case takes it; tags of other levels, hidden on the page, are left out."""
        level = self.cleaned_data["level"]
        scores = {name: self.cleaned_data[f"score_{name}"] for name in self.dimensions}
        return {
            "level": level,
            "scores": {name: score for name, score in scores.items() if score},
            "tags": [tag for tag in self.cleaned_data["tags"] if tag in evaluation.TAGS[level]],
            "comment": self.cleaned_data["comment"],
        }


class QueryForm(forms.Form):
    """A case asked for without signing in."""

    number = forms.CharField(
        label=_("办件编号"),
        max_length=30,
        help_text=_("在收件凭证和短信里。"),
        error_messages={"required": _("请填写办件编号。")},
        widget=forms.TextInput(attrs={"inputmode": "numeric", "autocomplete": "off"}),
    )
    proof = forms.CharField(
        label=_("取件码，或申请人证件号码后四位"),
        max_length=12,
        min_length=4,
        error_messages={
            "required": _("请填写取件码，或申请人证件号码后四位。"),
            "min_length": _("请填写六位取件码，或证件号码的后四位。"),
        },
        widget=forms.TextInput(attrs={"autocomplete": "off"}),
    )
