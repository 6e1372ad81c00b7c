"""Who may serve a line (inventory 1.10, 1.15)."""

from collections.abc import Collection, Iterable, Mapping


def may_serve(items: Mapping[int, str], posts: Iterable[Collection[str]], lacking: Collection[int]) -> bool:
    """Whether somebody may serve a line with these `items` (id → code): one without any, or any of them (1.10, 1.15).

    `posts`: of each post that they hold, the codes of its items, none for every item. `lacking`: items for which the
    bureau asks for a proven skill that they do not have.
    """
    if not items:
        return True
    held = any(not codes or not set(codes).isdisjoint(items.values()) for codes in posts)
    return held and not set(items) <= set(lacking)
