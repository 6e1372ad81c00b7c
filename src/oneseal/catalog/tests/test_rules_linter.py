"""Catch-all materials and vague clauses are caught; exact wordings that look alike are not (2.9)."""

import pytest

from oneseal.catalog.rules.linter import check_material, check_text

VAGUE = [
    "其他材料",
    "其它材料",
    "其他必要的补充材料",
    "其他（必要的补充）材料",
    "其他相关证明材料",
    "其他需要提供的文件",
    "有关部门要求的有关材料",
    "有关材料",
    "有关证明文件",
    "相关材料",
    "相关的证明材料",
    "相关手续",
    "法律、法规规定的其他材料",
    "主管部门认为需要的其他材料",
    "身份证、户口簿等",
    "身份证明等材料",
    "营业执照等证件",
    "章程等（复印件）",
    "视情况提供的补充材料",
    "根据需要提供的图纸",
]
EXACT = [
    "居民身份证",
    "食品经营许可申请书",
    "高等学校教师资格证书",
    "工程等级证明",
    "建筑施工总承包二等证书",
    "中等职业学校毕业证",
    "等效检验报告",
    "甲等医院诊断证明",
    "无障碍平等使用承诺书",
    "相关人员身份证",
    "利害关系人意见书",
    "经营场所平面图",
    "与生产相适应的设备清单",
    "法定代表人任职文件",
    "法人或者其他组织的身份证明",
]


@pytest.mark.parametrize("name", VAGUE)
def test_vague_materials_are_caught(name: str) -> None:
    assert check_material(name), name


@pytest.mark.parametrize("name", EXACT)
def test_exact_materials_pass(name: str) -> None:
    assert check_material(name) == []


@pytest.mark.parametrize(
    "text",
    [
        "法律、行政法规规定的其他条件",
        "其他条件",
        "主管部门要求的其他相关条件",
        "国家规定的其他要求。",
        "其他有关情形",
    ],
)
def test_catch_all_conditions_are_caught(text: str) -> None:
    assert check_text(text)


@pytest.mark.parametrize(
    "text",
    [
        "有与经营相适应的场所",
        "经营者符合食品安全法第三十三条的规定",
        "企业等级为三级以上",
        "其他股东过半数同意",
        "与其他用房隔离",
    ],
)
def test_exact_conditions_pass(text: str) -> None:
    assert check_text(text) == []
