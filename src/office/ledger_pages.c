/* ledger_pages.c: the acts of the site and the jobs of the machine, as the office and the auditor read them. */
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
#include "office.msg.h"

#include <stdlib.h>
#include <string.h>

#define LINES 50

STMT(ledger_people, READ, "ii",
     "SELECT p.id, p.name FROM person p WHERE p.id IN"
     " (SELECT e.person_id FROM ledger_entry e WHERE e.id >= $1 AND e.id <= $2) ORDER BY p.id");
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

ROUTE(GET, "/office/ledger", ledger_page, ACT_OFFICE_LEDGER)
{
    struct ctx *c = rq->ctx;
    const char *typed = pairs_text(&rq->query, "before");
    char *end = NULL;
    long long before = strtoll(typed, &end, 10);
    if (*end || before < 0)
        return not_found(c->arena);
    struct ledger_lines lines;
    struct rows people = { 0 };
    TRY(ledger_recent(c, before, LINES + 1, &lines));
    bool more = lines.n > LINES;
    lines.n = more ? LINES : lines.n;
    if (lines.n)
        TRY(db_rows(c, ledger_people, &people, I64(lines.v[lines.n - 1].entry), I64(lines.v[0].entry)));
    bool particulars = false;
    TRY(may_read_particulars(c, &particulars));
    const char **who = arena_array(c->arena, const char *, lines.n + 1);
    const char **duty = arena_array(c->arena, const char *, lines.n + 1);
    for (size_t i = 0; i < lines.n; i++) {
        const char *name = name_of(&people, lines.v[i].person);
        who[i] = name ? name : MSG_TEXT(c->arena, c->lang, MSG_DESK_THE_PROGRAM);
        duty[i] = duty_text(c, lines.v[i].duty);
        lines.v[i].detail = particulars ? lines.v[i].detail : "";
    }
    struct ledger_page x = { .lines = &lines, .who = who, .duty = duty, .later = !particulars };
    if (more)
        x.older = url_make(c->arena, "/office/ledger?before=%s",
                           arena_printf(c->arena, "%lld", (long long)lines.v[lines.n - 1].entry));
    if (before)
        x.newest = (struct url){ "/office/ledger" };
    struct page *pg = page_for(rq, rs, MSG_TEXT(c->arena, c->lang, MSG_DESK_LEDGER));
    struct html_writer w = page_writer(rq);
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

ROUTE(GET, "/office/jobs", jobs_page, ACT_OFFICE_LEDGER)
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
