"""The controls of the panels, each with the same small face.

`set_value(value)` shows a value and says nothing. `edited(value, gesture)` is emitted for what a person does, and only
for that; `gesture` is one token for the whole of a drag and None for a single act. A control keeps no state
that matters: it is told what to show by the binding, from the document.
"""
