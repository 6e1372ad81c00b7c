"""Fills any form of the catalogue with valid fictitious values, the same for the same seed."""

import random
from datetime import date
from typing import Any

from oneseal.catalog.rules.forms import FieldSpec, Schema, specs
from oneseal.demo import numbers, values
from oneseal.demo.organisation import FirmEntry, PersonEntry, persons

WHOLE = 1_000_000
"""Amounts are in full ten thousands of 元."""
PEOPLE = frozenset(
    {
        "person_name",
        "person_id",
        "shareholder_name",
        "shareholder_id",
        "teacher_name",
        "doctor_name",
        "driver_name",
        "technician_name",
    }
)
"""Names and numbers in a row of a list that belong to one person."""
COMPOUND = ("欧阳", "司徒", "尉迟")
SHOPS = ("面馆", "便利店", "服装店", "茶叶店", "水果店", "维修部", "早餐店", "文具店")


class Filler:
    """Invents the particulars of one application of one applicant."""

    def __init__(self, rng: random.Random, today: date, person: PersonEntry, firm: FirmEntry | None) -> None:
        self.rng, self.today, self.person, self.firm = rng, today, person, firm
        self.known = self._known()
        self.other = rng.choice([each for each in persons() if each.name != person.name])

    def form(self, schema: Schema) -> dict[str, Any]:
        """Values for every required field, conditional ones included where their condition holds."""
        found: dict[str, Any] = {}
        for spec in specs(schema):
            if not all(self._holds(found.get(c.field), c.values) for c in spec.shown_when):
                continue
            if spec.required or self.rng.random() < 0.5:
                found[spec.name] = self.value(spec)
        return found

    @staticmethod
    def _holds(value: Any, wanted: tuple[Any, ...]) -> bool:
        return any(one in wanted for one in (value if isinstance(value, list) else [value]))

    def value(self, spec: FieldSpec) -> Any:
        """One valid value."""
        name = spec.datum or spec.name
        if name not in self.known:
            self.known |= values.together(name, self.rng)
        if name not in self.known:
            self.known[name] = self._made(name, spec)
        return self.known[name]

    def _made(self, name: str, spec: FieldSpec) -> Any:
        match spec.kind:
            case "radio" | "select":
                return self.rng.choice(spec.choices)[0]
            case "checkboxes":
                codes = [code for code, _label in spec.choices]
                chosen = self.rng.sample(codes, self.rng.randint(1, min(3, len(codes))))
                return sorted(chosen, key=codes.index)
            case "boolean":
                return True
            case "integer" | "number" | "money":
                return self._number(name, spec)
            case "group":
                return [self._row(spec) for _ in range(self.rng.randint(1, 3))]
        return self._text(name, spec)

    def _row(self, spec: FieldSpec) -> dict[str, Any]:
        inner = Filler(self.rng, self.today, self.rng.choice(persons()), None)
        inner.known |= {
            part.name: inner.person.number if part.name.endswith("_id") else inner.person.name
            for part in spec.fields
            if part.name in PEOPLE
        }
        kind = str(self.known.get("equipment_kind", ""))
        inner.known |= values.row(spec.datum or spec.name, kind, self.rng)
        return {part.name: inner.value(part) for part in spec.fields}

    def _number(self, name: str, spec: FieldSpec) -> int | float:
        low = spec.schema.get("minimum", 0)
        high = spec.schema.get("maximum", low + 200)
        written = values.between(name)
        if written is not None:
            low, high = max(low, written[0] * self._unit(spec)), min(high, written[1] * self._unit(spec))
        if spec.kind == "number":
            return round(self.rng.uniform(low, high), 1)
        if spec.kind == "money":
            return int(self.rng.uniform(low, high) / WHOLE) * WHOLE
        return self.rng.randint(int(low), int(high))

    @staticmethod
    def _unit(spec: FieldSpec) -> int:
        """Money is kept in 分."""
        return 100 if spec.kind == "money" else 1

    def _text(self, name: str, spec: FieldSpec) -> str:
        match spec.format:
            case "date":
                return values.day(name, self.today, self.known, self.rng).isoformat()
            case "month":
                months = self.today.month + (14 if name == "finish_month" else 1) + self.rng.randint(0, 4)
                return f"{self.today.year + (months - 1) // 12}-{(months - 1) % 12 + 1:02d}"
            case "address":
                return values.address(self.rng)
            case "phone":
                return numbers.phone(self.rng.randint(100, 99999))
            case "resident_id":
                return self.other.number
            case "uscc":
                return numbers.uscc("c", self.rng.randint(2000, 9999))
        if line := values.text(name, self.today, self.rng):
            return line[: int(spec.schema.get("maxLength", 500))]
        if name == "supervisor_name":
            return self.rng.choice(
                [each.name for each in persons() if each.name != self.known.get("manager_name")]
            )
        if spec.personal or name.endswith("_name"):
            return self.other.name
        return self._code(name, spec)

    def _code(self, name: str, spec: FieldSpec) -> str:
        if spec.format == "textarea":
            return "按申请表所附说明办理"
        if name.endswith(("_no", "_cert", "_code")):
            return f"YL{self.today.year}{self.rng.randint(1, 999999):06d}"
        return f"云岭{spec.title.split('（')[0]}"[: int(spec.schema.get("maxLength", 100))]

    def _known(self) -> dict[str, Any]:
        """What is the applicant's own."""
        person, firm = self.person, self.firm
        own: dict[str, Any] = {
            "person_name": person.name,
            "person_id": person.number,
            "person_phone": person.phone,
            "person_gender": "male" if person.male else "female",
            "person_birth": person.born,
            "person_ethnic": values.ethnic_group(person.name),
            "contact_name": person.name,
            "contact_phone": person.phone,
            "legal_name": person.name,
            "legal_id": person.number,
            "legal_phone": person.phone,
            "deliver_by": "window",
            "plate_no": f"示A{self.rng.randint(10000, 99999)}",
        }
        place = values.address(random.Random(firm.number if firm else person.number))  # noqa: S311
        own |= {"org_address": place, "person_address": place}
        if firm is not None:
            return own | {"org_name": firm.name, "org_uscc": firm.number, "business_name": firm.name}
        name = shop_of(person.name, random.Random(person.number))  # noqa: S311
        number = numbers.uscc("i", 2000 + int(person.phone[-4:]))
        return own | {"org_name": name, "org_uscc": number, "business_name": name}


def shop_of(name: str, rng: random.Random) -> str:
    """What somebody without a firm calls their shop."""
    family = next((both for both in COMPOUND if name.startswith(both)), name[0])
    short = family + "记" if len(name) <= 3 or family in COMPOUND else name.split("·")[0]
    return f"云岭{short}{rng.choice(SHOPS)}"
