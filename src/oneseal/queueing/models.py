"""Tables of the queue: the hall and its windows, opening hours, who sits where, tickets, turns, calls, appointments."""

import uuid

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from oneseal.queueing.rules import life, opening
from oneseal.queueing.rules.life import AppointmentState, Priority, TicketState, WindowState

KINDS = [(code, _(label)) for code, label in life.WINDOW_KINDS.items()]
WINDOW_STATES = [(state, _(label)) for state, label in life.WINDOWS.labels.items()]
TICKET_STATES = [(state, _(label)) for state, label in life.TICKETS.labels.items()]
APPOINTMENT_STATES = [(state, _(label)) for state, label in life.APPOINTMENTS.labels.items()]
PRIORITIES = [(code, _(label)) for code, label in life.PRIORITIES.items()]
DOORS = [(code, _(label)) for code, label in life.DOORS.items()]
SHIFTS = [(code, _(label)) for code, label in opening.SHIFTS.items()]


class Hall(models.Model):
    """A place where people come (inventory 3.1). `slot_minutes`: the length of an appointment's slot."""

    bureau = models.ForeignKey("identity.Organisation", models.PROTECT, related_name="+")
    name = models.CharField(max_length=120)
    address = models.CharField(max_length=200, blank=True, default="")
    phone = models.CharField(max_length=40, blank=True, default="")
    slot_minutes = models.SmallIntegerField(default=30)
    silent = models.BooleanField(default=False)
    closed_on = models.DateField(null=True, blank=True)

    class Meta:
        ordering = ["id"]
        constraints = [models.UniqueConstraint(fields=["bureau", "name"], name="one_hall_per_name")]

    def __str__(self) -> str:
        return self.name


class Podium(models.Model):
    """What every call in a hall locks: calls get their places in the order in which they are committed.

    `last` is the place of the newest call. Nothing refers to this row, so the lock holds up nobody else.
    """

    hall = models.OneToOneField(Hall, models.CASCADE, related_name="podium")
    last = models.BigIntegerField(default=0)


class Zone(models.Model):
    """A part of a hall on a floor."""

    hall = models.ForeignKey(Hall, models.PROTECT, related_name="zones")
    name = models.CharField(max_length=60)
    floor = models.CharField(max_length=20, blank=True, default="")
    order = models.SmallIntegerField(default=50)

    class Meta:
        ordering = ["order", "id"]
        constraints = [models.UniqueConstraint(fields=["hall", "name"], name="one_zone_per_name")]

    def __str__(self) -> str:
        return self.name


class ServiceKind(models.Model):
    """A line that people stand in: what for, which items, how long it takes, how far ahead one books (3.13, 3.14).

    `items`: what people come for, none for everything. `theme`: code of the set that they follow (queueing.extensions).
    `minutes`: planned for one visitor.
    `target`: minutes of waiting that it should stay under. `per_slot`: appointments in one slot, 0 for none.
    `ahead`: days between booking and coming, at least.
    """

    hall = models.ForeignKey(Hall, models.PROTECT, related_name="lines")
    name = models.CharField(max_length=60)
    letter = models.CharField(max_length=1)
    items = models.ManyToManyField("catalog.Item", related_name="+")
    theme = models.SlugField(max_length=60, blank=True, default="", db_index=False)
    minutes = models.SmallIntegerField(default=10)
    target = models.SmallIntegerField(default=20)
    per_slot = models.SmallIntegerField(default=0)
    ahead = models.SmallIntegerField(default=0)
    horizon = models.SmallIntegerField(default=14)
    order = models.SmallIntegerField(default=50)
    closed_on = models.DateField(null=True, blank=True)

    class Meta:
        ordering = ["order", "letter"]
        constraints = [
            models.UniqueConstraint(fields=["hall", "letter"], name="one_line_per_letter"),
            models.CheckConstraint(condition=Q(minutes__gt=0, target__gt=0), name="line_takes_time"),
        ]

    def __str__(self) -> str:
        return self.name


