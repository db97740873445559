#include "base/utf8.h"

#include <string.h>

/* Behind z come the Danish letters, behind them everything that is no Latin letter. */
enum { WEIGHT_AE = 'z' + 1, WEIGHT_OE, WEIGHT_AA, WEIGHT_OTHERS };

/* Base letters that are no compositions in Unicode. */
static uint32_t plain_letter(uint32_t letter)
{
	switch (letter) {
	case 0xF0:  /* eth */
	case 0x111: /* d with stroke */
		return 'd';
	case 0x127:
		return 'h';
	case 0x131:
		return 'i';
	case 0x142:
		return 'l';
	case 0x153: /* oe, as o-slash */
		return 0xF8;
	case 0xDF:
		return 's';
	case 0xFE:
		return 't';
	case 0x167:
		return 't';
	default:
		return letter;
	}
}

static uint32_t weigh(uint32_t code_point)
{
	uint32_t letter = utf8_to_lower(code_point);

	switch (letter) {
	case 0xE6:
	case 0xE4:
	case 0x1FD: /* ae with acute */
		return WEIGHT_AE;
	case 0xF8:
	case 0xF6:
	case 0x1FF: /* o-slash with acute */
	case 0x151: /* Hungarian o */
	case 0x153:
		return WEIGHT_OE;
	case 0xE5:
	case 0x1FB: /* a-ring with acute */
		return WEIGHT_AA;
	case 0xFC:
	case 0x171: /* Hungarian u */
		return 'y';
	default:
		letter = plain_letter(utf8_base_letter(letter));
		return letter <= 'z' ? letter : WEIGHT_OTHERS + letter;
	}
}

/* Where the comparison stands in one of the two texts. */
struct reader {
	const char *text;
	size_t left;
};

/* The weight of the next letter, 0 at the end. */
static uint32_t next_weight(struct reader *reader)
{
	uint32_t code_point;
	size_t bytes;

	if (reader->left == 0)
		return 0;
	if (reader->left >= 2 && (reader->text[0] | 0x20) == 'a' &&
		(reader->text[1] | 0x20) == 'a') {
		bytes = 2;
		code_point = 0xE5;
	} else {
		bytes = utf8_decode(reader->text, reader->left, &code_point);
	}
	reader->text += bytes;
	reader->left -= bytes;
	return weigh(code_point);
}

int utf8_collate(const char *a, const char *b)
{
	struct reader first = {a, strlen(a)};
	struct reader second = {b, strlen(b)};
	int tie;

	while (first.left > 0 || second.left > 0) {
		uint32_t weight_a = next_weight(&first);
		uint32_t weight_b = next_weight(&second);

		if (weight_a != weight_b)
			return weight_a < weight_b ? -1 : 1;
	}
	tie = strcmp(a, b); /* bytes of UTF-8 sort as code points do */
	return tie < 0 ? -1 : tie > 0;
}
