/* deps.c: the rules of CODING.md that a program can check. Run by the tests: deps SOURCE_ROOT
**
** Who includes whom (FOLDERS, by layer), which headers belong to one file (OWNERS), what is called only where it may be
** (CALLS), SQL only as a declared statement, a source's own header first, length of files and lines.
** Prints every offence as "file:line: sentence"; ends with 1 when there is one. */
#include "tool.h"

#include <ctype.h>
#include <dirent.h>
#include <stdbool.h>
#include <stdio.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#define LONGEST_FILE 420
#define WIDEST_LINE 120

/* What a folder of src/ may include besides itself. A folder that is not here is a feature: it may include
** everything but main/. */
static const struct {
    const char *folder, *may;
} FOLDERS[] = {
    { "base", " " },
    { "algo", " base " },
    { "solve", " base algo " },
    { "db", " base " },
    { "i18n", " base " },
    { "html", " base i18n " },
    { "http", " base db html i18n file ledger job mail doc " },
    { "file", " base db html i18n http ledger job mail doc " },
    { "doc", " base db html i18n http file ledger job mail " },
    { "mail", " base db html i18n http file ledger job doc " },
    { "job", " base db html i18n http file ledger mail doc " },
    { "ledger", " base db html i18n http file job mail doc " },
};

/* Headers that only the sources with this beginning may include. */
static const struct {
    const char *header, *owners;
} OWNERS[] = {
    { "sqlite3.h", " src/db/db_sqlite src/db/sqlite " },
    { "coin/Cbc_C_Interface.h", " src/solve/solve_main " },
    { "coin/Clp_C_Interface.h", " src/solve/solve_main " },
    { "mecab.h", " src/solve/words_main " },
    { "libpq-fe.h", " src/db/db_pg src/db/pg " },
    { "microhttpd.h", " src/http/http_mhd " },
};

/* Functions that are called only in sources whose path begins with one of these, and why. */
#define MEMORY "memory comes from the arena (CODING.md, 5)"
#define CLOCK "the time is c->now (CODING.md, 3)"
#define CHANCE "randomness is base/rand.h's (CODING.md, 3)"
#define UNSAFE "it does not know how much room there is"
static const struct {
    const char *functions, *where, *why;
} CALLS[] = {
    { " malloc realloc strdup strndup asprintf vasprintf ", " src/base/ ", MEMORY },
    /* The library holds a request before it has an arena and after: it says when the request ends. */
    { " calloc ", " src/base/ src/http/http_mhd ", MEMORY },
    /* What a library hands out with malloc is freed beside the call. */
    { " free ", " src/base/ src/http/http_mhd src/file/ src/doc/ src/person/totp src/programme/definition ", MEMORY },
    { " time gettimeofday clock_gettime ", " src/base/ src/db/ src/http/ src/job/ src/main/ ", CLOCK },
    { " localtime localtime_r gmtime mktime timegm strftime ", " src/base/ ", "days and instants are base/date.h's" },
    { " rand randombytes_buf randombytes_uniform getrandom ", " src/base/ ", CHANCE },
    { " random ", " src/base/ src/db/executor ", CHANCE }, /* the pause before another try */
    { " strcpy strcat sprintf vsprintf gets ", " ", UNSAFE },
    { " strtok ", " ", "it keeps its state between threads" },
    { " system popen ", " ", "no shell is ever asked" },
};

struct source {
    struct arena *a;
    const char *path;   /* "src/call/call_store.c" */
    const char *folder; /* "call"; NULL outside of src/ */
    const char *name;   /* "call_store" */
    const char *ending; /* ".c" */
    const char *text;
    char *code; /* the text with comments as blanks */
    char *bare; /* the code with what stands in quotes as blanks */
    size_t n;
};

static int offences;

static int line_of(const struct source *s, size_t at)
{
    int line = 1;
    for (size_t i = 0; i < at; i++)
        line += s->text[i] == '\n';
    return line;
}

static void offence(const struct source *s, int line, const char *format, ...)
    __attribute__((format(printf, 3, 4)));
static void offence(const struct source *s, int line, const char *format, ...)
{
    va_list ap;
    va_start(ap, format);
    (void)fprintf(stderr, "%s:%d: %s\n", s->path, line, arena_vprintf(s->a, format, ap));
    va_end(ap);
    offences++;
}

static bool listed(const char *list, const char *word, size_t n)
{
    for (const char *p = list; (p = strstr(p, " ")) && p[1]; p++)
        if (strncmp(p + 1, word, n) == 0 && p[1 + n] == ' ')
            return true;
    return false;
}

static bool begins(const char *s, const char *with)
{
    return strncmp(s, with, strlen(with)) == 0;
}

/* The path begins with one of the words of the list. */
static bool lies_in(const char *path, const char *list)
{
    for (const char *p = list; (p = strstr(p, " ")) && p[1]; p++)
        if (strncmp(p + 1, path, strcspn(p + 1, " ")) == 0)
            return true;
    return false;
}

