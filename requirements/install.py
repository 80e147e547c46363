"""Prepares this machine for a command: system packages, virtual environment, Python
packages.

    python3 requirements/install.py LOCK LIST...

Called by `./run` where the copies in `.venv/stamps` differ from the files here. Standard library alone.
May be interrupted at any point and repeated: everything is downloaded before anything is changed, and a
stamp is written when its part is complete. Its words go to standard error. Exit status 1, with one line,
when something is missing that it may not or can't install.
"""

from __future__ import annotations

import ctypes
import fcntl
import importlib.util
import os
import re
import shutil
import signal
import subprocess
import sys
import time
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
REQUIREMENTS = ROOT / "requirements"
VENV = ROOT / ".venv"
STAMPS = VENV / "stamps"
WHEELS = VENV / "wheels"
UNFINISHED = VENV / "unfinished"
APT_LISTS = Path("/var/lib/apt/lists")
MEGA = 1_000_000
UNITS = {"B": 1, "kB": 1_000, "MB": MEGA, "GB": 1_000 * MEGA}


class CannotSetUp(Exception):
    """Says that something is missing that can't be installed; the text is the one line people read."""


class Words:
    """Holds texts in the language of the locale, from the message catalogue; plain entries of one line only,
    since Babel is not installed yet.
    """

    def __init__(self, catalogue: Path, locale: str) -> None:
        source = catalogue.read_text(encoding="utf-8") if locale.startswith("vi") else ""
        pairs: list[tuple[str, str]] = re.findall(r'^msgid "(.+)"\nmsgstr "(.+)"$', source, re.MULTILINE)
        self._texts = dict(pairs)

    def __call__(self, message: str, **values: object) -> str:
        """Translates `message` to that language, with `{name}` filled from `values`."""
        return self._texts.get(message, message).format(**values)


_ = Words(
    ROOT / "ui/messages/vi/setup.po",
    os.environ.get("LC_ALL") or os.environ.get("LC_MESSAGES") or os.environ.get("LANG") or "",
)


@dataclass(frozen=True)
class Package:
    """Names a Debian package and what proves that it is there."""

    name: str
    proof: str
    optional: bool

    def present(self) -> bool:
        """Says if the proof holds on this machine."""
        if self.proof.startswith("python:"):
            importlib.invalidate_caches()
            return importlib.util.find_spec(self.proof.removeprefix("python:")) is not None
        if self.proof.startswith("/"):
            return any(path.is_file() for path in Path("/").glob(self.proof[1:]))
        if ".so" not in self.proof:
            return shutil.which(self.proof) is not None
        try:
            ctypes.CDLL(self.proof)
        except OSError:
            return False
        return True


@dataclass
class Cost:
    """Measures what the set-up took: bytes over the network, seconds for them, seconds for the rest."""

    python_bytes: int = 0
    system_bytes: int = 0
    download_s: float = 0.0
    install_s: float = 0.0


def read_packages(text: str) -> list[Package]:
    """Reads the packages of one `.apt` list."""
    rows = [line.split("#")[0].split() for line in text.splitlines()]
    return [Package(row[0], row[1], "optional" in row[2:]) for row in rows if row]


def read_pins(text: str) -> set[str]:
    """Reads the `name==version` pins of one lock file."""
    return {line.split()[0] for line in text.splitlines() if re.match(r"[a-z0-9]", line)}


def apt_bytes(output: str) -> int:
    """Reads how many bytes apt says that it has to get ("Need to get") or got ("Fetched")."""
    found = re.search(r"^(?:Need to get|Fetched) ([\d.,]+) (\w?B)\b", output, re.MULTILINE)
    return round(float(found[1].replace(",", "")) * UNITS[found[2]]) if found else 0


def print_line(text: str) -> None:
    """Prints one line for people."""
    print(text, file=sys.stderr, flush=True)  # noqa: T201 - this is a command


