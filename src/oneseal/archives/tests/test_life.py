"""From closing to the package, its pages and its verification."""

import os
import subprocess
import sys
from datetime import datetime, timedelta
from pathlib import Path

import pytest
from django.core.management import call_command

from oneseal.archives import jobs, selectors, services
from oneseal.archives.models import Package
from oneseal.archives.rules import packages
from oneseal.cases import services as cases
from oneseal.cases.tests import factories
from oneseal.foundation import clock, subscribers
from oneseal.kernel.errors import NotFound, RuleViolation
from oneseal.surveys.tests import factories as on_the_spot

pytestmark = pytest.mark.django_db


def closed() -> tuple[factories.House, Package]:
    made = factories.house()
    case = factories.accepted(made)
    cases.withdraw_case(made["张伟"], case_id=case.pk, reason="不办了")
    subscribers.run_pending()
    return made, Package.objects.get(case=case)


def test_a_closed_case_is_entered_once_and_packed() -> None:
    made, row = closed()
    assert (row.retention, row.closed_on) == ("30", clock.today())
    assert services.enter(row.case_id) is None
    jobs.build_missing()
    row.refresh_from_db()
    content = services.open_package(made["administrator"], package_id=row.pk)
    found = packages.verify(content)
    assert (found.problems, found.number, found.signer) == ((), row.number, "")
    assert found.files == row.files >= 6
    assert services.build(package_id=row.pk).made_at == row.made_at


def test_what_was_seen_on_the_spot_is_in_the_package() -> None:
    with clock.at(datetime(2026, 11, 16, 8, 0, tzinfo=clock.LOCAL)):
        made = on_the_spot.house()
        case = on_the_spot.asked(made).case
        on_the_spot.sealed(made, on_the_spot.announced(made))
        cases.withdraw_case(made["张伟"], case_id=case.pk, reason="不办了")
        subscribers.run_pending()
        package = Package.objects.get(case=case)
        services.build(package_id=package.pk)
        content = services.open_package(made["administrator"], package_id=package.pk)
    assert {"surveys/01/01-survey_record.pdf", "surveys/01/journal.json"} <= set(packages.listed(content))


def test_an_open_case_is_not_archived() -> None:
    made = factories.house()
    assert services.enter(factories.accepted(made).pk) is None


def test_verified_by_the_command_without_a_database(tmp_path: Path) -> None:
    made, row = closed()
    content = services.open_package(made["administrator"], package_id=row.pk)
    file = tmp_path / "a.zip"
    file.write_bytes(content)
    env = {**os.environ, "DATABASE_URL": "postgres://nobody@127.0.0.1:9/none"}
    command = [sys.executable, "-m", "oneseal", "archive", "verify", str(file)]
    whole = subprocess.run(command, env=env, capture_output=True, text=True, check=False)
    assert (whole.returncode, "whole" in whole.stdout) == (0, True)
    file.write_bytes(content.replace("张伟".encode(), "李四".encode()))
    changed = subprocess.run(command, env=env, capture_output=True, text=True, check=False)
    assert (changed.returncode, "CHANGED" in changed.stderr) == (1, True)


def test_export_writes_the_packages_of_a_year(tmp_path: Path) -> None:
    _, row = closed()
    call_command("archive", "export", year=row.closed_on.year, to=tmp_path)
    (file,) = tmp_path.iterdir()
    assert packages.verify(file.read_bytes()).whole


def test_transfer_is_due_after_ten_years_and_noted_once() -> None:
    made, row = closed()
    archivist = made["administrator"]
    with pytest.raises(RuleViolation, match="还没有生成"):
        services.mark_transferred(archivist, package_id=row.pk, day=clock.today())
    services.build(package_id=row.pk)
    with pytest.raises(RuleViolation, match="移交日期"):
        services.mark_transferred(archivist, package_id=row.pk, day=clock.today() + timedelta(days=1))
    rows = selectors.visible_packages(archivist)
    assert not selectors.due_for_transfer(rows, row.transfer_due - timedelta(days=1)).exists()
    assert selectors.due_for_transfer(rows, row.transfer_due).exists()
    services.mark_transferred(archivist, package_id=row.pk, day=clock.today())
    assert not selectors.due_for_transfer(rows, row.transfer_due).exists()
    with pytest.raises(RuleViolation, match="已经登记"):
        services.mark_transferred(archivist, package_id=row.pk, day=clock.today())


def test_the_pages_are_for_archivists() -> None:
    made, row = closed()
    desk = made.client("administrator")
    assert row.number in desk.get(f"/desk/archives/?q={row.number[:6]}").text
    downloaded = desk.post(f"/desk/archives/{row.pk}/download/")
    assert packages.verify(downloaded.content).whole
    assert row.number in desk.get(f"/desk/archives/transfer-{row.closed_on.year}.csv").text
    address = f"/desk/archives/{row.pk}/"
    assert desk.post(f"{address}transferred/", {"day": ""}).status_code == 422
    assert desk.post(f"{address}transferred/", {"day": clock.today().isoformat()}).status_code == 302
    assert "下载了档案包" in desk.get(address).text
    assert made.client("clerk").post(f"{address}download/").status_code == 403
    with pytest.raises(NotFound):
        services.open_package(made["reviewer"], package_id=row.pk)
