/* question_store.c: the rows of questions and of the wordings that were published. */
#include "question/question.h"

#include "db/db.h"
#include "ledger/ledger.h"
#include "person/person.h"

#include <stdlib.h>
#include <string.h>

AUDITED(question,
        "id, call_id, clause, asked, asked_by, asked_at, state, number, question_ja, question_en, answer_ja,"
        " answer_en, declined_why, revision, changed_by, changed_at, published_at, updated_at");
AUDITED(
    answer_version,
    "id, question_id, number, question_ja, question_en, answer_ja, answer_en, published_by, published_at");

#define QUESTION_COLUMNS                                                                                     \
    "SELECT q.id, q.call_id, q.clause, q.asked, q.asked_by, q.asked_at, q.state, q.number, q.question_ja,"   \
    " q.question_en, q.answer_ja, q.answer_en, q.declined_why, q.revision, q.changed_at, q.published_at,"    \
    " q.updated_at, p.name, p.email, b.name FROM question q LEFT JOIN person p ON p.id = q.asked_by"         \
    " LEFT JOIN person b ON b.id = q.changed_by"

STMT(question_by_id, READ, "i", QUESTION_COLUMNS " WHERE q.id = $1");
STMT(question_published, READ, "i",
     QUESTION_COLUMNS " WHERE q.call_id = $1 AND q.state = 'published' ORDER BY q.number");
STMT(question_own, READ, "ii",
     QUESTION_COLUMNS " WHERE q.call_id = $1 AND q.asked_by = $2 ORDER BY q.asked_at DESC, q.id");
STMT(question_all, READ, "i",
     QUESTION_COLUMNS
     " WHERE q.call_id = $1 ORDER BY CASE q.state WHEN 'waiting' THEN 0 ELSE 1 END, q.asked_at DESC,"
     " q.id");
STMT(question_clause_counts, READ, "i",
     "SELECT q.clause, count(*) FROM question q WHERE q.call_id = $1 AND q.state = 'published' GROUP BY "
     "q.clause"
     " ORDER BY q.clause");
#define VERSION_COLUMNS                                                                                      \
    "SELECT v.number, v.question_ja, v.question_en, v.answer_ja, v.answer_en, v.published_at, q.number"      \
    " FROM answer_version v JOIN question q ON q.id = v.question_id"
STMT(answer_version_list, READ, "i", VERSION_COLUMNS " WHERE v.question_id = $1 ORDER BY v.number");
STMT(answer_version_of_call, READ, "i",
     VERSION_COLUMNS " WHERE q.call_id = $1 AND q.state = 'published' ORDER BY q.number, v.number");

static enum question_state state_of(const char *word)
{
    return strcmp(word, "waiting") == 0     ? QUESTION_WAITING
           : strcmp(word, "published") == 0 ? QUESTION_PUBLISHED
                                            : QUESTION_DECLINED;
}

static struct question_words words_of(const struct row *r, int col)
{
    return (struct question_words){
        .question = { [LANG_JA] = row_text(r, col), [LANG_EN] = row_text(r, col + 1) },
        .answer = { [LANG_JA] = row_text(r, col + 2), [LANG_EN] = row_text(r, col + 3) }
    };
}

static struct question question_of_row(const struct row *r)
{
    return (struct question){ .id = row_i64(r, 0),
                              .call_id = row_i64(r, 1),
                              .clause = row_text(r, 2),
                              .asked = row_text(r, 3),
                              .asked_by = row_is_null(r, 4) ? 0 : row_i64(r, 4),
                              .asked_at = row_i64(r, 5),
                              .state = state_of(row_text(r, 6)),
                              .number = row_is_null(r, 7) ? 0 : row_i64(r, 7),
                              .words = words_of(r, 8),
                              .declined_why = row_text(r, 12),
                              .revision = row_i64(r, 13),
                              .changed_at = row_i64_or_unknown(r, 14),
                              .published_at = row_i64_or_unknown(r, 15),
                              .updated_at = row_i64_or_unknown(r, 16),
                              .asker = row_text(r, 17),
                              .asker_email = row_text(r, 18),
                              .changed_by = row_text(r, 19) };
}

static struct question_list list_of_rows(struct ctx *c, const struct rows *rows)
{
    struct question_list all = { rows->n, arena_array(c->arena, struct question, rows->n + 1) };
    for (size_t i = 0; i < rows->n; i++)
        all.v[i] = question_of_row(&rows->v[i]);
    return all;
}

