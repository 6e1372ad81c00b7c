"""Evaluations given elsewhere: the province's platform (省好差评平台) sends them, and each counts once (EVA-2)."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from django.db import IntegrityError, transaction

from oneseal.cases import selectors as cases_read
from oneseal.cases import services as cases
from oneseal.feedback import events, selectors
from oneseal.feedback.models import Relayed
from oneseal.feedback.rules import asking
from oneseal.feedback.services.evaluating import Source, evaluate
from oneseal.foundation import clock
from oneseal.foundation.journal import Subject, record
from oneseal.kernel.access import Actor
from oneseal.kernel.errors import Conflict, Forbidden, RuleViolation
from oneseal.kernel.text import N_


@dataclass(frozen=True)
class Said:
    """What was said on the platform: its number there, about a case (its number) or a visit (its evaluation code)."""

    number: str
    given_at: datetime
    level: int
    case: str = ""
    visit: str = ""
    scores: Mapping[str, int] = field(default_factory=dict)
    tags: Sequence[str] = ()
    comment: str = ""
    contact: str = ""

    @property
    def about(self) -> dict[str, Any]:
        """What was said, as the acts take it."""
        return {"level": self.level, "scores": self.scores, "tags": self.tags, "comment": self.comment}


def relay(actor: Actor, said: Said) -> tuple[Relayed, bool]:
    """Take in an evaluation, and whether it is new: the same number again gives the first one and changes nothing.

    Raises Forbidden for everybody but a platform with a token for it, NotFound for an unknown case or visit, Conflict
    for what was judged already on another channel and for a number used for something else, RuleViolation.
    """
    if not cases_read.relays(actor):
        raise Forbidden("may_not_relay", N_("只有好差评平台可以转来评价。"), basis="国办发〔2019〕51号")
    if bool(said.case) == bool(said.visit):
        raise RuleViolation("subject_unclear", N_("请填写办件编号或者评价码，二者填一个。"), field="case")
    asking.check_given(said.given_at, clock.now())
    subject, give = _about_case(actor, said) if said.case else _about_visit(actor, said)
    if (known := selectors.relayed(actor, said.number)) is not None:
        return _same(known, subject), False
    try:
        with transaction.atomic():
            return _keep(actor, said, give()), True
    except IntegrityError as error:
        raise _used() from error
    except Conflict:
        # Sent twice at once: the second waited for the first, which has been kept meanwhile.
        if (known := selectors.relayed(actor, said.number)) is None:
            raise
        return _same(known, subject), False


Give = Callable[[], Any]


def _about_case(actor: Actor, said: Said) -> tuple[tuple[str, int], Give]:
    case, about = cases_read.relayed_case(actor, said.case), said.about
    subject = ("case", case.pk)
    return subject, lambda: cases.relay_evaluation(actor, case_id=case.pk, contact=said.contact, **about)


def _about_visit(actor: Actor, said: Said) -> tuple[tuple[str, int], Give]:
    visit, about = selectors.relayed_visit(actor, said.visit), said.about
    source = Source("platform", at=said.given_at, contact=said.contact)
    return (visit.kind, visit.subject_id), lambda: evaluate(actor, source, invitation_id=visit.pk, **about)


def _keep(actor: Actor, said: Said, given: Any) -> Relayed:
    row = Relayed.objects.create(
        bureau_id=actor.bureau_id,
        client_id=-actor.account_id,
        number=said.number,
        evaluation=given,
        given_at=said.given_at,
        arrived_at=clock.now(),
    )
    record(actor, Subject("evaluation", given.pk), events.EvaluationRelayed(said.number, given.number))
    return row


def _same(known: Relayed, subject: tuple[str, int]) -> Relayed:
    if (known.evaluation.subject_kind, known.evaluation.subject_id) != subject:
        raise _used()
    return known


def _used() -> Conflict:
    return Conflict("number_used", N_("这个评价编号已经用于另一件事，请核对。"), field="number")
