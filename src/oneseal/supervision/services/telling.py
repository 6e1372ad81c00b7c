"""Who is told of what: liaisons of both sides, the section's head, the supervisor."""

from collections.abc import Iterable, Mapping

from oneseal.foundation import clock
from oneseal.foundation.journal import Subject
from oneseal.identity import selectors as identity
from oneseal.kernel.access import Actor, Role
from oneseal.notices.services import notify_staff
from oneseal.supervision import selectors


def department_side(bureau_id: int, department_id: int) -> set[int]:
    """Staff ids of the department's liaisons."""
    found = selectors.liaisons(bureau_id, [department_id])
    return {staff for staff, _ in found.get(department_id, [])}


def bureau_side(department_id: int) -> set[int]:
    """Staff id of the bureau's liaison for the department; empty where none was named."""
    partner = selectors.partner_of(department_id)
    return {partner.liaison_id} if partner and partner.liaison_id else set()


def in_role(bureau_id: int, role: Role, section_id: int | None = None) -> set[int]:
    """Staff ids of those who hold a role today, in one section or anywhere."""
    units = None if section_id is None else [section_id]
    return identity.in_roles(bureau_id, [role], clock.today(), units=units)


def tell(
    actor: Actor,
    bureau_id: int,
    staff_ids: Iterable[int],
    template: str,
    data: Mapping[str, str],
    about: Subject,
    link: str,
    key: str = "",
) -> None:
    """A message to each of them, once for each occasion (`key`)."""
    notify_staff(
        actor,
        bureau_id=bureau_id,
        staff_ids=staff_ids,
        template=template,
        data=data,
        occasion=f"{about.id}:{key}",
        about=about,
        link=link,
    )
