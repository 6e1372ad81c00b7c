"""The journal, its seals and cursors, numbers, idempotency keys."""

from django.contrib.postgres.indexes import BrinIndex
from django.db import models
from django.db.models.functions import Now


class JournalHead(models.Model):
    """The newest entry of each subject: where its chain goes on."""

    subject_kind = models.CharField(max_length=40, db_collation="C")
    subject_id = models.BigIntegerField()
    seq = models.IntegerField()
    order_xid = models.BigIntegerField()
    hash = models.BinaryField()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["subject_kind", "subject_id"], name="one_head_per_subject")
        ]


class JournalEntry(models.Model):
    """One thing that happened. Never changed, never deleted: the database refuses it (migration 0002)."""

    bureau_id = models.BigIntegerField()
    subject_kind = models.CharField(max_length=40, db_collation="C")
    subject_id = models.BigIntegerField()
    seq = models.IntegerField()
    order_xid = models.BigIntegerField()
    kind = models.CharField(max_length=60)
    at = models.DateTimeField()
    actor_id = models.BigIntegerField()
    actor_name = models.CharField(max_length=120)
    door = models.CharField(max_length=20)
    request_id = models.CharField(max_length=64)
    reason = models.TextField()
    data = models.JSONField()
    hash = models.BinaryField()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["subject_kind", "subject_id", "seq"], name="one_entry_per_place")
        ]
        indexes = [
            models.Index(fields=["order_xid", "id"], name="journal_commit_order"),
            models.Index(fields=["bureau_id", "actor_id", "at"], name="journal_by_actor"),
            BrinIndex(fields=["at"], name="journal_by_day", pages_per_range=32),
        ]


class JournalSeal(models.Model):
    """A Merkle root over a stretch of entries, signed, tied to the seal before it."""

    first_id = models.BigIntegerField()
    last_id = models.BigIntegerField()
    last_xid = models.BigIntegerField()
    count = models.IntegerField()
    root = models.BinaryField()
    previous = models.BinaryField()
    signature = models.BinaryField()
    key_id = models.CharField(max_length=64)
    sealed_at = models.DateTimeField()


class SubscriberCursor(models.Model):
    """How far a subscriber has read the journal."""

    name = models.CharField(max_length=80, unique=True)
    order_xid = models.BigIntegerField(default=0)
    entry_id = models.BigIntegerField(default=0)
    failures = models.IntegerField(default=0)
    last_error = models.TextField(blank=True, default="")
    retry_at = models.DateTimeField(null=True)
    moved_at = models.DateTimeField(db_default=Now())


class JobFailure(models.Model):
    """Why a job failed the last time; kept until it succeeds or is discarded."""

    job_id = models.BigIntegerField(unique=True)
    task = models.CharField(max_length=128)
    error = models.CharField(max_length=500)
    trace = models.TextField()
    attempts = models.IntegerField()
    failed_at = models.DateTimeField()


class NumberSeries(models.Model):
    """The last number given in a series of one bureau and year."""

    bureau_id = models.BigIntegerField()
    series = models.CharField(max_length=60)
    year = models.IntegerField()
    last = models.BigIntegerField()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["bureau_id", "series", "year"], name="one_series_per_year")
        ]


class IdempotencyKey(models.Model):
    """The answer given to a key, so that a repeated request gets the same answer and acts once."""

    owner = models.CharField(max_length=80)
    key = models.CharField(max_length=128)
    fingerprint = models.CharField(max_length=64)
    status = models.IntegerField(null=True)
    body = models.JSONField(null=True)
    created_at = models.DateTimeField(db_default=Now())

    class Meta:
        constraints = [models.UniqueConstraint(fields=["owner", "key"], name="one_answer_per_key")]


class HolidayNotice(models.Model):
    """A holiday notice of the State Council as loaded; a year noticed again gets the next version (CAL-2)."""

    year = models.IntegerField()
    version = models.IntegerField()
    title = models.CharField(max_length=200)
    source_url = models.CharField(max_length=300, blank=True, default="")
    source = models.CharField(max_length=120, blank=True, default="")
    published_on = models.DateField(null=True)
    loaded_by = models.BigIntegerField(default=0)
    loaded_by_name = models.CharField(max_length=120, blank=True, default="")
    loaded_at = models.DateTimeField()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["year", "version"], name="one_notice_per_version")]


class HolidayDay(models.Model):
    """One day that a notice takes out of the week's rhythm: off, or a make-up working day (CAL-2)."""

    notice = models.ForeignKey(HolidayNotice, on_delete=models.CASCADE, related_name="days")
    day = models.DateField()
    off = models.BooleanField()
    name = models.CharField(max_length=60)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["notice", "day"], name="one_line_per_notice_and_day")]


class CalendarIndex(models.Model):
    """Every known day with its running numbers, so that SQL finds deadlines by joining twice.

    `upto` counts working days from the first known day up to this one, `workday_number` is the same on
    working days and null on others; `provisional_upto` counts days of provisional years. Written only by
    foundation.calendars.refresh_index.
    """

    day = models.DateField(primary_key=True)
    is_workday = models.BooleanField()
    upto = models.IntegerField()
    workday_number = models.IntegerField(null=True, unique=True)
    provisional = models.BooleanField()
    provisional_upto = models.IntegerField()


class CallPeer(models.Model):
    """A browser in a call by video, until the call ends or the browser is replaced. See foundation.calls."""

    room = models.CharField(max_length=60, db_collation="C")
    peer = models.UUIDField(unique=True)
    who = models.CharField(max_length=40, db_collation="C")
    name = models.CharField(max_length=120)
    host = models.BooleanField()
    seen_at = models.DateTimeField()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["room", "who"], name="one_place_in_a_call")]


class CallSignal(models.Model):
    """What one browser told another to set up their line; goes with either of them."""

    sender = models.ForeignKey(CallPeer, models.CASCADE, related_name="said")
    receiver = models.ForeignKey(CallPeer, models.CASCADE, related_name="heard", db_index=False)
    body = models.JSONField()

    class Meta:
        indexes = [models.Index(fields=["receiver", "id"], name="call_signal_for")]
