"""A short script for R's metafor that reproduces the numbers of a table, its data inside."""

import re
from collections.abc import Mapping, Sequence

from generator.model.study_table import StudyTable
from generator.pool.measures import Measure
from generator.pool.zeros import stratified

# What may stand in an R string as it is; nothing that ends the string or begins an escape.
_PLAIN = re.compile(r"[A-Za-z0-9 .,:;()&/_+-]")
_REPORT = """report <- function(name, fit, interval = fit) {
  cat(sprintf("%s %.15g %.15g %.15g\\n", name, fit$beta[1], interval$ci.lb, interval$ci.ub))
}"""
# Steps of these estimators end relative to the data, not at metafor's absolute defaults.
_PRECISE = "precise <- list(threshold = 1e-12 * var(dat$yi), tol = 1e-12, maxiter = 10000{start})"
_GLMM = {
    "PLO": 'rma.glmm(measure = "PLO", xi = x, ni = n, data = dat, nAGQ = 25, test = "t")',
    "IRLN": 'rma.glmm(measure = "IRLN", xi = x, ti = t, data = dat, nAGQ = 25, test = "t")',
}
_HEAD = '# Reproduces the pooled estimates with R: install.packages(c("metafor", "lme4"))'


def r_script(table: StudyTable, measure: Measure, tau2: float | None = None) -> str:
    """Return an R script that pools these studies and prints estimates with 95 % intervals.

    Each line it prints holds a name, estimate, lower and upper limit on the pooled scale: `common`,
    `random` (REML, modified Hartung-Knapp), `prediction` (t on k - 1), `mantel_haenszel` and
    `exact` where they apply. Labels are foreign text: everything but letters, digits and a few
    signs is written as an escape. With `tau2` metafor starts its search there: the likelihood of a
    few studies that differ much may have two peaks, and a search may end on the lower one.
    """
    start = "" if tau2 is None else f", tau2.init = {r_number(tau2)}"
    lines = [_HEAD, "suppressMessages(library(metafor))", _frame(table, measure)]
    if measure.name == "GEN":
        lines += [] if measure.columns[1] == "vi" else ["dat$vi <- dat$sei^2"]
    else:
        pairs = zip(measure.arguments, measure.columns, strict=True)
        arguments = ", ".join(f"{argument} = {column}" for argument, column in pairs)
        lines.append(f'dat <- escalc(measure = "{measure.name}", {arguments}, data = dat)')
    lines += ["dat <- dat[is.finite(dat$yi) & is.finite(dat$vi) & dat$vi > 0, ]", _REPORT]
    lines.append('report("common", rma(yi, vi, data = dat, method = "EE"))')
    if len(table) > 1:
        lines += [
            _PRECISE.format(start=start),
            'random <- rma(yi, vi, data = dat, method = "REML", test = "adhoc", control = precise)',
            'report("random", random)',
            "new <- predict(random)",
            'report("prediction", random, list(ci.lb = new$pi.lb, ci.ub = new$pi.ub))',
            *_stratified(table, measure),
            *_exact(table, measure),
        ]
    return "\n".join(lines) + "\n"


def r_text(text: str) -> str:
    r"""Return text as an R string that holds exactly this text, and can do nothing else.

    >>> print(r_text('O\'Hara "2001"'))
    "O\u{27}Hara \u{22}2001\u{22}"
    """
    return '"' + "".join(map(_r_character, text)) + '"'


def r_number(value: float) -> str:
    """Return a number as R reads it back to the last digit.

    >>> r_number(3.0), r_number(0.1), r_number(1e-300)
    ('3', '0.1', '1e-300')
    """
    return str(int(value)) if value == int(value) and abs(value) < 10**15 else repr(float(value))


def _r_character(character: str) -> str:
    if _PLAIN.fullmatch(character):
        return character
    code = ord(character)
    if code == 0 or 0xD800 <= code <= 0xDFFF:  # noqa: PLR2004 - what no text may hold
        code = 0xFFFD
    # R writes what lies past the basic plane with a capital letter.
    return f"\\u{{{code:x}}}" if code <= 0xFFFF else f"\\U{{{code:x}}}"  # noqa: PLR2004


def _frame(table: StudyTable, measure: Measure) -> str:
    columns: Mapping[str, Sequence[float]] = table.columns
    parts = [f"  study = c({', '.join(map(r_text, table.labels))})"]
    parts += [
        f"  {name} = c({', '.join(map(r_number, columns[name]))})" for name in measure.columns
    ]
    return "dat <- data.frame(\n" + ",\n".join(parts) + "\n)"


def _stratified(table: StudyTable, measure: Measure) -> list[str]:
    # Where the sums give no estimate there is nothing to reproduce.
    if measure.stratify is None or stratified(table, measure)[0] is None:
        return []
    arguments = zip(measure.arguments, measure.columns, strict=True)
    pairs = ", ".join(f"{argument} = {column}" for argument, column in arguments)
    return [f'report("mantel_haenszel", rma.mh(measure = "{measure.name}", {pairs}, data = dat))']


def _exact(table: StudyTable, measure: Measure) -> list[str]:
    call = _GLMM.get(measure.name)
    if call is None or not sum(table.columns["x"]):
        return []
    return [f'if (requireNamespace("lme4", quietly = TRUE)) report("exact", {call})']
