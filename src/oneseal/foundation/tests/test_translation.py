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


def test_every_context_keeps_its_own_english(home: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    english = {"bank": "Account", "shop": "Bill", "till": "Receipt"}
    homes = {name: home.parent / name for name in ("zoo", *english)}
    monkeypatch.setattr(
        translation, "found", lambda: {folder: [Message("单", "", "a.py")] for folder in homes.values()}
    )
    for name, word in english.items():
        catalogue = polib.POFile()
        catalogue.append(polib.POEntry(msgid="单", msgstr=word))
        translation.po_path(homes[name]).parent.mkdir(parents=True)
        catalogue.save(str(translation.po_path(homes[name])))
    assert translation.extract() == 4
    first = {name: translation.po_path(folder).read_bytes() for name, folder in homes.items()}
    said = {name: polib.pofile(text.decode())[0].msgstr for name, text in first.items()}
    assert said == english | {"zoo": "Account"}  # a new one takes the first by name, never by chance
    translation.extract()
    assert {name: translation.po_path(folder).read_bytes() for name, folder in homes.items()} == first
    assert [line.split("/")[0] for line in translation.problems()] == ["shop", "till"]


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
