/* viewer.c: see viewer.h. */
#include "person/viewer.h"

#include "db/db.h"
#include "person/duty.h"

STMT(viewer_by_person, READ, "ii",
     "SELECT p.id, p.name, p.email, p.institution_id, d.duty, d.id, d.call_id, d.institution_id, d.region"
     " FROM person p LEFT JOIN duty d ON d.person_id = p.id AND d.granted_at <= $2"
     " AND (d.ended_at IS NULL OR d.ended_at > $2) WHERE p.id = $1 AND p.state = 'active' ORDER BY d.id "
     "NULLS FIRST");

static int64_t id_or_zero(const struct row *r, int col)
{
    return row_is_null(r, col) ? 0 : row_i64(r, col);
}

struct err *viewer_act_as(struct ctx *c, int64_t person_id, enum duty duty)
{
    struct rows rows;
    TRY(db_rows(c, viewer_by_person, &rows, I64(person_id), I64(c->now)));
    if (rows.n == 0)
        return not_found(c->arena);
    const struct row *first = &rows.v[0];
    struct viewer *v = arena_new(c->arena, struct viewer);
    struct held_duty *held = arena_array(c->arena, struct held_duty, rows.n);
    *v = (struct viewer){ .person = row_i64(first, 0),
                          .name = row_text(first, 1),
                          .email = row_text(first, 2),
                          .institution_id = id_or_zero(first, 3),
                          .duty = held,
                          .acting = duty,
                          .second_factor = true };
    for (size_t i = 0; i < rows.n; i++) {
        const struct row *r = &rows.v[i];
        enum duty one = row_is_null(r, 4) ? DUTY_NONE : duty_parse(row_text(r, 4));
        if (one == DUTY_NONE)
            continue;
        held[v->duty_count++] = (struct held_duty){ one, row_i64(r, 5), id_or_zero(r, 6), id_or_zero(r, 7),
                                                    row_text_or_null(r, 8) };
        v->duties |= (unsigned)one;
    }
    const struct duty_word *word = duty_word(duty);
    c->viewer = v;
    c->actor = (struct actor){ person_id, word ? word->word : "person" };
    return NULL;
}
