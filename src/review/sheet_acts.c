/* sheet_acts.c: saving one item, completing, opening again. */
#include "review/sheet.h"

#include "base/id.h"
#include "base/site.h"
#include "base/text.h"
#include "db/db.h"
#include "i18n/i18n.h"
#include "ledger/canon.h"
#include "ledger/ledger.h"
#include "mail/mail.h"
#include "person/account.h"
#include "person/person.h"
#include "review/declaration.h"
#include "review.msg.h"

#include <sodium.h>
#include <string.h>

AUDITED(sheet, "id, application_id, person_id, state, versions, created_at, completed_at");
AUDITED(sheet_entry, "id, sheet_id, item_key, value, revision, saved_at");
AUDITED(sheet_version, "id, sheet_id, number, definition_id, entries, completed_at");

LEDGER_ACT(MSG_REVIEW_SAVED);
LEDGER_ACT(MSG_REVIEW_COMPLETED);
LEDGER_ACT(MSG_REVIEW_REOPENED);

STMT(sheet_insert, WRITE, "iiii",
     "INSERT INTO sheet (id, application_id, person_id, state, versions, created_at) VALUES ($1, $2, $3, "
     "'open', 0, $4)");
STMT(sheet_entry_id, READ, "it", "SELECT id FROM sheet_entry WHERE sheet_id = $1 AND item_key = $2");
STMT(sheet_entry_insert, WRITE, "iitti",
     "INSERT INTO sheet_entry (id, sheet_id, item_key, value, revision, saved_at) VALUES ($1, $2, $3, $4, 1, "
     "$5)");
STMT(sheet_entry_change, WRITE, "itii",
     "UPDATE sheet_entry SET value = $2, revision = revision + 1, saved_at = $3 WHERE id = $1 AND revision = "
     "$4");
STMT(sheet_mark_complete, WRITE, "ii",
     "UPDATE sheet SET state = 'complete', versions = versions + 1, completed_at = $2 WHERE id = $1 AND "
     "state = 'open'");
STMT(sheet_mark_open, WRITE, "i",
     "UPDATE sheet SET state = 'open', completed_at = NULL WHERE id = $1 AND state = 'complete'");
STMT(sheet_version_insert, WRITE, "iiiiti",
     "INSERT INTO sheet_version (id, sheet_id, number, definition_id, entries, completed_at)"
     " VALUES ($1, $2, $3, $4, $5, $6)");

/* What one save needs, loaded once for a whole form. */
struct desk {
    struct application *app;
    struct call *call;
    struct sheet *sheet;
    struct sheet_items items;
};

static struct err *desk_open(struct ctx *c, int64_t application_id, struct desk *ret)
{
    struct desk d = { 0 };
    TRY(review_open(c, application_id, ACT_SCORE, &d.app, &d.call));
    TRY(sheet_load_of(c, d.app->id, viewer_person(c), &d.sheet));
    d.items = sheet_items(c->arena, d.call->definition);
    *ret = d;
    return NULL;
}

/* ── saving ── */

static struct err *entry_write(struct tx *tx, struct desk *d, const char *key, const char *value,
                               int64_t revision)
{
    struct ctx *c = tx_ctx(tx);
    int64_t id = id_ordered();
    bool is_first = d->sheet->id == 0;
    if (is_first) {
        int64_t sheet_id = id_random();
        TRY(db_run(tx, sheet_insert, NULL, I64(sheet_id), I64(d->app->id), I64(viewer_person(c)),
                   I64(c->now)));
        d->sheet->id = sheet_id;
    }
    if (revision == 0) {
        TRY(db_run(tx, sheet_entry_insert, NULL, I64(id), I64(d->sheet->id), TXT(key), TXT(value),
                   I64(c->now)));
    } else {
        TRY(db_i64(c, sheet_entry_id, &id, I64(d->sheet->id), TXT(key)));
        TRY(db_must(tx, sheet_entry_change, I64(id), TXT(value), I64(c->now), I64(revision)));
    }
    const struct fact *facts = FACTS(fact_text("item", key), fact_i64("revision", revision + 1));
    return is_first
               ? ledger_add(tx, MSG_REVIEW_SAVED, facts, TOUCH(sheet, d->sheet->id), TOUCH(sheet_entry, id))
               : ledger_add(tx, MSG_REVIEW_SAVED, facts, ABOUT(sheet, d->sheet->id), TOUCH(sheet_entry, id));
}

