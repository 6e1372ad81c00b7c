"""Forms of the certificates' pages."""

from typing import TYPE_CHECKING, Any

from django import forms
from django.db.models import QuerySet
from django.utils.translation import gettext_lazy as _

from oneseal.seals.models import Certificate, Seal
from oneseal.seals.services import Given

LARGEST = 1_000_000
TOO_LARGE = _("文件太大，不会是证书或吊销列表。请选择签发机构给的文件。")


class _UploadForm(forms.Form):
    """A form with one small file."""

    content = forms.FileField(
        label=_("文件"),
        error_messages={"required": _("请选择文件。"), "empty": _("文件是空的（0 字节）。请重新选择。")},
    )

    def clean_content(self) -> Any:
        """No larger than a certificate may be."""
        upload = self.cleaned_data["content"]
        if upload.size > LARGEST:
            raise forms.ValidationError(TOO_LARGE, code="size")
        return upload


class ListForm(_UploadForm):
    """A revocation list."""


if TYPE_CHECKING:
    _ChoiceOfSeal = forms.ModelChoiceField[Seal]
else:
    _ChoiceOfSeal = forms.ModelChoiceField


class _SealField(_ChoiceOfSeal):
    """A choice of seals, each with its code."""

    def label_from_instance(self, obj: Seal) -> str:
        """Name and code."""
        return f"{obj.name}（{obj.code}）"


class ImportForm(_UploadForm):
    """A certificate from outside."""

    usage = forms.ChoiceField(label=_("用途"))
    password = forms.CharField(
        label=_("文件密码"),
        required=False,
        widget=forms.PasswordInput(attrs={"autocomplete": "off"}),
        help_text=_("只有 .p12、.pfx 文件需要。"),
    )
    seal = _SealField(
        label=_("用在哪一枚印章"),
        queryset=Seal.objects.none(),
        required=False,
        help_text=_("只有签章证书需要。"),
    )
    token = forms.CharField(label=_("密码机令牌"), required=False, max_length=64)
    token_label = forms.CharField(
        label=_("密钥标签"),
        required=False,
        max_length=64,
        help_text=_("私钥在密码机（PKCS#11）里时填写这两项。"),
    )
    field_order = ["usage", "content", "password", "seal", "token", "token_label"]

    def __init__(self, *args: Any, seals: QuerySet[Seal], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        usage, seal = self.fields["usage"], self.fields["seal"]
        assert isinstance(usage, forms.ChoiceField)
        assert isinstance(seal, _SealField)
        shown = ("root", "issuing", "seal", "timestamp")
        usage.choices = [(value, label) for value, label in Certificate.Usage.choices if value in shown]
        seal.queryset = seals.filter(state=Seal.State.ACTIVE)

    def given(self) -> Given:
        """What the service takes."""
        data = self.cleaned_data
        return Given(
            data["usage"],
            data["content"].read(),
            data["password"],
            data["seal"].pk if data["seal"] else None,
            data["token"],
            data["token_label"],
        )


class RevokeForm(forms.Form):
    """Why a certificate is revoked."""

    code = forms.ChoiceField(label=_("种类"), choices=Certificate.Reason.choices)
    reason = forms.CharField(
        label=_("原因"),
        max_length=200,
        widget=forms.Textarea(attrs={"rows": 2}),
        error_messages={"required": _("没有填写吊销的原因。请写明是谁、因为什么要求吊销。")},
    )
