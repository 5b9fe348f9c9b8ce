/* application_submit_pages.c: the check before sending, sending, and the receipt as page, PDF and signed data. */
#include "application/application_edit.h"

#include "base/id.h"
#include "base/site.h"
#include "db/db.h"
#include "doc/doc_forms.h"
#include "i18n/i18n.h"
#include "ledger/key.h"
#include "person/frame.h"
#include "person/person.h"
#include "application.msg.h"

#include <sodium.h>
#include <string.h>

/* ── the check ── */

static void put_lines(struct ctx *c, const struct application_page *a, struct review_page *x)
{
    struct answers_source src = { .def = a->def,
                                  .type_key = a->app->type_key,
                                  .form = &a->form.form,
                                  .attachments = a->form.attachments,
                                  .attachment_count = a->form.attachment_count,
                                  .file_url = application_file_url,
                                  .arg = a->app };
    answers_make(c->arena, c->lang, &src, &x->line_count, &x->lines);
}

static struct err *show_review(struct request *rq, struct response *rs, const struct err *why)
{
    struct ctx *c = rq->ctx;
    struct application_page *a = NULL;
    struct submission *last = NULL;
    TRY(application_page_load(rq, "", &a));
    if (a->app->submission_id)
        TRY(submission_load(c, a->app->submission_id, &last));
    struct review_page x = { .a = a,
                             .last = last,
                             .refused = why ? err_text(c->arena, c->lang, why) : NULL,
                             .form = { .to = application_url(c->arena, a->app->id, "/submit") } };
    put_lines(c, a, &x);
    struct page *pg = page_for(rq, rs, MSG_TEXT(c->arena, c->lang, MSG_APPLICATION_REVIEW));
    struct html_writer w = page_writer(rq);
    application_review_show(&w, pg, &x);
    return show_status(rs, why ? (why->kind == ERR_INVALID ? 422 : 409) : 200, html_done(&w));
}

ROUTE(GET, "/applications/:application/review", application_review_page, ACT_APPLICATION_SEE)
{
    return show_review(rq, rs, NULL);
}

/* A few hundred bytes: everything that is sent is on the server already. */
ROUTE_FLAGS(POST, "/applications/:application/submit", application_submit_page, ACT_APPLICATION_SUBMIT, ROUTE_SMALL)
{
    int64_t id = param_id(rq, "application");
    struct submission sent;
    struct err *e = application_submit(rq->ctx, id, &sent);
    if (e && (e->kind == ERR_REFUSED || e->kind == ERR_INVALID))
        return show_review(rq, rs, e);
    TRY(e);
    notice_after(rq, rs, &MSG_APPLICATION_SUBMITTED);
    return see_other(rs, application_url(rq->ctx->arena, id, "/receipt"));
}

/* ── the receipt ── */

struct receipt_of {
    struct application_at at;
    struct submission *sub;
    struct submitted sent;
    const char *content_hash, *const *hashes;
};

static const char *hex(struct arena *a, struct bytes b)
{
    char *s = arena_alloc(a, 2 * b.n + 1);
    return sodium_bin2hex(s, 2 * b.n + 1, b.p, b.n);
}

static struct err *receipt_load(struct request *rq, struct receipt_of *ret)
{
    struct ctx *c = rq->ctx;
    TRY(application_at(c, param_id(rq, "application"), ACT_APPLICATION_SEE, &ret->at));
    if (!ret->at.app->submission_id)
        return not_found(c->arena);
    TRY(submission_load(c, ret->at.app->submission_id, &ret->sub));
    TRY(submission_read(c->arena, ret->sub, &ret->sent));
    ret->content_hash = hex(c->arena, ret->sub->content_hash);
    const char **hashes = arena_array(c->arena, const char *, ret->sent.attachment_count + 1);
    for (size_t i = 0; i < ret->sent.attachment_count; i++)
        hashes[i] = hex(c->arena, ret->sent.attachments[i].hash);
    ret->hashes = hashes;
    return NULL;
}

static const struct detail *receipt_facts_of(struct ctx *c, const struct receipt_of *r)
{
    struct arena *a = c->arena;
    enum lang lang = c->lang;
    struct detail *v = arena_array(a, struct detail, 12);
    size_t n = 0;
    v[n++] = (struct detail){ .name = MSG_TEXT(a, lang, MSG_APPLICATION_RECEIPT_NO),
                              .text = r->at.app->receipt_no };
    v[n++] = (struct detail){ .name = MSG_TEXT(a, lang, MSG_APPLICATION_ARRIVED),
                              .text = text_instant_exact(a, lang, r->sub->arrived_at) };
    v[n++] = (struct detail){ .name = MSG_TEXT(a, lang, MSG_APPLICATION_RECORDED),
                              .text = text_instant_exact(a, lang, r->sub->recorded_at) };
    v[n++] = (struct detail){ .name = MSG_TEXT(a, lang, MSG_APPLICATION_DEADLINE),
                              .text = text_instant_exact(a, lang, r->at.call->closes_at) };
    v[n++] = (struct detail){ .name = MSG_TEXT(a, lang, MSG_APPLICATION_TITLE), .text = r->sub->title };
    v[n++] = (struct detail){ .name = MSG_TEXT(a, lang, MSG_APPLICATION_TYPE),
                              .text = application_type_name(r->at.call->definition, r->sub->type_key, lang) };
    v[n++] = (struct detail){ .name = MSG_TEXT(a, lang, MSG_APPLICATION_INSTITUTION),
                              .text = r->at.app->institution };
    v[n++] = (struct detail){ .name = MSG_TEXT(a, lang, MSG_APPLICATION_NUMBER),
                              .text = MSG_TEXT(a, lang, MSG_APPLICATION_TIMES, arg_i64(r->sub->number)) };
    v[n++] =
        (struct detail){ .name = MSG_TEXT(a, lang, MSG_APPLICATION_CONTENT_HASH), .text = r->content_hash };
    return v;
}

