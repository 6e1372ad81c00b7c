"""Checking a sealed OFD: the seal signature, then every file of the package and the package itself."""

import base64
import binascii
from collections.abc import Iterator, Mapping
from datetime import datetime
from xml.etree import ElementTree

from oneseal.kernel.text import N_
from oneseal.seals.rules import chains, packages, seal_checks, sm2
from oneseal.seals.rules.findings import Finding, Verification
from oneseal.seals.rules.ofd import NAMESPACE
from oneseal.seals.rules.ofd_seals import child, children, file_at, located, tree

SENTENCES = {
    "unreadable": N_(
        "文件损坏或结构不合规范，无法确认有效。请使用收到的原文件，不要用打印、转换、另存过的文件。"
    ),
    "unsealed": N_("文件里没有电子印章。它可能是打印、截图或者转换出来的，请使用收到的原文件。"),
    "file_altered": N_("文件里的“%(path)s”在盖章以后被改动过，印章对现在的内容无效。"),
    "file_missing": N_("文件里的“%(path)s”在盖章以后被删除，印章对现在的内容无效。"),
    "file_added": N_("文件里的“%(path)s”是盖章以后加进去的，不受印章保护。"),
    "seal_swapped": N_("文件里附的印章与签章时所用的印章不是同一枚。"),
    "package_altered": N_("文件包不是签章时写出的原样，可能被重新打包或另存过。请使用收到的原文件。"),
}
"""What is found, in sentences with places for the finding's params."""


def finding(code: str, **params: str) -> Finding:
    """A finding about an OFD."""
    return Finding(code, SENTENCES[code], params=params)


def verify(content: bytes, known: chains.Knowledge, *, now: datetime) -> Verification:
    """What is to be said of an OFD with what a verifier knows. Never raises for bad files."""
    try:
        files = packages.unpack(content)
        listed = _signatures(files)
        if listed is None:
            return Verification("ofd", (finding("unsealed"),))
        results = [_one(files, path, known, now) for path in listed]
    except (ValueError, LookupError):
        return Verification("ofd", (finding("unreadable"),))
    found = [each for result in results for each in result.findings]
    if not any(each.fatal for each in found) and not packages.is_exact(content, files):
        found.append(finding("package_altered"))
    first = results[0]
    return Verification(
        "ofd", tuple(found), first.signer, first.seal, first.seal_code, first.signed_at, first.timestamp
    )


def _signatures(files: Mapping[str, bytes]) -> list[str] | None:
    """The paths of all Signature.xml; None where the document is not sealed. Raises ValueError for a broken list."""
    root = tree(file_at(files, "OFD.xml"))
    pointer = root.find(f"{{{NAMESPACE}}}DocBody/{{{NAMESPACE}}}Signatures")
    if pointer is None:
        return None
    path = located(pointer.text, "OFD.xml")
    listed = children(tree(file_at(files, path)), "Signature")
    return [located(each.attrib["BaseLoc"], path) for each in listed] or None


def _one(files: Mapping[str, bytes], path: str, known: chains.Knowledge, now: datetime) -> Verification:
    """One signature of the list."""
    described = tree(file_at(files, path))
    value = located(child(described, "SignedValue").text, path)
    checked = seal_checks.check(file_at(files, value), sm2.sm3(files[path]), f"/{path}", known, now=now)
    found = list(checked.findings)
    if not any(each.fatal for each in found):
        found += _contents(files, described, {path, value})
        found += _picture(files, described, path, checked)
    parsed = checked.parsed
    if parsed is None:
        return Verification("ofd", tuple(found))
    certificate = chains.load(parsed.certificate)
    subject = certificate.subject.native if certificate else {}
    return Verification(
        "ofd",
        tuple(found),
        signer=str(subject.get("organization_name", "")),
        seal=parsed.seal.spec.name,
        seal_code=parsed.seal.spec.seal_id,
        signed_at=checked.moment,
        timestamp=checked.timestamp,
    )


def _contents(
    files: Mapping[str, bytes], described: ElementTree.Element, unprotected: set[str]
) -> Iterator[Finding]:
    """Every file against its digest; nothing may be missing, nothing may have been added."""
    references = child(described, "SignedInfo", "References")
    if references.get("CheckMethod") != sm2.SM3:
        raise ValueError("digests by SM3")
    protected = set(unprotected)
    for each in children(references, "Reference"):
        path = located(each.attrib["FileRef"], "OFD.xml")
        protected.add(path)
        if path not in files:
            yield finding("file_missing", path=path)
        elif _bytes(child(each, "CheckValue").text) != sm2.sm3(files[path]):
            yield finding("file_altered", path=path)
    for path in files:
        if path not in protected:
            yield finding("file_added", path=path)


def _picture(
    files: Mapping[str, bytes], described: ElementTree.Element, path: str, checked: seal_checks.Checked
) -> Iterator[Finding]:
    """The seal that lies in the package is the one that was used."""
    place = located(child(described, "SignedInfo", "Seal", "BaseLoc").text, path)
    if checked.parsed is not None and file_at(files, place) != checked.parsed.seal.encoded:
        yield finding("seal_swapped")


def _bytes(text: str | None) -> bytes:
    try:
        return base64.b64decode(text or "", validate=True)
    except binascii.Error as error:
        raise ValueError("not base64") from error
