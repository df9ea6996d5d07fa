"""Whether Qt can run here, found out without loading it.

Qt ends the process where a display or a library is missing, and nothing in Python can catch that. So look first.
"""

import ctypes
import os
import sys

# library: the Debian package that has it
DRAWING_LIBRARIES = {
    "libglib-2.0.so.0": "libglib2.0-0",
    "libGL.so.1": "libgl1",
    "libEGL.so.1": "libegl1",
    "libxkbcommon.so.0": "libxkbcommon0",
    "libfontconfig.so.1": "libfontconfig1",
    "libdbus-1.so.3": "libdbus-1-3",
}
X_LIBRARIES = {
    "libxcb-cursor.so.0": "libxcb-cursor0",
    "libxkbcommon-x11.so.0": "libxkbcommon-x11-0",
    "libxcb-icccm.so.4": "libxcb-icccm4",
    "libxcb-keysyms.so.1": "libxcb-keysyms1",
    "libxcb-shape.so.0": "libxcb-shape0",
}


def drawing_problem() -> str | None:
    """One sentence on why Qt cannot even draw a picture here, or None if it can."""
    return _missing(DRAWING_LIBRARIES) if sys.platform == "linux" else None


def display_problem() -> str | None:
    """One sentence on why no window can be opened here, or None if one can."""
    if sys.platform != "linux":
        return None
    if problem := drawing_problem():
        return problem
    if os.environ.get("QT_QPA_PLATFORM") or os.environ.get("WAYLAND_DISPLAY"):
        return None
    name = os.environ.get("DISPLAY")
    if not name:
        return "There is no display here (neither DISPLAY nor WAYLAND_DISPLAY is set)."
    if problem := _missing(X_LIBRARIES):
        return problem
    return None if _x_server_answers() else f"The display {name} does not answer."


def _missing(libraries: dict[str, str]) -> str | None:
    packages = [package for library, package in libraries.items() if not _loads(library)]
    if not packages:
        return None
    return f"Qt needs libraries that are not here; on Debian or Ubuntu type: sudo apt install {' '.join(packages)}"


def _loads(library: str) -> bool:
    try:
        ctypes.CDLL(library)
    except OSError:
        return False
    return True


def _x_server_answers() -> bool:
    """Connect to the X server in DISPLAY and hang up; Qt would abort where that fails."""
    try:
        xcb = ctypes.CDLL("libxcb.so.1")
    except OSError:
        return True  # Qt brings its own way then; let it try
    xcb.xcb_connect.restype = ctypes.c_void_p
    xcb.xcb_connection_has_error.argtypes = [ctypes.c_void_p]
    xcb.xcb_disconnect.argtypes = [ctypes.c_void_p]
    connection = xcb.xcb_connect(None, None)
    failed = xcb.xcb_connection_has_error(connection) != 0
    xcb.xcb_disconnect(connection)
    return not failed
