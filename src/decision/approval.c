/* approval.c: whose turn it is, and who may take it. */
#include "decision/approval.h"

#include "base/text.h"
#include "decision.msg.h"

#include <string.h>

const struct approval *approval_of(const struct approval_list *list, int64_t draft, int64_t position)
{
    for (size_t i = 0; i < list->n; i++)
        if (list->v[i].draft == draft && list->v[i].position == position)
            return &list->v[i];
    return NULL;
}

int64_t approval_next(const struct approval_list *list, int64_t draft, const struct definition *def)
{
    for (size_t i = 0; i < def->approval_steps.n; i++)
        if (!approval_of(list, draft, (int64_t)i + 1))
            return (int64_t)i + 1;
    return 0;
}

static bool holds(enum approver by, unsigned duties)
{
    return (duties & (by == APPROVER_OFFICE ? DUTIES_OFFICE : DUTY_OFFICE_LEAD)) != 0;
}

struct err *approval_may(struct arena *a, const struct release *r, const struct approval_list *list,
                         const struct definition *def, int64_t person, unsigned duties)
{
    int64_t next = approval_next(list, r->draft, def);
    if (!next)
        return refused(a, MSG_APPROVAL_NOTHING_LEFT);
    const struct approval_step *step = &def->approval_steps.v[next - 1];
    if (!holds(step->by, duties))
        return forbidden(a, MSG_APPROVAL_OTHER_DUTY);
    for (size_t i = 0; i < list->n && !step->outside; i++) {
        const struct approval *x = &list->v[i];
        if (x->draft == r->draft && x->person == person && !x->outside_number)
            return refused(a, MSG_APPROVAL_TWICE, arg_text(x->title_ja));
    }
    return NULL;
}

struct err *stamp_check(struct arena *a, const struct approval_step *step, const struct stamp_typed *t, date today)
{
    struct err *e = NULL;
    if (text_count(t->note) > APPROVAL_NOTE_MAX)
        e = invalid(a, "note", MSG_DECISION_TOO_LONG, arg_i64(APPROVAL_NOTE_MAX),
                    arg_i64((int64_t)text_count(t->note)));
    if (!step->outside)
        return e;
    if (!*t->outside_number || strchr(t->outside_number, '\n'))
        e = err_join(e, invalid(a, "number", MSG_APPROVAL_NUMBER_MISSING));
    else if (text_count(t->outside_number) > OUTSIDE_NUMBER_MAX)
        e = err_join(e, invalid(a, "number", MSG_APPROVAL_NUMBER_LONG, arg_i64(OUTSIDE_NUMBER_MAX)));
    if (!date_is_known(t->outside_on))
        e = err_join(e, invalid(a, "on", MSG_APPROVAL_DAY_MISSING));
    else if (date_compare(t->outside_on, today) > 0)
        e = err_join(e, invalid(a, "on", MSG_APPROVAL_DAY_AHEAD));
    return e;
}
