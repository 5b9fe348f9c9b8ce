/* Every table of the store is audited with all its columns, or says why it is not. */
#include "store.h"

#include "ledger/ledger.h"

extern const struct audited *const __start_kyoten_audited[];
extern const struct audited *const __stop_kyoten_audited[];
extern const struct not_audited *const __start_kyoten_not_audited[];
extern const struct not_audited *const __stop_kyoten_not_audited[];

/* Tables whose feature was not written yet when this test was: a feature that declares its tables takes them out. */
static const char *const WAITING[] = {
    "corporation", "institution", "person", "credential", "totp_use", "duty", "session", "link", "api_token",
    "attempt", "definition", "call", "confirmation", "application", "application_member", "answer",
    "answer_save", "submission", "attachment", "pledge", "declaration", "assignment", "sheet", "sheet_entry",
    "sheet_version", "decision", "release", "letter", "round", "designation", "designation_name",
    "designation_term", "designation_event", "register_version", "mail", "mail_delivery", "job", "file_chunk",
    NULL
};

static const struct stmt COLUMNS_SQLITE = {
    "test_columns", READ, "",
    "SELECT m.name, p.name FROM sqlite_schema m, pragma_table_info(m.name) p WHERE m.type = 'table' "
    "AND m.name NOT LIKE 'sqlite_%' ORDER BY m.name, p.cid", NULL, ERR_HERE
};
static const struct stmt COLUMNS_POSTGRES = {
    "test_columns", READ, "",
    "SELECT CAST(table_name AS TEXT), CAST(column_name AS TEXT) FROM information_schema.columns "
    "WHERE table_schema = 'public' ORDER BY CAST(table_name AS TEXT) COLLATE \"C\", ordinal_position", NULL, ERR_HERE
};

static const struct audited *audited_find(const char *table)
{
    for (const struct audited *const *p = __start_kyoten_audited; p < __stop_kyoten_audited; p++)
        if (strcmp((*p)->table, table) == 0)
            return *p;
    return NULL;
}

static bool is_excused(const char *table)
{
    for (const struct not_audited *const *p = __start_kyoten_not_audited; p < __stop_kyoten_not_audited; p++)
        if (strcmp((*p)->table, table) == 0)
            return true;
    return false;
}

static bool is_waiting(const char *table)
{
    for (const char *const *p = WAITING; *p; p++)
        if (strcmp(*p, table) == 0)
            return true;
    return false;
}

static void check_table(struct arena *a, const char *table, const char *columns)
{
    const struct audited *t = audited_find(table);
    int ways = (t != NULL) + is_excused(table);
    if (ways != 1 && !(ways == 0 && is_waiting(table)))
        CHECK_TEXT(arena_printf(a, "%s is AUDITED or NOT_AUDITED %d times", table, ways), "once");
    if (t)
        CHECK_TEXT(arena_printf(a, "%s: %s", table, t->columns), arena_printf(a, "%s: %s", table, columns));
}

STORE_TEST(every_table_is_audited_with_all_columns_or_says_why_not)
{
    struct rows rows;
    CHECK_OK(db_rows_(c, db_kind_of(db) == DB_SQLITE ? &COLUMNS_SQLITE : &COLUMNS_POSTGRES, &rows, VALUES_()));
    CHECK(rows.n > 50); /* the query found the store */
    const char *columns = "";
    for (size_t i = 0; i < rows.n; i++) {
        const char *table = row_text(&rows.v[i], 0);
        columns = arena_printf(c->arena, "%s%s%s", columns, *columns ? ", " : "", row_text(&rows.v[i], 1));
        if (i + 1 < rows.n && strcmp(row_text(&rows.v[i + 1], 0), table) == 0)
            continue;
        check_table(c->arena, table, columns);
        columns = "";
    }
}
