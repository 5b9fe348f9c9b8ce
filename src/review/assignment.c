/* assignment.c: which reviewer reads which application. */
#include "review/declaration.h"

#include "base/id.h"
#include "db/db.h"
#include "i18n/i18n.h"
#include "ledger/ledger.h"
#include "person/person.h"
#include "review/in_review.h"
#include "review.msg.h"

AUDITED(assignment, "id, application_id, person_id, assigned_by, assigned_at, ended_at");
LEDGER_ACT(MSG_REVIEW_ASSIGNED);
LEDGER_ACT(MSG_REVIEW_UNASSIGNED);

/* One cell: the names for a refusal, reviewer of the call, declared, in conflict (whoever wrote the application always
** is), assignment, texts of the sheet. */
STMT(cell_of, READ, "iiii",
     "SELECT a.title, p.name,"
     " CASE WHEN " REVIEWS_FOR("p.id", "a.call_id", "$4") " THEN 1 ELSE 0 END,"
     " CASE WHEN EXISTS (SELECT 1 FROM application_member m WHERE m.application_id = a.id AND m.person_id = "
     "p.id)"
     " AND d.conflicted IS NOT NULL THEN 1 ELSE d.conflicted END, g.id, g.ended_at,"
     " (SELECT count(*) FROM sheet s JOIN sheet_entry e ON e.sheet_id = s.id WHERE s.application_id = a.id"
     "   AND s.person_id = p.id AND e.value <> '')"
     " FROM application a JOIN person p ON p.id = $2"
     " LEFT JOIN declaration d ON d.application_id = a.id AND d.person_id = p.id"
     " LEFT JOIN assignment g ON g.application_id = a.id AND g.person_id = p.id"
     " WHERE a.id = $1 AND " IN_REVIEW("a") " AND (CAST($3 AS BIGINT) = 0 OR a.call_id = $3)");
STMT(assignment_insert, WRITE, "iiiii",
     "INSERT INTO assignment (id, application_id, person_id, assigned_by, assigned_at) VALUES ($1, $2, $3, "
     "$4, $5)");
STMT(assignment_mark_again, WRITE, "iii",
     "UPDATE assignment SET assigned_by = $2, assigned_at = $3, ended_at = NULL WHERE id = $1 AND ended_at "
     "IS NOT NULL");
STMT(assignment_mark_ended, WRITE, "ii",
     "UPDATE assignment SET ended_at = $2 WHERE id = $1 AND ended_at IS NULL");

STMT(assignment_in_force, READ, "ii",
     "SELECT id FROM assignment WHERE application_id = $1 AND person_id = $2 AND ended_at IS NULL");

struct cell_state {
    const char *title, *name;
    bool reviewer, declared, conflicted, assigned, written;
    int64_t assignment_id; /* 0: never was */
};

static struct err *cell_load(struct ctx *c, int64_t call_id, const struct assignment_change *ch,
                             struct cell_state *ret)
{
    struct row r;
    TRY(db_row(c, cell_of, &r, I64(ch->application_id), I64(ch->person_id), I64(call_id), I64(c->now)));
    *ret = (struct cell_state){ .title = row_text(&r, 0),
                                .name = row_text(&r, 1),
                                .reviewer = row_i64(&r, 2) > 0,
                                .declared = !row_is_null(&r, 3),
                                .conflicted = !row_is_null(&r, 3) && row_bool(&r, 3),
                                .assigned = !row_is_null(&r, 4) && row_is_null(&r, 5),
                                .written = row_i64(&r, 6) > 0,
                                .assignment_id = row_is_null(&r, 4) ? 0 : row_i64(&r, 4) };
    return NULL;
}

/* Why the cell cannot be so; NULL: it can. */
static const struct msg *cell_refusal(const struct cell_state *s, bool wanted)
{
    if (!wanted)
        return s->assigned && s->written ? &MSG_REVIEW_CELL_WRITTEN : NULL;
    if (s->assigned)
        return NULL;
    if (!s->reviewer)
        return &MSG_REVIEW_CELL_NO_REVIEWER;
    if (!s->declared)
        return &MSG_REVIEW_CELL_UNDECLARED;
    return s->conflicted ? &MSG_REVIEW_CELL_CONFLICT : NULL;
}

