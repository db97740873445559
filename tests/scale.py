"""Ten thousand items: a template with 27 MB of data and a meeting as long as meetings may be give every text in
its order, within the memory that the program allows itself.

usage: scale.py [--no-limits], which leaves the memory out, for instrumented builds.
"""

import html
import itertools
import os
import pathlib
import re
import sys
import zipfile

sys.path.insert(0, str(pathlib.Path(__file__).resolve().parent / 'lib'))
sys.path.insert(0, str(pathlib.Path(__file__).resolve().parent))
import packages  # noqa: E402
from support import FORMATS, REFERENT, check, finish, scratch  # noqa: E402

ITEMS = 10000
PARAGRAPHS = 5
ATTACHMENTS = 3
PEOPLE = 31
MOST_KIB = 300 * 1024
LINES = ['{%p for item in items %}', '{{ item.no }}. {{ item.title }}', '{%p if item.closed %}', 'Closed',
         '{%p endif %}', '{%p for par in item.pars %}', '{{ par.text }}', '{%p endfor %}',
         '{%p for a in item.att %}', '{{ a.name }}: {{ a.pages }}', '{%p endfor %}', '{%p endfor %}']
SENTENCE = 'Stien ved åen fører & har ført < 250 cyklister om dagen til skolen. '

FULL = f'''
      {SENTENCE * 4}

      {SENTENCE * 2}
    økonomi: |
      {SENTENCE * 2}
    indstilling: |
      Direktøren indstiller,
      1. at planen godkendes
      2. at den sendes i høring
    bilag:
      - {{titel: Planen, doknr: 24-1}}
      - {{titel: Kort over stien, doknr: 24-2}}
    tidligere:
      - {{organ: Direktionen, dato: 2024-10-01, tekst: Anbefales.}}
'''


def paragraph(item, number):
    return (f'{item}.{number} ' + SENTENCE * (5 + (item + number) % 5)).strip()


def write_data(path):
    """JSON is one line, YAML a line for every text: they are read by different ways."""
    is_json = path.suffix == '.json'
    with open(path, 'w', encoding='utf-8') as file:
        file.write('{"items": [' if is_json else 'items:\n')
        for i in range(ITEMS):
            pars = [f'"{paragraph(i, k)}"' for k in range(PARAGRAPHS)]
            names = [f'"Bilag {k} til {i}"' for k in range(ATTACHMENTS)]
            head = {'no': i + 1, 'title': f'"Sag {i} om en sti"', 'closed': str(i % 7 == 3).lower()}
            if is_json:
                file.write(', ' * (i > 0) + '{' + ', '.join(f'"{key}": {head[key]}' for key in head)
                           + ', "pars": [' + ', '.join(f'{{"text": {text}}}' for text in pars)
                           + '], "att": [' + ', '.join(f'{{"name": {name}, "pages": {k}}}'
                                                       for k, name in enumerate(names)) + ']}')
                continue
            file.write('- ' + '\n  '.join(f'{key}: {head[key]}' for key in head) + '\n  pars:\n'
                       + ''.join(f'  - text: {text}\n' for text in pars) + '  att:\n'
                       + ''.join(f'  - name: {name}\n    pages: {k}\n' for k, name in enumerate(names)))
        file.write(']}' if is_json else '')


def write_meeting(path, full=False):
    """full: items of 1.3 KB, with all that they usually have."""
    more = FULL if full else ''
    with open(path, 'w', encoding='utf-8') as file:
        file.write('organ: {navn: Teknisk Råd, medlemmer: [Bo Lund, Ida Juul], afsnit: {sagsfremstilling: '
                   'Sagsfremstilling, økonomi: Økonomi, indstilling: Indstilling}}\n'
                   'dato: 2024-11-06\npunkter:\n')
        for i in range(ITEMS):
            file.write(f'  - titel: Sag {i} om en sti\n    sagsnr: 24/{i}\n    sagsfremstilling: |\n'
                       f'      Tekst {i}. Stien er smal.\n\n      - Den føres {i} meter videre.\n{more}'
                       f'    beslutning:\n      tekst: Svar {i}.\n      fraværende: [Bo Lund]\n')


