"""A person at LibreOffice, played through UNO: opens a document, types into it, saves it."""

import contextlib
import os
import pathlib
import signal
import subprocess
import time

from support import need, need_program

need_program('soffice')
try:
    import uno
    from com.sun.star.beans import PropertyValue
    from com.sun.star.connection import NoConnectException
    from com.sun.star.container import NoSuchElementException
except ImportError:
    need(False, 'python3-uno')

STARTING_S, STOPPING_S = 60, 20


def _property(name, value):
    return PropertyValue(Name=name, Value=value)


class Typist:
    """LibreOffice with one document open at a time."""

    def __init__(self, folder):
        self.folder = pathlib.Path(folder)
        pipe = f'referent-{os.getpid()}'
        self.process = subprocess.Popen(
            ['soffice', f'-env:UserInstallation=file://{self.folder}/typist', '--headless',
             '--norestore', '--nologo', f'--accept=pipe,name={pipe};urp'],
            stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL, start_new_session=True)
        local = uno.getComponentContext()
        resolver = local.ServiceManager.createInstanceWithContext(
            'com.sun.star.bridge.UnoUrlResolver', local)
        end = time.monotonic() + STARTING_S
        while True:
            try:
                self.context = resolver.resolve(
                    f'uno:pipe,name={pipe};urp;StarOffice.ComponentContext')
                break
            except NoConnectException:
                if time.monotonic() > end:
                    self.stop()
                    raise
                time.sleep(0.2)
        manager = self.context.ServiceManager
        self.desktop = manager.createInstanceWithContext('com.sun.star.frame.Desktop', self.context)
        dispatcher = manager.createInstanceWithContext(
            'com.sun.star.frame.DispatchHelper', self.context)
        self.dispatcher = manager.createInstanceWithContext(
            'com.sun.star.script.Invocation', self.context).createInstanceWithArguments((dispatcher,))
        self.document = None

    def stop(self):
        with contextlib.suppress(Exception):
            self.desktop.terminate()
        try:
            self.process.wait(STOPPING_S)
        except subprocess.TimeoutExpired:
            os.killpg(self.process.pid, signal.SIGKILL)
            self.process.wait()

    def __enter__(self):
        return self

    def __exit__(self, *_):
        self.stop()

    def open(self, path):
        self.document = self.desktop.loadComponentFromURL(
            uno.systemPathToFileUrl(str(path)), '_blank', 0, (_property('Silent', True),))
        controller = self.document.CurrentController
        self.frame = controller.Frame
        self.cursor = controller.ViewCursor

    def save(self, path):
        """Saves under a name whose ending says how, and closes."""
        filters = {'.odt': 'writer8', '.docx': 'MS Word 2007 XML', '.pdf': 'writer_pdf_Export'}
        self.document.storeToURL(uno.systemPathToFileUrl(str(path)),
                                 (_property('FilterName', filters[pathlib.Path(path).suffix]),))
        self.document.close(True)
        self.document = None

    def command(self, name, **arguments):
        """Does what a key or menu entry does, and so only what a person may do.

        Where something is protected LibreOffice says so in a dialog, which libreoffice-writer-nogui
        does not have: for want of it an exception comes that no caller from outside survives, so
        the call is made inside. The document stays as it is.
        """
        properties = tuple(_property(key, value) for key, value in arguments.items())
        with contextlib.suppress(NoSuchElementException):
            self.dispatcher.executeDispatch(self.frame, f'.uno:{name}', '', 0, properties)

    def type(self, text):
        """Types text; a line break is the return key."""
        for number, line in enumerate(text.split('\n')):
            if number > 0:
                self.command('InsertPara')
            if line:
                self.command('InsertText', Text=line)

    def mark(self, name):
        """The range of a bookmark."""
        return self.document.Bookmarks.getByName(name).Anchor

    def go(self, place):
        self.cursor.gotoRange(place, False)

    def _search(self, text):
        search = self.document.createSearchDescriptor()
        search.SearchString = text
        return search

    def holds(self, text):
        """Whether a text stands anywhere in the document."""
        return self.document.findFirst(self._search(text)) is not None

    def select(self, name, text):
        """Selects a text that stands behind a bookmark."""
        found = self.document.findNext(self.mark(name).End, self._search(text))
        self.cursor.gotoRange(found.Start, False)
        self.cursor.gotoRange(found.End, True)

    def reach(self, back, forward):
        """Selects from so many characters before the cursor to so many behind it."""
        self.cursor.goLeft(back, False)
        self.cursor.goRight(back + forward, True)
