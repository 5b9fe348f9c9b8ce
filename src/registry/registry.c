/* registry.c: names and status of a designation on a day; see registry.h. */
#include "registry/registry.h"

#include "registry.msg.h"

#include <string.h>

static date evidence_of(const struct borne_name *n)
{
    return date_is_known(n->from) ? n->from : n->seen_on;
}

const struct borne_name *name_today(const struct designation *d)
{
    return d->names.n ? &d->names.v[d->names.n - 1] : NULL;
}

const struct borne_name *name_on(const struct designation *d, date day, bool *ret_sure)
{
    *ret_sure = false;
    if (d->names.n == 0)
        return NULL;
    size_t at = 0;
    for (size_t i = 0; i < d->names.n; i++)
        if (date_compare(evidence_of(&d->names.v[i]), day) <= 0)
            at = i;
    const struct borne_name *n = &d->names.v[at];
    bool begun = date_is_known(evidence_of(n)) && date_compare(evidence_of(n), day) <= 0;
    bool open = !date_is_known(n->to) || date_compare(day, n->to) <= 0;
    /* Between its last sighting and a successor whose first day nobody knows, it may have been either. */
    bool last = at + 1 == d->names.n;
    bool same_day = date_compare(evidence_of(n), day) == 0;
    bool next_known = !last && date_is_known(d->names.v[at + 1].from);
    *ret_sure = begun && open && (last || next_known || date_is_known(n->to) || same_day);
    return n;
}

const char *designation_status_word(enum designation_status_kind kind)
{
    static const char *const words[] = { "in_force", "last_year", "continued", "term_over_unconfirmed",
                                         "ended",    "withdrawn", "revoked",   "suspended",
                                         "unknown" };
    return words[kind];
}

static struct designation_status status_make(enum designation_status_kind kind, const struct msg *sentence,
                                             date day, const char *source)
{
    static const struct msg *const label[] = {
        &MSG_REGISTRY_LABEL_IN_FORCE,  &MSG_REGISTRY_LABEL_LAST_YEAR, &MSG_REGISTRY_LABEL_CONTINUED,
        &MSG_REGISTRY_LABEL_TERM_OVER, &MSG_REGISTRY_LABEL_ENDED,     &MSG_REGISTRY_LABEL_WITHDRAWN,
        &MSG_REGISTRY_LABEL_REVOKED,   &MSG_REGISTRY_LABEL_SUSPENDED, &MSG_REGISTRY_LABEL_UNKNOWN,
    };
    return (struct designation_status){
        .kind = kind,
        .since_or_until = day,
        .label = label[kind],
        .sentence = sentence,
        .args = { date_is_known(day) ? arg_date(day) : ARG_END, ARG_END },
        .source = source,
    };
}

/* The last event that holds on that day. */
static const struct designation_event *event_on(const struct designation *d, date day)
{
    const struct designation_event *found = NULL;
    for (size_t i = 0; i < d->events.n; i++) {
        const struct designation_event *e = &d->events.v[i];
        bool over = e->kind == EVENT_SUSPENDED && date_is_known(e->to) && date_compare(day, e->to) > 0;
        if (date_compare(e->from, day) <= 0 && !over)
            found = e;
    }
    return found;
}

static struct designation_status status_of_event(const struct designation_event *e)
{
    static const struct {
        enum designation_status_kind kind;
        const struct msg *sentence;
    } of[] = {
        { STATUS_WITHDRAWN, &MSG_REGISTRY_WITHDRAWN },
        { STATUS_REVOKED, &MSG_REGISTRY_REVOKED },
        { STATUS_SUSPENDED, &MSG_REGISTRY_SUSPENDED },
        { STATUS_ENDED, &MSG_REGISTRY_ENDED },
    };
    return status_make(of[e->kind].kind, of[e->kind].sentence, e->from, e->source);
}

