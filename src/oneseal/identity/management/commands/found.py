"""`oneseal found`: the first bureau and its first administrator."""

from argparse import ArgumentParser
from typing import Any

from django.core.management.base import BaseCommand, CommandError

from oneseal.identity import selectors, services
from oneseal.identity.rules.records import OrganisationRecord
from oneseal.kernel.errors import RuleViolation, Violations


class Command(BaseCommand):
    """Found a bureau on an empty installation; everything else is entered on its pages."""

    help = "Found a bureau with its first administrator; prints the first password once."

    def add_arguments(self, parser: ArgumentParser) -> None:
        """What a bureau needs to begin with."""
        parser.add_argument("--name", required=True, help="e.g. 某某市行政审批局")
        parser.add_argument("--second-name", default="", help="e.g. 某某市政务服务管理办公室")
        parser.add_argument("--uscc", required=True, help="the bureau's 18-character code")
        parser.add_argument(
            "--region", required=True, help="12-digit code; load regions first (oneseal regions)"
        )
        parser.add_argument("--admin-name", required=True, help="the administrator's name")
        parser.add_argument("--admin-number", default="001", help="their staff number (default 001)")
        parser.add_argument("--login", required=True, help="their login name")

    def handle(self, *args: Any, **options: Any) -> None:
        """Exit code 1 with what is wrong; then nothing was kept."""
        try:
            selectors.region(options["region"])
        except RuleViolation as error:
            text = f"没有行政区划 {options['region']}：请先用 oneseal regions load 装入区划。"
            raise CommandError(text) from error
        record = OrganisationRecord(
            kind="bureau",
            name=options["name"],
            second_name=options["second_name"],
            uscc=options["uscc"],
            code="bureau",
            region_id=options["region"],
        )
        try:
            founded = services.found_with_administrator(
                record,
                name=options["admin_name"],
                number=options["admin_number"],
                login=options["login"],
            )
        except (RuleViolation, Violations) as error:
            raise CommandError(str(error)) from error
        self.stdout.write(f"{record.name}已建立。管理员 {options['login']} 的初始密码：{founded.password}")
        self.stdout.write("请立即登录 /sign-in/staff/，修改密码并绑定验证器。")
