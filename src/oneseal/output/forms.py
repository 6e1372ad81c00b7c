"""Forms of shelves and parcels."""

from datetime import datetime
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from oneseal.foundation import clock
from oneseal.identity.forms import text_field
from oneseal.output.rules.boxes import FOUND, HOLD_DAYS


class UnitForm(forms.Form):
    """A new shelf unit, or more places of one."""

    unit = text_field(_("柜号"), 6, help_text=_("1至6个字母或数字，例如 A。"))
    rows = forms.IntegerField(label=_("几层"), min_value=1, max_value=50, initial=4)
    boxes = forms.IntegerField(label=_("每层几格"), min_value=1, max_value=200, initial=12)


class PutForm(forms.Form):
    """Into which place; the first free one where nothing is typed."""

    code = text_field(
        _("柜位"), 16, required=False, help_text=_("扫或输入格子上的编号；留空则放到第一个空位。")
    )


class CabinetForm(forms.Form):
    """A new self-service cabinet."""

    name = text_field(_("名称"), 20, help_text=_("短信里会写这个名称，例如“一楼取件柜”。"))
    site = text_field(_("放在哪里"), 120, help_text=_("例如“一楼大厅东门24小时自助区”。"))
    machine = text_field(_("柜子编号"), 40, help_text=_("厂家控制系统里的编号，开门按它找柜子。"))
    unit = text_field(_("柜号"), 6, help_text=_("1至6个字母或数字，例如 G，和出件柜不能重复。"))
    rows = forms.IntegerField(label=_("几层"), min_value=1, max_value=50, initial=4)
    boxes = forms.IntegerField(label=_("每层几格"), min_value=1, max_value=200, initial=6)
    hold_days = forms.IntegerField(
        label=_("最多存放几天（自然日）"), min_value=1, max_value=90, initial=HOLD_DAYS
    )


class LoadForm(forms.Form):
    """Which result is put into a cabinet."""

    number = text_field(_("办件号"), 40, help_text=_("扫或输入办件号。"))
    code = text_field(_("格子"), 16, required=False, help_text=_("留空则开第一个空格。"))


class DoubtForm(forms.Form):
    """What was found in a box in doubt."""

    found = forms.ChoiceField(
        label=_("打开格子看到"),
        choices=[(key, _(label)) for key, label in FOUND.items()],
        widget=forms.RadioSelect,
        error_messages={"required": _("请选择打开格子以后看到的情况。")},
    )
    said = text_field(_("怎样核实的"), 300, help_text=_("例如“已电话联系领取人，本人取走”。"))


class HandForm(forms.Form):
    """A parcel that was given to a courier over the counter."""

    courier = text_field(_("快递公司"), 40)
    waybill = text_field(_("快递单号"), 40)


class SignedForm(forms.Form):
    """Who signed for it and when, from the courier's slip."""

    recipient = text_field(_("签收人"), 60)
    at = forms.DateTimeField(
        label=_("签收时间"),
        help_text=_("以签收记录为准，这个时间就是送达时间。"),
        widget=forms.DateTimeInput(attrs={"type": "datetime-local"}, format="%Y-%m-%dT%H:%M"),
    )

    def moment(self) -> datetime:
        """The moment, where the bureau is."""
        given: datetime = self.cleaned_data["at"]
        return given if given.tzinfo else given.replace(tzinfo=clock.LOCAL)


class OpenForm(forms.Form):
    """What was in the parcel."""

    complete = forms.ChoiceField(
        label=_("拆件核对"),
        choices=[("yes", _("与申请人写的一致")), ("no", _("不一致：缺、多或者破损"))],
        widget=forms.RadioSelect,
        error_messages={"required": _("请选择核对结果。")},
    )
    found = text_field(_("实际收到什么"), 500, required=False, help_text=_("不一致的必填，会告诉申请人。"))

    def said(self) -> dict[str, Any]:
        """As services.open_papers takes it."""
        return {"complete": self.cleaned_data["complete"] == "yes", "found": self.cleaned_data["found"]}


class AddressForm(forms.Form):
    """To whom and where."""

    name = text_field(_("姓名"), 60, required=False)
    phone = text_field(_("电话"), 20, required=False, help_text=_("快递员要打这个电话。"))
    place = text_field(_("地址"), 200, required=False, help_text=_("写到门牌号。"))

    def address(self) -> dict[str, str]:
        """As services take it."""
        return {key: self.cleaned_data[key] for key in ("name", "phone", "place")}


METHODS = {
    "pickup": _("到窗口领取：凭取件码和身份证件"),
    "courier": _("快递寄给我：邮费由审批局承担"),
    "electronic": _("电子送达：发到“我的文书”"),
}


class DeliveryWishForm(AddressForm):
    """How the result is to come."""

    method = forms.ChoiceField(label=_("结果怎样给您"), widget=forms.RadioSelect)
    field_order = ("method", "name", "phone", "place")

    def __init__(self, *args: Any, methods: list[str], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        choices = [(key, METHODS[key]) for key in methods]
        method = self.fields["method"]
        assert isinstance(method, forms.ChoiceField)
        method.choices = choices


class PapersForm(AddressForm):
    """What the applicant sends, and where the courier collects it."""

    contents = text_field(_("寄哪些材料"), 500, help_text=_("例如：营业执照复印件1份、租赁合同原件1份。"))
    field_order = ("contents", "name", "phone", "place")


class FindingForm(forms.Form):
    """What became of a difference."""

    said = text_field(_("核实结果"), 300)
