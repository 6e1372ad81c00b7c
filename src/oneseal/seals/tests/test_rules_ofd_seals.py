"""Sealed OFD packages: valid as made, read by an independent reader, and every change found."""

import base64
import zipfile
from io import BytesIO
from xml.etree import ElementTree

import gmalg
import ofdkit
import pytest
from asn1crypto import core
from hypothesis import given, settings
from hypothesis import strategies as st

from oneseal.seals.rules import ofd, ofd_checks, ofd_seals, packages, sm2
from oneseal.seals.tests.pages import unsealed
from oneseal.seals.tests.pki import SEALED, World
from oneseal.seals.tests.sealed import seal_of, sealed, signature, together, world

SM = world()
CLOCK = World()
FILE = sealed(SM, stamps=CLOCK)
PLAIN = sealed(SM)
KNOWN = together(SM, CLOCK)
O = f"{{{ofd.NAMESPACE}}}"  # noqa: E741  the namespace, as short as in the files


def codes(content: bytes) -> list[str]:
    return [each.code for each in ofd_checks.verify(content, KNOWN, now=SEALED).findings]


def changed(**files: bytes | None) -> bytes:
    """The sealed package with files replaced, added or (None) taken out, packed as ours are."""
    held = packages.unpack(FILE)
    for name, content in files.items():
        path = name.replace("__", "/").replace("_xml", ".xml").replace("_dat", ".dat").replace("_esl", ".esl")
        if content is None:
            del held[path]
        else:
            held[path] = content
    return packages.pack(held)


def test_a_sealed_file_holds_and_says_who_and_when() -> None:
    found = ofd_checks.verify(FILE, KNOWN, now=SEALED)
    assert (found.valid, found.findings) == (True, ())
    assert (found.seal, found.seal_code) == ("云岭市行政审批局行政审批专用章", "3507990000001")
    assert (found.signer, found.signed_at, found.timestamp) == ("云岭市行政审批局", SEALED, SEALED)


def test_an_independent_reader_still_reads_it() -> None:
    with ofdkit.open(FILE) as read:
        assert "2026年11月21日" in read.text()


def test_an_independent_implementation_confirms_digests_and_signature() -> None:
    """With gmalg's SM3 and SM2 and asn1crypto's plain sequences, by the path that the standard describes."""
    held = packages.unpack(FILE)
    root = ElementTree.fromstring(held["Doc_0/Signs/Sign_0/Signature.xml"])
    for each in root.iter(f"{O}Reference"):
        digest = gmalg.SM3()
        digest.update(held[str(each.get("FileRef")).lstrip("/")])
        assert base64.b64decode(each.findtext(f"{O}CheckValue") or "") == digest.value()
    value = core.Sequence.load(held["Doc_0/Signs/Sign_0/SignedValue.dat"])
    digest = gmalg.SM3()
    digest.update(held["Doc_0/Signs/Sign_0/Signature.xml"])
    assert value[0][3].contents[1:] == digest.value()
    key = core.Sequence.load(value[1].native)[0][6][1].contents[1:]
    r, s = sm2.decode(value[3].contents[1:])
    verifier = gmalg.SM2(None, sm2.USER_ID, key)
    assert verifier.verify(value[0].dump(), r.to_bytes(32, "big"), s.to_bytes(32, "big"))


def test_all_files_are_protected_and_the_stamp_stands_on_the_last_page() -> None:
    held = packages.unpack(FILE)
    root = ElementTree.fromstring(held["Doc_0/Signs/Sign_0/Signature.xml"])
    protected = {str(each.get("FileRef")).lstrip("/") for each in root.iter(f"{O}Reference")}
    assert set(held) - protected == {ofd_seals.SIGNATURE, ofd_seals.VALUE}
    stamp = root.find(f".//{O}StampAnnot")
    pages = list(ElementTree.fromstring(held["Doc_0/Document.xml"]).iter(f"{O}Page"))
    assert stamp is not None
    assert stamp.get("PageRef") == pages[-1].get("ID")
    assert stamp.get("Boundary") == "135 219 42 42"


PAGE = "Doc_0__Pages__Page_0__Content_xml"


@pytest.mark.parametrize(
    ("content", "code"),
    [
        (b"", "unreadable"),
        (b"PK\x03\x04", "unreadable"),
        (unsealed(), "unsealed"),
        (changed(**{PAGE: b"<a/>"}), "file_altered"),
        (changed(**{PAGE: None}), "file_missing"),
        (changed(Doc_0__Extra_xml=b"<a/>"), "file_added"),
        (changed(OFD_xml=b"<!DOCTYPE a><a/>"), "unreadable"),
        (changed(Doc_0__Signs__Sign_0__Signature_xml=b"<a/>"), "unreadable"),
        (changed(Doc_0__Signs__Sign_0__SignedValue_dat=b"x"), "unreadable_signature"),
        (changed(Doc_0__Signs__Sign_0__SignedValue_dat=None), "unreadable"),
        (changed(Doc_0__Signs__Sign_0__Seal_esl=b"x"), "file_altered"),
        (FILE + b"\0", "package_altered"),
    ],
)
def test_each_change_has_its_code(content: bytes, code: str) -> None:
    assert codes(content)[0] == code


def test_another_seal_in_the_package_is_found() -> None:
    """Signed with one seal, carrying another: the digests fit, the seals differ."""
    other = seal_of(SM, name="另一枚印章")
    made = ofd_seals.seal(
        unsealed(),
        seal_data=other,
        moment=SEALED,
        sign=lambda digest, about: signature(SM, seal_of(SM), digest, about, stamps=CLOCK),
    )
    assert codes(made) == ["seal_swapped"]


def test_packed_anew_is_told_apart() -> None:
    out = BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        for path, content in packages.unpack(FILE).items():
            archive.writestr(path, content)
    assert codes(out.getvalue()) == ["package_altered"]


def test_a_sealed_file_is_not_sealed_again() -> None:
    with pytest.raises(ValueError, match="sealed already"):
        ofd_seals.seal(FILE, seal_data=b"", moment=SEALED, sign=lambda digest, about: b"")
    with pytest.raises(ValueError, match="ZIP"):
        ofd_seals.seal(b"%PDF", seal_data=b"", moment=SEALED, sign=lambda digest, about: b"")


@given(st.integers(0, len(PLAIN) - 1), st.integers(0, 7))
@settings(max_examples=80)
def test_any_flipped_bit_of_the_file_is_found(place: int, bit: int) -> None:
    flipped = bytearray(PLAIN)
    flipped[place] ^= 1 << bit
    assert not ofd_checks.verify(bytes(flipped), KNOWN, now=SEALED).valid


HEADERS = [at for at in range(len(PLAIN)) if PLAIN[at : at + 2] == b"PK"]


@given(st.sampled_from(HEADERS), st.integers(0, 60), st.integers(0, 7))
@settings(max_examples=80)
def test_any_flipped_bit_of_the_containers_headers_is_found(header: int, place: int, bit: int) -> None:
    flipped = bytearray(PLAIN)
    flipped[min(header + place, len(PLAIN) - 1)] ^= 1 << bit
    assert not ofd_checks.verify(bytes(flipped), KNOWN, now=SEALED).valid
