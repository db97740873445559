#include "document/document.h"

#include "base/i18n.h"
#include "io/process.h"

#include <stdio.h>
#include <string.h>

enum { TIMEOUT_S = 120 };

static const char filter[] = "pdf:writer_pdf_Export:{"
			     "\"UseTaggedPDF\":{\"type\":\"boolean\",\"value\":\"true\"},"
			     "\"PDFUACompliance\":{\"type\":\"boolean\",\"value\":\"true\"},"
			     "\"SelectPdfVersion\":{\"type\":\"long\",\"value\":\"2\"},"
			     "\"ExportBookmarks\":{\"type\":\"boolean\",\"value\":\"true\"}}";

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

static enum process_end convert(
	struct arena *arena, const char *folder, const char *source, int *status)
{
	const char *programs[] = {"soffice", "libreoffice"};
	enum process_end end = PROCESS_NOT_FOUND;
	for (size_t i = 0; i < 2 && end == PROCESS_NOT_FOUND; i++) {
		const char *arguments[] = {programs[i], profile_option(arena, folder), "--headless",
			"--norestore", "--nolockcheck", "--convert-to", filter, "--outdir", folder,
			source, NULL};
		end = process_run(arena, arguments, TIMEOUT_S, status);
	}
	return end;
}

static bool convert_in(struct arena *arena, struct report *report, const char *folder,
	enum document_kind kind, const struct file_bytes *bytes, struct file_bytes *pdf)
{
	const char *source =
		arena_printf(arena, "%s/dokument.%s", folder, document_kind_name(kind));
	const char *target = arena_printf(arena, "%s/dokument.pdf", folder);
	if (!file_write(arena, report, source, bytes->data, bytes->size))
		return false;
	int status = 0;
	enum process_end end = convert(arena, folder, source, &status);
	if (end == PROCESS_NOT_FOUND) {
		report_system(report, NULL, "no-libreoffice",
			tr("LibreOffice was not found; install it (libreoffice-writer) to make "
			   "PDF, "
			   "or choose --format docx"));
		return false;
	}
	if (end == PROCESS_TIMEOUT) {
		report_system(report, NULL, "libreoffice-failed",
			tr("LibreOffice made no PDF within %d seconds; try again, or choose "
			   "--format docx"),
			(int)TIMEOUT_S);
		return false;
	}
	/* LibreOffice ends with 0 even where it could not read the document */
	if (end != PROCESS_DONE || status != 0 || !file_exists(target)) {
		report_system(report, NULL, "libreoffice-failed",
			tr("LibreOffice made no PDF; open the document with --format %s to see "
			   "why"),
			document_kind_name(kind));
		return false;
	}
	return file_read(arena, report, NULL, target, NULL, FILE_LIMIT_PACKAGE, pdf);
}

bool document_to_pdf(struct arena *arena, struct report *report, enum document_kind kind,
	const struct file_bytes *bytes, struct file_bytes *pdf)
{
	const char *folder = file_temporary_folder(arena, report);
	if (folder == NULL)
		return false;
	bool done = convert_in(arena, report, folder, kind, bytes, pdf);
	file_remove_folder(folder);
	return done;
}
