#include "base/report.h"
#include "check.h"
#include "io/file.h"

#include <fcntl.h>
#include <signal.h>
#include <stdlib.h>
#include <sys/resource.h>
#include <sys/socket.h>
#include <sys/stat.h>
#include <sys/un.h>
#include <unistd.h>

static struct arena *arena;
static char *folder; /* a real path, removed with the arena */

static const char *in_folder(const char *name)
{
	return file_join(arena, folder, name);
}

static void put(const char *path, const char *text)
{
	struct report *report = report_create(arena);

	CHECK(file_write(arena, report, path, text, strlen(text)));
}

/* Reads and gives the id of what was reported, or the content. */
static const char *get(const char *path, const char *root, size_t limit, bool named)
{
	struct report *report = report_create(arena);
	struct place place = {.file = "møde.yaml", .line = 3, .column = 7};
	struct file_bytes bytes;
	const struct diagnostic *diagnostic;

	if (file_read(arena, report, named ? &place : NULL, path, root, limit, &bytes)) {
		CHECK(!report_failed(report));
		CHECK_TEXT(bytes.path, path);
		CHECK_INT(bytes.data[bytes.size], 0);
		return bytes.data;
	}
	CHECK(report_failed(report));
	diagnostic = report_get(report, 0);
	CHECK_TEXT(diagnostic->place.file, named ? "møde.yaml" : path);
	CHECK_INT(diagnostic->place.line, named ? 3 : 0);
	if (diagnostic->class == REPORT_SYSTEM)
		return arena_printf(arena, "system %s", diagnostic->id);
	return diagnostic->id;
}

static void check_paths(void)
{
	CHECK_TEXT(file_folder(arena, "møde.yaml"), ".");
	CHECK_TEXT(file_folder(arena, "a/b/møde.yaml"), "a/b");
	CHECK_TEXT(file_folder(arena, "a//b"), "a");
	CHECK_TEXT(file_folder(arena, "/b"), "/");
	CHECK_TEXT(file_folder(arena, "//b"), "/");
	CHECK_TEXT(file_join(arena, ".", "b"), "b");
	CHECK_TEXT(file_join(arena, "", "b"), "b");
	CHECK_TEXT(file_join(arena, "a", "b"), "a/b");
	CHECK_TEXT(file_join(arena, "a/", "b"), "a/b");
	CHECK_TEXT(file_join(arena, "/", "b"), "/b");
	CHECK_TEXT(file_join(arena, "a", "/b"), "/b");
	CHECK_TEXT(file_join(arena, "a", "../b"), "a/../b");
	CHECK(file_real_path(arena, in_folder("ingen")) == NULL);
	CHECK_TEXT(file_real_path(arena, in_folder("./../.")), file_folder(arena, folder));
	CHECK(file_is_folder(folder));
	CHECK(file_exists(folder));
	CHECK(!file_exists(in_folder("ingen")));
	CHECK(!file_is_folder(in_folder("ingen")));
}

static void check_read(void)
{
	const char *path = in_folder("a.yaml");

	put(path, "navn: Udvalget\n");
	CHECK_TEXT(get(path, NULL, 100, false), "navn: Udvalget\n");
	CHECK_TEXT(get(path, folder, 15, true), "navn: Udvalget\n");
	CHECK_TEXT(get(path, folder, 14, true), "file-too-large");
	CHECK_TEXT(get(in_folder("ingen.yaml"), folder, 100, true), "missing-file");
	CHECK_TEXT(get(in_folder("a.yaml/b"), folder, 100, true), "missing-file");
	CHECK_TEXT(get(in_folder("ingen.yaml"), NULL, 100, false), "system cannot-open");
	CHECK_TEXT(get(folder, NULL, 100, false), "system not-a-file");
	put(in_folder("tom"), "");
	CHECK_TEXT(get(in_folder("tom"), NULL, 100, false), "");
	if (geteuid() != 0) {
		CHECK_INT(chmod(path, 0), 0);
		CHECK_TEXT(get(path, NULL, 100, false), "system cannot-open");
		CHECK_TEXT(get(path, NULL, 100, true), "cannot-open");
		CHECK_INT(chmod(path, 0644), 0);
	}
}

/* None of these may be opened: a FIFO without a writer would block for ever. */
static void check_special(void)
{
	struct sockaddr_un address = {.sun_family = AF_UNIX};
	int listener = socket(AF_UNIX, SOCK_STREAM | SOCK_CLOEXEC, 0);

	CHECK_INT(mkfifo(in_folder("rør"), 0600), 0);
	CHECK_TEXT(get(in_folder("rør"), folder, 100, true), "not-a-file");
	snprintf(address.sun_path, sizeof(address.sun_path), "%s", in_folder("stik"));
	CHECK_INT(bind(listener, (struct sockaddr *)&address, sizeof(address)), 0);
	CHECK_TEXT(get(in_folder("stik"), folder, 100, true), "not-a-file");
	close(listener);
	CHECK_TEXT(get("/dev/zero", NULL, 100, false), "system not-a-file");
	CHECK_TEXT(get("/dev/zero", folder, 100, true), "path-leaves-root");
}

