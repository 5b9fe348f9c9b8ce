/* mail_pages.c: the outbox of the office; in a rehearsal the tray, where mails are read and their links followed. */
#include "base/date.h"
#include "base/id.h"
#include "base/site.h"
#include "http/http.h"
#include "i18n/i18n.h"
#include "office/mail_views.h"
#include "person/frame.h"
#include "person/kept.h"
#include "person/policy.h"
#include "mail.msg.h"
#include "outbox.msg.h"

#include <stdlib.h>
#include <string.h>

#define SHOWN_MOST 200

static const struct {
    const struct msg *name;
    enum tone tone;
} WORDS[MAIL_STATE_COUNT] = {
    [MAIL_WAITING] = { &MSG_OUTBOX_WAITING, TONE_BLUE }, [MAIL_SENT] = { &MSG_OUTBOX_SENT, TONE_GREEN },
    [MAIL_FAILED] = { &MSG_OUTBOX_FAILED, TONE_RED },    [MAIL_HELD] = { &MSG_OUTBOX_HELD, TONE_YELLOW },
    [MAIL_TRAY] = { &MSG_OUTBOX_TRAY, TONE_GRAY },
};

/* A mail's id grows with time and is longer than those of other records: written as it is. */
static struct url mail_url(struct arena *a, int64_t id)
{
    return url_make(a, "/office/mail/%s", arena_printf(a, "%lld", (long long)id));
}

static int64_t mail_id(const struct request *rq)
{
    const char *text = param(rq, "mail");
    char *end = NULL;
    long long id = strtoll(text, &end, 10);
    return *end || end == text || *text < '1' || *text > '9' ? 0 : (int64_t)id;
}

/* ── the list ── */

static const struct page_link *tabs_of(struct ctx *c, const struct mail_lines *list, const char *state)
{
    struct page_link *v = arena_array(c->arena, struct page_link, MAIL_STATE_COUNT + 2);
    size_t n = 0;
    v[n++] = (struct page_link){ .label = MSG_TEXT(c->arena, c->lang, MSG_OUTBOX_ALL),
                                 .to = { "/office/mail" },
                                 .current = !*state };
    for (int s = 0; s < MAIL_STATE_COUNT; s++) {
        const char *word = mail_state_word((enum mail_state)s);
        if (list->count[s] || strcmp(word, state) == 0)
            v[n++] = (struct page_link){ .label = MSG_TEXT(c->arena, c->lang, *WORDS[s].name),
                                         .to = url_make(c->arena, "/office/mail?state=%s", word),
                                         .current = strcmp(word, state) == 0,
                                         .count = list->count[s] };
    }
    return v;
}

ROUTE(GET, "/office/mail", mail_box_page, ACT_OFFICE_MAIL)
{
    struct ctx *c = rq->ctx;
    struct mail_lines list;
    const char *state = pairs_text(&rq->query, "state");
    TRY(mail_list(c, state, SHOWN_MOST, &list));
    struct mail_row *v = arena_array(c->arena, struct mail_row, list.n);
    for (size_t i = 0; i < list.n; i++) {
        const struct mail_line *m = &list.v[i];
        v[i] = (struct mail_row){ .mail = m,
                                  .tone = WORDS[m->state].tone,
                                  .state = MSG_TEXT(c->arena, c->lang, *WORDS[m->state].name),
                                  .when = text_instant(c->arena, c->lang,
                                                       m->sent_at == INSTANT_UNKNOWN ? m->created_at
                                                                                     : m->sent_at),
                                  .attempts = text_i64(c->arena, m->attempts),
                                  .to = mail_url(c->arena, m->id) };
    }
    struct mail_box p = {
        .tabs = tabs_of(c, &list, state), .rehearsal = c->site->rehearsal, .n = list.n, .v = v
    };
    struct page *pg = page_for(rq, rs, MSG_TEXT(c->arena, c->lang, MSG_OUTBOX_TITLE));
    struct html_writer w = page_writer(rq);
    mail_box_show(&w, pg, &p);
    return show(rs, html_done(&w));
}

/* ── one mail ── */

