"""Tables of surveys: requests, trips with their crews, stops with parties, evidence, signatures, calls."""

import uuid
from datetime import datetime

from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from oneseal.foundation import clock
from oneseal.surveys.rules.states import (
    LIVE_REQUESTS,
    MODES,
    OPEN_TRIPS,
    PRESENCE,
    REQUESTS,
    TRIPS,
    VISITS,
    Mode,
    Presence,
    RequestState,
    TripState,
    VisitState,
)

MODE_CHOICES = [(mode.value, _(label)) for mode, label in MODES.items()]


class Car(models.Model):
    """A car for surveys: `seats` besides the driver, where it stands in degrees."""

    bureau = models.ForeignKey("identity.Organisation", models.PROTECT, related_name="+")
    plate = models.CharField(max_length=20)
    seats = models.PositiveSmallIntegerField(default=4)
    lon = models.FloatField()
    lat = models.FloatField()
    in_service = models.BooleanField(default=True)

    class Meta:
        ordering = ["plate"]
        constraints = [models.UniqueConstraint(fields=["bureau", "plate"], name="one_car_per_plate")]

    def __str__(self) -> str:
        return self.plate


class Surveyor(models.Model):
    """A member of staff who goes on surveys, and what they know (`skills` are words such as 消防)."""

    bureau = models.ForeignKey("identity.Organisation", models.PROTECT, related_name="+")
    staff = models.OneToOneField("identity.Staff", models.PROTECT, related_name="+")
    skills = ArrayField(models.CharField(max_length=20), default=list)
    in_service = models.BooleanField(default=True)

    class Meta:
        ordering = ["id"]


class Trip(models.Model):
    """One car and its people on one day, or a remote survey (without a car). Minutes are after midnight.

    `version` grows with every change, so that two dispatchers cannot overwrite each other.
    """

    uid = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    bureau = models.ForeignKey("identity.Organisation", models.PROTECT, related_name="+", db_index=False)
    day = models.DateField()
    mode = models.CharField(max_length=8, choices=MODE_CHOICES, default=Mode.FIELD)
    car = models.ForeignKey(Car, models.PROTECT, null=True, related_name="+")
    state = models.CharField(
        max_length=10, choices=[(k, _(v)) for k, v in TRIPS.labels.items()], default=TripState.DRAFT
    )
    leaves = models.PositiveSmallIntegerField(default=540)
    returns = models.PositiveSmallIntegerField(default=540)
    version = models.PositiveIntegerField(default=1)
    planned_by = models.ForeignKey("identity.Staff", models.PROTECT, null=True, related_name="+")
    announced_at = models.DateTimeField(null=True)
    people = models.ManyToManyField("identity.Staff", related_name="+", through="TripMember")

    class Meta:
        ordering = ["day", "id"]
        constraints = [
            models.UniqueConstraint(
                fields=["car", "day"], condition=Q(state__in=OPEN_TRIPS), name="one_trip_per_car_and_day"
            )
        ]
        indexes = [models.Index(fields=["bureau", "day"], name="trip_by_day")]

    @property
    def begins(self) -> datetime:
        """The first moment of its day: nothing of it was seen earlier."""
        return clock.midnight(self.day)


class TripMember(models.Model):
    """Somebody in a car."""

    trip = models.ForeignKey(Trip, models.CASCADE, related_name="members")
    staff = models.ForeignKey("identity.Staff", models.PROTECT, related_name="+")

    class Meta:
        ordering = ["id"]
        constraints = [models.UniqueConstraint(fields=["trip", "staff"], name="one_seat_per_person")]


