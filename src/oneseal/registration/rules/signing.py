"""Everybody signs with their own sign-in (全程电子化登记): who, on what text, when it is complete (细则 art. 15, 16).

A signature is bound to the digest of the documents: whoever changes them afterwards has no signatures (电子签名法
art. 13: a change after signing can be found).
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum
from typing import Any, Final

from oneseal.kernel.errors import RuleViolation
from oneseal.kernel.hashing import canonical, merkle_root
from oneseal.kernel.text import N_
from oneseal.kernel.transitions import Edge, TransitionTable

BASIS: Final = "市场主体登记管理条例实施细则第十五条、第十六条；电子签名法第十三条"


class SigningState(StrEnum):
    """Where a set of documents stands: collecting, signed by all, refused by one, void."""

    COLLECTING = "collecting"
    COMPLETE = "complete"
    REFUSED = "refused"
    VOID = "void"


SIGNINGS: Final = TransitionTable(
    {
        SigningState.COLLECTING: N_("等待签名"),
        SigningState.COMPLETE: N_("已全部签名"),
        SigningState.REFUSED: N_("有人拒签"),
        SigningState.VOID: N_("已作废"),
    },
    [
        Edge(SigningState.COLLECTING, "sign", SigningState.COLLECTING, BASIS),
        Edge(SigningState.COLLECTING, "complete", SigningState.COMPLETE, BASIS),
        Edge(SigningState.COLLECTING, "refuse", SigningState.REFUSED, BASIS),
        Edge(SigningState.COLLECTING, "void", SigningState.VOID, BASIS),
        Edge(SigningState.COMPLETE, "void", SigningState.VOID, BASIS),
    ],
)


class SignerState(StrEnum):
    """Whether somebody who was asked has signed."""

    ASKED = "asked"
    SIGNED = "signed"
    REFUSED = "refused"


SIGNER_LABELS: Final = {
    SignerState.ASKED: N_("待签名"),
    SignerState.SIGNED: N_("已签名"),
    SignerState.REFUSED: N_("已拒签"),
}


@dataclass(frozen=True, slots=True)
class Asked:
    """Somebody who has to sign: by name and number of the identity document, with what they are in the firm."""

    name: str
    number: str
    capacity: str


@dataclass(frozen=True, slots=True)
class Paper:
    """One document: its title and its paragraphs."""

    key: str
    title: str
    paragraphs: tuple[str, ...]


def digest(papers: Iterable[Paper]) -> str:
    """What a signature is bound to."""
    return merkle_root(
        [canonical({"key": each.key, "title": each.title, "text": list(each.paragraphs)}) for each in papers]
    ).hex()


def signers(known: Mapping[str, Any]) -> list[Asked]:
    """Shareholders and legal representative of a company's form, each once. Raises RuleViolation for missing numbers.

    `known`: the form by the names of the field dictionary.
    """
    found: dict[str, Asked] = {}
    rows = [
        *((row.get("shareholder_name"), row.get("shareholder_id"), "股东") for row in _rows(known)),
        (known.get("legal_name"), known.get("legal_id"), "法定代表人"),
    ]
    for name, number, capacity in rows:
        if not name and not number:
            continue
        if not name or not number:
            text = N_("“%(name)s”还没有写证件号码，不能请他签名。请在申请表里补上。")
            raise RuleViolation("signer_unnamed", text, params={"name": str(name or capacity)})
        key = str(number).strip().upper()
        before = found.get(key)
        both = f"{before.capacity}、{capacity}" if before and capacity not in before.capacity else capacity
        found[key] = Asked(str(name).strip(), key, both)
    if not found:
        text = N_("申请表里还没有股东和法定代表人。请先填好申请表，再请他们签名。")
        raise RuleViolation("no_signers", text, basis=BASIS)
    return list(found.values())


def _rows(known: Mapping[str, Any]) -> list[Mapping[str, Any]]:
    rows = known.get("shareholders")
    return [each for each in rows if isinstance(each, Mapping)] if isinstance(rows, Sequence) else []


def papers(known: Mapping[str, Any], lines: Sequence[str], money: Mapping[str, str]) -> list[Paper]:
    """Application, articles and resolution of a company about to be set up, from its form (登记管理条例 art. 16).

    `lines`: the form as it reads; `money`: texts of the capital by number of the shareholder, and of the whole under "".
    """
    firm, owners = str(known.get("company_name") or ""), _rows(known)
    capital = money.get("", "")
    shares = [
        f"{row.get('shareholder_name')}：认缴出资额{money.get(str(row.get('shareholder_id')), '以申请表为准')}"
        for row in owners
    ]
    legal, manager = known.get("legal_name") or "", known.get("manager_name") or ""
    officers = [f"选举{legal}为公司法定代表人。"] if legal else []
    officers += [f"聘任{manager}为公司经理。"] if manager else []
    if supervisor := known.get("supervisor_name"):
        officers.append(f"选举{supervisor}为公司监事。")
    return [
        Paper("application", f"{firm}设立登记申请书", tuple(lines)),
        Paper(
            "articles",
            f"{firm}章程",
            (
                f"第一条　公司名称：{firm}。",
                f"第二条　公司住所：{known.get('site_address') or '以申请表为准'}。",
                f"第三条　公司经营范围：{known.get('business_scope') or '以申请表为准'}。",
                f"第四条　公司注册资本：{capital or '以申请表为准'}。",
                "第五条　股东的姓名（名称）和出资：" + "；".join(shares) + "。",
                "第六条　股东会由全体股东组成，是公司的权力机构，依照公司法行使职权。",
                f"第七条　公司的法定代表人为{legal or '股东会选举的人'}。",
                "第八条　本章程自全体股东签名之日起生效，未规定的依照公司法执行。",
            ),
        ),
        Paper(
            "resolution",
            f"{firm}股东会决议",
            ("全体股东一致同意设立公司，通过公司章程。", *officers),
        ),
    ]


REPLACED: Final = ("章程", "股东会决议", "成立大会", "登记申请书")
"""Materials of an application for which the documents signed by all stand."""


def stands_for(material: str) -> bool:
    """Whether the documents signed by all stand for a material of this name."""
    return any(word in material for word in REPLACED)


def check_unchanged(signed: str, now: str) -> None:
    """Refuse to sign, or to hand in, what is no longer what was sent out. Raises RuleViolation."""
    if signed != now:
        text = N_("申请表改过了，原来的文件和签名作废。请发起人重新生成文件、请大家签名。")
        raise RuleViolation("papers_changed", text, basis=BASIS)
