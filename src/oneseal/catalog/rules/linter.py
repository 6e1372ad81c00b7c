"""Catch-all materials and vague clauses are refused (2.9; 安阳 art. 13): nobody can prepare "other materials"."""

import re
from dataclasses import dataclass

from oneseal.catalog.rules.content import ItemContent
from oneseal.catalog.rules.gaps import Gap
from oneseal.kernel.text import N_

PAPERS = "(?:材料|资料|文件|证明|证件|手续|要件)"


@dataclass(frozen=True, slots=True)
class VagueWording:
    """One wording that leaves open what is asked for."""

    code: str
    pattern: re.Pattern[str]
    message: str


MATERIAL_WORDINGS = (
    VagueWording(
        "other_materials",
        re.compile(rf"(?:其他|其它)[^，。；]{{0,16}}?{PAPERS}"),
        N_("“%(found)s”是兜底条款：申请人无法知道要准备什么。请逐项写明材料名称，或删除。"),
    ),
    VagueWording(
        "relevant_materials",
        re.compile(rf"(?:有关|相关)(?:的)?(?:\S{{0,4}}的)?{PAPERS}"),
        N_("“%(found)s”没有说明是什么材料。请写明具体名称。"),
    ),
    VagueWording(
        "as_required",
        re.compile(
            r"(?:要求|认为(?:有)?(?:必要|需要)|规定|需要)(?:提[交供])?的(?:其他|其它|有关|相关)|视情况|根据(?:实际)?需要提[交供]"
        ),
        N_("“%(found)s”把要求留给了经办人。请写明什么情形下需要什么材料。"),
    ),
    VagueWording(
        "and_so_on",
        re.compile(
            rf"(?<![一二三四五六七八九甲乙丙丁平同对均初中高优特减相])等(?:{PAPERS}|$|[，。；（()）])"
        ),
        N_("材料名称里的“等”没有边界，请逐项列出。"),
    ),
)
TEXT_WORDINGS = (
    VagueWording(
        "other_conditions",
        re.compile(
            r"(?:法律|法规|规章|国家|上级|主管部门|有关部门|机关|认为)[^，。；]{0,16}(?:规定|要求|认为|需要)的(?:其他|其它)(?:有关|相关)?(?:条件|要求|情形|事项|材料)"
        ),
        N_("“%(found)s”是兜底条款。请写明具体条件及其法律条款，没有依据的删除。"),
    ),
    VagueWording(
        "other_conditions",
        re.compile(r"^(?:其他|其它)(?:有关|相关|必要)?(?:的)?(?:条件|要求|情形|材料)[。；]?$"),
        N_("“%(found)s”是兜底条款。请写明具体条件及其法律条款，没有依据的删除。"),
    ),
)
ALLOWED = re.compile(
    r"平等|等级|等同|对等|同等|等候|等待|高等|中等|初等|均等|等值|等额|等效|相等|等比|不等|优等|特等|何等|一等|二等|三等|甲等|乙等|"
    r"其他组织|其他股东|利害关系人|相关系数|有关联|相关性|相关人员身份证"
)
"""Words that contain a suspicious character but mean something exact."""


def problems(content: ItemContent) -> list[Gap]:
    """Vague wordings in the names of materials and in conditions."""
    gaps: list[Gap] = []
    for place, material in enumerate(content.materials):
        gaps += check_material(material.name, f"materials.{place}.name")
    for place, condition in enumerate(content.conditions):
        gaps += check_text(condition, f"conditions.{place}")
    for place, variant in enumerate(content.variants):
        for number, condition in enumerate(variant.conditions):
            gaps += check_text(condition, f"variants.{place}.conditions.{number}")
    for place, ban in enumerate(content.prohibitions):
        gaps += check_text(ban, f"prohibitions.{place}")
    return gaps


def check_material(name: str, path: str = "name") -> list[Gap]:
    """Vague wordings in one material's name; empty: it is exact."""
    return _check(name, path, (*MATERIAL_WORDINGS, *TEXT_WORDINGS))


def check_text(text: str, path: str = "text") -> list[Gap]:
    """Vague wordings in a condition or prohibition; empty: it is exact."""
    return _check(text, path, TEXT_WORDINGS)


def _check(text: str, path: str, wordings: tuple[VagueWording, ...]) -> list[Gap]:
    exact = ALLOWED.sub("＊＊", text)
    for wording in wordings:
        if found := wording.pattern.search(exact):
            return [Gap(path, wording.code, wording.message, {"found": found[0], "text": text})]
    return []
