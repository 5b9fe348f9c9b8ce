/* columns.c: which tables keep their values, and which of their columns a history shows, in what words. */
#include "history/history.h"

#include "base/date.h"
#include "base/identifier.h"
#include "base/vec.h"
#include "history.msg.h"
#include "i18n/i18n.h"
#include "person/duty.h"
#include "person/institution.h"

#include <string.h>

LEDGER_KEEPS(corporation);
LEDGER_KEEPS(institution);
LEDGER_KEEPS(person);
LEDGER_KEEPS(duty);
LEDGER_KEEPS(call);
LEDGER_KEEPS(application);
LEDGER_KEEPS(assignment);
LEDGER_KEEPS(declaration);
LEDGER_KEEPS(decision);
LEDGER_KEEPS(release);
LEDGER_KEEPS(setting);
LEDGER_KEEPS(designation);
LEDGER_KEEPS(designation_name);
LEDGER_KEEPS(designation_term);
LEDGER_KEEPS(designation_event);
LEDGER_KEEPS(screening_mark);

STMT(history_persons, READ, "t",
     "SELECT p.id, p.name FROM person p WHERE $1 LIKE '%,' || CAST(p.id AS TEXT) || ',%' ORDER BY p.id");
STMT(history_institutions, READ, "t",
     "SELECT i.id, i.name FROM institution i WHERE $1 LIKE '%,' || CAST(i.id AS TEXT) || ',%' ORDER BY i.id");
STMT(history_corporations, READ, "t",
     "SELECT o.id, o.name FROM corporation o WHERE $1 LIKE '%,' || CAST(o.id AS TEXT) || ',%' ORDER BY o.id");