class Window(models.Model):
    """A window: its number on the wall, what for, whose post stands there, which lines it serves."""

    bureau = models.ForeignKey("identity.Organisation", models.PROTECT, related_name="+")
    hall = models.ForeignKey(Hall, models.PROTECT, related_name="windows")
    zone = models.ForeignKey(Zone, models.PROTECT, related_name="windows")
    number = models.CharField(max_length=8)
    name = models.CharField(max_length=60, blank=True, default="")
    kind = models.CharField(max_length=12, choices=KINDS)
    post = models.ForeignKey("identity.Post", models.PROTECT, null=True, blank=True, related_name="+")
    lines = models.ManyToManyField(ServiceKind, related_name="windows")
    state = models.CharField(max_length=8, choices=WINDOW_STATES, default=WindowState.CLOSED)
    why = models.CharField(max_length=100, blank=True, default="")
    closed_on = models.DateField(null=True, blank=True)

    class Meta:
        ordering = ["number", "id"]
        constraints = [models.UniqueConstraint(fields=["hall", "number"], name="one_window_per_number")]

    def __str__(self) -> str:
        return self.number


class Loan(models.Model):
    """A window serves one more line for now, because people wait there: until the shift ends or the window closes."""

    window = models.ForeignKey(Window, models.CASCADE, related_name="loans")
    line = models.ForeignKey(ServiceKind, models.CASCADE, related_name="+", db_index=False)
    lent_at = models.DateTimeField()
    until = models.DateTimeField()


class Shift(models.Model):
    """When a hall is open, on the days of the legal calendar that the kind of shift names (3.12)."""

    hall = models.ForeignKey(Hall, models.PROTECT, related_name="shifts")
    kind = models.CharField(max_length=8, choices=SHIFTS)
    weekdays = models.JSONField(default=list, blank=True)
    starts = models.TimeField()
    ends = models.TimeField()
    from_on = models.DateField()
    to_on = models.DateField(null=True, blank=True)

    class Meta:
        ordering = ["starts", "id"]
        constraints = [
            models.CheckConstraint(condition=Q(ends__gt=F("starts")), name="shift_ends_after_start")
        ]


class ClosedDay(models.Model):
    """A day with hours of its own, or without: a move, a power cut, a training of everybody."""

    hall = models.ForeignKey(Hall, models.PROTECT, related_name="exceptions")
    day = models.DateField()
    closed = models.BooleanField(default=True)
    starts = models.TimeField(null=True, blank=True)
    ends = models.TimeField(null=True, blank=True)
    reason = models.CharField(max_length=200)

    class Meta:
        ordering = ["day"]
        constraints = [models.UniqueConstraint(fields=["hall", "day"], name="one_exception_per_day")]


class Seat(models.Model):
    """Who is planned at a window from when till when, and from when till when they really were there.

    A seat of a plan has `planned_from`; one taken without a plan has none. `opened_at` without `closed_at`: there now.
    `left_open`: nobody closed the window, so `closed_at` is only when its last turn ended.
    """

    bureau = models.ForeignKey("identity.Organisation", models.PROTECT, related_name="+", db_index=False)
    window = models.ForeignKey(Window, models.PROTECT, related_name="seats")
    staff = models.ForeignKey("identity.Staff", models.PROTECT, related_name="+")
    day = models.DateField()
    planned_from = models.DateTimeField(null=True)
    planned_to = models.DateTimeField(null=True)
    opened_at = models.DateTimeField(null=True)
    closed_at = models.DateTimeField(null=True)
    left_open = models.BooleanField(default=False)

    class Meta:
        indexes = [models.Index(fields=["bureau", "day"], name="seat_of_day")]
        constraints = [
            models.UniqueConstraint(
                fields=["window"],
                condition=Q(opened_at__isnull=False, closed_at=None),
                name="one_person_at_a_window",
            ),
            models.UniqueConstraint(
                fields=["staff"],
                condition=Q(opened_at__isnull=False, closed_at=None),
                name="one_window_for_a_person",
            ),
        ]


