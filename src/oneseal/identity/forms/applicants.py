"""Forms of the clerk's page of an applicant."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from oneseal.identity.forms import text_field


class CorrectForm(forms.Form):
    """What may be corrected against the papers; the number may not."""

    name = text_field(_("姓名或单位名称"), 120)
    phone = text_field(_("新手机号或电话"), 30, required=False, help_text=_("留空则不改。"))
    legal_representative = text_field(_("法定代表人（负责人）"), 60, required=False)
    address = text_field(_("地址"), 200, required=False)
    reason = text_field(
        _("更正原因"), 200, help_text=_("写明核对了什么证件，例如“核对身份证原件，登记时姓名写错”。")
    )

    def __init__(self, *args: Any, person: bool, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if person:
            self.fields["legal_representative"].widget = forms.HiddenInput()


class SeenForm(forms.Form):
    """The identity card was seen."""

    seen = forms.BooleanField(label=_("已核对本人身份证原件，人证一致"), required=False)