static bool ends(const char *s, size_t n, const char *with)
{
    size_t k = strlen(with);
    return n >= k && strncmp(s + n - k, with, k) == 0;
}

/* Fills .code and .bare: what is left of the text without comments, and without quoted texts too. */
static void strip(struct source *s)
{
    enum { CODE, LINE_COMMENT, COMMENT, QUOTED } state = CODE;
    char quote = 0;
    s->code = arena_strndup(s->a, s->text, s->n);
    s->bare = arena_strndup(s->a, s->text, s->n);
    for (size_t i = 0; i < s->n; i++) {
        char c = s->text[i];
        char next = s->text[i + 1];
        if (state == CODE && c == '/' && (next == '/' || next == '*')) {
            state = next == '/' ? LINE_COMMENT : COMMENT;
        } else if (state == CODE && (c == '"' || c == '\'')) {
            state = QUOTED;
            quote = c;
            continue;
        } else if (state == LINE_COMMENT && c == '\n') {
            state = CODE;
        } else if (state == QUOTED && (c == quote || c == '\n')) {
            state = CODE;
        } else if (state == QUOTED) {
            s->bare[i] = ' ';
            if (c == '\\' && next && next != '\n')
                s->bare[++i] = ' ';
        }
        if ((state == LINE_COMMENT || state == COMMENT) && c != '\n')
            s->code[i] = s->bare[i] = ' ';
        if (state == COMMENT && c == '*' && next == '/') {
            s->code[i + 1] = s->bare[i + 1] = ' ';
            i++;
            state = CODE;
        }
    }
}

/* ── includes ── */

/* What the role of a file in its feature forbids: rules know neither store nor pages, the store no pages. A feature's
** own header carries its rules too. */
static void check_role(const struct source *s, int line, const char *target, size_t folder_n)
{
    bool store = listed(" db ", target, folder_n);
    bool pages = listed(" http html ", target, folder_n);
    bool rules = strcmp(s->name, s->folder) == 0 && strcmp(s->ending, ".c") == 0;
    if (rules && (store || pages))
        offence(s, line, "rules (%s/%s.c) include neither db/ nor http/ nor html/", s->folder, s->name);
    if (ends(s->name, strlen(s->name), "_store") && pages)
        offence(s, line, "a store includes neither http/ nor html/");
}

static void check_include(const struct source *s, int line, const char *target, size_t n, bool of_system)
{
    for (size_t i = 0; i < sizeof OWNERS / sizeof *OWNERS; i++)
        if (n == strlen(OWNERS[i].header) && memcmp(target, OWNERS[i].header, n) == 0 && s->folder &&
            !lies_in(s->path, OWNERS[i].owners))
            offence(s, line, "%s is included only in sources that begin with:%s", OWNERS[i].header,
                    OWNERS[i].owners);
    const char *slash = memchr(target, '/', n);
    if (of_system || !s->folder || !slash || strcmp(s->folder, "main") == 0)
        return;
    size_t folder_n = (size_t)(slash - target);
    if (strlen(s->folder) == folder_n && memcmp(s->folder, target, folder_n) == 0)
        return;
    bool feature = true;
    for (size_t i = 0; i < sizeof FOLDERS / sizeof *FOLDERS; i++) {
        if (strcmp(FOLDERS[i].folder, s->folder) != 0)
            continue;
        feature = false;
        if (!listed(FOLDERS[i].may, target, folder_n))
            offence(s, line, "%s/ may include only:%s", s->folder, FOLDERS[i].may);
    }
    if (listed(" main ", target, folder_n))
        offence(s, line, "nobody includes main/");
    if (ends(target, n, "_store.h") || ends(target, n, "_int.h") || ends(target, n, "_impl.h"))
        offence(s, line, "%.*s is the inside of another folder", (int)n, target);
    if (feature)
        check_role(s, line, target, folder_n);
}

static void check_includes(const struct source *s)
{
    int line = 0;
    bool first = true;
    bool view = strcmp(s->ending, ".html") == 0;
    const char *own = arena_printf(s->a, "%s/%s.h", s->folder ? s->folder : "", s->name);
    struct stat st;
    char *own_path = arena_strdup(s->a, s->path);
    memcpy(own_path + strlen(own_path) - strlen(s->ending), ".h", 3);
    bool wants_own = s->folder && strcmp(s->ending, ".c") == 0 && stat(own_path, &st) == 0;
    for (const char *p = view ? s->text : s->code; p && *p;
         p = strchr(p, '\n') ? strchr(p, '\n') + 1 : NULL) {
        line++;
        if (!begins(p, view ? "@include" : "#include"))
            continue;
        const char *open = p + 8 + strspn(p + 8, " ");
        size_t n = strcspn(open + 1, "\">\n");
        check_include(s, line, open + 1, n, *open == '<');
        bool inside =
            ends(open + 1, n, "_impl.h") || ends(open + 1, n, "_int.h"); /* which includes the own one */
        if (first && wants_own && !inside && !(n == strlen(own) && memcmp(open + 1, own, n) == 0))
            offence(s, line, "the first include of a source is its own header, %s", own);
        first = false;
    }
}

