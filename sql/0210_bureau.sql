-- 経済産業局: which prefectures belong to which regional bureau. A bureau's duty names its key (duty.region).
CREATE TABLE bureau (
    id       ID PRIMARY KEY,
    key      TEXT NOT NULL UNIQUE,
    name_ja  TEXT NOT NULL,
    name_en  TEXT NOT NULL,
    position INT64 NOT NULL
);

CREATE TABLE bureau_prefecture (
    id         ID PRIMARY KEY,
    bureau_id  INT64 NOT NULL REFERENCES bureau (id),
    prefecture TEXT NOT NULL UNIQUE
);
CREATE INDEX bureau_prefecture_bureau ON bureau_prefecture (bureau_id);
