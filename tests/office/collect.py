#!/usr/bin/python3
"""Decisions that somebody types into a fillable document with LibreOffice, in every way that an
editor knows, are read back whole, and nobody's are confused.
"""

import pathlib
import re
import sys
import zipfile

sys.path.insert(0, str(pathlib.Path(__file__).resolve().parents[1] / 'lib'))
from support import (FORMATS, LAYOUTS, check, finish, referent,  # noqa: E402
                     scratch, soffice)
from typed_ways import WAYS, text_of, type_into, wrong_lists  # noqa: E402
from typist import Typist  # noqa: E402

PLACEHOLDER = 'Skriv beslutningen her.'
FIXED = ('Skriv ', 'slut på', 'Beslutningens', 'utningen her')


def make_meeting(folder):
    """A meeting with an item for each way of typing."""
    folder.mkdir()
    items = ''.join(f'  - {{titel: Sag {way}, id: {way}, sagsfremstilling: Om {way}.}}\n'
                    for way in WAYS)
    (folder / 'møde.yaml').write_text(
        'organ:\n  navn: Teknisk Udvalg\n  medlemmer: [Ole Friis, Mia Lund, Kim Dahl]\n'
        f'dato: 2024-11-06\nstart: 9.00\npunkter:\n{items}'
        '  - titel: Samlet\n    id: samlet\n    underpunkter:\n      - {titel: Del, id: del}\n')
    return folder


def fillable(folder, ending, *more):
    path = folder / f'udfyld.{ending}'
    made = referent('dagsorden', folder, '--fillable', '-o', path, '--force', *more)
    check(made.returncode == 0, f'fillable {ending} {more}: {made.stderr}')
    return path


def fields(path):
    """The names of the fields by the items' ids and kinds."""
    with zipfile.ZipFile(path) as archive:
        name = 'docProps/custom.xml' if path.suffix == '.docx' else 'meta.xml'
        said = archive.read(name).decode()
    said = ''.join(re.findall(r'referent-felter[-0-9]*"[^>]*>(?:<vt:lpwstr>)?([^<]*)<', said))
    return {(entry[2], entry[0][-1]): entry[0] for entry in
            (word.split('=') for word in said.partition(' | ')[0].split()[3:])}


def collect(folder, path, *more):
    return referent('collect', path, *more)


def check_typed(folder, label):
    """The file of decisions holds all words, each with its item, and so do the minutes."""
    said = (folder / 'beslutninger.yaml').read_text()
    parts = dict(re.findall(r'^(\w+):(.*?)(?=^\S|\Z)', said, re.S | re.M))
    for way in WAYS:
        part = parts.get(way, '')
        for word in text_of(way):
            check(word in part, f'{label}: {word} is not in {part!r}')
        wrong = wrong_lists(part, way)
        check(wrong is None, f'{label}: {wrong} of {way}: {part!r}')
    for fixed in FIXED:
        check(fixed not in said, f'{label}: {fixed!r} was taken for a decision')
    minutes = referent('referat', folder, '-f', 'txt', '-o', '-')
    check(minutes.returncode == 0, f'{label}: minutes: {minutes.stderr}')
    for way in WAYS:
        for word in text_of(way):
            check(word in minutes.stdout, f'{label}: {word} is not in the minutes')
    check('udfald: udsat' in parts['replace'],
          f'{label}: outcome: {parts["replace"]!r}')
    check('fraværende: [Ole Friis, Mia Lund]' in parts['replace'],
          f'{label}: absentees: {parts["replace"]!r}')


def check_ways(typist, root, ending, saved_as, converted=False):
    label = f'{ending}{", converted," if converted else ""} saved as {saved_as}'
    folder = make_meeting(root / label.replace(' ', '-'))
    form = fillable(folder, ending)
    names = fields(form)
    if converted:
        soffice('odt', [form], folder / 'other')
        form = folder / 'other' / f'{form.stem}.odt'
    typist.open(form)
    for way in WAYS:
        type_into(typist, names[way, 't'], PLACEHOLDER, way, ending == 'odt')
    typist.select(f'felt_{names["replace", "u"]}_a', 'Skriv udfaldet her.')
    typist.type('Udsat.')
    typist.select(f'felt_{names["replace", "f"]}_a', 'Skriv navnene her.')
    typist.type('Ole Friis og Mia Lund')
    filled = folder / f'udfyldt.{saved_as}'
    typist.save(filled)
    done = collect(folder, filled)
    check(done.returncode == 0, f'{label}: {done.stderr}')
    check_typed(folder, label)
    before = (folder / 'beslutninger.yaml').read_bytes()
    again = collect(folder, filled)
    check(again.returncode == 0 and (folder / 'beslutninger.yaml').read_bytes() == before,
          f'{label}: the second time: {again.stdout}{again.stderr}')
    check_conflict(folder, filled, label)


