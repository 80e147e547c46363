-- The number that is being handed out, at most one: after a crash somebody may hold it.
CREATE TABLE handing_out (
    one INTEGER PRIMARY KEY CHECK (one = 1),
    ticket TEXT NOT NULL
);
