/* verify.h: is everything as the ledger says? For `kyoten verify`, the auditor's page and tests. */
#ifndef LEDGER_VERIFY_H
#define LEDGER_VERIFY_H

#include "ledger/ledger.h"

/* One thing that is not as it should be. */
struct ledger_finding {
    const char *kind;       /* a stable word: "row_changed", "chain_broken", … */
    const struct msg *msg;  /* its sentence, with args */
    struct arg args[4];
    const char *table;      /* of the row, or NULL */
    int64_t id;             /* of the row, the entry or the seal; 0: none */
    int64_t seq;            /* place in the chain; 0: none */
};

struct ledger_report {
    /* Told of every finding in the order of discovery; may be NULL. The finding lives until it returns. */
    void (*found)(void *arg, const struct ledger_finding *f);
    void *arg;
    /* counted by ledger_verify */
    int64_t entries, open, seals, rows, findings;
};

/* Checks the chain, the seals, every entry, every row of every audited table and what the hooks check (files). Reads
** row by row in constant memory, and changes nothing. An error only when it could not look; what it finds is told to
** report->found and counted: all is well when it returns NULL and findings is 0. */
struct err *ledger_verify(struct ctx *c, struct ledger_report *report) MUST_CHECK;
/* For hooks: tells and counts one finding. */
void ledger_found(struct ledger_report *report, const struct ledger_finding *f);

/* More to check with the ledger, e.g. VERIFY_HOOK(files, file_verify);: fn calls ledger_found for what is wrong. */
struct verify_hook {
    const char *name;
    struct err *(*fn)(struct ctx *c, struct ledger_report *report);
};
#define VERIFY_HOOK(name_, fn_)                                             \
    static const struct verify_hook verify_hook_##name_ = { #name_, fn_ }; \
    static const struct verify_hook *const verify_hook_##name_##_          \
        __attribute__((used, section("kyoten_verify"))) = &verify_hook_##name_

#endif
