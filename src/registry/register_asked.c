/* register_asked.c: reads what a request asks of the register; see register_view.h. */
#include "registry/register_view.h"

#include "registry.msg.h"

#include <string.h>

#define TEXT_BYTES_MAX 400

struct err *register_asked(struct request *rq, struct register_asked *ret)
{
    struct arena *a = rq->ctx->arena;
    const char *text = pairs_text(&rq->query, "q");
    date today = date_of_instant(rq->ctx->now);
    *ret = (struct register_asked){
        .query = { .text = text,
                   .type = pairs_text(&rq->query, "type"),
                   .round = pairs_text(&rq->query, "round"),
                   .prefecture = pairs_text(&rq->query, "prefecture") },
        .status = pairs_text(&rq->query, "status"),
        .on = pairs_text(&rq->query, "on"),
        .day = today,
        .any = rq->query.n > 0,
    };
    if (strlen(text) > TEXT_BYTES_MAX)
        return invalid(a, "q", MSG_REGISTRY_SEARCH_TOO_LONG);
    if (!*ret->on)
        return NULL;
    struct err *e = date_parse(a, ret->on, &ret->day);
    for (struct err *one = e; one; one = one->next)
        one->field = "on";
    if (e)
        ret->day = today;
    else
        ret->doubts = date_questions(ret->day);
    ret->errors = e;
    return NULL;
}

bool register_matches(const struct register_asked *asked, const struct designation *d)
{
    if (!*asked->status)
        return true;
    if (strcmp(asked->status, "holds") == 0)
        return designation_holds(d, asked->day);
    return strcmp(designation_status_word(designation_status(d, asked->day).kind), asked->status) == 0;
}

int64_t register_count(const designation_list *list, const char *round, const char *type)
{
    int64_t n = 0;
    for (size_t i = 0; i < list->n; i++) {
        const struct designation *d = &list->v[i];
        n += !d->rehearsal && (!round || strcmp(d->round, round) == 0) && (!type || strcmp(d->type, type) == 0);
    }
    return n;
}
