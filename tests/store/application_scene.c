/* application_scene.c: see application_scene.h. */
#include "answers.h"
#include "application_scene.h"

#include "call/call.h"
#include "person/account.h"
#include "person/institution.h"
#include "person/person.h"

#include <ftw.h>
#include <stdio.h>
#include <stdlib.h>

static const struct form_field *next_field(const struct definition *def, size_t *section, size_t *field)
{
    while (*section < def->form.n && *field >= def->form.v[*section].fields.n) {
        ++*section;
        *field = 0;
    }
    return *section < def->form.n ? &def->form.v[*section].fields.v[(*field)++] : NULL;
}

static int64_t add_person(struct tx *tx, const char *name, enum duty duty, int64_t institution)
{
    int64_t id = 0;
    int64_t held = 0;
    struct arena *a = tx_ctx(tx)->arena;
    struct person_facts facts = { .email = arena_printf(a, "%s@example.ac.jp", name),
                                  .name = name,
                                  .institution_id = institution };
    CHECK_OK(person_add(tx, &facts, &id));
    CHECK_OK(duty_grant(
        tx, id,
        &(struct grant){ .duty = duty, .institution_id = duty == DUTY_INSTITUTION_OFFICE ? institution : 0 },
        &held));
    return id;
}

static struct err *add_all(struct people *p, struct tx *tx, const char *path, const char *value)
{
    struct ctx *c = tx_ctx(tx);
    struct institution own = { .name = "試験大学" };
    struct institution other = { .name = "別府試験大学" };
    struct call *call = NULL;
    TRY(corporation_put(tx, &(struct corporation){ .name = "試験大学", .kind = "national" },
                        &own.corporation_id));
    TRY(institution_put(tx, &own, &p->institution));
    TRY(corporation_put(tx, &(struct corporation){ .name = "別府試験大学", .kind = "national" },
                        &other.corporation_id));
    TRY(institution_put(tx, &other, &p->other_institution));
    p->lead = add_person(tx, "lead", DUTY_APPLICANT, p->institution);
    p->editor = add_person(tx, "editor", DUTY_APPLICANT, p->institution);
    p->viewer = add_person(tx, "viewer", DUTY_APPLICANT, p->institution);
    p->stranger = add_person(tx, "stranger", DUTY_APPLICANT, p->other_institution);
    p->office = add_person(tx, "office", DUTY_INSTITUTION_OFFICE, p->institution);
    TRY(programme_load(c->arena, test_source_path(c->arena, "programmes/j-innovation-hub"), NULL, &p->def));
    if (path)
        TRY(definition_edit(c->arena, p->def, &(struct definition_change){ path, value }, 1, &p->def));
    TRY(call_add(tx, p->def, "6", NULL, false, &p->call));
    TRY(call_load(c, p->call, &call));
    TRY(call_add_confirmations(tx, call, "*"));
    return call_mark_published(tx, p->call);
}

static int remove_one(const char *path, const struct stat *st, int kind, struct FTW *at)
{
    (void)st;
    (void)kind;
    (void)at;
    return remove(path);
}

static void remove_folder(void *path)
{
    (void)nftw(path, remove_one, 8, FTW_DEPTH | FTW_PHYS);
}

struct people *people_make(struct ctx *c, struct db *db, const char *change_path, const char *change_value)
{
    struct people *p = arena_new(c->arena, struct people);
    char *folder = arena_strdup(c->arena, "/tmp/kyoten-test-XXXXXX");
    CHECK(mkdtemp(folder) != NULL);
    arena_defer(c->arena, remove_folder, folder);
    p->c = c;
    p->site.data_dir = folder;
    p->site.public_url = "https://kyoten.test";
    p->site.db = db;
    p->site.ledger_key = ledger_test_key();
    c->site = &p->site;
    c->now = STORE_NOW - 60 * DAY_US;
    p->site.clock_fixed_at = c->now;
    TX(tx, c);
    CHECK_OK(add_all(p, tx, change_path, change_value));
    CHECK_OK(tx_commit(tx));
    c->now = STORE_NOW - INT64_C(3600000000);
    p->site.clock_fixed_at = c->now;
    people_as(p, p->lead);
    return p;
}

void people_as(struct people *p, int64_t person)
{
    struct viewer *v = NULL;
    CHECK_OK(viewer_load(p->c, person, &v));
    p->c->viewer = v;
    p->c->actor = (struct actor){ person, "applicant" };
}

int64_t people_begin(struct people *p, const char *title)
{
    int64_t id = 0;
    CHECK_OK(application_begin(p->c, p->call, "international_development", title, p->institution, &id));
    return id;
}

void people_share(struct people *p, int64_t application)
{
    const struct {
        int64_t person;
        const char *role;
    } MORE[] = { { p->editor, "editor" }, { p->viewer, "viewer" } };
    for (int i = 0; i < 2; i++) {
        struct person *who = NULL;
        const char *token = NULL;
        int64_t same = 0;
        struct grant g = { .duty = DUTY_APPLICANT, .application_id = application, .role = MORE[i].role };
        CHECK_OK(person_load(p->c, MORE[i].person, &who));
        TX(tx, p->c);
        CHECK_OK(link_add(tx, LINK_INVITE, who->email, who->id, &g, &token));
        CHECK_OK(account_accept(tx, token, &(struct person_facts){ .name = who->name }, NULL, &same));
        CHECK_OK(tx_commit(tx));
        CHECK_I64(same, who->id);
    }
    people_as(p, p->lead);
}

struct save_result people_save(struct people *p, int64_t application, const char *field, const char *value,
                               int64_t base)
{
    struct save_result r = { 0 };
    CHECK_OK(application_save(p->c, application, field, value, base, &r));
    return r;
}

void people_fill(struct people *p, int64_t application)
{
    size_t section = 0;
    size_t field = 0;
    struct application *app = people_load(p, application);
    struct application_form now;
    CHECK_OK(application_form_load(p->c, app, p->def, &now));
    for (const struct form_field *f = next_field(p->def, &section, &field); f;
         f = next_field(p->def, &section, &field)) {
        bool there = false;
        for (size_t i = 0; i < now.form.n; i++)
            there = there || (strcmp(now.form.v[i].field, f->key) == 0 && *now.form.v[i].value);
        if (!f->required || f->only_if.n || !field_is_asked(f, app->type_key) || there)
            continue;
        CHECK_I64(people_save(p, application, f->key, sample_answer(p->c->arena, f), 0).outcome, SAVE_SAVED);
    }
}

struct application *people_load(struct people *p, int64_t application)
{
    struct application *app = NULL;
    CHECK_OK(application_load(p->c, application, &app));
    return app;
}

struct bytes people_pdf(struct people *p, const char *text)
{
    const char *pdf =
        arena_printf(p->c->arena, "%%PDF-1.4\n%% %s\n1 0 obj<<>>endobj\ntrailer<<>>\n%%%%EOF\n", text);
    return (struct bytes){ (const uint8_t *)pdf, strlen(pdf) };
}
