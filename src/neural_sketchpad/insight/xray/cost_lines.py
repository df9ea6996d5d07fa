"""The lines of the cost: y, the loss of an example, J over a batch, and what L1 and L2 add."""

from dataclasses import replace

from neural_sketchpad.insight.notation import given_text, sum_text
from neural_sketchpad.insight.xray.line import Line
from neural_sketchpad.insight.xray.sheet import Lines, Sheet
from neural_sketchpad.insight.xray.xray import Array
from neural_sketchpad.nn.costs import penalty
from neural_sketchpad.nn.place import Place


def cost_lines(sheet: Sheet, Y: Array, losses: Array) -> Lines:
    """What is right, Y (n[L], m), what each example costs, `losses` (m,), and what training lowers beside it."""
    L = sheet.xray.depth

    def right(unit: int, i: int) -> Line:
        value = float(Y[unit, i])
        name, place = sheet.one("y", L, unit, i), Place(L, unit)
        return Line(name, sheet.phase, (place,), value, result=given_text(value, sheet.digits))

    y = sheet.vector(sheet.name("y", L), "y", L, Y, right)
    return (y, _cost(sheet, Y, losses), *_penalty(sheet))


def _cost(sheet: Sheet, Y: Array, losses: Array) -> Line:
    """The loss of the one example, or J with the losses of all."""
    units, formula = sheet.units(sheet.xray.depth), _formula(sheet)
    if not sheet.is_batch:
        return sheet.number(
            f"L(ŷ, y) = {formula}", float(losses[0]), *units, children=lambda: _loss(sheet, Y, losses, 0)
        )
    J = float(losses.mean())

    def of_example(i: int) -> Line:
        return sheet.number(f"L({i + 1})", float(losses[i]), *units, children=lambda: _loss(sheet, Y, losses, i))

    def mean() -> Lines:
        terms = sheet.mean(lambda i: sheet.factor(float(losses[i])))
        return (sheet.number(f"J = {terms}", J, *units), *sheet.examples(of_example)())

    return sheet.number(f"J = (1/m) Σ L, L = {formula}", J, *units, children=mean)


def _loss(sheet: Sheet, Y: Array, losses: Array, i: int) -> Lines:
    """What example i costs: as it follows from ŷ, and as it is computed."""
    units, loss = sheet.units(sheet.xray.depth), float(losses[i])
    plain = sheet.number(f"L = {_from_prediction(sheet, Y, i)}", loss, *units)
    logits = _from_logits(sheet, Y, i)
    if logits is None:
        return (plain,)
    why = "the same from z, which stays exact where ŷ is rounded to 0 or 1"
    return (plain, replace(sheet.number(f"L = {logits}", loss, *units), note=why))


def _formula(sheet: Sheet) -> str:
    match sheet.xray.network.recipe.head.key:
        case "softmax", _:
            return "−log ŷ of the right class"
        case _, "cross_entropy":
            return "−[y log ŷ + (1 − y) log(1 − ŷ)]"
        case _:
            return "½ (ŷ − y)²"


def _from_prediction(sheet: Sheet, Y: Array, i: int) -> str:
    """The loss of example i with its numbers; of the two logarithms of the cross-entropy the one that counts."""
    predictions, targets = sheet.xray.AL[:, i], Y[:, i]
    right = sheet.text(float(predictions[int(targets.argmax())]))
    match sheet.xray.network.recipe.head.key:
        case _, "squared_error":
            return f"½ ({right} − {sheet.given(float(targets[0]))})²"
        case "sigmoid", _ if targets[0] < 0.5:
            return f"−log(1 − {right})"
        case _:
            return f"−log({right})"


def _from_logits(sheet: Sheet, Y: Array, i: int) -> str | None:
    """The same from Z[L], where there is a logarithm that could be one of 0."""
    logits, targets = sheet.xray.forward[-1].Z[:, i], Y[:, i]
    z = sheet.factor(float(logits[int(targets.argmax())]))
    match sheet.xray.network.recipe.head.key:
        case _, "squared_error":
            return None
        case "softmax", _:
            powers = sum_text(len(logits), lambda k: f"e^({sheet.text(float(logits[k]))} − {z})")
            return f"log({powers})"
        case _:
            return f"log(1 + e^{z})" if targets[0] < 0.5 else f"log(1 + e^(−{z}))"


def _penalty(sheet: Sheet) -> Lines:
    regularization = sheet.xray.network.recipe.regularization
    parts = [part for part, strength in (("λ₁ Σ |w|", regularization.l1), ("λ₂/2 Σ w²", regularization.l2)) if strength]
    if not parts:
        return ()
    value = penalty(regularization, sheet.xray.network.parameters)
    return (sheet.number(f"Training also lowers {' + '.join(parts)}", value),)
