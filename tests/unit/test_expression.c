#include "text_templates.h"

static struct arena *arena;
static struct text_run runner;

/* What the expression prints. */
static const char *eval(const char *expression)
{
	return text_run_result(runner, arena_printf(arena, "{{ %s }}", expression));
}

static const char *eval_lax(const char *expression)
{
	struct text_run lax = runner;
	lax.mode = TEMPLATE_LAX;
	return text_run_result(lax, arena_printf(arena, "{{ %s }}", expression));
}

static struct value numbers(int64_t first, int64_t last)
{
	struct value_list *list = value_list_create(arena);
	for (int64_t i = first; i <= last; i++)
		value_list_push(arena, list, value_int(i));
	return value_list(list);
}

static void make_globals(void)
{
	static const char *const known[] = {"titel", "tekst", "slut", NULL};
	struct value_map *globals = value_map_create(arena);
	struct value_map *meeting = value_map_create(arena);
	meeting->known = known;
	value_map_set(arena, meeting, "titel", value_text("Budget"));
	value_map_set(arena, meeting, "dato", value_date((struct date){2024, 11, 6}));
	value_map_set(arena, meeting, "start", value_time(540, "09:00"));
	value_map_set(arena, meeting, "beregnet", value_time(545, NULL));
	value_map_set(arena, meeting, "tal", numbers(1, 4));
	value_map_set(arena, meeting, "items", value_text("en nøgle"));
	value_map_set(arena, meeting, "rig",
		value_rich(markup_plain(arena, "fed tekst", strlen("fed tekst"))));
	value_map_set(arena, globals, "møde", value_map(meeting));
	value_map_set(arena, globals, "n", value_int(3));
	value_map_set(arena, globals, "tom", value_text(""));
	value_map_set(arena, globals, "punkt_3", value_text("tre"));
	runner.globals = globals;
}

static void test_arithmetic(void)
{
	CHECK_TEXT(eval("1 + 2 * 3 - 4"), "3");
	CHECK_TEXT(eval("(1 + 2) * 3"), "9");
	CHECK_TEXT(eval("7 // 2 ~ ' ' ~ -7 // 2 ~ ' ' ~ 7 % -3 ~ ' ' ~ -7.5 % 2"), "3 -4 -2 0.5");
	CHECK_TEXT(eval("2 ** 3 ** 2 ~ ' ' ~ -2 ** 2 ~ ' ' ~ 2 ** -1"), "64 4 0.5");
	CHECK_TEXT(eval("7 / 2"), "3.5");
	CHECK_TEXT(eval("4 / 2"), "2.0");
	CHECK_TEXT(eval("[1e16, 1.5e-7, 0.1 + 0.2, 100.0]"),
		"[1e+16, 1.5e-07, 0.30000000000000004, 100.0]");
	CHECK_TEXT(
		eval("9223372036854775807 + 1"), "24 bad-value: the result is too large a number");
	CHECK_TEXT(eval("9223372036854775808"), "4 tag-syntax: the number is too large");
	CHECK_TEXT(eval("1 // 0"), "6 bad-value: a number cannot be divided by 0");
	CHECK_TEXT(eval("1 – 2 − 3 ‑ 4"), "-8");
	CHECK_TEXT(eval("'ab' * 3 ~ [0] * 2"), "ababab[0, 0]");
}

static void test_precedence(void)
{
	CHECK_TEXT(eval("not 1 == 2"), "True");
	CHECK_TEXT(eval("1 < 2 < 3"), "True");
	CHECK_TEXT(eval("1 < 3 < 2"), "False");
	CHECK_TEXT(eval("1 + 1 == 2 and 'a' in 'abc'"), "True");
	CHECK_TEXT(eval("0 or '' or 'sidst'"), "sidst");
	CHECK_TEXT(eval("1 if 0 else 2 if 0 else 3"), "3");
	CHECK_TEXT(eval("'a' | upper ~ 'b' | upper"), "AB");
	CHECK_TEXT(eval("2 * 3 | string"), "33");
	CHECK_TEXT(eval("n is defined and not tom"), "True");
	CHECK_TEXT(eval("1 not in [2, 3]"), "True");
}

