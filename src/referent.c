#include "referent.h"

#include "base/arena.h"
#include "base/i18n.h"
#include "base/report.h"
#include "config.h"
#include "document/document.h"
#include "io/file.h"
#include "io/yaml.h"
#include "meeting/layout.h"
#include "meeting/meeting.h"
#include "meeting/schema.h"
#include "template/data.h"
#include "template/inspect.h"
#include "template/template.h"

#include <string.h>

/* Memory that one context may use, bytes. */
enum { MEMORY_LIMIT = 256 * 1024 * 1024 };

/* What a document says of itself, to be known again. */
static const char stamp_public[] = "offentlig";
static const char stamp_internal[] = "intern";
static const char stamp_data[] = "data";

struct referent {
	struct arena *arena;
	struct report *report;
	/* The report's, in the public shape; room for all, for when there is no more memory. */
	struct referent_diagnostic shown[REPORT_CAP];
	size_t shown_count;
};

struct referent_result {
	struct file_bytes bytes;
	enum referent_format format;
	const char *path;  /* or NULL */
	const char *stamp; /* edition, or that it is made from bare data */
};

/* One call on its way through arena_protect(). */
struct call {
	struct referent *referent;
	struct arena *arena;
	struct report *report;
	const struct referent_options *options;
	const char *path;
	const char *data_path;
	struct referent_result *result;
	bool json;
	enum referent_replace replace;
	const struct referent_result *saved;
};

const char *referent_version(void)
{
	return REFERENT_VERSION;
}

static void create_report(void *user)
{
	struct referent **made = user;
	struct arena *arena = (*made)->arena;
	struct referent *referent = arena_alloc(arena, sizeof *referent);
	referent->arena = arena;
	referent->report = report_create(arena);
	*made = referent;
}

struct referent *referent_create(void)
{
	struct referent first = {.arena = arena_create(MEMORY_LIMIT)};
	struct referent *referent = &first;
	if (first.arena == NULL)
		return NULL;
	if (arena_protect(first.arena, create_report, &referent) != ARENA_DONE) {
		arena_destroy(first.arena);
		return NULL;
	}
	return referent;
}

void referent_destroy(struct referent *referent)
{
	if (referent != NULL)
		arena_destroy(referent->arena);
}

static void show_diagnostics(struct referent *referent)
{
	size_t count = report_count(referent->report);
	for (size_t i = 0; i < count; i++) {
		const struct diagnostic *diagnostic = report_get(referent->report, i);
		const struct place *place = &diagnostic->place;
		referent->shown[i] = (struct referent_diagnostic){
			.severity = diagnostic->severity == REPORT_ERROR ? REFERENT_ERROR
									 : REFERENT_WARNING,
			.id = diagnostic->id,
			.message = diagnostic->message,
			.file = place->file,
			.line = place->line,
			.column = place->column,
			.part = place->part,
			.paragraph = place->paragraph,
			.table = place->table,
			.row = place->row,
			.cell = place->cell,
			.visible = place->visible,
			.caret = place->caret,
			.item = place->item,
		};
	}
	referent->shown_count = count;
}

/* Runs one public call's body and turns the report into its status. */
static enum referent_status run(struct call *call, void (*body)(void *call))
{
	struct referent *referent = call->referent;
	size_t errors = report_error_count(referent->report);
	size_t warnings = report_warning_count(referent->report);
	call->arena = referent->arena;
	call->report = referent->report;
	enum arena_end end = arena_protect(referent->arena, body, call);
	if (end != ARENA_DONE)
		report_exhausted(referent->report, end);
	show_diagnostics(referent);
	if (report_error_count(referent->report) > errors)
		return report_system_failed(referent->report) ? REFERENT_SYSTEM : REFERENT_INPUT;
	if (call->options != NULL && call->options->strict &&
		report_warning_count(referent->report) > warnings)
		return REFERENT_INPUT;
	return REFERENT_OK;
}

/* Which kind of template makes the format; PDF is made from ODT, which LibreOffice knows best. */
static enum document_kind wanted_kind(enum referent_format format)
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

/* True if a template of that kind can make the format. */
static bool makes_format(enum document_kind kind, enum referent_format format)
{
	if (format == REFERENT_PDF)
		return kind <= DOCUMENT_FODT;
	return layout_kind_makes(kind, wanted_kind(format));
}

