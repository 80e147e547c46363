"""ODK Collect and Enketo hand in a dossier: OpenRosa 1.0 as its text says it."""

from __future__ import annotations

import os
import tomllib
import uuid
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from xml.etree import ElementTree as ET

import httpx
import pytest

from config.load import PROCEDURES
from kiosk.catalogue.sources import Sources
from kiosk.clock import VirtualClock
from kiosk.hub.openrosa.credentials import NONCE_LASTS_S
from kiosk.hub.openrosa.forms import load_forms
from kiosk.identity.inputs import INPUTS
from kiosk.store.errors import StoreError
from tests.catalogues import opened
from tests.clients import client
from tests.hub.scene import JPEG, MORNING, collector_client, officer_client, serving

SUBMISSION = "/openrosa/submission"
XML = """<?xml version='1.0' ?>
<data id="khai_sinh" version="1" xmlns:orx="http://openrosa.org/xforms">
  <consent>{consent}</consent><relation>mother</relation><parents>mother_only</parents><notice>yes</notice>
  <requester><name>Trần Thị MẪU</name><id>079157000011</id></requester>
  <child><name>Nguyễn Hoà MẪU</name><birth_date>2026-11-20</birth_date></child>
  <papers><birth_notice>{picture}</birth_notice>{more}</papers>
  <orx:meta><orx:instanceID>{instance}</orx:instanceID>{meta}</orx:meta>
</data>"""


TOO_LONG = XML.replace("{instance}", "uuid:1").replace("079157000011", "1" * 400).replace("{consent}", "yes")


def xml(
    instance: str, picture: str = "", more: str = "", consent: str = "yes", meta: str = ""
) -> tuple[str, bytes, str]:
    """The part that carries the answers."""
    text = XML.format(instance=instance, picture=picture, more=more, consent=consent, meta=meta)
    return ("submission.xml", text.encode(), "text/xml")


def new_instance() -> str:
    return f"uuid:{uuid.uuid4()}"


def picture() -> bytes:
    return JPEG + os.urandom(20_000) + b"\r\n--not a boundary\r\n\r\n"


@dataclass(frozen=True)
class Place:
    """A hub, and who collects for it."""

    address: str
    folder: Path
    clock: VirtualClock
    http: httpx.Client

    def post(self, answers: tuple[str, bytes, str], **pictures: bytes) -> httpx.Response:
        """One POST: the answers, and pictures by the names of their files."""
        named = {name.replace("_jpg", ".jpg"): content for name, content in pictures.items()}
        files = {"xml_submission_file": answers} | {
            name: (name, content, "image/jpeg") for name, content in named.items()
        }
        return self.http.post(f"{SUBMISSION}?deviceID=collect%3Aa", files=files)

    def dossier(self, instance: str) -> dict[str, object] | None:
        """What an officer sees of it."""
        with officer_client(self.address) as officer:
            found = officer.get(f"/v1/dossiers/{instance.removeprefix('uuid:')}")
            return found.json()["dossier"] if found.status_code == 200 else None

    def count(self) -> int:
        """How many dossiers the hub has."""
        with officer_client(self.address) as officer:
            return len(officer.get("/v1/dossiers").json()["dossiers"])


@pytest.fixture(scope="module")
def place(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Place]:
    folder, clock = tmp_path_factory.mktemp("hub"), VirtualClock(MORNING)
    with serving(folder, clock) as address, collector_client(address, folder) as http:
        yield Place(address, folder, clock, http)


def said(answer: httpx.Response) -> tuple[str, str]:
    """The nature and the words of an OpenRosaResponse."""
    assert answer.headers["X-OpenRosa-Version"] == "1.0"
    assert answer.headers["Content-Type"].startswith("text/xml")
    (message,) = ET.fromstring(answer.text).iter("{http://openrosa.org/http/response}message")
    return message.get("nature", ""), message.text or ""


