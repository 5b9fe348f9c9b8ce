/* Tests of the whole submission as one PDF: what stands in it, who gets it, files that cannot be bound, and the
** preview. */
#include "desk_scene.h"
#include "pdf_text.h"

#include "base/id.h"
#include "db/db.h"
#include "file/file.h"

#include <stdlib.h>
#include <string.h>

#define PATH(more) arena_printf(a, "%s%s", d->path, more)

static const char good_pdf[] =
    "%PDF-1.4\n1 0 obj << /Type /Catalog /Pages 2 0 R /OpenAction << /S /JavaScript /JS (x) >> >> endobj\n"
    "2 0 obj << /Type /Pages /Count 1 /Kids [ 3 0 R ] >> endobj\n"
    "3 0 obj << /Type /Page /Parent 2 0 R /MediaBox [ 0 0 595 842 ] /Resources << /Font << /F1 5 0 R >> >> "
    "/Contents 4 0 R >>"
    " endobj\n4 0 obj << /Length 45 >> stream\nBT /F1 24 Tf 60 400 Td (Evidence one) Tj ET  \nendstream "
    "endobj\n"
    "5 0 obj << /Type /Font /Subtype /Type1 /BaseFont /Helvetica >> endobj\ntrailer << /Root 1 0 R "
    ">>\n%%EOF\n";
static const char bad_pdf[] = "%PDF-1.4\n% nothing\n1 0 obj<<>>endobj\ntrailer<<>>\n%%EOF\n";

static void attach(struct desk *d, const char *name, const char *pdf)
{
    struct ctx *c = world_acting(d->w, "applicant");
    struct file_facts file;
    CHECK_OK(file_keep_bytes(c, (struct bytes){ (const uint8_t *)pdf, strlen(pdf) }, &file));
    file.name = name;
    CHECK_OK(application_attach(c, d->id, "evidence", &file, 1));
}

static void submit(struct desk *d)
{
    struct submission sub;
    CHECK_OK(application_submit(world_acting(d->w, "applicant"), d->id, &sub));
}

static struct desk *sent(struct arena *a, enum db_kind kind)
{
    struct desk *d = desk_begun(a, kind);
    if (!d)
        return NULL;
    desk_fill(d);
    attach(d, "根拠その一.pdf", good_pdf);
    attach(d, "壊れた資料.pdf", bad_pdf);
    submit(d);
    return d;
}

TEST_STMT(whole_pdfs, READ, "", "SELECT count(*) FROM submission_pdf");

static int64_t kept(struct desk *d)
{
    int64_t n = -1;
    CHECK_OK(db_i64(world_ctx(d->w), whole_pdfs, &n));
    return n;
}

static void says_everything(struct arena *a, struct desk *d, const struct reply *got)
{
    CHECK_I64(got->status, 200);
    CHECK_TEXT(got->type, "application/pdf");
    CHECK_HAS(header_of(got->response, "Content-Disposition"), "attachment");
    const char *text = pdf_text(a, got);
    static const char *const parts[] = { "試験拠点", "国際展開型", "12:00:00.000000", "実質的な組織である必要があります",
                                         "根拠その一.pdf", "Evidence one", "PDFとして読めない", "10", "24.4%" };
    for (size_t i = 0; i < sizeof parts / sizeof *parts; i++)
        CHECK_HAS(text, parts[i]);
    struct application *app = NULL;
    CHECK_OK(application_load(world_ctx(d->w), d->id, &app));
    CHECK_HAS(text, app->receipt_no);
    CHECK_HAS(pdf_says(a, got, "pdfinfo PDF"), "Tagged:          yes");
    CHECK_HAS(pdf_says(a, got, "pdfinfo PDF"), "JavaScript:      no");
    CHECK_HAS(pdf_says(a, got, "qpdf --check PDF"), "No syntax or stream encoding errors");
}

static void whole_on(struct arena *a, enum db_kind kind)
{
    struct desk *d = sent(a, kind);
    if (!d)
        SKIP(STORE_NO_POSTGRES);
    const struct reply *first = loopback_get(d->lead, PATH("/application.pdf"));
    says_everything(a, d, first); /* made as it was asked for */
    CHECK_I64(kept(d), 0);
    world_set_now(d->w, STORE_NOW + 31 * SECOND_US);
    CHECK(world_run_jobs(d->w) > 0);
    CHECK_I64(kept(d), 1);
    const struct reply *again = loopback_get(d->lead, PATH("/application.pdf"));
    CHECK(again->body_n == first->body_n && memcmp(again->body, first->body, first->body_n) == 0);
    world_check(d->w);
}

