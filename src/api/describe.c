#include "api/call.h"

#include "meeting/layout.h"
#include "meeting/schema.h"
#include "template/inspect.h"

/* What is told of templates and formats: referent_inspect_template(), referent_schema(). */

struct inspect_call {
	struct call call;
	const char *path;
	bool json;
};

static void inspect_template(void *user)
{
	struct inspect_call *inspecting = user;
	struct call *call = &inspecting->call;
	const struct template *template =
		layout_compile_file(call->arena, call->report, NULL, inspecting->path);
	if (template == NULL)
		return;
	struct buf text;
	buf_init(&text, call->arena);
	const struct asked *asked = template_inspect(call->arena, template);
	if (inspecting->json)
		inspect_print_json(&text, asked);
	else
		inspect_print(&text, asked);
	call_set_text(call, &text);
}

enum referent_status referent_inspect_template(struct referent *referent, const char *template_path,
	bool json, const struct referent_options *options, struct referent_result **result)
{
	struct inspect_call inspecting = {
		.call = {.referent = referent, .options = options},
		.path = template_path,
		.json = json,
	};
	return call_run(&inspecting.call, inspect_template, &inspecting, result);
}

static void print_schema(void *user)
{
	struct call *call = user;
	struct buf text;
	buf_init(&text, call->arena);
	schema_print(&text);
	call_set_text(call, &text);
}

enum referent_status referent_schema(struct referent *referent, struct referent_result **result)
{
	struct call call = {.referent = referent};
	return call_run(&call, print_schema, &call, result);
}
