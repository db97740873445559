#include "document/fillable.h"

#include <string.h>

bool fillable_take(struct output *output, const struct markup_field *field)
{
	struct name *name = names_add(&output->fields, field->name, strlen(field->name));
	return name->number++ == 0;
}

bool fillable_is_property(const char *name)
{
	return strncmp(name, FILLABLE_PROPERTY, strlen(FILLABLE_PROPERTY)) == 0;
}

const char *fillable_text(const struct output *output)
{
	struct output_fields *fields = output->settings.fields;
	if (fields == NULL)
		return NULL;
	struct buf out;
	buf_init(&out, output->arena);
	buf_puts(&out, fields->head);
	for (size_t i = 0; i < fields->count; i++) {
		struct output_field *field = &fields->items[i];
		field->written =
			names_find(&output->fields, field->name, strlen(field->name)) != NULL;
		if (field->written)
			buf_printf(&out, " %s", field->text);
	}
	if (fields->around != NULL)
		buf_printf(&out, FILLABLE_AROUND "%s", fields->around);
	return buf_text(&out);
}

struct bytes fillable_piece(const char **text)
{
	enum { MOST = 250 };
	size_t length = strlen(*text);
	if (length > MOST)
		length = MOST;
	struct bytes piece = {*text, length};
	*text += length;
	/* of words of two bytes and more, a few back are enough */
	while ((*text)[0] != '\0' && piece.length > 1 &&
		((*text)[0] == ' ' || (*text)[-1] == ' ')) {
		piece.length--;
		(*text)--;
	}
	return piece;
}

const char *fillable_property(struct arena *arena, unsigned number)
{
	return number <= 1 ? FILLABLE_PROPERTY
			   : arena_printf(arena, FILLABLE_PROPERTY "-%u", number);
}
