"""Sign-ins to other systems, kept for one person: encrypted, shown to nobody but the owner (inventory 1.20)."""

from dataclasses import dataclass
from datetime import date

from django.db import IntegrityError, transaction

from oneseal.foundation import clock, journal
from oneseal.foundation.db import lock
from oneseal.foundation.fields import sealed
from oneseal.identity import events, selectors
from oneseal.identity.models import Account, Credential
from oneseal.identity.services.sign_in import barred, tried
from oneseal.kernel.access import Actor, Role
from oneseal.kernel.errors import Conflict, Forbidden, RuleViolation
from oneseal.kernel.text import N_


@dataclass(frozen=True, slots=True)
class Revealed:
    """What the owner sees once."""

    system: str
    login: str
    secret: str


def keep_credential(
    actor: Actor, *, system: str, login: str, secret: str, address: str = "", rotate_on: date | None = None
) -> Credential:
    """Keep one's own sign-in to another system. Raises Conflict where one for that system is kept already."""
    _check(login, secret)
    row = Credential(staff_id=actor.staff_id, system=system.strip(), address=address.strip())
    row.login, row.secret, row.rotate_on, row.changed_at = login, secret, rotate_on, clock.now()
    try:
        with transaction.atomic():
            row.save()
            _told(actor, actor.staff_id, events.CredentialKept(row.pk, row.system))
    except IntegrityError as error:
        text = N_("这个系统的账号已经保管，请在列表中更换密码。")
        raise Conflict("already_kept", text, field="system") from error
    return row


def change_credential(
    actor: Actor, credential_id: int, *, login: str, secret: str, rotate_on: date | None
) -> None:
    """Enter the new password of one's own sign-in after it was changed there."""
    _check(login, secret)
    found = selectors.own_credential(actor, credential_id)
    with transaction.atomic():
        row = lock(Credential, credential_id)
        values = {
            "login": sealed(Credential, "login", row.uid, login),
            "secret": sealed(Credential, "secret", row.uid, secret),
            "rotate_on": rotate_on,
            "changed_at": clock.now(),
        }
        change = journal.Update(Credential, credential_id, values)
        _told(actor, actor.staff_id, events.CredentialChanged(credential_id, found.system), change)


def reveal_credential(actor: Actor, credential_id: int, *, password: str, address: str = "") -> Revealed:
    """Login and secret of one's own sign-in, after one's own password was given again; each time is journaled.

    Nobody else's is ever shown, whatever their role. Wrong passwords count like those at the sign-in.
    """
    found = selectors.own_credential(actor, credential_id)
    with transaction.atomic():
        account = lock(Account, actor.account_id)
        refusal = barred(account) or tried(account, account.check_password(password), address, "current")
        if refusal is None:
            _told(actor, actor.staff_id, events.CredentialRevealed(credential_id, found.system))
    if refusal is not None:
        raise refusal
    return Revealed(found.system, found.login, found.secret)


def delete_credential(actor: Actor, credential_id: int, *, reason: str = "") -> None:
    """Remove a kept sign-in for good: its owner, or an administrator (somebody left), who says why."""
    found = selectors.access_credential(actor, credential_id)
    own = found.staff_id == actor.staff_id
    if not (own or actor.has(Role.ADMINISTRATOR)):
        raise Forbidden("not_owner", N_("只能删除自己保管的账号。"))
    if not own and not reason.strip():
        raise RuleViolation("reason_missing", N_("请写明删除原因，例如“已调离”。"), field="reason")
    with transaction.atomic():
        lock(Credential, credential_id).delete()
        _told(actor, found.staff_id, events.CredentialDeleted(credential_id, found.system), reason=reason)


def _check(login: str, secret: str) -> None:
    for name, value in (("login", login), ("secret", secret)):
        if not value.strip():
            raise RuleViolation(f"{name}_missing", N_("请填写登录名和密码。"), field=name)


def _told(
    actor: Actor, staff_id: int, event: events.CredentialEvent, *changes: journal.Update, reason: str = ""
) -> None:
    journal.record(actor, journal.Subject("staff", staff_id), event, changes=changes, reason=reason)
