CREATE TABLE numbering (
    kind TEXT NOT NULL,
    day TEXT NOT NULL,
    last INTEGER NOT NULL,
    PRIMARY KEY (kind, day)
) WITHOUT ROWID;

CREATE TABLE own_ticket (
    key TEXT PRIMARY KEY,
    id TEXT NOT NULL UNIQUE,
    number TEXT NOT NULL,
    day TEXT NOT NULL,
    field TEXT NOT NULL,
    procedure TEXT,
    token TEXT NOT NULL,
    issued_at TEXT NOT NULL,
    UNIQUE (day, number)
) WITHOUT ROWID;

CREATE TABLE delivery (
    seq INTEGER PRIMARY KEY AUTOINCREMENT,
    kind TEXT NOT NULL CHECK (kind IN ('dossier', 'adopt', 'shown', 'notice')),
    subject TEXT NOT NULL,
    body BLOB NOT NULL,
    state TEXT NOT NULL DEFAULT 'pending' CHECK (state IN ('pending', 'sent', 'refused')),
    reason TEXT NOT NULL DEFAULT '',
    made_at TEXT NOT NULL,
    closed_at TEXT
);
CREATE INDEX delivery_pending ON delivery (state, seq);
CREATE UNIQUE INDEX one_delivery_a_dossier ON delivery (subject) WHERE kind = 'dossier';

CREATE TABLE handed_in (
    dossier TEXT PRIMARY KEY,
    reference TEXT NOT NULL,
    token TEXT NOT NULL UNIQUE,
    procedure TEXT NOT NULL,
    handed_in_at TEXT NOT NULL
) WITHOUT ROWID;

CREATE TABLE dossier_file (
    dossier TEXT NOT NULL REFERENCES handed_in (dossier),
    sha256 TEXT NOT NULL,
    PRIMARY KEY (dossier, sha256)
) WITHOUT ROWID;
