/* cmd_affinity.c: kyoten affinity: how near reviewers' documents are to applications. */
#include "algo.msg.h"
#include "algo/affinity.h"
#include "base/buf.h"
#include "i18n/i18n.h"
#include "main/command.h"
#include "main/tsv.h"
#include "solve/words.h"

#include <stdlib.h>
#include <string.h>

#define COUNT_MAX 1000000

struct documents {
    struct tsv tsv;
    struct names reviewer, application, term;
    struct term_document *document;
};

static struct err *read_owners(struct arena *a, struct documents *d)
{
    d->document = arena_array(a, struct term_document, d->tsv.rows);
    for (size_t i = 0; i < d->tsv.rows; i++) {
        const char *kind = tsv_cell(&d->tsv, i, 0), *owner;
        struct term_document *t = &d->document[i];
        t->of_reviewer = strcmp(kind, "R") == 0;
        if (!t->of_reviewer && strcmp(kind, "P") != 0)
            return invalid(a, tsv_place(a, &d->tsv, i), MSG_ALGO_KIND, arg_text(kind));
        TRY(tsv_id(a, &d->tsv, i, 1, &owner));
        t->owner = names_add(a, t->of_reviewer ? &d->reviewer : &d->application, owner);
    }
    return NULL;
}

static int by_term(const void *x, const void *y)
{
    const struct term_count *p = x, *q = y;
    return (p->term > q->term) - (p->term < q->term);
}

/* Sorts the terms and adds up those that stand more than once. */
static size_t join_terms(struct term_count *t, size_t n)
{
    size_t kept = 0;
    qsort(t, n, sizeof *t, by_term);
    for (size_t i = 0; i < n; i++) {
        if (kept > 0 && t[kept - 1].term == t[i].term)
            t[kept - 1].count += t[i].count;
        else
            t[kept++] = t[i];
    }
    return kept;
}

/* "term:count", or a word alone, which counts once. */
static bool read_term(struct arena *a, char *word, bool counted, struct names *terms, struct term_count *ret)
{
    int64_t count = 1;
    if (counted) {
        char *colon = strrchr(word, ':'), *end = NULL;
        if (!colon || colon == word || colon[1] < '0' || colon[1] > '9')
            return false;
        count = strtoll(colon + 1, &end, 10);
        if (*end || count < 1 || count > COUNT_MAX)
            return false;
        *colon = '\0';
    }
    *ret = (struct term_count){ names_add(a, terms, word), (int32_t)count };
    return true;
}

static struct err *read_terms(struct arena *a, struct documents *d, const char *const *text, bool counted)
{
    for (size_t i = 0; i < d->tsv.rows; i++) {
        char *copy = arena_strdup(a, text[i]), *rest = NULL;
        struct term_document *t = &d->document[i];
        struct term_count *term = arena_array(a, struct term_count, strlen(copy) / 2 + 1);
        for (char *word = strtok_r(copy, " ", &rest); word; word = strtok_r(NULL, " ", &rest))
            if (!read_term(a, word, counted, &d->term, &term[t->terms++]))
                return invalid(a, tsv_place(a, &d->tsv, i), MSG_ALGO_TERM, arg_text(word));
        t->term = term;
        t->terms = join_terms(term, t->terms);
    }
    return NULL;
}

static struct bytes table_of(struct arena *a, const struct documents *d)
{
    size_t reviewers = d->reviewer.n, applications = d->application.n;
    const double *v =
        affinity(a, d->document, d->tsv.rows, (int32_t)d->term.n, (int32_t)reviewers, (int32_t)applications);
    struct buf b = buf_make(a, 65536);
    buf_puts(&b, "reviewer\tapplication\taffinity\n");
    for (size_t r = 0; r < reviewers; r++)
        for (size_t x = 0; x < applications; x++)
            buf_printf(&b, "%s\t%s\t%.9f\n", d->reviewer.name[r], d->application.name[x],
                       v[r * applications + x]);
    return (struct bytes){ (const uint8_t *)b.s, b.n };
}

static struct err *work_out(struct arena *a, const char *path, bool counted, struct documents *d,
                            bool *ret_dictionary)
{
    TRY(tsv_read(a, path, 4, 4, &d->tsv));
    TRY(read_owners(a, d));
    if (d->reviewer.n == 0 || d->application.n == 0)
        return invalid(a, path, MSG_ALGO_BOTH_KINDS);
    const char **text = arena_array(a, const char *, d->tsv.rows);
    for (size_t i = 0; i < d->tsv.rows; i++)
        text[i] = tsv_cell(&d->tsv, i, 3);
    if (!counted)
        TRY(words_of(a, NULL, text, d->tsv.rows, text, ret_dictionary));
    return read_terms(a, d, text, counted);
}

COMMAND(affinity, "affinity", "--documents D.tsv [--term-counts] --out A.tsv",
        "works out how near each reviewer's documents are to each application (TF-IDF)")
{
    const char *documents = NULL, *out = NULL;
    bool counted = false, dictionary = true;
    const struct option_spec options[] = { option_text("documents", &documents),
                                           option_flag("term-counts", &counted), option_text("out", &out),
                                           OPTIONS_END };
    if (!command_options(c, options, 0, 0))
        return COMMAND_USAGE;
    if (!documents || !out)
        return command_usage(c, MSG_ALGO_AFFINITY_NEEDS);
    struct documents d = { .reviewer = names_make(c->arena),
                           .application = names_make(c->arena),
                           .term = names_make(c->arena) };
    struct err *e = work_out(c->arena, documents, counted, &d, &dictionary);
    if (!e)
        e = file_replace(c->arena, out, table_of(c->arena, &d));
    if (!e && !dictionary)
        (void)fprintf(c->err, "%s\n", MSG_TEXT(c->arena, c->lang, MSG_ALGO_NO_DICTIONARY));
    return e ? command_fail(c, e) : COMMAND_DONE;
}
