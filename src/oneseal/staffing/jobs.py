"""The planner's answers are computed by the worker: the search plays hundreds of days."""

from oneseal.foundation.jobs import job
from oneseal.staffing import services


@job("staffing.compute")
def compute(plan_id: int) -> None:
    """Answer one plan."""
    services.compute(plan_id)
