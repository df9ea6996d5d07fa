"""The one way to the files that ship with the program: icons, examples.

A wheel carries them inside the package; in a source tree (and so in an editable install) they stand at its top.
"""

from pathlib import Path

_PACKAGE = Path(__file__).parent
_ROOT = next(folder for folder in (_PACKAGE / "resources", _PACKAGE.parents[1] / "resources") if folder.is_dir())


def resource(*names: str) -> Path:
    """The path of a resource, such as resource("icons", "play.svg")."""
    return _ROOT.joinpath(*names)
