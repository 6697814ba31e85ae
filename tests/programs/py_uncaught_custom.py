# An uncaught exception of the program's own class, raised in a method.


class Refused(Exception):
    pass


class Door:
    def __init__(self, locked):
        self.locked = locked

    def open(self):
        if self.locked:
            raise Refused('the door is locked')
        print('open')


Door(False).open()
Door(True).open()
