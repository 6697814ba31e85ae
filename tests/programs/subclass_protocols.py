# A class derived from dict or list calls what it overrides by super(): the built-in's own answer, once.
class D(dict):
    def __setitem__(self, k, v): print("set", k, v); super().__setitem__(k, v)
    def __delitem__(self, k): print("del", k); super().__delitem__(k)
    def __getitem__(self, k): print("get", k); return super().__getitem__(k)
    def __len__(self): print("len"); return super().__len__()
    def __contains__(self, k): print("in"); return dict.__contains__(self, k)
    def __iter__(self): print("iter"); return super().__iter__()
    def __eq__(self, o): print("eq"); return super().__eq__(o)
    def __repr__(self): print("repr"); return super().__repr__()
d = D()
d["a"] = 1
print(d["a"], len(d), "a" in d, list(d), d == {}, d)
del d["a"]
