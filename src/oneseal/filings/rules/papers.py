"""The papers that a filing needs: what the filer hands in, and what is missing (inventory 5.29, 11.14)."""

from collections.abc import Collection, Iterable
from typing import Final

from oneseal.catalog.rules.content import Material
from oneseal.filings.rules.life import BASIS
from oneseal.kernel.errors import RuleViolation
from oneseal.kernel.text import N_

PREFIX: Final = "paper_"
"""Before the code of a material in the name of its field."""


def asked(materials: Iterable[Material]) -> list[Material]:
    """What the filer hands in: the bureau asks nobody for what it can look up itself (2.24)."""
    return [each for each in materials if not each.shared_source]


def problems(materials: Iterable[Material], given: Collection[str]) -> list[RuleViolation]:
    """A refusal for each paper that must be there and is not, and for each that nobody asked for (2.10)."""
    wanted = asked(materials)
    found = [
        RuleViolation(
            "paper_missing",
            N_("请上传“%(name)s”。"),
            params={"name": each.name},
            field=f"{PREFIX}{each.code}",
            basis=BASIS,
        )
        for each in wanted
        if each.necessity == "required" and each.code not in given
    ]
    known = {each.code for each in wanted}
    return found + [
        RuleViolation(
            "paper_unknown",
            N_("这项备案不收编号为“%(code)s”的材料，请删去。"),
            params={"code": code},
            field=f"{PREFIX}{code}",
            basis=BASIS,
        )
        for code in given
        if code not in known
    ]
