"""Finding a row without an actor, for commands that set a bureau up."""

from collections.abc import Collection, Iterable
from dataclasses import dataclass
from datetime import datetime

from oneseal.identity.models import Account, Applicant, Organisation, Session
from oneseal.identity.rules.devices import device
from oneseal.kernel.access import Actor


def bureau_by_uscc(uscc: str) -> Organisation | None:
    """The approval bureau with this unified social credit code."""
    return Organisation.objects.filter(kind="bureau", uscc=uscc).first()


def account_of_applicant(applicant_id: int) -> Account | None:
    """A citizen's account."""
    return Account.objects.select_related("applicant").filter(applicant=applicant_id).first()


def account_by_login(login: str) -> Account | None:
    """An account by its login name."""
    return Account.objects.filter(login=login).first()


def signed_in_from(staff_ids: Iterable[int], address: str, since: datetime) -> bool:
    """Whether one of these members of staff was signed in from an address lately."""
    rows = Session.objects.filter(account__staff__in=list(staff_ids), address=address, seen_at__gte=since)
    return rows.exists()


def live_session_id(account_id: int) -> int:
    """The one session in which an account is signed in now (inventory 1.20); 0 where it is not."""
    rows = Session.objects.filter(account=account_id, ended_at=None)
    return rows.values_list("pk", flat=True).first() or 0


def applicants_proven(ids: Collection[int], states: Collection[str]) -> bool:
    """Whether the record of each of these applicants is in one of these states of assurance."""
    found = Applicant.objects.filter(pk__in=ids, assurance__in=states).count()
    return bool(ids) and found == len(set(ids))


@dataclass(frozen=True, slots=True)
class SessionLine:
    """A session as its owner sees it. `ended` says why it is over, empty while it lives."""

    id: int
    device: str
    address: str
    started_at: datetime
    seen_at: datetime
    ended: str


def own_sessions(actor: Actor) -> list[SessionLine]:
    """Where the actor's account was signed in lately, newest first; at most one lives (inventory 1.20)."""
    rows = Session.objects.filter(account=actor.account_id).defer("data").order_by("-started_at", "-id")[:10]
    return [
        SessionLine(
            id=row.pk,
            device=device(row.agent),
            address=row.address,
            started_at=row.started_at,
            seen_at=row.seen_at,
            ended=str(row.get_ended_because_display()) if row.ended_at else "",
        )
        for row in rows
    ]
