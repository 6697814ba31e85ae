# Leaving early through os._exit.
import os

print('leaving')
os._exit(3)
