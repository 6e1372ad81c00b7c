"""The one exception by which a rule refuses an act."""

from collections.abc import Mapping


class RuleViolation(Exception):
    """An act was refused. Doors turn it into a message at the field or a problem+json answer.

    `code` is a stable English word (`not_open`), `message` a Chinese sentence marked with N_ that says
    what is wrong and what to do, with `%(name)s` places filled from `params` after translation;
    `field` names the form field, `basis` the law and article or rule id that forbids the act.
    """

    def __init__(
        self,
        code: str,
        message: str,
        *,
        params: Mapping[str, object] | None = None,
        field: str | None = None,
        basis: str = "",
    ) -> None:
        super().__init__(message % params if params else message)
        self.code = code
        self.message = message
        self.params = dict(params or {})
        self.field = field
        self.basis = basis

    @property
    def items(self) -> "list[RuleViolation]":
        """Itself, as `Violations` has several: who tells refusals need not ask which it was."""
        return [self]


class NotFound(RuleViolation):
    """The object is absent or not for this actor: both answer alike, so that nothing is given away."""


class Forbidden(RuleViolation):
    """The actor may see the object but not do this to it."""


class Conflict(RuleViolation):
    """Somebody else was faster: the object is no longer in the state that the act expects."""


class Violations(Exception):
    """Several refusals at once: one for each field, row or material that is wrong."""

    def __init__(self, items: list[RuleViolation]) -> None:
        super().__init__("; ".join(str(item) for item in items))
        self.items = items
