/* call_facts.c: a call in words for its pages: dates with wareki and weekday, line of time, end of the term,
** support. */
#include "call/views.h"

#include "base/vec.h"
#include "i18n/i18n.h"
#include "call.msg.h"

#include <string.h>

#define SAY(m, ...) MSG_TEXT(c->arena, c->lang, m __VA_OPT__(, ) __VA_ARGS__)

enum tone call_phase_tone(enum call_phase phase)
{
    static const enum tone TONES[] = {
        [CALL_DRAFT] = TONE_GRAY, [CALL_CANCELLED] = TONE_RED, [CALL_UPCOMING] = TONE_BLUE,
        [CALL_OPEN] = TONE_GREEN, [CALL_CLOSED] = TONE_YELLOW, [CALL_ANNOUNCED] = TONE_SOLID
    };
    return TONES[phase];
}

const char *call_typed_instant(struct arena *a, instant at)
{
    struct clock_parts t = clock_of_instant(at);
    return arena_printf(a, "%s %02d:%02d", date_iso(a, date_of_instant(at)), t.hour, t.minute);
}

/* 令和6年7月29日（月）12:00 / 29 July 2024 (Mon) 12:00: the era's year in Japanese, the plain one in English. */
static const char *when(struct ctx *c, instant at)
{
    struct clock_parts t = clock_of_instant(at);
    const char *time = arena_printf(c->arena, "%02d:%02d", t.hour, t.minute);
    return SAY(MSG_CALL_WHEN, arg_date(date_of_instant(at)), arg_text(time));
}

static const char *planned(struct ctx *c, const struct call *call)
{
    const char *words = c->lang == LANG_EN ? call->planned_words_en : call->planned_words_ja;
    if (words && *words)
        return words;
    if (!date_is_known(call->planned_from))
        return SAY(MSG_CALL_PLANNED_UNKNOWN);
    if (!date_is_known(call->planned_to) || date_compare(call->planned_from, call->planned_to) == 0)
        return text_date(c->arena, c->lang, call->planned_from);
    return SAY(MSG_CALL_FROM_TO, arg_date(call->planned_from), arg_date(call->planned_to));
}

const char *call_term_example(struct ctx *c, const struct call *call)
{
    if (date_is_known(call->announced_on))
        return SAY(MSG_CALL_TERM_IS, arg_date(call->announced_on),
                   arg_date(term_valid_to(call->announced_on, call->term_years)));
    if (!date_is_known(call->planned_from))
        return NULL;
    date first = term_valid_to(call->planned_from, call->term_years);
    const char *text = SAY(MSG_CALL_TERM_EXAMPLE, arg_date(call->planned_from), arg_date(first));
    date last = date_is_known(call->planned_to) ? term_valid_to(call->planned_to, call->term_years) : first;
    if (date_compare(first, last) == 0)
        return text;
    return arena_printf(c->arena, "%s%s%s", text, c->lang == LANG_EN ? " " : "",
                        SAY(MSG_CALL_TERM_EXAMPLE, arg_date(call->planned_to), arg_date(last)));
}

const struct detail *call_date_facts(struct ctx *c, const struct call *call)
{
    VEC(struct detail) v = { 0 };
    struct arena *a = c->arena;
    *vec_push(a, &v) = (struct detail){ .name = SAY(MSG_CALL_OPENS), .text = when(c, call->opens_at) };
    *vec_push(a, &v) = (struct detail){ .name = SAY(MSG_CALL_CLOSES), .text = when(c, call->closes_at) };
    *vec_push(a, &v) =
        (struct detail){ .name = SAY(MSG_CALL_IN_TIME), .text = call_deadline_sentence(a, c->lang, call) };
    if (date_is_known(call->announced_on))
        *vec_push(a, &v) = (struct detail){ .name = SAY(MSG_CALL_ANNOUNCED_ON),
                                            .text = text_date(a, c->lang, call->announced_on) };
    else
        *vec_push(a, &v) = (struct detail){ .name = SAY(MSG_CALL_PLANNED), .text = planned(c, call) };
    const char *years = arena_printf(a, "%d", call->term_years);
    const char *term = SAY(MSG_CALL_TERM_RULE, arg_text(years));
    const char *example = call_term_example(c, call);
    *vec_push(a, &v) = (struct detail){ .name = SAY(MSG_CALL_TERM),
                                        .text = example ? arena_printf(a, "%s\n%s", term, example) : term };
    *vec_push(a, &v) = (struct detail){ 0 };
    return v.v;
}

