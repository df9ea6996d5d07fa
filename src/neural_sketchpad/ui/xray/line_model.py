"""The lines of an X-ray as a model for a tree: a line is unfolded when it is asked for, and stays so when renewed."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from itertools import count
from typing import Any

from PySide6.QtCore import QAbstractItemModel, QModelIndex, QObject, QPersistentModelIndex, Qt

from neural_sketchpad.insight.xray.line import Line

Index = QModelIndex | QPersistentModelIndex
Role = Qt.ItemDataRole
FORMULA, VALUE = 0, 1
"""The columns: the formula with the first numbers of an array, and the number or the shape it comes to."""
NOWHERE = QModelIndex()


@dataclass(eq=False)
class Node:
    """A line in its place; `children` is None while it is folded."""

    number: int
    row: int
    parent: "Node | None"
    line: Line | None
    children: list["Node"] | None = field(default=None)


class LineModel(QAbstractItemModel):
    """Shows lines in two columns. Indexes carry the number of a node, which is never used twice."""

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._key: object = None
        self._numbers = count(1)
        self._root = Node(0, 0, None, None, [])
        self._nodes: dict[int, Node] = {}

    def show(self, key: object, lines: Sequence[Line]) -> bool:
        """Show these lines. With the same `key` as before they are the same with other numbers, and what is unfolded
        stays so; True if they are others altogether.
        """
        if key == self._key and self._root.children is not None and len(lines) == len(self._root.children):
            self._renew(self._root, lines)
            return False
        self.beginResetModel()
        self._key = key
        self._nodes.clear()
        self._root.children = self._made(self._root, lines)
        self.endResetModel()
        return True

    def line(self, index: Index) -> Line | None:
        """The line at an index; None where it has been folded away."""
        node = self._nodes.get(index.internalId()) if index.isValid() else None
        return None if node is None else node.line

    def fold(self, index: Index) -> None:
        """Forget what a line unfolds to: nobody sees it."""
        node = self._node(index)
        if node.children:
            self.beginRemoveRows(self._index_of(node), 0, len(node.children) - 1)
            self._drop(node)
            self.endRemoveRows()
        node.children = None

    # What the view asks

    def index(self, row: int, column: int, parent: Index = NOWHERE) -> QModelIndex:
        children = self._node(parent).children or []
        if not (0 <= row < len(children) and column in (FORMULA, VALUE)):
            return QModelIndex()
        return self._index_of(children[row], column)

    def parent(self, index: Index = NOWHERE) -> QModelIndex:  # type: ignore[override]
        above = self._node(index).parent
        return QModelIndex() if above is None or above is self._root else self._index_of(above)

    def rowCount(self, parent: Index = NOWHERE) -> int:
        return 0 if parent.column() > 0 else len(self._node(parent).children or ())

    def columnCount(self, parent: Index = NOWHERE) -> int:
        return 2

    def hasChildren(self, parent: Index = NOWHERE) -> bool:
        line = self._node(parent).line
        return self.rowCount() > 0 if line is None else line.unfolds and parent.column() == 0

    def canFetchMore(self, parent: Index) -> bool:
        node = self._node(parent)
        return node.children is None and node.line is not None and node.line.unfolds

    def fetchMore(self, parent: Index) -> None:
        node = self._node(parent)
        if self.canFetchMore(parent) and node.line is not None:
            self._insert(node, node.line.children())

    def data(self, index: Index, role: int = Role.DisplayRole) -> Any:
        line = self.line(index)
        if line is None:
            return None
        if role == Role.DisplayRole:
            return _formula(line) if index.column() == FORMULA else line.shape or line.result
        if role in (Role.ToolTipRole, Role.AccessibleTextRole):
            return line.text
        return None

    # Nodes

    def _node(self, index: Index) -> Node:
        return self._nodes[index.internalId()] if index.isValid() else self._root

    def _made(self, parent: Node, lines: Sequence[Line]) -> list[Node]:
        nodes = [Node(next(self._numbers), row, parent, line) for row, line in enumerate(lines)]
        self._nodes.update((node.number, node) for node in nodes)
        return nodes

    def _index_of(self, node: Node, column: int = 0) -> QModelIndex:
        return self.createIndex(node.row, column, node.number)

    def _insert(self, node: Node, lines: Sequence[Line]) -> None:
        if not lines:
            node.children = []
            return
        self.beginInsertRows(self._index_of(node), 0, len(lines) - 1)
        node.children = self._made(node, lines)
        self.endInsertRows()

    def _drop(self, node: Node) -> None:
        for child in node.children or ():
            self._drop(child)
            del self._nodes[child.number]
        node.children = None

    def _renew(self, node: Node, lines: Sequence[Line]) -> None:
        """Put the new lines where the old ones were, and with them what is unfolded of them."""
        children = node.children or []
        for child, line in zip(children, lines, strict=True):
            child.line = line
            if child.children is None:
                continue
            fresh = line.children()
            if len(fresh) == len(child.children):
                self._renew(child, fresh)
            else:
                self.fold(self._index_of(child))
                self._insert(child, fresh)
        if children:
            self.dataChanged.emit(self._index_of(children[0]), self._index_of(children[-1], VALUE))


def _formula(line: Line) -> str:
    """The formula, and behind it the first numbers of an array."""
    return f"{line.formula} = {line.result}" if line.shape else line.formula
