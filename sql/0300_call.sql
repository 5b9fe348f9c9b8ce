-- Calls, and the versions of the definition they are run by.
CREATE TABLE definition (
    id         ID PRIMARY KEY,
    programme  TEXT NOT NULL,
    version    INT64 NOT NULL,
    json       TEXT NOT NULL,
    hash       BYTES NOT NULL,
    created_by INT64,
    created_at INSTANT NOT NULL,
    note       TEXT,
    UNIQUE (programme, version)
);

CREATE TABLE call (
    id                 ID PRIMARY KEY,
    programme          TEXT NOT NULL,
    round              TEXT NOT NULL,
    definition_id      INT64 NOT NULL REFERENCES definition (id),
    state              TEXT NOT NULL CHECK (state IN ('draft', 'published', 'cancelled')),
    opens_at           INSTANT NOT NULL,
    closes_at          INSTANT NOT NULL,
    deadline_inclusive BOOL01 NOT NULL,
    planned_from       DATE,
    planned_to         DATE,
    planned_words_ja   TEXT,
    planned_words_en   TEXT,
    term_years         INT64 NOT NULL,
    rehearsal          BOOL01 NOT NULL,
    created_by         INT64,
    created_at         INSTANT NOT NULL,
    published_by       INT64,
    published_at       INSTANT,
    announced_on       DATE,
    announced_at       INSTANT,
    copied_from        INT64,
    undo_id            INT64 REFERENCES definition (id),
    seen_id            INT64 REFERENCES definition (id),
    seen_by            INT64,
    seen_at            INSTANT,
    questions_from     INSTANT,
    questions_to       INSTANT,
    cancelled_by       INT64,
    cancelled_at       INSTANT,
    cancelled_why_ja   TEXT,
    cancelled_why_en   TEXT,
    UNIQUE (programme, round)
);

-- An item of the definition that is ours, confirmed by the office as it stands (its hash) for this call.
CREATE TABLE confirmation (
    id           ID PRIMARY KEY,
    call_id      INT64 NOT NULL REFERENCES call (id),
    item_key     TEXT NOT NULL,
    item_hash    BYTES NOT NULL,
    confirmed_by INT64 NOT NULL,
    confirmed_at INSTANT NOT NULL,
    UNIQUE (call_id, item_key, item_hash)
);

-- What stood published from when on: number 0 as first published, 1… as amended. What is being prepared has no number.
CREATE TABLE call_version (
    id                 ID PRIMARY KEY,
    call_id            INT64 NOT NULL REFERENCES call (id),
    number             INT64,
    state              TEXT NOT NULL CHECK (state IN ('preparing', 'published', 'dropped')),
    kind               TEXT NOT NULL CHECK (kind IN ('first', 'content', 'dates', 'file')),
    definition_id      INT64 NOT NULL REFERENCES definition (id),
    undo_id            INT64 REFERENCES definition (id),
    opens_at           INSTANT NOT NULL,
    closes_at          INSTANT NOT NULL,
    deadline_inclusive BOOL01 NOT NULL,
    planned_from       DATE,
    planned_to         DATE,
    planned_words_ja   TEXT,
    planned_words_en   TEXT,
    reason_ja          TEXT,
    reason_en          TEXT,
    drafts             INT64,
    submitted          INT64,
    begun_by           INT64,
    begun_at           INSTANT NOT NULL,
    published_by       INT64,
    published_at       INSTANT,
    UNIQUE (call_id, number)
);
CREATE UNIQUE INDEX call_version_preparing ON call_version (call_id) WHERE state = 'preparing';
