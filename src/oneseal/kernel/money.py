"""Money as whole 分, so that nothing is lost to rounding."""


def yuan(fen: int) -> str:
    """An amount in yuan with separators and two places: 123456 -> `1,234.56`; the unit is the page's word."""
    whole, part = divmod(abs(fen), 100)
    return f"{'-' if fen < 0 else ''}{whole:,}.{part:02d}"
