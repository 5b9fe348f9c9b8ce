/* application_store.c: the rows of applications, answers, files and submissions, and how the viewer stands to them. */
#include "application/application.h"

#include "application/application_rules.h"
#include "base/date.h"
#include "db/db.h"
#include "ledger/ledger.h"
#include "person/person.h"

#include <string.h>

AUDITED(application,
        "id, call_id, type_key, title, title_kana, institution_id, receipt_no, state, submissions,"
        " submission_id, approved_by, approved_at, withdrawn_by, withdrawn_at, withdrawn_why,"
        " created_by, created_at, admitted_at, returned_until");
AUDITED(application_member, "id, application_id, person_id, role, added_by, added_at");
AUDITED(answer, "id, application_id, field_key, value, revision, saved_at, saved_by");
AUDITED(answer_save, "id, application_id, field_key, value, revision, outcome, saved_at, saved_by");
AUDITED(submission,
        "id, application_id, number, definition_id, type_key, title, answers, content_hash, arrived_at,"
        " recorded_at, sent_by");
AUDITED(attachment,
        "id, application_id, field_key, name, media_type, size, hash, added_by, added_at, removed_at");

#define APPLICATION_COLUMNS                                                                                  \
    "a.id, a.call_id, a.institution_id, a.type_key, a.title, a.title_kana, i.name, a.receipt_no, a.state,"   \
    " a.submissions, a.submission_id, a.approved_at, a.withdrawn_at, a.created_at, a.created_by, a.admitted_at,"   \
    " a.returned_until"
#define APPLICATION_FROM " FROM application a JOIN institution i ON i.id = a.institution_id"

STMT(application_by_id, READ, "i", "SELECT " APPLICATION_COLUMNS APPLICATION_FROM " WHERE a.id = $1");
STMT(application_mine, READ, "i",
     "SELECT " APPLICATION_COLUMNS APPLICATION_FROM " JOIN application_member m ON m.application_id = a.id"
     " WHERE m.person_id = $1 ORDER BY a.created_at DESC, a.id");
STMT(application_of_office, READ, "i",
     "SELECT " APPLICATION_COLUMNS APPLICATION_FROM
     " WHERE a.institution_id IN (SELECT d.institution_id FROM duty d"
     " WHERE d.person_id = $1 AND d.duty = 'institution_office' AND d.ended_at IS NULL)"
     " ORDER BY a.created_at DESC, a.id");
STMT(application_of_call, READ, "i",
     "SELECT " APPLICATION_COLUMNS APPLICATION_FROM " WHERE a.call_id = $1 AND a.state = 'submitted'"
     " ORDER BY a.title, a.id");
STMT(application_in_review_of_call, READ, "i",
     "SELECT " APPLICATION_COLUMNS APPLICATION_FROM " WHERE a.call_id = $1 AND " APPLICATION_IN_REVIEW("a")
     " ORDER BY a.title, a.id");
STMT(member_role, READ, "ii",
     "SELECT role FROM application_member WHERE application_id = $1 AND person_id = $2");
STMT(member_contacts, READ, "i",
     "SELECT m.id, p.id, p.name, p.email, m.role, p.lang FROM application_member m JOIN person p ON p.id = "
     "m.person_id"
     " WHERE m.application_id = $1"
     " ORDER BY CASE m.role WHEN 'lead' THEN 0 WHEN 'editor' THEN 1 ELSE 2 END, m.added_at, m.id");
STMT(answer_all, READ, "i",
     "SELECT w.field_key, w.value, w.revision, w.saved_at, w.saved_by, p.name FROM answer w"
     " LEFT JOIN person p ON p.id = w.saved_by WHERE w.application_id = $1 ORDER BY w.field_key");
#define ATTACHMENT_COLUMNS "id, application_id, field_key, name, media_type, size, hash, added_at"
STMT(attachment_all, READ, "i",
     "SELECT " ATTACHMENT_COLUMNS
     " FROM attachment WHERE application_id = $1 AND removed_at IS NULL ORDER BY added_at, id");
STMT(attachment_by_id, READ, "i",
     "SELECT " ATTACHMENT_COLUMNS " FROM attachment WHERE id = $1 AND removed_at IS NULL");
