# A mistake that stops a program before its first line.
if True
    pass
