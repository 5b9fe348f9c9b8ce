/* desk_scene.c: see desk_scene.h. */
#include "desk_scene.h"

#include "answers.h"

#include "base/id.h"
#include "call/call.h"

#include <string.h>

struct desk *desk_make(struct arena *a, enum db_kind kind)
{
    struct desk *d = arena_new(a, struct desk);
    struct call *call = NULL;
    d->w = world_make(a, kind);
    if (!d->w)
        return NULL;
    struct ctx *c = world_ctx(d->w);
    struct call_dates dates;
    TX(tx, c);
    CHECK_OK(programme_load(a, test_source_path(a, "programmes/j-innovation-hub"), NULL, &d->def));
    dates = call_dates_of_schedule(d->def);
    dates.opens_at = STORE_NOW;
    dates.closes_at = DEADLINE;
    CHECK_OK(call_add(tx, d->def, "6", &dates, false, &d->call));
    CHECK_OK(call_load(c, d->call, &call));
    CHECK_OK(call_add_confirmations(tx, call, "*"));
    CHECK_OK(call_mark_published(tx, d->call));
    CHECK_OK(tx_commit(tx));
    d->lead = world_as(d->w, "applicant");
    return d;
}

struct desk *desk_begun(struct arena *a, enum db_kind kind)
{
    struct desk *d = desk_make(a, kind);
    if (!d)
        return NULL;
    CHECK_I64(loopback_get(d->lead, "/applications/new?call=6")->status, 200);
    const struct reply *got =
        loopback_post(d->lead, "/applications/new", "call", "6", "type", "international_development", "title",
                      "試験拠点", "institution", id_text(a, d->w->institution));
    CHECK_I64(got->status, 303);
    d->path = arena_strdup(a, got->location);
    CHECK(id_parse(d->path + strlen("/applications/"), &d->id));
    return d;
}

void desk_share(struct desk *d, struct arena *a, const char *role)
{
    (void)loopback_get(d->lead, d->path);
    const struct reply *got = loopback_post(d->lead, arena_printf(a, "%s/members", d->path), "email",
                                            world_email(d->w, "applicant_b"), "role", role);
    CHECK_I64(got->status, 303);
    struct loopback *lb = world_as(d->w, "applicant_b");
    const char *link = world_mail_link(d->w, world_email(d->w, "applicant_b"));
    (void)loopback_get(lb, link);
    CHECK_I64(loopback_post(lb, link, "name", "申請 二郎", "password", "naoki-no-nagai-aikotoba-7")->status,
              303);
    d->editor = world_as(d->w, "applicant_b");
}

void desk_fill(struct desk *d)
{
    struct ctx *c = world_acting(d->w, "applicant");
    struct save_result r;
    for (size_t i = 0; i < d->def->form.n; i++)
        for (size_t k = 0; k < d->def->form.v[i].fields.n; k++) {
            const struct form_field *f = &d->def->form.v[i].fields.v[k];
            if (f->kind == FIELD_FILE || strcmp(f->key, "hub_name") == 0 ||
                strcmp(f->key, "regional_plan") == 0)
                continue;
            CHECK_OK(application_save(c, d->id, f->key, sample_answer(c->arena, f), 0, &r));
        }
}
