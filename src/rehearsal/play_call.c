/* play_call.c: the call of the play, the clock, and what the public register says. */
#include "rehearsal/play.h"

#include "base/date.h"

#include <jansson.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#define TRIES 5

static void forget(json_t **j)
{
    json_decref(*j);
}
#define JSON __attribute__((cleanup(forget))) json_t *

static struct err *read_json(struct play *p, const char *path, json_t **ret)
{
    struct robot_page *page = NULL;
    json_error_t why;
    TRY(play_open(p, p->public, path, &page));
    *ret = json_loadb((const char *)page->body.p, page->body.n, 0, &why);
    return *ret ? NULL : fault(p->a, "%s is no JSON: %s", path, why.text);
}

/* The round that takes applications now; false: none. */
static struct err *open_round(struct play *p, bool *ret, int64_t *ret_newest)
{
    JSON j = NULL;
    size_t i = 0;
    json_t *run = NULL;
    *ret = false;
    *ret_newest = 0;
    TRY(read_json(p, "/api/v1/calls", &j));
    json_array_foreach(json_object_get(j, "runs"), i, run)
    {
        const char *round = json_string_value(json_object_get(run, "round"));
        const char *phase = json_string_value(json_object_get(run, "phase"));
        const char *closes = json_string_value(json_object_get(run, "closes_at"));
        if (!round || !phase || !closes)
            return fault(p->a, "/api/v1/calls says nothing of a round");
        int64_t number = strtoll(round, NULL, 10);
        *ret_newest = number > *ret_newest ? number : *ret_newest;
        if (strcmp(phase, "open") != 0 || *ret)
            continue;
        *ret = instant_from_rfc3339(closes, &p->closes_at);
        p->round = arena_strdup(p->a, round);
    }
    return NULL;
}

/* ── the clock ── */

static void fill_part(struct play *p, struct robot_form *f, const char *name, const char *part, int value)
{
    robot_fill(f, arena_printf(p->a, "%s-%s", name, part), arena_printf(p->a, "%02d", value));
}

void play_fill_day(struct play *p, struct robot_form *f, const char *name, date day)
{
    struct date_parts d = date_parts(day);
    fill_part(p, f, name, "year", d.year);
    fill_part(p, f, name, "month", d.month);
    fill_part(p, f, name, "day", d.day);
}

void play_fill_instant(struct play *p, struct robot_form *f, const char *name, instant at)
{
    struct clock_parts t = clock_of_instant(at);
    play_fill_day(p, f, name, date_of_instant(at));
    fill_part(p, f, name, "hour", t.hour);
    fill_part(p, f, name, "minute", t.minute);
}

/* The form with the field of that name among those of the address. */
static struct robot_form *form_with(struct robot *r, const struct robot_page *page, const char *action,
                                    const char *field)
{
    for (size_t i = 0; i < page->seen->form_count; i++) {
        const struct scan_form *form = &page->seen->forms[i];
        for (size_t k = 0; scan_fits(form->action, action, true) && k < form->n; k++)
            if (strcmp(form->v[k].name, field) == 0)
                return robot_form_of(r, page, form);
    }
    return NULL;
}

struct err *play_push_clock(struct play *p, instant to)
{
    struct robot_page *page = NULL;
    TRY(play_open(p, p->office, "/office/clock", &page));
    struct robot_form *f = form_with(p->office, page, "/office/clock", "to-year");
    if (!f)
        return fault(p->a, "/office/clock has no form to push the clock with");
    play_fill_instant(p, f, "to", to);
    return play_press(p, p->office, f, NULL, NULL, &page);
}

/* What the page of the clock shows, to the minute. */
static struct err *read_clock(struct play *p, instant *ret)
{
    struct robot_page *page = NULL;
    struct date_parts d = { 0 };
    int hour = 0;
    int minute = 0;
    date day = DATE_UNKNOWN;
    TRY(play_open(p, p->office, "/office/clock", &page));
    for (const char *s = page->seen->text; (s = strstr(s, "年")); s++) {
        const char *from = s - page->seen->text >= 4 ? s - 4 : page->seen->text;
        const char *at = strchr(s, ':');
        bool fits = sscanf(from, "%4d年%2d月%2d日", &d.year, &d.month, &d.day) == 3 && // NOLINT(cert-err34-c)
                    at && at - s < 48 &&
                    sscanf(at - 2, "%2d:%2d", &hour, &minute) == 2; // NOLINT(cert-err34-c)
        if (fits && date_make(d.year, d.month, d.day, &day)) {
            *ret = instant_of_japan(day, hour, minute, 0, 0);
            return NULL;
        }
    }
    return fault(p->a, "/office/clock does not show the time");
}

