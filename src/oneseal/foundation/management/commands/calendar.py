"""`oneseal calendar show|load`: the working days of a year, and the State Council's holiday notices."""

import argparse
from datetime import date
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError
from django.utils.translation import gettext

from oneseal.foundation import calendars, clock
from oneseal.foundation.problems import sentence
from oneseal.foundation.rules.holidays import NoticeDraft, read_csv, read_json
from oneseal.kernel.access import SYSTEM
from oneseal.kernel.errors import RuleViolation, Violations
from oneseal.kernel.text import N_
from oneseal.kernel.workdays import DayKind, YearKind

KINDS = {
    YearKind.PUBLISHED: N_("已按通知载入"),
    YearKind.PROVISIONAL: N_("暂定：只有周末和法定假日，通知尚未载入"),
    YearKind.UNKNOWN: N_("没有放假安排"),
}


class Command(BaseCommand):
    """Show a year, or load a notice from JSON or CSV after showing what it changes."""

    help = "Show the working days of a year, or load a State Council holiday notice (JSON or CSV)."

    def add_arguments(self, parser: argparse.ArgumentParser) -> None:
        """Declare `show [YEAR]` and `load FILE`."""
        acts = parser.add_subparsers(dest="act", required=True)
        show = acts.add_parser("show", help="print a year's days off and make-up working days")
        show.add_argument("year", type=int, nargs="?", help="four digits; this year when left out")
        load = acts.add_parser("load", help="put a notice into force")
        load.add_argument(
            "file",
            type=Path,
            help="JSON (year, title, url, published_on, days[date, off, name]) or CSV (日期,休/班,名称)",
        )
        load.add_argument("--year", type=int, help="the notice's year (needed for CSV)")
        load.add_argument("--title", default="", help="the notice's title (CSV)")
        load.add_argument("--url", default="", help="where the notice is published (CSV)")
        load.add_argument("--published", default="", help="day of publication, YYYY-MM-DD (CSV)")
        load.add_argument("--dry-run", action="store_true", help="only show what would change")

    def handle(self, *args: Any, **options: Any) -> None:
        """Run the act; exit code 1 with the reasons on stderr when it is refused."""
        try:
            if options["act"] == "show":
                self._show(options["year"] or clock.today().year)
            else:
                self._load(options)
        except RuleViolation as error:
            raise CommandError(sentence(error)) from None
        except Violations as error:
            raise CommandError("\n".join(sentence(item) for item in error.items)) from None

    def _show(self, year: int) -> None:
        calendar = calendars.current()
        kind = calendar.year_kind(year)
        self.stdout.write(f"{year}  {gettext(KINDS[kind])}")
        for info in calendar.year(year):
            if info.kind in {DayKind.HOLIDAY, DayKind.MAKEUP}:
                word = gettext("休") if info.kind is DayKind.HOLIDAY else gettext("班")
                self.stdout.write(f"  {info.day}  {word}  {info.name}")
        self.stdout.write(gettext("全年工作日：%(days)s天") % {"days": calendar.workdays_in_year(year)})
        for notice in calendars.notices():
            if notice.year == year:
                self.stdout.write(f"  v{notice.version}  {notice.title}  {notice.source_url}")

    def _load(self, options: dict[str, Any]) -> None:
        draft = self._read(options)
        for change in calendars.preview(draft):
            word = gettext("工作日→休息") if change.was_workday else gettext("休息→工作日")
            self.stdout.write(f"  {change.day}  {word}  {change.name}")
        if options["dry_run"]:
            self.stdout.write(gettext("以上为预览，没有载入。"))
            return
        notice = calendars.load_notice(SYSTEM, draft=draft)
        self.stdout.write(
            gettext("已载入：%(title)s（第%(version)s版）。受影响的期限将自动重算。")
            % {"title": notice.title, "version": notice.version}
        )

    def _read(self, options: dict[str, Any]) -> NoticeDraft:
        path: Path = options["file"]
        try:
            text = path.read_text(encoding="utf-8-sig")
        except (OSError, UnicodeDecodeError) as error:
            raise CommandError(
                gettext("读不了文件 %(path)s：%(error)s。请确认文件存在且为 UTF-8 编码。")
                % {"path": path, "error": error}
            ) from None
        if path.suffix.lower() == ".json":
            return read_json(text)
        published: date | str = options["published"]
        return read_csv(
            text, year=options["year"], title=options["title"], url=options["url"], published_on=published
        )
