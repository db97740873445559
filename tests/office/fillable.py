"""Documents with fields to type decisions into: where the fields stand, that LibreOffice lets a person type
there and nowhere else in an ODT, keeps the marks and what the document says of them, and that nothing
typed is written over.
"""

import itertools
import pathlib
import re
import sys
import xml.etree.ElementTree as tree
import zipfile

sys.path.insert(0, str(pathlib.Path(__file__).resolve().parents[1] / 'lib'))
from small_documents import pack, read_document  # noqa: E402
from support import (FORMATS, LAYOUTS, check, example_meetings, finish, need_program,  # noqa: E402
                     pdf_text, referent, scratch, soffice, to_pdf)
from typist import Typist  # noqa: E402
from validity import faults_of, need_validators  # noqa: E402

MEETING = '''organ: {navn: Skoleudvalget, medlemmer: [Anne Holm, Bo Kvist]}
dato: 2025-03-04
start: 9.00
punkter:
  - titel: Budget
    beslutning: Godkendt med ændringer.
  - titel: Skolestart
    underpunkter:
      - titel: Busser
        beslutning: {fraværende: [Bo Kvist]}
      - pause: Kaffe
      - titel: Cykler
        beslutning: Drøftet.
  - {titel: Ansættelse, lukket: ja}
  - {titel: Ferie, udgår: Taget af dagsordenen}
  - {titel: Madordning, beslutning: {udfald: udsat}}
'''
AGENDA = ['budget', 'skolestart', 'skolestart/busser', 'skolestart/cykler', 'madordning']
MINUTES = ['skolestart', 'skolestart/busser']
PLACEHOLDERS = {'t': 'Skriv beslutningen her.', 'u': 'Skriv udfaldet her.', 'f': 'Skriv navnene her.'}
MANY_ITEMS = 200


def parts(path):
    with zipfile.ZipFile(path) as archive:
        names = (('word/document.xml', 'docProps/custom.xml') if path.suffix == '.docx'
                 else ('content.xml', 'meta.xml'))
        return [archive.read(name).decode() for name in names]


def fields_told(path):
    """What the document says of its fields: the head, and name, initial and path of each."""
    pieces = {}
    for element in tree.fromstring(parts(path)[1]).iter():
        name = next((value for key, value in element.attrib.items()
                     if key.rsplit('}', 1)[-1] == 'name'), '')
        if name.startswith('referent-felter'):
            text = ''.join(element.itertext())
            check(len(text) <= 255, f'{path.name}: {name} is too long for Word')
            pieces[int(name.removeprefix('referent-felter').lstrip('-') or 1)] = text
    check(sorted(pieces) == list(range(1, len(pieces) + 1)), f'{path.name}: {sorted(pieces)}')
    text = ''.join(pieces[number] for number in sorted(pieces))
    words = text.partition(' | ')[0].split(' ')
    return words[:3], [tuple(word.split('=', 2)) for word in words[3:]]


def marks(path):
    """The names of all marks, in order."""
    return re.findall(r'<(?:w:bookmarkStart|text:bookmark-start)\b[^>]* (?:w|text):name="(felt_\w+)"',
                      parts(path)[0])


def sections(path):
    return re.findall(r'<text:section\b[^>]* text:name="(felt_\w+)"', parts(path)[0])


def check_fields(path, paths):
    head, fields = fields_told(path)
    check(head[:2] == ['1', 'Skoleudvalget/2025-03-04/09.00'], f'{path.name}: {head}')
    check([field[2] for field in fields] == [p for p in paths for _ in 'tuf'],
          f'{path.name}: {fields}')
    check(''.join(field[0][-1] for field in fields) == 'tuf' * len(paths), f'{path.name}: {fields}')
    names = {field[0] for field in fields}
    found = marks(path)
    check(len(found) == len(set(found)), f'{path.name}: a mark twice: {found}')
    check({name[5:18] for name in found} == names and len(found) == 2 * len(names),
          f'{path.name}: marks {found} for {names}')
    check(all(len(name) <= 40 for name in found), f'{path.name}: {found}')
    return fields


