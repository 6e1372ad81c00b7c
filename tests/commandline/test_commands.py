"""The command line: every command explains itself; wrong usage is 2, a refusal 1."""

import subprocess
import sys

import pytest
from django.core.management import CommandError, call_command, get_commands, load_command_class
from django.core.management.base import CommandParser

from oneseal.__main__ import OVERVIEW

COMMANDS = sorted(name for name, app in get_commands().items() if app.startswith("oneseal."))
RARELY_USED = {"client", "keys", "regions", "run", "serve", "worker"}


def parser(command: str) -> CommandParser:
    """What reads a command's options."""
    made = load_command_class(get_commands()[command], command)
    made._called_from_command_line = True  # type: ignore[attr-defined]
    return made.create_parser("oneseal", command)


@pytest.mark.parametrize("command", COMMANDS)
def test_every_command_explains_itself(command: str) -> None:
    made = parser(command)
    assert made.format_help().startswith(f"usage: oneseal {command}")
    assert made.description


@pytest.mark.parametrize("command", COMMANDS)
def test_options_that_do_not_exist_are_wrong_usage(command: str, capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(SystemExit) as ended:
        parser(command).parse_args(["--no-such-option"])
    assert ended.value.code == 2
    assert "usage:" in capsys.readouterr().err


def test_unknown_commands_are_wrong_usage() -> None:
    done = subprocess.run(
        [sys.executable, "-m", "oneseal", "no-such-command"],
        capture_output=True,
        text=True,
        timeout=120,
        check=False,
    )
    assert done.returncode == 2
    assert "no-such-command" in done.stderr
    assert "Traceback" not in done.stderr


@pytest.mark.django_db
@pytest.mark.parametrize(
    "refused",
    [
        ("calendar", "load", "/nowhere/2027.csv"),
        ("restore", "/nowhere/backup.tar"),
        ("items", "import", "/nowhere/items.xlsx"),
        ("regions", "load", "/nowhere/regions.csv"),
    ],
    ids=lambda arguments: arguments[0],
)
def test_refusals_say_why_and_are_one(refused: tuple[str, ...]) -> None:
    with pytest.raises(CommandError) as told:
        call_command(*refused)
    assert told.value.returncode == 1
    assert str(told.value)


def test_the_overview_names_every_command_for_people() -> None:
    assert [
        name for name in COMMANDS if name.replace("_", "-") not in OVERVIEW and name not in RARELY_USED
    ] == []
