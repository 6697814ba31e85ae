# Sorting is stable; keys, reverse order and comparison through __lt__.


class Card:
    def __init__(self, rank, suit):
        self.rank = rank
        self.suit = suit

    def __lt__(self, other):
        return self.rank < other.rank

    def __repr__(self):
        return f'{self.rank}{self.suit}'


hand = [Card(3, 'a'), Card(1, 'b'), Card(3, 'c'), Card(2, 'd'), Card(1, 'e')]
print(sorted(hand), sorted(hand, reverse=True), hand)
hand.sort(key=lambda card: card.suit, reverse=True)
print(hand, min(hand), max(hand))
words = ['pear', 'Fig', 'apple', 'kiwi']
print(sorted(words), sorted(words, key=str.lower), sorted(words, key=len), sorted(words, key=lambda w: (len(w), w)))
print(sorted({'b': 1, 'a': 2}), sorted({'b': 1, 'a': 2}.items(), key=lambda item: item[1]))
print(sorted([0.5, 1, -3, 2.25]), sorted([[2], [1, 5], [1]]), sorted([True, False, 2]))
try:
    sorted([1, 'a'])
except TypeError as error:
    print(error)
