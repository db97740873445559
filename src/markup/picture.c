#include "markup/picture.h"

#include <stdint.h>
#include <string.h>

/* Pictures by their bytes: PNG (W3C, third edition), JPEG (ITU-T T.81, JFIF 1.02). */

enum {
	MAX_PIXELS = 65535, /* on a side */
	MAX_SHOWN = 20000,  /* the same as shown, at 96 to the inch */
	INCHES_PER_METRE_X100 = 3937
};

static uint32_t read_u32(const unsigned char *data)
{
	return (uint32_t)data[0] << 24 | (uint32_t)data[1] << 16 | (uint32_t)data[2] << 8 | data[3];
}

static unsigned read_u16(const unsigned char *data)
{
	return (unsigned)data[0] << 8 | data[1];
}

/* Pixels at 96 to the inch; dots_x100: hundredths of dots per inch, 0 where unknown. */
static unsigned scale(unsigned pixels, uint64_t dots_x100)
{
	uint64_t shown = pixels;

	/* What is out of all reason is a mistake of the program that wrote the file. */
	if (dots_x100 >= 2000 && dots_x100 <= 500000)
		shown = (pixels * UINT64_C(9600) + dots_x100 / 2) / dots_x100;
	if (shown > MAX_SHOWN)
		shown = MAX_SHOWN;
	return shown > 0 ? (unsigned)shown : 1;
}

static bool set_size(struct markup_picture *picture, uint32_t width, uint32_t height,
	uint64_t dots_x, uint64_t dots_y)
{
	if (width == 0 || height == 0 || width > MAX_PIXELS || height > MAX_PIXELS)
		return false;
	picture->width_px = scale(width, dots_x);
	picture->height_px = scale(height, dots_y);
	return true;
}

static bool read_png(struct markup_picture *picture, const unsigned char *data, size_t size)
{
	uint32_t width = 0, height = 0;
	uint64_t dots_x = 0, dots_y = 0;
	bool any_data = false;

	for (size_t at = 8; size - at >= 12;) {
		const unsigned char *chunk = data + at;
		uint32_t length = read_u32(chunk);

		if (length > size - at - 12)
			return false;
		if (memcmp(chunk + 4, "IHDR", 4) == 0 && length >= 13) {
			width = read_u32(chunk + 8);
			height = read_u32(chunk + 12);
		} else if (memcmp(chunk + 4, "pHYs", 4) == 0 && length >= 9 && chunk[16] == 1) {
			/* dots per metre */
			dots_x = (read_u32(chunk + 8) * UINT64_C(10000) + 1968) /
				 INCHES_PER_METRE_X100;
			dots_y = (read_u32(chunk + 12) * UINT64_C(10000) + 1968) /
				 INCHES_PER_METRE_X100;
		} else if (memcmp(chunk + 4, "IDAT", 4) == 0) {
			any_data = true;
		} else if (memcmp(chunk + 4, "IEND", 4) == 0) {
			return any_data && set_size(picture, width, height, dots_x, dots_y);
		}
		at += 12 + (size_t)length;
	}
	return false;
}

/* True for a marker of a frame header, SOF0 to SOF15 but for DHT, JPG and DAC. */
static bool is_frame(unsigned char marker)
{
	return marker >= 0xC0 && marker <= 0xCF && marker != 0xC4 && marker != 0xC8 &&
	       marker != 0xCC;
}

/* True if an end of image stands somewhere behind. */
static bool has_end(const unsigned char *data, size_t size)
{
	for (size_t at = size; at >= 2; at--)
		if (data[at - 2] == 0xFF && data[at - 1] == 0xD9)
			return true;
	return false;
}

static bool read_jpeg(struct markup_picture *picture, const unsigned char *data, size_t size)
{
	uint32_t width = 0, height = 0;
	uint64_t dots_x = 0, dots_y = 0;

	for (size_t at = 2; size - at >= 4;) {
		const unsigned char *segment = data + at;
		size_t length;

		if (segment[0] != 0xFF)
			return false;
		if (segment[1] == 0xFF) { /* fill byte */
			at++;
			continue;
		}
		length = read_u16(segment + 2);
		if (length < 2 || length > size - at - 2)
			return false;
		if (is_frame(segment[1]) && length >= 7) {
			height = read_u16(segment + 5);
			width = read_u16(segment + 7);
		} else if (segment[1] == 0xE0 && length >= 14 &&
			   memcmp(segment + 4, "JFIF", 5) == 0) {
			/* 1 is dots to the inch, 2 to the centimetre */
			uint64_t factor = segment[11] == 1 ? 100 : segment[11] == 2 ? 254 : 0;

			dots_x = read_u16(segment + 12) * factor;
			dots_y = read_u16(segment + 14) * factor;
		} else if (segment[1] == 0xDA) {
			return has_end(segment + length, size - at - length) &&
			       set_size(picture, width, height, dots_x, dots_y);
		}
		at += 2 + length;
	}
	return false;
}

bool picture_read(struct markup_picture *picture, const char *data, size_t size)
{
	const unsigned char *bytes = (const unsigned char *)data;

	picture->data = data;
	picture->size = size;
	if (size >= 8 && memcmp(data, "\x89PNG\r\n\x1A\n", 8) == 0) {
		picture->type = PICTURE_PNG;
		return read_png(picture, bytes, size);
	}
	if (size >= 3 && memcmp(data, "\xFF\xD8\xFF", 3) == 0) {
		picture->type = PICTURE_JPEG;
		return read_jpeg(picture, bytes, size);
	}
	picture->type = PICTURE_SVG;
	return picture_read_svg(picture, data, size);
}
