"""Message catalogues without the gettext programs: found in code and templates, kept as .po, compiled to .mo.

The source language is Chinese, so a msgid is the Chinese sentence. Each installed context keeps its own
`locale/en/LC_MESSAGES/django.po`; what belongs to no installed context (kernel, shared templates) goes to the
package's.
"""

import ast
import re
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import polib
from django.conf import settings
from django.utils.translation import templatize

PACKAGE = Path(__file__).resolve().parent.parent
ONE = {"gettext", "gettext_lazy", "gettext_noop", "N_", "_"}
MANY = {"ngettext", "ngettext_lazy"}
STRING = r"""u?("(?:\\.|[^"\\])*"|'(?:\\.|[^'\\])*')"""
CALL = re.compile(rf"\b(ngettext|gettext|_)\(\s*{STRING}(?:\s*,\s*{STRING})?")
PLACE = re.compile(r"%\((\w+)\)[sd]")
HEADER = {
    "Content-Type": "text/plain; charset=UTF-8",
    "Content-Transfer-Encoding": "8bit",
    "Language": "en",
    "Plural-Forms": "nplurals=2; plural=(n != 1);",
}


@dataclass(frozen=True, order=True)
class Message:
    """A sentence to translate: its Chinese text, its plural text or "", and a file that says it."""

    text: str
    plural: str
    file: str


def in_python(source: str, file: str) -> Iterator[Message]:
    """Sentences marked in Python code."""
    for node in ast.walk(ast.parse(source)):
        if not isinstance(node, ast.Call):
            continue
        name = node.func.id if isinstance(node.func, ast.Name) else getattr(node.func, "attr", "")
        texts = [
            arg.value for arg in node.args if isinstance(arg, ast.Constant) and isinstance(arg.value, str)
        ]
        if name in ONE and texts:
            yield Message(texts[0], "", file)
        elif name in MANY and len(texts) >= 2:
            yield Message(texts[0], texts[1], file)


def in_template(source: str, file: str) -> Iterator[Message]:
    """Sentences marked in a template."""
    for name, first, second in CALL.findall(templatize(source)):
        plural = ast.literal_eval(second) if name == "ngettext" and second else ""
        yield Message(ast.literal_eval(first), plural, file)


def home_of(path: Path) -> Path:
    """The folder whose `locale/` holds the sentences of a file."""
    context = path.relative_to(PACKAGE).parts[0]
    return PACKAGE / context if f"oneseal.{context}" in settings.INSTALLED_APPS else PACKAGE


def found() -> dict[Path, list[Message]]:
    """Every sentence marked in the program, by the folder that keeps its translation."""
    messages: dict[Path, list[Message]] = {}
    for path in sorted([*PACKAGE.rglob("*.py"), *PACKAGE.rglob("*.html")]):
        if {"tests", "migrations", "static"} & set(path.relative_to(PACKAGE).parts):
            continue
        reader = in_python if path.suffix == ".py" else in_template
        file = str(path.relative_to(PACKAGE))
        messages.setdefault(home_of(path), []).extend(reader(path.read_text(encoding="utf-8"), file))
    return messages


def po_path(home: Path, language: str = "en") -> Path:
    """Where a folder keeps its translations."""
    return home / "locale" / language / "LC_MESSAGES" / "django.po"


def read(home: Path) -> polib.POFile:
    """A folder's catalogue; an empty one where there is none yet."""
    path = po_path(home)
    catalogue = polib.pofile(str(path)) if path.exists() else polib.POFile()
    catalogue.metadata = dict(HEADER)
    catalogue.wrapwidth = 0
    return catalogue


def translated(home: Path) -> dict[tuple[str, str], polib.POEntry]:
    """What a folder's catalogue says in English, by the sentence and its plural."""
    return {(entry.msgid, entry.msgid_plural): entry for entry in read(home) if entry.translated()}


def known_translations() -> dict[tuple[str, str], polib.POEntry]:
    """A translation of every sentence that has one anywhere, the first by folder, so that it is made once."""
    homes = {PACKAGE, *(path.parents[3] for path in PACKAGE.glob("*/locale/en/LC_MESSAGES/django.po"))}
    known: dict[tuple[str, str], polib.POEntry] = {}
    for home in sorted(homes):
        known = translated(home) | known
    return known


def extract() -> int:
    """Bring every catalogue up to date with the program; translations are kept, stale ones dropped.

    A folder keeps its own English; only a sentence new to it takes another's. Returns how many sentences there
    are.
    """
    everywhere = known_translations()
    everything = found()
    for home, messages in everything.items():
        known = everywhere | translated(home)
        files: dict[tuple[str, str], set[str]] = {}
        for message in messages:
            files.setdefault((message.text, message.plural), set()).add(message.file)
        catalogue = read(home)
        catalogue.clear()
        for (text, plural), where in sorted(files.items()):
            catalogue.append(_entry(text, plural, sorted(where), known.get((text, plural))))
        if len(catalogue):
            po_path(home).parent.mkdir(parents=True, exist_ok=True)
            catalogue.save(str(po_path(home)))
    return sum(len({(m.text, m.plural) for m in messages}) for messages in everything.values())


def _entry(text: str, plural: str, files: list[str], known: polib.POEntry | None) -> polib.POEntry:
    entry = polib.POEntry(msgid=text, msgid_plural=plural, occurrences=[(file, "") for file in files])
    if plural:
        entry.msgstr_plural = dict(known.msgstr_plural) if known else {0: "", 1: ""}
    else:
        entry.msgstr = known.msgstr if known else ""
    if "%(" in text:
        entry.flags.append("python-format")
    return entry


def compile_all() -> int:
    """Make a .mo beside every .po; returns how many."""
    paths = sorted(PACKAGE.glob("**/locale/*/LC_MESSAGES/*.po"))
    for path in paths:
        polib.pofile(str(path)).save_as_mofile(str(path.with_suffix(".mo")))
    return len(paths)


def problems() -> list[str]:
    """What is wrong with the catalogues: untranslated, stale, fuzzy, other places to fill in, two in English.

    One Chinese sentence has one English one: at run time all catalogues are one.
    """
    lines: list[str] = []
    elsewhere = known_translations()
    for home, messages in found().items():
        catalogue = {(entry.msgid, entry.msgid_plural): entry for entry in read(home) if not entry.obsolete}
        used = {(message.text, message.plural): message.file for message in messages}
        lines += [
            f"{file}: not translated: {key[0]}" for key, file in used.items() if _open(catalogue.get(key))
        ]
        where = po_path(home).relative_to(PACKAGE)
        lines += [f"{where}: stale: {key[0]}" for key in catalogue if key not in used]
        lines += [f"{where}: other places: {entry.msgid}" for entry in catalogue.values() if _differs(entry)]
        lines += [
            f"{where}: other English elsewhere: {key[0]}"
            for key, entry in catalogue.items()
            if key in elsewhere and _english(elsewhere[key]) != _english(entry)
        ]
    return sorted(lines)


def _open(entry: polib.POEntry | None) -> bool:
    return entry is None or not entry.translated() or entry.fuzzy


def _english(entry: polib.POEntry) -> list[str]:
    return [entry.msgstr, *entry.msgstr_plural.values()]


def _differs(entry: polib.POEntry) -> bool:
    translations = _english(entry)
    wanted = set(PLACE.findall(entry.msgid + entry.msgid_plural))
    return any(set(PLACE.findall(text)) - wanted for text in translations if text) or any(
        wanted - set(PLACE.findall(text)) for text in [entry.msgstr] if text
    )
