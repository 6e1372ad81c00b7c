"""Forms of the hall's set-up: hall, zone, line, window, shift, a day of its own, who sits where."""

from collections.abc import Iterable
from datetime import datetime
from typing import Any

from django import forms
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from oneseal.foundation import clock
from oneseal.identity.forms import fill, text_field
from oneseal.queueing.extensions import ItemSet
from oneseal.queueing.models import KINDS, SHIFTS
from oneseal.queueing.rules.opening import ShiftSpan

WEEKDAYS = [
    (0, _("周一")),
    (1, _("周二")),
    (2, _("周三")),
    (3, _("周四")),
    (4, _("周五")),
    (5, _("周六")),
    (6, _("周日")),
]


def _day(label: Any, *, required: bool = True, help_text: Any = "") -> forms.DateField:
    picker = forms.DateInput(attrs={"type": "date"})
    return forms.DateField(label=label, required=required, help_text=help_text, widget=picker)


def _time(label: Any, *, required: bool = True) -> forms.TimeField:
    return forms.TimeField(label=label, required=required, widget=forms.TimeInput(attrs={"type": "time"}))


def _whole(label: Any, lowest: int, highest: int, initial: int, help_text: Any = "") -> forms.IntegerField:
    return forms.IntegerField(
        label=label, min_value=lowest, max_value=highest, initial=initial, help_text=help_text
    )


def _choice(label: Any, *, required: bool = True, help_text: Any = "") -> forms.TypedChoiceField:
    return forms.TypedChoiceField(
        label=label, coerce=int, empty_value=None, required=required, help_text=help_text
    )


class HallForm(forms.Form):
    """A hall."""

    name = text_field(_("大厅名称"), 120)
    address = text_field(_("地址"), 200, required=False)
    phone = text_field(_("咨询电话"), 40, required=False)
    slot_minutes = _whole(_("预约时段（分钟）"), 10, 120, 30)
    silent = forms.BooleanField(label=_("无声叫号（只在屏幕和手机上显示）"), required=False)


class ZoneForm(forms.Form):
    """A zone."""

    name = text_field(_("分区名称"), 60)
    floor = text_field(_("楼层"), 20, required=False)


