"""Response in myositis: core set measures, total improvement score and IMACS definition."""

from pathlib import Path

from generator.instruments.instrument import Calculator, Instrument

INSTRUMENT = Instrument(
    id="myositis",
    title="calculators of response",
    results="Criteria of response",
    tools="calculators",
    address="calculator.html",
    calculators=(
        Calculator(
            "total-improvement-score-adult",
            "Total improvement score, adult criteria",
            "calculator.html",
        ),
        # What follows the # is the state of the page: it opens with the juvenile criteria.
        Calculator(
            "total-improvement-score-juvenile",
            "Total improvement score, juvenile criteria",
            "calculator.html#?criteria=juvenile",
        ),
        Calculator("imacs-definition", "IMACS definition of improvement", "calculator.html"),
    ),
    pages=("generator.instruments.myositis.calculator",),
    commands=("generator.instruments.myositis.score_command",),
    folder=Path(__file__).parent,
)