static void test_literals(void)
{
	CHECK_TEXT(eval("“a” ~ ”b” ~ „c“ ~ «d» ~ »e« ~ ‘f’ ~ ‚g‘ ~ ‹h›"), "abcdefgh");
	CHECK_TEXT(eval("“halv\""), "halv");
	CHECK_TEXT(eval("\"halv”"), "halv");
	CHECK_TEXT(eval("\"med ’indre’ tegn\""), "med ’indre’ tegn");
	CHECK_TEXT(eval("'a' 'b' \"c\""), "abc");
	CHECK_TEXT(eval("'\\u00e6\\x41\\'\\\\'"), "æA'\\");
	CHECK_TEXT(eval("0x1F + 0b11 + 0o7 + 1_000"), "1041");
	CHECK_TEXT(eval("{'a': [1, (2,)], \"b\": none}"), "{'a': [1, (2,)], 'b': None}");
	CHECK_TEXT(eval("[true, False, None, 1.5,]"), "[True, False, None, 1.5]");
}

static void test_lookup(void)
{
	CHECK_TEXT(eval("møde.titel ~ møde['titel'] ~ punkt_3"), "BudgetBudgettre");
	/* å as two code points, and blanks that a word processor puts there */
	CHECK_TEXT(eval("mo\xcc\x88"
			"de is defined"),
		"False");
	CHECK_TEXT(eval("møde\xc2\xa0.\xe2\x80\x89titel"), "Budget");
	CHECK_TEXT(eval("mø\xc2\xad"
			"de.ti\xe2\x80\x8btel"),
		"Budget");
	CHECK_TEXT(eval("møde.tal[0] ~ møde.tal.1 ~ møde.tal[-1]"), "124");
	CHECK_TEXT(eval("møde.tal[1:3] ~ møde.tal[::-1] ~ 'æøå'[1:]"), "[2, 3][4, 3, 2, 1]øå");
	CHECK_TEXT(eval("møde.items"), "en nøgle");
	CHECK_TEXT(eval("møde.items() | length"), "7");
	CHECK_TEXT(eval("{'a': {'b': 1}}.a.b"), "1");
}

static void test_known_and_empty(void)
{
	CHECK_TEXT(eval("møde.tekst"), "");
	CHECK_TEXT(eval("møde.tekst is defined"), "True");
	CHECK_TEXT(eval("møde.tekst.mere.endnu"), "");
	CHECK_TEXT(eval("møde.tekst | default('x') ~ møde.tekst | default('y', true)"), "y");
	CHECK_TEXT(eval("møde.slut > møde.start"), "False");
	CHECK_TEXT(eval("møde.tekst == none"), "True");
}

static void test_undefined(void)
{
	CHECK_TEXT(eval("møed"), "4 undefined-name: unknown name 'møed'; did you mean 'møde'?");
	CHECK_TEXT(eval("møde.titl.x"),
		"10 undefined-name: unknown name 'titl'; did you mean 'titel'?");
	CHECK_TEXT(eval("ukendt + 1"), "4 undefined-name: unknown name 'ukendt'");
	CHECK_TEXT(eval("ukendt | upper"), "4 undefined-name: unknown name 'ukendt'");
	CHECK_TEXT(eval("'ja' if ukendt else 'nej'"), "nej");
	CHECK_TEXT(eval("ukendt is defined ~ ukendt is undefined ~ møde.x.y is defined"),
		"FalseTrueFalse");
	CHECK_TEXT(eval("ukendt | default('x')"), "x");
	CHECK_TEXT(eval("ukendt.a.b | default('x')"), "x");
	CHECK_TEXT(eval("'x' if false"), "");
	CHECK_TEXT(eval("[a1, b1] | join"),
		"5 undefined-name: unknown name 'a1'\n9 undefined-name: unknown name 'b1'");
	CHECK_TEXT(eval_lax("ukendt ~ møde.x ~ ukendt | upper"), "");
	CHECK_TEXT(eval_lax("ukendt.a"), "4 undefined-name: unknown name 'ukendt'");
	CHECK_TEXT(eval_lax("ukendt + 1"), "4 undefined-name: unknown name 'ukendt'");
}

