/* reviewer_store.c: those who were asked, with what became of it. */
#include "review/reviewer.h"

#include "db/db.h"
#include "ledger/ledger.h"
#include "person/account.h"
#include "person/person.h"
#include "review/in_review.h"
#include "reviewer.msg.h"

#include <string.h>

AUDITED(reviewer,
        "id, call_id, email, email_key, name, affiliation, past, expertise, term_from, term_to, load_max,"
        " added_by, added_at, declined_at, decline_reason");

STMT(destroyed_by, READ, "i", "SELECT person_id, confirmed_at FROM destruction WHERE call_id = $1");

#define REVIEWER                                                                                             \
    "SELECT r.id, r.call_id, r.email, r.name, r.affiliation, r.past, r.expertise, r.term_from, r.term_to, "  \
    "r.load_max, r.declined_at, r.decline_reason, p.id, p.name FROM reviewer r"                              \
    " LEFT JOIN person p ON p.email_key = r.email_key"

STMT(reviewers_asked, READ, "i",
     REVIEWER " WHERE r.call_id = $1 ORDER BY p.name_kana NULLS LAST, r.name, r.id");
STMT(reviewer_by_id, READ, "i", REVIEWER " WHERE r.id = $1");
STMT(reviewer_of_person, READ, "ii", REVIEWER " WHERE r.call_id = $1 AND p.id = $2");

static date day_of(const struct row *r, int col)
{
    date d = DATE_UNKNOWN;
    if (!row_is_null(r, col))
        (void)date_from_iso(row_text(r, col), &d);
    return d;
}

static struct reviewer from_row(const struct row *r)
{
    return (struct reviewer){ .id = row_i64(r, 0),
                              .call_id = row_i64(r, 1),
                              .facts = { .email = row_text(r, 2),
                                         .name = row_text(r, 3),
                                         .affiliation = row_text(r, 4),
                                         .past = row_text(r, 5),
                                         .expertise = row_text(r, 6),
                                         .term_from = day_of(r, 7),
                                         .term_to = day_of(r, 8),
                                         .load_max = row_i64(r, 9) },
                              .declined_at = row_i64_or_unknown(r, 10),
                              .decline_reason = row_text(r, 11),
                              .person_id = row_is_null(r, 12) ? 0 : row_i64(r, 12),
                              .account_name = row_text(r, 13) };
}

static const struct reviewer_progress *progress_of(const struct reviewer_list *list, int64_t person)
{
    for (size_t i = 0; person && i < list->n; i++)
        if (list->v[i].person_id == person)
            return &list->v[i];
    return NULL;
}

static enum reviewer_state state_of(const struct reviewer *r, const struct invitation *open)
{
    const struct reviewer_progress *p = r->progress;
    if (r->declined_at != INSTANT_UNKNOWN)
        return REVIEWER_DECLINED;
    if (!p && open)
        return open->is_over ? REVIEWER_EXPIRED : REVIEWER_INVITED;
    if (!p)
        return REVIEWER_ENDED;
    if (p->pledged_at == INSTANT_UNKNOWN)
        return REVIEWER_ACCEPTED;
    return p->declared < p->to_declare || p->to_declare == 0 ? REVIEWER_PLEDGED : REVIEWER_READY;
}

static void complete(struct arena *a, const struct invitation_list *open, struct reviewer *r)
{
    const struct invitation *mine = NULL;
    for (size_t i = 0; i < open->n && !mine; i++)
        if (open->v[i].grant.duty == DUTY_REVIEWER && open->v[i].grant.call_id == r->call_id &&
            strcmp(email_key(a, open->v[i].email), email_key(a, r->facts.email)) == 0)
            mine = &open->v[i];
    r->invitation_id = mine ? mine->id : 0;
    r->state = state_of(r, mine);
}

