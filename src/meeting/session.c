/* session.c: the doors of a meeting: the office's, and that of a member of the committee. */
#include "meeting/meeting_mail.h"
#include "meeting/meeting_store.h"

#include "decision/committee.h"
#include "person/person.h"
#include "review/review.h"

struct err *session_load_office(struct ctx *c, int64_t id, struct session_view *ret)
{
    struct meeting m;
    TRY(office_may_meet(c));
    TRY(meeting_load(c, id, &m));
    return session_load(c, &m, 0, ret);
}

struct err *session_load_member(struct ctx *c, int64_t id, struct session_view *ret)
{
    struct meeting m;
    struct call *call = NULL;
    bool declared = false;
    TRY(meeting_load(c, id, &m));
    TRY(call_load(c, m.call_id, &call));
    TRY(committee_may_see(c, call));
    TRY(review_has_declared(c, call, &declared));
    if (!declared || m.state == MEETING_PLANNED)
        return not_found(c->arena);
    return session_load(c, &m, viewer_person(c), ret);
}
