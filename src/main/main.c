/* main.c: finds the command and runs it. */
#include <stdio.h>

int main(void)
{
    (void)fputs("usage: kyoten COMMAND\n", stderr);
    return 2;
}
