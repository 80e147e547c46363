"""Makes new databases of hubs as the first one of the process was made: to migrate one takes longer than most
tests of a hub. `tests/hub/test_older_database.py` holds the copy against the migrations themselves.
"""

from __future__ import annotations

from dataclasses import dataclass, field

from kiosk.hub.store import migrate
from kiosk.store.sqlite import Connection, step_of


@dataclass
class Maker:
    """Holds what the migrations made of an empty database: statements with their rows."""

    made: list[tuple[str, list[tuple[object, ...]]]] = field(default_factory=list)

    def upgrade(self, connection: Connection) -> None:
        """Does what `kiosk.hub.store.migrate.upgrade` does."""
        if step_of(connection):
            migrate.upgrade(connection)
        elif not self.made:
            migrate.upgrade(connection)
            self.made = content(connection)
        else:
            connection.execute("BEGIN IMMEDIATE")
            for statement, rows in self.made:
                for row in rows or [()]:
                    connection.execute(statement, row)
            connection.execute("COMMIT")


def content(connection: Connection) -> list[tuple[str, list[tuple[object, ...]]]]:
    """Gives the statements that make the database anew."""
    ours = "sql IS NOT NULL AND name NOT LIKE 'sqlite%'"
    found = connection.execute(f"SELECT type, name, sql FROM sqlite_master WHERE {ours}").fetchall()
    made: list[tuple[str, list[tuple[object, ...]]]] = [(sql, []) for _, _, sql in found]
    for kind, name, _ in found:
        if kind == "table" and (rows := connection.execute(f'SELECT * FROM "{name}"').fetchall()):
            places = ", ".join("?" * len(rows[0]))
            made.append((f'INSERT INTO "{name}" VALUES ({places})', [tuple(row) for row in rows]))
    return [*made, (f"PRAGMA user_version = {step_of(connection)}", [])]
