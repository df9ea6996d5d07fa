"""The window. Qt and pyqtgraph live in this package and in `app`, and nowhere else."""
