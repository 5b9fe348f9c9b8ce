/* letter.c: the places of a letter's text: which there are, what is wrong with a template, and how it is filled. */
#include "programme/programme.h"

#include "base/buf.h"
#include "programme.msg.h"

#include <string.h>

#define PLACE_NAME_MAX 40

/* ── which places there are ── */

static const struct letter_place PLACES[] = {
    { "programme", &MSG_PROGRAMME_PLACE_PROGRAMME, false },
    { "round", &MSG_PROGRAMME_PLACE_ROUND, false },
    { "receipt_no", &MSG_PROGRAMME_PLACE_RECEIPT_NO, false },
    { "hub", &MSG_PROGRAMME_PLACE_HUB, false },
    { "institution", &MSG_PROGRAMME_PLACE_INSTITUTION, false },
    { "type", &MSG_PROGRAMME_PLACE_TYPE, false },
    { "announced_on", &MSG_PROGRAMME_PLACE_ANNOUNCED_ON, false },
    { "valid_from", &MSG_PROGRAMME_PLACE_VALID_FROM, false },
    { "valid_to", &MSG_PROGRAMME_PLACE_VALID_TO, false },
    { "conditions", &MSG_PROGRAMME_PLACE_CONDITIONS, true },
    { "comment", &MSG_PROGRAMME_PLACE_COMMENT, true },
    { "applications", &MSG_PROGRAMME_PLACE_APPLICATIONS, false },
    { "selected", &MSG_PROGRAMME_PLACE_SELECTED, false },
    { "declined", &MSG_PROGRAMME_PLACE_DECLINED, false },
    { "announce_at", &MSG_PROGRAMME_PLACE_ANNOUNCE_AT, false },
};
#define RESULT_PLACES 11 /* the first of them: what a letter to an applicant knows */
#define PLACE_COUNT (sizeof PLACES / sizeof PLACES[0])
/* Those of the paper that asks for approval: of the call, not of one application. */
static const struct letter_place PROPOSAL[] = {
    { "programme", &MSG_PROGRAMME_PLACE_PROGRAMME, false },
    { "round", &MSG_PROGRAMME_PLACE_ROUND, false },
    { "announced_on", &MSG_PROGRAMME_PLACE_ANNOUNCED_ON, false },
    { "announce_at", &MSG_PROGRAMME_PLACE_ANNOUNCE_AT, false },
    { "applications", &MSG_PROGRAMME_PLACE_APPLICATIONS, false },
    { "selected", &MSG_PROGRAMME_PLACE_SELECTED, false },
    { "declined", &MSG_PROGRAMME_PLACE_DECLINED, false },
};

const struct letter_place *letter_places(const char *letter_key, size_t *ret_n)
{
    if (strcmp(letter_key, "selected") == 0 || strcmp(letter_key, "not-selected") == 0) {
        *ret_n = RESULT_PLACES;
        return PLACES;
    }
    if (strcmp(letter_key, "proposal") == 0) {
        *ret_n = sizeof PROPOSAL / sizeof PROPOSAL[0];
        return PROPOSAL;
    }
    *ret_n = 0;
    return NULL;
}

const struct letter_place *letter_place(const char *name)
{
    for (size_t i = 0; i < PLACE_COUNT; i++)
        if (strcmp(PLACES[i].name, name) == 0)
            return &PLACES[i];
    return NULL;
}

/* ── reading a template ── */

enum part_kind { PART_TEXT, PART_PLACE, PART_END, PART_UNCLOSED, PART_STRAY, PART_NO_NAME };
struct part {
    enum part_kind kind;
    const char *at;
    size_t n; /* of the text, or of the name without its braces */
};

static bool is_name(const char *s, size_t n)
{
    for (size_t i = 0; i < n; i++)
        if (!((s[i] >= 'a' && s[i] <= 'z') || (s[i] >= '0' && s[i] <= '9') || s[i] == '_' || s[i] == '-'))
            return false;
    return n > 0 && n <= PLACE_NAME_MAX;
}

