/* Tests of multipart/form-data: the same result wherever the network cuts it; every limit. */
#include "test.h"

#include "base/buf.h"
#include "http/multipart.h"

#include <dirent.h>
#include <sodium.h>
#include <stdlib.h>
#include <unistd.h>

static const char BODY[] =
    "--x\r\nContent-Disposition: form-data; name=\"title\"\r\n\r\n拠点\r\n一\r\n"
    "--x\r\nContent-Disposition: form-data; name=\"f\"; filename=\"C:\\fakepath\\計画.pdf\"\r\n"
    "Content-Type: application/pdf\r\n\r\n%PDF\r\n--\r\n--y\r\r\n-x\r\n"
    "--x\r\nContent-Disposition: form-data; name=\"none\"; filename=\"\"\r\n"
    "Content-Type: application/octet-stream\r\n\r\n\r\n"
    "--x\r\nContent-Disposition: form-data; name=\"empty\"\r\n\r\n\r\n"
    "--x--\r\n";
static const char FILE_CONTENT[] = "%PDF\r\n--\r\n--y\r\r\n-x";

struct result {
    struct err *e;
    struct pairs form;
    struct upload *uploads;
    size_t n;
    bool too_large;
};

/* Feeds body in two pieces, cut at that place; every: one byte at a time. */
static struct result feed(struct arena *a, const char *body, size_t n, size_t cut, bool every,
                          const struct http_limits *limits, const char *dir)
{
    struct result r = { 0 };
    struct multipart *m = multipart_make(a, "x", limits, dir);
    if (every) {
        for (size_t i = 0; i < n && !r.e; i++)
            r.e = multipart_feed(m, body + i, 1);
    } else {
        r.e = multipart_feed(m, body, cut);
        if (!r.e)
            r.e = multipart_feed(m, body + cut, n - cut);
    }
    if (!r.e)
        r.e = multipart_end(m, &r.form, &r.uploads, &r.n);
    r.too_large = multipart_is_too_large(m);
    return r;
}

static const char *new_folder(struct arena *a)
{
    char *dir = arena_strdup(a, "/tmp/kyoten-spool-XXXXXX");
    CHECK(mkdtemp(dir) != NULL);
    return dir;
}

static int files_in(const char *dir)
{
    int n = 0;
    DIR *d = opendir(dir);
    for (struct dirent *e = readdir(d); e; e = readdir(d)) // NOLINT(concurrency-mt-unsafe): one thread
        n += e->d_name[0] != '.';
    (void)closedir(d);
    return n;
}

static void check_result(const struct result *r)
{
    uint8_t hash[32];
    (void)crypto_generichash(hash, sizeof hash, (const uint8_t *)FILE_CONTENT, strlen(FILE_CONTENT), NULL, 0);
    CHECK_OK(r->e);
    CHECK_I64(r->form.n, 2);
    CHECK_I64(r->n, 1);
    if (r->e || r->form.n != 2 || r->n != 1)
        return;
    CHECK_TEXT(r->form.v[0].name, "title");
    CHECK_TEXT(r->form.v[0].value, "拠点\n一");
    CHECK_TEXT(r->form.v[1].name, "empty");
    CHECK_TEXT(r->form.v[1].value, "");
    CHECK_TEXT(r->uploads[0].field, "f");
    CHECK_TEXT(r->uploads[0].file_name, "計画.pdf");
    CHECK_I64(r->uploads[0].size, strlen(FILE_CONTENT));
    CHECK(memcmp(r->uploads[0].hash, hash, sizeof hash) == 0);
    CHECK(access(r->uploads[0].spool_path, R_OK) == 0);
}

TEST(a_multipart_form_is_the_same_wherever_it_is_cut)
{
    const char *dir = new_folder(a);
    const struct http_limits limits = HTTP_LIMITS_DEFAULT;
    for (size_t cut = 0; cut <= sizeof BODY - 1; cut++) {
        ARENA(b);
        struct result r = feed(b, BODY, sizeof BODY - 1, cut, cut == 0, &limits, dir);
        check_result(&r);
    }
    CHECK_I64(files_in(dir), 0); /* each request removed its spool files */
    CHECK(rmdir(dir) == 0);
}

TEST(a_multipart_form_that_ends_early_is_refused_and_leaves_no_file)
{
    const char *dir = new_folder(a);
    const struct http_limits limits = HTTP_LIMITS_DEFAULT;
    for (size_t n = 0; n < sizeof BODY - 3; n++) {
        ARENA(b);
        struct result r = feed(b, BODY, n, n / 2, false, &limits, dir);
        CHECK_ERR(r.e, ERR_INVALID);
    }
    CHECK_I64(files_in(dir), 0);
    CHECK(rmdir(dir) == 0);
}

