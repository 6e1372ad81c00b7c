"""The JSON API at /api/v1: each context's router, one way to answer errors."""

import json
from collections.abc import Callable
from functools import wraps
from inspect import unwrap
from typing import Any

from django.http import Http404, HttpRequest, HttpResponse
from ninja import NinjaAPI
from ninja.errors import AuthenticationError, HttpError, ValidationError
from ninja.operation import Operation
from ninja.params.models import QueryModel
from ninja.parser import Parser

from oneseal.foundation import problems
from oneseal.kernel.errors import NotFound, RuleViolation, Violations
from oneseal.kernel.text import N_

REFUSALS = {
    400: N_("请求无法读取"),
    401: N_("没有令牌，或令牌无效、停用、到期"),
    403: N_("令牌没有这项权限"),
    404: N_("不存在，或不是本系统提交的"),
    409: N_("现在不能这样办理"),
    422: N_("内容不合规定，errors 逐项说明"),
    429: N_("调用过于频繁，Retry-After 后再试"),
}
PROBLEM = {
    "title": "Problem",
    "description": "RFC 9457. errors has one entry for each thing that is wrong.",
    "type": "object",
    "required": ["type", "title", "status", "instance", "errors"],
    "properties": {
        "type": {"type": "string", "description": "urn:oneseal:problem:<code>"},
        "title": {"type": "string"},
        "status": {"type": "integer"},
        "instance": {"type": "string", "description": "the request's id, as in X-Request-ID"},
        "errors": {
            "type": "array",
            "items": {
                "type": "object",
                "required": ["code", "field", "detail", "basis"],
                "properties": {
                    "code": {"type": "string"},
                    "field": {"type": ["string", "null"]},
                    "detail": {"type": "string"},
                    "basis": {"type": "string"},
                },
            },
        },
    },
}
KEY = {
    "name": "Idempotency-Key",
    "in": "header",
    "required": False,
    "description": "自己生成、不重复的编号。同一编号重发同一请求，只办理一次并返回第一次的结果。",
    "schema": {"type": "string", "minLength": 1, "maxLength": 128, "pattern": "^[A-Za-z0-9._:-]+$"},
}


class StrictParser(Parser):
    """A JSON object that PostgreSQL can hold: no NUL, no half of a character pair, no NaN or Infinity."""

    def parse_body(self, request: HttpRequest) -> dict[str, Any]:
        """The body. Whatever is raised here is answered with 400."""
        data: Any = json.loads(request.body, parse_constant=_no_number)
        json.dumps(data, ensure_ascii=False).encode()
        if _has_nul(data):
            raise ValueError("NUL character")
        # Ninja would read a list as an object without any of its fields, and accept it where all are optional.
        if not isinstance(data, dict):
            raise TypeError("not an object")
        return data


def _no_number(name: str) -> float:
    raise ValueError(name)


def _has_nul(data: Any) -> bool:
    if isinstance(data, dict):
        return any(_has_nul(key) or _has_nul(value) for key, value in data.items())
    if isinstance(data, list):
        return any(map(_has_nul, data))
    return isinstance(data, str) and "\x00" in data


class Api(NinjaAPI):
    """An API that says of every operation how it refuses."""

    def get_openapi_schema(self, **options: Any) -> Any:
        """The OpenAPI document, with refusals and the idempotency key on every operation."""
        document = super().get_openapi_schema(**options)
        document["components"].setdefault("schemas", {})["Problem"] = PROBLEM
        for methods in document["paths"].values():
            for method, operation in methods.items():
                _describe(method, operation)
        return document


def _describe(method: str, operation: dict[str, Any]) -> None:
    body = {"application/problem+json": {"schema": {"$ref": "#/components/schemas/Problem"}}}
    for status, why in REFUSALS.items():
        if operation.get("security") or status not in {401, 403}:
            operation["responses"][status] = {"description": why, "content": body}
    if method == "post" and not operation.get("x-only-reads"):
        operation["parameters"].append(KEY)


