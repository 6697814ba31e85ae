# Exception groups.
try:
    raise ValueError
except* ValueError:
    print('caught')
