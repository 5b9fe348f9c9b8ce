/* hint.c: same institution now or before, and names that stand in an application. */
#include "review/hint.h"

#include "base/buf.h"
#include "base/text.h"
#include "base/vec.h"
#include "db/db.h"
#include "i18n/i18n.h"
#include "review/in_review.h"
#include "review.msg.h"

#include <jansson.h>
#include <stdlib.h>
#include <string.h>

#define NAME_MIN 3

/* ── the rule ── */

static bool holds(struct arena *a, const char *text, const char *part)
{
    const char *key = text_key(a, part);
    return *key && strstr(text_key(a, text), key);
}

bool hint_names(struct arena *a, const char *text_key_, const char *name)
{
    const char *key = text_key(a, name);
    return text_count(key) >= NAME_MIN && strstr(text_key_, key);
}

static void add(struct buf *b, enum lang lang, const struct msg *m)
{
    if (b->n && lang != LANG_JA)
        buf_putc(b, ' ');
    buf_puts(b, MSG_TEXT(b->arena, lang, *m));
}

const char *hint_text(struct arena *a, enum lang lang, const struct known_person *p, const struct known_application *x)
{
    struct buf b = buf_make(a, 64);
    bool now = *x->institution &&
               (strcmp(p->institution, x->institution) == 0 || holds(a, p->affiliation, x->institution));
    bool named = *p->name && holds(a, x->people, p->name);
    if (now)
        add(&b, lang, &MSG_REVIEW_HINT_INSTITUTION);
    if (!now && *x->institution && holds(a, p->past, x->institution))
        add(&b, lang, &MSG_REVIEW_HINT_PAST);
    if (named)
        add(&b, lang, &MSG_REVIEW_HINT_NAME);
    if (!named && x->named_in_text)
        add(&b, lang, &MSG_REVIEW_HINT_TEXT);
    return b.n ? b.s : NULL;
}

/* ── who is named ── */

STMT(members_of_call, READ, "i",
     "SELECT m.application_id, p.name FROM application_member m JOIN person p ON p.id = m.person_id"
     " JOIN application a ON a.id = m.application_id WHERE a.call_id = $1 ORDER BY m.application_id, m.added_at, m.id");
STMT(answers_of_call, READ, "i",
     "SELECT a.id, s.answers FROM application a LEFT JOIN submission s ON s.id = a.submission_id"
     " WHERE a.call_id = $1 AND (" IN_REVIEW(
         "a") " OR EXISTS (SELECT 1 FROM declaration d WHERE d.application_id = a.id))"
              " ORDER BY a.id");

/* The one-line fields in which a form names the people of a hub. */
static const char *const PEOPLE[] = { "head_name", "head_post", "contact" };

struct search {
    struct rows members;
    const char *const *names;
    size_t name_count;
    VEC(struct naming) out;
};

static void put_name(struct buf *b, const char *name)
{
    if (!name || !*name || strstr(b->s, name))
        return;
    if (b->n)
        buf_puts(b, "、");
    buf_puts(b, name);
}

/* Those whom the submission names, and those who wrote it. */
static const char *people_of(struct arena *a, const struct rows *members, int64_t application, const char *answers)
{
    struct buf b = buf_make(a, 64);
    json_t *root = answers ? json_loads(answers, 0, NULL) : NULL;
    for (size_t i = 0; i < sizeof PEOPLE / sizeof PEOPLE[0]; i++)
        put_name(&b, json_string_value(json_object_get(root, PEOPLE[i])));
    json_decref(root);
    for (size_t i = 0; i < members->n; i++)
        if (row_i64(&members->v[i], 0) == application)
            put_name(&b, row_text(&members->v[i], 1));
    return b.s;
}

static struct err *read_one(struct ctx *c, const struct row *r, void *arg)
{
    struct search *s = arg;
    ARENA(own);
    bool *in_text = arena_array(c->arena, bool, s->name_count + 1);
    const char *answers = row_text_or_null(r, 1);
    const char *key = answers ? text_key(own, answers) : "";
    for (size_t i = 0; i < s->name_count; i++)
        in_text[i] = hint_names(own, key, s->names[i]);
    *vec_push(c->arena, &s->out) =
        (struct naming){ row_i64(r, 0), people_of(c->arena, &s->members, row_i64(r, 0), answers), in_text };
    return NULL;
}

struct err *namings_load(struct ctx *c, int64_t call_id, const char *const *names, size_t n, struct namings *ret)
{
    struct search s = { .names = names, .name_count = n };
    TRY(db_rows(c, members_of_call, &s.members, I64(call_id)));
    TRY(db_each(c, answers_of_call, read_one, &s, I64(call_id)));
    *ret = (struct namings){ s.out.n, s.out.v };
    return NULL;
}

static int by_application(const void *x, const void *y)
{
    int64_t a = ((const struct naming *)x)->application_id, b = ((const struct naming *)y)->application_id;
    return (a > b) - (a < b);
}

const struct naming *naming_find(const struct namings *list, int64_t application_id)
{
    struct naming key = { .application_id = application_id };
    return list->n ? bsearch(&key, list->v, list->n, sizeof *list->v, by_application) : NULL;
}
