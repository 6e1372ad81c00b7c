"""Forms of the pages for a forgotten password."""

from django import forms
from django.utils.translation import gettext_lazy as _

from oneseal.identity.forms import text_field
from oneseal.identity.forms.sign_in import NewPasswordForm


class AskForm(forms.Form):
    """Who one is."""

    number = text_field(_("证件号码"), 40, help_text=_("注册时用的身份证或其他证件号码。"))
    phone = text_field(_("手机号"), 30, help_text=_("注册时登记的手机号，验证码发到这个号码。"))
    field_order = ["number", "phone"]


class FinishForm(NewPasswordForm):
    """The code and a new password."""

    code = forms.CharField(
        label=_("短信验证码"),
        max_length=20,
        widget=forms.TextInput(attrs={"autocomplete": "one-time-code", "inputmode": "numeric"}),
    )
    field_order = ["code", "password", "again"]
