/* mark.c: see mark.h. */
#include "html/mark.h"

#include <assert.h>
#include <string.h>

void mark_attr(struct html_writer *w, const char *name, const char *value)
{
    if (!value)
        return;
    html_lit(w, " ");
    html_put_text(w, name);
    html_lit(w, "=\"");
    html_put_text(w, value);
    html_lit(w, "\"");
}

void mark_attr_i64(struct html_writer *w, const char *name, int64_t value)
{
    html_lit(w, " ");
    html_put_text(w, name);
    html_lit(w, "=\"");
    html_put_i64(w, value);
    html_lit(w, "\"");
}

void mark_flag(struct html_writer *w, const char *name, bool on)
{
    if (!on)
        return;
    html_lit(w, " ");
    html_put_text(w, name);
}

void mark_url(struct html_writer *w, const char *name, struct url u)
{
    mark_attr(w, name, u.s);
}

static const struct {
    const char *name, *shape;
} ICONS[] = {
    { "check", "<circle cx=\"12\" cy=\"12\" r=\"10\" fill=\"currentColor\"/>"
               "<path d=\"m7 12.5 3.5 3.5L17.5 9\" fill=\"none\" stroke=\"#fff\" stroke-width=\"2.25\"/>" },
    { "tick",
      "<path d=\"m4 12.5 5.5 5.5L20 6.5\" fill=\"none\" stroke=\"currentColor\" stroke-width=\"3.5\"/>" },
    { "info", "<circle cx=\"12\" cy=\"12\" r=\"10\" fill=\"currentColor\"/>"
              "<path d=\"M12 6.25v2.5M12 10.75v7\" stroke=\"#fff\" stroke-width=\"2.25\"/>" },
    { "warning", "<path d=\"M12 2 23 21.5H1z\" fill=\"currentColor\"/>"
                 "<path d=\"M12 8.5v6.25M12 16.75V19\" stroke=\"#fff\" stroke-width=\"2.25\"/>" },
    { "error", "<path d=\"M7.86 2h8.28L22 7.86v8.28L16.14 22H7.86L2 16.14V7.86z\" fill=\"currentColor\"/>"
               "<path d=\"M12 6.5v7M12 15.75V18\" stroke=\"#fff\" stroke-width=\"2.25\"/>" },
    { "half", "<circle cx=\"12\" cy=\"12\" r=\"9\" fill=\"none\" stroke=\"currentColor\" stroke-width=\"2\"/>"
              "<path d=\"M12 3a9 9 0 0 0 0 18z\" fill=\"currentColor\"/>" },
    { "circle",
      "<circle cx=\"12\" cy=\"12\" r=\"9\" fill=\"none\" stroke=\"currentColor\" stroke-width=\"2\"/>" },
    { "dot", "<circle cx=\"12\" cy=\"12\" r=\"3\" fill=\"currentColor\"/>" },
    { "up",
      "<path d=\"M12 4 5 12h14z\" fill=\"currentColor\"/><path d=\"M12 22l-5-6h10z\" fill=\"#b3b3b3\"/>" },
    { "down",
      "<path d=\"M12 20l7-8H5z\" fill=\"currentColor\"/><path d=\"M12 2l5 6H7z\" fill=\"#b3b3b3\"/>" },
    { "both", "<path d=\"M12 3l5 6H7zM12 21l-5-6h10z\" fill=\"currentColor\"/>" },
};

void mark_icon(struct html_writer *w, const char *name, const char *label)
{
    for (size_t i = 0; i < sizeof ICONS / sizeof *ICONS; i++) {
        if (strcmp(ICONS[i].name, name) != 0)
            continue;
        html_lit(w, "<svg viewBox=\"0 0 24 24\" focusable=\"false\"");
        if (label) {
            html_lit(w, " role=\"img\"");
            mark_attr(w, "aria-label", label);
        } else {
            html_lit(w, " aria-hidden=\"true\"");
        }
        html_lit(w, ">");
        html_raw(w, ICONS[i].shape, strlen(ICONS[i].shape));
        html_lit(w, "</svg>");
        return;
    }
    assert(false && "no icon of that name");
}
