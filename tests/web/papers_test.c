/* Tests of the papers that leave: receipt and letter as PDF: who gets them, what they say, and the mark of a
** rehearsal. */
#include "decision_scene.h"
#include "pdf_text.h"

#include "base/id.h"

static const char *path_of(struct review_scene *s, const char *more)
{
    return arena_printf(s->w->arena, "/applications/%s%s", id_text(s->w->arena, s->app[0]), more);
}

static const struct reply *receipt(struct review_scene *s, const char *who)
{
    return loopback_get(world_as(s->w, who), path_of(s, "/receipt.pdf"));
}

DECISION_TEST(the_receipt_is_a_tagged_pdf_for_its_people_and_their_office_alone)
{
    static const char *const STRANGERS[] = { "applicant_b", "institution_office_b", "reviewer", "committee", "chair",
                                             "office", "auditor", "bureau", "contractor", "hub_contact", "plain" };
    struct arena *a = s->w->arena;
    const struct reply *got = receipt(s, "applicant");
    CHECK_I64(got->status, 200);
    CHECK_TEXT(got->type, "application/pdf");
    CHECK_HAS(header_of(got->response, "Content-Disposition"), "attachment");
    const char *text = pdf_text(a, got);
    CHECK_HAS(text, "寒冷地拠点");
    CHECK_HAS(text, "試験大学");
    CHECK_HAS(text, "申請 一子");
    CHECK_HAS(text, ".000000");
    CHECK_HAS_NOT(text, "演習");
    CHECK_HAS(pdf_says(a, got, "pdfinfo PDF"), "Tagged:          yes");
    CHECK_HAS(pdf_says(a, got, "pdfinfo -struct PDF"), "H1");
    CHECK_HAS(pdf_says(a, got, "pdffonts PDF"), "BIZUD");
    CHECK_I64(receipt(s, "institution_office")->status, 200);
    for (size_t i = 0; i < sizeof STRANGERS / sizeof STRANGERS[0]; i++)
        CHECK_I64(receipt(s, STRANGERS[i])->status, 404);
    got = receipt(s, "nobody");
    CHECK_I64(got->status, 303);
    CHECK_HAS(got->location, "/sign-in");
}

DECISION_TEST(the_receipt_of_a_rehearsal_is_marked)
{
    s->w->site.rehearsal = true;
    CHECK_HAS(pdf_text(s->w->arena, receipt(s, "applicant")), "演習");
}

static const char *letter(struct review_scene *s)
{
    decide_all(s);
    CHECK_OK(prepare(s));
    CHECK_OK(approve(s));
    (void)world_run_jobs(s->w);
    world_set_now(s->w, ANNOUNCE_AT);
    (void)world_run_jobs(s->w);
    return pdf_text(s->w->arena, loopback_get(world_as(s->w, "applicant"), path_of(s, "/letter.pdf")));
}

DECISION_TEST(the_letter_names_hub_term_and_signatory_and_bears_no_mark)
{
    const char *text = letter(s);
    CHECK_HAS(text, "２０２４１００１産局第");
    CHECK_HAS(text, "令和６年１０月１日");
    CHECK_HAS(text, "試験大学");
    CHECK_HAS(text, "寒冷地拠点");
    CHECK_HAS(text, "令和９年３月３１日");
    CHECK_HAS(text, "以上");
    CHECK_HAS_NOT(text, "演習");
}

DECISION_TEST(the_letter_of_a_rehearsal_is_marked)
{
    s->w->site.rehearsal = true;
    CHECK_HAS(letter(s), "演習");
}
