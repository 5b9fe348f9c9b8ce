/* door.c: see door.h. */
#include "rehearsal/door.h"

#include <string.h>

/* Of the forms that lead in, the one whose button has the name on it. */
static const struct scan_form *door_of(const struct scan *s, const char *name)
{
    for (size_t i = 0; i < s->form_count; i++)
        for (size_t k = 0; scan_fits(s->forms[i].action, "/link/*", true) && k < s->forms[i].n; k++)
            if (strstr(s->forms[i].v[k].label, name))
                return &s->forms[i];
    return NULL;
}

struct err *door_enter(struct arena *a, const char *site_url, const char *name, struct robot **ret)
{
    struct robot *r = NULL;
    struct robot_page *page = NULL;
    TRY(robot_make(a, site_url, name, &r));
    TRY(robot_get(r, "/sign-in", &page));
    const struct scan_form *door = door_of(page->seen, name);
    if (!door)
        return fault(a, "the sign-in page has no door for %s: is this a rehearsal?", name);
    TRY(robot_press(r, robot_form_of(r, page, door), NULL, NULL, &page));
    if (page->status >= 400 || scan_fits(page->path, "/link/*", true))
        return fault(a, "the door of %s leads to %s with status %d", name, page->path, page->status);
    *ret = r;
    return NULL;
}