STMT(submission_by_id, READ, "i",
     "SELECT id, application_id, definition_id, sent_by, number, type_key, title, answers, content_hash, "
     "arrived_at,"
     " recorded_at FROM submission WHERE id = $1");

static struct application application_of_row(const struct row *r)
{
    return (struct application){
        .id = row_i64(r, 0),
        .call_id = row_i64(r, 1),
        .institution_id = row_i64(r, 2),
        .type_key = row_text(r, 3),
        .title = row_text(r, 4),
        .title_kana = row_text(r, 5),
        .institution = row_text(r, 6),
        .receipt_no = row_text(r, 7),
        .state = row_text(r, 8),
        .submissions = (int)row_i64(r, 9),
        .submission_id = row_is_null(r, 10) ? 0 : row_i64(r, 10),
        .approved_at = row_i64_or_unknown(r, 11),
        .withdrawn_at = row_i64_or_unknown(r, 12),
        .created_at = row_i64(r, 13),
        .created_by = row_i64(r, 14),
        .admitted_at = row_i64_or_unknown(r, 15),
        .returned_until = row_i64_or_unknown(r, 16),
    };
}

struct err *application_load(struct ctx *c, int64_t id, struct application **ret)
{
    struct row row;
    TRY(db_row(c, application_by_id, &row, I64(id)));
    *ret = arena_new(c->arena, struct application);
    **ret = application_of_row(&row);
    return NULL;
}

static void list_of_rows(struct ctx *c, const struct rows *rows, struct application_list *ret)
{
    ret->n = rows->n;
    ret->v = arena_array(c->arena, struct application *, rows->n + 1);
    for (size_t i = 0; i < rows->n; i++) {
        ret->v[i] = arena_new(c->arena, struct application);
        *ret->v[i] = application_of_row(&rows->v[i]);
    }
}

struct err *application_list_mine(struct ctx *c, struct application_list *ret)
{
    struct rows rows;
    TRY(db_rows(c, application_mine, &rows, I64(viewer_person(c))));
    list_of_rows(c, &rows, ret);
    return NULL;
}

struct err *application_list_institution(struct ctx *c, struct application_list *ret)
{
    struct rows rows;
    TRY(db_rows(c, application_of_office, &rows, I64(viewer_person(c))));
    list_of_rows(c, &rows, ret);
    return NULL;
}

struct err *application_list_submitted(struct ctx *c, int64_t call_id, struct application_list *ret)
{
    struct rows rows;
    TRY(db_rows(c, application_of_call, &rows, I64(call_id)));
    list_of_rows(c, &rows, ret);
    return NULL;
}

struct err *application_list_in_review(struct ctx *c, int64_t call_id, struct application_list *ret)
{
    struct rows rows;
    TRY(db_rows(c, application_in_review_of_call, &rows, I64(call_id)));
    list_of_rows(c, &rows, ret);
    return NULL;
}

bool application_in_review(const struct application *app)
{
    return strcmp(app->state, "submitted") == 0 && app->admitted_at != INSTANT_UNKNOWN;
}

/* ── standing ── */

static unsigned state_of(const char *state)
{
    if (strcmp(state, "draft") == 0)
        return STATE_DRAFT;
    return strcmp(state, "submitted") == 0 ? STATE_SUBMITTED : STATE_WITHDRAWN;
}

static unsigned relation_of(const char *role)
{
    if (strcmp(role, "lead") == 0)
        return REL_LEAD;
    return strcmp(role, "editor") == 0 ? REL_EDITOR : REL_VIEWER;
}

struct err *application_standing(struct ctx *c, const struct application *app, const struct call *call,
                                 struct standing *ret)
{
    struct row row;
    bool member = false;
    struct standing s = { .states = state_of(app->state) | call_states(call, c->now) };
    if (app->returned_until != INSTANT_UNKNOWN && c->now <= app->returned_until)
        s.states |= STATE_RETURNED;
    TRY(db_find(c, member_role, &row, &member, I64(app->id), I64(viewer_person(c))));
    if (member)
        s.relations |= relation_of(row_text(&row, 0));
    for (size_t i = 0; c->viewer && i < c->viewer->duty_count; i++)
        if (c->viewer->duty[i].duty == DUTY_INSTITUTION_OFFICE &&
            c->viewer->duty[i].institution_id == app->institution_id)
            s.relations |= REL_INSTITUTION;
    *ret = s;
    return NULL;
}

