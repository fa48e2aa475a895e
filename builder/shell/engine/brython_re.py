r"""`re` for the Brython engine: the functions of the standard module that the program uses, over the native RegExp.

Knows Python's rules for searching, replacing and splitting; knows no pattern syntax (that is re_kernel.js).
Not here: back references in patterns and replacements, `\g<name>`, byte patterns, `endpos`. What is missing raises.
"""

import re_kernel

NOFLAG = 0
IGNORECASE = I = 2
MULTILINE = M = 8
DOTALL = S = 16
UNICODE = U = 32
VERBOSE = X = 64

_compiled = {}


class error(Exception):
    pass


PatternError = error


class Match:
    def __init__(self, pattern, string, spans):
        self.re = pattern
        self.string = string
        self._spans = spans

    def _number(self, group):
        if isinstance(group, int):
            return group
        if group in self.re.groupindex:
            return self.re.groupindex[group]
        raise IndexError("no such group")

    def span(self, group=0):
        start, end = self._spans[self._number(group)]
        return (start, end)

    def start(self, group=0):
        return self._spans[self._number(group)][0]

    def end(self, group=0):
        return self._spans[self._number(group)][1]

    def __getitem__(self, group):
        start, end = self._spans[self._number(group)]
        return None if start < 0 else self.string[start:end]

    def group(self, *groups):
        if len(groups) == 0:
            return self[0]
        if len(groups) == 1:
            return self[groups[0]]
        return tuple([self[group] for group in groups])

    def groups(self, default=None):
        return tuple([default if self[n] is None else self[n] for n in range(1, len(self._spans))])

    def groupdict(self, default=None):
        return {name: default if self[name] is None else self[name] for name in self.re.groupindex}


class Pattern:
    def __init__(self, pattern, flags):
        self.pattern = pattern
        self.flags = flags | UNICODE
        try:
            self._native = re_kernel.compile(pattern, flags)
        except Exception as problem:
            raise error(str(problem)) from None
        names = self._native.names
        self.groups = len(names)
        self.groupindex = {names[n]: n + 1 for n in range(len(names)) if names[n]}

    def _find(self, how, string, pos):
        if not isinstance(string, str):
            raise TypeError("expected string or bytes-like object")
        spans = re_kernel.find(self._native, how, string, min(max(pos, 0), len(string)))
        return None if spans is None else Match(self, string, spans)

    def search(self, string, pos=0):
        return self._find("search", string, pos)

    def match(self, string, pos=0):
        return self._find("match", string, pos)

    def fullmatch(self, string, pos=0):
        return self._find("fullmatch", string, pos)

    def finditer(self, string, pos=0):
        if not isinstance(string, str):
            raise TypeError("expected string or bytes-like object")
        return iter([Match(self, string, spans) for spans in re_kernel.find_all(self._native, string, max(pos, 0))])

    def findall(self, string, pos=0):
        found = []
        for hit in self.finditer(string, pos):
            if self.groups == 0:
                found.append(hit[0])
            elif self.groups == 1:
                found.append(hit[1] or "")
            else:
                found.append(hit.groups(""))
        return found

    def subn(self, repl, string, count=0):
        if isinstance(repl, str) and "\\" in repl:
            raise error("a backslash in a replacement is not packed")
        if isinstance(repl, str) and count == 0:
            return tuple(re_kernel.replace_all(self._native, string, repl))
        pieces = []
        done = 0
        number = 0
        for hit in self.finditer(string):
            start, end = hit.span()
            pieces.append(string[done:start])
            pieces.append(repl if isinstance(repl, str) else repl(hit))
            done = end
            number += 1
            if number == count:
                break
        pieces.append(string[done:])
        return ("".join(pieces), number)

    def sub(self, repl, string, count=0):
        return self.subn(repl, string, count)[0]

    def split(self, string, maxsplit=0):
        pieces = []
        done = 0
        for number, hit in enumerate(self.finditer(string), start=1):
            start, end = hit.span()
            pieces.append(string[done:start])
            pieces.extend(hit.groups())
            done = end
            if number == maxsplit:
                break
        pieces.append(string[done:])
        return pieces


def compile(pattern, flags=0):
    if isinstance(pattern, Pattern):
        return pattern
    key = (pattern, flags)
    if key not in _compiled:
        _compiled[key] = Pattern(pattern, flags)
    return _compiled[key]


def search(pattern, string, flags=0):
    return compile(pattern, flags).search(string)


def match(pattern, string, flags=0):
    return compile(pattern, flags).match(string)


def fullmatch(pattern, string, flags=0):
    return compile(pattern, flags).fullmatch(string)


def finditer(pattern, string, flags=0):
    return compile(pattern, flags).finditer(string)


def findall(pattern, string, flags=0):
    return compile(pattern, flags).findall(string)


def sub(pattern, repl, string, count=0, flags=0):
    return compile(pattern, flags).sub(repl, string, count)


def subn(pattern, repl, string, count=0, flags=0):
    return compile(pattern, flags).subn(repl, string, count)


def split(pattern, string, maxsplit=0, flags=0):
    return compile(pattern, flags).split(string, maxsplit)


def escape(pattern):
    special = "()[]{}?*+-|^$\\.&~# \t\n\r\v\f"
    return "".join(["\\" + char if char in special else char for char in pattern])
