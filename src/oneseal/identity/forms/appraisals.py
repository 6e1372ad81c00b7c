"""Form of a yearly appraisal."""

from django import forms
from django.utils.translation import gettext_lazy as _

from oneseal.identity.forms import text_field
from oneseal.identity.models.people import AppraisalGrade


class AppraisalForm(forms.Form):
    """The result of somebody's year."""

    grade = forms.ChoiceField(label=_("考核等次"), choices=AppraisalGrade.choices, widget=forms.RadioSelect)
    remark = text_field(
        _("说明"), 300, required=False, help_text=_("例如平时考核情况、会议纪要文号。本人看得到。")
    )