/* Addresses of this site become links in a rehearsal. Elsewhere a link in a mail is its reader's alone: whoever has it
** is that person, so it is not shown to the office. */
static void cut_links(struct ctx *c, const char *body, struct mail_page *ret)
{
    struct arena *a = c->arena;
    struct html_writer w = html_writer_make(a, c->lang);
    const char *site = c->site->public_url;
    const char *secret = arena_printf(a, "%s/link/", site);
    for (const char *at = strstr(body, site); at && *site; at = strstr(body, site)) {
        size_t n = strlen(site) + strcspn(at + strlen(site), " \t\n");
        const char *address = arena_strndup(a, at, n);
        html_put_text(&w, arena_strndup(a, body, (size_t)(at - body)));
        if (strncmp(at, secret, strlen(secret)) == 0 && !c->site->rehearsal) {
            html_put_text(&w, arena_printf(a, "%s…", secret));
            ret->hides_links = true;
        } else {
            html_lit(&w, "<a href=\"");
            html_put_url(&w, local_url(a, address + strlen(site)));
            html_lit(&w, "\">");
            html_put_text(&w, address);
            html_lit(&w, "</a>");
        }
        body = at + n;
    }
    html_put_text(&w, body);
    ret->text = html_done(&w);
}

/* The mail of the request, as far as the office may know of it. */
static struct err *load(struct request *rq, struct mail_line *ret)
{
    struct ctx *c = rq->ctx;
    TRY(allow(c, ACT_OFFICE_MAIL, ACT_OFFICE_MAIL, (struct standing){ 0 }));
    TRY(mail_load(c, mail_id(rq), ret));
    return ret->private && !c->site->rehearsal ? not_found(c->arena) : NULL;
}

ROUTE(GET, "/office/mail/:mail", mail_page, ACT_OFFICE_MAIL)
{
    struct ctx *c = rq->ctx;
    struct arena *a = c->arena;
    struct mail_line m;
    TRY(load(rq, &m));
    struct page_link crumbs[] = {
        { .label = MSG_TEXT(a, c->lang, MSG_OUTBOX_TITLE), .to = { "/office/mail" } }, { 0 }
    };
    struct detail facts[8] = { 0 };
    size_t n = 0;
    facts[n++] = (struct detail){ .name = MSG_TEXT(a, c->lang, MSG_OUTBOX_TO),
                                  .text = arena_printf(a, "%s %s", m.to_name, m.to_email) };
    facts[n++] = (struct detail){ .name = MSG_TEXT(a, c->lang, MSG_OUTBOX_STATE),
                                  .text = MSG_TEXT(a, c->lang, *WORDS[m.state].name) };
    facts[n++] = (struct detail){ .name = MSG_TEXT(a, c->lang, MSG_OUTBOX_WRITTEN),
                                  .text = text_instant(a, c->lang, m.created_at) };
    if (m.sent_at != INSTANT_UNKNOWN)
        facts[n++] = (struct detail){ .name = MSG_TEXT(a, c->lang, MSG_OUTBOX_SENT),
                                      .text = text_instant(a, c->lang, m.sent_at) };
    if (m.attempts)
        facts[n++] = (struct detail){ .name = MSG_TEXT(a, c->lang, MSG_OUTBOX_ATTEMPTS),
                                      .text = text_i64(a, m.attempts) };
    if (*m.last_error)
        facts[n++] = (struct detail){ .name = MSG_TEXT(a, c->lang, MSG_OUTBOX_ERROR), .text = m.last_error };
    struct mail_page p = { .facts = facts };
    cut_links(c, m.body, &p);
    if (m.state == MAIL_WAITING)
        p.hold = url_make(a, "/office/mail/%s/hold", param(rq, "mail"));
    else if (m.state != MAIL_TRAY)
        p.resend = url_make(a, "/office/mail/%s/resend", param(rq, "mail"));
    struct page *pg = page_for(rq, rs, m.subject);
    struct html_writer w = page_writer(rq);
    pg->crumbs = crumbs;
    pg->width = PAGE_NARROW;
    mail_show(&w, pg, &p);
    return show(rs, html_done(&w));
}

ROUTE(POST, "/office/mail/:mail/hold", mail_hold_submit, ACT_OFFICE_MAIL)
{
    struct mail_line m;
    TRY(load(rq, &m));
    TRY(mail_hold(rq->ctx, m.id));
    notice_after(rq, rs, &MSG_MAIL_WAS_HELD);
    return see_other(rs, mail_url(rq->ctx->arena, mail_id(rq)));
}

ROUTE(POST, "/office/mail/:mail/resend", mail_resend_submit, ACT_OFFICE_MAIL)
{
    struct mail_line m;
    TRY(load(rq, &m));
    TRY(mail_resend(rq->ctx, m.id));
    notice_after(rq, rs, &MSG_MAIL_WAS_RESENT);
    return see_other(rs, mail_url(rq->ctx->arena, mail_id(rq)));
}
