"""The component kit: `{% load kit %}`. Each component's markup is templates/components/<name>.html."""

from collections.abc import Iterable
from datetime import date, datetime
from typing import Any

from django import template
from django.forms import BaseForm, BoundField
from django.templatetags.static import static
from django.utils.html import format_html
from django.utils.safestring import SafeString

from oneseal.foundation import display

register = template.Library()

TONES = frozenset({"grey", "blue", "amber", "red", "green", "paused"})


@register.simple_tag
def icon(name: str, label: str = "") -> SafeString:
    """An icon of the sprite: decoration beside a word, or with `label` an image of its own."""
    link = f"{static('oneseal/icons.svg')}#{name}"
    if label:
        return format_html(
            '<svg class="icon" role="img" aria-label="{}"><use href="{}"></use></svg>', label, link
        )
    return format_html('<svg class="icon" aria-hidden="true"><use href="{}"></use></svg>', link)


@register.filter
def day(value: date | datetime | None) -> str:
    """`2026年11月21日 (周六)`."""
    return display.day_text(value)


@register.filter
def plain_day(value: date | datetime | None) -> str:
    """`2026年11月21日`."""
    return display.day_text(value, weekday=False)


@register.filter
def moment(value: datetime | None) -> str:
    """`2026年11月21日 09:05`."""
    return display.moment_text(value)


@register.filter
def short_moment(value: datetime | None) -> str:
    """`11-21 09:05`."""
    return display.short_moment_text(value)


@register.filter
def workdays(value: int) -> str:
    """`5 个工作日`."""
    return display.duration_text(value)


@register.filter
def limit(value: Any) -> str:
    """A catalogue Limit (days, unit) in words; 0 days is on the spot."""
    return display.duration_text(value.days, str(value.unit))


@register.filter
def yuan(value: int | None) -> str:
    """`1,234.50 元` from 分."""
    return display.money_text(value)


@register.filter
def file_size(value: int | None) -> str:
    """`2.4 MB` from bytes."""
    return display.size_text(value)


@register.inclusion_tag("components/due_chip.html")
def due_chip(due: display.DueChip | None) -> dict[str, Any]:
    """The due chip of anything with a clock."""
    return {"due": due}


@register.inclusion_tag("components/badge.html")
def badge(label: object, tone: str = "grey", icon: str = "") -> dict[str, Any]:
    """A state in words. Tones: grey waiting, blue running, amber due, red overdue, green done, paused."""
    if tone not in TONES:
        raise ValueError(f"unknown tone {tone!r}")
    return {"label": label, "tone": tone, "icon": icon}


def described(field: BoundField, why: str) -> str:
    """The ids of help, reason and errors that belong to a field."""
    parts = [
        ("help", bool(field.help_text)),
        ("why", bool(why)),
        ("error", bool(field.errors)),
    ]
    return " ".join(f"{field.auto_id}_{name}" for name, present in parts if present)


CONTROL_CLASSES = {
    "select": "form-select",
    "selectmultiple": "form-select",
    "checkbox": "form-check-input",
    "radioselect": "os-options",
    "checkboxselectmultiple": "os-options",
}


@register.inclusion_tag("components/field.html")
def field(field: BoundField, why: str = "", source: str = "", placeholder: str = "") -> dict[str, Any]:
    """One form field: label above, help, why it is asked, where a filled-in value is from, error."""
    kind = field.widget_type
    attrs: dict[str, Any] = {"class": CONTROL_CLASSES.get(kind, "form-control")}
    if existing := field.field.widget.attrs.get("class"):
        attrs["class"] = f"{attrs['class']} {existing}"
    if field.errors:
        attrs["class"] += " is-invalid"
        attrs["aria-invalid"] = "true"
    if placeholder:
        attrs["placeholder"] = placeholder
    if ids := described(field, why):
        attrs["aria-describedby"] = ids
    grouped = kind in {"radioselect", "checkboxselectmultiple"}
    control = field.as_widget(attrs=attrs)
    if grouped:  # the group has the id, so that the list of errors leads to it; the box inside repeats it
        control = SafeString(control.replace(f' id="{field.auto_id}"', "", 1))
    return {
        "field": field,
        "control": control,
        "kind": kind,
        "grouped": grouped,
        "why": why,
        "source": source,
    }


@register.inclusion_tag("components/error_summary.html")
def error_summary(form: BaseForm) -> dict[str, Any]:
    """What is wrong with a form, at its head, each line linked to its field."""
    lines = [
        {"id": bound.id_for_label or bound.auto_id, "label": bound.label, "text": text}
        for bound in form
        for text in bound.errors
    ]
    return {"lines": lines, "general": form.non_field_errors()}


