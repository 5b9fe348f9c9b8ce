/* application_file_pages.c: files of an answer: taken in off the writer, given out as downloads only. */
#include "application/application_edit.h"

#include "base/id.h"
#include "db/db.h"
#include "file/file.h"
#include "i18n/i18n.h"
#include "person/frame.h"
#include "application.msg.h"

#include <string.h>

struct kept {
    size_t n;
    struct file_facts *v;
    struct err *mistake; /* said on the page of the section */
};

/* Asks for the right before a byte is kept; the use case asks again. */
static struct err *upload_prepare(struct request *rq, struct response *rs)
{
    struct ctx *c = rq->ctx;
    struct application_at at = { 0 };
    struct kept *kept = arena_new(c->arena, struct kept);
    (void)rs;
    rq->prepared = kept;
    struct err *e = application_at(c, param_id(rq, "application"), ACT_APPLICATION_EDIT, &at);
    if (e && application_is_late(c, ACT_APPLICATION_EDIT, &at))
        return call_accepts(c->arena, at.call, c->now);
    TRY(e);
    kept->v = arena_array(c->arena, struct file_facts, rq->upload_count + 1);
    for (size_t i = 0; i < rq->upload_count; i++)
        if (rq->uploads[i].size > 0)
            TRY(file_keep_upload(c, &rq->uploads[i], &kept->v[kept->n++]));
    if (kept->n == 0)
        kept->mistake = invalid(c->arena, param(rq, "field"), MSG_APPLICATION_FILE_MISSING);
    return NULL;
}

ROUTE_PREPARED(POST, "/applications/:application/upload/:section/:field", application_upload_page,
               upload_prepare, ACT_APPLICATION_EDIT, ROUTE_UPLOAD)
{
    struct ctx *c = rq->ctx;
    const struct kept *kept = rq->prepared;
    int64_t id = param_id(rq, "application");
    struct err *e =
        kept->mistake ? kept->mistake : application_attach(c, id, param(rq, "field"), kept->v, kept->n);
    if (e && e->kind == ERR_INVALID)
        return application_edit_again(rq, rs, e);
    TRY(e);
    notice_after(rq, rs, &MSG_APPLICATION_FILE_ADDED);
    return see_other(
        rs, url_make(c->arena, "/applications/%s/edit/%s", id_text(c->arena, id), param(rq, "section")));
}

static struct err *file_of(struct request *rq, struct attachment **ret)
{
    struct application_at at = { 0 };
    TRY(application_at(rq->ctx, param_id(rq, "application"), ACT_APPLICATION_SEE, &at));
    TRY(attachment_load(rq->ctx, param_id(rq, "file"), ret));
    return (*ret)->application_id == at.app->id ? NULL : not_found(rq->ctx->arena);
}

ROUTE_FLAGS(GET, "/applications/:application/files/:file", application_file_page, ACT_APPLICATION_SEE,
            ROUTE_SLOW)
{
    struct attachment *file = NULL;
    TRY(file_of(rq, &file));
    return file_send(rq->ctx, rs, file->hash.p, file->size, file->name, file->media_type);
}

ROUTE(POST, "/applications/:application/files/:file/remove", application_file_remove_page,
      ACT_APPLICATION_EDIT)
{
    struct ctx *c = rq->ctx;
    struct application_page *a = NULL;
    struct attachment *file = NULL;
    TRY(application_page_load(rq, NULL, &a));
    TRY(file_of(rq, &file));
    TRY(application_detach(c, a->app->id, file->id));
    notice_after(rq, rs, &MSG_APPLICATION_FILE_REMOVED);
    const struct form_section *s = definition_section_of_field(a->def, file->field_key);
    return see_other(rs,
                     s ? url_make(c->arena, "/applications/%s/edit/%s", id_text(c->arena, a->app->id), s->key)
                       : a->url);
}
