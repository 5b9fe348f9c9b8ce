/* scan.h: what a person sees on a page of ours and can fill in or follow: forms, links, text. For the robots only.
**
** A tolerant reader of HTML, not a browser: it takes any bytes, never fails, and needs memory in proportion to them.
** Scripts and styles are left out; comments too. */
#ifndef REHEARSAL_SCAN_H
#define REHEARSAL_SCAN_H

#include "base/arena.h"

#include <stdbool.h>

/* One control, or one choice of it: each radio button, box and option is a row of its own under the common name. */
struct scan_control {
    const char *type; /* "text", "hidden", "radio", "checkbox", "option", "textarea", "file", "submit", … */
    const char *name; /* "" where it has none: it is not sent */
    const char *value;  /* decoded */
    const char *label;  /* what stands on a button or option; "" else */
    const char *accept; /* of a file */
    const char *action; /* of a button with an address of its own, or NULL */
    bool chosen;        /* radio, checkbox, option */
    bool readonly, disabled;
    const char *inputmode; /* "numeric", "decimal"; "" */
    int64_t revision;      /* data-revision of the field it stands in; −1: none */
    int64_t max;           /* characters that its counter allows; 0: none stands there */
};

struct scan_form {
    const char *id, *method, *action; /* method in small letters, "get" unless given */
    const char *autosave;             /* data-autosave, or NULL */
    bool multipart;
    size_t n;
    struct scan_control *v;
};

struct scan_link {
    const char *href, *text;
};

struct scan {
    const char *title, *heading; /* of <title> and the first <h1>; "" */
    const char *text;            /* all that can be read, runs of white space as one space */
    size_t form_count, link_count;
    struct scan_form *forms;
    struct scan_link *links;
};

/* The page lives in the arena; html need not end in NUL. */
struct scan *scan_html(struct arena *a, const char *html, size_t n);

/* The first form whose address begins with that path; a "*" in it stands for one segment. NULL: none. */
const struct scan_form *scan_form_find(const struct scan *s, const char *action);
/* The n-th link (from 0) whose address fits in the same way, but wholly. NULL: none. */
const struct scan_link *scan_link_find(const struct scan *s, const char *href, size_t n);
/* Does the address fit? A "*" stands for one segment that is not empty; whole: nothing may follow but "?" and "#". */
bool scan_fits(const char *address, const char *pattern, bool whole);

#endif
