"""Two dossiers in one outbox: what happens to the one is never told of the other, nor done to it."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from kiosk.clock import VirtualClock
from kiosk.contract.notice import NewNotice
from kiosk.dossier.files import DamagedFileError, digest_of
from kiosk.handover.outbox import Outbox
from tests.hub.scene import JPEG, MORNING, birth_dossier

FIRST_PAGE, SECOND_PAGE = JPEG + b"first", JPEG + b"second"
SHARED = JPEG


@pytest.fixture
def outbox(tmp_path: Path) -> Iterator[Outbox]:
    made = Outbox(tmp_path, VirtualClock(MORNING))
    yield made
    made.close()


def pages(*contents: bytes) -> dict[str, bytes]:
    return {digest_of(content): content for content in contents}


def test_the_first_one_delivered_leaves_the_second_waiting(outbox: Outbox) -> None:
    first, second = birth_dossier(), birth_dossier()
    sealed = outbox.seal(first, pages(FIRST_PAGE, SHARED))
    assert sealed is not None
    assert outbox.seal(second, pages(SECOND_PAGE, SHARED)) is not None
    outbox.confirm(sealed)
    assert (outbox.state_of(first.id), outbox.state_of(second.id)) == ("sent", "pending")
    [left] = outbox.pending()
    assert (left.subject, set(left.files)) == (second.id, set(pages(SECOND_PAGE, SHARED)))
    assert outbox.content(digest_of(SHARED)) == SHARED, "the second one needs it too"
    with pytest.raises(DamagedFileError):
        outbox.content(digest_of(FIRST_PAGE))


def test_the_second_one_delivered_leaves_the_first_waiting(outbox: Outbox) -> None:
    first, second = birth_dossier(), birth_dossier()
    outbox.seal(first, pages(FIRST_PAGE))
    sealed = outbox.seal(second, pages(SECOND_PAGE))
    assert sealed is not None
    outbox.confirm(sealed)
    assert (outbox.state_of(first.id), outbox.state_of(second.id)) == ("pending", "sent")
    assert outbox.content(digest_of(FIRST_PAGE)) == FIRST_PAGE


def test_one_that_is_refused_is_kept_and_stops_nothing(outbox: Outbox) -> None:
    first, second = birth_dossier(), birth_dossier()
    sealed = outbox.seal(first, pages(FIRST_PAGE))
    assert sealed is not None
    outbox.seal(second, pages(SECOND_PAGE))
    outbox.refuse(sealed, "unknown_procedure")
    assert (outbox.state_of(first.id), outbox.state_of(second.id)) == ("refused", "pending")
    assert [one.subject for one in outbox.pending()] == [second.id]
    assert outbox.content(digest_of(FIRST_PAGE)) == FIRST_PAGE, "for the staff"


def test_each_is_found_by_its_own_id_and_token(outbox: Outbox) -> None:
    first, second = birth_dossier(), birth_dossier()
    for dossier in (first, second):
        outbox.seal(dossier, {})
    for dossier in (first, second):
        for found in (outbox.submission(dossier=dossier.id), outbox.submission(token=dossier.token)):
            assert found is not None
            assert (found.dossier, found.token, found.reference) == (
                dossier.id,
                dossier.token,
                dossier.reference,
            )
    assert outbox.submission(token="0" * 16) is None
    assert outbox.state_of("nobody's") is None


def test_a_message_about_something_else_says_nothing_of_a_dossier(outbox: Outbox) -> None:
    dossier = birth_dossier()
    outbox.seal(dossier, {})
    outbox.confirm(outbox.add("notice", dossier.id, NewNotice(id=dossier.id, kind="call_staff", kiosk="K1")))
    assert outbox.state_of(dossier.id) == "pending"


def test_what_could_not_be_written_is_told_and_leaves_nothing(
    outbox: Outbox, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Between the first row and the last one the disk fails."""
    dossier, other = birth_dossier(), birth_dossier()

    def fails(_dossier: object) -> bytes:
        raise OSError("disk full")

    with monkeypatch.context() as broken:
        broken.setattr("kiosk.handover.outbox.to_json", fails)
        with pytest.raises(OSError, match="disk full"):
            outbox.seal(dossier, {})
    assert outbox.submission(dossier=dossier.id) is None
    assert outbox.pending() == []
    assert outbox.seal(other, {}) is not None, "the next one is kept"
    assert outbox.seal(dossier, {}) is not None, "and so is this one, tried again"
