#include "meeting/pictures.h"

#include "base/i18n.h"
#include "document/document.h"
#include "document/names.h"
#include "io/file.h"

#include <string.h>

struct loaded {
	const struct markup_picture *picture;
	struct loaded *next;
};

struct pictures {
	struct arena *arena;  /* the meeting's: values that show them come and go */
	struct names by_path; /* → struct markup_picture */
	struct loaded *first, **end;
};

struct pictures *pictures_create(struct arena *arena)
{
	struct pictures *pictures = arena_alloc(arena, sizeof *pictures);
	pictures->arena = arena;
	names_init(&pictures->by_path, arena);
	pictures->end = &pictures->first;
	return pictures;
}

static struct markup_picture *read_picture(const struct texts_context *context, const char *path,
	const char *name, const struct place *place)
{
	struct arena *arena = context->meeting->pictures->arena;
	struct file_bytes bytes;
	if (!file_read(arena, context->report, place, path, context->meeting->root,
		    FILE_LIMIT_PICTURE, &bytes))
		return NULL;
	struct markup_picture *picture = arena_alloc(arena, sizeof *picture);
	if (!picture_read(picture, bytes.data, bytes.size)) {
		report_error(context->report, place, "picture-unknown",
			tr("'%s' is no picture that can be read; use PNG, JPEG or SVG"), name);
		return NULL;
	}
	if (picture_reaches_out(picture)) {
		report_error(context->report, place, "picture-reaches-out",
			tr("the picture '%s' fetches other files when it is shown; put them into "
			   "it, or save it as PNG"),
			name);
		return NULL;
	}
	picture->name = arena_strdup(arena, name);
	picture->alt = "";
	picture->place = *place;
	return picture;
}

/* "våben.png" for "våben.svg"; NULL for a name without an ending. */
static const char *with_png_ending(struct arena *arena, const char *path)
{
	const char *slash = strrchr(path, '/');
	const char *dot = strrchr(slash != NULL ? slash : path, '.');
	return dot != NULL ? arena_printf(arena, "%.*s.png", (int)(dot - path), path) : NULL;
}

/* Looks for the PNG beside an SVG; false after an error. */
static bool find_png(const struct texts_context *context, struct markup_picture *svg,
	const char *path, const struct place *place)
{
	const char *beside = with_png_ending(context->arena, path);
	if (svg->type != PICTURE_SVG || beside == NULL)
		return true;
	beside = file_find_composed(context->arena, beside);
	if (strcmp(beside, path) == 0 || !file_exists(beside))
		return true;
	const char *name = with_png_ending(context->arena, svg->name);
	const struct markup_picture *png = read_picture(context, beside, name, place);
	if (png != NULL && png->type != PICTURE_PNG)
		report_error(context->report, place, "picture-unknown",
			tr("'%s' is no PNG, but stands in for the SVG picture beside it; save it "
			   "as PNG"),
			name);
	else
		svg->png = png;
	return svg->png != NULL;
}

/* The picture as it was read, shared by all its uses. */
static const struct markup_picture *find(const struct texts_context *context, const char *path,
	const char *name, const struct place *place)
{
	struct pictures *pictures = context->meeting->pictures;
	struct name *known = names_add(&pictures->by_path, path, strlen(path));
	if (known->object != NULL)
		return known->object;
	struct markup_picture *picture = read_picture(context, path, name, place);
	if (picture == NULL || !find_png(context, picture, path, place))
		return NULL;
	struct loaded *loaded = arena_alloc(pictures->arena, sizeof *loaded);
	loaded->picture = known->object = picture;
	*pictures->end = loaded;
	pictures->end = &loaded->next;
	return picture;
}

struct markup_picture *pictures_load(const struct texts_context *context, const char *path,
	const char *name, const char *alt, const struct place *place)
{
	path = file_find_composed(context->arena, path);
	const struct markup_picture *found = find(context, path, name, place);
	if (found == NULL)
		return NULL;
	struct markup_picture *picture = arena_alloc(context->arena, sizeof *picture);
	*picture = *found;
	picture->alt = arena_strdup(context->arena, alt);
	picture->place = *place;
	return picture;
}

void meeting_check_pictures(
	struct arena *arena, struct report *report, const struct meeting *meeting)
{
	unsigned left_ms = PICTURE_PNG_MS;
	for (const struct loaded *loaded = meeting->pictures->first; loaded != NULL;
		loaded = loaded->next)
		if (loaded->picture->type == PICTURE_SVG)
			picture_png(arena, report, loaded->picture, &left_ms);
}

/* Makes a picture small enough for the head of a page. */
static void fit_logo(struct markup_picture *picture)
{
	enum { WIDEST_PX = 227, HIGHEST_PX = 76 };
	double shrink = 1;
	if (picture->width_px > WIDEST_PX)
		shrink = (double)WIDEST_PX / picture->width_px;
	if (picture->height_px * shrink > HIGHEST_PX)
		shrink = (double)HIGHEST_PX / picture->height_px;
	picture->width_px = (unsigned)(picture->width_px * shrink + 0.5);
	picture->height_px = (unsigned)(picture->height_px * shrink + 0.5);
}

struct value pictures_logo(const struct texts_context *context)
{
	const struct organ *organ = &context->meeting->organ;
	if (organ->logo == NULL)
		return value_none();
	const char *slash = strrchr(organ->logo, '/');
	const char *name = slash != NULL ? slash + 1 : organ->logo;
	const char *alt = texts_plain(context, &organ->authority);
	if (alt[0] == '\0')
		alt = texts_plain(context, &organ->name);
	struct markup_picture *picture =
		pictures_load(context, organ->logo, name, alt, &organ->logo_place);
	if (picture == NULL)
		return value_none();
	fit_logo(picture);
	struct markup_run *run = arena_alloc(context->arena, sizeof *run);
	run->kind = MARKUP_PICTURE;
	run->picture = picture;
	struct markup_block *block = arena_alloc(context->arena, sizeof *block);
	block->kind = MARKUP_PARAGRAPH;
	block->runs = run;
	return value_rich(block);
}
