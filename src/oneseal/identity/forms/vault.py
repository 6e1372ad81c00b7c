"""Forms of the sign-ins that somebody keeps."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from oneseal.identity.forms import day_field, password_field, text_field


class ChangeCredentialForm(forms.Form):
    """Login, secret and when to change it next."""

    login = text_field(_("登录名"), 120)
    secret = password_field(_("密码"), "off")
    rotate_on = day_field(_("下次更换日期"), required=False, help_text=_("到期前 14 天起，登录时提醒。"))


class KeepCredentialForm(ChangeCredentialForm):
    """The same with the system it belongs to."""

    system = text_field(_("系统名称"), 80, help_text=_("例如“省投资项目在线审批监管平台”。"))
    address = text_field(_("网址"), 200, required=False)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.order_fields(["system", "address"])


class RevealForm(forms.Form):
    """The owner's own password again."""

    current = password_field(_("您登录本系统的密码"), "current-password")
