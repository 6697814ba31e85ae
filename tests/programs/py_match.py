# The match statement.
class P:
    __match_args__ = ('x', 'y')
    def __init__(self, x, y): self.x = x; self.y = y
def f(v):
    match v:
        case 0: return 'zero'
        case [a, b]: return ('seq', a, b)
        case {'k': v, **r}: return ('map', v, r)
        case P(x, y=2): return ('P', x)
        case str() | bytes(): return 'text'
        case [1, *rest]: return rest
        case _ if v == 9: return 'nine'
        case x: return x
print([f(v) for v in [0, [1, 2], {'k': 1, 'z': 2}, P(1, 2), 'a', [1, 2, 3], 9, 10]])