def make(*arguments):
    done = referent(*arguments)
    check(done.returncode == 0, f'{arguments}: {done.stderr}')
    return done


def check_places(layout, form):
    """Which items have fields, and that all that is decided is printed as usual."""
    for command, paths in (('dagsorden', AGENDA), ('referat', MINUTES)):
        path = folder / f'{layout}-{command}.{form}'
        done = make(command, meeting, '--fillable', '-t', layout, '-o', path)
        check(done.stderr.count('closed items: 1;') == 1 and 'no-field' not in done.stderr,
              f'{path.name}: {done.stderr}')
        text = re.sub(r'<[^>]*>', '', parts(path)[0].replace('<text:s/>', ' '))
        # those within an item may come before its own
        order = [field[2] for field in fields_told(path)[1][::3]]
        check(sorted(order) == sorted(paths), f'{path.name}: {order}')
        fields = check_fields(path, order)
        empty = sum(field[1] == 'cbf29ce484222325' for field in fields)
        known = command == 'referat'
        check(empty == 3 * len(paths) - known, f'{path.name}: {empty} empty fields of {fields}')
        check(sum(text.count(p) for p in PLACEHOLDERS.values()) == empty, f'{path.name}: placeholders')
        check(('Godkendt med ændringer.' in text) == known, f'{path.name}: what was decided')
        check(('Bo Kvist (navne' in text) == known, f'{path.name}: who is known to be away: {text}')
        whole = folder / f'{layout}-{command}-intern.{form}'
        make(command, meeting, '--fillable', '--internal', '-t', layout, '-o', whole)
        check('ans%C3%A6ttelse' in {field[2] for field in fields_told(whole)[1]},
              f'{whole.name}: the closed item')


def check_kept(form):
    """LibreOffice keeps what a document that it saves again is collected by."""
    path = folder / f'mange.{form}'
    many = folder / 'mange.yaml'
    many.write_text('organ: {navn: Skoleudvalget}\ndato: 2025-03-04\nstart: 9.00\npunkter:\n' + ''.join(
        f'  - titel: Sag nummer {n} om ændring af færdslen\n' for n in range(MANY_ITEMS)))
    make('dagsorden', many, '--fillable', '-t', 'standard', '-o', path)
    told, found = fields_told(path), marks(path)
    check(len(told[1]) == 3 * MANY_ITEMS, f'{form}: {len(told[1])} fields')
    for number, steps in enumerate((['docx'], ['odt'], ['odt', 'docx']) if form == 'docx' else (['odt'],)):
        saved = path
        for step in steps:
            target = folder / f'{form}-{number}-{step}'
            target.mkdir()
            soffice('docx:MS Word 2007 XML' if step == 'docx' else 'odt', [saved], target)
            saved = target / f'mange.{step}'
        name = f'{form} → {" → ".join(steps)}'
        check(marks(saved) == found, f'{name}: the marks')
        check(fields_told(saved) == told, f'{name}: what it says of its fields')
        if form == 'odt':
            check(sections(saved) == sections(path) != [], f'{name}: the sections')
            check(parts(saved)[0].count('text:protected="true"') == MANY_ITEMS, f'{name}: protection')


def check_templates(form):
    """Fields in a line, in a cell, and printed twice: one field each, and a valid document."""
    template = folder / f'egen.{form}'
    made = []
    for number, line in enumerate(('{{ punkt.beslutning }}', 'Besluttet: {{ punkt.beslutning }} (slut)',
                                   '| {{ punkt.titel }} | {{ punkt.beslutning }} |',
                                   '{{ punkt.beslutning }}\nIgen: {{ punkt.beslutning }}',
                                   '{% for afsnit in punkt.afsnit %}\n{{ afsnit.tekst }}\n{% endfor %}')):
        pack(template, '{% for punkt in punkter %}\n{{ punkt.titel }}\n' + line + '\n{% endfor %}\nSlut')
        path = folder / f'egen-{number}.{form}'
        done = make('dagsorden', meeting, '--fillable', '-t', template, '-o', path)
        whole = 'afsnit' in line
        check(('leaves out 6 of 15 fields' in done.stderr) != whole, f'{path.name}: {done.stderr}')
        order = [field[2] for field in fields_told(path)[1][::3]]
        check(sorted(order) == sorted(p for p in AGENDA if whole or '/' not in p), f'{path.name}: {order}')
        check_fields(path, order)
        made.append((path, len(order)))
    paths = [path for path, _ in made]
    for (path, count), faults, pdf in zip(made, faults_of(paths), to_pdf(paths, folder / 'pdf')):
        check(not faults, f'{path.name}: {faults[:3]}')
        text = ' '.join(pdf_text(pdf).split())
        check(text.count(PLACEHOLDERS['t']) == count, f'{path.name}: {text}')


