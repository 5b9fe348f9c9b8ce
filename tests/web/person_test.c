/* Tests of registration, sign-in, recovery, codes and one's own account, through the pages. */
#include "world.h"

#include "person/kept.h"
#include "person/password.h"
#include "person/session.h"
#include "person/totp.h"

#include <stdio.h>

#define GOOD "ゆうぐれの river 第九 bridge"
#define OTHER "another long sentence of mine"

static const char *header_named(const struct reply *got, const char *name, const char *part)
{
    for (size_t i = 0; i < got->response->headers.n; i++) {
        const struct header *h = &got->response->headers.v[i];
        if (strcmp(h->name, name) == 0 && strstr(h->value, part))
            return h->value;
    }
    return "";
}

/* The person gets a password by the link of a recovery; the browser is signed in afterwards. */
static struct loopback *with_password(struct world *w, const char *who, const char *password)
{
    struct loopback *lb = world_as(w, "nobody");
    (void)loopback_get(lb, "/recover");
    CHECK_I64(loopback_post(lb, "/recover", "email", world_email(w, who))->status, 200);
    const char *link = world_mail_link(w, world_email(w, who));
    CHECK_I64(loopback_get(lb, link)->status, 200);
    const struct reply *got = loopback_post(lb, link, "password", password);
    CHECK_I64(got->status, 303);
    CHECK_TEXT(got->location, "/home");
    return lb;
}

static const struct reply *sign_in(struct loopback *lb, const char *email, const char *password)
{
    (void)loopback_get(lb, "/sign-in");
    return loopback_post(lb, "/sign-in", "email", email, "password", password);
}

static void somebody_registers(struct arena *a, enum db_kind kind)
{
    struct world *w = world_make(a, kind);
    if (!w)
        SKIP(STORE_NO_POSTGRES);
    struct loopback *lb = world_as(w, "nobody");
    (void)loopback_get(lb, "/register");
    CHECK_I64(loopback_post(lb, "/register", "email", "no address")->status, 422);
    CHECK_HAS(loopback_post(lb, "/register", "email", "no address")->body, "no address");
    const struct reply *got = loopback_post(lb, "/register", "email", "　Ｎew@Example.ac.jp ");
    CHECK_I64(got->status, 200);
    CHECK_HAS(got->body, "New@Example.ac.jp");
    const char *link = world_mail_link(w, "New@Example.ac.jp");
    CHECK(link != NULL);
    CHECK_I64(loopback_get(lb, link)->status, 200);
    got = loopback_post(lb, link, "name", "　 ", "kana", "漢字", "password", "short");
    CHECK_I64(got->status, 422);
    CHECK_HAS(got->body, "href=\"#f-name\"");
    CHECK_HAS(got->body, "href=\"#f-kana\"");
    CHECK_HAS(got->body, "href=\"#f-password\"");
    got = loopback_post(lb, link, "name", " 新規　太郎 ", "kana", "しんき たろう", "password", GOOD);
    CHECK_I64(got->status, 303);
    CHECK_HAS(header_named(got, "Set-Cookie", "session="), "HttpOnly");
    CHECK_HAS(header_named(got, "Set-Cookie", "session="), "SameSite=Lax");
    CHECK_HAS(loopback_get(lb, "/account")->body, "新規　太郎");
    CHECK_I64(loopback_get(lb, link)->status, 404);
    CHECK_I64(loopback_post(lb, link, "name", "x", "password", GOOD)->status, 404);
    got = sign_in(world_as(w, "nobody"), "NEW@example.AC.jp", GOOD);
    CHECK_I64(got->status, 303);
    world_check(w);
}

TEST(somebody_registers_and_signs_in_on_sqlite)
{
    somebody_registers(a, DB_SQLITE);
}

TEST(somebody_registers_and_signs_in_on_postgres)
{
    somebody_registers(a, DB_POSTGRES);
}

