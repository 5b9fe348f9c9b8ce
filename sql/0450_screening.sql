-- The formal check (形式審査), completion of returned parts (補正), and what arrived too late.

-- admitted_at: since when it is in review; returned_until: until when its returned parts may be completed.
ALTER TABLE application ADD COLUMN admitted_at INSTANT;
ALTER TABLE application ADD COLUMN returned_until INSTANT;

-- What waits for the check, as the desk counts it.
CREATE INDEX application_not_admitted ON application (call_id) WHERE state = 'submitted' AND admitted_at IS NULL;

-- Parts of a sent application that went back to its people: the keys of the fields, one a line.
CREATE TABLE completion (
    id             ID PRIMARY KEY,
    application_id INT64 NOT NULL REFERENCES application (id),
    number         INT64 NOT NULL,
    fields         TEXT NOT NULL,
    message        TEXT NOT NULL,
    due_at         INSTANT NOT NULL,
    before_id      INT64 NOT NULL REFERENCES submission (id),
    asked_by       INT64 NOT NULL,
    asked_at       INSTANT NOT NULL,
    done_id        INT64 REFERENCES submission (id),
    done_at        INSTANT,
    ended_at       INSTANT,
    UNIQUE (application_id, number)
);

-- A submit request that arrived after the deadline: refused, and kept.
CREATE TABLE late_submit (
    id             ID PRIMARY KEY,
    application_id INT64 NOT NULL REFERENCES application (id),
    person_id      INT64 NOT NULL,
    arrived_at     INSTANT NOT NULL,
    closes_at      INSTANT NOT NULL
);
CREATE INDEX late_submit_application ON late_submit (application_id);

-- One application in the formal check. No row: nobody has taken it up yet.
CREATE TABLE screening (
    id             ID PRIMARY KEY,
    application_id INT64 NOT NULL UNIQUE REFERENCES application (id),
    state          TEXT NOT NULL CHECK (state IN ('open', 'returned', 'proposed', 'accepted', 'refused')),
    submission_id  INT64 NOT NULL REFERENCES submission (id),
    taken_by       INT64,
    taken_at       INSTANT,
    reason         TEXT,
    decided_by     INT64,
    decided_at     INSTANT,
    confirmed_by   INT64,
    confirmed_at   INSTANT
);

-- What an officer found about one item of the checklist, in the submission named.
CREATE TABLE screening_mark (
    id            ID PRIMARY KEY,
    screening_id  INT64 NOT NULL REFERENCES screening (id),
    item_key      TEXT NOT NULL,
    submission_id INT64 NOT NULL,
    good          BOOL01 NOT NULL,
    reason        TEXT NOT NULL,
    marked_by     INT64 NOT NULL,
    marked_at     INSTANT NOT NULL,
    UNIQUE (screening_id, item_key)
);
