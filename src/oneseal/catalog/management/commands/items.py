"""`oneseal items import|export|lint|bpmn`: the catalogue from the command line."""

from argparse import ArgumentParser
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError

from oneseal.catalog import selectors
from oneseal.catalog.rules import publishing
from oneseal.catalog.selectors import keeping
from oneseal.catalog.services import flows, importing, versions
from oneseal.foundation.problems import sentence
from oneseal.identity import selectors as identity
from oneseal.kernel.access import Actor, Role
from oneseal.kernel.errors import RuleViolation, Violations


class Command(BaseCommand):
    """Exit codes: 0 done, 1 refused (reasons on stderr, nothing changed) or gaps found, 2 wrong usage."""

    help = (
        "Import, export or lint service items. Exit code 0: done; 1: refused or gaps found; 2: wrong usage."
    )

    def add_arguments(self, parser: ArgumentParser) -> None:
        """One act each."""
        acts = parser.add_subparsers(dest="act", required=True, metavar="import|export|lint|bpmn")
        load = acts.add_parser("import", help="import an .xlsx, .csv or .json file, all rows or none")
        load.add_argument("file", type=Path)
        load.add_argument("--dry-run", action="store_true", help="only say what would be done")
        save = acts.add_parser("export", help="write all items into a file; its ending chooses the format")
        save.add_argument("file", type=Path)
        lint = acts.add_parser("lint", help="say what keeps items from being published")
        lint.add_argument("codes", nargs="*", help="codes of items; default: all")
        flow = acts.add_parser(
            "bpmn", help="export an item's steps as BPMN 2.0, or import them into its draft"
        )
        flow.add_argument("direction", choices=["export", "import"])
        flow.add_argument("code", help="code of the item")
        flow.add_argument("file", type=Path)
        flow.add_argument("--dry-run", action="store_true", help="only say what an import would change")
        for act in (load, save, lint, flow):
            act.add_argument("--bureau", type=int, default=0, help="id of the bureau; default: the only one")

    def handle(self, *args: Any, **options: Any) -> None:
        """Run the act."""
        actor = _keeper(options["bureau"])
        acts = {"import": self._import, "export": self._export, "lint": self._lint, "bpmn": self._bpmn}
        try:
            acts[options["act"]](actor, options)
        except RuleViolation as error:
            raise CommandError(sentence(error)) from error
        except Violations as error:
            raise CommandError("\n".join(sentence(item) for item in error.items)) from error

    def _import(self, actor: Actor, options: dict[str, Any]) -> None:
        data = _read(options["file"])
        run = importing.preview_import if options["dry_run"] else importing.apply_import
        preview = run(actor, data=data, name=options["file"].name)
        for error in preview.all_errors:
            self.stderr.write(f"{error.row} {error.column} {error.text}")
        self.stdout.write(" ".join(f"{action}={count}" for action, count in preview.counts.items()))
        if preview.all_errors:
            raise CommandError(f"{len(preview.all_errors)} error(s); nothing was changed")

    def _export(self, actor: Actor, options: dict[str, Any]) -> None:
        path: Path = options["file"]
        form = path.suffix.lstrip(".").lower()
        if form not in importing.FORMATS:
            raise CommandError("the file must end in .xlsx, .csv or .json", returncode=2)
        path.write_bytes(importing.export_items(actor, form=form))
        self.stdout.write(str(path))

    def _bpmn(self, actor: Actor, options: dict[str, Any]) -> None:
        path: Path = options["file"]
        item = selectors.item_by_code(actor, options["code"])
        if options["direction"] == "export":
            newest = keeping.item_state(item).versions[:1]
            if not newest:
                raise CommandError("the item has no version")
            path.write_bytes(flows.export_flow(newest[0]))
            self.stdout.write(str(path))
            return
        data = _read(path)
        draft = keeping.item_state(item).draft
        if draft is None and options["dry_run"]:
            raise CommandError("the item has no draft; without --dry-run one is started")
        version = draft or versions.new_draft(actor, item_id=item.pk)
        preview = flows.preview_flow(actor, version_id=version.pk, data=data)
        for change in preview.changes:
            self.stdout.write(f"{change.kind}: {change.part}: {change.before} -> {change.after}")
        for note in [*preview.notes, *preview.gaps]:
            self.stderr.write(note.text)
        if not options["dry_run"]:
            flows.import_flow(actor, version_id=version.pk, data=data)

    def _lint(self, actor: Actor, options: dict[str, Any]) -> None:
        wanted = set(options["codes"])
        gaps = 0
        for item, content in importing.newest_contents(actor):
            if wanted and item.code not in wanted:
                continue
            for gap in publishing.problems(content) if content else []:
                gaps += 1
                self.stdout.write(f"{item.code}: {gap.path}: {gap.text} [{gap.basis or gap.code}]")
        if gaps:
            raise CommandError(f"{gaps} gap(s)")


def _read(path: Path) -> bytes:
    try:
        return path.read_bytes()
    except OSError as error:
        raise CommandError(f"cannot read {path}: {error.strerror}") from error


def _keeper(bureau_id: int) -> Actor:
    """The command line acts as an item keeper of the bureau."""
    known = identity.bureau_ids()
    if not bureau_id and len(known) != 1:
        raise CommandError(
            f"name the bureau with --bureau; there are: {', '.join(map(str, known)) or 'none'}"
        )
    chosen = bureau_id or known[0]
    if chosen not in known:
        raise CommandError(f"no bureau {chosen}; there are: {', '.join(map(str, known)) or 'none'}")
    return Actor(name="命令行", bureau_id=chosen, roles=frozenset({Role.ITEM_KEEPER}))
