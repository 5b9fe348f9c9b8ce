/* meeting_words.h: the words of meetings in both languages, for pages and minutes. */
#ifndef MEETING_MEETING_WORDS_H
#define MEETING_MEETING_WORDS_H

#include "base/msg.h"
#include "html/part.h"
#include "meeting/meeting.h"

const struct msg *part_msg(enum meeting_part part);
const struct msg *way_msg(enum way way);
const struct msg *answer_msg(enum answer_kind kind);
const struct msg *meeting_state_msg(const struct meeting *m);
enum tone meeting_state_tone(enum meeting_state state);
const struct msg *item_state_msg(enum item_state state);
enum tone item_state_tone(enum item_state state);
const struct msg *outcome_word_msg(enum outcome o);
const struct msg *written_outcome_msg(enum written_outcome r);

#endif
