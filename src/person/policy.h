/* policy.h: who may do what. One table (policy.c); a request with no matching row is refused.
**
** A row says: this duty, standing in one of these relations to the record, may do this act while the record
** is in one of these states. A route names its act; the boundary asks policy_act_possible() before the
** handler runs; the use case asks allow() about the record at hand. Lists and searches are scoped in SQL by
** the viewer, so that a record one may not see is the same as a record that does not exist. */
#ifndef PERSON_POLICY_H
#define PERSON_POLICY_H

#include "base/ctx.h"

#include <stdbool.h>

/* What a person does for the programme. One person may hold several; a page is always seen in one of them. */
enum duty {
    DUTY_NONE = 0,                    /* not signed in, or without any duty: the public */
    DUTY_APPLICANT = 1 << 0,          /* member of applications; every registered person may begin one */
    DUTY_INSTITUTION_OFFICE = 1 << 1, /* 研究推進部門: all applications and hubs of its institution */
    DUTY_REVIEWER = 1 << 2,           /* 審査委員, of a call */
    DUTY_COMMITTEE = 1 << 3,          /* 審査委員会委員, of a call */
    DUTY_CHAIR = 1 << 4,              /* 委員長, of a call */
    DUTY_OFFICE = 1 << 5,             /* 事務局 */
    DUTY_OFFICE_LEAD = 1 << 6,        /* 事務局責任者: approves and releases */
    DUTY_BUREAU = 1 << 7,             /* 経済産業局: its region, limited view */
    DUTY_CONTRACTOR = 1 << 8,         /* 調査事業の受託者: limited view */
    DUTY_HUB_CONTACT = 1 << 9,        /* 拠点担当者 */
    DUTY_AUDITOR = 1 << 10            /* reads everything released to audit, changes nothing */
};
#define DUTY_COUNT 11
#define DUTIES_OFFICE (DUTY_OFFICE | DUTY_OFFICE_LEAD)
/* Duties that need a second factor. */
#define DUTIES_SECOND_FACTOR (DUTY_OFFICE | DUTY_OFFICE_LEAD | DUTY_BUREAU | DUTY_CONTRACTOR | DUTY_AUDITOR)

/* How the viewer stands to the record. */
enum relation {
    REL_ANY = 1 << 0,  /* no relation needed */
    REL_LEAD = 1 << 1, /* lead of the application */
    REL_EDITOR = 1 << 2,
    REL_VIEWER = 1 << 3,
    REL_INSTITUTION = 1 << 4, /* the record belongs to the viewer's institution (duty scope) */
    REL_CALL = 1 << 5,     /* the viewer holds the duty for the record's call, and has no conflict with it */
    REL_ASSIGNED = 1 << 6, /* reviewer assigned to the application, declared, without conflict */
    REL_CONFLICTED = 1 << 7,  /* declared or ruled in conflict: nothing but the own declaration remains */
    REL_SELF = 1 << 8,        /* the record is about the viewer */
    REL_REGION = 1 << 9,      /* the record's prefecture lies in the bureau's region */
    REL_UNDECLARED = 1 << 10, /* of the call, without a declaration on this application yet */
    REL_DECLARED = 1 << 11,   /* the same with one, whatever it says: it may be declared anew */
    REL_PRESIDES = 1 << 12    /* chair, or deputy where no chair can: decides on the record at hand */
};

/* In which state the record is: its own, its call's and that of the viewer's sheet on it, at once. A row of
** the table must match in each of these three groups in which it names a state. */
enum state {
    STATE_ANY = 0,
    STATE_DRAFT = 1 << 0,
    STATE_SUBMITTED = 1 << 1,
    STATE_WITHDRAWN = 1 << 2,
    STATE_RETURNED = 1 << 3,   /* parts of it were returned for completion, and their date has not passed */
    STATE_CALL_DRAFT = 1 << 4, /* not published */
    STATE_CALL_UPCOMING = 1 << 5, /* published, before opens_at */
    STATE_CALL_OPEN = 1 << 6,
    STATE_CALL_CLOSED = 1 << 7, /* after closes_at, nothing decided yet */
    STATE_DECIDED = 1 << 8,     /* decisions recorded, pending */
    STATE_APPROVED = 1 << 9,    /* released at the set minute, not before */
    STATE_ANNOUNCED = 1 << 10,
    STATE_SHEET_OPEN = 1 << 11, /* own score sheet not complete */
    STATE_SHEET_COMPLETE = 1 << 12
};

