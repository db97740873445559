#include "meeting/meeting.h"

#include "base/i18n.h"
#include "io/file.h"
#include "markup/markup.h"
#include "meeting/model.h"
#include "meeting/text_walk.h"
#include "template/value.h"

#include <string.h>

/*
 * Files of closed attachments that something open leads to: an attachment, a link or a picture. That
 * an attachment says itself that it is closed leaves no doubt; one of a closed item may be known from
 * elsewhere.
 */

struct secret_file {
	const char *number; /* of the item that it is attached to */
	bool certain;
};

struct closed_files {
	struct arena *arena;
	struct report *report;
	struct value_map *places; /* real path to the place in secrets */
	struct secret_file *secrets;
	size_t count, capacity;
	struct arena *scratch; /* for one item */
};

static void add_file(
	struct closed_files *files, const struct attachment *attachment, const char *number)
{
	const char *path = file_real_path(files->arena, attachment->path);
	if (path == NULL)
		return;
	struct value *found = value_map_find(files->places, path, strlen(path));
	if (found != NULL) {
		if (attachment->closed && !files->secrets[found->integer].certain)
			files->secrets[found->integer] = (struct secret_file){number, true};
		return;
	}
	files->secrets = arena_grow(files->arena, files->secrets, files->count, &files->capacity,
		sizeof *files->secrets);
	files->secrets[files->count] = (struct secret_file){number, attachment->closed};
	value_map_set(files->arena, files->places, path, value_int((int64_t)files->count++));
}

static void add_files(struct closed_files *files, const struct item *items, size_t count,
	const struct item *parent, bool closed)
{
	for (size_t i = 0; i < count; i++) {
		const struct item *item = &items[i];
		bool shut = closed || item->closed;
		for (size_t j = 0; j < item->attachment_count; j++) {
			const struct attachment *attachment = &item->attachments[j];
			bool secret = attachment->closed || (shut && !attachment->closed_stated);
			if (secret && attachment->path != NULL)
				add_file(
					files, attachment, item_number(files->arena, parent, item));
		}
		add_files(files, item->items, item->item_count, item, shut);
	}
}

/* What the file at path is attached to, if that is closed; or NULL. */
static const struct secret_file *find_secret(const struct closed_files *files, const char *path)
{
	const char *real = file_real_path(files->scratch, path);
	const struct value *found =
		real != NULL ? value_map_find(files->places, real, strlen(real)) : NULL;
	return found != NULL ? &files->secrets[found->integer] : NULL;
}

static void report_attachment(const struct closed_files *files, const struct place *place,
	const struct secret_file *secret)
{
	if (secret->certain)
		report_error(files->report, place, "closed-file",
			tr("this file is a closed attachment of item %s, and this would publish "
			   "it; write 'lukket: ja' here too, or take it off there"),
			secret->number);
	else
		report_warning(files->report, place, "closed-file",
			tr("this file is an attachment of closed item %s, and this publishes it; "
			   "write 'lukket: ja' here too, or 'lukket: nej' there"),
			secret->number);
}

static void report_link(const struct closed_files *files, const struct place *place,
	const struct secret_file *secret)
{
	if (secret->certain)
		report_error(files->report, place, "closed-file",
			tr("this leads to a closed attachment of item %s and would publish it; "
			   "take the link or picture out, or take 'lukket: ja' off there"),
			secret->number);
	else
		report_warning(files->report, place, "closed-file",
			tr("this leads to an attachment of closed item %s and publishes it; take "
			   "the link or picture out, or write 'lukket: nej' at the attachment"),
			secret->number);
}

static void see_text(void *user, const struct text *text)
{
	const struct closed_files *files = user;
	size_t count = 0;
	if (text->node == NULL)
		return;
	const struct markup_address *addresses =
		markup_addresses(files->scratch, text->bytes, text->length, &count);
	const char *folder = file_folder(files->scratch, text->node->source->file);
	for (size_t i = 0; i < count; i++) {
		const struct secret_file *secret =
			find_secret(files, file_join(files->scratch, folder, addresses[i].path));
		struct place place = yaml_place_at(text->node, addresses[i].offset);
		if (secret != NULL)
			report_link(files, &place, secret);
	}
}

static void see_attachments(const struct closed_files *files, const struct item *item)
{
	for (size_t i = 0; i < item->attachment_count; i++) {
		const struct attachment *attachment = &item->attachments[i];
		const struct secret_file *secret = !attachment->closed && attachment->path != NULL
							   ? find_secret(files, attachment->path)
							   : NULL;
		if (secret != NULL)
			report_attachment(files, &attachment->place, secret);
	}
}

static void see_items(struct closed_files *files, const struct item *items, size_t count)
{
	for (size_t i = 0; i < count; i++) {
		const struct item *item = &items[i];
		files->scratch = arena_create_child(files->arena);
		if (item->closed && item->public_decision.bytes != NULL)
			see_text(files, &item->public_decision);
		if (!item->closed) {
			see_attachments(files, item);
			text_walk_item(item, true, see_text, files);
		}
		arena_destroy(files->scratch);
		if (!item->closed)
			see_items(files, item->items, item->item_count);
	}
}

void meeting_check_closed_files(struct arena *arena, struct report *report,
	const struct meeting *meeting, const struct meeting *wanted)
{
	struct closed_files files = {
		.arena = arena, .report = report, .places = value_map_create(arena)};
	add_files(&files, meeting->items, meeting->item_count, NULL, false);
	if (files.count > 0)
		see_items(&files, wanted->items, wanted->item_count);
}
