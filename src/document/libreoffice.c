#include "document/libreoffice.h"

#include "base/i18n.h"
#include "io/process.h"

#include <string.h>

enum { TIMEOUT_S = 120 };

/*
 * LibreOffice makes a link absolute and then relative again. So that none that leads upwards ends at
 * the root of the file system on the way, the document lies that many folders down.
 */
static const char depths[] = "/n/n/n/n/n/n/n/n/n/n/n/n/n/n/n/n/n/n/n/n/n/n/n/n/n/n/n/n/n/n/n/n";

/* The option that gives LibreOffice a profile below folder, as a file URL. */
static const char *profile_option(struct arena *arena, const char *folder)
{
	struct buf option;
	buf_init(&option, arena);
	buf_puts(&option, "-env:UserInstallation=file://");
	for (const char *at = folder; *at != '\0'; at++) {
		unsigned char byte = (unsigned char)*at;
		bool plain = (byte >= 'a' && byte <= 'z') || (byte >= 'A' && byte <= 'Z') ||
			     (byte >= '0' && byte <= '9') || strchr("/-._~", byte) != NULL;
		buf_printf(&option, plain ? "%c" : "%%%02X", byte);
	}
	buf_puts(&option, "/profil");
	return buf_copy(&option, arena);
}

static enum process_end convert(struct arena *arena, const char *folder, const char *deep,
	const char *filter, const char *source, int *status)
{
	const char *programs[] = {"soffice", "libreoffice"};
	enum process_end end = PROCESS_NOT_FOUND;
	for (size_t i = 0; i < 2 && end == PROCESS_NOT_FOUND; i++) {
		const char *arguments[] = {programs[i], profile_option(arena, folder), "--headless",
			"--norestore", "--nolockcheck", "--convert-to", filter, "--outdir", deep,
			source, NULL};
		end = process_run(arena, arguments, TIMEOUT_S, status);
	}
	return end;
}

static bool convert_in(struct arena *arena, struct report *report, const char *folder,
	const struct libreoffice_job *job, struct file_bytes *result)
{
	const char *own = document_kind_name(job->kind);
	const char *deep = arena_printf(arena, "%s%s", folder, depths);
	/* Relative links hold as long as the result lies beside the document; it cannot where it has
	 * the same name. */
	const char *out = strcmp(own, job->ending) == 0 ? arena_printf(arena, "%s/ud", deep) : deep;
	const char *source = arena_printf(arena, "%s/dokument.%s", deep, own);
	const char *target = arena_printf(arena, "%s/dokument.%s", out, job->ending);
	if (!file_make_folders(arena, report, out) ||
		!file_write(arena, report, source, job->bytes->data, job->bytes->size))
		return false;
	int status = 0;
	enum process_end end = convert(arena, folder, out, job->filter, source, &status);
	if (end == PROCESS_NOT_FOUND) {
		report_system(report, NULL, "no-libreoffice",
			tr("LibreOffice was not found; install it (libreoffice-writer), which PDF "
			   "and --measure need, or do without them"));
		return false;
	}
	if (end == PROCESS_TIMEOUT) {
		report_system(report, NULL, "libreoffice-failed",
			tr("LibreOffice was not done within %d seconds; try again, or do without "
			   "PDF and --measure"),
			(int)TIMEOUT_S);
		return false;
	}
	/* LibreOffice ends with 0 even where it could not read the document */
	if (end != PROCESS_DONE || status != 0 || !file_exists(target)) {
		report_system(report, NULL, "libreoffice-failed",
			tr("LibreOffice could not read the document; make it with --format %s and "
			   "without --measure, and open it to see why"),
			own);
		return false;
	}
	return file_read(arena, report, NULL, target, NULL, FILE_LIMIT_PACKAGE, result);
}

bool libreoffice_convert(struct arena *arena, struct report *report,
	const struct libreoffice_job *job, struct file_bytes *result)
{
	const char *folder = file_temporary_folder(arena, report);
	if (folder == NULL)
		return false;
	bool done = convert_in(arena, report, folder, job, result);
	file_remove_folder(folder);
	return done;
}
