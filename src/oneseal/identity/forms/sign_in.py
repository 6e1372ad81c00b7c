"""Forms of the sign-in pages."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from oneseal.identity.forms import password_field


class SignInForm(forms.Form):
    """Login name and password."""

    login = forms.CharField(
        label=_("登录名"),
        max_length=60,
        widget=forms.TextInput(attrs={"autocomplete": "username", "autofocus": True}),
    )
    password = password_field(_("密码"), "current-password")


class NewPasswordForm(forms.Form):
    """A new password, twice."""

    password = password_field(_("新密码"), "new-password")
    again = password_field(_("再输入一次新密码"), "new-password")

    def clean(self) -> dict[str, Any]:
        """Both must be the same."""
        data = super().clean() or {}
        if data.get("password") and data.get("again") and data["password"] != data["again"]:
            self.add_error("again", _("两次输入的密码不一致，请重新输入。"))
        return data


class ChangePasswordForm(NewPasswordForm):
    """The old password and a new one."""

    current = password_field(_("当前密码"), "current-password")
    field_order = ["current", "password", "again"]


class CodeForm(forms.Form):
    """The second factor."""

    code = forms.CharField(
        label=_("验证码"),
        max_length=20,
        help_text=_("输入验证器应用当前显示的 6 位数字；手机不在身边时，可输入一个未用过的 8 位恢复码。"),
        widget=forms.TextInput(
            attrs={"autocomplete": "one-time-code", "inputmode": "numeric", "autofocus": True}
        ),
    )


class BindForm(CodeForm):
    """The first code of a newly bound authenticator."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["code"].help_text = ""