TEST(a_known_and_an_unknown_address_get_the_same_answers)
{
    struct world *w = world_make(a, DB_SQLITE);
    static const char *const PAGES[] = { "/register", "/recover" };
    const char *known = world_email(w, "applicant");
    const char *unknown = "xpplicant@world.example";
    for (size_t i = 0; i < 2; i++) {
        struct loopback *lb = world_as(w, "nobody");
        (void)loopback_get(lb, PAGES[i]);
        const struct reply *one = loopback_post(lb, PAGES[i], "email", known);
        (void)loopback_get(lb, PAGES[i]);
        const struct reply *two = loopback_post(lb, PAGES[i], "email", unknown);
        CHECK_I64(two->status, one->status);
        CHECK_I64(two->statements, one->statements);
        CHECK_I64((int64_t)two->body_n, (int64_t)one->body_n);
    }
    struct loopback *lb = world_as(w, "nobody");
    const struct reply *one = sign_in(lb, known, GOOD);
    const struct reply *two = sign_in(lb, unknown, GOOD);
    CHECK_I64(one->status, 422);
    CHECK_I64(two->status, 422);
    CHECK_I64(two->statements, one->statements);
    CHECK_I64((int64_t)two->body_n, (int64_t)one->body_n);
}

TEST(recovery_sets_a_password_and_ends_every_other_session)
{
    struct world *w = world_make(a, DB_SQLITE);
    struct loopback *before = world_as(w, "applicant");
    CHECK_I64(loopback_get(before, "/account")->status, 200);
    struct loopback *lb = with_password(w, "applicant", GOOD);
    CHECK_I64(loopback_get(lb, "/account")->status, 200);
    CHECK_I64(loopback_get(before, "/account")->status, 303);
    CHECK_I64(sign_in(world_as(w, "nobody"), world_email(w, "applicant"), OTHER)->status, 422);
    CHECK_I64(sign_in(world_as(w, "nobody"), world_email(w, "applicant"), GOOD)->status, 303);
    world_check(w);
}

TEST(a_new_password_ends_the_other_sessions_and_changes_the_own_token)
{
    struct world *w = world_make(a, DB_SQLITE);
    struct loopback *lb = with_password(w, "applicant", GOOD);
    struct loopback *other = world_as(w, "applicant");
    const char *token = loopback_cookie(lb, "session");
    (void)loopback_get(lb, "/account");
    CHECK_I64(loopback_post(lb, "/account/password", "present", OTHER, "password", OTHER)->status, 422);
    CHECK_I64(loopback_post(lb, "/account/password", "present", GOOD, "password", "passwordpassword")->status,
              422);
    CHECK_I64(loopback_post(lb, "/account/password", "present", GOOD, "password", OTHER)->status, 303);
    CHECK(strcmp(token, loopback_cookie(lb, "session")) != 0);
    CHECK_HAS(loopback_get(lb, "/account")->body, "パスワードを設定しました");
    CHECK_I64(loopback_get(other, "/account")->status, 303);
    world_check(w);
}

TEST(a_session_cannot_be_ended_by_somebody_else)
{
    struct world *w = world_make(a, DB_SQLITE);
    struct loopback *mine = world_as(w, "applicant");
    struct loopback *second = world_as(w, "applicant");
    const char *page = loopback_get(mine, "/account")->body;
    const char *at = strstr(page, "/account/sessions/end\"");
    CHECK(at != NULL);
    at = strstr(page, "action=\"/account/sessions/");
    const char *path = arena_strndup(a, at + 8, strcspn(at + 8, "\""));
    struct loopback *stranger = world_as(w, "applicant_b");
    (void)loopback_get(stranger, "/account");
    CHECK_I64(loopback_post(stranger, path)->status, 409);
    CHECK_I64(loopback_get(second, "/account")->status, 200);
    CHECK_I64(loopback_post(mine, path)->status, 303);
    CHECK_I64(loopback_get(second, "/account")->status, 303);
    (void)world_as(w, "applicant");
    (void)loopback_get(mine, "/account");
    CHECK_I64(loopback_post(mine, "/account/sessions/end")->status, 303);
    CHECK_HAS_NOT(loopback_get(mine, "/account")->body, "/account/sessions/");
}