/* The next part of the template; *at moves behind it. */
static struct part next_part(const char **at)
{
    const char *s = *at;
    size_t plain = strcspn(s, "{}");
    if (!*s)
        return (struct part){ PART_END, s, 0 };
    if (plain) {
        *at = s + plain;
        return (struct part){ PART_TEXT, s, plain };
    }
    size_t n = *s == '{' ? strcspn(s + 1, "{}") : 0;
    *at = s + 1 + n + (s[1 + n] == '}' && *s == '{');
    if (*s == '}')
        return (struct part){ PART_STRAY, s, 1 };
    if (s[1 + n] != '}')
        return (struct part){ PART_UNCLOSED, s + 1, n };
    return (struct part){ is_name(s + 1, n) ? PART_PLACE : PART_NO_NAME, s + 1, n };
}

/* At most as many bytes of it as a sentence about it can show. */
static const char *shown(struct arena *a, const struct part *p)
{
    size_t n = p->n < PLACE_NAME_MAX ? p->n : PLACE_NAME_MAX;
    while (n > 0 && n < p->n && ((unsigned char)p->at[n] & 0xc0) == 0x80)
        n--;
    return arena_strndup(a, p->at, n);
}

static struct err *part_mistake(struct arena *a, const char *path, const struct part *p)
{
    switch (p->kind) {
    case PART_UNCLOSED:
        return invalid(a, path, MSG_PROGRAMME_LETTER_UNCLOSED, arg_text(shown(a, p)));
    case PART_STRAY:
        return invalid(a, path, MSG_PROGRAMME_LETTER_STRAY);
    case PART_NO_NAME:
        return invalid(a, path, MSG_PROGRAMME_LETTER_NO_NAME, arg_text(shown(a, p)));
    case PART_TEXT:
    case PART_PLACE:
    case PART_END:
        break;
    }
    return NULL;
}

static struct err *known(struct arena *a, const char *path, const char *letter_key, const struct part *p)
{
    size_t n = 0;
    const struct letter_place *v = letter_places(letter_key, &n);
    struct buf all = buf_make(a, 200);
    for (size_t i = 0; i < n; i++) {
        if (strlen(v[i].name) == p->n && strncmp(v[i].name, p->at, p->n) == 0)
            return NULL;
        buf_printf(&all, "%s{%s}", i ? " " : "", v[i].name);
    }
    return n ? invalid(a, path, MSG_PROGRAMME_LETTER_UNKNOWN, arg_text(shown(a, p)), arg_text(all.s)) : NULL;
}

struct err *letter_lint(struct arena *a, const char *path, const char *letter_key, const char *text)
{
    for (const char *at = text;;) {
        struct part p = next_part(&at);
        if (p.kind == PART_END)
            return NULL;
        TRY(part_mistake(a, path, &p));
        if (p.kind == PART_PLACE)
            TRY(known(a, path, letter_key, &p));
    }
}

/* ── filling ── */

static const char *hole_value(const struct hole *holes, size_t n, const struct part *p)
{
    for (size_t i = 0; i < n; i++)
        if (strlen(holes[i].name) == p->n && strncmp(holes[i].name, p->at, p->n) == 0)
            return holes[i].value;
    return NULL;
}

struct err *letter_fill(struct arena *a, const char *text, const struct hole *holes, size_t n,
                        const char **ret)
{
    struct buf b = buf_make(a, strlen(text) + 64);
    for (const char *at = text;;) {
        struct part p = next_part(&at);
        if (p.kind == PART_END)
            break;
        if (p.kind == PART_TEXT) {
            buf_put(&b, p.at, p.n);
            continue;
        }
        const char *name = shown(a, &p);
        TRY(part_mistake(a, name, &p));
        const char *value = hole_value(holes, n, &p);
        if (!value)
            return invalid(a, name, MSG_PROGRAMME_LETTER_HOLE, arg_text(name));
        buf_puts(&b, value);
    }
    *ret = b.s;
    return NULL;
}
