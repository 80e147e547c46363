"""Finds a command's module, reads its arguments, runs it, and returns an exit status."""

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

from kiosk.language.messages import N_, BadMessages, Messages
from ui.commandline.interrupt import INTERRUPTED, raise_again
from ui.commandline.loading import loading
from ui.commandline.streams import InputLost, OutputLost, drop, print_error
from ui.commands import MESSAGES, Refused, WrongUse, language_of

USAGE = N_("Usage: ./run [--lang vi|en] COMMAND …     (./run COMMAND --help tells more)")
HEADING = N_("Commands:")
UNKNOWN = N_("There is no command “{name}”. Did you mean “{nearest}”?")
UNKNOWN_FAR = N_("There is no command “{name}”; ./run --help lists them.")
UNRECOGNIZED = N_("This is not understood: {words}")
BAD_LANGUAGE = N_("--lang takes vi or en.")
BUG = N_("This is a fault of the program, not of yours; please pass on the lines above.")
NO_OUTPUT = N_("Standard output can't be written: {why}.")
NO_INPUT = N_("Standard input can't be read: {why}.")
FOLDER = Path(__file__).resolve().parents[1] / "commands"
HELP_WORDS = ("-h", "--help", "help")
ORDER = (
    "demo",
    "kiosk",
    "hub",
    "ask",
    "say",
    "listen",
    "models",
    "acceptance",
    "scan",
    "print",
    "catalogue",
    "config",
    "doctor",
    "test",
    "bench",
    "gate",
    "faults",
)


class Command(Protocol):
    """Describes what a command's module offers. `HELP` is a message id: one short line."""

    HELP: str

    def arguments(self, parser: argparse.ArgumentParser) -> None:
        """Declares the options."""

    def run(self, options: argparse.Namespace) -> int:
        """Runs the command and gives its exit status. Raises Refused or WrongUse."""


class Parser(argparse.ArgumentParser):
    """Parses arguments, and says in one line what is wrong."""

    def error(self, message: str) -> NoReturn:
        """Prints one line instead of usage and line."""
        raise WrongUse(f"{self.prog}: {message}")


def commands() -> tuple[str, ...]:
    """Lists the names of the commands, the most used first."""
    found = {path.stem for path in FOLDER.glob("[a-z]*.py")}
    return tuple(sorted(found, key=lambda name: (ORDER.index(name) if name in ORDER else len(ORDER), name)))


def module_of(name: str) -> Command:
    """Gives the module of a command."""
    with loading():
        module: Command = importlib.import_module(f"ui.commands.{name}")
    return module


def help_of(name: str) -> str:
    """Reads the `HELP` of a command without loading it: the help needs none of the commands' libraries."""
    for node in ast.parse((FOLDER / f"{name}.py").read_text(encoding="utf-8")).body:
        match node:
            case ast.Assign(
                targets=[ast.Name(id="HELP")], value=ast.Call(args=[ast.Constant(value=str(text))])
            ):
                return text
    raise LookupError(f'ui/commands/{name}.py has no HELP = N_("…")')


def help_text(messages: Messages, lang: str) -> str:
    """Gives the text that `./run --help` prints."""
    rows = [f"  {shown(name):<12} {messages.text(lang, help_of(name))}" for name in commands()]
    return "\n".join([messages.text(lang, USAGE), "", messages.text(lang, HEADING), *rows])


def shown(name: str) -> str:
    """Gives a module's name as people type it."""
    return name.replace("_", "-")


def split(arguments: Sequence[str]) -> tuple[str | None, list[str]]:
    """Splits off the language that was asked for before the command."""
    rest = list(arguments)
    lang = None
    while rest and (rest[0] == "--lang" or rest[0].startswith("--lang=")):
        word = rest.pop(0)
        lang = word.removeprefix("--lang=") if "=" in word else (rest.pop(0) if rest else "")
    return lang, rest


def find(name: str, messages: Messages, lang: str) -> str:
    """Finds the module's name of a command as typed. Raises WrongUse with the nearest one."""
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
    """Parses the options of one command; every command has `--lang`, by default what the locale says."""
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
    """Runs one command line."""
    asked, rest = split(arguments)
    if rest and rest[0] in HELP_WORDS:
        asked_after, rest[1:] = split(rest[1:])
        asked = asked if asked_after is None else asked_after
    lang = asked or locale_lang
    if asked is not None and asked not in ("vi", "en"):
        raise WrongUse(messages.text(locale_lang, BAD_LANGUAGE))
    if not rest:
        print_error(*help_text(messages, lang).splitlines())
        return 2
    if rest[0] in HELP_WORDS:
        sys.stdout.write(help_text(messages, lang) + "\n")
        return 0
    name = find(rest[0], messages, lang)
    module = module_of(name)
    options = parse(name, module, rest[1:], lang, messages)
    raise_again()
    return module.run(options)


def main(arguments: Sequence[str]) -> int:
    """Runs one command line; every expected trouble becomes one line and a status."""
    lang = language_of(os.environ)
    try:
        messages = Messages.from_folder(MESSAGES)
    except BadMessages as error:
        print_error(error)
        return 1
    try:
        try:
            return status_of(arguments, messages, lang)
        finally:
            sys.stdout.flush()
    except OutputLost as lost:
        drop(sys.stdout)
        print_error(messages.text(lang, NO_OUTPUT, why=messages.text(lang, str(lost))))
    except BrokenPipeError:
        drop(sys.stdout)  # the reader went away (`| head`): nothing to say
    return 1


def status_of(arguments: Sequence[str], messages: Messages, lang: str) -> int:
    """Runs a command line, prints what went wrong, and gives the exit status. Trouble with standard output is
    raised.
    """
    try:
        return dispatch(arguments, messages, lang)
    except (WrongUse, Refused) as refusal:
        print_error(*refusal.args)
        return 2 if isinstance(refusal, WrongUse) else 1
    except InputLost as lost:
        print_error(messages.text(lang, NO_INPUT, why=messages.text(lang, str(lost))))
        return 2
    except KeyboardInterrupt:
        return INTERRUPTED
    except SystemExit as ended:  # argparse, after `--help`
        return ended.code if isinstance(ended.code, int) else 0
    except (OutputLost, BrokenPipeError):
        raise
    except Exception:
        sys.excepthook(*sys.exc_info())
        print_error(messages.text(lang, BUG))
        return 1
