"""Forms beside the item's own: for whom, the declaration, ending, the check."""

from collections.abc import Iterable, Mapping
from typing import Any, Final

from django import forms
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from oneseal.filings.rules.papers import PREFIX
from oneseal.identity.forms import text_field

SEEN: Final = "seen_"
KEPT: Final = "kept_"
ACCEPT: Final = {"accept": ".pdf,.jpg,.jpeg,.png,.ofd"}


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


class PapersForm(forms.Form):
    """The papers that the item asks for, a file each. What came is kept although the form is refused (`kept`)."""

    def __init__(
        self,
        data: Any = None,
        files: Any = None,
        *,
        materials: Iterable[Any],
        kept: Mapping[str, Any],
        window: bool,
    ) -> None:
        super().__init__(data, files)
        self.kept, self.codes = kept, [each.code for each in materials]
        for each in materials:
            here = each.necessity == "required" and not window and each.code not in kept
            self.fields[PREFIX + each.code] = forms.FileField(
                label=each.name, help_text=each.note, required=here, widget=forms.FileInput(ACCEPT)
            )
            if window:
                self.fields[SEEN + each.code] = forms.BooleanField(
                    label=gettext("看过“%(name)s”的纸质原件") % {"name": each.name}, required=False
                )

    def rows(self) -> list[dict[str, Any]]:
        """For the page: the field of each paper, what is kept of it, the tick of the window."""
        return [
            {
                "code": code,
                "file": self[PREFIX + code],
                "kept": self.kept.get(code),
                "seen": self[SEEN + code] if SEEN + code in self.fields else None,
            }
            for code in self.codes
        ]

    def given(self) -> dict[str, int | None]:
        """As services.file_notice takes it."""
        found: dict[str, int | None] = {code: file.pk for code, file in self.kept.items()}
        for code in self.codes:
            if code not in found and self.cleaned_data.get(SEEN + code):
                found[code] = None
        return found


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