/* Within the transaction; INVALID about the item when it cannot be saved. */
static struct err *save(struct tx *tx, struct desk *d, const struct score_line *line, struct save_result *ret)
{
    struct ctx *c = tx_ctx(tx);
    const struct sheet_item *item = sheet_item_find(&d->items, line->item_key);
    if (!item)
        return invalid(c->arena, "field", MSG_REVIEW_ITEM_UNKNOWN);
    const char *value = text_trim_display(c->arena, line->value);
    TRY(sheet_item_check(c->arena, d->call->definition, item, value));
    const struct sheet_entry *there = sheet_entry_of(d->sheet, item->key);
    int64_t revision = there ? there->revision : 0;
    const char *stands = there ? there->value : "";
    *ret = (struct save_result){ .outcome = SAVE_SAME,
                                 .revision = revision,
                                 .at = there ? there->saved_at : c->now };
    if (strcmp(stands, value) == 0)
        return NULL;
    if (line->base != revision) {
        ret->outcome = SAVE_STALE;
        ret->theirs = stands;
        ret->by = c->viewer->name;
        return NULL;
    }
    TRY(entry_write(tx, d, item->key, value, revision));
    ret->outcome = SAVE_SAVED;
    ret->revision = revision + 1;
    ret->at = c->now;
    return NULL;
}

struct err *score_save(struct ctx *c, int64_t application_id, const char *item_key, const char *value,
                       int64_t base, struct save_result *ret)
{
    struct desk d;
    TX(tx, c);
    TRY(desk_open(c, application_id, &d));
    TRY(save(tx, &d, &(struct score_line){ item_key, value, base }, ret));
    return ret->outcome == SAVE_SAVED ? tx_commit(tx) : NULL;
}

struct err *score_save_all(struct ctx *c, int64_t application_id, const struct score_line *v, size_t n,
                           size_t *ret_saved, struct err **ret_mistakes)
{
    struct desk d;
    size_t saved = 0;
    struct err *mistakes = NULL;
    TX(tx, c);
    TRY(desk_open(c, application_id, &d));
    for (size_t i = 0; i < n; i++) {
        struct save_result one = { 0 };
        struct err *e = save(tx, &d, &v[i], &one);
        if (e && e->kind != ERR_INVALID)
            return e;
        if (!e && one.outcome == SAVE_STALE)
            e = invalid(c->arena, v[i].item_key, MSG_REVIEW_STALE, arg_text(one.theirs));
        mistakes = err_join(mistakes, e);
        saved += !e && one.outcome == SAVE_SAVED;
    }
    if (saved)
        TRY(tx_commit(tx));
    *ret_saved = saved;
    *ret_mistakes = mistakes;
    return NULL;
}

/* ── completing ── */

/* {"base.committee":"…","base.score":"4",…}: by key, as the entries are loaded. */
static const char *snapshot(struct arena *a, const struct sheet *s)
{
    struct buf b = buf_make(a, 4096);
    buf_putc(&b, '{');
    for (size_t i = 0; i < s->n; i++) {
        if (i)
            buf_putc(&b, ',');
        canon_put_text(&b, s->v[i].item_key);
        buf_putc(&b, ':');
        canon_put_text(&b, s->v[i].value);
    }
    buf_putc(&b, '}');
    return b.s;
}

