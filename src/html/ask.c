/* ask.c: doubts about what was typed, asked once above the form; see field.h. */
#include "html/ask.h"

#include "base/date_parse.h"
#include "base/vec.h"
#include "html.msg.h"
#include "html/part.h"
#include "i18n/i18n.h"

#include <string.h>

const struct form_asks *form_ask_days(struct arena *a, enum lang lang, const struct pairs *form, const date *days,
                                      size_t n)
{
    VEC(const char *) v = { 0 };
    const char *sure = "";
    for (size_t i = 0; i < n; i++) {
        struct doubts d = date_questions(days[i]);
        for (size_t k = 0; k < d.n; k++)
            *vec_push(a, &v) = msg_text(a, lang, d.v[k].msg, d.v[k].args);
        if (d.n)
            sure = arena_printf(a, "%s%s%s", sure, *sure ? "_" : "", date_iso(a, days[i]));
    }
    for (size_t i = 0; i < form->n; i++)
        if (strcmp(form->v[i].name, "sure") == 0 && strcmp(form->v[i].value, sure) == 0)
            return NULL;
    if (v.n == 0)
        return NULL;
    *vec_push(a, &v) = NULL;
    struct form_asks *x = arena_new(a, struct form_asks);
    *x = (struct form_asks){ v.v, sure };
    return x;
}

void put_asks(struct html_writer *w, const struct form_asks *x)
{
    const char *title = tr(w, MSG_HTML_ASKS);
    banner_box(w, NOTICE_WARNING, title);
    html_lit(w, "<ul>");
    for (const char *const *s = x->sentences; *s; s++) {
        html_lit(w, "<li>");
        html_text(w, *s);
        html_lit(w, "</li>");
    }
    html_lit(w, "</ul>");
    button(w, BUTTON_OUTLINE, tr(w, MSG_HTML_ASKS_GO_ON), "sure", x->sure);
    banner_box_end(w, NOTICE_WARNING, title);
}
