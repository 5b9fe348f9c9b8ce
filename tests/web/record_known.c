/* record_known.c: see record_known.h. */
#include "record_known.h"

#include <string.h>

static const struct known KNOWN[] = {
    { "/applications/:application/letter.pdf", OF_APPLICATION, WHEN_RELEASE },
    { "/applications/:application/result", OF_APPLICATION, WHEN_RELEASE },
    { "/applications/:application/public", OF_APPLICATION, WHEN_NOTICE },
    { "/office/decision/public/:application", OF_APPLICATION, WHEN_NOTICE },
    { "/office/decision/public/:application/set", OF_APPLICATION, WHEN_NOTICE },
    { "/applications/:application/receipt", OF_APPLICATION, WHEN_SENT },
    { "/applications/:application/receipt.json", OF_APPLICATION, WHEN_SENT },
    { "/applications/:application/receipt.pdf", OF_APPLICATION, WHEN_SENT },
    { "/applications/:application/application.pdf", OF_APPLICATION, WHEN_SENT },
    { "/applications/:application/preview.pdf", OF_APPLICATION, ALWAYS },
    { "/committee/applications/:application/application.pdf", OF_APPLICATION, WHEN_SENT },
    { "/office/applications/:application/application.pdf", OF_APPLICATION, WHEN_SENT },
    { "/review/applications/:application/application.pdf", OF_APPLICATION, WHEN_SENT },
    { "/applications/:application", OF_APPLICATION, ALWAYS },
    { "/applications/:application/edit/:section", OF_APPLICATION, ALWAYS },
    { "/applications/:application/files/:file", OF_APPLICATION, ALWAYS },
    { "/applications/:application/files/:file/remove", OF_APPLICATION, ALWAYS },
    { "/applications/:application/history", OF_APPLICATION, ALWAYS },
    { "/applications/:application/put-back", OF_APPLICATION, ALWAYS },
    { "/applications/:application/late.txt", OF_APPLICATION, ALWAYS },
    { "/applications/:application/members", OF_APPLICATION, ALWAYS },
    { "/applications/:application/members/:person", OF_APPLICATION, ALWAYS },
    { "/applications/:application/review", OF_APPLICATION, ALWAYS },
    { "/applications/:application/save", OF_APPLICATION, ALWAYS },
    { "/applications/:application/submit", OF_APPLICATION, ALWAYS },
    { "/applications/:application/upload/:section/:field", OF_APPLICATION, ALWAYS },
    { "/applications/:application/withdraw", OF_APPLICATION, ALWAYS },
    { "/institution/applications/:application/approve", OF_APPLICATION, ALWAYS },
    { "/committee/applications/:application", OF_APPLICATION, WHEN_SENT },
    { "/committee/applications/:application/decide", OF_APPLICATION, WHEN_SENT },
    { "/committee/applications/:application/files/:file", OF_APPLICATION, WHEN_SENT },
    { "/review/applications/:application", OF_APPLICATION, WHEN_SENT },
    { "/review/applications/:application/complete", OF_APPLICATION, WHEN_SENT },
    { "/review/applications/:application/files/:file", OF_APPLICATION, WHEN_SENT },
    { "/review/applications/:application/save", OF_APPLICATION, WHEN_SENT },
    { "/review/applications/:application/sheet", OF_APPLICATION, WHEN_SENT },
    { "/office/applications/:application", OF_APPLICATION, WHEN_SENT },
    { "/office/applications/:application/files/:file", OF_APPLICATION, WHEN_SENT },
    { "/office/screening/:application", OF_APPLICATION, WHEN_SENT },
    { "/office/screening/:application/take", OF_APPLICATION, WHEN_SENT },
    { "/office/screening/:application/release", OF_APPLICATION, WHEN_SENT },
    { "/office/screening/:application/end", OF_APPLICATION, WHEN_SENT },
    { "/office/screening/:application/decline", OF_APPLICATION, WHEN_SENT },
    { "/office/screening/:application/confirm", OF_APPLICATION, WHEN_SENT },
    { "/office/screening/:application/marks", OF_APPLICATION, WHEN_SENT },
    { "/office/screening/:application/return", OF_APPLICATION, WHEN_SENT },
    { "/office/screening/:application/due", OF_APPLICATION, WHEN_SENT },
    { "/office/screening/:application/refuse", OF_APPLICATION, WHEN_SENT },
    { "/office/screening/:application/undo", OF_APPLICATION, WHEN_SENT },
    { "/office/decision/letters/:application", OF_APPLICATION, WHEN_LETTER },
    { "/office/calls/:call", OF_OFFICE, ALWAYS },
    { "/office/calls/:call/briefings", OF_OFFICE, ALWAYS },
    { "/office/calls/:call/briefings/:briefing/remove", OF_OFFICE, ALWAYS },
    { "/office/calls/:call/files", OF_OFFICE, ALWAYS },
    { "/office/calls/:call/files/:file", OF_OFFICE, ALWAYS },
    { "/office/calls/:call/files/:file/remove", OF_OFFICE, ALWAYS },
    { "/office/calls/:call/papers", OF_OFFICE, ALWAYS },
    { "/office/calls/:call/questions", OF_OFFICE, ALWAYS },
    { "/office/calls/:call/questions/period", OF_OFFICE, ALWAYS },
    { "/office/questions/:question", OF_OFFICE, ALWAYS },
    { "/office/questions/:question/decline", OF_OFFICE, ALWAYS },
    { "/office/calls/:call/confirm", OF_OFFICE, ALWAYS },
    { "/office/calls/:call/amend", OF_OFFICE, ALWAYS },
    { "/office/calls/:call/amend/begin", OF_OFFICE, ALWAYS },
    { "/office/calls/:call/amend/drop", OF_OFFICE, ALWAYS },
    { "/office/calls/:call/cancel", OF_OFFICE, ALWAYS },
    { "/office/calls/:call/differences", OF_OFFICE, ALWAYS },
    { "/office/calls/:call/seen", OF_OFFICE, ALWAYS },
    { "/office/calls/:call/structure", OF_OFFICE, ALWAYS },
    { "/office/calls/:call/undo", OF_OFFICE, ALWAYS },
    { "/office/calls/:call/dates", OF_OFFICE, ALWAYS },
    { "/office/calls/:call/extend", OF_OFFICE, ALWAYS },
    { "/office/calls/:call/item", OF_OFFICE, ALWAYS },
    { "/office/calls/:call/items", OF_OFFICE, ALWAYS },
    { "/office/calls/:call/preview", OF_OFFICE, ALWAYS },
    { "/office/calls/:call/publish", OF_OFFICE, ALWAYS },
    { "/office/corporations/:corporation", OF_OFFICE, ALWAYS },
    { "/office/duties/:duty", OF_OFFICE, ALWAYS },
    { "/office/institutions/:institution", OF_OFFICE, ALWAYS },
    { "/office/invitations/:invitation/resend", OF_OFFICE, ALWAYS },
    { "/office/invitations/:invitation/withdraw", OF_OFFICE, ALWAYS },
    { "/office/mail/:mail", OF_OFFICE, ALWAYS },
    { "/office/mail/:mail/hold", OF_OFFICE, ALWAYS },
    { "/office/mail/:mail/resend", OF_OFFICE, ALWAYS },
    { "/office/people/:person/code", OF_OFFICE, ALWAYS },
    { "/office/review/declarations/:declaration", OF_OFFICE, ALWAYS },
    { "/office/review/reviewers/:reviewer", OF_OFFICE, ALWAYS },
    { "/office/review/reviewers/:reviewer/decline", OF_OFFICE, ALWAYS },
    { "/office/review/reviewers/:reviewer/resend", OF_OFFICE, ALWAYS },
    { "/office/review/reviewers/:reviewer/return", OF_OFFICE, ALWAYS },
    { "/office/review/sheets/:sheet", OF_OFFICE, ALWAYS },
    { "/office/review/sheets/:sheet/reopen", OF_OFFICE, ALWAYS },
    { "/office/meetings/:meeting", OF_OFFICE, ALWAYS },
    { "/office/meetings/:meeting/act", OF_OFFICE, ALWAYS },
    { "/office/meetings/:meeting/attendance", OF_OFFICE, ALWAYS },
    { "/office/meetings/:meeting/calendar", OF_OFFICE, ALWAYS },
    { "/office/meetings/:meeting/edit", OF_OFFICE, ALWAYS },
    { "/office/meetings/:meeting/files", OF_OFFICE, ALWAYS },
    { "/office/meetings/:meeting/files/:file", OF_OFFICE, ALWAYS },
    { "/office/meetings/:meeting/items", OF_OFFICE, ALWAYS },
    { "/office/meetings/:meeting/minutes", OF_OFFICE, ALWAYS },
    { "/office/meetings/:meeting/minutes.pdf", OF_OFFICE, ALWAYS },
    { "/committee/meetings/:meeting", OF_MEETING, ALWAYS },
    { "/committee/meetings/:meeting/answer", OF_MEETING, ALWAYS },
    { "/committee/meetings/:meeting/calendar", OF_MEETING, ALWAYS },
    { "/committee/meetings/:meeting/conclude", OF_MEETING, ALWAYS },
    { "/committee/meetings/:meeting/files/:file", OF_MEETING, ALWAYS },
    { "/committee/meetings/:meeting/minutes", OF_MEETING, ALWAYS },
    { "/committee/meetings/:meeting/minutes.pdf", OF_MEETING, ALWAYS },
    { "/office/history/:kind/:record", OF_NOBODY, ALWAYS }, /* history_test */
    { "/office/undo/:entry", OF_NOBODY, ALWAYS },           /* history_test */
    { "/committee/undo/:entry", OF_NOBODY, ALWAYS },        /* history_test */
    { "/committee/applications/:application/history", OF_APPLICATION, WHEN_SENT },
    { "/account/sessions/:session/end", OF_SESSION, ALWAYS },
    { "/api/v1/hubs/:hub", OF_NOBODY, ALWAYS },
    { "/hubs/:hub", OF_NOBODY, ALWAYS },
    { "/calls/:round", OF_NOBODY, ALWAYS },
    { "/calls/:round/announcement", OF_NOBODY, ALWAYS },
    { "/api/v1/calls/:round/questions", OF_NOBODY, ALWAYS },
    { "/calls/:round/calendar.ics", OF_NOBODY, ALWAYS },
    { "/calls/:round/feed", OF_NOBODY, ALWAYS },
    { "/calls/:round/files/:file", OF_NOBODY, ALWAYS },
    { "/calls/:round/questions", OF_NOBODY, ALWAYS },
    { "/questions/:round", OF_NOBODY, ALWAYS },
    { "/calls/:round/changes", OF_NOBODY, ALWAYS },
    { "/calls/:round/versions/:number", OF_NOBODY, ALWAYS },
    { "/assets/:hash/:name", OF_NOBODY, ALWAYS },
    { "/language/:tag", OF_NOBODY, ALWAYS },
    { "/link/:token", OF_NOBODY, ALWAYS },
    { "/link/:token/decline", OF_NOBODY, ALWAYS },
};

