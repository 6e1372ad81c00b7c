"""The boundary list is written and made public; partners are named (SUP-A; inventory 11.15)."""

from django.db import transaction

from oneseal.catalog import selectors as catalog
from oneseal.foundation import clock
from oneseal.foundation.journal import Subject, record
from oneseal.identity import selectors as identity
from oneseal.kernel.access import Actor, Role
from oneseal.kernel.errors import Forbidden, RuleViolation
from oneseal.kernel.text import N_
from oneseal.supervision import events, selectors
from oneseal.supervision.models import Duty, Partner
from oneseal.supervision.rules.duties import APPROVER, SUPERVISOR, check_duty


def write_duty(actor: Actor, *, item_id: int, department_id: int, approver: str, supervisor: str) -> Duty:
    """Put an item's boundary on the public list; what held before ends today and is kept.

    Later decisions go to this department. Raises Forbidden, NotFound, RuleViolation.
    """
    _require_keeper(actor)
    check_duty(approver, supervisor)
    if department_id not in selectors.departments(actor):
        raise RuleViolation("department_unknown", N_("请从列表里选择监管部门。"), field="department")
    with transaction.atomic():
        return _write(actor, item_id, department_id, approver.strip(), supervisor.strip())


def draw_up_duties(actor: Actor) -> int:
    """Write the boundary of every published item that has none, by the department that the item names, in standard
    words that are edited afterwards. Returns how many; items without a known department are left."""
    _require_keeper(actor)
    known = {name: pk for pk, name in selectors.departments(actor).items()}
    wanted = [(item, known[unit]) for item, _, unit in selectors.without_duty(actor) if unit in known]
    with transaction.atomic():
        for item_id, department_id in wanted:
            _write(actor, item_id, department_id, APPROVER, SUPERVISOR)
    return len(wanted)


def _write(actor: Actor, item_id: int, department_id: int, approver: str, supervisor: str) -> Duty:
    item, today = catalog.access_item(actor, item_id), clock.today()
    before = Duty.objects.select_for_update().filter(item=item_id, until=None).first()
    if before is not None:
        before.until = today
        before.save(update_fields=["until"])
    row = Duty.objects.create(
        bureau_id=item.bureau_id,
        item=item,
        item_name=item.name,
        department_id=department_id,
        approver=approver,
        supervisor=supervisor,
        since=today,
    )
    event = events.DutyWritten(item.pk, item.name, row.department.name)
    record(actor, Subject("duty", row.pk), event)
    return row


def name_partner(
    actor: Actor, *, department_id: int, liaison_id: int | None, client_id: int | None = None
) -> Partner:
    """Name the bureau's liaison for a department and, by the administrator's client, the department's system."""
    if not actor.has(*selectors.KEEPERS):
        raise Forbidden("not_keeper", N_("本局联络员由协调岗或督查岗指定。"))
    if department_id not in selectors.departments(actor):
        raise RuleViolation("department_unknown", N_("请从列表里选择监管部门。"), field="department")
    if liaison_id is not None:
        identity.access_staff(actor, liaison_id)
    with transaction.atomic():
        row, _ = Partner.objects.update_or_create(
            department_id=department_id,
            defaults={"bureau_id": actor.bureau_id, "liaison_id": liaison_id, "client_id": client_id},
        )
        name = row.department.name
        record(actor, Subject("partner", row.pk), events.PartnerSet(name, liaison_id, client_id))
    return row


def _require_keeper(actor: Actor) -> None:
    if not actor.has(Role.ITEM_KEEPER):
        raise Forbidden("not_keeper", N_("责任边界清单由事项管理岗维护。"))
