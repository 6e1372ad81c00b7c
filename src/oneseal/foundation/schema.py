"""Many tables made by one operation of a migration.

Django renders every model that is related to a new one again after each `CreateModel`. With the references of this
project that is nearly every model for every table: most of the time of a first `migrate` (docs/decisions/0009).
"""

from collections.abc import Sequence
from typing import Any

from django.db.migrations.operations.base import Operation


class Together(Operation):
    """Operations whose states are made first and rendered once, then done in the database in their order.

    Only for operations that need no state between them, such as the first `CreateModel`s of a context.
    """

    def __init__(self, operations: Sequence[Operation]) -> None:
        """`operations`: in the order in which the database can do them."""
        self.operations = operations

    def state_forwards(self, app_label: str, state: Any) -> None:
        """Change the state with nothing rendered."""
        state.__dict__.pop("apps", None)
        for operation in self.operations:
            operation.state_forwards(app_label, state)

    def database_forwards(self, app_label: str, schema_editor: Any, from_state: Any, to_state: Any) -> None:
        """Do each of them."""
        for operation in self.operations:
            operation.database_forwards(app_label, schema_editor, from_state, to_state)

    def database_backwards(self, app_label: str, schema_editor: Any, from_state: Any, to_state: Any) -> None:
        """Undo each of them, the last first."""
        for operation in reversed(self.operations):
            operation.database_backwards(app_label, schema_editor, from_state, to_state)

    def describe(self) -> str:
        """For `migrate --plan`."""
        return "; ".join(operation.describe() for operation in self.operations)
