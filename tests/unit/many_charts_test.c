/* many_charts_test.c: a list of a thousand rows with their charts has room in the memory of a request. */
#include "test.h"

#include "html/chart.h"

TEST(a_chart_of_a_row_takes_the_memory_of_its_own_text)
{
    struct arena *small = arena_make((size_t)4 << 20);
    int64_t counts[5] = { 0, 1, 2, 0, 1 };
    const struct distribution d = { .name = "新規性", .scale_from = 1, .scale_to = 5, .counts = counts };
    for (int i = 0; i < 1000; i++)
        CHECK_HAS(chart_distribution_strip(small, LANG_JA, &d, 2).s, "<rect class=\"bar\" x=\"13.4\" y=\"14.5\"");
    (void)arena_free(small);
}