/* ── calls, statements, size ── */

static void check_calls(const struct source *s)
{
    for (size_t i = 0; i < s->n; i++) {
        if (!isalpha((unsigned char)s->bare[i]) && s->bare[i] != '_')
            continue;
        size_t n = 0;
        while (isalnum((unsigned char)s->bare[i + n]) || s->bare[i + n] == '_')
            n++;
        bool member = i > 0 && (s->bare[i - 1] == '.' || s->bare[i - 1] == '>' ||
                                isdigit((unsigned char)s->bare[i - 1]));
        for (size_t k = 0; k < sizeof CALLS / sizeof *CALLS && s->bare[i + n] == '(' && !member; k++) {
            if (listed(CALLS[k].functions, s->bare + i, n) && !lies_in(s->path, CALLS[k].where))
                offence(s, line_of(s, i), "no %.*s() here: %s", (int)n, s->bare + i, CALLS[k].why);
        }
        i += n - 1;
    }
}

/* A text that begins like SQL stands only in STMT, STMT2 (or a macro built on them) or in a #define that they
** use. */
static void check_sql(const struct source *s)
{
    static const char *const WORDS[] = { "\"SELECT ", "\"INSERT INTO ", "\"UPDATE ", "\"DELETE FROM ",
                                         "\"WITH " };
    for (size_t i = 0; i < s->n; i++) {
        bool sql = false;
        for (size_t k = 0; k < sizeof WORDS / sizeof *WORDS && s->code[i] == '"' && s->bare[i] == '"'; k++)
            sql = sql || begins(s->code + i, WORDS[k]);
        if (!sql)
            continue;
        size_t start = i;
        while (start > 0 && !strchr(";}", s->bare[start - 1]))
            start--;
        const char *before = arena_strndup(s->a, s->bare + start, i - start);
        if (!strstr(before, "STMT") && !strstr(before, "#define") && !strstr(before, "AUDITED"))
            offence(s, line_of(s, i), "SQL stands only in STMT (CODING.md, 6)");
    }
}

static void check_size(const struct source *s)
{
    int line = 1;
    size_t width = 0;
    for (size_t i = 0; i < s->n; i++) {
        if (s->text[i] == '\n') {
            if (width > WIDEST_LINE)
                offence(s, line, "the line is %zu wide; at most %d", width, WIDEST_LINE);
            line++;
            width = 0;
        } else if (((unsigned char)s->text[i] & 0xc0) != 0x80)
            width++;
    }
    if (line - 1 > LONGEST_FILE)
        offence(s, line - 1, "the file has %d lines; at most %d: one file, one job", line - 1, LONGEST_FILE);
}

static void check_source(struct arena *a, const char *path)
{
    struct source s = { .a = a, .path = path };
    const char *file = tool_file_name(path);
    s.ending = strrchr(file, '.');
    s.name = arena_strndup(a, file, (size_t)(s.ending - file));
    if (begins(path, "src/") && strchr(path + 4, '/'))
        s.folder = arena_strndup(a, path + 4, strcspn(path + 4, "/"));
    s.text = tool_read(a, path, &s.n);
    strip(&s);
    check_size(&s);
    check_includes(&s);
    if (!s.folder || strcmp(s.ending, ".html") == 0)
        return;
    check_calls(&s);
    if (strcmp(s.folder, "db") != 0)
        check_sql(&s);
}

static void walk(struct arena *a, const char *folder)
{
    DIR *d = opendir(folder);
    if (!d)
        tool_die("%s: cannot be opened", folder);
    for (struct dirent *e; (e = readdir(d));) { // NOLINT(concurrency-mt-unsafe): one thread
        const char *path = arena_printf(a, "%s/%s", folder, e->d_name);
        const char *dot = strrchr(e->d_name, '.');
        struct stat st;
        if (e->d_name[0] == '.' || strcmp(e->d_name, "node_modules") == 0 || stat(path, &st) != 0)
            continue;
        if (strcmp(path, "tests/deps/tree") == 0) /* offences on purpose */
            continue;
        if (S_ISDIR(st.st_mode))
            walk(a, path);
        else if (dot && (strcmp(dot, ".c") == 0 || strcmp(dot, ".h") == 0 || strcmp(dot, ".html") == 0))
            check_source(a, path);
    }
    (void)closedir(d);
}

int main(int argc, char **argv)
{
    if (argc != 2 || chdir(argv[1]) != 0)
        tool_die("usage: deps SOURCE_ROOT");
    struct arena *a = arena_make((size_t)1 << 28);
    static const char *const ROOTS[] = { "src", "tools", "tests" };
    for (size_t i = 0; i < sizeof ROOTS / sizeof *ROOTS; i++)
        if (i == 0 || access(ROOTS[i], F_OK) == 0)
            walk(a, ROOTS[i]);
    (void)arena_free(a);
    if (offences > 0)
        (void)fprintf(stderr, "%d offences\n", offences);
    return offences > 0;
}
