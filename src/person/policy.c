/* policy.c: the table, and the three questions asked of it. */
#include "person/policy.h"

#include "person/person.h"
#include "person.msg.h"

/* A row constrains each of these groups in which it names a state; a group it names none of is free. */
static const unsigned GROUPS[] = {
    STATE_DRAFT | STATE_SUBMITTED | STATE_WITHDRAWN,
    STATE_RETURNED,
    STATE_CALL_DRAFT | STATE_CALL_UPCOMING | STATE_CALL_OPEN | STATE_CALL_CLOSED | STATE_DECIDED |
        STATE_APPROVED | STATE_ANNOUNCED,
    STATE_SHEET_OPEN | STATE_SHEET_COMPLETE,
};
#define AFTER_CLOSE (STATE_CALL_CLOSED | STATE_DECIDED | STATE_APPROVED)
#define REL_MEMBER (REL_LEAD | REL_EDITOR | REL_VIEWER)
#define EVERYBODY (~0U)
#define SIGNED_IN ((1U << DUTY_COUNT) - 1)

static const struct policy_row ROWS[] = {
    /* The public, and one's own account. */
    { ACT_PUBLIC, EVERYBODY, REL_ANY, STATE_ANY },
    { ACT_SIGNED_IN, SIGNED_IN, REL_ANY | REL_SELF, STATE_ANY },
    { ACT_SIGN_IN_STEP, SIGNED_IN, REL_ANY | REL_SELF, STATE_ANY },

    { ACT_QUESTION_ASK, DUTY_APPLICANT, REL_ANY, STATE_CALL_OPEN | STATE_CALL_UPCOMING | STATE_CALL_CLOSED },

    /* The applicant's side. Drafts stay readable for their people for ever; they change only while the call
       is open. */
    { ACT_APPLICATION_BEGIN, DUTY_APPLICANT, REL_ANY, STATE_CALL_OPEN | STATE_CALL_UPCOMING },
    { ACT_APPLICATION_SEE, DUTY_APPLICANT, REL_MEMBER, STATE_ANY },
    { ACT_APPLICATION_SEE, DUTY_INSTITUTION_OFFICE, REL_INSTITUTION, STATE_ANY },
    { ACT_APPLICATION_EDIT, DUTY_APPLICANT, REL_LEAD | REL_EDITOR,
      STATE_DRAFT | STATE_SUBMITTED | STATE_CALL_OPEN | STATE_CALL_UPCOMING },
    { ACT_APPLICATION_SUBMIT, DUTY_APPLICANT, REL_LEAD | REL_EDITOR,
      STATE_DRAFT | STATE_SUBMITTED | STATE_CALL_OPEN },
    /* Parts returned in the formal check are completed by their own date (補正). */
    { ACT_APPLICATION_EDIT, DUTY_APPLICANT, REL_LEAD | REL_EDITOR,
      STATE_SUBMITTED | STATE_CALL_CLOSED | STATE_RETURNED },
    { ACT_APPLICATION_SUBMIT, DUTY_APPLICANT, REL_LEAD | REL_EDITOR,
      STATE_SUBMITTED | STATE_CALL_CLOSED | STATE_RETURNED },
    { ACT_APPLICATION_WITHDRAW, DUTY_APPLICANT, REL_LEAD,
      STATE_SUBMITTED | STATE_CALL_OPEN | STATE_CALL_CLOSED },
    { ACT_APPLICATION_SHARE, DUTY_APPLICANT, REL_LEAD, STATE_ANY },
    { ACT_APPLICATION_APPROVE, DUTY_INSTITUTION_OFFICE, REL_INSTITUTION, STATE_CALL_OPEN },
    { ACT_APPLICATION_CONFIRM, DUTY_APPLICANT, REL_LEAD, STATE_SUBMITTED | STATE_CALL_CLOSED },
    { ACT_INSTITUTION_SEE, DUTY_INSTITUTION_OFFICE, REL_INSTITUTION | REL_ANY, STATE_ANY },

    /* Reviewers. What a conflicted reviewer may do with an application: nothing; no row has REL_CONFLICTED.
     */
    { ACT_REVIEW_HOME, DUTY_REVIEWER, REL_CALL | REL_ANY, STATE_ANY },
    { ACT_DECLARE, DUTY_REVIEWER | DUTY_COMMITTEE | DUTY_CHAIR, REL_UNDECLARED | REL_DECLARED,
      STATE_CALL_CLOSED },
    { ACT_REVIEW_READ, DUTY_REVIEWER, REL_ASSIGNED, AFTER_CLOSE },
    { ACT_SCORE, DUTY_REVIEWER, REL_ASSIGNED, AFTER_CLOSE | STATE_SHEET_OPEN },
    { ACT_SCORES_OF_OTHERS, DUTY_REVIEWER, REL_ASSIGNED, AFTER_CLOSE | STATE_SHEET_COMPLETE },

    /* The committee, by call, without conflict with the item. */
    { ACT_COMMITTEE_SEE, DUTY_COMMITTEE | DUTY_CHAIR, REL_CALL, AFTER_CLOSE | STATE_ANNOUNCED },
    { ACT_DECIDE, DUTY_COMMITTEE | DUTY_CHAIR, REL_PRESIDES,
      AFTER_CLOSE }, /* a change after the approval makes it void */
    { ACT_DELIBERATE, DUTY_COMMITTEE | DUTY_CHAIR, REL_CALL, AFTER_CLOSE },

    /* The office. */
    { ACT_OFFICE_SEE, DUTIES_OFFICE | DUTY_AUDITOR, REL_ANY, STATE_ANY },
    { ACT_OFFICE_CALL, DUTIES_OFFICE, REL_ANY, STATE_ANY },
    { ACT_OFFICE_PEOPLE, DUTIES_OFFICE, REL_ANY, STATE_ANY },
    { ACT_OFFICE_STAFF, DUTY_OFFICE_LEAD, REL_ANY,
      STATE_ANY }, /* nobody makes himself the one who approves */
    { ACT_OFFICE_APPLICATIONS, DUTIES_OFFICE, REL_ANY, STATE_SUBMITTED | STATE_WITHDRAWN },
    { ACT_OFFICE_APPLICATIONS, DUTY_AUDITOR, REL_ANY, STATE_ANNOUNCED },
    { ACT_OFFICE_SCREEN, DUTIES_OFFICE, REL_ANY, STATE_SUBMITTED | AFTER_CLOSE },
    { ACT_OFFICE_REVIEW, DUTIES_OFFICE, REL_ANY, STATE_ANY },
    { ACT_OFFICE_DECISION, DUTIES_OFFICE, REL_ANY, STATE_ANY },
    { ACT_OFFICE_MEETING, DUTIES_OFFICE, REL_ANY, STATE_ANY },
    { ACT_OFFICE_RELEASE, DUTY_OFFICE_LEAD, REL_ANY, STATE_ANY },
    { ACT_OFFICE_REGISTER, DUTIES_OFFICE, REL_ANY, STATE_ANY },
    { ACT_OFFICE_MAIL, DUTIES_OFFICE, REL_ANY, STATE_ANY },
    { ACT_OFFICE_LEDGER, DUTIES_OFFICE | DUTY_AUDITOR, REL_ANY, STATE_ANY },
    { ACT_OFFICE_JOBS, DUTIES_OFFICE, REL_ANY, STATE_ANY },
    { ACT_HISTORY, DUTIES_OFFICE, REL_ANY, STATE_ANY },
    { ACT_HISTORY, DUTY_AUDITOR, REL_ANY, STATE_ANNOUNCED },
    { ACT_HISTORY_UNDO, DUTIES_OFFICE, REL_ANY, STATE_ANY },
    { ACT_OFFICE_CLOCK, DUTIES_OFFICE, REL_ANY, STATE_ANY },

    /* Limited views: what lies in the bureau's prefectures; what the contractor's support needs. Scoped in SQL. */
    { ACT_REGION_SEE, DUTY_BUREAU, REL_ANY | REL_REGION, STATE_ANY },
    { ACT_SUPPORT_SEE, DUTY_CONTRACTOR, REL_ANY, STATE_ANY },

    { ACT_HUB_SEE, DUTY_HUB_CONTACT, REL_ANY, STATE_ANY },
};
#define ROW_COUNT (sizeof ROWS / sizeof ROWS[0])

