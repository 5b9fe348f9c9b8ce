/* meeting.c: the words and the rules of meetings: quorum, who presides, what written answers amount to. */
#include "meeting/meeting.h"

#include <string.h>

/* ── words ── */

static int word_at(const char *const *words, int n, const char *word)
{
    for (int i = 0; i < n; i++)
        if (strcmp(words[i], word) == 0)
            return i;
    return 0;
}

static const char *const STATES[] = { "planned", "convened", "open", "closed", "cancelled" };
static const char *const WAYS[] = { "", "present", "online", "absent" };
static const char *const ANSWERS[] = { "", "agree", "object", "meet" };
static const char *const EVENTS[] = { "opened",  "closed",   "present",     "online",     "absent", "left",
                                      "excused", "returned", "item_opened", "item_closed" };

const char *meeting_state_word(enum meeting_state x)
{
    return STATES[x];
}

enum meeting_state meeting_state_parse(const char *word)
{
    return (enum meeting_state)word_at(STATES, (int)(sizeof STATES / sizeof *STATES), word);
}

const char *way_word(enum way x)
{
    return WAYS[x];
}

enum way way_parse(const char *word)
{
    return (enum way)word_at(WAYS, (int)(sizeof WAYS / sizeof *WAYS), word);
}

const char *answer_word(enum answer_kind x)
{
    return ANSWERS[x];
}

enum answer_kind answer_parse(const char *word)
{
    return (enum answer_kind)word_at(ANSWERS, (int)(sizeof ANSWERS / sizeof *ANSWERS), word);
}

const char *event_word(enum event_kind x)
{
    return EVENTS[x];
}

enum event_kind event_parse(const char *word)
{
    return (enum event_kind)word_at(EVENTS, (int)(sizeof EVENTS / sizeof *EVENTS), word);
}

/* ── finding ── */

const struct item *session_item(const struct session_view *s, int64_t item_id)
{
    for (size_t i = 0; i < s->items.n; i++)
        if (s->items.v[i].id == item_id)
            return &s->items.v[i];
    return NULL;
}

const struct item *session_open_item(const struct session_view *s)
{
    for (size_t i = 0; i < s->items.n; i++)
        if (s->items.v[i].state == ITEM_OPEN)
            return &s->items.v[i];
    return NULL;
}

const struct member *session_member(const struct session_view *s, int64_t person_id)
{
    for (size_t i = 0; i < s->members.n; i++)
        if (s->members.v[i].person_id == person_id)
            return &s->members.v[i];
    return NULL;
}

bool session_conflicted(const struct session_view *s, int64_t item_id, int64_t person_id)
{
    for (size_t i = 0; i < s->conflicts.n; i++)
        if (s->conflicts.v[i].item_id == item_id && s->conflicts.v[i].person_id == person_id)
            return true;
    return false;
}

int session_leavers(const struct session_view *s, int64_t item_id)
{
    int n = 0;
    for (size_t i = 0; i < s->members.n; i++)
        n += s->members.v[i].inside && session_conflicted(s, item_id, s->members.v[i].person_id);
    return n;
}

const struct noted *session_decision(const struct session_view *s, int64_t item_id)
{
    const struct noted *last = NULL;
    for (size_t i = 0; i < s->decisions.n; i++)
        if (s->decisions.v[i].item_id == item_id)
            last = &s->decisions.v[i];
    return last;
}

const struct member_answer *session_answer(const struct session_view *s, int64_t item_id, int64_t person_id)
{
    for (size_t i = 0; i < s->answers.n; i++)
        if (s->answers.v[i].item_id == item_id && s->answers.v[i].person_id == person_id)
            return &s->answers.v[i];
    return NULL;
}

const char *session_text(const struct session_view *s, const char *part, int64_t item_id)
{
    for (size_t i = 0; i < s->texts.n; i++)
        if (s->texts.v[i].item_id == item_id && (item_id || strcmp(s->texts.v[i].part, part) == 0))
            return s->texts.v[i].value;
    return "";
}

/* ── quorum ── */

struct quorum quorum_count(int eligible, int present, int64_t percent)
{
    return (struct quorum){ .eligible = eligible, .present = present,
                            .met = present > 0 && (int64_t)present * 100 >= (int64_t)eligible * percent };
}

struct quorum session_quorum(const struct session_view *s, int64_t item_id)
{
    int eligible = 0;
    int present = 0;
    for (size_t i = 0; i < s->members.n; i++) {
        const struct member *m = &s->members.v[i];
        if (item_id && session_conflicted(s, item_id, m->person_id))
            continue;
        eligible++;
        present += m->inside;
    }
    return quorum_count(eligible, present, s->call->definition->rules.quorum_percent);
}

/* ── who presides ── */

bool presides(const struct presider *v, size_t n, int64_t person_id)
{
    const struct presider *me = NULL;
    for (size_t i = 0; i < n; i++)
        if (v[i].can && v[i].person_id == person_id && (!me || v[i].part == PART_CHAIR))
            me = &v[i];
    if (!me || me->part == PART_MEMBER)
        return false;
    for (size_t i = 0; i < n && me->part == PART_DEPUTY; i++)
        if (v[i].can && v[i].person_id != person_id &&
            (v[i].part == PART_CHAIR || (v[i].part == PART_DEPUTY && v[i].place < me->place)))
            return false;
    return true;
}

/* ── in writing ── */

struct written_count session_count(const struct session_view *s, int64_t item_id)
{
    struct written_count n = { 0 };
    for (size_t i = 0; i < s->members.n; i++) {
        int64_t person = s->members.v[i].person_id;
        if (session_conflicted(s, item_id, person))
            continue;
        const struct member_answer *x = session_answer(s, item_id, person);
        n.eligible++;
        n.answered += x != NULL;
        n.agree += x && x->kind == ANSWER_AGREE;
        n.object += x && x->kind == ANSWER_OBJECT;
        n.meet += x && x->kind == ANSWER_MEET;
    }
    return n;
}

enum written_outcome written_result(const struct rule_settings *rules, const struct written_count *n, bool due)
{
    if (n->meet >= rules->written_meeting_requests)
        return WRITTEN_WANTS_MEETING;
    if (!due && n->answered < n->eligible)
        return WRITTEN_OPEN;
    if (!quorum_count(n->eligible, n->answered, rules->quorum_percent).met)
        return WRITTEN_LACKS_ANSWERS;
    return (int64_t)n->agree * 100 > (int64_t)n->eligible * rules->written_agree_percent ? WRITTEN_CARRIED
                                                                                         : WRITTEN_NOT_AGREED;
}
