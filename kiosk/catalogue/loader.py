"""Reads the procedures' files and leaves out those that would mislead a citizen or lead a visit astray.

One file of the folder is one procedure. Every problem is one line: "file: key: what is wrong".
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path

from config.errors import checked, read_toml
from config.problems import BadFile, Problem, did_you_mean
from config.text import Frozen, Text, is_one_line
from kiosk.catalogue.fees import SCALES
from kiosk.catalogue.procedure import Fee, Procedure, Question, When
from kiosk.catalogue.rules import RULES

BadCatalogue = BadFile

_LANGUAGES = ("vi", "en")
_ANSWER_KINDS = {"text", "date", "number"}


def procedure_files(folder: Path) -> list[Path]:
    """Lists the folder's files by name. Raises BadFile where it can't be read (`glob` would find nothing
    there).
    """
    try:
        return sorted(path for path in folder.iterdir() if path.match("*.toml"))
    except OSError as error:
        raise BadFile(f"{folder}: cannot be read: {error.strerror}") from error


def load_procedure(path: Path) -> Procedure:
    """Reads one file, checked for its form only (`check` looks at its content)."""
    return checked(Procedure, read_toml(path), path.name)


def read_procedures(
    folder: Path,
    fields: frozenset[str] | None = None,
    reserved: frozenset[str] = frozenset(),
    load: Callable[[Path], Procedure] = load_procedure,
) -> tuple[dict[str, Procedure], list[Problem]]:
    """Gives the procedures that can be used, by code in the order of their files, and
    every problem.

    A file with a problem of its own is left out whole. An offer that leads to no procedure is a problem, but
    not of the citizen who wants the procedure that makes it: that one stays.
    `fields`: ids of the queue fields, where they are to be checked. `reserved`: ids that no question may
    have. `load` reads one file: one that remembers, where a folder is read twice. Raises BadFile where the
    folder can't be read.
    """
    good: dict[str, Procedure] = {}
    problems: list[Problem] = []
    files = procedure_files(folder)
    for path in files:
        try:
            procedure = load(path)
        except BadFile as error:
            problems += error.problems
            continue
        found = list(check(procedure, fields, reserved))
        if procedure.code != path.stem:
            found.append(f"code: the file must be named {procedure.code}.toml")
        if not found:
            good[procedure.code] = procedure
        problems += [_in_file(path.name, what) for what in found]
    there = [path.stem for path in files]
    for code, procedure in good.items():
        problems += [_in_file(f"{code}.toml", what) for what in _wrong_offers(procedure, there)]
    return good, problems


def _in_file(name: str, found: str) -> Problem:
    """Makes a problem of "key: what is wrong" in that file."""
    key, _, what = found.partition(": ")
    return Problem(f"{name}: {key}", what)


def find_problems(
    folder: Path,
    fields: frozenset[str] | None = None,
    reserved: frozenset[str] = frozenset(),
    load: Callable[[Path], Procedure] = load_procedure,
) -> list[Problem]:
    """Lists every problem of the folder; nothing when all files are fit for use."""
    try:
        good, problems = read_procedures(folder, fields, reserved, load)
    except BadFile as error:
        return list(error.problems)
    return problems if good or problems else [Problem("", f"{folder.name}: holds no procedure (*.toml)")]


def check(
    procedure: Procedure, fields: frozenset[str] | None = None, reserved: frozenset[str] = frozenset()
) -> Iterator[str]:
    """Lists what is wrong inside one procedure: "key: what", one line each."""
    yield from _missing_texts(procedure)
    yield from _wrong_ids(procedure)
    yield from _wrong_sources(procedure)
    yield from _wrong_questions(procedure, reserved)
    yield from _wrong_conditions(procedure)
    yield from _wrong_roles(procedure)
    yield from _wrong_reads(procedure)
    if not procedure.times:
        yield "times: needs one entry; leave out its quantity where no time is published"
    if not procedure.fees:
        yield "fees: needs one entry; leave out its amount where no fee is published"
    for index, fee in enumerate(procedure.fees):
        yield from _wrong_fee(f"fees.{index}", fee)
    if fields is not None and procedure.field not in fields:
        yield f"field: unknown field {procedure.field}{did_you_mean(procedure.field, sorted(fields))}"
    for lang in procedure.aliases:
        if lang not in _LANGUAGES:
            yield f"aliases: {lang}: needs one of {', '.join(_LANGUAGES)}"


def _wrong_offers(procedure: Procedure, known: list[str]) -> Iterator[str]:
    for offer in procedure.offers:
        if offer.procedure not in known:
            near = did_you_mean(offer.procedure, known)
            yield f"offers: no procedure has code {offer.procedure}{near}"
        if offer.procedure == procedure.code:
            yield "offers: a procedure cannot be offered before itself"


def _texts(value: object, at: str) -> Iterator[tuple[str, Text]]:
    """Lists every text of a procedure with the key where it stands."""
    if isinstance(value, Text):
        yield at, value
    elif isinstance(value, tuple):
        for index, item in enumerate(value):
            yield from _texts(item, f"{at}.{getattr(item, 'id', index)}")
    elif isinstance(value, Frozen):
        for name in type(value).model_fields:
            yield from _texts(getattr(value, name), f"{at}.{name}" if at else name)


def _missing_texts(procedure: Procedure) -> Iterator[str]:
    for at, text in _texts(procedure, ""):
        for lang in _LANGUAGES:
            words = getattr(text, lang)
            if not words.strip():
                yield f"{at}.{lang}: is empty"
            elif words.strip() == "…":
                yield f"{at}.{lang}: is still to be filled in"
            elif not is_one_line(words):
                yield f"{at}.{lang}: holds a line break or a control character"
    for lang, names in procedure.aliases.items():
        for name in names:
            if not name.strip() or not is_one_line(name):
                yield f"aliases.{lang}: one of the names is empty or holds a control character"


def _wrong_ids(procedure: Procedure) -> Iterator[str]:
    groups = {
        "questions": [q.id for q in procedure.questions],
        "roles": [role.id for role in procedure.roles],
        "papers": [paper.id for paper in procedure.papers],
    }
    for question in procedure.questions:
        groups[f"questions.{question.id}.options"] = [option.id for option in question.options]
    for key, ids in groups.items():
        for twice in sorted({i for i in ids if ids.count(i) > 1}):
            yield f"{key}: {twice} is used twice"


def named_sources(procedure: Procedure) -> dict[str, str]:
    """Maps the key of every fact to the source that it names."""
    named = {"where_source": procedure.where_source, "result_source": procedure.result_source}
    for key in ("who_source", "legal_basis_source"):
        if getattr(procedure, key) is not None:
            named[key] = getattr(procedure, key)
    for group in ("times", "fees", "papers", "checks"):
        for index, fact in enumerate(getattr(procedure, group)):
            named[f"{group}.{getattr(fact, 'id', index)}.source"] = fact.source
    for paper in procedure.papers:
        if paper.replaced_by is not None:
            named[f"papers.{paper.id}.replaced_by.source"] = paper.replaced_by.source
    return named


def _wrong_sources(procedure: Procedure) -> Iterator[str]:
    named = named_sources(procedure)
    if procedure.who is not None and procedure.who_source is None:
        yield "who_source: is missing; name the source that says who it is for"
    if procedure.legal_basis and procedure.legal_basis_source is None:
        yield "legal_basis_source: is missing; name the source that lists the legal acts"
    for key, source in named.items():
        if source not in procedure.sources:
            yield f"{key}: unknown source {source}{did_you_mean(source, procedure.sources)}"
    for key, known in procedure.sources.items():
        if known.url is not None and ("…" in known.url or not known.url.startswith(("https://", "http://"))):
            yield f"sources.{key}.url: needs the page's address; leave it out where there is none"
        if known.valid_from and known.valid_to and known.valid_from > known.valid_to:
            yield f"sources.{key}: valid_from is later than valid_to"
        if key not in named.values():
            yield f"sources.{key}: nothing names this source"


def _wrong_questions(procedure: Procedure, reserved: frozenset[str]) -> Iterator[str]:
    for question in procedure.questions:
        at = f"questions.{question.id}"
        if question.id in reserved:
            yield f"{at}.id: is the name of a page that every visit has; choose another"
        if question.kind == "choice" and len(question.options) < 2:
            yield f"{at}.options: a choice needs two or more"
        if question.kind in _ANSWER_KINDS and question.options:
            yield f"{at}.options: only a choice has options"
        if question.least > question.most:
            yield f"{at}.least: is larger than most"


def _wrong_conditions(procedure: Procedure) -> Iterator[str]:
    earlier: dict[str, Question] = {}
    for question in procedure.questions:
        yield from _wrong_when(f"questions.{question.id}.when", question.when, earlier)
        earlier[question.id] = question
    for group in ("times", "fees", "roles", "papers"):
        for index, item in enumerate(getattr(procedure, group)):
            yield from _wrong_when(f"{group}.{getattr(item, 'id', index)}.when", item.when, earlier)


def _wrong_when(at: str, when: When | None, known: dict[str, Question]) -> Iterator[str]:
    if when is None:
        return
    if when.rule is not None and when.rule not in RULES:
        yield f"{at}.rule: unknown rule {when.rule}{did_you_mean(when.rule, RULES)}"
    if when.rule is None and not when.answers:
        yield f"{at}: names neither answers nor a rule"
    for step, values in when.answers.items():
        if step not in known:
            yield f"{at}: no earlier question is called {step}{did_you_mean(step, known)}"
        elif known[step].kind != "choice":
            yield f"{at}: question {step} is not a choice"
        else:
            options = [option.id for option in known[step].options]
            for value in values:
                if value not in options:
                    yield f"{at}.{step}: no option is called {value}{did_you_mean(value, options)}"


def _wrong_roles(procedure: Procedure) -> Iterator[str]:
    if not procedure.roles:
        yield "roles: needs at least the person who hands in"
        return
    first = procedure.roles[0]
    if first.when is not None:
        yield f"roles.{first.id}.when: the first role is whoever stands at the kiosk and is always asked"
    for role in procedure.roles:
        if not role.inputs:
            yield f"roles.{role.id}.inputs: needs at least one"
        for name in sorted({one for one in role.inputs if role.inputs.count(one) > 1}):
            yield f"roles.{role.id}.inputs: {name} is named twice"


def _wrong_reads(procedure: Procedure) -> Iterator[str]:
    known = [question.id for question in procedure.questions]
    known += [f"{role.id}.{name}" for role in procedure.roles for name in role.inputs]
    for paper in procedure.papers:
        for target in paper.reads:
            if target not in known:
                yield f"papers.{paper.id}.reads: nothing asks for {target}{did_you_mean(target, known)}"


def _wrong_fee(at: str, fee: Fee) -> Iterator[str]:
    scale, amount = fee.scale, fee.amount
    if amount is not None and amount < 0:
        yield f"{at}.amount: cannot be below 0"
    if amount == 0 and fee.exempt is None:
        yield f"{at}.exempt: an amount of 0 needs the sentence that says why nobody pays"
    if scale is not None and scale not in SCALES:
        yield f"{at}.scale: unknown scale {scale}{did_you_mean(scale, SCALES)}"
    if scale is not None and amount is None:
        yield f"{at}.amount: scale {scale} needs the amount it starts from"
