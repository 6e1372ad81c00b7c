"""The metadata that travels inside a certificate's file, and that other systems read (ECERT-6, GB/T 36903)."""

from collections.abc import Mapping
from typing import Any
from xml.sax.saxutils import escape


def facts(row: Any) -> dict[str, str]:
    """The fields of a certificate under their standard names; dates as ISO text."""
    return {
        "证照名称": row.name,
        "证照类型代码": row.identifier.split(".")[5],
        "证照编号": row.number,
        "证照标识": row.identifier,
        "证照颁发机构": row.issuer_name,
        "证照颁发机构代码": row.issuer_code,
        "证照颁发日期": row.issued_on.isoformat(),
        "证照有效期起始日期": row.valid_from.isoformat(),
        "证照有效期截止日期": row.valid_until.isoformat() if row.valid_until else "长期",
        "持证主体": row.holder_name,
        "持证主体代码": row.content["holder_number"],
        "持证主体代码类型": row.content["id_kind"],
        "许可内容": row.permits,
        **{line["label"]: line["text"] for line in row.content["lines"]},
    }


def as_xml(said: Mapping[str, str]) -> bytes:
    """The metadata as XML for the OFD's attachment."""
    body = "".join(
        f"<Item><Name>{escape(name)}</Name><Value>{escape(value)}</Value></Item>"
        for name, value in said.items()
    )
    return f'<?xml version="1.0" encoding="UTF-8"?><CertificateMetadata>{body}</CertificateMetadata>'.encode()
