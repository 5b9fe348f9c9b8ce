/* Pages of questions: asked by somebody registered, answered by the office, public without the name of who
** asked. */
#include "desk_scene.h"

#include "base/id.h"
#include "question/question.h"

#define CLAUSE "form.vision.fields.aim"

/* The id of the only question. */
static int64_t asked_id(struct world *w, int64_t call_id)
{
    struct question_list all;
    CHECK_OK(question_list_all(world_acting(w, "office"), call_id, &all));
    CHECK_I64(all.n, 1);
    return all.n ? all.v[0].id : 0;
}

TEST(a_question_is_asked_answered_and_published_without_the_name_of_who_asked)
{
    struct desk *d = desk_begun(a, DB_SQLITE);
    struct world *w = d->w;
    struct call *call = NULL;
    CHECK_OK(call_load(world_acting(w, "office"), d->call, &call));
    struct loopback *applicant = world_as(w, "applicant");
    const char *ask = arena_printf(a, "/questions/%s", call->round);
    const char *list = arena_printf(a, "/calls/%s/questions", call->round);
    CHECK_I64(loopback_get(applicant, ask)->status, 200);
    CHECK_I64(loopback_post(applicant, ask, "clause", CLAUSE, "asked", "", NULL)->status, 422);
    CHECK_I64(loopback_post(applicant, ask, "clause", "nonsense", "asked", "図は使えますか。", NULL)->status,
              422);
    CHECK_I64(loopback_post(applicant, ask, "clause", CLAUSE, "asked", "図は使えますか。", NULL)->status,
              303);
    CHECK_HAS_NOT(loopback_get(world_as(w, "nobody"), list)->body, "図は使えますか。");

    int64_t id = asked_id(w, call->id);
    const char *office = arena_printf(a, "/office/questions/%s", id_text(a, id));
    const struct question_words words = {
        .question = { [LANG_JA] = "図や写真を使えますか。", [LANG_EN] = "" },
        .answer = { [LANG_JA] = "文章でご記入ください。", [LANG_EN] = "" }
    };
    CHECK_HAS(loopback_get(world_as(w, "office"), office)->body, "図は使えますか。");
    CHECK_I64(loopback_get(applicant, office)->status, 404);
    struct question q;
    CHECK_OK(question_load(world_acting(w, "office"), id, &q));
    CHECK_ERR(question_publish(world_acting(w, "applicant"), id, q.revision, CLAUSE, &words), ERR_NOT_FOUND);
    CHECK_OK(question_publish(world_acting(w, "office"), id, q.revision, CLAUSE, &words));
    CHECK_ERR(question_publish(world_acting(w, "office"), id, q.revision, CLAUSE, &words), ERR_CONFLICT);

    const char *public = loopback_get(world_as(w, "nobody"), list)->body;
    CHECK_HAS(public, "図や写真を使えますか。");
    CHECK_HAS(public, "文章でご記入ください。");
    CHECK_HAS_NOT(public, q.asker);
    CHECK_HAS(loopback_get(world_as(w, "nobody"), arena_printf(a, "/calls/%s/feed", call->round))->body,
              "図や写真を使えますか。");
    CHECK_HAS(loopback_get(d->lead, arena_printf(a, "%s/edit/vision", d->path))->body,
              "questions?clause=" CLAUSE);
    CHECK_HAS(loopback_get(world_as(w, "nobody"), arena_printf(a, "/calls/%s", call->round))->body, list);
    world_check(w);
}

TEST(a_corrected_answer_keeps_what_it_said_before)
{
    struct desk *d = desk_begun(a, DB_SQLITE);
    struct world *w = d->w;
    struct call *call = NULL;
    CHECK_OK(call_load(world_acting(w, "office"), d->call, &call));
    int64_t id = 0;
    struct question q;
    struct answer_versions v;
    struct question_words words = { .question = { [LANG_JA] = "頁数の上限は。", [LANG_EN] = "" },
                                    .answer = { [LANG_JA] = "20頁です。", [LANG_EN] = "" } };
    CHECK_OK(question_note(world_acting(w, "office"), call->id, "", "上限は？", &id));
    CHECK_OK(question_load(world_acting(w, "office"), id, &q));
    CHECK_OK(question_publish(world_acting(w, "office"), id, q.revision, "", &words));
    words.answer[LANG_JA] = "30頁です。";
    CHECK_OK(question_load(world_acting(w, "office"), id, &q));
    CHECK_OK(question_publish(world_acting(w, "office"), id, q.revision, "", &words));
    CHECK_OK(question_versions(world_acting(w, "office"), id, &v));
    CHECK_I64(v.n, 2);
    const char *public =
        loopback_get(world_as(w, "nobody"), arena_printf(a, "/calls/%s/questions", call->round))->body;
    CHECK_HAS(public, "30頁です。");
    CHECK_HAS(public, "20頁です。");
    world_check(w);
}
