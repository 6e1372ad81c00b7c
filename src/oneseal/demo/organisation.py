"""The demonstration bureau as written in organisation.yaml and applicants.yaml, read into plain values."""

import csv
import io
from dataclasses import dataclass, field
from datetime import date, timedelta

from oneseal.demo import numbers
from oneseal.demo.authoring import read
from oneseal.demo.notation import cells
from oneseal.identity.services.regions import DEMO as SHIPPED_REGIONS

FIRST_FIRM = 1000
"""Serial numbers of firms begin here, those of public bodies lie below."""
CONTRACTOR = "云岭便民服务有限公司"
"""Employs those who are hired for the hall (政府购买服务)."""
CITY = "云岭市"


@dataclass(frozen=True, slots=True)
class BureauEntry:
    """The bureau itself, with its two names (inventory 1.1)."""

    name: str
    second_name: str
    uscc: str
    region: str
    phone: str
    address: str


@dataclass(frozen=True, slots=True)
class PostEntry:
    """One post: its section, the role it grants, and the flags of identity.Post that are true."""

    code: str
    name: str
    section: str
    role: str
    flags: frozenset[str] = frozenset()
    window: str = ""


@dataclass(frozen=True, slots=True)
class StaffEntry:
    """One member of staff; `notes` as written: cert, retires, seconded, account, absent, deputy."""

    number: str
    name: str
    section: str
    posts: tuple[str, ...]
    employment: str
    home_unit: str
    joined: date
    notes: dict[str, str] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class PersonEntry:
    """One citizen with computed number and phone."""

    name: str
    male: bool
    born: str
    region: str
    number: str
    phone: str


@dataclass(frozen=True, slots=True)
class FirmEntry:
    """One organisation that applies; `legal` is the place of its representative among the persons, from 0."""

    name: str
    kind: str
    legal: int
    region: str
    number: str
    phone: str


@dataclass(frozen=True, slots=True)
class Batch:
    """One batch of the transfer of powers (inventory 1.4)."""

    code: str
    name: str
    day: date
    document: str


def bureau() -> BureauEntry:
    """The bureau."""
    written = read("organisation.yaml")
    return BureauEntry(region=written["region"], **written["bureau"])


def regions() -> dict[str, str]:
    """Code → name of the invented places: those that identity ships and those of this demonstration."""
    shipped = csv.DictReader(io.StringIO(SHIPPED_REGIONS.read_text(encoding="utf-8")))
    found = {row["code"]: row["name"] for row in shipped}
    return dict(sorted((found | read("organisation.yaml")["more_regions"]).items()))


def regions_csv() -> bytes:
    """The same as a table for identity.services.load_regions."""
    return "\n".join(["code,name", *(f"{code},{name}" for code, name in regions().items())]).encode()


def towns() -> list[tuple[str, str]]:
    """Code and name of each town, township and street office."""
    return [(code, name) for code, name in regions().items() if code[6:9] != "000" and code[9:] == "000"]


def villages_of(town: str) -> list[tuple[str, str]]:
    """Code and name of each village of a town."""
    return [(code, name) for code, name in regions().items() if code[:9] == town[:9] and code[9:] != "000"]


def centres() -> dict[str, str]:
    """Code → name of the bureau's subordinate centres (inventory 1.3)."""
    return {code: cells(text, 2)[0] for code, text in read("organisation.yaml")["centres"].items()}


def sections() -> dict[str, tuple[str, str]]:
    """Code → name and type of the bureau's sections."""
    rows = {code: cells(text, 2) for code, text in read("organisation.yaml")["sections"].items()}
    return {code: (name, kind) for code, (name, kind) in rows.items()}


def posts() -> dict[str, PostEntry]:
    """The posts by code."""
    found = {}
    for code, text in read("organisation.yaml")["posts"].items():
        name, section, role, flags = cells(text, 4)
        words = flags.split()
        window = next((word.split("=")[1] for word in words if word.startswith("window=")), "")
        plain = frozenset(word for word in words if "=" not in word)
        found[code] = PostEntry(code, name, section, role, plain, window)
    return found


def staff() -> list[StaffEntry]:
    """Everybody who works in the bureau, in order of staff number."""
    found = []
    for place, line in enumerate(read("organisation.yaml")["staff"], start=1):
        name, section, held, employment, home, joined, notes = cells(line, 7)
        pairs = dict(word.split("=", 1) for word in notes.split())
        day = date.fromisoformat(joined)
        held_posts = tuple(held.split())
        found.append(StaffEntry(f"YL{place:03d}", name, section, held_posts, employment, home, day, pairs))
    return found


def batches() -> dict[str, Batch]:
    """The batches of the transfer by code."""
    written = read("organisation.yaml")["batches"]
    return {code: Batch(code, b["name"], b["date"], b["document"]) for code, b in written.items()}


def departments() -> dict[str, str]:
    """Department → batch in which its powers moved; empty for units that keep theirs and sit in the hall."""
    written = read("organisation.yaml")
    moved = dict(cells(line, 2) for line in written["departments"])
    return moved | dict.fromkeys(written["stationed"], "")


def batch_of(department: str) -> Batch | None:
    """The batch in which a department's powers moved; None where they did not."""
    code = departments().get(department.removeprefix(CITY), "")
    return batches()[code] if code else None


def counted(days: str, today: date) -> date:
    """A day written as the number of days from today: `+99`, `-5`."""
    return today + timedelta(days=int(days))


def agents(today: date) -> list[tuple[int, int, date, date]]:
    """Agent (place among the persons), principal (place among the firms), first and last day."""
    rows = [cells(line, 4) for line in read("applicants.yaml")["agents"]]
    return [
        (int(agent) - 1, int(firm) - 1, counted(begin, today), counted(end, today))
        for agent, firm, begin, end in rows
    ]


def citizen_accounts() -> dict[str, int]:
    """Login → place among the persons of the printed demonstration accounts."""
    return {login: place - 1 for login, place in read("applicants.yaml")["accounts"].items()}


def persons() -> list[PersonEntry]:
    """The demonstration citizens."""
    found = []
    for place, line in enumerate(read("applicants.yaml")["persons"]):
        name, sex, born, region = cells(line, 4)
        number = numbers.resident_id(born, place, male=sex == "m")
        found.append(PersonEntry(name, sex == "m", born, region, number, numbers.phone(place)))
    return found


def firms() -> list[FirmEntry]:
    """The demonstration organisations."""
    found = []
    people = persons()
    for place, line in enumerate(read("applicants.yaml")["organisations"]):
        name, kind, legal, region = cells(line, 4)
        number = numbers.uscc(kind, FIRST_FIRM + place)
        found.append(FirmEntry(name, kind, int(legal) - 1, region, number, people[int(legal) - 1].phone))
    return found
