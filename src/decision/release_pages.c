/* release_pages.c: the office's overview of decisions and release; preparing and recalling it. */
#include "decision/decision_store.h"
#include "decision/public_entry.h"
#include "decision/release_page.h"
#include "decision/views.h"

#include "base/date_parse.h"
#include "base/id.h"
#include "decision.msg.h"
#include "i18n/i18n.h"
#include "programme/schema.h"
#include "person/frame.h"
#include "person/person.h"

#include <stdlib.h>
#include <string.h>

struct err *release_page_call(struct ctx *c, struct call **ret)
{
    TRY(call_find_current(c, ret));
    return *ret ? NULL : not_found(c->arena);
}

int64_t release_page_seen(const struct request *rq)
{
    return strtoll(pairs_text(&rq->form, "seen"), NULL, 10);
}

/* ── the overview ── */

/* Whose turn it is, and whether it is the viewer's. */
static struct err *add_approval(struct ctx *c, struct release_page *p, const struct board *b)
{
    struct approval_list *list = arena_new(c->arena, struct approval_list);
    const struct release *r = p->release;
    TRY(approval_list(c, r->id, list));
    p->approvals = list;
    p->next = approval_next(list, r->draft, p->call->definition);
    p->stamp_refused = approval_may(c->arena, r, list, p->call->definition, c->viewer->person, c->viewer->duties);
    p->other_duty = p->stamp_refused && p->stamp_refused->kind == ERR_FORBIDDEN;
    if (!p->stamp_refused)
        p->stamp_refused =
            release_may_approve(c->arena, r, c->viewer->person, b->hash, p->call->definition_id, c->now);
    return NULL;
}

static struct err *page_of(struct ctx *c, struct release_page *p, struct board *b)
{
    struct letter_rows letters = { 0 };
    const struct release *r = p->release;
    TRY(board_load(c, p->call, BOARD_OFFICE, b));
    p->missing = release_may_prepare(c->arena, p->call, call_phase(p->call, c->now), &b->needs);
    p->lead = (c->viewer->duties & DUTY_OFFICE_LEAD) != 0;
    if (!r)
        return NULL;
    if (release_is(r, "approved") && r->noticed_at != INSTANT_UNKNOWN) {
        struct public_entries entries;
        TRY(public_entry_list(c, p->call->id, &entries));
        p->unconfirmed = public_entries_open(&entries);
        p->unconfirmed_blocks = p->call->definition->announcement.unconfirmed == UNCONFIRMED_BLOCK;
    }
    TRY(letter_list(c, r->id, &letters));
    p->letters = letters.n;
    p->overdue = release_is(r, "approved") && c->now >= r->announce_at + 60 * SECOND_US;
    p->decisions_changed = !release_is_of(r, b->hash) || r->definition_id != p->call->definition_id;
    p->term = term_of_announcement(date_of_instant(r->announce_at), p->call->term_years);
    return add_approval(c, p, b);
}

struct err *release_page_show(struct request *rq, struct response *rs, const struct err *error)
{
    struct ctx *c = rq->ctx;
    struct call *call = NULL;
    struct release *r = NULL;
    struct board b;
    struct release_page p = { 0 };
    bool invalid = error && error->kind == ERR_INVALID;
    TRY(release_page_call(c, &call));
    TRY(release_find(c, call->id, &r));
    p.call = call;
    p.release = r;
    TRY(page_of(c, &p, &b));
    struct committee_rows rows = committee_rows(c->arena, c->lang, &b);
    committee_sort(&rows, SORT_BY_RECEIPT, true);
    p.rows = &rows;
    struct form_view f = { .errors = invalid ? error : NULL, .typed = invalid ? &rq->form : NULL,
                           .to = { "/office/decision" } };
    struct page *pg = page_for(rq, rs, MSG_TEXT(c->arena, c->lang, MSG_RELEASE_PAGE));
    struct html_writer w = page_writer(rq);
    pg->errors = f.errors;
    if (error && !invalid) {
        pg->notice = NOTICE_ERROR;
        pg->notice_text = err_text(c->arena, c->lang, error);
    }
    if (p.release)
        page_history(rq, pg, "release", p.release->id, NULL);
    release_show(&w, pg, &f, &p);
    return show_status(rs, invalid ? 422 : error ? 409 : 200, html_done(&w));
}

ROUTE(GET, "/office/decision", release_page_get, ACT_OFFICE_DECISION)
{
    return release_page_show(rq, rs, NULL);
}

/* ── preparing ── */

/* The doubts about the day, in words; none for a day that is not known. */
static size_t questions_of(struct ctx *c, const struct call *call, date day, const char *const **ret)
{
    const struct doubts all[] = { date_questions(day), announcement_question(day, call->term_years) };
    const char **v = arena_array(c->arena, const char *, 9);
    size_t n = 0;
    for (size_t i = 0; i < 2; i++)
        for (size_t k = 0; k < all[i].n; k++) {
            struct arg args[5] = { 0 };
            memcpy(args, all[i].v[k].args, sizeof all[i].v[k].args);
            v[n++] = msg_text(c->arena, c->lang, all[i].v[k].msg, args);
        }
    *ret = v;
    return n;
}

static const char *field_instant(struct arena *a, instant at)
{
    struct clock_parts t = clock_of_instant(at);
    return arena_printf(a, "%s %02d:%02d", date_iso(a, date_of_instant(at)), t.hour, t.minute);
}

