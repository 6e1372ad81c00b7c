"""`oneseal demo`: the demonstration bureau at work, from nothing."""

import os
import sys
from argparse import ArgumentParser
from pathlib import Path
from typing import Any

from django.core.management import call_command
from django.core.management.base import BaseCommand

from oneseal.demo import couriers, history, identity_checks, loader, lockers, outbox, payments, records
from oneseal.foundation import embedded
from oneseal.foundation.processes import (
    Family,
    address_of,
    boards_command,
    need_free,
    web_command,
    worker_command,
)
from oneseal.seals.counterpart import Counterpart


class Command(BaseCommand):
    """Load what is missing, run web and worker, print where to look, stop cleanly."""

    help = (
        "Start the demonstration bureau. The first start loads it; later ones keep the data. Ctrl-C stops it."
    )

    def add_arguments(self, parser: ArgumentParser) -> None:
        """Where to listen."""
        parser.add_argument("--host", default="127.0.0.1")
        parser.add_argument("--port", type=int, default=8000)
        parser.add_argument(
            "--cases", type=int, default=history.YEAR_CASES, help="cases of the year of history"
        )
        parser.add_argument(
            "--code", action="store_true", help="print the accounts' sign-in code of now, and stop"
        )

        parser.add_argument(
            "--outbox", action="store_true", help="print the latest text messages and letters, and stop"
        )

    def handle(self, *args: Any, **options: Any) -> None:
        """Exit code 1 when web or worker ended by itself."""
        if options["code"]:
            self.stdout.write(loader.totp_code())
            return
        if options["outbox"]:
            self.stdout.write("\n".join(outbox.latest()) or "还没有发出短信或邮件。")
            return
        for port in (options["port"], options["port"] + 1):
            need_free(options["host"], port)
        os.environ["ONESEAL_DEMO"] = "1"
        address = address_of(options["host"], options["port"])
        os.environ.setdefault("ONESEAL_PROVINCE_URL", f"{address}/province")
        call_command("migrate", verbosity=0)
        bureau_id = loader.load_all(self.stdout.write)
        if not history.is_begun(bureau_id):
            self.stdout.write("先办理最近三周的办件，此前一年的历史在后台继续生成……")
            tally = history.play_recent(bureau_id, options["cases"])
            for refusal, count in tally.refused.items():
                self.stderr.write(f"有 {count} 个演示办件被规则拒绝：{refusal}")
        errands = [] if history.is_told(bureau_id) else [_year()]
        sent = outbox.Outbox()
        parties = _parties()
        controller = lockers.controller()
        parties.append(controller)
        os.environ.update(sent.environment)
        for party in parties:
            os.environ.update(party.environment)
        os.environ.setdefault("ONESEAL_PUBLIC_URL", address)
        boards = boards_command(options["host"], options["port"] + 1)
        os.environ["ONESEAL_BOARDS_PORT"] = str(options["port"] + 1)
        family = Family(
            address, [web_command(options["host"], options["port"], 2), worker_command()], [boards, *errands]
        )
        code = family.run(lambda: self._greet(address, controller.url))
        sent.close()
        for party in parties:
            party.shutdown()
        embedded.stop()
        raise SystemExit(code)

    def _greet(self, address: str, cabinets: str) -> None:
        self.stdout.write("\n一章通演示局已启动")
        self.stdout.write(f"  办事门户  {address}/\n  工作台    {address}/desk/")
        self.stdout.write(f"  取件柜（演示柜门）  {cabinets}/cabinet/{lockers.MACHINE}")
        self.stdout.write(f"\n演示账号（密码均为 {loader.PASSWORD}）")
        for group in loader.accounts():
            for each in group:
                self.stdout.write(f"  {each.login:<18}{each.name}  {each.role}")
        self.stdout.write(
            f"\n工作人员登录还需动态口令，现在是 {loader.totp_code()}；以后用 {_program()} demo --code 查看"
        )
        self.stdout.write(
            f"短信和邮件不会真的发出，写在 {os.path.relpath(outbox.path())}；也可用 {_program()} demo --outbox 查看"
        )
        self.stdout.write("按 Ctrl-C 停止，数据保留。")
        self.stdout.flush()


def _parties() -> list[Counterpart[Any]]:
    """The outside parties, listening."""
    return [payments.provider(), couriers.courier(), records.agencies(), identity_checks.faces()]


def _year() -> list[str]:
    silent = [f"{name}={value}" for name, value in outbox.SILENT.items()]
    return [
        "nice",
        "-n",
        "19",
        "env",
        *silent,
        sys.executable,
        "-m",
        "oneseal",
        "simulate",
        "--year",
        "--quiet",
    ]


def _program() -> str:
    return os.path.relpath(Path(sys.argv[0])) if sys.argv[0].endswith("oneseal") else "oneseal"
