/* decision.c: the rules of decisions and releases. */
#include "decision/decision.h"

#include "base/text.h"
#include "decision.msg.h"

#include <sodium.h>
#include <stdlib.h>
#include <string.h>

static const char *const WORDS[] = { "", "select", "decline" };

const char *outcome_word(enum outcome o)
{
    return WORDS[o];
}

enum outcome outcome_parse(const char *word)
{
    if (strcmp(word, WORDS[OUTCOME_SELECT]) == 0)
        return OUTCOME_SELECT;
    return strcmp(word, WORDS[OUTCOME_DECLINE]) == 0 ? OUTCOME_DECLINE : OUTCOME_NONE;
}

const char *decision_trimmed(struct arena *a, const char *text)
{
    const char *s = text_trim_display(a, text ? text : "");
    s += strspn(s, " \t\n");
    size_t n = strlen(s);
    while (n > 0 && strchr(" \t\n", s[n - 1]))
        n--;
    return arena_strndup(a, s, n);
}

bool release_is(const struct release *r, const char *state)
{
    return r && strcmp(r->state, state) == 0;
}

/* ── departures ── */

/* The farthest application in scores that x passes over, or is passed over by; NULL: none. */
static const struct ranked *passed(const struct ranked *x, const struct ranked *v, size_t n)
{
    const struct ranked *far = NULL;
    bool selected = x->outcome == OUTCOME_SELECT;
    for (size_t i = 0; i < n; i++) {
        const struct ranked *y = &v[i];
        if (y->outcome != (selected ? OUTCOME_DECLINE : OUTCOME_SELECT) || y->mean_micro == NOT_SCORED ||
            strcmp(x->type_key, y->type_key) != 0)
            continue;
        bool inverted = selected ? y->mean_micro > x->mean_micro : y->mean_micro < x->mean_micro;
        bool farther = !far || (selected ? y->mean_micro > far->mean_micro : y->mean_micro < far->mean_micro);
        if (inverted && farther)
            far = y;
    }
    return far;
}

void decision_mark_departures(struct ranked *v, size_t n)
{
    for (size_t i = 0; i < n; i++) {
        struct ranked *x = &v[i];
        x->departs = false;
        x->against = 0;
        if (x->outcome == OUTCOME_NONE)
            continue;
        if (x->mean_micro == NOT_SCORED) {
            x->departs = x->outcome == OUTCOME_SELECT;
            continue;
        }
        const struct ranked *y = passed(x, v, n);
        x->departs = y != NULL;
        x->against = y ? y->application_id : 0;
    }
}

struct release_needs release_needs_count(const struct ranked *v, const char *const *reasons, size_t n)
{
    struct release_needs needs = { .applications = n };
    for (size_t i = 0; i < n; i++) {
        needs.selected += v[i].outcome == OUTCOME_SELECT;
        needs.declined += v[i].outcome == OUTCOME_DECLINE;
        needs.undecided += v[i].outcome == OUTCOME_NONE;
        needs.reasons_missing += v[i].departs && (!reasons[i] || !*reasons[i]);
    }
    return needs;
}

/* ── the steps of a release ── */

struct err *release_may_prepare(struct arena *a, const struct call *call, enum call_phase phase,
                                const struct release_needs *needs)
{
    if (phase == CALL_ANNOUNCED)
        return refused(a, MSG_RELEASE_ANNOUNCED);
    if (phase != CALL_CLOSED)
        return refused(a, MSG_RELEASE_NOT_CLOSED, arg_instant(call->closes_at));
    if (needs->applications == 0)
        return refused(a, MSG_RELEASE_NO_APPLICATIONS);
    if (needs->undecided > 0)
        return refused(a, MSG_RELEASE_UNDECIDED, arg_i64((int64_t)needs->undecided));
    if (needs->reasons_missing > 0)
        return refused(a, MSG_RELEASE_REASONS_MISSING, arg_i64((int64_t)needs->reasons_missing));
    return NULL;
}

struct err *release_minute_check(struct arena *a, const struct call *call, instant announce_at, instant now)
{
    if (announce_at <= call->closes_at)
        return invalid(a, "announce", MSG_RELEASE_BEFORE_DEADLINE, arg_instant(call->closes_at));
    if (announce_at <= now)
        return invalid(a, "announce", MSG_RELEASE_MINUTE_PAST, arg_instant(now));
    return NULL;
}

static bool same(struct bytes a, struct bytes b)
{
    return a.n == b.n && memcmp(a.p, b.p, a.n) == 0;
}

