"""Forms of what items share: public lists, looking back at powers."""

from django import forms
from django.utils.translation import gettext_lazy

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
