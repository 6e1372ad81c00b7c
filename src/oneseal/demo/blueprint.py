"""The plans of the demonstration city on one map, and two sites held against them (inventory 6.6).

The city is invented; its plans are drawn in metres about a point on the meridian 120° of CGCS2000.
"""

import json
from datetime import date, timedelta
from typing import Any

from oneseal.demo.advance import ActorInPost
from oneseal.foundation import clock
from oneseal.kernel.access import Actor
from oneseal.plans import selectors, services
from oneseal.plans.rules.outlines import of_content

EAST, NORTH = 500_000, 3_400_000
CRS = {"type": "name", "properties": {"name": "urn:ogc:def:crs:EPSG::4549"}}
Corners = list[tuple[float, float]]
USES = ("工业用地", "物流仓储用地", "商业用地", "居住用地", "绿地")


def _box(west: float, south: float, east: float, north: float) -> Corners:
    return [(west, south), (east, south), (east, north), (west, north)]


def _blocks() -> list[tuple[str, str, Corners]]:
    """Blocks of the control plan: five by four, 900 m by 700 m, with roads between."""
    found = []
    for row in range(4):
        for column in range(5):
            west, south = column * 1000 - 2500, row * 800 - 1600
            use = USES[(column + 2 * row) % 4 if (column, row) != (2, 1) else 0]
            found.append((f"YL-{row + 1}{column + 1:02}", use, _box(west, south, west + 900, south + 700)))
    found.append(("YL-G01", "绿地", _box(-2500, 1600, 2400, 1900)))
    return found


RIVER: Corners = [
    (-3000, -300),
    (-900, 150),
    (700, 60),
    (3000, 700),
    (3000, 860),
    (650, 220),
    (-950, 310),
    (-3000, -140),
]
LAYERS: tuple[tuple[str, str, str, str, str, bool, list[tuple[str, str, Corners]]], ...] = (
    (
        "boundary",
        "城镇开发边界",
        "boundary",
        "inside",
        "市自然资源局",
        True,
        [("中心城区", "", _box(-2800, -2000, 2800, 2200))],
    ),
    ("control", "控制性详细规划", "control", "purpose", "市自然资源局", True, _blocks()),
    (
        "farmland",
        "永久基本农田",
        "farmland",
        "outside",
        "市自然资源局",
        False,
        [("白鹭圩", "", _box(2900, -1500, 4600, 900)), ("梅溪垄", "", _box(-4500, -1800, -2900, 200))],
    ),
    (
        "ecology",
        "生态保护红线",
        "ecology",
        "outside",
        "市自然资源局",
        False,
        [("青溪河谷", "", [(350, -860), (620, -860), (700, 60), (420, 30)])],
    ),
    ("water", "青溪河道管理范围", "water", "outside", "市水利局", True, [("青溪", "", RIVER)]),
    (
        "forest",
        "林地保护利用规划",
        "forest",
        "consent",
        "市林业局",
        False,
        [("北山林场", "", [(-2800, 1500), (-1300, 1750), (300, 1500), (1200, 2200), (-2800, 2200)])],
    ),
    (
        "heritage",
        "历史文化保护范围",
        "heritage",
        "consent",
        "市文旅局",
        True,
        [("老城街区", "", _box(-2450, -1550, -1650, -950))],
    ),
    (
        "pipeline",
        "高压走廊和燃气管线控制线",
        "transport",
        "outside",
        "市住建局",
        False,
        [("110kV 云城线", "", [(-2700, 900), (2700, 1250), (2700, 1290), (-2700, 940)])],
    ),
)
"""Code, name, kind, test, department, public, features (name, category, corners in metres)."""
SITES = (
    (9, "高新区智造园一期", "工业用地", _box(-480, -780, 480, -120)),
    (5, "城东物流园二期", "物流仓储用地", _box(-1450, -780, -650, -150)),
    (2, "北山康养中心", "商业用地", _box(-480, 1650, 100, 2000)),
)


def load_blueprint(bureau_id: int, post: ActorInPost) -> int:
    """Import the layers and check the sites where the bureau has none yet; return how many layers."""
    keeper, reviewer = post(bureau_id, "item_keeper", 0), post(bureau_id, "investment_reviewer", 0)
    if selectors.visible_layers(keeper).exists():
        return 0
    now = clock.now()
    with clock.at(now - timedelta(days=40)):
        for place, row in enumerate(LAYERS):
            _layer(keeper, place, *row)
    _flawed(keeper, now)
    for ago, name, purpose, corners in SITES:
        with clock.at(now - timedelta(days=ago, hours=2)):
            site, system = of_content(_file([(name, "", corners)]), "")
            check = services.check_site(
                reviewer,
                bureau_id=bureau_id,
                name=name,
                site=site,
                purpose=purpose,
                given_as=f"{name}.geojson，{system}",
            )
            if ago == SITES[0][0]:
                services.issue_report(reviewer, check_id=check.pk)
    return len(LAYERS)


def _layer(
    keeper: Actor,
    place: int,
    code: str,
    name: str,
    kind: str,
    test: str,
    department: str,
    public: bool,
    features: list[tuple[str, str, Corners]],
) -> None:
    layer = services.keep_layer(
        keeper,
        code=code,
        name=name,
        kind=kind,
        test=test,
        department=department,
        public=public,
        place=place * 10,
    )
    about = services.About(
        label="2026年批复版",
        approval=f"云政复〔2026〕{place + 11}号",
        map_licence=f"云S（2026）{place + 101:03}号",
        valid_from=date(2026, 1, 1),
        valid_until=date(2035, 12, 31),
    )
    version = services.import_version(
        keeper, layer_id=layer.pk, file_name=f"{code}.geojson", content=_file(features), about=about
    )
    services.publish_version(keeper, version_id=version.pk)


def _flawed(keeper: Actor, now: Any) -> None:
    """A new version with a shape that crosses itself and two that lie over each other, waiting to be looked at."""
    layer = selectors.visible_layers(keeper).get(code="heritage")
    features = [
        ("老城街区", "", _box(-2450, -1550, -1650, -950)),
        ("南门外", "", _box(-1800, -1550, -1200, -1200)),
        ("古渡口", "", [(-600.0, 100.0), (-300.0, 400.0), (-300.0, 100.0), (-600.0, 400.0)]),
    ]
    with clock.at(now - timedelta(days=1)):
        services.import_version(
            keeper,
            layer_id=layer.pk,
            file_name="heritage-2.geojson",
            content=_file(features),
            about=services.About(label="2026年修订版（待核对）", approval="云政复〔2026〕58号"),
        )


def _file(features: list[tuple[str, str, Corners]]) -> bytes:
    rows = [
        {
            "type": "Feature",
            "properties": {"name": name, "category": category},
            "geometry": {
                "type": "Polygon",
                "coordinates": [[[EAST + x, NORTH + y] for x, y in [*corners, corners[0]]]],
            },
        }
        for name, category, corners in features
    ]
    return json.dumps({"type": "FeatureCollection", "crs": CRS, "features": rows}).encode()