class Break(models.Model):
    """A pause of a window, and why."""

    seat = models.ForeignKey(Seat, models.CASCADE, related_name="breaks")
    reason = models.CharField(max_length=100)
    from_at = models.DateTimeField()
    to_at = models.DateTimeField(null=True)


class Appointment(models.Model):
    """Somebody comes on a day in a slot of a line (3.13). `offer_*`: what is offered instead when the day fell away."""

    uid = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    bureau = models.ForeignKey("identity.Organisation", models.PROTECT, related_name="+", db_index=False)
    hall = models.ForeignKey(Hall, models.PROTECT, related_name="+", db_index=False)
    line = models.ForeignKey(ServiceKind, models.PROTECT, related_name="+", db_index=False)
    item = models.ForeignKey("catalog.Item", models.PROTECT, null=True, related_name="+", db_index=False)
    applicant = models.ForeignKey("identity.Applicant", models.PROTECT, related_name="+")
    staff = models.ForeignKey("identity.Staff", models.PROTECT, null=True, related_name="+", db_index=False)
    state = models.CharField(max_length=10, choices=APPOINTMENT_STATES, default=AppointmentState.BOOKED)
    day = models.DateField()
    starts = models.TimeField()
    ends = models.TimeField()
    booked_at = models.DateTimeField()
    settled_at = models.DateTimeField(null=True)
    changes = models.SmallIntegerField(default=0)
    offer_day = models.DateField(null=True)
    offer_starts = models.TimeField(null=True)
    note = models.CharField(max_length=200, blank=True, default="")

    class Meta:
        indexes = [
            models.Index(fields=["line", "day", "starts"], name="appointment_slot"),
            models.Index(fields=["bureau", "day", "id"], name="appointment_day"),
        ]
        constraints = [
            models.UniqueConstraint(
                fields=["applicant", "line", "day"],
                condition=Q(state=AppointmentState.BOOKED),
                name="one_booking_per_line_and_day",
            )
        ]


class Ticket(models.Model):
    """A number in a line, for one visit. `rank_at` orders the line; a phone ticket without `arrived_at` is not called.

    `for_window`: only this window calls it. `estimate`: minutes of waiting told when it was given out.
    """

    uid = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    bureau = models.ForeignKey("identity.Organisation", models.PROTECT, related_name="+", db_index=False)
    hall = models.ForeignKey(Hall, models.PROTECT, related_name="+", db_index=False)
    line = models.ForeignKey(ServiceKind, models.PROTECT, related_name="+", db_index=False)
    day = models.DateField()
    seq = models.IntegerField()
    number = models.CharField(max_length=8)
    priority = models.CharField(max_length=12, choices=PRIORITIES, default=Priority.NORMAL)
    state = models.CharField(max_length=8, choices=TICKET_STATES, default=TicketState.WAITING)
    door = models.CharField(max_length=8, choices=DOORS)
    item = models.ForeignKey("catalog.Item", models.PROTECT, null=True, related_name="+", db_index=False)
    applicant = models.ForeignKey("identity.Applicant", models.PROTECT, null=True, related_name="+")
    appointment = models.OneToOneField(Appointment, models.PROTECT, null=True, related_name="ticket")
    issued_at = models.DateTimeField()
    arrived_at = models.DateTimeField(null=True)
    rank_at = models.DateTimeField()
    for_window = models.ForeignKey(Window, models.PROTECT, null=True, related_name="+", db_index=False)
    window = models.ForeignKey(Window, models.PROTECT, null=True, related_name="+", db_index=False)
    staff = models.ForeignKey("identity.Staff", models.PROTECT, null=True, related_name="+", db_index=False)
    called_at = models.DateTimeField(null=True)
    begun_at = models.DateTimeField(null=True)
    ended_at = models.DateTimeField(null=True)
    calls = models.SmallIntegerField(default=0)
    passes = models.SmallIntegerField(default=0)
    estimate = models.SmallIntegerField(null=True)
    note = models.CharField(max_length=200, blank=True, default="")

    class Meta:
        indexes = [
            models.Index(
                fields=["hall", "day", "rank_at", "id"],
                condition=Q(state=TicketState.WAITING),
                name="ticket_waiting",
            ),
            models.Index(fields=["bureau", "day", "id"], name="ticket_day"),
        ]
        constraints = [
            models.UniqueConstraint(fields=["hall", "day", "number"], name="one_ticket_per_number"),
            models.UniqueConstraint(
                fields=["window"],
                condition=Q(state__in=[TicketState.CALLED, TicketState.SERVING]),
                name="one_ticket_at_a_window",
            ),
        ]

    def __str__(self) -> str:
        return self.number


