"""`oneseal simulate-day`: a day of the hall, to be watched while boards, workbench and planner are open."""

import random
import time as wall
from argparse import ArgumentParser
from collections.abc import Callable
from datetime import date, datetime
from typing import Any

from django.core.management.base import BaseCommand, CommandError

from oneseal.demo import loader, visiting
from oneseal.demo.files import Shelf
from oneseal.demo.world import World
from oneseal.foundation import clock
from oneseal.queueing import selectors as queue
from oneseal.queueing.selectors import loads

WINDOWS = 20


class Command(BaseCommand):
    """Load the demonstration bureau where it is missing, then play a day in a hall of its own."""

    help = "Play a day of visitors in the demonstration's hall through the real services, faster than life."

    def add_arguments(self, parser: ArgumentParser) -> None:
        """How many visitors, how fast, which day."""
        parser.add_argument("--visitors", type=int, default=1500, help="people who take a number (1500)")
        parser.add_argument(
            "--speed", type=float, default=60, help="times faster than life; 0: as fast as it goes"
        )
        parser.add_argument("--day", type=date.fromisoformat, help="the day that is played (today)")
        parser.add_argument("--seed", type=int, default=1, help="the same seed plays the same day")

    def handle(self, *args: Any, **options: Any) -> None:
        """Exit code 1 when the day was played before, nobody can sit at a window, or something was lost."""
        if options["visitors"] < 1 or options["speed"] < 0:
            raise CommandError("--visitors 应大于 0，--speed 不能为负。")
        bureau_id = loader.load_all(self.stdout.write)
        day = options["day"] or clock.today()
        played = _day(bureau_id, day, options["seed"])
        self.stdout.write(
            f"{played.hall.name}：{len(played.crew)} 个窗口，{day:%Y-%m-%d}，{options['visitors']} 人"
        )
        self.stdout.write(f"大屏 /boards/{played.hall.pk}/　排班 /desk/planner/?hall={played.hall.pk}")
        begun = wall.monotonic()
        try:
            tally = played.play(options["visitors"], self._pace(options["speed"]))
        finally:
            visiting.leave_windows(bureau_id, played.hall)
        self._summary(played, tally, wall.monotonic() - begun)

    def _pace(self, speed: float) -> Callable[[datetime], None]:
        """Wait until a moment of the day has come, and say each half hour."""
        begun, told = wall.monotonic(), ""
        first: datetime | None = None

        def wait(moment: datetime) -> None:
            nonlocal first, told
            first = first or moment
            if speed:
                due = begun + (moment - first).total_seconds() / speed
                wall.sleep(max(0.0, due - wall.monotonic()))
            label = f"{moment:%H}:{moment.minute // 30 * 30:02d}"
            if label != told:
                told = label
                self.stdout.write(f"\r{label}", ending="")
                self.stdout.flush()

        return wait

    def _summary(self, played: visiting.Day, tally: visiting.Tally, seconds: float) -> None:
        told = loads.honesty(played.hall, played.day)
        error = (
            f"，预计等候误差：一半不超过 {told.middle} 分钟，九成不超过 {told.ninety} 分钟" if told else ""
        )
        self.stdout.write(
            f"\n取号 {tally.issued}，办结 {tally.served}，过号 {tally.missed}，转办 {tally.moved}，"
            f"收件 {tally.cases}，评价 {tally.judged}（再按一次被拒 {tally.refused}），{seconds:.0f} 秒{error}"
        )
        faults = visiting.lost_or_doubled(played.hall, played.day)
        faults += visiting.words_lost(played)
        if faults or tally.served + tally.missed != tally.issued:
            raise CommandError(f"有号或评价丢失、重复：{faults[:10]}")
        self.stdout.write("没有丢号，没有一个号被两个窗口同时叫，每位的评价恰好一条。")


def _day(bureau_id: int, day: date, seed: int) -> visiting.Day:
    """Everybody in place. Raises CommandError where the day has numbers already."""
    keeper = loader.actor_in_post(bureau_id, "coordinator")
    hall = visiting.hall_of(keeper, WINDOWS)
    visiting.leave_windows(bureau_id, hall)
    if queue.visits(day, hall_id=hall.pk):
        raise CommandError(f"{day:%Y-%m-%d} 在{hall.name}已经有排队记录，请用 --day 另选一天。")
    rng = random.Random(seed)  # noqa: S311 - plays a day, no secret
    crew = visiting.crew_of(bureau_id, hall)
    return visiting.Day(hall, day, rng, crew, World(bureau_id, day), Shelf(bureau_id))
