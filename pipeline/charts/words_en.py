"""English words for charts, which also serve every language that has no table of its own. Pure data."""

from __future__ import annotations

from types import MappingProxyType

from pipeline.charts.words import Words

ENGLISH = Words(
    decimal_mark=".",
    group_mark=",",
    percent_sign="%",
    percent="percent",
    one_percent="one percent",
    minus="minus",
    units=MappingProxyType(
        {
            "€": ("one euro", "euros"),
            "euros": ("one euro", "euros"),
            "$": ("one dollar", "dollars"),
            "dollars": ("one dollar", "dollars"),
            "£": ("one pound", "pounds"),
            "pounds": ("one pound", "pounds"),
            "cents": ("one cent", "cents"),
            "seconds": ("one second", "seconds"),
            "s": ("one second", "seconds"),
            "minutes": ("one minute", "minutes"),
            "min": ("one minute", "minutes"),
            "hours": ("one hour", "hours"),
            "h": ("one hour", "hours"),
            "days": ("one day", "days"),
            "weeks": ("one week", "weeks"),
            "months": ("one month", "months"),
            "years": ("one year", "years"),
            "people": ("one person", "people"),
            "persons": ("one person", "persons"),
            "votes": ("one vote", "votes"),
            "points": ("one point", "points"),
            "percentage points": ("one percentage point", "percentage points"),
            "pieces": ("one piece", "pieces"),
            "metres": ("one metre", "metres"),
            "m": ("one metre", "metres"),
            "kilometres": ("one kilometre", "kilometres"),
            "km": ("one kilometre", "kilometres"),
            "grams": ("one gram", "grams"),
            "g": ("one gram", "grams"),
            "kilograms": ("one kilogram", "kilograms"),
            "kg": ("one kilogram", "kilograms"),
            "tonnes": ("one tonne", "tonnes"),
            "t": ("one tonne", "tonnes"),
            "litres": ("one litre", "litres"),
            "l": ("one litre", "litres"),
            "degrees": ("one degree", "degrees"),
            "°C": ("one degree Celsius", "degrees Celsius"),
            "kWh": ("one kilowatt hour", "kilowatt hours"),
            "million": ("one million", "million"),
            "billion": ("one billion", "billion"),
        }
    ),
    quotes=("“", "”", "‘", "’"),
    conjunction="and",
    counts=(
        "no",
        "one",
        "two",
        "three",
        "four",
        "five",
        "six",
        "seven",
        "eight",
        "nine",
        "ten",
        "eleven",
        "twelve",
    ),
    kinds=MappingProxyType(
        {
            "pie": "pie chart",
            "donut": "donut chart",
            "bar": "bar chart",
            "stacked": "stacked bar chart",
            "line": "line chart",
        }
    ),
    kinds_as_subject=MappingProxyType(
        {
            "pie": "The pie chart",
            "donut": "The donut chart",
            "bar": "The bar chart",
            "stacked": "The stacked bar chart",
            "line": "The line chart",
        }
    ),
    category="Category",
    value="Value",
    value_in="{name} ({unit})",
    missing="not given",
    unit="Unit: {unit}",
    source="Source: {source}",
    figure="Figure {number}: {title}",
    opening="Figure, {kind} {what}: {title}",
    opening_numbered="Figure {number}, {kind} {what}: {title}",
    closing="End of figure.",
    with_values=("with one value", "with {n} values"),
    with_categories=("with one category", "with {n} categories"),
    and_series=("and one series", "and {n} series"),
    shows_values=("one value", "{n} values"),
    shows_categories=("one category", "{n} categories"),
    in_series=("in one series", "in {n} series"),
    one_series="Series: {label}",
    series_names="The series are {labels}.",
    category_range="The categories range from {first} to {last}.",
    category_turn="Category {i} of {n}: {label}",
    series_turn="Series {i} of {n}: {label}",
    shows="{subject} {title} shows {what}.",
    percent_unit="The values are given in percent.",
    only_value="The value for {label} is {value}.",
    all_values="All values are {value}.",
    both_values="Both values are {value}.",
    all_known_values="All known values are {value}.",
    extreme_values="The largest value is {largest} ({largest_at}), the smallest {smallest} ({smallest_at}).",
    extremes_short="largest value: {largest}, smallest: {smallest}",
    range_short="largest value {largest}, smallest {smallest}",
    times_over="{n} times",
    nothing_known="No value is given.",
    unknown=("No value is given for {labels}.", "No values are given for {labels}."),
    unknown_count="{n} values are not given.",
    point="{series} at {category}",
    comparison="The value for {a} is {ratio} the one for {b}.",
    slightly="slightly larger than",
    larger="larger than",
    exactly_times="{times} as large as",
    more_than_times="more than {times} as large as",
    times=(
        "twice",
        "three times",
        "four times",
        "five times",
        "six times",
        "seven times",
        "eight times",
        "nine times",
        "ten times",
    ),
    equal_pair="The values for {a} and {b} are equal.",
    both_equal="Both values are equal.",
    all_equal="All values are equal.",
    all_known_equal="All known values are equal.",
    both_zero="Both values are zero.",
    all_zero="All values are zero.",
    all_known_zero="All known values are zero.",
    largest=("the largest value is the one for {labels}", "the largest values are those for {labels}"),
    largest_count="the largest are {n} equal values",
    smallest=("the smallest is the one for {labels}", "the smallest are those for {labels}"),
    smallest_count="the smallest are {n} equal values",
    round_empty=MappingProxyType(
        {
            "pie": "The circle is empty because no value is above zero.",
            "donut": "The ring is empty because no value is above zero.",
        }
    ),
    round_one=MappingProxyType(
        {
            "pie": "A single slice fills the whole circle.",
            "donut": "A single slice fills the whole ring.",
        }
    ),
    round_many=MappingProxyType(
        {
            "pie": "A circle is divided into {n} slices.",
            "donut": "A ring is divided into {n} slices.",
        }
    ),
    round_part=MappingProxyType(
        {
            "pie": "A single slice fills a part of the circle.",
            "donut": "A single slice fills a part of the ring.",
        }
    ),
    round_rest=MappingProxyType(
        {
            "pie": "The rest of the circle is empty because the values make less than the whole.",
            "donut": "The rest of the ring is empty because the values make less than the whole.",
        }
    ),
    round_order="The slices begin at the top and follow the order of the table clockwise.",
    round_numbers="Each slice carries a number. The legend below gives its name and its value.",
    round_patterns="The slices also differ in pattern: {patterns}.",
    round_without="There is no slice for {labels}.",
    bars=(
        "The chart has one horizontal bar.",
        "The chart has {n} horizontal bars, one below the other, in the order of the table.",
    ),
    bar_labels="Above each bar stand its name on the left and its value on the right.",
    bar_groups=(
        "Each category has one horizontal bar.",
        "Each category has {n} horizontal bars, one for each series.",
    ),
    bar_stacks="Each category has one horizontal bar, whose sections are the series.",
    stack_values="The values of its sections stand below each bar.",
    negative="Bars for negative values reach from the zero line to the left.",
    series_marks=(
        "The series carry numbers, which the legend explains, and also differ in pattern: {patterns}."
    ),
    lines=("One line runs from left to right.", "{n} lines run from left to right, one for each series."),
    line_points=(
        "A single point shows the value.",
        "A line joins {n} points from left to right, in the order of the table.",
    ),
    line_marks=(
        "The series carry numbers, which the legend explains, "
        "and also differ in the shape of their points: {markers}."
    ),
    line_gaps="Where a value is not given, the line is broken.",
    line_axis="The vertical axis does not begin at zero.",
    patterns=(
        "solid",
        "diagonal stripes",
        "dots",
        "horizontal stripes",
        "checks",
        "vertical stripes",
        "opposite diagonal stripes",
    ),
    markers=("circle", "square", "triangle", "diamond", "triangle pointing down", "cross"),
)
