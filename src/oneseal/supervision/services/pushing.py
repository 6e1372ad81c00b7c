"""A decision goes to the department that supervises it, on the day it was made (SUP-A)."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.conf import settings
from django.db import transaction

from oneseal.cases import selectors as cases
from oneseal.catalog import selectors as catalog
from oneseal.certificates import selectors as certificates
from oneseal.foundation import calendars, clock
from oneseal.foundation.display import local_day
from oneseal.foundation.journal import Subject, record
from oneseal.kernel.access import SYSTEM
from oneseal.supervision import events, selectors
from oneseal.supervision.models import Push
from oneseal.supervision.rules.kinds import ANNULLED, STATE_CHANGED, kind_of
from oneseal.supervision.rules.limits import receive_by


@dataclass(frozen=True, slots=True)
class News:
    """One line of the journal that may be pushed: its id, kind, subject, moment and data."""

    entry: int
    kind: str
    subject_id: int
    at: datetime
    data: Mapping[str, Any]


@dataclass(frozen=True, slots=True)
class _Matter:
    """What is pushed of a case, or of a certificate of a case."""

    case: Any
    certificate: Any
    number: str
    said: str


def push(news: News) -> int | None:
    """Send a decision to the department of the item's boundary; return the push's id.

    None where nothing is to be pushed: a refusal, a certificate without a case, an item that no known department
    supervises (the keeper of items sees those), news pushed before.
    """
    matter = _of_certificate(news) if news.kind == STATE_CHANGED else _of_case(news)
    if matter is None or Push.objects.filter(entry=news.entry).exists():
        return None
    case = matter.case
    content = catalog.version_content(case.item_version_id)
    kind = kind_of(
        news.kind,
        news.data,
        committed=bool(case.committed),
        about=case.certificate_id is not None,
        cancels=any(each.code == case.variant and each.kind == "cancel" for each in content.variants),
        filing={each.kind for each in content.results} == {"filing"},
        certified=matter.certificate is not None,
    )
    department_id = selectors.supervisor_of(case.bureau_id, case.item_id, content.supervisor)
    if kind is None or department_id is None:
        return None
    return _send(news, matter, kind, department_id)


def _send(news: News, matter: _Matter, kind: str, department_id: int) -> int:
    now, case = clock.now(), matter.case
    due = receive_by(local_day(now), settings.RECEIPT_DAYS, calendars.current())
    with transaction.atomic():
        row = Push.objects.create(
            bureau_id=case.bureau_id,
            department_id=department_id,
            case=case,
            certificate=matter.certificate,
            entry=news.entry,
            kind=kind,
            item_name=case.item_name,
            number=matter.number[:60],
            said=matter.said,
            decided_on=local_day(news.at),
            pushed_at=now,
            due=due.day,
            due_provisional=due.provisional,
        )
        event = events.Pushed(case.pk, row.number, row.department.name, due.day.isoformat())
        record(SYSTEM.of_bureau(case.bureau_id), Subject("push", row.pk), event)
    return row.pk


def _of_case(news: News) -> _Matter:
    decision = cases.effective_decisions([news.subject_id]).get(news.subject_id)
    case = decision.case if decision else cases.any_case(news.subject_id)
    document = decision.document if decision else None
    issued = certificates.of_case(case.pk)
    number = document.number if document else case.number
    said = ""
    if news.kind == ANNULLED:
        number, said = news.data["document"], "撤销（行政许可法第六十九条）"
    return _Matter(case, issued[-1] if issued else None, number, said)


def _of_certificate(news: News) -> _Matter | None:
    certificate = certificates.any_certificate(news.subject_id)
    if not certificate.case_id:
        return None
    case = cases.any_case(certificate.case_id)
    said = f"{news.data['verb_name']}（{news.data['basis']}）"
    return _Matter(case, certificate, certificate.number, said)
