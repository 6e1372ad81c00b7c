"""Every act on plan layers and site checks."""

from oneseal.plans.services.checking import check_site, issue_report
from oneseal.plans.services.layers import (
    About,
    end_version,
    import_version,
    keep_layer,
    publish_version,
    repair_version,
    retire_layer,
)

__all__ = [
    "About",
    "check_site",
    "end_version",
    "import_version",
    "issue_report",
    "keep_layer",
    "publish_version",
    "repair_version",
    "retire_layer",
]