TEST(sessions_end_when_idle_and_at_the_latest_after_a_day_of_work)
{
    struct world *w = world_make(a, DB_SQLITE);
    struct loopback *seen = world_as(w, "applicant");
    struct loopback *idle = world_as(w, "applicant"); /* one each: being seen makes a session young again */
    world_set_now(w, STORE_NOW + SESSION_IDLE_US - 1);
    CHECK_I64(loopback_get(seen, "/account")->status, 200);
    world_set_now(w, STORE_NOW + SESSION_IDLE_US);
    CHECK_HAS(loopback_get(idle, "/account")->location, "/sign-in");
    world_set_now(w, STORE_NOW + SESSION_ABSOLUTE_US);
    CHECK_HAS(loopback_get(seen, "/account")->location, "/sign-in");
}

TEST(guessing_is_slowed_for_one_address_from_one_place_and_for_nobody_else)
{
    struct world *w = world_make(a, DB_SQLITE);
    (void)with_password(w, "applicant", GOOD);
    (void)with_password(w, "applicant_b", GOOD);
    struct loopback *lb = world_as(w, "nobody");
    for (int i = 0; i < 10; i++)
        CHECK_I64(sign_in(lb, world_email(w, "applicant"), OTHER)->status, 422);
    CHECK_HAS(sign_in(lb, world_email(w, "applicant"), GOOD)->body, "15分後");
    CHECK_I64(sign_in(world_as(w, "nobody"), world_email(w, "applicant_b"), GOOD)->status, 303);
    CHECK_I64(loopback_get(with_password(w, "applicant", OTHER), "/account")->status,
              200); /* the way out: by mail */
    world_set_now(w, STORE_NOW + (int64_t)15 * 60 * 1000000);
    CHECK_I64(sign_in(world_as(w, "nobody"), world_email(w, "applicant"), OTHER)->status, 303);
}

/* ── codes ── */

static struct bytes set_up_code(struct arena *a, struct loopback *lb)
{
    (void)loopback_get(lb, "/account");
    const char *key = loopback_input(lb, "secret");
    struct bytes secret = totp_secret_of_key(a, key);
    CHECK_I64(loopback_post(lb, "/account/code", "secret", key, "code", "000000")->status, 422);
    CHECK_TEXT(loopback_input(lb, "secret"), key);
    const struct reply *got =
        loopback_post(lb, "/account/code", "secret", key, "code", totp_code(a, secret, STORE_NOW));
    CHECK_I64(got->status, 303);
    return secret;
}

TEST(whoever_has_an_authenticator_is_half_signed_in_until_its_code_is_shown)
{
    struct world *w = world_make(a, DB_SQLITE);
    struct bytes secret = set_up_code(a, with_password(w, "applicant", GOOD));
    struct loopback *lb = world_as(w, "nobody");
    CHECK_HAS(sign_in(lb, world_email(w, "applicant"), GOOD)->location, "/sign-in/code");
    CHECK_HAS(loopback_get(lb, "/account")->location, "/sign-in/code?next=");
    (void)loopback_get(lb, "/sign-in/code");
    CHECK_I64(loopback_post(lb, "/account/sessions/end")->status, 403);
    (void)loopback_get(lb, "/sign-in/code");
    CHECK_I64(loopback_post(lb, "/sign-in/code", "code", totp_code(a, secret, STORE_NOW))->status,
              422); /* used */
    const char *token = loopback_cookie(lb, "session");
    world_set_now(w, STORE_NOW + 30000000);
    const char *code = totp_code(a, secret, STORE_NOW + 30000000);
    CHECK_I64(loopback_post(lb, "/sign-in/code", "code", code, "next", "/account")->status, 303);
    CHECK(strcmp(token, loopback_cookie(lb, "session")) != 0);
    CHECK_I64(loopback_get(lb, "/account")->status, 200);
    struct loopback *second = world_as(w, "nobody");
    (void)sign_in(second, world_email(w, "applicant"), GOOD);
    (void)loopback_get(second, "/sign-in/code");
    CHECK_I64(loopback_post(second, "/sign-in/code", "code", code)->status, 422);
    CHECK_I64(loopback_post(second, "/sign-out")->status, 303);
    world_check(w);
}

