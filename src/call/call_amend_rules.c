/* call_amend_rules.c: what of a published call may become different. */
#include "call/call.h"

#include "programme/schema.h"
#include "call.msg.h"

#include <string.h>

/* Those who have begun keep their type. */
static bool keeps_types(const struct definition *from, const struct definition *to)
{
    for (size_t i = 0; i < from->types.n; i++) {
        const struct hub_type *t = definition_type(to, from->types.v[i].key);
        if (from->types.v[i].called && (!t || !t->called))
            return false;
    }
    return true;
}

/* What was judged or is being judged by it stays; these do not judge. */
static bool only_words_differ(struct arena *a, const struct definition *from, const struct definition *to)
{
    static const char *const FREE[] = { "names", "office", "support", "kpis", "letters" };
    json_t *x = schema_json(a, &schema_definition, from);
    json_t *y = schema_json(a, &schema_definition, to);
    for (size_t i = 0; i < sizeof FREE / sizeof FREE[0]; i++) {
        json_object_del(x, FREE[i]);
        json_object_del(y, FREE[i]);
    }
    bool same = json_equal(x, y);
    json_decref(x);
    json_decref(y);
    return same;
}

struct err *call_may_amend(struct arena *a, const struct call *call, const struct definition *from,
                           const struct definition *to, instant now)
{
    enum call_phase phase = call_phase(call, now);
    if (phase == CALL_ANNOUNCED || phase == CALL_CANCELLED)
        return refused(a, MSG_CALL_AMEND_OVER);
    if (!keeps_types(from, to))
        return refused(a, MSG_CALL_AMEND_TYPE_TAKEN);
    if (phase == CALL_CLOSED && !only_words_differ(a, from, to))
        return refused(a, MSG_CALL_AMEND_AFTER_CLOSE);
    return NULL;
}
