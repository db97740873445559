#!/usr/bin/python3
"""What stands around the fields of fillable documents and forms. Where nobody has typed and LibreOffice
saves them again, as what they are and as the other format, whoever collects them is told nothing; what
somebody types there is the field's in its own line, and told elsewhere.
"""

import pathlib
import re
import shutil
import sys

sys.path.insert(0, str(pathlib.Path(__file__).resolve().parents[1] / 'lib'))
from filling import words_said  # noqa: E402
from rich_meeting import rich_meeting  # noqa: E402
from sample_meetings import made_up_meetings  # noqa: E402
from support import (FORMATS, LAYOUTS, SOURCE, check, example_meetings, finish,  # noqa: E402
                     referent, scratch, soffice)
from typist import Typist  # noqa: E402

FILTERS = {'docx': 'docx:MS Word 2007 XML', 'odt': 'odt'}
COMMANDS = (['dagsorden'], ['referat', '--internal'])


def meetings(root):
    """Copies: (what it is called, its file, its layouts)."""
    found = [(layout, rich_meeting(root / 'rig' / layout, layout), [layout]) for layout in LAYOUTS]
    for number, meeting in enumerate(made_up_meetings()):
        copy = root / f'prøve-{number}'
        shutil.copytree(meeting.parent, copy)
        found.append((f'm{number}', copy / meeting.name, LAYOUTS))
    shutil.copytree(SOURCE / 'examples', root / 'eksempler')
    for number, meeting in enumerate(example_meetings()):
        copy = root / 'eksempler' / meeting.relative_to(SOURCE / 'examples')
        found.append((f'e{number}', copy, ['standard']))
    return found


def undecided(meeting):
    """Without what was decided, so that the minutes have fields."""
    for file in meeting.parent.glob('beslutninger.yaml'):
        file.unlink()
    lines = meeting.read_text().split('\n')
    meeting.write_text('\n'.join(line for line in lines if not re.match(r' +beslutning: [^|>]*$', line)))


def make_all(root):
    """document → what collect is to write to."""
    made = {}
    for name, meeting, layouts in meetings(root):
        undecided(meeting)
        for layout in layouts:
            for number, command in enumerate(COMMANDS):
                for ending in FORMATS:
                    path = root / f'{name}-{layout}-{number}-{ending}.{ending}'
                    done = referent(*command, meeting, '--fillable', '-t', layout, '-o', path)
                    check(done.returncode == 0, f'{path.name}: {done.stderr}')
                    made[path] = meeting.parent / 'beslutninger.yaml'
    for number, organ in enumerate(sorted((root / 'eksempler').rglob('organ.yaml'))):
        for ending in FORMATS:
            path = root / f'formular-{number}-{ending}.{ending}'
            done = referent('dagsorden', organ, '--form', '-o', path)
            check(done.returncode == 0, f'{path.name}: {done.stderr}')
            made[path] = None
    return made


def convert(paths, to, root):
    """Saved by LibreOffice: the old path → the new one."""
    folder = root / f'{to}-{len(list(root.iterdir()))}'
    soffice(FILTERS[to], paths, folder)
    return {path: folder / f'{path.stem}.{to}' for path in paths}


def check_silent(path, target, way):
    arguments = [path] if target is None else [path, '-o', target]
    done = referent('collect', *arguments)
    said = done.stderr
    if target is None:
        check(said.count('\n') == 1 and '[help-text-left]' in said, f'{path.name}, {way}: {said}')
        return
    check(done.returncode == 0 and 'nobody has typed' in done.stdout and not target.exists() and not said,
          f'{path.name}, {way}: {done.stdout}{said}')


def check_untouched(root):
    made = make_all(root)
    for path, target in made.items():
        check_silent(path, target, 'as written')
    docx = [path for path in made if path.suffix == '.docx']
    odt = [path for path in made if path.suffix == '.odt']
    ways = {'docx → docx': convert(docx, 'docx', root), 'docx → odt': convert(docx, 'odt', root),
            'odt → odt': convert(odt, 'odt', root)}
    other = ways['docx → odt']
    back = convert(list(other.values()), 'docx', root)
    ways['docx → odt → docx'] = {path: back[saved] for path, saved in other.items()}
    for way, saved in ways.items():
        for path, one in saved.items():
            check_silent(one, made[path], way)


def type_line(typist, mark, words, below):
    """Types at the end of the line with a mark, or on a line of its own below it."""
    typist.go(typist.mark(mark).End)
    typist.type(('\n' if below else ' ') + words)


def check_typed(typist, root, saved_as):
    """Nothing that a person types into a DOCX around its fields is lost without a word."""
    folder = root / f'skrevet-{saved_as}'
    folder.mkdir()
    (folder / 'møde.yaml').write_text(
        'organ: {navn: Skoleudvalget, medlemmer: [Anne Holm, Bo Kvist]}\ndato: 2025-03-04\nstart: 9.00\n'
        'punkter:\n  - {titel: Busser, id: busser, indstilling: At ruten ændres.}\n'
        '  - {titel: Cykler, id: cykler, indstilling: At stien bygges.}\n')
    form = folder / 'udfyld.docx'
    done = referent('dagsorden', folder, '--fillable', '-o', form)
    check(done.returncode == 0, f'{form}: {done.stderr}')
    names = {(word.split('=')[2], word.split('=')[0][-1]): word.split('=')[0]
             for word in words_said(form)[3:]}
    typist.open(form)
    type_line(typist, f'felt_{names["busser", "u"]}_b', 'godkendt', False)
    type_line(typist, f'felt_{names["busser", "f"]}_b', 'Bo Kvist', False)
    type_line(typist, f'felt_{names["busser", "t"]}_b', 'Ruten ændres til maj.', False)
    type_line(typist, f'felt_{names["cykler", "t"]}_b', 'Stien bygges til maj.', True)
    typist.select(f'felt_{names["busser", "f"]}_b', 'At stien bygges.')
    typist.go(typist.cursor.End)
    typist.type('\nUdvalget vil se tegninger.')
    filled = folder / f'udfyldt.{saved_as}'
    typist.save(filled)
    done = referent('collect', filled)
    file = folder / 'beslutninger.yaml'
    said = file.read_text() if file.exists() else ''
    check(done.returncode == 0 and 'udfald: godkendt' in said and 'fraværende: [Bo Kvist]' in said and
          'tekst: Ruten ændres til maj.' in said and 'cykler' not in said, f'{saved_as}: {said}{done.stderr}')
    told = done.stderr.splitlines()
    check(len(told) == 2 and '"Udvalget vil se tegninger."' in told[0] and 'Stien bygges til maj.' in told[1]
          and all('[typed-outside]' in line for line in told), f'{saved_as}: {done.stderr}')


def main():
    root = scratch()
    with Typist(root) as typist:
        for saved_as in FORMATS:
            check_typed(typist, root, saved_as)
    check_untouched(root)
    finish()


if __name__ == '__main__':
    main()