const struct known *known_of(const struct route *r)
{
    for (size_t i = 0; i < sizeof KNOWN / sizeof KNOWN[0]; i++)
        if (strcmp(KNOWN[i].pattern, r->pattern) == 0)
            return &KNOWN[i];
    return NULL;
}

/* The act that shows the record which this act changes. */
enum act see_of(enum act act)
{
    static const struct {
        enum act act, see;
    } SEES[] = {
        { ACT_APPLICATION_EDIT, ACT_APPLICATION_SEE },
        { ACT_APPLICATION_SUBMIT, ACT_APPLICATION_SEE },
        { ACT_APPLICATION_WITHDRAW, ACT_APPLICATION_SEE },
        { ACT_APPLICATION_SHARE, ACT_APPLICATION_SEE },
        { ACT_APPLICATION_APPROVE, ACT_APPLICATION_SEE },
        { ACT_APPLICATION_CONFIRM, ACT_APPLICATION_SEE },
        { ACT_OFFICE_SCREEN, ACT_OFFICE_APPLICATIONS },
        { ACT_SCORE, ACT_REVIEW_READ },
        { ACT_DECIDE, ACT_COMMITTEE_SEE },
        { ACT_DELIBERATE, ACT_COMMITTEE_SEE },
    };
    for (size_t i = 0; i < sizeof SEES / sizeof SEES[0]; i++)
        if (SEES[i].act == act)
            return SEES[i].see;
    return act;
}

const struct known *known_all(size_t *ret_n)
{
    *ret_n = sizeof KNOWN / sizeof KNOWN[0];
    return KNOWN;
}
