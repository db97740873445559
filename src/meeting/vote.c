#include "meeting/load.h"

#include "base/i18n.h"

/*
 * What a decision says of those who took it: votes, dissents, and who was disqualified.
 */

typedef bool read_row(struct loader *loader, const struct yaml_node *key,
	const struct yaml_node *value, void *row);

/* Reads the entries of a list into rows of size bytes each; returns how many there are. */
static size_t read_rows(struct loader *loader, const struct yaml_node *key,
	const struct yaml_node *value, read_row *read, size_t size, void **rows)
{
	size_t count = 0;
	*rows = NULL;
	if (!read_is_list(loader, key, value))
		return 0;
	char *room = arena_array(loader->arena, value->count, size);
	for (size_t i = 0; i < value->count; i++)
		count += read(loader, key, value->items[i], room + count * size);
	*rows = room;
	return count;
}

static const struct read_rule vote_keys[] = {
	{"om", read_line, offsetof(struct vote, about)},
	{"for", read_lines, offsetof(struct vote, in_favour)},
	{"imod", read_lines, offsetof(struct vote, against)},
	{"undlod", read_lines, offsetof(struct vote, abstained)},
	{"udfald", read_line, offsetof(struct vote, outcome)},
	{0},
};

const struct read_rules vote_rules = {.rows = vote_keys};

static bool read_vote(struct loader *loader, const struct yaml_node *key,
	const struct yaml_node *value, void *row)
{
	struct vote *vote = row;
	if (!read_is_mapping(loader, key, value))
		return false;
	*vote = (struct vote){.place = yaml_place(value)};
	read_mapping(loader, value, &vote_rules, vote);
	if (vote->in_favour.count > 0 || vote->against.count > 0 || vote->abstained.count > 0 ||
		vote->outcome.bytes != NULL)
		return true;
	read_missing(loader, value, "for", tr("'for: ' and a list of names or parties"));
	return false;
}

void vote_read(struct loader *loader, const struct yaml_node *key, const struct yaml_node *value,
	void *target)
{
	struct decision *decision = target;
	void *rows;
	decision->vote_count =
		read_rows(loader, key, value, read_vote, sizeof *decision->votes, &rows);
	decision->votes = rows;
}

static const struct read_rule dissent_keys[] = {
	{"af", read_lines, offsetof(struct dissent, by)},
	{"tekst", read_text, offsetof(struct dissent, text)},
	{0},
};

const struct read_rules vote_dissent_rules = {.rows = dissent_keys};

static bool read_dissent(struct loader *loader, const struct yaml_node *key,
	const struct yaml_node *value, void *row)
{
	struct dissent *dissent = row;
	if (!read_is_mapping(loader, key, value))
		return false;
	*dissent = (struct dissent){0};
	read_mapping(loader, value, &vote_dissent_rules, dissent);
	if (dissent->by.count == 0)
		read_missing(loader, value, "af", tr("'af: ' and a list of names or parties"));
	if (dissent->text.bytes == NULL)
		read_missing(loader, value, "tekst", tr("'tekst: |' and the statement below it"));
	return dissent->by.count > 0 && dissent->text.bytes != NULL;
}

void vote_read_dissents(struct loader *loader, const struct yaml_node *key,
	const struct yaml_node *value, void *target)
{
	struct decision *decision = target;
	void *rows;
	decision->dissent_count =
		read_rows(loader, key, value, read_dissent, sizeof *decision->dissents, &rows);
	decision->dissents = rows;
}

static const struct read_rule disqualified_keys[] = {
	{"navn", read_line, offsetof(struct disqualified, name)},
	{"stedfortræder", read_line, offsetof(struct disqualified, substitute)},
	{0},
};

const struct read_rules vote_disqualified_rules = {.rows = disqualified_keys};

static bool read_disqualified(struct loader *loader, const struct yaml_node *key,
	const struct yaml_node *value, void *row)
{
	struct disqualified *disqualified = row;
	*disqualified = (struct disqualified){0};
	if (value->kind == YAML_SCALAR) {
		disqualified->name = read_line_of(loader, value);
		return disqualified->name.bytes != NULL;
	}
	if (!read_is_mapping(loader, key, value))
		return false;
	read_mapping(loader, value, &vote_disqualified_rules, disqualified);
	if (disqualified->name.bytes == NULL)
		read_missing(loader, value, "navn", tr("'navn: ' and the person's name"));
	return disqualified->name.bytes != NULL;
}

void vote_read_disqualified(struct loader *loader, const struct yaml_node *key,
	const struct yaml_node *value, void *target)
{
	struct decision *decision = target;
	void *rows;
	decision->disqualified_count = read_rows(
		loader, key, value, read_disqualified, sizeof *decision->disqualified, &rows);
	decision->disqualified = rows;
}
