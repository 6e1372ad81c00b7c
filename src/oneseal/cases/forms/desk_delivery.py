"""Forms of the delivery counter."""

from django import forms
from django.utils.translation import gettext_lazy as _

from oneseal.cases.forms.desk_acts import DeskForm


class HandOverForm(DeskForm):
    """To whom it was handed over, and how they were recognised."""

    pickup_code = forms.CharField(
        label=_("取件码"),
        max_length=12,
        required=False,
        widget=forms.TextInput(attrs={"inputmode": "numeric", "autocomplete": "off"}),
        help_text=_("申请人手机短信里的六位数字；没有取件码的可以留空。"),
    )
    identifier = forms.CharField(
        label=_("领取人身份证件号码"),
        max_length=40,
        required=False,
        widget=forms.TextInput(attrs={"autocomplete": "off"}),
        help_text=_("到窗口领取的必填：核验原件，与申请人或其代理人比对，加密保存。"),
    )
    recipient = forms.CharField(label=_("领取人姓名"), max_length=60)
    relation = forms.CharField(
        label=_("与申请人的关系"),
        max_length=60,
        required=False,
        help_text=_("本人领取可不填；代领的写明关系和委托书。"),
    )
    signed = forms.BooleanField(
        label=_("领取人已在送达回证上签字（快递以签收记录为准）"),
        error_messages={"required": _("请先请领取人签字，或者核对快递签收记录。")},
    )
