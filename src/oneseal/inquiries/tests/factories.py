"""Inquiries made through the real services."""

from typing import Any

from oneseal.catalog.tests import factories as catalog
from oneseal.foundation.history import entries
from oneseal.foundation.journal import Subject
from oneseal.identity.tests import factories as identity
from oneseal.inquiries import services
from oneseal.inquiries.models import Inquiry
from oneseal.kernel.access import NOBODY


def house() -> identity.Cast:
    """The cast, and one published item of the market section."""
    cast = identity.cast()
    catalog.simple_item(code="cancel", bureau_id=cast.bureau.pk)
    return cast


def asked_at_window(cast: identity.Cast, who: str = "clerk", **more: Any) -> Inquiry:
    """Somebody asks at the window; `who` owns it."""
    given = {"channel": "window", "question": "办食品经营许可要哪些材料？", **more}
    return services.record_inquiry(cast.actor(who), **given)


def asked_online(cast: identity.Cast, who: str = "", **more: Any) -> Inquiry:
    """A question from the public pages; without `who` nobody is signed in."""
    given = {"bureau_id": cast.bureau.pk, "question": "周末能办吗？", "phone": "13800138000", **more}
    return services.ask_online(cast.actor(who) if who else NOBODY, **given)


def told(inquiry: Inquiry) -> list[str]:
    """Kinds of what the journal says of an inquiry."""
    return [entry.kind.removeprefix("inquiries.") for entry in entries(Subject("inquiry", inquiry.pk))]
