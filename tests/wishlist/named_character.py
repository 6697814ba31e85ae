# A character by its Unicode name.
print('\N{GREEK SMALL LETTER ALPHA}')
