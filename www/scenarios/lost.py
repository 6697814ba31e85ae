# A folder that contains itself loses
# its only name.
import gc
import weakref

class Folder:
    pass

gc.collect()  # what the imports have left

folder = Folder()
folder.inside = folder
watch = weakref.ref(folder)

del folder
print('freed by its count:', watch() is None)
print('found by the collector:', gc.collect())
print('freed now:', watch() is None)
