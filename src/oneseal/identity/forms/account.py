"""Forms of citizens: registering, authorising, claiming an organisation."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from oneseal.identity.forms import day_field, password_field, text_field
from oneseal.identity.rules.applicants import Particulars

PERSON_IDS = [
    ("resident_id", _("居民身份证")),
    ("residence_permit", _("港澳台居民居住证")),
    ("foreigner_permit", _("外国人永久居留身份证")),
    ("passport", _("护照")),
]


class RegisterForm(forms.Form):
    """A citizen opens an account."""

    name = text_field(_("姓名"), 60, help_text=_("与证件上的写法一致；少数民族姓名用间隔号“·”。"))
    id_kind = forms.ChoiceField(label=_("证件类型"), choices=PERSON_IDS)
    number = text_field(_("证件号码"), 40)
    phone = text_field(_("手机号"), 30, help_text=_("用于接收办理进度通知。"))
    login = text_field(_("登录名"), 60, help_text=_("小写字母、数字、点、短横线或下划线，3至60个。"))
    password = password_field(_("密码"), "new-password")
    again = password_field(_("再输入一次密码"), "new-password")
    consent = forms.BooleanField(
        label=_("我同意本系统为办理政务服务保存和使用以上信息"),
        error_messages={"required": _("请勾选同意后再注册；不同意可到窗口现场办理。")},
    )

    def clean(self) -> dict[str, Any]:
        """Both passwords must be the same."""
        data = super().clean() or {}
        if data.get("password") and data.get("again") and data["password"] != data["again"]:
            self.add_error("again", _("两次输入的密码不一致，请重新输入。"))
        return data

    def particulars(self) -> Particulars:
        """Who registers."""
        data = self.cleaned_data
        return Particulars("person", data["name"], data["id_kind"], data["number"], data["phone"])


class AuthoriseForm(forms.Form):
    """Let somebody act for me or for my organisation."""

    principal = forms.TypedChoiceField(label=_("授权方"), coerce=int)
    agent_name = text_field(_("代办人姓名"), 60)
    agent_number = text_field(_("代办人证件号码"), 40, help_text=_("代办人须先注册账号。"))
    from_on = day_field(_("开始日期"))
    to_on = day_field(_("截止日期"), help_text=_("最后一天仍然有效；最长3年，可随时撤销。"))
    item_codes = text_field(
        _("限定事项编码"),
        500,
        required=False,
        help_text=_("只授权部分事项时填写，用逗号分开；留空为全部事项。"),
    )

    def __init__(self, *args: Any, principals: list[tuple[int, str]], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        field = self.fields["principal"]
        if isinstance(field, forms.TypedChoiceField):
            field.choices = principals

    def clean_item_codes(self) -> list[str]:
        """Codes apart, both commas understood."""
        return [
            code.strip()
            for code in self.cleaned_data["item_codes"].replace("，", ",").split(",")
            if code.strip()
        ]


class ClaimForm(forms.Form):
    """Say that one is an organisation's legal representative."""

    name = text_field(_("单位名称"), 120)
    number = text_field(_("统一社会信用代码"), 30)
    phone = text_field(_("联系电话"), 30)
    legal_representative = text_field(_("法定代表人（负责人）"), 60)

    def particulars(self) -> Particulars:
        """The organisation."""
        data = self.cleaned_data
        return Particulars(
            "organisation", data["name"], "uscc", data["number"], data["phone"], data["legal_representative"]
        )