struct err *question_load(struct ctx *c, int64_t id, struct question *ret)
{
    struct row row;
    TRY(db_row(c, question_by_id, &row, I64(id)));
    *ret = question_of_row(&row);
    return NULL;
}

/* ── what is published, by clause in the order of the call ── */
struct place {
    size_t at;
    struct question q;
};

static int by_place(const void *x, const void *y)
{
    const struct place *a = x;
    const struct place *b = y;
    if (a->at != b->at)
        return a->at < b->at ? -1 : 1;
    return a->q.number < b->q.number ? -1 : a->q.number > b->q.number;
}

static size_t place_of(const struct option *clauses, const char *clause)
{
    size_t i = 0;
    while (clauses[i].label && strcmp(clauses[i].value, clause) != 0)
        i++;
    return i;
}

struct err *question_list_public(struct ctx *c, const struct call *call, struct question_list *ret)
{
    struct rows rows;
    TRY(db_rows(c, question_published, &rows, I64(call->id)));
    const struct option *clauses = question_clauses(c->arena, c->lang, call->definition);
    struct place *v = arena_array(c->arena, struct place, rows.n + 1);
    for (size_t i = 0; i < rows.n; i++) {
        v[i].q = question_of_row(&rows.v[i]);
        v[i].q.asked = v[i].q.asker = v[i].q.asker_email = v[i].q.changed_by = ""; /* the office's alone */
        v[i].q.asked_by = 0;
        v[i].at = place_of(clauses, v[i].q.clause);
    }
    qsort(v, rows.n, sizeof *v, by_place);
    struct question_list all = { rows.n, arena_array(c->arena, struct question, rows.n + 1) };
    for (size_t i = 0; i < rows.n; i++)
        all.v[i] = v[i].q;
    *ret = all;
    return NULL;
}

struct err *question_list_own(struct ctx *c, int64_t call_id, struct question_list *ret)
{
    struct rows rows;
    TRY(db_rows(c, question_own, &rows, I64(call_id), I64(viewer_person(c))));
    *ret = list_of_rows(c, &rows);
    return NULL;
}

struct err *question_list_all(struct ctx *c, int64_t call_id, struct question_list *ret)
{
    struct rows rows;
    TRY(db_rows(c, question_all, &rows, I64(call_id)));
    *ret = list_of_rows(c, &rows);
    return NULL;
}

struct err *question_count_by_clause(struct ctx *c, int64_t call_id, struct question_counts *ret)
{
    struct rows rows;
    TRY(db_rows(c, question_clause_counts, &rows, I64(call_id)));
    struct question_counts all = { rows.n, arena_array(c->arena, struct question_count, rows.n + 1) };
    for (size_t i = 0; i < rows.n; i++)
        all.v[i] = (struct question_count){ row_text(&rows.v[i], 0), row_i64(&rows.v[i], 1) };
    *ret = all;
    return NULL;
}

int64_t question_count_of(const struct question_counts *all, const char *clause)
{
    for (size_t i = 0; i < all->n; i++)
        if (strcmp(all->v[i].clause, clause) == 0)
            return all->v[i].n;
    return 0;
}

/* ── former wordings ── */
static struct answer_version version_of_row(const struct row *r)
{
    return (struct answer_version){ .number = row_i64(r, 0),
                                    .words = words_of(r, 1),
                                    .published_at = row_i64(r, 5) };
}

struct err *question_versions(struct ctx *c, int64_t id, struct answer_versions *ret)
{
    struct rows rows;
    TRY(db_rows(c, answer_version_list, &rows, I64(id)));
    struct answer_versions all = { rows.n, arena_array(c->arena, struct answer_version, rows.n + 1) };
    for (size_t i = 0; i < rows.n; i++)
        all.v[i] = version_of_row(&rows.v[i]);
    *ret = all;
    return NULL;
}

struct err *question_versions_of_call(struct ctx *c, int64_t call_id, size_t *ret_n, int64_t **ret_of,
                                      struct answer_version **ret)
{
    struct rows rows;
    TRY(db_rows(c, answer_version_of_call, &rows, I64(call_id)));
    *ret_n = rows.n;
    *ret_of = arena_array(c->arena, int64_t, rows.n + 1);
    *ret = arena_array(c->arena, struct answer_version, rows.n + 1);
    for (size_t i = 0; i < rows.n; i++) {
        (*ret)[i] = version_of_row(&rows.v[i]);
        (*ret_of)[i] = row_i64(&rows.v[i], 6);
    }
    return NULL;
}
