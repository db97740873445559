#include "check.h"
#include "io/process.h"

#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <time.h>
#include <unistd.h>

static struct arena *arena;

static enum process_end shell(const char *script, unsigned timeout_s, int *status)
{
	const char *arguments[] = {"sh", "-c", script, NULL};

	return process_run(arena, arguments, timeout_s, status);
}

static void check_end(void)
{
	const char *missing[] = {"referent-does-not-exist", NULL};
	const char *folder[] = {"/", NULL};
	int status;

	CHECK_INT(shell("exit 0", 10, &status), PROCESS_DONE);
	CHECK_INT(status, 0);
	CHECK_INT(shell("exit 7", 10, &status), PROCESS_DONE);
	CHECK_INT(status, 7);
	CHECK_INT(shell("kill -9 $$", 10, &status), PROCESS_FAILED);
	CHECK_INT(process_run(arena, missing, 10, &status), PROCESS_NOT_FOUND);
	CHECK_INT(process_run(arena, folder, 10, &status), PROCESS_NOT_FOUND);
}

static void check_streams(void)
{
	int status;

	/* Input is empty, and output goes nowhere. */
	CHECK_INT(shell("test -z \"$(cat)\" && echo printed && echo printed >&2", 10, &status),
		PROCESS_DONE);
	CHECK_INT(status, 0);
	CHECK_INT(shell("test ! -t 0 && test ! -t 1 && test ! -t 2", 10, &status), PROCESS_DONE);
	CHECK_INT(status, 0);
}

static enum process_end filter(const char *script, const char *input, struct file_bytes *output)
{
	const char *arguments[] = {"sh", "-c", script, NULL};
	struct file_bytes bytes = {.data = input, .size = strlen(input)};
	unsigned left_ms = 10000;
	int status;

	return process_filter(arena, arguments, &left_ms, &bytes, output, &status);
}

static void check_shared_time(void)
{
	const char *arguments[] = {"sleep", "0.3", NULL};
	struct file_bytes input = {.data = "", .size = 0};
	struct file_bytes output;
	unsigned left_ms = 500;
	int status;

	CHECK_INT(
		process_filter(arena, arguments, &left_ms, &input, &output, &status), PROCESS_DONE);
	CHECK(left_ms > 0 && left_ms <= 200);
	CHECK_INT(process_filter(arena, arguments, &left_ms, &input, &output, &status),
		PROCESS_TIMEOUT);
	CHECK_INT(left_ms, 0);
}

static void check_filter(void)
{
	static char large[200000];
	struct file_bytes output;

	CHECK_INT(filter("tr a-z A-Z", "havn", &output), PROCESS_DONE);
	CHECK_INT(output.size, 4);
	CHECK(memcmp(output.data, "HAVN", 5) == 0);
	CHECK_INT(filter("true", "not read", &output), PROCESS_DONE);
	CHECK_INT(output.size, 0);
	/* More than a pipe takes at once, there and back. */
	memset(large, 'x', sizeof(large) - 1);
	CHECK_INT(filter("cat; cat >&2", large, &output), PROCESS_DONE);
	CHECK_INT(output.size, sizeof(large) - 1);
	CHECK(memcmp(output.data, large, sizeof(large)) == 0);
	CHECK_INT(filter("kill -9 $$", "", &output), PROCESS_FAILED);
	check_shared_time();
	/* What never stops writing is stopped. */
	CHECK_INT(filter("sleep 0.2; exec cat /dev/zero", "", &output), PROCESS_FAILED);
}

static double seconds(void)
{
	struct timespec now;

	clock_gettime(CLOCK_MONOTONIC, &now);
	return (double)now.tv_sec + (double)now.tv_nsec / 1e9;
}

/* Neither the program nor what it started lives on. */
static void check_timeout(void)
{
	char path[] = "/tmp/referent-test-XXXXXX";
	int descriptor = mkstemp(path);
	char script[200];
	struct stat status_then;
	struct stat status_now;
	double begin = seconds();
	int status;

	CHECK(descriptor >= 0);
	snprintf(script, sizeof(script), "(while :; do echo x >>%s; sleep 0.05; done) & sleep 30",
		path);
	CHECK_INT(shell(script, 1, &status), PROCESS_TIMEOUT);
	CHECK(seconds() - begin < 10);
	CHECK_INT(fstat(descriptor, &status_then), 0);
	nanosleep(&(struct timespec){.tv_nsec = 200000000}, NULL);
	CHECK_INT(fstat(descriptor, &status_now), 0);
	CHECK_INT(status_now.st_size, status_then.st_size);
	snprintf(script, sizeof(script), "(while :; do echo x >>%s; sleep 0.05; done) & exit 3",
		path);
	CHECK_INT(shell(script, 10, &status), PROCESS_DONE);
	CHECK_INT(status, 3);
	CHECK_INT(fstat(descriptor, &status_then), 0);
	nanosleep(&(struct timespec){.tv_nsec = 200000000}, NULL);
	CHECK_INT(fstat(descriptor, &status_now), 0);
	CHECK_INT(status_now.st_size, status_then.st_size);
	close(descriptor);
	unlink(path);
}

int main(void)
{
	arena = arena_create(1024 * 1024);
	check_end();
	check_streams();
	check_filter();
	check_timeout();
	arena_destroy(arena);
	return check_failures != 0;
}
