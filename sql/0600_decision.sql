-- Decisions of the committee, and the release that makes them public at a set minute.
-- Whether a decision departs from the order of scores is computed wherever it is asked: it depends on the others.
CREATE TABLE decision (
    id             ID PRIMARY KEY,
    call_id        INT64 NOT NULL REFERENCES call (id),
    application_id INT64 NOT NULL UNIQUE REFERENCES application (id),
    outcome        TEXT NOT NULL CHECK (outcome IN ('select', 'decline')),
    reason         TEXT NOT NULL,
    comment        TEXT NOT NULL,
    conditions     TEXT NOT NULL,
    revision       INT64 NOT NULL,
    decided_by     INT64 NOT NULL,
    decided_at     INSTANT NOT NULL
);
CREATE INDEX decision_call ON decision (call_id);

-- revision counts what was prepared, approved, recalled: jobs of an earlier one do nothing.
CREATE TABLE release (
    id               ID PRIMARY KEY,
    call_id          INT64 NOT NULL UNIQUE REFERENCES call (id),
    state            TEXT NOT NULL CHECK (state IN ('prepared', 'approved', 'released')),
    announce_at      INSTANT NOT NULL,
    document_prefix  TEXT NOT NULL,
    signed_by_ja     TEXT NOT NULL,
    decisions_hash   BYTES NOT NULL,
    revision         INT64 NOT NULL,
    prepared_by      INT64 NOT NULL,
    prepared_at      INSTANT NOT NULL,
    approved_by      INT64,
    approved_at      INSTANT,
    released_at      INSTANT
);

-- A letter as it leaves: the facts (doc JSON) and the PDF's hash; made before the announcement, sent with it.
CREATE TABLE letter (
    id              ID PRIMARY KEY,
    release_id      INT64 NOT NULL REFERENCES release (id),
    application_id  INT64 NOT NULL REFERENCES application (id),
    kind            TEXT NOT NULL,
    document_number TEXT NOT NULL UNIQUE,
    document        TEXT NOT NULL,
    pdf_hash        BYTES NOT NULL,
    pdf_size        INT64 NOT NULL,
    made_at         INSTANT NOT NULL,
    UNIQUE (release_id, application_id)
);
CREATE INDEX letter_application ON letter (application_id);