static void test_dates(void)
{
	CHECK_TEXT(eval("møde.dato ~ ' ' ~ møde.start ~ ' ' ~ møde.beregnet"),
		"6. november 2024 09:00 9.05");
	CHECK_TEXT(eval("møde.dato.year ~ møde.dato.month ~ møde.start.hour"), "2024119");
	CHECK_TEXT(eval("møde.dato == '2024-11-06'"), "True");
	CHECK_TEXT(eval("møde.dato < '2025-01-01' and møde.start < '9.30'"), "True");
	CHECK_TEXT(eval("møde.start < møde.beregnet"), "True");
	CHECK_TEXT(eval("møde.dato.strftime('%d-%m-%Y')"), "06-11-2024");
}

/* A time that a date has not, and a date that a time has not, are no midnight and no 1970. */
static void test_dato(void)
{
	CHECK_TEXT(eval("møde.dato | dato('%A %-d/%-m')"), "onsdag 6/11");
	CHECK_TEXT(eval("møde.start | dato('%-H.%M')"), "9.00");
	CHECK_TEXT(eval("'2024-11-06 09:30' | dato('%d kl. %H')"), "06 kl. 09");
	CHECK_TEXT(eval("møde.dato | dato('100 %% H')"), "100 % H");
	CHECK(strstr(eval("møde.dato | dato('kl. %H:%M')"), "bad-value: ") != NULL);
	CHECK(strstr(eval("møde.dato | dato('%-H')"), "bad-value: ") != NULL);
	CHECK(strstr(eval("møde.start | dato('%A')"), "bad-value: ") != NULL);
}

static void test_danish_numbers(void)
{
	CHECK_TEXT(eval("1.1 | tal ~ ' ' ~ 1.25 | tal ~ ' ' ~ 3.0 | tal ~ ' ' ~ 1.255 | tal"),
		"1,1 1,25 3 1,26");
	CHECK_TEXT(eval("0.5 | tal(0) ~ ' ' ~ 2.5 | tal(0) ~ ' ' ~ -2.5 | tal(0)"), "1 3 -3");
	CHECK_TEXT(eval("2.4999 | tal(0) ~ ' ' ~ -0.2 | tal(0) ~ ' ' ~ 1e-7 | tal"), "2 0 0");
	CHECK_TEXT(eval("2.675 | kr ~ ', ' ~ 1.005 | kr ~ ', ' ~ 16.1 | kr"),
		"2,68\xc2\xa0kr., 1,01\xc2\xa0kr., 16,10\xc2\xa0kr.");
	CHECK_TEXT(eval("1e15 | tal ~ ' ' ~ 999999.995 | tal(2)"),
		"1.000.000.000.000.000 1.000.000,00");
}

static void test_rich(void)
{
	CHECK_TEXT(eval("møde.rig"), "fed tekst");
	CHECK_TEXT(eval("møde.rig | upper ~ '!'"), "FED TEKST!");
	CHECK_TEXT(eval("møde.rig == 'fed tekst' and 'fed' in møde.rig"), "True");
	CHECK_TEXT(eval("møde.rig.split()"), "['fed', 'tekst']");
	CHECK_TEXT(eval("møde.rig[:3]"), "fed");
}

