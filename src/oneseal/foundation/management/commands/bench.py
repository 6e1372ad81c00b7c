"""`oneseal bench [NAME ...]`: run the benchmarks of a checkout."""

import importlib
import platform
import sys
from argparse import ArgumentParser
from pathlib import Path
from typing import Any

from django.core.management import call_command
from django.core.management.base import BaseCommand, CommandError
from django.db import connection

from oneseal.foundation import clock

REPORT = Path("docs/benchmarks.md")
START, END = "<!-- measured: {} -->", "<!-- end: {} -->"


class Command(BaseCommand):
    """Print each benchmark's table; with --write, keep it in docs/benchmarks.md."""

    help = "Run the benchmarks (from a checkout) and print their tables; --write keeps them in docs/benchmarks.md."

    def add_arguments(self, parser: ArgumentParser) -> None:
        """Which ones."""
        parser.add_argument("names", nargs="*", help="e.g. step item_search; default: all")
        parser.add_argument("--write", action="store_true")

    def handle(self, *args: Any, **options: Any) -> None:
        """Exit code 1 when there are no benchmarks here."""
        folder = Path("benchmarks")
        known = sorted(path.stem.removeprefix("bench_") for path in folder.glob("bench_*.py"))
        unknown = set(options["names"]) - set(known)
        if not known or unknown:
            raise CommandError(
                f"no such benchmark: {', '.join(sorted(unknown)) or folder}; known: {', '.join(known)}"
            )
        call_command("migrate", verbosity=0)
        sys.path.insert(0, str(Path.cwd()))
        for name in options["names"] or known:
            module = importlib.import_module(f"benchmarks.bench_{name}")
            table = f"### {module.TITLE}\n\n{machine()}\n\n{as_table(module.run())}\n"
            print(table, flush=True)
            if options["write"]:
                keep(name, table)


def machine() -> str:
    """One line on what it ran on."""
    with connection.cursor() as cursor:
        server = cursor.connection.info.server_version
    moment = clock.now().astimezone(clock.LOCAL)
    return f"{moment:%Y-%m-%d %H:%M}, Python {platform.python_version()}, PostgreSQL {server // 10000}.{server % 10000}"


def as_table(rows: list[dict[str, object]]) -> str:
    """A Markdown table of rows that share their keys."""
    if not rows:
        return "(no rows)"
    names = list(rows[0])
    lines = ["| " + " | ".join(names) + " |", "|" + "---|" * len(names)]
    lines += ["| " + " | ".join(str(row.get(name, "")) for name in names) + " |" for row in rows]
    return "\n".join(lines)


def keep(name: str, table: str) -> None:
    """Replace the benchmark's stretch of docs/benchmarks.md, or add it at the end."""
    text = REPORT.read_text(encoding="utf-8")
    start, end = START.format(name), END.format(name)
    block = f"{start}\n{table}{end}\n"
    if start in text:
        before, rest = text.split(start, 1)
        text = before + block + rest.split(end, 1)[1].lstrip("\n")
    else:
        text = text.rstrip("\n") + "\n\n" + block
    REPORT.write_text(text, encoding="utf-8")