class Visit(models.Model):
    """One stop: everything asked about one subject, looked at once, with one record (SUR).

    `answers` maps a request's id to its review points' answers, `findings` to what was said of it. `digest` is what
    is signed; `document` the sealed record. `version` grows with every change: a phone that comes late is told.
    """

    uid = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    bureau_id = models.BigIntegerField()
    trip = models.ForeignKey(Trip, models.PROTECT, related_name="visits")
    place = models.PositiveSmallIntegerField(default=0)
    arrives = models.PositiveSmallIntegerField(default=540)
    departs = models.PositiveSmallIntegerField(default=580)
    applicant = models.ForeignKey("identity.Applicant", models.PROTECT, related_name="+")
    applicant_name = models.CharField(max_length=120)
    address = models.CharField(max_length=200)
    lon = models.FloatField(null=True)
    lat = models.FloatField(null=True)
    state = models.CharField(
        max_length=10, choices=[(k, _(v)) for k, v in VISITS.labels.items()], default=VisitState.PLANNED
    )
    version = models.PositiveIntegerField(default=1)
    answers = models.JSONField(default=dict)
    findings = models.JSONField(default=dict)
    comment = models.CharField(max_length=2000, blank=True, default="")
    signer = models.CharField(max_length=60, blank=True, default="")
    """Who signed for the applicant; empty where they would not."""
    unsigned_because = models.CharField(max_length=300, blank=True, default="")
    taken_at = models.DateTimeField(null=True)
    """When it was looked at, by the phone; `recorded_at` is when the server was told."""
    clock_off = models.IntegerField(default=0)
    """Seconds by which the phone's clock was behind, by which `taken_at` was put right."""
    clock_unknown = models.BooleanField(default=False)
    """The phone's time could not be: `taken_at` is when the record was received."""
    recorded_by = models.ForeignKey("identity.Staff", models.PROTECT, null=True, related_name="+")
    recorded_at = models.DateTimeField(null=True)
    digest = models.CharField(max_length=64, blank=True, default="")
    closed_at = models.DateTimeField(null=True)
    note = models.CharField(max_length=500, blank=True, default="")
    document = models.ForeignKey("documents.IssuedDocument", models.PROTECT, null=True, related_name="+")

    class Meta:
        ordering = ["place", "id"]
        indexes = [models.Index(fields=["applicant", "-id"], name="visit_of_applicant")]


class Request(models.Model):
    """A survey step of a case that asks to be looked at: where, how long, when it suits, what must be there.

    `round` is the step's, so that a step that was sent back may ask anew. `must_present` names the thing that the
    applicant has to show (inventory 5.10); `skill` what one of the officers has to know.
    """

    bureau = models.ForeignKey("identity.Organisation", models.PROTECT, related_name="+", db_index=False)
    case = models.ForeignKey("cases.Case", models.PROTECT, related_name="+", db_index=False)
    case_number = models.CharField(max_length=30)
    item_name = models.CharField(max_length=300)
    step_key = models.CharField(max_length=60)
    round = models.IntegerField(default=1)
    section = models.ForeignKey("identity.Organisation", models.PROTECT, related_name="+")
    applicant = models.ForeignKey("identity.Applicant", models.PROTECT, related_name="+")
    applicant_name = models.CharField(max_length=120)
    mode = models.CharField(max_length=8, choices=MODE_CHOICES, default=Mode.FIELD)
    state = models.CharField(
        max_length=10, choices=[(k, _(v)) for k, v in REQUESTS.labels.items()], default=RequestState.WAITING
    )
    address = models.CharField(max_length=200)
    lon = models.FloatField(null=True)
    lat = models.FloatField(null=True)
    minutes = models.PositiveSmallIntegerField(default=40)
    earliest = models.DateField()
    latest = models.DateField()
    opens = models.PositiveSmallIntegerField(default=540)
    closes = models.PositiveSmallIntegerField(default=1020)
    skill = models.CharField(max_length=20, blank=True, default="")
    must_present = models.CharField(max_length=200, blank=True, default="")
    visit = models.ForeignKey(Visit, models.PROTECT, null=True, related_name="requests")
    asked_by = models.ForeignKey("identity.Staff", models.PROTECT, null=True, related_name="+")
    asked_at = models.DateTimeField()
    settled_at = models.DateTimeField(null=True)
    note = models.CharField(max_length=500, blank=True, default="")

    class Meta:
        ordering = ["id"]
        constraints = [
            models.UniqueConstraint(
                fields=["case", "step_key"], condition=Q(state__in=LIVE_REQUESTS), name="one_live_request"
            )
        ]
        indexes = [
            models.Index(
                fields=["bureau", "latest", "id"], condition=Q(state="waiting"), name="request_waiting"
            ),
            models.Index(fields=["case", "id"], name="request_of_case"),
        ]


