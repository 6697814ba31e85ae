# Shelves hold boxes, boxes hold toys.
# Only the shelf has a name.
freed = []

class Thing:
    def __init__(self, name, *inside):
        self.name = name
        self.inside = list(inside)

    def __del__(self):
        freed.append(self.name)

ball = Thing('ball')
doll = Thing('doll')
box = Thing('box', ball, doll)
book = Thing('book')
shelf = Thing('shelf', box, book)
del ball, doll, box, book

del shelf
print('freed:', len(freed))
print(', '.join(freed))
