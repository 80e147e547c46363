"""Each procedure can be walked to its end by its data alone, on every combination of answers."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from config.load import PROCEDURES
from kiosk.catalogue.procedure import Procedure, Question, When
from kiosk.catalogue.rules import applies, kept, papers_for, questions_for, roles_for
from kiosk.catalogue.sources import Sources
from tests.catalogues import opened

CATALOGUE = opened(Sources(PROCEDURES))
PROCEDURES_OF_TODAY = list(CATALOGUE.procedures.values())
EACH = pytest.mark.parametrize("procedure", PROCEDURES_OF_TODAY, ids=lambda p: p.code)
GRANDMOTHER = {"relation": "grandparent", "parents": "both", "married": "yes", "notice": "yes", "copies": "0"}


def walks(procedure: Procedure, answers: dict[str, str]) -> Iterator[dict[str, str]]:
    """Every way through the questions, each asked only once what is before it is answered."""
    question = next((q for q in questions_for(procedure, answers) if q.id not in answers), None)
    if question is None:
        yield answers
        return
    for value in values_of(question):
        yield from walks(procedure, {**answers, question.id: value})


def values_of(question: Question) -> list[str]:
    if question.kind == "choice":
        return [option.id for option in question.options]
    return [str(question.least)] if question.kind == "number" else [""]


def roles(code: str, answers: dict[str, str]) -> list[str]:
    return [role.id for role in roles_for(CATALOGUE.procedures[code], answers)]


def papers(code: str, answers: dict[str, str]) -> dict[str, str]:
    return {paper.id: paper.need for paper in papers_for(CATALOGUE.procedures[code], answers)}


def test_those_that_this_file_speaks_of_are_there() -> None:
    assert set(CATALOGUE.procedures) >= {"1.001193", "2.000986", "2.000815", "2.000635", "1.001612"}


@EACH
def test_every_way_ends_and_every_part_is_reached(procedure: Procedure) -> None:
    ways = list(walks(procedure, {}))
    assert 0 < len(ways) < 1000
    for group, found in (
        ("questions", lambda way: questions_for(procedure, way)),
        ("roles", lambda way: roles_for(procedure, way)),
        ("papers", lambda way: papers_for(procedure, way)),
    ):
        reached = {item.id for way in ways for item in found(way)}
        assert reached == {item.id for item in getattr(procedure, group)}, group
    for way in ways:
        assert roles_for(procedure, way)[0] is procedure.roles[0]
        assert kept(procedure, way) == way


@EACH
def test_every_fact_has_a_source_and_nothing_is_called_free(procedure: Procedure) -> None:
    for source in procedure.sources.values():
        assert source.title.vi
        assert source.seen.year >= 2026
    told = procedure.model_dump_json().lower()
    assert "miễn phí" not in told
    assert "free" not in told
    for fee in procedure.fees:
        if fee.amount == 0:
            assert fee.exempt is not None
            some_only = fee.when is not None or procedure.sources[fee.source].confidence == "medium"
            assert some_only or "miễn" in fee.exempt.vi.lower(), "0 for all only where a source waives it"


def test_a_grandmother_names_both_parents_and_is_asked_for_their_paper() -> None:
    assert roles("1.001193", GRANDMOTHER) == ["requester", "child", "mother", "father"]
    wanted = papers("1.001193", GRANDMOTHER)
    assert wanted["birth_notice"] == "required"
    assert wanted["parents_consent"] == "asked"
    assert wanted["marriage_certificate"] == "shown"
    assert not {"authorisation", "acknowledgement", "witness_statement"} & set(wanted)


@pytest.mark.parametrize("code", ["1.001193", "2.000986"])
@pytest.mark.parametrize(
    ("relation", "parents", "expected"),
    [
        ("mother", "both", ["requester", "child", "father"]),
        ("mother", "mother_only", ["requester", "child"]),
        ("father", "both", ["requester", "child", "mother"]),
        ("relative", "mother_only", ["requester", "child", "mother"]),
    ],
)
def test_nobody_is_asked_for_twice(code: str, relation: str, parents: str, expected: list[str]) -> None:
    assert roles(code, {"relation": relation, "parents": parents}) == expected


def test_someone_who_is_no_relative_must_bring_a_certified_authorisation() -> None:
    wanted = papers("1.001193", {**GRANDMOTHER, "relation": "authorised"})
    assert wanted["authorisation"] == "required"
    assert "parents_consent" not in wanted


def test_without_a_birth_notice_a_witness_or_a_declaration_does() -> None:
    assert "witness_statement" in papers("1.001193", {**GRANDMOTHER, "notice": "no", "proof": "witness"})
    declared = papers("1.001193", {**GRANDMOTHER, "notice": "no", "proof": "declaration"})
    assert "birth_declaration" in declared
    assert "birth_notice" not in declared


def test_unmarried_parents_acknowledge_the_child() -> None:
    wanted = papers("1.001193", {**GRANDMOTHER, "married": "no"})
    assert wanted["acknowledgement"] == wanted["parentage"] == "required"


def test_an_answer_left_behind_by_a_change_counts_no_more() -> None:
    birth = CATALOGUE.procedures["1.001193"]
    changed = {**GRANDMOTHER, "notice": "no", "proof": "witness"} | {"notice": "yes"}
    assert "proof" not in kept(birth, changed)
    assert "witness_statement" not in papers("1.001193", changed)


def test_what_hangs_on_a_question_no_longer_asked_is_not_asked_either() -> None:
    birth = CATALOGUE.procedures["1.001193"]
    when = When(answers={"proof": ("witness",)})
    further = birth.question("copies").model_copy(update={"id": "witnesses", "when": when})
    longer = birth.model_copy(update={"questions": (*birth.questions, further)})
    asked = {**GRANDMOTHER, "notice": "no", "proof": "witness"}
    assert further in questions_for(longer, asked)
    assert further not in questions_for(longer, {**asked, "notice": "yes"})


def test_the_linked_procedure_is_offered_before_plain_birth_registration() -> None:
    assert [offer.procedure for offer in CATALOGUE.procedures["1.001193"].offers] == ["2.000986"]


def test_a_copy_of_ones_own_record_is_quick() -> None:
    own = {"record": "birth", "whose": "own", "registered": "", "copies": "1"}
    assert roles("2.000635", own) == ["requester"]
    assert [paper for paper, need in papers("2.000635", own).items() if need != "shown"] == ["form"]
    assert "certified_authorisation" in papers("2.000635", {**own, "whose": "other"})


def test_a_family_business_filed_by_a_company() -> None:
    answers = {"founder": "family", "filed_by": "firm", "e_identity": "no"}
    wanted = set(papers("1.001612", answers))
    assert wanted == {
        "application",
        "family_authorisation",
        "service_contract",
        "introduction",
        "owner_identity",
    }
    assert roles("1.001612", answers) == ["requester", "owner"]
    assert roles("1.001612", {"founder": "person", "filed_by": "owner"}) == ["requester"]


def test_a_question_not_answered_holds_no_value() -> None:
    when = CATALOGUE.procedures["1.001193"].question("married").when
    assert not applies(when, {})
    assert applies(when, {"parents": "both"})
    assert not applies(when, {"parents": "mother_only"})
    assert applies(None, {})
