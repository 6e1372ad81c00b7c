"""Making the six lists public, as numbered versions that stay (2.7)."""

import hashlib
from datetime import date
from typing import Any

from django.db import IntegrityError, transaction

from oneseal.catalog.events import ListPublished
from oneseal.catalog.models import PublishedList
from oneseal.catalog.rules import lists as rules
from oneseal.catalog.selectors import lists as selectors
from oneseal.catalog.services.versions import require_keeper
from oneseal.foundation import clock
from oneseal.foundation.journal import Subject, record
from oneseal.kernel.access import Actor
from oneseal.kernel.errors import Conflict, RuleViolation
from oneseal.kernel.hashing import canonical
from oneseal.kernel.text import N_


def publish_list(
    actor: Actor, *, key: str, note: str = "", binding_from: date | None = None
) -> PublishedList:
    """Make a list public as it is generated now. The list of powers includes items that wait for publication.

    `binding_from`, for the list of powers: the day from which what is not on it may not be published or applied
    for; None keeps the day of the version before. Raises RuleViolation where nothing changed, Conflict where a
    colleague was faster.
    """
    require_keeper(actor, actor.bureau_id)
    kind, last = selectors.kind_of(key), selectors.current_list(actor.bureau_id, key)
    binding = _binding(kind, last, binding_from)
    lines, codes = selectors.generated(actor, kind)
    digest = hashlib.sha256(canonical({"lines": lines})).hexdigest()
    if last is not None and (last.digest, last.binding_from) == (digest, binding):
        text = N_("清单与现行的第%(number)s版相同，不用再发布。事项变更后再来。")
        raise RuleViolation("list_unchanged", text, params={"number": last.number})
    row: dict[str, Any] = {
        "number": last.number + 1 if last else 1,
        "lines": lines,
        "basic_codes": codes,
        "digest": digest,
        "published_on": clock.today(),
        "published_at": clock.now(),
        "published_by_name": actor.name,
        "note": note.strip(),
        "binding_from": binding,
    }
    try:
        with transaction.atomic():
            made = PublishedList.objects.create(bureau_id=actor.bureau_id, kind=key, **row)
            event = ListPublished(
                key, kind.name, made.number, len(lines), digest, binding.isoformat() if binding else ""
            )
            record(actor, Subject("public_list", made.pk), event)
    except IntegrityError as error:
        text = N_("同事刚刚发布了这张清单，请刷新页面查看。")
        raise Conflict("list_published_already", text) from error
    return made


def _binding(kind: rules.ListKind, last: PublishedList | None, wanted: date | None) -> date | None:
    known = last.binding_from if last else None
    if wanted is None or wanted == known:
        return known
    if kind.key != "powers":
        text = N_("只有权力清单可以设定“清单之外不得办理”的日期。")
        raise RuleViolation("not_powers", text, field="binding_from")
    if wanted < clock.today():
        text = N_("“清单之外不得办理”的日期不能早于今天，请选择今天或以后。")
        raise RuleViolation("binding_in_past", text, field="binding_from")
    return wanted
