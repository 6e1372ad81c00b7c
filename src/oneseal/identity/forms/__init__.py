"""Forms of identity's pages; whatever a service refuses is shown at its field."""

from collections.abc import Callable, Iterable
from typing import Any

from django import forms
from django.utils.translation import gettext

from oneseal.foundation.problems import sentence
from oneseal.kernel.errors import RuleViolation, Violations


def refuse(form: forms.BaseForm, error: RuleViolation | Violations) -> None:
    """Show a refusal in the form: at its field where it has one, else at the head."""
    for item in error.items:
        form.add_error(item.field if item.field in form.fields else None, sentence(item))


def password_field(label: Any, autocomplete: str, help_text: Any = "") -> forms.CharField:
    """A password, kept as it is typed."""
    widget = forms.PasswordInput(attrs={"autocomplete": autocomplete})
    return forms.CharField(label=label, widget=widget, strip=False, max_length=128, help_text=help_text)


def money_field(
    label: Any, *, required: bool = True, help_text: Any = "", least: Any = 0
) -> forms.DecimalField:
    """An amount in 元, to the 分; `least` the smallest."""
    return forms.DecimalField(
        label=label,
        min_value=least,
        max_digits=14,
        decimal_places=2,
        required=required,
        help_text=help_text,
        widget=forms.NumberInput(attrs={"step": "0.01", "inputmode": "decimal"}),
    )


def day_field(label: Any, *, required: bool = True, help_text: Any = "") -> forms.DateField:
    """A day, with the browser's calendar."""
    widget = forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d")
    return forms.DateField(label=label, widget=widget, required=required, help_text=help_text)


def text_field(label: Any, length: int, *, required: bool = True, help_text: Any = "") -> forms.CharField:
    """One line of text."""
    return forms.CharField(label=label, max_length=length, required=required, help_text=help_text)


def words(
    label: Any, help_text: Any = "", *, rows: int = 3, required: bool = True, limit: int = 2000
) -> forms.CharField:
    """Some sentences."""
    widget = forms.Textarea(attrs={"rows": rows})
    return forms.CharField(
        label=label, help_text=help_text, required=required, max_length=limit, widget=widget
    )


def pick_field(label: Any, *, required: bool = True, help_text: Any = "") -> forms.TypedChoiceField:
    """One of some rows, by its id; the form puts the choices in (`fill`)."""
    return forms.TypedChoiceField(
        label=label, coerce=int, empty_value=None, required=required, help_text=help_text
    )


def fill(form: forms.BaseForm, name: str, choices: Iterable[tuple[Any, Any]], *, empty: bool = False) -> None:
    """Put choices into a field; with `empty`, that none is picked yet stands first."""
    first = [("", gettext("请选择"))] if empty else []
    form.fields[name].choices = [*first, *choices]  # type: ignore[attr-defined]  # a field of choices has them


def attempt(form: forms.BaseForm, act: Callable[[], object]) -> bool:
    """Run an act if the form is right; False where the form or the act refuses, which the form then tells."""
    if not form.is_valid():
        return False
    try:
        act()
    except (RuleViolation, Violations) as error:
        refuse(form, error)
        return False
    return True
