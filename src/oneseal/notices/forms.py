"""Forms of the inbox."""

from django import forms
from django.utils.translation import gettext_lazy as _


class PreferenceForm(forms.Form):
    """Channels beside the inbox."""

    sms = forms.BooleanField(label=_("同时发短信到我的手机"), required=False)
    email = forms.BooleanField(label=_("同时发电子邮件给我"), required=False)
