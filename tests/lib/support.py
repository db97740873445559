"""What the test scripts share: where things are, running referent and LibreOffice, skipping."""

import atexit
import os
import pathlib
import shutil
import subprocess
import sys
import tempfile
import threading

SOURCE = pathlib.Path(__file__).resolve().parents[2]
REFERENT = os.environ.get('REFERENT', str(SOURCE / 'build' / 'src' / 'referent'))
SKIP = 77

_failures = []
_checks = 0


def need(condition, what):
    """Skips the test where something is missing; in CI, where nothing may be skipped, it fails."""
    if condition:
        return
    if os.environ.get('REFERENT_NO_SKIP'):
        print(f'FAILED: {what} is missing, and nothing may be skipped here')
        sys.exit(1)
    print(f'SKIPPED: {what} is missing')
    sys.exit(SKIP)


def shared():
    """The folder with the seeds and schemas."""
    folder = os.environ.get('REFERENT_SHARED', '')
    need(folder and pathlib.Path(folder, 'seeds').is_dir(), '$REFERENT_SHARED (seeds, schemas)')
    return pathlib.Path(folder)


def templates():
    """The folder with the packed layouts."""
    folder = os.environ.get('REFERENT_TEMPLATES', '')
    need(folder and pathlib.Path(folder).is_dir(), '$REFERENT_TEMPLATES')
    return pathlib.Path(folder)


def need_program(*names):
    for name in names:
        need(shutil.which(name), f'the program {name}')


def check(holds, what):
    global _checks
    _checks += 1
    if not holds:
        _failures.append(what)
        print(f'FAILED: {what}')
    return bool(holds)


def finish():
    print(f'{_checks - len(_failures)} passed, {len(_failures)} failed')
    if _checks == 0:
        print('FAILED: nothing was checked')
    sys.exit(1 if _failures or _checks == 0 else 0)


def scratch():
    folder = pathlib.Path(tempfile.mkdtemp(prefix='referent-test-'))
    atexit.register(shutil.rmtree, folder, ignore_errors=True)
    return folder


def referent(*arguments, env=None, cwd=None, text=True, timeout=120, stdin=subprocess.DEVNULL):
    """Runs the program in English."""
    environment = dict(os.environ, LC_ALL='C.UTF-8', NO_COLOR='1')
    environment.pop('LANGUAGE', None)
    environment.update(env or {})
    wrapper = os.environ.get('REFERENT_WRAPPER', '').split()
    return subprocess.run([*wrapper, REFERENT, *map(str, arguments)], env=environment, cwd=cwd, stdin=stdin,
                          stdout=subprocess.PIPE, stderr=subprocess.PIPE, timeout=timeout,
                          text=text)


_profiles = threading.local()

PDF_FILTER = ('pdf:writer_pdf_Export:{"UseTaggedPDF":{"type":"boolean","value":"true"},'
              '"ExportBookmarks":{"type":"boolean","value":"true"}}')


def soffice(to, files, folder):
    """Converts files with LibreOffice into folder, in one run; each thread has a profile of its own."""
    assert files, "nothing to convert"
    if not hasattr(_profiles, 'folder'):
        _profiles.folder = scratch()
    subprocess.run(['soffice', f'-env:UserInstallation=file://{_profiles.folder}', '--headless',
                    '--convert-to', to, '--outdir', str(folder), *map(str, files)],
                   stdin=subprocess.DEVNULL, stdout=subprocess.DEVNULL,
                   stderr=subprocess.DEVNULL, timeout=300, check=True)


def to_pdf(files, folder):
    """PDFs of files, which must have different stems."""
    soffice(PDF_FILTER, files, folder)
    return [pathlib.Path(folder, pathlib.Path(file).stem + '.pdf') for file in files]


def pdf_text(pdf, *options):
    # The colours of a PDF/A, which text has no use for, cost pdftotext nine tenths of its time.
    plain = pathlib.Path(pdf).read_bytes().replace(b'/OutputIntents', b'/NoOutputInten')
    return subprocess.run(['pdftotext', *options, '-', '-'], check=True, input=plain,
                          stdout=subprocess.PIPE).stdout.decode()


def pdf_pages(pdf, *options):
    return pdf_text(pdf, *options).split('\f')[:-1]


LAYOUTS = ('standard', 'taastrup', 'norddjurs', 'nordfyn', 'kalundborg', 'taastrup-2015')
FORMATS = ('docx', 'odt')
TEXT_FORMATS = ('html', 'md', 'txt')  # of the layout standard only


def example_meetings():
    """The meetings that the project shows."""
    return sorted((SOURCE / 'examples').rglob('møde.yaml'))


def seed_meetings():
    """The seeds in YAML whose layout is there, each with the text that must come back."""
    pairs = []
    for meeting in sorted(shared().joinpath('seeds').glob('*.yaml')):
        text = meeting.read_text()
        layout = next(line.split(':', 1)[1].strip() for line in text.splitlines()
                      if line.strip().startswith('skabelon:'))
        if layout in LAYOUTS:
            pairs.append((meeting, meeting.with_suffix('.txt')))
    return pairs
