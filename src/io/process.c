#include "io/process.h"

#include <errno.h>
#include <fcntl.h>
#include <signal.h>
#include <spawn.h>
#include <stddef.h>
#include <sys/wait.h>
#include <time.h>
#include <unistd.h>

extern char **environ;

enum { FIRST_NAP_MS = 1, LONGEST_NAP_MS = 20 };

/* All three standard streams are /dev/null. Returns an errno. */
static int redirect(posix_spawn_file_actions_t *actions)
{
	int error =
		posix_spawn_file_actions_addopen(actions, STDIN_FILENO, "/dev/null", O_RDONLY, 0);

	if (error == 0)
		error = posix_spawn_file_actions_addopen(
			actions, STDOUT_FILENO, "/dev/null", O_WRONLY, 0);
	if (error == 0)
		error = posix_spawn_file_actions_adddup2(actions, STDOUT_FILENO, STDERR_FILENO);
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

static int spawn(const char *const arguments[], pid_t *pid)
{
	posix_spawn_file_actions_t actions;
	posix_spawnattr_t attributes;
	int error = posix_spawn_file_actions_init(&actions);

	if (error != 0)
		return error;
	error = posix_spawnattr_init(&attributes);
	if (error == 0) {
		error = redirect(&actions);
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

enum process_end process_run(
	struct arena *arena, const char *const arguments[], unsigned timeout_s, int *status)
{
	long long deadline_ms = now_ms() + (long long)timeout_s * 1000;
	int wait_status = 0;
	bool ended;
	pid_t pid;
	pid_t reaped;
	int error = spawn(arguments, &pid);

	(void)arena;
	*status = 0;
	if (error == ENOENT || error == EACCES)
		return PROCESS_NOT_FOUND;
	if (error != 0)
		return PROCESS_FAILED;
	ended = wait_until(pid, deadline_ms);
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
