"""Founding, changing and closing organisations and posts."""

from dataclasses import asdict
from datetime import date

from django.db import IntegrityError, transaction

from oneseal.foundation import clock, journal
from oneseal.foundation.db import lock
from oneseal.identity import events, selectors
from oneseal.identity.models import Organisation, Post, PostHolding
from oneseal.identity.rules import records
from oneseal.identity.rules.records import OrganisationRecord, PostRecord
from oneseal.identity.services.sessions import forget_actors
from oneseal.kernel.access import Actor
from oneseal.kernel.errors import Conflict, RuleViolation
from oneseal.kernel.text import N_


def found_bureau(actor: Actor, given: OrganisationRecord) -> Organisation:
    """A new approval bureau, root of its own tree (inventory 1.1)."""
    records.check_organisation(given)
    with transaction.atomic():
        bureau = Organisation.objects.create(**asdict(given))
        Organisation.objects.filter(pk=bureau.pk).update(bureau=bureau)
        bureau.bureau_id = bureau.pk
        _told(actor, bureau, "opened")
    return bureau


def open_organisation(actor: Actor, given: OrganisationRecord) -> Organisation:
    """A new section, centre, department, town … of the actor's bureau. Raises Violations, Conflict."""
    records.check_organisation(given)
    _check_parent(actor, given.parent_id, own=0)
    try:
        with transaction.atomic():
            made = Organisation.objects.create(bureau_id=actor.bureau_id, **asdict(given))
            _told(actor, made, "opened")
    except IntegrityError as error:
        raise _organisation_taken() from error
    return made


def edit_organisation(actor: Actor, organisation_id: int, given: OrganisationRecord) -> None:
    """Change what is entered about an organisation. Raises Violations, Conflict."""
    selectors.access_organisation(actor, organisation_id)
    records.check_organisation(given)
    _check_parent(actor, given.parent_id, own=organisation_id)
    try:
        with transaction.atomic():
            row = lock(Organisation, organisation_id)
            for name, value in asdict(given).items():
                setattr(row, name, value)
            row.save()
            _told(actor, row, "changed")
    except IntegrityError as error:
        raise _organisation_taken() from error


def close_organisation(actor: Actor, organisation_id: int, *, on: date) -> None:
    """Close an organisation that has no open posts and no open children."""
    selectors.access_organisation(actor, organisation_id)
    with transaction.atomic():
        row = lock(Organisation, organisation_id)
        if row.kind == "bureau":
            raise RuleViolation("bureau_stays", N_("审批局本身不能在此关闭。"))
        posts = Post.objects.filter(section=row, closed_on=None).exists()
        if posts or Organisation.objects.filter(parent=row, closed_on=None).exists():
            text = N_("此机构还有岗位或下级机构，请先关闭它们。")
            raise RuleViolation("still_used", text)
        row.closed_on = on
        row.save(update_fields=["closed_on"])
        _told(actor, row, "closed")


def open_post(actor: Actor, given: PostRecord) -> Post:
    """A new post. Raises Violations, Conflict for a code already used."""
    records.check_post(given)
    selectors.access_organisation(actor, given.section_id)
    try:
        with transaction.atomic():
            post = Post.objects.create(bureau_id=actor.bureau_id, **asdict(given))
            _post_told(actor, post, "opened")
    except IntegrityError as error:
        raise _post_taken() from error
    return post


def edit_post(actor: Actor, post_id: int, given: PostRecord) -> None:
    """Change a post; what its holders may do changes at their next request."""
    selectors.access_post(actor, post_id)
    records.check_post(given)
    selectors.access_organisation(actor, given.section_id)
    try:
        with transaction.atomic():
            post = lock(Post, post_id)
            for name, value in asdict(given).items():
                setattr(post, name, value)
            post.save()
            _post_told(actor, post, "changed")
            forget_actors(staff=PostHolding.objects.filter(post=post_id).values_list("staff_id", flat=True))
    except IntegrityError as error:
        raise _post_taken() from error


def close_post(actor: Actor, post_id: int) -> None:
    """Close a post that nobody holds."""
    selectors.access_post(actor, post_id)
    with transaction.atomic():
        post = lock(Post, post_id)
        if selectors.post_holders(post_id, clock.today()):
            raise RuleViolation("still_held", N_("此岗位还有人在岗，请先结束其任岗。"))
        post.closed_on = clock.today()
        post.save(update_fields=["closed_on"])
        _post_told(actor, post, "closed")


def _check_parent(actor: Actor, parent_id: int | None, *, own: int) -> None:
    """The parent is of the same bureau and not below the organisation itself."""
    while parent_id is not None:
        if parent_id == own:
            text = N_("上级机构不能是它自己或它的下级，请重新选择。")
            raise RuleViolation("parent_below", text, field="parent")
        parent_id = selectors.access_organisation(actor, parent_id).parent_id


def _organisation_taken() -> Conflict:
    text = N_("已有代码或统一社会信用代码相同的机构，请核对。")
    return Conflict("organisation_taken", text, field="code")


def _post_taken() -> Conflict:
    return Conflict("post_taken", N_("已有代码相同的岗位，请换一个代码。"), field="code")


def _told(actor: Actor, row: Organisation, what: str) -> None:
    event = events.OrganisationChanged(what=what, name=row.name)
    journal.record(actor, journal.Subject("organisation", row.pk), event)


def _post_told(actor: Actor, row: Post, what: str) -> None:
    event = events.PostChanged(what=what, code=row.code, roles=list(row.roles))
    journal.record(actor, journal.Subject("post", row.pk), event)
