"""What market registration adds to cases: applications wait for all signatures, and for the end of publicity."""

from typing import Any

from django.urls import reverse
from django.utils.translation import gettext

from oneseal.cases.extensions import Link
from oneseal.catalog import selectors as catalog
from oneseal.kernel.access import Actor
from oneseal.kernel.errors import RuleViolation
from oneseal.kernel.text import N_
from oneseal.registration.rules.deregistration import LAW
from oneseal.registration.rules.signing import BASIS, SigningState, check_unchanged
from oneseal.registration.selectors import ending, signing


def check_submission(case: Any) -> None:
    """Refuse what is handed in before all have signed, or a simplified deregistration before its time (REG-4)."""
    registers = catalog.version_content(case.item_version_id).registers
    if registers == "company":
        _check_signed(case)
    elif registers == "company_end":
        found = ending.of_case(case.pk, case.applicant_id, individual=False)
        if found is None:
            text = N_("简易注销先由全体投资人签名、公示20日。请在“简易注销”里办理，期满没有异议再申请。")
            raise RuleViolation("not_published", text, basis=LAW)
        ending.check_ready(found)


def _check_signed(case: Any) -> None:
    row = signing.standing("case", case.pk)
    if row is None:
        return
    if row.state == SigningState.COLLECTING:
        text = N_("还有人没有签名。全体签名后自动提交；要自己提交纸质签名的，请先撤回电子签署。")
        raise RuleViolation("signatures_missing", text, basis=BASIS)
    check_unchanged(row.digest, signing.digest_now(row))


def draft_links(actor: Actor, case: Any) -> list[Link]:
    """From the draft of a company to the signatures of everybody."""
    if catalog.version_content(case.item_version_id).registers != "company" or actor.is_staff:
        return []
    row = signing.standing("case", case.pk)
    url = (
        reverse("registration:signing", args=[row.pk]) if row else reverse("registration:ask", args=[case.pk])
    )
    hint = gettext("全体股东网上签名，不用纸质章程和决议")
    return [Link(gettext("请全体股东电子签名"), url, "signature", hint=hint)]
