/* Tests of the office's pages of people and institutions. */
#include "world.h"

#include "base/id.h"

#define PASSWORD "ゆうぐれの river 第九 bridge"

static void somebody_is_invited(struct arena *a, enum db_kind kind)
{
    struct world *w = world_make(a, kind);
    if (!w)
        SKIP(STORE_NO_POSTGRES);
    struct loopback *lead = world_as(w, "office_lead");
    CHECK_I64(loopback_get(lead, "/office/people")->status, 200);
    CHECK_I64(loopback_get(lead, "/office/people/invite")->status, 200);
    const struct reply *got =
        loopback_post(lead, "/office/people/invite", "email", "new@world.example", "duty", "bureau");
    CHECK_I64(got->status, 422);
    CHECK_HAS(got->body, "href=\"#f-region\"");
    CHECK_HAS(got->body, "new@world.example");
    got = loopback_post(lead, "/office/people/invite", "email", "", "duty", "reviewer");
    CHECK_HAS(got->body, "href=\"#f-email\"");
    CHECK_HAS(got->body, "href=\"#f-call\"");
    got = loopback_post(lead, "/office/people/invite", "email", "new@world.example", "duty", "bureau",
                        "region", "tohoku");
    CHECK_I64(got->status, 303);
    CHECK_HAS(loopback_get(lead, "/office/people")->body, "new@world.example");
    const char *link = world_mail_link(w, "new@world.example");
    struct loopback *lb = world_as(w, "nobody");
    CHECK_HAS(loopback_get(lb, link)->body, "経済産業局");
    CHECK_I64(loopback_post(lb, link, "name", "新任 太郎", "password", PASSWORD)->status, 303);
    const char *page = loopback_get(lead, "/office/people?search=%E6%96%B0%E4%BB%BB")->body;
    CHECK_HAS(page, "新任 太郎");
    CHECK_HAS(page, "東北経済産業局");
    CHECK_HAS_NOT(page, "事務 九太");
    world_check(w);
}

TEST(somebody_is_invited_to_a_duty_and_takes_it_up_on_sqlite)
{
    somebody_is_invited(a, DB_SQLITE);
}

TEST(somebody_is_invited_to_a_duty_and_takes_it_up_on_postgres)
{
    somebody_is_invited(a, DB_POSTGRES);
}

/* The address of the first form whose action begins so. */
static const char *action_like(struct arena *a, const char *page, const char *begins, const char *ends)
{
    const char *wanted = arena_printf(a, "\"%s", begins);
    for (const char *at = strstr(page, wanted); at; at = strstr(at + 1, wanted)) {
        const char *path = arena_strndup(a, at + 1, strcspn(at + 1, "\""));
        size_t n = strlen(path);
        if (n >= strlen(ends) && strcmp(path + n - strlen(ends), ends) == 0)
            return path;
    }
    test_check(false, "there is such a form", ERR_HERE);
    return "/";
}

TEST(an_invitation_can_be_sent_again_and_withdrawn)
{
    struct world *w = world_make(a, DB_SQLITE);
    struct loopback *office = world_as(w, "office");
    (void)loopback_get(office, "/office/people/invite");
    CHECK_I64(loopback_post(office, "/office/people/invite", "email", "n@world.example", "duty", "contractor")
                  ->status,
              303);
    const char *first = world_mail_link(w, "n@world.example");
    const char *page = loopback_get(office, "/office/people")->body;
    const char *resend = action_like(a, page, "/office/invitations/", "/resend");
    CHECK_I64(loopback_post(office, resend)->status, 303);
    const char *second = world_mail_link(w, "n@world.example");
    CHECK_I64(loopback_get(w->loopback, first)->status, 404);
    CHECK_I64(loopback_get(w->loopback, second)->status, 200);
    page = loopback_get(office, "/office/people")->body;
    CHECK_I64(loopback_post(office, resend)->status, 404);
    (void)loopback_get(office, "/office/people");
    CHECK_I64(loopback_post(office, action_like(a, page, "/office/invitations/", "/withdraw"))->status, 303);
    CHECK_I64(loopback_get(w->loopback, second)->status, 404);
    CHECK_HAS(loopback_get(office, "/office/people")->body, "返事を待っている招待はありません");
    world_check(w);
}