struct err *sheet_complete(struct ctx *c, int64_t application_id)
{
    struct application *app = NULL;
    struct call *call = NULL;
    struct sheet *s = NULL;
    struct desk d;
    TX(tx, c);
    TRY(review_open(c, application_id, ACT_REVIEW_READ, &app, &call));
    TRY(sheet_load_of(c, app->id, viewer_person(c), &s));
    if (s->complete)
        return NULL;
    TRY(desk_open(c, application_id, &d));
    TRY(sheet_missing(c->arena, call->definition, s));
    int64_t version = id_ordered();
    const char *entries = snapshot(c->arena, s);
    uint8_t hash[32];
    (void)crypto_generichash(hash, sizeof hash, (const uint8_t *)entries, strlen(entries), NULL, 0);
    TRY(db_must(tx, sheet_mark_complete, I64(s->id), I64(c->now)));
    TRY(db_run(tx, sheet_version_insert, NULL, I64(version), I64(s->id), I64(s->versions + 1),
               I64(call->definition_id), TXT(entries), I64(c->now)));
    TRY(ledger_add(tx, MSG_REVIEW_COMPLETED,
                   FACTS(fact_i64("version", s->versions + 1),
                         fact_hash("entries", arena_bytes(c->arena, hash, sizeof hash))),
                   TOUCH(sheet, s->id), TOUCH(sheet_version, version)));
    return tx_commit(tx);
}

/* ── opening again ── */

static struct err *tell_reopened(struct tx *tx, const struct sheet *s, const struct application *app,
                                 const char *why)
{
    struct ctx *c = tx_ctx(tx);
    struct person *p = NULL;
    TRY(person_load(c, s->person_id, &p));
    const char *address =
        arena_printf(c->arena, "%s/review/applications/%s", c->site->public_url ? c->site->public_url : "",
                     id_text(c->arena, app->id));
    return mail_add(
        tx, &(struct mail){
                .key = arena_printf(c->arena, "review-reopened/%lld/%d", (long long)s->id, s->versions),
                .person_id = p->id,
                .to_email = p->email,
                .to_name = p->name,
                .kind = "review_reopened",
                .subject = MSG_TEXT(c->arena, p->lang, MSG_REVIEW_MAIL_REOPENED_SUBJECT),
                .body = MSG_TEXT(c->arena, p->lang, MSG_REVIEW_MAIL_REOPENED_BODY, arg_text(p->name),
                                 arg_text(app->title), arg_text(why), arg_text(address)) });
}

struct err *sheet_reopen(struct ctx *c, int64_t sheet_id, const char *reason)
{
    struct sheet *s = NULL;
    struct application *app = NULL;
    bool conflicted = false;
    TX(tx, c);
    TRY(allow(c, ACT_OFFICE_REVIEW, ACT_OFFICE_REVIEW, (struct standing){ .relations = REL_ANY }));
    TRY(sheet_load(c, sheet_id, &s));
    TRY(application_load(c, s->application_id, &app));
    const char *why = review_stripped(c->arena, reason);
    if (!*why)
        return invalid(c->arena, "reason", MSG_REVIEW_REOPEN_REASON_MISSING);
    if (text_count(why) > DECLARATION_REASON_MAX)
        return invalid(c->arena, "reason", MSG_REVIEW_REASON_LONG, arg_i64(DECLARATION_REASON_MAX));
    TRY(review_conflicted(c, s->application_id, s->person_id, &conflicted));
    if (conflicted)
        return refused(c->arena, MSG_REVIEW_REOPEN_CONFLICT);
    TRY(db_must(tx, sheet_mark_open, I64(s->id)));
    TRY(ledger_add(tx, MSG_REVIEW_REOPENED, FACTS(fact_text("reason", why), fact_i64("version", s->versions)),
                   TOUCH(sheet, s->id)));
    TRY(tell_reopened(tx, s, app, why));
    return tx_commit(tx);
}
