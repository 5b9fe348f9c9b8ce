/* play_apply.c: applicants register, write every field, send in time, again, or too late; one takes it back. */
#include "rehearsal/play.h"

#include "base/date.h"
#include "ledger/receipt.h"

#include <poll.h>
#include <string.h>

#define SEAL_TRIES 200 /* a tenth of a second apart */

static bool is(const struct scan_control *x, const char *type)
{
    return strcmp(x->type, type) == 0;
}

/* ── what to write ── */

/* A fictional answer that fits the control. */
/* A day long past, by the parts of a date's field; NULL for the name of another control. */
static const char *date_part(const char *name)
{
    static const char *const PARTS[][2] = { { "-year", "2020" }, { "-month", "04" }, { "-day", "01" } };
    const char *dash = strrchr(name, '-');
    for (size_t i = 0; dash && i < 3; i++)
        if (strcmp(dash, PARTS[i][0]) == 0)
            return PARTS[i][1];
    return NULL;
}

static const char *answer(struct play *p, const struct applicant *who, const struct scan_control *x)
{
    struct arena *a = p->a;
    if (date_part(x->name))
        return date_part(x->name);
    if (strstr(x->name, "mail"))
        return who->email;
    if (strstr(x->name, "kana"))
        return "えんしゅうきょてん";
    if (strstr(x->name, "hub_name") && !strstr(x->name, "_en"))
        return who->title;
    if (strcmp(x->inputmode, "decimal") == 0) /* a whole one: some columns take no other */
        return arena_printf(a, "%llu", (unsigned long long)fate_below(&p->fate, 40));
    if (strcmp(x->inputmode, "numeric") == 0)
        return arena_printf(a, "%llu", (unsigned long long)fate_below(&p->fate, 9000) + 1);
    if (is(x, "textarea"))
        return fate_text(&p->fate, a, x->max > 0 ? (size_t)x->max : 400);
    return arena_printf(a, "演習 %s", strstr(x->name, "_en") ? "Rehearsal Hub" : "架空の記入");
}

static bool is_written(const struct scan_control *x)
{
    bool text = is(x, "text") || is(x, "email") || is(x, "tel") || is(x, "textarea") || is(x, "search") ||
                is(x, "url");
    return text && !x->readonly && *x->name;
}

/* One of the choices of that name: of n, the one that fate picks; those without a value are none. */
static const char *choice(struct play *p, const struct scan_form *f, const char *name)
{
    size_t n = 0;
    const char *picked = NULL;
    for (size_t i = 0; i < f->n; i++)
        n += strcmp(f->v[i].name, name) == 0 && *f->v[i].value;
    size_t at = fate_below(&p->fate, n);
    for (size_t i = 0; i < f->n && !picked; i++)
        if (strcmp(f->v[i].name, name) == 0 && *f->v[i].value && at-- == 0)
            picked = f->v[i].value;
    return picked;
}

static bool is_choice(const struct scan_control *x)
{
    return (is(x, "radio") || is(x, "option") || is(x, "checkbox")) && *x->name;
}

static bool seen_before(const struct scan_form *f, size_t i)
{
    for (size_t k = 0; k < i; k++)
        if (strcmp(f->v[k].name, f->v[i].name) == 0 && is_choice(&f->v[k]))
            return true;
    return false;
}

/* ── writing one section ── */

/* One field as the script saves it when it is left. */
static struct err *autosave(struct play *p, struct applicant *who, const char *to, const char *csrf,
                            const char *name, const char *value, int64_t base)
{
    struct robot_page *page = NULL;
    if (date_part(name) && !strstr(name, "-year")) /* the parts of a date are saved as one */
        return NULL;
    if (date_part(name)) {
        name = arena_printf(p->a, "%.*s", (int)(strrchr(name, '-') - name), name);
        value = "2020-04-01";
    }
    struct pair v[] = { { "csrf", csrf },
                        { "field", name },
                        { "value", value },
                        { "base", arena_printf(p->a, "%lld", (long long)(base > 0 ? base : 0)) } };
    robot_header(who->robot, "X-Requested-With: kyoten");
    struct err *e = robot_post(who->robot, to, &(struct pairs){ 4, v }, &page);
    robot_header(who->robot, NULL);
    TRY(e);
    const char *said = arena_strndup(p->a, (const char *)page->body.p, page->body.n);
    if (page->status != 200)
        return fault(p->a, "%s: %s=%s: status %d: %s", who->email, name, value, page->status, said);
    play_expect(p, strstr(said, "\"state\":\"saved\""), "%s: %s is not saved: %s", who->email, name, said);
    return NULL;
}

