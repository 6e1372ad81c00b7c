"""What the item search looks for: every pair of neighbouring characters, pinyin and initials.

A tsvector holds them as lexemes with a letter in front: `b` two characters, `w` a word of letters or digits,
`p` pinyin from one syllable on, `i` initials from one syllable on. Prefix queries find any part that begins at
a character.
"""

import re
import unicodedata
from functools import lru_cache
from itertools import pairwise

import rjieba

from oneseal.kernel import pinyin

NOT_WORDS = re.compile(r"[^0-9a-z\u3400-\u9fff\U00020000-\U000323af]+")
LATIN = re.compile(r"^[0-9a-z]+$")
LATIN_WORDS = re.compile(r"[0-9a-z]+")
ENDINGS = re.compile("(?:证书|证明|证|书|表|件)$")
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
        for part in fold(text).split():
            found |= {"b" + a + b for a, b in zip(part, part[1:] + "$", strict=True)}
            found |= {"w" + word for word in LATIN_WORDS.findall(part)}
    return sorted(found)


def _pinyin(name: str) -> set[str]:
    folded = fold(name).replace(" ", "")
    syllables, initials = pinyin.syllables(folded), pinyin.initials(folded)
    found = {"p" + "".join(syllables[i:])[:PINYIN_LENGTH] for i in range(len(syllables))}
    return found | {"i" + "".join(initials[i:])[:INITIALS_LENGTH] for i in range(len(initials))}


@lru_cache(maxsize=2048)
def queries(text: str) -> tuple[str, ...]:
    """The tsqueries (in text form, to be cast) for what someone typed, the strictest first.

    All of it; all of its words; any of its words. One empty query where nothing was typed; none where nothing
    of it can be looked for.
    """
    if not text.strip():
        return ("",)
    parts = fold(text[:QUERY_LENGTH]).split()
    if not parts:
        return ()
    words = [query for part in parts for word in _words(part) if (query := _part(word))]
    found = (" & ".join(_part(part) for part in parts), " & ".join(words), " | ".join(words))
    return tuple(dict.fromkeys(query for query in found if query))


def _words(part: str) -> list[str]:
    """The words of a piece that say what is wanted, without the paper's ending (许可证 → 许可)."""
    words = [word for word in rjieba.cut(part) if word not in STOP_WORDS]
    return [ENDINGS.sub("", word) if len(word) > 2 else word for word in words]


def _part(part: str) -> str:
    """One blank-free piece: pinyin or initials for letters, neighbouring pairs for characters."""
    if LATIN.match(part):
        letters = f"'p{part[:PINYIN_LENGTH]}':* | 'i{part[:INITIALS_LENGTH]}':* | 'w{part}':*"
        return f"({letters})"
    if len(part) == 1:
        return f"'b{part}':*"
    return "(" + " & ".join(f"'b{a}{b}'" for a, b in pairwise(part)) + ")"
