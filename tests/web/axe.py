"""Asks axe-core what keeps people out of a page (docs/decisions/pages-judged-by-axe.md)."""

from __future__ import annotations

from functools import cache
from importlib.util import find_spec
from pathlib import Path

from ui.demo.pages import Page

PACKAGE = "axe_playwright_python"
# Experimental rules stay out; a target of 24 pixels is of WCAG 2.2 AA, and off by itself.
FINDINGS = """(async () => {
  const options = { resultTypes: ["violations"], rules: { "target-size": { enabled: true } } };
  const { violations } = await axe.run(document, options);
  return violations.flatMap(({ id, impact, nodes }) =>
    nodes.map((node) => `${impact} ${id}: ${node.target.join(" ")} ${node.failureSummary}`));
})()"""


@cache
def script() -> str | None:
    """The text of axe-core; None where its package is not installed. The package itself is never imported."""
    package = find_spec(PACKAGE)
    if package is None or package.origin is None:
        return None
    return (Path(package.origin).parent / "axe.min.js").read_text(encoding="utf-8")


def findings(page: Page) -> list[str]:
    """What axe-core has against the page as it stands."""
    if page.evaluate("typeof axe") == "undefined":
        page.evaluate(f"{script()}; 0")
    found: list[str] = page.evaluate(FINDINGS)
    return found
