-- What will be public of a selected hub: its people confirm it, or propose other words, between notice and announcement.
-- texts, proposed: JSON of the members of struct public_texts.
CREATE TABLE public_entry (
    id             ID PRIMARY KEY,
    call_id        INT64 NOT NULL REFERENCES call (id),
    application_id INT64 NOT NULL UNIQUE REFERENCES application (id),
    state          TEXT NOT NULL CHECK (state IN ('asked', 'proposed', 'confirmed')),
    texts          TEXT NOT NULL,
    proposed       TEXT,
    note           TEXT NOT NULL,
    due_at         INSTANT NOT NULL,
    revision       INT64 NOT NULL,
    by_office      BOOL01 NOT NULL,
    changed_by     INT64 NOT NULL,
    changed_at     INSTANT NOT NULL
);
CREATE INDEX public_entry_call ON public_entry (call_id);
