CREATE TABLE print_jobs (
    job_id TEXT NOT NULL,
    attempt INTEGER NOT NULL,
    kind TEXT NOT NULL,
    sha256 TEXT NOT NULL,
    state TEXT NOT NULL,
    process_id TEXT NOT NULL,
    ts TEXT NOT NULL,
    PRIMARY KEY (job_id, attempt)
);
