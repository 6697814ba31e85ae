# Files: there is no file system.
with open('notes.txt', 'w') as file:
    file.write('hello')
