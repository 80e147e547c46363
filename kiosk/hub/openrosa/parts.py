"""Takes a submission's request apart: multipart/form-data (RFC 7578), of limited size and in memory."""

from __future__ import annotations

from email.message import Message
from email.parser import BytesHeaderParser

from kiosk.hub.problems import ProblemError

MOST_PARTS = 200
XML_PART = "xml_submission_file"


def parts_of(content_type: str, body: bytes) -> tuple[bytes, dict[str, bytes]]:
    """Gives the submission's XML, and the other files by their names. 400 `bad_request`."""
    said = Message()
    said["Content-Type"] = content_type
    boundary = said.get_boundary()
    if said.get_content_type() != "multipart/form-data" or not boundary:
        raise ProblemError("bad_request", "a submission is multipart/form-data")
    pieces = (b"\r\n" + body).split(b"\r\n--" + boundary.encode("latin-1"))
    if len(pieces) > MOST_PARTS or not pieces[-1].startswith(b"--"):
        raise ProblemError("bad_request", "it ended in the middle")
    xml, files = None, {}
    for piece in pieces[1:-1]:
        head, _, content = piece.partition(b"\r\n\r\n")
        name, filename = _names(head)
        if name == XML_PART:
            xml = content
        elif filename:
            files[filename] = content
    if xml is None:
        raise ProblemError("bad_request", f"a part {XML_PART} is needed")
    return xml, files


def _names(head: bytes) -> tuple[str, str]:
    headers = BytesHeaderParser().parsebytes(head.lstrip())
    named = headers.get_param("name", "", "content-disposition")
    return str(named), headers.get_filename("") or ""