/* ── a call of our own ── */

static struct err *set_dates(struct play *p, const char *call, instant now)
{
    struct robot_page *page = NULL;
    struct robot_form *f = NULL;
    date day = date_add_days(date_of_instant(now), 40);
    TRY(play_open(p, p->office, arena_printf(p->a, "%s/dates", call), &page));
    TRY(play_form(p, p->office, page, "/office/calls/*/dates", &f));
    play_fill_instant(p, f, "opens", now + 2 * 60 * SECOND_US);
    play_fill_instant(p, f, "closes", instant_of_japan(day, 12, 0, 0, 0));
    play_fill_day(p, f, "planned_from", date_add_days(day, 50));
    play_fill_day(p, f, "planned_to", date_add_days(day, 70));
    for (int i = 0; f && i < TRIES;
         i++) { /* a day that raises a question is asked about once: the button says it is meant */
        TRY(robot_press(p->office, f, NULL, NULL, &page));
        f = robot_form(p->office, page, "/office/calls/*/dates");
    }
    return f ? fault(p->a, "the dates of the call are not taken: %s", page->seen->text) : NULL;
}

/* Confirms what is ours, group by group, until no button asks for it. */
static struct err *confirm_items(struct play *p, const char *call)
{
    struct robot_page *page = NULL;
    VEC(const char *) groups = { 0 };
    const struct scan_link *l = NULL;
    TRY(play_open(p, p->office, arena_printf(p->a, "%s/items", call), &page));
    for (size_t i = 0; (l = scan_link_find(page->seen, "/office/calls/*/items", i)); i++)
        *vec_push(p->a, &groups) = arena_strdup(p->a, l->href);
    for (size_t i = 0; i < groups.n; i++) {
        TRY(play_open(p, p->office, groups.v[i], &page));
        for (int k = 0; k < 200; k++) {
            struct robot_form *f = robot_form(p->office, page, "/office/calls/*/confirm");
            if (!f)
                break;
            TRY(play_press(p, p->office, f, NULL, NULL, &page));
        }
    }
    return NULL;
}

struct err *play_draft_call(struct play *p, const char *round, const char **ret_page, instant *ret_now)
{
    struct robot_page *page = NULL;
    struct robot_form *f = NULL;
    TRY(play_open(p, p->office, "/office/calls", &page));
    TRY(play_form(p, p->office, page, "/office/calls", &f));
    robot_fill(f, "round", round);
    TRY(play_press(p, p->office, f, NULL, NULL, &page));
    const char *call = arena_strdup(p->a, page->path);
    TRY(read_clock(p, ret_now));
    TRY(set_dates(p, call, *ret_now));
    TRY(confirm_items(p, call));
    *ret_page = call;
    return NULL;
}

static struct err *set_up_call(struct play *p, int64_t number)
{
    struct robot_page *page = NULL;
    struct robot_form *f = NULL;
    const char *call = NULL;
    instant now = 0;
    TRY(play_draft_call(p, arena_printf(p->a, "%lld", (long long)number), &call, &now));
    TRY(play_open(p, p->office, call, &page));
    TRY(play_form(p, p->office, page, "/office/calls/*/publish", &f));
    robot_fill(f, "confirm", "1");
    TRY(play_press(p, p->office, f, NULL, NULL, &page));
    return play_push_clock(p, now + 3 * 60 * SECOND_US);
}

struct err *play_find_call(struct play *p)
{
    bool open = false;
    int64_t newest = 0;
    TRY(open_round(p, &open, &newest));
    if (open)
        return NULL;
    TRY(set_up_call(p, newest + 1));
    TRY(open_round(p, &open, &newest));
    return open ? NULL : fault(p->a, "the office published a call, and none is open");
}

/* ── the register ── */

struct err *play_hubs(struct play *p, int64_t *ret_all, int64_t *ret_mine)
{
    JSON j = NULL;
    size_t i = 0;
    json_t *hub = NULL;
    TRY(read_json(p, "/api/v1/hubs", &j));
    *ret_all = (int64_t)json_array_size(json_object_get(j, "hubs"));
    *ret_mine = 0;
    json_array_foreach(json_object_get(j, "hubs"), i, hub)
    {
        const char *name = json_string_value(json_object_get(hub, "name"));
        for (size_t k = 0; name && k < p->applicant_count; k++)
            *ret_mine += p->applicants[k].title && strcmp(p->applicants[k].title, name) == 0;
    }
    return NULL;
}