TEST(codes_cannot_be_guessed_quickly)
{
    struct world *w = world_make(a, DB_SQLITE);
    struct bytes secret = set_up_code(a, with_password(w, "applicant", GOOD));
    struct loopback *lb = world_as(w, "nobody");
    (void)sign_in(lb, world_email(w, "applicant"), GOOD);
    world_set_now(w, STORE_NOW + 60000000);
    (void)loopback_get(lb, "/sign-in/code");
    for (int i = 0; i < 10; i++)
        CHECK_HAS(loopback_post(lb, "/sign-in/code", "code", "12345")->body, "新しいコード");
    const char *code = totp_code(a, secret, STORE_NOW + 60000000);
    CHECK_HAS(loopback_post(lb, "/sign-in/code", "code", code)->body, "15分後");
}

TEST(a_duty_of_the_office_is_locked_until_a_second_factor_is_set_up)
{
    struct world *w = world_make(a, DB_SQLITE);
    struct loopback *lb = with_password(w, "office", GOOD);
    CHECK_HAS(loopback_get(lb, "/office/clock")->location, "/sign-in/code");
    CHECK_TEXT(loopback_get(lb, "/sign-in/code")->location, "/account");
    CHECK_HAS(loopback_get(lb, "/account")->body, "確認コードの設定が必要です");
    (void)set_up_code(a, lb);
    CHECK_HAS_NOT(loopback_get(lb, "/account")->body, "確認コードの設定が必要です");
    world_check(w);
}

/* ── what was typed ── */

TEST(what_was_typed_when_the_session_had_ended_is_sent_after_sign_in)
{
    struct world *w = world_make(a, DB_SQLITE);
    struct bytes secret = set_up_code(a, with_password(w, "applicant", GOOD));
    struct loopback *lb = world_as(w, "nobody");
    world_set_now(w, STORE_NOW + 60000000);
    (void)loopback_get(lb, "/sign-in");
    const struct reply *got =
        loopback_post(lb, "/account/sessions/end", "plan", "長い <文>", "password", "geheim");
    CHECK_I64(got->status, 403);
    CHECK_HAS(got->body, "長い &lt;文&gt;");
    CHECK_HAS_NOT(got->body, "geheim");
    got = loopback_post(lb, "/sign-in/again", "kept.plan", "長い <文>", "kept-path", "/account/sessions/end");
    CHECK_HAS(got->body, "name=\"kept.plan\"");
    got = loopback_post(lb, "/sign-in", "email", world_email(w, "applicant"), "password", GOOD, "kept.plan",
                        "長い <文>", "kept-path", "/account/sessions/end");
    CHECK_I64(got->status, 200);
    CHECK_HAS(got->body, "action=\"/sign-in/code\"");
    CHECK_HAS(got->body, "name=\"kept.plan\"");
    got = loopback_post(lb, "/sign-in/code", "code", "0", "kept.plan", "長い <文>", "kept-path",
                        "/account/sessions/end");
    CHECK_I64(got->status, 422);
    CHECK_HAS(got->body, "name=\"kept.plan\"");
    got = loopback_post(lb, "/sign-in/code", "code", totp_code(a, secret, STORE_NOW + 60000000), "kept.plan",
                        "長い <文>", "kept-path", "/account/sessions/end");
    CHECK_I64(got->status, 200);
    CHECK_HAS(got->body, "action=\"/account/sessions/end\"");
    CHECK_HAS(got->body, "name=\"plan\" value=\"長い &lt;文&gt;\"");
    CHECK_I64(loopback_post(lb, "/account/sessions/end", "plan", "長い <文>")->status, 303);
}

