"""Every act on a case: one verb-named function each, with the actor first. Call these, nothing deeper."""

from oneseal.cases.services.clock import (
    decide_extension,
    request_extension,
    resume_clock,
    resume_for,
    suspend_clock,
    suspend_for,
)
from oneseal.cases.services.colleagues import (
    BulkResult,
    add_signers,
    bulk_pass,
    bulk_take,
    delegate_step,
    reassign_step,
    transfer_step,
)
from oneseal.cases.services.committing import (
    check_commitment,
    confirm_mended,
    revoke_for_commitment,
    withdraw_commitment,
)
from oneseal.cases.services.deciding import decide_case
from oneseal.cases.services.drafts import (
    add_material,
    remove_material,
    reuse_material,
    save_draft,
    start_draft,
)
from oneseal.cases.services.ending import (
    Collector,
    choose_delivery,
    deliver_by_courier,
    deliver_case,
    deliver_electronically,
    deliver_from_cabinet,
    identify_collector,
    ready_result,
    terminate_case,
    withdraw_case,
)
from oneseal.cases.services.evaluating import (
    Visit,
    contact_evaluator,
    count_default_evaluation,
    evaluate_case,
    evaluate_visit,
    rectify_evaluation,
    relay_evaluation,
    void_evaluation,
)
from oneseal.cases.services.exporting import EXPORT_LIMIT, export_list
from oneseal.cases.services.greening import end_green, list_green
from oneseal.cases.services.intake import (
    accept_case,
    check_material,
    declare_not_needed,
    declare_not_ours,
    deem_accepted,
    lapse_correction,
    request_correction,
)
from oneseal.cases.services.listing import choose_columns, remove_filter, save_filter
from oneseal.cases.services.masking import lift_mask
from oneseal.cases.services.recomputing import recompute_due
from oneseal.cases.services.reminding import remind_step
from oneseal.cases.services.renewing import deem_renewed
from oneseal.cases.services.slips import issue_circulation_slip
from oneseal.cases.services.solo import accept_solo, leave_solo
from oneseal.cases.services.steps import pass_step, release_step, return_step, sign_off, take_step
from oneseal.cases.services.submitting import submit_case, supply_correction
from oneseal.cases.services.surveying import pass_survey
from oneseal.cases.services.talking import (
    add_note,
    read_messages,
    send_message,
)
from oneseal.cases.services.tolerating import lapse_tolerance, remind_owed, supply_owed
from oneseal.cases.services.trusting import (
    record_broken_promise,
    record_dishonesty,
    repair_dishonesty,
)
from oneseal.cases.services.using import Used, use_certificate
from oneseal.cases.services.window import add_scan, correct_on_the_spot, unmask_form

__all__ = [
    "EXPORT_LIMIT",
    "BulkResult",
    "Collector",
    "Used",
    "Visit",
    "accept_case",
    "accept_solo",
    "add_material",
    "add_note",
    "add_scan",
    "add_signers",
    "bulk_pass",
    "bulk_take",
    "check_commitment",
    "check_material",
    "choose_columns",
    "choose_delivery",
    "confirm_mended",
    "contact_evaluator",
    "correct_on_the_spot",
    "count_default_evaluation",
    "decide_case",
    "decide_extension",
    "declare_not_needed",
    "declare_not_ours",
    "deem_accepted",
    "deem_renewed",
    "delegate_step",
    "deliver_by_courier",
    "deliver_case",
    "deliver_electronically",
    "deliver_from_cabinet",
    "end_green",
    "evaluate_case",
    "evaluate_visit",
    "export_list",
    "identify_collector",
    "issue_circulation_slip",
    "lapse_correction",
    "lapse_tolerance",
    "leave_solo",
    "lift_mask",
    "list_green",
    "pass_step",
    "pass_survey",
    "read_messages",
    "ready_result",
    "reassign_step",
    "recompute_due",
    "record_broken_promise",
    "record_dishonesty",
    "rectify_evaluation",
    "relay_evaluation",
    "release_step",
    "remind_owed",
    "remind_step",
    "remove_filter",
    "remove_material",
    "repair_dishonesty",
    "request_correction",
    "request_extension",
    "resume_clock",
    "resume_for",
    "return_step",
    "reuse_material",
    "revoke_for_commitment",
    "save_draft",
    "save_filter",
    "send_message",
    "sign_off",
    "start_draft",
    "submit_case",
    "supply_correction",
    "supply_owed",
    "suspend_clock",
    "suspend_for",
    "take_step",
    "terminate_case",
    "transfer_step",
    "unmask_form",
    "use_certificate",
    "void_evaluation",
    "withdraw_case",
    "withdraw_commitment",
]