class Progress:
    """Shows the progress: one line that is rewritten on a terminal, several lines elsewhere."""

    def __init__(self) -> None:
        self._terminal = sys.stderr.isatty()

    def show(self, text: str) -> None:
        """Shows the newest state."""
        if self._terminal:
            width = shutil.get_terminal_size().columns - 1
            sys.stderr.write("\r\033[K" + text[:width])
            sys.stderr.flush()
        else:
            print_line(text)

    def clear(self) -> None:
        """Leaves the terminal's line empty for what comes next."""
        if self._terminal:
            sys.stderr.write("\r\033[K")


def stream(command: Sequence[str | Path], **variables: str) -> Iterator[str]:
    """Streams the output of `command` line by line, as it comes. Raises CalledProcessError, with the whole
    output, when it fails. Ctrl-C is passed on, and the command's own end awaited.
    """
    environment = {**os.environ, **variables}
    lines: list[str] = []
    process = subprocess.Popen(  # noqa: S603 - the commands are written in this file
        command,
        env=environment,
        text=True,
        errors="replace",
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
    )
    assert process.stdout is not None
    try:
        for line in process.stdout:
            lines.append(line)
            yield line.rstrip()
        status = process.wait()
    except (KeyboardInterrupt, GeneratorExit):
        process.send_signal(signal.SIGINT)
        process.wait()
        raise
    if status:
        raise subprocess.CalledProcessError(status, list(command), "".join(lines))


def reason(error: subprocess.CalledProcessError) -> str:
    """Finds the line of a failed command's output that says most."""
    lines = [line.strip() for line in str(error.output).splitlines() if line.strip()]
    telling = [line for line in lines if line.startswith(("E:", "ERROR:", "Error:"))]
    return (telling or lines or [str(error)])[-1]


class Apt:
    """Installs Debian packages where that is allowed: as root, or through sudo without a password."""

    def __init__(self, cost: Cost, progress: Progress) -> None:
        self._cost = cost
        self._progress = progress
        self._prefix = self._find_prefix()

    @staticmethod
    def _find_prefix() -> list[str] | None:
        if shutil.which("apt-get") is None:
            return None
        if os.geteuid() == 0:
            return []
        if shutil.which("sudo") is None:
            return None
        allowed = subprocess.run(["sudo", "-n", "true"], capture_output=True, check=False)  # noqa: S607
        return ["sudo", "-n"] if allowed.returncode == 0 else None

    @property
    def may(self) -> bool:
        """Says if packages can be installed without asking anybody."""
        return self._prefix is not None

    def install(self, names: Sequence[str]) -> None:
        """Installs `names`. Raises CalledProcessError when apt fails twice."""
        if not any(APT_LISTS.glob("*_Packages*")):
            self._update()
        try:
            self._attempt(names)
        except subprocess.CalledProcessError:
            # Old package lists, or a dpkg that was interrupted: put both right, then once more.
            self._run(["dpkg", "--configure", "-a"])
            self._update()
            self._attempt(names)

    def _update(self) -> None:
        started = time.monotonic()
        self._progress.show(_("Reading the lists of system packages…"))
        self._cost.system_bytes += apt_bytes(self._run(["apt-get", "update", "-q"]))
        self._cost.download_s += time.monotonic() - started

    def _attempt(self, names: Sequence[str]) -> None:
        options = ["-y", "-q", "--no-install-recommends", "-o", "DPkg::Lock::Timeout=300"]
        started = time.monotonic()
        got = self._run(["apt-get", "install", "--download-only", *options, *names], "Get:")
        self._cost.system_bytes += apt_bytes(got)
        fetched = time.monotonic()
        self._cost.download_s += fetched - started
        self._run(["apt-get", "install", *options, *names], "Unpacking ", "Setting up ")
        self._cost.install_s += time.monotonic() - fetched

    def _run(self, command: Sequence[str], *shown: str) -> str:
        variables = {"DEBIAN_FRONTEND": "noninteractive", "LC_ALL": "C"}
        settings = [f"{name}={value}" for name, value in variables.items()]
        lines = []
        total = "?"
        done = dict.fromkeys(shown, 0)
        for line in stream([*(self._prefix or []), "env", *settings, *command]):
            lines.append(line)
            if found := re.search(r"(\d+) newly installed", line):
                total = found[1]
            for start in shown:
                if line.startswith(start):
                    done[start] += 1
                    self._progress.show(f"apt [{done[start]}/{total}] {line[:70]}")
        return "\n".join(lines)


