"""Copies marked for one use (加注件): made by the holder, void when they say so or when the day is over (ECERT-5)."""

import secrets
from datetime import date, timedelta

from django.db import transaction

from oneseal.certificates import events, selectors
from oneseal.certificates.models import AnnotatedCopy, Certificate
from oneseal.certificates.rules.states import State
from oneseal.documents.rules.numbers import code_from
from oneseal.documents.selectors import unprintable
from oneseal.foundation import clock, jobs
from oneseal.foundation.db import lock
from oneseal.foundation.journal import Subject, Update, record
from oneseal.kernel.access import Actor
from oneseal.kernel.errors import Conflict, Forbidden, RuleViolation, Violations
from oneseal.kernel.text import N_

LONGEST = timedelta(days=365)


def make_copy(
    actor: Actor, *, certificate_id: int, recipient: str, purpose: str, valid_until: date
) -> AnnotatedCopy:
    """A copy for one recipient and one use, good until a day within a year and the certificate's own term.

    Only the holder (or who acts for them). Raises Conflict where the certificate is not valid, Violations.
    """
    with transaction.atomic():
        row = lock(Certificate, certificate_id)
        selectors.check_visible(actor, row)
        if row.holder_id not in actor.applicants or actor.is_staff:
            raise Forbidden("not_holder", N_("加注件只能由持证人自己制作。"))
        if row.state != State.VALID:
            raise Conflict("not_valid", N_("这份证照现在不是有效状态，不能制作加注件。"))
        _check(row, recipient, purpose, valid_until)
        copy = AnnotatedCopy.objects.create(
            certificate=row,
            recipient=recipient.strip(),
            purpose=purpose.strip(),
            valid_until=valid_until,
            verify_code=code_from(secrets.token_bytes(16)),
            made_by=actor.account_id,
            made_at=clock.now(),
        )
        record(actor, Subject("licence", row.pk), events.CopyMade(copy.pk, valid_until.isoformat()))
        jobs.defer("certificates.render_copy", copy_id=copy.pk)
    return copy


def _check(row: Certificate, recipient: str, purpose: str, valid_until: date) -> None:
    problems = []
    for field, text, missing in (
        ("recipient", recipient, N_("请填写这份副本给谁用，例如“云岭市第一医院”。")),
        ("purpose", purpose, N_("请填写办什么事用，例如“签订供货合同”。")),
    ):
        if not text.strip():
            problems.append(RuleViolation(f"{field}_missing", missing, field=field))
        elif signs := unprintable(text):
            problems.append(
                RuleViolation(
                    "unprintable",
                    N_("“%(signs)s”不能印在副本上，请换个写法。"),
                    params={"signs": "".join(signs)},
                    field=field,
                )
            )
    today = clock.today()
    last = min(filter(None, (today + LONGEST, row.valid_until)))
    if not today <= valid_until <= last:
        problems.append(
            RuleViolation(
                "copy_term",
                N_("有效期应从今天起，最晚到%(last)s（不超过一年，也不超过证照本身的有效期）。"),
                params={"last": last.isoformat()},
                field="valid_until",
            )
        )
    if problems:
        raise Violations(problems)


def withdraw_copy(actor: Actor, *, copy_id: int) -> None:
    """Declare a marked copy void; whoever scans it learns so."""
    with transaction.atomic():
        copy = lock(AnnotatedCopy, selectors.access_copy(actor, copy_id).pk)
        if copy.withdrawn_at is not None:
            raise Conflict("copy_withdrawn", N_("这份加注件已经作废了。"))
        change = Update(AnnotatedCopy, copy.pk, {"withdrawn_at": clock.now()})
        event = events.CopyWithdrawn(copy.pk)
        record(actor, Subject("licence", copy.certificate_id), event, changes=[change])
