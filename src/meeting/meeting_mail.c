/* meeting_mail.c: see meeting_mail.h. */
#include "meeting/meeting_mail.h"

#include "meeting/meeting_store.h"

#include "base/id.h"
#include "base/site.h"
#include "doc/ical.h"
#include "i18n/i18n.h"
#include "mail/mail.h"
#include "meeting.msg.h"
#include "person/account.h"

#include <string.h>

const char *meeting_address(struct ctx *c, const struct meeting *m)
{
    return arena_printf(c->arena, "%s/committee/meetings/%s", c->site->public_url ? c->site->public_url : "",
                        id_text(c->arena, m->id));
}

static const char *place_of(struct arena *a, const struct meeting *m)
{
    if (!*m->url)
        return m->place;
    return *m->place ? arena_printf(a, "%s\n%s", m->place, m->url) : m->url;
}

const char *meeting_calendar(struct ctx *c, const struct call *call, const struct meeting *m)
{
    struct arena *a = c->arena;
    const char *address = meeting_address(c, m);
    const char *title = call_title(a, c->lang, call);
    struct buf b = ical_begin(a, arena_printf(a, "%s %s", title, m->title));
    const char *host = c->site->public_url && strstr(c->site->public_url, "//")
                           ? strstr(c->site->public_url, "//") + 2
                           : "kyoten";
    bool written = m->kind == MEETING_WRITTEN;
    struct ical_event e = { .uid = arena_printf(a, "meeting-%s@%s", id_text(a, m->id), host),
                            .summary = MSG_TEXT(a, c->lang, MSG_MEETING_CALENDAR, arg_text(title), arg_text(m->title)),
                            .description = MSG_TEXT(a, c->lang, MSG_MEETING_CALENDAR_TEXT, arg_text(address)),
                            .location = *m->place ? m->place : *m->url ? m->url : NULL,
                            .url = address,
                            .start = written ? m->ends_at : m->starts_at,
                            .end = m->ends_at,
                            .sequence = m->revision,
                            .cancelled = m->state == MEETING_CANCELLED };
    ical_event(&b, &e, c->now);
    ical_end(&b);
    return b.s;
}

/* ── the mail ── */

static const struct msg *const SUBJECTS[] = { &MSG_MEETING_MAIL_CONVENED, &MSG_MEETING_MAIL_CHANGED,
                                              &MSG_MEETING_MAIL_CANCELLED, &MSG_MEETING_MAIL_WRITTEN };
static const struct msg *const BODIES[] = { &MSG_MEETING_MAIL_CONVENED_BODY, &MSG_MEETING_MAIL_CHANGED_BODY,
                                            &MSG_MEETING_MAIL_CANCELLED_BODY, &MSG_MEETING_MAIL_WRITTEN_BODY };

static struct err *tell_one(struct tx *tx, const struct call *call, const struct meeting *m, enum meeting_tell what,
                            int64_t person_id)
{
    struct ctx *c = tx_ctx(tx);
    struct arena *a = c->arena;
    struct person *p = NULL;
    TRY(person_load(c, person_id, &p));
    const char *when = what == MEETING_TELL_WRITTEN
                           ? MSG_TEXT(a, p->lang, MSG_MEETING_MAIL_DUE, arg_instant(m->ends_at))
                           : MSG_TEXT(a, p->lang, MSG_MEETING_MAIL_WHEN, arg_instant(m->starts_at),
                                      arg_instant(m->ends_at), arg_text(place_of(a, m)));
    const struct arg subject[] = { arg_text(call_title(a, p->lang, call)), arg_text(m->title), ARG_END };
    const struct arg body[] = { arg_text(p->name), arg_text(m->title), arg_text(when), arg_text(meeting_address(c, m)),
                                ARG_END };
    return mail_add(tx, &(struct mail){ .key = arena_printf(a, "meeting/%lld/%lld/%lld", (long long)m->id,
                                                            (long long)m->revision, (long long)person_id),
                                        .person_id = p->id,
                                        .to_email = p->email,
                                        .to_name = p->name,
                                        .kind = "meeting",
                                        .subject = msg_text(a, p->lang, SUBJECTS[what], subject),
                                        .body = msg_text(a, p->lang, BODIES[what], body) });
}

struct err *meeting_tell(struct tx *tx, const struct meeting *m, enum meeting_tell what)
{
    struct session_view s;
    TRY(session_load(tx_ctx(tx), m, 0, &s));
    for (size_t i = 0; i < s.members.n; i++)
        TRY(tell_one(tx, s.call, m, what, s.members.v[i].person_id));
    return NULL;
}
