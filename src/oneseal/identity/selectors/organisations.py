"""The bureau's own tree: organisations, posts, staff and accounts, each within the actor's bureau."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from typing import TypeVar

from django.db.models import Count, F, Model, Q, QuerySet

from oneseal.foundation import clock
from oneseal.identity.models import (
    Account,
    Movement,
    Organisation,
    Post,
    PostHolding,
    Region,
    Staff,
    StaffCertificate,
    StaffPhoto,
)
from oneseal.identity.models.regions import RegionLevel
from oneseal.identity.selectors.actors import holdings_on, valid_certificates
from oneseal.kernel.access import Actor
from oneseal.kernel.errors import NotFound
from oneseal.kernel.identifiers import own_digits
from oneseal.kernel.text import N_

M = TypeVar("M", bound=Model)
ALERT_DAYS = 60
"""How long before the day an expiring certificate or a retirement is shown."""


def visible_organisations(actor: Actor) -> QuerySet[Organisation]:
    """Organisations of the actor's bureau."""
    return Organisation.objects.filter(bureau=actor.bureau_id)


def visible_posts(actor: Actor) -> QuerySet[Post]:
    """Posts of the actor's bureau."""
    return Post.objects.filter(bureau=actor.bureau_id).select_related("section")


def visible_staff(actor: Actor) -> QuerySet[Staff]:
    """People of the actor's bureau, for staff."""
    rows = Staff.objects.filter(bureau=actor.bureau_id).select_related("section", "home_unit")
    return rows if actor.is_staff else rows.none()


def visible_accounts(actor: Actor) -> QuerySet[Account]:
    """Staff accounts of the actor's bureau."""
    return Account.objects.filter(bureau=actor.bureau_id, kind="staff").select_related("staff")


def _access(rows: QuerySet[M], pk: int) -> M:
    found = rows.filter(pk=pk).first()
    if found is None:
        raise NotFound("not_found", N_("没有找到这条记录，或者您无权查看。"))
    return found


def access_organisation(actor: Actor, organisation_id: int) -> Organisation:
    """One organisation of the actor's bureau; else NotFound."""
    return _access(visible_organisations(actor), organisation_id)


def access_post(actor: Actor, post_id: int) -> Post:
    """One post of the actor's bureau; else NotFound."""
    return _access(visible_posts(actor), post_id)


def access_staff(actor: Actor, staff_id: int) -> Staff:
    """One member of staff of the actor's bureau; else NotFound."""
    return _access(visible_staff(actor), staff_id)


def access_account(actor: Actor, account_id: int) -> Account:
    """One staff account of the actor's bureau; else NotFound."""
    return _access(visible_accounts(actor), account_id)


def access_holding(actor: Actor, holding_id: int) -> PostHolding:
    """One holding of the actor's bureau; else NotFound."""
    rows = PostHolding.objects.filter(post__bureau=actor.bureau_id).select_related("post", "staff")
    return _access(rows, holding_id)


def access_certificate(actor: Actor, certificate_id: int) -> StaffCertificate:
    """One certificate of the actor's bureau; else NotFound."""
    return _access(StaffCertificate.objects.filter(staff__bureau=actor.bureau_id), certificate_id)


def organisation_tree(actor: Actor) -> list[tuple[int, Organisation]]:
    """The bureau's organisations as (depth, organisation), children below their parent."""
    rows = list(visible_organisations(actor).select_related("region"))
    children: dict[int | None, list[Organisation]] = {}
    for row in rows:
        children.setdefault(row.parent_id, []).append(row)
    known = {row.pk for row in rows}
    tops = [row for row in rows if row.parent_id not in known]

    def below(parent: Organisation, depth: int) -> list[tuple[int, Organisation]]:
        found = [(depth, parent)]
        for child in children.get(parent.pk, []):
            found += below(child, depth + 1)
        return found

    return [entry for top in tops for entry in below(top, 0)]