ROUTE(GET, "/applications/:application/receipt", application_receipt_page, ACT_APPLICATION_SEE)
{
    struct ctx *c = rq->ctx;
    struct application_page *a = NULL;
    struct receipt_of r = { 0 };
    TRY(application_page_load(rq, NULL, &a));
    TRY(receipt_load(rq, &r));
    struct receipt_page x = { .a = a,
                              .sub = r.sub,
                              .facts = receipt_facts_of(c, &r),
                              .file_count = r.sent.attachment_count,
                              .files = r.sent.attachments,
                              .hashes = r.hashes,
                              .pdf = application_url(c->arena, a->app->id, "/receipt.pdf"),
                              .json = application_url(c->arena, a->app->id, "/receipt.json"),
                              .whole = application_url(c->arena, a->app->id, "/application.pdf") };
    struct page *pg = page_for(rq, rs, MSG_TEXT(c->arena, c->lang, MSG_APPLICATION_RECEIPT));
    struct html_writer w = page_writer(rq);
    pg->width = PAGE_NARROW;
    application_receipt_show(&w, pg, &x);
    return show(rs, html_done(&w));
}

static const char *const *people_of(struct ctx *c, const struct contact *v, size_t n)
{
    const char **lines = arena_array(c->arena, const char *, n + 1);
    for (size_t i = 0; i < n; i++) {
        const struct msg *role = strcmp(v[i].role, "lead") == 0     ? &MSG_APPLICATION_LEAD
                                 : strcmp(v[i].role, "editor") == 0 ? &MSG_APPLICATION_EDITOR
                                                                    : &MSG_APPLICATION_VIEWER;
        lines[i] = MSG_TEXT(c->arena, c->lang, MSG_APPLICATION_PERSON, arg_msg(role), arg_text(v[i].name));
    }
    return lines;
}

ROUTE_FLAGS(GET, "/applications/:application/receipt.pdf", application_receipt_pdf, ACT_APPLICATION_SEE,
            ROUTE_SLOW)
{
    struct ctx *c = rq->ctx;
    struct receipt_of r = { 0 };
    struct contact *contacts = NULL;
    size_t contact_count = 0;
    struct bytes pdf;
    TRY(receipt_load(rq, &r));
    TRY(application_contacts(c, r.at.app->id, &contact_count, &contacts));
    struct receipt_file *files = arena_array(c->arena, struct receipt_file, r.sent.attachment_count + 1);
    for (size_t i = 0; i < r.sent.attachment_count; i++)
        files[i] =
            (struct receipt_file){ r.sent.attachments[i].name, r.sent.attachments[i].size, r.hashes[i] };
    struct receipt_facts f = {
        .programme = r.at.call->definition->names.full.in[c->lang],
        .call = call_title(c->arena, c->lang, r.at.call),
        .receipt_number = r.at.app->receipt_no,
        .application_title = r.sub->title,
        .application_type = application_type_name(r.at.call->definition, r.sub->type_key, c->lang),
        .institution = r.at.app->institution,
        .people = people_of(c, contacts, contact_count),
        .arrived_at = r.sub->arrived_at,
        .recorded_at = r.sub->recorded_at,
        .closes_at = r.at.call->closes_at,
        .submission = r.sub->number,
        .content_hash = r.content_hash,
        .files = files,
        .file_count = r.sent.attachment_count,
        .in_time = call_deadline_sentence(c->arena, c->lang, r.at.call),
        .key_fingerprint = c->site->ledger_key ? c->site->ledger_key->id : NULL,
        .mark = c->site->rehearsal ? MSG_TEXT(c->arena, c->lang, MSG_APPLICATION_REHEARSAL) : NULL,
        .created = r.sub->recorded_at
    };
    TRY(doc_render(c->arena, doc_receipt(c->arena, c->lang, &f), &pdf));
    return send_download(rs, c->arena, arena_printf(c->arena, "%s.pdf", r.at.app->receipt_no),
                         "application/pdf", pdf);
}

ROUTE(GET, "/applications/:application/receipt.json", application_receipt_json, ACT_APPLICATION_SEE)
{
    struct ctx *c = rq->ctx;
    struct receipt_of r = { 0 };
    const char *json = NULL;
    TRY(receipt_load(rq, &r));
    TRY(submission_receipt(c, r.at.app, r.at.call, r.sub, &json));
    return send_download(rs, c->arena, arena_printf(c->arena, "%s.json", r.at.app->receipt_no),
                         "application/json", (struct bytes){ (const uint8_t *)json, strlen(json) });
}
