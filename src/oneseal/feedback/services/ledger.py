"""The ledger of what is to be mended (整改台账, inventory 10.11)."""

from collections.abc import Sequence
from datetime import date
from typing import Any

from django.db import transaction

from oneseal.documents import services as documents
from oneseal.feedback import events, selectors
from oneseal.feedback.models import Issue, IssueFile, Survey
from oneseal.feedback.rules import ledger
from oneseal.feedback.rules.ledger import ISSUE_STATES
from oneseal.foundation import clock
from oneseal.foundation.db import lock
from oneseal.foundation.journal import Subject, Update, record
from oneseal.kernel.access import Actor
from oneseal.kernel.errors import Forbidden, NotFound, RuleViolation
from oneseal.kernel.text import N_


def _keeper(actor: Actor) -> None:
    if not actor.has(*selectors.KEEPERS):
        raise Forbidden("may_not_keep", N_("整改台账由监督岗、统筹岗登记和销号。"))


def open_issue(
    actor: Actor, *, source: str, text: str, owner_id: int, due: date, survey_id: int | None = None
) -> Issue:
    """Put something into the ledger: from where, what, which section mends it, by when."""
    _keeper(actor)
    ledger.check_due(due, clock.today())
    if source not in ledger.SOURCES or len(text.strip()) < 5:
        raise RuleViolation("issue_unclear", N_("请写清楚是什么问题，并选择问题来源。"), field="text")
    if owner_id not in selectors.section_names(actor.bureau_id):
        raise NotFound("section_not_found", N_("没有这个责任科室。"))
    if survey_id and not Survey.objects.filter(pk=survey_id, bureau=actor.bureau_id).exists():
        raise NotFound("survey_not_found", N_("没有这个测评，或者您无权查看。"))
    with transaction.atomic():
        row = Issue.objects.create(
            bureau_id=actor.bureau_id,
            source=source,
            survey_id=survey_id,
            text=text.strip()[:500],
            owner_id=owner_id,
            due=due,
            found_at=clock.now(),
        )
        record(actor, Subject("issue", row.pk), events.IssueOpened(source, owner_id, due.isoformat()))
    return row


def _locked(actor: Actor, issue_id: int, verb: str) -> tuple[Issue, str]:
    row = lock(Issue, issue_id)
    if row.bureau_id != actor.bureau_id:
        raise NotFound("issue_not_found", N_("台账里没有这一条。"))
    return row, ISSUE_STATES.step(row.state, verb)


def close_issue(
    actor: Actor, *, issue_id: int, evidence: str, files: Sequence[tuple[str, bytes]] = ()
) -> Issue:
    """Strike an issue off, with what shows that it is mended, in words and files (name and bytes).

    Raises Forbidden, NotFound, Conflict, RuleViolation (no words, too many files, a file that is none).
    """
    _keeper(actor)
    with transaction.atomic():
        row, state = _locked(actor, issue_id, "close")
        ledger.check_closing(evidence, len(files))
        for name, content in files:
            IssueFile.objects.get_or_create(issue=row, file=_kept(actor, name, content))
        values = {
            "state": state,
            "evidence": evidence.strip()[:1000],
            "closed_at": clock.now(),
            "closed_by_id": actor.staff_id,
        }
        event = events.IssueClosed(clock.today() > row.due, len(files))
        record(actor, Subject("issue", row.pk), event, changes=[Update(Issue, row.pk, values)])
    return row


def _kept(actor: Actor, name: str, content: bytes) -> Any:
    return documents.store_file(
        actor, bureau_id=actor.bureau_id, name=name, content=content, purpose=selectors.EVIDENCE
    )


def prolong_issue(actor: Actor, *, issue_id: int, due: date, reason: str) -> Issue:
    """Say that an issue takes longer, until when and why; once."""
    _keeper(actor)
    with transaction.atomic():
        row, state = _locked(actor, issue_id, "prolong")
        ledger.check_due(due, clock.today(), row.due)
        if not reason.strip():
            raise RuleViolation("reason_missing", N_("请写明为什么要转为中长期整改。"), field="reason")
        change = Update(Issue, row.pk, {"state": state, "due": due})
        event = events.IssueProlonged(due.isoformat())
        record(actor, Subject("issue", row.pk), event, changes=[change], reason=reason.strip()[:300])
    return row
