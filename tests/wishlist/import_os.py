# The operating system's module.
import os

print(os.getcwd())
