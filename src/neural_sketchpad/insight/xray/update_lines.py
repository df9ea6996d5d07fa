"""The lines of a layer's update: α, what L1 and L2 add to dW, what the optimiser remembers, and the new W and b."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from types import MappingProxyType

import numpy as np

from neural_sketchpad.insight.notation import entry
from neural_sketchpad.insight.xray.line import Line, nothing
from neural_sketchpad.insight.xray.sheet import Lines, Sheet
from neural_sketchpad.insight.xray.xray import Array, Update
from neural_sketchpad.nn.parameters import layer_views
from neural_sketchpad.nn.place import Place

MOMENTUM = ("v", "{beta1} · {v_before} + {gradient}")
MEAN = ("v", "{beta1} · {v_before} + (1 − {beta1}) · {gradient}")
SQUARES = ("s", "{beta2} · {s_before} + (1 − {beta2}) · {gradient}²")
Formula = tuple[str, str]
"""What comes out, and from what, by the names of a ledger."""

RULE_FORMULAS = MappingProxyType(
    {
        "gradient_descent": (("after", "{before} − {rate} · {gradient}"),),
        "momentum": (MOMENTUM, ("after", "{before} − {rate} · {v}")),
        "nesterov": (MOMENTUM, ("after", "{before} − {rate} · ({gradient} + {beta1} · {v})")),
        "rmsprop": (SQUARES, ("after", "{before} − {rate} · {gradient} / (√{s} + {epsilon})")),
        "adam": (
            MEAN,
            SQUARES,
            ("v_hat", "{v} / (1 − {beta1}^{t})"),
            ("s_hat", "{s} / (1 − {beta2}^{t})"),
            ("after", "{before} − {rate} · {v_hat} / (√{s_hat} + {epsilon})"),
        ),
    }
)
"""How each optimiser of `optimizers.updated` is written."""

ASSIGNED = frozenset({"gradient", "v", "s", "after"})
"""What takes the place of what had the same symbol before."""


@dataclass(frozen=True, eq=False)
class Ledger:
    """All that occurs in the update of W[l] or b[l]: the symbols by name, and what stands for them in numbers.

    `constants` are written out; `arrays` are [W | b] (n[l], n[l-1] + 1), of which the part at hand is read.
    """

    symbols: Mapping[str, str]
    constants: Mapping[str, str]
    arrays: Mapping[str, Array]


def update_lines(sheet: Sheet, update: Update) -> Lines:
    """α, and all that is done to W[l] and b[l] of the sheet's layer."""
    rule = RULE_FORMULAS[sheet.xray.network.recipe.optimizer.name]
    lines = [_rate(sheet, update)]
    for name, formulas in (("W", (*_penalty_formulas(sheet), *rule)), ("b", rule)):
        ledger = _ledger(sheet, update, name)
        for place, formula in enumerate(formulas):
            is_last = place == len(formulas) - 1
            lines.append(_line(sheet, ledger, formula, formulas[:-1] if is_last else ()))
    return tuple(lines)


def _rate(sheet: Sheet, update: Update) -> Line:
    """The learning rate of this update."""
    optimizer, iteration = sheet.xray.network.recipe.optimizer, sheet.xray.iteration
    start = sheet.given(optimizer.learning_rate)
    if optimizer.schedule.name == "constant":
        return Line("α", sheet.phase, (), update.rate, result=start)
    share = sheet.text(optimizer.schedule.share(iteration))
    return sheet.number(f"α by the schedule, after {iteration:,} updates = {start} · {share}", update.rate)


def _penalty_formulas(sheet: Sheet) -> tuple[Formula, ...]:
    """What L1 and L2 add to dW; biases are left alone."""
    regularization = sheet.xray.network.recipe.regularization
    l2 = (("l2", "{lambda2} · {before}"),) if regularization.l2 else ()
    l1 = (("l1", "{lambda1} · {sign}"),) if regularization.l1 else ()
    if not (l1 or l2):
        return ()
    added = " + ".join(f"{{{name}}}" for name, _ in (*l2, *l1))
    return (*l2, *l1, ("gradient", f"{{of_cost}} + {added}"))


