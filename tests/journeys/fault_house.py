"""The database side of test_faults, run as a process of its own: `python -m tests.journeys.fault_house ACT`.

`start` starts the embedded server, `setup` fills it and prints what the clients need, `check` reads from stdin what was
acknowledged and prints everything that is wrong, as a JSON list.
"""

import json
import sys
import time
from collections import Counter
from datetime import timedelta
from typing import Any

from oneseal.foundation import embedded

STEPS = 100
"""Cases whose steps a reviewer passes."""


def setup() -> dict[str, Any]:
    """A migrated database with a bureau, a client's token, a reviewer's session and steps in their hands."""
    from django.core.management import call_command

    call_command("migrate", verbosity=0)
    from benchmarks import scratch
    from oneseal.cases.models import CaseStep
    from oneseal.cases.tests import factories
    from oneseal.foundation import clock
    from oneseal.identity.services import create_client

    house = factories.house()
    _, token = create_client(
        house["administrator"],
        name="faults",
        scopes=["cases:read", "cases:write"],
        expires_on=clock.today() + timedelta(days=9),
    )
    taken = scratch.cases_in_review(house, STEPS)
    cases = dict(CaseStep.objects.filter(pk__in=taken).values_list("pk", "case_id"))
    checks = dict(CaseStep.objects.filter(case__in=cases.values(), key="check").values_list("case_id", "pk"))
    return {
        "token": token,
        "session": session_of(house.cast.account("reviewer")),
        "steps": [(cases[step], step, checks[cases[step]]) for step in taken],
    }


def session_of(account: Any) -> str:
    """The key of a session as if the account's owner had signed in."""
    from django.contrib.auth import BACKEND_SESSION_KEY, HASH_SESSION_KEY, SESSION_KEY

    from oneseal.identity.sessions import SessionStore

    session = SessionStore()
    session[SESSION_KEY] = str(account.pk)
    session[BACKEND_SESSION_KEY] = "django.contrib.auth.backends.ModelBackend"
    session[HASH_SESSION_KEY] = account.get_session_auth_hash()
    session.create()
    return str(session.session_key)


def check(acknowledged: dict[str, list[Any]]) -> list[str]:
    """Everything that is not as it was acknowledged, or is there by half."""
    wait_for_readers()
    return [*lives(acknowledged), *steps(acknowledged), *numbers(), *journal(), *messages()]


def wait_for_readers() -> None:
    """Until the worker has read the journal to its end, a minute at most."""
    from oneseal.foundation import subscribers
    from oneseal.foundation.models import JournalEntry, SubscriberCursor

    last = JournalEntry.objects.order_by("-order_xid", "-id").values_list("order_xid", "id")[0]
    for _ in range(300):
        behind = SubscriberCursor.objects.filter(name__in=subscribers.registry)
        if all((row.order_xid, row.entry_id) >= last for row in behind):
            return
        time.sleep(0.2)


def lives(acknowledged: dict[str, list[Any]]) -> list[str]:
    """Applications: each acknowledged one once, with its rows, its journal entries, its receipt."""
    from oneseal.cases.models import Case, CaseMaterial, ThreadMessage
    from oneseal.documents import storage
    from oneseal.documents.models import IssuedDocument
    from oneseal.foundation.models import JournalEntry

    wrong = []
    made = set(Case.objects.filter(made_by__lt=0).values_list("pk", flat=True))
    wrong += differ("applications", Counter(acknowledged["create"]), Counter(made))
    handed_in = Case.objects.filter(pk__in=made, state="submitted").values_list("pk", flat=True)
    wrong += differ("submitted cases", Counter(acknowledged["submit"]), Counter(handed_in))
    entries = JournalEntry.objects.filter(kind="cases.submitted", subject_id__in=made)
    wrong += differ(
        "entries of submissions",
        Counter(acknowledged["submit"]),
        Counter(entries.values_list("subject_id", flat=True)),
    )
    receipts = IssuedDocument.objects.filter(kind="receipt", subject_kind="case", subject_id__in=made)
    wrong += differ(
        "receipts", Counter(acknowledged["submit"]), Counter(receipts.values_list("subject_id", flat=True))
    )
    files = CaseMaterial.objects.filter(case__in=made).select_related("file")
    wrong += differ("materials", Counter(acknowledged["material"]), Counter(row.case_id for row in files))
    wrong += [
        f"bytes of {row.pk}" for row in files if not row.file or not storage.path_of(row.file.sha256).exists()
    ]
    said = ThreadMessage.objects.filter(case__in=made).values_list("case", flat=True)
    return wrong + differ("messages", Counter(acknowledged["message"]), Counter(said))