/* Those in office without a row stand behind the others. */
static void add_unrecorded(const struct call *call, const struct reviewer_list *in_office,
                           struct reviewers *list)
{
    size_t asked = list->n;
    for (size_t i = 0; i < in_office->n; i++) {
        const struct reviewer_progress *p = &in_office->v[i];
        bool known = false;
        for (size_t k = 0; k < asked; k++)
            known = known || list->v[k].person_id == p->person_id;
        if (!known)
            list->v[list->n++] = (struct reviewer){ .call_id = call->id,
                                                    .person_id = p->person_id,
                                                    .account_name = p->name,
                                                    .decline_reason = "",
                                                    .facts = { p->email, p->name, p->institution, "", "",
                                                               DATE_UNKNOWN, DATE_UNKNOWN, 0 },
                                                    .declined_at = INSTANT_UNKNOWN,
                                                    .progress = p };
    }
}

struct err *reviewers_list(struct ctx *c, const struct call *call, struct reviewers *ret)
{
    struct rows rows;
    struct invitation_list open;
    struct reviewer_list *in_office = arena_new(c->arena, struct reviewer_list);
    TRY(db_rows(c, reviewers_asked, &rows, I64(call->id)));
    TRY(invitation_list(c, &open));
    TRY(reviewer_list(c, call, in_office));
    struct reviewers list = { .v = arena_array(c->arena, struct reviewer, rows.n + in_office->n) };
    for (size_t i = 0; i < rows.n; i++) {
        struct reviewer *r = &list.v[list.n++];
        *r = from_row(&rows.v[i]);
        r->progress = progress_of(in_office, r->person_id);
    }
    add_unrecorded(call, in_office, &list);
    TRY(db_rows(c, destroyed_by, &rows, I64(call->id)));
    for (size_t i = 0; i < list.n; i++) {
        list.v[i].destroyed_at = INSTANT_UNKNOWN;
        for (size_t k = 0; k < rows.n; k++)
            if (list.v[i].person_id && row_i64(&rows.v[k], 0) == list.v[i].person_id)
                list.v[i].destroyed_at = row_i64(&rows.v[k], 1);
        complete(c->arena, &open, &list.v[i]);
        list.count[list.v[i].state]++;
    }
    *ret = list;
    return NULL;
}

struct err *reviewer_load(struct ctx *c, int64_t id, struct reviewer *ret)
{
    struct row row;
    struct call *call = NULL;
    struct reviewers all;
    TRY(db_row(c, reviewer_by_id, &row, I64(id)));
    TRY(call_load(c, row_i64(&row, 1), &call));
    TRY(reviewers_list(c, call, &all));
    for (size_t i = 0; i < all.n; i++)
        if (all.v[i].id == id)
            *ret = all.v[i];
    return NULL;
}

struct err *reviewer_find_own(struct ctx *c, const struct call *call, struct reviewer *ret)
{
    struct row row;
    bool found = false;
    TRY(db_find(c, reviewer_of_person, &row, &found, I64(call->id), I64(viewer_person(c))));
    *ret = found ? from_row(&row)
                 : (struct reviewer){ .call_id = call->id,
                                      .person_id = viewer_person(c),
                                      .account_name = "",
                                      .decline_reason = "",
                                      .facts = { "", "", "", "", "", DATE_UNKNOWN, DATE_UNKNOWN, 0 },
                                      .declined_at = INSTANT_UNKNOWN };
    return NULL;
}

const struct msg *reviewer_state_word(enum reviewer_state s)
{
    static const struct msg *const WORDS[REVIEWER_STATE_COUNT] = {
        &MSG_REVIEWER_STATE_ENDED,    &MSG_REVIEWER_STATE_EXPIRED, &MSG_REVIEWER_STATE_INVITED,
        &MSG_REVIEWER_STATE_ACCEPTED, &MSG_REVIEWER_STATE_PLEDGED, &MSG_REVIEWER_STATE_READY,
        &MSG_REVIEWER_STATE_DECLINED,
    };
    return WORDS[s];
}
