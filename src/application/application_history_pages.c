/* application_history_pages.c: everything that was ever saved: field, when, who, what became of it; the texts of one
** field one after the other, any of which can be put back; what came too late, to take along. */
#include "application/application_views.h"

#include "application/application_edit.h"
#include "application/application_missing.h"
#include "application/application_rules.h"
#include "base/buf.h"
#include "base/id.h"
#include "base/text.h"
#include "db/db.h"
#include "i18n/i18n.h"
#include "person/frame.h"
#include "application.msg.h"

#include <stdlib.h>
#include <string.h>

#define LINES_MAX 300

#define SAVE_LIST                                                                                                  \
    "SELECT s.id, s.field_key, s.value, s.outcome, s.saved_at, p.name FROM answer_save s"                          \
    " JOIN person p ON p.id = s.saved_by WHERE s.application_id = $1"
STMT(answer_save_list, READ, "ii", SAVE_LIST " ORDER BY s.id DESC LIMIT $2");
STMT(answer_save_of_field, READ, "iti", SAVE_LIST " AND s.field_key = $2 ORDER BY s.id DESC LIMIT $3");
STMT(answer_save_late_list, READ, "i", SAVE_LIST " AND s.outcome = 'late' ORDER BY s.id");
STMT(answer_late_count, READ, "i", "SELECT count(*) FROM answer_save WHERE application_id = $1 AND outcome = 'late'");

enum { ID, FIELD, VALUE, OUTCOME, AT, NAME };

/* "拠点の収入　企業　前年度" */
static const char *label_of(struct arena *a, const struct definition *def, const char *key, enum lang lang)
{
    const struct form_field *f = application_field_of(a, def, key);
    if (!f || f->kind != FIELD_TABLE)
        return f ? f->label.in[lang] : key;
    for (size_t r = 0; r < application_table_rows(f); r++)
        for (size_t k = 0; k < f->columns.n; k++)
            if (strcmp(application_cell_key(a, f, r, k), key) == 0)
                return arena_printf(a, "%s　%s　%s", f->label.in[lang], application_row_label(a, lang, f, r),
                                    f->columns.v[k].label.in[lang]);
    return f->label.in[lang];
}

/* The text that stood there until this one came: of the same field, saved, the next older. */
static const char *text_before(const struct rows *rows, size_t i)
{
    for (size_t k = i + 1; k < rows->n; k++)
        if (strcmp(row_text(&rows->v[k], FIELD), row_text(&rows->v[i], FIELD)) == 0 &&
            strcmp(row_text(&rows->v[k], OUTCOME), "saved") == 0)
            return row_text(&rows->v[k], VALUE);
    return "";
}

static const char *when_of(struct ctx *c, instant at)
{
    return arena_printf(c->arena, "%s:%02d", text_instant(c->arena, c->lang, at), clock_of_instant(at).second);
}

static const char *readable(struct ctx *c, const struct definition *def, const struct row *of, const char *value)
{
    return application_readable(c->arena, c->lang, def, row_text(of, FIELD), value);
}

static struct save_line line_of(struct ctx *c, const struct application_page *a, const struct rows *rows, size_t i)
{
    const struct row *r = &rows->v[i];
    const char *outcome = row_text(r, OUTCOME);
    bool stale = strcmp(outcome, "stale") == 0;
    bool late = strcmp(outcome, "late") == 0;
    const struct msg *word = stale  ? &MSG_APPLICATION_OUTCOME_STALE
                             : late ? &MSG_APPLICATION_OUTCOME_LATE
                                    : &MSG_APPLICATION_OUTCOME_SAVED;
    struct save_line line = { .field = label_of(c->arena, a->def, row_text(r, FIELD), c->lang),
                              .who = row_text(r, NAME),
                              .when = when_of(c, row_i64(r, AT)),
                              .value = readable(c, a->def, r, row_text(r, VALUE)),
                              .before = readable(c, a->def, r, text_before(rows, i)),
                              .outcome = MSG_TEXT(c->arena, c->lang, *word),
                              .kept = stale || late,
                              .tone = stale  ? TONE_ORANGE
                                      : late ? TONE_YELLOW
                                             : TONE_GREEN,
                              .chars = (int64_t)text_count(row_text(r, VALUE)) };
    line.to = application_history_url(c->arena, a->app->id, row_text(r, FIELD));
    return line;
}

struct err *application_count_late(struct ctx *c, int64_t id, int64_t *ret)
{
    return db_i64(c, answer_late_count, ret, I64(id));
}

struct url application_history_url(struct arena *a, int64_t id, const char *key)
{
    struct url to = url_make(a, "/applications/%s/history", id_text(a, id));
    to.s = arena_printf(a, "%s?field=%s", to.s, key); /* a key of the form: nothing in it needs an escape */
    return to;
}

