"""What the portal does across contexts."""

from django.db import transaction

from oneseal.foundation import crypto, journal
from oneseal.foundation.ratelimit import count
from oneseal.identity import selectors as identity
from oneseal.identity import services as identity_services
from oneseal.identity.rules.resets import LIFE
from oneseal.kernel.access import NOBODY, Actor, Role
from oneseal.kernel.errors import Forbidden, NotFound
from oneseal.kernel.identifiers import tidy
from oneseal.kernel.text import N_
from oneseal.notices.services import Recipient, notify
from oneseal.portal import events
from oneseal.portal.models import PublishedRate
from oneseal.portal.rules import rates

CODES_AN_HOUR = 5


def send_reset_code(*, number: str, phone: str) -> str:
    """Send a code for a new password to a citizen's phone; returns the request's uid for the asker's browser.

    The answer is the same whether or not number and phone are known. Raises TooMany for the sixth in an hour
    for one number.
    """
    count(f"reset:{crypto.blind_index(tidy(number), 'reset_limit')}", CODES_AN_HOUR, 3600)
    with transaction.atomic():
        asked = identity_services.ask_reset(number=number, phone=phone)
        if asked.code:
            notify(
                NOBODY,
                bureau_id=identity.bureau_for(NOBODY),
                recipient=Recipient(account_id=asked.account_id, phone=asked.phone),
                template="reset_code",
                data={"code": asked.code, "minutes": str(int(LIFE.total_seconds() // 60))},
                dedupe_key=f"reset:{asked.uid}",
            )
    return asked.uid


DEFINERS = frozenset({Role.ADMINISTRATOR, Role.SUPERVISOR})
"""Who defines the published rates."""


def define_rate(
    actor: Actor,
    *,
    name: str,
    numerator: str,
    denominator: str,
    period: str,
    rounding: str,
    places: int,
    on_home: bool,
) -> PublishedRate:
    """Publish a rate by its definition, or change the one of that name (2.18).

    Raises Forbidden, RuleViolation rate_name, rate_unknown, rate_no_part, rate_per_day.
    """
    _check_definer(actor)
    rates.check_definition(name, numerator, denominator)
    said = {"numerator": numerator, "denominator": denominator, "period": period, "rounding": rounding}
    with transaction.atomic():
        row, _new = PublishedRate.objects.update_or_create(
            name=name.strip(), defaults={**said, "places": places, "on_home": on_home}
        )
        event = events.RateDefined(row.name, **said, places=places, on_home=on_home)
        journal.record(actor, journal.Subject("published_rate", row.pk), event)
    return row


def drop_rate(actor: Actor, rate_id: int) -> None:
    """Publish a rate no longer. Raises Forbidden, NotFound."""
    _check_definer(actor)
    with transaction.atomic():
        row = PublishedRate.objects.select_for_update().filter(pk=rate_id).first()
        if row is None:
            raise NotFound("rate_absent", N_("这个指标已经撤下了。请刷新页面。"))
        journal.record(actor, journal.Subject("published_rate", row.pk), events.RateDropped(row.name))
        row.delete()


def _check_definer(actor: Actor) -> None:
    if not actor.has(*DEFINERS):
        raise Forbidden("role_missing", N_("公开指标由系统管理员或效能监督岗设定。"))
