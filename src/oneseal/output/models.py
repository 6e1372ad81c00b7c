"""Tables of output: shelf places, what lies there, parcels out and in, the courier's bill."""

import uuid

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from oneseal.foundation.fields import EncryptedJSONField, EncryptedTextField
from oneseal.output.rules.boxes import HOLD_DAYS, LIVE, PURPOSES, WAITING, OpeningState
from oneseal.output.rules.boxes import STATES as OPENINGS
from oneseal.output.rules.parcels import STATES, UNDER_WAY, WAYS, ParcelState
from oneseal.seals.comparing import ComparedDay, DayDifference


class Cabinet(models.Model):
    """A self-service cabinet: a unit whose boxes have doors that its controller opens.

    `machine` is its number at the controller. `seen_at`: when the controller last answered for it; `troubles`: what it
    then said that does not fit our books, as [code of the place, word of rules.boxes.TROUBLES].
    """

    uid = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    bureau = models.ForeignKey("identity.Organisation", models.PROTECT, related_name="+", db_index=False)
    unit = models.CharField(max_length=6)
    name = models.CharField(max_length=20)
    site = models.CharField(max_length=120)
    machine = models.CharField(max_length=40)
    hold_days = models.SmallIntegerField(default=HOLD_DAYS)
    asked_at = models.DateTimeField(null=True)
    seen_at = models.DateTimeField(null=True)
    troubles = models.JSONField(default=list)
    retired_at = models.DateTimeField(null=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["bureau", "unit"], name="one_cabinet_per_unit"),
            models.UniqueConstraint(
                fields=["machine"], condition=Q(retired_at__isnull=True), name="one_cabinet_per_machine"
            ),
        ]

    def __str__(self) -> str:
        return self.name


class Place(models.Model):
    """A box on the shelf, or of a cabinet. `code` is printed on it; one that does not work is blocked."""

    bureau = models.ForeignKey("identity.Organisation", models.PROTECT, related_name="+", db_index=False)
    unit = models.CharField(max_length=6)
    row = models.SmallIntegerField()
    box = models.SmallIntegerField()
    code = models.CharField(max_length=16)
    cabinet = models.ForeignKey(Cabinet, models.PROTECT, null=True, related_name="places")
    blocked_at = models.DateTimeField(null=True)
    blocked_why = models.CharField(max_length=100, blank=True, default="")
    retired_at = models.DateTimeField(null=True)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["bureau", "code"], name="one_place_per_code")]
        indexes = [
            models.Index(
                fields=["bureau", "unit", "row", "box"],
                condition=Q(retired_at__isnull=True),
                name="place_in_order",
            )
        ]

    def __str__(self) -> str:
        return self.code


class Stored(models.Model):
    """A case's paper result in a place, from when until when. One place one case, one case one place."""

    place = models.ForeignKey(Place, models.PROTECT, related_name="stored", db_index=False)
    case = models.ForeignKey("cases.Case", models.PROTECT, related_name="stored", db_index=False)
    placed_at = models.DateTimeField()
    placed_by = models.ForeignKey("identity.Staff", models.PROTECT, null=True, related_name="+")
    taken_at = models.DateTimeField(null=True)
    why = models.CharField(max_length=20, blank=True, default="")

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["place"], condition=Q(taken_at__isnull=True), name="one_case_per_place"
            ),
            models.UniqueConstraint(
                fields=["case"], condition=Q(taken_at__isnull=True), name="one_place_per_case"
            ),
        ]


class Opening(models.Model):
    """A door of a cabinet opened once, and what became of it. `number` is ours, known to the controller.

    For a visitor: who was identified, how and at which device. `record` is the controller's last word as it signed it,
    `record_digest` its digest, which stands in the journal.
    """

    uid = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    bureau = models.ForeignKey("identity.Organisation", models.PROTECT, related_name="+", db_index=False)
    place = models.ForeignKey(Place, models.PROTECT, related_name="openings", db_index=False)
    case = models.ForeignKey("cases.Case", models.PROTECT, related_name="box_openings")
    purpose = models.CharField(max_length=10, choices=[(key, _(label)) for key, label in PURPOSES.items()])
    state = models.CharField(
        max_length=10,
        choices=[(key, _(label)) for key, label in OPENINGS.items()],
        default=OpeningState.ASKED,
    )
    number = models.CharField(max_length=40, unique=True)
    asked_at = models.DateTimeField()
    asked_by = models.ForeignKey("identity.Staff", models.PROTECT, null=True, related_name="+")
    device = models.CharField(max_length=60, blank=True, default="")
    recipient = EncryptedTextField(default="")
    identifier = EncryptedTextField(default="")
    relation = models.CharField(max_length=20, blank=True, default="")
    opened_at = models.DateTimeField(null=True)
    closed_at = models.DateTimeField(null=True)
    heard_at = models.DateTimeField(null=True)
    ended_at = models.DateTimeField(null=True)
    why = models.CharField(max_length=300, blank=True, default="")
    record = models.JSONField(default=dict)
    record_digest = models.CharField(max_length=64, blank=True, default="")

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["place"], condition=Q(state__in=LIVE), name="one_opening_per_box")
        ]
        indexes = [
            models.Index(fields=["bureau", "-id"], name="opening_newest"),
            models.Index(fields=["place", "-id"], name="opening_of_box"),
            models.Index(fields=["asked_at"], condition=Q(state__in=WAITING), name="opening_waiting"),
        ]

    def __str__(self) -> str:
        return self.number


