"""Sealed files: rendered, sealed and verified through the services, beside their floors, in turns in one run.

The floor of sealing is rendering and one bare signature, that of verifying is one bare verification.
"""

from collections.abc import Callable
from statistics import median

from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.asymmetric import ec

from benchmarks import scratch
from benchmarks.turns import in_turns
from oneseal.documents import typesetting
from oneseal.documents.models import IssuedDocument
from oneseal.documents.selectors import letterhead_of
from oneseal.documents.tests.test_issue import issue, letterhead
from oneseal.foundation import clock
from oneseal.foundation.journal import Subject
from oneseal.kernel.access import SYSTEM
from oneseal.seals import selectors, services
from oneseal.seals.rules import ofd, ofd_pdf, sm2
from oneseal.seals.tests.factories import NAME, NOW, make_seal

TITLE = (
    "Sealed files: rendering, sealing and verifying beside rendering and one bare signature or verification"
)
ROUNDS = 25
ABOUT = Subject("document", 1)
TARGET = "<= 3"


def run() -> list[dict[str, object]]:
    """Milliseconds (median) and files a second of each way on one core; ratio to the floor."""
    with scratch.database():
        bureau_id = letterhead()
        with clock.at(NOW):
            services.found_authority(SYSTEM, organisation=NAME)
            make_seal(bureau_id)
            return _rows(_measured(issue(bureau_id, "grant_decision")))


def _measured(letter: IssuedDocument) -> dict[str, list[float]]:
    private, public = sm2.generate()
    key = ec.generate_private_key(ec.SECP256R1())
    body, scheme = b"0" * 32, ec.ECDSA(hashes.SHA256())
    by_sm2, by_ecdsa = sm2.sign(private, public, body), key.sign(body, scheme)
    made: dict[str, bytes] = {}
    ways: dict[str, Callable[[], object]] = {
        "render PDF": lambda: _pdf(letter),
        "bare ECDSA signature": lambda: key.sign(body, scheme),
        "bare ECDSA verification": lambda: key.public_key().verify(by_ecdsa, body, scheme),
        "render and seal PDF": lambda: made.update(pdf=_sealed_pdf(_pdf(letter), letter)),
        "verify PDF": lambda: _valid(made["pdf"]),
        "render OFD": lambda: _ofd(letter),
        "bare SM2 signature": lambda: sm2.sign(private, public, body),
        "bare SM2 verification": lambda: sm2.verify(public, body, by_sm2),
        "render and seal OFD": lambda: made.update(ofd=_sealed_ofd(_ofd(letter), letter)),
        "verify OFD": lambda: _valid(made["ofd"]),
    }
    return in_turns(ways, ROUNDS, warm_up=3)


def _pdf(letter: IssuedDocument) -> bytes:
    return typesetting.typeset_letter(letter, letterhead_of(letter.bureau_id)).pdf


def _ofd(letter: IssuedDocument) -> bytes:
    made = typesetting.typeset_letter(letter, letterhead_of(letter.bureau_id), picture=False)
    pages = ofd_pdf.pages(made.pdf)
    return ofd.write(ofd.OfdDocument(letter.uid.hex, letter.title, letter.issuer, letter.issued_on, pages))


def _sealed_ofd(content: bytes, letter: IssuedDocument) -> bytes:
    return services.seal_ofd(SYSTEM, ofd=content, subject=ABOUT, reason="", bureau_id=letter.bureau_id)


def _sealed_pdf(content: bytes, letter: IssuedDocument) -> bytes:
    return services.seal_pdf(SYSTEM, pdf=content, subject=ABOUT, reason="", bureau_id=letter.bureau_id)


def _valid(content: bytes) -> None:
    if not selectors.verify(content, NOW).valid:
        raise AssertionError("a fresh seal must hold")


def _rows(times: dict[str, list[float]]) -> list[dict[str, object]]:
    middle = {name: median(taken) for name, taken in times.items()}
    floors = {
        f"{act} {form}": sum(middle[each] for each in floor)
        for form, key in (("PDF", "ECDSA"), ("OFD", "SM2"))
        for act, floor in (
            ("render and seal", (f"render {form}", f"bare {key} signature")),
            ("verify", (f"bare {key} verification",)),
        )
    }
    return [
        {
            "what": name,
            "median_ms": round(each * 1000, 2),
            "per_second": round(1 / each, 1),
            "times_floor": round(each / floors[name], 2) if name in floors else "",
            "target": TARGET if name.startswith("render and seal") else "",
        }
        for name, each in middle.items()
    ]
