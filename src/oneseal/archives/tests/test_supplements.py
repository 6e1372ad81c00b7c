"""What happens after closing: supplements that follow the package, the certificate's files, appraisal, printed lists."""

import zipfile
from datetime import date, timedelta
from io import BytesIO
from pathlib import Path
from typing import Any

import pikepdf
import pytest
from django.core.management import CommandError, call_command
from django.test import Client

from oneseal.archives import jobs, selectors, services
from oneseal.archives.models import Package
from oneseal.archives.rules import packages
from oneseal.cases import services as cases
from oneseal.cases.tests import factories
from oneseal.cases.tests.test_licences import granted, house
from oneseal.certificates import selectors as certificates
from oneseal.certificates import services as licensing
from oneseal.foundation import clock, subscribers
from oneseal.kernel.errors import NotFound, RuleViolation

pytestmark = pytest.mark.django_db


def delivered() -> tuple[factories.House, Any, Package]:
    made = house()
    case = granted(made, "new")
    cases.deliver_electronically(case_id=case.pk)
    subscribers.run_pending()
    return made, case, services.build(package_id=Package.objects.get(case=case).pk)


def annulled(made: factories.House, case: Any) -> None:
    (row,) = certificates.of_case(case.pk)
    said: dict[str, Any] = {
        "ground": "unqualified",
        "facts": "经查不具备申请资格。",
        "compensation": "没有损失",
    }
    act = licensing.propose_act(made["section_head"], certificate_id=row.pk, verb="annul", **said)
    licensing.approve_act(made["bureau_head"], act_id=act.pk)


def evaluated(made: factories.House, case: Any) -> None:
    cases.evaluate_case(made["张伟"], case_id=case.pk, level=5, tags=["fast"])


def parts(made: factories.House, row: Package) -> list[bytes]:
    count = len(selectors.kept_parts(row))
    return [services.open_package(made["administrator"], package_id=row.pk, place=at) for at in range(count)]


def names(content: bytes) -> list[str]:
    return zipfile.ZipFile(BytesIO(content)).namelist()


def test_the_package_holds_the_certificate_in_both_forms() -> None:
    made, _, row = delivered()
    (content,) = parts(made, row)
    held = names(content)
    assert {"certificates/01/certificate.pdf", "certificates/01/certificate.ofd"} <= set(held)
    assert "certificates/01/journal.json" in held
    assert packages.verify(content).whole


def test_what_happens_after_closing_follows_and_changes_nothing_made_before() -> None:
    made, case, row = delivered()
    (first,) = parts(made, row)
    evaluated(made, case)
    subscribers.run_pending()
    jobs.build_missing()
    annulled(made, case)
    subscribers.run_pending()
    jobs.build_missing()
    row.refresh_from_db()
    assert not row.changed
    series = parts(made, row)
    assert series[0] == first
    found = packages.verify_series(series)
    assert [each.problems for each in found] == [(), (), ()]
    assert [each.number for each in found] == [row.number, f"{row.number}·补1", f"{row.number}·补2"]
    assert "evaluations.json" in names(series[1])
    assert not any(each.startswith("materials/") for each in names(series[1]) + names(series[2]))
    assert "certificates/01/01-certificate_annul.pdf" in names(series[2])
    assert b'"annulled"' in zipfile.ZipFile(BytesIO(series[2])).read("certificates/01/state.json")


def test_a_supplement_is_held_to_the_package_before_it() -> None:
    made, case, row = delivered()
    evaluated(made, case)
    subscribers.run_pending()
    jobs.build_missing()
    first, second = parts(made, row)
    assert packages.verify(second).follows
    assert packages.verify_series([second])[0].whole
    twice = packages.verify_series([first, second, second])
    assert twice[2].problems == ("不是对前一个档案包作的补充",)
    shorter = packages.build({packages.JOURNAL: b"[]", "a": b""}, {"number": "1", "follows": ""}, None)
    assert packages.verify_series([first, shorter])[1].problems == ("不是对前一个档案包作的补充",)


