"""Forms of assurance."""

from django import forms
from django.utils.translation import gettext_lazy as _

from oneseal.identity.forms import text_field


class SeeForm(forms.Form):
    """A document that was compared with the person before the clerk."""

    number = text_field(_("来人的证件号码"), 40, help_text=_("本人、代理人或者受托人的身份证件。"))
    same = forms.BooleanField(label=_("我已当面核对：证件是原件，照片与来人一致"), required=False)


class SeeAnybodyForm(SeeForm):
    """The same where no case is open yet."""

    party = text_field(
        _("为谁来办（证件号码或者统一社会信用代码）"),
        40,
        required=False,
        help_text=_("给自己办的不用填。"),
    )
    field_order = ("party", "number", "same")