class Turn(models.Model):
    """One time that a ticket was called to a window: a transferred visitor has several.

    `outcome`: done, passed, transferred, sent_back, set_aside; empty while it runs.
    """

    ticket = models.ForeignKey(Ticket, models.PROTECT, related_name="turns")
    line = models.ForeignKey(ServiceKind, models.PROTECT, related_name="+", db_index=False)
    window = models.ForeignKey(Window, models.PROTECT, related_name="+", db_index=False)
    staff = models.ForeignKey("identity.Staff", models.PROTECT, related_name="+", db_index=False)
    joined_at = models.DateTimeField()
    called_at = models.DateTimeField()
    begun_at = models.DateTimeField(null=True)
    ended_at = models.DateTimeField(null=True)
    outcome = models.CharField(max_length=12, blank=True, default="")

    class Meta:
        indexes = [models.Index(fields=["line", "-ended_at"], name="turn_latest")]
        constraints = [
            models.UniqueConstraint(fields=["ticket"], condition=Q(outcome=""), name="one_open_turn")
        ]


class TicketCase(models.Model):
    """A case that was handled during a visit."""

    ticket = models.ForeignKey(Ticket, models.PROTECT, related_name="cases")
    case = models.ForeignKey("cases.Case", models.PROTECT, related_name="+")

    class Meta:
        constraints = [models.UniqueConstraint(fields=["ticket", "case"], name="one_case_per_ticket")]


class Call(models.Model):
    """What the boards of a hall show, in the order in which it happened: `seq` has no gaps and is never given twice.

    `kind`: call, recall, begin, clear (the window is free), open, close, pause, resume.
    """

    hall = models.ForeignKey(Hall, models.CASCADE, related_name="calls")
    seq = models.BigIntegerField()
    kind = models.CharField(max_length=8)
    window = models.ForeignKey(Window, models.CASCADE, related_name="+", db_index=False)
    number = models.CharField(max_length=8, blank=True, default="")
    at = models.DateTimeField()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["hall", "seq"], name="one_call_per_place")]


class Brand(models.Model):
    """How a hall shows itself from a day on, until a later one counts (inventory 3.22).

    Without `from_on` a draft, which only the hall's keepers see. `withdrawn_at`: taken back before its first day.
    """

    hall = models.ForeignKey(Hall, models.CASCADE, related_name="brands")
    from_on = models.DateField(null=True)
    name = models.CharField(max_length=60)
    short_name = models.CharField(max_length=20)
    slogan = models.CharField(max_length=60, blank=True, default="")
    colour = models.CharField(max_length=7)
    phone = models.CharField(max_length=40, blank=True, default="")
    address = models.CharField(max_length=200, blank=True, default="")
    logo = models.ForeignKey(
        "documents.StoredFile", models.PROTECT, null=True, related_name="+", db_index=False
    )
    made_at = models.DateTimeField()
    withdrawn_at = models.DateTimeField(null=True)

    class Meta:
        ordering = ["-from_on", "-id"]
        constraints = [
            models.UniqueConstraint(
                fields=["hall", "from_on"], condition=Q(withdrawn_at=None), name="one_brand_a_day"
            ),
            models.UniqueConstraint(
                fields=["hall"], condition=Q(from_on=None, withdrawn_at=None), name="one_brand_draft"
            ),
        ]

    def __str__(self) -> str:
        return self.name
