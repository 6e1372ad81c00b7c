"""Sessions begin and end; the cached actor is kept true."""

from collections.abc import Iterable

from django.db import transaction
from django.db.models import F, Q

from oneseal.foundation import clock, journal
from oneseal.foundation.db import lock
from oneseal.identity import events
from oneseal.identity.models import Account, Applicant, Session, Staff, StaffLeave
from oneseal.identity.selectors import actors
from oneseal.identity.sessions import SessionStore
from oneseal.kernel.access import Actor


def current_actor(account: Account) -> Actor:
    """The actor of a signed-in account: the kept copy if it is of today and nothing changed since."""
    kept, today = account.actor_cache, clock.today()
    if kept and kept["version"] == account.actor_version and kept["day"] == today.isoformat():
        return actors.unpacked(kept["actor"])
    actor = actors.actor_for(account, today)
    cache = {"version": account.actor_version, "day": today.isoformat(), "actor": actors.packed(actor)}
    Account.objects.filter(pk=account.pk, actor_version=account.actor_version).update(actor_cache=cache)
    return actor


def forget_actors(
    *, accounts: Iterable[int] = (), staff: Iterable[int] = (), applicants: Iterable[int] = ()
) -> None:
    """Have these people's rights worked out anew at their next request. Call it inside the act.

    With members of staff go those who stand in for them; with applicants the members of staff that they are.
    """
    changed = Q()
    if wanted := list(accounts):
        changed |= Q(pk__in=wanted)
    if wanted := list(staff):
        lent = StaffLeave.objects.filter(staff__in=wanted, cancelled_at=None, last_on__gte=clock.today())
        changed |= Q(staff__in=wanted) | Q(staff__in=lent.values("deputy"))
    if wanted := list(applicants):
        indexes = Applicant.objects.filter(pk__in=wanted).exclude(number_index="").values("number_index")
        changed |= Q(applicant__in=wanted) | Q(
            staff__in=Staff.objects.filter(id_index__in=indexes).values("pk")
        )
    if changed:
        Account.objects.filter(changed).update(actor_version=F("actor_version") + 1)


def begin_session(account_id: int, session: SessionStore, *, address: str = "", agent: str = "") -> None:
    """Make the session the account's only live one; an older one ends and its browser is told (1.20)."""
    with transaction.atomic():
        account = lock(Account, account_id)
        now = clock.now()
        live = Session.objects.filter(account=account, ended_at=None).exclude(pk=session.row_id)
        replaced = live.update(ended_at=now, ended_because="replaced", data="")
        session.save()
        Session.objects.filter(pk=session.row_id).update(address=address, agent=agent[:200])
        actor = actors.actor_for(account)
        journal.record(
            actor,
            journal.Subject("account", account.pk),
            events.SignedIn(address=address, replaced_session=bool(replaced)),
            changes=[journal.Update(Account, account.pk, {"failures": 0, "locked_until": None})],
        )


def end_session(actor: Actor, session: SessionStore) -> None:
    """Sign out."""
    with transaction.atomic():
        session.flush()
        journal.record(actor, journal.Subject("account", actor.account_id), events.SignedOut())


def end_sessions(account_id: int, *, because: str, keep: int = 0) -> int:
    """End an account's live sessions but the row `keep`. Part of acts that journal it themselves."""
    rows = Session.objects.filter(account=account_id, ended_at=None).exclude(pk=keep)
    return rows.update(ended_at=clock.now(), ended_because=because, data="")