enum format { TEXTUAL, INSTANTLY, DAILY, YES_NO, PREFECTURE, PERSON, INSTITUTION, CORPORATION, DUTY, KIND, WORD };
static const struct column_shown {
    const char *table, *column;
    const struct msg *label;
    enum format format;
} SHOWN[] = {
    { "corporation", "name", &MSG_HISTORY_C_NAME, TEXTUAL },
    { "corporation", "corporate_number", &MSG_HISTORY_C_CORPORATE_NUMBER, TEXTUAL },
    { "corporation", "kind", &MSG_HISTORY_C_KIND, KIND },
    { "institution", "name", &MSG_HISTORY_C_NAME, TEXTUAL },
    { "institution", "name_kana", &MSG_HISTORY_C_KANA, TEXTUAL },
    { "institution", "name_en", &MSG_HISTORY_C_NAME_EN, TEXTUAL },
    { "institution", "school_code", &MSG_HISTORY_C_SCHOOL_CODE, TEXTUAL },
    { "institution", "prefecture", &MSG_HISTORY_C_PREFECTURE, PREFECTURE },
    { "institution", "corporation_id", &MSG_HISTORY_C_CORPORATION, CORPORATION },
    { "person", "name", &MSG_HISTORY_C_NAME, TEXTUAL },
    { "person", "name_kana", &MSG_HISTORY_C_KANA, TEXTUAL },
    { "person", "email", &MSG_HISTORY_C_EMAIL, TEXTUAL },
    { "person", "institution_id", &MSG_HISTORY_C_INSTITUTION, INSTITUTION },
    { "person", "department", &MSG_HISTORY_C_DEPARTMENT, TEXTUAL },
    { "person", "state", &MSG_HISTORY_C_STATE, WORD },
    { "duty", "duty", &MSG_HISTORY_C_DUTY, DUTY },
    { "duty", "institution_id", &MSG_HISTORY_C_INSTITUTION, INSTITUTION },
    { "duty", "granted_at", &MSG_HISTORY_C_FROM, INSTANTLY },
    { "duty", "ended_at", &MSG_HISTORY_C_UNTIL, INSTANTLY },
    { "call", "round", &MSG_HISTORY_C_ROUND, TEXTUAL },
    { "call", "state", &MSG_HISTORY_C_STATE, WORD },
    { "call", "opens_at", &MSG_HISTORY_C_OPENS, INSTANTLY },
    { "call", "closes_at", &MSG_HISTORY_C_CLOSES, INSTANTLY },
    { "call", "planned_from", &MSG_HISTORY_C_PLANNED_FROM, DAILY },
    { "call", "planned_to", &MSG_HISTORY_C_PLANNED_TO, DAILY },
    { "call", "planned_words_ja", &MSG_HISTORY_C_PLANNED_WORDS, TEXTUAL },
    { "call", "announced_on", &MSG_HISTORY_C_ANNOUNCED, DAILY },
    { "application", "title", &MSG_HISTORY_C_NAME, TEXTUAL },
    { "application", "institution_id", &MSG_HISTORY_C_INSTITUTION, INSTITUTION },
    { "application", "state", &MSG_HISTORY_C_STATE, WORD },
    { "application", "withdrawn_why", &MSG_HISTORY_C_REASON, TEXTUAL },
    { "assignment", "person_id", &MSG_HISTORY_C_REVIEWER, PERSON },
    { "assignment", "assigned_at", &MSG_HISTORY_C_FROM, INSTANTLY },
    { "assignment", "ended_at", &MSG_HISTORY_C_UNTIL, INSTANTLY },
    { "declaration", "person_id", &MSG_HISTORY_C_REVIEWER, PERSON },
    { "declaration", "reason", &MSG_HISTORY_C_REASON, TEXTUAL },
    { "declaration", "conflicted", &MSG_HISTORY_C_CONFLICTED, YES_NO },
    { "declaration", "ruling", &MSG_HISTORY_C_RULING, TEXTUAL },
    { "decision", "outcome", &MSG_HISTORY_C_OUTCOME, WORD },
    { "decision", "reason", &MSG_HISTORY_C_REASON, TEXTUAL },
    { "decision", "comment", &MSG_HISTORY_C_COMMENT, TEXTUAL },
    { "decision", "conditions", &MSG_HISTORY_C_CONDITIONS, TEXTUAL },
    { "release", "state", &MSG_HISTORY_C_STATE, WORD },
    { "release", "announce_at", &MSG_HISTORY_C_ANNOUNCE, INSTANTLY },
    { "release", "document_prefix", &MSG_HISTORY_C_PREFIX, TEXTUAL },
    { "release", "signed_by_ja", &MSG_HISTORY_C_SIGNATORY, TEXTUAL },
    { "setting", "key", &MSG_HISTORY_C_SETTING, TEXTUAL },
    { "setting", "value", &MSG_HISTORY_C_VALUE, TEXTUAL },
    { "designation", "type_key", &MSG_HISTORY_C_TYPE, TEXTUAL },
    { "designation", "prefecture", &MSG_HISTORY_C_PREFECTURE, PREFECTURE },
    { "designation", "announced_on", &MSG_HISTORY_C_ANNOUNCED, DAILY },
    { "designation", "notes", &MSG_HISTORY_C_NOTES, TEXTUAL },
    { "designation_name", "name", &MSG_HISTORY_C_NAME, TEXTUAL },
    { "designation_name", "institution", &MSG_HISTORY_C_INSTITUTION, TEXTUAL },
    { "designation_name", "from_date", &MSG_HISTORY_C_FROM, DAILY },
    { "designation_name", "to_date", &MSG_HISTORY_C_UNTIL, DAILY },
    { "designation_term", "valid_from", &MSG_HISTORY_C_FROM, DAILY },
    { "designation_term", "valid_to", &MSG_HISTORY_C_UNTIL, DAILY },
    { "designation_event", "reason", &MSG_HISTORY_C_REASON, TEXTUAL },
    { "designation_event", "from_date", &MSG_HISTORY_C_FROM, DAILY },
    { "designation_event", "to_date", &MSG_HISTORY_C_UNTIL, DAILY },
};
#define SHOWN_COUNT (sizeof SHOWN / sizeof SHOWN[0])

/* The words of states and outcomes as they stand in the store. */
static const struct {
    const char *value;
    const struct msg *word;
} WORDS[] = {
    { "draft", &MSG_HISTORY_W_DRAFT },         { "published", &MSG_HISTORY_W_PUBLISHED },
    { "cancelled", &MSG_HISTORY_W_CANCELLED }, { "submitted", &MSG_HISTORY_W_SUBMITTED },
    { "withdrawn", &MSG_HISTORY_W_WITHDRAWN }, { "select", &MSG_HISTORY_W_SELECT },
    { "decline", &MSG_HISTORY_W_DECLINE },     { "prepared", &MSG_HISTORY_W_PREPARED },
    { "approved", &MSG_HISTORY_W_APPROVED },   { "released", &MSG_HISTORY_W_RELEASED },
    { "active", &MSG_HISTORY_W_ACTIVE },       { "closed", &MSG_HISTORY_W_CLOSED },
};

/* ── names of what ids stand for ── */

struct history_names {
    struct rows of[3]; /* persons, institutions, corporations */
};

static const char *name_in(const struct rows *rows, int64_t id)
{
    for (size_t i = 0; i < rows->n; i++)
        if (row_i64(&rows->v[i], 0) == id)
            return row_text(&rows->v[i], 1);
    return "";
}

