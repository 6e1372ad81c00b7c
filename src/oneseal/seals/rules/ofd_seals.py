"""Putting a seal on an OFD (GB/T 33190-2016 §18): digests of every file, the seal, the signed value."""

import base64
import posixpath
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from xml.etree import ElementTree

from oneseal.seals.rules import packages, sm2
from oneseal.seals.rules.ofd import A4, NAMESPACE, OfdPage, Text, element, numbers, xml

SIGNATURES = "Doc_0/Signs/Signatures.xml"
FOLDER = "Doc_0/Signs/Sign_0"
SIGNATURE, VALUE, SEAL = f"{FOLDER}/Signature.xml", f"{FOLDER}/SignedValue.dat", f"{FOLDER}/Seal.esl"
STAMP = 42.0
"""Width and height of the stamp in millimetres (国发〔1999〕25号: an agency's seal is 42 mm across)."""

MARGIN = (33.0, 36.0)
"""From the page's right and bottom edge to the stamp, where no place was named."""


@dataclass(frozen=True, slots=True)
class SealPlace:
    """Where the stamp goes: page from 0 (negative counts from the end), its top left in millimetres."""

    page: int
    x: float
    y: float


def place_over(pages: Sequence[OfdPage], signs: str) -> SealPlace | None:
    """Centred on the last line that holds these signs (the date, the issuer's name); None where there is none."""
    for at in reversed(range(len(pages))):
        for piece in reversed(pages[at].pieces):
            if isinstance(piece, Text) and signs in piece.signs:
                middle = piece.x + (sum(piece.advances) + piece.size) / 2
                return SealPlace(at, middle - STAMP / 2, piece.y - piece.size / 3 - STAMP / 2)
    return None


def tree(content: bytes) -> ElementTree.Element:
    """An XML file of a package. Raises ValueError for what is none, and for one that declares a document type."""
    if b"<!" in content or b"\x00" in content:
        raise ValueError("no declarations in files of an OFD")
    try:
        return ElementTree.fromstring(content)  # noqa: S314  document types, the danger, were refused above
    except (ElementTree.ParseError, LookupError) as error:
        raise ValueError("not XML") from error


def child(parent: ElementTree.Element, *names: str) -> ElementTree.Element:
    """The element down this path. Raises ValueError where there is none."""
    found = parent.find("/".join(f"{{{NAMESPACE}}}{name}" for name in names))
    if found is None:
        raise ValueError(f"no {'/'.join(names)}")
    return found


def children(parent: ElementTree.Element, name: str) -> list[ElementTree.Element]:
    """All children of this name."""
    return parent.findall(f"{{{NAMESPACE}}}{name}")


def located(reference: str | None, base: str) -> str:
    """The path in the package that a reference means, seen from the file `base`."""
    path = (reference or "").strip()
    joined = path if path.startswith("/") else posixpath.join(posixpath.dirname(base), path)
    return posixpath.normpath(joined).lstrip("/")


def file_at(files: Mapping[str, bytes], path: str) -> bytes:
    """A file of the package. Raises ValueError where it is missing."""
    if path not in files:
        raise ValueError(f"no file {path}")
    return files[path]


def seal(
    content: bytes,
    *,
    seal_data: bytes,
    moment: datetime,
    sign: Callable[[bytes, str], bytes],
    place: SealPlace | None = None,
) -> bytes:
    """The sealed package. `seal_data` is the SESeal; `sign` gets SM3 of Signature.xml and its path, gives SES_Signature.

    Every file but Signature.xml and the signed value is protected by its digest, the list of signatures too, so
    that nothing can be added later. ValueError for a file that is no OFD or is sealed already.
    """
    files = packages.unpack(content)
    root = tree(file_at(files, "OFD.xml"))
    if root.find(f".//{{{NAMESPACE}}}Signatures") is not None or SIGNATURE in files:
        raise ValueError("sealed already")
    page, box = _stamp(files, root, place)
    pointer = element("Signatures", f"/{SIGNATURES}").encode()
    files["OFD.xml"] = files["OFD.xml"].replace(b"</ofd:DocBody>", pointer + b"</ofd:DocBody>", 1)
    files[SIGNATURES] = xml(
        "Signatures",
        f'<ofd:MaxSignId>s1</ofd:MaxSignId><ofd:Signature ID="s1" Type="Seal" BaseLoc="/{SIGNATURE}"/>',
    )
    files[SEAL] = seal_data
    files[SIGNATURE] = _signature(files, page, box, moment)
    files[VALUE] = sign(sm2.sm3(files[SIGNATURE]), f"/{SIGNATURE}")
    return packages.pack(files)


def _stamp(
    files: Mapping[str, bytes], root: ElementTree.Element, place: SealPlace | None
) -> tuple[str, tuple[float, float, float, float]]:
    """The id of the page that carries the stamp, and the stamp's box on it."""
    path = located(child(root, "DocBody", "DocRoot").text, "OFD.xml")
    document = tree(file_at(files, path))
    pages = children(child(document, "Pages"), "Page")
    chosen = pages[place.page if place else -1]
    if place is not None:
        return chosen.attrib["ID"], (place.x, place.y, STAMP, STAMP)
    content = tree(file_at(files, located(chosen.attrib["BaseLoc"], path)))
    physical = content.find(f".//{{{NAMESPACE}}}PhysicalBox")
    sizes = [float(part) for part in (physical.text or "").split()] if physical is not None else [0, 0, *A4]
    return chosen.attrib["ID"], (
        sizes[2] - MARGIN[0] - STAMP,
        sizes[3] - MARGIN[1] - STAMP,
        STAMP,
        STAMP,
    )


def _signature(
    files: Mapping[str, bytes], page: str, box: tuple[float, float, float, float], moment: datetime
) -> bytes:
    references = "".join(
        f'<ofd:Reference FileRef="/{path}"><ofd:CheckValue>{_digest(content)}</ofd:CheckValue></ofd:Reference>'
        for path, content in files.items()
    )
    info = (
        '<ofd:Provider ProviderName="OneSeal" Version="1.0" Company="OneSeal"/>'
        + element("SignatureMethod", sm2.SM2_SIGN_SM3)
        + element("SignatureDateTime", moment.astimezone(UTC).strftime("%Y%m%d%H%M%SZ"))
        + f'<ofd:References CheckMethod="{sm2.SM3}">{references}</ofd:References>'
        + f'<ofd:StampAnnot ID="stamp1" PageRef="{page}" Boundary="{numbers(box)}"/>'
        + f"<ofd:Seal>{element('BaseLoc', f'/{SEAL}')}</ofd:Seal>"
    )
    return xml("Signature", f"<ofd:SignedInfo>{info}</ofd:SignedInfo>{element('SignedValue', f'/{VALUE}')}")


def _digest(content: bytes) -> str:
    return base64.b64encode(sm2.sm3(content)).decode()
