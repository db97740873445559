#include "api/call.h"

#include "meeting/meeting.h"

struct new_call {
	struct call call;
	struct meeting_wishes wishes;
};

static void begin_meeting(void *user)
{
	struct new_call *beginning = user;
	struct call *call = &beginning->call;
	struct buf text;
	buf_init(&text, call->arena);
	const char *path = meeting_new(call->arena, call->report, &beginning->wishes, &text);
	if (path == NULL)
		return;
	call_set_text(call, &text);
	call->result->path = path;
	call->result->in_new_folder = true;
}

enum referent_status referent_new_meeting(struct referent *referent, const char *organ,
	const char *date, const char *after, const char *folder, struct referent_result **result)
{
	struct new_call beginning = {
		.call = {.referent = referent},
		.wishes = {.organ = organ, .date = date, .after = after, .folder = folder},
	};
	return call_run(&beginning.call, begin_meeting, &beginning, result);
}
