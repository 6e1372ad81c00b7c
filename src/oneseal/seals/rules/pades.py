"""PDF signatures after PAdES (ETSI EN 319 142-1), profile B-LTA; their verification is pdf_checks.py.

What is signed is certified against every later change. Time stamps come from outside as a function, and so does
the private key's signing. The seal's picture is drawn by the document itself; the signature's field lies over it
with an empty look, so that a reader who presses the seal sees who sealed. The file's metadata and version stay as
they are: a document in PDF/A remains one.
"""

import hashlib
from collections.abc import Iterable, Sequence
from datetime import UTC, datetime

from pikepdf import Array, Dictionary, Name, Object, Stream, String

from oneseal.seals.rules import cms_parts
from oneseal.seals.rules.certificates import Family
from oneseal.seals.rules.pdf_revision import Gap, Revisions
from oneseal.seals.rules.pdf_seals import NotSealable, Place, SealingKey, Stamper, Words

FIELD = "Seal"
FAMILIES = (Family.ECDSA, Family.RSA)
STAMP_ROOM = 8192
"""Bytes kept for a time stamp with its authority's certificates."""
SIGNATURE_ROOM = 2048
"""Bytes kept for the signature and its attributes, without certificates and stamp."""
NO_CHANGES = 1
"""DocMDP: nothing may be changed any more; evidence may still be added (ISO 32000-1, 12.8.2.2)."""
PRINTED_LOCKED = 132
SIGNED, APPEND_ONLY = 1, 2


def seal(
    pdf: bytes,
    key: SealingKey,
    *,
    stamp: Stamper,
    lists: Sequence[bytes],
    stamp_chain: Sequence[bytes],
    moment: datetime,
    words: Words,
    place: Place | None = None,
) -> bytes:
    """The PDF, certified with a seal: what a verifier needs in later years (`lists`: revocation lists;
    `stamp_chain`: the time-stamp authority's certificates), the signature with its stamp, a document time stamp.

    Raises ValueError for an SM2 key, which no PDF reader checks; NotSealable for a file that is not a PDF, is
    damaged, or has a form (a sealed file has one).
    """
    if key.family not in FAMILIES:
        raise ValueError("PDF is sealed with ECDSA or RSA; SM2 seals OFD")
    file = Revisions(pdf)
    if Name.AcroForm in file.pdf.Root:
        raise NotSealable("sealed already, or a form")
    _evidence(file, dict.fromkeys((*key.chain, *stamp_chain)), dict.fromkeys(lists))
    room = SIGNATURE_ROOM + STAMP_ROOM + len(key.certificate) + sum(len(each) for each in key.chain)
    signature = file.add_signature(_entries(moment, words), room)
    file.pdf.Root.Perms = Dictionary(DocMDP=signature)
    _field(file, FIELD, words.name, signature, place)
    gap = _revision(file)
    file.fill(gap, _signed(file.digest(gap), key, stamp))
    stamped = file.add_signature(
        b" /Type /DocTimeStamp /Filter /Adobe.PPKLite /SubFilter /ETSI.RFC3161", STAMP_ROOM
    )
    _field(file, f"{FIELD}Time", "Time stamp", stamped, None)
    gap = _revision(file)
    file.fill(gap, stamp(file.digest(gap)))
    return file.content


def _revision(file: Revisions) -> Gap:
    gap = file.append()
    assert gap is not None  # each revision here has a signature
    return gap


def _signed(digest: bytes, key: SealingKey, stamp: Stamper) -> bytes:
    return cms_parts.signed(
        cms_parts.DATA,
        digest,
        certificate=key.certificate,
        family=key.family,
        sign=key.sign,
        chain=key.chain,
        stamp=lambda signature: stamp(hashlib.sha256(signature).digest()),
    )


def _evidence(file: Revisions, certificates: Iterable[bytes], lists: Iterable[bytes]) -> None:
    """The document security store (EN 319 142-1, 5.4)."""
    root = file.pdf.Root
    root.DSS = file.add(
        Dictionary(
            Certs=Array([file.add(Stream(file.pdf, each)) for each in certificates]),
            CRLs=Array([file.add(Stream(file.pdf, each)) for each in lists]),
        )
    )
    root.Extensions = Dictionary(
        ESIC=Dictionary(Type=Name.DeveloperExtensions, BaseVersion=Name("/1.7"), ExtensionLevel=1)
    )
    file.change(root)


def _entries(moment: datetime, words: Words) -> bytes:
    """The signature dictionary but for its bytes (ISO 32000-1, table 252)."""
    said = Dictionary(
        Type=Name.Sig,
        Filter=Name("/Adobe.PPKLite"),
        SubFilter=Name("/ETSI.CAdES.detached"),
        M=String(f"D:{moment.astimezone(UTC):%Y%m%d%H%M%S}Z"),
        Reference=Array(
            [
                Dictionary(
                    Type=Name.SigRef,
                    TransformMethod=Name.DocMDP,
                    TransformParams=Dictionary(Type=Name.TransformParams, V=Name("/1.2"), P=NO_CHANGES),
                )
            ]
        ),
    )
    for name, value in (("/Name", words.name), ("/Reason", words.reason), ("/Location", words.location)):
        if value:
            said[name] = String(value)
    return said.unparse().removeprefix(b"<<").removesuffix(b">>")


def _field(file: Revisions, name: str, words: str, value: Object, place: Place | None) -> None:
    """A signature field that is its own annotation, listed in the form and on its page."""
    page = _page(file, place.page if place else 0)
    box = [round(each) for each in place.box] if place else [0, 0, 0, 0]
    widget = Dictionary(
        Type=Name.Annot,
        Subtype=Name.Widget,
        FT=Name.Sig,
        T=String(name),
        TU=String(words),
        F=PRINTED_LOCKED,
        Rect=Array(box),
        P=page,
        V=value,
    )
    if place:
        look = Stream(file.pdf, b"")
        look.Type, look.Subtype, look.Resources = Name.XObject, Name.Form, Dictionary()
        look.BBox = Array([0, 0, box[2] - box[0], box[3] - box[1]])
        widget.AP = Dictionary(N=file.add(look))
    added = file.add(widget)
    page.Annots = Array([*page.get("/Annots", []), added])
    root = file.pdf.Root
    form = root.get("/AcroForm", Dictionary())
    root.AcroForm = Dictionary(Fields=Array([*form.get("/Fields", []), added]), SigFlags=SIGNED | APPEND_ONLY)
    file.change(page)
    file.change(root)


def _page(file: Revisions, number: int) -> Object:
    try:
        return file.pdf.pages[number].obj
    except IndexError as error:
        raise NotSealable(f"no page {number}") from error
