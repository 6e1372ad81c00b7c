"""Message catalogues are kept and compiled without gettext programs."""

import gettext
from pathlib import Path

import polib
import pytest

from oneseal.foundation import translation
from oneseal.foundation.translation import Message


@pytest.fixture
def home(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A program of one context that says two sentences."""
    monkeypatch.setattr(translation, "PACKAGE", tmp_path)
    said = [Message("甲", "", "a.py"), Message("%(n)d 件", "%(n)d 件", "a.html")]
    monkeypatch.setattr(translation, "found", lambda: {tmp_path / "shop": said})
    return tmp_path / "shop"


def translated(home: Path, **changes: str) -> polib.POFile:
    """The catalogue with both sentences translated."""
    catalogue = polib.pofile(str(translation.po_path(home)))
    for entry in catalogue:
        if entry.msgid_plural:
            entry.msgstr_plural = {0: "%(n)d case", 1: changes.get("plural", "%(n)d cases")}
        else:
            entry.msgstr = "A"
    catalogue.save()
    return catalogue


def test_new_sentences_wait_for_translation(home: Path) -> None:
    assert translation.extract() == 2
    assert [line.split(": ")[1] for line in translation.problems()] == ["not translated", "not translated"]


def test_translations_are_kept_and_then_nothing_is_wrong(home: Path) -> None:
    translation.extract()
    translated(home)
    translation.extract()
    assert translation.problems() == []


def test_stale_fuzzy_and_lost_places_are_told(home: Path) -> None:
    translation.extract()
    catalogue = translated(home, plural="%(m)d cases")
    catalogue.append(polib.POEntry(msgid="乙", msgstr="B"))
    next(entry for entry in catalogue if entry.msgid == "甲").flags.append("fuzzy")
    catalogue.save()
    kinds = sorted(line.split(": ")[1] for line in translation.problems())
    assert kinds == ["not translated", "other places", "stale"]


def test_compiled_catalogues_are_read_by_gettext(home: Path) -> None:
    translation.extract()
    translated(home)
    assert translation.compile_all() == 1
    with translation.po_path(home).with_suffix(".mo").open("rb") as file:
        spoken = gettext.GNUTranslations(file)
    assert spoken.gettext("甲") == "A"
    assert spoken.ngettext("%(n)d 件", "%(n)d 件", 1) == "%(n)d case"
    assert spoken.ngettext("%(n)d 件", "%(n)d 件", 3) == "%(n)d cases"
