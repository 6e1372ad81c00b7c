"""Forms of the verification page."""

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from oneseal.documents.rules.numbers import normal_code


class CodeForm(forms.Form):
    """The code under a document's QR code."""

    code = forms.CharField(
        label=_("核验码"),
        max_length=80,
        help_text=_("在文书左下角二维码下面，共26位。空格、横线和大小写不影响。"),
        error_messages={"required": _("请填写核验码，或者用手机扫描文书上的二维码。")},
        widget=forms.TextInput(
            attrs={"autocomplete": "off", "autocapitalize": "characters", "spellcheck": "false"}
        ),
    )

    def clean_code(self) -> str:
        """The code as it is stored."""
        code = normal_code(self.cleaned_data["code"])
        if not code:
            raise ValidationError(_("核验码应为26位字母和数字。请对照文书左下角重新填写。"), code="shape")
        return code


class CompareForm(forms.Form):
    """The file that somebody was given."""

    file = forms.FileField(
        label=_("电子文书（PDF或OFD）"),
        help_text=_(
            "检查文件上的电子印章和内容有没有改动，文件不会保存。打印或截图后的文件无法检查，请用核验码。"
        ),
        error_messages={
            "required": _("请选择收到的PDF或OFD文件。"),
            "empty": _("文件是空的（0 字节）。请重新选择收到的PDF或OFD文件。"),
        },
        widget=forms.ClearableFileInput(attrs={"accept": "application/pdf,.pdf,.ofd"}),
    )


class LetterheadForm(forms.Form):
    """What the bureau's documents carry."""

    issuer = forms.CharField(
        label=_("单位名称"),
        max_length=80,
        help_text=_("印在红头、落款和印章上，请用全称。"),
        error_messages={"required": _("没有填写单位名称。请填写全称。")},
    )
    number_word = forms.CharField(
        label=_("发文代字"),
        error_messages={"required": _("没有填写发文代字。请填写1至6个汉字，如“云审”。")},
        max_length=10,
        help_text=_("如“云审”，受理通知书的文号就是：云审受〔2026〕第0001号。"),
    )
    seal_text = forms.CharField(
        label=_("印章下方文字"),
        max_length=20,
        initial=_("行政审批专用章"),
        error_messages={"required": _("没有填写印章下方文字。一般填“行政审批专用章”。")},
    )
    address = forms.CharField(label=_("地址"), max_length=200, required=False)
    phone = forms.CharField(label=_("咨询电话"), max_length=60, required=False)
    reconsideration_body = forms.CharField(
        label=_("行政复议机关"),
        max_length=120,
        required=False,
        help_text=_("写进不予受理、不予许可决定书。不填则印“本机关的本级人民政府”。"),
    )
    court = forms.CharField(
        label=_("行政诉讼管辖法院"),
        max_length=120,
        required=False,
        help_text=_("不填则印“有管辖权的人民法院”。"),
    )
