from weakref import ref


class _IterationGuard:
    def __init__(self, container):
        self.weakcontainer = ref(container)

    def __enter__(self):
        container = self.weakcontainer()
        if container is not None:
            container._iterating.add(self)
        return self

    def __exit__(self, kind, error, traceback):
        container = self.weakcontainer()
        if container is not None:
            waiting = container._iterating
            waiting.remove(self)
            if not waiting:
                container._commit_removals()
