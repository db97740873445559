#include "cli/cli.h"

#include <stdio.h>

int main(int argc, char **argv)
{
	int status = cli_run(argc, argv);
	/* What was printed may still be on its way to a full disk. */
	if (fflush(stdout) != 0 && status == REFERENT_OK) {
		perror("referent");
		return REFERENT_SYSTEM;
	}
	return status;
}