TEST(a_sign_in_leads_nowhere_else)
{
    static const char *const BAD[] = { "//evil.example",       "/\\evil.example",
                                       "https://evil.example", "/\t/evil.example",
                                       "javascript:alert",     "\\/evil",
                                       "/ok\r\nX: y",          "" };
    for (size_t i = 0; i < sizeof BAD / sizeof BAD[0]; i++)
        CHECK_TEXT(local_url(a, BAD[i]).s, "/");
    CHECK_TEXT(local_url(a, "/applications/x?a=b").s, "/applications/x?a=b");
    struct world *w = world_make(a, DB_SQLITE);
    (void)with_password(w, "applicant", GOOD);
    struct loopback *lb = world_as(w, "nobody");
    CHECK_HAS(loopback_get(lb, "/account")->location, "/sign-in?next=");
    (void)loopback_get(lb, "/sign-in?next=//evil.example");
    const struct reply *got = loopback_post(lb, "/sign-in", "email", world_email(w, "applicant"), "password",
                                            GOOD, "next", "//evil.example");
    CHECK_TEXT(got->location, "/");
}

TEST(the_session_changes_its_token_at_sign_in_and_is_gone_after_sign_out)
{
    struct world *w = world_make(a, DB_SQLITE);
    (void)with_password(w, "applicant", GOOD);
    struct loopback *lb = world_as(w, "applicant_b");
    const char *fixed = loopback_cookie(lb, "session");
    CHECK_I64(sign_in(lb, world_email(w, "applicant"), GOOD)->status, 303);
    CHECK(strcmp(fixed, loopback_cookie(lb, "session")) != 0);
    struct loopback *thief = world_as(w, "nobody");
    loopback_set_cookie(thief, "session", fixed);
    CHECK_I64(loopback_get(thief, "/account")->status, 303);
    const char *token = loopback_cookie(lb, "session");
    (void)loopback_get(lb, "/account");
    CHECK_I64(loopback_post(lb, "/sign-out")->status, 303);
    loopback_set_cookie(thief, "session", token);
    CHECK_I64(loopback_get(thief, "/account")->status, 303);
}

/* ── passwords ── */

TEST(passwords_are_the_same_however_a_keyboard_composes_them)
{
    const char *hash = password_hash(a, "ガラスの靴とかぼちゃ");
    CHECK(password_matches(hash, "ガラスの靴とかぼちゃ"));
    CHECK(password_matches(hash, "カ\xe3\x82\x99ラスの靴とかぼちゃ"));
    CHECK(!password_matches(hash, "ガラスの靴とかぼちゃ "));
    CHECK(!password_matches(NULL, "ガラスの靴とかぼちゃ"));
}

TEST(common_passwords_are_refused_and_no_kind_of_character_is_asked_for)
{
    static const char *const BAD[] = { "123456789012",   "210987654321",
                                       "abcdefghijkl",   "passwordpassword",
                                       "Password2024!!", "aaaaaaaaaaaa",
                                       "abababababab",   "ｐａｓｓｗｏｒｄ１２３４",
                                       "hanako.yamada1", "hanako.yamada@example.ac.jp",
                                       "short" };
    static const char *const FINE[] = { "correct horse battery", "ただのながいことばのれつ", "83920174650283",
                                        "UPPER ONLY WORDS" };
    for (size_t i = 0; i < sizeof BAD / sizeof BAD[0]; i++)
        CHECK_ERR(password_may_be_chosen(a, "password", BAD[i], "hanako.yamada@example.ac.jp", "山田 花子"),
                  ERR_INVALID);
    for (size_t i = 0; i < sizeof FINE / sizeof FINE[0]; i++)
        CHECK_OK(password_may_be_chosen(a, "password", FINE[i], "hanako.yamada@example.ac.jp", "山田 花子"));
}
