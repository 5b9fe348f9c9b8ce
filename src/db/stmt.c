/* stmt.c: the statements of the program, found through the linker section that STMT fills, and the table in which
** each connection keeps the ones it has prepared. */
#include "db/db_impl.h"

#include <assert.h>
#include <string.h>

/* Named by the linker. */
extern const struct stmt *const __start_kyoten_stmts[]; // NOLINT(readability-identifier-naming)
extern const struct stmt *const __stop_kyoten_stmts[];  // NOLINT(readability-identifier-naming)

size_t stmt_count(void)
{
    return (size_t)(__stop_kyoten_stmts - __start_kyoten_stmts);
}

const struct stmt *stmt_at(size_t i)
{
    return __start_kyoten_stmts[i];
}

struct prepared *conn_prepared(struct conn *conn, const struct stmt *s)
{
    if (!conn->table) {
        size_t size =
            256; /* at least half of it stays empty; tests have a few statements outside the section */
        while (size < 2 * stmt_count() + 128)
            size *= 2;
        conn->table = arena_array(conn->arena, struct prepared, size);
        conn->mask = size - 1;
    }
    size_t i = (size_t)(((uintptr_t)s >> 4) * 0x9e3779b97f4a7c15U >> 32) & conn->mask;
    for (size_t tries = 0; conn->table[i].stmt && conn->table[i].stmt != s; i = (i + 1) & conn->mask)
        assert(++tries < conn->mask);
    conn->table[i].stmt = s;
    return &conn->table[i];
}

static enum value_kind kind_of_letter(char letter)
{
    switch (letter) {
    case 'i':
        return VALUE_I64;
    case 't':
        return VALUE_TEXT;
    case 'b':
        return VALUE_BYTES;
    default:
        return VALUE_END;
    }
}

void stmt_check_values(const struct stmt *s, const struct value *v)
{
    size_t n = 0;
    for (; v[n].kind != VALUE_END; n++) {
        assert(s->types[n] != 0);
        assert(v[n].kind == VALUE_NULL || v[n].kind == kind_of_letter(s->types[n]));
    }
    assert(s->types[n] == 0);
}
