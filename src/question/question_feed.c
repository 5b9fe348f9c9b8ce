/* question_feed.c: what was published about a call, answers and amendments, as Atom (RFC 4287) and as JSON. */
#include "question/question_pages.h"

#include "base/buf.h"
#include "base/site.h"
#include "call/call_versions.h"
#include "i18n/i18n.h"
#include "registry/register_json.h"
#include "call.msg.h"
#include "question.msg.h"

#include <jansson.h>
#include <string.h>

static const char *site_url(const struct ctx *c)
{
    return c->site && c->site->public_url ? c->site->public_url : "";
}

/* Text of an element or attribute. Control characters never came past the border. */
static void put_text(struct buf *b, const char *s)
{
    for (; *s; s++) {
        if (*s == '&')
            buf_puts(b, "&amp;");
        else if (*s == '<')
            buf_puts(b, "&lt;");
        else if (*s == '>')
            buf_puts(b, "&gt;");
        else if (*s == '"')
            buf_puts(b, "&quot;");
        else
            buf_put(b, s, 1);
    }
}

static void put_element(struct buf *b, const char *name, const char *text)
{
    buf_printf(b, "<%s>", name);
    put_text(b, text);
    buf_printf(b, "</%s>\n", name);
}

struct entry {
    const char *id, *title, *text;
    instant published, updated;
};

static void put_entry(struct ctx *c, struct buf *b, const struct entry *e)
{
    buf_puts(b, "<entry>\n");
    put_element(b, "id", e->id);
    put_element(b, "title", e->title);
    put_element(b, "published", instant_rfc3339(c->arena, e->published));
    put_element(b, "updated", instant_rfc3339(c->arena, e->updated));
    buf_puts(b, "<link rel=\"alternate\" type=\"text/html\" href=\"");
    put_text(b, e->id);
    buf_puts(b, "\"/>\n<content type=\"text\">");
    put_text(b, e->text);
    buf_puts(b, "</content>\n</entry>\n");
}

static struct entry entry_of_question(struct ctx *c, const struct call *call, const struct question *q)
{
    const char *no = arena_printf(c->arena, "%lld", (long long)q->number);
    const char *clause = question_clause_label(c->arena, c->lang, call->definition, q->clause);
    bool updated = q->updated_at != INSTANT_UNKNOWN;
    return (struct entry){
        .id = arena_printf(c->arena, "%s/calls/%s/questions#q%s", site_url(c), call->round, no),
        .title = MSG_TEXT(c->arena, c->lang, MSG_QUESTION_FEED_TITLE, arg_text(no), arg_text(clause)),
        .text = arena_printf(c->arena, "%s\n\n%s", question_text(&q->words, c->lang),
                             question_answer_text(&q->words, c->lang)),
        .published = q->published_at,
        .updated = updated ? q->updated_at : q->published_at,
    };
}

static struct entry entry_of_version(struct ctx *c, const struct call *call, const struct call_version *v)
{
    const char *no = arena_printf(c->arena, "%lld", (long long)v->number);
    return (
        struct entry){ .id = arena_printf(c->arena, "%s/calls/%s/changes#v%s", site_url(c), call->round, no),
                       .title = MSG_TEXT(c->arena, c->lang, MSG_CALL_CHANGE_TITLE, arg_text(no),
                                         arg_instant(v->published_at)),
                       .text = c->lang == LANG_EN ? v->reason_en : v->reason_ja,
                       .published = v->published_at,
                       .updated = v->published_at };
}

ROUTE(GET, "/calls/:round/feed", question_feed, ACT_PUBLIC)
{
    struct ctx *c = rq->ctx;
    struct call *call = NULL;
    struct question_list all;
    struct call_versions versions;
    TRY(call_load_published(rq->ctx, param(rq, "round"), &call));
    TRY(question_list_public(c, call, &all));
    TRY(call_versions_list(c, call, &versions));
    struct buf entries = buf_make(c->arena, 4096);
    instant newest = call->published_at;
    for (size_t i = versions.n; i > 1; i--) {
        struct entry e = entry_of_version(c, call, &versions.v[i - 1]);
        newest = e.updated > newest ? e.updated : newest;
        put_entry(c, &entries, &e);
    }
    for (size_t i = all.n; i > 0; i--) {
        struct entry e = entry_of_question(c, call, &all.v[i - 1]);
        newest = e.updated > newest ? e.updated : newest;
        put_entry(c, &entries, &e);
    }
    struct buf b = buf_make(c->arena, entries.n + 1024);
    const char *home = arena_printf(c->arena, "%s/calls/%s", site_url(c), call->round);
    buf_printf(&b,
               "<?xml version=\"1.0\" encoding=\"utf-8\"?>\n<feed xmlns=\"http://www.w3.org/2005/Atom\" "
               "xml:lang=\"%s\">\n",
               lang_tag(c->lang));
    put_element(&b, "id", home);
    put_element(
        &b, "title",
        MSG_TEXT(c->arena, c->lang, MSG_QUESTION_FEED_OF, arg_text(call_title(c->arena, c->lang, call))));
    put_element(&b, "updated", instant_rfc3339(c->arena, newest));
    buf_puts(&b, "<author>");
    put_element(&b, "name", call->definition->office.name.in[c->lang]);
    buf_puts(&b, "</author>\n");
    buf_put(&b, entries.s, entries.n);
    buf_puts(&b, "</feed>\n");
    rs->content_type = "application/atom+xml; charset=utf-8";
    rs->body = (struct bytes){ (const uint8_t *)b.s, b.n };
    rs->status = 200;
    return NULL;
}

static json_t *both(const char *const in[LANG_COUNT])
{
    return json_pack("{s:s, s:o}", "ja", in[LANG_JA], "en",
                     *in[LANG_EN] ? json_string(in[LANG_EN]) : json_null());
}

static json_t *instant_json(struct arena *a, instant at)
{
    return at == INSTANT_UNKNOWN ? json_null() : json_string(instant_rfc3339(a, at));
}

ROUTE_FLAGS(GET, "/api/v1/calls/:round/questions", question_api, ACT_PUBLIC, ROUTE_API)
{
    struct ctx *c = rq->ctx;
    struct call *call = NULL;
    struct question_list all;
    TRY(call_load_published(rq->ctx, param(rq, "round"), &call));
    TRY(question_list_public(c, call, &all));
    json_t *list = json_array();
    for (size_t i = 0; i < all.n; i++) {
        const struct question *q = &all.v[i];
        (void)json_array_append_new(list, json_pack("{s:I, s:s, s:o, s:o, s:o, s:o}", "number",
                                                    (json_int_t)q->number, "clause", q->clause, "question",
                                                    both(q->words.question), "answer", both(q->words.answer),
                                                    "published_at", instant_json(c->arena, q->published_at),
                                                    "updated_at", instant_json(c->arena, q->updated_at)));
    }
    add_header(rs, c->arena, "Cache-Control", "public, no-cache");
    add_header(rs, c->arena, "Access-Control-Allow-Origin", "*");
    return send_json(rs,
                     json_bytes(c->arena, json_pack("{s:s, s:o}", "round", call->round, "questions", list)));
}