static struct err *show_form(struct request *rq, struct response *rs, const struct call *call,
                             const struct release_form_page *given, const struct err *errors)
{
    struct ctx *c = rq->ctx;
    struct release *r = NULL;
    struct release_form_page p = given ? *given : (struct release_form_page){ 0 };
    TRY(release_find(c, call->id, &r));
    p.call = call;
    p.release = r;
    p.announce = r ? field_instant(c->arena, r->announce_at) : NULL;
    p.notice = r && r->notice_at != INSTANT_UNKNOWN ? field_instant(c->arena, r->notice_at) : NULL;
    p.confirm = r && r->confirm_by != INSTANT_UNKNOWN ? field_instant(c->arena, r->confirm_by) : NULL;
    p.first = arena_printf(c->arena, "%lld", r ? (long long)r->first_number : 1LL);
    p.counts = counts_word(r ? r->counts : call->definition->announcement.counts);
    struct form_view f = { .typed = errors ? &rq->form : NULL, .errors = errors, .to = { "/office/decision/prepare" } };
    struct page *pg = page_for(rq, rs, MSG_TEXT(c->arena, c->lang, MSG_RELEASE_FORM_TITLE));
    struct html_writer w = page_writer(rq);
    struct page_link *crumbs = arena_array(c->arena, struct page_link, 2);
    crumbs[0] = (struct page_link){ .label = MSG_TEXT(c->arena, c->lang, MSG_RELEASE_PAGE),
                                    .to = { "/office/decision" } };
    pg->crumbs = crumbs;
    pg->width = PAGE_NARROW;
    pg->errors = errors;
    release_form_show(&w, pg, &f, &p);
    return show_status(rs, errors ? 422 : 200, html_done(&w));
}

ROUTE(GET, "/office/decision/prepare", release_form_get, ACT_OFFICE_DECISION)
{
    struct call *call = NULL;
    TRY(release_page_call(rq->ctx, &call));
    return show_form(rq, rs, call, NULL, NULL);
}

/* A day that raises a question is asked about once, with everything typed kept: the answer holds for that
** day only. */
static struct err *ask(struct ctx *c, const struct request *rq, const struct call *call, instant at,
                       struct release_form_page *ret)
{
    date day = date_of_instant(at);
    ret->question_count = questions_of(c, call, day, &ret->questions);
    ret->asked_of = date_iso(c->arena, day);
    bool sure = strcmp(pairs_text(&rq->form, "sure"), "1") == 0 &&
                strcmp(pairs_text(&rq->form, "asked"), ret->asked_of) == 0;
    return ret->question_count && !sure ? invalid(c->arena, "sure", MSG_RELEASE_SURE_WANTED) : NULL;
}

/* An instant that may be left away: INSTANT_UNKNOWN when all its parts are empty. */
static struct err *optional_instant(struct ctx *c, const struct request *rq, const char *name, instant *ret)
{
    const char *text = form_date_text(c->arena, &rq->form, name);
    *ret = INSTANT_UNKNOWN;
    return *text ? instant_parse(c->arena, name, text, ret) : NULL;
}

static enum counts_rule counts_typed(const struct request *rq)
{
    const char *word = pairs_text(&rq->form, "counts");
    enum counts_rule r = COUNTS_NONE;
    while (r < COUNTS_BY_TYPE && strcmp(word, counts_word(r)) != 0)
        r++;
    return r;
}

/* What was typed, as far as it can be read. */
static struct err *read_form(struct ctx *c, const struct request *rq, struct release_typed *t)
{
    const char *first = number_typed(c->arena, pairs_text(&rq->form, "first"));
    char *end = NULL;
    t->document_prefix = pairs_text(&rq->form, "prefix");
    t->signed_by_ja = pairs_text(&rq->form, "signatory");
    t->counts = counts_typed(rq);
    t->first_number = *first ? strtoll(first, &end, 10) : 1;
    if (end && (*end || t->first_number < 1))
        t->first_number = -1;
    struct err *e = instant_parse(c->arena, "announce", form_date_text(c->arena, &rq->form, "announce"),
        &t->announce_at);
    e = err_join(e, optional_instant(c, rq, "notice", &t->notice_at));
    return err_join(e, optional_instant(c, rq, "confirm", &t->confirm_by));
}

ROUTE(POST, "/office/decision/prepare", release_form_submit, ACT_OFFICE_DECISION)
{
    struct ctx *c = rq->ctx;
    struct call *call = NULL;
    struct release_form_page p = { 0 };
    struct release_typed t = { 0 };
    TRY(release_page_call(c, &call));
    struct err *e = read_form(c, rq, &t);
    if (!e)
        e = err_join(release_minute_check(c->arena, call, t.announce_at, c->now), ask(c, rq, call, t.announce_at, &p));
    if (!e)
        e = release_prepare(c, call->id, &t, release_page_seen(rq));
    if (e && e->kind == ERR_INVALID)
        return show_form(rq, rs, call, &p, e);
    if (e && (e->kind == ERR_CONFLICT || e->kind == ERR_REFUSED))
        return release_page_show(rq, rs, e);
    TRY(e);
    notice_after(rq, rs, &MSG_RELEASE_PREPARED);
    return see_other(rs, url_make(c->arena, "/office/decision"));
}

/* ── recalling ── */

ROUTE(POST, "/office/decision/recall", release_recall_submit, ACT_OFFICE_RELEASE)
{
    struct ctx *c = rq->ctx;
    int64_t id = 0;
    if (!id_parse(pairs_text(&rq->form, "release"), &id))
        return not_found(c->arena);
    if (strcmp(pairs_text(&rq->form, "confirm"), "1") != 0)
        return release_page_show(rq, rs, refused(c->arena, MSG_RELEASE_RECALL_TICK));
    struct err *e = release_recall(c, id, release_page_seen(rq));
    if (e && (e->kind == ERR_CONFLICT || e->kind == ERR_REFUSED))
        return release_page_show(rq, rs, e);
    TRY(e);
    notice_after(rq, rs, &MSG_RELEASE_RECALLED);
    return see_other(rs, url_make(c->arena, "/office/decision"));
}
