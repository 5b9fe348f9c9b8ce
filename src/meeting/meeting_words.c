/* meeting_words.c: see meeting_words.h. */
#include "meeting/meeting_words.h"

#include "decision/committee_rows.h"
#include "meeting.msg.h"

const struct msg *part_msg(enum meeting_part part)
{
    return part == PART_CHAIR ? &MSG_PART_CHAIR : part == PART_DEPUTY ? &MSG_PART_DEPUTY : &MSG_PART_MEMBER;
}

const struct msg *way_msg(enum way way)
{
    static const struct msg *const v[] = { &MSG_WAY_UNKNOWN, &MSG_WAY_PRESENT, &MSG_WAY_ONLINE, &MSG_WAY_ABSENT };
    return v[way];
}

const struct msg *answer_msg(enum answer_kind kind)
{
    static const struct msg *const v[] = { &MSG_ANSWER_NONE, &MSG_ANSWER_AGREE, &MSG_ANSWER_OBJECT, &MSG_ANSWER_MEET };
    return v[kind];
}

const struct msg *meeting_state_msg(const struct meeting *m)
{
    static const struct msg *const v[] = { &MSG_STATE_PLANNED, &MSG_STATE_CONVENED, &MSG_STATE_OPEN, &MSG_STATE_CLOSED,
                                           &MSG_STATE_CANCELLED };
    return m->kind == MEETING_WRITTEN && m->state == MEETING_OPEN ? &MSG_STATE_ANSWERING : v[m->state];
}

enum tone meeting_state_tone(enum meeting_state state)
{
    static const enum tone v[] = { TONE_GRAY, TONE_BLUE, TONE_ORANGE, TONE_GREEN, TONE_GRAY };
    return v[state];
}

const struct msg *item_state_msg(enum item_state state)
{
    static const struct msg *const v[] = { &MSG_ITEM_STATE_WAITING, &MSG_ITEM_STATE_OPEN, &MSG_ITEM_STATE_DONE };
    return v[state];
}

enum tone item_state_tone(enum item_state state)
{
    return state == ITEM_OPEN ? TONE_ORANGE : state == ITEM_DONE ? TONE_GREEN : TONE_GRAY;
}

const struct msg *outcome_word_msg(enum outcome o)
{
    return outcome_msg(o);
}

const struct msg *written_outcome_msg(enum written_outcome r)
{
    static const struct msg *const v[] = { &MSG_WRITTEN_IS_OPEN, &MSG_WRITTEN_IS_CARRIED, &MSG_WRITTEN_IS_LACKING,
                                           &MSG_WRITTEN_IS_NOT_AGREED, &MSG_WRITTEN_IS_MEETING };
    return v[r];
}
