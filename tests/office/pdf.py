"""PDF from the program itself: tagged, PDF/UA and PDF/A by its own words, in Danish, with bookmarks."""

import os
import pathlib
import subprocess
import sys

sys.path.insert(0, str(pathlib.Path(__file__).resolve().parents[1] / 'lib'))
from support import check, example_meetings, finish, need_program, pdf_text, referent, scratch  # noqa: E402

need_program('soffice', 'pdfinfo', 'qpdf', 'pdftotext')
folder = scratch()
pdf = folder / 'referat.pdf'
meeting = example_meetings()[0]
done = referent('referat', meeting, '-o', pdf)
if check(done.returncode == 0 and pdf.exists(), f'a PDF: {done.stderr}'):
    def output(*command):
        return subprocess.run(command, stdout=subprocess.PIPE, stderr=subprocess.STDOUT,
                              check=False).stdout.decode('utf-8', 'replace')
    meta = output('pdfinfo', '-meta', str(pdf))
    check('pdfuaid' in meta and 'pdfaid' in meta, f'PDF/UA and PDF/A: {meta[:500]}')
    info = output('pdfinfo', str(pdf))
    check('Tagged:' in info and 'yes' in info.split('Tagged:')[1].split('\n')[0], 'tagged')
    check('Title:' in info, f'a title: {info}')
    raw = output('qpdf', '--qdf', '--object-streams=disable', str(pdf), '-')
    check('/Lang (da-DK)' in raw or '/Lang(da-DK)' in raw, 'the language is Danish')
    check('DisplayDocTitle true' in raw, 'the title is shown')
    check('/Alt' in raw, 'pictures have alternative text')
    check('/Scope' in raw or '/TH' in raw, 'tables have header cells')
    check('/Outlines' in raw, 'there are bookmarks')
    check('Punkt' in pdf_text(pdf) or 'punkt' in pdf_text(pdf), 'there is text')

kept = pdf.read_bytes()
empty = folder / 'empty-path'
empty.mkdir()
done = referent('referat', meeting, '-o', pdf, env={'PATH': str(empty)})
check(done.returncode == 3 and '[no-libreoffice]' in done.stderr, f'no LibreOffice: {done}')
check(pdf.read_bytes() == kept, 'the old PDF is still there')
check(sorted(os.listdir(folder)) == ['empty-path', 'referat.pdf'], f'nothing is left: {os.listdir(folder)}')
finish()
