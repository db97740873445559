"""Expressions, filters and statements give what Jinja2 gives. Where they must not, EXCEPTIONS says why."""

import copy
import json
import pathlib
import re
import subprocess
import sys

sys.path.insert(0, str(pathlib.Path(__file__).resolve().parents[1] / 'lib'))
from support import check, finish, need, scratch  # noqa: E402

try:
    import jinja2
except ImportError:
    jinja2 = None
need(jinja2, "Python's jinja2")

DATA = {
    'n': 7, 'm': -3, 'zero': 0, 'f': 2.5, 'big': 1234567, 's': 'Hej verden', 'empty': '', 'æble': 'rødt',
    'yes': True, 'no': False, 'none': None, 'xs': [3, 1, 2], 'words': ['beta', 'Alfa', 'gamma'],
    'nested': [[1, 2], [3, 4]], 'd': {'a': 1, 'b': {'c': 'dyb'}, 'navn': 'Ida'},
    'people': [{'navn': 'Ida', 'alder': 40, 'by': 'Aa'}, {'navn': 'Bo', 'alder': 31, 'by': 'B'},
               {'navn': 'Carl', 'alder': 40, 'by': 'B'}],
    'a': 1, 'b': 2, 'ys': [1, 2, 3, 4], 'o': {'x': 1, 'y': 'to'}, 'deep': {'a': {'b': [{'c': 'dyb'}]}},
    'tree': [{'n': 'a', 'c': [{'n': 'b', 'c': []}, {'n': 'c', 'c': [{'n': 'd', 'c': []}]}]}, {'n': 'e', 'c': []}],
    'folk': [{'navn': 'Ole', 'alder': 40, 'by': 'Årup'}, {'navn': 'Mia', 'alder': 25, 'by': 'Bro'},
             {'navn': 'Kim', 'alder': 33, 'by': 'Bro'}],
    'lines': 'en\nto\n\ntre', 'padded': '  luft  ', 'numbers': ['1', '2.5', 'x'],
}

# Templates on which the two differ, with the reason.
EMPTY = 'a value that is known and empty prints nothing'
LARGE = 'numbers have 64 bits; what does not fit is a fault, never a wrong number'
ABSENT = 'no use for it in documents made of data'
DANISH = 'Danish sorts aa as å, after z'
EXCEPTIONS = {
    '{{ "<b>" | e }}': 'text is escaped when a document is written, never before',
    '{{ none }}': EMPTY,
    '{{ "a" ~ 1 ~ none ~ true }}': EMPTY,
    '{{ d.get("z") }}': EMPTY,
    '{{ none | default("n") }}': EMPTY,
    '{{ people | groupby("by") | map("first") | list }}': DANISH,
    '{% for by, folk in people | groupby("by") %}{{ by }}:{{ folk | length }};{% endfor %}': DANISH,
    '{{ lipsum is defined }}': 'made-up text has no place in minutes',
    # What Jinja takes or refuses and referent does not.
    '{{ 2 ** 64 }}': LARGE,
    '{{ 9223372036854775807 + 1 }}': LARGE,
    '{{ 99999999999999999999 }}': LARGE,
    '{{ 1e308 * 10 }}': LARGE,
    "{{ 'inf' | float }}": LARGE,
    '{{ (-8) ** 0.5 }}': 'numbers are real',
    '{{ none | string }}': EMPTY,
    '{{ none | length }}': EMPTY,
    '{{ "{}".format(none) }}': EMPTY,
    '{% for x in none %}x{% endfor %}': EMPTY,
    "{{ 'a' in none }}": EMPTY,
    '{{ missing | int }}': 'what is unknown is empty for every filter',
    '{{ missing is iterable }}': 'what is unknown is nothing but undefined',
    '{{ range(2) }}': 'it is the list that it stands for',
    '{{ {1: "x"} }}': 'keys are texts, as in YAML and JSON',
    '{{ {"items": 1}.items }}': 'the keys of data come before methods',
    '{{ xs.append(4) }}': 'data are not changed',
    '{{ xs.copy() }}': 'data are not changed',
    '{{ "æ" | tojson }}': 'JSON is UTF-8',
    '{{ "x" | forceescape }}': ABSENT,
    '{{ 1234 | filesizeformat }}': ABSENT,
    '{{ o | pprint }}': ABSENT,
    '{{ "<b>x</b>" | striptags }}': ABSENT,
    '{{ "a b" | wordwrap(1) }}': ABSENT,
    '{{ o | xmlattr }}': ABSENT,
    '{{ s is escaped }}': ABSENT,
    '{{ "Ab".swapcase() }}': ABSENT,
    '{{ "a1".isidentifier() }}': ABSENT,
    '{{ "abc".startswith("b", 1) }}': ABSENT,
    '{{ "%c" % 65 }}': ABSENT,
    '{{ "{:{w}}".format("a", w=4) }}': ABSENT,
    '{{ "{0} {}".format(1) }}': 'what is meant is plain',
    '{{ 01 }}': 'what is meant is plain',
    '{% raw %}': 'what is open and never closed is a fault',
    '{{ [1, 2] | batch(0) | list }}': 'no batch has nothing in it',
    '{% macro m(a, a) %}{% endmacro %}': 'the later one counts',
    '{% for loop in xs %}{{ loop }}{% endfor %}': 'the name is the loop\'s own inside',
    '{{ cycler(1, 2).reset() }}': EMPTY,
    '{% autoescape true %}{{ "<" }}{% endautoescape %}': 'text is escaped when a document is written, never before',
}


