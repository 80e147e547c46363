"""`./run COMMAND`: finds the command's module, reads its arguments, runs it, and returns an exit status.

0: it worked; 1: the work failed, the reason in one line; 2: wrong use; 130: interrupted.
"""

from __future__ import annotations

import argparse
import ast
import difflib
import importlib
import os
import sys
from collections.abc import Sequence
from pathlib import Path
from typing import NoReturn, Protocol

from kiosk.language.messages import N_, Messages
from ui.commands import MESSAGES, Refused, WrongUse, language_of

USAGE = N_("Usage: ./run [--lang vi|en] COMMAND …     (./run COMMAND --help tells more)")
HEADING = N_("Commands:")
UNKNOWN = N_("There is no command “{name}”. Did you mean “{nearest}”?")
UNKNOWN_FAR = N_("There is no command “{name}”; ./run --help lists them.")
UNRECOGNIZED = N_("This is not understood: {words}")
BAD_LANGUAGE = N_("--lang takes vi or en.")
BUG = N_("This is a fault of the program, not of yours; please pass on the lines above.")
FOLDER = Path(__file__).parent
ORDER = (
    "demo",
    "kiosk",
    "robot",
    "hub",
    "technician",
    "ask",
    "listen",
    "say",
    "models",
    "scan",
    "print",
    "catalogue",
    "config",
    "doctor",
    "test",
    "gate",
    "backend_sim",
    "bench",
    "faults",
)


class Command(Protocol):
    """What a module of a command offers. `HELP` is a message id: one short line."""

    HELP: str

    def arguments(self, parser: argparse.ArgumentParser) -> None:
        """Declare the options."""

    def run(self, options: argparse.Namespace) -> int:
        """Do it; the exit status. Raises Refused or WrongUse."""


class Parser(argparse.ArgumentParser):
    """An argument parser that says in one line what is wrong."""

    def error(self, message: str) -> NoReturn:
        """One line instead of usage and line."""
        raise WrongUse(f"{self.prog}: {message}")


def commands() -> tuple[str, ...]:
    """The names of the commands that there are, the most used first."""
    found = {path.stem for path in FOLDER.glob("[a-z]*.py")}
    return tuple(sorted(found, key=lambda name: (ORDER.index(name) if name in ORDER else len(ORDER), name)))


def module_of(name: str) -> Command:
    """The module of a command."""
    module: Command = importlib.import_module(f"ui.commands.{name}")
    return module


def help_of(name: str) -> str:
    """The `HELP` of a command, read without loading it: the help needs none of the commands' libraries."""
    for node in ast.parse((FOLDER / f"{name}.py").read_text(encoding="utf-8")).body:
        match node:
            case ast.Assign(
                targets=[ast.Name(id="HELP")], value=ast.Call(args=[ast.Constant(value=str(text))])
            ):
                return text
    raise LookupError(f'ui/commands/{name}.py has no HELP = N_("…")')


def help_text(messages: Messages, lang: str) -> str:
    """What `./run --help` prints."""
    rows = [f"  {shown(name):<12} {messages.text(lang, help_of(name))}" for name in commands()]
    return "\n".join([messages.text(lang, USAGE), "", messages.text(lang, HEADING), *rows])


def shown(name: str) -> str:
    """A module's name as people type it."""
    return name.replace("_", "-")


def split(arguments: Sequence[str]) -> tuple[str | None, list[str]]:
    """The language that was asked for before the command, and the rest."""
    rest = list(arguments)
    lang = None
    while rest and rest[0].startswith("--lang"):
        word = rest.pop(0)
        lang = word.removeprefix("--lang=") if "=" in word else (rest.pop(0) if rest else "")
    return lang, rest


def find(name: str, messages: Messages, lang: str) -> str:
    """The module's name of a command as typed. Raises WrongUse with the nearest one."""
    known = [shown(command) for command in commands()]
    if name in known:
        return name.replace("-", "_")
    near = difflib.get_close_matches(name, known, 1)
    if near:
        raise WrongUse(messages.text(lang, UNKNOWN, name=name, nearest=near[0]))
    raise WrongUse(messages.text(lang, UNKNOWN_FAR, name=name))


def parse(
    name: str, module: Command, words: Sequence[str], lang: str, messages: Messages
) -> argparse.Namespace:
    """The options of one command; every command has `--lang`, by default what the locale says."""
    parser = Parser(
        prog=f"./run {shown(name)}", description=messages.text(lang, module.HELP), allow_abbrev=False
    )
    module.arguments(parser)
    if not any(action.dest == "lang" for action in parser._actions):  # no public list of what was declared
        parser.add_argument("--lang", choices=("vi", "en"), default=lang)
    options, rest = parser.parse_known_args(words)
    if rest and "rest" not in options:  # `parser.set_defaults(rest=[])`: this command passes them on
        parser.error(messages.text(lang, UNRECOGNIZED, words=" ".join(rest)))
    options.rest = rest
    return options


def dispatch(arguments: Sequence[str], messages: Messages, locale_lang: str) -> int:
    """Run one command line."""
    asked, rest = split(arguments)
    lang = asked or locale_lang
    if asked is not None and asked not in ("vi", "en"):
        raise WrongUse(messages.text(locale_lang, BAD_LANGUAGE))
    if not rest:
        print(help_text(messages, lang), file=sys.stderr)
        return 2
    if rest[0] in ("-h", "--help", "help"):
        print(help_text(messages, lang))
        return 0
    name = find(rest[0], messages, lang)
    module = module_of(name)
    return module.run(parse(name, module, rest[1:], lang, messages))


def main(arguments: Sequence[str]) -> int:
    """Run one command line; every expected trouble becomes one line and a status."""
    messages = Messages.from_folder(MESSAGES)
    lang = language_of(os.environ)
    try:
        status = dispatch(arguments, messages, lang)
        sys.stdout.flush()
    except WrongUse as refusal:
        print(refusal, file=sys.stderr)
        return 2
    except Refused as refusal:
        print(refusal, file=sys.stderr)
        return 1
    except KeyboardInterrupt:
        return 130
    except BrokenPipeError:
        # The reader went away (`| head`): nothing to say, and nothing more to write at exit.
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        return 1
    except Exception:
        sys.excepthook(*sys.exc_info())
        print(messages.text(lang, BUG), file=sys.stderr)
        return 1
    return status


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
