/* sheet.c: the rules of a score sheet: its items, what may be saved, when it is complete, its total. */
#include "review/sheet.h"

#include "base/text.h"
#include "review/declaration.h"
#include "review.msg.h"

#include <stdio.h>
#include <string.h>

static void add_item(struct arena *a, struct sheet_items *items, const char *prefix, const char *suffix,
                     struct sheet_item item)
{
    item.key = arena_printf(a, "%s.%s", prefix, suffix);
    items->v[items->n++] = item;
}

static void add_sub_items(struct arena *a, struct sheet_items *items, const struct definition *def,
                          const struct criterion *c)
{
    for (size_t k = 0; def->scale.sub_items != SUB_ITEMS_SHOWN && k < c->sub_items.n; k++) {
        const struct sub_item *sub = &c->sub_items.v[k];
        const char *prefix = arena_printf(a, "%s.%s", c->key, sub->key);
        if (def->scale.sub_items == SUB_ITEMS_SCORED)
            add_item(a, items, prefix, "mark",
                     (struct sheet_item){ .kind = SHEET_MARK, .criterion = c, .sub = sub, .required = true });
        add_item(a, items, prefix, "note", (struct sheet_item){ .kind = SHEET_NOTE, .criterion = c, .sub = sub });
    }
}

struct sheet_items sheet_items(struct arena *a, const struct definition *def)
{
    size_t room = def->criteria.n * 3 + 3;
    for (size_t i = 0; i < def->criteria.n; i++)
        room += 2 * def->criteria.v[i].sub_items.n;
    struct sheet_items items = { .v = arena_array(a, struct sheet_item, room) };
    bool wanted = def->scale.comment_required;
    for (size_t i = 0; i < def->criteria.n; i++) {
        const struct criterion *c = &def->criteria.v[i];
        add_item(a, &items, c->key, "score",
                 (struct sheet_item){ .kind = SHEET_SCORE, .criterion = c, .required = true });
        add_sub_items(a, &items, def, c);
        add_item(a, &items, c->key, "committee",
                 (struct sheet_item){ .kind = SHEET_COMMITTEE, .criterion = c, .required = wanted });
        add_item(a, &items, c->key, "applicant",
                 (struct sheet_item){ .kind = SHEET_APPLICANT, .criterion = c });
    }
    if (def->scale.overall)
        add_item(a, &items, "overall", "grade", (struct sheet_item){ .kind = SHEET_GRADE, .required = true });
    add_item(a, &items, "overall", "committee", (struct sheet_item){ .kind = SHEET_COMMITTEE });
    add_item(a, &items, "overall", "applicant", (struct sheet_item){ .kind = SHEET_APPLICANT });
    return items;
}

const struct sheet_item *sheet_item_find(const struct sheet_items *items, const char *key)
{
    for (size_t i = 0; i < items->n; i++)
        if (strcmp(items->v[i].key, key) == 0)
            return &items->v[i];
    return NULL;
}

const struct sheet_entry *sheet_entry_of(const struct sheet *s, const char *item_key)
{
    for (size_t i = 0; i < s->n; i++)
        if (strcmp(s->v[i].item_key, item_key) == 0)
            return &s->v[i];
    return NULL;
}

const char *sheet_value(const struct sheet *s, const char *item_key)
{
    const struct sheet_entry *e = sheet_entry_of(s, item_key);
    return e ? e->value : "";
}

/* The level whose value is written exactly so; NULL: none. */
static const struct level *level_of(const struct definition *def, const char *value)
{
    struct decimal d;
    if (!decimal_parse(value, &d) || d.scale != 0)
        return NULL;
    const struct level *level = definition_level(def, d.units);
    char text[24];
    if (!level || snprintf(text, sizeof text, "%lld", (long long)d.units) < 0 || strcmp(text, value) != 0)
        return NULL;
    return level;
}

struct err *sheet_item_check(struct arena *a, const struct definition *def, const struct sheet_item *item,
                             const char *value)
{
    if (!*value)
        return NULL;
    if (item->kind == SHEET_SCORE || item->kind == SHEET_MARK || item->kind == SHEET_GRADE)
        return level_of(def, value) ? NULL : invalid(a, item->key, MSG_REVIEW_SCORE_UNKNOWN);
    if ((int64_t)text_count(value) > def->scale.comment_max)
        return invalid(a, item->key, MSG_REVIEW_COMMENT_LONG, arg_i64(def->scale.comment_max));
    return NULL;
}

/* Words of the criterion's name in the language of the sentence are not at hand here: its mark stands for it. */
static struct err *missing_of(struct arena *a, const struct definition *def, const struct sheet_item *item,
                              const char *value)
{
    if (!item->required)
        return NULL;
    if (item->kind == SHEET_GRADE)
        return *value ? NULL : invalid(a, item->key, MSG_REVIEW_GRADE_MISSING);
    if (item->kind == SHEET_MARK)
        return *value ? NULL : invalid(a, item->key, MSG_REVIEW_MARK_MISSING, arg_words(item->sub->name.in));
    if (item->kind == SHEET_SCORE)
        return *value ? NULL
                      : invalid(a, item->key, MSG_REVIEW_SCORE_MISSING, arg_text(item->criterion->mark));
    const char *said = review_stripped(a, value);
    if (!*said || (int64_t)text_count(said) < def->scale.comment_min)
        return invalid(a, item->key, MSG_REVIEW_COMMENT_SHORT, arg_text(item->criterion->mark),
                       arg_i64(def->scale.comment_min));
    return NULL;
}

struct err *sheet_missing(struct arena *a, const struct definition *def, const struct sheet *s)
{
    struct sheet_items items = sheet_items(a, def);
    struct err *mistakes = NULL;
    for (size_t i = 0; i < items.n; i++) {
        const struct sheet_item *item = &items.v[i];
        const char *value = sheet_value(s, item->key);
        struct err *e = sheet_item_check(a, def, item, value);
        mistakes = err_join(mistakes, e ? e : missing_of(a, def, item, value));
    }
    return mistakes;
}

#define CRITERIA_MAX 64

bool sheet_total(const struct definition *def, const struct sheet *s, struct decimal *ret)
{
    int64_t values[CRITERIA_MAX];
    char key[160];
    if (def->criteria.n > CRITERIA_MAX)
        return false;
    for (size_t i = 0; i < def->criteria.n; i++) {
        int n = snprintf(key, sizeof key, "%s.score", def->criteria.v[i].key);
        const struct level *level =
            n > 0 && (size_t)n < sizeof key ? level_of(def, sheet_value(s, key)) : NULL;
        if (!level)
            return false;
        values[i] = level->value;
    }
    return scheme_total(def, values, ret);
}
