"""Numbers of people and firms that do not exist: right check digits, a region and a phone range in nobody's use."""

from oneseal.kernel.identifiers import id_check_digit, uscc_check_character

REGION = "990181"
"""云岭市: no province has the number 99 in GB/T 2260."""
PHONE_RANGE = "154000"
"""Numbers beginning with 154 are not given out."""
LETTER_VALUES = {char: place for place, char in enumerate("0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ")}
BODY_WEIGHTS = (3, 7, 9, 10, 5, 8, 4, 2)
AUTHORITY = {"c": "91", "i": "92", "s": "52", "p": "12", "b": "11"}
"""First two characters of a unified social credit code by kind: company, individual, social, institution, body."""


def resident_id(born: str, serial: int, *, male: bool) -> str:
    """A citizen number for a birthday (ISO date) and a serial number 0–499 (GB 11643)."""
    first17 = f"{REGION}{born.replace('-', '')}{(serial % 499 + 1) * 2 - (1 if male else 0):03d}"
    return first17 + id_check_digit(first17)


def staff_id(place: int) -> str:
    """The citizen number of the member of staff at a place of organisation.yaml, from 0."""
    return resident_id(f"{1970 + place % 25}-03-{place % 28 + 1:02}", 250 + place, male=place % 2 == 0)


def uscc(kind: str, serial: int) -> str:
    """A unified social credit code for a kind of organisation (GB 32100, GB 11714)."""
    body = f"MA{serial:06d}"
    total = sum(weight * LETTER_VALUES[char] for weight, char in zip(BODY_WEIGHTS, body, strict=True))
    check = "0123456789X0"[(11 - total % 11) % 11]
    first17 = f"{AUTHORITY[kind]}{REGION}{body}{check}"
    return first17 + uscc_check_character(first17)


def phone(serial: int) -> str:
    """A mobile number that rings nowhere."""
    return f"{PHONE_RANGE}{serial:05d}"