def install_system(lists: Sequence[str], cost: Cost, progress: Progress) -> None:
    """Installs what is missing of the system packages in `lists`; stamps the lists."""
    wanted = [p for name in lists for p in read_packages((REQUIREMENTS / f"{name}.apt").read_text())]
    missing = [package for package in wanted if not package.present()]
    needed = [package.name for package in missing if not package.optional]
    useful = [package.name for package in missing if package.optional]
    apt = Apt(cost, progress)
    if needed:
        command = _("apt-get install --no-install-recommends {packages}", packages=" ".join(needed))
        if not apt.may:
            raise CannotSetUp(_("System packages are missing. As root: {command}", command=command))
        print_line(_("System packages that are missing: {packages}", packages=" ".join(needed)))
        try:
            apt.install(needed)
        except subprocess.CalledProcessError as error:
            raise CannotSetUp(
                _("{command} failed: {reason}", command=command, reason=reason(error))
            ) from error
        unproved = [package.name for package in missing if package.name in needed and not package.present()]
        if unproved:
            raise CannotSetUp(_("Installed, yet not usable: {packages}", packages=" ".join(unproved)))
    if useful:
        install_optional(apt, useful)
    stamp(f"{name}.apt" for name in lists)


def install_optional(apt: Apt, names: Sequence[str]) -> None:
    """Installs what is only useful; says what it would take where that does not work."""
    try:
        if apt.may:
            print_line(_("System packages that are missing: {packages}", packages=" ".join(names)))
            apt.install(names)
            return
    except subprocess.CalledProcessError as error:
        print_line(reason(error))
    command = _("apt-get install --no-install-recommends {packages}", packages=" ".join(names))
    print_line(
        _(
            "Not installed, and not needed: {packages}. As root: {command}",
            packages=" ".join(names),
            command=command,
        )
    )


def make_environment() -> Path:
    """Makes a sound virtual environment and gives its Python; a half-made one is made again (downloads are
    kept).
    """
    python = VENV / "bin" / "python"
    if VENV.exists() and (UNFINISHED.exists() or not answers(python)):
        forget_locks()
        for entry in VENV.iterdir():
            if entry.name not in (WHEELS.name, STAMPS.name, "lock"):
                shutil.rmtree(entry) if entry.is_dir() and not entry.is_symlink() else entry.unlink()
    if not answers(python):
        print_line(_("Making the virtual environment…"))
        # The versioned executable: when the system's Python changes, the link breaks and this runs again.
        base = os.path.realpath(sys.executable)
        try:
            list(stream([base, "-I", "-m", "venv", VENV]))
        except subprocess.CalledProcessError as error:
            raise CannotSetUp(_("The virtual environment failed: {reason}", reason=reason(error))) from error
    return python


def answers(python: Path) -> bool:
    """Says if this environment has a Python and a pip that work."""
    if not python.exists():
        return False
    check = subprocess.run([python, "-I", "-c", "import pip"], capture_output=True, check=False)  # noqa: S603
    return check.returncode == 0


