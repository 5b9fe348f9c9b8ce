/* call.c: the rules of a call: phase, states for the policy, what is in time, which dates may be set. */
#include "call/call.h"

#include "base/date_parse.h"
#include "i18n/i18n.h"
#include "call.msg.h"

#include <string.h>

#define TERM_YEARS_MAX 10

enum call_phase call_phase(const struct call *call, instant now)
{
    if (strcmp(call->state, "draft") == 0)
        return CALL_DRAFT;
    if (strcmp(call->state, "cancelled") == 0)
        return CALL_CANCELLED;
    if (call->announced_at != INSTANT_UNKNOWN && now >= call->announced_at)
        return CALL_ANNOUNCED;
    if (now < call->opens_at)
        return CALL_UPCOMING;
    return now < call->closes_at || (call->deadline_inclusive && now == call->closes_at) ? CALL_OPEN
                                                                                         : CALL_CLOSED;
}

unsigned call_states(const struct call *call, instant now)
{
    switch (call_phase(call, now)) {
    case CALL_UPCOMING:
        return STATE_CALL_UPCOMING;
    case CALL_OPEN:
        return STATE_CALL_OPEN;
    case CALL_CLOSED:
        return STATE_CALL_CLOSED;
    case CALL_ANNOUNCED:
        return STATE_ANNOUNCED;
    case CALL_DRAFT:
    case CALL_CANCELLED:
        break;
    }
    return STATE_CALL_DRAFT;
}

struct err *call_accepts(struct arena *a, const struct call *call, instant arrived)
{
    switch (call_phase(call, arrived)) {
    case CALL_OPEN:
        return NULL;
    case CALL_UPCOMING:
        return refused(a, MSG_CALL_NOT_OPEN_YET, arg_instant(call->opens_at));
    case CALL_CLOSED:
    case CALL_ANNOUNCED:
        return refused(a, MSG_CALL_CLOSED, arg_instant(call->closes_at));
    case CALL_CANCELLED:
        return refused(a, MSG_CALL_IS_CANCELLED);
    case CALL_DRAFT:
        break;
    }
    return refused(a, MSG_CALL_NOT_PUBLISHED);
}

const char *call_title(struct arena *a, enum lang lang, const struct call *call)
{
    const struct schedule *s = call->definition ? &call->definition->schedule : NULL;
    if (s && strcmp(s->round, call->round) == 0 && s->name.in[lang])
        return s->name.in[lang];
    return MSG_TEXT(a, lang, MSG_CALL_TITLE, arg_text(call->round));
}

/* 12:00:00, with its microseconds only where there are any. */
static const char *time_of_day(struct arena *a, instant at)
{
    struct clock_parts p = clock_of_instant(at);
    const char *seconds = text_clock(a, at);
    return p.us ? arena_printf(a, "%s.%06d", seconds, p.us) : seconds;
}

const char *call_deadline_sentence(struct arena *a, enum lang lang, const struct call *call)
{
    struct arg day = arg_date(date_of_instant(call->closes_at));
    struct arg time = arg_text(time_of_day(a, call->closes_at));
    return call->deadline_inclusive ? MSG_TEXT(a, lang, MSG_CALL_DEADLINE_INCLUSIVE, day, time)
                                    : MSG_TEXT(a, lang, MSG_CALL_DEADLINE_EXCLUSIVE, day, time);
}

const struct msg *call_phase_word(enum call_phase phase)
{
    switch (phase) {
    case CALL_DRAFT:
        return &MSG_CALL_PHASE_DRAFT;
    case CALL_CANCELLED:
        return &MSG_CALL_PHASE_CANCELLED;
    case CALL_UPCOMING:
        return &MSG_CALL_PHASE_UPCOMING;
    case CALL_OPEN:
        return &MSG_CALL_PHASE_OPEN;
    case CALL_CLOSED:
        return &MSG_CALL_PHASE_CLOSED;
    case CALL_ANNOUNCED:
        break;
    }
    return &MSG_CALL_PHASE_ANNOUNCED;
}

