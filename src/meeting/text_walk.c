#include "meeting/text_walk.h"

struct walk {
	bool public_only;
	text_walk_see *see;
	void *user;
};

static void see(const struct walk *walk, const struct text *text)
{
	if (text->bytes != NULL)
		walk->see(walk->user, text);
}

static void see_all(const struct walk *walk, const struct texts *texts)
{
	for (size_t i = 0; i < texts->count; i++)
		see(walk, &texts->items[i]);
}

static void see_block(const struct walk *walk, const struct part_block *block)
{
	if (!block->is_table) {
		see(walk, &block->text);
		return;
	}
	see_all(walk, &block->columns);
	for (size_t i = 0; i < block->row_count; i++)
		see_all(walk, &block->rows[i]);
}

static void see_part(const struct walk *walk, const struct part_text *part)
{
	see(walk, &part->public_text);
	if (walk->public_only && part->closed)
		return;
	see(walk, &part->heading);
	for (size_t i = 0; i < part->block_count; i++)
		see_block(walk, &part->blocks[i]);
}

static void see_material(const struct walk *walk, const struct item *item)
{
	for (size_t i = 0; i < item->attachment_count; i++)
		if (!walk->public_only || !item->attachments[i].closed)
			see(walk, &item->attachments[i].title);
	for (size_t i = 0; i < item->timetable.count; i++) {
		const struct timetable_row *row = &item->timetable.rows[i];
		see(walk, row->closed && walk->public_only ? &row->public_text : &row->text);
	}
	for (size_t i = 0; i < item->earlier_count; i++) {
		const struct earlier *earlier = &item->earlier[i];
		see(walk, earlier->closed && walk->public_only ? &earlier->public_text
							       : &earlier->text);
	}
}

static void see_decision(const struct walk *walk, const struct decision *decision)
{
	see(walk, &decision->text);
	for (size_t i = 0; i < decision->vote_count; i++)
		see(walk, &decision->votes[i].about);
	for (size_t i = 0; i < decision->dissent_count; i++)
		see(walk, &decision->dissents[i].text);
	for (size_t i = 0; i < decision->follow_up_count; i++)
		if (!walk->public_only || !decision->follow_ups[i].closed)
			see(walk, &decision->follow_ups[i].task);
}

void text_walk_item(const struct item *item, bool public_only, text_walk_see *see_text, void *user)
{
	struct walk walk = {.public_only = public_only, .see = see_text, .user = user};
	see(&walk, &item->title);
	for (size_t i = 0; i < item->field_count; i++)
		see(&walk, &item->fields[i].value);
	for (size_t i = 0; i < item->part_count; i++)
		see_part(&walk, &item->parts[i]);
	see_all(&walk, &item->participants);
	see_material(&walk, item);
	see(&walk, &item->urgent);
	see(&walk, &item->withdrawn);
	see_decision(&walk, &item->decision);
	if (!public_only) {
		see(&walk, &item->public_title);
		see(&walk, &item->public_decision);
	}
}
