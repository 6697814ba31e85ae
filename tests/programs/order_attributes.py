# The order in which an instance lets go of its attributes.


class Part:
    def __init__(self, name):
        self.name = name

    def __del__(self):
        print(self.name, end=' ')


class Whole(Part):
    def __init__(self, name):
        super().__init__(name)
        self.wheel = Part('wheel')
        self.axle = Part('axle')
        self.bell = Part('bell')


class Bare(Part):
    pass


whole = Whole('car')
del whole
print('- set in __init__')
whole = Whole('bike')
whole.axle = None
print('- replaced', end=': ')
whole.axle = Part('new axle')
del whole
print('- attributes')
bare = Bare('bare')
bare.z = Part('z')
bare.a = Part('a')
bare.m = Part('m')
del bare
print('- set from outside')
bare = Bare('second')
bare.m = Part('m')
bare.a = Part('a')
bare.z = Part('z')
del bare
print('- other order, same class')
bare = Bare('third')
bare.m = Part('m')
bare.a = Part('a')
del bare.m
print('- deleted', end=': ')
bare.m = Part('m again')
del bare
print('- set again')
