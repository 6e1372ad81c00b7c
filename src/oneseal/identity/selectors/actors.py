"""Who somebody is today: from posts held, certificates and authorisations to one Actor value."""

from collections.abc import Collection, Iterable, Sequence
from datetime import date
from typing import Any
from uuid import UUID

from django.core.cache import caches
from django.db.models import Q, QuerySet

from oneseal.foundation import clock
from oneseal.foundation.history import entries
from oneseal.foundation.journal import Subject
from oneseal.foundation.subscribers import JournalEntry
from oneseal.identity.models import (
    Account,
    Authorisation,
    Organisation,
    Post,
    PostHolding,
    Staff,
    StaffCertificate,
)
from oneseal.identity.models.organisations import OrganisationKind
from oneseal.identity.rules import posting
from oneseal.identity.selectors.standing import own_applicants, stand_ins
from oneseal.kernel.access import NOBODY, Actor, Role, StandIn
from oneseal.kernel.errors import NotFound
from oneseal.kernel.text import N_

OWN_KINDS = frozenset({OrganisationKind.BUREAU, OrganisationKind.SECTION, OrganisationKind.CENTRE})
TOWN_KINDS = frozenset({OrganisationKind.TOWN_CENTRE, OrganisationKind.VILLAGE_STATION})


def actor_for(account: Account, today: date | None = None) -> Actor:
    """The actor that an account is on a day (today): roles, posts, sections, applicants.

    Costs up to seven statements; requests use the copy kept on the account (services.sessions.current_actor).
    """
    day = today or clock.today()
    if not account.is_active:
        return NOBODY
    if account.staff_id is not None:
        return _staff_actor(account, account.staff_id, day)
    return _citizen_actor(account, day)


def _staff_actor(account: Account, staff_id: int, day: date) -> Actor:
    staff = Staff.objects.select_related("section", "home_unit").get(pk=staff_id)
    if staff.left_on is not None and staff.left_on <= day:
        return NOBODY
    certified = valid_certificates(day).filter(staff=staff_id).exists()
    posts = [
        holding.post
        for holding in holdings_on(day).filter(staff=staff_id).select_related("post__section")
        if posting.may_work(holding.post.certified, certified)
    ]
    roles = {Role(role) for post in posts for role in posting.roles(post.roles, staff.is_contractor)}
    lent, lent_sections = stand_ins(staff, posts, day, certified=certified)
    return Actor(
        account_id=account.pk,
        name=staff.name,
        bureau_id=staff.bureau_id,
        roles=frozenset(roles).union(*(each.roles for each in lent)),
        staff_id=staff_id,
        posts=frozenset(post.pk for post in posts).union(*(each.posts for each in lent)),
        sections=frozenset({staff.section_id, *(post.section_id for post in posts), *lent_sections}),
        region=staff.section.region_id or "",
        own_applicants=own_applicants([staff_id], day).get(staff_id, frozenset()),
        stand_ins=lent,
        outside=frozenset(_outside(staff, posts)),
    )


def _outside(staff: Staff, posts: Sequence[Post]) -> set[str]:
    """Units outside the bureau: where a post is, and the town or village that sent somebody to its counter.

    Whoever a department lent to the bureau works for the bureau (inventory 1.6).
    """
    units = {post.section for post in posts if post.section.kind not in OWN_KINDS}
    units |= {staff.home_unit} if staff.home_unit.kind in TOWN_KINDS else set()
    return {unit.name for unit in units}


def _citizen_actor(account: Account, day: date) -> Actor:
    own = account.applicant_id or 0
    principals = live_authorisations(day).filter(agent=own).values_list("principal_id", flat=True)
    name = account.applicant.name if account.applicant else account.login
    return Actor(
        account_id=account.pk,
        name=name,
        bureau_id=account.bureau_id or 0,
        roles=frozenset({Role.CITIZEN}),
        applicant_id=own,
        applicants=frozenset({own, *principals} - {0}),
    )


def holdings_on(day: date) -> QuerySet[PostHolding]:
    """Holdings in force on a day, of posts and sections still open."""
    return PostHolding.objects.filter(
        Q(to_on=None) | Q(to_on__gte=day),
        Q(post__closed_on=None) | Q(post__closed_on__gt=day),
        from_on__lte=day,
    )


def valid_certificates(day: date) -> QuerySet[StaffCertificate]:
    """Certificates that count on a day: issued, not revoked, the day of expiry included (1.9)."""
    return StaffCertificate.objects.filter(
        Q(expires_on=None) | Q(expires_on__gte=day),
        Q(revoked_on=None) | Q(revoked_on__gt=day),
        issued_on__lte=day,
    )


def live_authorisations(day: date) -> QuerySet[Authorisation]:
    """Authorisations in force on a day: confirmed, begun, not revoked, the last day included."""
    return Authorisation.objects.filter(
        Q(to_on=None) | Q(to_on__gte=day), from_on__lte=day, revoked_at=None, confirmed_at__isnull=False
    )


def authorised_for(actor: Actor, applicant_id: int, item_code: str, today: date | None = None) -> bool:
    """Whether a citizen may act for an applicant in an item: for themselves, or within a live scope."""
    if applicant_id == actor.applicant_id:
        return bool(applicant_id)
    scopes = (
        live_authorisations(today or clock.today())
        .filter(agent=actor.applicant_id, principal=applicant_id)
        .values_list("item_codes", flat=True)
    )
    return any(not codes or item_code in codes for codes in scopes)


