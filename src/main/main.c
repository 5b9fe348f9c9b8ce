/* main.c: hands over to the table of commands. */
#include "main/command.h"

int main(int argc, char **argv)
{
    return command_run(argc, argv, stdout, stderr);
}
