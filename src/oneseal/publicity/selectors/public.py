"""What everybody may read: published licences, searched and as open data."""

from collections.abc import Iterator, Mapping
from uuid import UUID

from django.db.models import Q, QuerySet

from oneseal.foundation.lists import Page, keyset_page
from oneseal.kernel.errors import NotFound
from oneseal.kernel.text import N_
from oneseal.publicity.models import Publication, PublicationVersion
from oneseal.publicity.rules.fields import FIELDS
from oneseal.publicity.rules.states import PublicationState

NEWEST = ("-decided_on", "-id")


def found_published(asked: Mapping[str, str]) -> QuerySet[Publication]:
    """Published licences; `q`: words of the holder, the licence's name, or the beginning of the number."""
    rows = Publication.objects.filter(state=PublicationState.PUBLISHED)
    if text := asked.get("q", "").strip()[:60]:
        rows = rows.filter(
            Q(holder__contains=text)
            | Q(item_name__contains=text)
            | Q(number__startswith=text)
            | Q(fields__holder_code=text)
        )
    return rows


def public_list(asked: Mapping[str, str]) -> Page[Publication]:
    """A page of them, newest decision first."""
    return keyset_page(found_published(asked), NEWEST, asked)


def access_published(uid: UUID) -> Publication:
    """One publication that is, or once was, public. Raises NotFound for what never was."""
    seen = (PublicationState.PUBLISHED, PublicationState.WITHDRAWN)
    found = Publication.objects.filter(uid=uid, state__in=seen, published_at__isnull=False).first()
    if found is None:
        raise NotFound("publication_not_found", N_("没有这条公示。"))
    return found


def history(publication: Publication) -> list[PublicationVersion]:
    """What was said before, newest first, with why it changed."""
    return list(publication.versions.select_related("by"))


def open_data(asked: Mapping[str, str]) -> Iterator[dict[str, str]]:
    """Every published licence that is asked for, field by field, with its address and day of publication."""
    rows = found_published(asked).order_by(*NEWEST).values_list("uid", "fields", "published_on")
    for uid, fields, published_on in rows.iterator(chunk_size=2000):
        yield {
            **{name: fields.get(name, "") for name in FIELDS},
            "published_on": str(published_on),
            "id": str(uid),
        }
