"""Static files of all web faces, under `/static/`, from a table made once: no path comes from the outside.

The style's colours and fonts are generated from `ui/theme/tokens.json` and `config/fonts`, so that screens
and web pages can't drift apart.
"""

from __future__ import annotations

import hashlib
import json
from dataclasses import dataclass
from pathlib import Path

from fastapi import APIRouter, Request
from fastapi.responses import Response

from kiosk.hub.access import public

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
}
WEIGHTS = {"Light": 300, "Regular": 400, "Medium": 500, "SemiBold": 600, "Bold": 700, "ExtraBold": 800}


@dataclass(frozen=True, slots=True)
class Asset:
    """One static file in memory. `tag` is its HTTP entity tag."""

    body: bytes
    kind: str
    tag: str


def assets() -> dict[str, Asset]:
    """Every static file by the name that follows `/static/`. ValueError when two rooms use one name."""
    found = {"tokens.css": _asset(_tokens_css().encode(), ".css"), STYLE.name: _read(STYLE)}
    for folder in FOLDERS:
        for path in sorted(folder.iterdir()):
            if path.name in found:
                raise ValueError(f"two static files are called {path.name}")
            found[path.name] = _read(path)
    for path in sorted(FONTS.glob("*.ttf")):
        found[f"fonts/{path.name}"] = _read(path)
    return found


def router() -> APIRouter:
    """Routes of the static files. Browsers keep them and ask whether they changed."""
    routes = APIRouter(include_in_schema=False)
    table = assets()

    @routes.get("/static/{name:path}")
    @public
    async def static(name: str, request: Request) -> Response:
        asset = table.get(name)
        if asset is None:
            return Response(status_code=404)
        headers = {"ETag": asset.tag, "Cache-Control": "no-cache", "X-Content-Type-Options": "nosniff"}
        if request.headers.get("if-none-match") == asset.tag:
            return Response(status_code=304, headers=headers)
        return Response(asset.body, media_type=asset.kind, headers=headers)

    return routes


def _read(path: Path) -> Asset:
    return _asset(path.read_bytes(), path.suffix)


def _asset(body: bytes, suffix: str) -> Asset:
    return Asset(body, KINDS[suffix], f'"{hashlib.sha256(body).hexdigest()[:20]}"')


def _tokens_css() -> str:
    tokens = json.loads(TOKENS.read_text(encoding="utf-8"))
    family = tokens["font"]
    faces = [
        f'@font-face {{ font-family: "{family}"; font-weight: {weight}; font-display: swap; '
        f'src: url("fonts/{path.name}") format("truetype"); }}'
        for name, weight in WEIGHTS.items()
        for path in sorted(FONTS.glob(f"*-{name}.ttf"))
    ]
    sizes = [f"--radius-{name}: {pixels}px;" for name, pixels in tokens["radius"].items()]
    plain = [*_colours(tokens["colour"]), *sizes, f'--font: "{family}", system-ui, sans-serif;']
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
