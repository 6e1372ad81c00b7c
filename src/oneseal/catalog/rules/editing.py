"""Sections of an item's content as forms for the keeper: a schema each, and the way there and back."""

import json
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from oneseal.catalog.rules import labels, modes, separation
from oneseal.catalog.rules.content import ItemContent
from oneseal.catalog.rules.editing_rows import READERS, points_of, row_to_form, when_of
from oneseal.catalog.rules.forms import in_order
from oneseal.kernel.text import N_

Value = dict[str, Any]


def _text(title: str, *, help: str = "", long: bool = False, limit: int = 0, **more: Any) -> Value:
    return {
        "type": "string",
        "title": title,
        "description": help,
        **({"x-format": "textarea"} if long else {}),
        **({"maxLength": limit} if limit else {}),
        **more,
    }


def _choice(title: str, words: Mapping[Any, str]) -> Value:
    codes = [str(code) for code in words]
    return {
        "type": "string",
        "title": title,
        "enum": codes,
        "x-labels": {str(c): w for c, w in words.items()},
    }


def _choices(title: str, words: Mapping[str, str]) -> Value:
    return {"type": "array", "title": title, "items": {"enum": list(words), "x-labels": dict(words)}}


def _number(title: str, limit: int, *, help: str = "") -> Value:
    return {"type": "integer", "title": title, "description": help, "minimum": 0, "maximum": limit}


def _flag(title: str) -> Value:
    return {"type": "boolean", "title": title}


def _group(title: str, required: list[str], **fields: Value) -> Value:
    return {"type": "array", "title": title, "items": _object(required, **fields)}


def _object(required: list[str], **fields: Value) -> Value:
    return {"type": "object", "required": required, "properties": fields}


LINES_HELP = N_("每行一条。")
WHEN_HELP = N_("只在某些情形下适用时填写，如 premises=owned,leased；几个条件用分号隔开。")
POINTS_HELP = N_("审查时逐条核对，每行一条。")
KEY: Value = {
    "pattern": "^[a-z][a-z0-9_]{0,39}$",
    "x-message": N_("“%(title)s”应以小写字母开头，只用小写字母、数字、下划线。"),
}

TWO_DIGITS: Value = {"pattern": "^[0-9]{2}$", "x-message": N_("“%(title)s”应为两位数字，如 01。")}
AS_ITEM = N_("与事项相同的不用填。")

