CREATE TABLE receipt_sheet (
    dossier TEXT PRIMARY KEY REFERENCES dossier (id),
    state TEXT NOT NULL CHECK (state IN ('waiting', 'sending', 'printed', 'kept', 'in_doubt', 'failed')),
    at TEXT NOT NULL
);
