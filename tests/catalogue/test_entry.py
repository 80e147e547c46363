"""What lists and slips show of a procedure fits there; the whole name finds it all the same."""

from __future__ import annotations

from datetime import date

from hypothesis import given
from hypothesis import strategies as st

from kiosk.catalogue.entry import LONGEST_NAME, entry_of_imported, short_name
from kiosk.catalogue.imported import Imported

LONG = "Giao đất, cho thuê đất và chuyển mục đích sử dụng đất MẪU, " * 6


def test_a_long_name_is_cut_at_a_word_and_keeps_the_end_that_tells_it_apart() -> None:
    short = short_name(f"{LONG}trường hợp khác (cấp xã)")
    assert short.startswith("Giao đất, cho thuê đất")
    assert short.endswith("… (cấp xã)")
    assert short_name("Cấp thẻ MẪU") == "Cấp thẻ MẪU"


def test_the_whole_name_of_a_record_finds_it() -> None:
    record = Imported(code="9.1", name=LONG, field="dat_dai", level="commune", seen=date(2026, 7, 18))
    entry = entry_of_imported(record)
    assert len(entry.name.vi) <= LONGEST_NAME
    assert entry.aliases == {"vi": (LONG,)}


@given(st.text(max_size=400))
def test_a_short_name_begins_as_the_name_and_is_never_longer(name: str) -> None:
    short = short_name(name)
    assert len(short) <= max(LONGEST_NAME, 0)
    head, _, _ = short.partition("…")
    assert name.startswith(head)
