"""Words of the item search: every pair of neighbouring characters, words, pinyin and initials.

A tsvector of the configuration 'simple' holds them as lexemes with a letter in front: `b` two characters, `w` a word,
`p` pinyin from one syllable on, `i` initials from one syllable on. Prefix queries find any part that begins at
a character.
"""

import re
import unicodedata
from functools import lru_cache
from itertools import pairwise
from typing import Any

import rjieba
from pypinyin import Style, lazy_pinyin

NOT_WORDS = re.compile(r"[^0-9a-z\u3400-\u9fff\U00020000-\U000323af]+")
LATIN = re.compile(r"^[0-9a-z]+$")
CHARACTERS: Any = list
"""What pypinyin does with letters and digits: one piece each (its stubs know only text)."""
PINYIN_LENGTH = 40
INITIALS_LENGTH = 16
QUERY_LENGTH = 60
STOP_WORDS = frozenset(
    [
        "的",
        "了",
        "和",
        "与",
        "及",
        "怎么",
        "如何",
        "办理",
        "我",
        "要",
        "想",
        "申请",
        "办",
        "吗",
        "呢",
        "在",
        "哪",
    ]
)


def fold(text: str) -> str:
    """Lower case, full-width made half-width, punctuation to single blanks."""
    return NOT_WORDS.sub(" ", unicodedata.normalize("NFKC", text).lower()).strip()


def lexemes(name: str, others: list[str]) -> list[str]:
    """All lexemes of an item: its name with pinyin, further names and keywords without."""
    found = _pinyin(name)
    for text in [name, *others]:
        folded = fold(text)
        found |= {"w" + word for word in rjieba.cut(folded) if word.strip()}
        for part in folded.split():
            found |= {"b" + a + b for a, b in zip(part, part[1:] + "$", strict=True)}
    return sorted(found)


def _pinyin(name: str) -> set[str]:
    folded = fold(name).replace(" ", "")
    syllables = lazy_pinyin(folded, errors=CHARACTERS)
    initials = lazy_pinyin(folded, style=Style.FIRST_LETTER, errors=CHARACTERS)
    found = {"p" + "".join(syllables[i:])[:PINYIN_LENGTH] for i in range(len(syllables))}
    return found | {"i" + "".join(initials[i:])[:INITIALS_LENGTH] for i in range(len(initials))}


@lru_cache(maxsize=2048)
def query(text: str) -> str:
    """The tsquery (in text form, to be cast) for what someone typed; empty when there is nothing to look for."""
    parts = fold(text[:QUERY_LENGTH]).split()
    return " & ".join(f"({_part(part)})" for part in parts)


def _part(part: str) -> str:
    """One blank-free piece: pinyin or initials for letters, neighbouring pairs for characters."""
    if LATIN.match(part):
        return " | ".join(
            [
                f"'p{part[:PINYIN_LENGTH]}':*",
                f"'i{part[:INITIALS_LENGTH]}':*",
                f"'w{part}':*",
                f"'b{part[:2]}':*",
            ][: 4 if len(part) <= 2 else 3]
        )
    if len(part) == 1:
        return f"'b{part}':*"
    pairs = " & ".join(f"'b{a}{b}'" for a, b in pairwise(part))
    words = [word for word in rjieba.cut(part) if word not in STOP_WORDS]
    if len(words) < 2 or ("".join(words) == part and len(words) < 3):
        return pairs
    return f"({pairs}) | (" + " & ".join(f"'w{word}'" for word in words) + ")"
