class _Feature:
    pass


annotations = _Feature()
division = _Feature()
print_function = _Feature()