BASIC = _object(
    ["name", "type", "body_name", "service_objects", "business_line"],
    name=_text(labels.FIELDS["name"], limit=300),
    short_name=_text(labels.FIELDS["short_name"], limit=60),
    type=_choice(labels.FIELDS["type"], labels.TYPES),
    basic_code=_text(
        labels.FIELDS["basic_code"], help=N_("12位：2位省份＋2位类型＋5位主项＋3位子项。"), limit=12
    ),
    body_name=_text(labels.FIELDS["body_name"], limit=120),
    body_code=_text(labels.FIELDS["body_code"], help=N_("18位统一社会信用代码。"), limit=18),
    body_nature=_choice(labels.FIELDS["body_nature"], labels.NATURES),
    level=_choice(labels.FIELDS["level"], labels.LEVELS),
    power_source=_choice(labels.FIELDS["power_source"], labels.POWER_SOURCES),
    decides=_text(labels.FIELDS["decides"], help=N_("与实施主体不同时填写。"), limit=120),
    delegated_by=_text(labels.FIELDS["delegated_by"], limit=120),
    former_department=_text(labels.FIELDS["former_department"], limit=120),
    supervisor=_text(labels.FIELDS["supervisor"], limit=120),
    unpublished=_text(
        labels.FIELDS["unpublished"],
        help=N_("涉及国家秘密、商业秘密、个人隐私的才填；填了就不公示。"),
        limit=300,
    ),
    retention=_choice(labels.FIELDS["retention"], labels.RETENTION),
    business_line=_choice(labels.FIELDS["business_line"], labels.LINES),
    service_objects=_choices(labels.FIELDS["service_objects"], labels.OBJECTS),
    themes=_text(labels.FIELDS["themes"], help=LINES_HELP, long=True),
    keywords=_text(labels.FIELDS["keywords"], help=N_("人们可能怎么叫它，每行一个。"), long=True),
)
LIMITS = _object(
    ["handling", "statutory_days", "promised_days", "trips"],
    handling=_choice(labels.FIELDS["handling"], labels.HANDLING),
    statutory_days=_number(labels.FIELDS["statutory_limit"], 3650),
    statutory_unit=_choice(N_("法定时限的单位"), labels.UNITS),
    statutory_note=_text(N_("法定时限的依据"), limit=300),
    promised_days=_number(labels.FIELDS["promised_limit"], 3650),
    promised_unit=_choice(N_("承诺时限的单位"), labels.UNITS),
    promised_note=_text(N_("承诺时限的说明"), limit=300),
    special_procedures=_choices(labels.FIELDS["special_procedures"], labels.SPECIAL),
    channels=_choices(labels.FIELDS["channels"], labels.CHANNELS),
    trips=_number(labels.FIELDS["trips"], 9),
    tolerance=_flag(labels.FIELDS["tolerance"]),
    commitment=_flag(labels.FIELDS["commitment"]),
    commitment_kind=_choice(labels.FIELDS["commitment_kind"], modes.KINDS),
    commitment_replaces=_text(
        labels.FIELDS["commitment_replaces"], help=N_("材料编号，每行一个；承诺的申请人不用提交。"), long=True
    ),
    commitment_check_months=_number(labels.FIELDS["commitment_check_months"], 12),
    commitment_check_post=_text(
        labels.FIELDS["commitment_check_post"], help=N_("岗位编号；不填由承办科室的审查岗核查。"), limit=40
    ),
    sensitive=_choices(labels.FIELDS["sensitive"], modes.SENSITIVE),
    solo=_flag(labels.FIELDS["solo"]),
    masked=_flag(labels.FIELDS["masked"]),
    masked_materials=_text(
        labels.FIELDS["masked_materials"],
        help=N_("写有申请人姓名、证件的材料编号，每行一个；审查人员打不开。"),
        long=True,
    ),
    assurance_hand_in=_choice(labels.FIELDS["assurance_hand_in"], labels.ASSURANCE),
    assurance_sign=_choice(labels.FIELDS["assurance_sign"], labels.ASSURANCE),
    assurance_collect=_choice(labels.FIELDS["assurance_collect"], labels.ASSURANCE),
)
SEPARATION = _object(
    [],
    separation=_choice(labels.FIELDS["separation"], separation.WAYS),
    separation_source=_text(
        labels.FIELDS["separation_source"], help=N_("文件名称、文号、清单里的序号。"), limit=300
    ),
    separation_measures=_text(labels.FIELDS["separation_measures"], help=LINES_HELP, long=True),
    filing_shown=_text(
        labels.FIELDS["filing_shown"],
        help=N_("申请表字段的名称（英文），每行一个；只用于改为备案的事项。"),
        long=True,
    ),
    filing_months=_number(labels.FIELDS["filing_months"], 120, help=N_("0 表示长期有效。")),
    filing_check_days=_number(labels.FIELDS["filing_check_days"], 60),
    filing_check_share=_number(labels.FIELDS["filing_check_share"], 100, help=N_("100 表示件件核查。")),
)
CONDITIONS = _object(
    [],
    scope=_text(labels.FIELDS["scope"], long=True),
    conditions=_text(labels.FIELDS["conditions"], help=LINES_HELP, long=True),
    prohibitions=_text(labels.FIELDS["prohibitions"], help=LINES_HELP, long=True),
    quota=_text(labels.FIELDS["quota"], limit=300),
    basis=_group(
        labels.FIELDS["basis"],
        ["law", "article"],
        law=_text(N_("法律法规名称")),
        article=_text(N_("条款")),
        text=_text(N_("条文内容"), long=True),
    ),
    results=_group(
        labels.FIELDS["results"],
        ["name", "kind"],
        name=_text(N_("名称")),
        kind=_choice(N_("种类"), labels.RESULTS),
        valid_months=_number(N_("有效期（月）"), 1200),
        certificate=_text(N_("证照类型代码"), help=N_("准予后颁发哪种电子证照；不颁发的留空。"), limit=40),
    ),
    registers=_choice(labels.FIELDS["registers"], labels.REGISTERS),
)
MATERIALS = _object(
    [],
    materials=_group(
        labels.FIELDS["materials"],
        ["code", "name", "form", "source", "necessity"],
        code=_text(N_("代码"), **KEY),
        name=_text(N_("材料名称")),
        form=_choice(N_("形式"), labels.MATERIAL_FORMS),
        original=_number(N_("原件份数"), 20),
        copies=_number(N_("复印件份数"), 20),
        source=_choice(N_("来源渠道"), labels.SOURCES),
        issuer=_text(N_("出具单位")),
        necessity=_choice(N_("必要性"), labels.NECESSITY),
        tolerable=_flag(N_("可以容缺后补")),
        shared_source=_text(N_("共享来源"), help=N_("能从哪个数据源取得，取得后免提交。")),
        certificate=_text(
            N_("可用的证照类型代码"), help=N_("申请人持有本局颁发的这种证照就免提交；没有的留空。"), limit=40
        ),
        valid_months=_number(N_("交过一次后多久内免交（月）"), 240),
        when=_text(N_("适用情形"), help=WHEN_HELP),
        review_points=_text(N_("审查要点"), help=POINTS_HELP, long=True),
        note=_text(N_("说明"), long=True),
    ),
)
QUESTIONS = _object(
    [],
    questions=_group(
        labels.FIELDS["questions"],
        ["code", "text", "options"],
        code=_text(N_("代码"), **KEY),
        text=_text(N_("问题")),
        help=_text(N_("提示")),
        multiple=_flag(N_("可以多选")),
        options=_text(N_("选项"), help=N_("每行一个，如 owned=自有；至少两个。"), long=True),
        when=_text(N_("适用情形"), help=WHEN_HELP),
    ),
)
VARIANTS = _object(
    [],
    variants=_group(
        labels.FIELDS["variants"],
        ["code", "kind", "name", "suffix"],
        code=_text(N_("代码"), help=N_("材料、环节的适用情形里这样写：variant=renew。"), **KEY),
        kind=_choice(N_("种类"), labels.VARIANT_KINDS),
        name=_text(N_("名称"), limit=100),
        suffix=_text(N_("两位序号"), help=N_("接在31位实施编码之后，成为33位编码，如 01。"), **TWO_DIGITS),
        scope=_text(N_("适用范围"), limit=300),
        conditions=_text(N_("另外的条件"), help=LINES_HELP, long=True),
        statutory_days=_number(N_("法定时限"), 3650, help=AS_ITEM),
        statutory_unit=_choice(N_("法定时限的单位"), labels.UNITS),
        promised_days=_number(N_("承诺时限"), 3650, help=AS_ITEM),
        promised_unit=_choice(N_("承诺时限的单位"), labels.UNITS),
        trips=_number(N_("到现场次数"), 9, help=AS_ITEM),
    ),
)
STEPS = _object(
    [],
    steps=_group(
        labels.FIELDS["steps"],
        ["key", "name", "kind", "post", "days"],
        key=_text(N_("代码"), **KEY),
        name=_text(N_("环节名称")),
        kind=_choice(N_("种类"), labels.STEP_KINDS),
        post=_text(N_("岗位代码"), **KEY),
        after=_text(N_("在哪些环节之后"), help=N_("填环节代码，空着表示受理后即可开始。")),
        days=_number(N_("内部时限（工作日）"), 365),
        when=_text(N_("适用情形"), help=WHEN_HELP),
        review_points=_text(N_("审查要点"), help=POINTS_HELP, long=True),
        must_present=_text(N_("踏勘时必须出示的实物"), help=N_("现场核查环节填，例如：拖拉机和行驶证。")),
    ),
)
SERVICE = _object(
    [],
    fees=_group(
        labels.FIELDS["fees"],
        ["name", "basis", "standard"],
        name=_text(N_("收费项目")),
        basis=_text(N_("收费依据")),
        standard=_text(N_("收费标准")),
        fen={"type": "integer", "title": N_("金额（元）"), "x-format": "money", "minimum": 0},
        due=_choice(N_("什么时候前缴清"), labels.FEE_DUES),
        due_basis=_text(N_("受理前缴纳的法律依据")),
        when=_text(N_("适用情形"), help=WHEN_HELP),
    ),
    places=_group(
        labels.FIELDS["places"],
        ["name", "address", "hours", "phone"],
        name=_text(N_("地点名称")),
        address=_text(N_("地址")),
        hours=_text(N_("时间")),
        phone=_text(N_("电话")),
    ),
    consult=_text(labels.FIELDS["consult"], long=True),
    complaint=_text(labels.FIELDS["complaint"], long=True),
    remedies=_text(labels.FIELDS["remedies"], long=True),
    prerequisites=_text(labels.FIELDS["prerequisites"], help=LINES_HELP, long=True),
    intermediaries=_text(labels.FIELDS["intermediaries"], help=LINES_HELP, long=True),
)
FORM = _object(
    [],
    form=_text(
        N_("申请表定义（JSON Schema）"),
        long=True,
        **{"x-rows": 22},
        help=N_("字段的含义见开发文档“表单”一节；保存后在下方预览。"),
    ),
)


