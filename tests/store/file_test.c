/* Files: kept by their hash, typed by content, never handed on when they are not what was taken in. */
#include "application_scene.h"

#include "application.msg.h"
#include "base/date.h"
#include "file/file.h"
#include "file/file_store.h"

#include <fcntl.h>
#include <stdio.h>
#include <sys/stat.h>
#include <unistd.h>

TEST_STMT(test_chunk_spoil, WRITE, "b", "UPDATE file_chunk SET bytes = '' WHERE hash = $1");

/* Somebody changes the bytes behind our back. */
static void spoil(struct people *p, const struct file_facts *f)
{
    if (file_in_store(p->c)) {
        TX(tx, p->c);
        CHECK_OK(db_run(tx, test_chunk_spoil, NULL, BYTES((struct bytes){ f->hash, 32 })));
        CHECK_OK(tx_commit(tx));
        return;
    }
    int fd = open(file_path(p->c, f->hash), O_WRONLY | O_TRUNC);
    CHECK(fd >= 0 && close(fd) == 0);
}

STORE_TEST(a_file_is_kept_by_its_hash_and_typed_by_its_content)
{
    struct people *p = people_make(c, db, NULL, NULL);
    struct file_facts f;
    struct file_facts same;
    struct bytes back;
    struct bytes pdf = people_pdf(p, "one");
    CHECK_OK(file_keep_bytes(c, pdf, &f));
    CHECK_TEXT(f.media_type, "application/pdf");
    CHECK_TEXT(file_type_word(f.media_type), "pdf");
    CHECK_OK(file_keep_bytes(c, pdf, &same));
    CHECK(memcmp(f.hash, same.hash, 32) == 0);
    CHECK_OK(file_read(c, f.hash, &back));
    CHECK(back.n == pdf.n && memcmp(back.p, pdf.p, pdf.n) == 0);
    CHECK_OK(file_keep_bytes(c, (struct bytes){ (const uint8_t *)"", 0 }, &f));
    CHECK_OK(file_read(c, f.hash, &back));
    CHECK_I64(back.n, 0);
    uint8_t other[32] = { 1 };
    CHECK_ERR(file_read(c, other, &back), ERR_NOT_FOUND);
}

STORE_TEST(a_file_of_many_chunks_comes_back_whole)
{
    struct people *p = people_make(c, db, NULL, NULL);
    static const size_t N = 2 * FILE_CHUNK_BYTES; /* its end is the end of a chunk */
    uint8_t *big = arena_alloc(c->arena, N);
    for (size_t i = 0; i < N; i++)
        big[i] = (uint8_t)(i * 31 + i / 4096);
    struct file_facts f;
    struct bytes back;
    struct response rs = response_make();
    CHECK_OK(file_keep_bytes(p->c, (struct bytes){ big, N }, &f));
    CHECK_OK(file_read(c, f.hash, &back));
    CHECK(back.n == N && memcmp(back.p, big, N) == 0);
    CHECK_OK(file_send(c, &rs, f.hash, f.size, "a.bin", f.media_type));
    CHECK(rs.file_fd >= 0 && rs.file_size == f.size);
    CHECK_HAS(header_of(&rs, "Content-Disposition"), "attachment");
    (void)close(rs.file_fd);
}

STORE_TEST(a_file_that_was_changed_is_never_handed_on_and_verify_names_it)
{
    struct people *p = people_make(c, db, NULL, NULL);
    int64_t id = people_begin(p, "拠点");
    struct file_facts f;
    struct bytes back;
    struct response rs = response_make();
    CHECK_OK(file_keep_bytes(c, people_pdf(p, "two"), &f));
    f.name = "根拠.pdf";
    CHECK_OK(application_attach(c, id, "evidence", &f, 1));
    CHECK_LEDGER(c);
    spoil(p, &f);
    CHECK_ERR(file_send(c, &rs, f.hash, f.size, "x", f.media_type), ERR_FAULT);
    CHECK_ERR(file_read(c, f.hash, &back), ERR_FAULT);
    CHECK_HAS(ledger_findings(c), "file_changed attachment");
}

