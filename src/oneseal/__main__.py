"""`oneseal`: the command line for those who run the system. Every command has --help."""

import os
import sys

NEEDS_NO_DATABASE = {"messages", "help", "version", "--help", "-h", "--version"}

OVERVIEW = """usage: oneseal <command> [options]

  demo                 start the demonstration bureau: install, load, web and worker
  run | serve | worker start web, worker and boards | web only | worker only
  boards               feed the boards of the halls, beside serve and worker
  migrate              bring the tables up to date
  check                check settings, tables, keys, calendar, fonts
  items                import, export, lint service items
  client               give another system a token for the API, list them, withdraw one
  found                a bureau and its first administrator, on an empty installation
  regions              load administrative divisions
  keys                 change the key of personal data
  calendar             load a State Council holiday notice, show a year
  audit verify         recompute the journal's chains and seals, name the first broken entry
  seals                found the authority, verify sealed files, publish revocation lists
  archive              verify an archive package, without a database; export those of a year
  backup | restore     save everything into one archive, bring it back
  simulate --cases N   play N cases through the real services
  simulate-day         play a day of visitors in the hall, to be watched
  bench                run the benchmarks
  messages compile     compile the translations

`oneseal <command> --help` tells the options. Exit code 0: done; 1: refused or failed, reason on stderr; 2: wrong usage.
"""


def main() -> None:
    """Prepare the database when the command needs one, then hand over to Django."""
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "oneseal.config.settings")
    command = sys.argv[1] if len(sys.argv) > 1 else "--help"
    if command in {"--help", "-h"}:
        sys.stdout.write(OVERVIEW)
        return
    if sys.argv[1:3] == ["archive", "verify"] and len(sys.argv) >= 4:
        _verify_archive(sys.argv[3:])
        return
    if command == "serve":
        os.environ["ONESEAL_PUBLISHED_STATIC"] = "1"
    if command not in NEEDS_NO_DATABASE and "--help" not in sys.argv:
        from oneseal.foundation import embedded

        embedded.ensure_running()
    import django
    from django.core.management import execute_from_command_line, get_commands

    django.setup()
    if command.replace("-", "_") in get_commands():
        command = sys.argv[1] = command.replace("-", "_")
    if command not in {*get_commands(), "help", "version"} and not command.startswith("-"):
        sys.stderr.write(f"Unknown command: {command}\n\n{OVERVIEW}")
        raise SystemExit(2)
    # Django leaves out the checks that ask the database unless it is named.
    asked = ["--database", "default"] if command == "check" and "--database" not in sys.argv else []
    execute_from_command_line(["oneseal", *sys.argv[1:], *asked])


def _verify_archive(paths: list[str]) -> None:
    """Check an archive package and its supplements on any machine: no settings, no Django, no database."""
    from oneseal.archives.rules.command import check

    told, code = check(paths)
    (sys.stderr if code else sys.stdout).write(told + "\n")
    if code:
        raise SystemExit(code)


if __name__ == "__main__":
    main()
