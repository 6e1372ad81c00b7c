"""Forms of supervision."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from oneseal.identity.forms import text_field
from oneseal.supervision.rules.findings import LONGEST, MATTERS, MEASURES


def _long(label: Any, length: int, rows: int = 4, help_text: Any = "") -> forms.CharField:
    widget = forms.Textarea(attrs={"rows": rows})
    return forms.CharField(label=label, max_length=length, widget=widget, help_text=help_text)


class PressForm(forms.Form):
    """A button."""


class ClaimForm(forms.Form):
    """Who answers for the supervision."""

    person = text_field(_("负责监管的人"), 60, required=False, help_text=_("留空的由您本人认领。"))


class ReturnForm(forms.Form):
    """Why it is not the department's."""

    reason = text_field(_("退回原因"), 300, help_text=_("写明为什么不属于本部门监管、应由谁监管。"))


class DepartmentForm(forms.Form):
    """To which department."""

    department = forms.ChoiceField(label=_("监管部门"))

    def __init__(self, *args: Any, departments: dict[int, str], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["department"] = forms.TypedChoiceField(
            label=_("监管部门"), choices=[("", _("请选择")), *departments.items()], coerce=int
        )


class DutyForm(DepartmentForm):
    """Who supervises, and what each side answers for."""

    approver = _long(_("审批局的责任"), 1000)
    supervisor = _long(_("监管部门的责任"), 1000)


class ReportForm(forms.Form):
    """What supervision found."""

    matter = forms.ChoiceField(
        label=_("监管情况"), choices=[(each.value, _(text)) for each, text in MATTERS.items()]
    )
    number = text_field(
        _("文书号"), 60, required=False, help_text=_("行政处罚决定书或处理建议的文号；没有文书的留空。")
    )
    text = _long(_("查到的情况"), LONGEST)


class AnswerForm(forms.Form):
    """What the bureau did."""

    measure = forms.ChoiceField(
        label=_("处理结果"),
        choices=[(each.value, _(text)) for each, text in MEASURES.items()],
        widget=forms.RadioSelect,
    )
    text = _long(_("答复"), LONGEST, help_text=_("写明核实的情况和处理的依据，监管部门看得到。"))


class PartnerForm(forms.Form):
    """The bureau's liaison for a department, and the department's system."""

    liaison = forms.ChoiceField(label=_("本局联络员"), required=False)
    client = forms.ChoiceField(label=_("监管部门的系统"), required=False)

    def __init__(
        self, *args: Any, people: list[tuple[int, str]], clients: list[tuple[int, str]], **kwargs: Any
    ) -> None:
        super().__init__(*args, **kwargs)
        for name, label, choices in (
            ("liaison", _("本局联络员"), people),
            ("client", _("监管部门的系统"), clients),
        ):
            self.fields[name] = forms.TypedChoiceField(
                label=label, choices=[("", _("无")), *choices], coerce=int, empty_value=None, required=False
            )