def test_head_says_where_and_how_large(place: Place) -> None:
    answer = place.http.head(SUBMISSION)
    assert answer.status_code == 204
    assert answer.headers["X-OpenRosa-Version"] == "1.0"
    assert int(answer.headers["X-OpenRosa-Accept-Content-Length"]) == 10 * 1024 * 1024
    assert answer.headers["Location"].endswith(SUBMISSION)
    assert "Date" in answer.headers


def test_forms_are_listed_fetched_and_have_no_media(place: Place) -> None:
    listed = ET.fromstring(place.http.get("/openrosa/formList").text)
    ns = {"f": "http://openrosa.org/xforms/xformsList"}
    (form,) = listed.findall("f:xform", ns)
    assert form.findtext("f:formID", "", ns) == "khai_sinh"
    path = httpx.URL(form.findtext("f:downloadUrl", "", ns)).path
    xform = place.http.get(path)
    assert xform.headers["Content-Type"].startswith("text/xml")
    instance = next(one for one in ET.fromstring(xform.text).iter() if one.get("id") == "khai_sinh")
    assert instance.get("version") == form.findtext("f:version", "", ns)
    manifest = place.http.get(httpx.URL(form.findtext("f:manifestUrl", "", ns)).path)
    assert len(ET.fromstring(manifest.text)) == 0
    assert place.http.get("/openrosa/forms/other").status_code == 404


def test_a_submission_in_one_post_becomes_a_dossier(place: Place) -> None:
    instance, page = new_instance(), picture()
    answer = place.post(xml(instance, "a.jpg"), a_jpg=page)
    assert (answer.status_code, said(answer)[0]) == (201, "submit_success")
    shown = place.dossier(instance)
    assert shown is not None
    assert str(shown["reference"]).startswith("ODK-261123-")
    with officer_client(place.address) as officer:
        (paper,) = [one for one in shown["papers"] if one["files"]]  # type: ignore[attr-defined]
        assert officer.get(paper["files"][0]["url"]).content == page


def test_the_same_post_again_changes_nothing_and_another_xml_is_refused(place: Place) -> None:
    instance, page = new_instance(), picture()
    assert place.post(xml(instance, "a.jpg"), a_jpg=page).status_code == 201
    before = place.count()
    assert place.post(xml(instance, "a.jpg"), a_jpg=page).status_code == 201
    assert place.count() == before
    other = place.post(xml(instance, "a.jpg", more="<other/>"), a_jpg=page)
    assert (other.status_code, said(other)[0]) == (409, "submit_error")
    edited = place.post(xml(new_instance(), meta=f"<orx:deprecatedID>{instance}</orx:deprecatedID>"))
    assert edited.status_code == 409


def test_pictures_may_come_in_several_posts_and_the_last_one_files_the_dossier(place: Place) -> None:
    instance, pages = new_instance(), [picture(), picture()]
    answers = xml(instance, "a.jpg", "<marriage_certificate>b.jpg</marriage_certificate>")
    first = place.post(answers, a_jpg=pages[0])
    assert (first.status_code, said(first)[0]) == (202, "submit_success")
    assert place.post(answers, a_jpg=pages[0]).status_code == 202
    assert place.dossier(instance) is None
    assert place.post(answers, b_jpg=pages[1]).status_code == 201
    shown = place.dossier(instance)
    assert shown is not None


@pytest.mark.parametrize(
    ("answers", "status", "words"),
    [
        (xml(new_instance(), consent="no"), 422, "consent_missing"),
        (xml("", "a.jpg"), 422, "invalid"),
        (("x", b"<data", "text/xml"), 422, "invalid"),
        (("x", b'<!DOCTYPE d [<!ENTITY a "b">]><data>&a;</data>', "text/xml"), 422, "invalid"),
        (("x", XML.replace("khai_sinh", "other").encode(), "text/xml"), 404, "not_found"),
        (("x", TOO_LONG.encode(), "text/xml"), 422, "persons.requester.id"),
    ],
    ids=["no consent", "no instanceID", "cut off", "an entity", "no such form", "too long"],
)
def test_what_is_refused_says_why_and_files_nothing(
    place: Place, answers: tuple[str, bytes, str], status: int, words: str
) -> None:
    before, pages = place.count(), set((place.folder / "files").iterdir())
    answer = place.post(answers, a_jpg=picture())
    assert answer.status_code == status
    assert words in said(answer)[1]
    assert place.count() == before
    assert set((place.folder / "files").iterdir()) == pages, "nor is a picture kept"


