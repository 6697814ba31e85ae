# A class derived from an atom.
class Metres(int):
    pass


print(Metres(3))
