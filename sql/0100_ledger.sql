-- The record of every act (src/ledger). Entries, touches, links and seals are only ever added; triggers refuse the rest.
-- No foreign keys among them: they are written by one function, and `kyoten verify` checks more than a key could.
CREATE TABLE ledger_entry (
    id            ID PRIMARY KEY,
    at            INSTANT NOT NULL,
    recorded_at   INSTANT NOT NULL,
    person_id     INT64 NOT NULL,
    duty          TEXT NOT NULL,
    act           TEXT NOT NULL,
    subject_table TEXT NOT NULL,
    subject_id    INT64 NOT NULL,
    detail        TEXT NOT NULL,
    request       TEXT NOT NULL,
    mac           BYTES NOT NULL
);
CREATE INDEX ledger_entry_subject ON ledger_entry (subject_table, subject_id);

-- Which rows an entry changed: the hash of the row afterwards, NULL when it is gone; version counts the row's touches.
CREATE TABLE ledger_touch (
    entry_id INT64 NOT NULL,
    place    INT64 NOT NULL,
    tbl      TEXT NOT NULL,
    row_id   INT64 NOT NULL,
    version  INT64 NOT NULL,
    hash     BYTES,
    PRIMARY KEY (tbl, row_id, version)
);
CREATE UNIQUE INDEX ledger_touch_entry ON ledger_touch (entry_id, place);

-- Entries that wait for their place in the chain; refused: not as the program wrote it, kept as evidence.
CREATE TABLE ledger_open (
    entry_id INT64 PRIMARY KEY,
    refused  BOOL01 NOT NULL
);

-- The chain: leaf is the entry's RFC 6962 leaf hash, chain the hash of the link before and this leaf.
CREATE TABLE ledger_link (
    seq      INT64 PRIMARY KEY,
    entry_id INT64 NOT NULL UNIQUE,
    leaf     BYTES NOT NULL,
    chain    BYTES NOT NULL
);

-- A seal over the links first_seq…last_seq: root is their RFC 6962 tree hash, prev the hash of the seal before.
CREATE TABLE ledger_seal (
    number    INT64 PRIMARY KEY,
    first_seq INT64 NOT NULL,
    last_seq  INT64 NOT NULL UNIQUE,
    root      BYTES NOT NULL,
    chain     BYTES NOT NULL,
    prev      BYTES NOT NULL,
    at        INSTANT NOT NULL,
    key_id    TEXT NOT NULL,
    signature BYTES NOT NULL
);

-- only sqlite
CREATE TRIGGER ledger_entry_stays BEFORE UPDATE ON ledger_entry BEGIN SELECT raise(ABORT, 'the ledger is only added to'); END;
CREATE TRIGGER ledger_entry_keeps BEFORE DELETE ON ledger_entry BEGIN SELECT raise(ABORT, 'the ledger is only added to'); END;
CREATE TRIGGER ledger_touch_stays BEFORE UPDATE ON ledger_touch BEGIN SELECT raise(ABORT, 'the ledger is only added to'); END;
CREATE TRIGGER ledger_touch_keeps BEFORE DELETE ON ledger_touch BEGIN SELECT raise(ABORT, 'the ledger is only added to'); END;
CREATE TRIGGER ledger_link_stays BEFORE UPDATE ON ledger_link BEGIN SELECT raise(ABORT, 'the ledger is only added to'); END;
CREATE TRIGGER ledger_link_keeps BEFORE DELETE ON ledger_link BEGIN SELECT raise(ABORT, 'the ledger is only added to'); END;
CREATE TRIGGER ledger_seal_stays BEFORE UPDATE ON ledger_seal BEGIN SELECT raise(ABORT, 'the ledger is only added to'); END;
CREATE TRIGGER ledger_seal_keeps BEFORE DELETE ON ledger_seal BEGIN SELECT raise(ABORT, 'the ledger is only added to'); END;
-- end only
-- only postgres
CREATE FUNCTION ledger_refuse() RETURNS trigger LANGUAGE plpgsql AS
    $$ BEGIN RAISE EXCEPTION 'the ledger is only added to'; END $$;
CREATE TRIGGER ledger_entry_stays BEFORE UPDATE OR DELETE OR TRUNCATE ON ledger_entry FOR EACH STATEMENT EXECUTE FUNCTION ledger_refuse();
CREATE TRIGGER ledger_touch_stays BEFORE UPDATE OR DELETE OR TRUNCATE ON ledger_touch FOR EACH STATEMENT EXECUTE FUNCTION ledger_refuse();
CREATE TRIGGER ledger_link_stays BEFORE UPDATE OR DELETE OR TRUNCATE ON ledger_link FOR EACH STATEMENT EXECUTE FUNCTION ledger_refuse();
CREATE TRIGGER ledger_seal_stays BEFORE UPDATE OR DELETE OR TRUNCATE ON ledger_seal FOR EACH STATEMENT EXECUTE FUNCTION ledger_refuse();
-- end only

-- The rows of some tables as each act left them (a JSON array of the columns; '' when the row is gone), so that a history
-- shows what changed. Their hash stands in ledger_touch.
CREATE TABLE ledger_row (
    entry_id INT64 NOT NULL,
    tbl      TEXT NOT NULL,
    row_id   INT64 NOT NULL,
    version  INT64 NOT NULL,
    json     TEXT NOT NULL,
    PRIMARY KEY (tbl, row_id, version)
);
CREATE INDEX ledger_row_entry ON ledger_row (entry_id);
-- only sqlite
CREATE TRIGGER ledger_row_stays BEFORE UPDATE ON ledger_row BEGIN SELECT raise(ABORT, 'the ledger is only added to'); END;
CREATE TRIGGER ledger_row_keeps BEFORE DELETE ON ledger_row BEGIN SELECT raise(ABORT, 'the ledger is only added to'); END;
-- end only
-- only postgres
CREATE TRIGGER ledger_row_stays BEFORE UPDATE OR DELETE OR TRUNCATE ON ledger_row FOR EACH STATEMENT EXECUTE FUNCTION ledger_refuse();
-- end only
