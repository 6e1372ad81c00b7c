"""Answers where no view could give one: 400, 403, 404, 405, 413, 500, and a stale form."""

from django.core.exceptions import RequestDataTooBig
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import render
from django.template.loader import render_to_string
from django.utils.translation import gettext

from oneseal.foundation import context
from oneseal.foundation.pages import uncounted_links
from oneseal.foundation.problems import frame
from oneseal.kernel.text import N_

WORDS: dict[int, tuple[str, str]] = {
    400: (N_("请求有误"), N_("浏览器发来的内容无法识别。请返回上一页刷新后重试。")),
    403: (N_("没有权限"), N_("您没有打开此页面的权限。如工作需要，请联系本单位管理员。")),
    404: (N_("没有找到页面"), N_("网址可能有误，或内容已经撤下。请检查网址，或从首页重新查找。")),
    405: (
        N_("这个网址不能直接打开"),
        N_("它只用来接收填好的表单。请返回上一页重新提交，或者从首页进入。"),
    ),
    413: (N_("提交的内容过大"), N_("请压缩文件或分几次上传后重试。已保存的内容不受影响。")),
    500: (
        N_("系统出错了"),
        N_("本次操作没有完成，已保存的内容不受影响。请稍后重试；仍不成功请把下面的编号告诉管理员。"),
    ),
}
STALE = (N_("页面已过期"), N_("为保护您的账户，停留过久的页面不能再提交。请返回上一页，刷新后重新提交。"))


def bad_request(request: HttpRequest, exception: Exception) -> HttpResponse:
    """400, and 413 where the request is larger than allowed."""
    return _answer(request, 413 if isinstance(exception, RequestDataTooBig) else 400)


def permission_denied(request: HttpRequest, exception: Exception) -> HttpResponse:
    """403."""
    return _answer(request, 403)


def not_found(request: HttpRequest, exception: Exception) -> HttpResponse:
    """404."""
    return _answer(request, 404)


def method_not_allowed(request: HttpRequest, allowed: str) -> HttpResponse:
    """405: most often a reader who opens or refreshes the address of a form that was refused."""
    response = _answer(request, 405)
    response["Allow"] = allowed
    return response


def stale_form(request: HttpRequest, reason: str = "") -> HttpResponse:
    """403 for a form without a valid CSRF token."""
    return _answer(request, 403, STALE)


def server_error(request: HttpRequest) -> HttpResponse:
    """500. Asks nothing of the database, which may be what failed."""
    if context.door.get().name == "api":
        return _problem(500, WORDS[500])
    title, advice = WORDS[500]
    page = render_to_string("failure_plain.html", _words(500, title, advice))
    return HttpResponse(page, status=500)


def _answer(request: HttpRequest, status: int, words: tuple[str, str] | None = None) -> HttpResponse:
    title, advice = words or WORDS[status]
    if context.door.get().name == "api":
        return _problem(status, (title, advice))
    fragment = getattr(request, "htmx", False)
    response = render(
        request,
        "problem.html#message" if fragment else "failure.html",
        {
            **_words(status, title, advice),
            **uncounted_links(request),
            "frame": frame(request),
            "problems": [{"text": gettext(advice)}],
        },
        status=status,
    )
    if fragment:
        response["HX-Retarget"] = "#messages"
        response["HX-Reswap"] = "innerHTML"
        response["HX-Reselect"] = "unset"
        response["HX-Push-Url"] = "false"
    return response


def _words(status: int, title: str, advice: str) -> dict[str, object]:
    request_id = context.door.get().request_id
    return {"title": gettext(title), "advice": gettext(advice), "status": status, "request_id": request_id}


def _problem(status: int, words: tuple[str, str]) -> HttpResponse:
    title, advice = words
    body = {
        "type": f"urn:oneseal:problem:http_{status}",
        "title": gettext(title),
        "errors": [],
        "detail": gettext(advice),
        "status": status,
        "instance": context.door.get().request_id,
    }
    return JsonResponse(
        body,
        status=status,
        content_type="application/problem+json",
        json_dumps_params={"ensure_ascii": False},
    )