struct written {
    const char *name, *value;
    int64_t base;
};

/* What the i-th control of the form gets; NULL: nothing. */
static const char *written_into(struct play *p, const struct applicant *who, const struct scan_form *seen, size_t i)
{
    const struct scan_control *x = &seen->v[i];
    if (is_written(x))
        return answer(p, who, x);
    return is_choice(x) && !seen_before(seen, i) ? choice(p, seen, x->name) : NULL;
}

/* Every second section is written field by field, the others with the ordinary button. */
static struct err *write_section(struct play *p, struct applicant *who, const char *path, bool by_field)
{
    struct robot_page *page = NULL;
    struct robot_form *f = NULL;
    VEC(struct written) all = { 0 };
    TRY(play_open(p, who->robot, path, &page));
    TRY(play_form(p, who->robot, page, "/applications/*/edit/*", &f));
    const struct scan_form *seen = robot_form_seen(f);
    for (size_t i = 0; i < seen->n; i++) {
        const struct scan_control *x = &seen->v[i];
        const char *value = written_into(p, who, seen, i);
        if (value)
            *vec_push(p->a, &all) =
                (struct written){ arena_strdup(p->a, x->name), arena_strdup(p->a, value), x->revision };
    }
    const char *to = seen->autosave ? arena_strdup(p->a, seen->autosave) : NULL;
    const char *csrf = arena_strdup(p->a, robot_filled(f, "csrf") ? robot_filled(f, "csrf") : "");
    for (size_t i = 0; i < all.n; i++) {
        if (by_field && to)
            TRY(autosave(p, who, to, csrf, all.v[i].name, all.v[i].value, all.v[i].base));
        else
            robot_fill(f, all.v[i].name, all.v[i].value);
    }
    return by_field && to ? NULL : play_press(p, who->robot, f, NULL, NULL, &page);
}

/* A small PDF for the first field that takes a file. */
static struct err *attach(struct play *p, struct applicant *who, const char *path)
{
    static const char PDF[] = "%PDF-1.4\n1 0 obj<</Type/Catalog/Pages 2 0 R>>endobj\n"
                              "2 0 obj<</Type/Pages/Kids[]/Count 0>>endobj\ntrailer<</Root 1 0 R>>\n%%EOF\n";
    struct robot_page *page = NULL;
    TRY(play_open(p, who->robot, path, &page));
    struct robot_form *f = robot_form(who->robot, page, "/applications/*/upload/");
    const struct scan_form *seen = f ? robot_form_seen(f) : NULL;
    for (size_t i = 0; seen && i < seen->n; i++) {
        if (!is(&seen->v[i], "file"))
            continue;
        robot_attach(f, seen->v[i].name, "演習資料.pdf", "application/pdf",
                     (struct bytes){ (const uint8_t *)PDF, sizeof PDF - 1 });
        return play_press(p, who->robot, f, NULL, NULL, &page);
    }
    return NULL;
}

static struct err *write_all(struct play *p, struct applicant *who)
{
    struct robot_page *page = NULL;
    VEC(const char *) sections = { 0 };
    const struct scan_link *l = NULL;
    TRY(play_open(p, who->robot, who->path, &page));
    for (size_t i = 0; (l = scan_link_find(page->seen, "/applications/*/edit/*", i)); i++) {
        bool there = false;
        for (size_t k = 0; k < sections.n; k++)
            there = there || strcmp(sections.v[k], l->href) == 0;
        if (!there)
            *vec_push(p->a, &sections) = arena_strdup(p->a, l->href);
    }
    if (!sections.n)
        return fault(p->a, "%s shows no sections to write", who->path);
    for (size_t i = 0; i < sections.n; i++) {
        TRY(write_section(p, who, sections.v[i], fate_once_in(&p->fate, 2)));
        TRY(attach(p, who, sections.v[i]));
    }
    who->section = sections.v[0];
    return NULL;
}