def check_typing(typist, form):
    """A person types into fields and beside them."""
    path, typed = folder / f'skriv.{form}', folder / f'skrevet.{form}'
    make('dagsorden', meeting, '--fillable', '-t', 'standard', '-o', path)
    names = [name for name, _, place in fields_told(path)[1] if place == 'skolestart/cykler']
    answers = {'t': 'Udvalget kom frem til noget.\nFormanden takkede.', 'u': 'godkendt',
               'f': 'Anne Holm, Bo Kvist'}
    typist.open(path)
    for name in names:
        typist.select(f'felt_{name}_a', PLACEHOLDERS[name[-1]])
        typist.type(answers[name[-1]])
    typist.go(typist.mark(f'felt_{names[0]}_a').Start)
    typist.type('Uvedkommende ')
    typist.go(typist.mark(f'felt_{names[0]}_b').Start)
    typist.type('Udenfor ')
    typist.save(typed)
    check(marks(typed) == marks(path), f'{form}: the marks stand')
    check(fields_told(typed) == fields_told(path), f'{form}: what it says of its fields')
    text = read_document(typed)
    for line in [*answers['t'].split('\n')]:
        check(line in text.split('\n'), f'{form}: {line}: {text}')
    check(f'Udfald: {answers["u"]} (godkendt,' in text, f'{form}: the outcome: {text}')
    check(f'Fraværende: {answers["f"]} (navne' in text, f'{form}: the absentees: {text}')
    if form == 'odt':
        check('Uvedkommende' not in text and 'Udenfor' not in text, 'odt: what is protected')

    kept = typed.read_bytes()
    for arguments in (['--fillable'], []):
        done = referent('dagsorden', meeting, *arguments, '-t', 'standard', '-o', typed)
        check(done.returncode == 1 and '[file-changed]' in done.stderr, f'{form}: {done.stderr}')
    check(typed.read_bytes() == kept, f'{form}: what was typed is kept')
    own = folder / f'2025-03-04-skoleudvalget-dagsorden-udfyld.{form}'
    for _ in range(2):
        make('dagsorden', meeting, '--fillable', '-t', 'standard', '-f', form)
    own.write_bytes(kept)
    done = referent('dagsorden', meeting, '--fillable', '-t', 'standard', '-f', form)
    check(done.returncode == 1 and own.read_bytes() == kept, f'{form}: by its own name: {done.stderr}')
    make('dagsorden', meeting, '--fillable', '-t', 'standard', '-f', form, '--force')
    check(own.read_bytes() == path.read_bytes(), f'{form}: --force')


need_program('soffice', 'pdftotext')
need_validators()
folder = scratch()
(folder / 'pdf').mkdir()
meeting = folder / 'møde.yaml'
meeting.write_text(MEETING)
for layout, form in itertools.product(LAYOUTS, FORMATS):
    check_places(layout, form)
for form in FORMATS:
    check_kept(form)
    check_templates(form)
with Typist(folder) as typist:
    for form in FORMATS:
        check_typing(typist, form)
for example in example_meetings():
    done = referent('dagsorden', example, '--fillable', '-o', folder / 'eksempel.docx')
    check(done.returncode == 0 and 'template-no-field' not in done.stderr, f'{example}: {done.stderr}')
finish()
