/* application_history_pages.c: everything that was ever saved: field, when, who, what became of it. */
#include "application/application_views.h"

#include "application/application_rules.h"
#include "base/text.h"
#include "db/db.h"
#include "i18n/i18n.h"
#include "person/frame.h"
#include "application.msg.h"

#include <string.h>

#define LINES_MAX 300

STMT(answer_save_list, READ, "ii",
     "SELECT s.field_key, s.value, s.outcome, s.saved_at, p.name FROM answer_save s JOIN person p ON p.id = "
     "s.saved_by"
     " WHERE s.application_id = $1 ORDER BY s.id DESC LIMIT $2");

static const char *label_of(struct arena *a, const struct definition *def, const char *key, enum lang lang)
{
    const struct form_field *f = application_field_of(a, def, key);
    if (!f)
        return key;
    const char *dot = strchr(key, '.');
    return dot ? arena_printf(a, "%s %s", f->label.in[lang], dot + 1) : f->label.in[lang];
}

/* Beside a text that did not become the present one stands the one that did. */
static const char *present_before(const struct rows *rows, size_t i)
{
    for (size_t k = i + 1; k < rows->n; k++)
        if (strcmp(row_text(&rows->v[k], 0), row_text(&rows->v[i], 0)) == 0 &&
            strcmp(row_text(&rows->v[k], 2), "saved") == 0)
            return row_text(&rows->v[k], 1);
    return "";
}

static struct save_line line_of(struct ctx *c, const struct definition *def, const struct rows *rows,
                                size_t i)
{
    const struct row *r = &rows->v[i];
    const char *outcome = row_text(r, 2);
    bool stale = strcmp(outcome, "stale") == 0;
    bool late = strcmp(outcome, "late") == 0;
    const struct msg *word = stale  ? &MSG_APPLICATION_OUTCOME_STALE
                             : late ? &MSG_APPLICATION_OUTCOME_LATE
                                    : &MSG_APPLICATION_OUTCOME_SAVED;
    struct save_line line = { .field = label_of(c->arena, def, row_text(r, 0), c->lang),
                              .who = row_text(r, 4),
                              .when = text_instant(c->arena, c->lang, row_i64(r, 3)),
                              .value = row_text(r, 1),
                              .outcome = MSG_TEXT(c->arena, c->lang, *word),
                              .kept = stale || late,
                              .tone = stale  ? TONE_ORANGE
                                      : late ? TONE_YELLOW
                                             : TONE_GREEN,
                              .chars = (int64_t)text_count(row_text(r, 1)) };
    line.when = arena_printf(c->arena, "%s:%02d", line.when, clock_of_instant(row_i64(r, 3)).second);
    line.before = line.kept ? present_before(rows, i) : "";
    return line;
}

ROUTE(GET, "/applications/:application/history", application_history_page, ACT_APPLICATION_SEE)
{
    struct ctx *c = rq->ctx;
    struct history_page x = { 0 };
    struct application_page *a = NULL;
    struct rows rows;
    TRY(application_page_load(rq, NULL, &a));
    TRY(db_rows(c, answer_save_list, &rows, I64(a->app->id), I64(LINES_MAX)));
    struct save_line *v = arena_array(c->arena, struct save_line, rows.n + 1);
    for (size_t i = 0; i < rows.n; i++)
        v[i] = line_of(c, a->def, &rows, i);
    x = (struct history_page){ .a = a, .n = rows.n, .v = v };
    struct page *pg = page_for(rq, rs, MSG_TEXT(c->arena, c->lang, MSG_APPLICATION_HISTORY));
    struct html_writer w = page_writer(rq);
    application_history_show(&w, pg, &x);
    return show(rs, html_done(&w));
}