@dataclass(frozen=True, slots=True)
class Part:
    """One section: its heading, its form, the elements of the content that it covers."""

    key: str
    title: str
    schema: Value
    covers: tuple[str, ...]


PARTS = (
    Part("basic", N_("基本信息"), BASIC, tuple(BASIC["properties"])),
    Part("limits", N_("时限和办理形式"), LIMITS, ("handling", "statutory_limit", "promised_limit", "special_procedures", "channels", "trips", "tolerance", "commitment", "commitment_kind", "commitment_replaces", "commitment_check_months", "commitment_check_post", "sensitive", "solo", "masked", "masked_materials", "assurance_hand_in", "assurance_sign", "assurance_collect")),
    Part("separation", N_("证照分离和备案"), SEPARATION, tuple(SEPARATION["properties"])),
    Part("conditions", N_("条件、依据和结果"), CONDITIONS, tuple(CONDITIONS["properties"])),
    Part("variants", N_("业务办理项"), VARIANTS, ("variants",)),
    Part("questions", N_("情形"), QUESTIONS, ("questions",)),
    Part("materials", N_("申请材料"), MATERIALS, ("materials",)),
    Part("form", N_("申请表"), FORM, ("form",)),
    Part("steps", N_("办理流程"), STEPS, ("steps",)),
    Part("service", N_("收费、地点和救济"), SERVICE, tuple(SERVICE["properties"])),
)  # fmt: skip
LINES = (
    "themes",
    "keywords",
    "conditions",
    "prohibitions",
    "prerequisites",
    "intermediaries",
    "commitment_replaces",
    "masked_materials",
    "separation_measures",
    "filing_shown",
)