def write_next_meeting(path):
    """Every item once more, with a part of its own and what was decided before."""
    path.parent.mkdir()
    with open(path, 'w', encoding='utf-8') as file:
        file.write('organ: {navn: Økonomiudvalget, afsnit: {sagsfremstilling: Sagsfremstilling},\n'
                   f'  medlemmer: {[f"Medlem {i}" for i in range(PEOPLE)]}}}\n'
                   'dato: 2024-12-04\npunkter:\n')
        for i in range(ITEMS):
            file.write(f'  - fra: ../møde.yaml#sag-{i}-om-en-sti\n')


def expected_texts():
    for i in range(ITEMS):
        yield f'{i + 1}. Sag {i} om en sti'
        if i % 7 == 3:
            yield 'Closed'
        yield from (paragraph(i, k) for k in range(PARAGRAPHS))
        yield from (f'Bilag {k} til {i}: {k}' for k in range(ATTACHMENTS))


def texts(path):
    """The text of every paragraph that has one."""
    part, tag = ('word/document.xml', 'w:p') if path.suffix == '.docx' else ('content.xml', 'text:[ph]')
    with zipfile.ZipFile(path) as package:
        xml = package.read(part).decode()
    for found in re.finditer(rf'<({tag})(?: [^>]*)?>(.*?)</\1>', xml):
        text = html.unescape(re.sub(r'<[^>]*>', '', found.group(2)))
        if text:
            yield text


def run(name, arguments):
    """Runs the program. What it takes is measured before this process grows: a child begins with
    the peak of its parent."""
    child = os.posix_spawn(REFERENT, [REFERENT, *map(str, arguments)], os.environ)
    _, status, usage = os.wait4(child, 0)
    print(f'{name}: {usage.ru_maxrss // 1024} MB')
    if '--no-limits' not in sys.argv:
        check(usage.ru_maxrss <= MOST_KIB, f'{name}: {usage.ru_maxrss // 1024} MB')
    return check(status == 0, f'{name}: status {os.waitstatus_to_exitcode(status)}')


def compare(path):
    same = all(found == wanted for found, wanted in itertools.zip_longest(texts(path), expected_texts()))
    check(same, f'{path.name}: the texts are not those of the data')


def meeting_texts(path):
    """Titles, texts and decisions in their order, whatever the layout puts round them."""
    found = '\n'.join(texts(path))
    at, missing = 0, None
    for i in range(ITEMS):
        for text in (f'Sag {i} om en sti', f'Tekst {i}. Stien er smal.', f'Den føres {i} meter videre.',
                     f'Svar {i}.'):
            next_at = found.find(text, at) if missing is None else -1
            missing = missing or (text if next_at < 0 else None)
            at = next_at + len(text)
    check(missing is None, f'{path.name}: {missing!r} is missing or out of order')


folder = scratch()
meeting = folder / 'møde.yaml'
(folder / 'kommune.yaml').write_text('myndighed: Sølund Kommune\n')
write_meeting(meeting)
full_meeting = folder / 'fuldt.yaml'
write_meeting(full_meeting, full=True)
next_meeting = folder / 'næste' / 'møde.yaml'
write_next_meeting(next_meeting)
written = []
for ending in ('yaml', 'json'):
    write_data(folder / f'data.{ending}')
for form in FORMATS:
    template = folder / f'skabelon.{form}'
    packages.write_template(template, LINES)
    for ending in ('yaml', 'json'):
        output = folder / f'{ending}.{form}'
        if run(f'{ITEMS} items, {ending} to {form}',
               ['render', template, folder / f'data.{ending}', '-q', '-o', output]):
            written.append((compare, output))
    for name, path in (('meeting', meeting), ('full meeting', full_meeting),
                       ('next meeting', next_meeting)):
        output = folder / f'{name}.{form}'
        if run(f'{name} of {ITEMS} items, {form}', ['referat', path, '-q', '-o', output]):
            written.append((meeting_texts, output))
for examine, output in written:
    examine(output)
finish()
