"""The filter of the journal page."""

from collections.abc import Mapping
from datetime import date, timedelta
from typing import Any

from django import forms
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from oneseal.foundation import telling

WIDEST = 92


class DayInput(forms.DateInput):
    """A day as browsers pick it."""

    input_type = "date"

    def __init__(self) -> None:
        super().__init__(format="%Y-%m-%d")


class JournalFilterForm(forms.Form):
    """Which entries of the journal to show. Without a subject the days must lie close together."""

    subject_kind = forms.CharField(label=_("对象类型"), required=False, max_length=40, widget=forms.Select)
    subject_id = forms.IntegerField(label=_("对象编号"), required=False, min_value=0, max_value=2**63 - 1)
    who = forms.CharField(label=_("操作人"), required=False, max_length=120)
    kind = forms.CharField(label=_("方面"), required=False, max_length=60, widget=forms.Select)
    first = forms.DateField(label=_("开始日期"), widget=DayInput)
    last = forms.DateField(label=_("结束日期"), widget=DayInput)

    def __init__(self, data: Mapping[str, str]) -> None:
        super().__init__(data)
        for name, words in (("subject_kind", telling.SUBJECTS), ("kind", telling.CONTEXTS)):
            given = data.get(name, "")
            choices = {"": _("全部")} | {code: gettext(word) for code, word in words.items()}
            self.fields[name].widget.choices = list(({given: given} | choices).items())
        for field in self.fields.values():
            field.widget.attrs["class"] = "form-control"

    def clean(self) -> dict[str, Any]:
        """Order and width of the days."""
        data = super().clean() or {}
        first, last = data.get("first"), data.get("last")
        if first and last and first > last:
            self.add_error("last", _("结束日期早于开始日期，请重新选择。"))
        elif first and last and not data.get("subject_kind") and (last - first).days > WIDEST:
            self.add_error("first", _("未指定对象时，一次最多查询 92 天，请缩短日期范围。"))
        return data

    @staticmethod
    def defaults(today: date) -> dict[str, str]:
        """The last seven days."""
        return {"first": (today - timedelta(days=6)).isoformat(), "last": today.isoformat()}
