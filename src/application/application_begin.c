/* application_begin.c: a new application: its type, its institution, its first member. */
#include "application/application.h"

#include "application/application_rules.h"
#include "base/id.h"
#include "base/identifier.h"
#include "base/text.h"
#include "db/db.h"
#include "ledger/ledger.h"
#include "person/institution.h"
#include "person/person.h"
#include "application.msg.h"
#include "institution.msg.h"

#include <string.h>

#define TITLE_MAX_CHARS 100
#define NAME_MAX_CHARS 100
/* Drafts of one person in one call: more than anybody needs, fewer than fill a store. */
#define DRAFTS_MAX 50

LEDGER_ACT(MSG_APPLICATION_BEGUN);

STMT(application_insert, WRITE,
     "iittit"
     "ii",
     "INSERT INTO application (id, call_id, type_key, title, institution_id, receipt_no, state, submissions, "
     "created_by,"
     " created_at) VALUES ($1, $2, $3, $4, $5, $6, 'draft', 0, $7, $8)");
STMT(application_lead_insert, WRITE, "iiii",
     "INSERT INTO application_member (id, application_id, person_id, role, added_by, added_at)"
     " VALUES ($1, $2, $3, 'lead', $3, $4)");
STMT(application_count_begun, READ, "ii",
     "SELECT count(*) FROM application WHERE call_id = $1 AND created_by = $2");
STMT(institution_known, READ, "i", "SELECT id FROM institution WHERE id = $1");
/* Everything that is wrong with what was typed, at once. */
static struct err *check(struct ctx *c, const struct call *call, const char *type_key, const char *title,
                         int64_t institution_id, const struct institution_typed *typed)
{
    struct arena *a = c->arena;
    struct err *e = NULL;
    const struct hub_type *type = definition_type(call->definition, type_key);
    if (!type || !type->called) /* a type that comes about by another route is not to be had here */
        e = err_join(e, invalid(a, "type", MSG_APPLICATION_TYPE_UNKNOWN));
    if (!*title)
        e = err_join(e, invalid(a, "title", MSG_APPLICATION_TITLE_MISSING));
    else if (text_count(title) > TITLE_MAX_CHARS)
        e = err_join(e, invalid(a, "title", MSG_APPLICATION_TOO_LONG, arg_i64(TITLE_MAX_CHARS)));
    if (institution_id)
        return e;
    bool kind_known = false;
    for (size_t i = 0; i < call->definition->applicant_kinds.n; i++)
        kind_known = kind_known || strcmp(call->definition->applicant_kinds.v[i].key, typed->kind) == 0;
    if (!*typed->name)
        e = err_join(e, invalid(a, "institution", MSG_APPLICATION_INSTITUTION_MISSING));
    else if (text_count(typed->name) > NAME_MAX_CHARS)
        e = err_join(e, invalid(a, "institution_name", MSG_APPLICATION_TOO_LONG, arg_i64(NAME_MAX_CHARS)));
    else if (!kind_known)
        e = err_join(e, invalid(a, "institution_kind", MSG_APPLICATION_KIND_MISSING));
    if (typed->prefecture && *typed->prefecture && !prefecture_find(typed->prefecture))
        e = err_join(e, invalid(a, "institution_prefecture", MSG_INSTITUTION_PREFECTURE_WRONG,
                                arg_text(typed->prefecture)));
    return e;
}

/* The institution of that name, however it is spelt; a new one where there is none. */
static struct err *institution_named(struct tx *tx, const struct institution_typed *typed, int64_t *ret_id)
{
    struct ctx *c = tx_ctx(tx);
    struct institution_list like;
    const char *key = text_key(c->arena, typed->name);
    TRY(institution_list(c, key, &like));
    for (size_t i = 0; i < like.n; i++)
        if (strcmp(text_key(c->arena, like.v[i].name), key) == 0) {
            *ret_id = like.v[i].id;
            return NULL;
        }
    struct institution x = { .name = typed->name };
    if (typed->prefecture && *typed->prefecture)
        x.prefecture = prefecture_code(c->arena, prefecture_find(typed->prefecture));
    TRY(corporation_put(tx, &(struct corporation){ .name = typed->name, .kind = typed->kind },
                        &x.corporation_id));
    return institution_put(tx, &x, ret_id);
}

/* May one be begun in this call? A draft or cancelled call is as if it were not there. */
static struct err *call_takes(struct ctx *c, const struct call *call)
{
    enum call_phase phase = call_phase(call, c->now);
    int64_t begun = 0;
    if (phase == CALL_DRAFT || phase == CALL_CANCELLED)
        return not_found(c->arena);
    if (phase != CALL_UPCOMING)
        TRY(call_accepts(c->arena, call, c->now));
    TRY(allow(c, ACT_APPLICATION_BEGIN, ACT_PUBLIC,
              (struct standing){ .relations = REL_ANY, .states = call_states(call, c->now) }));
    TRY(db_i64(c, application_count_begun, &begun, I64(call->id), I64(viewer_person(c))));
    return begun < DRAFTS_MAX ? NULL : refused(c->arena, MSG_APPLICATION_TOO_MANY, arg_i64(DRAFTS_MAX));
}

static struct err *begin_in(struct tx *tx, const struct call *call, const char *type_key, const char *title,
                            int64_t institution_id, int64_t *ret_id)
{
    struct ctx *c = tx_ctx(tx);
    int64_t me = viewer_person(c);
    int64_t id = id_random();
    int64_t member = id_ordered();
    const char *no = application_receipt_no(c->arena, call, id);
    TRY(db_run(tx, application_insert, NULL, I64(id), I64(call->id), TXT(type_key), TXT(title),
               I64(institution_id), TXT(no), I64(me), I64(c->now)));
    TRY(db_run(tx, application_lead_insert, NULL, I64(member), I64(id), I64(me), I64(c->now)));
    TRY(ledger_add(tx, MSG_APPLICATION_BEGUN, FACTS(fact_id("call", call->id), fact_text("type", type_key)),
                   TOUCH(application, id), TOUCH(application_member, member)));
    *ret_id = id;
    return NULL;
}

struct err *application_begin_typed(struct ctx *c, int64_t call_id, const char *type_key, const char *title,
                                    int64_t institution_id, const struct institution_typed *typed,
                                    int64_t *ret_id)
{
    struct call *call = NULL;
    struct row row;
    int64_t id = 0;
    struct institution_typed clean = { .name = text_trim_display(c->arena, typed->name),
                                       .kind = typed->kind,
                                       .prefecture = typed->prefecture };
    const char *name = text_trim_display(c->arena, title);
    TX(tx, c);
    TRY(call_load(c, call_id, &call));
    TRY(call_takes(c, call));
    TRY(check(c, call, type_key, name, institution_id, &clean));
    bool known = true;
    if (institution_id)
        TRY(db_find(c, institution_known, &row, &known, I64(institution_id)));
    else
        TRY(institution_named(tx, &clean, &institution_id));
    if (!known)
        return invalid(c->arena, "institution", MSG_APPLICATION_INSTITUTION_MISSING);
    TRY(application_institution_has_room(c, call, institution_id, 0));
    TRY(begin_in(tx, call, type_key, name, institution_id, &id));
    TRY(application_prefill(tx, id, call->definition, name, institution_id));
    TRY(tx_commit(tx));
    *ret_id = id;
    return NULL;
}

struct err *application_begin(struct ctx *c, int64_t call_id, const char *type_key, const char *title,
                              int64_t institution_id, int64_t *ret_id)
{
    struct institution_typed none = { "", "", NULL };
    return application_begin_typed(c, call_id, type_key, title, institution_id, &none, ret_id);
}
