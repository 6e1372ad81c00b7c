"""Doors of cases: the desk for staff, the applicant's pages for citizens."""
