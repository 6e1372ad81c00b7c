"""Document numbers and verification codes."""

ALPHABET = "0123456789ABCDEFGHJKMNPQRSTVWXYZ"
"""Crockford's base 32: no I, L, O, U, so that a code read aloud or typed cannot be mistaken."""

CODE_LENGTH = 26
"""26 signs of 5 bits carry the 128 bits of the draw."""


def document_number(word: str, mark: str, year: int, seq: int) -> str:
    """The number as it is printed: 云审受〔2026〕第0001号 (six-cornered brackets after GB/T 9704—2012, 7.2.5)."""
    return f"{word}{mark}〔{year}〕第{seq:04d}号"


def code_from(draw: bytes) -> str:
    """A verification code of 26 signs from 16 bytes of chance."""
    if len(draw) != 16:
        raise ValueError("a verification code needs 16 bytes of chance")
    value = int.from_bytes(draw, "big")
    return "".join(ALPHABET[(value >> (5 * place)) & 31] for place in reversed(range(CODE_LENGTH)))


def normal_code(typed: str) -> str:
    """The code as it is stored, from what a person typed or scanned: spaces, hyphens, case, O I L forgiven.

    Returns an empty text where it cannot be a code.
    """
    kept = typed.upper().replace("O", "0").replace("I", "1").replace("L", "1")
    kept = "".join(sign for sign in kept if not sign.isspace() and sign not in "-‐–—_")
    right = len(kept) == CODE_LENGTH and all(sign in ALPHABET for sign in kept)
    return kept if right else ""


def shown_code(code: str) -> str:
    """The code in groups that an eye can follow: XXXXXX-XXXXX-XXXXX-XXXXX-XXXXX."""
    return "-".join([code[:6], *(code[at : at + 5] for at in range(6, CODE_LENGTH, 5))])
