-- Mail to be sent, work to be done, and the settings of the site.
CREATE TABLE mail (
    id         ID PRIMARY KEY,
    mail_key   TEXT NOT NULL UNIQUE,
    person_id  INT64,
    to_email   TEXT NOT NULL,
    to_name    TEXT NOT NULL,
    kind       TEXT NOT NULL,
    subject    TEXT NOT NULL,
    body       TEXT NOT NULL,
    created_at INSTANT NOT NULL,
    private    BOOL01 NOT NULL
);
CREATE INDEX mail_person ON mail (person_id);

CREATE TABLE mail_delivery (
    mail_id    INT64 PRIMARY KEY REFERENCES mail (id),
    state      TEXT NOT NULL CHECK (state IN ('waiting', 'sent', 'failed', 'held', 'tray')),
    attempts   INT64 NOT NULL,
    next_at    INSTANT NOT NULL,
    sent_at    INSTANT,
    last_error TEXT
);
CREATE INDEX mail_delivery_waiting ON mail_delivery (state, next_at);

CREATE TABLE job (
    id          ID PRIMARY KEY,
    job_key     TEXT NOT NULL UNIQUE,
    kind        TEXT NOT NULL,
    args        TEXT NOT NULL,
    state       TEXT NOT NULL CHECK (state IN ('waiting', 'running', 'done', 'failed', 'cancelled')),
    run_at      INSTANT NOT NULL,
    attempts    INT64 NOT NULL,
    lease_until INSTANT,
    progress    INT64 NOT NULL,
    result      TEXT,
    last_error  TEXT,
    created_by  INT64,
    created_at  INSTANT NOT NULL,
    finished_at INSTANT
);
CREATE INDEX job_waiting ON job (state, run_at);

CREATE TABLE setting (
    id    ID PRIMARY KEY,
    key   TEXT NOT NULL UNIQUE,
    value TEXT NOT NULL
);

-- Bytes of files where the store is shared by several machines (PostgreSQL); on SQLite they lie in the data folder.
CREATE TABLE file_chunk (
    hash    BYTES NOT NULL,
    number  INT64 NOT NULL,
    bytes   BYTES NOT NULL,
    kept_at INSTANT NOT NULL,
    PRIMARY KEY (hash, number)
);

-- The server's own log of its being alive: one row a minute and run of a node; the instants are the site's.
CREATE TABLE heartbeat (
    minute_at INSTANT NOT NULL,
    node      TEXT NOT NULL,
    from_at   INSTANT NOT NULL,
    to_at     INSTANT NOT NULL,
    offset_us INT64 NOT NULL,
    requests  INT64 NOT NULL,
    failed    INT64 NOT NULL,
    stopped   BOOL01 NOT NULL,
    PRIMARY KEY (minute_at, node)
);
