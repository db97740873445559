#include "api/make.h"

#include "base/i18n.h"
#include "io/yaml.h"
#include "meeting/layout.h"
#include "template/data.h"

#include <string.h>

/* referent_render_template(): any template with any data. */

struct template_call {
	struct call call;
	const char *path; /* the template's */
	const char *data_path;
};

/* Beside the data and named after it; NULL for standard input. */
static const char *automatic_path(const struct template_call *rendering)
{
	struct arena *arena = rendering->call.arena;
	const char *data_path = rendering->data_path;
	enum referent_format format = rendering->call.options->format;
	if (strcmp(data_path, "-") == 0)
		return NULL;
	const char *slash = strrchr(data_path, '/');
	const char *dot = strrchr(slash != NULL ? slash : data_path, '.');
	size_t length = dot != NULL ? (size_t)(dot - data_path) : strlen(data_path);
	/* An .ics or .csv keeps its ending. */
	const char *ending = strrchr(rendering->path, '.');
	if (format != REFERENT_TXT || ending == NULL)
		ending = arena_printf(arena, ".%s", make_format_name(format));
	const char *path = arena_printf(arena, "%.*s%s", (int)length, data_path, ending);
	/* The template itself may have that name. */
	if (strcmp(path, rendering->path) == 0)
		path = arena_printf(arena, "%.*s-udfyldt%s", (int)length, data_path, ending);
	return path;
}

/* The file and its tree go once there are values; only the texts stay. */
static const struct value_map *read_data(struct call *call, const char *path)
{
	struct arena *passing = arena_create_child(call->arena);
	struct file_bytes data;
	bool read = strcmp(path, "-") == 0
			    ? file_read_stdin(passing, call->report, FILE_LIMIT_YAML, &data)
			    : file_read(passing, call->report, NULL, path, NULL, FILE_LIMIT_YAML,
				      &data);
	struct yaml_node *root =
		read ? yaml_parse_apart(passing, call->arena, call->report, &data) : NULL;
	const struct value_map *values =
		root != NULL ? data_values(call->arena, call->report, root) : NULL;
	arena_destroy(passing);
	return values;
}

static void render_template(void *user)
{
	struct template_call *rendering = user;
	struct call *call = &rendering->call;
	struct making making = {
		.template = layout_compile_file(call->arena, call->report, NULL, rendering->path),
		.values = read_data(call, rendering->data_path),
		.mode = call->options->lax ? TEMPLATE_LAX : TEMPLATE_STRICT,
		.stamp = result_data,
		.modified = {1980, 1, 1},
	};
	if (making.template == NULL || making.values == NULL || call_failed(call))
		return;
	if (make_possible(template_kind(making.template), call->options->format)) {
		make_document(call, &making, automatic_path(rendering));
		return;
	}
	report_error(call->report, NULL, "template-format",
		tr("'%s' is a template for .%s, not for .%s; ask for the other format or name "
		   "another template"),
		rendering->path, document_kind_name(template_kind(making.template)),
		make_format_name(call->options->format));
}

enum referent_status referent_render_template(struct referent *referent, const char *template_path,
	const char *data_path, const struct referent_options *options,
	struct referent_result **result)
{
	struct template_call rendering = {
		.call = {.referent = referent, .options = options},
		.path = template_path,
		.data_path = data_path,
	};
	return call_run(&rendering.call, render_template, &rendering, result);
}