static void check_root(void)
{
	const char *root = in_folder("rod");

	CHECK_INT(mkdir(root, 0700), 0);
	CHECK_INT(mkdir(in_folder("rod-to"), 0700), 0);
	put(in_folder("rod/a"), "inde");
	put(in_folder("ude"), "ude");
	put(in_folder("rod-to/ude"), "ude");
	CHECK_TEXT(get(in_folder("rod/a"), root, 100, true), "inde");
	CHECK_TEXT(get(in_folder("rod/../rod/a"), root, 100, true), "inde");
	CHECK_TEXT(get(in_folder("rod/../ude"), root, 100, true), "path-leaves-root");
	CHECK_TEXT(get(in_folder("rod-to/ude"), root, 100, true), "path-leaves-root");
	CHECK_INT(symlink("a", in_folder("rod/henvisning")), 0);
	CHECK_TEXT(get(in_folder("rod/henvisning"), root, 100, true), "inde");
	CHECK_INT(symlink("../ude", in_folder("rod/flugt")), 0);
	CHECK_TEXT(get(in_folder("rod/flugt"), root, 100, true), "path-leaves-root");
	CHECK_TEXT(get(in_folder("rod/flugt"), NULL, 100, false), "ude");
	CHECK_INT(symlink("..", in_folder("rod/op")), 0);
	CHECK_TEXT(get(in_folder("rod/op/ude"), root, 100, true), "path-leaves-root");
	CHECK_INT(symlink("ring", in_folder("rod/ring")), 0);
	CHECK_TEXT(get(in_folder("rod/ring"), root, 100, true), "cannot-open");
	CHECK_INT(symlink("intet", in_folder("rod/blind")), 0);
	CHECK_TEXT(get(in_folder("rod/blind"), root, 100, true), "missing-file");
	/* The root folder of the system ends with no slash either. */
	CHECK_TEXT(get(in_folder("ude"), "", 100, true), "ude");
}

#define RING "a\xcc\x8a" /* å as a Mac types it */

static void check_composed(void)
{
	CHECK_INT(mkdir(in_folder("p" RING), 0700), 0);
	put(in_folder("p" RING "/bl" RING ".yaml"), "blå");
	CHECK_TEXT(get(in_folder("på/blå.yaml"), folder, 100, true), "blå");
	CHECK_TEXT(get(in_folder("på/bl" RING ".yaml"), folder, 100, true), "blå");
	CHECK_TEXT(file_find_composed(arena, in_folder("på//blå.yaml")),
		in_folder("p" RING "//bl" RING ".yaml"));
	CHECK_TEXT(file_find_composed(arena, in_folder("på/grå")), in_folder("på/grå"));
	CHECK_TEXT(file_find_composed(arena, folder), folder);
	put(in_folder("grøn"), "grøn");
	put(in_folder("b" RING "t"), "båd");
	CHECK_INT(chdir(folder), 0);
	CHECK_TEXT(file_find_composed(arena, "båt"), "b" RING "t");
	CHECK_TEXT(file_find_composed(arena, "./båt"), "./b" RING "t");
	CHECK_TEXT(file_find_composed(arena, ""), "");
	CHECK_INT(chdir("/"), 0);
}

static mode_t mode_of(const char *path)
{
	struct stat status;

	return lstat(path, &status) == 0 ? status.st_mode : 0;
}

static void check_write(void)
{
	const char *path = in_folder("ud.docx");
	struct report *report = report_create(arena);

	umask(027);
	put(path, "et");
	CHECK_INT(mode_of(path) & 0777, 0640);
	umask(022);
	CHECK_INT(chmod(path, 0604), 0);
	put(path, "to");
	CHECK_INT(mode_of(path) & 0777, 0604);
	CHECK_TEXT(get(path, NULL, 100, false), "to");
	CHECK_INT(symlink("ud.docx", in_folder("led")), 0);
	put(in_folder("led"), "tre");
	CHECK(S_ISLNK(mode_of(in_folder("led"))));
	CHECK_TEXT(get(path, NULL, 100, false), "tre");
	CHECK_INT(symlink("ny.docx", in_folder("led2")), 0);
	put(in_folder("led2"), "fire");
	CHECK_TEXT(get(in_folder("ny.docx"), NULL, 100, false), "fire");
	CHECK(!file_write(arena, report, in_folder("rod/ring"), "x", 1));
	CHECK(!file_write(arena, report, folder, "x", 1));
	CHECK(!file_write(arena, report, in_folder("rør"), "x", 1));
	CHECK(!file_write(arena, report, "/dev/null", "x", 1));
	CHECK(!file_write(arena, report, in_folder("ingen/fil"), "x", 1));
	CHECK_INT(report_error_count(report), 5);
	CHECK_TEXT(report_get(report, 0)->id, "cannot-write");
	CHECK(report_system_failed(report));
}

