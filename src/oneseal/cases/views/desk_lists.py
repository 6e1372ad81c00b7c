"""Every list of the desk: its cells by the columns that this person chose, its kept filters, its export."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any
from urllib.parse import urlencode

from django.contrib import messages
from django.http import HttpRequest, HttpResponse, QueryDict
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.translation import gettext
from django.views.decorators.http import require_POST

from oneseal.cases import selectors, services
from oneseal.cases.rules.states import RUNNING
from oneseal.cases.views import shown
from oneseal.foundation import clock, display
from oneseal.foundation.access import actor_of, allow
from oneseal.foundation.display import DueChip
from oneseal.foundation.idempotency import idempotent
from oneseal.foundation.problems import sentence
from oneseal.kernel.access import CASEWORK, Actor
from oneseal.kernel.errors import RuleViolation

PAGES = {"work": "cases:desk_work", "search": "cases:desk_search", "team": "cases:desk_team"}
TYPES = {
    "xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
    "csv": "text/csv; charset=utf-8",
}


@dataclass(frozen=True)
class Cell:
    """One cell: a text with a smaller line, or a due chip, or a badge where a tone is given."""

    text: str = ""
    small: str = ""
    chip: DueChip | None = None
    tone: str = ""


@dataclass(frozen=True)
class Head:
    """The heading of a column; `sort` where the list can be sorted by it."""

    label: str
    sort: str = ""


@dataclass(frozen=True)
class Row:
    """A row as the table draws it: the case first, then the chosen cells with their headings."""

    case_id: int
    title: str
    small: str
    cells: list[tuple[str, Cell]]
    row: Any
    standing_in: str = ""
    green: bool = False


def tools(layout: selectors.Layout, request: HttpRequest, total: int) -> dict[str, Any]:
    """What stands above a list: count, kept filters, columns, what is asked now."""
    asked = request.GET.copy()
    for name in ("after", "before", "size"):
        asked.pop(name, None)
    now = {name: value for name, value in asked.items() if value}
    return {
        "listing": layout.name,
        "heads": [Head(gettext(column.label), column.sort) for column in layout.shown],
        "columns": [(column.key, gettext(column.label), on) for column, on in layout.columns],
        "size": layout.size,
        "sizes": (25, 100),
        "total": f"{selectors.CAP}+" if total > selectors.CAP else total,
        "saved": [(each, urlencode(each.asked), each.asked == now) for each in layout.filters],
        "asked": asked.urlencode(),
        "narrowed": bool({key: value for key, value in now.items() if key != "sort"}),
        "limit": services.EXPORT_LIMIT,
    }


def step_rows(actor: Actor, layout: selectors.Layout, steps: list[Any]) -> list[Row]:
    """Steps as rows of the work list or the team's list."""
    return [
        Row(
            step.case_id,
            step.item_name,
            step.case_number,
            [(gettext(column.label), _step_cell(column.key, step, chip)) for column in layout.shown],
            step,
            selectors.standing_in(actor, step),
            step.case.is_green,
        )
        for step, chip in selectors.step_chips(steps)
    ]


def case_rows(layout: selectors.Layout, cases: list[Any]) -> list[Row]:
    """Cases as rows of the search."""
    return [
        Row(
            case.pk,
            case.item_name,
            case.number,
            [(gettext(column.label), CELLS[column.key](case)) for column in layout.shown],
            case,
            green=case.is_green,
        )
        for case in cases
    ]


def _step_cell(key: str, step: Any, chip: DueChip) -> Cell:
    match key:
        case "step":
            told = shown.step_label(step.state) + (f" · {step.asked}" if step.asked else "")
            return Cell(step.name, told)
        case "due":
            return Cell(chip=chip)
        case "opened":
            return Cell(display.short_moment_text(step.opened_at or step.taken_at))
        case "post":
            return Cell(step.post.name if step.post else "")
        case "holder":
            return Cell(step.holder.name if step.holder else step.post.name if step.post else "")
    return CELLS[key](step.case)


def _due(case: Any) -> Cell:
    if case.state in {"submitted", "corrected"}:
        return Cell(chip=selectors.answer_chip(case))
    return Cell(chip=selectors.due_chip(case, case.promised_due) if case.state in RUNNING else None)


CELLS: dict[str, Callable[[Any], Cell]] = {
    "applicant": lambda case: Cell(case.applicant_name),
    "state": lambda case: Cell(shown.state_label(case.state), tone=shown.state_tone(case.state)),
    "case_due": _due,
    "section": lambda case: Cell(case.section.name),
    "channel": lambda case: Cell(str(case.get_channel_display())),
    "received": lambda case: Cell(display.short_moment_text(case.received_at)),
    "accepted": lambda case: Cell(display.short_moment_text(case.accepted_at)),
    "statutory": lambda case: Cell(display.day_text(case.statutory_due, weekday=False)),
    "outcome": lambda case: Cell(str(case.get_outcome_display()) if case.outcome else ""),
    "closed": lambda case: Cell(display.short_moment_text(case.closed_at)),
}


def _back(name: str, query: str = "") -> HttpResponse:
    return redirect(reverse(PAGES[name]) + (f"?{query}" if query else ""))


@require_POST
@allow(*CASEWORK)
@idempotent
def save_filter(request: HttpRequest, listing: str) -> HttpResponse:
    """Keep the present filter under a name."""
    query = request.POST.get("asked", "")
    asked = QueryDict(query).dict()
    try:
        services.save_filter(
            actor_of(request),
            name=listing,
            title=request.POST.get("name", ""),
            asked={key: str(value) for key, value in asked.items()},
        )
    except RuleViolation as error:
        if listing not in PAGES:
            raise
        messages.warning(request, sentence(error))
    else:
        messages.success(request, gettext("筛选已保存，以后点名称就能用。"))
    return _back(listing, query)


@require_POST
@allow(*CASEWORK)
@idempotent
def remove_filter(request: HttpRequest, filter_id: int) -> HttpResponse:
    """Forget a kept filter."""
    name = services.remove_filter(actor_of(request), filter_id=filter_id)
    messages.success(request, gettext("筛选已删除。"))
    return _back(name)


@require_POST
@allow(*CASEWORK)
@idempotent
def columns(request: HttpRequest, listing: str) -> HttpResponse:
    """Choose columns and rows of a list."""
    chosen, size = request.POST.getlist("column"), request.POST.get("size", "")
    services.choose_columns(actor_of(request), name=listing, columns=chosen, size=size)
    return _back(listing, request.POST.get("asked", ""))


@require_POST
@allow(*CASEWORK)
def export(request: HttpRequest, listing: str) -> HttpResponse:
    """The list with the same filter as .xlsx or .csv; who took it out is journaled."""
    form = "csv" if request.POST.get("form") == "csv" else "xlsx"
    asked = {name: str(value) for name, value in request.GET.items()}
    try:
        content = services.export_list(actor_of(request), name=listing, asked=asked, form=form)
    except RuleViolation as error:
        if listing not in PAGES:
            raise
        messages.warning(request, sentence(error))
        return _back(listing, request.GET.urlencode())
    response = HttpResponse(content, content_type=TYPES[form])
    response["Content-Disposition"] = f'attachment; filename="{listing}-{clock.today():%Y%m%d}.{form}"'
    response["Cache-Control"] = "private, no-store"
    return response
