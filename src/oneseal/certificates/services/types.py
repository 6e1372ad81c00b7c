"""Types of certificates: defined by the administrator or whoever keeps the items."""

from collections.abc import Sequence
from typing import Any

from django.db import transaction

from oneseal.catalog import selectors as catalog
from oneseal.certificates import events, selectors
from oneseal.certificates.models import CertificateType
from oneseal.certificates.rules import codes, types
from oneseal.foundation.journal import Subject, Update, record
from oneseal.identity import selectors as identity
from oneseal.kernel.access import Actor
from oneseal.kernel.errors import Conflict, Forbidden, RuleViolation
from oneseal.kernel.text import N_


def make_type(
    actor: Actor,
    *,
    bureau_id: int,
    code: str,
    name: str,
    owner: str,
    number: str,
    mark: str,
    fields: Sequence[dict[str, str]] = (),
    merges: Sequence[str] = (),
    public_safety: bool = False,
) -> CertificateType:
    """Define a type, or change the one of this code; certificates already issued stay as they are.

    Raises RuleViolation for a type code that is none (ECERT-2) and for an empty name or mark.
    """
    full = codes.type_code(owner, number)
    if not name.strip() or not mark.strip():
        raise RuleViolation("type_incomplete", N_("请填写证照名称和编号字头。"), field="name")
    values: dict[str, Any] = {
        "name": name.strip(),
        "owner": full[:18],
        "number": number,
        "mark": mark.strip(),
        "fields": list(fields),
        "merges": list(merges),
        "public_safety": public_safety,
    }
    with transaction.atomic():
        found, _made = CertificateType.objects.update_or_create(
            bureau_id=bureau_id, code=code, defaults=values
        )
        record(actor, Subject("licence_type", found.pk), events.TypeMade(found.name, full))
    return found


def start_type(
    actor: Actor, *, code: str, number: str, mark: str, name: str, owner: str = ""
) -> CertificateType:
    """Begin a type: not in force before what it prints was drafted and published.

    `owner` is the body that defines it (empty: the actor's bureau). Raises RuleViolation for a wrong type code and
    for a code, number or mark that is taken (ECERT-2).
    """
    _check_keeper(actor)
    bureau = identity.access_organisation(actor, actor.bureau_id)
    full = codes.type_code(owner or bureau.uscc, number)
    with transaction.atomic():
        taken = CertificateType.objects.filter(bureau=actor.bureau_id)
        for field, asked in (
            ("code", {"code": code}),
            ("number", {"number": number, "owner": full[:18]}),
            ("mark", {"mark": mark}),
        ):
            if taken.filter(**asked).exists():
                message = N_("已有证照类型用了“%(value)s”，请换一个。")
                params = {"value": str(asked[field])}
                raise RuleViolation("type_taken", message, params=params, field=field, basis="GB/T 36904")
        made = CertificateType.objects.create(
            bureau_id=actor.bureau_id, code=code, number=number, mark=mark, owner=full[:18],
            name=name.strip(), active=False, edition=0,
        )  # fmt: skip
        record(actor, Subject("licence_type", made.pk), events.TypeMade(made.name, full))
    return made


def draft_type(
    actor: Actor,
    *,
    type_id: int,
    name: str,
    lines: Sequence[tuple[str, str]],
    public_safety: bool,
    licence: str = "",
) -> None:
    """Draft what is printed from the next publication on; what is issued until then stays as it is (ECERT-6).

    `licence`: of which kind of firm it is the business licence and takes the old certificates' place (一照一码).
    Raises Violations for unknown or double data, RuleViolation where nothing changes.
    """
    _check_keeper(actor)
    known = {key: label for key, (label, _) in catalog.field_dictionary().items()}
    values = types.face(name, lines, public_safety, known, licence).as_values()
    with transaction.atomic():
        row = selectors.locked_type(actor, type_id)
        before = {key: getattr(row, key) for key in values}
        changed = types.differences(row.draft or before, values)
        if not changed and row.edition:
            raise RuleViolation("nothing_changed", N_("没有改动任何内容。"))
        event = events.TypeDrafted(values["name"], list(changed))
        change = Update(CertificateType, row.pk, {"draft": values, "drafted_by_id": actor.staff_id})
        record(actor, Subject("licence_type", row.pk), event, changes=[change])


def publish_type(actor: Actor, *, type_id: int) -> None:
    """A second person puts the draft into force; certificates already issued stay as they are.

    Raises Forbidden for the one who drafted it, Conflict where nothing waits.
    """
    _check_keeper(actor)
    with transaction.atomic():
        row = selectors.locked_type(actor, type_id)
        if row.draft is None:
            raise Conflict("no_draft", N_("没有等待启用的修改。"))
        types.check_publisher(row.drafted_by_id, actor.staff_id)
        values = {
            **row.draft,
            "draft": None,
            "drafted_by_id": None,
            "active": True,
            "edition": row.edition + 1,
        }
        event = events.TypePublished(row.draft["name"], row.edition + 1)
        record(
            actor, Subject("licence_type", row.pk), event, changes=[Update(CertificateType, row.pk, values)]
        )


def drop_draft(actor: Actor, *, type_id: int) -> None:
    """Forget the draft; what is in force stays."""
    _check_keeper(actor)
    with transaction.atomic():
        row = selectors.locked_type(actor, type_id)
        if row.draft is None:
            raise Conflict("no_draft", N_("没有等待启用的修改。"))
        change = Update(CertificateType, row.pk, {"draft": None, "drafted_by_id": None})
        record(actor, Subject("licence_type", row.pk), events.TypeDraftDropped(row.name), changes=[change])


def _check_keeper(actor: Actor) -> None:
    if not actor.has(*selectors.TYPE_KEEPERS):
        raise Forbidden("not_type_keeper", N_("证照类型由事项管理岗和系统管理员维护。"))
