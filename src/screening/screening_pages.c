/* screening_pages.c: the queue of the formal check, and the page of one application in it. */
#include "screening/screening_pages.h"

#include "base/date.h"
#include "base/holiday.h"
#include "base/id.h"
#include "db/db.h"
#include "i18n/i18n.h"
#include "office/desk.h"
#include "person/frame.h"
#include "person/person.h"
#include "screening/screening_at.h"
#include "screening.msg.h"

#include <string.h>

#define SAY(m, ...) MSG_TEXT(c->arena, c->lang, m __VA_OPT__(, ) __VA_ARGS__)
#define DAYS_TO_COMPLETE 7 /* proposed, not a rule */

enum tone screening_tone(enum screening_state s)
{
    static const enum tone TONES[SCREENING_STATE_COUNT] = {
        [SCREENING_WAITING] = TONE_GRAY,    [SCREENING_OPEN] = TONE_BLUE,       [SCREENING_RETURNED] = TONE_YELLOW,
        [SCREENING_COMPLETED] = TONE_BLUE,  [SCREENING_OVERDUE] = TONE_RED,     [SCREENING_PROPOSED] = TONE_ORANGE,
        [SCREENING_ACCEPTED] = TONE_GREEN,  [SCREENING_REFUSED] = TONE_RED,     [SCREENING_WITHDRAWN] = TONE_GRAY,
    };
    return TONES[s];
}

/* ── the queue ── */

static const struct card *cards_of(struct ctx *c, const struct screening_list *list)
{
    static const enum screening_state SHOWN[] = { SCREENING_WAITING,  SCREENING_OPEN,     SCREENING_RETURNED,
                                                  SCREENING_COMPLETED, SCREENING_OVERDUE, SCREENING_PROPOSED,
                                                  SCREENING_ACCEPTED, SCREENING_REFUSED };
    struct card *v = arena_array(c->arena, struct card, sizeof SHOWN / sizeof SHOWN[0] + 1);
    size_t n = 0;
    for (size_t i = 0; i < sizeof SHOWN / sizeof SHOWN[0]; i++)
        if (list->count[SHOWN[i]] || i == 0)
            v[n++] = (struct card){ .label = msg_text(c->arena, c->lang, screening_word(SHOWN[i]), NULL),
                                    .to = { "/office/screening" },
                                    .number = list->count[SHOWN[i]],
                                    .unit = SAY(MSG_SCREENING_UNIT),
                                    .urgent = SHOWN[i] == SCREENING_OVERDUE || SHOWN[i] == SCREENING_PROPOSED };
    return v;
}

ROUTE(GET, "/office/screening", screening_queue_page, ACT_OFFICE_APPLICATIONS)
{
    struct ctx *c = rq->ctx;
    struct screening_list list = { 0 };
    struct late_list late = { 0 };
    struct call *call = NULL;
    TRY(call_find_current(c, &call));
    if (call && !policy_allows(ACT_OFFICE_APPLICATIONS, c->viewer->duties, REL_ANY,
                               STATE_SUBMITTED | call_states(call, c->now)))
        call = NULL;
    if (call) {
        TRY(screening_list(c, call, &list));
        TRY(screening_list_late(c, call, &late));
    }
    enum call_phase phase = call ? call_phase(call, c->now) : CALL_DRAFT;
    struct screening_queue x = { .call = call,
                                 .used = call && call->definition->rules.formal_check,
                                 .closed = phase == CALL_CLOSED || phase == CALL_ANNOUNCED,
                                 .list = &list,
                                 .late = &late,
                                 .cards = cards_of(c, &list) };
    struct page *pg = page_for(rq, rs, SAY(MSG_SCREENING_TITLE));
    struct html_writer w = page_writer(rq);
    screening_queue_show(&w, pg, &x);
    return show(rs, html_done(&w));
}

/* ── one ── */

static const char *who_when(struct ctx *c, const char *name, instant at)
{
    return at == INSTANT_UNKNOWN ? "—" : SAY(MSG_SCREENING_WHO_WHEN, arg_text(name), arg_instant(at));
}

