"""Forms of devices: pairing, the registry, what a visitor types."""

from typing import Any
from uuid import UUID

from django import forms
from django.utils.translation import gettext_lazy as _

from oneseal.devices.models import Device
from oneseal.devices.rules.kinds import KINDS
from oneseal.identity.forms import fill, text_field


class CodeForm(forms.Form):
    """A code of pairing."""

    code = forms.CharField(
        label=_("配对码"),
        max_length=12,
        help_text=_("管理员登记设备以后看到的八位数字，十五分钟内有效，只能用一次。"),
        widget=forms.TextInput(attrs={"inputmode": "numeric", "autocomplete": "off"}),
        error_messages={"required": _("请输入配对码。")},
    )


def _choice(label: Any, help_text: Any = "") -> forms.TypedChoiceField:
    return forms.TypedChoiceField(
        label=label, coerce=int, empty_value=None, required=False, help_text=help_text
    )


class DeviceForm(forms.Form):
    """A new device; zones and windows are those of all halls, each named with its hall."""

    kind = forms.ChoiceField(label=_("种类"), choices=[(key, _(label)) for key, label in KINDS.items()])
    name = text_field(_("名称"), 60, help_text=_("例如“一楼东侧一体机”。"))
    hall = _choice(_("大厅"))
    zone = _choice(_("分区"), _("分区叫号屏必选。"))
    window = _choice(_("窗口"), _("窗口屏和窗口平板必选。"))
    site = text_field(
        _("大厅以外的地点"), 120, required=False, help_text=_("社区终端必填，例如“清河街道便民服务中心”。")
    )
    maker = text_field(_("品牌型号"), 60, required=False)

    def __init__(self, *args: Any, halls: Any, zones: Any, windows: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for name, rows in (("hall", halls), ("zone", zones), ("window", windows)):
            self.fields[name].choices = [("", _("无")), *rows]  # type: ignore[attr-defined]


class LockForm(forms.Form):
    """Why a device is locked."""

    reason = text_field(_("锁定原因"), 200)


class PaperForm(forms.Form):
    """How many sheets lie in a device."""

    sheets = forms.IntegerField(label=_("现有纸张（张）"), min_value=0, max_value=5000)

    def __init__(self, *args: Any, device: Device | None = None, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["sheets"].initial = 500 if device is None or not device.paper else device.paper


class PickupForm(forms.Form):
    """The pick-up code of a result."""

    code = forms.CharField(
        label=_("取件码"),
        max_length=12,
        help_text=_("短信里的六位数字。"),
        widget=forms.TextInput(attrs={"inputmode": "numeric", "autocomplete": "off"}),
        error_messages={"required": _("请输入取件码。")},
    )


class CollectForm(PickupForm):
    """Where a result lies."""

    proof = forms.CharField(
        label=_("申请人证件号码后四位"),
        max_length=4,
        min_length=4,
        widget=forms.TextInput(attrs={"autocomplete": "off"}),
        error_messages={"required": _("请输入证件号码后四位。"), "min_length": _("请输入证件号码后四位。")},
    )


class TakeForm(PickupForm):
    """What opens a box of the cabinet: the code, and the document number of who did not sign in."""

    document = forms.CharField(
        label=_("领取人身份证件号码"),
        max_length=30,
        help_text=_("本人的；代领的填代领人自己的，要先办好委托。"),
        widget=forms.TextInput(attrs={"autocomplete": "off"}),
        error_messages={"required": _("请输入身份证件号码。")},
    )

    def __init__(self, *args: Any, signed_in: bool, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if signed_in:
            del self.fields["document"]


class BesideForm(forms.Form):
    """Which cabinet a device stands at."""

    cabinet = forms.TypedChoiceField(
        label=_("旁边的取件柜"),
        coerce=UUID,
        empty_value=None,
        required=False,
        help_text=_("选了以后，访客可以在这台设备上开柜取件。"),
    )

    def __init__(self, *args: Any, device: Device, cabinets: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        field = self.fields["cabinet"]
        assert isinstance(field, forms.TypedChoiceField)
        field.choices = [
            ("", _("无")),
            *((str(each.uid), f"{each.name}（{each.site}）") for each in cabinets),
        ]
        field.initial = str(device.cabinet.uid) if device.cabinet else ""


class PrintsForm(forms.Form):
    """Whose certificates a device prints."""

    printer_id = _choice(_("打印哪台打证机的证照"), _("选了以后，这台设备按身份自动取单；设备改名也不变。"))

    def __init__(self, *args: Any, device: Device, printers: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        fill(self, "printer_id", [("", _("无")), *((each.pk, each.name) for each in printers)])
        self.fields["printer_id"].initial = device.blank_printer_id


class SheetForm(forms.Form):
    """A form filled at a station, by its code; `case` names the draft that it goes into."""

    code = forms.CharField(
        label=_("取表码"),
        max_length=12,
        help_text=_("申请人在自助填单机上得到的八位数字。"),
        widget=forms.TextInput(attrs={"inputmode": "numeric", "autocomplete": "off"}),
        error_messages={"required": _("请输入取表码。")},
    )
    case = forms.IntegerField(required=False, min_value=1, max_value=2**63 - 1, widget=forms.HiddenInput)
