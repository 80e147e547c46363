"""Renders the frame of every web page: template, language, and the headers that keep a page to itself."""

from __future__ import annotations

from functools import partial
from pathlib import Path

from fastapi.responses import HTMLResponse
from jinja2 import ChoiceLoader, Environment, FileSystemLoader, StrictUndefined

from config.schema import Centre
from kiosk.catalogue.describe import words
from kiosk.language.messages import Messages

DEFAULT_LANGUAGE = "vi"
SHARED = Path(__file__).resolve().parent / "templates"
# No inline script or style, nothing from another address, no frame around us. `blob:` and `data:` are
# not needed: pictures come from the hub.
POLICY = "; ".join(
    (
        "default-src 'none'",
        "script-src 'self'",
        "style-src 'self'",
        "font-src 'self'",
        "img-src 'self'",
        "connect-src 'self'",
        "base-uri 'none'",
        "form-action 'self'",
        "frame-ancestors 'none'",
    )
)
HEADERS = {
    "Content-Security-Policy": POLICY,
    "X-Content-Type-Options": "nosniff",
    # The address of a phone page holds its token: it must not be told to others.
    "Referrer-Policy": "no-referrer",
    "Cache-Control": "no-store",
    "X-Robots-Tag": "noindex",
}


class Pages:
    """Renders the templates of one face in the languages of the message catalogue."""

    def __init__(self, folder: Path, messages: Messages) -> None:
        self._messages = messages
        # StrictUndefined: a name misspelt in a template fails its test instead of showing nothing.
        self._environment = Environment(
            loader=ChoiceLoader([FileSystemLoader(folder), FileSystemLoader(SHARED)]),
            autoescape=True,
            undefined=StrictUndefined,
            trim_blocks=True,
            lstrip_blocks=True,
        )
        others = (code for code in messages.languages if code != DEFAULT_LANGUAGE)
        offered = map(messages.language, (DEFAULT_LANGUAGE, *others))
        self._environment.globals["offered"] = tuple(offered)

    def language(self, asked: str | None) -> str:
        """Chooses the language to show: what was asked for, where we have it, else Vietnamese."""
        return asked if asked in self._messages.languages else DEFAULT_LANGUAGE

    def show(
        self, template: str, lang: str, centre: Centre, *, status: int = 200, **values: object
    ) -> HTMLResponse:
        """Renders one page of `centre` as a response. `values` are the names that the template uses."""
        body = self._environment.get_template(template).render(
            _=partial(self._messages.text, lang),
            in_language=self._messages.text,
            words=partial(words, lang=lang, messages=self._messages),
            lang=lang,
            centre=centre,
            **values,
        )
        return HTMLResponse(body, status_code=status, headers={**HEADERS, "Content-Language": lang})