STORE_TEST(the_form_says_which_files_it_takes_and_how_many)
{
    struct people *p = people_make(c, db, NULL, NULL);
    int64_t id = people_begin(p, "拠点");
    struct file_facts f;
    struct file_facts script;
    CHECK_OK(file_keep_bytes(c, people_pdf(p, "three"), &f));
    f.name = "../../etc/根拠.pdf";
    CHECK_OK(file_keep_bytes(c, (struct bytes){ (const uint8_t *)"#!/bin/sh\nexit\n", 15 }, &script));
    script.name = "looks-like.pdf";
    CHECK_ERR(application_attach(c, id, "evidence", &script, 1), ERR_INVALID);
    CHECK_ERR(application_attach(c, id, "aim", &f, 1), ERR_INVALID);
    struct file_facts large = f;
    large.size = INT64_C(20971521);
    CHECK_ERR(application_attach(c, id, "evidence", &large, 1), ERR_INVALID);
    struct file_facts three[] = { f, f, f };
    CHECK_OK(application_attach(c, id, "evidence", three, 3));
    CHECK_ERR(application_attach(c, id, "evidence", &f, 1), ERR_INVALID);
    struct application_form form;
    CHECK_OK(application_form_load(c, people_load(p, id), p->def, &form));
    CHECK_I64(form.attachment_count, 3);
    CHECK_TEXT(form.attachments[0].name, "根拠.pdf");
    people_as(p, p->stranger);
    CHECK_ERR(application_detach(c, id, form.attachments[0].id), ERR_NOT_FOUND);
    people_as(p, p->lead);
    int64_t other = people_begin(p, "別の拠点");
    CHECK_ERR(application_detach(c, other, form.attachments[0].id), ERR_NOT_FOUND);
    CHECK_OK(application_detach(c, id, form.attachments[0].id));
    CHECK_ERR(application_detach(c, id, form.attachments[0].id), ERR_NOT_FOUND);
    c->now = STORE_NOW + 1;
    CHECK_ERR(application_attach(c, id, "evidence", &f, 1), ERR_REFUSED);
    CHECK_LEDGER(c);
}

STORE_TEST(what_was_sent_names_its_files_by_hash)
{
    struct people *p = people_make(c, db, NULL, NULL);
    int64_t id = people_begin(p, "拠点");
    struct file_facts f;
    struct submission s;
    struct submitted sent;
    struct attachment found;
    CHECK_OK(file_keep_bytes(c, people_pdf(p, "four"), &f));
    f.name = "根拠.pdf";
    CHECK_OK(application_attach(c, id, "evidence", &f, 1));
    people_fill(p, id);
    CHECK_OK(application_submit(c, id, &s));
    CHECK_OK(submission_read(c->arena, &s, &sent));
    CHECK_I64(sent.attachment_count, 1);
    CHECK(memcmp(sent.attachments[0].hash.p, f.hash, 32) == 0);
    char hex[65];
    for (int i = 0; i < 32; i++)
        (void)snprintf(hex + 2 * i, 3, "%02x", f.hash[i]);
    CHECK_OK(submission_find_file(c->arena, &s, hex, &found));
    CHECK_TEXT(found.name, "根拠.pdf");
    CHECK_ERR(submission_find_file(c->arena, &s, "00", &found), ERR_NOT_FOUND);
}

STORE_TEST(a_file_that_no_row_names_is_removed_after_a_day_and_not_before)
{
    struct people *p = people_make(c, db, NULL, NULL);
    int64_t id = people_begin(p, "拠点");
    struct file_facts named;
    struct file_facts orphan;
    struct stat st;
    struct bytes back;
    int removed = -1;
    instant made = c->now;
    CHECK_OK(file_keep_bytes(c, people_pdf(p, "five"), &named));
    CHECK_OK(file_keep_bytes(c, people_pdf(p, "six"), &orphan));
    named.name = "a.pdf";
    CHECK_OK(application_attach(c, id, "evidence", &named, 1));
    if (!file_in_store(c)) {
        CHECK(stat(file_path(c, orphan.hash), &st) == 0);
        made = (instant)st.st_mtim.tv_sec * 1000000;
    }
    CHECK_OK(file_sweep(c, made + DAY_US - 1000000, &removed));
    CHECK_I64(removed, 0);
    CHECK_OK(file_sweep(c, made + DAY_US + 10000000, &removed));
    CHECK_I64(removed, 1);
    CHECK_ERR(file_read(c, orphan.hash, &back), ERR_NOT_FOUND);
    CHECK_OK(file_read(c, named.hash, &back));
}

STORE_TEST(a_file_of_the_store_that_is_kept_again_is_young_again)
{
    struct people *p = people_make(c, db, NULL, NULL);
    struct file_facts f;
    struct bytes back;
    int removed = -1;
    instant made = c->now;
    if (!file_in_store(c))
        return; /* a folder has the time of the machine, which no test can push */
    CHECK_OK(file_keep_bytes(c, people_pdf(p, "six"), &f));
    c->now = made + DAY_US;
    CHECK_OK(file_keep_bytes(c, people_pdf(p, "six"), &f));
    CHECK_OK(file_sweep(c, made + DAY_US + 10000000, &removed));
    CHECK_I64(removed, 0);
    CHECK_OK(file_read(c, f.hash, &back));
    CHECK_OK(file_sweep(c, made + 2 * DAY_US + 10000000, &removed));
    CHECK_I64(removed, 1);
    CHECK_ERR(file_read(c, f.hash, &back), ERR_NOT_FOUND);
}
