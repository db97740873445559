#include "check.h"

#include "markup/markup.h"

#include <stdio.h>
#include <stdlib.h>

/* Pictures are known by their bytes and told apart from damaged ones. */

static void check_picture(int line, const char *data, size_t size, enum picture_type type,
	unsigned width, unsigned height)
{
	struct markup_picture picture = {0};
	bool good;
	/* Exactly as large as told, so that a sanitizer sees every step too far. */
	char *copy = malloc(size + 1);

	if (!copy)
		abort();
	memcpy(copy + 1, data, size);
	good = picture_read(&picture, copy + 1, size);
	check_numbers(__FILE__, line, good, width > 0, "picture is good");
	if (good && width > 0) {
		check_numbers(__FILE__, line, picture.type, type, "type");
		check_numbers(__FILE__, line, picture.width_px, width, "width");
		check_numbers(__FILE__, line, picture.height_px, height, "height");
		check_numbers(__FILE__, line, (long long)picture.size, (long long)size, "size");
	}
	free(copy);
}

#define GOOD(data, type, width, height) \
	check_picture(__LINE__, data, sizeof(data) - 1, type, width, height)
#define BAD(data) check_picture(__LINE__, data, sizeof(data) - 1, PICTURE_PNG, 0, 0)

#define PNG "\x89PNG\r\n\x1A\n"
#define IHDR "\0\0\0\x0DIHDR\0\0\1\0\0\0\0\x80\x08\2\0\0\0crc_" /* 256 × 128 */
#define PHYS_192 "\0\0\0\x09pHYs\0\0\x1D\x88\0\0\x1D\x88\1crc_" /* 7560 to the metre */
#define PHYS_NONE "\0\0\0\x09pHYs\0\0\x1D\x88\0\0\x1D\x88\0crc_"
#define IDAT "\0\0\0\2IDAT--crc_"
#define IEND "\0\0\0\0IENDcrc_"

static void test_png(void)
{
	const char whole[] = PNG IHDR PHYS_192 IDAT IEND;

	GOOD(PNG IHDR IDAT IEND, PICTURE_PNG, 256, 128);
	GOOD(PNG IHDR PHYS_192 IDAT IEND, PICTURE_PNG, 128, 64);
	GOOD(PNG IHDR PHYS_NONE IDAT IEND "rest", PICTURE_PNG, 256, 128);
	BAD(PNG IHDR IEND);
	BAD(PNG IDAT IEND);
	BAD(PNG "\0\0\0\x0DIHDR\0\0\0\0\0\0\0\x80\x08\2\0\0\0crc_" IDAT IEND);
	BAD(PNG "\0\0\0\x0DIHDR\0\2\0\0\0\0\0\x80\x08\2\0\0\0crc_" IDAT IEND);
	BAD(PNG "\xFF\xFF\xFF\xFFIHDR\0\0\1\0\0\0\0\x80\x08\2\0\0\0crc_");
	for (size_t size = 0; size < sizeof(whole) - 1; size++)
		check_picture(__LINE__, whole, size, PICTURE_PNG, 0, 0);
}

#define SOI "\xFF\xD8"
#define JFIF_96 "\xFF\xE0\0\x10JFIF\0\1\1\1\0\x60\0\x60\0\0"
#define JFIF_CM "\xFF\xE0\0\x10JFIF\0\1\1\2\0\x4C\0\x4C\0\0" /* 76 to the centimetre */
#define SOF "\xFF\xC2\0\x0B\x08\1\0\2\0\1\1\x11\0"           /* 512 × 256 */
#define SOS "\xFF\xDA\0\x08\1\1\0\0\x3F\0data"
#define EOI "\xFF\xD9"

static void test_jpeg(void)
{
	const char whole[] = SOI JFIF_96 SOF SOS EOI;

	GOOD(SOI SOF SOS EOI, PICTURE_JPEG, 512, 256);
	GOOD(SOI JFIF_96 "\xFF" SOF SOS EOI "rest", PICTURE_JPEG, 512, 256);
	GOOD(SOI JFIF_CM SOF SOS EOI, PICTURE_JPEG, 255, 127);
	BAD(SOI SOS EOI);
	BAD(SOI "xx" SOF SOS EOI);
	BAD(SOI "\xFF\xE0\0\1" SOF SOS EOI);
	for (size_t size = 0; size < sizeof(whole) - 1; size++)
		check_picture(__LINE__, whole, size, PICTURE_JPEG, 0, 0);
}

