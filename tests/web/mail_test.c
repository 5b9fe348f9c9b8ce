/* Tests of the outbox pages. */
#include "world.h"

#include "mail/mail.h"

static const char *mail_path(struct world *w)
{
    struct mail_lines all;
    CHECK_OK(mail_list(world_ctx(w), "", 1, &all));
    return arena_printf(w->arena, "/office/mail/%lld", (long long)all.v[0].id);
}

TEST(in_a_rehearsal_the_office_reads_every_mail_and_follows_its_links)
{
    struct world *w = world_make(a, DB_SQLITE);
    w->site.rehearsal = true;
    struct loopback *lb = world_as(w, "nobody");
    (void)loopback_get(lb, "/register");
    (void)loopback_post(lb, "/register", "email", "new@world.example");
    struct loopback *office = world_as(w, "office");
    CHECK_HAS(loopback_get(office, "/office/mail")->body, "new@world.example");
    CHECK_HAS(loopback_get(office, "/office/mail?state=tray")->body, "new@world.example");
    CHECK_HAS_NOT(loopback_get(office, "/office/mail?state=sent")->body, "new@world.example");
    const char *link = world_mail_link(w, "new@world.example");
    const char *page = loopback_get(office, mail_path(w))->body;
    CHECK_HAS(page, arena_printf(a, "<a href=\"%s\">", link));
    CHECK_HAS(page, "登録が終わります。\n\n<a href=");
    CHECK_HAS_NOT(page, "/resend");
}

TEST(elsewhere_the_links_of_others_are_not_shown_to_the_office)
{
    struct world *w = world_make(a, DB_SQLITE);
    struct loopback *lb = world_as(w, "nobody");
    (void)loopback_get(lb, "/recover");
    (void)loopback_post(lb, "/recover", "email", world_email(w, "office_lead"));
    struct loopback *office = world_as(w, "office");
    const char *path = mail_path(w);
    const char *page = loopback_get(office, path)->body;
    CHECK_HAS(page, "/link/…");
    CHECK_HAS_NOT(page, world_mail_link(w, world_email(w, "office_lead")));
    CHECK_HAS(page, "送信待ち");
    CHECK_I64(loopback_post(office, arena_printf(a, "%s/hold", path))->status, 303);
    page = loopback_get(office, path)->body;
    CHECK_HAS(page, "保留");
    CHECK_HAS(page, "メールを止めました");
    CHECK_I64(loopback_post(office, arena_printf(a, "%s/resend", path))->status, 303);
    CHECK_HAS(loopback_get(office, path)->body, "送信待ち");
    CHECK_I64(loopback_get(office, "/office/mail/1")->status, 404);
    CHECK_I64(loopback_get(office, "/office/mail/x")->status, 404);
    CHECK_I64(loopback_get(world_as(w, "auditor"), path)->status, 404);
    world_check(w);
}
