/* po.c: see po.h. One pass over the lines; what a line means depends on the field that is open. */
#include "po.h"

#include "base/buf.h"
#include "tool.h"

#include <ctype.h>
#include <string.h>

enum field { NO_FIELD, MSGID, MSGID_PLURAL, MSGSTR, MSGSTR_0, MSGSTR_1, FIELD_COUNT };
static const char *const FIELDS[FIELD_COUNT] = { "",       "msgid",     "msgid_plural",
                                                 "msgstr", "msgstr[0]", "msgstr[1]" };

struct reader {
    struct arena *a;
    struct po *po;
    int line;
    enum field open;                /* the field that a line with only a string continues */
    const char *value[FIELD_COUNT]; /* of the entry being read; NULL: not given */
    int entry_line;
};

#define MISTAKE(r, ...)                                                                                      \
    arena_printf((r)->a, "%s:%d: %s", (r)->po->file, (r)->line, arena_printf((r)->a, __VA_ARGS__))

/* The string between the quotes of the line, escapes resolved, appended to what the field already holds. */
static const char *read_string(struct reader *r, const char *p, const char *end, enum field field)
{
    struct buf b = buf_make(r->a, 64);
    if (r->value[field])
        buf_puts(&b, r->value[field]);
    if (p == end || *p != '"')
        return MISTAKE(r, "a text in double quotes is missing");
    for (p++; p < end && *p != '"'; p++) {
        size_t k = tool_utf8_len(p, (size_t)(end - p));
        if (k == 0)
            return MISTAKE(r, "the text is not valid UTF-8");
        if ((unsigned char)*p < 0x20 || *p == 0x7f)
            return MISTAKE(r, "a control character stands in the text; write \\n for a line break");
        if (*p != '\\') {
            buf_put(&b, p, k);
            p += k - 1;
            continue;
        }
        p++;
        if (p == end || !strchr("nt\"\\", *p))
            return MISTAKE(r, "unknown escape; only \\n, \\t, \\\" and \\\\ are known");
        buf_putc(&b, *p == 'n' ? '\n' : *p == 't' ? '\t' : *p);
    }
    if (p == end)
        return MISTAKE(r, "the closing quote is missing");
    if (p + 1 != end)
        return MISTAKE(r, "something follows the closing quote");
    r->value[field] = b.s;
    return NULL;
}

/* {0}…{3}, {{ and }}; any other brace is a mistake. */
static const char *read_holes(struct reader *r, const char *text, unsigned *ret)
{
    unsigned holes = 0;
    for (const char *p = text; *p; p++) {
        if ((*p == '{' || *p == '}') && p[1] == *p)
            p++;
        else if (*p == '{' && p[1] >= '0' && p[1] <= '3' && p[2] == '}') {
            holes |= 1U << (p[1] - '0');
            p += 2;
        } else if (*p == '{' || *p == '}')
            return MISTAKE(r, "a brace is neither a hole {0}…{3} nor doubled");
    }
    *ret = holes;
    return NULL;
}

static bool key_is_good(const char *key)
{
    if (!islower((unsigned char)key[0]))
        return false;
    for (const char *p = key; *p; p++)
        if (!islower((unsigned char)*p) && !isdigit((unsigned char)*p) && *p != '.' && *p != '_')
            return false;
    return key[strlen(key) - 1] != '.' && !strstr(key, "..");
}

/* Ends the entry being read and puts it into the catalogue. */
static const char *end_entry(struct reader *r)
{
    const char *const *v = r->value;
    struct po_entry e = { .key = v[MSGID], .line = r->entry_line, .has_plural = v[MSGID_PLURAL] != NULL };
    const char *mistake = NULL;
    int here = r->line;
    if (!e.key)
        return NULL;
    r->line = e.line;
    if (!*e.key) { /* gettext's header */
        memset(r->value, 0, sizeof r->value);
        r->line = here;
        return NULL;
    }
    if (!key_is_good(e.key))
        return MISTAKE(r, "the key %s is not made of small letters, digits, dots and underscores", e.key);
    if (po_find(r->po, e.key))
        return MISTAKE(r, "the key %s stands here a second time", e.key);
    if (e.has_plural ? v[MSGSTR] || !v[MSGSTR_0] : !v[MSGSTR] || v[MSGSTR_0] || v[MSGSTR_1])
        return MISTAKE(r, "%s wants %s", e.key,
                       e.has_plural ? "msgstr[0] (and msgstr[1]), not msgstr" : "one msgstr");
    e.text = !e.has_plural ? v[MSGSTR] : v[MSGSTR_1] ? v[MSGSTR_1] : v[MSGSTR_0];
    e.one = v[MSGSTR_1] ? v[MSGSTR_0] : NULL;
    if (!*e.text || (e.one && !*e.one))
        return MISTAKE(r, "%s has no text", e.key);
    mistake = read_holes(r, e.text, &e.holes);
    if (!mistake && e.one) {
        unsigned of_one = 0;
        mistake = read_holes(r, e.one, &of_one);
        if (!mistake && (of_one & ~e.holes))
            return MISTAKE(r, "%s: the singular has a hole that the plural has not", e.key);
    }
    if (mistake)
        return mistake;
    *vec_push(r->a, &r->po->entries) = e;
    memset(r->value, 0, sizeof r->value);
    r->line = here;
    return NULL;
}

