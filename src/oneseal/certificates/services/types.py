"""Types of certificates: defined by the administrator or whoever keeps the items."""

from collections.abc import Sequence
from typing import Any

from django.db import transaction

from oneseal.certificates import events
from oneseal.certificates.models import CertificateType
from oneseal.certificates.rules import codes
from oneseal.foundation.journal import Subject, record
from oneseal.kernel.access import Actor
from oneseal.kernel.errors import RuleViolation
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
        "public_safety": public_safety,
    }
    with transaction.atomic():
        found, _made = CertificateType.objects.update_or_create(
            bureau_id=bureau_id, code=code, defaults=values
        )
        record(actor, Subject("licence_type", found.pk), events.TypeMade(found.name, full))
    return found