const struct policy_row *policy_rows(size_t *ret_n)
{
    *ret_n = ROW_COUNT;
    return ROWS;
}

unsigned policy_duties_for(enum act act, unsigned held)
{
    unsigned all = 0;
    for (size_t i = 0; i < ROW_COUNT; i++)
        if (ROWS[i].act == act)
            all |= ROWS[i].duties;
    return all & held;
}

bool policy_act_possible(enum act act, unsigned duties)
{
    for (size_t i = 0; i < ROW_COUNT; i++)
        if (ROWS[i].act == act && (ROWS[i].duties == EVERYBODY || (ROWS[i].duties & duties)))
            return true;
    return false;
}

static bool states_match(unsigned row, unsigned states)
{
    for (size_t g = 0; g < sizeof GROUPS / sizeof GROUPS[0]; g++)
        if ((row & GROUPS[g]) && !(row & states & GROUPS[g]))
            return false;
    return true;
}

bool policy_allows(enum act act, unsigned duties, unsigned relations, unsigned states)
{
    for (size_t i = 0; i < ROW_COUNT; i++)
        if (ROWS[i].act == act && (ROWS[i].duties == EVERYBODY || (ROWS[i].duties & duties)) &&
            (ROWS[i].relations & (relations | REL_ANY)) && states_match(ROWS[i].states, states))
            return true;
    return false;
}

struct err *allow(struct ctx *c, enum act act, enum act see, struct standing s)
{
    unsigned duties = c->viewer ? c->viewer->duties : 0;
    if (policy_allows(act, duties, s.relations, s.states))
        return NULL;
    if (act != see && policy_allows(see, duties, s.relations, s.states))
        return forbidden(c->arena, MSG_PERSON_FORBIDDEN);
    return not_found(c->arena);
}
