"""Forms of the five lawful answers to an application."""

from collections.abc import Mapping
from typing import Any

from django import forms
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from oneseal.cases import selectors
from oneseal.cases.forms.desk_acts import DeskForm
from oneseal.cases.rules.deadlines import CORRECTION_DAYS
from oneseal.cases.rules.intake import FORM, Gap
from oneseal.identity.forms import words


class AcceptForm(DeskForm):
    """受理 asks nothing."""


class TolerantAcceptForm(DeskForm):
    """容缺受理: until when what was promised is to come (TOL-2)."""

    owed_within = forms.IntegerField(
        label=_("几个工作日内补交"),
        required=False,
        min_value=1,
        max_value=60,
        widget=forms.TextInput(attrs={"inputmode": "numeric"}),
        help_text=_("从明天起算，不得晚于承诺办结日；不填的按本局规定，超过承诺办结日的以承诺办结日为限。"),
    )


class NotNeededForm(DeskForm):
    """不受理: why no licence is needed."""

    reason = words(_("理由"), _("写明为什么此事不需要办理行政许可，会写进告知书。"))
    basis = words(_("依据"), _("法律名称和条款。"), rows=2)


class NotOursForm(DeskForm):
    """不予受理: why not here, and where instead."""

    authority = forms.CharField(
        label=_("应当向哪个机关申请"), max_length=120, help_text=_("写全称，申请人凭决定书去那里办。")
    )
    reason = words(_("理由"), _("写明为什么不属于本机关职权，会写进决定书。"))
    basis = words(_("依据"), _("法律名称和条款。"), rows=2)


class ConfirmForm(DeskForm):
    """当场更正: beside the application form itself."""

    note = words(_("更正了什么"), _("写明原来怎样、改成怎样、申请人怎样确认（当面、电话）。"), rows=2)
    confirmed = forms.BooleanField(label=_("申请人已确认以上更正"), required=False)


class CorrectionForm(DeskForm):
    """一次性告知: a tick, the problem and the remedy for each material and for the form."""

    correct_within = forms.IntegerField(
        label=_("几个工作日内补正"),
        min_value=1,
        max_value=180,
        initial=CORRECTION_DAYS,
        widget=forms.TextInput(attrs={"inputmode": "numeric"}),
        help_text=_("从明天起算；逾期未补正视为撤回。"),
    )

    def __init__(self, data: Mapping[str, Any] | None = None, *, page: selectors.CasePage) -> None:
        super().__init__(data)
        ticked = {
            row.code: row.verdict_note for row in page.materials if row.verdict == "gap" and not row.replaced
        }
        given = {row.code for row in page.materials if not row.replaced}
        self.targets = [(FORM, gettext("申请表"), "")]
        for material in page.situation.materials:
            required = material.necessity in {"required", "conditional"} and not material.shared_source
            note = gettext("没有提交") if required and material.code not in given else ""
            self.targets.append((material.code, material.name, ticked.get(material.code, note)))
        for code, name, note in self.targets:
            self.fields[f"gap_{code}"] = forms.BooleanField(label=name, required=False, initial=bool(note))
            self.fields[f"problem_{code}"] = words(_("缺什么、哪里不对"), rows=2, required=False, limit=500)
            self.fields[f"problem_{code}"].initial = note
            self.fields[f"advice_{code}"] = words(_("怎样补正"), rows=2, required=False, limit=500)

    def groups(self) -> list[tuple[Any, Any, Any]]:
        """Tick, problem and remedy of each target, for the template."""
        return [
            (self[f"gap_{code}"], self[f"problem_{code}"], self[f"advice_{code}"])
            for code, _name, _note in self.targets
        ]

    def clean(self) -> dict[str, Any]:
        """Everything ticked says what is wrong, told at its own field."""
        said = super().clean() or {}
        for code, name, _note in self.targets:
            if said.get(f"gap_{code}") and not said.get(f"problem_{code}"):
                text = gettext("“%(name)s”：请写明缺什么或者哪里不对，让申请人一次看懂。") % {"name": name}
                self.add_error(f"problem_{code}", text)
        return said

    @property
    def gaps(self) -> list[Gap]:
        """What was ticked."""
        said = self.cleaned_data
        return [
            Gap(code, said[f"problem_{code}"], said[f"advice_{code}"], name)
            for code, name, _note in self.targets
            if said.get(f"gap_{code}")
        ]