def search_staff(actor: Actor, text: str = "", *, section: int = 0, gone: bool = False) -> QuerySet[Staff]:
    """Staff by part of the name or number, of one section, in service or gone."""
    today = clock.today()
    here = Q(left_on=None) | Q(left_on__gt=today)
    rows = visible_staff(actor).filter(~here if gone else here)
    if text.strip():
        rows = rows.filter(Q(name__icontains=text.strip()) | Q(number__istartswith=text.strip()))
    return rows.filter(section=section) if section else rows


def current_posts(staff: list[Staff]) -> dict[int, list[Post]]:
    """The posts that people hold today, by staff id."""
    found: dict[int, list[Post]] = {person.pk: [] for person in staff}
    for holding in holdings_on(clock.today()).filter(staff__in=found).select_related("post"):
        found[holding.staff_id].append(holding.post)
    return found


def holdings_of_staff(staff_id: int) -> list[PostHolding]:
    """Every post somebody holds or held, newest first."""
    return list(PostHolding.objects.filter(staff=staff_id).select_related("post", "post__section"))


def holdings_of_post(post_id: int) -> list[PostHolding]:
    """Everybody who holds or held a post, newest first."""
    return list(PostHolding.objects.filter(post=post_id).select_related("staff"))


def movements_of(staff_id: int) -> list[Movement]:
    """Transfers and secondments of somebody, oldest first."""
    return list(Movement.objects.filter(staff=staff_id).select_related("from_unit", "to_unit"))


def certificates_of(staff_id: int) -> list[StaffCertificate]:
    """Certificates of somebody, newest first."""
    return list(StaffCertificate.objects.filter(staff=staff_id))


def is_certified(staff_id: int, day: date) -> bool:
    """Whether somebody has a valid certificate on a day (1.9)."""
    return valid_certificates(day).filter(staff=staff_id).exists()


def certified_among(staff_ids: Iterable[int], day: date) -> set[int]:
    """Which of some people have a valid certificate on a day (1.9)."""
    return set(valid_certificates(day).filter(staff__in=list(staff_ids)).values_list("staff_id", flat=True))


def people_of_units(bureau_id: int, day: date) -> dict[int, int]:
    """How many people whom a unit sent work in the bureau on a day, by the unit's id (1.8)."""
    here = Q(left_on=None) | Q(left_on__gt=day)
    rows = Staff.objects.filter(here, bureau=bureau_id).values("home_unit").order_by()
    return dict(rows.annotate(number=Count("pk")).values_list("home_unit", "number"))


def expiring_certificates(actor: Actor, today: date | None = None) -> list[StaffCertificate]:
    """Certificates of people in service that end within 60 days or have ended without a later one (1.9)."""
    day = today or clock.today()
    later = valid_certificates(day).filter(Q(expires_on=None) | Q(expires_on__gt=day + timedelta(ALERT_DAYS)))
    rows = StaffCertificate.objects.filter(
        staff__bureau=actor.bureau_id,
        staff__left_on=None,
        expires_on__lte=day + timedelta(days=ALERT_DAYS),
        revoked_on=None,
    ).exclude(staff__in=later.values("staff"))
    return list(rows.select_related("staff", "staff__section").order_by("expires_on", "id"))


def retiring_staff(actor: Actor, today: date | None = None) -> list[Staff]:
    """People who retire within 60 days (1.6)."""
    day = today or clock.today()
    rows = visible_staff(actor).filter(left_on=None, retires_on__lte=day + timedelta(days=ALERT_DAYS))
    return list(rows.order_by("retires_on", "id"))


@dataclass(frozen=True, slots=True)
class StaffedPost:
    """A post with those who hold it today, and which of them have a photograph."""

    post: Post
    people: list[Staff]
    pictured: frozenset[int]


