#include "api/make.h"

#include "base/i18n.h"
#include "document/field.h"
#include "meeting/layout.h"

const char *make_format_name(enum referent_format format)
{
	static const char *const names[] = {"docx", "odt", "pdf", "fodt", "html", "md", "txt"};
	return names[format];
}

enum document_kind make_template_kind(enum referent_format format)
{
	static const enum document_kind kinds[] = {[REFERENT_DOCX] = DOCUMENT_DOCX,
		[REFERENT_ODT] = DOCUMENT_ODT,
		[REFERENT_PDF] = DOCUMENT_ODT,
		[REFERENT_FODT] = DOCUMENT_FODT,
		[REFERENT_HTML] = DOCUMENT_HTML,
		[REFERENT_MD] = DOCUMENT_MD,
		[REFERENT_TXT] = DOCUMENT_TXT};
	return kinds[format];
}

bool make_possible(enum document_kind kind, enum referent_format format)
{
	if (format == REFERENT_PDF)
		return kind <= DOCUMENT_FODT;
	return layout_kind_makes(kind, make_template_kind(format));
}

const char *make_edition_stamp(enum referent_edition edition)
{
	return edition == REFERENT_INTERNAL ? result_internal : result_public;
}

void make_check_template(struct call *call, const struct template *template)
{
	const struct referent_options *options = call->options;
	if (options->edition == REFERENT_INTERNAL && !template_mentions(template, "udgave"))
		report_error(call->report, NULL, "template-no-edition",
			tr("the template does not mark the internal edition; put "
			   "{%% if udgave == \"intern\" %%}INTERN{%% endif %%} in its header"));
	if (!make_possible(template_kind(template), options->format))
		report_error(call->report, NULL, "template-format",
			tr("a PDF is made with a layout for .odt or .docx, not for .%s"),
			document_kind_name(template_kind(template)));
}

static struct date modified_date(const struct call *call, struct date otherwise)
{
	struct date date;
	if (call->options->modified != NULL && date_parse(call->options->modified, &date))
		return date;
	return otherwise;
}

static bool run_template(struct call *call, const struct making *making, struct arena *arena,
	const struct output_settings *settings, struct file_bytes *bytes)
{
	return template_run(making->template, arena, call->report, making->values, making->mode,
		settings, bytes);
}

/* Writes the document once to learn of it what only the finished one tells: what stands around its
 * fields, the page numbers that are to be measured. */
static bool write_draft(struct call *call, const struct making *making,
	struct output_settings *settings, bool measured)
{
	struct arena *passing = arena_create_child(call->arena);
	struct file_bytes bytes;
	bool done = run_template(call, making, passing, settings, &bytes);
	if (done && making->fields != NULL)
		done = filled_note_around(call->arena, call->report, &bytes, making->fields);
	if (done && measured) {
		settings->pages = document_measure(call->arena, call->report,
			make_template_kind(call->options->format), &bytes);
		done = settings->pages != NULL;
	}
	arena_destroy(passing);
	return done;
}

static bool write_document(struct call *call, const struct making *making,
	struct output_settings *settings, struct file_bytes *bytes)
{
	enum document_kind kind = make_template_kind(call->options->format);
	bool paged = kind <= DOCUMENT_FODT && call->options->format != REFERENT_PDF;
	bool measured = call->options->measure && paged;
	if ((measured || making->fields != NULL) && !write_draft(call, making, settings, measured))
		return false;
	return run_template(call, making, call->arena, settings, bytes);
}

/* Turns what was written into what was asked for. */
static bool finish_format(
	struct call *call, enum document_kind kind, const char *stamp, struct file_bytes *bytes)
{
	if (call->options->format != REFERENT_PDF)
		return true;
	struct file_bytes pdf;
	if (!document_to_pdf(call->arena, call->report, kind, bytes, &pdf))
		return false;
	document_stamp_pdf(call->arena, &pdf, stamp);
	*bytes = pdf;
	return true;
}

void make_document(struct call *call, const struct making *making, const char *path)
{
	struct output_settings settings = {
		.flat = call->options->format == REFERENT_FODT,
		.language = "da-DK",
		.modified = modified_date(call, making->modified),
		.stamp = making->stamp,
		.fields = making->fields,
		.limit = TEMPLATE_MAX_OUTPUT,
	};
	struct file_bytes bytes;
	if (!write_document(call, making, &settings, &bytes) ||
		!finish_format(call, template_kind(making->template), making->stamp, &bytes))
		return;
	call->result = arena_alloc(call->arena, sizeof *call->result);
	*call->result = (struct referent_result){.bytes = bytes,
		.format = call->options->format,
		.path = path,
		.stamp = making->stamp};
}

size_t make_count_unwritten(const struct output_fields *fields)
{
	size_t count = 0;
	for (size_t i = 0; i < fields->count; i++)
		count += fields->items[i].written ? 0 : 1;
	return count;
}
