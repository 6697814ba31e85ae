# Shelves hold boxes, boxes hold toys.
# Only the shelf has a name.
freed = []

class Thing:
    def __init__(self, name, *inside):
        self.name = name
        self.inside = list(inside)

    def __del__(self):
        freed.append(self.name)

shelf = Thing('shelf',
    Thing('box', Thing('ball'), Thing('doll')),
    Thing('book'))

del shelf
print('freed:', len(freed))
print(', '.join(freed))