def displayed_posts(bureau_id: int = 0) -> list[StaffedPost]:
    """Posts on the public display (1.15); no bureau: those of every one."""
    rows = Post.objects.filter(displayed=True, closed_on=None).select_related("section", "bureau")
    rows = rows.filter(bureau=bureau_id) if bureau_id else rows
    return _staffed(rows)


def _staffed(rows: QuerySet[Post]) -> list[StaffedPost]:
    """Two statements more than the posts themselves, however many there are."""
    posts = list(rows)
    held: dict[int, list[Staff]] = {post.pk: [] for post in posts}
    today = holdings_on(clock.today()).filter(post__in=held).select_related("staff")
    for holding in today.order_by("staff__number"):
        held[holding.post_id].append(holding.staff)
    everybody = {person.pk for people in held.values() for person in people}
    photos = StaffPhoto.objects.filter(staff__in=everybody).values_list("staff_id", flat=True)
    pictured = frozenset(photos)
    return [StaffedPost(post, held[post.pk], pictured) for post in posts]


def photo(staff_id: int) -> bytes | None:
    """The photograph of somebody who stands on the public display, as JPEG."""
    displayed = holdings_on(clock.today()).filter(post__displayed=True, staff=staff_id)
    row = StaffPhoto.objects.filter(staff=staff_id).first() if displayed.exists() else None
    return bytes(row.image) if row else None


def region(code: str) -> Region:
    """A division by its code; else NotFound."""
    found = Region.objects.filter(pk=code).select_related("parent").first()
    if found is None:
        raise NotFound("region_unknown", N_("没有找到这个行政区划代码，请核对。"), field="region")
    return found


ENDINGS = ("", "市", "县", "区", "省", "自治区", "州", "盟", "旗")


def is_division(name: str) -> bool:
    """Whether a name, with or without its ending, is a division's at county level or above."""
    names = [name + ending for ending in ENDINGS]
    return Region.objects.filter(name__in=names, level__lte=RegionLevel.COUNTY).exists()


def regions_below(code: str | None) -> list[Region]:
    """The divisions right below one; None: the top ones."""
    return list(Region.objects.filter(parent=code))


def counters(bureau_id: int, kinds: Sequence[str]) -> list[Organisation]:
    """The open organisations of a bureau of these kinds, with their division."""
    rows = Organisation.objects.filter(bureau=bureau_id, kind__in=kinds).select_related("region")
    return list(rows.filter(Q(closed_on=None) | Q(closed_on__gt=clock.today())))


def villages(bureau_id: int) -> list[str]:
    """Codes of the villages in the division of a bureau; none where the bureau has no division."""
    region = Region.objects.filter(pk__in=Organisation.objects.filter(pk=bureau_id).values("region")).first()
    if region is None:
        return []
    own = region.pk[: own_digits(region.level)]
    rows = Region.objects.filter(level=RegionLevel.VILLAGE, code__startswith=own)
    return list(rows.values_list("pk", flat=True))


def bureaus() -> list[Organisation]:
    """The approval bureaus of this deployment."""
    return list(Organisation.objects.filter(kind="bureau", closed_on=None).order_by("id"))


def posts_with_holders(actor: Actor) -> list[StaffedPost]:
    """The bureau's posts, open ones first, by section."""
    open_first = F("closed_on").asc(nulls_first=True)
    rows = visible_posts(actor)
    return _staffed(rows.order_by(open_first, "section__order", "section_id", "order", "id"))


def account_of(staff_id: int) -> Account | None:
    """The account of a member of staff, if they have one."""
    return Account.objects.filter(staff=staff_id).first()


def uncertified_holders(actor: Actor, today: date | None = None) -> list[PostHolding]:
    """People at posts that need a certificate without a valid one: they cannot work there today (1.9)."""
    day = today or clock.today()
    rows = holdings_on(day).filter(post__certified=True, post__bureau=actor.bureau_id)
    rows = rows.exclude(staff__in=valid_certificates(day).values("staff"))
    return list(rows.select_related("post", "staff").order_by("staff__number"))
