# A relative import: there is no package.
from . import sibling

print(sibling)