TEST(the_whole_submission_is_one_pdf_made_once_on_sqlite)
{
    whole_on(a, DB_SQLITE);
}

TEST(the_whole_submission_is_one_pdf_made_once_on_postgres)
{
    whole_on(a, DB_POSTGRES);
}

TEST(every_page_of_the_pdf_bears_the_receipt_number_and_its_number)
{
    struct desk *d = sent(a, DB_SQLITE);
    struct application *app = NULL;
    CHECK_OK(application_load(world_ctx(d->w), d->id, &app));
    const struct reply *got = loopback_get(d->lead, PATH("/application.pdf"));
    const char *pages = strstr(pdf_says(a, got, "pdfinfo PDF"), "Pages:");
    long n = pages ? strtol(pages + 6, NULL, 10) : 0;
    CHECK(n >= 8 && n < 30);
    for (long p = 1; p <= n; p++) {
        const char *text = pdf_says(a, got, arena_printf(a, "pdftotext -raw -f %ld -l %ld PDF -", p, p));
        CHECK_HAS(text, app->receipt_no);
        CHECK_HAS(text, arena_printf(a, "%ld / %ld", p, n));
    }
}

TEST(only_the_last_submission_is_bound_by_the_job)
{
    struct desk *d = sent(a, DB_SQLITE);
    struct save_result r;
    CHECK_OK(application_save(world_acting(d->w, "applicant"), d->id, "aim", "改めた目的", 1, &r));
    submit(d);
    world_set_now(d->w, STORE_NOW + 31 * SECOND_US);
    (void)world_run_jobs(d->w);
    CHECK_I64(kept(d), 1);
    CHECK_HAS(pdf_text(a, loopback_get(d->lead, PATH("/application.pdf"))), "改めた目的");
}

TEST(the_pdf_is_for_its_people_their_office_and_the_programmes_office_alone)
{
    static const char *const STRANGERS[] = { "applicant_b", "institution_office_b", "reviewer", "committee", "chair",
                                             "auditor", "hub_contact", "plain" };
    struct desk *d = sent(a, DB_SQLITE);
    const char *office = arena_printf(a, "/office%s", PATH("/application.pdf"));
    CHECK_I64(loopback_get(world_as(d->w, "institution_office"), PATH("/application.pdf"))->status, 200);
    CHECK_I64(loopback_get(world_as(d->w, "office"), office)->status, 200);
    for (size_t i = 0; i < sizeof STRANGERS / sizeof *STRANGERS; i++) {
        CHECK_I64(loopback_get(world_as(d->w, STRANGERS[i]), PATH("/application.pdf"))->status, 404);
        CHECK_I64(loopback_get(world_as(d->w, STRANGERS[i]), PATH("/preview.pdf"))->status, 404);
        CHECK_I64(loopback_get(world_as(d->w, STRANGERS[i]), office)->status, 404);
    }
}

TEST(a_draft_has_no_submission_to_bind_and_its_preview_says_so_on_each_page)
{
    struct desk *d = desk_begun(a, DB_SQLITE);
    CHECK_I64(loopback_get(d->lead, PATH("/application.pdf"))->status, 404);
    attach(d, "根拠その一.pdf", good_pdf);
    const struct reply *got = loopback_get(d->lead, PATH("/preview.pdf"));
    CHECK_I64(got->status, 200);
    const char *text = pdf_text(a, got);
    CHECK_HAS(text, "まだ提出されていません");
    CHECK_HAS(text, "（未記入）");
    CHECK_HAS(text, "Evidence one");
    struct application *app = NULL;
    CHECK_OK(application_load(world_ctx(d->w), d->id, &app));
    CHECK_HAS_NOT(text, app->receipt_no);
    const char *last = pdf_says(a, got, "pdftotext -raw -f 9 PDF -");
    CHECK_HAS(last, "未提出");
    CHECK_HAS(pdf_says(a, got, "pdftotext -raw -f 1 -l 1 PDF -"), "未提出");
}