TEST(only_the_lead_gives_and_ends_the_duties_of_the_staff)
{
    struct world *w = world_make(a, DB_SQLITE);
    struct loopback *office = world_as(w, "office");
    struct loopback *lead = world_as(w, "office_lead");
    CHECK_HAS_NOT(loopback_get(office, "/office/people/invite")->body, "value=\"office_lead\"");
    CHECK_I64(
        loopback_post(office, "/office/people/invite", "email", "me@world.example", "duty", "office_lead")
            ->status,
        403);
    CHECK(world_mail(w, "me@world.example") == NULL);
    const char *page = loopback_get(lead, "/office/people?duty=office_lead")->body;
    const char *own = action_like(a, page, "/office/duties/", "");
    CHECK_I64(loopback_get(office, own)->status, 403);
    CHECK_I64(loopback_get(lead, own)->status, 200);
    CHECK_I64(loopback_post(lead, own)->status, 422);
    CHECK_HAS(loopback_post(lead, own, "confirm", "1")->body, "最後の事務局責任者");
    page = loopback_get(lead, "/office/people?duty=office")->body;
    const char *other = action_like(a, page, "/office/duties/", "");
    (void)loopback_get(lead, other);
    CHECK_I64(loopback_post(lead, other, "confirm", "1")->status, 303);
    CHECK_I64(loopback_get(office, "/office/people")->status, 404);
    CHECK_I64(loopback_post(lead, other, "confirm", "1")->status, 404);
    world_check(w);
}

TEST(whoever_has_a_password_must_show_it_to_take_up_a_duty)
{
    struct world *w = world_make(a, DB_SQLITE);
    struct loopback *lb = world_as(w, "nobody");
    (void)loopback_get(lb, "/recover");
    (void)loopback_post(lb, "/recover", "email", world_email(w, "applicant"));
    const char *link = world_mail_link(w, world_email(w, "applicant"));
    (void)loopback_get(lb, link);
    CHECK_I64(loopback_post(lb, link, "password", PASSWORD)->status, 303);
    struct loopback *office = world_as(w, "office");
    (void)loopback_get(office, "/office/people/invite");
    CHECK_I64(loopback_post(office, "/office/people/invite", "email", world_email(w, "applicant"), "duty",
                            "contractor")
                  ->status,
              303);
    struct loopback *forwarded = world_as(w, "nobody");
    link = world_mail_link(w, world_email(w, "applicant"));
    (void)loopback_get(forwarded, link);
    CHECK_TEXT(loopback_post(forwarded, link)->location, "/home");
    CHECK_HAS(loopback_get(forwarded, "/home")->location, "/sign-in");
    world_check(w);
}

TEST(the_office_of_an_institution_is_that_of_one_institution)
{
    struct world *w = world_make(a, DB_SQLITE);
    struct ctx *c = world_ctx(w);
    int64_t person = world_person(w, "institution_office");
    int64_t duty = 0;
    TX(tx, c);
    struct grant g = { .duty = DUTY_INSTITUTION_OFFICE, .institution_id = w->other_institution };
    CHECK_ERR(duty_grant(tx, person, &g, &duty), ERR_REFUSED);
    g.institution_id = 0;
    CHECK_ERR(duty_grant(tx, person, &g, &duty), ERR_INVALID);
    g.institution_id = w->institution;
    CHECK_OK(duty_grant(tx, person, &g, &duty));
    CHECK_ERR(duty_grant(tx, person, &(struct grant){ .duty = DUTY_BUREAU }, &duty), ERR_INVALID);
}

/* ── institutions ── */

