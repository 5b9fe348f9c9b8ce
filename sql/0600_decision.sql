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

-- revision counts what was prepared, stamped, returned, approved, recalled: jobs of an earlier one do nothing. draft counts
-- what has to be stamped from the first step: each preparation, and each approval taken back.
CREATE TABLE release (
    id               ID PRIMARY KEY,
    call_id          INT64 NOT NULL UNIQUE REFERENCES call (id),
    state            TEXT NOT NULL CHECK (state IN ('prepared', 'returned', 'approved', 'released')),
    announce_at      INSTANT NOT NULL,
    document_prefix  TEXT NOT NULL,
    signed_by_ja     TEXT NOT NULL,
    decisions_hash   BYTES NOT NULL,
    revision         INT64 NOT NULL,
    prepared_by      INT64 NOT NULL,
    prepared_at      INSTANT NOT NULL,
    approved_by      INT64,
    approved_at      INSTANT,
    released_at      INSTANT,
    draft            INT64 NOT NULL,
    definition_id    INT64 NOT NULL,
    first_number     INT64 NOT NULL,
    counts           TEXT NOT NULL CHECK (counts IN ('none', 'total', 'by_type')),
    notice_at        INSTANT,
    confirm_by       INSTANT,
    noticed_at       INSTANT,
    press_ja         TEXT,
    press_en         TEXT
);

-- 決裁: what was stamped, or returned, at which step of which draft; approved elsewhere with its number and day.
CREATE TABLE approval (
    id             ID PRIMARY KEY,
    release_id     INT64 NOT NULL REFERENCES release (id),
    draft          INT64 NOT NULL,
    position       INT64 NOT NULL,
    title_ja       TEXT NOT NULL,
    title_en       TEXT NOT NULL,
    act            TEXT NOT NULL CHECK (act IN ('approved', 'returned')),
    outside_number TEXT,
    outside_on     DATE,
    note           TEXT NOT NULL,
    person_id      INT64 NOT NULL,
    made_at        INSTANT NOT NULL,
    UNIQUE (release_id, draft, position)
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
