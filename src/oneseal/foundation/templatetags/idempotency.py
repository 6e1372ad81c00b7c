"""`{% load idempotency %}{% idempotency_key %}`: the hidden field that makes two presses one act."""

import uuid

from django import template
from django.utils.html import format_html
from django.utils.safestring import SafeString

from oneseal.foundation.idempotency import FIELD

register = template.Library()


@register.simple_tag
def idempotency_key() -> SafeString:
    """A hidden field with a new key each time the form is shown."""
    return format_html('<input type="hidden" name="{}" value="{}">', FIELD, uuid.uuid4().hex)