@register.inclusion_tag("components/form_fields.html")
def form_fields(form: BaseForm) -> dict[str, Any]:
    """The error summary and every field of a form."""
    return {"form": form}


@register.inclusion_tag("components/timeline.html")
def timeline(entries: Iterable[Any]) -> dict[str, Any]:
    """What happened, newest first. Entries have `when`, `who`, `text`, and may have `note`, `icon`, `tone`."""
    return {"entries": entries}


@register.inclusion_tag("components/steps.html")
def steps(items: Iterable[Any]) -> dict[str, Any]:
    """Steps as a line. Items have `name`, `state` (done, current, todo, stopped, skipped); `who`, `when`."""
    return {"items": items}


@register.inclusion_tag("components/definitions.html")
def definitions(pairs: Iterable[tuple[str, Any]]) -> dict[str, Any]:
    """Label and value pairs in a grid; an empty value shows a dash."""
    return {"pairs": pairs}


@register.inclusion_tag("components/tabs.html")
def tabs(items: Iterable[Any], label: str = "") -> dict[str, Any]:
    """Tabs as links. Items have `label`, `url`, `current`, and may have `count`."""
    return {"items": items, "label": label}


@register.inclusion_tag("components/file_chip.html")
def file_chip(name: str, url: str, size: int | None = None, preview: str = "") -> dict[str, Any]:
    """A file: name, size, download; `preview` links to a view of it."""
    return {"name": name, "url": url, "size": size, "preview": preview}


@register.inclusion_tag("components/consequence.html")
def consequence(to: str = "", notice: str = "", clock: str = "", note: str = "") -> dict[str, Any]:
    """What a press does, said before it: whom it goes to, which notice is sent, what the clock does."""
    return {"to": to, "notice": notice, "clock": clock, "note": note}


@register.inclusion_tag("components/masked.html", takes_context=True)
def masked(context: template.Context, text: str, url: str = "", label: str = "") -> dict[str, Any]:
    """A masked value; with `url`, a button that asks for the reason and posts it there to unmask."""
    return {"text": text, "url": url, "label": label, "csrf_token": context.get("csrf_token")}


@register.inclusion_tag("components/stat.html")
def stat(
    label: str, value: object, url: str = "", unit: str = "", tone: str = "", note: str = "", icon: str = ""
) -> dict[str, Any]:
    """One figure that opens the list behind it."""
    return {
        "label": label,
        "value": value,
        "url": url,
        "unit": unit,
        "tone": tone,
        "note": note,
        "icon": icon,
    }


@register.inclusion_tag("components/chart.html")
def chart(
    title: str, labels: list[Any], series: list[Any], kind: str = "bar", unit: str = ""
) -> dict[str, Any]:
    """A chart with its table. `series`: (name, values) pairs, as long as `labels`; kind bar, line, stack or pie."""
    if kind not in {"bar", "line", "stack", "pie"}:
        raise ValueError(f"unknown kind of chart: {kind}")
    rows = [(name, [values[index] for _, values in series]) for index, name in enumerate(labels)]
    return {"title": title, "names": [name for name, _ in series], "rows": rows, "kind": kind, "unit": unit}


@register.inclusion_tag("components/empty.html")
def empty(title: str, hint: str = "", url: str = "", action: str = "", icon: str = "inbox") -> dict[str, Any]:
    """An empty list, and what to do about it."""
    return {"title": title, "hint": hint, "url": url, "action": action, "icon": icon}


@register.inclusion_tag("components/sort_heading.html", takes_context=True)
def sort_heading(context: template.Context, key: str, label: str, numeric: bool = False) -> dict[str, Any]:
    """A column's head that sorts the list by `?sort=key` and, pressed again, `?sort=-key`."""
    query = context["request"].GET.copy()
    now = query.get("sort", "")
    query["sort"] = f"-{key}" if now == key else key
    for name in ("after", "before"):
        query.pop(name, None)
    order = {key: "ascending", f"-{key}": "descending"}.get(now, "none")
    return {"label": label, "query": query.urlencode(), "order": order, "numeric": numeric}


@register.inclusion_tag("components/pager.html", takes_context=True)
def pager(context: template.Context, page: Any) -> dict[str, Any]:
    """Forward and back through a keyset page (foundation.lists.Page), and 25 or 100 rows."""

    def link(**changes: str) -> str:
        query = context["request"].GET.copy()
        for name in ("after", "before"):
            query.pop(name, None)
        for name, value in changes.items():
            query[name] = value
        return str(query.urlencode())

    return {
        "page": page,
        "next": link(after=page.next) if page.next else "",
        "previous": link(before=page.previous) if page.previous else "",
        "sizes": [(size, link(size=str(size))) for size in (25, 100)],
    }
