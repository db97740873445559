#include "io/process.h"

#include <errno.h>
#include <fcntl.h>
#include <signal.h>
#include <spawn.h>
#include <stddef.h>
#include <sys/mman.h>
#include <sys/resource.h>
#include <sys/stat.h>
#include <sys/wait.h>
#include <time.h>
#include <unistd.h>

extern char **environ;

enum { FIRST_NAP_MS = 1, LONGEST_NAP_MS = 20 };

/* A program's standard streams; -1 is /dev/null, which standard error always is. */
struct streams {
	int input;
	int output;
};

static int redirect_one(
	posix_spawn_file_actions_t *actions, int descriptor, int standard, int flags)
{
	if (descriptor >= 0)
		return posix_spawn_file_actions_adddup2(actions, descriptor, standard);
	return posix_spawn_file_actions_addopen(actions, standard, "/dev/null", flags, 0);
}

/* Returns an errno. */
static int redirect(posix_spawn_file_actions_t *actions, const struct streams *streams)
{
	int error = redirect_one(actions, streams->input, STDIN_FILENO, O_RDONLY);

	if (error == 0)
		error = redirect_one(actions, streams->output, STDOUT_FILENO, O_WRONLY);
	if (error == 0)
		error = redirect_one(actions, -1, STDERR_FILENO, O_WRONLY);
	return error;
}

/* A group of its own, and none of the signal settings of whoever uses the library. */
static int detach(posix_spawnattr_t *attributes)
{
	sigset_t none;
	sigset_t usual;

	sigemptyset(&none);
	sigemptyset(&usual);
	sigaddset(&usual, SIGPIPE);
	sigaddset(&usual, SIGCHLD);
	posix_spawnattr_setpgroup(attributes, 0);
	posix_spawnattr_setsigmask(attributes, &none);
	posix_spawnattr_setsigdefault(attributes, &usual);
	return posix_spawnattr_setflags(
		attributes, POSIX_SPAWN_SETPGROUP | POSIX_SPAWN_SETSIGMASK | POSIX_SPAWN_SETSIGDEF);
}

static int spawn(const char *const arguments[], const struct streams *streams, pid_t *pid)
{
	posix_spawn_file_actions_t actions;
	posix_spawnattr_t attributes;
	int error = posix_spawn_file_actions_init(&actions);

	if (error != 0)
		return error;
	error = posix_spawnattr_init(&attributes);
	if (error == 0) {
		error = redirect(&actions, streams);
		if (error == 0)
			error = detach(&attributes);
		if (error == 0)
			error = posix_spawnp(pid, arguments[0], &actions, &attributes,
				(char *const *)(void *)(size_t)arguments, environ);
		posix_spawnattr_destroy(&attributes);
	}
	posix_spawn_file_actions_destroy(&actions);
	return error;
}

static long long now_ms(void)
{
	struct timespec now;

	clock_gettime(CLOCK_MONOTONIC, &now);
	return (long long)now.tv_sec * 1000 + now.tv_nsec / 1000000;
}

/* Waits without reaping, so that the group's number stays taken until it has been killed. */
static bool wait_until(pid_t pid, long long deadline_ms)
{
	long nap_ms = FIRST_NAP_MS;

	for (;;) {
		siginfo_t info = {0};
		struct timespec nap = {.tv_nsec = nap_ms * 1000000};

		if (waitid(P_PID, (id_t)pid, &info, WEXITED | WNOHANG | WNOWAIT) != 0 &&
			errno != EINTR)
			return true;
		if (info.si_pid == pid)
			return true;
		if (now_ms() >= deadline_ms)
			return false;
		nanosleep(&nap, NULL);
		if (nap_ms < LONGEST_NAP_MS)
			nap_ms *= 2;
	}
}

/* Waits for the child, ends what is left of its group, and says how it went. */
static enum process_end reap(pid_t pid, long long timeout_ms, int *status)
{
	int wait_status = 0;
	bool ended = wait_until(pid, now_ms() + timeout_ms);
	pid_t reaped;

