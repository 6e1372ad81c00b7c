"""Setting up halls, zones, lines, windows and their hours; planning who sits where (inventory 3.1, 3.4, 3.5, 3.12)."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import date, datetime, time
from typing import Any

from django.db import transaction

from oneseal.foundation import clock
from oneseal.foundation.db import lock
from oneseal.foundation.display import local_day
from oneseal.foundation.journal import Subject, record
from oneseal.identity import selectors as identity
from oneseal.kernel.access import SYSTEM, Actor
from oneseal.kernel.errors import Forbidden, RuleViolation
from oneseal.kernel.text import N_
from oneseal.queueing import events, extensions, selectors
from oneseal.queueing.models import ClosedDay, Hall, Podium, Seat, ServiceKind, Shift, Window, Zone
from oneseal.queueing.rules import opening
from oneseal.queueing.rules.opening import ShiftSpan


def keep_hall(actor: Actor, *, hall_id: int = 0, name: str, **facts: Any) -> Hall:
    """Set up a hall or change it. Facts: address, phone, slot_minutes, silent, closed_on."""
    _check_keeper(actor)
    with transaction.atomic():
        if hall_id:
            hall = selectors.access_hall(actor, lock(Hall, hall_id).pk)
        else:
            hall = Hall(bureau_id=actor.bureau_id)
        _fill(hall, Hall.objects.filter(bureau=actor.bureau_id), name=name, **facts)
        Podium.objects.get_or_create(hall=hall)
        _say(actor, hall, events.PlaceKept("hall", hall.name))
    return hall


def keep_zone(actor: Actor, *, hall_id: int, zone_id: int = 0, name: str, **facts: Any) -> Zone:
    """Set up a zone of a hall or change it. Facts: floor, order."""
    hall = _kept_hall(actor, hall_id)
    with transaction.atomic():
        zone = hall.zones.select_for_update().get(pk=zone_id) if zone_id else Zone(hall=hall)
        _fill(zone, hall.zones.all(), name=name, **facts)
        _say(actor, hall, events.PlaceKept("zone", zone.name))
    return zone


def keep_line(actor: Actor, *, hall_id: int, line_id: int = 0, letter: str, **facts: Any) -> ServiceKind:
    """Set up a line or change it. Facts: name, items (ids), theme (follows it), minutes, target, per_slot, ahead, horizon, order."""
    hall = _kept_hall(actor, hall_id)
    if not (len(letter) == 1 and letter.isascii() and letter.isupper()):
        raise RuleViolation("letter_wrong", N_("字头要一个大写字母（A–Z）。"), field="letter")
    with transaction.atomic():
        line = hall.lines.select_for_update().get(pk=line_id) if line_id else ServiceKind(hall=hall)
        taken = hall.lines.filter(letter=letter).exclude(pk=line.pk)
        if taken.exists():
            raise RuleViolation("letter_taken", N_("这个字头已被别的队列使用，请换一个。"), field="letter")
        items = facts.pop("items", None)
        if facts.get("theme"):
            items = extensions.item_set(hall.bureau_id, facts["theme"]).items
        for field, value in {"letter": letter, **facts}.items():
            setattr(line, field, value)
        line.save()
        if items is not None:
            line.items.set(items)
        _say(actor, hall, events.PlaceKept("line", line.name))
    return line


def follow_item_sets(bureau_id: int) -> None:
    """Lines that follow a theme take its items of today; one that follows a theme that is gone stays as it is."""
    sets = extensions.item_sets(bureau_id)
    with transaction.atomic():
        rows = ServiceKind.objects.select_for_update().filter(hall__bureau=bureau_id, theme__in=sets)
        for line in rows.order_by("id"):
            items = sets[line.theme].items
            if set(line.items.values_list("pk", flat=True)) == set(items):
                continue
            line.items.set(items)
            event = events.LineFollowed(line.name, line.theme, sorted(items))
            record(replace(SYSTEM, bureau_id=bureau_id), Subject("service_hall", line.hall_id), event)


def keep_window(
    actor: Actor, *, zone_id: int, window_id: int = 0, number: str, lines: Sequence[int], **facts: Any
) -> Window:
    """Set up a window or change it, with the lines that it serves. Facts: name, kind, post_id, closed_on."""
    zone = Zone.objects.select_related("hall").get(pk=zone_id)
    hall = _kept_hall(actor, zone.hall_id)
    if not number.strip():
        raise RuleViolation("number_missing", N_("请填写窗口号。"), field="number")
    known = list(hall.lines.filter(pk__in=lines))
    with transaction.atomic():
        window = hall.windows.select_for_update().get(pk=window_id) if window_id else Window(hall=hall)
        if hall.windows.filter(number=number).exclude(pk=window.pk).exists():
            raise RuleViolation("number_taken", N_("这个窗口号已在使用，请换一个。"), field="number")
        for field, value in {"number": number.strip(), "zone": zone, **facts}.items():
            setattr(window, field, value)
        window.bureau_id = hall.bureau_id
        window.save()
        window.lines.set(known)
        _say(actor, hall, events.PlaceKept("window", window.number))
    return window


def keep_shift(actor: Actor, *, hall_id: int, span: ShiftSpan) -> Shift:
    """Open the hall in one more span of the days that the kind of shift names. Spans do not overlap."""
    hall = _kept_hall(actor, hall_id)
    opening.check_span(span.starts, span.ends)
    with transaction.atomic():
        lock(Hall, hall_id)
        opening.check_apart(span, selectors.shift_spans(hall))
        row = Shift.objects.create(
            hall=hall,
            kind=span.kind,
            weekdays=sorted(span.weekdays),
            starts=span.starts,
            ends=span.ends,
            from_on=span.from_on,
            to_on=span.to_on,
        )
        _say(actor, hall, events.HoursKept(f"{span.starts:%H:%M}–{span.ends:%H:%M}"))
    return row


def end_shift(actor: Actor, *, shift_id: int, last_on: date) -> Shift:
    """The shift runs until a day, then no longer. Appointments that fall away are told by the job."""
    row = Shift.objects.select_related("hall").get(pk=shift_id)
    hall = _kept_hall(actor, row.hall_id)
    with transaction.atomic():
        row = lock(Shift, shift_id)
        row.to_on = max(last_on, row.from_on)
        row.save(update_fields=["to_on"])
        said = f"{row.starts:%H:%M}–{row.ends:%H:%M} → {row.to_on.isoformat()}"
        _say(actor, hall, events.HoursKept(said))
    return row


def set_day(
    actor: Actor,
    *,
    hall_id: int,
    day: date,
    reason: str,
    hours: tuple[time, time] | None = None,
) -> ClosedDay:
    """Give a day hours of its own; none: the hall is closed on it."""
    hall = _kept_hall(actor, hall_id)
    if day < clock.today():
        raise RuleViolation("day_past", N_("这一天已经过去了，请选今天或以后的日子。"), field="day")
    if not reason.strip():
        raise RuleViolation("reason_missing", N_("请写明原因，群众会看到。"), field="reason")
    if hours:
        opening.check_span(*hours)
    with transaction.atomic():
        lock(Hall, hall_id)
        starts, ends = hours or (None, None)
        row, _made = ClosedDay.objects.update_or_create(
            hall=hall,
            day=day,
            defaults={
                "closed": hours is None,
                "starts": starts,
                "ends": ends,
                "reason": reason.strip()[:200],
            },
        )
        _say(actor, hall, events.HoursKept(day.isoformat()), reason=reason.strip())
    return row


def plan_seat(actor: Actor, *, window_id: int, staff_id: int, starts: datetime, ends: datetime) -> Seat:
    """Say who is to be at a window from when till when on one day (also what a day plan of the planner does)."""
    window = selectors.access_window(actor, window_id)
    hall = _kept_hall(actor, window.hall_id)
    if ends <= starts or local_day(starts) != local_day(ends):
        raise RuleViolation("span_backwards", N_("结束时间要晚于开始时间，并在同一天。"), field="ends")
    names = identity.colleagues(actor.bureau_id, [staff_id])
    if staff_id not in names:
        raise RuleViolation("no_such_colleague", N_("请从列表里选择一位在岗同事。"), field="staff")
    day = local_day(starts)
    with transaction.atomic():
        lock(Window, window_id)
        _check_free(window, staff_id, day, starts, ends)
        check_fit(staff_id, window, day)
        seat = Seat.objects.create(
            bureau_id=hall.bureau_id,
            window=window,
            staff_id=staff_id,
            day=day,
            planned_from=starts,
            planned_to=ends,
        )
        event = events.SeatPlanned(window.pk, window.number, staff_id, names[staff_id], day.isoformat())
        record(actor, Subject("service_window", window.pk), event)
    return seat


def drop_plan(actor: Actor, *, seat_id: int) -> None:
    """Take back a planned seat that nobody has taken."""
    seat = Seat.objects.select_related("window").get(pk=seat_id)
    _kept_hall(actor, seat.window.hall_id)
    with transaction.atomic():
        seat = lock(Seat, seat_id)
        if seat.opened_at is not None:
            raise RuleViolation("seat_taken", N_("这个班已经开始，不能取消。"))
        window = seat.window
        seat.delete()
        _say(actor, window.hall, events.PlaceKept("seat", window.number))


def check_fit(staff_id: int, window: Window, day: date) -> None:
    """Nobody sits at a window without a valid certificate (1.9) or without holding its post (1.7, 1.15)."""
    certified, holds = selectors.is_fit(staff_id, window, day)
    if not certified:
        text = N_("没有有效的行政办事员证书，不能开窗。请先办证，或者换有证的同事。")
        raise RuleViolation(
            "not_certified", text, field="staff", basis="持证上岗（人社部发〔2021〕行政办事员）"
        )
    if not holds:
        text = N_("这个窗口由“%(post)s”办理，此人不在这个岗位上。请换人，或者先调整岗位。")
        post = window.post.name if window.post else ""
        raise RuleViolation(
            "not_in_post", text, params={"post": post}, field="staff", basis="亮牌办公、岗位权力清单"
        )


def _check_free(window: Window, staff_id: int, day: date, starts: datetime, ends: datetime) -> None:
    rows = Seat.objects.filter(day=day, planned_from__lt=ends, planned_to__gt=starts)
    if rows.filter(window=window).exists():
        raise RuleViolation("window_taken", N_("这个窗口这段时间已经排了人。"), field="window")
    if rows.filter(staff=staff_id).exists():
        raise RuleViolation("person_taken", N_("这位同事这段时间已经排在别的窗口。"), field="staff")


def _check_keeper(actor: Actor) -> None:
    if not actor.has(*selectors.KEEPERS):
        raise Forbidden("not_keeper", N_("大厅、窗口和开放时间由系统管理岗或协调督办岗设置。"))


def _kept_hall(actor: Actor, hall_id: int) -> Hall:
    _check_keeper(actor)
    return selectors.access_hall(actor, hall_id)


def _fill(row: Any, others: Any, *, name: str, **facts: Any) -> None:
    if not name.strip():
        raise RuleViolation("name_missing", N_("请填写名称。"), field="name")
    if others.filter(name=name.strip()).exclude(pk=row.pk).exists():
        raise RuleViolation("name_taken", N_("这个名称已在使用，请换一个。"), field="name")
    for field, value in {"name": name.strip(), **facts}.items():
        setattr(row, field, value)
    row.save()


def _say(actor: Actor, hall: Hall, event: Any, reason: str = "") -> None:
    record(actor, Subject("service_hall", hall.pk), event, reason=reason)
