/* db_fault.h: makes the store fail at a chosen point. Only tests include it. */
#ifndef DB_DB_FAULT_H
#define DB_DB_FAULT_H

#include "db/db.h"

enum db_fault_point {
    DB_FAULT_NONE,
    DB_FAULT_COMMIT,            /* the batch's COMMIT fails; nothing of it is on disk */
    DB_FAULT_DIE_BEFORE_COMMIT, /* the process kills itself before the COMMIT of a batch */
    DB_FAULT_DIE_AFTER_COMMIT   /* the same when the batch is on disk, but nobody has been told */
};

/* At the nth COMMIT of a batch from now on (1: the next); once. SQLite's executor only. */
void db_fault_set(struct db *db, enum db_fault_point point, int nth);
/* Bytes of the write-ahead log above which the writer truncates it. */
void db_fault_wal_limit(struct db *db, int64_t bytes);
/* Any SQL on this connection: pragmas that bring about a fault, tables of the test's own. */
struct err *db_fault_exec(struct conn *conn, struct arena *a, const char *sql) MUST_CHECK;

#endif