static void put_ids(struct buf *b, const struct column_shown *s, const struct kept_change *change)
{
    const struct row *const sides[] = { change->before, change->after };
    int at = kept_column(change->table, s->column);
    for (int i = 0; i < 2 && at >= 0; i++)
        if (sides[i] && sides[i]->cell[at].kind == VALUE_I64)
            buf_printf(b, "%lld,", (long long)sides[i]->cell[at].i64);
}

static void put_ids_of(struct buf *b, enum format kind, const struct kept_change *change)
{
    for (size_t s = 0; s < SHOWN_COUNT; s++)
        if (SHOWN[s].format == kind && strcmp(SHOWN[s].table, change->table->table) == 0)
            put_ids(b, &SHOWN[s], change);
}

struct err *history_names_load(struct ctx *c, const struct ledger_events *events, struct history_names **ret)
{
    static const struct stmt *const FIND[] = { &history_persons, &history_institutions, &history_corporations };
    struct history_names *names = arena_new(c->arena, struct history_names);
    for (int kind = 0; kind < 3; kind++) {
        struct buf ids = buf_make(c->arena, 64);
        buf_putc(&ids, ',');
        for (size_t i = 0; i < events->n; i++)
            for (size_t k = 0; k < events->v[i].n; k++)
                put_ids_of(&ids, (enum format)(PERSON + kind), &events->v[i].changes[k]);
        if (ids.n > 1)
            TRY(db_rows_(c, FIND[kind], &names->of[kind], VALUES_(TXT(ids.s))));
    }
    *ret = names;
    return NULL;
}

/* ── a value in words ── */

static const char *word_of(struct ctx *c, const char *value)
{
    for (size_t i = 0; i < sizeof WORDS / sizeof WORDS[0]; i++)
        if (strcmp(WORDS[i].value, value) == 0)
            return MSG_TEXT(c->arena, c->lang, *WORDS[i].word);
    return value;
}

static const char *number_in_words(struct ctx *c, const struct history_names *names, enum format format, int64_t n)
{
    if (format == INSTANTLY)
        return text_instant(c->arena, c->lang, n);
    if (format == YES_NO)
        return MSG_TEXT(c->arena, c->lang, *(n ? &MSG_HISTORY_YES : &MSG_HISTORY_NO));
    if (format >= PERSON && format <= CORPORATION)
        return name_in(&names->of[format - PERSON], n);
    return text_i64(c->arena, n);
}

static const char *text_in_words(struct ctx *c, enum format format, const char *text)
{
    date day = DATE_UNKNOWN;
    const char *place = format == PREFECTURE ? prefecture_name(c->lang, text) : NULL;
    if (place)
        return place;
    if (format == DAILY && date_from_iso(text, &day))
        return text_date(c->arena, c->lang, day);
    if (format == DUTY && duty_parse(text) != DUTY_NONE)
        return MSG_TEXT(c->arena, c->lang, *duty_word(duty_parse(text))->name);
    if (format == KIND && corporation_kind_name(text))
        return MSG_TEXT(c->arena, c->lang, *corporation_kind_name(text));
    return format == WORD ? word_of(c, text) : text;
}

static const char *in_words(struct ctx *c, const struct history_names *names, const struct column_shown *s,
                            const struct audited *t, const struct row *r)
{
    int at = r ? kept_column(t, s->column) : -1;
    if (at < 0)
        return "";
    const struct cell *cell = &r->cell[at];
    if (cell->kind == VALUE_I64)
        return number_in_words(c, names, s->format, cell->i64);
    return cell->kind == VALUE_TEXT ? text_in_words(c, s->format, (const char *)cell->bytes.p) : "";
}

struct history_changes history_changes_of(struct ctx *c, const struct history_names *names,
                                          const struct ledger_event *e)
{
    VEC(struct history_change) v = { 0 };
    for (size_t i = 0; i < e->n; i++)
        for (size_t s = 0; s < SHOWN_COUNT; s++) {
            const struct kept_change *change = &e->changes[i];
            if (strcmp(SHOWN[s].table, change->table->table) != 0)
                continue;
            const char *before = in_words(c, names, &SHOWN[s], change->table, change->before);
            const char *after = in_words(c, names, &SHOWN[s], change->table, change->after);
            /* Of whom an assignment or a declaration speaks is said even when only something else changed. */
            bool whose = SHOWN[s].format == PERSON;
            if (strcmp(before, after) != 0 || (whose && *after))
                *vec_push(c->arena, &v) =
                    (struct history_change){ MSG_TEXT(c->arena, c->lang, *SHOWN[s].label), before, after,
                                             SHOWN[s].format != TEXTUAL };
        }
    return (struct history_changes){ v.n, v.v };
}
