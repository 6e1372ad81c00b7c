"""Verification names the first broken entry, whatever was done to it; seals notice the rest."""

import io
import json
import stat
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from django.core.management import CommandError, call_command
from django.db import connection

from oneseal.foundation import audit, housekeeping, seals
from oneseal.foundation.journal import Subject
from oneseal.foundation.models import JournalEntry, JournalSeal
from oneseal.foundation.tests.sample import note

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def own_keys(settings: Any, tmp_path: Path) -> Iterator[None]:
    settings.VAR = tmp_path
    seals.private_key.cache_clear()
    yield
    seals.private_key.cache_clear()


def tamper(sql: str, *params: int) -> None:
    """What only the database's owner could do: lift the triggers, change, put them back."""
    with connection.cursor() as cursor:
        for table in ("foundation_journalentry", "foundation_journalseal"):
            cursor.execute(f"ALTER TABLE {table} DISABLE TRIGGER append_only_rows")
        cursor.execute(sql, params)
        for table in ("foundation_journalentry", "foundation_journalseal"):
            cursor.execute(f"ALTER TABLE {table} ENABLE TRIGGER append_only_rows")


def three_chains() -> dict[tuple[str, int, int], int]:
    """Entry ids by kind, subject and seq."""
    for kind, subject in (("case", 1), ("case", 2), ("item", 1)) * 3:
        note(subject, f"{kind} {subject}", kind)
    entries = JournalEntry.objects.values_list("subject_kind", "subject_id", "seq", "id")
    return {(kind, subject, seq): pk for kind, subject, seq, pk in entries}


def test_whole_journal_is_whole() -> None:
    three_chains()
    report = audit.verify()
    assert (report.entries, report.subjects, report.breaks) == (9, 3, ())
    assert audit.verify(Subject("item", 1)).entries == 3


def test_empty_journal_is_whole() -> None:
    assert audit.verify().first is None


@pytest.mark.parametrize(
    "change",
    [
        "reason = 'x'",
        "actor_id = 99",
        "actor_name = '别人'",
        "at = at + interval '1 microsecond'",
        "kind = 'cases.refused'",
        """data = '{"text": "改"}'""",
        "bureau_id = 4",
        "door = 'api'",
        "request_id = 'r'",
        "hash = sha256('x')",
    ],
)
def test_any_changed_column_is_named(change: str) -> None:
    ids = three_chains()
    target = ids["case", 2, 2]
    tamper(f"UPDATE foundation_journalentry SET {change} WHERE id = %s", target)
    first = audit.verify().first
    assert first is not None
    assert (first.subject_kind, first.subject_id, first.seq, first.id) == ("case", 2, 2, target)
    assert audit.verify(Subject("case", 2)).first == first
    assert audit.verify(Subject("case", 1)).first is None


@pytest.mark.parametrize("seq", [1, 2, 3])
def test_removed_entry_is_named(seq: int) -> None:
    ids = three_chains()
    tamper("DELETE FROM foundation_journalentry WHERE id = %s", ids["case", 1, seq])
    first = audit.verify().first
    assert first is not None
    assert (first.subject_kind, first.subject_id, first.seq, first.id) == ("case", 1, seq, 0)


def test_whole_subject_removed_or_smuggled_in_is_noticed() -> None:
    three_chains()
    tamper("DELETE FROM foundation_journalhead WHERE subject_kind = 'item'")
    first = audit.verify().first
    assert first is not None
    assert "no head" in first.what


def test_entry_moved_to_another_subject_is_noticed() -> None:
    ids = three_chains()
    tamper("UPDATE foundation_journalentry SET subject_id = 7 WHERE id = %s", ids["case", 1, 3])
    assert audit.verify().breaks


def test_earliest_of_several_breaks_comes_first() -> None:
    ids = three_chains()
    for place in (("case", 1, 3), ("item", 1, 1)):
        tamper("UPDATE foundation_journalentry SET reason = 'x' WHERE id = %s", ids[place])
    report = audit.verify()
    assert len(report.breaks) == 2
    assert report.first is not None
    assert report.first.id == ids["item", 1, 1]


@pytest.mark.django_db(transaction=True)
class TestSeals:
    """Sealing needs committed entries."""

    def test_seals_are_chained_signed_and_verified(self) -> None:
        three_chains()
        assert seals.seal_settled(largest=4) is not None
        housekeeping.seal_journal()
        assert list(JournalSeal.objects.order_by("id").values_list("count", flat=True)) == [4, 5]
        assert seals.seal_settled() is None
        report = audit.verify()
        assert (report.seals, report.sealed, report.breaks) == (2, 9, ())

    def test_key_is_for_its_owner_only(self, settings: Any) -> None:
        seals.private_key()
        key = Path(settings.VAR) / "keys" / "journal_seal"
        assert stat.S_IMODE(key.stat().st_mode) == 0o600
        seals.private_key.cache_clear()
        before = key.read_bytes()
        seals.private_key()
        assert key.read_bytes() == before

    def test_rewritten_chain_is_caught_by_the_seal(self) -> None:
        note(text="真")
        seals.seal_settled()
        tamper("DELETE FROM foundation_journalentry")
        tamper("DELETE FROM foundation_journalhead")
        note(text="假")
        report = audit.verify()
        assert [found.subject_kind for found in report.breaks] == ["seal"]

    @pytest.mark.parametrize(
        ("change", "what"),
        [
            ("root = sha256('x')", "signature"),
            ("count = 1", "signature"),
            ("previous = sha256('x')", "follow"),
            ("key_id = 'abcd'", "public key"),
        ],
    )
    def test_changed_seal_is_named(self, change: str, what: str) -> None:
        three_chains()
        seals.seal_settled()
        tamper(f"UPDATE foundation_journalseal SET {change}")
        found = audit.verify().first
        assert found is not None
        assert what in found.what

    def test_command_tells_and_fails(self) -> None:
        ids = three_chains()
        out = io.StringIO()
        call_command("audit", "seal", stdout=out)
        call_command("audit", "verify", stdout=out)
        assert "sealed 9 entries" in out.getvalue()
        assert "whole: 9 entries, 3 subjects, 1 seals, 0 entries not sealed" in out.getvalue()
        tamper("UPDATE foundation_journalentry SET reason = 'x' WHERE id = %s", ids["case", 2, 2])
        with pytest.raises(CommandError, match=f"case 2, seq 2, entry {ids['case', 2, 2]}"):
            call_command("audit", "verify")

    def test_export_holds_everything(self, tmp_path: Path) -> None:
        three_chains()
        seals.seal_settled()
        target = tmp_path / "journal.jsonl"
        call_command("audit", "export", output=target)
        lines = [json.loads(line) for line in target.read_text().splitlines()]
        assert [line["type"] for line in lines] == ["key", "seal", *["entry"] * 9]
