/* register_json.c: see register_json.h. */
#include "registry/register_json.h"

#include "registry/register_rows.h"

#include <stdlib.h>
#include <string.h>

json_t *words_json(const struct words *w)
{
    return w->in[LANG_JA] ? json_pack("{s:s, s:s}", "ja", w->in[LANG_JA], "en", w->in[LANG_EN]) : json_null();
}

json_t *date_json(struct arena *a, date d)
{
    return date_is_known(d) ? json_string(date_iso(a, d)) : json_null();
}

json_t *count_json(int64_t n)
{
    return n ? json_integer(n) : json_null();
}

struct bytes json_bytes(struct arena *a, json_t *j)
{
    char *text = json_dumps(j, JSON_COMPACT);
    json_decref(j);
    arena_defer(a, free, text);
    return (struct bytes){ (const uint8_t *)text, strlen(text) };
}

static void put(json_t *o, const char *name, json_t *value)
{
    (void)json_object_set_new(o, name, value);
}

static json_t *text_or_null(const char *s)
{
    return s && *s ? json_string(s) : json_null();
}

static json_t *names_json(struct arena *a, const struct designation *d)
{
    json_t *list = json_array();
    for (size_t i = 0; i < d->names.n; i++) {
        const struct borne_name *n = &d->names.v[i];
        (void)json_array_append_new(list, json_pack("{s:s, s:s, s:o, s:o, s:o, s:o, s:s, s:o, s:o}", "institution",
                                                    n->institution, "name", n->name, "reading",
                                                    text_or_null(n->reading), "from", date_json(a, n->from), "to",
                                                    date_json(a, n->to), "seen_on", date_json(a, n->seen_on), "source",
                                                    n->source, "institution_en", text_or_null(n->institution_en),
                                                    "name_en", text_or_null(n->name_en)));
    }
    return list;
}

static json_t *terms_json(struct arena *a, const struct designation *d)
{
    json_t *list = json_array();
    for (size_t i = 0; i < d->terms.n; i++) {
        const struct designation_term *t = &d->terms.v[i];
        (void)json_array_append_new(list, json_pack("{s:I, s:o, s:o, s:b, s:s}", "number", (json_int_t)i + 1,
                                                    "valid_from", date_json(a, t->valid_from), "valid_to",
                                                    date_json(a, t->valid_to), "continuation", (int)t->continuation,
                                                    "source", t->source));
    }
    return list;
}

static json_t *events_json(struct arena *a, const struct designation *d)
{
    json_t *list = json_array();
    for (size_t i = 0; i < d->events.n; i++) {
        const struct designation_event *e = &d->events.v[i];
        (void)json_array_append_new(list, json_pack("{s:s, s:o, s:o, s:s, s:s}", "kind",
                                                    register_event_words()[e->kind], "from", date_json(a, e->from),
                                                    "to", date_json(a, e->to), "reason", e->reason, "source",
                                                    e->source));
    }
    return list;
}

json_t *designation_json(struct arena *a, const struct designation *d, date day, const char *url)
{
    const struct borne_name *today = name_today(d);
    struct designation_status status = designation_status(d, day);
    json_t *o = json_object();
    put(o, "id", json_string(d->id));
    put(o, "type", json_string(d->type));
    put(o, "round", json_string(d->round));
    put(o, "institution", text_or_null(today ? today->institution : NULL));
    put(o, "name", text_or_null(today ? today->name : NULL));
    put(o, "institution_en", text_or_null(today ? today->institution_en : NULL));
    put(o, "name_en", text_or_null(today ? today->name_en : NULL));
    put(o, "summary", d->summary_ja || d->summary_en
                          ? json_pack("{s:o, s:o}", "ja", text_or_null(d->summary_ja), "en",
                              text_or_null(d->summary_en))
                          : json_null());
    put(o, "reading", text_or_null(d->reading));
    put(o, "institution_id", text_or_null(d->institution_id));
    put(o, "prefecture", text_or_null(d->prefecture));
    put(o, "names", names_json(a, d));
    put(o, "announced_on", date_json(a, d->announced_on));
    put(o, "announced_by", date_json(a, d->announced_by));
    put(o, "announced_fiscal_year", count_json(d->announced_fy));
    put(o, "adopted_on", date_json(a, d->adopted_on));
    put(o, "valid_from", date_json(a, designation_valid_from(d)));
    put(o, "valid_to", date_json(a, designation_valid_to(d)));
    put(o, "status", json_string(designation_status_word(status.kind)));
    put(o, "status_on", date_json(a, day));
    put(o, "status_source", text_or_null(status.source));
    put(o, "terms", terms_json(a, d));
    put(o, "events", events_json(a, d));
    put(o, "notes", text_or_null(d->notes));
    put(o, "rehearsal", json_boolean(d->rehearsal));
    put(o, "url", json_string(arena_printf(a, "%s/hubs/%s", url, d->id)));
    return o;
}

static json_t *counts_json(const struct call_fact *fact)
{
    json_t *list = json_array();
    for (size_t i = 0; i < fact->counts.n; i++) {
        const struct type_count *n = &fact->counts.v[i];
        (void)json_array_append_new(list, json_pack("{s:s, s:I, s:b}", "type", n->type, "designated",
                                                    (json_int_t)n->selected, "no_application", (int)n->no_application));
    }
    return list;
}

static json_t *slips_json(struct arena *a, const struct call_fact *fact)
{
    json_t *list = json_array();
    for (size_t i = 0; i < fact->slips.n; i++) {
        const struct date_slip *s = &fact->slips.v[i];
        (void)json_array_append_new(list, json_pack("{s:o, s:o, s:o, s:o, s:o, s:s}", "where", words_json(&s->where),
                                                    "printed", words_json(&s->printed), "from", date_json(a, s->from),
                                                    "to", date_json(a, s->to), "reason", words_json(&s->reason),
                                                    "source", s->source));
    }
    return list;
}

json_t *round_json(struct arena *a, const struct call_fact *fact, int64_t designated)
{
    json_t *o = json_object();
    json_t *sources = json_array();
    for (size_t i = 0; i < fact->sources.n; i++)
        (void)json_array_append_new(sources, json_string(fact->sources.v[i]));
    put(o, "round", json_string(fact->round));
    put(o, "name", words_json(&fact->name));
    put(o, "subsidy", words_json(&fact->subsidy));
    put(o, "opens_on", date_json(a, fact->opens_on));
    put(o, "closes_on", date_json(a, fact->closes_on));
    put(o, "announced_on", date_json(a, fact->announced_on));
    put(o, "announced_fiscal_year", count_json(fact->announced_fy));
    put(o, "adopted_on", date_json(a, fact->adopted_on));
    put(o, "applications", count_json(fact->applications));
    put(o, "adopted", count_json(fact->adopted));
    put(o, "designated", count_json(designated));
    put(o, "counts", counts_json(fact));
    put(o, "list_as_of", words_json(&fact->list_as_of));
    put(o, "date_slips", slips_json(a, fact));
    put(o, "notes", words_json(&fact->notes));
    put(o, "sources", sources);
    return o;
}