static const char *read_line(struct reader *r, const char *p, const char *end)
{
    while (end > p && isspace((unsigned char)end[-1]))
        end--;
    while (p < end && isspace((unsigned char)*p))
        p++;
    if (p == end || *p == '#')
        return NULL;
    if (*p == '"')
        return r->open ? read_string(r, p, end, r->open) : MISTAKE(r, "a text without a field before it");
    size_t word = 0;
    while (p + word < end && p[word] != ' ' && p[word] != '"')
        word++;
    for (enum field f = MSGID; f < FIELD_COUNT; f++) {
        if (word != strlen(FIELDS[f]) || memcmp(p, FIELDS[f], word) != 0)
            continue;
        if (f == MSGID) {
            const char *mistake = end_entry(r);
            if (mistake)
                return mistake;
            r->entry_line = r->line;
        } else if (!r->value[MSGID])
            return MISTAKE(r, "%s without a msgid before it", FIELDS[f]);
        if (r->value[f])
            return MISTAKE(r, "%s stands here a second time", FIELDS[f]);
        for (p += word; p < end && *p == ' ';)
            p++;
        r->open = f;
        return read_string(r, p, end, f);
    }
    return MISTAKE(r, "unknown field %.*s; known are msgid, msgid_plural, msgstr, msgstr[0], msgstr[1]",
                   (int)word, p);
}

const char *po_parse(struct arena *a, const char *file, const char *text, size_t n, struct po *ret)
{
    *ret = (struct po){ .file = file };
    struct reader r = { .a = a, .po = ret };
    const char *end = text + n;
    for (const char *p = text; p < end;) {
        const char *newline = memchr(p, '\n', (size_t)(end - p));
        const char *line_end = newline ? newline : end;
        r.line++;
        if (memchr(p, 0, (size_t)(line_end - p)))
            return MISTAKE(&r, "a NUL stands in the line");
        const char *mistake = read_line(&r, p, line_end);
        if (mistake)
            return mistake;
        p = newline ? newline + 1 : end;
    }
    return end_entry(&r);
}

const struct po_entry *po_find(const struct po *po, const char *key)
{
    for (size_t i = 0; i < po->entries.n; i++)
        if (strcmp(po->entries.v[i].key, key) == 0)
            return &po->entries.v[i];
    return NULL;
}

const char *po_compare(struct arena *a, const struct po *ja, const struct po *en)
{
    for (size_t i = 0; i < ja->entries.n; i++) {
        const struct po_entry *j = &ja->entries.v[i];
        const struct po_entry *e = po_find(en, j->key);
        if (!e)
            return arena_printf(a, "%s:%d: %s is missing in %s", ja->file, j->line, j->key, en->file);
        if (e->holes != j->holes)
            return arena_printf(a, "%s:%d: %s has other holes than in %s:%d", en->file, e->line, e->key,
                                ja->file, j->line);
    }
    for (size_t i = 0; i < en->entries.n; i++)
        if (!po_find(ja, en->entries.v[i].key))
            return arena_printf(a, "%s:%d: %s is missing in %s", en->file, en->entries.v[i].line,
                                en->entries.v[i].key, ja->file);
    return NULL;
}

const char *po_constant(struct arena *a, const char *key)
{
    char *name = arena_printf(a, "MSG_%s", key);
    for (char *p = name; *p; p++)
        *p = *p == '.' ? '_' : (char)toupper((unsigned char)*p);
    return name;
}
