"""Meetings made up in the shape of real ones whose layout has no seed in YAML: as DOCX and ODT they
have the words of the text that was written down for them.
"""

import pathlib
import sys

sys.path.insert(0, str(pathlib.Path(__file__).resolve().parents[1] / 'lib'))
from support import FORMATS, check, finish, need_program, referent, scratch  # noqa: E402
from sample_meetings import made_up_meetings  # noqa: E402
from wording import compare_documents  # noqa: E402

need_program('soffice', 'pdftotext', 'pandoc')
folder = scratch()
pairs = []
for meeting in made_up_meetings():
    for form in FORMATS:
        document = folder / f'{meeting.parent.name}-{form}.{form}'
        done = referent('referat', meeting, '-o', document)
        if check(done.returncode == 0, f'{meeting} as {form}: {done.stderr}'):
            pairs.append((document, meeting.with_name('expected.txt').read_text()))
compare_documents(pairs, folder)
finish()