def cases():
    atoms = ['1', '0', '7.5', '"a"', "'b'", 'true', 'false', 'none', 'n', 'm', 'f', 's', 'empty', 'xs',
             'd', 'd.a', 'd["a"]', 'd.b.c', 'xs[0]', 'xs[-1]', 'nested[1][0]', 'missing', 'd.missing',
             'æble', '[]', '{}', '[1, 2]', '(1, 2)', '{"x": 1}']
    yield from EXCEPTIONS
    for atom in atoms:
        yield '{{ %s }}' % atom
        yield '{%% if %s %%}ja{%% else %%}nej{%% endif %%}' % atom
        yield '{{ %s is defined }}|{{ %s is none }}' % (atom, atom)
    for a in ('1', '7', 'n', 'm', '2.5', 'f', 'zero'):
        for operator in '+ - * == != < <= > >='.split():
            yield '{{ %s %s n }}' % (a, operator)
        for operator in ('/', '//', '%', '**'):
            yield '{{ %s %s 2 }}' % (a, operator)
            yield '{{ %s %s -3 }}' % (a, operator)
    yield from pathlib.Path(__file__).with_name('statements.txt').read_text().splitlines()
    for line in LINES.split('\n'):
        # Several in a line are cases of their own, unless a statement binds them together.
        yield from [line] if '{%' in line or '{#' in line else re.split(r'(?<=}})[ |](?={{)', line)


