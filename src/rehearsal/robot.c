/* robot.c: see robot.h. Visits, on libcurl. What a form sends is in robot_form.c. */
#include "rehearsal/robot.h"

#include "base/buf.h"
#include "rehearsal/robot_send.h"
#include "rehearsal.msg.h"

#include <curl/curl.h>
#include <string.h>

#define REDIRECTS 10
#define ANSWER_MOST ((size_t)32 << 20)
#define ANSWER_SECONDS 60L

struct robot {
    struct arena *a;      /* as long as the robot */
    struct arena *visit;  /* as long as the page */
    struct arena *before; /* of the page before: the form that is being sent lies in it */
    CURL *curl;
    const char *site, *name, *header;
};

/* Of a URL that begins with one of our hosts: what follows the host. */
static const char *behind_host(const char *url)
{
    static const char *const OURS[] = { "http://127.0.0.1", "http://localhost", "http://[::1]" };
    for (size_t i = 0; i < sizeof OURS / sizeof OURS[0]; i++)
        if (strncmp(url, OURS[i], strlen(OURS[i])) == 0)
            return url + strlen(OURS[i]);
    return NULL;
}

static bool is_loopback(const char *url)
{
    const char *p = behind_host(url);
    if (p && *p == ':') {
        size_t digits = strspn(p + 1, "0123456789");
        p = digits > 0 && digits < 6 ? p + 1 + digits : NULL;
    }
    return p && (!*p || strcmp(p, "/") == 0);
}

static void set_up(CURL *k);

static void end_robot(void *arg)
{
    struct robot *r = arg;
    curl_easy_cleanup(r->curl);
    arena_free(r->visit);
    arena_free(r->before);
}

struct err *robot_make(struct arena *a, const char *site_url, const char *name, struct robot **ret)
{
    if (!is_loopback(site_url))
        return invalid(a, "--url", MSG_REHEARSAL_LOOPBACK, arg_text(site_url));
    struct robot *r = arena_new(a, struct robot);
    size_t n = strlen(site_url);
    *r = (struct robot){ .a = a,
                         .curl = curl_easy_init(),
                         .name = arena_strdup(a, name),
                         .site = arena_strndup(a, site_url, n - (site_url[n - 1] == '/')) };
    if (!r->curl)
        return fault(a, "libcurl cannot begin");
    set_up(r->curl);
    r->visit = arena_make(4 * ANSWER_MOST);
    r->before = arena_make(4 * ANSWER_MOST);
    arena_defer(a, end_robot, r);
    *ret = r;
    return NULL;
}

const char *robot_name(const struct robot *r)
{
    return r->name;
}

struct arena *robot_arena(struct robot *r)
{
    return r->visit;
}

void robot_header(struct robot *r, const char *line)
{
    r->header = line ? arena_strdup(r->a, line) : NULL;
}

/* ── one request ── */

static size_t on_body(char *p, size_t size, size_t n, void *arg)
{
    struct buf *b = arg;
    if (b->n + size * n > ANSWER_MOST)
        return 0;
    buf_put(b, p, size * n);
    return size * n;
}

/* A multipart body of the fields and files. */
static curl_mime *make_parts(struct robot *r, const struct robot_body *body)
{
    curl_mime *mime = curl_mime_init(r->curl);
    for (size_t i = 0; i < body->fields.n; i++) {
        curl_mimepart *part = curl_mime_addpart(mime);
        (void)curl_mime_name(part, body->fields.v[i].name);
        (void)curl_mime_data(part, body->fields.v[i].value, CURL_ZERO_TERMINATED);
    }
    for (size_t i = 0; i < body->file_count; i++) {
        const struct robot_file *file = &body->files[i];
        curl_mimepart *part = curl_mime_addpart(mime);
        (void)curl_mime_name(part, file->field);
        (void)curl_mime_filename(part, file->name);
        (void)curl_mime_type(part, file->type);
        (void)curl_mime_data(part, (const char *)file->bytes.p, file->bytes.n);
    }
    return mime;
}

/* What holds for every request. curl is variadic: what is passed must have exactly the type that it reads. */
static void set_up(CURL *k)
{
    (void)curl_easy_setopt(k, CURLOPT_PROTOCOLS_STR, "http");
    (void)curl_easy_setopt(k, CURLOPT_PROXY, "");
    (void)curl_easy_setopt(k, CURLOPT_COOKIEFILE, "");
    (void)curl_easy_setopt(k, CURLOPT_NOSIGNAL, 1L);
    (void)curl_easy_setopt(k, CURLOPT_TIMEOUT, ANSWER_SECONDS);
    (void)curl_easy_setopt(k, CURLOPT_USERAGENT, "Kyoten-rehearsal");
    (void)curl_easy_setopt(k, CURLOPT_WRITEFUNCTION, on_body);
}