static const struct detail *facts_of(struct ctx *c, const struct screening_page *x)
{
    struct detail *v = arena_array(c->arena, struct detail, 9);
    const struct screening *s = x->now;
    size_t n = 0;
    v[n++] = (struct detail){ .name = SAY(MSG_SCREENING_INSTITUTION), .text = x->app->institution };
    v[n++] = (struct detail){ .name = SAY(MSG_SCREENING_ARRIVED),
                              .text = text_instant_exact(c->arena, c->lang, x->last->arrived_at) };
    v[n++] = (struct detail){ .name = SAY(MSG_SCREENING_SUBMISSIONS), .text = text_i64(c->arena, x->app->submissions) };
    v[n++] = (struct detail){ .name = SAY(MSG_SCREENING_OFFICER),
                              .text = who_when(c, s->taken_name, s->taken_by ? s->taken_at : INSTANT_UNKNOWN) };
    if (s->state == SCREENING_ACCEPTED || s->state == SCREENING_REFUSED)
        v[n++] = (struct detail){ .name = SAY(MSG_SCREENING_DECIDED),
                                  .text = who_when(c, s->decided_name, s->decided_at) };
    if (s->state == SCREENING_REFUSED) {
        v[n++] = (struct detail){ .name = SAY(MSG_SCREENING_CONFIRMED),
                                  .text = who_when(c, s->confirmed_name, s->confirmed_at) };
        v[n++] = (struct detail){ .name = SAY(MSG_SCREENING_REASON), .text = s->reason };
    }
    if (x->late_saves)
        v[n++] = (struct detail){ .name = SAY(MSG_SCREENING_LATE_CHIP),
                                  .text = SAY(MSG_SCREENING_LATE_SAVES, arg_i64(x->late_saves)) };
    return v;
}

static const struct screening_item_line *items_of(struct ctx *c, const struct definition *def,
                                                  const struct screening_marks *marks, int64_t submission_id,
                                                  const struct screening_hint *hints)
{
    struct screening_item_line *v = arena_array(c->arena, struct screening_item_line, def->formal_check.n + 1);
    for (size_t i = 0; i < def->formal_check.n; i++) {
        const struct check_item *item = &def->formal_check.v[i];
        const struct screening_mark *m = screening_mark_of(marks, item->key, submission_id);
        v[i] = (struct screening_item_line){ .item = item,
                                             .hint = &hints[i],
                                             .verdict_name = arena_printf(c->arena, "verdict.%s", item->key),
                                             .reason_name = arena_printf(c->arena, "reason.%s", item->key),
                                             .verdict = !m ? "" : m->good ? "good" : "bad",
                                             .reason = m ? m->reason : "",
                                             .marked = m ? who_when(c, m->by, m->at) : NULL };
    }
    return v;
}

static const struct option *fields_of(struct ctx *c, const struct definition *def, const char *type_key)
{
    size_t most = 1;
    size_t n = 0;
    for (size_t i = 0; i < def->form.n; i++)
        most += def->form.v[i].fields.n;
    struct option *v = arena_array(c->arena, struct option, most);
    for (size_t i = 0; i < def->form.n; i++)
        for (size_t k = 0; k < def->form.v[i].fields.n; k++) {
            const struct form_field *f = &def->form.v[i].fields.v[k];
            if (field_is_asked(f, type_key))
                v[n++] = (struct option){ f->key, f->label.in[c->lang], NULL };
        }
    return v;
}

/* Noon of a working day a week from now: a proposal. */
static const char *due_proposed(struct ctx *c)
{
    date day = working_day_from((date){ date_of_instant(c->now).day + DAYS_TO_COMPLETE });
    return arena_printf(c->arena, "%s 12:00", date_iso(c->arena, day));
}

static struct url act_url(struct arena *a, const struct screening_page *x, const char *act)
{
    return url_make(a, "/office/screening/%s/%s", x->id, act);
}

static void forms_of(struct arena *a, struct screening_page *x)
{
    x->marks.to = act_url(a, x, "marks");
    x->back.to = act_url(a, x, "return");
    x->move.to = act_url(a, x, "due");
    x->refuse.to = act_url(a, x, "refuse");
    x->undo.to = act_url(a, x, "undo");
    x->take = act_url(a, x, "take");
    x->release = act_url(a, x, "release");
    x->end = act_url(a, x, "end");
    x->confirm = act_url(a, x, "confirm");
    x->decline = act_url(a, x, "decline");
}

