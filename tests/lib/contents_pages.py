"""The contents of a document against the pages of its PDF."""

import re
import zipfile


def squeezed(text):
    return re.sub(r'\s+', '', text)


def entries(pages):
    """The contents' lines: title and number, from the pages before the first item's."""
    found = []
    pending = ''
    for page in pages:
        if not found and 'ndhold' not in page and 'INDHOLD' not in page:
            continue
        if found and not re.search(r'(?: ?\.){4,} *\d+\s*$', page, re.M):
            break
        for line in page.splitlines():
            match = re.match(r'(.*?)(?: ?\.){4,} *(\d+)\s*$', line)
            if match and re.search(r'\w', pending + match[1]):
                found.append((squeezed(pending + match[1]).rstrip('.'), int(match[2])))
                pending = ''
            elif re.search('ndholds', line, re.I) or line.strip() in ('', 'Side'):
                pending = ''
            else:
                pending += line
    return found


def numbers_in(document):
    """The page numbers that stand in the document, in order: what a reader sees before it computes."""
    with zipfile.ZipFile(document) as archive:
        if document.suffix == '.odt':
            return re.findall(r'<text:bookmark-ref[^>]*"page"[^>]*>([^<]*)<',
                              archive.read('content.xml').decode())
        text = archive.read('word/document.xml').decode()
    return re.findall(r'PAGEREF.*?"separate".*?<w:t>([^<]*)<', text, re.S)


def titles_astray(pages, found):
    """Entries of the contents whose title is not on the page that they name."""
    squeezed_pages = [squeezed(page) for page in pages]
    wrong = []
    for title, page in found:
        title = re.sub(r'^\d+\.', '', title)
        where = [n for n, text in enumerate(squeezed_pages, 1) for _ in range(text.count(title))]
        # The first is the contents itself.
        if page not in where[1:]:
            wrong.append((title[:40], page, where))
    return wrong
