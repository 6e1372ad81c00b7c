"""Forms of what items share: public lists, looking back at powers."""

from typing import Any

from django import forms
from django.utils.translation import gettext, gettext_lazy

from oneseal.catalog.rules import labels
from oneseal.catalog.rules.proofs import WAYS

DAY = forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d")


class DatumForm(forms.Form):
    """One datum of the field dictionary."""

    name = forms.CharField(
        label=gettext_lazy("名称"),
        max_length=60,
        help_text=gettext_lazy(
            "各系统之间用的名字：小写字母、数字和下划线，如 contact_phone。登记后不能改。"
        ),
    )
    label = forms.CharField(
        label=gettext_lazy("标签"), max_length=80, help_text=gettext_lazy("群众在表单上看到的名称。")
    )
    format = forms.ChoiceField(label=gettext_lazy("格式"), required=False)
    personal = forms.BooleanField(label=gettext_lazy("个人信息"), required=False)
    why = forms.CharField(
        label=gettext_lazy("为什么要填"),
        max_length=200,
        required=False,
        help_text=gettext_lazy("一句话，显示在字段旁边。"),
    )

    def __init__(self, *args: Any, row: object | None, fixed: bool, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        choice = self.fields["format"]
        if isinstance(choice, forms.ChoiceField):
            choice.choices = [(key, gettext(word)) for key, word in labels.FORMATS.items()]
        if row is not None:
            self.fields["name"].disabled = True
        if fixed:
            choice.disabled = True
            choice.help_text = gettext("已发布的事项在用，格式不能改。")


class RetireForm(forms.Form):
    """From which day a datum may not be asked for by new forms."""

    retired_on = forms.DateField(
        label=gettext_lazy("停用日期"),
        required=False,
        help_text=gettext_lazy("从这天起新的表单不能再用；已经在用的不受影响。留空为不停用。"),
        widget=DAY,
    )


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


class ProofForm(forms.Form):
    """One proof of the list."""

    name = forms.CharField(
        label=gettext_lazy("证明名称"),
        max_length=200,
        help_text=gettext_lazy("与事项材料里的名称一字不差；登记后不能改。"),
    )
    basis = forms.CharField(
        label=gettext_lazy("设定依据"),
        max_length=300,
        required=False,
        help_text=gettext_lazy("法律、法规或者国务院决定的条款；没有依据的只能取消。"),
    )
    issuer = forms.CharField(label=gettext_lazy("开具单位"), max_length=120, required=False)
    way = forms.ChoiceField(
        label=gettext_lazy("怎样办"),
        choices=[(key, gettext_lazy(word)) for key, word in WAYS.items()],
        widget=forms.RadioSelect,
    )
    source = forms.CharField(
        label=gettext_lazy("从哪里核查"),
        max_length=120,
        required=False,
        help_text=gettext_lazy("改为部门核查的必填，如不动产登记信息库。"),
    )

    def __init__(self, *args: Any, row: object | None, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["name"].disabled = row is not None
