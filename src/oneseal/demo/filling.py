"""Fills any form of the catalogue with valid fictitious values, the same for the same seed."""

import random
from datetime import date, timedelta
from typing import Any

from oneseal.catalog.rules.forms import FieldSpec, Schema, specs
from oneseal.demo import numbers
from oneseal.demo.organisation import FirmEntry, PersonEntry, persons

STREETS = (
    "便民路",
    "解放路",
    "文昌路",
    "滨河路",
    "青石大道",
    "工业一路",
    "白鹭街",
    "枫林路",
    "龙泉路",
    "云溪巷",
)
PHRASES = {
    "business_scope": "日用百货、农副产品销售，普通货物仓储服务（许可项目除外）",
    "project_content": "新建厂房两栋及配套道路、绿化、给排水设施",
    "change_before": "云岭市城关街道解放路18号",
    "change_after": "云岭市云溪街道文昌路26号",
    "tuition_plan": "每课时60元，按月收取，不预收超过3个月费用",
    "dispatch_rules": "劳动合同、劳动报酬、社会保险、工作时间、休息休假、劳动纪律制度均已制定",
    "pretreatment": "三级隔油池一座，容积4立方米",
    "waste_route": "文昌路—滨河路—城北消纳场，每日20时至次日5时",
    "route": "省道210线—工业一路—云岭工业园",
    "dig_reason": "敷设给水管道，管径200毫米",
    "cut_reason": "道路拓宽占用，树木无法就地保留",
    "progress": "主体结构已完成12层，完成总投资的32％",
    "society_purpose": "服务会员，规范行业行为，推动产业发展",
    "chemical_scope": "油漆、稀释剂（不储存经营）",
    "device_scope": "6840临床检验分析仪器、6866医用高分子材料",
    "clinic_subjects": "口腔科；医学影像科（X线诊断专业）",
}


class Filler:
    """Invents the particulars of one application of one applicant."""

    def __init__(self, rng: random.Random, today: date, person: PersonEntry, firm: FirmEntry | None) -> None:
        self.rng, self.today, self.person, self.firm = rng, today, person, firm
        self.known = self._known()

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
        if name in self.known:
            return self.known[name]
        match spec.kind:
            case "radio" | "select":
                return self.rng.choice(spec.choices)[0]
            case "checkboxes":
                values = [value for value, _label in spec.choices]
                return sorted(self.rng.sample(values, self.rng.randint(1, len(values))), key=values.index)
            case "boolean":
                return True
            case "integer" | "number" | "money":
                return self._number(spec)
            case "group":
                return [self._row(spec) for _ in range(self.rng.randint(1, 3))]
        return self._text(name, spec)

    def _row(self, spec: FieldSpec) -> dict[str, Any]:
        other = self.rng.choice(persons())
        inner = Filler(self.rng, self.today, other, None)
        return {part.name: inner.value(part) for part in spec.fields}

    def _number(self, spec: FieldSpec) -> int | float:
        low = spec.schema.get("minimum", 0)
        high = min(spec.schema.get("maximum", low + 200), max(low * 4, low + 200))
        if spec.kind == "number":
            return round(self.rng.uniform(low, high), 1) if high - low > 1 else float(low)
        if spec.kind == "money":
            return int(self.rng.randint(50, 500)) * 1_000_000
        return self.rng.randint(int(low), int(high))

    def _text(self, name: str, spec: FieldSpec) -> str:
        match spec.format:
            case "date":
                return (self.today + timedelta(days=self.rng.randint(5, 90))).isoformat()
            case "month":
                return f"{self.today.year + 1}-{self.rng.randint(1, 12):02d}"
            case "address":
                return f"云岭市{self.rng.choice(STREETS)}{self.rng.randint(1, 260)}号"
            case "phone":
                return numbers.phone(self.rng.randint(100, 99999))
            case "resident_id":
                return self.rng.choice(persons()).number
            case "uscc":
                return numbers.uscc("c", self.rng.randint(2000, 9999))
            case "textarea":
                return PHRASES.get(name, "按申请表所附说明办理")
        if spec.personal or name.endswith("_name"):
            return self.rng.choice(persons()).name
        return self._code(name, spec)

    def _code(self, name: str, spec: FieldSpec) -> str:
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
            "person_ethnic": "汉族",
            "contact_name": person.name,
            "contact_phone": person.phone,
            "legal_name": person.name,
            "legal_id": person.number,
            "legal_phone": person.phone,
            "deliver_by": "window",
            "plate_no": f"示A{self.rng.randint(10000, 99999)}",
        }
        if firm is not None:
            own |= {
                "org_name": firm.name,
                "org_uscc": firm.number,
                "business_name": firm.name,
                "trade_name": firm.name[2:6],
            }
            own |= {"site_name": firm.name, "company_name": firm.name}
        else:
            name = f"云岭{person.name[:2]}商行"
            own |= {
                "org_name": name,
                "org_uscc": numbers.uscc("i", 2000 + int(person.phone[-4:])),
                "business_name": name,
            }
        return own
