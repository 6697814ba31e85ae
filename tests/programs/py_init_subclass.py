# __init_subclass__.
class A:
    subs = []
    def __init_subclass__(cls, **kw): A.subs.append(cls)
class B(A): pass
print(A.subs)
