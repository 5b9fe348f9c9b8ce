/* register_words.c: the programme's words, its rounds and its sources, as the register keeps them. */
#include "registry/register.h"

#include "db/db.h"
#include "i18n/i18n.h"
#include "programme/schema.h"
#include "registry.msg.h"

#include <string.h>

STMT(register_programme_get, READ, "", "SELECT json FROM programme ORDER BY id LIMIT 1");
STMT(register_rounds_get, READ, "", "SELECT json, round FROM round ORDER BY position, round");
STMT(register_sources_get, READ, "", "SELECT json FROM register_source ORDER BY position, key");

/* What the program itself wrote: a mistake in it is a fault. */
static struct err *bind(struct arena *a, const struct mapping *of, const char *json, void *ret)
{
    struct mistakes m = { .arena = a };
    const struct node *root = json_read(a, json, strlen(json), &m);
    if (root)
        schema_bind(a, of, root, ret, &m);
    return m.first ? fault(a, "the register holds what cannot be read: %s", m.first->field) : NULL;
}

/* A round of our own has only its number until more is known of it. */
static struct err *bind_round(struct arena *a, const struct row *r, struct call_fact *ret)
{
    if (strstr(row_text(r, 0), "\"opens_on\""))
        return bind(a, &schema_of_call_fact, row_text(r, 0), ret);
    *ret = (struct call_fact){ .round = row_text(r, 1), .opens_on = DATE_UNKNOWN, .closes_on = DATE_UNKNOWN,
                               .announced_on = DATE_UNKNOWN, .adopted_on = DATE_UNKNOWN };
    return NULL;
}

struct err *register_words(struct ctx *c, const struct register_words **ret)
{
    struct row row;
    struct rows rounds, sources;
    bool found = false;
    struct register_words *w = arena_new(c->arena, struct register_words);
    struct definition *programme = arena_new(c->arena, struct definition);
    TRY(db_find(c, register_programme_get, &row, &found));
    TRY(db_rows(c, register_rounds_get, &rounds));
    TRY(db_rows(c, register_sources_get, &sources));
    w->rounds.n = rounds.n;
    w->rounds.v = arena_array(c->arena, struct call_fact, rounds.n);
    w->sources.n = sources.n;
    w->sources.v = arena_array(c->arena, struct source, sources.n);
    for (size_t i = 0; i < rounds.n; i++)
        TRY(bind_round(c->arena, &rounds.v[i], &w->rounds.v[i]));
    for (size_t i = 0; i < sources.n; i++)
        TRY(bind(c->arena, &schema_of_source, row_text(&sources.v[i], 0), &w->sources.v[i]));
    if (found)
        TRY(bind(c->arena, &schema_of_programme_yaml, row_text(&row, 0), programme));
    w->programme = programme;
    *ret = found ? w : NULL;
    return NULL;
}

const char *register_type_name(const struct register_words *w, enum lang lang, const char *key)
{
    const struct hub_type *type = definition_type(w->programme, key);
    return type ? type->name.in[lang] : key;
}

const struct call_fact *register_round(const struct register_words *w, const char *round)
{
    for (size_t i = 0; i < w->rounds.n; i++)
        if (strcmp(w->rounds.v[i].round, round) == 0)
            return &w->rounds.v[i];
    return NULL;
}

const char *register_round_name(struct arena *a, const struct register_words *w, enum lang lang, const char *round)
{
    const struct call_fact *fact = register_round(w, round);
    return fact && fact->name.in[lang] ? fact->name.in[lang] : MSG_TEXT(a, lang, MSG_REGISTRY_ROUND, arg_text(round));
}

const struct wording *register_type_text(const struct register_words *w, const char *type, const char *round)
{
    const struct hub_type *t = definition_type(w->programme, type);
    for (size_t i = t ? t->texts.n : 0; i-- > 0;)
        for (size_t k = 0; k < t->texts.v[i].rounds.n; k++)
            if (strcmp(t->texts.v[i].rounds.v[k], round) == 0)
                return &t->texts.v[i];
    return NULL;
}

const struct source *register_source(const struct register_words *w, const char *key)
{
    for (size_t i = 0; i < w->sources.n; i++)
        if (strcmp(w->sources.v[i].key, key) == 0)
            return &w->sources.v[i];
    return NULL;
}
