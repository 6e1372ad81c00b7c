"""Doors of documents: files and documents for those who may, verification for everybody."""

from django.conf import settings
from django.contrib import messages
from django.forms import model_to_dict
from django.http import FileResponse, HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import redirect, render
from django.utils.translation import gettext
from django.views.decorators.http import require_http_methods, require_safe

from oneseal.documents import selectors, services
from oneseal.documents.forms import CodeForm, CompareForm, LetterheadForm
from oneseal.documents.models import StoredFile
from oneseal.foundation.access import actor_of, allow, allow_everyone
from oneseal.foundation.display import said
from oneseal.foundation.idempotency import idempotent
from oneseal.foundation.problems import sentence
from oneseal.foundation.ratelimit import limit
from oneseal.kernel.access import STAFF, Role
from oneseal.kernel.errors import NotFound, Violations
from oneseal.kernel.text import N_

SHOWN_IN_PLACE = {"application/pdf", "image/jpeg", "image/png"}
ALONE = "default-src 'none'; style-src 'unsafe-inline'; frame-ancestors 'none'"
SANDBOX = f"{ALONE}; sandbox"
"""A file may load nothing and run nothing. PDF goes without `sandbox`: browsers' viewers refuse to open in it."""


@require_safe
@allow(Role.CITIZEN, *STAFF)
def download(request: HttpRequest, file_id: int) -> HttpResponseBase:
    """A file, streamed; pictures and PDF open in place unless `?download` is asked."""
    actor = actor_of(request)
    file = selectors.access_file(actor, file_id)
    return _send(file, "download" in request.GET, name=selectors.name_for(actor, file))


def _send(file: StoredFile, as_attachment: bool, *, name: str = "") -> HttpResponseBase:
    kept_type = file.media_type
    response = FileResponse(
        selectors.open_file(file),
        as_attachment=as_attachment or kept_type not in SHOWN_IN_PLACE,
        filename=name or file.name,
        content_type=kept_type,
    )
    response["Content-Security-Policy"] = ALONE if kept_type == "application/pdf" else SANDBOX
    response["Cache-Control"] = "private, no-store"
    return response


@require_safe
@allow(Role.CITIZEN, *STAFF)
def preview(request: HttpRequest, file_id: int) -> HttpResponseBase:
    """The preview picture of a file. Raises NotFound while it is not ready."""
    picture = selectors.open_preview(selectors.access_file(actor_of(request), file_id))
    if picture is None:
        raise NotFound("no_preview", N_("这个文件还没有预览图。请下载后查看。"))
    response = FileResponse(picture, content_type="image/png")
    response["Content-Security-Policy"] = SANDBOX
    response["Cache-Control"] = "private, max-age=3600"
    return response


@require_safe
@allow(Role.CITIZEN, *STAFF)
def document(request: HttpRequest, document_id: int) -> HttpResponseBase:
    """An issued document as PDF, made now if the worker has not made it yet."""
    found = selectors.access_document(actor_of(request), document_id)
    return _send(services.render_document(found.id), "download" in request.GET)


@require_safe
@allow(Role.CITIZEN, *STAFF)
def document_ofd(request: HttpRequest, document_id: int) -> HttpResponseBase:
    """An issued document as OFD (GB/T 33190), made now if the worker has not made it yet."""
    found = selectors.access_document(actor_of(request), document_id)
    return _send(services.render_ofd(found.id), as_attachment=True)


@require_http_methods(["GET", "HEAD", "POST"])
@allow_everyone
@limit("30/m", methods=("POST",))
def verify(request: HttpRequest) -> HttpResponse:
    """The verification page: enter a code (GET), or check a file (POST)."""
    if request.method == "POST":
        return _compare(request)
    if "code" not in request.GET:
        return _page(request, CodeForm(), CompareForm())
    form = CodeForm(request.GET)
    if other := selectors.answered_elsewhere(typed=request.GET["code"]):
        return redirect(other.path)
    if form.is_valid():
        return redirect("documents:verify_code", code=form.cleaned_data["code"])
    return _page(request, form, CompareForm(), status=422)


