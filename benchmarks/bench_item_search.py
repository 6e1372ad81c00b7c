"""Item search at 10,000 names: two characters, words, pinyin, initials, long questions; time in the database."""

import random
import statistics
from typing import Any

from django.db import connection, transaction

from oneseal.catalog.rules.search import fold, lexemes
from oneseal.catalog.selectors import search_items

TITLE = "Item search at 10,000 names"
COUNT = 10_000
ROUNDS = 40
OBJECTS = [
    "食品经营",
    "药品零售",
    "医疗机构",
    "道路货物运输",
    "劳务派遣",
    "民办学校",
    "建筑工程施工",
    "户外广告设施",
    "取水",
    "排污",
    "林木采伐",
    "出版物零售",
    "危险化学品经营",
    "烟花爆竹零售",
    "公共场所卫生",
    "校车使用",
    "人力资源服务",
    "娱乐场所",
    "互联网上网服务营业场所",
    "旅馆业特种行业",
    "燃气经营",
    "占用城市绿地",
    "临时用地",
    "水土保持方案",
    "防洪影响评价",
    "动物防疫条件",
    "种子生产经营",
    "特种设备使用",
    "计量标准器具",
    "社会团体",
    "民办非企业单位",
    "基金会",
    "宗教活动场所",
    "残疾人证",
    "老年人优待证",
    "生育登记",
    "住房公积金提取",
    "不动产",
    "机动车驾驶员培训",
    "港口经营",
    "测绘资质",
    "地名命名",
]
ACTS = ["许可", "核准", "备案", "登记", "审批", "认定", "审查", "验收", "换证", "补证"]
VARIANTS = [
    "新办",
    "变更",
    "延续",
    "注销",
    "补办",
    "变更法定代表人",
    "变更地址",
    "变更名称",
    "增项",
    "减项",
    "首次申请",
    "年度报告",
    "恢复",
    "停业",
    "歇业",
]
PREFIXES = ["", "市级", "县级", "外商投资", "个人", "企业", "小微企业", "农村", "城镇", "跨区域"]
TYPED = {
    "two characters": ["食品", "许可", "货物", "备案", "注销", "采伐", "社会", "取水"],
    "name part": ["食品经营", "劳务派遣", "机动车驾驶员", "户外广告设施许可"],
    "pinyin": ["shipin", "jianzhu", "laowupaiqian", "qushui"],
    "initials": ["spjy", "ylj", "lwpq", "bdc"],
    "question": ["怎么办理食品经营许可证", "个人住房公积金提取", "我要办劳务派遣 变更"],
}


def names() -> list[str]:
    """Distinct names like those of real catalogues."""
    made = [f"{p}{o}{a}（{v}）" for p in PREFIXES for o in OBJECTS for a in ACTS for v in VARIANTS]
    random.Random(7).shuffle(made)
    return made[:COUNT]


def fill() -> None:
    """Items and search rows, in bulk, for a bureau of their own."""
    with connection.cursor() as cursor:
        cursor.execute(
            "INSERT INTO identity_organisation (kind, name, second_name, short_name, signing_name, uscc, code, section_type,"
            " phone, address, \"order\") VALUES ('bureau', 'bench', '', '', '', '', '', '', '', '', 0) RETURNING id"
        )
        bureau = cursor.fetchone()[0]
        for place, name in enumerate(names()):
            cursor.execute(
                "INSERT INTO catalog_item (bureau_id, code, name, type, business_line, status, department, raw_code,"
                " parsed_code, source, local_codes) VALUES (%s, %s, %s, '01', 'market', 'active', '', '', '{}', '', '{}')"
                " RETURNING id",
                [bureau, f"bench-{place}", name],
            )
            cursor.execute(
                "INSERT INTO catalog_itemsearch (item_id, bureau_id, code, name, folded, type, for_person, for_organisation,"
                " online, appliable, business_line, department, themes, popularity, document) VALUES (%s, %s, %s, %s, %s, '01',"
                " true, true, true, true, 'market', '', '{}', %s, array_to_tsvector(%s::text[]))",
                [
                    cursor.fetchone()[0],
                    bureau,
                    f"bench-{place}",
                    name,
                    fold(name).replace(" ", ""),
                    place % 997,
                    lexemes(name, []),
                ],
            )
        cursor.execute("ANALYZE catalog_item, catalog_itemsearch")


def executed(text: str) -> tuple[float, int]:
    """Milliseconds that the database needs for one search, by its own account, and the number of rows."""
    captured: list[tuple[Any, Any]] = []

    def keep(execute: Any, sql: str, params: Any, many: bool, context: Any) -> Any:
        captured.append((sql, params))
        return execute(sql, params, many, context)

    with connection.execute_wrapper(keep):
        found = search_items(text)
    spent = 0.0
    with connection.cursor() as cursor:
        for sql, params in captured:
            cursor.execute("EXPLAIN (ANALYZE, TIMING OFF, FORMAT JSON) " + sql, params)
            plan = cursor.fetchone()[0][0]
            spent += plan["Planning Time"] + plan["Execution Time"]
    return spent, len(found)


def run() -> list[dict[str, Any]]:
    """One row for each way of typing, and one for all; nothing stays in the database."""
    rows: list[dict[str, Any]] = []
    every: list[float] = []
    with transaction.atomic():
        fill()
        for kind, texts in TYPED.items():
            samples = [executed(text)[0] for _round in range(ROUNDS) for text in texts]
            found = sum(executed(text)[1] for text in texts)
            every += samples
            rows.append(_row(kind, samples, found, " ".join(texts)))
        transaction.set_rollback(True)
    return [*rows, _row("all", every, 0, "")]


def _row(kind: str, samples: list[float], found: int, texts: str) -> dict[str, Any]:
    ordered = sorted(samples)
    return {
        "query": kind,
        "median ms": round(statistics.median(ordered), 3),
        "p95 ms": round(ordered[int(len(ordered) * 0.95)], 3),
        "rows shown": found or "",
        "typed": texts,
    }


def main() -> None:
    """Print the table."""
    for row in run():
        print(row)


if __name__ == "__main__":
    main()
