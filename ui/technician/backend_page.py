"""Shows a simulated backend as a page: its mood, buttons for each, and what it has filed."""

from __future__ import annotations

from collections.abc import Mapping
from functools import partial
from html import escape

from devices.simulators.backend_moods import MoodName
from devices.simulators.backend_sim import BackendSim
from kiosk.language.messages import N_, Messages

MOST_SHOWN = 30
WORDS: Mapping[MoodName, tuple[str, str]] = {
    "well": (N_("Works well"), N_("Everything is answered at once.")),
    "slow": (N_("Slow"), N_("It does what it is asked, and answers after so many seconds.")),
    "bad_gateway": (N_("502"), N_("The gateway before it answers; half of the time it has been done.")),
    "captive": (N_("Log-in page of a network"), N_("Something else answers 200 with a page of its own.")),
    "silent": (N_("Accepts and says nothing"), N_("It files the dossier and hangs up.")),
    "session_ended": (N_("Session ended"), N_("Every session has ended as soon as it is used.")),
    "duplicate_refused": (N_("“It is there already”"), N_("It files the dossier, and says that it had it.")),
    "schema_changed": (N_("Other answers"), N_("It files the dossier, and answers in another form.")),
    "list_changed": (N_("Other code lists"), N_("It refuses a value that it took before.")),
    "amount_lost": (N_("Amount not compared"), N_("It files the dossier with a fee of 0.")),
    "outage": (N_("Away"), N_("Every connection is closed at once.")),
}
"""The name of each mood, and what it means."""
TITLE = N_("Simulated portal")
NOW = N_("{requests} requests, {dossiers} dossiers, {twice} filed twice.")
SHARE = N_("Share of the requests, 0 to 1")
SECONDS = N_("Seconds of a slow answer")
FILED = N_("Filed last")
COLUMNS = (N_("Number"), N_("State"), N_("Times filed"))
STYLE = (
    "body{font:1.05rem/1.5 system-ui,sans-serif;margin:1.5rem auto;max-width:60rem;"
    "padding:0 1rem;color:#1b1b1b}"
    "form{display:grid;grid-template-columns:repeat(auto-fill,minmax(16rem,1fr));gap:.6rem}"
    "button{font:inherit;text-align:left;padding:.7rem;border:2px solid #6b6b6b;border-radius:.5rem;"
    "background:#fff;color:inherit;cursor:pointer;min-height:4rem}"
    "button[aria-pressed=true]{border-color:#0b57a4;background:#e3eefb}small{display:block}"
    "label{display:block}input{font:inherit;width:6rem;padding:.3rem}table{border-collapse:collapse;width:100%}"
    "th,td{text-align:left;padding:.3rem .6rem;border-bottom:1px solid #ccc;overflow-wrap:anywhere}"
)


def page(messages: Messages, lang: str, sim: BackendSim) -> bytes:
    """Writes the page in one language."""
    say = partial(messages.text, lang)
    mood = sim.temper.mood
    filed = list(sim.filed.values())
    twice = sum(one.times - 1 for one in filed)
    buttons = "".join(
        f'<button name="mood" value="{name}" aria-pressed="{str(name == mood.name).lower()}">'
        f"<b>{escape(say(title))}</b><small>{escape(say(what))}</small></button>"
        for name, (title, what) in WORDS.items()
    )
    rows = "".join(
        f"<tr><td>{escape(one.number)}</td><td>{escape(one.state)}</td><td>{one.times}</td></tr>"
        for one in reversed(filed[-MOST_SHOWN:])
    )
    heads = "".join(f'<th scope="col">{escape(say(name))}</th>' for name in COLUMNS)
    told = say(NOW).format(requests=sim.requests, dossiers=len(filed), twice=twice)
    return (
        f'<!doctype html><html lang="{lang}"><meta charset="utf-8">'
        '<meta name="viewport" content="width=device-width"><meta http-equiv="refresh" content="10">'
        f"<title>{escape(say(TITLE))}</title><style>{STYLE}</style>"
        f'<h1>{escape(say(TITLE))}</h1><p role="status">{escape(told)}</p>'
        f'<form method="post" action="/sim/mood">{buttons}'
        f'<label>{escape(say(SHARE))} <input name="share" value="{mood.share:g}" inputmode="decimal"></label>'
        f"<label>{escape(say(SECONDS))} "
        f'<input name="slow_s" value="{mood.slow_s:g}" inputmode="decimal"></label></form>'
        f"<h2>{escape(say(FILED))}</h2><table><thead><tr>{heads}</tr></thead><tbody>{rows}</tbody></table>"
    ).encode()