const struct moment *call_timeline(struct ctx *c, const struct call *call)
{
    static const struct {
        enum step_state open, close, review, announce;
    } STEPS[] = {
        [CALL_DRAFT] = { STEP_TODO, STEP_TODO, STEP_TODO, STEP_TODO },
        [CALL_CANCELLED] = { STEP_TODO, STEP_TODO, STEP_TODO, STEP_TODO },
        [CALL_UPCOMING] = { STEP_NOW, STEP_TODO, STEP_TODO, STEP_TODO },
        [CALL_OPEN] = { STEP_DONE, STEP_NOW, STEP_TODO, STEP_TODO },
        [CALL_CLOSED] = { STEP_DONE, STEP_DONE, STEP_NOW, STEP_TODO },
        [CALL_ANNOUNCED] = { STEP_DONE, STEP_DONE, STEP_DONE, STEP_DONE },
    };
    enum call_phase phase = call_phase(call, c->now);
    VEC(struct moment) v = { 0 };
    struct arena *a = c->arena;
    *vec_push(a, &v) = (struct moment){ .what = SAY(MSG_CALL_OPENS),
                                        .when = text_instant(a, c->lang, call->opens_at),
                                        .state = STEPS[phase].open };
    *vec_push(a, &v) = (struct moment){ .what = SAY(MSG_CALL_CLOSES),
                                        .when = text_instant(a, c->lang, call->closes_at),
                                        .state = STEPS[phase].close };
    *vec_push(a, &v) = (struct moment){ .what = SAY(MSG_CALL_REVIEW),
                                        .when = SAY(MSG_CALL_AFTER_CLOSE),
                                        .state = STEPS[phase].review };
    bool known = date_is_known(call->announced_on);
    *vec_push(a, &v) =
        (struct moment){ .what = SAY(MSG_CALL_ANNOUNCEMENT),
                         .when = known ? text_date(a, c->lang, call->announced_on) : planned(c, call),
                         .note = known ? NULL : SAY(MSG_CALL_IS_A_PLAN),
                         .state = STEPS[phase].announce };
    *vec_push(a, &v) = (struct moment){ 0 };
    return v.v;
}

/* ── support: what the call of this round named, else that of the round the definition was written for ── */
static bool names_round(const struct offer *o, const char *round)
{
    for (size_t i = 0; i < o->rounds.n; i++)
        if (strcmp(o->rounds.v[i], round) == 0)
            return true;
    return false;
}

static const char *round_of_support(const struct call_page *x)
{
    for (size_t i = 0; i < x->def->support.n; i++)
        if (names_round(&x->def->support.v[i], x->call->round))
            return x->call->round;
    return x->def->schedule.round;
}

static void put_support(struct ctx *c, struct call_page *x)
{
    static const struct msg *const TITLES[] = { &MSG_CALL_SUPPORT_1, &MSG_CALL_SUPPORT_2,
                                                &MSG_CALL_SUPPORT_3 };
    const struct definition *def = x->def;
    const char *round = round_of_support(x);
    for (int g = 0; g < 3; g++) {
        struct offer_group *to = &x->group[x->groups];
        *to = (struct offer_group){ .title = SAY(*TITLES[g]),
                                    .v = arena_array(c->arena, const struct offer *, def->support.n + 1) };
        for (size_t i = 0; i < def->support.n; i++) {
            const struct offer *o = &def->support.v[i];
            if (o->group == g + 1 && names_round(o, round))
                to->v[to->n++] = o;
        }
        x->groups += to->n > 0;
    }
}

static const struct detail *contact(struct ctx *c, const struct office *o)
{
    VEC(struct detail) v = { 0 };
    enum lang l = c->lang;
    const char *name =
        l == LANG_EN
            ? arena_printf(c->arena, "%s, %s, %s", o->name.in[l], o->bureau.in[l], o->ministry.in[l])
            : arena_printf(c->arena, "%s　%s　%s", o->ministry.in[l], o->bureau.in[l], o->name.in[l]);
    *vec_push(c->arena, &v) = (struct detail){ .name = SAY(MSG_CALL_OFFICE), .text = name };
    if (o->email)
        *vec_push(c->arena, &v) = (struct detail){ .name = SAY(MSG_CALL_EMAIL), .text = o->email };
    if (o->phone)
        *vec_push(c->arena, &v) = (struct detail){ .name = SAY(MSG_CALL_PHONE), .text = o->phone };
    *vec_push(c->arena, &v) = (struct detail){ 0 };
    return v.v;
}

const char *field_asks(struct html_writer *w, const struct form_field *f)
{
    static const struct msg *const KINDS[] = {
        [FIELD_TEXT] = &MSG_CALL_FIELD_TEXT,       [FIELD_LONG] = &MSG_CALL_FIELD_LONG,
        [FIELD_NUMBER] = &MSG_CALL_FIELD_NUMBER,   [FIELD_CHOICE] = &MSG_CALL_FIELD_CHOICE,
        [FIELD_CHOICES] = &MSG_CALL_FIELD_CHOICES, [FIELD_DATE] = &MSG_CALL_FIELD_DATE,
        [FIELD_TABLE] = &MSG_CALL_FIELD_TABLE,     [FIELD_FILE] = &MSG_CALL_FIELD_FILE,
        [FIELD_CONFIRM] = &MSG_CALL_FIELD_CONFIRM,
    };
    return f->max_chars > 0 ? tr(w, MSG_CALL_FIELD_UP_TO, arg_msg(KINDS[f->kind]), arg_i64(f->max_chars))
                            : tr(w, *KINDS[f->kind]);
}

struct call_page call_page_of(struct ctx *c, const struct call *call)
{
    struct call_page x = { .call = call,
                           .def = call->definition,
                           .phase = call_phase(call, c->now),
                           .now = c->now,
                           .timeline = call_timeline(c, call),
                           .dates = call_date_facts(c, call),
                           .contact = contact(c, &call->definition->office),
                           .term = call_term_example(c, call) };
    if (x.phase == CALL_OPEN)
        x.apply = url_make(c->arena, "/applications/new?call=%s", call->round);
    put_support(c, &x);
    return x;
}
