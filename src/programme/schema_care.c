/* schema_care.c: the tables of what a call takes care of around its deadline: reminders, and the formal check. */
#include "programme/schema_slots.h"

static const char *const hints[] = {
    "none", "applicant", "one_per_hub", "required", "files", "corporate_number", NULL,
};
static const struct slot check_slots[] = {
    KEY(check_item),
    WORDS(check_item, text, 300),
    { .key = "hint", .shape = SHAPE_ENUM, .at = MEMBER(check_item, hint), .names = hints },
    SOURCE(check_item),
};
const struct mapping schema_check_item = { sizeof(struct check_item), check_slots, SLOTS(check_slots) };

static const struct slot reminder_slots[] = {
    KEY(reminder),
    INT(reminder, hours, 1, 2160),
    SOURCE(reminder),
};
const struct mapping schema_reminder = { sizeof(struct reminder), reminder_slots, SLOTS(reminder_slots) };
