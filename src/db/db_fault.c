/* db_fault.c: see db_fault.h. */
#include "db/db_fault.h"

#include "db/db_impl.h"

void db_fault_set(struct db *db, enum db_fault_point point, int nth)
{
    atomic_store(&db->fault_after, nth);
    atomic_store(&db->fault_point, (int)point);
}

void db_fault_wal_limit(struct db *db, int64_t bytes)
{
    atomic_store(&db->wal_limit, bytes);
}

struct err *db_fault_exec(struct conn *conn, struct arena *a, const char *sql)
{
    return conn->store->exec(conn, a, sql);
}
