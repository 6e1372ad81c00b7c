"""Applications and cases for other systems: the same services and selectors as the pages, behind tokens."""

from oneseal.cases.api.applications import router as applications
from oneseal.cases.api.cases import router as cases

__all__ = ["applications", "cases"]
