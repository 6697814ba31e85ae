# Writing to memory: a simulated object has none.
import ctypes

text = 'abc'
ctypes.memset(id(text), 0, 8)
