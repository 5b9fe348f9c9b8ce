/* history_pages.c: the page of a record's history. */
#include "history/history.h"
#include "history/versions.h"

#include "base/date.h"
#include "base/id.h"
#include "db/db.h"
#include "decision/committee.h"
#include "history.msg.h"
#include "http/http.h"
#include "i18n/i18n.h"
#include "ledger/undo.h"
#include "person/duty.h"
#include "person/frame.h"
#include "person/kept.h"
#include "person/person.h"

#include <stdlib.h>
#include <string.h>

#define LINES 30

static const char *duty_words_of(struct ctx *c, const char *word)
{
    enum duty duty = duty_parse(word);
    return duty == DUTY_NONE ? "" : MSG_TEXT(c->arena, c->lang, *duty_word(duty)->name);
}

/* Who adds an institution begins a draft of it: the office learns that an applicant did, and not which. */
static const char *who_of(struct ctx *c, const struct ledger_event *e)
{
    bool draft = strcmp(e->duty, "applicant") == 0 &&
                 (strncmp(e->act, "institution.", 12) == 0 || strncmp(e->act, "corporation.", 12) == 0);
    if (draft || !*e->name)
        return MSG_TEXT(c->arena, c->lang, *(draft ? &MSG_HISTORY_AN_APPLICANT : &MSG_HISTORY_THE_PROGRAM));
    return e->name;
}

/* The button stands only with the newest act: what came before it is no longer as it was left. */
static struct url undo_of_event(struct ctx *c, const struct ledger_event *e, bool newest)
{
    struct url none = { NULL };
    return newest && ledger_undo_of(e->act) ? undo_url(c->arena, c->viewer->acting, e->entry) : none;
}

static struct err *put_lines(struct ctx *c, const struct history_kind *kind, int64_t id,
                             const struct history_subject *of, int64_t before, struct history_list *ret)
{
    struct ledger_events events;
    struct history_names *names = NULL;
    struct rows versions = { 0 };
    TRY(ledger_events_of(c, kind->record, id, before, LINES, &events));
    TRY(history_names_load(c, &events, &names));
    if (kind->versions)
        TRY(db_rows_(c, kind->versions, &versions, VALUES_(I64(id))));
    struct history_line *v = arena_array(c->arena, struct history_line, events.n + 1);
    for (size_t i = 0; i < events.n; i++) {
        const struct ledger_event *e = &events.v[i];
        struct clock_parts clock = clock_of_instant(e->at);
        v[i] = (struct history_line){
            .when = arena_printf(c->arena, "%s %02d:%02d:%02d", text_date(c->arena, c->lang, date_of_instant(e->at)),
                                 clock.hour, clock.minute, clock.second),
            .who = who_of(c, e),
            .duty = duty_words_of(c, e->duty),
            .what = e->msg ? msg_text(c->arena, c->lang, e->msg, NULL) : e->act,
            .changes = history_changes_of(c, names, e),
            .undo = undo_of_event(c, e, before == 0 && i == 0)
        };
        struct history_changes more = { 0 };
        if (kind->versions)
            more = version_changes(c, of->definition, &versions, e->detail, kind->fact);
        if (more.n)
            v[i].changes = more;
    }
    ret->n = events.n;
    ret->v = v;
    if (events.older)
        ret->older = local_url(c->arena, arena_printf(c->arena, "%s?before=%lld", ret->here, (long long)events.older));
    return NULL;
}

/* The record was found, and its history may be read. */
static struct err *show_history(struct request *rq, struct response *rs, const struct history_kind *kind, int64_t id,
                                const struct history_subject *of)
{
    struct ctx *c = rq->ctx;
    struct history_list list = { .here = rq->path, .back = of->back, .back_label = of->name };
    char *end = NULL;
    long long before = strtoll(pairs_text(&rq->query, "before"), &end, 10);
    if (*end || before < 0)
        return not_found(c->arena);
    TRY(put_lines(c, kind, id, of, before, &list));
    struct page *pg = page_for(rq, rs, MSG_TEXT(c->arena, c->lang, *kind->title));
    struct html_writer w = page_writer(rq);
    pg->width = PAGE_NARROW;
    history_show(&w, pg, &list);
    return show(rs, html_done(&w));
}

ROUTE(GET, "/office/history/:kind/:record", history_page, ACT_HISTORY)
{
    const struct history_kind *kind = history_kind_of(param(rq, "kind"));
    struct history_subject of = { 0 };
    int64_t id = param_id(rq, "record");
    if (!kind)
        return not_found(rq->ctx->arena);
    TRY(kind->find(rq->ctx, id, &of));
    return show_history(rq, rs, kind, id, &of);
}

/* The committee reads the history of a decision behind the door of its item: a conflicted member finds nothing. */
ROUTE(GET, "/committee/applications/:application/history", committee_history_page, ACT_COMMITTEE_SEE)
{
    struct ctx *c = rq->ctx;
    struct application *app = NULL;
    struct call *call = NULL;
    TRY(committee_open(c, param_id(rq, "application"), ACT_COMMITTEE_SEE, &app, &call));
    struct history_subject of = { .name = app->title,
                                  .definition = call->definition,
                                  .back = url_make(c->arena, "/committee/applications/%s",
                                                   id_text(c->arena, app->id)) };
    return show_history(rq, rs, history_kind_of("decision"), app->id, &of);
}
