"""Every act of the catalogue: import from here."""

from oneseal.catalog.services.delegations import (
    Proposal,
    approve_delegation,
    draft_delegation,
    end_delegation,
    return_delegation,
)
from oneseal.catalog.services.dictionary import (
    BasicEntry,
    FieldEntry,
    add_field,
    define_fields,
    enter_basic_items,
    retire_field,
)
from oneseal.catalog.services.flows import FlowPreview, export_flow, import_flow, preview_flow
from oneseal.catalog.services.importing import apply_import, export_items, preview_import
from oneseal.catalog.services.indexing import add_popularity
from oneseal.catalog.services.ledger import (
    cancel_item,
    delegate_item,
    resume_item,
    suspend_item,
    take_over_item,
    transfer_item,
)
from oneseal.catalog.services.lists import publish_list
from oneseal.catalog.services.look_backs import look_back, rectify
from oneseal.catalog.services.proofs import ProofEntry, list_proof
from oneseal.catalog.services.samples import attach_material_file
from oneseal.catalog.services.versions import (
    bring_into_force,
    discard_draft,
    draft_item,
    new_draft,
    publish_version,
    return_draft,
    save_draft,
    submit_for_review,
)

__all__ = [
    "BasicEntry",
    "FieldEntry",
    "FlowPreview",
    "ProofEntry",
    "Proposal",
    "add_field",
    "add_popularity",
    "apply_import",
    "approve_delegation",
    "attach_material_file",
    "bring_into_force",
    "cancel_item",
    "define_fields",
    "delegate_item",
    "discard_draft",
    "draft_delegation",
    "draft_item",
    "end_delegation",
    "enter_basic_items",
    "export_flow",
    "export_items",
    "import_flow",
    "list_proof",
    "look_back",
    "new_draft",
    "preview_flow",
    "preview_import",
    "publish_list",
    "publish_version",
    "rectify",
    "resume_item",
    "retire_field",
    "return_delegation",
    "return_draft",
    "save_draft",
    "submit_for_review",
    "suspend_item",
    "take_over_item",
    "transfer_item",
]
