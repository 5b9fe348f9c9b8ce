-- Guidelines, forms to be filled, slides of a call: each with its versions, the newest counts. Briefings.
CREATE TABLE call_file (
    id         ID PRIMARY KEY,
    call_id    INT64 NOT NULL REFERENCES call (id),
    version_id INT64 REFERENCES call_version (id),
    series     INT64 NOT NULL,
    number     INT64 NOT NULL,
    kind       TEXT NOT NULL CHECK (kind IN ('guideline', 'template', 'slides', 'other')),
    title_ja   TEXT NOT NULL,
    title_en   TEXT NOT NULL,
    name       TEXT NOT NULL,
    media_type TEXT NOT NULL,
    size       INT64 NOT NULL,
    hash       BYTES NOT NULL,
    added_by   INT64 NOT NULL,
    added_at   INSTANT NOT NULL,
    removed_at INSTANT,
    UNIQUE (series, number)
);
CREATE INDEX call_file_call ON call_file (call_id);

CREATE TABLE call_briefing (
    id         ID PRIMARY KEY,
    call_id    INT64 NOT NULL REFERENCES call (id),
    starts_at  INSTANT NOT NULL,
    ends_at    INSTANT NOT NULL,
    place_ja   TEXT NOT NULL,
    place_en   TEXT NOT NULL,
    url        TEXT,
    changes    INT64 NOT NULL,
    added_by   INT64 NOT NULL,
    added_at   INSTANT NOT NULL,
    removed_at INSTANT
);
CREATE INDEX call_briefing_call ON call_briefing (call_id);
