"""Every read of cases, for pages, the API and the contexts above."""

from oneseal.cases.selectors.access import access_case, access_case_by_number, may_see, visible_cases

__all__ = ["access_case", "access_case_by_number", "may_see", "visible_cases"]