TEST(a_multipart_form_with_a_broken_part_is_refused)
{
    static const char *const bad[] = {
        "--x\r\n\r\na\r\n--x--",
        "--x\r\nContent-Disposition: form-data\r\n\r\na\r\n--x--",
        "--x\r\nContent-Disposition: attachment; name=\"a\"\r\n\r\na\r\n--x--",
        "--x\r\nContent-Disposition: form-data; name=\"a\r\n\r\na\r\n--x--",
        "--x\r\nContent-Disposition: form-data; name=\"a\"\r\n folded\r\n\r\na\r\n--x--",
        "--x\r\nContent-Disposition: form-data; name=\"a\"\r\n\rX\r\n\r\na\r\n--x--",
        "--x\r\nContent-Disposition: form-data; name=\"a\"\nX: y\r\n\r\na\r\n--x--",
        ("--x\r\nContent-Disposition: form-data; name=\"a\"\r\n"
         "Content-Disposition: form-data; name=\"b\"\r\n\r\na\r\n--x--"),
        ("--x\r\nContent-Disposition: form-data; name=\"a\"\r\nContent-Transfer-Encoding: "
         "base64\r\n\r\na\r\n--x--"),
        "--x\r\nContent-Disposition: form-data; name=\"a\"; filename*=UTF-8''b\r\n\r\na\r\n--x--",
        "--x\r\nContent-Disposition: form-data; name=\"a\"; filename=\"\x01\"\r\n\r\na\r\n--x--",
        "--x\r\nContent-Disposition: form-data; name=\"a\"; filename=\"..\"\r\n\r\na\r\n--x--",
        "--x\r\nContent-Disposition: form-data; name=\"a\"; filename=\"\"\r\n\r\na\r\n--x--",
        "--x\r\nContent-Disposition: form-data; name=\"\xff\"\r\n\r\na\r\n--x--",
        "--x\r\nContent-Disposition: form-data; name=\"a\"\r\n\r\n\xff\r\n--x--",
        "--xy\r\nContent-Disposition: form-data; name=\"a\"\r\n\r\na\r\n--x--",
        "--x",
        "",
        "--x-",
        "--y--",
    };
    const char *dir = new_folder(a);
    const struct http_limits limits = HTTP_LIMITS_DEFAULT;
    for (size_t i = 0; i < sizeof bad / sizeof *bad; i++) {
        struct result r = feed(a, bad[i], strlen(bad[i]), strlen(bad[i]) / 2, true, &limits, dir);
        CHECK_I64(r.e ? (int)r.e->kind : -1 - (int)i, ERR_INVALID);
    }
    CHECK_I64(files_in(dir), 0);
    CHECK(rmdir(dir) == 0);
}

TEST(every_limit_of_a_multipart_form_is_told)
{
    const char *dir = new_folder(a);
    struct http_limits limits = HTTP_LIMITS_DEFAULT;
    limits.file_bytes = strlen(FILE_CONTENT);
    struct result r = feed(a, BODY, sizeof BODY - 1, 7, false, &limits, dir);
    check_result(&r);
    limits.file_bytes--;
    r = feed(a, BODY, sizeof BODY - 1, 7, false, &limits, dir);
    CHECK_ERR(r.e, ERR_INVALID);
    CHECK(r.too_large);
    limits = HTTP_LIMITS_DEFAULT;
    limits.body_bytes = 10;
    r = feed(a, BODY, sizeof BODY - 1, 7, false, &limits, dir);
    CHECK(r.e && r.too_large);
    limits = HTTP_LIMITS_DEFAULT;
    limits.fields = 2;
    r = feed(a, BODY, sizeof BODY - 1, 7, false, &limits, dir);
    CHECK(r.e && !r.too_large);
    limits = HTTP_LIMITS_DEFAULT;
    limits.files = 0;
    CHECK(feed(a, BODY, sizeof BODY - 1, 7, false, &limits, dir).e != NULL);
    limits = HTTP_LIMITS_DEFAULT;
    r = feed(a, BODY, sizeof BODY - 1, 7, false, &limits, NULL);
    CHECK(r.e && r.e->field && strcmp(r.e->field, "f") == 0);
    r = feed(a, BODY, sizeof BODY - 1, 7, false, &limits, "/nonexistent");
    CHECK_ERR(r.e, ERR_FAULT);
}
