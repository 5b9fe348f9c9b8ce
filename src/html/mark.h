/* mark.h: small helpers of the components in this folder; features write views instead. */
#ifndef HTML_MARK_H
#define HTML_MARK_H

#include "html/html.h"

#include <stdarg.h>
#include <stdbool.h>

/* ` name="value"`, escaped; nothing where the value is NULL. */
void mark_attr(struct html_writer *w, const char *name, const char *value);
void mark_attr_i64(struct html_writer *w, const char *name, int64_t value);
/* ` name` where on. */
void mark_flag(struct html_writer *w, const char *name, bool on);
/* ` href="…"`; nothing where the url is empty. */
void mark_url(struct html_writer *w, const char *name, struct url u);
/* An icon of 24 units; its name is one of: check, tick, info, warning, error, half, circle, dot, up, down, both. Hidden
** from screen readers unless label is given. */
void mark_icon(struct html_writer *w, const char *name, const char *label);

#endif
