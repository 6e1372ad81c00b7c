"""Forms beside the item's own: for whom, the declaration, ending, the check."""

from typing import Any

from django import forms
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from oneseal.identity.forms import text_field


class FilerForm(forms.Form):
    """For whom, and the declaration. Citizens choose among those they act for, clerks type the number."""

    declared = forms.BooleanField(
        label=_("我声明：所填内容真实，符合备案条件，接受备案后的核查。"),
        required=False,
        help_text=_("与实际不符又不改正的，撤销备案。"),
    )

    def __init__(self, data: Any = None, *, applicants: list[Any] | None) -> None:
        super().__init__(data)
        if applicants is None:
            self.fields["number"] = text_field(
                gettext("备案人的证件号码"), 40, help_text=gettext("身份证号或者统一社会信用代码。")
            )
        else:
            self.fields["applicant"] = forms.TypedChoiceField(
                label=gettext("为谁备案"),
                coerce=int,
                choices=[(each.pk, each.name) for each in applicants],
                initial=applicants[0].pk if applicants else None,
                widget=forms.RadioSelect,
                error_messages={
                    "required": gettext("请选择为谁备案。"),
                    "invalid_choice": gettext("请选择列出的备案人。"),
                },
            )
        self.order_fields(["applicant", "number", "declared"])


class ReasonForm(forms.Form):
    """Why a filing ends, or what was seen when it was looked at again."""

    reason = forms.CharField(
        label=_("原因"),
        max_length=500,
        widget=forms.Textarea(attrs={"rows": 2}),
        error_messages={"required": _("请写明原因。")},
    )


class NoteForm(forms.Form):
    """How it was seen that it is in order now."""

    note = forms.CharField(
        label=_("怎样复查、改正到什么程度"),
        max_length=1000,
        widget=forms.Textarea(attrs={"rows": 2}),
        error_messages={"required": _("请写明怎样复查、改正到什么程度。")},
    )


class RenewForm(forms.Form):
    """Nothing to say: one press."""


class CheckForm(forms.Form):
    """What was found on the spot."""

    met = forms.ChoiceField(
        label=_("核查结果"),
        choices=[("yes", _("与备案相符")), ("no", _("与备案不符，责令改正"))],
        widget=forms.RadioSelect,
        error_messages={"required": _("请选择核查结果。")},
    )
    finding = forms.CharField(
        label=_("到现场看到了什么"),
        max_length=1000,
        widget=forms.Textarea(attrs={"rows": 3}),
        error_messages={"required": _("请写明到现场看到了什么。")},
    )
    fix_within = forms.IntegerField(
        label=_("几个工作日内改正"),
        required=False,
        min_value=1,
        max_value=60,
        help_text=_("不符的才填，1至60。"),
    )

    def said(self) -> dict[str, Any]:
        """As services.check_filing takes it."""
        data = self.cleaned_data
        return {
            "met": data["met"] == "yes",
            "finding": data["finding"],
            "fix_within": data.get("fix_within"),
        }