def check_conflict(folder, filled, label):
    """Where file and document differ nothing is decided silently."""
    file = folder / 'beslutninger.yaml'
    file.write_text('# vigtigt\n' + file.read_text().replace('over1', 'andet'))
    before = file.read_bytes()
    asked = collect(folder, filled)
    check(asked.returncode == 1 and 'collect-conflict' in asked.stderr and
          'andet' in asked.stderr and 'over1' in asked.stderr, f'{label}: conflict: {asked.stderr}')
    check(file.read_bytes() == before, f'{label}: a conflict was written')
    kept = collect(folder, filled, '--keep-file')
    check(kept.returncode == 0 and file.read_bytes() == before, f'{label}: keep: {kept.stderr}')
    used = collect(folder, filled, '--use-document')
    said = file.read_text()
    check(used.returncode == 0 and 'over1' in said and 'andet' not in said and
          said.startswith('# vigtigt\n'), f'{label}: use: {used.stderr}')


def check_destroyed(typist, root, ending):
    """A selection that takes a field's end and the next one's beginning with it, typed over: it is told
    which field that was, and nothing is written.
    """
    folder = make_meeting(root / f'destroyed-{ending}')
    form = fillable(folder, ending)
    names = fields(form)
    typist.open(form)
    for way in ('clear', 'inside'):
        typist.select(f'felt_{names[way, "t"]}_a', PLACEHOLDER)
        typist.type(f'Besluttet {way}')
    typist.select(f'felt_{names["clear", "t"]}_a', 'Besluttet clear')
    typist.go(typist.cursor.End)
    typist.cursor.gotoRange(typist.mark(f'felt_{names["clear", "u"]}_a').Start, True)
    typist.cursor.goRight(4, True)
    typist.type('ordret')
    filled = folder / f'udfyldt.{ending}'
    typist.save(filled)
    done = collect(folder, filled)
    fault = 'field-cut' if ending == 'docx' else 'field-mixed'
    check(done.returncode == 1 and f'[{fault}]' in done.stderr and '(item 3, clear)' in done.stderr,
          f'{ending}: an end is gone: {done.stderr}')
    check(not (folder / 'beslutninger.yaml').exists(), f'{ending}: an end is gone, but it was written')
    done = collect(folder, filled, '--keep-file')
    said = (folder / 'beslutninger.yaml').read_text()
    check(done.returncode == 0 and said == 'inside: Besluttet inside\n',
          f'{ending}: the others: {done.stderr}{said}')


def check_mixed(typist, root, ending, command):
    """A field that was cut or copied and put down in another one."""
    label = f'{ending}, {command}'
    folder = make_meeting(root / f'mixed-{ending}-{command}')
    form = fillable(folder, ending)
    names = fields(form)
    typist.open(form)
    from_mark, to_mark = (typist.mark(f'felt_{names["append", "t"]}_{which}') for which in 'ab')
    typist.go(from_mark.Start)
    typist.cursor.gotoRange(to_mark.End, True)
    typist.command(command)
    typist.select(f'felt_{names["merge", "t"]}_a', PLACEHOLDER)
    typist.go(typist.cursor.End)
    typist.command('InsertPara')
    typist.command('Paste')
    typist.type('Forkert sted')
    filled = folder / f'udfyldt.{ending}'
    typist.save(filled)
    done = collect(folder, filled)
    said = (folder / 'beslutninger.yaml').read_text() if done.returncode == 0 else ''
    check('append' not in said, f'{label}: a field was taken for another: {said}')
    return done


def check_untouched(root):
    """A document that nobody has typed into changes nothing, whoever has saved it."""
    documents = []
    for layout in LAYOUTS:
        for ending in FORMATS:
            folder = make_meeting(root / f'u-{layout}-{ending}')
            (folder / 'beslutninger.yaml').write_text('samlet: Godkendt.   # enigt\n')
            form = fillable(folder, ending, '-t', layout)
            form = form.rename(folder / f'{layout}-{ending}.{ending}')
            documents.append(form)
    saved = {ending: root / f'saved-{ending}' for ending in FORMATS}
    soffice('docx:MS Word 2007 XML', [one for one in documents if one.suffix == '.docx'],
            saved['docx'])
    soffice('odt', documents, saved['odt'])
    for form in documents:
        others = [folder / f'{form.stem}.{ending}' for ending, folder in saved.items()
                  if ending == 'odt' or form.suffix == '.docx']
        for one in [form, *others]:
            file = form.parent / 'beslutninger.yaml'
            done = referent('collect', one, '-o', file)
            check(done.returncode == 0 and done.stderr == '' and
                  'nobody has typed' in done.stdout and
                  file.read_text() == 'samlet: Godkendt.   # enigt\n',
                  f'untouched {one.name} of {form.name}: {done.stdout}{done.stderr}')


def main():
    root = scratch()
    check_untouched(root)
    with Typist(root) as typist:
        for ending, saved_as in (('docx', 'docx'), ('docx', 'odt'), ('odt', 'odt')):
            check_ways(typist, root, ending, saved_as)
        check_ways(typist, root, 'docx', 'odt', converted=True)
        for ending in FORMATS:
            check_destroyed(typist, root, ending)
            for command in ('Cut', 'Copy'):
                done = check_mixed(typist, root, ending, command)
                check(done.returncode == 1 and 'field-mixed' in done.stderr,
                      f'{ending}: {command} was not noticed: {done.stdout}{done.stderr}')
    finish()


if __name__ == '__main__':
    main()
