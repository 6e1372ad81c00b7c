"""Forms of what items share: public lists, the field dictionary, looking back at powers."""

from django import forms
from django.utils.translation import gettext_lazy

from oneseal.catalog.rules.formats import FORMATS

DAY = forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d")


class ListForm(forms.Form):
    """Making a list public."""

    note = forms.CharField(
        label=gettext_lazy("说明"),
        max_length=300,
        required=False,
        help_text=gettext_lazy("为什么调整，如法规修改、事项划转；公众看得到。"),
    )
    binding_from = forms.DateField(
        label=gettext_lazy("清单之外不得办理，自哪天起"),
        required=False,
        help_text=gettext_lazy("从这天起，不在权力清单里的事项不能发布、不能受理。不填则维持原来的设定。"),
        widget=DAY,
    )


class FieldForm(forms.Form):
    """A datum of the field dictionary."""

    name = forms.RegexField(
        "^[a-z][a-z0-9_]{0,59}$",
        label=gettext_lazy("代码"),
        help_text=gettext_lazy("小写字母开头，只用小写字母、数字、下划线；登记后不能改。"),
        error_messages={"invalid": gettext_lazy("代码应以小写字母开头，只用小写字母、数字、下划线。")},
    )
    label = forms.CharField(
        label=gettext_lazy("名称"), max_length=80, help_text=gettext_lazy("申请表上看到的字样。")
    )
    format = forms.ChoiceField(
        label=gettext_lazy("格式"),
        required=False,
        help_text=gettext_lazy("已发布的事项用着的数据，不能改格式。"),
    )
    personal = forms.BooleanField(label=gettext_lazy("个人信息"), required=False)
    why = forms.CharField(
        label=gettext_lazy("为什么要填"),
        max_length=200,
        required=False,
        help_text=gettext_lazy("一句话，填表人看得到。"),
    )

    def __init__(self, *args: object, new: bool, **kwargs: object) -> None:
        super().__init__(*args, **kwargs)  # type: ignore[arg-type]  # handed on unchanged
        formats = self.fields["format"]
        if isinstance(formats, forms.ChoiceField):
            formats.choices = [(key, key or gettext_lazy("普通文字")) for key in FORMATS]
        self.fields["name"].disabled = not new


class LookBackForm(forms.Form):
    """What somebody found who looked back at a delegated power."""

    checked_on = forms.DateField(label=gettext_lazy("检查日期"), widget=DAY)
    in_order = forms.BooleanField(label=gettext_lazy("没有发现问题"), required=False)
    finding = forms.CharField(
        label=gettext_lazy("检查情况"), max_length=500, widget=forms.Textarea(attrs={"rows": 3})
    )
    rectify_by = forms.DateField(
        label=gettext_lazy("整改期限"), required=False, help_text=gettext_lazy("发现问题的必填。"), widget=DAY
    )


class RectifyForm(forms.Form):
    """How a finding was put right."""

    rectified_on = forms.DateField(label=gettext_lazy("整改完成日期"), widget=DAY)
    rectification = forms.CharField(
        label=gettext_lazy("怎样整改"), max_length=500, widget=forms.Textarea(attrs={"rows": 2})
    )