def part(key: str) -> Part | None:
    """A section by its key."""
    return next((one for one in PARTS if one.key == key), None)


def to_form(content: ItemContent, section: Part) -> Value:
    """What a section's form shows for a content."""
    data = content.model_dump(mode="json")
    if section.key == "form":
        return {
            "form": json.dumps(in_order(data["form"]), ensure_ascii=False, indent=2) if data["form"] else ""
        }
    value = {name: data[name] for name in section.schema["properties"] if name in data}
    for name in LINES:
        if name in value:
            value[name] = "\n".join(value[name])
    for name in ("statutory", "promised"):
        if f"{name}_days" in section.schema["properties"]:
            limit = data[f"{name}_limit"]
            value |= {
                f"{name}_days": limit["days"],
                f"{name}_unit": limit["unit"],
                f"{name}_note": limit["note"],
            }
    for name in ("materials", "steps", "questions", "variants", "fees"):
        if name in value:
            value[name] = [row_to_form(row) for row in value[name]]
    return value


def from_form(content: ItemContent, section: Part, value: Value) -> Value:
    """The content's data with what a section's form says. Raises ValueError for JSON that cannot be read."""
    data = content.model_dump(mode="json")
    for name in section.covers:
        data.pop(name, None)
    if section.key == "form":
        return {**data, "form": json.loads(value.get("form") or "{}")}
    told = dict(value)
    for name in LINES:
        if name in told:
            told[name] = [line.strip() for line in told[name].splitlines() if line.strip()]
    for name in ("statutory", "promised"):
        if f"{name}_days" in told:
            limit = {key: told.pop(f"{name}_{key}", None) for key in ("days", "unit", "note")}
            told[f"{name}_limit"] = {key: part for key, part in limit.items() if part is not None}
    if section.key == "service":
        told["fees"] = [_fee(content, row) for row in told.get("fees", [])]
    for name in READERS:
        if name in told:
            told[name] = _rows(content, name, told[name])
    return {**data, **told}


def _fee(content: ItemContent, row: Value) -> Value:
    """A charge as typed, with the reductions that it had; they are not in the form."""
    before = next((each for each in content.fees if each.name == row.get("name")), None)
    kept = [each.model_dump(mode="json") for each in before.reductions] if before else []
    return {"fen": 0, **row, "when": when_of(row.get("when", "")), "reductions": kept}


def _rows(content: ItemContent, name: str, rows: list[Value]) -> list[Value]:
    known = points_of(content, name)
    read = [READERS[name](row, known) for row in rows]
    return [_with_files(content, row) for row in read] if name == "materials" else read


def _with_files(content: ItemContent, row: Value) -> Value:
    """A material with the blank form and sample that it had; files are given apart from the form."""
    before = next((each for each in content.materials if each.code == row.get("code")), None)
    return {"blank": before.blank, "sample": before.sample, **row} if before else row
