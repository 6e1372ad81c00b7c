"""Words by which a case is found: number, applicant's name in any two characters up, pinyin and initials."""

import re
from itertools import pairwise

from oneseal.kernel import pinyin

_HAN = re.compile(r"[\u3400-\u9fff\U00020000-\U0003ffff]+")
_WORD = re.compile(r"[a-z0-9]+")
LONGEST = 60


def lexemes(number: str, name: str) -> list[str]:
    """The words under which a case is indexed; sorted, each once."""
    folded = name.lower()
    found = set(_WORD.findall(number.lower())) | {number.lower()} | set(_WORD.findall(folded))
    for run in _HAN.findall(folded):
        found |= set(run) | {a + b for a, b in pairwise(run)}
    if han := "".join(_HAN.findall(folded)):
        found |= {"".join(pinyin.syllables(han))[:LONGEST], "".join(pinyin.initials(han))}
    return sorted(found - {""})


def query(text: str) -> str:
    """What was typed as a tsquery: all its parts must occur; Latin parts as prefixes. Empty: nothing to look for."""
    folded = text.lower()
    parts: list[str] = []
    for run in _HAN.findall(folded):
        parts += [a + b for a, b in pairwise(run)] or [run]
    quoted = [f"'{part}'" for part in parts] + [f"'{word}':*" for word in _WORD.findall(folded)]
    return " & ".join(dict.fromkeys(quoted))


def is_identifier(text: str) -> bool:
    """Whether it looks like a resident ID, an organisation code or a phone number in full."""
    return bool(re.fullmatch(r"[0-9A-Za-z]{15,18}|1[0-9]{10}", text.strip()))
