"""Starts a PostgreSQL server for a run of the suite: Debian's, as user `postgres`, with its own data folder
and socket, without fsync. The first test that needs it starts it; the run's end stops it.
"""

from __future__ import annotations

import fcntl
import glob
import os
import shutil
import subprocess
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from functools import cache
from itertools import count
from pathlib import Path

import pytest

from tests.catalogues import COMPILED

PROGRAMS = "/usr/lib/postgresql/*/bin"
MADE = "ENCODING 'UTF8' LC_COLLATE 'C' LC_CTYPE 'C.UTF-8'"
NO_SAFETY = "-c fsync=off -c full_page_writes=off -c synchronous_commit=on"
_numbers = count(1)
_free: list[str] = []
"""The databases that this process has made and nobody uses."""


class NoServer(Exception):
    """Says why there is no server; one line."""


def programs() -> Path | None:
    """Finds the folder of the newest server's programs."""
    found = sorted(glob.glob(PROGRAMS), key=lambda path: int(path.split("/")[4]))
    return Path(found[-1]) if found else None


def start(folder: Path, settings: str) -> None:
    """Makes a data folder in `folder` and starts a server on it that listens on a socket there and nowhere
    else. Raises NoServer.
    """
    bin_ = programs()
    if bin_ is None:
        raise NoServer("PostgreSQL is not installed: apt-get install postgresql")
    who = {"user": "postgres", "group": "postgres", "extra_groups": []} if os.geteuid() == 0 else {}
    if who:
        shutil.chown(folder, "postgres", "postgres")
    socket_only = f"-k {folder} -c listen_addresses='' -c max_connections=200 {settings}"
    for command in (
        [
            "initdb",
            "-D",
            "data",
            "-A",
            "trust",
            "-U",
            "motcua",
            "--no-sync",
            "--locale=C.UTF-8",
            "-E",
            "UTF8",
        ],
        ["pg_ctl", "-D", "data", "-l", "log", "-w", "-o", socket_only, "start"],
    ):
        done = subprocess.run(
            [bin_ / command[0], *command[1:]],
            cwd=folder,
            stdout=subprocess.DEVNULL,
            stderr=subprocess.PIPE,
            text=True,
            check=False,
            **who,  # type: ignore[call-overload]
        )
        if done.returncode:
            raise NoServer(f"PostgreSQL does not start: {done.stderr.strip().splitlines()[-1:]}")


def stop(folder: Path) -> None:
    """Stops the server of that folder and removes it; harmless where there is none."""
    process = folder / "data/postmaster.pid"
    if process.exists():
        os.kill(int(process.read_text().split()[0]), 3)  # SIGQUIT: at once; nobody needs the data
    shutil.rmtree(folder, ignore_errors=True)


def url_of(folder: Path, database: str) -> str:
    """Gives the URL of a database on the server of that folder."""
    return f"postgresql://motcua@/{database}?host={folder}"


def make_database(folder: Path, name: str, made: str = MADE) -> str:
    """Makes a database; gives its URL."""
    import psycopg  # not for every process of the suite

    with psycopg.connect(url_of(folder, "postgres"), autocommit=True) as connection:
        connection.execute(f'CREATE DATABASE "{name}" TEMPLATE template0 {made}'.encode())
    return url_of(folder, name)


@contextmanager
def running_server(settings: str = NO_SAFETY) -> Iterator[Path]:
    """Runs a server of its own during the block; gives its folder. Raises NoServer."""
    folder = Path(tempfile.mkdtemp(prefix="motcua-pg-"))
    try:
        start(folder, settings)
        yield folder
    finally:
        stop(folder)


@contextmanager
def empty_database() -> Iterator[str]:
    """Lends an empty database on the run's server; gives its URL. Skips the test where no server can be
    started.
    """
    if _free:
        url = _free.pop()
        _empty(url)
    else:
        try:
            folder = server_of_the_run()
        except NoServer as error:
            pytest.skip(str(error))
        url = make_database(folder, f"hub_{os.getpid()}_{next(_numbers)}")
    yield url
    _free.append(url)


def _empty(url: str) -> None:
    """Leaves the tables, which take longer to make."""
    import psycopg

    from kiosk.hub.store.tables import metadata

    filled = " UNION ALL ".join(
        f"SELECT '{name}' WHERE EXISTS (SELECT FROM \"{name}\")" for name in metadata.tables
    )
    with psycopg.connect(url) as connection:
        if connection.execute("SELECT to_regclass('alembic_version')").fetchone() == (None,):
            return  # no test has opened it
        tables = ", ".join(f'"{name}"' for (name,) in connection.execute(filled.encode()).fetchall())
        if tables:
            connection.execute(f"TRUNCATE {tables} RESTART IDENTITY CASCADE".encode())
        connection.execute("COMMENT ON TABLE alembic_version IS NULL")


@cache
def server_of_the_run() -> Path:
    """Starts the one server of all processes of the run, or finds it; gives its folder. Raises NoServer."""
    shared = Path(os.environ[COMPILED])
    with (shared / "postgresql.lock").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        noted = shared / "postgresql.folder"
        if not noted.exists():
            folder = Path(tempfile.mkdtemp(prefix="motcua-pg-"))
            noted.write_text(str(folder))
            start(folder, NO_SAFETY)
        folder = Path(noted.read_text())
        if not (folder / "data/postmaster.pid").exists():
            raise NoServer("PostgreSQL did not start for this run")
        return folder


def stop_server_of_the_run(shared: Path) -> None:
    """Stops the run's server, if a test has started it."""
    noted = shared / "postgresql.folder"
    if noted.exists():
        stop(Path(noted.read_text()))
