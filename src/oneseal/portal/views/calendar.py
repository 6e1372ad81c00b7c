"""Administration of the working-day calendar: a year's grid, loading a holiday notice after a preview."""

from dataclasses import dataclass
from datetime import date

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext
from django.views.decorators.http import require_http_methods, require_safe

from oneseal.foundation import calendars, clock
from oneseal.foundation.access import actor_of, allow
from oneseal.foundation.idempotency import idempotent
from oneseal.foundation.ratelimit import limit
from oneseal.kernel.access import Role
from oneseal.kernel.errors import RuleViolation
from oneseal.kernel.workdays import DayInfo, DayKind, WorkCalendar, YearKind
from oneseal.portal.forms.calendar import EXAMPLE, NoticeForm, with_file


@dataclass(frozen=True)
class Month:
    """One month of the grid: weeks from Monday to Sunday, None where the month has no day."""

    number: int
    weeks: list[list[DayInfo | None]]
    workdays: int


def months(calendar: WorkCalendar, year: int) -> list[Month]:
    """The twelve months of a year."""
    found = []
    days = calendar.year(year)
    for number in range(1, 13):
        each = [info for info in days if info.day.month == number]
        cells: list[DayInfo | None] = [None] * each[0].day.weekday() + list(each)
        cells += [None] * (-len(cells) % 7)
        weeks = [cells[place : place + 7] for place in range(0, len(cells), 7)]
        workdays = sum(info.kind in {DayKind.WORKDAY, DayKind.MAKEUP} for info in each)
        found.append(Month(number, weeks, workdays))
    return found


def first_missing_year(calendar: WorkCalendar) -> int:
    """The first year whose notice is not loaded."""
    year = calendar.first_day.year
    while calendar.year_kind(year) is YearKind.PUBLISHED:
        year += 1
    return year


def asked_year(request: HttpRequest) -> int:
    """The year in the address; this year where it is absent or not a year."""
    text = request.GET.get("year", "")
    return int(text) if text.isascii() and text.isdigit() and len(text) == 4 else clock.today().year


@require_safe
@allow(Role.ADMINISTRATOR)
def calendar_year(request: HttpRequest) -> HttpResponse:
    """A year's working days, days off and make-up days, and the notices that they rest on."""
    calendar, year = calendars.current(), asked_year(request)
    kind = calendar.year_kind(year)
    known = kind is not YearKind.UNKNOWN
    missing = first_missing_year(calendar)
    context = {
        "year": year,
        "kind": kind.value,
        "months": months(calendar, year) if known else [],
        "workdays": calendar.workdays_in_year(year) if known else None,
        "today": clock.today(),
        "missing": missing if missing <= clock.today().year + 1 else None,
        "previous": year - 1 if year > calendar.first_day.year else None,
        "next": year + 1 if year < calendar.last_day.year else None,
        "notices": [notice for notice in calendars.notices() if notice.year == year],
    }
    return render(request, "portal/calendar.html", context)


@require_http_methods(["GET", "POST"])
@allow(Role.ADMINISTRATOR)
@limit("30/m", by="account", methods=("POST",))
@idempotent
def calendar_load(request: HttpRequest) -> HttpResponse:
    """Type or upload a notice, see what it changes, put it into force."""
    if request.method != "POST":
        start = request.GET.get("year") or str(first_missing_year(calendars.current()))
        return render(
            request,
            "portal/calendar_load.html",
            {"form": NoticeForm(initial={"year": start}), "example": EXAMPLE},
        )
    data, fault = with_file(request.POST, request.FILES.get("file"))
    form = NoticeForm(data)
    if fault:
        form.refuse(fault)
    changes: list[calendars.DayChange] | None = None
    if form.is_valid():
        try:
            if "confirm" in data:
                notice = calendars.load_notice(actor_of(request), draft=form.draft)
                told = gettext("已载入%(year)s年放假通知（第%(version)s版），受影响的期限将自动重算。")
                messages.success(request, told % {"year": notice.year, "version": notice.version})
                return redirect(f"{reverse('portal:calendar')}?year={notice.year}")
            changes = calendars.preview(form.draft)
        except RuleViolation as error:
            form.refuse(error)
    status = 200 if changes is not None else 422
    shown = {
        "form": form,
        "example": EXAMPLE,
        "changes": changes,
        "summary": _summary(form) if changes is not None else {},
    }
    return render(request, "portal/calendar_load.html", shown, status=status)


def _summary(form: NoticeForm) -> dict[str, int | date]:
    """What the notice says in all: days off, make-up days."""
    off = sum(each.off for each in form.draft.days)
    return {"year": form.draft.year, "off": off, "makeup": len(form.draft.days) - off}
