-- Applications: what is being written, what was sent, and what was ever typed.
CREATE TABLE application (
    id              ID PRIMARY KEY,
    call_id         INT64 NOT NULL REFERENCES call (id),
    type_key        TEXT NOT NULL,
    title           TEXT NOT NULL,
    title_kana      TEXT,
    institution_id  INT64 NOT NULL REFERENCES institution (id),
    receipt_no      TEXT NOT NULL UNIQUE,
    state           TEXT NOT NULL CHECK (state IN ('draft', 'submitted', 'withdrawn')),
    submissions     INT64 NOT NULL,
    submission_id   INT64,
    approved_by     INT64,
    approved_at     INSTANT,
    withdrawn_by    INT64,
    withdrawn_at    INSTANT,
    withdrawn_why   TEXT,
    created_by      INT64 NOT NULL,
    created_at      INSTANT NOT NULL
);
CREATE INDEX application_call ON application (call_id, state);
CREATE INDEX application_institution ON application (institution_id);

CREATE TABLE application_member (
    id             ID PRIMARY KEY,
    application_id INT64 NOT NULL REFERENCES application (id),
    person_id      INT64 NOT NULL REFERENCES person (id),
    role           TEXT NOT NULL CHECK (role IN ('lead', 'editor', 'viewer')),
    added_by       INT64 NOT NULL,
    added_at       INSTANT NOT NULL,
    UNIQUE (application_id, person_id)
);
CREATE INDEX application_member_person ON application_member (person_id);

-- The present text of each field.
CREATE TABLE answer (
    id             ID PRIMARY KEY,
    application_id INT64 NOT NULL REFERENCES application (id),
    field_key      TEXT NOT NULL,
    value          TEXT NOT NULL,
    revision       INT64 NOT NULL,
    saved_at       INSTANT NOT NULL,
    saved_by       INT64 NOT NULL,
    UNIQUE (application_id, field_key)
);

-- Every text that ever arrived for a field, kept whatever became of it:
-- saved (it became the present text), stale (somebody saved before: both are shown), late (after the deadline).
CREATE TABLE answer_save (
    id             ID PRIMARY KEY,
    application_id INT64 NOT NULL REFERENCES application (id),
    field_key      TEXT NOT NULL,
    value          TEXT NOT NULL,
    revision       INT64 NOT NULL,
    outcome        TEXT NOT NULL CHECK (outcome IN ('saved', 'stale', 'late')),
    saved_at       INSTANT NOT NULL,
    saved_by       INT64 NOT NULL
);
CREATE INDEX answer_save_application ON answer_save (application_id, field_key);

CREATE TABLE submission (
    id             ID PRIMARY KEY,
    application_id INT64 NOT NULL REFERENCES application (id),
    number         INT64 NOT NULL,
    definition_id  INT64 NOT NULL REFERENCES definition (id),
    type_key       TEXT NOT NULL,
    title          TEXT NOT NULL,
    answers        TEXT NOT NULL,
    content_hash   BYTES NOT NULL,
    arrived_at     INSTANT NOT NULL,
    recorded_at    INSTANT NOT NULL,
    sent_by        INT64 NOT NULL,
    UNIQUE (application_id, number)
);

-- The whole submission as one PDF, made by a job; its bytes are found by their hash (src/file).
CREATE TABLE submission_pdf (
    submission_id  ID PRIMARY KEY REFERENCES submission (id),
    hash           BYTES NOT NULL,
    size           INT64 NOT NULL,
    made_at        INSTANT NOT NULL
);

-- A file that belongs to an answer. Its bytes are found by hash (src/file).
CREATE TABLE attachment (
    id             ID PRIMARY KEY,
    application_id INT64 NOT NULL REFERENCES application (id),
    field_key      TEXT NOT NULL,
    name           TEXT NOT NULL,
    media_type     TEXT NOT NULL,
    size           INT64 NOT NULL,
    hash           BYTES NOT NULL,
    added_by       INT64 NOT NULL,
    added_at       INSTANT NOT NULL,
    removed_at     INSTANT
);
CREATE INDEX attachment_application ON attachment (application_id, field_key);
