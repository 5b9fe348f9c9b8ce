/* play_people.c: how robots come in: through a door of the rehearsal, by registration, by invitation. */
#include "rehearsal/play.h"

#include "rehearsal/door.h"

#include <string.h>

struct err *play_enter(struct play *p, const char *name, struct robot **ret)
{
    return door_enter(p->a, p->o.url, name, ret);
}

/* ── the tray ── */

/* The newest mail to that address that has a link: the link's path. */
static struct err *link_to(struct play *p, const char *email, const char **ret)
{
    struct robot_page *page = NULL;
    VEC(const char *) mails = { 0 };
    TRY(play_open(p, p->office, "/office/mail", &page));
    const struct scan_link *l = NULL;
    for (size_t i = 0; (l = scan_link_find(page->seen, "/office/mail/*", i)) && i < 20; i++)
        *vec_push(p->a, &mails) = arena_strdup(p->a, l->href);
    for (size_t i = 0; i < mails.n; i++) {
        TRY(play_open(p, p->office, mails.v[i], &page));
        l = scan_link_find(page->seen, "/link/*", 0);
        if (l && strstr(page->seen->text, email)) {
            *ret = arena_strdup(p->a, l->href);
            return NULL;
        }
    }
    return fault(p->a, "the tray has no mail with a link to %s", email);
}

struct err *play_mails(struct play *p, const char *email, int64_t *ret)
{
    struct robot_page *page = NULL;
    int64_t n = 0;
    TRY(play_open(p, p->office, "/office/mail", &page));
    if (!*email) {
        while (scan_link_find(page->seen, "/office/mail/*", (size_t)n))
            n++;
    } else {
        for (const char *at = page->seen->text; (at = strstr(at, email)); at++)
            n++;
    }
    *ret = n;
    return NULL;
}

/* ── through a link from a mail ── */

static struct err *accept(struct play *p, struct robot *r, const char *email, const char *name,
                          const char *kana)
{
    const char *link = NULL;
    struct robot_page *page = NULL;
    struct robot_form *f = NULL;
    TRY(link_to(p, email, &link));
    TRY(play_open(p, r, link, &page));
    TRY(play_form(p, r, page, "/link/*", &f));
    robot_fill(f, "name", name);
    robot_fill(f, "kana", kana);
    robot_fill(f, "department", "演習部");
    robot_fill(f, "password",
               arena_printf(p->a, "mori-to-mizuumi-%llu", (unsigned long long)fate_below(&p->fate, 1000000)));
    TRY(play_press(p, r, f, NULL, NULL, &page));
    return NULL;
}

struct err *play_register(struct play *p, const char *email, const char *name, const char *kana,
                          struct robot **ret)
{
    struct robot *r = NULL;
    struct robot_page *page = NULL;
    struct robot_form *f = NULL;
    TRY(robot_make(p->a, p->o.url, name, &r));
    TRY(play_open(p, r, "/register", &page));
    TRY(play_form(p, r, page, "/register", &f));
    robot_fill(f, "email", email);
    TRY(play_press(p, r, f, NULL, NULL, &page));
    TRY(accept(p, r, email, name, kana));
    *ret = r;
    return NULL;
}

/* The choice of the list "call" that belongs to the round; the first that is one where the words do not tell. */
static const char *call_choice(const struct play *p, const struct scan_form *f)
{
    const char *first = "";
    for (size_t i = 0; i < f->n; i++) {
        const struct scan_control *x = &f->v[i];
        if (strcmp(x->name, "call") != 0 || !*x->value)
            continue;
        if (strstr(x->label, p->round))
            return x->value;
        first = *first ? first : x->value;
    }
    return first;
}

struct err *play_invite(struct play *p, const char *email, const char *duty, const char *name,
                        const char *kana, struct robot **ret)
{
    struct robot_page *page = NULL;
    struct robot_form *f = NULL;
    TRY(play_open(p, p->office, "/office/people/invite", &page));
    TRY(play_form(p, p->office, page, "/office/people/invite", &f));
    robot_fill(f, "email", email);
    robot_fill(f, "duty", duty);
    robot_fill(f, "call", call_choice(p, robot_form_seen(f)));
    TRY(play_press(p, p->office, f, NULL, NULL, &page));
    TRY(robot_make(p->a, p->o.url, name, ret));
    return accept(p, *ret, email, name, kana);
}
