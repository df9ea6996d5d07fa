"""The lines of a layer's forward pass: the inputs, z = W a + b, a = g(z)."""

from neural_sketchpad.insight.notation import sum_text
from neural_sketchpad.insight.xray.line import Line
from neural_sketchpad.insight.xray.sheet import Lines, Sheet
from neural_sketchpad.nn.features import FEATURES
from neural_sketchpad.nn.place import BIAS, Place


def forward_lines(sheet: Sheet) -> Lines:
    """Z[l] and A[l] of the sheet's layer, and before the first layer what its inputs are."""
    layer = sheet.phase.layer
    inputs = (_inputs(sheet),) if layer == 1 else ()
    return (*inputs, _linear(sheet, layer), _activation(sheet, layer))


def _inputs(sheet: Sheet) -> Line:
    xray = sheet.xray
    inputs = xray.network.inputs
    features = [FEATURES[name] for name in inputs.names]

    def component(unit: int, i: int) -> Line:
        name = f"{sheet.one('a', 0, unit, i)} = {features[unit].symbol}"
        value = float(xray.forward[0].A_prev[unit, i])
        if inputs.means is None or inputs.deviations is None:
            return sheet.number(name, value, Place(0, unit))
        raw = float(features[unit].of(xray.points[0, i], xray.points[1, i]))
        mean, deviation = sheet.factor(inputs.means[unit]), sheet.text(inputs.deviations[unit])
        formula = f"{name}, standardised = ({sheet.text(raw)} − {mean}) / {deviation}"
        return sheet.number(formula, value, Place(0, unit))

    given = ", ".join(feature.symbol for feature in features)
    return sheet.vector(f"{sheet.name('a', 0)} = ({given})", "a", 0, xray.forward[0].A_prev, component)


def _linear(sheet: Sheet, layer: int) -> Line:
    found = sheet.xray.forward[layer - 1]
    sources = found.W.shape[1]

    def component(unit: int, i: int) -> Line:
        def product(source: int) -> str:
            if source == sources:
                return sheet.factor(float(found.b[unit, 0]))
            return sheet.product(float(found.W[unit, source]), float(found.A_prev[source, i]))

        def term(source: int) -> Line:
            if source == sources:
                return sheet.number(f"b[{layer}]_{unit + 1}", float(found.b[unit, 0]), Place(layer, unit, BIAS))
            name = f"W[{layer}]_{unit + 1},{source + 1} {sheet.one('a', layer - 1, source, i)}"
            value = float(found.W[unit, source]) * float(found.A_prev[source, i])
            return sheet.number(f"{name} = {product(source)}", value, Place(layer, unit, source))

        name = sheet.one("z", layer, unit, i)
        terms, children = sum_text(sources + 1, product), sheet.several(sources + 1, "Terms", term)
        return sheet.number(f"{name} = {terms}", float(found.Z[unit, i]), Place(layer, unit), children=children)

    formula = f"{sheet.name('z', layer)} = W[{layer}] {sheet.name('a', layer - 1)} + b[{layer}]"
    return sheet.vector(formula, "z", layer, found.Z, component)


def _activation(sheet: Sheet, layer: int) -> Line:
    found, g = sheet.xray.forward[layer - 1], sheet.g(layer)

    def right(unit: int, i: int) -> str:
        """g(z) with its number; a linear activation leaves z as it is."""
        if g == "linear":
            return sheet.one("z", layer, unit, i)
        if g == "softmax":

            def power(k: int) -> str:
                return f"e^{sheet.factor(float(found.Z[k, i]))}"

            return f"{power(unit)} / ({sum_text(len(found.Z), power)})"
        return f"{g}({sheet.text(float(found.Z[unit, i]))})"

    def component(unit: int, i: int) -> Line:
        formula = f"{sheet.one('a', layer, unit, i)} = {right(unit, i)}"
        return sheet.number(formula, float(found.A[unit, i]), Place(layer, unit))

    z = sheet.name("z", layer)
    formula = f"{sheet.name('a', layer)} = {z if g == 'linear' else f'{g}({z})'}"
    if layer == sheet.xray.depth:
        formula = f"{'Ŷ' if sheet.is_batch else 'ŷ'} = {formula}"
    return sheet.vector(formula, "a", layer, found.A, component)
