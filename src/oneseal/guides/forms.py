"""Forms of the guides."""

from datetime import date, datetime
from typing import Any

from django import forms
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from oneseal.foundation import clock
from oneseal.guides.models import KIND_CHOICES
from oneseal.identity.forms import fill, pick_field, text_field


def _time(label: Any) -> forms.TimeField:
    return forms.TimeField(label=label, widget=forms.TimeInput(attrs={"type": "time"}, format="%H:%M"))


def _zones(form: forms.Form, zones: list[Any]) -> None:
    choices = [(0, gettext("整个大厅")), *((each.pk, str(each.name)) for each in zones)]
    fill(form, "zone", choices)


class ShiftForm(forms.Form):
    """Who guides from when till when; the day is the page's."""

    staff = pick_field(_("谁"))
    zone = pick_field(_("在哪里"), required=False)
    starts = _time(_("从"))
    ends = _time(_("到"))

    def __init__(self, *args: Any, people: list[Any], zones: list[Any], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        fill(self, "staff", people, empty=True)
        _zones(self, zones)

    def said(self, day: date) -> dict[str, Any]:
        """As services.plan_shift takes it."""
        data = self.cleaned_data
        return {
            "staff_id": data["staff"],
            "zone_id": data["zone"] or 0,
            "starts": datetime.combine(day, data["starts"], clock.LOCAL),
            "ends": datetime.combine(day, data["ends"], clock.LOCAL),
        }


class TaskForm(forms.Form):
    """What a guide is asked to do."""

    kind = forms.ChoiceField(label=_("什么事"), choices=KIND_CHOICES)
    zone = pick_field(_("在哪里"), required=False)
    text = text_field(_("说明"), 300, help_text=_("不写群众的姓名和证件号。例如：A012 领到 03 号窗口。"))

    def __init__(self, *args: Any, zones: list[Any], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        _zones(self, zones)
