-- People, the bodies they belong to, and what they may do.
-- 法人 → 大学・学校: one corporation may run several universities, so its number is not unique per school.
CREATE TABLE corporation (
    id               ID PRIMARY KEY,
    name             TEXT NOT NULL,
    corporate_number TEXT UNIQUE,
    kind             TEXT NOT NULL CHECK (kind IN ('national', 'public', 'private', 'kosen', 'equivalent')),
    created_at       INSTANT NOT NULL
);

CREATE TABLE institution (
    id             ID PRIMARY KEY,
    corporation_id INT64 NOT NULL REFERENCES corporation (id),
    public_id      TEXT NOT NULL UNIQUE,
    name           TEXT NOT NULL,
    name_kana      TEXT,
    name_en        TEXT,
    search_key     TEXT NOT NULL,
    sort_key       BYTES NOT NULL,
    school_code    TEXT UNIQUE,
    prefecture     TEXT,
    created_at     INSTANT NOT NULL
);
CREATE INDEX institution_corporation ON institution (corporation_id);

CREATE TABLE person (
    id             ID PRIMARY KEY,
    email          TEXT NOT NULL,
    email_key      TEXT NOT NULL UNIQUE,
    name           TEXT NOT NULL,
    name_kana      TEXT,
    institution_id INT64 REFERENCES institution (id),
    department     TEXT,
    lang           TEXT NOT NULL CHECK (lang IN ('ja', 'en')),
    state          TEXT NOT NULL CHECK (state IN ('active', 'closed')),
    created_at     INSTANT NOT NULL
);
CREATE INDEX person_institution ON person (institution_id);

-- How a person proves who they are.
CREATE TABLE credential (
    id            ID PRIMARY KEY,
    person_id     INT64 NOT NULL UNIQUE REFERENCES person (id),
    password_hash TEXT,
    totp_secret   BYTES,
    totp_since    INSTANT,
    changed_at    INSTANT NOT NULL
);

-- The last time step of a code that was used, so that a code works once.
CREATE TABLE totp_use (
    person_id INT64 PRIMARY KEY REFERENCES person (id),
    step      INT64 NOT NULL
);

CREATE TABLE duty (
    id             ID PRIMARY KEY,
    person_id      INT64 NOT NULL REFERENCES person (id),
    duty           TEXT NOT NULL,
    call_id        INT64,
    institution_id INT64 REFERENCES institution (id),
    region         TEXT,
    granted_by     INT64,
    granted_at     INSTANT NOT NULL,
    ended_at       INSTANT
);
CREATE INDEX duty_person ON duty (person_id);
CREATE INDEX duty_call ON duty (call_id, duty);

CREATE TABLE session (
    token_hash    BYTES PRIMARY KEY,
    id            INT64 NOT NULL UNIQUE,
    person_id     INT64 NOT NULL REFERENCES person (id),
    csrf          TEXT NOT NULL,
    second_factor BOOL01 NOT NULL,
    created_at    INSTANT NOT NULL,
    seen_at       INSTANT NOT NULL,
    ends_at       INSTANT NOT NULL,
    user_agent    TEXT,
    peer          TEXT
);
CREATE INDEX session_person ON session (person_id);

-- Links sent by mail: confirm an address, accept an invitation, set a new password; in a rehearsal, sign in.
CREATE TABLE link (
    token_hash BYTES PRIMARY KEY,
    id         INT64 NOT NULL UNIQUE,
    kind       TEXT NOT NULL CHECK (kind IN ('register', 'invite', 'recover', 'rehearsal')),
    email      TEXT NOT NULL,
    person_id  INT64 REFERENCES person (id),
    grants     TEXT NOT NULL,
    created_by INT64,
    created_at INSTANT NOT NULL,
    expires_at INSTANT NOT NULL,
    used_at    INSTANT,
    ended_at   INSTANT
);
CREATE INDEX link_email ON link (email);
CREATE INDEX link_waiting ON link (kind, created_at);

CREATE TABLE api_token (
    token_hash BYTES PRIMARY KEY,
    id         INT64 NOT NULL UNIQUE,
    person_id  INT64 NOT NULL REFERENCES person (id),
    scope      TEXT NOT NULL,
    created_at INSTANT NOT NULL,
    expires_at INSTANT NOT NULL,
    ended_at   INSTANT
);

-- Failed attempts within a window, by what is being guarded.
CREATE TABLE attempt (
    key       TEXT PRIMARY KEY,
    window_at INSTANT NOT NULL,
    count     INT64 NOT NULL
);