/* The method and what goes with it. */
static void set_body(CURL *k, const struct robot_body *body, curl_mime *mime)
{
    (void)curl_easy_setopt(k, CURLOPT_HTTPGET, 1L);
    if (mime) {
        (void)curl_easy_setopt(k, CURLOPT_MIMEPOST, mime);
    } else if (body) {
        (void)curl_easy_setopt(k, CURLOPT_POST, 1L);
        (void)curl_easy_setopt(k, CURLOPT_POSTFIELDSIZE, (long)body->encoded.n);
        (void)curl_easy_setopt(k, CURLOPT_POSTFIELDS, (const char *)body->encoded.p);
    }
}

/* One request and its answer; body NULL: GET. Where it is a redirect, *ret_to is the path it leads to. */
static struct err *ask(struct robot *r, const char *path, const struct robot_body *body,
                       struct robot_page *page, const char **ret_to)
{
    struct buf into = buf_make(r->visit, 16384);
    struct curl_slist *headers = NULL;
    curl_mime *mime = NULL;
    long status = 0;
    char *to = NULL;
    char *type = NULL;
    const char *url = arena_printf(r->visit, "%s%s", r->site, path);
    (void)curl_easy_setopt(r->curl, CURLOPT_URL, url);
    (void)curl_easy_setopt(r->curl, CURLOPT_WRITEDATA, &into);
    if (body) {
        headers = curl_slist_append(headers, arena_printf(r->visit, "Origin: %s", r->site));
        headers = curl_slist_append(headers, "Expect:");
    }
    if (r->header)
        headers = curl_slist_append(headers, r->header);
    (void)curl_easy_setopt(r->curl, CURLOPT_HTTPHEADER, headers);
    if (body && body->multipart)
        mime = make_parts(r, body);
    set_body(r->curl, body, mime);
    CURLcode code = curl_easy_perform(r->curl);
    (void)curl_easy_getinfo(r->curl, CURLINFO_RESPONSE_CODE, &status);
    (void)curl_easy_getinfo(r->curl, CURLINFO_REDIRECT_URL, &to);
    (void)curl_easy_getinfo(r->curl, CURLINFO_CONTENT_TYPE, &type);
    *page = (struct robot_page){ .status = (int)status,
                                 .path = arena_strdup(r->visit, path),
                                 .type = arena_strdup(r->visit, type ? type : ""),
                                 .body = { (const uint8_t *)into.s, into.n } };
    size_t site_n = strlen(r->site);
    bool stays = to && strncmp(to, r->site, site_n) == 0 && to[site_n] == '/';
    *ret_to = stays ? arena_strdup(r->visit, to + site_n) : NULL;
    bool astray = to && !stays;
    const char *led = to ? arena_strdup(r->a, to) : "";
    (void)curl_easy_setopt(r->curl, CURLOPT_HTTPHEADER, NULL);
    set_body(r->curl, NULL, NULL);
    curl_slist_free_all(headers);
    curl_mime_free(mime);
    if (code != CURLE_OK)
        return fault(r->a, "%s: %s %s: %s", r->name, body ? "POST" : "GET", path, curl_easy_strerror(code));
    return astray ? fault(r->a, "%s: %s leads away to %s", r->name, path, led) : NULL;
}

struct err *robot_visit(struct robot *r, const char *path, const struct robot_body *body,
                        struct robot_page **ret)
{
    struct arena *older = r->before;
    const char *to = NULL;
    r->before = r->visit; /* the body may lie there */
    r->visit = older;
    arena_reset(r->visit);
    struct robot_page *page = arena_new(r->visit, struct robot_page);
    if (path[0] != '/')
        return fault(r->a, "%s: \"%s\" is no address of this site", r->name, path);
    TRY(ask(r, path, body, page, &to));
    for (int i = 0; to; i++) {
        if (i == REDIRECTS)
            return fault(r->a, "%s: %s leads in a circle", r->name, path);
        TRY(ask(r, to, NULL, page, &to));
    }
    bool html = strncmp(page->type, "text/html", 9) == 0;
    page->seen = scan_html(r->visit, html ? (const char *)page->body.p : "", html ? page->body.n : 0);
    *ret = page;
    return NULL;
}

struct err *robot_get(struct robot *r, const char *path, struct robot_page **ret)
{
    return robot_visit(r, arena_strdup(r->visit, path), NULL, ret);
}