/* One field: every text that is not the present one can be put back. */
static void put_field(struct ctx *c, struct history_page *x, const char *key, const struct rows *rows,
                      struct save_line *v)
{
    const struct answer *now = application_answer(x->a->form.answers, x->a->form.answer_count, key);
    const struct form_section *s = application_section_of(c->arena, x->a->def, key);
    x->field = key;
    x->caption = label_of(c->arena, x->a->def, key, c->lang);
    x->revision = now ? now->revision : 0;
    x->to_field = x->a->edit;
    if (s) {
        x->to_field = url_make(c->arena, "/applications/%s/edit/%s", id_text(c->arena, x->a->app->id), s->key);
        x->to_field.s = arena_printf(c->arena, "%s#f-%s", x->to_field.s, key);
    }
    for (size_t i = 0; i < rows->n; i++) {
        v[i].is_present = strcmp(now ? now->value : "", row_text(&rows->v[i], VALUE)) == 0;
        v[i].put_back = x->a->may_edit && !v[i].is_present ? row_i64(&rows->v[i], ID) : 0;
    }
    x->put_back = application_url(c->arena, x->a->app->id, "/put-back");
}

ROUTE(GET, "/applications/:application/history", application_history_page, ACT_APPLICATION_SEE)
{
    struct ctx *c = rq->ctx;
    struct application_page *a = NULL;
    struct rows rows;
    const char *key = pairs_get(&rq->query, "field");
    TRY(application_page_load(rq, NULL, &a));
    if (key && !application_field_of(c->arena, a->def, key))
        return not_found(c->arena);
    if (key)
        TRY(db_rows(c, answer_save_of_field, &rows, I64(a->app->id), TXT(key), I64(LINES_MAX)));
    else
        TRY(db_rows(c, answer_save_list, &rows, I64(a->app->id), I64(LINES_MAX)));
    struct save_line *v = arena_array(c->arena, struct save_line, rows.n + 1);
    for (size_t i = 0; i < rows.n; i++)
        v[i] = line_of(c, a, &rows, i);
    struct history_page x = {
        .a = a, .n = rows.n, .v = v, .caption = MSG_TEXT(c->arena, c->lang, MSG_APPLICATION_HISTORY)
    };
    TRY(application_count_late(c, a->app->id, &x.late));
    x.late_texts = application_url(c->arena, a->app->id, "/late.txt");
    if (key)
        put_field(c, &x, key, &rows, v);
    struct page *pg = page_for(rq, rs, key ? MSG_TEXT(c->arena, c->lang, MSG_APPLICATION_FIELD_HISTORY,
                                                      arg_text(x.caption))
                                           : x.caption);
    struct html_writer w = page_writer(rq);
    application_history_show(&w, pg, &x);
    return show(rs, html_done(&w));
}

ROUTE(POST, "/applications/:application/put-back", application_put_back_page, ACT_APPLICATION_EDIT)
{
    struct ctx *c = rq->ctx;
    int64_t id = param_id(rq, "application");
    const char *key = NULL;
    int64_t save = strtoll(pairs_text(&rq->form, "save"), NULL, 10);
    TRY(application_put_back(c, id, save, strtoll(pairs_text(&rq->form, "base"), NULL, 10), &key));
    notice_after(rq, rs, &MSG_APPLICATION_SAVED);
    return see_other(rs, application_history_url(c->arena, id, key));
}

/* What came after the deadline, for its people to use elsewhere. */
ROUTE(GET, "/applications/:application/late.txt", application_late_texts, ACT_APPLICATION_SEE)
{
    struct ctx *c = rq->ctx;
    struct application_at at = { 0 };
    struct rows rows;
    TRY(application_at(c, param_id(rq, "application"), ACT_APPLICATION_SEE, &at));
    TRY(db_rows(c, answer_save_late_list, &rows, I64(at.app->id)));
    struct buf b = buf_make(c->arena, 4096);
    buf_printf(&b, "%s\n%s\n\n", at.app->title,
               MSG_TEXT(c->arena, c->lang, MSG_APPLICATION_LATE_FILE, arg_instant(at.call->closes_at)));
    for (size_t i = 0; i < rows.n; i++)
        buf_printf(&b, "■ %s\n%s　%s\n\n%s\n\n",
                   label_of(c->arena, at.call->definition, row_text(&rows.v[i], FIELD), c->lang),
                   when_of(c, row_i64(&rows.v[i], AT)), row_text(&rows.v[i], NAME),
                   readable(c, at.call->definition, &rows.v[i], row_text(&rows.v[i], VALUE)));
    return send_download(rs, c->arena, arena_printf(c->arena, "late-%s.txt", at.app->receipt_no),
                         "text/plain; charset=utf-8", (struct bytes){ (const uint8_t *)b.s, b.n });
}
