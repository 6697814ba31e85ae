# Tracing functions.
import sys

sys.settrace(lambda frame, event, argument: None)
