/* migrations.h: sql/NNNN_name.sql, compiled in by tools/embed.c in the order of their numbers. */
#ifndef DB_MIGRATIONS_H
#define DB_MIGRATIONS_H

#include <stddef.h>

struct migration {
    int number;           /* 1… ; strictly growing, gaps allowed */
    const char *name;     /* "0001_person" */
    const char *checksum; /* BLAKE2b-256 of the text, 64 hexadecimal digits */
    const char *text;     /* with the type words ID, INT64, … (DESIGN §3.2) */
};

/* migration_count of them, then one with the number 0. */
extern const struct migration migrations[];
extern const size_t migration_count;

#endif
