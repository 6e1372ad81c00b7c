"""What follows a negative evaluation: the contact and the remedy (EVA-4)."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from oneseal.cases.forms.desk_acts import DeskForm
from oneseal.identity.forms import words


class ContactForm(DeskForm):
    """What the applicant said, and whether it is so."""

    note = words(_("回访情况"), _("联系到谁、反映了什么、核实结果。加密保存，被评价的人看不到。"), rows=4)
    founded = forms.ChoiceField(
        label=_("核实结果"),
        choices=[("yes", _("属实，需要整改")), ("no", _("不属实或者误评，说明情况"))],
        widget=forms.RadioSelect,
    )

    def said(self) -> dict[str, Any]:
        """As services.contact_evaluator takes it."""
        return {"note": self.cleaned_data["note"], "founded": self.cleaned_data["founded"] == "yes"}


class RemedyForm(DeskForm):
    """What was put right."""

    remedy = words(
        _("整改措施和结果"), _("申请人看得到，会收到通知，可以追评一次。请不要写工作人员姓名。"), rows=4
    )

    def said(self) -> dict[str, Any]:
        """As services.rectify_evaluation takes it."""
        return {"remedy": self.cleaned_data["remedy"]}