struct err *application_contacts(struct ctx *c, int64_t id, size_t *ret_n, struct contact **ret)
{
    struct rows rows;
    TRY(db_rows(c, member_contacts, &rows, I64(id)));
    struct contact *v = arena_array(c->arena, struct contact, rows.n + 1);
    for (size_t i = 0; i < rows.n; i++) {
        const struct row *r = &rows.v[i];
        v[i] = (struct contact){ .member_id = row_i64(r, 0),
                                 .person = row_i64(r, 1),
                                 .name = row_text(r, 2),
                                 .email = row_text(r, 3),
                                 .role = row_text(r, 4),
                                 .lang = row_text(r, 5) };
    }
    *ret = v;
    *ret_n = rows.n;
    return NULL;
}

/* ── what is written in it ── */

struct err *application_answers(struct ctx *c, int64_t id, size_t *ret_n, struct answer **ret)
{
    struct rows rows;
    TRY(db_rows(c, answer_all, &rows, I64(id)));
    struct answer *v = arena_array(c->arena, struct answer, rows.n + 1);
    for (size_t i = 0; i < rows.n; i++) {
        const struct row *r = &rows.v[i];
        v[i] = (struct answer){ .field_key = row_text(r, 0),
                                .value = row_text(r, 1),
                                .revision = row_i64(r, 2),
                                .saved_at = row_i64(r, 3),
                                .saved_by = row_i64(r, 4),
                                .saved_by_name = row_text(r, 5) };
    }
    *ret = v;
    *ret_n = rows.n;
    return NULL;
}

static struct attachment attachment_of_row(const struct row *r)
{
    return (struct attachment){ .id = row_i64(r, 0),
                                .application_id = row_i64(r, 1),
                                .field_key = row_text(r, 2),
                                .name = row_text(r, 3),
                                .media_type = row_text(r, 4),
                                .size = row_i64(r, 5),
                                .hash = row_bytes(r, 6),
                                .added_at = row_i64(r, 7) };
}

struct err *attachment_load(struct ctx *c, int64_t id, struct attachment **ret)
{
    struct row row;
    TRY(db_row(c, attachment_by_id, &row, I64(id)));
    *ret = arena_new(c->arena, struct attachment);
    **ret = attachment_of_row(&row);
    return NULL;
}

struct err *application_form_load(struct ctx *c, const struct application *app, const struct definition *def,
                                  struct application_form *ret)
{
    struct rows rows;
    struct application_form form = { 0 };
    TRY(application_answers(c, app->id, &form.answer_count, &form.answers));
    TRY(db_rows(c, attachment_all, &rows, I64(app->id)));
    form.attachment_count = rows.n;
    form.attachments = arena_array(c->arena, struct attachment, rows.n + 1);
    for (size_t i = 0; i < rows.n; i++)
        form.attachments[i] = attachment_of_row(&rows.v[i]);
    application_compose(c->arena, def, &form);
    *ret = form;
    return NULL;
}

struct err *submission_load(struct ctx *c, int64_t id, struct submission **ret)
{
    struct row row;
    TRY(db_row(c, submission_by_id, &row, I64(id)));
    *ret = arena_new(c->arena, struct submission);
    **ret = (struct submission){ .id = row_i64(&row, 0),
                                 .application_id = row_i64(&row, 1),
                                 .definition_id = row_i64(&row, 2),
                                 .sent_by = row_i64(&row, 3),
                                 .number = (int)row_i64(&row, 4),
                                 .type_key = row_text(&row, 5),
                                 .title = row_text(&row, 6),
                                 .answers = row_text(&row, 7),
                                 .content_hash = row_bytes(&row, 8),
                                 .arrived_at = row_i64(&row, 9),
                                 .recorded_at = row_i64(&row, 10) };
    return NULL;
}