class LineForm(forms.Form):
    """A line."""

    name = text_field(_("办理内容"), 60)
    letter = text_field(_("号的字头"), 1, help_text=_("一个大写字母，例如 A。"))
    theme = forms.ChoiceField(
        label=_("随一件事"),
        required=False,
        help_text=_("选了一件事，限定的事项就是它的事项，它改了这里跟着改。"),
    )
    items = forms.TypedMultipleChoiceField(
        label=_("限定的事项"),
        coerce=int,
        required=False,
        widget=forms.CheckboxSelectMultiple,
        help_text=_("不选表示什么都办，可以选多项。"),
    )
    minutes = _whole(_("每位预计（分钟）"), 1, 240, 10)
    target = _whole(_("等候目标（分钟）"), 1, 240, 20, _("超过它，大厅页会建议调整窗口。"))
    per_slot = _whole(_("每个时段可预约"), 0, 200, 0, _("0 表示不接受预约。"))
    ahead = _whole(_("至少提前（天）"), 0, 30, 1)
    horizon = _whole(_("最远预约（天）"), 0, 90, 14)

    def __init__(self, *args: Any, items: list[Any], sets: Iterable[ItemSet], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        named = [("", gettext("不随")), *((each.code, each.title) for each in sets)]
        fill(self, "theme", named)
        fill(self, "items", [(each.pk, each.name) for each in items])


class WindowForm(forms.Form):
    """A window."""

    number = text_field(_("窗口号"), 8)
    name = text_field(_("窗口名称"), 60, required=False)
    kind = forms.ChoiceField(label=_("窗口类型"), choices=KINDS)
    zone_id = _choice(_("所在分区"))
    post_id = _choice(
        _("由哪个岗位办理"), required=False, help_text=_("选了岗位，不在这个岗位的人不能开窗。")
    )
    lines = forms.TypedMultipleChoiceField(
        label=_("办理的队列"), coerce=int, widget=forms.CheckboxSelectMultiple, required=False
    )

    def __init__(
        self, *args: Any, zones: list[Any], lines: list[Any], posts: list[Any], **kwargs: Any
    ) -> None:
        super().__init__(*args, **kwargs)
        chosen: dict[str, list[tuple[Any, str]]] = {
            "zone_id": [(each.pk, each.name) for each in zones],
            "post_id": [("", gettext("不限岗位")), *((each.pk, each.name) for each in posts)],
            "lines": [(each.pk, f"{each.letter} {each.name}") for each in lines],
        }
        for name, choices in chosen.items():
            fill(self, name, choices)


class ShiftForm(forms.Form):
    """A shift."""

    kind = forms.ChoiceField(label=_("班次"), choices=SHIFTS, help_text=_("调休上班的周末算工作日。"))
    starts = _time(_("开始"))
    ends = _time(_("结束"))
    weekdays = forms.TypedMultipleChoiceField(
        label=_("只在这些天"),
        coerce=int,
        choices=WEEKDAYS,
        required=False,
        widget=forms.CheckboxSelectMultiple,
        help_text=_("不选表示这类日子每天都开。"),
    )
    from_on = _day(_("从哪天起"))
    to_on = _day(_("到哪天止"), required=False)

    def span(self) -> ShiftSpan:
        """As the service takes it."""
        data = self.cleaned_data
        return ShiftSpan(**data | {"weekdays": frozenset(data["weekdays"])})


class DayForm(forms.Form):
    """A day of its own."""

    day = _day(_("哪一天"))
    starts = _time(_("开始（不填表示全天不开）"), required=False)
    ends = _time(_("结束"), required=False)
    reason = text_field(_("原因"), 200, help_text=_("群众会看到，例如：设备检修。"))

    def hours(self) -> Any:
        """The hours; None for a closed day."""
        starts, ends = self.cleaned_data["starts"], self.cleaned_data["ends"]
        return (starts, ends) if starts and ends else None


class SeatForm(forms.Form):
    """Who sits where."""

    window = _choice(_("窗口"))
    staff = _choice(_("谁"))
    day = _day(_("哪一天"))
    starts = _time(_("从"))
    ends = _time(_("到"))

    def __init__(self, *args: Any, windows: list[Any], people: list[Any], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        fill(self, "window", [(each.pk, each.number) for each in windows])
        fill(self, "staff", [(each.pk, each.name) for each in people])

    def moments(self) -> tuple[datetime, datetime]:
        """From when till when."""
        data = self.cleaned_data
        return tuple(  # type: ignore[return-value]
            datetime.combine(data["day"], data[name], clock.LOCAL) for name in ("starts", "ends")
        )


class BrandForm(forms.Form):
    """How a hall shows itself."""

    name = text_field(_("全称"), 60, help_text=_("写在叫号屏、自助机和公开页上。"))
    short_name = text_field(_("简称"), 20, help_text=_("写在窗口屏和号条上。"))
    slogan = text_field(_("标语"), 60, required=False)
    colour = forms.CharField(
        label=_("主色"),
        widget=forms.TextInput(attrs={"type": "color", "list": "brand-colours"}),
        help_text=_("标题栏的底色，上面是白字，对比度至少 4.5:1。"),
    )
    phone = text_field(_("电话"), 40, required=False, help_text=_("不填用大厅的咨询电话。"))
    address = text_field(_("地址"), 200, required=False, help_text=_("不填用大厅的地址。"))
    file = forms.FileField(
        label=_("标识图案"),
        required=False,
        help_text=_("PNG 或 JPEG，不超过 1 MB，不收 SVG；不选保持原来的，没有的用系统标志。"),
        widget=forms.ClearableFileInput(attrs={"accept": "image/png,image/jpeg"}),
    )
    bare = forms.BooleanField(label=_("去掉原来的图案"), required=False)


class BrandDayForm(forms.Form):
    """From when on it counts."""

    from_on = _day(_("从哪天起启用"))