static struct template *meeting_layout(
	const struct call *call, const struct meeting *meeting, enum referent_format format)
{
	struct layout_search search = {.name = call->options->template_name,
		.folder = call->options->template_folder,
		.data = REFERENT_DATA};
	return layout_compile(call->arena, call->report, &search, meeting, wanted_kind(format),
		format == REFERENT_PDF);
}

static enum meeting_document meeting_document(enum referent_document document)
{
	return document == REFERENT_MINUTES ? MEETING_MINUTES : MEETING_AGENDA;
}

static const char *format_name(enum referent_format format)
{
	static const char *const names[] = {"docx", "odt", "pdf", "fodt", "html", "md", "txt"};
	return names[format];
}

static struct date modified_date(const struct call *call, const struct meeting *meeting)
{
	struct date date = {1980, 1, 1};
	if (call->options->modified != NULL && date_parse(call->options->modified, &date))
		return date;
	return meeting != NULL ? meeting_date(meeting) : (struct date){1980, 1, 1};
}

static const char *automatic_path(struct call *call, const struct meeting *meeting)
{
	if (meeting_folder(meeting) == NULL)
		return NULL;
	const struct referent_options *options = call->options;
	return file_join(call->arena, meeting_folder(meeting),
		arena_printf(call->arena, "%s-%s%s.%s", meeting_file_stem(meeting),
			meeting_document_name(meeting_document(options->document)),
			options->edition == REFERENT_INTERNAL ? "-INTERN" : "",
			format_name(options->format)));
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

static void render_meeting(void *user)
{
	struct call *call = user;
	const struct referent_options *options = call->options;
	struct meeting *loaded = meeting_load(call->arena, call->report, call->path);
	if (loaded == NULL)
		return;
	struct meeting *meeting = meeting_redact(call->arena, loaded,
		options->edition == REFERENT_INTERNAL ? MEETING_INTERNAL : MEETING_PUBLIC);
	const struct value_map *values = meeting_values(
		call->arena, call->report, meeting, meeting_document(options->document));
	struct template *template = meeting_layout(call, meeting, options->format);
	if (template != NULL && options->edition == REFERENT_INTERNAL &&
		!template_mentions(template, "udgave"))
		report_error(call->report, NULL, "template-no-edition",
			tr("the template does not mark the internal edition; put "
			   "{%% if udgave == \"intern\" %%}INTERN{%% endif %%} in its header"));
	if (template != NULL && !makes_format(template_kind(template), options->format))
		report_error(call->report, NULL, "template-format",
			tr("a PDF is made with a layout for .odt or .docx, not for .%s"),
			document_kind_name(template_kind(template)));
	if (values == NULL || template == NULL || report_failed(call->report))
		return;

	struct output_settings settings = {
		.flat = options->format == REFERENT_FODT,
		.language = "da-DK",
		.modified = modified_date(call, meeting),
		.stamp = options->edition == REFERENT_INTERNAL ? stamp_internal : stamp_public,
		.limit = TEMPLATE_MAX_OUTPUT,
	};
	struct file_bytes bytes;
	if (!template_run(template, call->arena, call->report, values, TEMPLATE_STRICT, &settings,
		    &bytes) ||
		!finish_format(call, template_kind(template), settings.stamp, &bytes))
		return;
	struct referent_result *result = arena_alloc(call->arena, sizeof *result);
	*result = (struct referent_result){.bytes = bytes,
		.format = options->format,
		.path = automatic_path(call, meeting),
		.stamp = settings.stamp};
	call->result = result;
}

enum referent_status referent_render_meeting(struct referent *referent, const char *path,
	const struct referent_options *options, struct referent_result **result)
{
	struct call call = {.referent = referent, .path = path, .options = options};
	enum referent_status status = run(&call, render_meeting);
	*result = status == REFERENT_OK ? call.result : NULL;
	return status;
}

static void check_meeting(void *user)
{
	struct call *call = user;
	struct meeting *loaded = meeting_load(call->arena, call->report, call->path);
	if (loaded == NULL)
		return;
	for (int edition = MEETING_PUBLIC; edition <= MEETING_INTERNAL; edition++)
		for (int document = MEETING_AGENDA; document <= MEETING_MINUTES; document++)
			meeting_values(call->arena, call->report,
				meeting_redact(call->arena, loaded, (enum meeting_edition)edition),
				(enum meeting_document)document);
	struct layout_search search = {.name = call->options->template_name};
	if (layout_is_file(layout_name(&search, loaded))) {
		meeting_layout(call, loaded, REFERENT_PDF);
		return;
	}
	meeting_layout(call, loaded, REFERENT_DOCX);
	meeting_layout(call, loaded, REFERENT_ODT);
}

enum referent_status referent_check_meeting(
	struct referent *referent, const char *path, const struct referent_options *options)
{
	struct call call = {.referent = referent, .path = path, .options = options};
	return run(&call, check_meeting);
}

/* Beside the data and named after it; NULL for standard input. */
static const char *data_document_path(struct call *call, enum referent_format format)
{
	if (strcmp(call->data_path, "-") == 0)
		return NULL;
	const char *slash = strrchr(call->data_path, '/');
	const char *dot = strrchr(slash != NULL ? slash : call->data_path, '.');
	size_t length = dot != NULL ? (size_t)(dot - call->data_path) : strlen(call->data_path);
	/* An .ics or .csv keeps its ending. */
	const char *ending = strrchr(call->path, '.');
	if (format != REFERENT_TXT || ending == NULL)
		ending = arena_printf(call->arena, ".%s", format_name(format));
	const char *path =
		arena_printf(call->arena, "%.*s%s", (int)length, call->data_path, ending);
	/* The template itself may have that name. */
	if (strcmp(path, call->path) == 0)
		path = arena_printf(
			call->arena, "%.*s-udfyldt%s", (int)length, call->data_path, ending);
	return path;
}

static void render_template(void *user)
{
	struct call *call = user;
	struct template *template =
		layout_compile_file(call->arena, call->report, NULL, call->path);
	struct file_bytes data;
	bool read = strcmp(call->data_path, "-") == 0
			    ? file_read_stdin(call->arena, call->report, FILE_LIMIT_YAML, &data)
			    : file_read(call->arena, call->report, NULL, call->data_path, NULL,
				      FILE_LIMIT_YAML, &data);
	struct yaml_node *root = read ? yaml_parse(call->arena, call->report, &data) : NULL;
	const struct value_map *values =
		root != NULL ? data_values(call->arena, call->report, root) : NULL;
	if (template == NULL || values == NULL || report_failed(call->report))
		return;
	enum document_kind kind = template_kind(template);
	if (!makes_format(kind, call->options->format)) {
		report_error(call->report, NULL, "template-format",
			tr("'%s' is a template for .%s, not for .%s; ask for the other format or "
			   "name "
			   "another template"),
			call->path, document_kind_name(kind), format_name(call->options->format));
		return;
	}
	struct output_settings settings = {
		.flat = call->options->format == REFERENT_FODT,
		.language = "da-DK",
		.modified = modified_date(call, NULL),
		.stamp = stamp_data,
		.limit = TEMPLATE_MAX_OUTPUT,
	};
	struct file_bytes bytes;
	if (!template_run(template, call->arena, call->report, values,
		    call->options->lax ? TEMPLATE_LAX : TEMPLATE_STRICT, &settings, &bytes) ||
		!finish_format(call, kind, settings.stamp, &bytes))
		return;
	call->result = arena_alloc(call->arena, sizeof *call->result);
	*call->result = (struct referent_result){.bytes = bytes,
		.format = call->options->format,
		.path = data_document_path(call, call->options->format),
		.stamp = stamp_data};
}

enum referent_status referent_render_template(struct referent *referent, const char *template_path,
	const char *data_path, const struct referent_options *options,
	struct referent_result **result)
{
	struct call call = {.referent = referent,
		.path = template_path,
		.data_path = data_path,
		.options = options};
	enum referent_status status = run(&call, render_template);
	*result = status == REFERENT_OK ? call.result : NULL;
	return status;
}

/* Text for standard output: a result that has no place of its own. */
static void set_text_result(struct call *call, struct buf *text)
{
	call->result = arena_alloc(call->arena, sizeof *call->result);
	call->result->bytes.data = buf_text(text);
	call->result->bytes.size = text->length;
	call->result->stamp = stamp_data;
}

static void inspect_template(void *user)
{
	struct call *call = user;
	const struct template *template =
		layout_compile_file(call->arena, call->report, NULL, call->path);
	if (template == NULL)
		return;
	struct buf text;
	buf_init(&text, call->arena);
	const struct asked *asked = template_inspect(call->arena, template);
	if (call->json)
		inspect_print_json(&text, asked);
	else
		inspect_print(&text, asked);
	set_text_result(call, &text);
}

enum referent_status referent_inspect_template(struct referent *referent, const char *template_path,
	bool json, const struct referent_options *options, struct referent_result **result)
{
	struct call call = {
		.referent = referent, .path = template_path, .json = json, .options = options};
	enum referent_status status = run(&call, inspect_template);
	*result = status == REFERENT_OK ? call.result : NULL;
	return status;
}

static void print_schema(void *user)
{
	struct call *call = user;
	struct buf text;
	buf_init(&text, call->arena);
	schema_print(&text);
	set_text_result(call, &text);
}

enum referent_status referent_schema(struct referent *referent, struct referent_result **result)
{
	struct call call = {.referent = referent};
	enum referent_status status = run(&call, print_schema);
	*result = status == REFERENT_OK ? call.result : NULL;
	return status;
}

const void *referent_result_data(const struct referent_result *result, size_t *size)
{
	*size = result->bytes.size;
	return result->bytes.data;
}

const char *referent_result_path(const struct referent_result *result)
{
	return result->path;
}

static bool is_edition(const char *words)
{
	return strcmp(words, stamp_public) == 0 || strcmp(words, stamp_internal) == 0;
}

/* Markdown and plain text have no place for a stamp. */
static bool tells_edition(const struct referent_result *result)
{
	return !is_edition(result->stamp) ||
	       (result->format != REFERENT_MD && result->format != REFERENT_TXT);
}

static bool refuse_other_edition(struct call *call, const char *words)
{
	report_error(call->report, &(struct place){.file = call->path}, "other-edition",
		strcmp(words, stamp_internal) == 0
			? tr("this file is the internal edition and is not replaced by the "
			     "public one; choose another name")
			: tr("this file is the public edition and is not replaced by the "
			     "internal one; choose another name"));
	return false;
}

static bool refuse_changed(struct call *call, bool known)
{
	report_error(call->report, &(struct place){.file = call->path}, "file-changed",
		known ? tr("this file has been changed since it was written and is kept; save "
			   "under another name with -o, or replace it with --force")
		      : tr("this file is there already and is kept, for nothing in it tells whose "
			   "it is; save under another name with -o, or replace it with --force"));
	return false;
}

/* Reports why a file that is there must stay; true if it may be replaced. */
static bool may_replace(struct call *call, const struct file_bytes *old)
{
	const struct referent_result *saved = call->saved;
	struct document_stamp stamp = {0};
	bool stamped = document_read_stamp(call->arena, old, &stamp);
	if (stamped && is_edition(saved->stamp) && is_edition(stamp.words) &&
		strcmp(stamp.words, saved->stamp) != 0)
		return refuse_other_edition(call, stamp.words);
	bool equal = old->size == saved->bytes.size &&
		     memcmp(old->data, saved->bytes.data, old->size) == 0;
	if (equal || call->replace == REFERENT_REPLACE_ANY)
		return true;
	if (call->replace == REFERENT_REPLACE_SAME_EDITION)
		return tells_edition(saved) || refuse_changed(call, false);
	if (stamped && !stamp.changed)
		return true;
	return refuse_changed(call, stamped || tells_edition(saved));
}

static void save(void *user)
{
	struct call *call = user;
	if (file_exists(call->path)) {
		struct file_bytes old;
		if (!file_read(call->arena, call->report, NULL, call->path, NULL,
			    FILE_LIMIT_PACKAGE, &old) ||
			!may_replace(call, &old))
			return;
	}
	file_write(call->arena, call->report, call->path, call->saved->bytes.data,
		call->saved->bytes.size);
}

enum referent_status referent_save(struct referent *referent, const struct referent_result *result,
	const char *path, enum referent_replace replace)
{
	struct call call = {
		.referent = referent, .path = path, .saved = result, .replace = replace};
	return run(&call, save);
}

static void print(void *user)
{
	struct call *call = user;
	file_write_stdout(call->report, call->saved->bytes.data, call->saved->bytes.size);
}

enum referent_status referent_print(struct referent *referent, const struct referent_result *result)
{
	struct call call = {.referent = referent, .saved = result};
	return run(&call, print);
}

size_t referent_diagnostic_count(const struct referent *referent)
{
	return referent->shown_count;
}

const struct referent_diagnostic *referent_diagnostic(const struct referent *referent, size_t index)
{
	return index < referent->shown_count ? &referent->shown[index] : NULL;
}

size_t referent_diagnostics_dropped(const struct referent *referent)
{
	return report_dropped(referent->report);
}