struct err *release_may_approve(struct arena *a, const struct release *r, int64_t person, struct bytes hash,
                                int64_t definition_id, instant now)
{
    if (!release_is(r, "prepared"))
        return conflict(a, MSG_RELEASE_NOT_PREPARED);
    if (r->prepared_by == person)
        return refused(a, MSG_RELEASE_OWN_WORK);
    if (!same(r->decisions_hash, hash))
        return refused(a, MSG_RELEASE_DECISIONS_CHANGED);
    if (r->definition_id != definition_id)
        return refused(a, MSG_RELEASE_DEFINITION_CHANGED);
    if (r->announce_at <= now)
        return refused(a, MSG_RELEASE_MINUTE_OVER, arg_instant(r->announce_at));
    if (r->notice_at != INSTANT_UNKNOWN && r->notice_at <= now)
        return refused(a, MSG_RELEASE_NOTICE_OVER, arg_instant(r->notice_at));
    return NULL;
}

struct err *release_notice_check(struct arena *a, instant notice_at, instant confirm_by, instant announce_at,
                                 instant now)
{
    struct err *e = NULL;
    if (notice_at == INSTANT_UNKNOWN)
        return confirm_by == INSTANT_UNKNOWN ? NULL : invalid(a, "confirm", MSG_RELEASE_CONFIRM_WITHOUT_NOTICE);
    if (notice_at <= now)
        e = invalid(a, "notice", MSG_RELEASE_NOTICE_PAST, arg_instant(now));
    else if (notice_at >= announce_at)
        e = invalid(a, "notice", MSG_RELEASE_NOTICE_LATE, arg_instant(announce_at));
    if (confirm_by == INSTANT_UNKNOWN)
        return err_join(e, invalid(a, "confirm", MSG_RELEASE_CONFIRM_MISSING));
    if (confirm_by <= notice_at || confirm_by >= announce_at)
        e = err_join(e, invalid(a, "confirm", MSG_RELEASE_CONFIRM_BETWEEN));
    return e;
}

const char *counts_word(enum counts_rule r)
{
    static const char *const COUNTS[] = { "none", "total", "by_type" };
    return COUNTS[r];
}

bool release_is_of(const struct release *r, struct bytes hash)
{
    return same(r->decisions_hash, hash);
}

struct err *release_may_perform(struct arena *a, const struct release *r, struct bytes hash, instant now)
{
    if (!release_is(r, "approved"))
        return refused(a, MSG_RELEASE_NOT_APPROVED);
    if (now < r->announce_at)
        return refused(a, MSG_RELEASE_TOO_EARLY, arg_instant(r->announce_at));
    if (!same(r->decisions_hash, hash))
        return refused(a, MSG_RELEASE_DECISIONS_CHANGED);
    return NULL;
}

/* ── the hash of all decisions ── */

static int by_application(const void *a, const void *b)
{
    const struct decided *x = a;
    const struct decided *y = b;
    return (x->application_id > y->application_id) - (x->application_id < y->application_id);
}

static void hash_number(crypto_generichash_state *h, int64_t number)
{
    uint8_t bytes[8];
    for (int i = 0; i < 8; i++)
        bytes[i] = (uint8_t)((uint64_t)number >> (56 - 8 * i));
    (void)crypto_generichash_update(h, bytes, sizeof bytes);
}

/* With its length before it: two texts never run into each other. */
static void hash_text(crypto_generichash_state *h, const char *text)
{
    hash_number(h, (int64_t)strlen(text));
    (void)crypto_generichash_update(h, (const uint8_t *)text, strlen(text));
}

struct bytes decisions_hash(struct arena *a, const struct decided *v, size_t n)
{
    struct decided *sorted = arena_array(a, struct decided, n + 1);
    uint8_t *out = arena_alloc(a, 32);
    crypto_generichash_state h;
    for (size_t i = 0; i < n; i++)
        sorted[i] = v[i];
    qsort(sorted, n, sizeof *sorted, by_application);
    (void)crypto_generichash_init(&h, NULL, 0, 32);
    for (size_t i = 0; i < n; i++) {
        const struct decision *d = sorted[i].decision;
        hash_number(&h, sorted[i].application_id);
        hash_number(&h, d ? d->revision : 0);
        hash_text(&h, d ? outcome_word(d->outcome) : "");
        hash_text(&h, d ? d->reason : "");
        hash_text(&h, d ? d->comment : "");
        hash_text(&h, d ? d->conditions : "");
    }
    (void)crypto_generichash_final(&h, out, 32);
    return (struct bytes){ out, 32 };
}
