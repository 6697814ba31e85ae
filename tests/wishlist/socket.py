# Network connections.
import socket

print(socket.gethostname())
