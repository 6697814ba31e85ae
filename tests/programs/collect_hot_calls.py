# Where a due collection starts in a loop: calls of len, isinstance, type and list.append do not look for it from their
# second execution on, and neither does a call of a class that enters __init__ directly.
import gc
gc.disable()
gc.set_threshold(1, 50, 50)
places = []


def started(phase, info):
    if phase == 'start':
        places.append(place)


gc.callbacks.append(started)


def appends():
    global place
    kept = []
    for i in range(4):
        gc.enable()
        sets = [{1}, {2}, {3}]
        place = 'before'
        kept.append(sets)
        place = 'after'
        sets = None
        place = 'later'
        gc.disable()


def appends_for_a_result():
    global place
    kept = []
    for i in range(4):
        gc.enable()
        sets = [{1}, {2}, {3}]
        place = 'before'
        nothing = kept.append(sets)
        place = 'after'
        gc.disable()


class Kept(list):
    pass


def appends_to_derived():
    global place
    kept = Kept()
    for i in range(4):
        gc.enable()
        sets = [{1}, {2}, {3}]
        place = 'before'
        kept.append(sets)
        place = 'after'
        gc.disable()


def lengths():
    global place
    for i in range(4):
        gc.enable()
        sets = [{1}, {2}, {3}]
        place = 'before'
        len(sets)
        place = 'after'
        gc.disable()


def checks():
    global place
    for i in range(4):
        gc.enable()
        sets = [{1}, {2}, {3}]
        place = 'before'
        isinstance(sets, list)
        place = 'after'
        gc.disable()


def types():
    global place
    for i in range(4):
        gc.enable()
        sets = [{1}, {2}, {3}]
        place = 'before'
        type(sets)
        place = 'after'
        gc.disable()


def texts():
    global place
    for i in range(4):
        gc.enable()
        sets = [{1}, {2}, {3}]
        place = 'before'
        str(i)
        place = 'after'
        gc.disable()


def keywords():
    global place
    for i in range(4):
        gc.enable()
        sets = [{1}, {2}, {3}]
        place = 'before'
        int('11', base=2)
        place = 'after'
        gc.disable()


def condition():
    global place
    i = 0
    gc.enable()
    while i < 4:
        place = 'body'
        i += 1
        sets = [{1}, {2}, {3}]
        place = 'end of body'
    place = 'behind'
    gc.disable()


class Made:
    def __init__(self):
        global place
        gc.enable()
        self.sets = [{1}, {2}, {3}]
        place = 'in __init__'


class MadeWithSlots:
    __slots__ = ('sets',)
    __init__ = Made.__init__


class MadeWithDefault:
    def __init__(self, default=None):
        global place
        gc.enable()
        self.sets = [{1}, {2}, {3}]
        place = 'in __init__'


class MadeWithKeywords:
    def __init__(self, **keywords):
        global place
        gc.enable()
        self.sets = [{1}, {2}, {3}]
        place = 'in __init__'


class MadeByNew(Made):
    def __new__(cls):
        return object.__new__(cls)


def plain():
    global place
    for i in range(4):
        made = Made()
        place = 'after'
        gc.disable()


def slots():
    global place
    for i in range(4):
        made = MadeWithSlots()
        place = 'after'
        gc.disable()


def default():
    global place
    for i in range(4):
        made = MadeWithDefault()
        place = 'after'
        gc.disable()


def with_keyword():
    global place
    for i in range(4):
        made = MadeWithKeywords(x=i)
        place = 'after'
        gc.disable()


def new():
    global place
    for i in range(4):
        made = MadeByNew()
        place = 'after'
        gc.disable()


def several():
    global place
    for cls in (Made, MadeWithDefault, Made, MadeWithDefault):
        made = cls()
        place = 'after'
        gc.disable()


for function in (appends, appends_for_a_result, appends_to_derived, lengths, checks, types, texts, keywords, condition,
                 plain, slots, default, with_keyword, new, several):
    place = 'start'
    gc.collect()
    places.clear()
    function()
    print(function.__name__, places)
