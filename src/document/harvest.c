#include "document/harvest.h"

#include <string.h>

/* The list of tokens, as a format's reader fills it. */

enum { NAME_LENGTH = 13 }; /* of a field's name (meeting/field.h) */

static const char prefix[] = "felt_";

void harvest_init(struct harvest *harvest, struct arena *arena)
{
	*harvest = (struct harvest){.arena = arena};
}

static struct token *add(struct harvest *harvest, enum token_kind kind)
{
	harvest->tokens = arena_grow(harvest->arena, harvest->tokens, harvest->count,
		&harvest->capacity, sizeof *harvest->tokens);
	struct token *token = &harvest->tokens[harvest->count++];
	*token = (struct token){.kind = (uint8_t)kind};
	return token;
}

/* A paragraph whose end is gone ends after all where no other one goes on with it. */
static void end_joined(struct harvest *harvest)
{
	if (harvest->joined && harvest->line == 0) {
		harvest->joined = false;
		add(harvest, TOKEN_PARAGRAPH_END);
	}
}

void harvest_paragraph(struct harvest *harvest, const struct harvest_look *look)
{
	if (harvest->line > 0) {
		if (harvest->apart)
			add(harvest, TOKEN_BREAK);
		harvest->apart = true;
		return;
	}
	if (harvest->joined)
		harvest->joined = false;
	else
		add(harvest, TOKEN_PARAGRAPH)->look = look;
}

void harvest_paragraph_end(struct harvest *harvest, bool joined)
{
	if (harvest->line > 0)
		return;
	if (joined)
		harvest->joined = true;
	else
		add(harvest, TOKEN_PARAGRAPH_END);
}

void harvest_line_begin(struct harvest *harvest, bool apart)
{
	harvest->line++;
	harvest->apart = apart;
}

void harvest_line_end(struct harvest *harvest)
{
	harvest->line--;
	harvest->apart = true;
}

void harvest_text(
	struct harvest *harvest, const char *text, size_t length, unsigned style, const char *link)
{
	if (length == 0)
		return;
	struct token *token = add(harvest, TOKEN_TEXT);
	token->text = text;
	token->length = length;
	token->style = (uint8_t)style;
	token->link = link;
}

struct token *harvest_token(struct harvest *harvest, enum token_kind kind)
{
	bool table = kind >= TOKEN_TABLE && kind <= TOKEN_CELL_END;
	if (table && harvest->line > 0) /* as lines */
		return add(harvest, TOKEN_BREAK);
	if (table)
		end_joined(harvest);
	return add(harvest, kind);
}

/* The name of the field that a mark's name begins with, or NULL; *rest is what comes after it. */
static const char *field_of(struct harvest *harvest, const char *name, const char **rest)
{
	size_t length = strlen(prefix);
	if (name == NULL || strncmp(name, prefix, length) != 0 ||
		strnlen(name + length, NAME_LENGTH) < NAME_LENGTH)
		return NULL;
	*rest = name + length + NAME_LENGTH;
	return arena_strndup(harvest->arena, name + length, NAME_LENGTH);
}

static void add_mark(struct harvest *harvest, const char *field, bool begins, struct token mark)
{
	mark.kind = begins ? TOKEN_MARK : TOKEN_MARK_END;
	mark.text = field;
	*add(harvest, TOKEN_MARK) = mark;
}

void harvest_bookmark(struct harvest *harvest, const char *name, bool begins)
{
	const char *rest;
	const char *field = field_of(harvest, name, &rest);
	if (field == NULL || rest[0] != '_' || (rest[1] != 'a' && rest[1] != 'b'))
		return;
	/* a copy that the program has given another name counts as well */
	add_mark(harvest, field, begins, (struct token){.which = rest[1]});
}

void harvest_control(struct harvest *harvest, const char *name, bool begins, bool empty)
{
	const char *rest;
	const char *field = field_of(harvest, name, &rest);
	/* "_ramme" is the section around that of a field */
	if (field == NULL || rest[0] == '_')
		return;
	add_mark(harvest, field, begins, (struct token){.which = 's', .empty = empty});
}
