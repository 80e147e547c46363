"""Serves the static files of all web faces, under `/static/`, from a table made once: no path comes from the
outside.

The contract's constants are generated (`ui.web.contract`), and so are the style's colours and fonts, from
`ui/theme/tokens.json`, `config/fonts` and the fonts that languages bring: hub, screens and web pages can't
drift apart.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from urllib.parse import quote

from fastapi import APIRouter, Request
from fastapi.responses import Response

from kiosk.hub.access import public
from kiosk.hub.problems import ProblemError
from ui.web.contract import contract_js

ROOT = Path(__file__).resolve().parents[2]
TOKENS = ROOT / "ui" / "theme" / "tokens.json"
FONTS = ROOT / "config" / "fonts"
FOLDERS = (
    ROOT / "ui" / "web" / "static",
    ROOT / "ui" / "counter" / "static",
    ROOT / "ui" / "board" / "static",
)
STYLE = ROOT / "ui" / "theme" / "web.css"
KINDS = {
    ".css": "text/css; charset=utf-8",
    ".js": "text/javascript; charset=utf-8",
    ".svg": "image/svg+xml",
    ".ttf": "font/ttf",
    ".otf": "font/otf",
}
WEIGHTS = {"Light": 300, "Regular": 400, "Medium": 500, "SemiBold": 600, "Bold": 700, "ExtraBold": 800}


@dataclass(frozen=True, slots=True)
class Asset:
    """Holds one static file in memory. `tag` is its HTTP entity tag."""

    body: bytes
    kind: str
    tag: str


def assets(others: Sequence[Path] = ()) -> dict[str, Asset]:
    """Lists every static file by the name that follows `/static/`; `others` are fonts for letters that the
    bundled ones lack. ValueError when two rooms use one name.
    """
    found = {
        "tokens.css": _asset(_tokens_css(others).encode(), ".css"),
        "contract.js": _asset(contract_js().encode(), ".js"),
        STYLE.name: _read(STYLE),
    }
    for folder in FOLDERS:
        for path in sorted(folder.iterdir()):
            if path.name in found:
                raise ValueError(f"two static files are called {path.name}")
            found[path.name] = _read(path)
    for path in (*sorted(FONTS.glob("*.ttf")), *others):
        found[_address(path)] = _read(path)
    return found


def router(others: Sequence[Path]) -> APIRouter:
    """Makes the routes of the static files, fonts of languages included. Browsers keep them and ask whether
    they changed.
    """
    routes = APIRouter(include_in_schema=False)
    table = assets(others)

    @routes.get("/static/{name:path}")
    @public
    async def static(name: str, request: Request) -> Response:
        asset = table.get(name)
        if asset is None:
            raise ProblemError("not_found")
        headers = {"ETag": asset.tag, "Cache-Control": "no-cache", "X-Content-Type-Options": "nosniff"}
        if request.headers.get("if-none-match") == asset.tag:
            return Response(status_code=304, headers=headers)
        return Response(asset.body, media_type=asset.kind, headers=headers)

    return routes


def _read(path: Path) -> Asset:
    return _asset(path.read_bytes(), path.suffix)


def _asset(body: bytes, suffix: str) -> Asset:
    return Asset(body, KINDS[suffix], f'"{hashlib.sha256(body).hexdigest()[:20]}"')


def _address(font: Path) -> str:
    """Gives the address of a font: languages may bring files of the same name, so theirs carry their
    folder's.
    """
    return f"fonts/{font.name}" if font.parent == FONTS else f"fonts/{font.parent.parent.name}/{font.name}"


def _face(family: str, font: Path) -> str:
    """Writes one `@font-face`; the weight is the last part of the file's name, as in `-Bold.ttf`."""
    weight = WEIGHTS.get(font.stem.rpartition("-")[2], 400)
    return (
        f'@font-face {{ font-family: "{family}"; font-weight: {weight}; font-display: swap; '
        f'src: url("{quote(_address(font))}"); }}'
    )


def _tokens_css(others: Sequence[Path]) -> str:
    tokens = json.loads(TOKENS.read_text(encoding="utf-8"))
    family = tokens["font"]
    behind = {font: f"{family} {font.parent.parent.name}" for font in others}
    faces = [_face(family, font) for font in sorted(FONTS.glob("*.ttf"))]
    faces += [_face(name, font) for font, name in behind.items()]
    families = ", ".join(f'"{name}"' for name in dict.fromkeys((family, *behind.values())))
    sizes = [f"--radius-{name}: {pixels}px;" for name, pixels in tokens["radius"].items()]
    plain = [*_colours(tokens["colour"]), *sizes, f"--font: {families}, system-ui, sans-serif;"]
    return "\n".join(
        [
            *faces,
            f":root {{ {' '.join(plain)} }}",
            f"@media (prefers-contrast: more) {{ :root {{ {' '.join(_colours(tokens['contrast']))} }} }}",
            "",
        ]
    )


def _colours(table: dict[str, str]) -> list[str]:
    return [f"--{name.replace('_', '-')}: {value};" for name, value in table.items()]
