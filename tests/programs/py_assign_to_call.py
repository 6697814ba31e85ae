# A mistake that stops a program before its first line.
f() = 1
