"""OFD documents (GB/T 33190-2016): what a page holds, and writing the package. Millimetres from the page's top left."""

from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date
from xml.sax.saxutils import escape, quoteattr

from oneseal.seals.rules import ofd_fonts, packages

NAMESPACE = "http://www.ofdspec.org/2016"
A4 = (210.0, 297.0)
BLACK = (0, 0, 0)
Colour = tuple[int, int, int]


@dataclass(frozen=True, slots=True)
class Text:
    """Signs on one baseline. `advances` are the distances between the origins of neighbouring signs (one fewer).

    `outline` is the width of a stroke in the same colour, which makes the signs bolder; 0 for none.
    """

    x: float
    y: float
    size: float
    signs: str
    advances: tuple[float, ...]
    face: str = "serif"
    colour: Colour = BLACK
    outline: float = 0.0


@dataclass(frozen=True, slots=True)
class Path:
    """A figure: `figure` in the abbreviated form of GB/T 33190 §9.3 (M, L, B, C and numbers), relative to the page."""

    figure: str
    stroke: Colour | None = None
    fill: Colour | None = None
    width: float = 0.353
    even_odd: bool = False


@dataclass(frozen=True, slots=True)
class Picture:
    """A PNG in a box."""

    x: float
    y: float
    width: float
    height: float
    png: bytes


Piece = Text | Path | Picture


@dataclass(frozen=True, slots=True)
class OfdPage:
    """One page."""

    pieces: tuple[Piece, ...]
    size: tuple[float, float] = A4


@dataclass(frozen=True, slots=True)
class Attachment:
    """A file carried along: the metadata of a certificate as XML, for example."""

    name: str
    file_name: str
    content: bytes
    format: str = "xml"
    shown: bool = False


@dataclass(frozen=True, slots=True)
class OfdDocument:
    """A whole document. `identifier` are 32 hexadecimal digits; `facts` go into its metadata as they are."""

    identifier: str
    title: str
    author: str
    created: date
    pages: tuple[OfdPage, ...]
    attachments: tuple[Attachment, ...] = ()
    facts: dict[str, str] = field(default_factory=dict)


class _Ids:
    """Numbers for everything that needs one, unique in the document."""

    def __init__(self) -> None:
        self.last = 0

    def next(self) -> int:
        self.last += 1
        return self.last


def write(document: OfdDocument) -> bytes:
    """The package, not yet sealed; the same bytes for the same document. ValueError for one without pages."""
    if not document.pages:
        raise ValueError("a document has pages")
    ids = _Ids()
    texts = [piece for page in document.pages for piece in page.pieces if isinstance(piece, Text)]
    faces = {face: ids.next() for face in sorted({text.face for text in texts})}
    pictures = {
        piece.png: ids.next()
        for page in document.pages
        for piece in page.pieces
        if isinstance(piece, Picture)
    }
    contents = [(ids.next(), _page(page, ids, faces, pictures)) for page in document.pages]
    files = {"OFD.xml": _root(document)}
    pages = {f"Doc_0/Pages/Page_{at}/Content.xml": content for at, (_, content) in enumerate(contents)}
    document_xml = _document(document, [page_id for page_id, _ in contents], ids, bool(pictures))
    files |= {"Doc_0/Document.xml": document_xml, "Doc_0/PublicRes.xml": _fonts(faces)}
    if pictures:
        files["Doc_0/DocumentRes.xml"] = _pictures(pictures)
    for face in faces:
        signs = (sign for text in texts if text.face == face for sign in text.signs)
        files[f"Doc_0/Res/{face}.otf"] = ofd_fonts.subset(face, signs)
    files |= {f"Doc_0/Res/picture_{number}.png": png for png, number in pictures.items()}
    files |= pages
    if document.attachments:
        files["Doc_0/Attachs/Attachments.xml"] = _attachments(document)
        files |= {f"Doc_0/Attachs/{each.file_name}": each.content for each in document.attachments}
    return packages.pack(files)


def xml(root: str, body: str, attributes: str = "") -> bytes:
    """A file of the package."""
    head = '<?xml version="1.0" encoding="UTF-8"?>\n'
    return f'{head}<ofd:{root} xmlns:ofd="{NAMESPACE}"{attributes}>{body}</ofd:{root}>'.encode()


def element(name: str, text: object) -> str:
    """An element with text."""
    return f"<ofd:{name}>{escape(str(text))}</ofd:{name}>"


def number(value: float) -> str:
    """Shortest form with at most four places, which is a tenth of a micrometre."""
    return f"{value:.4f}".rstrip("0").rstrip(".") if value else "0"


def numbers(values: Iterable[float]) -> str:
    """Several, with blanks between."""
    return " ".join(number(value) for value in values)


def _root(document: OfdDocument) -> bytes:
    facts = "".join(
        f"<ofd:CustomData Name={quoteattr(name)}>{escape(value)}</ofd:CustomData>"
        for name, value in document.facts.items()
    )
    info = (
        element("DocID", document.identifier)
        + element("Title", document.title)
        + element("Author", document.author)
        + element("CreationDate", document.created.isoformat())
        + element("Creator", "OneSeal")
        + (f"<ofd:CustomDatas>{facts}</ofd:CustomDatas>" if facts else "")
    )
    body = f"<ofd:DocBody><ofd:DocInfo>{info}</ofd:DocInfo>{element('DocRoot', 'Doc_0/Document.xml')}</ofd:DocBody>"
    return xml("OFD", body, ' Version="1.0" DocType="OFD"')


