/* programme_load.c: a folder of YAML files to a definition, and to the facts about calls and sources. */
#include "programme/schema.h"

#include "base/buf.h"
#include "programme.msg.h"

#include <stdio.h>
#include <string.h>

/* The file's text, or NULL after saying that it cannot be read. */
static const char *file_text(struct arena *a, const char *dir, const char *name, size_t *ret_n,
                             struct mistakes *m)
{
    FILE *f = fopen(arena_printf(a, "%s/%s", dir, name), "rbe");
    if (!f) {
        mistake_add(m, invalid(a, name, MSG_PROGRAMME_NO_FILE, arg_text(name)));
        return NULL;
    }
    struct buf b = buf_make(a, 16384);
    char part[8192];
    size_t n = 0;
    while (b.n <= YAML_BYTES_MAX && (n = fread(part, 1, sizeof part, f)) > 0)
        buf_put(&b, part, n);
    bool failed = ferror(f);
    (void)fclose(f);
    if (failed)
        mistake_add(m, invalid(a, name, MSG_PROGRAMME_NO_FILE, arg_text(name)));
    *ret_n = b.n;
    return failed ? NULL : b.s;
}

static const struct node *load_file(struct arena *a, const char *dir, const char *name, const struct mapping *of,
                                    void *ret, struct mistakes *m)
{
    size_t n = 0;
    const char *text = file_text(a, dir, name, &n, m);
    const struct node *root = text ? yaml_read(a, name, text, n, m) : NULL;
    if (root)
        schema_bind(a, of, root, ret, m);
    return root;
}

struct err *programme_calls(struct arena *a, const char *dir, call_fact_list *ret)
{
    struct mistakes m = { .arena = a };
    call_fact_list calls = { 0 };
    (void)load_file(a, dir, "calls.yaml", &schema_of_calls_yaml, &calls, &m);
    if (!m.first)
        *ret = calls;
    return m.first;
}

struct err *programme_sources(struct arena *a, const char *dir, source_list *ret)
{
    struct mistakes m = { .arena = a };
    source_list sources = { 0 };
    (void)load_file(a, dir, "sources.yaml", &schema_of_sources_yaml, &sources, &m);
    if (!m.first)
        *ret = sources;
    return m.first;
}

static const struct schedule *schedule_of(const call_fact_list *calls, const char *round)
{
    const struct schedule *newest = NULL;
    for (size_t i = 0; i < calls->n; i++) {
        const struct call_fact *f = &calls->v[i];
        if (!f->has_schedule || (round && strcmp(f->round, round) != 0))
            continue;
        if (!newest || f->schedule.opens_at > newest->opens_at)
            newest = &f->schedule;
    }
    return newest;
}

static bool is_source(const source_list *sources, const char *key)
{
    if (strcmp(key, "ours") == 0)
        return true;
    for (size_t i = 0; i < sources->n; i++)
        if (strcmp(sources->v[i].key, key) == 0)
            return true;
    return false;
}

/* Every item's source is one of sources.yaml: "S0", several as "S0, S5", or "ours". */
static void check_sources(struct arena *a, const struct definition *def, const source_list *sources,
                          struct mistakes *m)
{
    definition_items_list items = definition_items(a, def);
    for (size_t i = 0; i < items.n; i++) {
        char *rest = arena_strdup(a, items.v[i].source);
        for (char *one = strtok_r(rest, ", ", &rest); one; one = strtok_r(NULL, ", ", &rest))
            if (!is_source(sources, one))
                mistake_add(m, invalid(a, items.v[i].key, MSG_PROGRAMME_NO_SUCH_SOURCE, arg_text(one)));
    }
}

/* The files of a definition. */
static const struct {
    const char *file;
    const struct mapping *of;
} parts[] = {
    { "programme.yaml", &schema_of_programme_yaml }, { "review.yaml", &schema_of_review_yaml },
    { "form.yaml", &schema_of_form_yaml },           { "support.yaml", &schema_of_support_yaml },
    { "kpi.yaml", &schema_of_kpi_yaml },             { "letters.yaml", &schema_of_letters_yaml },
    { "decision.yaml", &schema_of_decision_yaml },
};
#define PARTS (sizeof parts / sizeof *parts)

/* What no file says wrong alone; told at the place in the file all the same. */
static void check_all(struct arena *a, const struct definition *def, const source_list *sources,
                      const struct node *const *roots, struct mistakes *m)
{
    definition_check(a, def, m);
    if (!m->first)
        check_sources(a, def, sources, m);
    mistakes_place(m, roots, PARTS);
}

struct err *programme_load(struct arena *a, const char *dir, const char *round, const struct definition **ret)
{
    struct mistakes m = { .arena = a };
    struct definition *def = arena_new(a, struct definition);
    call_fact_list calls = { 0 };
    source_list sources = { 0 };
    const struct node *roots[PARTS];
    for (size_t i = 0; i < PARTS; i++)
        roots[i] = load_file(a, dir, parts[i].file, parts[i].of, def, &m);
    (void)load_file(a, dir, "calls.yaml", &schema_of_calls_yaml, &calls, &m);
    (void)load_file(a, dir, "sources.yaml", &schema_of_sources_yaml, &sources, &m);
    const struct schedule *schedule = schedule_of(&calls, round);
    if (schedule)
        def->schedule = *schedule;
    else if (!m.first)
        mistake_add(&m, invalid(a, "calls.yaml", MSG_PROGRAMME_NO_SUCH_ROUND, arg_text(round ? round : "")));
    if (!m.first)
        check_all(a, def, &sources, roots, &m);
    if (!m.first)
        *ret = def;
    return m.first;
}