def test_nothing_new_makes_no_supplement() -> None:
    _, case, row = delivered()
    assert services.supplement(package_id=row.pk) is None
    services.note_changes([case.pk])
    assert services.supplement(package_id=row.pk) is None
    row.refresh_from_db()
    assert not row.changed
    assert selectors.supplements(row) == []


def test_export_and_verification_know_the_supplements(tmp_path: Path) -> None:
    made, case, row = delivered()
    evaluated(made, case)
    subscribers.run_pending()
    jobs.build_missing()
    call_command("archive", "export", year=row.closed_on.year, to=tmp_path)
    first, second = tmp_path / f"archive-{row.pk}.zip", tmp_path / f"archive-{row.pk}-1.zip"
    call_command("archive", "verify", str(first), str(second))
    with pytest.raises(CommandError, match="不是对前一个档案包作的补充"):
        call_command("archive", "verify", str(first), str(first))


def test_a_supplement_is_taken_out_by_archivists_alone() -> None:
    made, case, row = delivered()
    evaluated(made, case)
    subscribers.run_pending()
    jobs.build_missing()
    desk = Client()
    desk.force_login(made.cast.account("administrator"))
    page = f"/desk/archives/{row.pk}/"
    assert f"{row.number}·补1" in desk.get(page).text
    assert packages.verify(desk.post(f"{page}supplements/1/").content).follows
    assert desk.post(f"{page}supplements/2/").status_code == 404
    assert f"{row.number}·补1" in desk.get(f"/desk/archives/transfer-{row.closed_on.year}.csv").text
    with pytest.raises(NotFound):
        services.open_package(made["reviewer"], package_id=row.pk, place=1)


def test_what_is_over_is_appraised_and_listed_never_destroyed() -> None:
    made, _, row = delivered()
    archivist = made["administrator"]
    assert row.kept_until is not None
    with pytest.raises(RuleViolation, match="还没有满"):
        services.appraise(archivist, package_id=row.pk, extend_to=None, reason="无价值")
    Package.objects.filter(pk=row.pk).update(kept_until=clock.today() - timedelta(days=1))
    with pytest.raises(RuleViolation, match="今天以后"):
        services.appraise(archivist, package_id=row.pk, extend_to=clock.today(), reason="仍有价值")
    with pytest.raises(RuleViolation, match="鉴定意见"):
        services.appraise(archivist, package_id=row.pk, extend_to=None, reason=" ")
    desk = Client()
    desk.force_login(made.cast.account("administrator"))
    page = f"/desk/archives/{row.pk}/"
    refused = desk.post(f"{page}appraised/", {"result": "keep", "reason": "仍要查考"})
    assert (refused.status_code, "延长到哪一天" in refused.text) == (422, True)
    until = date(clock.today().year + 10, 12, 31)
    said = {"result": "keep", "extend_to": until.isoformat(), "reason": "仍要查考"}
    assert desk.post(f"{page}appraised/", said).status_code == 302
    row.refresh_from_db()
    assert (row.kept_until, row.appraised_on, row.to_destroy) == (until, clock.today(), False)
    Package.objects.filter(pk=row.pk).update(kept_until=clock.today() - timedelta(days=1))
    services.appraise(archivist, package_id=row.pk, extend_to=None, reason="鉴定小组认为不再有价值")
    assert [each.pk for each in selectors.destruction_list(archivist)] == [row.pk]
    assert not selectors.over(selectors.visible_packages(archivist), clock.today()).exists()
    assert packages.verify(services.open_package(archivist, package_id=row.pk)).whole
    for address in ("destruction.pdf", f"transfer-{row.closed_on.year}.pdf"):
        printed = desk.get(f"/desk/archives/{address}")
        assert pikepdf.open(BytesIO(printed.content)).Root.MarkInfo.Marked