def _ledger(sheet: Sheet, update: Update, name: str) -> Ledger:
    layer, network = sheet.phase.layer, sheet.xray.network
    optimizer, penalties = network.recipe.optimizer, network.recipe.regularization
    t = update.moments_after.updates

    def of_layer(flat: Array) -> Array:
        return layer_views(flat, network.parameters.sizes)[layer - 1]

    before = of_layer(network.parameters.theta)
    v, s = of_layer(update.moments_after.v), of_layer(update.moments_after.s)
    W, dW = f"{name}[{layer}]", f"d{name}[{layer}]"
    with np.errstate(all="ignore"):
        arrays = {
            "before": (W, before),
            "after": (W, of_layer(update.after.theta)),
            "sign": (f"sign {W}", np.sign(before)),
            "l1": (f"λ₁ sign {W}", of_layer(update.l1.theta)),
            "l2": (f"λ₂ {W}", of_layer(update.l2.theta)),
            "of_cost": (dW, of_layer(update.gradient.theta)),
            "gradient": (dW, of_layer(update.total.theta)),
            "v_before": (f"v_{dW}", of_layer(update.moments.v)),
            "s_before": (f"s_{dW}", of_layer(update.moments.s)),
            "v": (f"v_{dW}", v),
            "s": (f"s_{dW}", s),
            "v_hat": (f"v̂_{dW}", v / (1.0 - optimizer.beta1**t)),
            "s_hat": (f"ŝ_{dW}", s / (1.0 - optimizer.beta2**t)),
        }
    constants = {
        "rate": ("α", sheet.given(update.rate)),
        "beta1": ("β₁", sheet.given(optimizer.beta1)),
        "beta2": ("β₂", sheet.given(optimizer.beta2)),
        "epsilon": ("ε", sheet.given(optimizer.epsilon)),
        "lambda1": ("λ₁", sheet.given(penalties.l1)),
        "lambda2": ("λ₂", sheet.given(penalties.l2)),
        "t": ("t", str(t)),
    }
    return Ledger(
        {key: symbol for key, (symbol, _) in (*arrays.items(), *constants.items())},
        {key: text for key, (_, text) in constants.items()},
        {key: values for key, (_, values) in arrays.items()},
    )


def _line(sheet: Sheet, ledger: Ledger, formula: Formula, before: Sequence[Formula]) -> Line:
    """One formula for the whole layer; each number of it unfolds to the formulas `before` it."""
    layer = sheet.phase.layer
    result, right = formula
    symbol, values = ledger.symbols[result], ledger.arrays[result]

    def component(unit: int, source: int) -> Line:
        def way() -> Lines:
            return tuple(_number(sheet, ledger, earlier, unit, source) for earlier in before)

        return _number(sheet, ledger, formula, unit, source, way if before else nothing)

    in_symbols = right.replace(" · ", " ").format_map(ledger.symbols)
    text = symbol if in_symbols == symbol else f"{symbol} {_sign(result)} {in_symbols}"
    if symbol.endswith(f"b[{layer}]"):
        return sheet.column(text, layer, values[:, -1:], component)
    return sheet.matrix(text, symbol, layer, values[:, :-1], component)


def _number(
    sheet: Sheet, ledger: Ledger, formula: Formula, unit: int, source: int, children: Callable[[], Lines] = nothing
) -> Line:
    """One formula in the numbers of one weight or bias; what is frozen keeps its value whatever the formula says."""
    result, right = formula
    place = Place(sheet.phase.layer, unit, source)
    numbers = {name: sheet.factor(float(values[unit, source])) for name, values in ledger.arrays.items()}
    name = entry(ledger.symbols[result], unit, source)
    value = float(ledger.arrays[result][unit, source])
    if result == "after" and sheet.xray.network.recipe.is_frozen(place):
        return sheet.number(f"{name}, frozen", value, place)
    text = f"{name} {_sign(result)} {right.format_map({**numbers, **ledger.constants})}"
    return sheet.number(text, value, place, children=children)


def _sign(result: str) -> str:
    return ":=" if result in ASSIGNED else "="