/* ── beginning and sending ── */

static struct err *begin(struct play *p, struct applicant *who, size_t number)
{
    struct robot_page *page = NULL;
    struct robot_form *f = NULL;
    TRY(play_open(p, who->robot, arena_printf(p->a, "/applications/new?call=%s", p->round), &page));
    TRY(play_form(p, who->robot, page, "/applications/new", &f));
    robot_fill(f, "type", choice(p, robot_form_seen(f), "type"));
    robot_fill(f, "title", who->title);
    who->institution = fate_institution(p->a, number);
    robot_fill(f, "institution", "");
    robot_fill(f, "institution_name", who->institution);
    robot_fill(f, "institution_prefecture", "04");
    robot_fill(f, "institution_kind", choice(p, robot_form_seen(f), "institution_kind"));
    TRY(play_press(p, who->robot, f, NULL, NULL, &page));
    if (!scan_fits(page->path, "/applications/*", false))
        return fault(p->a, "%s: begun, and led to %s", who->email, page->path);
    who->path = arena_strndup(p->a, page->path, 14 + strcspn(page->path + 14, "/?#"));
    who->id = who->path + 14;
    return NULL;
}

static struct err *open_form(struct play *p, struct applicant *who, struct robot_form **ret)
{
    struct robot_page *page = NULL;
    TRY(play_open(p, who->robot, arena_printf(p->a, "%s/review", who->path), &page));
    return play_form(p, who->robot, page, "/applications/*/submit", ret);
}

struct err *play_submit(struct play *p, struct applicant *who)
{
    struct robot_page *page = NULL;
    struct robot_form *f = NULL;
    TRY(open_form(p, who, &f));
    TRY(play_press(p, who->robot, f, NULL, NULL, &page));
    bool receipt = scan_fits(page->path, "/applications/*/receipt", true);
    play_expect(p, receipt, "%s: sent, and led to %s instead of the receipt", who->email, page->path);
    who->sent += receipt;
    return NULL;
}

static struct err *withdraw(struct play *p, struct applicant *who)
{
    struct robot_page *page = NULL;
    struct robot_form *f = NULL;
    TRY(play_open(p, who->robot, who->path, &page));
    TRY(play_form(p, who->robot, page, "/applications/*/withdraw", &f));
    robot_fill(f, "reason", "演習のため取り下げます。");
    robot_fill(f, "confirm", "1");
    return play_press(p, who->robot, f, NULL, NULL, &page);
}

/* The last one is late, the last but one takes it back (of three or more), every third sends twice. */
static enum part part_of(const struct play *p, size_t i)
{
    if (i + 1 == p->applicant_count && p->applicant_count > 1)
        return LATE;
    if (i + 2 == p->applicant_count && p->applicant_count > 2)
        return WITHDRAWN;
    return i % 3 == 1 ? TWICE : IN_TIME;
}

struct err *play_write(struct play *p, size_t i)
{
    struct applicant *who = &p->applicants[i];
    const char *kana = NULL;
    const char *name = fate_person(p->a, i, &kana);
    unsigned long long tag = (unsigned long long)fate_below(&p->fate, 900000) + 100000;
    who->part = part_of(p, i);
    who->email = arena_printf(p->a, "shinsei-%llu-%zu@rehearsal.example", tag, i + 1);
    who->title = arena_printf(p->a, "演習拠点 %llu-%03zu", tag, i + 1);
    TRY(play_register(p, who->email, name, kana, &who->robot));
    TRY(begin(p, who, i));
    return write_all(p, who);
}

struct err *play_change(struct play *p, struct applicant *who)
{
    return write_section(p, who, who->section, false);
}

