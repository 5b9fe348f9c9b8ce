-- The committee's meetings and written deliberations: agenda, attendance, what was decided when, minutes.
-- Those who act for the chair (委員長代理), in this order, where the chair is in conflict or absent.
CREATE TABLE deputy (
    id        ID PRIMARY KEY,
    call_id   INT64 NOT NULL REFERENCES call (id),
    person_id INT64 NOT NULL REFERENCES person (id),
    place     INT64 NOT NULL,
    named_at  INSTANT NOT NULL,
    UNIQUE (call_id, person_id)
);

-- kind: a meeting in a room or online, or a written deliberation (持ち回り審議), whose ends_at is when answers are due.
CREATE TABLE meeting (
    id          ID PRIMARY KEY,
    call_id     INT64 NOT NULL REFERENCES call (id),
    number      INT64 NOT NULL,
    kind        TEXT NOT NULL CHECK (kind IN ('meeting', 'written')),
    state       TEXT NOT NULL CHECK (state IN ('planned', 'convened', 'open', 'closed', 'cancelled')),
    title       TEXT NOT NULL,
    place       TEXT NOT NULL,
    url         TEXT NOT NULL,
    starts_at   INSTANT NOT NULL,
    ends_at     INSTANT NOT NULL,
    revision    INT64 NOT NULL,
    created_by  INT64 NOT NULL,
    created_at  INSTANT NOT NULL,
    convened_at INSTANT,
    opened_at   INSTANT,
    closed_at   INSTANT,
    UNIQUE (call_id, number)
);

-- An application, or other business with a title. The proposal is what a written deliberation is asked about.
CREATE TABLE meeting_item (
    id             ID PRIMARY KEY,
    meeting_id     INT64 NOT NULL REFERENCES meeting (id),
    place          INT64 NOT NULL,
    application_id INT64 REFERENCES application (id),
    state          TEXT NOT NULL CHECK (state IN ('waiting', 'open', 'done')),
    title          TEXT NOT NULL,
    body           TEXT NOT NULL,
    outcome        TEXT NOT NULL CHECK (outcome IN ('', 'select', 'decline')),
    reason         TEXT NOT NULL,
    comment        TEXT NOT NULL,
    conditions     TEXT NOT NULL,
    UNIQUE (meeting_id, application_id)
);
CREATE INDEX meeting_item_application ON meeting_item (application_id);

CREATE TABLE meeting_file (
    id         ID PRIMARY KEY,
    item_id    INT64 NOT NULL REFERENCES meeting_item (id),
    name       TEXT NOT NULL,
    media_type TEXT NOT NULL,
    size       INT64 NOT NULL,
    hash       BYTES NOT NULL,
    added_at   INSTANT NOT NULL
);
CREATE INDEX meeting_file_item ON meeting_file (item_id);

-- Who belongs to it, in which part, and how it stands now. Nobody attends by proxy.
CREATE TABLE meeting_member (
    id         ID PRIMARY KEY,
    meeting_id INT64 NOT NULL REFERENCES meeting (id),
    person_id  INT64 NOT NULL REFERENCES person (id),
    part       TEXT NOT NULL CHECK (part IN ('chair', 'deputy', 'member')),
    place      INT64 NOT NULL,
    way        TEXT NOT NULL CHECK (way IN ('', 'present', 'online', 'absent')),
    inside     BOOL01 NOT NULL,
    UNIQUE (meeting_id, person_id)
);

-- What happened, in its order; the minutes are made of it. Nothing here is ever changed.
CREATE TABLE meeting_event (
    id         ID PRIMARY KEY,
    meeting_id INT64 NOT NULL REFERENCES meeting (id),
    at         INSTANT NOT NULL,
    kind       TEXT NOT NULL CHECK (kind IN ('opened', 'closed', 'present', 'online', 'absent', 'left', 'excused',
                                             'returned', 'item_opened', 'item_closed')),
    item_id    INT64 REFERENCES meeting_item (id),
    person_id  INT64,
    made_by    INT64 NOT NULL
);
CREATE INDEX meeting_event_meeting ON meeting_event (meeting_id);

-- A decision as it was made here: decision.revision says which, the text stays what it was.
CREATE TABLE meeting_decision (
    id         ID PRIMARY KEY,
    item_id    INT64 NOT NULL REFERENCES meeting_item (id),
    revision   INT64 NOT NULL,
    outcome    TEXT NOT NULL CHECK (outcome IN ('select', 'decline')),
    reason     TEXT NOT NULL,
    comment    TEXT NOT NULL,
    conditions TEXT NOT NULL,
    eligible   INT64 NOT NULL,
    present    INT64 NOT NULL,
    person_id  INT64 NOT NULL,
    decided_at INSTANT NOT NULL
);
CREATE INDEX meeting_decision_item ON meeting_decision (item_id);

-- What a member answers in a written deliberation.
CREATE TABLE meeting_answer (
    id          ID PRIMARY KEY,
    item_id     INT64 NOT NULL REFERENCES meeting_item (id),
    person_id   INT64 NOT NULL REFERENCES person (id),
    answer      TEXT NOT NULL CHECK (answer IN ('agree', 'object', 'meet')),
    comment     TEXT NOT NULL,
    revision    INT64 NOT NULL,
    answered_at INSTANT NOT NULL,
    UNIQUE (item_id, person_id)
);

-- The wording of the minutes that events cannot give: part is 'opening', 'closing' or the id of an item.
CREATE TABLE minutes_text (
    id         ID PRIMARY KEY,
    meeting_id INT64 NOT NULL REFERENCES meeting (id),
    part       TEXT NOT NULL,
    item_id    INT64 REFERENCES meeting_item (id),
    value      TEXT NOT NULL,
    revision   INT64 NOT NULL,
    saved_by   INT64 NOT NULL,
    saved_at   INSTANT NOT NULL,
    UNIQUE (meeting_id, part)
);

-- Whoever presided says that the minutes, as far as this person saw the meeting, are right (hash of their text).
CREATE TABLE minutes_confirmation (
    id            ID PRIMARY KEY,
    meeting_id    INT64 NOT NULL REFERENCES meeting (id),
    person_id     INT64 NOT NULL REFERENCES person (id),
    document_hash BYTES NOT NULL,
    confirmed_at  INSTANT NOT NULL,
    UNIQUE (meeting_id, person_id)
);
