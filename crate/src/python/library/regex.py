# The regular expressions of assertRegex and its like: what a test writes to recognise a message. Parsed they are nested
# tuples, without reference cycles, so that no collection finds them.
from sys import _unsupported

_classes = {'d': lambda c: c.isdigit(), 'w': lambda c: c.isalnum() or c == '_', 's': str.isspace}


def _escaped(letter):
    if letter in _classes:
        return _classes[letter]
    if letter.lower() in _classes:
        return lambda c: not _classes[letter.lower()](c)
    if letter.isalnum():
        _unsupported('such a regular expression')
    return lambda c: c == letter


class _Parser:
    def __init__(self, pattern):
        self.pattern, self.place = pattern, 0

    def peek(self):
        return self.pattern[self.place:self.place + 1]

    def take(self):
        self.place += 1
        return self.pattern[self.place - 1]

    def alternatives(self):
        branches = [self.sequence()]
        while self.peek() == '|':
            self.take()
            branches.append(self.sequence())
        return 'or', branches

    def sequence(self):
        parts = []
        while self.peek() not in ('', '|', ')'):
            parts.append(self.repeated(self.atom()))
        return 'sequence', parts

    def repeated(self, part):
        sign = self.peek()
        if sign == '{':
            _unsupported('such a regular expression')
        if sign not in ('*', '+', '?'):
            return part
        self.take()
        is_lazy = self.peek() == '?'
        if is_lazy:
            self.take()
        return 'repeat', (part, sign == '+', 1 if sign == '?' else None, is_lazy)

    def atom(self):
        letter = self.take()
        if letter == '(':
            if self.peek() == '?':
                self.take()
                if self.take() != ':':
                    _unsupported('such a regular expression')
            inner = self.alternatives()
            self.take()
            return inner
        if letter in '^$':
            return letter, None
        if letter == '[':
            return 'one', self.set()
        if letter == '.':
            return 'one', lambda c: c != '\n'
        if letter == '\\':
            return 'one', _escaped(self.take())
        return 'one', lambda c: c == letter

    def set(self):
        is_negated = self.peek() == '^'
        if is_negated:
            self.take()
        members = []
        while not members or self.peek() != ']':
            first = self.take()
            if first == '\\':
                members.append(_escaped(self.take()))
                continue
            last = first
            if self.peek() == '-' and self.pattern[self.place + 1] != ']':
                self.take()
                last = self.take()
            members.append(lambda c, first=first, last=last: first <= c <= last)
        self.take()
        return lambda c: any(member(c) for member in members) != is_negated


def _ends(node, text, at):
    """The places behind what a part matches at a place."""
    kind, parts = node
    if kind == 'one':
        if at < len(text) and parts(text[at]):
            yield at + 1
    elif kind == '^':
        if at == 0:
            yield at
    elif kind == '$':
        if text[at:] in ('', '\n'):
            yield at
    elif kind == 'or':
        for branch in parts:
            yield from _ends(branch, text, at)
    elif kind == 'sequence':
        yield from _sequence(parts, text, at)
    else:
        yield from _repeat(parts, text, at, 0)


def _sequence(parts, text, at):
    if not parts:
        yield at
    else:
        for middle in _ends(parts[0], text, at):
            yield from _sequence(parts[1:], text, middle)


def _repeat(parts, text, at, count):
    part, least, most, is_lazy = parts
    if is_lazy and count >= least:
        yield at
    if most is None or count < most:
        for middle in _ends(part, text, at):
            if middle > at:
                yield from _repeat(parts, text, middle, count + 1)
    if not is_lazy and count >= least:
        yield at


def _found(pattern, text):
    pattern = _Parser(pattern).alternatives()
    return any(True for at in range(len(text) + 1) for end in _ends(pattern, text, at))
