"""The report on a site as plain values: the findings in words, the outline as a drawing."""

from collections.abc import Mapping, Sequence
from math import cos, radians
from typing import Any, Final

from oneseal.plans.rules.geometry import areas_text, polygons
from oneseal.plans.rules.layers import VERDICTS, Verdict

MOST_PIECES: Final = 60
MOST_CORNERS: Final = 3000
"""A drawing of more corners than this is thinned until it has fewer."""


def area_words(square_metres: float) -> str:
    """`26,668.00 平方米（40.00 亩，2.6668 公顷）`."""
    said = areas_text(square_metres)
    return f"{said['m2']} 平方米（{said['mu']} 亩，{said['ha']} 公顷）"


def summary(result: Sequence[Mapping[str, Any]]) -> str:
    """How many layers say what, the worst first: `与1个图层冲突，与6个图层符合`."""
    said = [each["judged"]["verdict"] for each in result]
    parts = [
        words.format(said.count(verdict))
        for verdict, words in (
            (Verdict.CONFLICTS, "与{}个图层冲突"),
            (Verdict.CONSENT, "{}个图层须征求意见"),
            (Verdict.UNKNOWN, "{}个图层不能判断"),
            (Verdict.CONFORMS, "与{}个图层符合"),
        )
        if verdict in said
    ]
    return "，".join(parts) or "没有可核对的图层"


def findings(result: Sequence[Mapping[str, Any]]) -> list[dict[str, str]]:
    """What each layer says, as PlanReport takes it."""
    return [
        {
            "name": each["name"],
            "department": each["department"],
            "version": each["version_label"],
            "verdict": VERDICTS[Verdict(each["judged"]["verdict"])],
            "area": area_words(each["judged"]["area_m2"]) if each["judged"]["pieces"] else "",
            "note": each["judged"]["why"],
        }
        for each in result
    ]


def drawing(site: Mapping[str, Any], result: Sequence[Mapping[str, Any]]) -> dict[str, Any]:
    """Site and pieces in shares of the drawing's larger side, north above; how many pieces were left out."""
    from shapely.geometry import shape

    outline = shape(dict(site))
    frame = _Frame(outline)
    rows = [(each, piece) for each in result for piece in each["judged"]["pieces"]]
    hidden = sum(each["judged"]["pieces_left_out"] for each in result)
    return {
        "site": frame.rings(outline),
        "width": frame.width,
        "height": frame.height,
        "pieces": [
            {
                "number": number,
                "layer": each["name"],
                "name": " ".join(filter(None, [piece["name"], piece["category"]])),
                "area": area_words(piece["area_m2"]),
                "consent": each["judged"]["verdict"] == Verdict.CONSENT,
                "rings": frame.rings(shape(piece["geojson"])),
            }
            for number, (each, piece) in enumerate(rows[:MOST_PIECES], 1)
        ],
        "pieces_left_out": hidden + max(0, len(rows) - MOST_PIECES),
    }


class _Frame:
    """From degrees to shares of the drawing: a degree of longitude is shorter than one of latitude."""

    def __init__(self, outline: Any) -> None:
        west, south, east, north = outline.bounds
        self.west, self.north = west, north
        self.shrink = cos(radians((south + north) / 2))
        wide, high = (east - west) * self.shrink, north - south
        self.unit = max(wide, high)
        self.width, self.height = max(wide / self.unit, 0.01), max(high / self.unit, 0.01)

    def rings(self, drawn: Any) -> list[list[tuple[float, float]]]:
        """Every ring of a shape, thinned to what can be seen."""
        from shapely import get_num_coordinates

        fine = self.unit / 2000
        thin = drawn.simplify(fine)
        while get_num_coordinates(thin) > MOST_CORNERS:
            fine *= 4
            thin = drawn.simplify(fine)
        return [
            [self._at(point) for point in ring.coords[:-1]]
            for each in polygons(thin)
            for ring in (each.exterior, *each.interiors)
        ]

    def _at(self, point: tuple[float, ...]) -> tuple[float, float]:
        east, south = (point[0] - self.west) * self.shrink, self.north - point[1]
        return round(east / self.unit, 4), round(south / self.unit, 4)
