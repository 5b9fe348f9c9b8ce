/* letter_pages.c: the letters before they leave: one by one, and all of them as one paper. */
#include "decision/decision_store.h"
#include "decision/release_letters.h"
#include "decision/release_page.h"
#include "decision/result_mail.h"
#include "decision/views.h"

#include "base/vec.h"
#include "decision.msg.h"
#include "doc/doc.h"
#include "file/file.h"
#include "i18n/i18n.h"
#include "person/frame.h"
#include "person/person.h"

#include <stdlib.h>
#include <string.h>

/* The letter as it is kept, or as it would be made now. */
static struct err *preview(struct ctx *c, struct response *rs, const struct call *call, const struct release *r,
                           int64_t application_id)
{
    struct letter_row *kept = NULL;
    struct letter_plans plans;
    struct doc *d = NULL;
    struct bytes pdf = { 0 };
    TRY(letter_find(c, application_id, &kept));
    if (kept) {
        const char *name = arena_printf(c->arena, "%s.pdf", kept->document_number);
        return file_send(c, rs, kept->pdf_hash.p, kept->pdf_size, name, "application/pdf");
    }
    TRY(release_letter_plans(c, call, r, &plans));
    for (size_t i = 0; i < plans.n; i++) {
        if (plans.v[i].app->id != application_id)
            continue;
        const char *name = arena_printf(c->arena, "%s.pdf", plans.v[i].facts.document_number);
        TRY(decision_letter(c->arena, &plans.v[i].facts, &d));
        if (!plans.v[i].facts.rehearsal)
            doc_set_mark(d, MSG_TEXT(c->arena, LANG_JA, MSG_LETTER_DRAFT));
        TRY(doc_render(c->arena, d, &pdf));
        return send_download(rs, c->arena, name, "application/pdf", pdf);
    }
    return not_found(c->arena);
}

ROUTE_FLAGS(GET, "/office/decision/letters/:application", release_letter_get, ACT_OFFICE_DECISION, ROUTE_SLOW)
{
    struct ctx *c = rq->ctx;
    struct call *call = NULL;
    struct release *r = NULL;
    TRY(release_page_call(c, &call));
    TRY(release_find(c, call->id, &r));
    if (!r)
        return not_found(c->arena);
    return preview(c, rs, call, r, param_id(rq, "application"));
}

/* ── all in one ── */

static struct err *all_letters(struct ctx *c, const struct call *call, const struct release *r, struct doc **ret)
{
    struct arena *a = c->arena;
    struct letter_plans plans;
    const char *title = MSG_TEXT(a, LANG_JA, MSG_RELEASE_ALL_LETTERS_TITLE, arg_text(call_title(a, LANG_JA, call)));
    struct doc *all = doc_make(a, DOC_LETTER, LANG_JA, title, r->announce_at);
    TRY(release_letter_plans(c, call, r, &plans));
    bool rehearsal = plans.n && plans.v[0].facts.rehearsal;
    doc_set_mark(all, rehearsal ? MSG_TEXT(a, LANG_JA, MSG_LETTER_REHEARSAL) : MSG_TEXT(a, LANG_JA, MSG_LETTER_DRAFT));
    for (size_t i = 0; i < plans.n; i++) {
        struct doc *letter = NULL;
        TRY(decision_letter(a, &plans.v[i].facts, &letter));
        if (i)
            doc_page_break(all);
        for (size_t k = 0; k < letter->block_count; k++)
            doc_add(all, &letter->blocks[k]);
    }
    *ret = all;
    return plans.n ? NULL : not_found(a);
}

ROUTE_FLAGS(GET, "/office/decision/letters.pdf", release_letters_get, ACT_OFFICE_DECISION, ROUTE_SLOW)
{
    struct ctx *c = rq->ctx;
    struct call *call = NULL;
    struct release *r = NULL;
    struct doc *d = NULL;
    struct bytes pdf = { 0 };
    TRY(release_page_call(c, &call));
    TRY(release_find(c, call->id, &r));
    if (!r)
        return not_found(c->arena);
    struct err *e = all_letters(c, call, r, &d);
    if (e && e->kind == ERR_INVALID) { /* an empty place: says which */
        e->kind = ERR_REFUSED;
        return release_page_show(rq, rs, e);
    }
    TRY(e);
    TRY(doc_render(c->arena, d, &pdf));
    return send_download(rs, c->arena, MSG_TEXT(c->arena, LANG_JA, MSG_RELEASE_ALL_LETTERS_FILE, arg_text(call->round)),
                         "application/pdf", pdf);
}

/* ── the mails ── */

#define MAILS_ON_A_PAGE 20

/* Those of the notice first, then those of the announcement; application by application. */
static struct err *mails_of(struct ctx *c, const struct call *call, const struct release *r, struct mail_preview *ret)
{
    struct letter_plans plans;
    VEC(struct mail) v = { 0 };
    size_t first = (size_t)(ret->page - 1) * MAILS_ON_A_PAGE;
    TRY(release_letter_plans(c, call, r, &plans));
    for (int kind = r->notice_at == INSTANT_UNKNOWN ? RESULT_ANNOUNCED :
        RESULT_NOTICE; kind <= RESULT_ANNOUNCED; kind++)
        for (size_t i = 0; i < plans.n; i++) {
            struct contact *to = NULL;
            size_t n = 0;
            TRY(application_contacts(c, plans.v[i].app->id, &n, &to));
            for (size_t k = 0; k < n; k++, ret->all++)
                if (ret->all >= first && ret->all < first + MAILS_ON_A_PAGE)
                    *vec_push(c->arena, &v) =
                        result_mail(c, call, r, &plans.v[i], &to[k], (enum result_mail_kind)kind);
        }
    ret->v = v.v;
    ret->n = v.n;
    ret->last = (int)((ret->all + MAILS_ON_A_PAGE - 1) / MAILS_ON_A_PAGE);
    return NULL;
}

struct url mails_url(void *arena, int page)
{
    return url_make(arena, "/office/decision/mails?page=%s", arena_printf(arena, "%d", page));
}

ROUTE(GET, "/office/decision/mails", release_mails_get, ACT_OFFICE_DECISION)
{
    struct ctx *c = rq->ctx;
    struct call *call = NULL;
    struct release *r = NULL;
    long page = strtol(pairs_text(&rq->query, "page"), NULL, 10);
    struct mail_preview p = { .page = page > 0 && page < 1000 ? (int)page : 1 };
    TRY(release_page_call(c, &call));
    TRY(release_find(c, call->id, &r));
    if (!r)
        return not_found(c->arena);
    TRY(mails_of(c, call, r, &p));
    struct page *pg = page_for(rq, rs, MSG_TEXT(c->arena, c->lang, MSG_RELEASE_MAILS));
    struct html_writer w = page_writer(rq);
    struct page_link *crumbs = arena_array(c->arena, struct page_link, 2);
    crumbs[0] = (struct page_link){ .label = MSG_TEXT(c->arena, c->lang, MSG_RELEASE_PAGE),
        .to = { "/office/decision" } };
    pg->crumbs = crumbs;
    mails_show(&w, pg, &p);
    return show(rs, html_done(&w));
}
