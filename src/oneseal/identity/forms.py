"""Forms of the sign-in pages; whatever a service refuses is shown at its field."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from oneseal.foundation.problems import sentence
from oneseal.kernel.errors import RuleViolation, Violations


def refuse(form: forms.BaseForm, error: RuleViolation | Violations) -> None:
    """Show a refusal in the form: at its field where it has one, else at the head."""
    for item in error.items if isinstance(error, Violations) else [error]:
        form.add_error(item.field if item.field in form.fields else None, sentence(item))


def _password(label: Any, autocomplete: str, help_text: Any = "") -> forms.CharField:
    widget = forms.PasswordInput(attrs={"autocomplete": autocomplete})
    return forms.CharField(label=label, widget=widget, strip=False, max_length=128, help_text=help_text)


class SignInForm(forms.Form):
    """Login name and password."""

    login = forms.CharField(
        label=_("登录名"),
        max_length=60,
        widget=forms.TextInput(attrs={"autocomplete": "username", "autofocus": True}),
    )
    password = _password(_("密码"), "current-password")


class NewPasswordForm(forms.Form):
    """A new password, twice."""

    password = _password(_("新密码"), "new-password")
    again = _password(_("再输入一次新密码"), "new-password")

    def clean(self) -> dict[str, Any]:
        """Both must be the same."""
        data = super().clean() or {}
        if data.get("password") and data.get("again") and data["password"] != data["again"]:
            self.add_error("again", _("两次输入的密码不一致，请重新输入。"))
        return data


class ChangePasswordForm(NewPasswordForm):
    """The old password and a new one."""

    current = _password(_("当前密码"), "current-password")
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
