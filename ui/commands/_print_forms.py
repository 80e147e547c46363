"""Makes sample forms for `./run print form`, and checks all forms for `./run print lint`."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from config.load import load_bundle
from config.schema import Profile
from kiosk.catalogue.procedure import Procedure
from kiosk.forms.layout import form_names, load_form
from kiosk.forms.lint import FormProblem, look_at_layout, look_at_pages
from kiosk.forms.pages import pages_of, pdf
from kiosk.forms.sample import ALL, AMOUNTS, Amount, SampleCentre, sample
from kiosk.language.messages import Messages
from ui.wiring.catalogue import DATA, load_catalogue

OFFICE_SAMPLE = "1.001193"
"""The procedure of the dossier in samples of the office's own forms."""


def make_sample(name: str, profile: Profile, messages: Messages, amount: Amount = ALL) -> bytes:
    """Makes the PDF of a sample form with invented people."""
    form, procedure = load_form(name), _procedure(name, profile)
    return pdf(pages_of(form, sample(name, form, procedure, _at(profile, messages), amount), messages))


def lint_forms(
    profile: Profile, messages: Messages, names: Iterable[str] | None = None
) -> Iterator[FormProblem]:
    """Checks every form, or those of `names`, with every kind of sample."""
    at = _at(profile, messages)
    for name in form_names() if names is None else names:
        form, procedure = load_form(name), _procedure(name, profile)
        yield from look_at_layout(name, form, procedure, messages)
        for amount in AMOUNTS:
            pages = pages_of(form, sample(name, form, procedure, at, amount), messages)
            yield from look_at_pages(name, amount, pages)


def _procedure(name: str, profile: Profile) -> Procedure:
    procedures = load_catalogue(DATA, load_bundle(profile).fields).procedures
    return procedures[name] if name in procedures else procedures[OFFICE_SAMPLE]


def _at(profile: Profile, messages: Messages) -> SampleCentre:
    return SampleCentre(load_bundle(profile).centre, profile.hub.public_url, messages)
