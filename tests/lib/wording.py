"""Compares documents with the text that they must have, word by word.

Two readers read each document. The first is LibreOffice, which makes a PDF of it, as a person would
see it. The second knows nothing of LibreOffice: pandoc for a DOCX, as HTML, because its plain text
mixes up the columns of tables; for an ODT the text of its paragraphs, straight from the XML, because
pandoc 2 leaves out the heading rows of ODT tables, headings and lists in their cells, and the contents.
python-docx overlooks links. What neither second reader has are the labels of lists, which are computed;
they and the contents are left aside there.
"""

import collections
import html
import re
import subprocess
import zipfile
from xml.etree import ElementTree

from support import check, pdf_text, to_pdf

WORDS_SHARE, ORDER_SHARE = 0.995, 0.98

LEADERS = r'(?:\.\s?){4,}\s*\d+'
BULLET = r'^\s*(?:#+|[-•](?:\s+o)?)\s'
LABEL = r'(?:\d{1,2}|[a-z]|[ivx]+)[.)]'
ODF_TEXT = '{urn:oasis:names:tc:opendocument:xmlns:text:1.0}'


def words(text):
    text = re.sub(r'[#•|]+|-{3,}', ' ', re.sub(r'[*\\]+', '', text))
    text = re.sub(r'(?<=\s)[-–](?=\s)', ' ', text)
    # "drifts- og anlægsudgifter": a line may end after a hyphen, with or without a blank
    text = re.sub(r'(?<=\w)-\s+(?=\w)', '-', text)
    return text.replace('\xad', '').split()


def expected_words(text):
    """The words of a text that was once read from a PDF, its broken lines rejoined."""
    text = re.sub(r'<[^<>]*>', ' ', text)
    text = re.sub(LEADERS, ' ', text)
    # "480- Title of the\n2020- attachment\n151343": a number broken within its table column
    text = re.sub(r'^(\d+-) (.*)\n(\d{4}-)( .*)?\n(\d+)$',
                  lambda m: f'{m[1]}{m[3]}{m[5]} {m[2]}{m[4] or ""}', text, flags=re.M)
    text = re.sub(r'(\w)-\n\s*(?=[a-zæøå])', r'\1', text)
    return words(re.sub(BULLET, ' ', text, flags=re.M))


def without_contents(text):
    return re.sub(rf'Indholdsfortegnelse.*{LEADERS}', ' ', text, count=1, flags=re.S)


def without_labels(words_of_text):
    return [word for word in words_of_text if not re.fullmatch(LABEL, word)]


def pdf_words(pdf):
    return words(re.sub(LEADERS, ' ', pdf_text(pdf, '-raw')).replace('\f', '\n'))


def docx_words(document, folder):
    template = folder / 'pandoc.html'
    template.write_text('$title$\n$subtitle$\n$body$')
    text = subprocess.run(['pandoc', '-s', '-t', 'html', '--wrap=none', '--template', template,
                           document], check=True, stdout=subprocess.PIPE,
                          stderr=subprocess.DEVNULL, text=True).stdout
    text = re.sub(r'</?(p|td|th|li|tr|div|h\d|br)\b[^>]*>', '\n', text)
    return words(html.unescape(re.sub(r'<[^>]*>', '', text)))


def odf_text(element, pieces):
    """Gathers the text in an element of an ODT, each paragraph on a line."""
    if element.tag in (ODF_TEXT + 'p', ODF_TEXT + 'h'):
        pieces.append('\n')
    if element.tag in (ODF_TEXT + 'tab', ODF_TEXT + 's', ODF_TEXT + 'line-break'):
        pieces.append(' ')
    pieces.append(element.text or '')
    for child in element:
        odf_text(child, pieces)
        pieces.append(child.tail or '')
    return pieces


def odt_words(document):
    with zipfile.ZipFile(document) as archive:
        root = ElementTree.fromstring(archive.read('content.xml'))
    return words(''.join(odf_text(root, [])))


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


def compare(name, expected, found):
    missing = collections.Counter(expected) - collections.Counter(found)
    there = 1 - sum(missing.values()) / len(expected)
    ordered = common_in_order(expected, found) / len(expected)
    print(f'{name}: {there:.2%} of {len(expected)} words, {ordered:.2%} in order')
    if missing:
        print('  missing:', ' '.join(sorted(missing.elements()))[:400])
    check(there >= WORDS_SHARE, f'{name}: words')
    check(ordered >= ORDER_SHARE, f'{name}: order')


def compare_documents(pairs, folder):
    """Checks documents, each paired with its text."""
    for (document, text), pdf in zip(pairs, to_pdf([document for document, _ in pairs], folder)):
        compare(f'{document.name} through LibreOffice', expected_words(text), pdf_words(pdf))
        found = odt_words(document) if document.suffix == '.odt' else docx_words(document, folder)
        compare(f'{document.name} through a second reader',
                without_labels(expected_words(without_contents(text))), without_labels(found))
