"""`oneseal client create|list|withdraw`: tokens of other systems from the command line."""

from argparse import ArgumentParser
from datetime import date, timedelta
from typing import Any

from django.core.management.base import BaseCommand, CommandError

from oneseal.foundation import clock
from oneseal.foundation.problems import sentence
from oneseal.identity import selectors, services
from oneseal.identity.rules.scopes import SCOPES
from oneseal.kernel.access import Actor, Role
from oneseal.kernel.errors import RuleViolation


class Command(BaseCommand):
    """Exit codes: 0 done, 1 refused (reason on stderr, nothing changed), 2 wrong usage."""

    help = "Give another system a token for the API, list the systems, withdraw a token."

    def add_arguments(self, parser: ArgumentParser) -> None:
        """One act each."""
        acts = parser.add_subparsers(dest="act", required=True, metavar="create|list|withdraw")
        create = acts.add_parser("create", help="register a system and print its token, this once")
        create.add_argument("name")
        create.add_argument(
            "--scope", action="append", choices=sorted(SCOPES), required=True, help="may be repeated"
        )
        create.add_argument("--purpose", default="")
        create.add_argument(
            "--expires", type=date.fromisoformat, help="last day (ISO); default: 180 days from now"
        )
        shown = acts.add_parser("list", help="every system with its scopes and last day")
        withdraw = acts.add_parser("withdraw", help="end a token at once")
        withdraw.add_argument("name")
        withdraw.add_argument("--reason", required=True)
        for act in (create, shown, withdraw):
            act.add_argument("--bureau", type=int, default=0, help="id of the bureau; default: the only one")

    def handle(self, *args: Any, **options: Any) -> None:
        """Run the act."""
        actor = _administrator(options["bureau"])
        acts = {"create": self._create, "list": self._list, "withdraw": self._withdraw}
        try:
            acts[options["act"]](actor, options)
        except RuleViolation as error:
            raise CommandError(sentence(error)) from error

    def _create(self, actor: Actor, options: dict[str, Any]) -> None:
        client, token = services.create_client(
            actor,
            name=options["name"],
            scopes=options["scope"],
            expires_on=options["expires"] or clock.today() + timedelta(days=180),
            purpose=options["purpose"],
        )
        self.stderr.write(f"{client.name}: valid until {client.expires_on}; the token is shown only now")
        self.stdout.write(token)

    def _list(self, actor: Actor, options: dict[str, Any]) -> None:
        for client in selectors.visible_clients(actor):
            state = "active" if client.is_active else "withdrawn"
            scopes = ",".join(client.scopes)
            self.stdout.write(f"{client.name}\t{state}\t{client.expires_on}\t…{client.token_hint}\t{scopes}")

    def _withdraw(self, actor: Actor, options: dict[str, Any]) -> None:
        client = selectors.visible_clients(actor).filter(name=options["name"]).first()
        if client is None:
            raise CommandError(f"no system is called {options['name']}")
        services.withdraw_client(actor, client.pk, reason=options["reason"])


def _administrator(bureau_id: int) -> Actor:
    """The command line acts as an administrator of the bureau."""
    known = selectors.bureau_ids()
    if (not bureau_id and len(known) != 1) or (bureau_id and bureau_id not in known):
        raise CommandError(
            f"name the bureau with --bureau; there are: {', '.join(map(str, known)) or 'none'}"
        )
    return Actor(name="命令行", bureau_id=bureau_id or known[0], roles=frozenset({Role.ADMINISTRATOR}))
