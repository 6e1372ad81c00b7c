"""Forms of publicity."""

from typing import Any

from django import forms
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from oneseal.identity.forms import day_field
from oneseal.publicity.models import Publication
from oneseal.publicity.rules.fields import CORRECTABLE, DAYS, FIELDS

LONG = ("content", "remark")


def _reason() -> forms.CharField:
    widget = forms.Textarea(attrs={"rows": 2})
    return forms.CharField(label=_("原因"), max_length=300, widget=widget)


class PublishForm(forms.Form):
    """A button."""


class ReasonForm(forms.Form):
    """An act that needs a reason."""

    reason = _reason()


class CorrectForm(forms.Form):
    """What is published, to be put right; starts with what stands there."""

    reason = _reason()

    def __init__(self, data: Any = None, *, publication: Publication) -> None:
        super().__init__(data, initial=publication.fields, auto_id="id_correct_%s")
        for name in CORRECTABLE:
            self.fields[name] = _field(name)
        self.order_fields([*CORRECTABLE, "reason"])

    def clean(self) -> dict[str, Any]:
        """Days as they are published."""
        cleaned = dict(self.cleaned_data)
        for name in set(DAYS) & set(CORRECTABLE):
            day = cleaned.get(name)
            cleaned[name] = day.isoformat() if day else ""
        return cleaned


def _field(name: str) -> forms.Field:
    label = gettext(FIELDS[name])
    if name in DAYS:
        return day_field(label, required=False)
    widget = forms.Textarea(attrs={"rows": 2}) if name in LONG else forms.TextInput()
    return forms.CharField(label=label, max_length=1000, widget=widget, required=name == "holder")