def _compare(request: HttpRequest) -> HttpResponse:
    form = CompareForm(request.POST, request.FILES)
    if not form.is_valid():
        return _page(request, CodeForm(), form, status=422)
    upload = form.cleaned_data["file"]
    if upload.size > settings.FILE_MAX_BYTES:
        form.add_error("file", gettext("文件太大，不会是本局出具的文书。请选择收到的PDF或OFD原文件。"))
        return _page(request, CodeForm(), form, status=422)
    content = upload.read()
    if not content.startswith((b"%PDF", b"PK")):
        form.add_error("file", gettext("只能核验PDF或OFD文件。请选择收到的原文件，不要用照片或截图。"))
        return _page(request, CodeForm(), form, status=422)
    return _checked(request, selectors.verify_file(content))


def _checked(request: HttpRequest, checked: selectors.FileVerification) -> HttpResponse:
    """What an uploaded file is worth: its seal, and the document where it is ours."""
    found, other = checked.document, checked.other
    context = {
        "checked": checked,
        "seal": checked.seal,
        "findings": [gettext(item.sentence) % item.params for item in checked.seal.findings],
        "found": found,
        "title": gettext(found.title) if found else "",
        "other": other,
        "other_says": said(other.sentence, other.params) if other else "",
        "same_file": bool(found or other),
    }
    return render(request, "documents/verified.html", context)


def _page(request: HttpRequest, code: CodeForm, compare: CompareForm, status: int = 200) -> HttpResponse:
    return render(
        request, "documents/verify.html", {"code_form": code, "compare_form": compare}, status=status
    )


def _result(request: HttpRequest, found: selectors.Verification) -> HttpResponse:
    context = {"found": found, "title": gettext(found.title)}
    return render(request, "documents/verified.html", context)


@require_safe
@allow_everyone
@limit("60/m")
def verify_code(request: HttpRequest, code: str) -> HttpResponse:
    """What the public may know of the document with this code; where the QR code leads."""
    found = selectors.verify_code(code)
    if found is not None:
        return _result(request, found)
    if other := selectors.answered_elsewhere(typed=code):
        return redirect(other.path)
    form = CodeForm({"code": code})
    form.is_valid()
    form.add_error(
        "code",
        gettext("没有找到这个核验码对应的文书。请对照文书重新填写；若确认无误，该文书可能不是本局出具。"),
    )
    return _page(request, form, CompareForm(), status=404)


@require_http_methods(["GET", "HEAD", "POST"])
@allow(Role.ADMINISTRATOR)
@idempotent
def letterhead(request: HttpRequest) -> HttpResponse:
    """Set the letterhead of the administrator's bureau."""
    actor = actor_of(request)
    head = selectors.find_letterhead(actor.bureau_id)
    if request.method != "POST":
        initial = model_to_dict(head) if head else None
        return render(
            request, "documents/letterhead.html", {"form": LetterheadForm(initial=initial), "head": head}
        )
    form = LetterheadForm(request.POST)
    if form.is_valid():
        try:
            services.set_letterhead(actor, bureau_id=actor.bureau_id, **form.cleaned_data)
        except Violations as refused:
            for item in refused.items:
                form.add_error(item.field, sentence(item))
        else:
            messages.success(request, gettext("文书抬头已保存，以后出具的文书按新的抬头印；已出具的不变。"))
            return redirect("documents:letterhead")
    return render(request, "documents/letterhead.html", {"form": form, "head": head}, status=422)


@require_safe
@allow(Role.ADMINISTRATOR)
def specimen(request: HttpRequest) -> HttpResponse:
    """A specimen of the acceptance notice under the bureau's letterhead; it has no number and no entry."""
    content = selectors.specimen_pdf(actor_of(request).bureau_id)
    response = HttpResponse(content, content_type="application/pdf")
    response["Content-Security-Policy"] = ALONE
    return response
