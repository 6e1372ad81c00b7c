"""A database that lives as long as one benchmark, with a small bureau in it and cases cloned in bulk."""

from collections.abc import Iterator
from contextlib import contextmanager

from django.db import connection

from oneseal.cases import services
from oneseal.cases.models import Case, CaseStep
from oneseal.cases.tests import factories


@contextmanager
def database() -> Iterator[None]:
    """A fresh, migrated database in place of the configured one; gone afterwards."""
    configured = str(connection.settings_dict["NAME"])
    connection.creation.create_test_db(verbosity=0, autoclobber=True)
    try:
        yield
    finally:
        connection.creation.destroy_test_db(configured, verbosity=0)


def cases_in_review(house: factories.House, count: int, series: str = "") -> list[int]:
    """Ids of steps that the reviewer has taken: one case through the services, the others copies of its rows."""
    model = factories.accepted(house)
    services.take_step(house["reviewer"], step_id=factories.step_of(model, "review").pk)
    model.refresh_from_db()
    steps = list(CaseStep.objects.filter(case=model))
    cases = Case.objects.bulk_create([_copy(model, f"B{series}{number:08}") for number in range(count)])
    copies = CaseStep.objects.bulk_create(
        [_copy_step(step, case) for case in cases for step in steps], batch_size=2000
    )
    with connection.cursor() as cursor:
        cursor.execute("ANALYZE cases_case")
        cursor.execute("ANALYZE cases_casestep")
    return [step.pk for step in copies if step.key == "review"]


def _values(row: Case | CaseStep) -> dict[str, object]:
    skipped = {"id", "uid"}
    return {f.attname: getattr(row, f.attname) for f in row._meta.concrete_fields if f.name not in skipped}


def _copy(case: Case, number: str) -> Case:
    return Case(**{**_values(case), "number": number})


def _copy_step(step: CaseStep, case: Case) -> CaseStep:
    return CaseStep(**{**_values(step), "case_id": case.pk, "case_number": case.number})
