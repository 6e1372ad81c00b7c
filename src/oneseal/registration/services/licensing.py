"""What a business licence says besides its form: the credit code and the registered name (一照一码; 名称规定 art. 20)."""

from typing import Any

from django.db import IntegrityError, transaction

from oneseal.catalog.rules import form_values
from oneseal.catalog.rules.merged import licence_of
from oneseal.foundation import clock
from oneseal.foundation.db import lock
from oneseal.foundation.journal import Subject, Update, record
from oneseal.foundation.numbering import next_number
from oneseal.identity import selectors as identity
from oneseal.kernel.access import Actor
from oneseal.kernel.errors import RuleViolation
from oneseal.kernel.identifiers import is_uscc
from oneseal.kernel.text import N_
from oneseal.registration import events
from oneseal.registration.models import CreditCode, EnterpriseName
from oneseal.registration.rules import names
from oneseal.registration.rules.codes import credit_code
from oneseal.registration.rules.life import NameState
from oneseal.registration.rules.words import RULES
from oneseal.registration.selectors import names as selectors
from oneseal.registration.services import naming

CODE = "统一社会信用代码"


def licence_lines(actor: Actor, grant: Any, kind: Any) -> list[dict[str, str]]:
    """The credit code, and the name where it is a company's; nothing for what is no business licence.

    The company's name is registered with it. Raises RuleViolation where somebody else has the name.
    """
    if not kind.merges:
        return []
    company = licence_of(kind.merges) == "company"
    known = form_values.known_from(dict(grant.schema), dict(grant.values))
    code = grant.holder.number
    if grant.holder.kind == "person" or not is_uscc(code):
        code = _new_code(grant, "company" if company else "individual")
    lines = [{"label": CODE, "text": code}]
    full = str(known.get("company_name") or "").strip()
    if company and full:
        _register(actor, grant, full, code)
        lines.append({"label": "名称", "text": full})
    return lines


def _new_code(grant: Any, category: str) -> str:
    """The next credit code of the bureau's division that nobody has; another bureau of the division may be ahead."""
    region = identity.region_of_bureau(grant.bureau_id).ljust(6, "0")
    while True:
        code = credit_code(category, region, next_number(grant.bureau_id, "credit_code", 0))
        if not selectors.has_code(code) and _given(grant, code):
            return code


def _given(grant: Any, code: str) -> bool:
    try:
        with transaction.atomic():
            CreditCode.objects.create(
                code=code, bureau_id=grant.bureau_id, case_id=grant.case_id, given_at=clock.now()
            )
    except IntegrityError:
        return False
    return True


def _register(actor: Actor, grant: Any, full: str, code: str) -> None:
    """The kept name becomes the registered one; a name that nobody keeps is entered with its registration."""
    values = {
        "state": NameState.REGISTERED,
        "case_id": grant.case_id,
        "uscc": code,
        "registered_on": clock.today(),
    }
    found = selectors.held_name(grant.bureau_id, full)
    row = lock(EnterpriseName, found.pk) if found else None
    if row is not None and (row.holder_id != grant.holder.pk or row.state != NameState.RESERVED):
        text = N_("名称“%(name)s”已由他人登记或者在保留期内，不予登记。请申请人改用自己申报的名称。")
        raise RuleViolation("name_taken", text, params={"name": full}, basis=f"{RULES}第十七条、第二十条")
    if row is None:
        parts = names.parse(full, selectors.own_regions(grant.bureau_id))
        row = naming.name_row(grant.bureau_id, parts, holder_id=grant.holder.pk, related="登记时录入")
        row.full = full
        naming.save_name(row)
    event = events.NameRegistered(full, code)
    record(actor, Subject("name", row.pk), event, changes=[Update(EnterpriseName, row.pk, values)])