api = Api(
    title="OneSeal 一章通",
    version="1",
    description="事项、申请、办件、文书核验。每个 POST 请带 Idempotency-Key；出错时返回 application/problem+json。",
    docs_url=None,
    parser=StrictParser(),
)


def _declared_only(run: Callable[..., HttpResponse]) -> Callable[..., HttpResponse]:
    """Refuse query parameters that an operation does not declare, so that a misspelt filter is noticed.

    Ninja leaves them out before a schema can forbid them.
    """
    operation: Operation = unwrap(run).__self__

    @wraps(run)
    def checked(request: HttpRequest, **path: Any) -> HttpResponse:
        queries = (model for model in operation.models if issubclass(model, QueryModel))
        known = {name for model in queries for name in model.__ninja_flatten_map__}
        unknown = sorted(set(request.GET) - known)
        return problems.problem_response(_unknown(unknown)) if unknown else run(request, **path)

    return checked


def _unknown(names: list[str]) -> Violations:
    sentence = N_("没有这个查询参数：%(name)s。请对照接口文档改正或去掉。")
    return Violations(
        [RuleViolation("unknown_parameter", sentence, params={"name": name}, field=name) for name in names]
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


def _refuse_body(request: HttpRequest, error: Any) -> HttpResponse:
    violation = RuleViolation("unreadable", N_("请求内容不是有效的 UTF-8 JSON，或含有不允许的字符。"))
    return problems.problem_response(violation, status=error.status_code)


def _refuse_absent(request: HttpRequest, error: Any) -> HttpResponse:
    return problems.problem_response(NotFound("not_found", N_("没有这个地址。")))


api.add_decorator(_declared_only, mode="view")
for kind in (RuleViolation, Violations):
    api.add_exception_handler(kind, _refuse)
api.add_exception_handler(ValidationError, _refuse_shape)
api.add_exception_handler(HttpError, _refuse_body)
api.add_exception_handler(AuthenticationError, _refuse_token)
api.add_exception_handler(Http404, _refuse_absent)
api.add_router("/items", "oneseal.catalog.api.router")
api.add_router("/verification", "oneseal.documents.api.router")
api.add_router("/verification/certificates", "oneseal.certificates.api.verification")
api.add_router("/certificates", "oneseal.certificates.api.router")
api.add_router("/applications", "oneseal.cases.api.applications.router")
api.add_router("/cases", "oneseal.cases.api.cases.router")
api.add_router("/identity-checks", "oneseal.assurance.api.router")
api.add_router("/inquiries", "oneseal.inquiries.api.router")
api.add_router("/helplines", "oneseal.helplines.api.router")
api.add_router("/supervision", "oneseal.supervision.api.router")
api.add_router("/key-projects", "oneseal.advance.api.router")
api.add_router("/early-services", "oneseal.advance.api.early")
api.add_router("/pre-reviews", "oneseal.advance.api.pre_reviews")
api.add_router("/filings", "oneseal.filings.api.router")
api.add_router("/names", "oneseal.registration.api.names")
api.add_router("/deregistrations", "oneseal.registration.api.ends")
api.add_router("/orders", "oneseal.bundles.api.orders.router")
api.add_router("/themes", "oneseal.bundles.api.themes.router")
api.add_router("/joint-applications", "oneseal.bundles.api.joints.router")
api.add_router("/bills", "oneseal.fees.api.router")
api.add_router("/parcels", "oneseal.output.api.router")
api.add_router("/evaluations", "oneseal.feedback.api.router")
api.add_router("/appraisal", "oneseal.appraisal.api.router")
api.add_router("/agents", "oneseal.agents.api.router")
api.add_router("/towns", "oneseal.towns.api.router")
api.add_router("/surveys", "oneseal.surveys.api.router")
api.add_router("/projects", "oneseal.projects.api.projects.router")
api.add_router("/connections", "oneseal.projects.api.connections.router")
api.add_router("/plans", "oneseal.plans.api.router")
api.add_router("/hall", "oneseal.hall.api.router")
api.add_router("/entry-ledger", "oneseal.entry.api.router")
api.add_router("/queue", "oneseal.queueing.api.router")
api.add_router("/devices", "oneseal.devices.api.router")
