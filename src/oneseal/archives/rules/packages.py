"""The archive package: a ZIP whose bytes follow from its contents, a manifest of digests, a signature (B12).

Opened and verified without database or settings. What happens after closing comes as a supplement: a package of its
own that names the one before it by its digest; what was made is never touched. Every byte counts: contents by digest and journal chain, the
container by building it anew and comparing.
"""

import hashlib
import json
import zipfile
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, replace
from io import BytesIO
from typing import Any
from xml.sax.saxutils import escape

from oneseal.kernel.hashing import canonical, chain
from oneseal.seals.rules import chains, sm2

MANIFEST, SIGNATURE, SIGNER = "manifest.json", "signature.der", "signer.der"
JOURNAL = "journal.json"
FORMAT = "oneseal-archive-1"
EPOCH = (1980, 1, 1, 0, 0, 0)


@dataclass(frozen=True, slots=True)
class Signed:
    """A signature: number of its algorithm, its bytes, the signer's certificate (DER)."""

    algorithm: str
    signature: bytes
    certificate: bytes


@dataclass(frozen=True, slots=True)
class Verdict:
    """What a package is worth; `problems` is empty where it is whole. `signer` is empty where nobody signed.

    `follows` is the SHA-256 of the package that it supplements, `journal` the hashes of the case's entries in it.
    """

    problems: tuple[str, ...]
    number: str = ""
    files: int = 0
    signer: str = ""
    follows: str = ""
    journal: tuple[str, ...] = ()

    @property
    def whole(self) -> bool:
        """Whether nothing was changed."""
        return not self.problems


def build(
    files: Mapping[str, bytes],
    about: Mapping[str, Any],
    sign: Callable[[bytes], Signed] | None,
    signer: tuple[str, bytes] | None = None,
) -> bytes:
    """The package. `about`: number, case, made_at, for a supplement `follows`; `signer`: what `sign` will use."""
    listed = {path: digests(content) for path, content in sorted(files.items())}
    manifest = {"format": FORMAT, **about, "files": listed}
    if signer:
        manifest["signer"] = {"algorithm": signer[0], "sha256": hashlib.sha256(signer[1]).hexdigest()}
    body = canonical(manifest)
    parts = {**files, MANIFEST: body}
    if sign and signer:
        parts |= {SIGNATURE: sign(body).signature, SIGNER: signer[1]}
    return zipped(parts)


def zipped(parts: Mapping[str, bytes]) -> bytes:
    """A ZIP of these parts, stored, in the order of their names, without a date: one input, one output."""
    buffer = BytesIO()
    with zipfile.ZipFile(buffer, "w", zipfile.ZIP_STORED) as archive:
        for path in sorted(parts):
            entry = zipfile.ZipInfo(path, EPOCH)
            entry.create_system, entry.external_attr = 3, 0o644 << 16
            archive.writestr(entry, parts[path])
    return buffer.getvalue()


def verify(content: bytes) -> Verdict:
    """Check everything; never raises for a damaged package."""
    try:
        with zipfile.ZipFile(BytesIO(content)) as archive:
            parts = {name: archive.read(name) for name in archive.namelist()}
        manifest = json.loads(parts[MANIFEST])
        files = manifest["files"]
        number, follows = str(manifest["number"]), str(manifest.get("follows", ""))
        problems = [*_container(content, parts), *_contents(parts, files), *_chains(parts)]
        if not follows and JOURNAL not in parts:
            problems.append(f"{JOURNAL}：缺失")
        signed, signer = _signature(parts, manifest)
        journal = tuple(each["hash"] for each in json.loads(parts.get(JOURNAL, b"[]")))
        return Verdict((*problems, *signed), number, len(files), signer, follows, journal)
    except (zipfile.BadZipFile, ValueError, KeyError, TypeError, AttributeError) as error:
        return Verdict((f"不是完整的档案包：{type(error).__name__}",))
    except (NotImplementedError, RuntimeError, OSError, EOFError, zipfile.LargeZipFile) as error:
        return Verdict((f"档案包打不开：{type(error).__name__}",))


def verify_series(contents: Iterable[bytes]) -> list[Verdict]:
    """A package and its supplements in their order: each whole, each made to the one before, one journal going on."""
    found: list[Verdict] = []
    before, journal = "", tuple[str, ...]()
    for content in contents:
        verdict = verify(content)
        problems = []
        if found and verdict.follows != before:
            problems.append("不是对前一个档案包作的补充")
        if found and verdict.journal and verdict.journal[: len(journal)] != journal:
            problems.append(f"{JOURNAL}：与前一个档案包的日志不衔接")
        found.append(replace(verdict, problems=(*verdict.problems, *problems)))
        before, journal = hashlib.sha256(content).hexdigest(), verdict.journal or journal
    return found


def listed(content: bytes) -> dict[str, Any]:
    """The digests of the files in a package that this program made, by path."""
    with zipfile.ZipFile(BytesIO(content)) as archive:
        return dict(json.loads(archive.read(MANIFEST))["files"])


def digests(content: bytes) -> dict[str, Any]:
    """What the manifest says of a file: size, SHA-256, SM3."""
    return {
        "size": len(content),
        "sha256": hashlib.sha256(content).hexdigest(),
        "sm3": sm2.sm3(content).hex(),
    }


def _container(content: bytes, parts: Mapping[str, bytes]) -> list[str]:
    return [] if zipped(parts) == content else ["压缩包的结构被改动过"]


def _contents(parts: Mapping[str, bytes], files: Mapping[str, Any]) -> list[str]:
    extra = set(parts) - set(files) - {MANIFEST, SIGNATURE, SIGNER}
    problems = [f"{path}：不在清单里" for path in sorted(extra)]
    for path, listed in files.items():
        if path not in parts:
            problems.append(f"{path}：缺失")
        elif digests(parts[path]) != listed:
            problems.append(f"{path}：内容与清单的摘要不符")
    return problems


def _chains(parts: Mapping[str, bytes]) -> list[str]:
    """Whether in each journal every entry's hash follows from the one before it."""
    return [each for path in sorted(parts) if path.endswith(JOURNAL) for each in _chain(path, parts[path])]


def _chain(path: str, journal: bytes) -> list[str]:
    previous = b""
    for place, entry in enumerate(json.loads(journal), 1):
        previous = chain(previous, entry["body"].encode())
        if previous.hex() != entry["hash"]:
            return [f"{path}：第{place}条日志与哈希链不符"]
    return []


def _signature(parts: Mapping[str, bytes], manifest: Mapping[str, Any]) -> tuple[list[str], str]:
    stated = manifest.get("signer")
    if stated is None:
        return ([] if SIGNATURE not in parts else ["有签名，清单却没有写签名者"]), ""
    certificate = chains.load(parts[SIGNER])
    if certificate is None or hashlib.sha256(parts[SIGNER]).hexdigest() != stated["sha256"]:
        return ["签名者证书与清单不符"], ""
    if not chains.signature_holds(certificate, stated["algorithm"], parts[MANIFEST], parts[SIGNATURE]):
        return ["清单的签名不成立"], ""
    return [], chains.name_of(certificate)


def as_xml(metadata: Mapping[str, Any]) -> bytes:
    """The metadata as XML: one element a field, lists as repeated elements."""
    lines = ['<?xml version="1.0" encoding="UTF-8"?>', "<archive>"]
    for name, value in metadata.items():
        for each in value if isinstance(value, list) else [value]:
            lines.append(f"  <{name}>{escape(str(each))}</{name}>")
    return ("\n".join([*lines, "</archive>"]) + "\n").encode()
