"""Lists of the archive, for a spreadsheet and to print (documents.rules.registers.Register as a dictionary)."""

from collections.abc import Iterable, Sequence
from typing import Any

from oneseal.archives.rules.keeping import RETENTION

TRANSFER_HEADINGS = [
    "档号",
    "题名",
    "办结日期",
    "保管期限",
    "应移交日期",
    "文件数",
    "大小（字节）",
    "SHA-256",
    "移交日期",
]


def transfer_lines(rows: Iterable[Any]) -> list[list[str]]:
    """A line for each package and one for each of its supplements."""
    return [line for row in rows for line in _transfer(row)]


def _transfer(row: Any) -> list[list[str]]:
    kept = [str(row.closed_on), RETENTION[row.retention], str(row.transfer_due)]
    parts = [(row.number, row.files, row.file), *((e.number, e.files, e.file) for e in row.supplements.all())]
    return [
        [
            number,
            row.title,
            *kept,
            str(files),
            str(file.size) if file else "",
            file.sha256 if file else "",
            str(row.transferred_on or ""),
        ]
        for number, files, file in parts
    ]


def transfer_register(rows: Sequence[Any], year: int, bureau: str) -> dict[str, Any]:
    """档案移交清册: what is handed over, signed by both sides (regulations of the archives law art. 20)."""
    lines = transfer_lines(rows)
    made = [line for line in lines if line[7]]
    size = sum(int(line[6]) for line in made)
    notes = [f"移交单位：{bureau}", f"范围：{year}年办结的办件，共{len(rows)}件。"]
    if len(made) < len(lines):
        notes.append(f"其中{len(lines) - len(made)}件还没有生成档案包，不能移交。")
    return {
        "title": f"{year}年度电子档案移交清册",
        "issuer": bureau,
        "notes": notes,
        "columns": [
            {"heading": heading, "share": share}
            for heading, share in zip(TRANSFER_HEADINGS[:8], (7, 7, 3, 2, 3, 2, 3, 9), strict=True)
        ],
        "rows": [line[:8] for line in lines],
        "closing": f"合计：档案包{len(made)}个，{size:,}字节。接收时逐个核验，摘要与本清册一致。",
        "signers": ["移交单位（盖章）：", "移交人：", "接收单位（盖章）：", "接收人："],
    }


def destruction_register(rows: Sequence[Any], bureau: str) -> dict[str, Any]:
    """档案销毁清册: appraised as worth nothing more; destroyed only after approval (archives law art. 21)."""
    return {
        "title": "电子档案销毁清册",
        "issuer": bureau,
        "notes": [f"单位：{bureau}", "本清册经批准后方可销毁，由两人监销并签字；清册永久保存。"],
        "columns": [
            {"heading": heading, "share": share}
            for heading, share in (
                ("档号", 5),
                ("题名", 8),
                ("办结日期", 3),
                ("保管期限", 2),
                ("期满日期", 3),
                ("鉴定日期", 3),
            )
        ],
        "rows": [
            [
                row.number,
                row.title,
                str(row.closed_on),
                RETENTION[row.retention],
                str(row.kept_until or ""),
                str(row.appraised_on or ""),
            ]
            for row in rows
        ],
        "closing": f"合计：{len(rows)}件。",
        "signers": ["鉴定小组：", "批准人：", "监销人：", "监销人："],
    }
