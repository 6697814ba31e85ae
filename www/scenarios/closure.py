# A button knows what to call,
# and so knows its window.
import gc
import weakref

gc.collect()  # what the imports have left

class Window:
    def __init__(self):
        self.on_click = lambda: self.close()

    def close(self):
        pass

window = Window()
watch = weakref.ref(window)

del window
print('closed:', watch() is None)
print('unreachable:', gc.collect())
