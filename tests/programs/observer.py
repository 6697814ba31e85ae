# Observers registered by bound method keep each other alive; weak references do not.
import gc
import weakref

gc.disable()
gc.collect(); gc.freeze()


class Subject:
    def __init__(self):
        self.observers = []

    def notify(self):
        for observer in self.observers:
            observer()


class Strong:
    def __init__(self, subject):
        self.subject = subject
        subject.observers.append(self.update)

    def update(self):
        print('strong update')


class Weak:
    def __init__(self, subject):
        self.subject = weakref.ref(subject)

    def __del__(self):
        print('weak gone, subject', self.subject() is not None)


subject = Subject()
strong = Strong(subject)
weak = Weak(subject)
subject.notify()
weak = None
strong = None
subject = None
print('unreachable', gc.collect())