/* The first day on which the designation is known to hold: its announcement, or the day it was known to be announced
** by, or else the fiscal year after that of the announcement. */
static date surely_from(const struct designation *d)
{
    date first = designation_valid_from(d);
    if (date_is_known(first))
        return first;
    if (date_is_known(d->announced_by))
        return d->announced_by;
    return d->announced_fy ? fiscal_year_start((int)d->announced_fy + 1) : d->terms.v[0].valid_to;
}

static struct designation_status status_in_term(const struct designation_term *t, date day)
{
    if (t->continuation)
        return status_make(STATUS_CONTINUED, &MSG_REGISTRY_CONTINUED, t->valid_to, t->source);
    if (fiscal_year(day) == fiscal_year(t->valid_to))
        return status_make(STATUS_LAST_YEAR, &MSG_REGISTRY_LAST_YEAR, t->valid_to, t->source);
    return status_make(STATUS_IN_FORCE, &MSG_REGISTRY_IN_FORCE, t->valid_to, t->source);
}

static struct designation_status status_in_terms(const struct designation *d, date day)
{
    const struct designation_term *first = &d->terms.v[0];
    if (date_compare(day, surely_from(d)) < 0) {
        if (date_is_known(designation_valid_from(d)))
            return status_make(STATUS_UNKNOWN, &MSG_REGISTRY_BEFORE_ANNOUNCEMENT, first->valid_from,
                               first->source);
        return status_make(STATUS_UNKNOWN, &MSG_REGISTRY_START_UNKNOWN, DATE_UNKNOWN, first->source);
    }
    for (size_t i = 0; i < d->terms.n; i++) {
        const struct designation_term *t = &d->terms.v[i];
        if (date_compare(day, t->valid_to) > 0)
            continue;
        if (date_is_known(t->valid_from) && date_compare(day, t->valid_from) < 0)
            break; /* a gap between terms: nothing is known of it */
        return status_in_term(t, day);
    }
    const struct designation_term *over = first;
    for (size_t i = 0; i < d->terms.n; i++)
        if (date_compare(d->terms.v[i].valid_to, day) < 0)
            over = &d->terms.v[i];
    return over->continuation ? status_make(STATUS_TERM_OVER_UNCONFIRMED, &MSG_REGISTRY_LATER_TERM_OVER,
                                            over->valid_to, over->source)
                              : status_make(STATUS_TERM_OVER_UNCONFIRMED, &MSG_REGISTRY_TERM_OVER,
                                            over->valid_to, over->source);
}

struct designation_status designation_status(const struct designation *d, date day)
{
    const struct designation_event *e = event_on(d, day);
    if (e)
        return status_of_event(e);
    if (d->terms.n == 0)
        return status_make(STATUS_UNKNOWN, &MSG_REGISTRY_TERM_UNKNOWN, DATE_UNKNOWN, NULL);
    return status_in_terms(d, day);
}

bool designation_holds(const struct designation *d, date day)
{
    enum designation_status_kind k = designation_status(d, day).kind;
    return k == STATUS_IN_FORCE || k == STATUS_LAST_YEAR || k == STATUS_CONTINUED;
}

enum designation_answer designation_answer(const struct designation *d, date day)
{
    struct designation_status s = designation_status(d, day);
    if (designation_holds(d, day))
        return ANSWER_YES;
    if (s.kind == STATUS_TERM_OVER_UNCONFIRMED)
        return ANSWER_UNKNOWN;
    return s.kind == STATUS_UNKNOWN && s.sentence != &MSG_REGISTRY_BEFORE_ANNOUNCEMENT ? ANSWER_UNKNOWN : ANSWER_NO;
}

date designation_valid_to(const struct designation *d)
{
    return d->terms.n ? d->terms.v[d->terms.n - 1].valid_to : DATE_UNKNOWN;
}

date designation_valid_from(const struct designation *d)
{
    return d->terms.n ? d->terms.v[0].valid_from : DATE_UNKNOWN;
}
