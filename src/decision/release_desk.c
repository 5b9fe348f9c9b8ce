/* release_desk.c: what of decisions and releases waits for the office. */
#include "decision/decision.h"

#include "application/application.h"
#include "decision.msg.h"
#include "db/db.h"
#include "i18n/i18n.h"
#include "office/desk.h"

#include <string.h>

STMT(desk_undecided, READ, "i",
     "SELECT count(*) FROM application a WHERE a.call_id = $1 AND " APPLICATION_IN_REVIEW("a") " AND NOT EXISTS"
     " (SELECT 1 FROM decision d WHERE d.application_id = a.id)");
STMT(desk_release, READ, "i", "SELECT state, announce_at FROM release WHERE call_id = $1");

DESK_ITEM(undecided, 60, count_undecided);
static struct err *count_undecided(struct ctx *c, const struct call *call, struct desk_item *ret)
{
    if (!call || call_phase(call, c->now) != CALL_CLOSED)
        return NULL;
    ret->label = MSG_TEXT(c->arena, c->lang, MSG_DESK_UNDECIDED);
    ret->unit = MSG_TEXT(c->arena, c->lang, MSG_UNIT_APPLICATIONS);
    ret->to = (struct url){ "/office/decision" };
    return desk_i64(c, call, ret, desk_undecided, I64(call->id));
}

DESK_ITEM(release_waits, 70, count_release);
static struct err *count_release(struct ctx *c, const struct call *call, struct desk_item *ret)
{
    struct row row;
    bool found = false;
    if (!call || call_phase(call, c->now) != CALL_CLOSED)
        return NULL;
    TRY(db_find(c, desk_release, &row, &found, I64(call->id)));
    if (!found)
        return NULL;
    bool approved = strcmp(row_text(&row, 0), "approved") == 0;
    if (approved && c->now < row_i64(&row, 1) + 60 * SECOND_US)
        return NULL; /* all is done: it happens by itself */
    ret->number = 1;
    ret->urgent = approved;
    ret->label = MSG_TEXT(c->arena, c->lang, *(approved ? &MSG_RELEASE_OVERDUE : &MSG_RELEASE_WAITS));
    ret->note = text_instant(c->arena, c->lang, row_i64(&row, 1));
    ret->to = (struct url){ "/office/decision" };
    return NULL;
}
