"""The lines of a layer's backward pass: dz from da, or from ŷ − y, then dW, db, and da of the layer before."""

from functools import partial

from neural_sketchpad.insight.notation import entry, sum_text
from neural_sketchpad.insight.xray.line import Line
from neural_sketchpad.insight.xray.sheet import Lines, Sheet
from neural_sketchpad.insight.xray.xray import Array, BackwardLayer
from neural_sketchpad.nn.place import Place


def backward_lines(sheet: Sheet, Y: Array) -> Lines:
    """dZ, dW and db of the sheet's layer, and dA of the layer before it, unless those are the inputs; Y (n[L], m)."""
    layer = sheet.phase.layer
    found = sheet.xray.backward[layer - 1]
    before = sheet.xray.backward[layer - 2].dA if layer > 1 else None
    if found.dA is None or found.slope is None:
        begin: Lines = (_error(sheet, "dz", found.dZ, Y),)
    elif layer == sheet.xray.depth:
        begin = (_error(sheet, "da", found.dA, Y), _dz(sheet, found.dA, found.slope, found.dZ))
    else:
        begin = (_dz(sheet, found.dA, found.slope, found.dZ),)
    return (*begin, _dW(sheet, found), _db(sheet, found), *(() if before is None else (_da(sheet, found, before),)))


def _error(sheet: Sheet, letter: str, values: Array, Y: Array) -> Line:
    """ŷ − y, which is dz with the cross-entropy, and da with the squared error."""
    L = sheet.xray.depth

    def component(unit: int, i: int) -> Line:
        formula = f"{sheet.text(float(sheet.xray.AL[unit, i]))} − {sheet.given(float(Y[unit, i]))}"
        return sheet.number(f"{sheet.one(letter, L, unit, i)} = {formula}", float(values[unit, i]), Place(L, unit))

    formula = f"{sheet.name(letter, L)} = {sheet.name('a', L)} − {sheet.name('y', L)}"
    return sheet.vector(formula, letter, L, values, component)


def _dz(sheet: Sheet, dA: Array, slope: Array, dZ: Array) -> Line:
    layer = sheet.phase.layer
    slope_name = f"{sheet.g(layer)}′"
    Z = sheet.xray.forward[layer - 1].Z

    def slope_lines(unit: int, i: int) -> Lines:
        formula = f"{slope_name}({sheet.text(float(Z[unit, i]))})"
        return (sheet.number(formula, float(slope[unit, i]), Place(layer, unit)),)

    def component(unit: int, i: int) -> Line:
        formula = f"{sheet.one('dz', layer, unit, i)} = {sheet.product(float(dA[unit, i]), float(slope[unit, i]))}"
        children = partial(slope_lines, unit, i)
        return sheet.number(formula, float(dZ[unit, i]), Place(layer, unit), children=children)

    right = f"{sheet.name('da', layer)} * {slope_name}({sheet.name('z', layer)})"
    return sheet.vector(f"{sheet.name('dz', layer)} = {right}", "dz", layer, dZ, component)


def _dW(sheet: Sheet, found: BackwardLayer) -> Line:
    layer = sheet.phase.layer
    symbol = f"dW[{layer}]"
    A_prev = sheet.xray.forward[layer - 1].A_prev

    def component(unit: int, source: int) -> Line:
        place, value = Place(layer, unit, source), float(found.dW[unit, source])
        name = entry(symbol, unit, source)

        def product(i: int) -> str:
            return sheet.product(float(found.dZ[unit, i]), float(A_prev[source, i]))

        def of_example(i: int) -> Line:
            factors = f"{sheet.one('dz', layer, unit, i)} {sheet.one('a', layer - 1, source, i)}"
            return sheet.number(f"{factors} = {product(i)}", float(found.dZ[unit, i]) * float(A_prev[source, i]), place)

        if not sheet.is_batch:
            return sheet.number(f"{name} = {product(0)}", value, place)
        return sheet.number(f"{name} = {sheet.mean(product)}", value, place, children=sheet.examples(of_example))

    right = f"{'(1/m) ' if sheet.is_batch else ''}{sheet.name('dz', layer)} {sheet.name('a', layer - 1)}ᵀ"
    return sheet.matrix(f"{symbol} = {right}", symbol, layer, found.dW, component)


def _db(sheet: Sheet, found: BackwardLayer) -> Line:
    layer = sheet.phase.layer
    symbol = f"db[{layer}]"

    def component(unit: int, source: int) -> Line:
        place, value = Place(layer, unit, source), float(found.db[unit, 0])
        name = entry(symbol, unit, source)
        if not sheet.is_batch:
            return sheet.number(f"{name} = {sheet.one('dz', layer, unit, 0)}", value, place)
        terms = sheet.mean(lambda i: sheet.factor(float(found.dZ[unit, i])))
        children = sheet.examples(
            lambda i: sheet.number(sheet.one("dz", layer, unit, i), float(found.dZ[unit, i]), place)
        )
        return sheet.number(f"{name} = {terms}", value, place, children=children)

    right = f"(1/m) Σ {sheet.name('dz', layer)}" if sheet.is_batch else sheet.name("dz", layer)
    return sheet.column(f"{symbol} = {right}", layer, found.db, component)


def _da(sheet: Sheet, found: BackwardLayer, before: Array) -> Line:
    """What of the error comes back to the layer before."""
    layer = sheet.phase.layer
    W = sheet.xray.forward[layer - 1].W

    def component(unit: int, i: int) -> Line:
        def product(target: int) -> str:
            return sheet.product(float(W[target, unit]), float(found.dZ[target, i]))

        def term(target: int) -> Line:
            name = f"W[{layer}]_{target + 1},{unit + 1} {sheet.one('dz', layer, target, i)}"
            value = float(W[target, unit]) * float(found.dZ[target, i])
            return sheet.number(f"{name} = {product(target)}", value, Place(layer, target, unit))

        name = sheet.one("da", layer - 1, unit, i)
        terms, children = sum_text(len(W), product), sheet.several(len(W), "Terms", term)
        return sheet.number(f"{name} = {terms}", float(before[unit, i]), Place(layer - 1, unit), children=children)

    formula = f"{sheet.name('da', layer - 1)} = W[{layer}]ᵀ {sheet.name('dz', layer)}"
    return sheet.vector(formula, "da", layer - 1, before, component)
