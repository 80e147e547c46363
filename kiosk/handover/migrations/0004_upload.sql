-- Where the hub takes the rest of a page that was not sent whole yet.
CREATE TABLE upload (
    sha256 TEXT PRIMARY KEY,
    address TEXT NOT NULL
) WITHOUT ROWID;
