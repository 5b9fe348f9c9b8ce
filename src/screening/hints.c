/* hints.c: see hints.h. */
#include "screening/hints.h"

#include "base/identifier.h"
#include "base/text.h"
#include "db/db.h"
#include "file/file.h"
#include "i18n/i18n.h"
#include "person/institution.h"
#include "screening.msg.h"

#include <string.h>

#define SAID_MOST 5 /* mistakes in words; of more only the number */

STMT(screening_titles, READ, "ii",
     "SELECT title, receipt_no FROM application WHERE call_id = $1 AND id <> $2 AND state = 'submitted' ORDER BY id");

struct looking {
    struct ctx *c;
    const struct application *app;
    const struct call *call;
    const struct definition *def;
    const struct submission *sub;
    struct submitted sent;
    struct institution *institution;
};

#define SAY(m, ...) MSG_TEXT(x->c->arena, x->c->lang, m __VA_OPT__(, ) __VA_ARGS__)

static const char *line_added(struct arena *a, const char *all, const char *line)
{
    return arena_printf(a, "%s%s%s", all, *all ? "\n" : "", line);
}

static struct screening_hint applicant(const struct looking *x)
{
    const char *kind = x->institution->kind;
    for (size_t i = 0; kind && i < x->def->applicant_kinds.n; i++)
        if (strcmp(x->def->applicant_kinds.v[i].key, kind) == 0)
            return (struct screening_hint){ SAYS_GOOD,
                                            SAY(MSG_SCREENING_HINT_KIND, arg_text(x->institution->corporation),
                                                arg_words(x->def->applicant_kinds.v[i].name.in)) };
    return (struct screening_hint){ SAYS_DOUBT, SAY(MSG_SCREENING_HINT_KIND_UNKNOWN) };
}

static struct err *one_per_hub(const struct looking *x, struct screening_hint *ret)
{
    struct arena *a = x->c->arena;
    struct rows rows;
    const char *key = text_key(a, x->sub->title);
    const char *same = "";
    TRY(db_rows(x->c, screening_titles, &rows, I64(x->call->id), I64(x->app->id)));
    for (size_t i = 0; i < rows.n; i++)
        if (strcmp(text_key(a, row_text(&rows.v[i], 0)), key) == 0)
            same = line_added(a, same, row_text(&rows.v[i], 1));
    if (*same)
        *ret = (struct screening_hint){ SAYS_DOUBT, SAY(MSG_SCREENING_HINT_SAME_NAME, arg_text(same)) };
    else
        *ret = (struct screening_hint){ SAYS_GOOD, SAY(MSG_SCREENING_HINT_ONLY_ONE) };
    return NULL;
}

static struct screening_hint required(const struct looking *x)
{
    struct form_state state =
        form_check(x->c->arena, x->def, x->sub->type_key, x->sent.form.v, x->sent.form.n);
    const char *all = "";
    int64_t n = 0;
    for (const struct err *e = state.mistakes; e; e = e->next, n++)
        if (n < SAID_MOST)
            all = line_added(x->c->arena, all, err_text(x->c->arena, x->c->lang, e));
    if (n == 0)
        return (struct screening_hint){ SAYS_GOOD, SAY(MSG_SCREENING_HINT_COMPLETE) };
    return (struct screening_hint){ SAYS_DOUBT,
                                    line_added(x->c->arena, SAY(MSG_SCREENING_HINT_MISTAKES, arg_i64(n)), all) };
}

/* What is wrong with one file; NULL: nothing that can be seen. Its bytes are gone when this returns. */
static const struct msg *file_fault(const struct looking *x, const struct attachment *f)
{
    ARENA(own);
    struct ctx c = *x->c;
    struct bytes b;
    c.arena = own;
    struct err *e = file_read(&c, f->hash.p, &b);
    if (e)
        return &MSG_SCREENING_HINT_FILE_GONE;
    if (!screening_file_is_whole(f->media_type, b))
        return &MSG_SCREENING_HINT_FILE_BROKEN;
    return screening_file_is_locked(f->media_type, b) ? &MSG_SCREENING_HINT_FILE_LOCKED : NULL;
}

static struct screening_hint files(const struct looking *x)
{
    const char *all = "";
    for (size_t i = 0; i < x->sent.attachment_count; i++) {
        const struct msg *fault = file_fault(x, &x->sent.attachments[i]);
        if (fault)
            all = line_added(x->c->arena, all,
                             msg_text(x->c->arena, x->c->lang, fault,
                                      (const struct arg[]){ arg_text(x->sent.attachments[i].name), ARG_END }));
    }
    if (*all)
        return (struct screening_hint){ SAYS_DOUBT, all };
    int64_t n = (int64_t)x->sent.attachment_count;
    return (struct screening_hint){ SAYS_GOOD, n ? SAY(MSG_SCREENING_HINT_FILES_WHOLE, arg_i64(n))
                                                 : SAY(MSG_SCREENING_HINT_NO_FILES) };
}

static struct screening_hint corporate_number(const struct looking *x)
{
    const char *number = x->institution->corporate_number;
    if (!number)
        return (struct screening_hint){ SAYS_DOUBT, SAY(MSG_SCREENING_HINT_NUMBER_UNKNOWN) };
    struct err *e = corporate_number_check(x->c->arena, number, NULL);
    if (e)
        return (struct screening_hint){ SAYS_DOUBT, err_text(x->c->arena, x->c->lang, e) };
    return (struct screening_hint){ SAYS_GOOD, SAY(MSG_SCREENING_HINT_NUMBER_GOOD, arg_text(number)) };
}

static struct err *look(const struct looking *x, enum check_hint hint, struct screening_hint *ret)
{
    switch (hint) {
    case HINT_NONE:
        *ret = (struct screening_hint){ SAYS_NOTHING, NULL };
        break;
    case HINT_APPLICANT:
        *ret = applicant(x);
        break;
    case HINT_ONE_PER_HUB:
        return one_per_hub(x, ret);
    case HINT_REQUIRED:
        *ret = required(x);
        break;
    case HINT_FILES:
        *ret = files(x);
        break;
    case HINT_CORPORATE_NUMBER:
        *ret = corporate_number(x);
        break;
    }
    return NULL;
}

struct err *screening_hints(struct ctx *c, const struct application *app, const struct call *call,
                            const struct definition *def, const struct submission *sub, struct screening_hint **ret)
{
    struct looking x = { .c = c, .app = app, .call = call, .def = def, .sub = sub };
    struct screening_hint *v = arena_array(c->arena, struct screening_hint, def->formal_check.n + 1);
    TRY(submission_read(c->arena, sub, &x.sent));
    TRY(institution_load(c, app->institution_id, &x.institution));
    for (size_t i = 0; i < def->formal_check.n; i++)
        TRY(look(&x, def->formal_check.v[i].hint, &v[i]));
    *ret = v;
    return NULL;
}
