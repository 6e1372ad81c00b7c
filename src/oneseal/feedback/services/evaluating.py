"""The visitor judges; where the word came from is kept as blind marks and looked at for signs (EVA-1…5)."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, fields
from datetime import datetime
from typing import Any

from django.db import transaction

from oneseal.cases import services as cases
from oneseal.feedback import events, selectors
from oneseal.feedback.models import Invitation, Origin, StaffDevice, Suspicion
from oneseal.feedback.rules import asking, suspicion
from oneseal.foundation import clock
from oneseal.foundation.crypto import blind_index
from oneseal.foundation.db import lock
from oneseal.foundation.journal import Subject, record
from oneseal.kernel.access import SYSTEM, Actor
from oneseal.kernel.errors import Forbidden
from oneseal.kernel.text import N_


@dataclass(frozen=True)
class Source:
    """Whence a judgement comes: by which way, from which browser (its cookie's value) and address.

    A platform says when it was given there (`at`) and whom to call back (`contact`), if the visitor left it.
    """

    way: str
    device: str = ""
    address: str = ""
    at: datetime | None = None
    contact: str = ""

    @property
    def marks(self) -> tuple[str, str]:
        """Device and address as blind marks."""
        return (
            blind_index(self.device, "device") if self.device else "",
            blind_index(self.address, "address") if self.address else "",
        )


def evaluate(
    actor: Actor,
    source: Source,
    *,
    invitation_id: int,
    level: int,
    scores: Mapping[str, int] | None = None,
    tags: Sequence[str] = (),
    comment: str = "",
) -> Any:
    """Judge a visit by its code, once, and once more after rectification; gives the evaluation. Nobody need be signed in.

    Raises Forbidden for staff (they never judge for others, EVA-5), Conflict the second time, RuleViolation when over.
    """
    if actor.is_staff:
        raise Forbidden(
            "staff_may_not_evaluate",
            N_("工作人员不能代为评价。请办事人用自己的手机扫码，或者在窗口平板上评价。"),
            basis="国办发〔2019〕51号",
        )
    with transaction.atomic():
        row = lock(Invitation, invitation_id)
        asking.check_open(row.ended_at, source.at or clock.now())
        said = cases.evaluate_visit(
            _visit(row, source),
            level=level,
            scores=scores,
            tags=tags,
            comment=comment,
            evaluator=str(actor.account_id) if actor.account_id else "",
        )
        if row.evaluated_at is None:
            Invitation.objects.filter(pk=row.pk).update(evaluated_at=clock.now())
        _look(actor, row, source, said.pk, level)
    return said


def _visit(row: Invitation, source: Source) -> cases.Visit:
    columns = {each.name: getattr(row, each.name) for each in fields(cases.Visit) if each.name != "id"}
    return cases.Visit(id=row.subject_id, **(columns | {"contact": source.contact or row.contact}))


def _look(actor: Actor, row: Invitation, source: Source, evaluation_id: int, level: int) -> None:
    """Keep whence it came, and look for signs beside what came before."""
    device, address = source.marks
    now = clock.now()
    given = suspicion.Given(
        window=row.at_window,
        level=level,
        at=source.at or now,
        ended=row.ended_at,
        way=source.way,
        device=device,
        address=address,
        staff_device=selectors.is_staff_device(device, row.judged),
        own_account=bool(actor.applicants & selectors.own_applicants(row.judged)),
        staff_address=selectors.is_staff_address(source.address, row.judged),
    )
    found = suspicion.signs(given, selectors.given_before(row.bureau_id, now))
    Origin.objects.create(
        evaluation_id=evaluation_id,
        invitation=row,
        bureau_id=row.bureau_id,
        window=row.window,
        level=level,
        way=source.way,
        at=now,
        ended_at=row.ended_at,
        device=device,
        address=address,
    )
    if found:
        Suspicion.objects.create(
            evaluation_id=evaluation_id, bureau_id=row.bureau_id, signs=found, found_at=now
        )
        who = SYSTEM.of_bureau(row.bureau_id)
        record(who, Subject("evaluation", evaluation_id), events.SignsFound(evaluation_id, found))


def remember_staff_device(actor: Actor, device: str) -> None:
    """A member of staff is signed in in this browser: what is judged from it later is looked at (EVA-5)."""
    if actor.staff_id and device:
        StaffDevice.objects.update_or_create(
            mark=blind_index(device, "device"), defaults={"staff_id": actor.staff_id, "seen_at": clock.now()}
        )
