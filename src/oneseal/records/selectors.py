"""Every read of records: whether agencies can be asked, whose questions somebody sees."""

from collections.abc import Mapping

from django.conf import settings
from django.db.models import QuerySet
from django.urls import reverse

from oneseal.foundation.lists import Page, keyset_page
from oneseal.kernel.access import Actor, Role
from oneseal.records.gateway import platform
from oneseal.records.models import RecordQuery

WATCHERS = frozenset({Role.SUPERVISOR, Role.ADMINISTRATOR})
"""Who sees that questions were asked, with masked names; the answers nobody sees, there are none."""
ORDER = ("-asked_at", "-id")


def is_connected() -> bool:
    """Whether there is a platform to ask."""
    return platform.is_configured()


def entrance() -> str:
    """Where a visitor of a kiosk begins: at the provincial identity service, then at the choice of records.

    Empty where no platform is connected, or where nobody vouches for people.
    """
    if not is_connected() or not settings.PROVINCE_NAME:
        return ""
    return f"{reverse('openid_connect_login', args=['province'])}?next={reverse('records:mine')}"


def own_queries(actor: Actor, asked: Mapping[str, str]) -> Page[RecordQuery]:
    """What a person asked for themselves, newest first."""
    rows = RecordQuery.objects.filter(applicant=actor.applicant_id)
    return keyset_page(rows, ORDER, asked)


def visible_queries(actor: Actor) -> QuerySet[RecordQuery]:
    """The bureau's ledger, for those who watch over it."""
    rows = RecordQuery.objects.select_related("applicant")
    return rows.filter(bureau=actor.bureau_id) if actor.has(*WATCHERS) else rows.none()


def query_list(actor: Actor, asked: Mapping[str, str]) -> Page[RecordQuery]:
    """The ledger, newest first."""
    return keyset_page(visible_queries(actor), ORDER, asked)