static void test_methods(void)
{
	CHECK_TEXT(
		eval("' x '.strip() ~ 'a,b'.split(',') ~ '-'.join(['a', 'b'])"), "x['a', 'b']a-b");
	CHECK_TEXT(eval("'%s: %05.1f %d%%' % ('a', 2.25, 3)"), "a: 002.2 3%");
	CHECK_TEXT(eval("'{:,.2f} {1} {navn}'.format(1234.5, 2, navn='x')"), "1,234.50 2 x");
	CHECK_TEXT(eval("{'a': 1}.get('a') ~ {'a': 1}.get('b', 2)"), "12");
	CHECK_TEXT(eval("[1].append(2)"), "8 bad-call: lists and mappings cannot be changed; write "
					  "{% set ny = gammel + [x] %}");
	CHECK_TEXT(eval("range(3) | list ~ range(5, 0, -2) | list"), "[0, 1, 2][5, 3, 1]");
	CHECK_TEXT(eval("range(100000000)"), "4 template-limit: 'range' gives too many numbers");
}

static void test_syntax_faults(void)
{
	CHECK_TEXT(eval("n +"), "8 tag-syntax: expected a value before the tag's end");
	CHECK_TEXT(eval("n n"), "6 tag-syntax: expected an operator or the tag's end, not 'n'");
	CHECK_TEXT(eval("(n"), "7 tag-syntax: expected ')' before the tag's end");
	CHECK_TEXT(eval("'n"), "4 tag-syntax: the text in quotation marks is not closed");
	CHECK_TEXT(eval("n ? 1"), "6 tag-syntax: '?' means nothing in a tag");
	CHECK_TEXT(eval("n | dato2"),
		"8 unknown-filter: unknown filter 'dato2'; did you mean 'dato'?");
	CHECK_TEXT(eval("n is definde"),
		"9 unknown-test: unknown test 'definde'; did you mean 'defined'?");
	CHECK_TEXT(eval("n | upper(1)"), "8 bad-arguments: 'upper' takes at most 0 arguments");
	CHECK_TEXT(
		eval("n | default(x=1)"), "8 bad-arguments: 'default' has no argument named 'x'");
	CHECK_TEXT(eval("n()"), "4 bad-call: a number cannot be called; leave out the parentheses");
}

static const char *repeated(const char *before, const char *middle, const char *after, size_t times)
{
	struct buf out;
	buf_init(&out, arena);
	for (size_t i = 0; i < times; i++)
		buf_puts(&out, before);
	buf_puts(&out, middle);
	for (size_t i = 0; i < times; i++)
		buf_puts(&out, after);
	return buf_text(&out);
}

static void check_limit(const char *expression)
{
	CHECK(strstr(eval(expression), "template-limit") != NULL);
}

static void test_depth(void)
{
	CHECK_TEXT(eval(repeated("(", "1", ")", 40)), "1");
	check_limit(repeated("(", "1", ")", 100000));
	check_limit(repeated("[", "1", "]", 100000));
	check_limit(repeated("not ", "1", "", 100000));
	check_limit(repeated("-", "1", "", 100000));
	check_limit(repeated("1 + ", "1", "", 100000));
	check_limit(repeated("", "n", ".a", 100000));
	check_limit(repeated("", "n", "|upper", 100000));
	check_limit(repeated("1 if 1 else ", "1", "", 100000));
	check_limit(repeated("{1:", "1", "}", 100000));
	check_limit(repeated("n(", "1", ")", 100000));
	check_limit(repeated("n[", "1", "]", 100000));
	CHECK_TEXT(eval(repeated("'a' ~ ", "'b'", "", 5)), "aaaaab");
}

int main(void)
{
	arena = arena_create((size_t)512 * 1024 * 1024);
	runner.arena = arena;
	make_globals();
	test_arithmetic();
	test_precedence();
	test_literals();
	test_lookup();
	test_known_and_empty();
	test_undefined();
	test_dates();
	test_dato();
	test_danish_numbers();
	test_rich();
	test_methods();
	test_syntax_faults();
	test_depth();
	arena_destroy(arena);
	return check_failures != 0;
}
