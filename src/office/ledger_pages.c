/* ledger_pages.c: the acts of the site, as the office and the auditor read them, and the jobs of the machine, for the
** office: they say when what will happen. */
#include "base/vec.h"
#include "call/call.h"
#include "db/db.h"
#include "http/http.h"
#include "i18n/i18n.h"
#include "ledger/ledger.h"
#include "office/desk_views.h"
#include "person/duty.h"
#include "person/frame.h"
#include "person/person.h"
#include "history.msg.h"
#include "office.msg.h"

#include <stdlib.h>
#include <string.h>

#define LINES 50

STMT(ledger_people, READ, "ii",
     "SELECT p.id, p.name FROM person p WHERE p.id IN"
     " (SELECT e.person_id FROM ledger_entry e WHERE e.id >= $1 AND e.id <= $2) ORDER BY p.id");
/* Who begins what draft, of which institution, and whom a draft's people invite, is nobody's business before it is
** submitted. */
STMT(ledger_of_drafts, READ, "ii",
     "SELECT e.id FROM ledger_entry e WHERE e.id >= $1 AND e.id <= $2 AND ("
     "(e.subject_table = 'application' AND EXISTS (SELECT 1 FROM application p WHERE p.id = e.subject_id"
     " AND p.state = 'draft')) OR"
     " (e.duty = 'applicant' AND e.subject_table IN ('institution', 'corporation')) OR"
     " (e.subject_table = 'mail' AND EXISTS (SELECT 1 FROM mail m WHERE m.id = e.subject_id AND m.private = 1)))"
     " ORDER BY e.id");
STMT(jobs_newest, READ, "i",
     "SELECT kind, job_key, state, run_at, attempts, last_error FROM job"
     " ORDER BY CASE state WHEN 'failed' THEN 0 WHEN 'running' THEN 1 WHEN 'waiting' THEN 2 ELSE 3 END, "
     "run_at DESC, id"
     " LIMIT $1");

static const char *name_of(const struct rows *people, int64_t id)
{
    for (size_t i = 0; i < people->n; i++)
        if (row_i64(&people->v[i], 0) == id)
            return row_text(&people->v[i], 1);
    return NULL;
}

static const char *duty_text(struct ctx *c, const char *word)
{
    for (int i = 0; i < DUTY_COUNT; i++)
        if (strcmp(duty_words()[i].word, word) == 0)
            return MSG_TEXT(c->arena, c->lang, *duty_words()[i].name);
    return "";
}

/* An act's particulars say which application it was about, and what was decided: whoever may not read the applications
** of the present round yet reads who acted, when and how, and the particulars after the announcement. */
static struct err *may_read_particulars(struct ctx *c, bool *ret)
{
    struct call *call = NULL;
    TRY(call_find_current(c, &call));
    *ret = !call || policy_allows(ACT_OFFICE_APPLICATIONS, c->viewer->duties, REL_ANY,
                                  STATE_SUBMITTED | call_states(call, c->now));
    return NULL;
}

static bool is_of_draft(const struct rows *drafts, int64_t entry)
{
    for (size_t i = 0; i < drafts->n; i++)
        if (row_i64(&drafts->v[i], 0) == entry)
            return true;
    return false;
}

/* What is shown of the lines: neighbouring acts on drafts become one line that counts them. */
static struct err *put_lines(struct ctx *c, const struct ledger_lines *lines, bool particulars, struct ledger_page *x)
{
    struct rows people = { 0 };
    struct rows drafts = { 0 };
    if (lines->n) {
        int64_t oldest = lines->v[lines->n - 1].entry;
        TRY(db_rows(c, ledger_people, &people, I64(oldest), I64(lines->v[0].entry)));
        TRY(db_rows(c, ledger_of_drafts, &drafts, I64(oldest), I64(lines->v[0].entry)));
    }
    struct ledger_row *v = arena_array(c->arena, struct ledger_row, lines->n + 1);
    for (size_t i = 0; i < lines->n; i++) {
        const struct ledger_line *one = &lines->v[i];
        const char *name = name_of(&people, one->person);
        if (is_of_draft(&drafts, one->entry)) {
            x->n += x->n == 0 || !v[x->n - 1].drafts;
            v[x->n - 1].drafts++;
            v[x->n - 1].sealed = one->sealed;
            continue;
        }
        v[x->n++] = (struct ledger_row){ .at = one->at,
                                         .who = name ? name : MSG_TEXT(c->arena, c->lang, MSG_DESK_THE_PROGRAM),
                                         .duty = duty_text(c, one->duty),
                                         .what = one->msg ? msg_text(c->arena, c->lang, one->msg, NULL) : one->act,
                                         .detail = particulars ? one->detail : "",
                                         .sealed = one->sealed };
    }
    x->v = v;
    return NULL;
}

