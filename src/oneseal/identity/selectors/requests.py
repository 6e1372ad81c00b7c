"""Requests to replace window staff, and sign-ins that people keep."""

from datetime import timedelta

from django.db.models import Q, QuerySet

from oneseal.foundation import clock
from oneseal.identity.models import Credential, Replacement
from oneseal.kernel.access import Actor, Role
from oneseal.kernel.errors import NotFound
from oneseal.kernel.text import N_

REMIND_DAYS = 14
"""How long before the day a password of another system is due to be changed its owner is reminded."""


def visible_replacements(actor: Actor) -> QuerySet[Replacement]:
    """Requests of the bureau: for its heads and administrators all, for a head of a section those of the section."""
    rows = Replacement.objects.filter(holding__post__bureau=actor.bureau_id)
    rows = rows.select_related("holding__post", "holding__staff__section", "asked_by", "answered_by")
    if actor.has(Role.BUREAU_HEAD, Role.ADMINISTRATOR):
        return rows
    if actor.has(Role.SECTION_HEAD):
        return rows.filter(Q(holding__post__section__in=actor.sections))
    return rows.none()


def replacements_of(holding_ids: list[int]) -> dict[int, Replacement]:
    """The newest request about each of some holdings."""
    rows = Replacement.objects.filter(holding__in=holding_ids).select_related("answered_by")
    return {row.holding_id: row for row in rows.order_by("asked_at", "id")}


def own_credentials(actor: Actor) -> list[Credential]:
    """The sign-ins that the actor keeps; nothing of them is decrypted by listing."""
    return list(Credential.objects.filter(staff=actor.staff_id)) if actor.staff_id else []


def own_credential(actor: Actor, credential_id: int) -> Credential:
    """One of the actor's own. Raises NotFound for anybody else's."""
    found = Credential.objects.filter(pk=credential_id, staff=actor.staff_id).first()
    if found is None:
        raise _unknown()
    return found


def access_credential(actor: Actor, credential_id: int) -> Credential:
    """That a sign-in exists: the actor's own, or for administrators one of the bureau; login and secret not loaded."""
    rows = Credential.objects.defer("login", "secret")
    if actor.has(Role.ADMINISTRATOR):
        rows = rows.filter(staff__bureau=actor.bureau_id)
    else:
        rows = rows.filter(staff=actor.staff_id)
    found = rows.filter(pk=credential_id).first()
    if found is None:
        raise _unknown()
    return found


def kept_by(actor: Actor, staff_id: int) -> list[Credential]:
    """Which systems somebody keeps sign-ins to, for an administrator; login and secret not loaded."""
    rows = Credential.objects.defer("login", "secret").filter(staff=staff_id, staff__bureau=actor.bureau_id)
    return list(rows) if actor.has(Role.ADMINISTRATOR) else []


def credentials_due(staff_id: int) -> list[str]:
    """Names of systems whose password a member of staff should change within two weeks."""
    until = clock.today() + timedelta(days=REMIND_DAYS)
    return list(
        Credential.objects.filter(staff=staff_id, rotate_on__lte=until).values_list("system", flat=True)
    )


def _unknown() -> NotFound:
    return NotFound("not_found", N_("没有找到这个保管的账号，请刷新后再看。"))
