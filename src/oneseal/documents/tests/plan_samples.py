"""The report on a site and the plans: as it usually is, and at its worst."""

from typing import Any

REPORT: dict[str, Any] = {
    "purpose": "工业用地",
    "area": "26,668.00 平方米（40.00 亩，2.6668 公顷）",
    "method": "椭球面积（CGCS2000 椭球面）",
    "given_as": "在地图上画，CGCS2000 经纬度",
    "checked_on": "2026年11月20日 10:15",
    "summary": "与7个图层符合，与1个图层冲突",
    "findings": [
        {
            "name": "永久基本农田",
            "department": "自然资源局",
            "version": "2026年批复版",
            "verdict": "符合",
        },
        {
            "name": "生态保护红线",
            "department": "生态环境局",
            "version": "2025年批复版",
            "verdict": "冲突",
            "area": "1,204.50 平方米（1.81 亩）",
        },
    ],
    "pieces": [
        {
            "number": 1,
            "layer": "生态保护红线",
            "name": "青溪红线",
            "area": "1,204.50 平方米（1.81 亩）",
            "rings": [[[0.6, 0], [1, 0], [1, 0.5], [0.7, 0.4]]],
        }
    ],
    "site": [[[0, 0], [1, 0], [1, 0.6], [0, 0.6]]],
    "height": 0.6,
}


def worst(long_name: str, long_sentence: str) -> dict[str, Any]:
    """As long as it can get."""
    return {
        "findings": [
            {
                "name": long_name[:100],
                "department": long_name[:60],
                "version": long_name[:60],
                "verdict": "须征求意见",
                "area": "26,668.00 平方米（40.00 亩）",
                "note": long_sentence[:200],
            }
        ]
        * 20,
        "pieces": [
            {"number": place, "layer": long_name[:100], "name": long_name[:100], "area": "1,204.50 平方米"}
            for place in range(1, 60)
        ],
        "pieces_left_out": 140,
    }
