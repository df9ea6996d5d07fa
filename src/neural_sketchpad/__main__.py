"""`python -m neural_sketchpad` is the command `neural-sketchpad`."""

import sys

from neural_sketchpad.cli import main

sys.exit(main())
