/* invitation.c: see invitation.h. */
#include "person/invitation.h"

#include "db/db.h"
#include "ledger/ledger.h"
#include "person/link.h"
#include "person/person.h"
#include "person.msg.h"

LEDGER_ACT(MSG_PERSON_INVITATION_WITHDRAWN);

#define INVITATION_COLUMNS                                                                                   \
    "l.id, l.email, p.name, l.grants, l.created_at, l.expires_at FROM link l"                                \
    " LEFT JOIN person p ON p.id = l.created_by WHERE l.kind = 'invite' AND l.used_at IS NULL AND "          \
    "l.ended_at IS NULL"
STMT(invitation_waiting, READ, "",
     "SELECT " INVITATION_COLUMNS " ORDER BY l.created_at DESC, l.id LIMIT 500");
STMT(invitation_by_id, READ, "i", "SELECT " INVITATION_COLUMNS " AND l.id = $1");

/* False: to an application. */
static bool from_row(struct ctx *c, const struct row *r, struct invitation *ret)
{
    bool has_grant = false;
    *ret = (struct invitation){ .id = row_i64(r, 0),
                                .email = row_text(r, 1),
                                .by = row_text(r, 2),
                                .grant = grant_from_text(c->arena, row_text(r, 3), &has_grant),
                                .sent_at = row_i64(r, 4),
                                .expires_at = row_i64(r, 5) };
    ret->is_over = ret->expires_at <= c->now;
    return has_grant && ret->grant.duty != DUTY_NONE && !ret->grant.application_id;
}

struct err *invitation_list(struct ctx *c, struct invitation_list *ret)
{
    struct rows rows;
    TRY(db_rows(c, invitation_waiting, &rows));
    *ret = (struct invitation_list){ 0, arena_array(c->arena, struct invitation, rows.n) };
    for (size_t i = 0; i < rows.n; i++)
        ret->n += from_row(c, &rows.v[i], &ret->v[ret->n]);
    return NULL;
}

struct err *invitation_load(struct ctx *c, int64_t id, struct invitation **ret)
{
    struct row row;
    TRY(db_row(c, invitation_by_id, &row, I64(id)));
    struct invitation *i = arena_new(c->arena, struct invitation);
    if (!from_row(c, &row, i))
        return not_found(c->arena);
    *ret = i;
    return NULL;
}

struct err *invitation_resend(struct ctx *c, const struct invitation *i)
{
    TX(tx, c);
    TRY(link_end(tx, i->id));
    TRY(invite(tx, i->email, &i->grant));
    return tx_commit(tx);
}

struct err *invitation_withdraw(struct ctx *c, const struct invitation *i)
{
    TX(tx, c);
    TRY(link_end(tx, i->id));
    TRY(ledger_add(tx, MSG_PERSON_INVITATION_WITHDRAWN, FACTS(fact_id("link", i->id)),
                   ABOUT(person, viewer_person(c))));
    return tx_commit(tx);
}
