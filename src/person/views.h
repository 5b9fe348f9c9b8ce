/* views.h: the views of accounts and sign-in. */
#ifndef PERSON_VIEWS_H
#define PERSON_VIEWS_H

#include "html/field.h"
#include "html/html.h"
#include "html/page.h"
#include "html/part.h"
#include "person/account.h"
#include "person/session.h"

/* The page of an error; typed: what was sent and could not be taken because the session had ended (NULL: nothing to
** keep); path: where it was sent. */
void frame_error(struct html_writer *w, const struct page *pg, const char *why, const char *advice,
                 const struct pairs *typed, const char *path);
/* What was typed, shown, with the button that carries it through sign-in in hidden fields (kept.h). */
void kept_form(struct html_writer *w, const struct page *pg, const struct pairs *typed, const char *path);
void kept_fields(struct html_writer *w, const struct pairs *typed, const char *path);
/* Sign-in worked: one press sends on what was typed before. */
void kept_resume(struct html_writer *w, const struct page *pg, const struct pairs *kept, struct url to);

/* What travels through the steps of sign-in. */
struct sign_in_way {
    const char *next;      /* where one wanted to go; "" : home */
    struct pairs kept;     /* typed before, with their own names */
    const char *kept_path; /* where that was sent */
};

/* Rehearsals: one way in per duty. */
struct persona {
    const char *duty, *name;
    struct url to;
};
void sign_in_show(struct html_writer *w, const struct page *pg, const struct form_view *f,
                  const struct sign_in_way *way, const struct persona *personas, size_t persona_count);
void code_show(struct html_writer *w, const struct page *pg, const struct form_view *f,
               const struct sign_in_way *way);
/* Asks for an address (registration, recovery), or says that a mail was sent. */
void address_show(struct html_writer *w, const struct page *pg, const struct form_view *f, const char *text,
                  const char *button_text, const char *sent_to);
struct link_page {
    const char *text, *email, *button;
    const struct detail *facts;
    bool asks_name, asks_password;
    struct url decline; /* .s NULL: it is no invitation that can be declined here */
    bool declining;     /* the reason was refused */
};
void link_declined_show(struct html_writer *w, const struct page *pg);
/* A link that opens nothing (any more): one page for unknown, used and over. */
void link_dead_show(struct html_writer *w, const struct page *pg);
void link_show(struct html_writer *w, const struct page *pg, const struct form_view *f, const struct link_page *l);

struct account_page {
    const struct person *person;
    const struct detail *facts;
    const struct session_list *sessions;
    const char *totp_secret;    /* text form while being set up; NULL otherwise */
    const char *totp_key;       /* the same, as the form sends it back */
    struct html totp_qr;
    bool totp_needed;           /* a duty asks for it */
};
void account_show(struct html_writer *w, const struct page *pg, const struct form_view *password_form,
                  const struct form_view *totp_form, const struct account_page *p);

#endif
