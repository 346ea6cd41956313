"""German words for charts. Pure data."""

from __future__ import annotations

from types import MappingProxyType

from pipeline.charts.words import Words

GERMAN = Words(
    decimal_mark=",",
    group_mark=".",
    percent_sign="\N{NO-BREAK SPACE}%",
    percent="Prozent",
    one_percent="ein Prozent",
    minus="minus",
    units=MappingProxyType(
        {
            "€": ("ein Euro", "Euro"),
            "Euro": ("ein Euro", "Euro"),
            "$": ("ein Dollar", "Dollar"),
            "Dollar": ("ein Dollar", "Dollar"),
            "Franken": ("ein Franken", "Franken"),
            "Cent": ("ein Cent", "Cent"),
            "Sekunden": ("eine Sekunde", "Sekunden"),
            "s": ("eine Sekunde", "Sekunden"),
            "Minuten": ("eine Minute", "Minuten"),
            "min": ("eine Minute", "Minuten"),
            "Stunden": ("eine Stunde", "Stunden"),
            "h": ("eine Stunde", "Stunden"),
            "Tage": ("ein Tag", "Tage"),
            "Wochen": ("eine Woche", "Wochen"),
            "Monate": ("ein Monat", "Monate"),
            "Jahre": ("ein Jahr", "Jahre"),
            "Personen": ("eine Person", "Personen"),
            "Menschen": ("ein Mensch", "Menschen"),
            "Stimmen": ("eine Stimme", "Stimmen"),
            "Punkte": ("ein Punkt", "Punkte"),
            "Prozentpunkte": ("ein Prozentpunkt", "Prozentpunkte"),
            "Stück": ("ein Stück", "Stück"),
            "Meter": ("ein Meter", "Meter"),
            "m": ("ein Meter", "Meter"),
            "Kilometer": ("ein Kilometer", "Kilometer"),
            "km": ("ein Kilometer", "Kilometer"),
            "Gramm": ("ein Gramm", "Gramm"),
            "g": ("ein Gramm", "Gramm"),
            "Kilogramm": ("ein Kilogramm", "Kilogramm"),
            "kg": ("ein Kilogramm", "Kilogramm"),
            "Tonnen": ("eine Tonne", "Tonnen"),
            "t": ("eine Tonne", "Tonnen"),
            "Liter": ("ein Liter", "Liter"),
            "l": ("ein Liter", "Liter"),
            "Grad": ("ein Grad", "Grad"),
            "°C": ("ein Grad Celsius", "Grad Celsius"),
            "kWh": ("eine Kilowattstunde", "Kilowattstunden"),
            "Millionen": ("eine Million", "Millionen"),
            "Mio.": ("eine Million", "Millionen"),
            "Milliarden": ("eine Milliarde", "Milliarden"),
            "Mrd.": ("eine Milliarde", "Milliarden"),
        }
    ),
    quotes=("„", "“", "‚", "‘"),
    conjunction="und",
    counts=("null", "ein", "zwei", "drei", "vier", "fünf", "sechs", "sieben", "acht", "neun", "zehn", "elf", "zwölf"),
    kinds=MappingProxyType(
        {
            "pie": "Kreisdiagramm",
            "donut": "Ringdiagramm",
            "bar": "Balkendiagramm",
            "stacked": "gestapeltes Balkendiagramm",
            "line": "Liniendiagramm",
        }
    ),
    kinds_as_subject=MappingProxyType(
        {
            "pie": "Das Kreisdiagramm",
            "donut": "Das Ringdiagramm",
            "bar": "Das Balkendiagramm",
            "stacked": "Das gestapelte Balkendiagramm",
            "line": "Das Liniendiagramm",
        }
    ),
    category="Kategorie",
    value="Wert",
    value_in="{name} ({unit})",
    missing="keine Angabe",
    unit="Einheit: {unit}",
    source="Quelle: {source}",
    figure="Abbildung {number}: {title}",
    opening="Abbildung, {kind} {what}: {title}",
    opening_numbered="Abbildung {number}, {kind} {what}: {title}",
    closing="Ende der Abbildung.",
    with_values=("mit einem Wert", "mit {n} Werten"),
    with_categories=("mit einer Kategorie", "mit {n} Kategorien"),
    and_series=("und einer Reihe", "und {n} Reihen"),
    shows_values=("einen Wert", "{n} Werte"),
    shows_categories=("eine Kategorie", "{n} Kategorien"),
    in_series=("in einer Reihe", "in {n} Reihen"),
    one_series="Reihe: {label}",
    series_names="Die Reihen heißen {labels}.",
    category_range="Die Kategorien reichen von {first} bis {last}.",
    category_turn="Kategorie {i} von {n}: {label}",
    series_turn="Reihe {i} von {n}: {label}",
    shows="{subject} {title} zeigt {what}.",
    percent_unit="Die Werte sind in Prozent angegeben.",
    only_value="Der Wert für {label} ist {value}.",
    all_values="Alle Werte betragen {value}.",
    both_values="Beide Werte betragen {value}.",
    all_known_values="Alle bekannten Werte betragen {value}.",
    extreme_values="Der größte Wert ist {largest} ({largest_at}), der kleinste {smallest} ({smallest_at}).",
    extremes_short="größter Wert: {largest}, kleinster: {smallest}",
    range_short="größter Wert {largest}, kleinster {smallest}",
    times_over="{n} Mal",
    nothing_known="Zu keinem Wert liegt eine Angabe vor.",
    unknown=("Für {labels} liegt keine Angabe vor.", "Für {labels} liegen keine Angaben vor."),
    unknown_count="Für {n} Werte liegen keine Angaben vor.",
    point="{series} bei {category}",
    comparison="Der Wert für {a} ist {ratio} der für {b}.",
    slightly="etwas größer als",
    larger="größer als",
    exactly_times="{times} so groß wie",
    more_than_times="mehr als {times} so groß wie",
    times=("doppelt", "dreimal", "viermal", "fünfmal", "sechsmal", "siebenmal", "achtmal", "neunmal", "zehnmal"),
    equal_pair="Die Werte für {a} und {b} sind gleich groß.",
    both_equal="Beide Werte sind gleich groß.",
    all_equal="Alle Werte sind gleich groß.",
    all_known_equal="Alle bekannten Werte sind gleich groß.",
    both_zero="Beide Werte sind null.",
    all_zero="Alle Werte sind null.",
    all_known_zero="Alle bekannten Werte sind null.",
    largest=("am größten ist der Wert für {labels}", "am größten sind die Werte für {labels}"),
    largest_count="am größten sind {n} gleiche Werte",
    smallest=("am kleinsten ist der Wert für {labels}", "am kleinsten sind die Werte für {labels}"),
    smallest_count="am kleinsten sind {n} gleiche Werte",
    round_empty=MappingProxyType(
        {
            "pie": "Der Kreis ist leer, denn kein Wert ist größer als null.",
            "donut": "Der Ring ist leer, denn kein Wert ist größer als null.",
        }
    ),
    round_one=MappingProxyType(
        {"pie": "Ein einziges Segment füllt den ganzen Kreis.", "donut": "Ein einziges Segment füllt den ganzen Ring."}
    ),
    round_many=MappingProxyType(
        {"pie": "Ein Kreis ist in {n} Segmente geteilt.", "donut": "Ein Ring ist in {n} Segmente geteilt."}
    ),
    round_part=MappingProxyType(
        {
            "pie": "Ein einziges Segment füllt einen Teil des Kreises.",
            "donut": "Ein einziges Segment füllt einen Teil des Rings.",
        }
    ),
    round_rest=MappingProxyType(
        {
            "pie": "Der Rest des Kreises ist leer, denn die Werte ergeben weniger als das Ganze.",
            "donut": "Der Rest des Rings ist leer, denn die Werte ergeben weniger als das Ganze.",
        }
    ),
    round_order="Die Segmente beginnen oben und folgen im Uhrzeigersinn der Reihenfolge der Tabelle.",
    round_numbers="Jedes Segment trägt eine Nummer. Die Legende darunter nennt dazu Namen und Wert.",
    round_patterns="Die Segmente unterscheiden sich auch im Muster: {patterns}.",
    round_without="Kein Segment gibt es für {labels}.",
    round_without_count="{n} Werte haben kein Segment.",
    bars=(
        "Das Diagramm hat einen waagerechten Balken.",
        "Das Diagramm hat {n} waagerechte Balken untereinander, in der Reihenfolge der Tabelle.",
    ),
    bars_none="Das Diagramm hat keinen Balken, denn jeder Wert ist null oder fehlt.",
    bars_without="Wo ein Wert null ist oder fehlt, steht kein Balken.",
    bar_labels="Über jedem Balken stehen links sein Name und rechts sein Wert.",
    bar_groups=(
        "Zu jeder Kategorie gehört ein waagerechter Balken.",
        "Zu jeder Kategorie gehören {n} waagerechte Balken, einer für jede Reihe.",
    ),
    bar_stacks="Jede Kategorie hat einen waagerechten Balken, dessen Abschnitte die Reihen sind.",
    stack_values="Unter jedem Balken stehen die Werte seiner Abschnitte.",
    negative="Balken für negative Werte reichen von der Nulllinie nach links.",
    series_marks=(
        "Die Reihen tragen Nummern, die die Legende erklärt, und unterscheiden sich auch im Muster: {patterns}."
    ),
    lines=(
        "Eine Linie verläuft von links nach rechts.",
        "{n} Linien verlaufen von links nach rechts, eine für jede Reihe.",
    ),
    line_points=(
        "Ein einzelner Punkt zeigt den Wert.",
        "Die Linie führt über {n} Punkte von links nach rechts, in der Reihenfolge der Tabelle.",
    ),
    line_none="Das Diagramm ist leer, denn kein Wert ist bekannt.",
    line_marks=(
        "Die Reihen tragen Nummern, die die Legende erklärt, "
        "und unterscheiden sich auch in der Form ihrer Punkte: {markers}."
    ),
    line_gaps="Wo eine Angabe fehlt, ist die Linie unterbrochen.",
    line_axis="Die senkrechte Achse beginnt nicht bei null.",
    patterns=(
        "einfarbig",
        "schräg gestreift",
        "gepunktet",
        "waagerecht gestreift",
        "kariert",
        "senkrecht gestreift",
        "gegenläufig schräg gestreift",
    ),
    markers=("Kreis", "Quadrat", "Dreieck", "Raute", "Dreieck mit der Spitze nach unten", "Kreuz"),
)
