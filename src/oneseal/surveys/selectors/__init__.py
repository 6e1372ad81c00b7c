"""Every read of surveys. Call these, nothing deeper."""

from oneseal.surveys.selectors.access import (
    ASKERS,
    DISPATCHERS,
    READERS,
    SURVEYORS,
    absent_before,
    access_request,
    access_trip,
    access_visit,
    access_visit_by_uid,
    crew_of,
    may_read_evidence,
    may_read_record,
    visible_requests,
    visible_trips,
    visible_visits,
)
from oneseal.surveys.selectors.planning import address_of, as_plan, checklist, free_means, site_of

__all__ = [
    "ASKERS",
    "DISPATCHERS",
    "READERS",
    "SURVEYORS",
    "absent_before",
    "access_request",
    "access_trip",
    "access_visit",
    "access_visit_by_uid",
    "address_of",
    "as_plan",
    "checklist",
    "crew_of",
    "free_means",
    "may_read_evidence",
    "may_read_record",
    "site_of",
    "visible_requests",
    "visible_trips",
    "visible_visits",
]