static struct err *one_applicant(struct play *p, size_t i)
{
    struct applicant *who = &p->applicants[i];
    TRY(play_write(p, i));
    if (who->part == LATE)
        return open_form(p, who, &who->unsent);
    TRY(play_submit(p, who));
    if (who->part == TWICE) { /* the same text twice is refused: something is written anew first */
        TRY(play_change(p, who));
        TRY(play_submit(p, who));
    }
    return who->part == WITHDRAWN ? withdraw(p, who) : NULL;
}

struct err *play_applicants(struct play *p)
{
    for (size_t i = 0; i < p->applicant_count; i++)
        TRY(one_applicant(p, i));
    return NULL;
}

struct err *play_deadline(struct play *p)
{
    int64_t in_time = 0, refused = 0, wanted_in_time = 0, wanted_refused = 0, sent = 0, wanted_sent = 0;
    struct robot_page *page = NULL;
    TRY(play_push_clock(p, p->closes_at + 60 * SECOND_US));
    for (size_t i = 0; i < p->applicant_count; i++) {
        struct applicant *who = &p->applicants[i];
        bool late = who->part == LATE;
        wanted_refused += late;
        wanted_in_time += who->part == IN_TIME || who->part == TWICE;
        wanted_sent += late ? 0 : who->part == TWICE ? 2 : 1;
        if (late) {
            TRY(robot_press(who->robot, who->unsent, NULL, NULL, &page));
            refused += page->status == 409 || page->status == 403;
            play_expect(p, page->status >= 400 && page->status < 500, "%s: late, and answered with %d",
                        who->email, page->status);
        }
        TRY(play_open(p, who->robot, who->path, &page));
        TRY(robot_get(who->robot, arena_printf(p->a, "%s/receipt.json", who->path), &page));
        play_expect(p, !late || page->status == 404, "%s: late, and has a receipt", who->email);
        in_time += page->status == 200 && who->part != WITHDRAWN;
        sent += who->sent;
    }
    play_count(p, "in_time", wanted_in_time, in_time);
    play_count(p, "refused_late", wanted_refused, refused);
    play_count(p, "submissions", wanted_sent, sent);
    return NULL;
}

/* ── receipts, with no server at hand ── */

/* Within a second or two an entry is sealed; asks until the receipt says so. */
static struct err *sealed_receipt(struct play *p, struct applicant *who, const uint8_t *public, bool *ret)
{
    struct robot_page *page = NULL;
    struct receipt receipt = { 0 };
    for (int i = 0; i < SEAL_TRIES && !receipt.sealed; i++) {
        if (i > 0)
            (void)poll(NULL, 0, 100);
        TRY(play_open(p, who->robot, arena_printf(p->a, "%s/receipt.json", who->path), &page));
        struct err *e = receipt_check(p->a, (const char *)page->body.p, page->body.n, public, &receipt);
        play_expect(p, !e, "%s: the receipt does not hold", who->email);
        if (e)
            return NULL;
    }
    play_expect(p, who->completed || receipt.at <= p->closes_at, "%s: the receipt says an instant after the deadline",
                who->email);
    *ret = receipt.sealed;
    return NULL;
}

/* The whole submission as one PDF, as its people get it. */
static struct err *whole_pdf(struct play *p, struct applicant *who, int64_t *ret_held)
{
    struct robot_page *page = NULL;
    TRY(play_open(p, who->robot, arena_printf(p->a, "%s/application.pdf", who->path), &page));
    *ret_held += page->body.n > 1000 && memcmp(page->body.p, "%PDF-", 5) == 0;
    return NULL;
}

struct err *play_receipts(struct play *p)
{
    uint8_t public[LEDGER_PUBLIC_BYTES];
    int64_t held = 0, wanted = 0, bound = 0;
    if (p->o.public_key)
        TRY(ledger_public_load(p->a, p->o.public_key, public));
    for (size_t i = 0; i < p->applicant_count; i++) {
        bool sealed = false;
        if (p->applicants[i].part == LATE)
            continue;
        TRY(sealed_receipt(p, &p->applicants[i], p->o.public_key ? public : NULL, &sealed));
        TRY(whole_pdf(p, &p->applicants[i], &bound));
        wanted++;
        held += sealed;
    }
    play_count(p, "receipts", wanted, held);
    play_count(p, "whole_pdfs", wanted, bound);
    return NULL;
}
