/* Tests of the limited views: a bureau sees what lies in its prefectures, the contractor the selected hubs and whom to
** call there, and neither anything of applications or reviews. */
#include "record_scene.h"

#include "registry/register.h"

/* Of the scene: 試験大学 lies in Tohoku (the bureau's), 別府試験大学 in Kyushu. */

#define FOREIGN "別府試験大学"

static struct record_scene *scene(struct arena *a)
{
    struct record_scene *x = record_scene_make(a, DB_SQLITE);
    TX(tx, world_ctx(x->s->w));
    CHECK_OK(register_import(tx, test_source_path(a, "programmes/j-innovation-hub")));
    CHECK_OK(tx_commit(tx));
    return x;
}

static const char *page(struct record_scene *x, const char *who, const char *path)
{
    const struct reply *got = loopback_get(world_as(x->s->w, who), path);
    CHECK_I64(got->status, 200);
    return got->body;
}

static void hold(struct record_scene *x, const char *who, const char *region)
{
    int64_t id = 0;
    int64_t person = world_person(x->s->w, who);
    TX(tx, world_ctx(x->s->w));
    CHECK_OK(duty_grant(tx, person, &(struct grant){ .duty = DUTY_BUREAU, .region = region }, &id));
    CHECK_OK(tx_commit(tx));
}

TEST(a_bureau_sees_hubs_and_contacts_of_its_own_prefectures_alone)
{
    struct record_scene *x = scene(a);
    const char *html = page(x, "bureau", "/region");
    CHECK_HAS(html, "東北経済産業局（青森県、岩手県、宮城県、秋田県、山形県、福島県）");
    CHECK_HAS(html, "有機エレクトロニクスイノベーションセンター"); /* of the register: Yamagata */
    CHECK_HAS_NOT(html, "バイオナノマテリアル共同研究拠点");        /* Kyoto */
    CHECK_HAS(html, "institution_office@world.example");
    CHECK_HAS_NOT(html, "institution_office_b@world.example");
    CHECK_HAS_NOT(html, FOREIGN);
    hold(x, "bureau", "kyushu");
    html = page(x, "bureau", "/region");
    CHECK_HAS(html, "institution_office@world.example");
    CHECK_HAS(html, "institution_office_b@world.example");
}

TEST(a_bureau_learns_results_of_its_own_prefectures_after_the_announcement_and_nothing_before)
{
    struct record_scene *x = scene(a);
    while (x->stage != STAGE_ANNOUNCED) {
        const char *html = page(x, "bureau", "/region");
        CHECK_HAS(html, "公表された結果はありません");
        CHECK_HAS_NOT(html, "寒冷地拠点");
        CHECK_HAS_NOT(html, "海洋拠点");
        record_scene_next(x);
    }
    const char *html = page(x, "bureau", "/region");
    CHECK_HAS(html, "寒冷地拠点");
    CHECK_HAS(html, "海洋拠点"); /* not selected */
    CHECK_HAS(html, "不選抜");
    CHECK_HAS_NOT(html, "半導体拠点"); /* of Kyushu */
    CHECK_HAS_NOT(html, DRAFT_TITLE);
    CHECK_HAS_NOT(html, WITHDRAWN_TITLE);
    CHECK_HAS_NOT(html, "十分な"); /* no reason, no comment */
}

TEST(a_duty_that_ended_shows_no_region)
{
    struct record_scene *x = scene(a);
    struct duty_lines bureaus;
    struct ctx *c = world_ctx(x->s->w);
    CHECK_OK(duty_list(c, DUTY_BUREAU, 0, &bureaus));
    hold(x, "bureau", "kyushu");
    TX(tx, world_ctx(x->s->w));
    CHECK_OK(duty_end(tx, bureaus.v[0].id));
    CHECK_OK(tx_commit(tx));
    const char *html = page(x, "bureau", "/region");
    CHECK_HAS_NOT(html, "institution_office@world.example");
    CHECK_HAS(html, FOREIGN);
}

TEST(the_contractor_sees_selected_hubs_and_whom_to_call_and_nothing_of_applications)
{
    struct record_scene *x = scene(a);
    while (x->stage != STAGE_ANNOUNCED) {
        CHECK_HAS_NOT(page(x, "contractor", "/support"), "寒冷地拠点");
        record_scene_next(x);
    }
    const char *html = page(x, "contractor", "/support");
    CHECK_HAS(html, "寒冷地拠点");
    CHECK_HAS(html, "半導体拠点");
    CHECK_HAS(html, "申請 一子 applicant@world.example"); /* who led it */
    CHECK_HAS(html, "拠点 百合 hub_contact@world.example"); /* by duty */
    CHECK_HAS_NOT(html, "海洋拠点");
    CHECK_HAS_NOT(html, DRAFT_TITLE);
    CHECK_HAS_NOT(html, "J6-");
    CHECK_HAS_NOT(html, "editor@world.example");
}

TEST(the_limited_views_are_for_their_duties_alone)
{
    static const char *const OTHERS[] = { "applicant", "institution_office", "reviewer", "committee", "chair", "office",
                                          "office_lead", "hub_contact", "auditor", "plain" };
    struct record_scene *x = record_scene_make(a, DB_SQLITE);
    struct world *w = x->s->w;
    for (size_t i = 0; i < sizeof OTHERS / sizeof OTHERS[0]; i++) {
        CHECK_I64(loopback_get(world_as(w, OTHERS[i]), "/region")->status, 404);
        CHECK_I64(loopback_get(world_as(w, OTHERS[i]), "/support")->status, 404);
    }
    CHECK_I64(loopback_get(world_as(w, "bureau"), "/support")->status, 404);
    CHECK_I64(loopback_get(world_as(w, "contractor"), "/region")->status, 404);
    CHECK_I64(loopback_get(world_as(w, "bureau"), "/office")->status, 404);
    CHECK_I64(loopback_get(world_as(w, "contractor"), "/office")->status, 404);
    CHECK_TEXT(loopback_get(world_as(w, "bureau"), "/home")->location, "/region");
    CHECK_TEXT(loopback_get(world_as(w, "contractor"), "/home")->location, "/support");
    CHECK_I64(loopback_get(world_as_first_factor(w, "bureau"), "/region")->status, 303); /* the code is due */
}
