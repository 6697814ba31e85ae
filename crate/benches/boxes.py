# 150 instances and as many lists, linked, and then lines that change a little.
class Node:
    def __init__(self, name):
        self.name = name
        self.next = None


nodes = []
for i in range(150):
    node = Node(f"n{i}")
    node.data = [i]
    if nodes:
        node.next = nodes[-1]
    nodes.append(node)
for i in range(10):
    nodes[i].name = "changed"
