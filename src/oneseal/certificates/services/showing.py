"""Showing a certificate at a counter by a code that holds for minutes (亮证): who shows it, who took note of it."""

import secrets
from datetime import timedelta

from django.db import transaction

from oneseal.certificates import events, selectors
from oneseal.certificates.models import Certificate, Presentation
from oneseal.certificates.rules import showing
from oneseal.foundation import clock
from oneseal.foundation.db import lock
from oneseal.foundation.journal import Subject, Update, record
from oneseal.kernel.access import Actor, Role
from oneseal.kernel.errors import Forbidden, NotFound
from oneseal.kernel.text import N_


def show_certificate(actor: Actor, *, certificate_id: int) -> Presentation:
    """A code of eight digits under which the window finds this certificate within the next minutes, once.

    By the holder or who acts for them; it identifies the holder, and names who showed it. Raises Forbidden,
    RuleViolation where the certificate does not hold today (在线政务服务若干规定 art. 10).
    """
    with transaction.atomic():
        row = lock(Certificate, certificate_id)
        selectors.check_visible(actor, row)
        if actor.is_staff or row.holder_id not in actor.applicants:
            raise Forbidden("not_holder", N_("证照只能由持证人或者代理人自己出示。"), basis=showing.BASIS)
        showing.check_shown(row.state, row.valid_until, clock.today())
        made = Presentation.objects.create(
            certificate=row,
            code=f"{secrets.randbelow(10**showing.DIGITS):0{showing.DIGITS}}",
            shown_by=actor.account_id,
            agent=actor.name,
            made_at=clock.now(),
            until=clock.now() + timedelta(minutes=showing.MINUTES),
        )
        who = actor.of_bureau(row.bureau_id)
        record(who, Subject("licence", row.pk), events.Shown(made.pk))
    return made


def use_online(actor: Actor, *, certificate_id: int, case_id: int, holder_id: int) -> Certificate:
    """Let a certificate speak for its holder in an application; its own journal says in which (4.12).

    Call it inside the act's transaction. By the holder or who acts for them, or by the system when an application is
    handed in. Raises NotFound for what is not the applicant's, RuleViolation where it does not hold today.
    """
    row = lock(Certificate, certificate_id)
    if row.holder_id != holder_id:
        raise NotFound("certificate_not_found", N_("申请人名下没有这份证照。"))
    showing.check_shown(row.state, row.valid_until, clock.today())
    record(actor.of_bureau(row.bureau_id), Subject("licence", row.pk), events.UsedOnline(case_id))
    return row


def take_shown(actor: Actor, *, code: str) -> Presentation:
    """The certificate that somebody shows at the window under this code; the code is used up.

    By clerks. Raises RuleViolation for a code that is wrong, over or used, and where the certificate ended meanwhile.
    """
    if not actor.has(Role.CLERK):
        raise Forbidden("not_clerk", N_("只有窗口受理岗可以核对出示的证照。"))
    plain = showing.parse_code(code)
    with transaction.atomic():
        shown = selectors.live_presentation(actor, plain)
        showing.check_shown(shown.certificate.state, shown.certificate.valid_until, clock.today())
        values = {"taken_at": clock.now(), "taken_by_id": actor.staff_id}
        change = Update(Presentation, shown.pk, values, expect={"taken_at": None})
        subject = Subject("licence", shown.certificate_id)
        record(actor, subject, events.ShownTaken(shown.pk), changes=[change])
    return shown
