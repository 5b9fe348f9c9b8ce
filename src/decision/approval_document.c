/* approval_document.c: 決裁書: what is asked, who has stamped, the decisions with their reasons, the letters as
** they will be. */
#include "decision/approval.h"

#include "base/site.h"
#include "decision.msg.h"
#include "decision/committee_rows.h"
#include "decision/release_letters.h"
#include "doc/doc.h"
#include "i18n/i18n.h"

#define SAY(m, ...) MSG_TEXT(d->arena, LANG_JA, m __VA_OPT__(, ) __VA_ARGS__)
#define STEPS_MAX 12

struct paper {
    struct doc *d;
    const struct call *call;
    const struct release *release;
    const struct board *board;
    const struct approval_list *list;
};

/* ── 決裁欄 ── */

static const char *day_of(struct arena *a, date day)
{
    return date_is_known(day) ? text_wareki(a, day) : "";
}

/* A column for the drafter and one for each step; name, day and number under each other. */
static void put_stamps(const struct paper *p)
{
    struct doc *d = p->d;
    const struct definition *def = p->call->definition;
    struct doc_column columns[STEPS_MAX] = { { SAY(MSG_APPROVAL_DRAFTER), 1, DOC_CENTRE, false } };
    const char *names[STEPS_MAX] = { p->release->prepared_by_name };
    const char *days[STEPS_MAX] = { day_of(d->arena, date_of_instant(p->release->prepared_at)) };
    const char *numbers[STEPS_MAX] = { "" };
    size_t n = 1;
    for (size_t i = 0; i < def->approval_steps.n && n < STEPS_MAX; i++, n++) {
        const struct approval *x = approval_of(p->list, p->release->draft, (int64_t)i + 1);
        columns[n] = (struct doc_column){ def->approval_steps.v[i].title.in[LANG_JA], 1, DOC_CENTRE, false };
        names[n] = !x                  ? ""
                   : x->returned       ? SAY(MSG_APPROVAL_RETURNED)
                   : x->outside_number ? SAY(MSG_APPROVAL_OUTSIDE)
                                       : x->name;
        days[n] = !x ? "" : day_of(d->arena, x->outside_number ? x->outside_on : date_of_instant(x->made_at));
        numbers[n] = x && x->outside_number ? x->outside_number : "";
    }
    doc_table(d, columns, n);
    doc_row(d, names);
    doc_row(d, days);
    doc_row(d, numbers);
}

static void put_facts(const struct paper *p)
{
    struct doc *d = p->d;
    const struct release *r = p->release;
    const char *first = letter_number(d->arena, r->document_prefix, (size_t)r->first_number);
    const char *last = letter_number(d->arena, r->document_prefix, (size_t)r->first_number + p->board->n - 1);
    doc_pair(d, SAY(MSG_RELEASE_ANNOUNCE), text_instant(d->arena, LANG_JA, r->announce_at));
    doc_pair(d, SAY(MSG_RELEASE_NOTICE),
             r->notice_at == INSTANT_UNKNOWN ? SAY(MSG_RELEASE_NOTICE_NONE)
                                             : text_instant(d->arena, LANG_JA, r->notice_at));
    doc_pair(d, SAY(MSG_RELEASE_PREFIX), SAY(MSG_RELEASE_PREFIX_TEXT, arg_text(first), arg_text(last)));
    doc_pair(d, SAY(MSG_RELEASE_SIGNATORY), r->signed_by_ja);
}

/* ── 伺い文 ── */

static struct err *put_proposal(const struct paper *p)
{
    struct doc *d = p->d;
    struct arena *a = d->arena;
    const struct definition *def = p->call->definition;
    const struct letter_text *t = definition_letter(def, "proposal");
    const struct hole holes[] = {
        { "programme", def->names.full.in[LANG_JA] },
        { "round", call_title(a, LANG_JA, p->call) },
        { "announced_on", text_wareki(a, date_of_instant(p->release->announce_at)) },
        { "announce_at", text_instant(a, LANG_JA, p->release->announce_at) },
        { "applications", text_i64(a, (int64_t)p->board->needs.applications) },
        { "selected", text_i64(a, (int64_t)p->board->needs.selected) },
        { "declined", text_i64(a, (int64_t)p->board->needs.declined) },
    };
    const size_t n = sizeof holes / sizeof holes[0];
    const char *text = NULL;
    if (!t)
        return fault(a, "the definition has no letter \"proposal\"");
    TRY(letter_fill(a, t->subject.in[LANG_JA], holes, n, &text));
    doc_heading(d, 2, text);
    for (size_t i = 0; i < t->body.n; i++) {
        TRY(letter_fill(a, t->body.v[i].text.in[LANG_JA], holes, n, &text));
        doc_paragraph(d, text);
    }
    return NULL;
}

/* ── the list ── */

