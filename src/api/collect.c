#include "api/call.h"

#include "meeting/collect.h"

#include <string.h>

/* referent_collect(). */

struct collect_call {
	struct call call;
	const char *document, *target;
	enum referent_choice choice;
};

static void fill_result(struct call *call, const struct collection *collection)
{
	static const enum referent_outcome outcomes[] = {[COLLECT_NEW] = REFERENT_FIELD_NEW,
		[COLLECT_REPLACED] = REFERENT_FIELD_REPLACED,
		[COLLECT_UNCHANGED] = REFERENT_FIELD_UNCHANGED,
		[COLLECT_KEPT] = REFERENT_FIELD_KEPT};
	struct buf text = collection->text;
	call_set_text(call, &text);
	struct referent_result *result = call->result;
	result->path = collection->changed ? collection->target : NULL;
	result->fields = arena_array(call->arena, collection->count, sizeof *result->fields);
	result->field_count = collection->count;
	result->agenda_entry = collection->entry;
	for (size_t i = 0; i < collection->count; i++)
		result->fields[i] = (struct referent_field){.item = collection->rows[i].item,
			.key = collection->rows[i].key,
			.outcome = outcomes[collection->rows[i].outcome]};
}

static void collect_document(void *user)
{
	struct collect_call *collecting = user;
	struct call *call = &collecting->call;
	static const enum collect_choice choices[] = {[REFERENT_ASK] = COLLECT_ASK,
		[REFERENT_KEEP_FILE] = COLLECT_FILE,
		[REFERENT_USE_DOCUMENT] = COLLECT_DOCUMENT};
	struct file_bytes bytes;
	if (!file_read(call->arena, call->report, NULL, collecting->document, NULL,
		    FILE_LIMIT_PACKAGE, &bytes))
		return;
	const struct collection *collection = collect(
		call->arena, call->report, &bytes, collecting->target, choices[collecting->choice]);
	if (collection != NULL)
		fill_result(call, collection);
}

enum referent_status referent_collect(struct referent *referent, const char *document,
	const char *target, enum referent_choice choice, const struct referent_options *options,
	struct referent_result **result)
{
	struct collect_call collecting = {
		.call = {.referent = referent, .options = options},
		.document = document,
		.target = target,
		.choice = choice,
	};
	return call_run(&collecting.call, collect_document, &collecting, result);
}

size_t referent_field_count(const struct referent_result *result)
{
	return result->field_count;
}

const char *referent_agenda_entry(const struct referent_result *result)
{
	return result->agenda_entry;
}

const struct referent_field *referent_field(const struct referent_result *result, size_t index)
{
	return index < result->field_count ? &result->fields[index] : NULL;
}
