# types.SimpleNamespace.
import types
print(types.SimpleNamespace(a=1))