static void rights_of(struct ctx *c, const struct screening_at *at, struct screening_page *x)
{
    x->may = at->call->definition->rules.formal_check &&
             policy_allows(ACT_OFFICE_SCREEN, c->viewer->duties, REL_ANY,
                           call_states(at->call, c->now) |
                               (at->now.state == SCREENING_WITHDRAWN ? STATE_WITHDRAWN : STATE_SUBMITTED));
    x->mine = at->now.taken_by == viewer_person(c);
    x->works = x->may && x->mine && screening_is_open(at->now.state);
    x->may_confirm = x->may && at->now.decided_by != viewer_person(c);
}

struct err *screening_page_load(struct ctx *c, int64_t application_id, struct screening_page *ret)
{
    struct screening_at at = { 0 };
    struct screening_marks marks = { 0 };
    struct screening_hint *hints = NULL;
    struct submission *last = NULL;
    struct papers *papers = NULL;
    const struct definition *def = NULL;
    TRY(screening_at(c, application_id, ACT_OFFICE_APPLICATIONS, &at));
    TRY(submission_load(c, at.app->submission_id, &last));
    TRY(definition_load(c, last->definition_id, &def));
    TRY(papers_load(c, at.app, def, &papers));
    TRY(screening_marks_load(c, at.now.id, &marks));
    TRY(screening_hints(c, at.app, at.call, def, last, &hints));
    TRY(screening_late_saves(c, application_id, &ret->late_saves));
    papers->files_below = "/office/applications";
    struct screening *now = arena_new(c->arena, struct screening);
    *now = at.now;
    const struct hub_type *type = definition_type(def, last->type_key);
    ret->app = at.app;
    ret->call = at.call;
    ret->now = now;
    ret->papers = papers;
    ret->last = last;
    ret->id = id_text(c->arena, application_id);
    ret->type = type ? type->name.in[c->lang] : last->type_key;
    ret->item_count = def->formal_check.n;
    ret->items = items_of(c, def, &marks, last->id, hints);
    ret->fields = fields_of(c, def, last->type_key);
    ret->due = due_proposed(c);
    forms_of(c->arena, ret);
    rights_of(c, &at, ret);
    ret->facts = facts_of(c, ret);
    return screening_rounds_load(c, at.app, def, &ret->round_count, &ret->rounds);
}

struct err *screening_page_show(struct request *rq, struct response *rs, int status, const struct err *errors,
                                const struct screening_page *x)
{
    struct ctx *c = rq->ctx;
    struct page *pg = page_for(rq, rs, x->app->title);
    const struct page_link crumbs[] = { { .label = SAY(MSG_SCREENING_TITLE), .to = { "/office/screening" } }, { 0 } };
    struct html_writer w = page_writer(rq);
    pg->crumbs = crumbs;
    pg->errors = errors;
    pg->width = PAGE_WIDE;
    screening_show(&w, pg, x);
    return show_status(rs, status, html_done(&w));
}

ROUTE_FLAGS(GET, "/office/screening/:application", screening_one_page, ACT_OFFICE_APPLICATIONS, ROUTE_SLOW)
{
    struct screening_page x = { 0 };
    TRY(screening_page_load(rq->ctx, param_id(rq, "application"), &x));
    return screening_page_show(rq, rs, 200, NULL, &x);
}

/* ── on the desk ── */

DESK_ITEM(screening_waits, 25, count_waiting);
static struct err *count_waiting(struct ctx *c, const struct call *call, struct desk_item *ret)
{
    int64_t n[SCREENING_STATE_COUNT];
    if (!call || !call->definition->rules.formal_check || call_phase(call, c->now) != CALL_CLOSED || !c->viewer ||
        !policy_act_possible(ACT_OFFICE_SCREEN, c->viewer->duties))
        return NULL;
    TRY(screening_count(c, call, n));
    ret->number = n[SCREENING_WAITING] + n[SCREENING_OPEN] + n[SCREENING_COMPLETED] + n[SCREENING_OVERDUE] +
                  n[SCREENING_PROPOSED];
    ret->label = SAY(MSG_SCREENING_CARD);
    ret->unit = SAY(MSG_SCREENING_UNIT);
    ret->note = n[SCREENING_RETURNED] ? SAY(MSG_SCREENING_CARD_NOTE, arg_i64(n[SCREENING_RETURNED])) : NULL;
    ret->to = (struct url){ "/office/screening" };
    ret->urgent = n[SCREENING_OVERDUE] > 0 || n[SCREENING_PROPOSED] > 0;
    return NULL;
}
