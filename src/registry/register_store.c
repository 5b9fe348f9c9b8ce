/* register_store.c: rows of designations with names, terms and events, and the search over them. */
#include "registry/register.h"

#include "base/text.h"
#include "base/vec.h"
#include "db/db.h"
#include "registry/register_rows.h"

#include <string.h>

#define WORDS_MAX 3
#define WORD_CHARS_MAX 60

/* $1 type, $2 round, $3 prefecture, $4 public id ("": any); $5…$7 patterns of the search. */
#define MATCHES                                                                                                \
    "($1 = '' OR d.type_key = $1) AND ($2 = '' OR d.round = $2) AND ($3 = '' OR d.prefecture = $3)"            \
    " AND ($4 = '' OR d.public_id = $4) AND d.search_key LIKE $5 ESCAPE '!' AND d.search_key LIKE $6 ESCAPE '!'" \
    " AND d.search_key LIKE $7 ESCAPE '!'"

STMT(register_designations, READ, "ttttttt",
     "SELECT d.id, d.public_id, d.type_key, d.round, i.public_id, d.reading, d.announced_on, d.announced_by,"
     " d.announced_fy, d.adopted_on, d.prefecture, d.notes, d.rehearsal, d.summary_ja, d.summary_en"
     " FROM designation d JOIN round r ON r.programme = d.programme AND r.round = d.round"
     " LEFT JOIN institution i ON i.id = d.institution_id WHERE " MATCHES
     " ORDER BY d.rehearsal, r.position, d.position, d.public_id");
STMT(register_names, READ, "ttttttt",
     "SELECT n.designation_id, n.institution, n.name, n.reading, n.from_date, n.to_date, n.seen_on, n.source,"
     " n.institution_en,"
     " n.name_en"
     " FROM designation_name n JOIN designation d ON d.id = n.designation_id WHERE " MATCHES
     " ORDER BY n.designation_id, n.position");
STMT(register_terms, READ, "ttttttt",
     "SELECT t.designation_id, t.number, t.valid_from, t.valid_to, t.source"
     " FROM designation_term t JOIN designation d ON d.id = t.designation_id WHERE " MATCHES
     " ORDER BY t.designation_id, t.number");
STMT(register_events, READ, "ttttttt",
     "SELECT e.designation_id, e.kind, e.from_date, e.to_date, e.reason, e.source"
     " FROM designation_event e JOIN designation d ON d.id = e.designation_id WHERE " MATCHES
     " ORDER BY e.designation_id, e.from_date, e.id");
STMT(register_version_get, READ, "", "SELECT version FROM register_version WHERE id = 1");
STMT(register_public_id_get, READ, "i", "SELECT public_id FROM designation WHERE id = $1");

/* ── the search ── */

const char *register_search_key(struct arena *a, const struct designation *d)
{
    struct buf b = buf_make(a, 256);
    buf_puts(&b, text_key(a, d->reading));
    for (size_t i = 0; i < d->names.n; i++) {
        const struct borne_name *n = &d->names.v[i];
        const char *const of[] = { n->institution, n->name, n->reading, n->institution_en, n->name_en };
        for (size_t k = 0; k < sizeof of / sizeof of[0]; k++)
            if (of[k])
                buf_printf(&b, "\n%s", text_key(a, of[k]));
    }
    return b.s;
}

/* "%key%" with the signs of LIKE made harmless. */
static const char *pattern(struct arena *a, const char *word)
{
    struct buf b = buf_make(a, 64);
    buf_putc(&b, '%');
    for (const char *p = text_key(a, word); *p; p++) {
        if (strchr("%_!", *p))
            buf_putc(&b, '!');
        buf_putc(&b, *p);
    }
    buf_putc(&b, '%');
    return b.s;
}

static bool is_space(uint32_t c)
{
    return c == ' ' || c == '\t' || c == '\n' || c == 0xa0 || c == 0x3000;
}

/* The first words of the text, as patterns; the last one takes what is left. */
static void patterns(struct arena *a, const char *text, const char *ret[WORDS_MAX])
{
    size_t n = 0;
    for (size_t i = 0; i < WORDS_MAX; i++)
        ret[i] = "%";
    const char *p = text ? text : "";
    while (*p && n < WORDS_MAX) {
        struct buf word = buf_make(a, 32);
        for (int chars = 0; *p && chars < WORD_CHARS_MAX; chars++) {
            uint32_t c = text_next(&p);
            if (!is_space(c))
                text_put(&word, c);
            else if (n + 1 < WORDS_MAX)
                break;
        }
        if (word.n)
            ret[n++] = pattern(a, word.s);
    }
}

/* ── rows ── */

static date row_date(const struct row *r, int col)
{
    date d = DATE_UNKNOWN;
    if (!row_is_null(r, col))
        (void)date_from_iso(row_text(r, col), &d);
    return d;
}

