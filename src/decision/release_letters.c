/* release_letters.c: the letters of an approved release, rendered and kept before its minute. */
#include "decision/release_letters.h"

#include "base/site.h"
#include "base/vec.h"
#include "decision/board.h"
#include "decision.msg.h"
#include "decision/decision_store.h"
#include "doc/doc.h"
#include "file/file.h"
#include "job/job.h"
#include "ledger/ledger.h"

#include <stdlib.h>
#include <string.h>

LEDGER_ACT(MSG_RELEASE_LETTERS_MADE);

/* ── what they say ── */

static int by_receipt(const void *a, const void *b)
{
    const struct application *const *x = a;
    const struct application *const *y = b;
    return strcmp((*x)->receipt_no, (*y)->receipt_no);
}

static const struct decision *decision_in(const struct decision_list *list, int64_t application_id)
{
    for (size_t i = 0; i < list->n; i++)
        if (list->v[i].application_id == application_id)
            return &list->v[i];
    return NULL;
}

struct err *release_letter_plans(struct ctx *c, const struct call *call, const struct release *r,
                                 struct letter_plans *ret)
{
    struct application_list apps;
    struct decision_list decisions;
    TRY(application_list_in_review(c, call->id, &apps));
    TRY(decision_list(c, call->id, &decisions));
    qsort(apps.v, apps.n, sizeof *apps.v, by_receipt);
    struct letter_plan *v = arena_array(c->arena, struct letter_plan, apps.n + 1);
    size_t n = 0;
    for (size_t i = 0; i < apps.n; i++) {
        const struct application *app = apps.v[i];
        const struct decision *d = decision_in(&decisions, app->id);
        if (!d)
            continue;
        v[n] = (struct letter_plan){ .app = app, .decision = d };
        v[n].facts = (struct letter_facts){
            .definition = call->definition, .outcome = d->outcome, .round = call_title(c->arena, LANG_JA, call),
            .document_number = letter_number(c->arena, r->document_prefix, (size_t)r->first_number + n),
            .receipt_no = app->receipt_no,
            .hub = app->title, .institution = app->institution, .type_key = app->type_key, .conditions = d->conditions,
            .comment = d->comment, .signed_by_ja = r->signed_by_ja, .announced_on = date_of_instant(r->announce_at),
            .dated = date_of_instant(r->notice_at != INSTANT_UNKNOWN ? r->notice_at : r->announce_at),
            .term_years = call->term_years, .created = r->announce_at,
            .rehearsal = call->rehearsal || (c->site && c->site->rehearsal) };
        n++;
    }
    *ret = (struct letter_plans){ n, v };
    return NULL;
}

/* ── making them ── */

struct making {
    int64_t release_id, revision;
    bool wanted; /* approved, and not made yet */
    struct release *release;
    struct letter_plans plans;
    struct letter_row *rows; /* in the order of plans */
};

static struct err *look(struct ctx *c, void *arg)
{
    struct making *m = arg;
    struct call *call = NULL;
    struct letter_rows there;
    struct board board;
    TRY(release_load(c, m->release_id, &m->release));
    if (!release_is(m->release, "approved") || m->release->revision != m->revision)
        return NULL;
    TRY(call_load(c, m->release->call_id, &call));
    /* Somebody withdrew, or the chair changed a decision: what was approved is not what would be announced. */
    TRY(board_load(c, call, BOARD_OFFICE, &board));
    if (!release_is_of(m->release, board.hash))
        return refused(c->arena, MSG_RELEASE_DECISIONS_CHANGED);
    TRY(letter_list(c, m->release_id, &there));
    TRY(release_letter_plans(c, call, m->release, &m->plans));
    m->wanted = there.n != m->plans.n;
    return NULL;
}

/* Outside any transaction: a child process and a file for each. The bytes of one PDF are given back before the next. */
static struct err *render(struct ctx *c, const struct letter_plan *plan, struct letter_row *ret)
{
    ARENA(work);
    struct doc *d = NULL;
    struct bytes json = { 0 };
    struct bytes pdf = { 0 };
    struct file_facts file;
    TRY(decision_letter(c->arena, &plan->facts, &d));
    TRY(doc_to_json(c->arena, d, &json));
    struct err *e = doc_render(work, d, &pdf);
    if (e)
        return fault(c->arena, "letter %s: %s", plan->facts.document_number, e->why ? e->why : "");
    TRY(file_keep_bytes(c, pdf, &file));
    *ret = (struct letter_row){ .application_id = plan->app->id, .document_number = plan->facts.document_number,
                                .kind = plan->decision->outcome == OUTCOME_SELECT ? "selected" : "not-selected",
                                .document = arena_strndup(c->arena, (const char *)json.p, json.n),
                                .pdf_hash = arena_bytes(c->arena, file.hash, sizeof file.hash), .pdf_size = file.size };
    return NULL;
}

static struct err *keep(struct ctx *c, void *arg)
{
    struct making *m = arg;
    struct release *r = NULL;
    struct letter_rows old;
    TX(tx, c);
    TRY(release_load(c, m->release_id, &r));
    if (!release_is(r, "approved") || r->revision != m->revision)
        return NULL; /* recalled meanwhile */
    TRY(letter_list(c, r->id, &old));
    if (old.n == m->plans.n)
        return NULL; /* another node was faster */
    struct touch *touches = arena_array(c->arena, struct touch, m->plans.n + 2);
    touches[0] = ABOUT(release, r->id);
    for (size_t i = 0; i < m->plans.n; i++) {
        int64_t id = 0;
        m->rows[i].release_id = r->id;
        TRY(letter_add(tx, &m->rows[i], &id));
        touches[i + 1] = TOUCH(letter, id);
    }
    extern const struct ledger_act ledger_act_MSG_RELEASE_LETTERS_MADE;
    TRY(ledger_put(tx, &ledger_act_MSG_RELEASE_LETTERS_MADE, FACTS(fact_i64("letters", (int64_t)m->plans.n)), touches,
                   NULL));
    return tx_commit(tx);
}

struct err *release_make_letters(struct ctx *c, int64_t release_id, int64_t revision)
{
    struct making m = { .release_id = release_id, .revision = revision };
    TRY(job_do(c, READ, look, &m));
    if (!m.wanted)
        return NULL;
    m.rows = arena_array(c->arena, struct letter_row, m.plans.n + 1);
    for (size_t i = 0; i < m.plans.n; i++)
        TRY(render(c, &m.plans.v[i], &m.rows[i]));
    return job_do(c, WRITE, keep, &m);
}
