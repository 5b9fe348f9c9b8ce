/* backup_test.c: a copy of the store while it is in use. */
#include "job.h"

#include <stdio.h>
#include <sys/stat.h>
#include <unistd.h>

static void removed(void *path)
{
    (void)unlink(path);
}

/* A name beside the store that is removed with it. */
static char *name_beside(struct arena *a, const char *url)
{
    char *path = arena_printf(a, "%s.backup", url + 7);
    arena_defer(a, removed, path);
    return path;
}

TEST(a_backup_holds_what_was_committed_and_overwrites_nothing)
{
    const char *url = store_test_url(a, DB_SQLITE);
    char *path = name_beside(a, url);
    struct db *db = NULL;
    struct stat st = { 0 };
    CHECK_OK(db_open(a, &(struct db_config){ .url = url }, &db));
    struct ctx c = { .arena = a, .db = conn_write_begin(db), .now = STORE_NOW };
    CHECK_OK(notes_make(&c));
    CHECK_OK(note_count_and_add(&c, 1));
    struct gate g = gate_make();
    struct job *uncommitted = hold(a, db, &g, 2); /* the writer is in the middle of a batch */
    CHECK_OK(db_backup(a, db, path));
    gate_set(&g, &g.open);
    gate_wait_answers(&g, 1);
    CHECK_OK(uncommitted->e);
    CHECK_ERR(db_backup(a, db, path), ERR_FAULT);
    conn_write_end(c.db);
    db_close(&db);

    CHECK_I64(stat(path, &st), 0);
    CHECK_I64(st.st_mode & 0777, 0600);
    CHECK_OK(db_open(a, &(struct db_config){ .url = arena_printf(a, "sqlite:%s", path) }, &db));
    c.db = conn_write_begin(db);
    CHECK(note_exists(&c, 1) && !note_exists(&c, 2));
    conn_write_end(c.db);
    CHECK_OK(db_check_statements(a, db));
    db_close(&db);
}

TEST(a_backup_that_cannot_be_written_leaves_no_file)
{
    struct db *db = store_test_db(a, DB_SQLITE);
    CHECK_ERR(db_backup(a, db, "/nowhere/at/all/backup.db"), ERR_FAULT);
}

TEST(a_backup_of_postgres_names_the_right_tool)
{
    struct db *db = store_test_db(a, DB_POSTGRES);
    if (!db)
        SKIP(STORE_NO_POSTGRES);
    struct err *e = db_backup(a, db, "/tmp/never.db");
    CHECK_ERR(e, ERR_FAULT);
    CHECK_HAS(e ? e->why : NULL, "pg_dump");
}
