"""Who is told of an act on a certificate: who must decide, who proposed it, who holds the certificate."""

from datetime import date
from typing import Any

from django.urls import reverse

from oneseal.certificates.models import Certificate, CertificateAct
from oneseal.certificates.rules.states import VERBS, Verb
from oneseal.foundation import clock
from oneseal.foundation.journal import Subject
from oneseal.identity import selectors as identity
from oneseal.kernel.access import SYSTEM, Actor, Role
from oneseal.notices.services import Recipient, notify, notify_staff


def tell_deciders(actor: Actor, act: CertificateAct, row: Certificate) -> None:
    """The heads of the bureau learn that a proposal waits for them (LIC-20); not the one who made it."""
    today = clock.today()
    posts = [
        post for post in identity.posts_by_code(row.bureau_id).values() if Role.BUREAU_HEAD in post.roles
    ]
    heads = {staff.pk for post in posts for staff in identity.post_holders(post.pk, today)}
    _staff(actor, heads - {actor.staff_id}, "certificate_act_proposed", act, row, by=actor.name)


def tell_proposer(actor: Actor, act: CertificateAct, row: Certificate, outcome: str) -> None:
    """Who proposed it learns what became of it."""
    _staff(actor, {act.proposed_by_id}, "certificate_act_settled", act, row, outcome={"say": outcome})


def _staff(
    actor: Actor, staff: set[int], template: str, act: CertificateAct, row: Certificate, **said: Any
) -> None:
    notify_staff(
        actor,
        bureau_id=row.bureau_id,
        staff_ids=staff,
        template=template,
        data={"name": row.name, "number": row.number, "act": {"say": VERBS[Verb(act.verb)]}, **said},
        occasion=str(act.pk),
        about=Subject("licence", row.pk),
        link=reverse("certificates:desk_certificate", args=[row.pk]),
    )


def tell_holder(row: Certificate, act: CertificateAct, document: Any) -> None:
    """The holder gets the decision."""
    _holder(row, "certificate_act", act.pk, act=VERBS[Verb(act.verb)], document=document.number)


def tell_expiry(row: Certificate, *, until: date, apply_by: date) -> None:
    """The holder hears that it expires, and by when renewal is asked for."""
    said = {"until": until.isoformat(), "apply_by": apply_by.isoformat()}
    _holder(row, "certificate_expires", row.pk, **said)


def _holder(row: Certificate, template: str, occasion: int, **said: Any) -> None:
    notify(
        SYSTEM,
        bureau_id=row.bureau_id,
        recipient=Recipient.of(row.holder),
        template=template,
        data={"name": row.name, "number": row.number, **said},
        dedupe_key=f"{template}:{occasion}",
        about=Subject("licence", row.pk),
        link=reverse("certificates:certificate", args=[row.pk]),
    )