static void institutions_are_kept(struct arena *a, enum db_kind kind)
{
    struct world *w = world_make(a, kind);
    if (!w)
        SKIP(STORE_NO_POSTGRES);
    struct loopback *office = world_as(w, "office");
    CHECK_I64(loopback_get(office, "/office/corporations/new")->status, 200);
    const struct reply *got = loopback_post(office, "/office/corporations/new", "name", "",
                                            "corporate_number", "1234567890123", "kind", "royal");
    CHECK_I64(got->status, 422);
    CHECK_HAS(got->body, "href=\"#f-name\"");
    CHECK_HAS(got->body, "href=\"#f-corporate_number\"");
    CHECK_HAS(got->body, "href=\"#f-kind");
    CHECK_HAS(got->body, "1234567890123");
    got = loopback_post(office, "/office/corporations/new", "name", "学校法人新設学園", "corporate_number",
                        "７０００ ０１２ ０５０００２", "kind", "private");
    CHECK_I64(got->status, 303);
    (void)loopback_get(office, "/office/corporations/new");
    got = loopback_post(office, "/office/corporations/new", "name", "別の法人", "corporate_number",
                        "7000012050002", "kind", "private");
    CHECK_I64(got->status, 422);
    CHECK_HAS(got->body, "すでに");
    (void)loopback_get(office, "/office/institutions/new");
    got = loopback_post(office, "/office/institutions/new", "name", "新設大学", "kana", "漢字", "school_code",
                        "F1");
    CHECK_HAS(got->body, "href=\"#f-kana\"");
    CHECK_HAS(got->body, "href=\"#f-school_code\"");
    CHECK_HAS(got->body, "href=\"#f-corporation\"");
    got = loopback_get(
        office, "/office/institutions?search=%EF%BE%8D%EF%BE%9E%EF%BD%AF%EF%BE%8C%EF%BE%9F"); /* ﾍﾞｯﾌﾟ */
    CHECK_HAS(got->body, "別府試験大学");
    CHECK_HAS(got->body, "全1件");
    const char *path = arena_printf(a, "/office/institutions/%s", id_text(a, w->institution));
    CHECK_HAS(loopback_get(office, path)->body, "value=\"シケンダイガク\"");
    struct ctx *c = world_ctx(w);
    (void)c;
    got = loopback_post(office, path, "name", "試験大学院大学", "kana", "しけん", "prefecture", "宮城県",
                        "corporation", "zzz");
    CHECK_I64(got->status, 422);
    CHECK_I64(loopback_get(office, "/office/institutions/zzzzzzzzz")->status, 404);
    world_check(w);
}

TEST(institutions_and_corporations_are_kept_by_the_office_on_sqlite)
{
    institutions_are_kept(a, DB_SQLITE);
}

TEST(institutions_and_corporations_are_kept_by_the_office_on_postgres)
{
    institutions_are_kept(a, DB_POSTGRES);
}

static int64_t statements_of(struct loopback *lb, const char *path)
{
    const struct reply *got = loopback_get(lb, path);
    CHECK_I64(got->status, 200);
    return got->statements;
}

TEST(the_list_of_people_asks_as_often_however_many_wait)
{
    static const char *const PATHS[] = { "/office/people", "/office/people?duty=applicant", "/office/people?search=a" };
    struct world *w = world_make(a, DB_SQLITE);
    struct loopback *lead = world_as(w, "office_lead");
    int64_t before[3];
    for (int i = 0; i < 3; i++)
        before[i] = statements_of(lead, PATHS[i]);
    CHECK(before[0] <= 8);
    for (int i = 0; i < 6; i++) {
        (void)loopback_get(lead, "/office/people/invite");
        const char *email = arena_printf(a, "new-%d@world.example", i);
        const char *of = id_text(a, i % 2 ? w->institution : w->other_institution);
        CHECK_I64(loopback_post(lead, "/office/people/invite", "email", email, "duty", "institution_office",
                                "institution", of)
                      ->status,
                  303);
    }
    for (int i = 0; i < 3; i++)
        CHECK_I64(statements_of(lead, PATHS[i]), before[i]);
    CHECK_HAS(loopback_get(lead, "/office/people")->body, "new-5@world.example");
    CHECK_HAS(loopback_get(lead, "/office/people")->body, "別府試験大学");
    world_check(w);
}
