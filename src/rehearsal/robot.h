/* robot.h: one person of a rehearsal with a browser of their own: gets pages, fills forms in, presses buttons.
**
** It goes through HTTP as a person would and knows nothing of the store. It talks to this machine only, so that no
** play ever reaches a real site. One robot belongs to one thread. A page lives until its robot's next visit. */
#ifndef REHEARSAL_ROBOT_H
#define REHEARSAL_ROBOT_H

#include "base/arena.h"
#include "base/err.h"
#include "base/pairs.h"
#include "rehearsal/scan.h"

struct robot;

struct robot_page {
    int status;
    const char *path; /* where one has arrived, with its query */
    const char *type; /* Content-Type; "" */
    struct bytes body;
    const struct scan *seen; /* of HTML; else an empty one */
};

/* A new person without cookies. site_url: "http://127.0.0.1:8080"; INVALID for any host but 127.0.0.1, [::1] and
** localhost, for https and for a path. name: for what is told of failures. Ends with the arena. */
struct err *robot_make(struct arena *a, const char *site_url, const char *name,
                       struct robot **ret) MUST_CHECK;
const char *robot_name(const struct robot *r);

/* A visit: follows redirects within the site (at most ten). An answer of any status is a page; a FAULT is no answer
** within 60 seconds, or one of more than 32 MiB. */
struct err *robot_get(struct robot *r, const char *path, struct robot_page **ret) MUST_CHECK;
/* The fields as they are, without a form around them, as our script does. */
struct err *robot_post(struct robot *r, const char *path, const struct pairs *fields,
                       struct robot_page **ret) MUST_CHECK;
/* A header that goes with every request from now on ("X-Requested-With: kyoten"); NULL: none any more. */
void robot_header(struct robot *r, const char *line);

/* ── a form, filled in ── */
struct robot_form;
/* The form of that address (see scan_form_find), with what a browser would send of it; NULL when it is not there. */
struct robot_form *robot_form(struct robot *r, const struct robot_page *page, const char *action);
struct robot_form *robot_form_of(struct robot *r, const struct robot_page *page,
                                 const struct scan_form *form);
const struct scan_form *robot_form_seen(const struct robot_form *f);
/* The text, choice or box of that name gets this value alone. */
void robot_fill(struct robot_form *f, const char *name, const char *value);
/* One more value of that name: boxes. */
void robot_tick(struct robot_form *f, const char *name, const char *value);
/* What will be sent for the name; NULL: nothing. */
const char *robot_filled(const struct robot_form *f, const char *name);
/* A file for a field of the form, sent as multipart. The bytes must live until the form is sent. */
void robot_attach(struct robot_form *f, const char *field, const char *file_name, const char *type,
                  struct bytes b);
/* Sends it with the button of that name and value (NULL: whichever is first, as with the Enter key). */
struct err *robot_press(struct robot *r, struct robot_form *f, const char *button, const char *value,
                        struct robot_page **ret) MUST_CHECK;

#endif
