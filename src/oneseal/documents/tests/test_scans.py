"""The scanner's folder: only its own files, one taker for each, back again when refused."""

import os
from concurrent.futures import ThreadPoolExecutor
from contextlib import suppress
from pathlib import Path
from typing import Any

import pytest

from oneseal.documents import scans
from oneseal.kernel.errors import Conflict


@pytest.fixture
def folder(settings: Any, tmp_path: Path) -> Path:
    """The folder of the clerk `lan`, beside one of somebody else."""
    settings.SCAN_DIR = str(tmp_path / "scans")
    (tmp_path / "scans" / "other").mkdir(parents=True)
    (tmp_path / "scans" / "other" / "secret.pdf").write_bytes(b"theirs")
    (tmp_path / "scans" / "lan").mkdir()
    return tmp_path / "scans" / "lan"


def names(login: str = "lan") -> list[str]:
    return [each.name for each in scans.offered(login)]


def test_newest_first_and_only_finished_papers(folder: Path) -> None:
    for age, name in enumerate(["c.pdf", "b.JPG", "a.png"]):
        (folder / name).write_bytes(b"x")
        os.utime(folder / name, (1_000_000 - age, 1_000_000 - age))
    for name in [".hidden.pdf", "notes.txt", "run.exe", "no-extension"]:
        (folder / name).write_bytes(b"x")
    (folder / "empty.pdf").touch()
    (folder / "folder.pdf").mkdir()
    assert names() == ["c.pdf", "b.JPG", "a.png"]


def test_links_lead_nowhere(folder: Path) -> None:
    (folder / "link.pdf").symlink_to(folder.parent / "other" / "secret.pdf")
    (folder.parent / "linked").symlink_to(folder.parent / "other")
    assert names() == []
    assert names("linked") == []


@pytest.mark.parametrize(
    "login", ["", ".", "..", "../other", "lan/../other", "/etc", ".lan", "lan\n", "a\0b"]
)
def test_a_login_that_is_no_folder_name_finds_nothing(folder: Path, login: str) -> None:
    (folder / "a.pdf").write_bytes(b"x")
    assert names(login) == []


@pytest.mark.parametrize("key", ["", "../other/secret.pdf", "a.pdf", "0" * 16])
def test_a_key_that_was_not_offered_is_refused(folder: Path, key: str) -> None:
    (folder / "a.pdf").write_bytes(b"x")
    with pytest.raises(Conflict), scans.claimed("lan", key):
        pass
    assert names() == ["a.pdf"]


def test_without_the_setting_there_is_nothing(settings: Any, folder: Path) -> None:
    (folder / "a.pdf").write_bytes(b"x")
    settings.SCAN_DIR = ""
    assert names() == []


def test_what_was_used_is_moved_and_what_was_refused_comes_back(folder: Path) -> None:
    (folder / "a.pdf").write_bytes(b"paper")
    key = scans.offered("lan")[0].key
    seen = ["unasked"]
    with suppress(ValueError), scans.claimed("lan", key):
        seen = names()
        raise ValueError
    assert seen == []
    assert names() == ["a.pdf"]
    with scans.claimed("lan", key) as taken:
        assert taken == ("a.pdf", b"paper")
    assert names() == []
    assert [path.read_bytes() for path in (folder / "used").iterdir()] == [b"paper"]


def test_two_presses_give_one_file(folder: Path) -> None:
    (folder / "a.pdf").write_bytes(b"paper")
    key = scans.offered("lan")[0].key

    def press(_: int) -> str:
        try:
            with scans.claimed("lan", key) as (name, _content):
                return name
        except Conflict as error:
            return error.code

    with ThreadPoolExecutor(4) as pool:
        assert sorted(pool.map(press, range(4))) == ["a.pdf", "scan_gone", "scan_gone", "scan_gone"]
