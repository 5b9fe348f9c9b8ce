/* ledger.h: the append-only record of every act.
**
** A use case that changes records writes one entry in its own transaction:
**
**     LEDGER_ACT(MSG_APPLICATION_SUBMITTED);        // at file scope, once; msgid "application.submitted"
**     …
**     TRY(ledger_add(tx, MSG_APPLICATION_SUBMITTED, FACTS(fact_text("receipt", no), fact_i64("version", 3)),
**                    TOUCH(application, id), TOUCH(submission, sid)));
**
** It says who (c->actor), when (c->now, and the instant of recording), which act, about which record (the first touch),
** the facts an auditor needs, and for each touched row the hash of all its columns after the act (or that it is gone).
** So `kyoten verify` can compare every row of every audited table with what the ledger last said about it. Within a
** second seal.h chains the entries and signs them; receipt.h makes receipts of them; verify.h checks it all.
**
** An entry also bears a MAC under the site's key, so that an entry written behind the program's back is known even if
** its author knows this code. Acts and tables are found through linker sections: an act without its sentence in both
** languages does not compile, a touch of a table that nobody declared does not link. */
#ifndef LEDGER_LEDGER_H
#define LEDGER_LEDGER_H

#include "base/ctx.h"
#include "db/db.h"

/* ── audited tables ── */
struct audited {
    const char *table;
    const char *columns;      /* every column: "id, call_id, …"; the first is id, a BIGINT key */
    const struct stmt *one;   /* the row with the id $1 */
    const struct stmt *all;   /* all rows by id, each followed by its last touch: version and hash */
    const struct stmt *gone;  /* ids that were last touched as present, and are absent */
};
/* At file scope beside the store of the feature: AUDITED(hub, "id, name, …");. A column added later goes to the end and
** may be NULL (a NULL leaves the hash of old rows as it is); a migration that alters rows touches them again. */
#define AUDITED(t, cols)                                                                                          \
    STMT(audited_one_##t, READ, "i", "SELECT " cols " FROM " #t " WHERE id = $1");                               \
    STMT(audited_all_##t, READ, "",                                                                               \
         "SELECT " cols ", (SELECT max(lt.version) FROM ledger_touch lt WHERE lt.tbl = '" #t "' AND lt.row_id = " #t \
         ".id) AS last_version, (SELECT lt.hash FROM ledger_touch lt WHERE lt.tbl = '" #t "' AND lt.row_id = " #t  \
         ".id ORDER BY lt.version DESC LIMIT 1) AS last_hash FROM " #t " ORDER BY id");                           \
    STMT(audited_gone_##t, READ, "",                                                                              \
         "SELECT lt.row_id FROM ledger_touch lt WHERE lt.tbl = '" #t "' AND lt.hash IS NOT NULL "                  \
         "AND NOT EXISTS (SELECT 1 FROM ledger_touch later WHERE later.tbl = lt.tbl AND later.row_id = lt.row_id " \
         "AND later.version > lt.version) AND NOT EXISTS (SELECT 1 FROM " #t " r WHERE r.id = lt.row_id) "          \
         "ORDER BY lt.row_id");                                                                                   \
    extern const struct audited audited_##t;                                                                      \
    const struct audited audited_##t = { #t, cols, &audited_one_##t, &audited_all_##t, &audited_gone_##t };        \
    static const struct audited *const audited_##t##_ __attribute__((used, section("kyoten_audited"))) = &audited_##t

/* A table that holds no records, and why: NOT_AUDITED(session, "a way in, ends by itself");. */
struct not_audited {
    const char *table, *why;
};
#define NOT_AUDITED(t, why_)                                                                  \
    static const struct not_audited not_audited_##t = { #t, why_ };                           \
    static const struct not_audited *const not_audited_##t##_                                 \
        __attribute__((used, section("kyoten_not_audited"))) = &not_audited_##t

/* ── acts ── */
struct ledger_act {
    const struct msg *msg; /* .key is the act's word in the ledger, the text its sentence without holes */
};
/* At file scope, once for each act, in the file that does it. */
#define LEDGER_ACT(m)                                                                      \
    extern const struct ledger_act ledger_act_##m;                                         \
    const struct ledger_act ledger_act_##m = { &m };                                       \
    static const struct ledger_act *const ledger_act_##m##_                                \
        __attribute__((used, section("kyoten_acts"))) = &ledger_act_##m
/* The sentence of an act read from the ledger; NULL for one this program does not know (any more). */
const struct msg *ledger_act_msg(const char *act);

/* ── facts: what an auditor needs, as one flat JSON object. No secrets, no text of answers: hashes instead ── */
struct fact {
    const char *name; /* letters, digits, _ */
    struct value value;
    bool is_id;
};
struct fact fact_text(const char *name, const char *text); /* valid UTF-8; NULL: null */
struct fact fact_i64(const char *name, int64_t n);         /* numbers and instants (µs) within ±2^53 */
struct fact fact_id(const char *name, int64_t id);         /* written as text, so that every JSON reader keeps it */
struct fact fact_hash(const char *name, struct bytes hash); /* written in hexadecimal */
#define FACTS(...) ((const struct fact[]){ __VA_ARGS__, { .name = NULL } })
#define NO_FACTS ((const struct fact *)NULL)

/* ── writing ── */
struct touch {
    const struct audited *table; /* NULL ends a list */
    int64_t id;
    bool about; /* names the record without saying that it changed */
};
/* The row was added, changed or removed by this act. The first one is what the act is about. */
#define TOUCH(t, row)                                           \
    ({                                                          \
        extern const struct audited audited_##t;                \
        (struct touch){ &audited_##t, (row), false };           \
    })
/* The act is about this record, but did not change it (a letter was fetched, a book was exported). */
#define ABOUT(t, row)                                           \
    ({                                                          \
        extern const struct audited audited_##t;                \
        (struct touch){ &audited_##t, (row), true };            \
    })

/* Writes the entry, in the transaction of the act and after its last change of a row. FAULT if the site has no key. */
#define ledger_add(tx, act, facts, ...) ledger_add_id(tx, act, facts, NULL, __VA_ARGS__)
/* The same; *ret_entry is the entry's id (for a receipt). */
#define ledger_add_id(tx, act, facts, ret_entry, ...)                                                          \
    ({                                                                                                         \
        extern const struct ledger_act ledger_act_##act;                                                       \
        ledger_put((tx), &ledger_act_##act, (facts),                                                           \
                   (const struct touch[]){ __VA_ARGS__ __VA_OPT__(, ){ .table = NULL } }, (ret_entry));         \
    })
/* The function behind both, for lists of touches made at run time; the list ends with .table == NULL. */
struct err *ledger_put(struct tx *tx, const struct ledger_act *act, const struct fact *facts,
                       const struct touch *touches, int64_t *ret_entry) MUST_CHECK;

/* ── reading: the history of one record, for pages ── */
struct ledger_line {
    int64_t entry;
    instant at, recorded_at;
    int64_t person;         /* 0: the program */
    const char *duty;       /* "" : the program */
    const char *act;        /* its word */
    const struct msg *msg;  /* its sentence, or NULL */
    const char *detail;     /* canonical JSON */
    bool changed;           /* this record was changed (false: the act was only about it) */
    bool sealed;
};
struct ledger_lines {
    size_t n;
    struct ledger_line *v;
};
/* The acts about or on one record, oldest first, at most limit (the latest ones). */
#define ledger_history(c, t, row, limit, ret)               \
    ({                                                      \
        extern const struct audited audited_##t;            \
        ledger_history_((c), &audited_##t, (row), (limit), (ret)); \
    })
struct err *ledger_history_(struct ctx *c, const struct audited *table, int64_t id, int64_t limit,
                            struct ledger_lines *ret) MUST_CHECK;
/* How many acts there are. What only acts change is the same as long as this number is. */
struct err *ledger_count(struct ctx *c, int64_t *ret) MUST_CHECK;
/* The acts of the whole site, newest first: at most limit, before the entry with that id (0: from the newest). */
struct err *ledger_recent(struct ctx *c, int64_t before, int64_t limit, struct ledger_lines *ret) MUST_CHECK;

#endif