static void put_list(const struct paper *p)
{
    struct doc *d = p->d;
    struct committee_rows rows = committee_rows(d->arena, LANG_JA, p->board);
    const struct doc_column columns[] = {
        { SAY(MSG_COMMITTEE_RECEIPT), 17, DOC_LEFT, true },
        { SAY(MSG_COMMITTEE_HUB), 30, DOC_LEFT, false },
        { SAY(MSG_COMMITTEE_INSTITUTION), 21, DOC_LEFT, false },
        { SAY(MSG_COMMITTEE_TYPE), 14, DOC_LEFT, false },
        { SAY(MSG_COMMITTEE_SCORE), 9, DOC_RIGHT_ALIGNED, false },
        { SAY(MSG_COMMITTEE_DECISION), 9, DOC_CENTRE, false },
    };
    committee_sort(&rows, SORT_BY_RECEIPT, true);
    doc_heading(d, 2, SAY(MSG_RELEASE_TABLE));
    doc_table(d, columns, sizeof columns / sizeof columns[0]);
    for (size_t i = 0; i < rows.n; i++) {
        const struct committee_row *x = &rows.v[i];
        doc_row(d, (const char *const[]){ x->item->app->receipt_no, x->item->app->title, x->item->app->institution,
                                          x->type, *x->mean ? x->mean : "—", SAY(*x->outcome) });
    }
}

static void put_reasons(const struct paper *p)
{
    struct doc *d = p->d;
    bool any = false;
    for (size_t i = 0; i < p->board->n; i++) {
        const struct board_item *x = &p->board->v[i];
        if (!x->rank.departs)
            continue;
        if (!any)
            doc_heading(d, 2, SAY(MSG_APPROVAL_DEPARTURES));
        any = true;
        doc_heading(d, 3, arena_printf(d->arena, "%s %s", x->app->receipt_no, x->app->title));
        doc_paragraph(d, x->decision->reason);
    }
    any = false;
    for (size_t i = 0; i < p->board->n; i++) {
        const struct board_item *x = &p->board->v[i];
        if (!x->decision || (!*x->decision->conditions && !*x->decision->comment))
            continue;
        if (!any)
            doc_heading(d, 2, SAY(MSG_APPROVAL_WORDS));
        any = true;
        doc_heading(d, 3, arena_printf(d->arena, "%s %s", x->app->receipt_no, x->app->title));
        if (*x->decision->comment)
            doc_paragraph(d, x->decision->comment);
        if (*x->decision->conditions)
            doc_paragraph(d, SAY(MSG_APPROVAL_CONDITIONS, arg_text(x->decision->conditions)));
    }
}

/* ── what was returned before ── */

static void put_history(const struct paper *p)
{
    struct doc *d = p->d;
    bool any = false;
    for (size_t i = 0; i < p->list->n; i++) {
        const struct approval *x = &p->list->v[i];
        if (!x->returned)
            continue;
        if (!any)
            doc_heading(d, 2, SAY(MSG_APPROVAL_HISTORY));
        any = true;
        doc_heading(
            d, 3,
            SAY(MSG_APPROVAL_RETURNED_BY, arg_text(x->title_ja), arg_text(x->name), arg_instant(x->made_at)));
        doc_paragraph(d, x->note);
    }
}

static struct err *put_letters(struct ctx *c, const struct paper *p)
{
    struct doc *d = p->d;
    struct letter_plans plans;
    TRY(release_letter_plans(c, p->call, p->release, &plans));
    for (size_t i = 0; i < plans.n; i++) {
        struct doc *letter = NULL;
        TRY(decision_letter(c->arena, &plans.v[i].facts, &letter));
        doc_page_break(d);
        doc_note(d, SAY(MSG_APPROVAL_ENCLOSURE, arg_i64((int64_t)i + 1)));
        for (size_t k = 0; k < letter->block_count; k++)
            doc_add(d, &letter->blocks[k]);
    }
    return NULL;
}

struct err *approval_document(struct ctx *c, const struct call *call, const struct release *r, const struct board *b,
                              const struct approval_list *list, struct doc **ret)
{
    struct arena *a = c->arena;
    const char *title = MSG_TEXT(a, LANG_JA, MSG_APPROVAL_DOCUMENT, arg_text(call_title(a, LANG_JA, call)));
    struct doc *d = doc_make(a, DOC_REPORT, LANG_JA, title, r->prepared_at);
    struct paper p = { d, call, r, b, list };
    doc_set_footer(d, title);
    if (call->rehearsal || (c->site && c->site->rehearsal))
        doc_set_mark(d, MSG_TEXT(a, LANG_JA, MSG_LETTER_REHEARSAL));
    doc_heading(d, 1, title);
    put_stamps(&p);
    put_facts(&p);
    TRY(put_proposal(&p));
    put_list(&p);
    put_reasons(&p);
    put_history(&p);
    TRY(put_letters(c, &p));
    *ret = d;
    return NULL;
}
