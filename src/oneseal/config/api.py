"""The JSON API at /api/v1: each context's router, one way to answer errors."""

from typing import Any

from django.http import HttpRequest, HttpResponse
from ninja import NinjaAPI
from ninja.errors import AuthenticationError, ValidationError

from oneseal.foundation import problems
from oneseal.kernel.errors import RuleViolation, Violations
from oneseal.kernel.text import N_

api = NinjaAPI(
    title="OneSeal 一章通",
    version="1",
    description="事项、申请、办件、文书核验。每个 POST 请带 Idempotency-Key；出错时返回 application/problem+json。",
    docs_url=None,
)


def _refuse(request: HttpRequest, error: Any) -> HttpResponse:
    return problems.problem_response(error)


def _refuse_shape(request: HttpRequest, error: Any) -> HttpResponse:
    """What does not fit the schema, field by field."""
    items = [
        RuleViolation(
            "invalid_value",
            N_("%(field)s：%(why)s"),
            params={"field": ".".join(str(part) for part in item["loc"][1:]), "why": item["msg"]},
            field=".".join(str(part) for part in item["loc"][1:]),
        )
        for item in error.errors
    ]
    return problems.problem_response(Violations(items))


def _refuse_token(request: HttpRequest, error: Any) -> HttpResponse:
    violation = RuleViolation("token_missing", N_("请在 Authorization 头中提供有效的令牌。"))
    response = problems.problem_response(violation, status=401)
    response["WWW-Authenticate"] = "Bearer"
    return response


for kind in (RuleViolation, Violations):
    api.add_exception_handler(kind, _refuse)
api.add_exception_handler(ValidationError, _refuse_shape)
api.add_exception_handler(AuthenticationError, _refuse_token)
api.add_router("/items", "oneseal.catalog.api.router")
api.add_router("/verification", "oneseal.documents.api.router")
api.add_router("/applications", "oneseal.cases.api.applications.router")
api.add_router("/cases", "oneseal.cases.api.cases.router")
