"""Forms of surveys, signs and the ledger."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from oneseal.feedback.rules.ledger import SOURCES
from oneseal.feedback.rules.surveys import KINDS
from oneseal.identity.forms import day_field, text_field, words


class CodeForm(forms.Form):
    """The code on the slip."""

    code = forms.CharField(
        label=_("评价码"),
        max_length=20,
        help_text=_("小票或短信上的八位字母数字。"),
        widget=forms.TextInput(attrs={"autocomplete": "off", "autocapitalize": "characters"}),
    )


class VerdictForm(forms.Form):
    """What was found about an evaluation with signs."""

    upheld = forms.ChoiceField(
        label=_("核实结果"),
        choices=[
            ("no", _("是办事人自己的评价，照常统计")),
            ("yes", _("不是办事人自己的评价，另行统计，不进满意率")),
        ],
        widget=forms.RadioSelect,
        error_messages={"required": _("请选择核实结果。")},
    )
    reason = words(_("怎样核实的"), _("例如：调看窗口录像、电话联系办事人。"), limit=500)


class SurveyForm(forms.Form):
    """A new survey."""

    kind = forms.ChoiceField(label=_("种类"), choices=list(KINDS.items()))
    title = text_field(_("名称"), 120)
    first = day_field(_("测评期间从"))
    last = day_field(_("到"))
    surveyor = text_field(_("测评机构"), 120, required=False, help_text=_("第三方测评的必填。"))
    purpose = words(_("说明"), _("告诉答卷的人为什么征求意见、怎样使用。"), rows=2, required=False, limit=500)
    questions = words(
        _("问题"),
        _("一行一个，按满意程度回答；要用文字回答的在行尾加 *。第三方测评不用填。"),
        rows=6,
        required=False,
        limit=4000,
    )
    closes_on = day_field(_("征集到哪天"), required=False)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        kind = self.fields["kind"]
        assert isinstance(kind, forms.ChoiceField)
        kind.choices = [(key, _(label)) for key, label in KINDS.items()]


class FileForm(forms.Form):
    """A third party's file."""

    file = forms.FileField(
        label=_("结果文件"), help_text=_(".xlsx 或 .csv，列名：编号、科室、满意程度、意见。")
    )


class IssueForm(forms.Form):
    """Something to be mended."""

    source = forms.ChoiceField(label=_("问题来源"), choices=[])
    text = words(_("什么问题"), rows=2, limit=500)
    owner_id = forms.TypedChoiceField(label=_("责任科室"), coerce=int, choices=[])
    due = day_field(_("整改期限"))

    def __init__(self, data: Any = None, *, sections: dict[int, str]) -> None:
        super().__init__(data)
        for name, choices in (("source", SOURCES.items()), ("owner_id", sections.items())):
            field = self.fields[name]
            assert isinstance(field, forms.ChoiceField)
            field.choices = [(key, _(label)) for key, label in choices]


class _Files(forms.FileInput):
    """Several files in one field."""

    allow_multiple_selected = True


class _FilesField(forms.FileField):
    """Several files, each checked as one is; none where nothing was picked."""

    def clean(self, data: Any, initial: Any = None) -> Any:
        """The files as a list."""
        return [super(_FilesField, self).clean(each, initial) for each in data or []]


class CloseForm(forms.Form):
    """What shows that it is mended, in words and files."""

    evidence = words(_("怎样整改、有什么佐证"), rows=2, limit=1000)
    proof = _FilesField(
        label=_("佐证文件"),
        required=False,
        widget=_Files(attrs={"multiple": True}),
        help_text=_("照片、新的指南、会议纪要等，可以一次选几个。"),
    )


class ProlongForm(forms.Form):
    """Until when, and why it takes longer."""

    due = day_field(_("新的期限"))
    reason = words(_("为什么转为中长期整改"), rows=2, limit=300)
