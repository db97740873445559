"""A flat ODT says in LibreOffice what the ODT says, and a template that LibreOffice saved as flat ODT
gives the same text."""

import os
import pathlib
import sys

sys.path.insert(0, str(pathlib.Path(__file__).resolve().parents[1] / 'lib'))
from support import (LAYOUTS, check, example_meetings, finish, need_program, referent, scratch,  # noqa: E402
                     soffice)

TEXT = 'txt:Text (encoded):UTF8'

need_program('soffice')
folder = scratch()
templates = folder / 'flat'
texts = folder / 'text'
soffice('fodt', [pathlib.Path(os.environ['REFERENT_TEMPLATES'], f'{layout}.odt') for layout in LAYOUTS],
        templates)
wanted = []
for number, meeting in enumerate(example_meetings()):
    for layout in LAYOUTS:
        stem = f'{number}-{layout}'
        for name, arguments in ((f'{stem}.odt', ['-t', layout]),
                                (f'{stem}-flat.fodt', ['-t', layout]),
                                (f'{stem}-lo.fodt', ['-t', templates / f'{layout}.fodt']),
                                (f'{stem}-back.odt', ['-t', templates / f'{layout}.fodt'])):
            done = referent('referat', meeting, '-o', folder / name, *arguments)
            check(done.returncode == 0, f'{name}: {done.stderr}')
        wanted.append(stem)
soffice(TEXT, sorted(path for path in folder.iterdir() if path.suffix in ('.odt', '.fodt')), texts)
for stem in wanted:
    text = (texts / f'{stem}.txt').read_text()
    check(len(text) > 500, f'{stem}: there is a text')
    for other in ('flat', 'lo', 'back'):
        check((texts / f'{stem}-{other}.txt').read_text() == text, f'{stem}: {other} says the same')
finish()
