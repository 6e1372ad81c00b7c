"""Tables of cases: the case, what was handed in, its steps and clock, its end, what people said."""

from oneseal.cases.models.case import Case, CaseSearch
from oneseal.cases.models.clock import ClockInterval, Extension
from oneseal.cases.models.green import GreenEntry
from oneseal.cases.models.listing import ListLayout, SavedFilter
from oneseal.cases.models.modes import Commitment, Dishonesty, Tolerance
from oneseal.cases.models.results import CASE, VISIT, Decision, Delivery, Evaluation, Rectification
from oneseal.cases.models.steps import CaseStep, StepAction
from oneseal.cases.models.submission import CaseForm, CaseMaterial, Correction
from oneseal.cases.models.talk import InternalNote, ThreadMessage

__all__ = [
    "CASE",
    "VISIT",
    "Case",
    "CaseForm",
    "CaseMaterial",
    "CaseSearch",
    "CaseStep",
    "ClockInterval",
    "Commitment",
    "Correction",
    "Decision",
    "Delivery",
    "Dishonesty",
    "Evaluation",
    "Extension",
    "GreenEntry",
    "InternalNote",
    "ListLayout",
    "Rectification",
    "SavedFilter",
    "StepAction",
    "ThreadMessage",
    "Tolerance",
]