static bool reaches_out(const char *content)
{
	char data[400];
	int size = snprintf(data, sizeof data, "<svg>%s</svg>", content);
	struct markup_picture picture = {0};

	CHECK(size > 0 && (size_t)size < sizeof data);
	CHECK(picture_read(&picture, data, (size_t)size));
	return picture_reaches_out(&picture);
}

static void test_reach(void)
{
	static const char *const within[] = {"<use href='#a'/>", "<use xlink:href = \"\n #a\"/>",
		"<a href='https://x.dk'/>", "<s:a class='b' xlink:href='https://x.dk'/>",
		"<image href='data:image/png;base64,iVBORw0KGgoAAA'/>",
		"<image href='data:image/jpeg;base64,&#10;/9j/4AAQ'/>",
		"<g fill='url(#a)' style=\"fill:url( &quot;#a&quot; )\"/>", "<text>href</text>",
		"<style>@font-face{src:url(data:font/woff;base64,x)}</style>",
		"<text>10 \\ 2 &#8211; &#38; &#xe5;</text>"};
	static const char *const out[] = {"<image href='file:///etc/passwd'/>",
		"<image xlink:href=\"\nhttp://x.dk/a.png\"/>", "<a:image href='x.png'/>",
		"<use href='&#x66;ile:///a'/>", "<image href='data:image/svg+xml,x'/>",
		"<image href='data:image/png;base64,PHN2Zz4'/>",
		"<image href='data:image/x'/> ;base64,/9j/", "<rect fill='url(x.svg#a)'/>",
		"<style>@import 'x.css'</style>", "<?xml-stylesheet href='#'?>",
		"<a></a><image\nhref='x'/>", "<rect fill='URL(x.svg#a)'/>",
		"<style>@IMPORT 'x.css'</style>", "<rect fill='&#117;rl(x.svg#a)'/>",
		"<rect fill='url&#x28;x.svg#a)'/>", "<style>&#x00040;import 'x.css'</style>",
		"<style>* {fill: u\\72 l(x.svg)}</style>",
		"<rect fill='url(data:image/svg+xml,x)'/>"};

	for (size_t i = 0; i < sizeof(within) / sizeof(*within); i++)
		CHECK(!reaches_out(within[i]));
	for (size_t i = 0; i < sizeof(out) / sizeof(*out); i++)
		CHECK(reaches_out(out[i]));
}

static void test_svg(void)
{
	GOOD("<svg width='40' height=\"20px\"></svg>", PICTURE_SVG, 40, 20);
	GOOD("\xEF\xBB\xBF<?xml version='1.0'?>\n<!-- <svg> -->\n<!DOCTYPE svg PUBLIC 'a' 'b'>\n"
	     "<svg xmlns=\"http://www.w3.org/2000/svg\" width=\"1in\" height=\"12.7mm\"><g/></svg "
	     ">\n",
		PICTURE_SVG, 96, 48);
	GOOD("<svg viewBox='0 0 60 30'/>", PICTURE_SVG, 60, 30);
	GOOD("<svg viewBox='-5,-5 60,30' width='120'/>", PICTURE_SVG, 120, 60);
	GOOD("<svg viewBox='0 0 60 30' width='100%' height='10cm'/>", PICTURE_SVG, 756, 378);
	GOOD("<svg/>", PICTURE_SVG, 300, 150);
	GOOD("<svg width='1e9' height='99999999999'/>", PICTURE_SVG, 300, 20000);
	GOOD("<s:svg width='72pt' height='6pc'></s:svg>", PICTURE_SVG, 96, 96);
	BAD("");
	BAD("<");
	BAD("<svg");
	BAD("<svg>");
	BAD("<svg width=40></svg>");
	BAD("<svg width='40></svg>");
	BAD("<html><svg></svg></html>");
	BAD("<!DOCTYPE svg [<!ENTITY a 'b'>]><svg></svg>");
	BAD("<svg></svg>\xFF");
	BAD("GIF89a");
	BAD("<!--");
	BAD("<?xml");
}

int main(void)
{
	test_png();
	test_jpeg();
	test_svg();
	test_reach();
	return check_failures ? EXIT_FAILURE : EXIT_SUCCESS;
}
