/* play.c: see play.h. The order of the acts, what is written down, and what every step asks of a page. */
#include "rehearsal/play.h"

#include <stdarg.h>
#include <string.h>

#define WORDS_MOST 300 /* of a page, in a sentence of failure */

void play_count(struct play *p, const char *name, int64_t wanted, int64_t seen)
{
    *vec_push(p->a, &p->report->counts) = (struct count){ name, wanted, seen };
    play_expect(p, wanted == seen, "%s: %lld wanted, %lld seen", name, (long long)wanted, (long long)seen);
}

void play_expect(struct play *p, bool good, const char *format, ...)
{
    va_list ap;
    if (good)
        return;
    va_start(ap, format);
    *vec_push(p->a, &p->report->failures) = arena_vprintf(p->a, format, ap);
    va_end(ap);
}

/* What the page says below its heading, in short. */
static const char *words_of(struct arena *a, const struct robot_page *page)
{
    const char *heading = page->seen->heading;
    const char *text = *heading ? strstr(page->seen->text, heading) : page->seen->text;
    size_t n = text ? strlen(text) : 0;
    if (n > WORDS_MOST)
        for (n = WORDS_MOST; n > 0 && (text[n] & 0xc0) == 0x80; n--)
            ;
    return n ? arena_strndup(a, text, n) : page->type;
}

struct err *play_status(struct play *p, struct robot *r, const struct robot_page *page, int status)
{
    if (page->status == status)
        return NULL;
    return fault(p->a, "%s: %s: status %d instead of %d: %s", robot_name(r), page->path, page->status, status,
                 words_of(p->a, page));
}

struct err *play_open(struct play *p, struct robot *r, const char *path, struct robot_page **ret)
{
    TRY(robot_get(r, path, ret));
    return play_status(p, r, *ret, 200);
}

struct err *play_form(struct play *p, struct robot *r, const struct robot_page *page, const char *action,
                      struct robot_form **ret)
{
    *ret = robot_form(r, page, action);
    if (*ret)
        return NULL;
    return fault(p->a, "%s: %s has no form to %s: %s", robot_name(r), page->path, action,
                 words_of(p->a, page));
}

struct err *play_press(struct play *p, struct robot *r, struct robot_form *f, const char *button,
                       const char *value, struct robot_page **ret)
{
    TRY(robot_press(r, f, button, value, ret));
    return play_status(p, r, *ret, 200);
}

bool play_held(const struct play_report *r)
{
    return r->failures.n == 0;
}

static struct err *play_all(struct play *p)
{
    int64_t mine = 0;
    TRY(play_hubs(p, &p->hubs_before, &mine));
    TRY(play_mails(p, "", &p->mails_before));
    TRY(play_applicants(p));
    TRY(play_deadline(p));
    TRY(play_screening(p));
    TRY(play_reviewers(p));
    TRY(play_decisions(p));
    TRY(play_release(p));
    return play_receipts(p);
}

struct err *play_make(struct arena *a, const struct play_options *o, struct play_report *report,
                      struct play **ret)
{
    struct play *p = arena_new(a, struct play);
    *p = (struct play){ .a = a, .o = *o, .report = report, .fate = fate_make(o->seed) };
    p->applicant_count = (size_t)o->applications;
    p->reviewer_count = (size_t)o->reviewers + 1;
    p->applicants = arena_array(a, struct applicant, p->applicant_count);
    p->reviewers = arena_array(a, struct reviewer, p->reviewer_count);
    TRY(robot_make(p->a, p->o.url, "anybody", &p->public));
    TRY(play_enter(p, "演習 花子", &p->office));
    TRY(play_enter(p, "演習 太郎", &p->lead));
    TRY(play_find_call(p));
    *ret = p;
    return NULL;
}

struct err *play_round(struct arena *a, const struct play_options *o, struct play_report *ret)
{
    struct play *p = NULL;
    TRY(play_make(a, o, ret, &p));
    return play_all(p);
}
