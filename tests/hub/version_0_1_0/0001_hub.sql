CREATE TABLE event (
    seq INTEGER PRIMARY KEY AUTOINCREMENT,
    at TEXT NOT NULL,
    type TEXT NOT NULL,
    public TEXT,
    staff TEXT NOT NULL
);

CREATE TABLE audit (
    seq INTEGER PRIMARY KEY AUTOINCREMENT,
    at TEXT NOT NULL,
    role TEXT NOT NULL,
    actor TEXT NOT NULL,
    action TEXT NOT NULL,
    subject TEXT NOT NULL,
    detail TEXT NOT NULL DEFAULT ''
);

CREATE TABLE answered (
    scope TEXT NOT NULL,
    key TEXT NOT NULL,
    fingerprint TEXT NOT NULL,
    status INTEGER NOT NULL,
    answer TEXT NOT NULL,
    at TEXT NOT NULL,
    PRIMARY KEY (scope, key)
) WITHOUT ROWID;

CREATE TABLE session (
    token_sha256 TEXT PRIMARY KEY,
    officer TEXT NOT NULL,
    expires_at TEXT NOT NULL
) WITHOUT ROWID;

CREATE TABLE numbering (
    kind TEXT NOT NULL,
    day TEXT NOT NULL,
    last INTEGER NOT NULL,
    PRIMARY KEY (kind, day)
) WITHOUT ROWID;

CREATE TABLE ticket (
    arrival INTEGER PRIMARY KEY AUTOINCREMENT,
    id TEXT NOT NULL UNIQUE,
    number TEXT NOT NULL,
    day TEXT NOT NULL,
    field TEXT NOT NULL,
    procedure TEXT,
    lang TEXT NOT NULL,
    kiosk TEXT NOT NULL,
    token TEXT NOT NULL UNIQUE,
    origin TEXT NOT NULL CHECK (origin IN ('hub', 'kiosk')),
    issued_at TEXT NOT NULL,
    state TEXT NOT NULL,
    shown_how TEXT,
    counter TEXT,
    called_at TEXT,
    calls INTEGER NOT NULL DEFAULT 0,
    UNIQUE (day, number)
);
CREATE INDEX ticket_of_day ON ticket (day, state);
CREATE UNIQUE INDEX one_ticket_a_counter ON ticket (day, counter) WHERE state IN ('called', 'serving');

CREATE TABLE period (
    id INTEGER PRIMARY KEY AUTOINCREMENT,
    ticket TEXT NOT NULL REFERENCES ticket (id),
    field TEXT NOT NULL,
    state TEXT NOT NULL,
    started_at TEXT NOT NULL,
    ended_at TEXT,
    counter TEXT,
    officer TEXT
);
CREATE INDEX period_of_ticket ON period (ticket);
CREATE UNIQUE INDEX one_open_period ON period (ticket) WHERE ended_at IS NULL;
CREATE INDEX served_of_field ON period (field, state, id);

CREATE TABLE dossier (
    arrival INTEGER PRIMARY KEY AUTOINCREMENT,
    id TEXT NOT NULL UNIQUE,
    reference TEXT NOT NULL,
    token TEXT NOT NULL UNIQUE,
    procedure TEXT NOT NULL,
    ticket TEXT,
    body BLOB NOT NULL,
    received_at TEXT NOT NULL,
    state TEXT NOT NULL,
    since TEXT NOT NULL,
    code TEXT UNIQUE,
    accepted_at TEXT,
    due TEXT
);
CREATE INDEX dossier_of_ticket ON dossier (ticket);
CREATE INDEX dossier_by_reference ON dossier (reference);

CREATE TABLE dossier_file (
    dossier TEXT NOT NULL REFERENCES dossier (id),
    sha256 TEXT NOT NULL,
    PRIMARY KEY (dossier, sha256)
) WITHOUT ROWID;

CREATE TABLE decision (
    id INTEGER PRIMARY KEY AUTOINCREMENT,
    dossier TEXT NOT NULL REFERENCES dossier (id),
    kind TEXT NOT NULL CHECK (kind IN ('accept', 'supplement', 'refuse')),
    officer TEXT NOT NULL,
    reason TEXT NOT NULL,
    papers TEXT NOT NULL,
    at TEXT NOT NULL
);
CREATE INDEX decision_of_dossier ON decision (dossier);

CREATE TABLE notice (
    id TEXT PRIMARY KEY,
    kind TEXT NOT NULL,
    detail TEXT NOT NULL,
    kiosk TEXT NOT NULL,
    at TEXT NOT NULL,
    done_at TEXT,
    done_by TEXT
);