def post_holders(post_id: int, day: date) -> list[Staff]:
    """Who holds a post on a day."""
    return list(Staff.objects.filter(pk__in=holdings_on(day).filter(post=post_id).values("staff")))


def posts_by_id(ids: Collection[int]) -> list[Post]:
    """Posts with their sections."""
    return list(Post.objects.filter(pk__in=ids).select_related("section")) if ids else []


def posts_of_sections(sections: Collection[int]) -> list[Post]:
    """The posts of some sections, closed ones included."""
    return list(Post.objects.filter(section__in=sections))


def posts_by_code(bureau_id: int) -> dict[str, Post]:
    """Every open post of a bureau by its code."""
    return {post.code: post for post in Post.objects.filter(bureau=bureau_id, closed_on=None)}


def sections_by_code(bureau_id: int) -> dict[str, Organisation]:
    """Every section of a bureau by its code (investment, market, social, general, survey, window, …)."""
    rows = Organisation.objects.filter(bureau=bureau_id, kind="section", closed_on=None)
    return {row.code: row for row in rows}


def units(bureau_id: int, day: date) -> list[Organisation]:
    """The bureau's sections and the government's departments that exist on a day, in their order."""
    rows = Organisation.objects.filter(bureau=bureau_id, kind__in=["section", "department"])
    return [row for row in rows if row.is_open(day)]


def colleagues(bureau_id: int, ids: Iterable[int]) -> dict[int, str]:
    """Names by id of those who work in the bureau today."""
    rows = Staff.objects.filter(pk__in=list(ids), bureau=bureau_id)
    rows = rows.filter(Q(left_on=None) | Q(left_on__gt=clock.today()))
    return dict(rows.values_list("pk", "name"))


def accounts_of(staff_ids: Iterable[int]) -> list[int]:
    """Ids of the active accounts of members of staff."""
    rows = Account.objects.filter(staff__in=list(staff_ids), is_active=True)
    return list(rows.order_by("id").values_list("pk", flat=True))


def staff_names(ids: set[int] | frozenset[int]) -> dict[int, str]:
    """Names of staff by id."""
    return dict(Staff.objects.filter(pk__in=ids).values_list("pk", "name"))


def packed(actor: Actor) -> dict[str, Any]:
    """An actor as JSON."""
    return {
        "account_id": actor.account_id,
        "name": actor.name,
        "bureau_id": actor.bureau_id,
        "roles": sorted(actor.roles),
        "staff_id": actor.staff_id,
        "posts": sorted(actor.posts),
        "sections": sorted(actor.sections),
        "applicant_id": actor.applicant_id,
        "applicants": sorted(actor.applicants),
        "region": actor.region,
        "own_applicants": sorted(actor.own_applicants),
        "stand_ins": [
            [each.staff_id, each.name, sorted(each.posts), sorted(each.roles)] for each in actor.stand_ins
        ],
        "outside": sorted(actor.outside),
    }


def unpacked(data: dict[str, Any]) -> Actor:
    """The actor again."""
    names = ("posts", "sections", "applicants", "own_applicants", "outside")
    sets = {name: frozenset(data.get(name, ())) for name in names}
    lent = tuple(
        StandIn(staff, name, frozenset(posts), _roles(roles))
        for staff, name, posts, roles in data.get("stand_ins", ())
    )
    return Actor(**{**data, **sets, "roles": _roles(data["roles"]), "stand_ins": lent})


def _roles(names: Iterable[str]) -> frozenset[Role]:
    return frozenset(Role(name) for name in names)


def account(account_id: int) -> Account:
    """An account by id, for the sign-in itself. Raises Account.DoesNotExist."""
    return Account.objects.get(pk=account_id)


def bureau_name(bureau_id: int) -> str:
    """What the header calls the bureau: the actor's, else the first one; kept for a minute by each process."""
    kept = caches["process"]
    name = kept.get(f"bureau_name:{bureau_id}")
    if name is None:
        rows = Organisation.objects.filter(kind="bureau").order_by("id")
        chosen = rows.filter(pk=bureau_id) if bureau_id else rows
        name = chosen.values_list("name", flat=True).first() or ""
        kept.set(f"bureau_name:{bureau_id}", name, 60)
    return str(name)


def region_of_bureau(bureau_id: int) -> str:
    """Code of the division in which a bureau works; empty where none was entered."""
    rows = Organisation.objects.filter(pk=bureau_id).values_list("region", flat=True)
    return rows.first() or ""


def bureau_ids() -> list[int]:
    """Ids of the approval bureaus on this system."""
    bureaus = Organisation.objects.filter(kind="bureau", closed_on__isnull=True)
    return list(bureaus.order_by("id").values_list("id", flat=True))


def bureau_for(actor: Actor) -> int:
    """The actor's bureau; for who belongs to none, the first of this system. Raises NotFound before there is one."""
    found = actor.bureau_id or next(iter(bureau_ids()), 0)
    if not found:
        raise NotFound("no_bureau", N_("还没有设置审批局，请联系管理员。"))
    return found


def sign_ins(account_id: int) -> list[JournalEntry]:
    """The last ten times that somebody signed in to an account or failed to, newest first."""
    kinds = frozenset({"identity.signed_in", "identity.sign_in_failed"})
    return entries(Subject("account", account_id), kinds=kinds)[:-11:-1]


def account_by_uid(uid: str) -> Account | None:
    """An active account by its lasting id."""
    try:
        return Account.objects.filter(uid=UUID(uid), is_active=True).first()
    except ValueError:
        return None
