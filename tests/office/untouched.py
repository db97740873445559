#!/usr/bin/python3
"""Fillable documents and forms that nobody has typed into: LibreOffice saves them again, as what they
are and as the other format, and whoever collects them is told nothing.
"""

import pathlib
import re
import shutil
import sys

sys.path.insert(0, str(pathlib.Path(__file__).resolve().parents[1] / 'lib'))
from rich_meeting import rich_meeting  # noqa: E402
from sample_meetings import made_up_meetings  # noqa: E402
from support import (FORMATS, LAYOUTS, SOURCE, check, example_meetings, finish, need_program,  # noqa: E402
                     referent, scratch, soffice)

FILTERS = {'docx': 'docx:MS Word 2007 XML', 'odt': 'odt'}
COMMANDS = (['dagsorden'], ['dagsorden', '--internal'], ['referat'], ['referat', '--internal'])


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


def main():
    need_program('soffice')
    root = scratch()
    made = make_all(root)
    check(any('"referat"' or path for path in made), 'documents')
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
    finish()


if __name__ == '__main__':
    main()
