"""What tests of other contexts ask about messages."""

from django.db.models import QuerySet

from oneseal.notices.models import Message


def messages_about(subject_kind: str, subject_id: int) -> QuerySet[Message]:
    """Everything that was told about a subject, all channels."""
    return Message.objects.filter(about_kind=subject_kind, about_id=subject_id).order_by("id")