struct err *call_dates_check(struct arena *a, const struct call_dates *d)
{
    struct err *e = NULL;
    if (d->closes_at <= d->opens_at)
        e = invalid(a, "closes", MSG_CALL_CLOSES_BEFORE_OPENS);
    if (date_is_known(d->planned_from) && date_compare(d->planned_from, date_of_instant(d->closes_at)) < 0)
        e = err_join(e, invalid(a, "planned_from", MSG_CALL_PLANNED_BEFORE_CLOSE));
    if (date_is_known(d->planned_to) && !date_is_known(d->planned_from))
        e = err_join(e, invalid(a, "planned_from", MSG_CALL_PLANNED_FROM_MISSING));
    if (date_is_known(d->planned_to) && date_compare(d->planned_to, d->planned_from) < 0)
        e = err_join(e, invalid(a, "planned_to", MSG_CALL_PLANNED_TO_BEFORE_FROM));
    if (d->term_years < 1 || d->term_years > TERM_YEARS_MAX)
        e = err_join(e, invalid(a, "term_years", MSG_CALL_TERM_YEARS, arg_i64(TERM_YEARS_MAX)));
    return e;
}

struct err *call_may_change_dates(struct arena *a, const struct call *call, const struct call_dates *d,
                                  instant now)
{
    enum call_phase phase = call_phase(call, now);
    if (phase == CALL_DRAFT)
        return call_dates_check(a, d);
    if (phase == CALL_CANCELLED || phase == CALL_ANNOUNCED)
        return refused(a, MSG_CALL_DATES_OVER);
    TRY(call_dates_check(a, d));
    bool same_end = d->closes_at == call->closes_at && d->deadline_inclusive == call->deadline_inclusive;
    if (phase != CALL_UPCOMING && d->opens_at != call->opens_at)
        return invalid(a, "opens", MSG_CALL_OPENED_ALREADY);
    if (phase == CALL_UPCOMING && d->opens_at < now)
        return invalid(a, "opens", MSG_CALL_OPENS_IN_PAST);
    if (phase == CALL_CLOSED && !same_end)
        return invalid(a, "closes", MSG_CALL_CLOSED_ALREADY);
    if (d->closes_at < call->closes_at ||
        (d->closes_at == call->closes_at && call->deadline_inclusive && !same_end))
        return invalid(a, "closes", MSG_CALL_ONLY_LATER);
    return d->term_years == call->term_years ? NULL : invalid(a, "term_years", MSG_CALL_TERM_PUBLISHED);
}

struct err *call_may_publish(struct arena *a, const struct call *call, int64_t unconfirmed, instant now)
{
    if (call_phase(call, now) != CALL_DRAFT)
        return refused(a, MSG_CALL_NOT_A_DRAFT);
    struct call_dates d = call_dates_of(call);
    struct err *e = call_dates_check(a, &d);
    if (e)
        return refused(a, MSG_CALL_DATES_NOT_IN_ORDER);
    if (call->closes_at < now)
        return refused(a, MSG_CALL_CLOSES_IN_PAST);
    if (call->opens_at < now && !call->rehearsal)
        return refused(a, MSG_CALL_OPENS_IN_PAST);
    return unconfirmed == 0 ? NULL : refused(a, MSG_CALL_UNCONFIRMED, arg_i64(unconfirmed));
}

struct call_dates call_dates_of(const struct call *call)
{
    return (struct call_dates){ .opens_at = call->opens_at,
                                .closes_at = call->closes_at,
                                .deadline_inclusive = call->deadline_inclusive,
                                .planned_from = call->planned_from,
                                .planned_to = call->planned_to,
                                .planned_words_ja = call->planned_words_ja,
                                .planned_words_en = call->planned_words_en,
                                .term_years = call->term_years };
}

struct call_dates call_dates_of_schedule(const struct definition *def)
{
    const struct schedule *s = &def->schedule;
    return (struct call_dates){ .opens_at = s->opens_at,
                                .closes_at = s->closes_at,
                                .deadline_inclusive = s->deadline.inclusive,
                                .planned_from = s->announcement_from,
                                .planned_to = s->announcement_to,
                                .planned_words_ja = s->announcement_planned.in[LANG_JA],
                                .planned_words_en = s->announcement_planned.in[LANG_EN],
                                .term_years = (int)def->term.years };
}
