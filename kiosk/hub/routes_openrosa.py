"""Defines the routes of OpenRosa 1.0: forms for ODK Collect and Enketo, and what they hand in."""

from __future__ import annotations

import asyncio
from functools import partial
from xml.sax.saxutils import escape

from fastapi import APIRouter, Request, Response

from kiosk.hub.access import client_address, collector
from kiosk.hub.hub import Hub, hub_of
from kiosk.hub.openrosa.forms import Form
from kiosk.hub.openrosa.parts import parts_of
from kiosk.hub.openrosa.received import Part, receive
from kiosk.hub.openrosa.submission import check, named_files, read_submission
from kiosk.hub.pictures import media_type
from kiosk.hub.problems import ProblemError

PREFIX = "/openrosa"
MOST_SUBMISSION = 10 * 1024 * 1024
"""Bytes of one POST, which is read whole; who has more sends its pictures in several."""
HEADERS = {"X-OpenRosa-Version": "1.0", "X-OpenRosa-Accept-Content-Length": str(MOST_SUBMISSION)}
XML = "text/xml; charset=utf-8"
router = APIRouter(prefix=PREFIX, include_in_schema=False)


@router.get("/formList")
@collector
async def form_list(request: Request) -> Response:
    """Lists the forms, with an address and a digest of each."""
    hub = hub_of(request)
    base = f"{hub.public_url.rstrip('/')}{PREFIX}/forms"
    rows = "".join(
        f"<xform><formID>{escape(form.id)}</formID><name>{escape(form.mapped.name.vi)}</name>"
        f"<version>{form.version}</version><hash>md5:{form.digest}</hash>"
        f"<downloadUrl>{escape(base)}/{form.id}</downloadUrl>"
        f"<manifestUrl>{escape(base)}/{form.id}/manifest</manifestUrl></xform>"
        for form in hub.openrosa_forms.values()
    )
    return _xml(f'<xforms xmlns="http://openrosa.org/xforms/xformsList">{rows}</xforms>')


@router.get("/forms/{form_id}")
@collector
async def form(request: Request, form_id: str) -> Response:
    """Gives a form's XForm."""
    return Response(_form_of(hub_of(request), form_id).xform, media_type=XML)


@router.get("/forms/{form_id}/manifest")
@collector
async def manifest(request: Request, form_id: str) -> Response:
    """Lists the media of a form: none has any."""
    _form_of(hub_of(request), form_id)
    return _xml('<manifest xmlns="http://openrosa.org/xforms/xformsManifest"/>')


@router.head("/submission")
@collector
async def ask(request: Request) -> Response:
    """Says, by its headers, that submissions are taken here, and how large one may be."""
    return Response(status_code=204, headers={"Location": f"{hub_of(request).public_url}{PREFIX}/submission"})


@router.post("/submission", max_body_size=MOST_SUBMISSION)
@collector
async def submit(request: Request) -> Response:
    """Takes a submission, or a part of one: 201 when the dossier is filed, 202 while pictures that the XML
    names are still to come. A repetition is answered as the first was, and changes nothing.
    """
    if request.headers.get("X-OpenRosa-Version") != "1.0":
        return _said(400, "X-OpenRosa-Version: 1.0")
    hub = hub_of(request)
    try:
        with hub.submissions.place(client_address(request), "too_many_uploads"):
            missing = await _take(hub, request)
    except ProblemError as refused:
        return _said(refused.status, f"{refused.id}: {refused.detail}")
    if missing:
        return _said(202, "Đã nhận một phần, chờ các ảnh còn lại. / A part is here; pictures are to come.")
    return _said(201, "Đã nhận hồ sơ. / The dossier is here.")


async def _take(hub: Hub, request: Request) -> tuple[str, ...]:
    xml, contents = parts_of(request.headers.get("Content-Type", ""), await request.body())
    submission = read_submission(xml)
    found = _form_of(hub, submission.form)
    check(found, submission, hub.centre.code, hub.clock.now())
    wanted = {name for names in named_files(found, submission).values() for name in names}
    pictures = {name: content for name, content in contents.items() if name in wanted}
    if any(media_type(content) is None for content in pictures.values()):
        raise ProblemError("not_a_picture", "only JPEG and PNG are taken")
    files = {name: await asyncio.to_thread(hub.files.put, content) for name, content in pictures.items()}
    part = Part(found, submission, xml, files)
    return await hub.write(partial(receive, dossiers=hub.dossiers, files=hub.files, part=part))


def _form_of(hub: Hub, form_id: str) -> Form:
    found = hub.openrosa_forms.get(form_id)
    if found is None:
        raise ProblemError("not_found", "no such form")
    return found


def _said(status: int, words: str) -> Response:
    nature = "submit_success" if status < 300 else "submit_error"
    message = f'<message nature="{nature}">{escape(words)}</message>'
    response = f'<OpenRosaResponse xmlns="http://openrosa.org/http/response">{message}</OpenRosaResponse>'
    return _xml(response, status)


def _xml(content: str, status: int = 200) -> Response:
    return Response(f'<?xml version="1.0" encoding="UTF-8"?>{content}', status, media_type=XML)
