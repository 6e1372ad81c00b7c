"""Which electronic certificates of an applicant can speak in an application, and what each would say (4.12, 2.24)."""

from dataclasses import dataclass
from datetime import date
from typing import Any, Protocol

from oneseal.cases.models import Case
from oneseal.cases.selectors.pages import resolve_situation
from oneseal.catalog.rules import form_values
from oneseal.catalog.rules.content import Material
from oneseal.catalog.rules.forms import FieldSpec, specs
from oneseal.catalog.rules.merged import old_certificate
from oneseal.catalog.rules.situations import Situation
from oneseal.certificates import selectors as certificates

RECORD = frozenset({"org_name", "org_uscc", "person_name", "person_id"})
"""What the applicant's own record fills in anyway: a certificate that says no more is not offered."""


class OfType(Protocol):
    """What is read of a certificate's type."""

    code: str
    merges: list[str]


class Speaking(Protocol):
    """What is read of a certificate."""

    pk: int
    name: str
    number: str
    valid_until: date | None

    @property
    def type(self) -> OfType:
        """Its type."""


@dataclass(frozen=True, slots=True)
class Offer:
    """One certificate, the values that it has for fields of the form, the materials that it stands for."""

    row: Speaking
    fields: tuple[tuple[FieldSpec, Any], ...]
    materials: tuple[Material, ...]

    @property
    def titles(self) -> list[str]:
        """What it fills, then what it stands for, in words."""
        return [*(spec.title for spec, _value in self.fields), *(each.name for each in self.materials)]

    def differing(self, data: dict[str, Any]) -> list[str]:
        """Fields that the applicant filled in otherwise: they stay as they are, and are named."""
        return [spec.title for spec, value in self.fields if data.get(spec.name) not in (None, "", [], value)]


def offer_of(row: Any, situation: Situation) -> Offer:
    """What one certificate has to say in an application."""
    said = certificates.data_of(row)
    by_datum = {spec.name: spec for spec in specs(situation.schema) if spec.datum in said}
    known = {spec.datum: form_values.unshown(spec, said[spec.datum]) for spec in by_datum.values()}
    value = form_values.prefill(situation.schema, known)
    materials = tuple(
        each
        for each in situation.materials
        if each.certificate == row.type.code or old_certificate(each.name) in row.type.merges
    )
    return Offer(row, tuple((by_datum[name], value[name]) for name in value), materials)


def offers(case: Case) -> list[Offer]:
    """Valid certificates of the applicant that say more than their record or stand for a material of this application.

    One statement. The caller has checked that the actor may fill it in.
    """
    situation = resolve_situation(case)
    rows = certificates.valid_of_holder(case.applicant_id, case.bureau_id)
    found = [offer_of(row, situation) for row in rows]
    return [
        each for each in found if each.materials or any(spec.datum not in RECORD for spec, _ in each.fields)
    ]
