/* register.h: the register in the store: loading, lists, what pages show. The rules are in registry.h. */
#ifndef REGISTRY_REGISTER_H
#define REGISTRY_REGISTER_H

#include "base/ctx.h"
#include "programme/facts.h"
#include "registry/registry.h"

struct tx;

/* ── changing ── */

/* A new designation, when a release is performed. */
struct designation_new {
    const char *programme, *type_key, *round;
    int64_t call_id, application_id, institution_id; /* 0: none */
    const char *institution, *name, *reading;        /* as announced; reading may be NULL */
    const char *institution_en, *name_en;            /* NULL or "": not known */
    const char *summary_ja, *summary_en;             /* the same */
    const char *prefecture;                          /* JIS code "01"…"47", or NULL */
    date announced_on;
    int term_years;
    int position; /* on the list that was announced */
    bool rehearsal;
};
/* Adds it with its name and its first term, and its round where the register did not know it yet; writes the ledger
** entry and touches the register. Its public id is "r6-01", "r6-02"…, in a rehearsal "x6-01": the next that was never
** used. CONFLICT when that application holds a designation already. */
struct err *register_designate(struct tx *tx, const struct designation_new *n, int64_t *ret_id) MUST_CHECK;
/* The public id of a designation by its row. */
struct err *register_public_id(struct ctx *c, int64_t id, const char **ret) MUST_CHECK;
/* The public register changed: kept pages are forgotten. */
struct err *register_touch(struct tx *tx) MUST_CHECK;
/* Loads the programme's own register (register.csv, names.csv, terms.csv, institutions.csv, calls.yaml, sources.yaml,
** programme.yaml of that folder) into an empty store. REFUSED when designations are there; INVALID with
** "file:line:column" in .field for a fault in the files. */
struct err *register_import(struct tx *tx, const char *programme_dir) MUST_CHECK;

/* ── reading ── */

/* What is asked of the register; NULL or "" of a member: everything. */
struct register_query {
    const char *text; /* words that all must occur in a name or reading, in any width, kana or kanji variant */
    const char *type, *round, *prefecture;
    const char *id; /* public id */
};
typedef LIST(struct designation) designation_list;
/* Designations with names, terms and events, in four statements: the real ones first; by round as in the data, then as
** on the list. */
struct err *register_list(struct ctx *c, const struct register_query *q, designation_list *ret) MUST_CHECK;
/* One by its public id, which never stops to be found. NOT_FOUND. */
struct err *register_load(struct ctx *c, const char *public_id, struct designation *ret) MUST_CHECK;

/* What the pages need besides: the programme's words, its rounds, its sources. Three statements. */
struct register_words {
    const struct definition *programme; /* only .names, .office, .types, .applicant_kinds, .eligibility, .term */
    call_fact_list rounds;              /* in their order; of a round of our own only .round and .counts may be there */
    source_list sources;
};
/* NULL in *ret before anything was imported. */
struct err *register_words(struct ctx *c, const struct register_words **ret) MUST_CHECK;
/* The mark that is new after every change; 0: no register yet. One statement. */
struct err *register_version(struct ctx *c, int64_t *ret) MUST_CHECK;
/* The register of that store (db_serial) has changed: what is remembered of its version is void. */
void kept_forget(int64_t store);

/* "国際展開型" of the words; the key itself when nobody knows it. */
const char *register_type_name(const struct register_words *w, enum lang lang, const char *key);
/* "第6回公募" of the words, else made of the number. */
const char *register_round_name(struct arena *a, const struct register_words *w, enum lang lang, const char *round);
/* The wording of the type in that round; NULL: no source has it. */
const struct wording *register_type_text(const struct register_words *w, const char *type, const char *round);
const struct call_fact *register_round(const struct register_words *w, const char *round); /* NULL: unknown */
const struct source *register_source(const struct register_words *w, const char *key);     /* NULL: unknown */

/* The source of what was announced through this program. */
#define SOURCE_ANNOUNCEMENT "announcement"

#endif