class Party(models.Model):
    """A section or department called to a stop: who came, what they said; who did not come consents (SUR)."""

    visit = models.ForeignKey(Visit, models.CASCADE, related_name="parties")
    section = models.ForeignKey("identity.Organisation", models.PROTECT, null=True, related_name="+")
    name = models.CharField(max_length=120)
    state = models.CharField(
        max_length=8, choices=[(k, _(v)) for k, v in PRESENCE.items()], default=Presence.CALLED
    )
    officer = models.CharField(max_length=60, blank=True, default="")
    comment = models.CharField(max_length=1000, blank=True, default="")

    class Meta:
        ordering = ["id"]
        constraints = [models.UniqueConstraint(fields=["visit", "name"], name="one_party_per_name")]


class Evidence(models.Model):
    """A photograph, snapshot, recording or drawn signature, with its digest, when and where it was taken.

    `key` is given by the phone or browser that took it, so that sending it twice keeps it once.
    """

    class Kind(models.TextChoices):
        """What it is."""

        PHOTO = "photo", _("现场照片")
        SNAPSHOT = "snapshot", _("视频截图")
        RECORDING = "recording", _("视频录像")
        SIGNATURE = "signature", _("申请人签名")

    key = models.UUIDField(unique=True)
    visit = models.ForeignKey(Visit, models.PROTECT, related_name="evidence")
    kind = models.CharField(max_length=10, choices=Kind, default=Kind.PHOTO)
    file = models.ForeignKey("documents.StoredFile", models.PROTECT, related_name="+")
    sha256 = models.CharField(max_length=64)
    taken_at = models.DateTimeField()
    received_at = models.DateTimeField()
    clock_off = models.IntegerField(default=0)
    clock_unknown = models.BooleanField(default=False)
    lon = models.FloatField(null=True)
    lat = models.FloatField(null=True)
    accuracy = models.PositiveIntegerField(null=True)
    """Metres; None where the phone told no place."""
    late = models.BooleanField(default=False)
    """Came after the record had been signed, and is not part of what was signed."""
    by = models.ForeignKey("identity.Staff", models.PROTECT, null=True, related_name="+")
    caption = models.CharField(max_length=200, blank=True, default="")

    class Meta:
        ordering = ["taken_at", "id"]


class Signature(models.Model):
    """An officer's signature under the digest of a record."""

    visit = models.ForeignKey(Visit, models.PROTECT, related_name="signatures")
    staff = models.ForeignKey("identity.Staff", models.PROTECT, related_name="+")
    digest = models.CharField(max_length=64)
    signed_at = models.DateTimeField()

    class Meta:
        ordering = ["id"]
        constraints = [models.UniqueConstraint(fields=["visit", "staff"], name="one_signature_each")]


class Sent(models.Model):
    """What a phone sent, by the key it gave: the same key gets the first answer again and acts once."""

    key = models.UUIDField(unique=True)
    account_id = models.BigIntegerField()
    visit = models.ForeignKey(Visit, models.CASCADE, related_name="+")
    result = models.JSONField()
    at = models.DateTimeField()


class Caller(models.Model):
    """Somebody in a remote survey's call: from when, until when they were last heard of."""

    visit = models.ForeignKey(Visit, models.CASCADE, related_name="callers")
    peer = models.UUIDField(unique=True)
    account_id = models.BigIntegerField()
    staff = models.ForeignKey("identity.Staff", models.PROTECT, null=True, related_name="+")
    name = models.CharField(max_length=120)
    joined_at = models.DateTimeField()
    seen_at = models.DateTimeField()

    class Meta:
        ordering = ["id"]
