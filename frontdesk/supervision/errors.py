"""Why an installation cannot start or go on; the text of each is the sentence an operator reads.

* StartProblem
  x PortInUse
  x DataFolderUnusable
  x AlreadyRunning
  x EnvironmentMissing
  x ModelProblem
* ChildKeepsCrashing
"""


class StartProblem(Exception):
    """Something stands in the way of starting. Its text says what, and what to do."""


class PortInUse(StartProblem):
    """Another program listens where one of ours must."""


class DataFolderUnusable(StartProblem):
    """The data folder cannot be made or written."""


class AlreadyRunning(StartProblem):
    """Another instance works in the same data folder."""


class EnvironmentMissing(StartProblem):
    """A Python environment has not been set up."""


class ModelProblem(StartProblem):
    """The language model is damaged or could not be trained."""


class ChildKeepsCrashing(Exception):
    """A process ended again and again soon after its start. Its text says which, and where its log is."""