LINES = '''{{ 1 + 2 * 3 }}|{{ (1 + 2) * 3 }}|{{ 2 ** 3 ** 2 }}|{{ -2 ** 2 }}|{{ 10 - 3 - 2 }}
{{ 7 // 2 }} {{ -7 // 2 }} {{ 7 % 3 }} {{ -7 % 3 }} {{ 7 / 2 }} {{ 6 / 3 }}
{{ 1 < 2 < 3 }} {{ 1 < 3 < 2 }} {{ 1 == 1.0 }} {{ "1" == 1 }}
{{ not true }} {{ not n }} {{ not missing }} {{ true and false or true }}
{{ n and s }} {{ empty or "tom" }} {{ none or 0 }}
{{ "a" ~ 1 ~ none ~ true }} {{ "a" + "b" }} {{ "ab" * 3 }} {{ [1] + [2] }} {{ [0] * 3 }}
{{ 1 in xs }} {{ 9 in xs }} {{ "ver" in s }} {{ "a" in d }} {{ 1 not in xs }}
{{ "ja" if yes else "nej" }} {{ "ja" if no }} {{ "a" if no else "b" if yes else "c" }}
{{ s[0] }} {{ s[-1] }} {{ s[1:3] }} {{ s[:3] }} {{ s[4:] }} {{ s[::-1] }} {{ xs[1:] }} {{ xs[:-1] }} {{ xs[::2] }}
{{ s.upper() }} {{ s.lower() }} {{ s.split() }} {{ s.replace("e", "3") }} {{ "-".join(words) }}
{{ s.startswith("Hej") }} {{ s.endswith("x") }} {{ padded.strip() }}| {{ d.items() | list }} {{ d.keys() | list }}
{{ d.get("a") }} {{ d.get("z") }} {{ d.get("z", 5) }} {{ d.values() | list | length }}
{{ 1.0 }} {{ 1e3 }} {{ 0.1 + 0.2 }} {{ 1e22 }} {{ 1e-7 }} {{ 100000000.0 }} {{ 3.14159 }} {{ 1_000 }}
{{ 'it''s' }} {{ "tab\\tny\\n" }} {{ "\\u00e6" }} {{ 'a\\'b' }} {{ "\\\\" }}
{{ xs }} {{ d }} {{ words }} {{ nested }} {{ [true, none, 1.5, "x"] }} {{ (1,) }} {{ () }} {{ {"a": [1]} }}
{{ s | upper }} {{ s | lower }} {{ "hej DU" | capitalize }} {{ "hej du-der (nu)" | title }}
{{ padded | trim }}| {{ "xxaxx" | trim("x") }} {{ s | replace("e", "E") }} {{ s | replace("e", "E", 1) }}
{{ s | length }} {{ xs | count }} {{ d | length }} {{ s | wordcount }} {{ xs | first }} {{ xs | last }}
{{ words | join }} {{ words | join(", ") }} {{ people | join(", ", attribute="navn") }}
{{ xs | sort }} {{ xs | sort(reverse=true) }} {{ words | sort }} {{ words | sort(case_sensitive=true) }}
{{ people | sort(attribute="alder") | map(attribute="navn") | list }}
{{ people | sort(attribute="alder,navn") | map(attribute="navn") | join(" ") }}
{{ people | map(attribute="navn") | map("upper") | join(",") }} {{ xs | map("string") | list }}
{{ people | selectattr("alder", "equalto", 40) | map(attribute="navn") | list }}
{{ people | rejectattr("alder", "gt", 35) | map(attribute="navn") | list }}
{{ xs | select("odd") | list }} {{ xs | reject("odd") | list }} {{ [0, 1, "", "a"] | select | list }}
{{ people | groupby("by") | map("first") | list }}
{% for by, folk in people | groupby("by") %}{{ by }}:{{ folk | length }};{% endfor %}
{% for g in people | groupby("alder") %}{{ g.grouper }}:{{ g.list | map(attribute="navn") | join("+") }};{% endfor %}
{{ [1, 1, 2] | unique | list }} {{ ["a", "A", "b"] | unique | list }}
{{ [1, 2, 3, 4, 5] | batch(2) | list }} {{ [1, 2, 3] | batch(2, "x") | list }} {{ [1, 2, 3, 4, 5] | slice(2) | list }}
{{ xs | sum }} {{ people | sum(attribute="alder") }} {{ [1.5, 2] | sum }} {{ xs | sum(start=10) }} {{ xs | min }} {{ xs | max }}
{{ 2.5 | round }} {{ 2.345 | round(2) }} {{ 2.1 | round(method="ceil") }} {{ 2.9 | round(0, "floor") }} {{ 42.55 | round(1) }}
{{ "42" | int }} {{ "x" | int }} {{ "x" | int(5) }} {{ 3.9 | int }} {{ "0x1F" | int(0, 16) }} {{ "1.5" | float }} {{ "x" | float }} {{ "2" | float }}
{{ -5 | abs }} {{ m | abs }} {{ n | string }} {{ s | reverse }} {{ xs | reverse | list }} {{ s | list | length }}
{{ d | items | list }} {{ d.b | dictsort }} {{ {"b": 1, "a": 2} | dictsort }} {{ {"b": 1, "a": 2} | dictsort(by="value") }}
{{ missing | default("x") }} {{ missing | d("x") }} {{ empty | default("x") }} {{ empty | default("x", true) }} {{ d.q | default(1) }}
{{ "en meget lang tekst der skal kortes" | truncate(20) }} {{ "en meget lang tekst der" | truncate(12, true) }} {{ "kort" | truncate(20) }} {{ "en meget lang tekst her" | truncate(12, false, "…", 0) }}
{{ lines | indent }} {{ lines | indent(2, true) }} {{ lines | indent(2, blank=true) }} {{ lines | indent("> ") }}
{{ "a" | center(7) }}| {{ "ab" | center(7) }}|
{{ d | tojson }} {{ "<a&b>" | tojson }} {{ [1, none, true] | tojson }}
{{ n is odd }} {{ n is even }} {{ n is number }} {{ s is string }} {{ d is mapping }} {{ xs is sequence }} {{ xs is iterable }} {{ n is divisibleby(7) }} {{ n is divisibleby 2 }}
{{ n is integer }} {{ f is float }} {{ yes is boolean }} {{ none is none }} {{ missing is undefined }} {{ yes is true }} {{ no is false }}
{{ n is eq 7 }} {{ n is ne 7 }} {{ n is gt 3 }} {{ n is lt(3) }} {{ n is ge 7 }} {{ n is le 7 }} {{ 1 is in xs }} {{ s is lower }} {{ "AB" is upper }}
{{ n is not odd }} {{ missing is not defined }} {{ "upper" is filter }} {{ "odd" is test }}
{% for x in xs %}{{ x }}{% endfor %} {% for x in xs %}{{ loop.index }}/{{ loop.length }}{% if not loop.last %}, {% endif %}{% endfor %}
{% for x in xs %}{{ loop.index0 }}{{ loop.revindex }}{{ loop.revindex0 }}{{ loop.first }}{{ loop.last }};{% endfor %}
{% for x in [] %}a{% else %}tom{% endfor %} {% for x in missing %}a{% else %}tom{% endfor %}
{% for k, v in d.items() %}{{ k }}={{ v }};{% endfor %} {% for k in d %}{{ k }},{% endfor %}
{% for a, b in nested %}{{ a + b }} {% endfor %} {% for x in xs if x > 1 %}{{ x }}{{ loop.index }}{% endfor %}
{% for x in xs %}{{ loop.cycle("a", "b") }}{% endfor %} {% for x in xs %}{{ loop.previtem }}<{{ x }}>{{ loop.nextitem }} {% endfor %}
{% for x in [1, 1, 2] %}{% if loop.changed(x) %}{{ x }}{% endif %}{% endfor %} {% for x in nested %}{% for y in x %}{{ loop.depth }}{{ y }}{% endfor %}{% endfor %}
{% for c in "æøå" %}[{{ c }}]{% endfor %} {% for i in range(3) %}{{ i }}{% endfor %} {{ range(1, 10, 3) | list }} {{ range(5, 0, -2) | list }}
{% set x = 5 %}{{ x }} {% set a, b = 1, 2 %}{{ a }}{{ b }} {% set t %}blok {{ n }}{% endset %}[{{ t }}]
{% set x = 1 %}{% for i in xs %}{% set x = i %}{{ x }}{% endfor %}{{ x }} {% if true %}{% set y = 2 %}{% endif %}{{ y }}
{% set ns = namespace(sum=0) %}{% for x in xs %}{% set ns.sum = ns.sum + x %}{% endfor %}{{ ns.sum }}
{% with %}{% set q = 1 %}{{ q }}{% endwith %}{{ q }} {% with a = 1, b = 2 %}{{ a }}{{ b }}{% endwith %}
{% macro m(a, b=2) %}<{{ a }}{{ b }}>{% endmacro %}{{ m(1) }}{{ m(1, 3) }}{{ m(b=9, a=8) }}{{ m() }}
{% macro outer() %}[{{ caller() }}]{% endmacro %}{% call outer() %}inde{% endcall %} {% macro v() %}{{ varargs }}{{ kwargs }}{% endmacro %}{{ v(1, 2, x=3) }}
{% raw %}{{ ikke }} {% heller %}{% endraw %} a{# bemærkning #}b {{ "{{" }} {{ "%}" }}
{% filter upper %}hej {{ s }}{% endfilter %} {% if n > 5 and n < 10 %}midt{% elif n %}b{% else %}c{% endif %}
a {%- if true -%} b {%- endif -%} c {{- 1 -}} d {%+ if true %}e{% endif +%}
{{ xs[5] }}|{{ xs[5] is defined }}|{{ d["æ"] }}|{{ s[100] }}|{{ none | default("n") }}
{{ "a,b" .split(",") }} {{ "Æble" | lower }} {{ "ærø" | upper }} {{ "ß" | lower }} {{ "éa" | title }}
{{ dict(a=1) }} {{ dict(a=1).a }} {{ "%s er %d" | format("x", 3) }} {{ "%05.2f" | format(3.14159) }}
{{ lipsum is defined }} {{ [1, 2, 3] | last }} {{ "abc" | first }} {{ "" | first }} {{ [] | first }} {{ [] | max }}
{{ 5 if 1 > 2 }}| {{ (n, m) | min }} {{ words | map("length") | sum }} {{ words | map("replace", "a", "A") | list }}
{{ 1 if n is odd and m is odd else 2 }} {{ not n is odd }} {{ n + 1 is even }} {{ n is odd | string }}
{{ people[0].navn }} {{ people[0]["navn"] }} {{ people | length + 1 }} {{ people | map(attribute="x", default="-") | join }}
{{ -n }} {{ +n }} {{ - 3 + 5 }} {{ 3 - -2 }} {{ 2 * -3 }} {{ f | int }} {{ 1 + 1.5 }} {{ 4.0 // 1.5 }} {{ 5.5 % 2 }} {{ 2 ** 0.5 }} {{ 2 ** -1 }}'''


def jinja(template):
    try:  # with data of its own, for what changes them
        return jinja2.Environment().from_string(template).render(**copy.deepcopy(DATA))
    except Exception as error:  # what Jinja refuses, referent must refuse too
        return f'\x01{error}'


folder = scratch()
data = folder / 'data.json'
data.write_text(json.dumps(DATA, ensure_ascii=False))
templates = list(dict.fromkeys(cases()))
done = subprocess.run([sys.argv[1], str(data)], input='\0'.join(templates).encode() + b'\0',
                      stdout=subprocess.PIPE, check=True)
results = done.stdout.decode().split('\0')[:-1]
check(len(results) == len(templates), f'{len(results)} results for {len(templates)} templates')
for template, found in zip(templates, results):
    expected = jinja(template)
    same = found == expected or (found[:1] == '\x01' == expected[:1])
    if template in EXCEPTIONS:
        check(not same, f'{template!r} is the same by now: no exception')
    else:
        check(same, f'{template!r}\n  Jinja2:   {expected!r}\n  referent: {found!r}')
finish()
