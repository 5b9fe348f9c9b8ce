/* screening.c: the rules of the formal check. Pure. */
#include "screening/screening.h"

#include "screening.msg.h"

#include <string.h>

enum screening_state screening_state_of(const struct application *app, const char *stored, int64_t submission_id,
                                        instant now)
{
    bool anew = submission_id != app->submission_id; /* sent again since, while the call was open once more */
    if (strcmp(app->state, "withdrawn") == 0)
        return SCREENING_WITHDRAWN;
    if (!*stored)
        return SCREENING_WAITING;
    if (strcmp(stored, "returned") == 0 && app->returned_until != INSTANT_UNKNOWN)
        return now <= app->returned_until ? SCREENING_RETURNED : SCREENING_OVERDUE;
    if (strcmp(stored, "returned") == 0)
        return SCREENING_COMPLETED;
    if (strcmp(stored, "open") == 0 || anew)
        return SCREENING_OPEN;
    if (strcmp(stored, "proposed") == 0)
        return SCREENING_PROPOSED;
    return strcmp(stored, "accepted") == 0 ? SCREENING_ACCEPTED : SCREENING_REFUSED;
}

const struct msg *screening_word(enum screening_state s)
{
    static const struct msg *const WORDS[SCREENING_STATE_COUNT] = {
        [SCREENING_WAITING] = &MSG_SCREENING_STATE_WAITING,     [SCREENING_OPEN] = &MSG_SCREENING_STATE_OPEN,
        [SCREENING_RETURNED] = &MSG_SCREENING_STATE_RETURNED,   [SCREENING_COMPLETED] = &MSG_SCREENING_STATE_COMPLETED,
        [SCREENING_OVERDUE] = &MSG_SCREENING_STATE_OVERDUE,     [SCREENING_PROPOSED] = &MSG_SCREENING_STATE_PROPOSED,
        [SCREENING_ACCEPTED] = &MSG_SCREENING_STATE_ACCEPTED,   [SCREENING_REFUSED] = &MSG_SCREENING_STATE_REFUSED,
        [SCREENING_WITHDRAWN] = &MSG_SCREENING_STATE_WITHDRAWN,
    };
    return WORDS[s];
}

bool screening_is_open(enum screening_state s)
{
    return s == SCREENING_OPEN || s == SCREENING_COMPLETED || s == SCREENING_OVERDUE;
}

const struct screening_mark *screening_mark_of(const struct screening_marks *marks, const char *item_key,
                                               int64_t submission_id)
{
    for (size_t i = 0; i < marks->n; i++)
        if (strcmp(marks->v[i].item_key, item_key) == 0)
            return marks->v[i].good || marks->v[i].submission_id == submission_id ? &marks->v[i] : NULL;
    return NULL;
}

struct err *screening_may_accept(struct arena *a, const struct definition *def, const struct screening_marks *marks,
                                 int64_t submission_id)
{
    int64_t missing = 0;
    for (size_t i = 0; i < def->formal_check.n; i++) {
        const struct screening_mark *m = screening_mark_of(marks, def->formal_check.v[i].key, submission_id);
        if (m && !m->good)
            return refused(a, MSG_SCREENING_NOT_GOOD);
        missing += !m;
    }
    return missing ? refused(a, MSG_SCREENING_NOT_MARKED, arg_i64(missing)) : NULL;
}

struct err *screening_may_confirm(struct arena *a, int64_t proposed_by, bool proposer_leads, int64_t confirms,
                                  bool confirmer_leads)
{
    if (proposed_by == confirms)
        return refused(a, MSG_SCREENING_SECOND_PERSON);
    return proposer_leads || confirmer_leads ? NULL : refused(a, MSG_SCREENING_LEAD_MISSING);
}

/* ── files ── */

#define TAIL 1024 /* where the end of a PDF is looked for */

static bool has(const uint8_t *p, size_t n, const char *what)
{
    return memmem(p, n, what, strlen(what)) != NULL;
}

static bool ends_with(struct bytes b, const char *what, size_t n)
{
    return b.n >= n && memcmp(b.p + b.n - n, what, n) == 0;
}

bool screening_file_is_whole(const char *media_type, struct bytes b)
{
    size_t tail = b.n < TAIL ? b.n : TAIL;
    if (b.n == 0)
        return false;
    if (strcmp(media_type, "application/pdf") == 0)
        return has(b.p, tail, "%PDF-") && has(b.p + b.n - tail, tail, "%%EOF");
    if (strcmp(media_type, "image/png") == 0)
        return ends_with(b, "IEND\xae\x42\x60\x82", 8);
    if (strcmp(media_type, "image/jpeg") == 0)
        return has(b.p + b.n - tail, tail, "\xff\xd9");
    if (strncmp(media_type, "application/vnd.openxmlformats", 30) == 0) { /* a ZIP: its directory is at the end */
        size_t most = b.n < 66000 ? b.n : 66000;
        return has(b.p + b.n - most, most, "PK\x05\x06");
    }
    return true;
}

bool screening_file_is_locked(const char *media_type, struct bytes b)
{
    return strcmp(media_type, "application/pdf") == 0 && has(b.p, b.n, "/Encrypt");
}
