# __getattribute__.
class A:
    def __getattribute__(self, n):
        return n if n != 'z' else object.__getattribute__(self, '__class__').__name__
print(A().foo, A().z)
