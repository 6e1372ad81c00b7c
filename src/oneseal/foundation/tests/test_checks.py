"""What `oneseal check` tells, each with a remedy."""

from datetime import UTC, datetime
from pathlib import Path

import pytest
from django.core.checks import CheckMessage
from pytest_django import Settings

from oneseal.foundation import checks, clock

ASKED = {"databases": ["default"]}


def ids(found: list[CheckMessage]) -> list[str]:
    """What was told; every line has a remedy."""
    assert all(each.hint for each in found)
    return [str(each.id) for each in found]


def test_keys_that_others_can_read(settings: Settings, tmp_path: Path) -> None:
    settings.VAR = tmp_path
    folder = tmp_path / "keys"
    assert ids(checks.keys(None)) == []
    folder.mkdir(mode=0o700)
    (folder / "oneseal_data_key").touch(mode=0o600)
    (folder / "journal_seal.pub").touch(mode=0o644)
    assert ids(checks.keys(None)) == []
    (folder / "oneseal_data_key").chmod(0o640)
    folder.chmod(0o755)
    assert ids(checks.keys(None)) == ["oneseal.W002", "oneseal.W002"]


def test_keys_that_are_too_short(settings: Settings, tmp_path: Path) -> None:
    settings.VAR = tmp_path
    settings.DATA_KEY = "k" * 31
    assert ids(checks.keys(None)) == ["oneseal.W001"]
    settings.DATA_KEY = "k" * 32
    assert ids(checks.keys(None)) == []


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("day", "years"),
    [
        ((2026, 10, 31), []),
        ((2026, 11, 1), ["2027"]),
        ((2027, 3, 1), ["2027"]),
        ((2027, 11, 1), ["2027", "2028"]),
    ],
)
def test_notices_that_are_missing(day: tuple[int, int, int], years: list[str]) -> None:
    with clock.at(datetime(*day, 4, tzinfo=UTC)):
        found = checks.calendar(None, **ASKED)
    assert [year for each, year in zip(found, years, strict=True) if year in each.msg] == years
    assert set(ids(found)) <= {"oneseal.W003"}


@pytest.mark.django_db
def test_a_worker_that_is_not_there() -> None:
    assert ids(checks.worker(None, **ASKED)) == ["oneseal.I004"]


def test_without_a_database_nothing_is_asked_of_it() -> None:
    assert checks.calendar(None) == []
    assert checks.worker(None) == []


@pytest.mark.parametrize(
    ("name", "value", "told"),
    [
        ("DEBUG", True, "oneseal.E005"),
        ("DEMO", True, "oneseal.E006"),
        ("ALLOWED_HOSTS", ["localhost"], "oneseal.W007"),
        ("BEHIND_TLS", False, "oneseal.W008"),
        ("PUBLIC_URL", "http://localhost:8000", "oneseal.W009"),
        ("TRUSTED_PROXIES", 0, "oneseal.W010"),
    ],
)
def test_what_is_open_to_others(
    settings: Settings, monkeypatch: pytest.MonkeyPatch, name: str, value: object, told: str
) -> None:
    monkeypatch.setenv("DATABASE_URL", "postgresql://db/oneseal")
    monkeypatch.delenv("ONESEAL_EMBEDDED", raising=False)
    settings.DEBUG, settings.DEMO, settings.BEHIND_TLS, settings.TRUSTED_PROXIES = False, False, True, 1
    settings.ALLOWED_HOSTS, settings.PUBLIC_URL = ["zwfw.example.cn"], "https://zwfw.example.cn"
    assert ids(checks.exposure(None)) == []
    setattr(settings, name, value)
    assert ids(checks.exposure(None)) == [told]


def test_the_embedded_database_is_named(settings: Settings, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("ONESEAL_EMBEDDED", "var/pg")
    assert "oneseal.I011" in ids(checks.exposure(None))