def _document(document: OfdDocument, page_ids: list[int], ids: _Ids, pictures: bool) -> bytes:
    pages = "".join(
        f'<ofd:Page ID="{page_id}" BaseLoc="Pages/Page_{at}/Content.xml"/>'
        for at, page_id in enumerate(page_ids)
    )
    common = (
        element("MaxUnitID", ids.last)
        + f"<ofd:PageArea>{_box(document.pages[0])}</ofd:PageArea>"
        + element("PublicRes", "PublicRes.xml")
        + (element("DocumentRes", "DocumentRes.xml") if pictures else "")
    )
    attachments = element("Attachments", "Attachs/Attachments.xml") if document.attachments else ""
    return xml(
        "Document", f"<ofd:CommonData>{common}</ofd:CommonData><ofd:Pages>{pages}</ofd:Pages>{attachments}"
    )


def _box(page: OfdPage) -> str:
    return element("PhysicalBox", numbers((0, 0, *page.size)))


def _fonts(faces: dict[str, int]) -> bytes:
    body = "".join(
        f'<ofd:Font ID="{number_}" FontName={quoteattr(ofd_fonts.FACES[face][0])} '
        f"FamilyName={quoteattr(ofd_fonts.FACES[face][0])}>{element('FontFile', f'{face}.otf')}</ofd:Font>"
        for face, number_ in faces.items()
    )
    return xml("Res", f"<ofd:Fonts>{body}</ofd:Fonts>" if body else "", ' BaseLoc="Res"')


def _pictures(pictures: dict[bytes, int]) -> bytes:
    body = "".join(
        f'<ofd:MultiMedia ID="{number_}" Type="Image" Format="PNG">'
        f"{element('MediaFile', f'picture_{number_}.png')}</ofd:MultiMedia>"
        for number_ in pictures.values()
    )
    return xml("Res", f"<ofd:MultiMedias>{body}</ofd:MultiMedias>", ' BaseLoc="Res"')


def _attachments(document: OfdDocument) -> bytes:
    body = "".join(
        f'<ofd:Attachment ID="attachment_{at}" Name={quoteattr(each.name)} Format={quoteattr(each.format.upper())} '
        f'Visible="{str(each.shown).lower()}">{element("FileLoc", each.file_name)}</ofd:Attachment>'
        for at, each in enumerate(document.attachments)
    )
    return xml("Attachments", body)


def _page(page: OfdPage, ids: _Ids, faces: dict[str, int], pictures: dict[bytes, int]) -> bytes:
    layer = ids.next()
    pieces = []
    for piece in page.pieces:
        if isinstance(piece, Text):
            pieces.append(_text(piece, ids.next(), faces[piece.face]))
        elif isinstance(piece, Path):
            pieces.append(_path(piece, ids.next(), page.size))
        else:
            pieces.append(_image(piece, ids.next(), pictures[piece.png]))
    body = f'<ofd:Content><ofd:Layer ID="{layer}">{"".join(pieces)}</ofd:Layer></ofd:Content>'
    return xml("Page", f"<ofd:Area>{_box(page)}</ofd:Area>{body}")


def _text(text: Text, number_: int, font: int) -> str:
    width = sum(text.advances) + text.size * ofd_fonts.advance(text.face, text.signs[-1])
    box = numbers((text.x, text.y - text.size * 0.88, width, text.size * 1.2))
    colour = f'Value="{numbers(text.colour)}"'
    deltas = f' DeltaX="{numbers(text.advances)}"' if text.advances else ""
    bold = f' Stroke="true" LineWidth="{number(text.outline)}"' if text.outline else ""
    stroke = f"<ofd:StrokeColor {colour}/>" if text.outline else ""
    return (
        f'<ofd:TextObject ID="{number_}" Boundary="{box}" Font="{font}" Size="{number(text.size)}"{bold}>'
        f"<ofd:FillColor {colour}/>{stroke}"
        f'<ofd:TextCode X="0" Y="{number(text.size * 0.88)}"{deltas}>{escape(text.signs)}</ofd:TextCode>'
        "</ofd:TextObject>"
    )


def _path(path: Path, number_: int, size: tuple[float, float]) -> str:
    look = f' Stroke="{str(path.stroke is not None).lower()}" LineWidth="{number(path.width)}"'
    if path.fill is not None:
        look += ' Fill="true"' + (' Rule="Even-Odd"' if path.even_odd else "")
    colours = "".join(
        f'<ofd:{name} Value="{numbers(colour)}"/>'
        for name, colour in (("StrokeColor", path.stroke), ("FillColor", path.fill))
        if colour is not None
    )
    return (
        f'<ofd:PathObject ID="{number_}" Boundary="{numbers((0, 0, *size))}"{look}>{colours}'
        f"{element('AbbreviatedData', path.figure)}</ofd:PathObject>"
    )


def _image(picture: Picture, number_: int, resource: int) -> str:
    box = numbers((picture.x, picture.y, picture.width, picture.height))
    matrix = numbers((picture.width, 0, 0, picture.height, 0, 0))
    return f'<ofd:ImageObject ID="{number_}" Boundary="{box}" CTM="{matrix}" ResourceID="{resource}"/>'