class Destination(models.Model):
    """Where an applicant wants the result sent; encrypted."""

    uid = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    case = models.OneToOneField("cases.Case", models.CASCADE, related_name="destination")
    to = EncryptedJSONField()
    at = models.DateTimeField()


class Parcel(models.Model):
    """Something sent by courier at the bureau's cost. `number` is ours, `waybill` the courier's; postage in 分.

    Out: `to` is the applicant. In: `to` is whence the courier collects. The proof of delivery is the courier's file as
    it came, with the digest that the courier signed.
    """

    uid = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    bureau = models.ForeignKey("identity.Organisation", models.PROTECT, related_name="+", db_index=False)
    case = models.ForeignKey("cases.Case", models.PROTECT, related_name="parcels")
    way = models.CharField(max_length=3, choices=[(key, _(label)) for key, label in WAYS.items()])
    state = models.CharField(
        max_length=10, choices=[(key, _(label)) for key, label in STATES.items()], default=ParcelState.ASKED
    )
    number = models.CharField(max_length=40, unique=True)
    by_hand = models.BooleanField(default=False)
    courier = models.CharField(max_length=40, blank=True, default="")
    waybill = models.CharField(max_length=40, blank=True, default="")
    to = EncryptedJSONField()
    contents = models.CharField(max_length=500, blank=True, default="")
    postage = models.IntegerField(default=0)
    asked_at = models.DateTimeField()
    asked_by = models.ForeignKey("identity.Staff", models.PROTECT, null=True, related_name="+")
    collected_at = models.DateTimeField(null=True)
    ended_at = models.DateTimeField(null=True)
    signed_by = EncryptedTextField(default="")
    return_reason = models.CharField(max_length=300, blank=True, default="")
    proof = models.ForeignKey("documents.StoredFile", models.PROTECT, null=True, related_name="+")
    proof_digest = models.CharField(max_length=64, blank=True, default="")
    heard_at = models.DateTimeField(null=True)
    opened_at = models.DateTimeField(null=True)
    opened_by = models.ForeignKey("identity.Staff", models.PROTECT, null=True, related_name="+")
    found = models.CharField(max_length=500, blank=True, default="")

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["case", "way"], condition=Q(state__in=UNDER_WAY), name="one_parcel_under_way"
            )
        ]
        indexes = [
            models.Index(fields=["bureau", "state", "-id"], name="parcel_by_state"),
            models.Index(fields=["waybill"], name="parcel_by_waybill"),
            models.Index(fields=["asked_at"], condition=Q(state__in=UNDER_WAY), name="parcel_silent"),
        ]

    def __str__(self) -> str:
        return self.waybill or self.number


class Trace(models.Model):
    """One thing that the courier told of a parcel; `place` in the courier's number of it, told once."""

    parcel = models.ForeignKey(Parcel, models.CASCADE, related_name="traces")
    seq = models.IntegerField()
    state = models.CharField(max_length=10)
    text = models.CharField(max_length=200)
    at = models.DateTimeField()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["parcel", "seq"], name="trace_told_once")]
        ordering = ["seq"]


class CourierDay(ComparedDay):
    """A day's parcels compared with the courier's bill."""

    class Meta:
        constraints = [models.UniqueConstraint(fields=["bureau", "day"], name="courier_day_once")]


class CourierDifference(DayDifference):
    """A parcel on which our books and the courier's bill differ; `trade_no` is the waybill."""

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["bureau", "day", "number"], name="courier_difference_once")
        ]