def steps(acknowledged: dict[str, list[Any]]) -> list[str]:
    """Steps: passed where acknowledged, each act noted and journaled once, the case's flow whole."""
    from oneseal.cases.models import CaseStep, StepAction
    from oneseal.foundation.models import JournalEntry

    wrong = []
    passed = Counter(acknowledged["pass"])
    done = CaseStep.objects.filter(state="passed", case__number__startswith="B").values_list("pk", flat=True)
    wrong += differ("passed steps", passed, Counter(done))
    noted = StepAction.objects.filter(verb="pass").values_list("step", flat=True)
    wrong += differ("notes of passing", passed, Counter(noted))
    entries = JournalEntry.objects.filter(kind="cases.step_passed").values_list("data__step_id", flat=True)
    wrong += differ("entries of passing", passed, Counter(entries))
    taken = JournalEntry.objects.filter(kind="cases.step_taken", data__step="check")
    return wrong + differ(
        "entries of taking",
        Counter(acknowledged["take"]),
        Counter(taken.values_list("data__step_id", flat=True)),
    )


def numbers() -> list[str]:
    """Numbers: without a gap, none twice, none given that nothing carries."""
    from oneseal.cases.models import Case
    from oneseal.documents.models import IssuedDocument
    from oneseal.foundation.models import NumberSeries

    wrong = []
    for series in NumberSeries.objects.all():
        if series.series == "case":
            used = Case.objects.exclude(number="").exclude(number__startswith="B")
            given = sorted(int(number[4:]) for number in used.values_list("number", flat=True))
        else:
            issued = IssuedDocument.objects.filter(year=series.year, bureau=series.bureau_id)
            code = series.series.removeprefix("document:")
            given = sorted(issued.filter(kind=code).values_list("seq", flat=True))
        if given != list(range(1, series.last + 1)):
            wrong.append(f"numbers of {series.series}: {len(given)} used, last {series.last}")
    return wrong


def journal() -> list[str]:
    """The journal: no entry broken; each case is in the state that its last entry tells."""
    from oneseal.cases.models import Case
    from oneseal.foundation import audit
    from oneseal.foundation.models import JournalEntry

    wrong = [str(each) for each in audit.verify().breaks]
    told = JournalEntry.objects.filter(subject_kind="case", data__has_key="state").order_by("seq")
    last = {row.subject_id: row.data["state"] for row in told}
    states = dict(Case.objects.filter(pk__in=last).values_list("pk", "state"))
    return wrong + [
        f"case {pk}: {states.get(pk)}, told {state}" for pk, state in last.items() if states.get(pk) != state
    ]


def messages() -> list[str]:
    """Subscribers: every submission gave one message to the applicant, none was missed or told twice."""
    from oneseal.foundation.models import JournalEntry
    from oneseal.notices.models import Message

    asked = JournalEntry.objects.filter(kind="cases.submitted").values_list("id", flat=True)
    told = Message.objects.filter(channel="in_app", template="application_received")
    keys = Counter(told.values_list("dedupe_key", flat=True))
    return differ("messages about submissions", Counter(f"journal:{each}" for each in asked), keys)


def differ(what: str, expected: Counter[Any], found: Counter[Any]) -> list[str]:
    """One line where the two are not the same."""
    lost, extra = expected - found, found - expected
    return [f"{what}: lost {dict(lost)}, too many {dict(extra)}"] if lost or extra else []


def main() -> None:
    """Run the act that is named."""
    embedded.ensure_running()
    if sys.argv[1] == "start":
        return
    import django

    django.setup()
    said = setup() if sys.argv[1] == "setup" else check(json.load(sys.stdin))
    sys.stdout.write(json.dumps(said))


if __name__ == "__main__":
    main()
