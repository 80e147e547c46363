-- A rating is delivered like everything else: the kinds of deliveries are a CHECK of the table, which is made anew.
CREATE TABLE delivery_new (
    seq INTEGER PRIMARY KEY AUTOINCREMENT,
    kind TEXT NOT NULL CHECK (kind IN ('dossier', 'adopt', 'shown', 'notice', 'rating')),
    subject TEXT NOT NULL,
    body BLOB NOT NULL,
    state TEXT NOT NULL DEFAULT 'pending' CHECK (state IN ('pending', 'sent', 'refused')),
    reason TEXT NOT NULL DEFAULT '',
    made_at TEXT NOT NULL,
    closed_at TEXT
);
INSERT INTO delivery_new SELECT seq, kind, subject, body, state, reason, made_at, closed_at FROM delivery;
DROP TABLE delivery;
ALTER TABLE delivery_new RENAME TO delivery;
CREATE INDEX delivery_pending ON delivery (state, seq);
CREATE UNIQUE INDEX one_delivery_a_dossier ON delivery (subject) WHERE kind = 'dossier';
