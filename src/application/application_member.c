/* application_member.c: who writes an application together. */
#include "application/application.h"

#include "application/application_at.h"
#include "base/id.h"
#include "db/db.h"
#include "ledger/ledger.h"
#include "person/account.h"
#include "person/person.h"
#include "application.msg.h"

#include <string.h>

#define MEMBERS_MAX 50

LEDGER_ACT(MSG_APPLICATION_INVITED);
LEDGER_ACT(MSG_APPLICATION_MEMBER_JOINED);
LEDGER_ACT(MSG_APPLICATION_MEMBER_CHANGED);
LEDGER_ACT(MSG_APPLICATION_MEMBER_REMOVED);

STMT(application_member_join, WRITE, "iiitii",
     "INSERT INTO application_member (id, application_id, person_id, role, added_by, added_at)"
     " VALUES ($1, $2, $3, $4, $5, $6)");
STMT(application_member_of, READ, "ii",
     "SELECT id, role FROM application_member WHERE application_id = $1 AND person_id = $2");
STMT(application_member_count, READ, "i",
     "SELECT count(*) FROM application_member WHERE application_id = $1");
STMT(application_member_role, WRITE, "itt",
     "UPDATE application_member SET role = $2 WHERE id = $1 AND role = $3");
STMT(application_member_remove, WRITE, "i", "DELETE FROM application_member WHERE id = $1");

static bool role_known(const char *role)
{
    return strcmp(role, "lead") == 0 || strcmp(role, "editor") == 0 || strcmp(role, "viewer") == 0;
}

struct err *application_invite(struct ctx *c, int64_t id, const char *email, const char *role)
{
    struct application_at at = { 0 };
    int64_t members = 0;
    const char *address = NULL;
    struct grant grant = { .duty = DUTY_APPLICANT, .application_id = id, .role = role };
    TX(tx, c);
    TRY(application_at(c, id, ACT_APPLICATION_SHARE, &at));
    TRY(email_check(c->arena, "email", email, &address));
    if (strcmp(role, "editor") != 0 && strcmp(role, "viewer") != 0)
        return invalid(c->arena, "role", MSG_APPLICATION_ROLE_UNKNOWN);
    TRY(db_i64(c, application_member_count, &members, I64(id)));
    if (members >= MEMBERS_MAX)
        return refused(c->arena, MSG_APPLICATION_TOO_MANY_MEMBERS, arg_i64(MEMBERS_MAX));
    TRY(account_invite_in(tx, address, &grant));
    TRY(ledger_add(tx, MSG_APPLICATION_INVITED, FACTS(fact_text("role", role)), ABOUT(application, id)));
    return tx_commit(tx);
}

/* Whoever opened the link is a member; one who is already stays as they are. */
static struct err *join(struct tx *tx, int64_t person_id, const struct link *link)
{
    struct ctx *c = tx_ctx(tx);
    struct row row;
    bool member = false;
    if (!link->has_grant || !link->grant.application_id || !link->grant.role || !role_known(link->grant.role))
        return NULL;
    TRY(db_find(c, application_member_of, &row, &member, I64(link->grant.application_id), I64(person_id)));
    if (member)
        return NULL;
    int64_t id = id_ordered();
    TRY(db_run(tx, application_member_join, NULL, I64(id), I64(link->grant.application_id), I64(person_id),
               TXT(link->grant.role), I64(link->created_by), I64(c->now)));
    return ledger_add(tx, MSG_APPLICATION_MEMBER_JOINED, FACTS(fact_text("role", link->grant.role)),
                      ABOUT(application, link->grant.application_id), TOUCH(application_member, id),
                      ABOUT(person, person_id));
}
ON_LINK_ACCEPTED(join);

struct err *application_set_role(struct ctx *c, int64_t id, int64_t person, const char *role)
{
    struct application_at at = { 0 };
    struct row row;
    TX(tx, c);
    TRY(application_at(c, id, ACT_APPLICATION_SHARE, &at));
    if (role && !role_known(role))
        return invalid(c->arena, "role", MSG_APPLICATION_ROLE_UNKNOWN);
    TRY(db_row(c, application_member_of, &row, I64(id), I64(person)));
    if (person == viewer_person(c))
        return refused(c->arena, MSG_APPLICATION_NOT_YOURSELF);
    int64_t member = row_i64(&row, 0);
    if (role && strcmp(role, row_text(&row, 1)) == 0)
        return tx_commit(tx);
    if (role) {
        TRY(db_must(tx, application_member_role, I64(member), TXT(role), TXT(row_text(&row, 1))));
        TRY(ledger_add(tx, MSG_APPLICATION_MEMBER_CHANGED, FACTS(fact_text("role", role)),
                       ABOUT(application, id), TOUCH(application_member, member), ABOUT(person, person)));
    } else {
        TRY(db_must(tx, application_member_remove, I64(member)));
        TRY(ledger_add(tx, MSG_APPLICATION_MEMBER_REMOVED, NO_FACTS, ABOUT(application, id),
                       TOUCH(application_member, member), ABOUT(person, person)));
    }
    return tx_commit(tx);
}
