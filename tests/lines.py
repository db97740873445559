"""What becomes of a template's lines, in DOCX and ODT: lines that only define something go, links and
content controls may hold half of a statement, cells merge whatever a loop makes, and messages count the
paragraphs as the author does."""

import json
import pathlib
import re
import sys
import zipfile

sys.path.insert(0, str(pathlib.Path(__file__).resolve().parent / 'lib'))
from small_documents import pack, read_document  # noqa: E402
from support import check, finish, referent, scratch  # noqa: E402

DATA = {'navn': 'Ida', 'ja': True, 'nej': False, 'tal': [1, 2, 3], 'tom': [],
        'grupper': [{'navn': 'Vest', 'folk': ['a', 'b']}, {'navn': 'Øst', 'folk': []}, {'navn': 'Syd', 'folk': ['c']}]}

folder = scratch()
data = folder / 'data.json'
data.write_text(json.dumps(DATA, ensure_ascii=False))


def render(path):
    result = path.with_stem(path.stem + '-ud')
    result.unlink(missing_ok=True)
    done = referent('render', path, data, '-o', result)
    return (read_document(result) if done.returncode == 0 else None), done.stderr


def case(template, expected, change=None):
    """Both formats give the lines; change makes something else of the template's main part."""
    for suffix in ('docx', 'odt'):
        path = folder / f'skabelon.{suffix}'
        pack(path, template)
        found, said = render(path)
        check(found == expected, f'{suffix} {template!r}:\n  expected: {expected!r}\n  found:    {found!r}\n{said}')


# ------------------------------------------------- lines that define something

case('a\n{% macro hils(x) %}Hej {{ x }}!{% endmacro %}\nb {{ hils(navn) }} {{ hils("Bo") }}', 'a\nb Hej Ida! Hej Bo!')
case('a\n {% set x %}Hej {{ navn }}{% endset %} \n{{ x }}', 'a\nHej Ida')
case('{# hilsen #} {% macro m() %}M{% endmacro %}{% set y = 2 %} {% macro n() %}N{% endmacro %} {# slut #}\n'
     '{{ m() }}{{ n() }}{{ y }}', 'MN2')
case('a {% macro m() %}M{% endmacro %}\n{{ m() }}', 'a \nM')
case('{% macro m() %}M{% endmacro %}{{ m() }}\nb', 'M\nb')
case('{% macro m() %}\nM\n{% endmacro %}\n{{ m() }}', 'M')
case('{% macro m(x) %}{% if x %}ja{% else %}nej{% endif %}{% endmacro %}\n{{ m(1) }}{{ m(0) }}', 'janej')
case('| {% macro m() %}M{% endmacro %} | b |\n| {{ m() }} | c |',
     '|  | b |\n| M | c |')

# ----------------------------------------------- where messages say things are

template = ('en\n{%- if ja -%}\ntre {{ ukendt3 }}\n{%- else -%}\nfem {{ ukendt5 | findesikke }}\n{%- endif -%}\nsyv {{ ukendt7 }}\n'
            'otte {{ ukendt8 }}\n| {%- if ja %}x{% endif %} {{ ukendt9 }} |\nti {{ ukendt10')
for suffix in ('docx', 'odt'):
    path = folder / f'tal.{suffix}'
    pack(path, template.replace('| findesikke', '').replace('{{ ukendt10', '{{ ukendt10 }}'))
    said = render(path)[1]
    places = [int(number) for number in re.findall(r'paragraph (\d+)', said)]
    check(places == [3, 7, 8, 9, 10], f'{suffix}: {places}\n{said}')
    pack(path, template)
    said = render(path)[1]
    places = [int(number) for number in re.findall(r'paragraph (\d+)', said)]
    check(places == [5, 10], f'{suffix}: {places}\n{said}')

# --------------------------------------------------- merged cells in any loop

case('| {% for g in grupper %} | |\n| {% vm %}Alle | {{ g.navn }} |\n| {% endfor %} | |',
     '| Alle [3 rows] | Vest |\n| ↑ | Øst |\n| ↑ | Syd |')
case('| {%tr for g in grupper %} | |\n| {% vm %}Alle | {{ g.navn }} |\n| {%tr if g.folk %} | |\n| {% vm %} | {{ g.folk|length }} |\n'
     '| {%tr endif %} | |\n| {%tr endfor %} | |',
     '| Alle | Vest |\n|  [4 rows] | 2 |\n| ↑ | Øst |\n| ↑ | Syd |\n| ↑ | 1 |')
case('| {%tr for g in grupper %} | |\n| {%tr if g.navn != "Vest" %} | |\n| {% vm %}Alle | {{ g.navn }} |\n| {%tr endif %} | |\n'
     '| {%tr endfor %} | |', '| Alle [2 rows] | Øst |\n| ↑ | Syd |')
case('| {%tr for g in grupper %} | |\n| {%tr for f in g.folk %} | |\n| {% vm %}{{ g.navn }} | {{ f }} |\n| {%tr endfor %} | |\n'
     '| {%tr endfor %} | |\n| slut | x |', '| Vest [2 rows] | a |\n| ↑ | b |\n| Syd | c |\n| slut | x |')
case('| {%tc for g in grupper %} | {%tc if g.folk %} | {% hm %}Alle | {%tc endif %} | {%tc endfor %} |\n'
     '| {%tc for g in grupper %} | {{ g.navn }} | {%tc endfor %} |', '| Alle [3 columns] |\n| Vest | Øst | Syd |')
finish()
