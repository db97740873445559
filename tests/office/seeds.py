"""The real minutes come back: each seed's meeting, as DOCX and ODT, has the words of its text.

99 % of the words must be there, 97 % in their order, read back through LibreOffice's PDF. What the
seed's text extraction hyphenated or broke over lines is rejoined first; page numbers are left out.
"""

import collections
import pathlib
import re
import sys

sys.path.insert(0, str(pathlib.Path(__file__).resolve().parents[1] / 'lib'))
from support import (FORMATS, check, finish, need_program, pdf_text, referent, scratch,  # noqa: E402
                     seed_meetings, to_pdf)

WORDS_SHARE, ORDER_SHARE = 0.99, 0.97


def seed_words(text):
    text = re.sub(r'<[^<>]*>', ' ', text)
    text = re.sub(r'\.{4,}\s*\d+', ' ', text)
    # "480- Title of the\n2020- attachment\n151343": a number broken within its table column
    text = re.sub(r'^(\d+-) (.*)\n(\d{4}-)( .*)?\n(\d+)$',
                  lambda m: f'{m[1]}{m[3]}{m[5]} {m[2]}{m[4] or ""}', text, flags=re.M)
    text = re.sub(r'(\w)-\n\s*(?=[a-zæøå])', r'\1', text)
    return words(re.sub(r'^\s*(#+|[-•])\s', ' ', text, flags=re.M))


def words(text):
    text = re.sub(r'[*#•\\|]+', ' ', text)
    text = re.sub(r'(?<=\s)[-–](?=\s)', ' ', text)
    return text.replace('\xad', '').split()


def document_words(text):
    text = re.sub(r'(\.\s?){4,}\s*\d+', ' ', text)
    text = re.sub(r'(\w)-\n(?=[a-zæøå])', r'\1-', text)
    return words(text.replace('\f', '\n'))


def common_in_order(first, second):
    """Length of the longest common subsequence, bit-parallel (Hyyrö 2004)."""
    where = collections.defaultdict(int)
    for index, word in enumerate(first):
        where[word] |= 1 << index
    everything = (1 << len(first)) - 1
    row = everything
    for word in second:
        matches = row & where[word]
        row = ((row + matches) | (row - matches)) & everything
    return len(first) - bin(row).count('1')


need_program('soffice', 'pdftotext')
folder = scratch()
documents = []
for meeting, text in seed_meetings():
    for form in FORMATS:
        document = folder / f'{meeting.stem}-{form}.{form}'
        done = referent('referat', meeting, '-o', document)
        if check(done.returncode == 0, f'{meeting.name} as {form}: {done.stderr}'):
            documents.append((document, text))

for (document, text), pdf in zip(documents, to_pdf([d for d, _ in documents], folder)):
    expected = seed_words(text.read_text())
    found = document_words(pdf_text(pdf, '-layout' if '--layout' in sys.argv else '-raw'))
    there = sum((collections.Counter(expected) & collections.Counter(found)).values())
    ordered = common_in_order(expected, found)
    shares = there / len(expected), ordered / len(expected)
    print(f'{document.name}: {shares[0]:.2%} of {len(expected)} words, {shares[1]:.2%} in order')
    missing = collections.Counter(expected) - collections.Counter(found)
    if missing:
        print('  missing:', ' '.join(sorted(missing.elements()))[:400])
    check(shares[0] >= WORDS_SHARE, f'{document.name}: words')
    check(shares[1] >= ORDER_SHARE, f'{document.name}: order')
finish()
