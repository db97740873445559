#include "document/libreoffice.h"

static const char filter[] =
	"pdf:writer_pdf_Export:{"
	"\"UseTaggedPDF\":{\"type\":\"boolean\",\"value\":\"true\"},"
	"\"PDFUACompliance\":{\"type\":\"boolean\",\"value\":\"true\"},"
	"\"SelectPdfVersion\":{\"type\":\"long\",\"value\":\"2\"},"
	"\"ExportBookmarks\":{\"type\":\"boolean\",\"value\":\"true\"},"
	"\"ExportLinksRelativeFsys\":{\"type\":\"boolean\",\"value\":\"true\"}}";

bool document_to_pdf(struct arena *arena, struct report *report, enum document_kind kind,
	const struct file_bytes *bytes, struct file_bytes *pdf)
{
	struct libreoffice_job job = {
		.kind = kind, .bytes = bytes, .filter = filter, .ending = "pdf"};
	return libreoffice_convert(arena, report, &job, pdf);
}
