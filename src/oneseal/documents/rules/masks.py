"""Names as strangers may see them."""


def mask_name(name: str, *, person: bool) -> str:
    """The name with its middle hidden: 张*、欧**修 for persons; organisations keep their two ends, with at most six stars between them.

    A verification page is open to everybody, so it shows only enough for the holder to recognise the
    addressee (personal information law art. 6: the least that the purpose needs).
    """
    signs = list(name.strip())
    if not signs:
        return ""
    if person:
        return signs[0] + "*" * max(1, len(signs) - 2) + (signs[-1] if len(signs) > 2 else "")
    kept = 4 if len(signs) > 10 else max(1, len(signs) // 4)
    return "".join([*signs[:kept], "*" * min(6, max(1, len(signs) - 2 * kept)), *signs[len(signs) - kept :]])
