#!/usr/bin/python3
"""A form that a case officer fills in with LibreOffice, in every way that an editor knows, becomes an
item whose words stand on the agenda; help texts that were left are found.
"""

import pathlib
import re
import sys

sys.path.insert(0, str(pathlib.Path(__file__).resolve().parents[1] / 'lib'))
from filling import form_fields  # noqa: E402
from support import (FORMATS, check, finish, need_program, pdf_text, referent,  # noqa: E402
                     scratch, soffice, to_pdf)
from typed_ways import LEAVING, WAYS, text_of, type_into, wrong_lists  # noqa: E402
from typist import Typist  # noqa: E402

HELP = 'Fortæl, hvad sagen handler om. Skriv også, hvorfor den kommer netop nu.'
MARK = '…'
TYPED = [way for way in WAYS if way != 'inside']  # of a mark there is no middle


def make(folder, ending, text):
    """A meeting, and the form of a body that has a part for each way of typing."""
    folder.mkdir()
    parts = ''.join(f'  {way}: Afsnit {number}\n' for number, way in enumerate(WAYS, 1))
    helps = ''.join(f'  {way}: "{text}"\n' for way in WAYS)
    (folder / 'organ.yaml').write_text(
        f'navn: Teknisk Udvalg\nafsnit:\n{parts}  bilag: Bilag\nhjælpetekster:\n{helps}  varighed: ""\n')
    (folder / 'møde.yaml').write_text(
        'organ: organ.yaml\ndato: 2024-11-06\nstart: 9.00\npunkter:\n  - punkter/sag.yaml\n')
    (folder / 'punkter').mkdir()
    form = folder / f'tom.{ending}'
    made = referent('dagsorden', folder / 'organ.yaml', '--form', '-o', form)
    check(made.returncode == 0, f'form {ending}: {made.stderr}')
    return form


def type_line(typist, fields, key, text):
    """The whole of what stands in a line gives way, the text behind a mark is added to it."""
    name, there = fields[key]
    typist.select(f'felt_{name}_a', there)
    if there == MARK:
        typist.go(typist.cursor.End)
    typist.type(text)


def type_facts(typist, fields):
    type_line(typist, fields, 'titel', 'Kloak: 2. del af {{ sagen }}')
    type_line(typist, fields, 'sagsnr', '24/00123')
    type_line(typist, fields, 'lukket', 'Nej.')
    type_line(typist, fields, 'bilag', 'Kort, 1:500\nTidsplan')


def check_help(typist, root, ending, saved_as):
    """Every help text that is left is named, also where somebody has typed into it."""
    label = f'help, {ending} saved as {saved_as}'
    form = make(root / f'help-{ending}-{saved_as}', ending, HELP)
    fields = form_fields(form)
    typist.open(form)
    for way in WAYS:
        type_into(typist, *fields[way], way, ending == 'odt')
    type_facts(typist, fields)
    filled = form.parent / 'punkter' / f'sag.{saved_as}'
    typist.save(filled)
    done = referent('collect', filled)
    named = [WAYS[int(number) - 1] for number in
             re.findall(r'\(Afsnit (\d)\) \[help-text-left\]', done.stderr)]
    check(done.returncode == 1 and named == [way for way in WAYS if way in LEAVING] and
          done.stderr.count('\n') == len(named) and not filled.with_suffix('.yaml').exists(),
          f'{label}: {done.stdout}{done.stderr}')


def check_item(folder, ending, label):
    """The item's file holds every word, each in its part, and so does the agenda."""
    said = (folder / 'punkter' / 'sag.yaml').read_text()
    parts = dict(re.findall(r'^(\w+):(.*?)(?=^\S|\Z)', said, re.S | re.M))
    for way in TYPED:
        part = parts.get(way, '')
        for word in text_of(way):
            check(word in part, f'{label}: {word} is not in {part!r}')
        wrong = wrong_lists(part, way)
        check(wrong is None, f'{label}: {wrong} of {way}: {part!r}')
        check('fsnit' not in part, f'{label}: the label was taken for text: {part!r}')
    check(said.startswith('titel: "Kloak: 2. del af {{ \\"{{\\" }} sagen }}"\nsagsnr: 24/00123\n') and
          'bilag:\n  - Kort, 1:500\n  - Tidsplan\n' in said and 'lukket' not in said and
          'varighed' not in said and 'inside' not in said, f'{label}: {said}')
    agenda = folder / f'dagsorden.{ending}'
    made = referent('dagsorden', folder, '-o', agenda)
    check(made.returncode == 0 and made.stderr == '', f'{label}: agenda: {made.stderr}')
    shown = ' '.join(pdf_text(to_pdf([agenda], folder)[0]).split())
    for word in ['Kloak: 2. del af {{ sagen }}', '24/00123', 'Kort, 1:500', 'Tidsplan',
                 *(word for way in TYPED for word in text_of(way))]:
        check(word in shown, f'{label}: {word} is not on the agenda')


def check_typed(typist, root, ending, saved_as):
    label = f'{ending} saved as {saved_as}'
    form = make(root / f'{ending}-{saved_as}', ending, '')
    fields = form_fields(form)
    typist.open(form)
    for way in TYPED:
        type_into(typist, *fields[way], way, ending == 'odt')
    type_facts(typist, fields)
    filled = form.parent / 'punkter' / f'sag.{saved_as}'
    typist.save(filled)
    done = referent('collect', filled)
    check(done.returncode == 0 and done.stderr == '', f'{label}: {done.stdout}{done.stderr}')
    check_item(form.parent, saved_as, label)
    file = filled.with_suffix('.yaml')
    before = file.read_bytes()
    again = referent('collect', filled)
    check(again.returncode == 0 and file.read_bytes() == before,
          f'{label}: the second time: {again.stdout}{again.stderr}')


def check_untouched(root):
    """A form that nobody has typed into is no item, whoever has saved it."""
    forms = [make(root / f'u-{ending}', ending, HELP) for ending in FORMATS]
    saved = {ending: root / f'saved-{ending}' for ending in FORMATS}
    soffice('docx:MS Word 2007 XML', forms[:1], saved['docx'])
    soffice('odt', forms[:1], saved['odt'])
    for form in [*forms, *(saved[ending] / f'tom.{ending}' for ending in FORMATS)]:
        done = referent('collect', form, '-o', root / 'x.yaml')
        check(done.returncode == 1 and done.stderr.count('[help-text-left]') == 1 and
              'nobody has typed' in done.stderr, f'untouched {form}: {done.stderr}')


def main():
    need_program('soffice', 'pdftotext')
    root = scratch()
    check_untouched(root)
    with Typist(root) as typist:
        for ending, saved_as in (('docx', 'docx'), ('docx', 'odt'), ('odt', 'odt')):
            check_help(typist, root, ending, saved_as)
            check_typed(typist, root, ending, saved_as)
    finish()


if __name__ == '__main__':
    main()