/* A file that cannot be completed leaves the old one and nothing beside it. */
static void check_full(void)
{
	const char *path = in_folder("fuld/ud.docx");
	struct report *report = report_create(arena);
	struct rlimit limit;
	struct rlimit old;

	CHECK_INT(mkdir(in_folder("fuld"), 0700), 0);
	put(path, "gammel");
	signal(SIGXFSZ, SIG_IGN);
	CHECK_INT(getrlimit(RLIMIT_FSIZE, &old), 0);
	limit = old;
	limit.rlim_cur = 1000;
	CHECK_INT(setrlimit(RLIMIT_FSIZE, &limit), 0);
	CHECK(!file_write(arena, report, path, arena_alloc(arena, 5000), 5000));
	CHECK_INT(setrlimit(RLIMIT_FSIZE, &old), 0);
	CHECK_TEXT(report_get(report, 0)->id, "cannot-write");
	CHECK_TEXT(report_get(report, 0)->place.file, path);
	CHECK_TEXT(get(path, NULL, 100, false), "gammel");
	CHECK_INT(unlink(path), 0);
	CHECK_INT(rmdir(in_folder("fuld")), 0);
}

static void check_standard_streams(void)
{
	struct report *report = report_create(arena);
	struct file_bytes bytes;
	int saved_input = dup(STDIN_FILENO);
	int saved_output = dup(STDOUT_FILENO);
	int file;

	put(in_folder("ind"), "a: b\n");
	file = open(in_folder("ind"), O_RDONLY | O_CLOEXEC);
	dup2(file, STDIN_FILENO);
	CHECK(file_read_stdin(arena, report, 100, &bytes));
	CHECK_TEXT(bytes.data, "a: b\n");
	CHECK_INT(bytes.size, 5);
	lseek(file, 0, SEEK_SET);
	CHECK(!file_read_stdin(arena, report, 4, &bytes));
	CHECK_TEXT(report_get(report, 0)->id, "file-too-large");
	close(file);
	dup2(saved_input, STDIN_FILENO);
	close(saved_input);

	file = open(in_folder("ud"), O_RDWR | O_CREAT | O_CLOEXEC, 0600);
	dup2(file, STDOUT_FILENO);
	CHECK(file_write_stdout(report, "dokument", 8));
	CHECK_TEXT(get(in_folder("ud"), NULL, 100, false), "dokument");
	close(file);
	file = open("/dev/full", O_WRONLY | O_CLOEXEC);
	dup2(file, STDOUT_FILENO);
	CHECK(!file_write_stdout(report, "dokument", 8));
	close(file);
	dup2(saved_output, STDOUT_FILENO);
	close(saved_output);
	CHECK(report_system_failed(report));
}

static void check_temporary(void)
{
	struct report *report = report_create(arena);
	struct arena *child = arena_create_child(arena);
	char *path = file_temporary_folder(child, report);
	char *kept;

	CHECK(file_is_folder(path));
	CHECK_INT(mode_of(path) & 0777, 0700);
	put(in_folder("urørt"), "urørt");
	CHECK_INT(mkdir(file_join(arena, path, "dyb"), 0700), 0);
	put(file_join(arena, path, "dyb/fil"), "x");
	CHECK_INT(symlink(folder, file_join(arena, path, "ud")), 0);
	kept = arena_strdup(arena, path);
	arena_destroy(child);
	CHECK(!file_exists(kept));
	CHECK_TEXT(get(in_folder("urørt"), NULL, 100, false), "urørt");
	file_remove_folder(kept);
	setenv("TMPDIR", in_folder("findes-ikke"), 1);
	CHECK(file_temporary_folder(arena, report) == NULL);
	CHECK_TEXT(report_get(report, 0)->id, "cannot-write");
}

static void check_make_folders(void)
{
	struct report *report = report_create(arena);
	const char *deep = in_folder("a/b/c");

	CHECK(file_make_folders(arena, report, deep));
	CHECK(file_is_folder(deep));
	CHECK(file_make_folders(arena, report, deep));
	put(file_join(arena, deep, "fil"), "x");
	CHECK(!file_make_folders(arena, report, file_join(arena, deep, "fil/d")));
	CHECK_INT(report_count(report), 1);
	CHECK_TEXT(report_get(report, 0)->id, "cannot-write");
}

static void run(void *user)
{
	(void)user;
	folder = file_real_path(arena, file_temporary_folder(arena, report_create(arena)));
	check_paths();
	check_read();
	check_special();
	check_root();
	check_composed();
	check_write();
	check_full();
	check_standard_streams();
	check_make_folders();
	check_temporary();
}

int main(void)
{
	arena = arena_create(64 * 1024 * 1024);
	CHECK_INT(arena_protect(arena, run, NULL), ARENA_DONE);
	arena_destroy(arena);
	return check_failures != 0;
}
