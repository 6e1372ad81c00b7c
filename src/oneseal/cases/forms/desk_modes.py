"""Forms of the file of broken promises."""

from django import forms
from django.utils.translation import gettext_lazy as _

from oneseal.cases.forms.desk_acts import DeskForm, words


class DishonestyForm(DeskForm):
    """What another agency found about an applicant."""

    number = forms.CharField(label=_("证件号码"), max_length=30, help_text=_("申请人的完整证件号码。"))
    fact = words(_("失信事实"), rows=2, limit=500)
    source = forms.CharField(label=_("认定机关和文书号"), max_length=200)
    found_on = forms.DateField(label=_("认定日期"), widget=forms.DateInput(attrs={"type": "date"}))


class RepairForm(DeskForm):
    """Credit was repaired."""

    repair = forms.CharField(label=_("修复依据"), max_length=500)
