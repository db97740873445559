#include "api/call.h"

#include "base/i18n.h"
#include "document/document.h"

#include <string.h>

/* Where results go: what may be replaced by what, and who has changed a file since. */

struct save_call {
	struct call call;
	const struct referent_result *saved;
	const char *path;
	enum referent_replace replace;
};

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
	return strcmp(words, result_public) == 0 || strcmp(words, result_internal) == 0;
}

/* Markdown and plain text have no place for a stamp. */
static bool tells_edition(const struct referent_result *result)
{
	return !is_edition(result->stamp) ||
	       (result->format != REFERENT_MD && result->format != REFERENT_TXT);
}

static bool refuse_other_edition(struct save_call *save, const char *words)
{
	report_error(save->call.report, &(struct place){.file = save->path}, "other-edition",
		strcmp(words, result_internal) == 0
			? tr("this file is the internal edition and is not replaced by the "
			     "public one; choose another name")
			: tr("this file is the public edition and is not replaced by the "
			     "internal one; choose another name"));
	return false;
}

static bool refuse_changed(struct save_call *save, bool known)
{
	report_error(save->call.report, &(struct place){.file = save->path}, "file-changed",
		known ? tr("this file has been changed since it was written and is kept; save "
			   "under another name with -o, or replace it with --force")
		      : tr("this file is there already and is kept, for nothing in it tells whose "
			   "it is; save under another name with -o, or replace it with --force"));
	return false;
}

/* What somebody has begun to write is never replaced by a beginning. */
static bool refuse_meeting(struct save_call *save)
{
	report_error(save->call.report, &(struct place){.file = save->path}, "meeting-exists",
		tr("this meeting is there already and is kept; name another folder, or write in "
		   "it"));
	return false;
}

/* Reports why a file that is there must stay; true if it may be replaced. */
static bool may_replace(struct save_call *save, const struct file_bytes *old)
{
	const struct referent_result *saved = save->saved;
	struct document_stamp stamp = {0};
	if (saved->in_new_folder)
		return refuse_meeting(save);
	bool stamped = document_read_stamp(save->call.arena, old, &stamp);
	if (stamped && is_edition(saved->stamp) && is_edition(stamp.words) &&
		strcmp(stamp.words, saved->stamp) != 0)
		return refuse_other_edition(save, stamp.words);
	bool equal = old->size == saved->bytes.size &&
		     memcmp(old->data, saved->bytes.data, old->size) == 0;
	if (equal || save->replace == REFERENT_REPLACE_ANY)
		return true;
	/* somebody has typed into it */
	if (stamp.fillable && (!stamped || stamp.changed))
		return refuse_changed(save, stamped);
	if (save->replace == REFERENT_REPLACE_SAME_EDITION)
		return tells_edition(saved) || refuse_changed(save, false);
	if (stamped && !stamp.changed)
		return true;
	return refuse_changed(save, stamped || tells_edition(saved));
}

static void save_result(void *user)
{
	struct save_call *save = user;
	struct call *call = &save->call;
	if (file_exists(save->path)) {
		struct file_bytes old;
		if (!file_read(call->arena, call->report, NULL, save->path, NULL,
			    FILE_LIMIT_PACKAGE, &old) ||
			!may_replace(save, &old))
			return;
	}
	if (save->saved->in_new_folder &&
		!file_make_folders(call->arena, call->report, file_folder(call->arena, save->path)))
		return;
	file_write(call->arena, call->report, save->path, save->saved->bytes.data,
		save->saved->bytes.size);
}

enum referent_status referent_save(struct referent *referent, const struct referent_result *result,
	const char *path, enum referent_replace replace)
{
	struct save_call save = {
		.call = {.referent = referent},
		.saved = result,
		.path = path,
		.replace = replace,
	};
	return call_run(&save.call, save_result, &save, NULL);
}

static void print_result(void *user)
{
	struct save_call *save = user;
	file_write_stdout(save->call.report, save->saved->bytes.data, save->saved->bytes.size);
}

enum referent_status referent_print(struct referent *referent, const struct referent_result *result)
{
	struct save_call save = {.call = {.referent = referent}, .saved = result};
	return call_run(&save.call, print_result, &save, NULL);
}
