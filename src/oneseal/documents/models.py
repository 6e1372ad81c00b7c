"""Tables of documents: files kept, letterheads, documents issued."""

import uuid

from django.db import models
from django.db.models.functions import Now

from oneseal.foundation.fields import EncryptedJSONField


class StoredFile(models.Model):
    """One file as somebody handed it in: bytes lie under MEDIA_ROOT by hash, this row says whose and what.

    `sha256`, `sm3`, `size` are of the bytes that are kept (after cleaning); `source_*` of those that came in.
    """

    class Scan(models.TextChoices):
        """What the virus scanner said; a file with a finding is refused and never gets a row."""

        NONE = "none", "未接入病毒扫描"
        CLEAN = "clean", "未发现病毒"

    class Preview(models.TextChoices):
        """State of the preview picture."""

        WAITING = "waiting", "正在生成预览"
        READY = "ready", "可预览"
        NONE = "none", "此类文件无预览"

    uid = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    bureau = models.ForeignKey("identity.Organisation", on_delete=models.PROTECT, related_name="+")
    owner_id = models.BigIntegerField()
    purpose = models.CharField(max_length=40)
    name = models.CharField(max_length=255)
    media_type = models.CharField(max_length=100)
    size = models.BigIntegerField()
    sha256 = models.CharField(max_length=64)
    sm3 = models.CharField(max_length=64)
    source_size = models.BigIntegerField()
    source_sha256 = models.CharField(max_length=64)
    source_sm3 = models.CharField(max_length=64)
    pages = models.IntegerField(null=True)
    cleaned = models.JSONField(default=list)
    scan = models.CharField(max_length=10, choices=Scan.choices, default=Scan.NONE)
    preview = models.CharField(max_length=10, choices=Preview.choices, default=Preview.WAITING)
    created_at = models.DateTimeField(db_default=Now())

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["bureau", "owner_id", "purpose", "source_sha256", "name"],
                name="one_file_per_owner_and_content",
            )
        ]
        indexes = [
            models.Index(fields=["sha256"], name="file_by_content"),
            models.Index(fields=["source_sha256"], name="file_by_source"),
        ]


class Letterhead(models.Model):
    """What a bureau's documents carry: its name, the word in its numbers, its seal and addresses."""

    bureau = models.OneToOneField("identity.Organisation", on_delete=models.PROTECT, related_name="+")
    issuer = models.CharField(max_length=80)
    number_word = models.CharField(max_length=10)
    seal_text = models.CharField(max_length=20, default="行政审批专用章")
    address = models.CharField(max_length=200, blank=True, default="")
    phone = models.CharField(max_length=60, blank=True, default="")
    reconsideration_body = models.CharField(max_length=120, blank=True, default="")
    court = models.CharField(max_length=120, blank=True, default="")
    demonstration = models.BooleanField(default=False)


class IssuedDocument(models.Model):
    """One document that the bureau issued: number, what it says, its file in two forms, its state."""

    class State(models.TextChoices):
        """Whether it still holds. Documents are never deleted or changed, only revoked or replaced."""

        VALID = "valid", "有效"
        REVOKED = "revoked", "已撤销"
        REPLACED = "replaced", "已被新文书替代"

    uid = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    bureau = models.ForeignKey("identity.Organisation", on_delete=models.PROTECT, related_name="+")
    kind = models.CharField(max_length=40)
    number = models.CharField(max_length=60)
    year = models.IntegerField()
    seq = models.BigIntegerField()
    subject_kind = models.CharField(max_length=40)
    subject_id = models.BigIntegerField()
    title = models.CharField(max_length=120)
    item_name = models.CharField(max_length=200, blank=True, default="")
    addressee_masked = models.CharField(max_length=120, blank=True, default="")
    data = EncryptedJSONField()
    template = models.CharField(max_length=40)
    template_version = models.IntegerField()
    file = models.ForeignKey(StoredFile, on_delete=models.PROTECT, null=True, related_name="+")
    ofd = models.ForeignKey(StoredFile, on_delete=models.PROTECT, null=True, related_name="+")
    verify_code = models.CharField(max_length=32, unique=True)
    issued_at = models.DateTimeField()
    issued_on = models.DateField()
    issuer = models.CharField(max_length=80)
    signed_name = models.CharField(max_length=120, blank=True, default="")
    state = models.CharField(max_length=10, choices=State.choices, default=State.VALID)
    state_at = models.DateTimeField(null=True)
    state_reason = models.TextField(blank=True, default="")
    replaces = models.OneToOneField("self", on_delete=models.PROTECT, null=True, related_name="replaced_by")

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["bureau", "kind", "year", "seq"], name="one_document_per_number"),
            models.CheckConstraint(
                condition=models.Q(state="valid") | models.Q(state_at__isnull=False),
                name="state_has_a_moment",
            ),
        ]
        indexes = [
            models.Index(fields=["subject_kind", "subject_id", "id"], name="document_by_subject"),
            models.Index(fields=["file"], name="document_by_file"),
            models.Index(fields=["ofd"], name="document_by_ofd"),
        ]
