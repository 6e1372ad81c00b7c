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


class FaceForm(forms.Form):
    """Separate consent, and one picture from the camera."""

    consent = forms.BooleanField(
        label=_("我已看清上面的说明，单独同意把我的照片、姓名和身份证号发给比对服务，只用于这一次核验"),
        required=False,
    )
    picture = forms.FileField(
        label=_("照片"),
        error_messages={"required": _("没有收到能用的照片，请允许使用摄像头后重新拍。")},
        widget=forms.FileInput(attrs={"accept": "image/jpeg", "hidden": True, "tabindex": "-1"}),
    )