	kill(-pid, SIGKILL);
	do
		reaped = waitpid(pid, &wait_status, 0);
	while (reaped < 0 && errno == EINTR);
	if (!ended)
		return PROCESS_TIMEOUT;
	if (reaped != pid || !WIFEXITED(wait_status))
		return PROCESS_FAILED;
	*status = WEXITSTATUS(wait_status);
	/* So posix_spawn() ends the child where it cannot tell its parent that there is no program. */
	return *status == 127 ? PROCESS_NOT_FOUND : PROCESS_DONE;
}

static enum process_end spawn_failed(int error)
{
	return error == ENOENT || error == EACCES ? PROCESS_NOT_FOUND : PROCESS_FAILED;
}

enum process_end process_run(
	struct arena *arena, const char *const arguments[], unsigned timeout_s, int *status)
{
	struct streams streams = {-1, -1};
	pid_t pid;
	int error = spawn(arguments, &streams, &pid);

	(void)arena;
	*status = 0;
	return error != 0 ? spawn_failed(error) : reap(pid, (long long)timeout_s * 1000, status);
}

static void close_streams(void *object)
{
	const struct streams *streams = object;

	if (streams->input >= 0)
		close(streams->input);
	if (streams->output >= 0)
		close(streams->output);
}

/* Files without a name for both streams: no pipe can fill up or break. */
static bool open_streams(struct streams *streams, const struct file_bytes *input)
{
	streams->input = memfd_create("input", MFD_CLOEXEC);
	streams->output = memfd_create("output", MFD_CLOEXEC);
	if (streams->input < 0 || streams->output < 0)
		return false;
	for (size_t done = 0; done < input->size;) {
		ssize_t count = write(streams->input, input->data + done, input->size - done);

		if (count < 0 && errno != EINTR)
			return false;
		if (count > 0)
			done += (size_t)count;
	}
	return lseek(streams->input, 0, SEEK_SET) == 0;
}

static void limit(pid_t pid)
{
	struct rlimit memory = {PROCESS_MAX_MEMORY, PROCESS_MAX_MEMORY};
	struct rlimit size = {PROCESS_MAX_OUTPUT, PROCESS_MAX_OUTPUT};

	prlimit(pid, RLIMIT_AS, &memory, NULL);
	prlimit(pid, RLIMIT_FSIZE, &size, NULL);
}

static bool read_output(struct arena *arena, int descriptor, struct file_bytes *output)
{
	struct stat status;
	char *data;
	size_t done = 0;

	if (fstat(descriptor, &status) != 0 || status.st_size > PROCESS_MAX_OUTPUT)
		return false;
	data = arena_alloc(arena, (size_t)status.st_size + 1);
	while (done < (size_t)status.st_size) {
		ssize_t count =
			pread(descriptor, data + done, (size_t)status.st_size - done, (off_t)done);

		if (count == 0 || (count < 0 && errno != EINTR))
			return false;
		if (count > 0)
			done += (size_t)count;
	}
	*output = (struct file_bytes){.data = data, .size = done};
	return true;
}

enum process_end process_filter(struct arena *arena, const char *const arguments[],
	unsigned *left_ms, const struct file_bytes *input, struct file_bytes *output, int *status)
{
	struct arena *scratch = arena_create_child(arena);
	struct streams *streams = arena_alloc(scratch, sizeof(*streams));
	enum process_end end = PROCESS_FAILED;
	long long begin_ms = now_ms(), taken_ms;
	pid_t pid;

	*status = 0;
	*streams = (struct streams){-1, -1};
	arena_on_destroy(scratch, close_streams, streams);
	if (open_streams(streams, input)) {
		int error = spawn(arguments, streams, &pid);

		if (error != 0) {
			end = spawn_failed(error);
		} else {
			limit(pid);
			end = reap(pid, *left_ms, status);
		}
	}
	if (end == PROCESS_DONE && !read_output(arena, streams->output, output))
		end = PROCESS_FAILED;
	arena_destroy(scratch);
	taken_ms = now_ms() - begin_ms;
	*left_ms = taken_ms < *left_ms ? *left_ms - (unsigned)taken_ms : 0;
	return end;
}