enum act {
    ACT_PUBLIC,       /* everybody, signed in or not */
    ACT_SIGNED_IN,    /* one's own account, sessions, password */
    ACT_SIGN_IN_STEP, /* what is open before the code is shown: the code itself, signing out */
    ACT_QUESTION_ASK, /* about a call, while questions are taken */
    ACT_APPLICATION_BEGIN,
    ACT_APPLICATION_SEE,
    ACT_APPLICATION_EDIT, /* answers, files */
    ACT_APPLICATION_SUBMIT,
    ACT_APPLICATION_WITHDRAW,
    ACT_APPLICATION_SHARE,     /* members of the application */
    ACT_APPLICATION_APPROVE,   /* the institution's approval, where the call asks for it */
    ACT_APPLICATION_CONFIRM,   /* what will be public of it, once it is selected */
    ACT_INSTITUTION_SEE,       /* the institution office's list */
    ACT_REVIEW_HOME,           /* pledge, list of declarations, own assignments */
    ACT_DECLARE,
    ACT_REVIEW_READ, /* the application's papers */
    ACT_SCORE,       /* own score sheet */
    ACT_SCORES_OF_OTHERS,
    ACT_COMMITTEE_SEE,
    ACT_DECIDE,
    ACT_DELIBERATE, /* hearings: questions, notes, scores; answers in writing; confirming minutes */
    ACT_OFFICE_SEE,
    ACT_OFFICE_CALL,         /* set up, confirm, publish a call */
    ACT_OFFICE_PEOPLE,       /* invite, grant, end duties */
    ACT_OFFICE_STAFF,        /* the same for those who run the programme: office, lead, auditor */
    ACT_OFFICE_APPLICATIONS, /* list, show, screen */
    ACT_OFFICE_SCREEN,       /* the formal check: take, mark, return, accept, refuse */
    ACT_OFFICE_REVIEW,       /* reviewers, rulings on declarations, assignment */
    ACT_OFFICE_DECISION,     /* prepare the release: dates, numbers, letters */
    ACT_OFFICE_MEETING,      /* hearings, meetings, minutes */
    ACT_OFFICE_RELEASE,      /* approve what was prepared */
    ACT_OFFICE_REGISTER,
    ACT_OFFICE_MAIL,
    ACT_OFFICE_LEDGER,
    ACT_OFFICE_JOBS,  /* the work of the machine: when what will run, so the minute of an announcement too */
    ACT_HISTORY,      /* who changed a record, when, what; after the announcement for the auditor too */
    ACT_HISTORY_UNDO, /* presses a button that takes an act back; the opposite act asks for its own right */
    ACT_OFFICE_CLOCK, /* rehearsals: push the clock */
    ACT_REGION_SEE,   /* a bureau: register, contacts and results of its own prefectures */
    ACT_SUPPORT_SEE,  /* the contractor: the hubs that hold the designation, and whom to call there */
    ACT_HUB_SEE,
    ACT_COUNT
};

struct policy_row {
    enum act act;
    unsigned duties, relations, states;
};
/* The table, for the walk test and the manual. */
const struct policy_row *policy_rows(size_t *ret_n);

/* May somebody with these duties do this act to some record in some state? */
bool policy_act_possible(enum act act, unsigned duties);
/* The duties (bits) of those held that the act can be done in at all: what the page says one acts as. */
unsigned policy_duties_for(enum act act, unsigned held);
/* Is there a row for the act with one of these duties and relations that these states satisfy? */
bool policy_allows(enum act act, unsigned duties, unsigned relations, unsigned states);

/* How the viewer stands to one record. */
struct standing {
    unsigned relations, states;
};
/* NULL; NOT_FOUND where the viewer may not even see (see: the act that shows the record); FORBIDDEN where
** the record is seen but this act is not for the viewer, or not in this state. */
struct err *allow(struct ctx *c, enum act act, enum act see, struct standing s) MUST_CHECK;

#endif
