# Reading memory at an address: a simulated object has none.
import ctypes

text = []
print(ctypes.cast(id(text), ctypes.py_object).value is text)
