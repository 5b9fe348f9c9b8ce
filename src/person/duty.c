/* duty.c: the words of the duties, in the store, in URLs and on pages; what a viewer holds. */
#include "person/duty.h"

#include "person/person.h"
#include "person.msg.h"

#include <string.h>

static const struct duty_word WORDS[DUTY_COUNT] = {
    { DUTY_APPLICANT, "applicant", &MSG_DUTY_APPLICANT, "/applications" },
    { DUTY_INSTITUTION_OFFICE, "institution_office", &MSG_DUTY_INSTITUTION_OFFICE, "/institution" },
    { DUTY_REVIEWER, "reviewer", &MSG_DUTY_REVIEWER, "/review" },
    { DUTY_COMMITTEE, "committee", &MSG_DUTY_COMMITTEE, "/committee" },
    { DUTY_CHAIR, "chair", &MSG_DUTY_CHAIR, "/committee" },
    { DUTY_OFFICE, "office", &MSG_DUTY_OFFICE, "/office" },
    { DUTY_OFFICE_LEAD, "office_lead", &MSG_DUTY_OFFICE_LEAD, "/office" },
    { DUTY_BUREAU, "bureau", &MSG_DUTY_BUREAU, "/region" },
    { DUTY_CONTRACTOR, "contractor", &MSG_DUTY_CONTRACTOR, "/support" },
    { DUTY_HUB_CONTACT, "hub_contact", &MSG_DUTY_HUB_CONTACT, "/hubs" },
    { DUTY_AUDITOR, "auditor", &MSG_DUTY_AUDITOR, "/office" },
};

const struct duty_word *duty_words(void)
{
    return WORDS;
}

const struct duty_word *duty_word(enum duty duty)
{
    for (int i = 0; i < DUTY_COUNT; i++)
        if (WORDS[i].duty == duty)
            return &WORDS[i];
    return NULL;
}

enum duty duty_parse(const char *word)
{
    for (int i = 0; i < DUTY_COUNT; i++)
        if (strcmp(WORDS[i].word, word) == 0)
            return WORDS[i].duty;
    return DUTY_NONE;
}

bool viewer_holds(const struct viewer *v, enum duty duty, int64_t call_id)
{
    for (size_t i = 0; v && i < v->duty_count; i++)
        if (v->duty[i].duty == duty && (v->duty[i].call_id == 0 || v->duty[i].call_id == call_id))
            return true;
    return false;
}

int64_t viewer_person(const struct ctx *c)
{
    return c->viewer ? c->viewer->person : 0;
}