static struct designation designation_of_row(const struct row *r)
{
    return (struct designation){
        .row = row_i64(r, 0),
        .id = row_text(r, 1),
        .type = row_text(r, 2),
        .round = row_text(r, 3),
        .institution_id = row_text(r, 4),
        .reading = row_text(r, 5),
        .announced_on = row_date(r, 6),
        .announced_by = row_date(r, 7),
        .announced_fy = row_is_null(r, 8) ? 0 : row_i64(r, 8),
        .adopted_on = row_date(r, 9),
        .prefecture = row_text_or_null(r, 10),
        .notes = row_text(r, 11),
        .rehearsal = row_bool(r, 12),
        .summary_ja = row_text_or_null(r, 13),
        .summary_en = row_text_or_null(r, 14),
    };
}

static struct borne_name name_of_row(const struct row *r)
{
    return (struct borne_name){
        .institution = row_text(r, 1),
        .name = row_text(r, 2),
        .reading = row_text_or_null(r, 3),
        .from = row_date(r, 4),
        .to = row_date(r, 5),
        .seen_on = row_date(r, 6),
        .source = row_text(r, 7),
        .institution_en = row_text_or_null(r, 8),
        .name_en = row_text_or_null(r, 9),
    };
}

static struct designation_term term_of_row(const struct row *r)
{
    return (struct designation_term){
        .valid_from = row_date(r, 2),
        .valid_to = row_date(r, 3),
        .continuation = row_i64(r, 1) > 1,
        .source = row_text(r, 4),
    };
}

const char *const *register_event_words(void)
{
    static const char *const words[] = { "withdrawn", "revoked", "suspended", "ended", NULL };
    return words;
}

static struct designation_event event_of_row(const struct row *r)
{
    int kind = 0;
    while (strcmp(register_event_words()[kind], row_text(r, 1)) != 0)
        kind++;
    return (struct designation_event){
        .kind = (enum designation_event_kind)kind,
        .from = row_date(r, 2),
        .to = row_date(r, 3),
        .reason = row_text(r, 4),
        .source = row_text(r, 5),
    };
}

/* The rows of one designation: they stand together, ordered by its id. */
static struct rows rows_of(const struct rows *all, int64_t id)
{
    size_t low = 0;
    size_t high = all->n;
    while (low < high) {
        size_t middle = low + (high - low) / 2;
        if (row_i64(&all->v[middle], 0) < id)
            low = middle + 1;
        else
            high = middle;
    }
    size_t end = low;
    while (end < all->n && row_i64(&all->v[end], 0) == id)
        end++;
    return (struct rows){ end - low, all->v + low };
}

#define FILL(a, list, rows, make)                                          \
    do {                                                                   \
        (list).n = (rows).n;                                               \
        (list).v = arena_alloc_array((a), (rows).n, sizeof *(list).v);     \
        for (size_t i_ = 0; i_ < (rows).n; i_++)                           \
            (list).v[i_] = make(&(rows).v[i_]);                            \
    } while (0)

struct err *register_list(struct ctx *c, const struct register_query *q, designation_list *ret)
{
    struct rows rows, names, terms, events;
    const char *word[WORDS_MAX];
    patterns(c->arena, q->text, word);
#define ASKED TXT(q->type ? q->type : ""), TXT(q->round ? q->round : ""), TXT(q->prefecture ? q->prefecture : ""), \
              TXT(q->id ? q->id : ""), TXT(word[0]), TXT(word[1]), TXT(word[2])
    TRY(db_rows(c, register_designations, &rows, ASKED));
    TRY(db_rows(c, register_names, &names, ASKED));
    TRY(db_rows(c, register_terms, &terms, ASKED));
    TRY(db_rows(c, register_events, &events, ASKED));
#undef ASKED
    struct designation *v = arena_array(c->arena, struct designation, rows.n);
    for (size_t i = 0; i < rows.n; i++) {
        int64_t id = row_i64(&rows.v[i], 0);
        struct rows own_names = rows_of(&names, id);
        struct rows own_terms = rows_of(&terms, id);
        struct rows own_events = rows_of(&events, id);
        v[i] = designation_of_row(&rows.v[i]);
        FILL(c->arena, v[i].names, own_names, name_of_row);
        FILL(c->arena, v[i].terms, own_terms, term_of_row);
        FILL(c->arena, v[i].events, own_events, event_of_row);
    }
    ret->v = v;
    ret->n = rows.n;
    return NULL;
}

struct err *register_load(struct ctx *c, const char *public_id, struct designation *ret)
{
    designation_list list;
    if (!*public_id)
        return not_found(c->arena);
    TRY(register_list(c, &(struct register_query){ .id = public_id }, &list));
    if (list.n == 0)
        return not_found(c->arena);
    *ret = list.v[0];
    return NULL;
}

struct err *register_public_id(struct ctx *c, int64_t id, const char **ret)
{
    struct row row;
    TRY(db_row(c, register_public_id_get, &row, I64(id)));
    *ret = row_text(&row, 0);
    return NULL;
}

struct err *register_version(struct ctx *c, int64_t *ret)
{
    struct row row;
    bool found = false;
    TRY(db_find(c, register_version_get, &row, &found));
    *ret = found ? row_i64(&row, 0) : 0;
    return NULL;
}