static struct err *cell_write(struct tx *tx, const struct assignment_change *ch, const struct cell_state *s)
{
    struct ctx *c = tx_ctx(tx);
    int64_t id = s->assignment_id ? s->assignment_id : id_random();
    const struct fact *facts =
        FACTS(fact_id("application", ch->application_id), fact_id("reviewer", ch->person_id));
    if (!ch->assigned) {
        TRY(db_must(tx, assignment_mark_ended, I64(id), I64(c->now)));
        return ledger_add(tx, MSG_REVIEW_UNASSIGNED, facts, TOUCH(assignment, id));
    }
    if (s->assignment_id)
        TRY(db_must(tx, assignment_mark_again, I64(id), I64(viewer_person(c)), I64(c->now)));
    else
        TRY(db_run(tx, assignment_insert, NULL, I64(id), I64(ch->application_id), I64(ch->person_id),
                   I64(viewer_person(c)), I64(c->now)));
    return ledger_add(tx, MSG_REVIEW_ASSIGNED, facts, TOUCH(assignment, id));
}

struct err *assignment_stop(struct tx *tx, int64_t application_id, int64_t person_id, const char *why)
{
    struct row given;
    bool assigned = false;
    TRY(db_find(tx_ctx(tx), assignment_in_force, &given, &assigned, I64(application_id), I64(person_id)));
    if (!assigned)
        return NULL;
    TRY(db_must(tx, assignment_mark_ended, I64(row_i64(&given, 0)), I64(tx_ctx(tx)->now)));
    return ledger_add(tx, MSG_REVIEW_UNASSIGNED, FACTS(fact_text("why", why)),
                      TOUCH(assignment, row_i64(&given, 0)));
}

static struct err *assignment_change(struct ctx *c, const struct assignment_change *ch)
{
    struct cell_state s;
    TX(tx, c);
    TRY(allow(c, ACT_OFFICE_REVIEW, ACT_OFFICE_REVIEW, (struct standing){ .relations = REL_ANY }));
    TRY(cell_load(c, 0, ch, &s));
    const struct msg *why = cell_refusal(&s, ch->assigned);
    if (why)
        return refused(c->arena, *why, arg_text(s.title), arg_text(s.name));
    if (s.assigned == ch->assigned)
        return NULL;
    TRY(cell_write(tx, ch, &s));
    return tx_commit(tx);
}

struct err *assignment_add(struct ctx *c, int64_t application_id, int64_t person_id)
{
    return assignment_change(c, &(struct assignment_change){ application_id, person_id, true });
}

struct err *assignment_end(struct ctx *c, int64_t application_id, int64_t person_id)
{
    return assignment_change(c, &(struct assignment_change){ application_id, person_id, false });
}

/* Within the transaction; the mistakes of all cells. */
static struct err *change_all(struct tx *tx, int64_t call_id, const struct assignment_change *v, size_t n,
                              size_t *ret_changed)
{
    struct ctx *c = tx_ctx(tx);
    struct err *mistakes = NULL;
    TRY(allow(c, ACT_OFFICE_REVIEW, ACT_OFFICE_REVIEW, (struct standing){ .relations = REL_ANY }));
    for (size_t i = 0; i < n; i++) {
        struct cell_state s;
        TRY(cell_load(c, call_id, &v[i], &s));
        const struct msg *why = cell_refusal(&s, v[i].assigned);
        if (why) {
            const char *cell = arena_printf(c->arena, "cell.%s-%s", id_text(c->arena, v[i].application_id),
                                            id_text(c->arena, v[i].person_id));
            mistakes = err_join(mistakes, invalid(c->arena, cell, *why, arg_text(s.title), arg_text(s.name)));
        } else if (s.assigned != v[i].assigned && !mistakes) {
            TRY(cell_write(tx, &v[i], &s));
            ++*ret_changed;
        }
    }
    return mistakes;
}

struct err *assignment_change_all(struct ctx *c, int64_t call_id, const struct assignment_change *v, size_t n,
                                  size_t *ret_changed)
{
    size_t changed = 0;
    TX(tx, c);
    TRY(change_all(tx, call_id, v, n, &changed));
    if (changed)
        TRY(tx_commit(tx));
    *ret_changed = changed;
    return NULL;
}

struct err *assignment_try_all(struct ctx *c, int64_t call_id, const struct assignment_change *v, size_t n)
{
    size_t changed = 0;
    TX(tx, c);
    return change_all(tx, call_id, v, n, &changed);
}
