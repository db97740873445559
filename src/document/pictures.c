#include "document/output.h"

#include <stdio.h>

enum { EMU_PER_PX = 9525, HIGHEST_EMU = 20 * 360000 };

const char *picture_extension(enum picture_type type)
{
	switch (type) {
	case PICTURE_PNG:
		return "png";
	case PICTURE_JPEG:
		return "jpeg";
	default:
		return "svg";
	}
}

const char *picture_media_type(enum picture_type type)
{
	switch (type) {
	case PICTURE_PNG:
		return "image/png";
	case PICTURE_JPEG:
		return "image/jpeg";
	default:
		return "image/svg+xml";
	}
}

struct output_picture *output_picture(struct output *output, const struct markup_picture *picture)
{
	char key[64];
	uint64_t hash = names_hash(NAMES_HASH_SEED, picture->data, picture->size);
	int length = snprintf(key, sizeof key, "%016llx%08lx%zx", (unsigned long long)hash,
		(unsigned long)stamp_crc(picture->data, picture->size), picture->size);
	struct name *entry = names_add(&output->pictures, key, (size_t)length);
	if (entry->object != NULL)
		return entry->object;
	struct output_picture *added = arena_alloc(output->arena, sizeof *added);
	added->picture = picture;
	added->number = ++output->picture_count;
	/* a name of its content's, so that it meets none of the template's */
	added->name = arena_printf(output->arena, "billede%u-%.8s.%s", added->number, key,
		picture_extension(picture->type));
	entry->object = added;
	return added;
}

struct picture_size picture_fit(const struct markup_picture *picture, long width_emu)
{
	unsigned most_px = 1000000;
	long width = (long)(picture->width_px < most_px ? picture->width_px : most_px);
	long height = (long)(picture->height_px < most_px ? picture->height_px : most_px);
	width = (width < 1 ? 1 : width) * EMU_PER_PX;
	height = (height < 1 ? 1 : height) * EMU_PER_PX;
	struct picture_size size = {width, height};
	if (width_emu > 0 && size.width_emu > width_emu) {
		size.width_emu = width_emu;
		size.height_emu = (long)((double)height * (double)width_emu / (double)width);
	}
	if (size.height_emu > HIGHEST_EMU) {
		size.width_emu =
			(long)((double)size.width_emu * HIGHEST_EMU / (double)size.height_emu);
		size.height_emu = HIGHEST_EMU;
	}
	size.width_emu = size.width_emu < 1 ? 1 : size.width_emu;
	size.height_emu = size.height_emu < 1 ? 1 : size.height_emu;
	return size;
}
