"""Finding cases: by number, name, pinyin, identifier, phone, date, state, item."""

from collections.abc import Mapping
from datetime import date
from typing import Any

from django.contrib.postgres.search import SearchQuery
from django.db.models import Q, QuerySet

from oneseal.cases.models import Case, CaseSearch
from oneseal.cases.rules import search
from oneseal.cases.rules.masking import judges
from oneseal.cases.rules.states import CaseState
from oneseal.cases.selectors.access import visible_cases
from oneseal.cases.selectors.masking import named, unmasked_for
from oneseal.foundation import clock, crypto
from oneseal.foundation.lists import Page, keyset_page
from oneseal.kernel.access import Actor

FOUND_LIMIT = 2000
"""A word as common as 有限公司 finds hundreds of thousands: then the page asks for more words."""

NEWEST = ("-received_at", "-id")


def search_cases(actor: Actor, asked: Mapping[str, str]) -> Page[Case]:
    """One page of submitted cases that fit. `asked` is request.GET.

    `q`: case number or its beginning, two characters or more of the applicant's name, its pinyin or initials, a full
    identifier or phone number. `state`, `item`, `section` ids, `from` and `to` days of receipt (ISO).
    """
    page = keyset_page(found_cases(actor, asked).select_related("section"), NEWEST, asked)
    named(actor, page.rows)
    return page


def found_cases(actor: Actor, asked: Mapping[str, str]) -> QuerySet[Case]:
    """The same as a queryset, for export and counts."""
    cases = visible_cases(actor).filter(received_at__isnull=False)
    if asked.get("state") in set(CaseState):
        cases = cases.filter(state=asked["state"])
    for name in ("item", "section"):
        if asked.get(name, "").isdecimal():
            cases = cases.filter(**{name: int(asked[name])})
    if asked.get("outcome") in {"granted", "refused"}:
        cases = cases.filter(outcome=asked["outcome"])
    cases = _between(cases, asked.get("from", ""), asked.get("to", ""))
    text = asked.get("q", "").strip()
    if not text:
        return cases
    exact = cases.filter(number=text.upper())
    if exact.exists():
        return exact
    return cases.filter(_findable(actor, text), pk__in=_ids(actor, text))


def _findable(actor: Actor, text: str) -> Q:
    """Cases whose applicant is masked for the actor are found by their number alone, never by whose they are (5.3)."""
    return unmasked_for(actor) | Q(number__startswith=text.upper()) if judges(actor) else Q()


def _between(cases: QuerySet[Case], first: str, last: str) -> QuerySet[Case]:
    if day := _day(first):
        cases = cases.filter(received_at__gte=clock.midnight(day))
    if day := _day(last):
        cases = cases.filter(received_at__lte=clock.span(day, day)[1])
    return cases


def _day(text: str) -> date | None:
    try:
        return date.fromisoformat(text)
    except ValueError:
        return None


def _ids(actor: Actor, text: str) -> list[int]:
    """Cases that the words or the identifier find; asked apart, because joined the planner walks all cases."""
    rows = CaseSearch.objects.all()
    if actor.bureau_id:
        rows = rows.filter(bureau_id=actor.bureau_id)
    if search.is_identifier(text):
        number = Q(identifier_index=crypto.blind_index(text, "id_number"))
        matches = number | Q(phone_index=crypto.blind_index(text, "phone"))
    elif words := search.query(text):
        matches = Q(document=_Words(words))
    else:
        matches = Q(pk__in=[])
    return list(rows.filter(matches).values_list("case", flat=True)[:FOUND_LIMIT])


class _Words(SearchQuery):
    """A tsquery given as such: PostgreSQL's parser would drop Chinese under some locales."""

    def __init__(self, words: str) -> None:
        super().__init__(words, search_type="raw")
        self.words = words

    def as_sql(self, *args: Any, **kwargs: Any) -> Any:
        """A cast of the parameter."""
        return "%s::tsquery", [self.words]


def cases_of_applicant(actor: Actor, applicant_id: int, limit: int = 10) -> list[Case]:
    """The newest cases of one applicant that the actor may see as theirs, drafts of the window included."""
    rows = visible_cases(actor).filter(unmasked_for(actor), applicant=applicant_id)
    found = list(rows.order_by("-id")[:limit])
    named(actor, found)
    return found
