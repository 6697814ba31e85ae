"""A million instances, each linked to the one before: what `npm run bench` times here and in a real CPython."""


class Node:
    def __init__(self, before):
        self.before = before


last = None
for i in range(1_000_000):
    last = Node(last)
