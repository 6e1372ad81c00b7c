"""A person asks an agency for their own record (inventory 3.18): agreed, written down, asked, shown, kept nowhere.

The agency is never asked inside a transaction: that somebody agreed is in the journal before anything leaves the house.
"""

import logging
import secrets
from typing import Any

from django.db import IntegrityError, transaction

from oneseal.foundation import clock, ratelimit
from oneseal.foundation.db import lock
from oneseal.foundation.journal import Subject, Update, record
from oneseal.identity import selectors as identity
from oneseal.kernel.access import Actor
from oneseal.kernel.errors import Conflict
from oneseal.kernel.events import Event
from oneseal.kernel.text import N_
from oneseal.records import events
from oneseal.records.gateway import Unreachable, platform
from oneseal.records.models import RecordQuery
from oneseal.records.rules import answers, kinds
from oneseal.records.rules.answers import Answer
from oneseal.records.rules.kinds import KINDS, Record, State

log = logging.getLogger(__name__)
DAY = 24 * 3600


def ask_record(
    actor: Actor, *, name: str, agreed: bool, vouched: bool, bureau_id: int = 0
) -> tuple[RecordQuery, Answer]:
    """Ask for the actor's own record; the question as it stands in the ledger, and the answer, which is kept nowhere.

    `vouched`: the sign-in came from the provincial identity service. There is no number to type: it is the account's.
    Raises NotFound, Forbidden (no person), Conflict (not vouched for; no platform; the same is being asked; no answer
    that can be believed), RuleViolation (did not agree), TooMany.
    """
    which = kinds.kind_of(name)
    person = identity.access_applicant(actor, actor.applicant_id)
    kinds.check_person(person=person.kind == "person", id_kind=person.id_kind, vouched=vouched)
    kinds.check_consent(agreed)
    way = platform.current()
    ratelimit.count(f"records:{actor.applicant_id}", kinds.A_DAY, DAY)
    row = _begin(actor, which, bureau_id or next(iter(identity.bureau_ids()), 0))
    try:
        said = way.call("record.query", _question(row, person))
        answer = answers.read(said, query=row.number, number=person.number)
    except (Unreachable, ValueError, KeyError, TypeError) as error:
        # Of an answer that does not fit only the kind of fault is told: the message may quote it.
        log.warning(
            "record query %s: %s", row.number, error if isinstance(error, Unreachable) else type(error)
        )
        _end(actor, row.pk, State.FAILED)
        text = N_("%(agency)s暂时没有答复，没有查到任何内容。请过几分钟再试，或者到该机构查询。")
        raise Conflict("agency_silent", text, params={"agency": KINDS[which].agency}) from error
    return _end(actor, row.pk, State.FOUND if answer.found else State.NOTHING), answer


def _question(row: RecordQuery, person: Any) -> dict[str, Any]:
    """What the agency has to know: the least of it."""
    return {
        "query_no": row.number,
        "record": row.record,
        "id_kind": person.id_kind,
        "number": person.number,
        "name": person.name,
        "ground": "consent",
        "terms": row.terms,
    }


def _begin(actor: Actor, which: Record, bureau_id: int) -> RecordQuery:
    now, kind = clock.now(), KINDS[which]
    number = f"CX{clock.today():%Y%m%d}{secrets.token_hex(5).upper()}"
    _give_up_lost(actor, which)
    try:
        with transaction.atomic():
            row = RecordQuery.objects.create(
                bureau_id=bureau_id,
                applicant_id=actor.applicant_id,
                number=number,
                record=which,
                terms=kinds.TERMS,
                asked_at=now,
            )
            event = events.RecordAsked(number, which, kind.name, kind.agency, kinds.TERMS)
            record(actor.of_bureau(bureau_id), Subject("record_query", row.pk), event)
    except IntegrityError as error:
        text = N_("这一项正在查询，请等几秒再看。")
        raise Conflict("being_asked", text) from error
    return row


def _give_up_lost(actor: Actor, which: Record) -> None:
    """A question whose process died stands in nobody's way for longer than a minute."""
    lost = RecordQuery.objects.filter(
        applicant=actor.applicant_id,
        record=which,
        state=State.ASKED,
        asked_at__lt=clock.now() - kinds.OPEN_FOR,
    )
    for query_id in lost.values_list("pk", flat=True):
        _end(actor, query_id, State.FAILED)


def _end(actor: Actor, query_id: int, state: State) -> RecordQuery:
    with transaction.atomic():
        row = lock(RecordQuery, query_id)
        if row.state != State.ASKED:
            return row
        event: Event = events.RecordFailed(row.number)
        if state != State.FAILED:
            event = events.RecordAnswered(row.number, found=state == State.FOUND)
        change = Update(RecordQuery, row.pk, {"state": state, "ended_at": clock.now()})
        record(actor.of_bureau(row.bureau_id), Subject("record_query", row.pk), event, changes=[change])
    row.refresh_from_db()
    return row
