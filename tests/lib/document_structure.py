"""The structure of a DOCX or ODT as lists of blocks that can be compared: headings with their levels,
paragraphs, list items, tables; by the files' own XML, so that nothing is missed.
"""

import re
import xml.etree.ElementTree as ElementTree
import zipfile

W = '{http://schemas.openxmlformats.org/wordprocessingml/2006/main}'
R = '{http://schemas.openxmlformats.org/officeDocument/2006/relationships}'
WP = '{http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing}'
MC = '{http://schemas.openxmlformats.org/markup-compatibility/2006}'
OFFICE = '{urn:oasis:names:tc:opendocument:xmlns:office:1.0}'
TEXT = '{urn:oasis:names:tc:opendocument:xmlns:text:1.0}'
TABLE = '{urn:oasis:names:tc:opendocument:xmlns:table:1.0}'
DRAW = '{urn:oasis:names:tc:opendocument:xmlns:drawing:1.0}'
SVG = '{urn:oasis:names:tc:opendocument:xmlns:svg-compatible:1.0}'
STYLE = '{urn:oasis:names:tc:opendocument:xmlns:style:1.0}'
XLINK = '{http://www.w3.org/1999/xlink}'


def squeezed(text):
    """Blanks at a line's ends and runs of them do not count."""
    return re.sub(r'[ \xa0]+', ' ', text).strip()


class Docx:
    def __init__(self, path):
        with zipfile.ZipFile(path) as archive:
            self.root = ElementTree.fromstring(archive.read('word/document.xml'))
            styles = ElementTree.fromstring(archive.read('word/styles.xml'))
            relations = ElementTree.fromstring(archive.read('word/_rels/document.xml.rels'))
            self.margins = [ElementTree.fromstring(archive.read(name)) for name
                            in sorted(archive.namelist())
                            if re.match(r'word/(header|footer)\d*\.xml', name)]
        self.targets = {one.get('Id'): one.get('Target') for one in relations}
        self.styles = {style.get(f'{W}styleId'): style for style in styles.iter(f'{W}style')}

    def property(self, paragraph, name):
        """A property of the paragraph itself or of its styles."""
        owner = paragraph
        for _ in range(20):
            if owner is None:
                break
            properties = owner.find(f'{W}pPr')
            found = properties.find(f'{W}{name}') if properties is not None else None
            if found is not None:
                return found
            owner = self.parent(owner)
        return None

    def parent(self, owner):
        """The style of a paragraph, or that which a style is based on."""
        link = owner.find(f'{W}pPr/{W}pStyle' if owner.tag == f'{W}p' else f'{W}basedOn')
        return self.styles.get(link.get(f'{W}val')) if link is not None else None

    def text(self, element):
        found = ''
        for child in element:
            if child.tag == f'{W}t':
                found += child.text or ''
            elif child.tag == f'{W}tab' and element.tag == f'{W}r':
                found += '\t'
            elif child.tag == f'{W}br':
                found += '\n' if child.get(f'{W}type') != 'page' else ''
            elif child.tag == f'{WP}docPr' and child.get('descr'):
                found += f'[{child.get("descr")}]'
            elif child.tag != f'{MC}Fallback':
                found += self.text(child)
        return found

    def block(self, paragraph):
        text = squeezed(self.text(paragraph))
        outline = self.property(paragraph, 'outlineLvl')
        level = int(outline.get(f'{W}val')) if outline is not None else 9
        if level < 9:
            return ('heading', level + 1, text)
        numbering = self.property(paragraph, 'numPr')
        number = numbering.find(f'{W}numId') if numbering is not None else None
        if number is not None and number.get(f'{W}val') != '0':
            depth = numbering.find(f'{W}ilvl')
            return ('item', int(depth.get(f'{W}val')) + 1 if depth is not None else 1, text)
        return ('paragraph', 0, text)

    def blocks(self, container):
        found = []
        for child in container:
            if child.tag == f'{W}p':
                found.append(self.block(child))
            elif child.tag == f'{W}tbl':
                rows = [[self.blocks(cell) for cell in row.iter(f'{W}tc')]
                        for row in child.findall(f'{W}tr')]
                headings = sum(row.find(f'{W}trPr/{W}tblHeader') is not None
                               for row in child.findall(f'{W}tr'))
                found.append(('table', headings, rows))
            elif child.tag in (f'{W}sdt', f'{W}sdtContent'):
                found += self.blocks(child)
        return found

    def body(self):
        return self.blocks(self.root.find(f'{W}body'))

    def margin_texts(self):
        return sorted({squeezed(self.text(margin)) for margin in self.margins} - {''})

    def links(self):
        return [(squeezed(self.text(link)), self.targets.get(link.get(f'{R}id'), ''))
                for link in self.root.iter(f'{W}hyperlink') if link.get(f'{R}id')]


class Odt:
    def __init__(self, path):
        with zipfile.ZipFile(path) as archive:
            self.root = ElementTree.fromstring(archive.read('content.xml'))
            self.styles = ElementTree.fromstring(archive.read('styles.xml'))

    def text(self, element):
        found = re.sub(r'\s+', ' ', element.text or '') if element.tag != f'{SVG}desc' else ''
        for child in element:
            if child.tag == f'{TEXT}tab':
                found += '\t'
            elif child.tag == f'{TEXT}line-break':
                found += '\n'
            elif child.tag == f'{TEXT}s':
                found += ' '
            elif child.tag == f'{DRAW}frame':
                described = child.find(f'{SVG}desc')
                found += f'[{described.text}]' if described is not None else ''
                box = child.find(f'{DRAW}text-box')
                found += self.text(box) if box is not None else ''
            elif child.tag not in (f'{TEXT}soft-page-break', f'{TEXT}note'):
                found += self.text(child)
            found += re.sub(r'\s+', ' ', child.tail or '')
        return found

    def blocks(self, container, depth=0):
        found = []
        for child in container:
            if child.tag == f'{TEXT}h':
                found.append(('heading', int(child.get(f'{TEXT}outline-level', '1')),
                              squeezed(self.text(child))))
            elif child.tag == f'{TEXT}p':
                found.append(('item' if depth else 'paragraph', depth, squeezed(self.text(child))))
            elif child.tag == f'{TEXT}list':
                found += self.blocks(child, depth + 1)
            elif child.tag == f'{TABLE}table':
                headings = child.findall(f'{TABLE}table-header-rows/{TABLE}table-row')
                rows = [[self.blocks(cell) for cell in row.findall(f'{TABLE}table-cell')]
                        for row in child.iter(f'{TABLE}table-row')]
                found.append(('table', len(headings), rows))
            elif child.tag in (f'{TEXT}section', f'{TEXT}table-of-content', f'{TEXT}index-body',
                               f'{TEXT}index-title', f'{TEXT}list-item', f'{TEXT}list-header'):
                found += self.blocks(child, depth)
        return found

    def body(self):
        return self.blocks(self.root.find(f'{OFFICE}body/{OFFICE}text'))

    def margin_texts(self):
        return sorted({squeezed(self.text(margin)) for tag in ('header', 'footer', 'header-first',
                                                               'footer-first')
                       for margin in self.styles.iter(f'{STYLE}{tag}')} - {''})

    def links(self):
        """Addresses of files are relative to the package, which counts as a folder."""
        return [(squeezed(self.text(link)), re.sub(r'^\.\./', '', link.get(f'{XLINK}href')))
                for link in self.root.iter(f'{TEXT}a')
                if not link.get(f'{XLINK}href', '').startswith('#')]


READERS = {'.docx': Docx, '.odt': Odt}


def read(path):
    return READERS[path.suffix](path)
