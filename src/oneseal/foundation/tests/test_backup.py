"""The drill: save, lose, bring back; and a damaged archive changes nothing."""

import tarfile
from pathlib import Path

import pytest
from django.conf import settings
from django.db import connection

from oneseal.foundation import backup
from oneseal.foundation.numbering import next_number
from oneseal.kernel.errors import RuleViolation

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture
def var(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setattr(settings, "VAR", tmp_path)
    monkeypatch.setattr(settings, "MEDIA_ROOT", tmp_path / "files")
    (tmp_path / "files").mkdir()
    (tmp_path / "keys").mkdir()
    (tmp_path / "files" / "a.pdf").write_bytes(b"contents")
    (tmp_path / "keys" / "data").write_text("secret")
    return tmp_path


def test_what_was_lost_comes_back(var: Path) -> None:
    assert next_number(1, "case", 2026) == 1
    backup.back_up(var / "b.tar", with_keys=True)
    assert next_number(1, "case", 2026) == 2
    (var / "files" / "a.pdf").unlink()
    backup.restore(var / "b.tar", force=True)
    assert next_number(1, "case", 2026) == 2, (
        "the number drawn after the backup is gone, the one before is not"
    )
    assert (var / "files" / "a.pdf").read_bytes() == b"contents"


def test_a_database_in_use_is_not_overwritten(var: Path) -> None:
    backup.back_up(var / "b.tar", with_keys=False)
    with pytest.raises(RuleViolation, match="--force"):
        backup.restore(var / "b.tar", force=False)


def test_a_damaged_archive_changes_nothing(var: Path) -> None:
    next_number(1, "damaged", 2026)
    backup.back_up(var / "b.tar", with_keys=True)
    (var / "files" / "a.pdf").write_bytes(b"altered!")
    with tarfile.open(var / "b.tar") as whole, tarfile.open(var / "bad.tar", "w") as bad:
        for member in whole.getmembers():
            source = whole.extractfile(member)
            bad.addfile(member, source) if member.name != "files/a.pdf" else bad.add(
                var / "files" / "a.pdf", "files/a.pdf"
            )
    with pytest.raises(RuleViolation, match=r"files/a\.pdf"):
        backup.restore(var / "bad.tar", force=True)
    assert connection.introspection.table_names()
    assert next_number(1, "damaged", 2026) == 2


def test_keys_stay_out_when_asked(var: Path) -> None:
    backup.back_up(var / "b.tar", with_keys=False)
    with tarfile.open(var / "b.tar") as archive:
        assert not [name for name in archive.getnames() if name.startswith("keys/")]


@pytest.mark.parametrize(("name", "kind"), [("../outside", tarfile.REGTYPE), ("files/link", tarfile.SYMTYPE)])
def test_an_archive_that_reaches_outside_is_refused(var: Path, name: str, kind: bytes) -> None:
    with tarfile.open(var / "evil.tar", "w") as evil:
        member = tarfile.TarInfo(name)
        member.type, member.linkname = kind, "/etc/passwd"
        evil.addfile(member)
    with pytest.raises(RuleViolation, match=name.removeprefix("../")):
        backup.restore(var / "evil.tar", force=True)
    assert not (var / "outside").exists()
