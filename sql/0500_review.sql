-- Reviewers: who was asked, pledge, declarations, assignment, score sheets, destruction of papers.

-- Somebody asked to review for a call, from the invitation on: what the office knows before there is an account.
CREATE TABLE reviewer (
    id             ID PRIMARY KEY,
    call_id        INT64 NOT NULL REFERENCES call (id),
    email          TEXT NOT NULL,
    email_key      TEXT NOT NULL,
    name           TEXT NOT NULL,
    affiliation    TEXT NOT NULL,
    past           TEXT NOT NULL,
    expertise      TEXT NOT NULL,
    term_from      DATE,
    term_to        DATE,
    load_max       INT64 NOT NULL,
    added_by       INT64,
    added_at       INSTANT NOT NULL,
    declined_at    INSTANT,
    decline_reason TEXT,
    UNIQUE (call_id, email_key)
);

-- By when sheets are wanted, where the office has set it.
CREATE TABLE review_period (
    id      ID PRIMARY KEY,
    call_id INT64 NOT NULL UNIQUE REFERENCES call (id),
    from_at INSTANT NOT NULL,
    due_at  INSTANT NOT NULL,
    set_by  INT64 NOT NULL,
    set_at  INSTANT NOT NULL
);

-- A reviewer says that nothing of the papers is left in their hands.
CREATE TABLE destruction (
    id           ID PRIMARY KEY,
    call_id      INT64 NOT NULL REFERENCES call (id),
    person_id    INT64 NOT NULL REFERENCES person (id),
    held         TEXT NOT NULL,
    confirmed_at INSTANT NOT NULL,
    UNIQUE (call_id, person_id)
);

CREATE TABLE pledge (
    id         ID PRIMARY KEY,
    call_id    INT64 NOT NULL REFERENCES call (id),
    person_id  INT64 NOT NULL REFERENCES person (id),
    text_hash  BYTES NOT NULL,
    pledged_at INSTANT NOT NULL,
    UNIQUE (call_id, person_id)
);

-- What a reviewer or committee member declares on each application before any file opens.
CREATE TABLE declaration (
    id             ID PRIMARY KEY,
    call_id        INT64 NOT NULL REFERENCES call (id),
    application_id INT64 NOT NULL REFERENCES application (id),
    person_id      INT64 NOT NULL REFERENCES person (id),
    category       TEXT NOT NULL,
    reason         TEXT NOT NULL,
    declared_at    INSTANT NOT NULL,
    conflicted     BOOL01 NOT NULL,
    ruled_by       INT64,
    ruled_at       INSTANT,
    ruling         TEXT,
    UNIQUE (application_id, person_id)
);
CREATE INDEX declaration_person ON declaration (person_id, call_id);

-- What a declaration and its ruling said before either was made anew.
CREATE TABLE declaration_past (
    id             ID PRIMARY KEY,
    declaration_id INT64 NOT NULL REFERENCES declaration (id),
    category       TEXT NOT NULL,
    reason         TEXT NOT NULL,
    declared_at    INSTANT NOT NULL,
    conflicted     BOOL01 NOT NULL,
    ruled_by       INT64,
    ruled_at       INSTANT,
    ruling         TEXT,
    replaced_at    INSTANT NOT NULL
);
CREATE INDEX declaration_past_of ON declaration_past (declaration_id);

CREATE TABLE assignment (
    id             ID PRIMARY KEY,
    application_id INT64 NOT NULL REFERENCES application (id),
    person_id      INT64 NOT NULL REFERENCES person (id),
    assigned_by    INT64 NOT NULL,
    assigned_at    INSTANT NOT NULL,
    ended_at       INSTANT,
    UNIQUE (application_id, person_id)
);
CREATE INDEX assignment_person ON assignment (person_id);

CREATE TABLE sheet (
    id             ID PRIMARY KEY,
    application_id INT64 NOT NULL REFERENCES application (id),
    person_id      INT64 NOT NULL REFERENCES person (id),
    state          TEXT NOT NULL CHECK (state IN ('open', 'complete')),
    versions       INT64 NOT NULL,
    created_at     INSTANT NOT NULL,
    completed_at   INSTANT,
    UNIQUE (application_id, person_id)
);
CREATE INDEX sheet_person ON sheet (person_id);

-- One field of a sheet: a score (value is the level) or a comment (value is the text).
CREATE TABLE sheet_entry (
    id       ID PRIMARY KEY,
    sheet_id INT64 NOT NULL REFERENCES sheet (id),
    item_key TEXT NOT NULL,
    value    TEXT NOT NULL,
    revision INT64 NOT NULL,
    saved_at INSTANT NOT NULL,
    UNIQUE (sheet_id, item_key)
);

-- Each completed state of a sheet, kept for ever.
CREATE TABLE sheet_version (
    id            ID PRIMARY KEY,
    sheet_id      INT64 NOT NULL REFERENCES sheet (id),
    number        INT64 NOT NULL,
    definition_id INT64 NOT NULL REFERENCES definition (id),
    entries       TEXT NOT NULL,
    completed_at  INSTANT NOT NULL,
    UNIQUE (sheet_id, number)
);

-- What the office's desk counts, from the index alone.
CREATE INDEX assignment_open ON assignment (application_id, person_id) WHERE ended_at IS NULL;
CREATE INDEX sheet_complete ON sheet (application_id, person_id) WHERE state = 'complete';