def test_a_picture_that_is_none_and_a_post_that_is_no_form(place: Place) -> None:
    assert place.post(xml(new_instance(), "a.jpg"), a_jpg=b"GIF89a").status_code == 422
    assert place.http.post(SUBMISSION, content=b"x").status_code == 400
    headers = {"Content-Type": "multipart/form-data; boundary=b"}
    cut = place.http.post(SUBMISSION, content=b"--b\r\n\r\n<data/>", headers=headers)
    assert cut.status_code == 400
    version = place.http.post(SUBMISSION, content=b"x", headers={"X-OpenRosa-Version": "2.0"})
    assert version.status_code == 400
    large = place.http.post(SUBMISSION, content=bytes(10 * 1024 * 1024 + 1), headers=headers)
    assert large.status_code == 413


def test_who_has_no_token_is_challenged_and_digest_opens(place: Place) -> None:
    token = (place.folder / "collector_token").read_text().strip()
    with client(place.address) as stranger:
        asked = stranger.head(SUBMISSION)
        assert asked.status_code == 401
        assert asked.headers["WWW-Authenticate"].startswith("Digest ")
        wrong = stranger.head(SUBMISSION, auth=httpx.DigestAuth("collector", "another"))
        assert wrong.status_code == 401
        right = httpx.DigestAuth("collector", token)
        assert stranger.head(SUBMISSION, auth=right).status_code == 204
        files = {"xml_submission_file": xml(new_instance())}
        posted = stranger.post(
            f"{SUBMISSION}?deviceID=a%20b", files=files, auth=right, headers={"X-OpenRosa-Version": "1.0"}
        )
        assert posted.status_code == 201
        old = stranger.build_request("HEAD", SUBMISSION)
        header = next(right.auth_flow(old)).headers["Authorization"]
        place.clock.advance(NONCE_LASTS_S + 1)
        assert stranger.head(SUBMISSION, headers={"Authorization": header}).status_code == 401


def test_each_form_fits_its_procedure() -> None:
    procedures = opened(Sources(PROCEDURES)).procedures
    for form in load_forms().values():
        procedure = procedures[form.mapped.procedure]
        assert form.mapped.procedure_version <= procedure.version
        roles = {role.id: set(role.inputs) for role in procedure.roles}
        for item in form.mapped.persons:
            role, _, name = item.partition(".")
            assert name in roles[role]
            assert name in INPUTS
        assert set(form.mapped.answers) <= {question.id for question in procedure.questions}
        assert set(form.mapped.papers) <= {paper.id for paper in procedure.papers}
        tree = ET.fromstring(form.xform)
        bound = {one.get("nodeset") for one in tree.iter("{http://www.w3.org/2002/xforms}bind")}
        paths = {path for paths in form.mapped.papers.values() for path in paths}
        assert {
            form.mapped.consent,
            *form.mapped.persons.values(),
            *form.mapped.answers.values(),
            *paths,
        } <= bound


def test_a_form_that_is_wrong_is_named_in_one_line(tmp_path: Path) -> None:
    (tmp_path / "a.toml").write_text("procedure = 1")
    with pytest.raises(StoreError, match=r"a\.toml"):
        load_forms(tmp_path)
    right = (Path(__file__).resolve().parents[2] / "config" / "openrosa" / "khai_sinh.toml").read_text()
    assert tomllib.loads(right)
    (tmp_path / "a.toml").write_text(right)
    (tmp_path / "a.xml").write_text("<data id='b'/>")
    with pytest.raises(StoreError, match="no instance has the id a"):
        load_forms(tmp_path)
