def _down(heap, start, place):
    item = heap[place]
    while place > start:
        parent = (place - 1) >> 1
        if not item < heap[parent]:
            break
        heap[place] = heap[parent]
        place = parent
    heap[place] = item


def _up(heap, place):
    start, end = place, len(heap)
    item, child = heap[place], 2 * place + 1
    while child < end:
        if child + 1 < end and not heap[child] < heap[child + 1]:
            child += 1
        heap[place] = heap[child]
        place, child = child, 2 * child + 1
    heap[place] = item
    _down(heap, start, place)


def heappush(heap, item, /):
    heap.append(item)
    _down(heap, 0, len(heap) - 1)


def heappop(heap, /):
    if not heap:
        raise IndexError('index out of range')
    last = heap.pop()
    if not heap:
        return last
    first, heap[0] = heap[0], last
    _up(heap, 0)
    return first


def heapify(heap, /):
    for place in range(len(heap) // 2 - 1, -1, -1):
        _up(heap, place)


def heapreplace(heap, item, /):
    first, heap[0] = heap[0], item
    _up(heap, 0)
    return first


def heappushpop(heap, item, /):
    if heap and heap[0] < item:
        item, heap[0] = heap[0], item
        _up(heap, 0)
    return item


def nsmallest(n, iterable, key=None):
    return sorted(iterable, key=key)[:n] if n > 0 else []


def nlargest(n, iterable, key=None):
    return sorted(iterable, key=key, reverse=True)[:n] if n > 0 else []
