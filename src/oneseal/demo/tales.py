"""Six construction projects: government (28), private (20), industrial (45), one done, one about to apply, one that did.

Each is told as what happened so many working days ago.
"""

from dataclasses import dataclass
from typing import Any


@dataclass(frozen=True)
class Tale:
    """One project: what is registered (`wished`: works start so many working days from now), and what happened so many
    working days ago: (ago, verb, what). `site`: west, south, east, north in metres about the middle of the city."""

    code: str
    investor: str
    owner: str
    wished: int
    particulars: dict[str, Any]
    site: tuple[int, int, int, int]
    happened: tuple[tuple[int, str, str], ...]


SCHOOL = Tale(
    "2609-990181-83-01-100127",
    "government",
    "云岭城市建设投资有限公司",
    6,
    {
        "name": "云岭市第三中学新校区",
        "address": "云岭市城北新区学府路",
        "industry": "教育",
        "investment": 26_000 * 1_000_000,
        "is_key": True,
        "key_list": "2026年县级重点项目计划第3号",
    },
    (-600, 700, -80, 1150),
    (
        (34, "do", "prepare"),
        (29, "open", "1"),
        (29, "start", "land_pre"),
        (26, "finish", "land_pre"),
        (26, "start", "approval"),
        (26, "start", "conversion"),
        (28, "open", "5"),
        (28, "ask", "evaluation"),
        (24, "say", "evaluation:补充运动场噪声防护措施"),
        (23, "close", "evaluation:changes"),
        (19, "ask", "evaluation"),
        (16, "say", "evaluation:"),
        (16, "close", "evaluation:passed"),
        (15, "cost", "evaluation:eia=120000/88000 soil=46000/30500 water=30000/21000"),
        (18, "finish", "approval"),
        (15, "start", "eia"),
        (18, "start", "land_planning"),
        (15, "finish", "land_planning"),
        (15, "finish", "conversion"),
        (14, "pass", "1"),
        (14, "open", "2"),
        (11, "finish", "eia"),
        (9, "skip", "energy"),
    ),
)
MALL = Tale(
    "2608-990181-70-03-208816",
    "social",
    "云岭恒信房地产开发有限公司",
    9,
    {
        "name": "城东邻里商业中心",
        "address": "云岭市城东街道滨江路26号",
        "industry": "房地产",
        "investment": 9_800 * 1_000_000,
    },
    (1600, -1500, 1850, -1300),
    (
        (41, "do", "prepare"),
        (38, "open", "1"),
        (38, "do", "project_filing"),
        (38, "start", "land_pre"),
        (35, "finish", "land_pre"),
        (35, "start", "land_planning"),
        (32, "finish", "land_planning"),
        (32, "pass", "1"),
        (37, "open", "5"),
        (37, "ask", "evaluation"),
        (33, "say", "evaluation:"),
        (33, "close", "evaluation:passed"),
        (33, "cost", "evaluation:eia=68000/41000 soil=32000/19000 energy=24000/17500"),
        (32, "start", "eia"),
        (32, "start", "soil"),
        (29, "finish", "eia"),
        (28, "finish", "soil"),
        (24, "open", "2"),
        (24, "start", "scheme"),
        (21, "finish", "scheme"),
        (21, "start", "planning"),
        (18, "finish", "planning"),
        (18, "pass", "2"),
        (12, "open", "3"),
        (13, "connect", "water:从滨江路DN300主管开口，表井至红线由我公司施工/0/8"),
        (13, "connect", "power:就近接入滨江变10千伏线路，红线外由我公司投资/0/12"),
        (12, "start", "water"),
        (12, "start", "power"),
        (9, "ask", "drawings"),
        (6, "say but", "drawings:人民防空办公室"),
        (6, "finish", "water"),
        (3, "miss", "drawings"),
    ),
)
PARKS = Tale(
    "2610-990181-59-02-330951",
    "industrial",
    "云岭顺达物流有限公司",
    26,
    {
        "name": "顺达智慧冷链加工园",
        "address": "云岭市经济开发区创新路8号",
        "industry": "农副食品加工",
        "investment": 45_000 * 1_000_000,
        "is_key": True,
        "key_list": "2026年县级重点项目计划第11号",
    },
    (-2400, -700, -1800, -230),
    (
        (20, "share", "eia"),
        (16, "do", "prepare"),
        (15, "open", "1"),
        (15, "start", "land_pre"),
        (10, "finish", "land_pre"),
        (10, "start", "conversion"),
        (9, "open", "5"),
        (5, "ask", "evaluation"),
        (2, "say but", "evaluation:水利局"),
        (2, "meet", "厂区东侧距河道管理范围线12米，怎样布置？"),
    ),
)
WORKSHOP = Tale(
    "2602-990181-39-03-015530",
    "small",
    "云岭云溪电子科技有限公司",
    -120,
    {
        "name": "云溪电子标准厂房改造",
        "address": "云岭市经济开发区电子二路3号",
        "industry": "电子设备制造",
        "investment": 860 * 1_000_000,
    },
    (-1500, -700, -1300, -550),
    (
        (150, "do", "prepare"),
        (148, "open", "1"),
        (148, "do", "project_filing"),
        (148, "pass", "1"),
        (147, "open", "2"),
        (147, "start", "planning"),
        (144, "finish", "planning"),
        (144, "pass", "2"),
        (143, "open", "3"),
        (143, "do", "contract_filing"),
        (143, "do", "quality_filing"),
        (143, "do", "safety_filing"),
        (143, "start", "construction_permit"),
        (141, "finish", "construction_permit"),
        (141, "pass", "3"),
        (140, "open", "5"),
        (140, "start", "water"),
        (140, "start", "power"),
        (140, "start", "gas"),
        (140, "start", "telecom"),
        (140, "start", "build"),
        (130, "finish", "water"),
        (130, "finish", "power"),
        (130, "finish", "gas"),
        (130, "finish", "telecom"),
        (40, "finish", "build"),
        (40, "pass", "5"),
        (39, "open", "4"),
        (39, "ask", "joint_acceptance"),
        (35, "say", "joint_acceptance:"),
        (35, "close", "joint_acceptance:passed"),
        (35, "start", "completion_filing"),
        (33, "finish", "completion_filing"),
        (33, "pass", "4"),
        (32, "end", ""),
    ),
)
OFFICE = Tale(
    "2611-990181-54-03-400218",
    "social",
    "云岭顺达物流有限公司",
    60,
    {
        "name": "顺达车队综合楼",
        "address": "云岭市城关街道环城路120号",
        "industry": "道路运输",
        "investment": 1_200 * 1_000_000,
    },
    (900, -600, 1050, -480),
    ((1, "do", "prepare"),),
)
PLANT = Tale(
    "2611-990181-13-03-271806",
    "social",
    "云岭绿源食品有限公司",
    45,
    {
        "name": "绿源速冻蔬菜车间",
        "address": "云岭市经济开发区创新路31号",
        "industry": "农副食品加工",
        "investment": 3_600 * 1_000_000,
        "land_area": 21_000,
    },
    (-1250, -500, -1050, -330),
    ((8, "do", "prepare"),),
)
TALES = (SCHOOL, MALL, PARKS, WORKSHOP, OFFICE, PLANT)
