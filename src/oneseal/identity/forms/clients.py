"""Forms for the tokens of other systems."""

from datetime import timedelta
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from oneseal.foundation import clock
from oneseal.identity.forms import day_field, text_field
from oneseal.identity.rules.scopes import SCOPES

USUAL_DAYS = 180
"""Calendar days that are offered for a new token."""


class ClientForm(forms.Form):
    """Another system that may call the API."""

    name = text_field(
        _("系统名称"), 80, help_text=_("例如“市一体化政务服务平台”，办件来源和操作日志中显示。")
    )
    purpose = text_field(_("用途"), 200, required=False, help_text=_("例如对接单位、联系人和电话。"))
    scopes = forms.MultipleChoiceField(
        label=_("权限"),
        choices=[(code, _(name)) for code, name in SCOPES.items()],
        widget=forms.CheckboxSelectMultiple,
        error_messages={"required": _("请至少选择一项权限。")},
    )
    expires_on = day_field(_("到期日"), help_text=_("当天仍可使用，最长一年。"))

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.initial.setdefault("expires_on", clock.today() + timedelta(days=USUAL_DAYS))


class WithdrawForm(forms.Form):
    """Why a token ends before its day."""

    reason = text_field(_("停用原因"), 200)
