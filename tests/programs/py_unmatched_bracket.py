# A mistake that stops a program before its first line.
x = 1)
