-- The register: designations, the names they have borne, their terms, and what sources say of the rounds.
-- A programme as its data says: names, office, types with their wording, applicants, term (programme/schema.h, JSON).
CREATE TABLE programme (
    id        ID PRIMARY KEY,
    programme TEXT NOT NULL UNIQUE,
    json      TEXT NOT NULL
);

-- Where a fact comes from; .key as in the sources' columns below.
CREATE TABLE register_source (
    id        ID PRIMARY KEY,
    programme TEXT NOT NULL,
    key       TEXT NOT NULL,
    position  INT64 NOT NULL,
    json      TEXT NOT NULL,
    UNIQUE (programme, key)
);

-- What the sources say of a round (struct call_fact as JSON); a round of our own begins with what its call says.
CREATE TABLE round (
    id           ID PRIMARY KEY,
    programme    TEXT NOT NULL,
    round        TEXT NOT NULL,
    position     INT64 NOT NULL,
    call_id      INT64 REFERENCES call (id),
    json         TEXT NOT NULL,
    UNIQUE (programme, round)
);

CREATE TABLE designation (
    id             ID PRIMARY KEY,
    public_id      TEXT NOT NULL UNIQUE,
    programme      TEXT NOT NULL,
    type_key       TEXT NOT NULL,
    round          TEXT NOT NULL,
    call_id        INT64 REFERENCES call (id),
    application_id INT64 UNIQUE REFERENCES application (id),
    institution_id INT64 REFERENCES institution (id),
    prefecture     TEXT,
    announced_on   DATE,
    announced_by   DATE,
    announced_fy   INT64,
    adopted_on     DATE,
    position       INT64 NOT NULL,
    reading        TEXT NOT NULL,
    notes          TEXT NOT NULL,
    search_key     TEXT NOT NULL,
    rehearsal      BOOL01 NOT NULL,
    created_at     INSTANT NOT NULL,
    summary_ja     TEXT,
    summary_en     TEXT
);
CREATE INDEX designation_round ON designation (programme, round);

CREATE TABLE designation_name (
    id             ID PRIMARY KEY,
    designation_id INT64 NOT NULL REFERENCES designation (id),
    institution    TEXT NOT NULL,
    name           TEXT NOT NULL,
    reading        TEXT,
    from_date      DATE,
    to_date        DATE,
    seen_on        DATE,
    position       INT64 NOT NULL,
    source         TEXT NOT NULL,
    institution_en TEXT,
    name_en        TEXT
);
CREATE INDEX designation_name_designation ON designation_name (designation_id);

CREATE TABLE designation_term (
    id             ID PRIMARY KEY,
    designation_id INT64 NOT NULL REFERENCES designation (id),
    number         INT64 NOT NULL,
    valid_from     DATE,
    valid_to       DATE,
    source         TEXT NOT NULL,
    UNIQUE (designation_id, number)
);

-- 辞退・取消・停止: what ended or suspended a designation, from when to when.
CREATE TABLE designation_event (
    id             ID PRIMARY KEY,
    designation_id INT64 NOT NULL REFERENCES designation (id),
    kind           TEXT NOT NULL CHECK (kind IN ('withdrawn', 'revoked', 'suspended', 'ended')),
    from_date      DATE NOT NULL,
    to_date        DATE,
    reason         TEXT NOT NULL,
    source         TEXT NOT NULL
);
CREATE INDEX designation_event_designation ON designation_event (designation_id);

-- A mark that is new after every change of the public register: what was kept of its pages is good while it stands.
CREATE TABLE register_version (
    id      ID PRIMARY KEY,
    version INT64 NOT NULL
);