ROUTE(GET, "/office/ledger", ledger_page, ACT_OFFICE_LEDGER)
{
    struct ctx *c = rq->ctx;
    const char *typed = pairs_text(&rq->query, "before");
    char *end = NULL;
    long long before = strtoll(typed, &end, 10);
    if (*end || before < 0)
        return not_found(c->arena);
    struct ledger_lines lines;
    TRY(ledger_recent(c, before, LINES + 1, &lines));
    bool more = lines.n > LINES;
    lines.n = more ? LINES : lines.n;
    bool particulars = false;
    TRY(may_read_particulars(c, &particulars));
    struct ledger_page x = { .later = !particulars };
    TRY(put_lines(c, &lines, particulars, &x));
    if (more)
        x.older = url_make(c->arena, "/office/ledger?before=%s",
                           arena_printf(c->arena, "%lld", (long long)lines.v[lines.n - 1].entry));
    if (before)
        x.newest = (struct url){ "/office/ledger" };
    struct page *pg = page_for(rq, rs, MSG_TEXT(c->arena, c->lang, MSG_DESK_LEDGER));
    struct html_writer w = page_writer(rq);
    if (c->viewer->duties & DUTIES_OFFICE)
        page_history(rq, pg, "settings", 1, &MSG_HISTORY_SETTINGS);
    ledger_show(&w, pg, &x);
    return show(rs, html_done(&w));
}

static const struct {
    const char *state;
    const struct msg *word;
    enum tone tone;
} STATES[] = {
    { "waiting", &MSG_DESK_JOB_WAITING, TONE_GRAY },     { "running", &MSG_DESK_JOB_RUNNING, TONE_BLUE },
    { "done", &MSG_DESK_JOB_DONE, TONE_GREEN },          { "failed", &MSG_DESK_JOB_FAILED, TONE_RED },
    { "cancelled", &MSG_DESK_JOB_CANCELLED, TONE_GRAY },
};

ROUTE(GET, "/office/jobs", jobs_page, ACT_OFFICE_JOBS)
{
    struct ctx *c = rq->ctx;
    struct rows rows;
    TRY(db_rows(c, jobs_newest, &rows, I64(LINES)));
    struct job_line *v = arena_array(c->arena, struct job_line, rows.n + 1);
    for (size_t i = 0; i < rows.n; i++) {
        const struct row *r = &rows.v[i];
        v[i] = (struct job_line){ .kind = row_text(r, 0),
                                  .key = row_text(r, 1),
                                  .state = row_text(r, 2),
                                  .run_at = row_i64(r, 3),
                                  .attempts = row_i64(r, 4),
                                  .error = row_text(r, 5) };
        for (size_t s = 0; s < sizeof STATES / sizeof STATES[0]; s++)
            if (strcmp(STATES[s].state, row_text(r, 2)) == 0) {
                v[i].state = MSG_TEXT(c->arena, c->lang, *STATES[s].word);
                v[i].tone = STATES[s].tone;
            }
    }
    struct page *pg = page_for(rq, rs, MSG_TEXT(c->arena, c->lang, MSG_DESK_JOBS));
    struct html_writer w = page_writer(rq);
    jobs_show(&w, pg, v, rows.n);
    return show(rs, html_done(&w));
}
