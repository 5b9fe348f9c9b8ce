-- Questions about a clause of a call. Who asked and what was asked stay with the office; the wording that is published is
-- the office's. Every wording that was ever published stays.
CREATE TABLE question (
    id           ID PRIMARY KEY,
    call_id      INT64 NOT NULL REFERENCES call (id),
    clause       TEXT NOT NULL,
    asked        TEXT NOT NULL,
    asked_by     INT64,
    asked_at     INSTANT NOT NULL,
    state        TEXT NOT NULL CHECK (state IN ('waiting', 'published', 'declined')),
    number       INT64,
    question_ja  TEXT NOT NULL,
    question_en  TEXT NOT NULL,
    answer_ja    TEXT NOT NULL,
    answer_en    TEXT NOT NULL,
    declined_why TEXT,
    revision     INT64 NOT NULL,
    changed_by   INT64,
    changed_at   INSTANT,
    published_at INSTANT,
    updated_at   INSTANT,
    UNIQUE (call_id, number)
);
CREATE INDEX question_call ON question (call_id, state);
CREATE INDEX question_person ON question (asked_by, call_id);

CREATE TABLE answer_version (
    id           ID PRIMARY KEY,
    question_id  INT64 NOT NULL REFERENCES question (id),
    number       INT64 NOT NULL,
    question_ja  TEXT NOT NULL,
    question_en  TEXT NOT NULL,
    answer_ja    TEXT NOT NULL,
    answer_en    TEXT NOT NULL,
    published_by INT64 NOT NULL,
    published_at INSTANT NOT NULL,
    UNIQUE (question_id, number)
);
