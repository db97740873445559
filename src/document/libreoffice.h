#ifndef REFERENT_DOCUMENT_LIBREOFFICE_H
#define REFERENT_DOCUMENT_LIBREOFFICE_H

#include "document/document.h"

/* What LibreOffice is to make of a document. */
struct libreoffice_job {
	enum document_kind kind;
	const struct file_bytes *bytes;
	const char *filter; /* what --convert-to takes */
	const char *ending; /* of the file that it makes, "pdf" */
};

/*
 * Runs LibreOffice on a document, in a folder and with a profile of its own that are removed again,
 * two minutes at most. Errors of the system: [no-libreoffice], [libreoffice-failed]. The result may
 * be anything that is no larger than FILE_LIMIT_PACKAGE.
 */
bool libreoffice_convert(struct arena *arena, struct report *report,
	const struct libreoffice_job *job, struct file_bytes *result);

#endif
