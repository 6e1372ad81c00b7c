"""`oneseal simulate`: play any number of cases through the real services."""

import time as wall
from argparse import ArgumentParser
from datetime import date, datetime, time, timedelta
from typing import Any

from django.core.management.base import BaseCommand, CommandError

from oneseal.demo import history, loader
from oneseal.demo.simulate import Tally, simulate
from oneseal.foundation import clock


class Command(BaseCommand):
    """Load the demonstration bureau where it is missing, then play cases."""

    help = "Play N cases of the demonstration bureau through the real services, from a day to a day."

    def add_arguments(self, parser: ArgumentParser) -> None:
        """How many, which, when."""
        what = parser.add_mutually_exclusive_group(required=True)
        what.add_argument("--cases", type=int, help="how many applications begin")
        what.add_argument(
            "--year", action="store_true", help="the demonstration's year, from where it was interrupted"
        )
        parser.add_argument("--seed", type=int, default=1, help="the same seed plays the same cases")
        parser.add_argument("--from", dest="first", type=date.fromisoformat, help="first day (a year ago)")
        parser.add_argument("--quiet", action="store_true", help="say only how it ended")
        parser.add_argument("--to", dest="last", type=date.fromisoformat, help="last day (today, until now)")

    def handle(self, *args: Any, **options: Any) -> None:
        """Exit code 1 when the days are the wrong way round or a story was refused by a rule."""
        bureau_id = loader.load_all(self.stdout.write)
        tell = self._silent if options["quiet"] else self._tell
        begun = wall.monotonic()
        if options["year"]:
            tally = history.play_year(bureau_id, tell)
        else:
            tally = simulate(bureau_id, **_span(options), seed=options["seed"], tell=tell)
        self._summary(tally, wall.monotonic() - begun)

    def _silent(self, tally: Tally, moment: datetime) -> None:
        """Nothing: a demonstration's terminal belongs to the addresses and accounts."""

    def _tell(self, tally: Tally, moment: datetime) -> None:
        self.stdout.write(f"\r{moment:%Y-%m-%d}  已办 {tally.finished} / {tally.begun}", ending="")
        self.stdout.flush()

    def _summary(self, tally: Tally, seconds: float) -> None:
        rate = tally.begun / max(seconds, 0.001)
        self.stdout.write(
            f"\n{tally.begun} 件，结束 {tally.finished} 件，在办 {tally.open} 件，{tally.acts} 次推进，"
            f"{seconds:.0f} 秒（每秒 {rate:.1f} 件）"
        )
        if tally.refused:
            raise CommandError(f"有办件被规则拒绝：{dict(tally.refused)}")


def _span(options: dict[str, Any]) -> dict[str, Any]:
    """How many, from which day until when. Raises CommandError for days before the bureau or the wrong way round."""
    today = clock.today()
    first = options["first"] or today - timedelta(days=365)
    last = options["last"] or today
    until = min(datetime.combine(last, time(23, 59), clock.LOCAL), clock.now().astimezone(clock.LOCAL))
    if not loader.founding_moment(today).date() <= first <= until.date() or options["cases"] < 1:
        raise CommandError("日期或数量不对：--from 应不早于演示单位设立日、不晚于 --to，--cases 应大于0。")
    return {"cases": options["cases"], "first": first, "until": until}