def install_python(lock: str, cost: Cost, progress: Progress) -> None:
    """Downloads the wheels of a lock file, installs them, and stamps every lock that they satisfy."""
    python = make_environment()
    file = REQUIREMENTS / f"{lock}.lock"
    pins = read_pins(file.read_text())
    exact: list[str | Path] = [
        "--no-deps",
        "--require-hashes",
        "--only-binary",
        ":all:",
        "--no-input",
        "-r",
        file,
    ]
    quiet = ["--progress-bar", "off", "--disable-pip-version-check"]
    pip: list[str | Path] = [python, "-I", "-m", "pip"]
    started = time.monotonic()
    try:
        download = [*pip, "download", *exact, *quiet, "--dest", WHEELS]
        cost.python_bytes = count_download(stream(download), len(pins), progress)
        fetched = time.monotonic()
        progress.show(_("Installing {count} Python packages…", count=len(pins)))
        forget_locks()
        UNFINISHED.touch()
        list(stream([*pip, "--isolated", "install", *exact, *quiet, "--no-index", "--find-links", WHEELS]))
    except subprocess.CalledProcessError as error:
        progress.clear()
        raise CannotSetUp(_("Python packages failed: {reason}", reason=reason(error))) from error
    UNFINISHED.unlink()
    cost.download_s += fetched - started
    cost.install_s += time.monotonic() - fetched
    others = REQUIREMENTS.glob("*.lock")
    stamp(other.name for other in others if read_pins(other.read_text()) <= pins)
    shutil.rmtree(WHEELS)


def count_download(lines: Iterator[str], total: int, progress: Progress) -> int:
    """Shows pip's downloads; counts the bytes that came over the network, by the wheels' own sizes."""
    fetched = []
    seen = 0
    for line in lines:
        if found := re.search(
            r"(Downloading|Using cached|Processing|already downloaded) \S*?([^/\s]+\.whl)(?!\.)(.*)", line
        ):
            seen += 1
            progress.show(f"pip [{seen}/{total}] {found[2].split('-')[0]}{found[3]}")
            if found[1] == "Downloading":
                fetched.append(found[2])
    return sum(wheel.stat().st_size for wheel in WHEELS.iterdir() if wheel.name in fetched)


def stamp(names: Iterator[str]) -> None:
    """Keeps copies of files that this machine now satisfies."""
    STAMPS.mkdir(parents=True, exist_ok=True)
    for name in names:
        part = STAMPS / f"{name}.part"
        shutil.copyfile(REQUIREMENTS / name, part)
        part.replace(STAMPS / name)


def forget_locks() -> None:
    """Forgets which locks are satisfied."""
    for path in STAMPS.glob("*.lock"):
        path.unlink()


def stamped(name: str) -> bool:
    """Says if the copy of a file proves that this machine satisfies it."""
    copy = STAMPS / name
    return copy.exists() and copy.read_bytes() == (REQUIREMENTS / name).read_bytes()


@contextmanager
def alone() -> Iterator[None]:
    """Lets two set-ups of one checkout wait for each other."""
    VENV.mkdir(exist_ok=True)
    with (VENV / "lock").open("w") as file:
        try:
            fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            print_line(_("Another set-up is running; waiting for it…"))
            fcntl.flock(file, fcntl.LOCK_EX)
        yield


def set_up(lock: str, lists: Sequence[str]) -> None:
    """Sets up everything that one command needs."""
    started = time.monotonic()
    cost = Cost()
    progress = Progress()
    print_line(_("Setting up (once; may be interrupted and repeated)…"))
    if not all(stamped(f"{name}.apt") for name in lists):
        install_system(lists, cost, progress)
    if UNFINISHED.exists() or not answers(VENV / "bin" / "python") or not stamped(f"{lock}.lock"):
        install_python(lock, cost, progress)
    progress.clear()
    print_line(
        _(
            "Ready: {total:.1f} MB downloaded (Python {python:.1f}, system {system:.1f}) in {download:.0f} s,"
            " installed in {install:.0f} s.",
            total=(cost.python_bytes + cost.system_bytes) / MEGA,
            python=cost.python_bytes / MEGA,
            system=cost.system_bytes / MEGA,
            download=cost.download_s,
            install=time.monotonic() - started - cost.download_s,
        )
    )


def main() -> int:
    """Runs the command; see the top of this file."""
    try:
        with alone():
            set_up(sys.argv[1], sys.argv[2:])
    except CannotSetUp as refusal:
        print_line(str(refusal))
        return 1
    except KeyboardInterrupt:
        print_line("\n" + _("Interrupted; the next ./run goes on from here."))
        return 130
    return 0


if __name__ == "__main__":
    sys.exit(main())
