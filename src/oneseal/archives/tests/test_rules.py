"""Years of keeping and transfer; the package found changed at every byte."""

from datetime import date

import pytest

from oneseal.archives.rules import keeping, packages
from oneseal.kernel.hashing import chain


@pytest.mark.parametrize(
    ("closed", "level", "due"),
    [
        ("2026-03-02", 3, "2036-03-02"),
        ("2026-03-02", 5, "2036-03-02"),
        ("2026-03-02", 2, "2046-03-02"),
        ("2026-03-02", 1, "2046-03-02"),
        ("2024-02-29", 3, "2034-02-28"),
    ],
)
def test_ten_years_in_a_county_twenty_above(closed: str, level: int, due: str) -> None:
    assert keeping.transfer_due(date.fromisoformat(closed), level) == date.fromisoformat(due)


@pytest.mark.parametrize(
    ("retention", "until"), [("10", date(2036, 12, 31)), ("30", date(2056, 12, 31)), ("permanent", None)]
)
def test_years_of_keeping_are_counted_from_the_next_year(retention: str, until: date | None) -> None:
    assert keeping.kept_until(date(2026, 1, 1), retention) == until
    assert keeping.kept_until(date(2026, 12, 31), retention) == until


def small() -> bytes:
    body = '{"kind":"cases.accepted"}'
    entry = f'[{{"body": {body!r}, "hash": "{chain(b"", body.encode()).hex()}"}}]'.replace("'", '"')
    entry = entry.replace('"{"kind":"cases.accepted"}"', '"{\\"kind\\":\\"cases.accepted\\"}"')
    files = {packages.JOURNAL: entry.encode(), "a.txt": "材料".encode()}
    return packages.build(files, {"number": "XK·2026·30·1"}, None)


def test_a_package_is_whole_and_the_same_every_time() -> None:
    found = packages.verify(small())
    assert (found.whole, found.number, found.files, found.signer) == (True, "XK·2026·30·1", 2, "")
    assert small() == small()


def test_every_changed_byte_is_found() -> None:
    content = small()
    for place in range(len(content)):
        changed = bytearray(content)
        changed[place] ^= 0x01
        assert not packages.verify(bytes(changed)).whole, place


@pytest.mark.parametrize("content", [b"", b"PK", b"%PDF-1.7", small()[:-1], small() + b"\n", b"x" + small()])
def test_what_is_no_package_is_told(content: bytes) -> None:
    assert packages.verify(content).problems


def test_a_journal_with_a_changed_entry_does_not_follow() -> None:
    files = {packages.JOURNAL: b'[{"body": "{}", "hash": "00"}]'}
    found = packages.verify(packages.build(files, {"number": "1"}, None))
    assert found.problems == ("journal.json：第1条日志与哈希链不符",)
