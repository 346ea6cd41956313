"""The words that sentence breaks turn on, a table a language. Pure data.

An entry is written without its last full stop and without blanks inside: "z.B" stands for "z. B.", too.
One that begins with a small letter also counts with a capital one ("Vgl."), not the other way round.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Literal

from msgspec import Struct

Kind = Literal["never", "may end"]


class Words(Struct, frozen=True):
    """What one language knows of its full stops.

    `kinds` tells of each abbreviation whether it never ends a sentence or does when one of `openers`
    follows: capitalised words that open sentences and aren't names or nouns. `suffixes` are abbreviations
    that also end longer words ("Hauptstr."). `labels` are words after which a number counts or names and
    ranks nothing ("Seite 3."), `determiners` those after which a long number ranks ("der 1000. Besucher").
    `numbered` are ordinary words, but abbreviations before a number ("No. 5"). `speech` are verbs that tie a
    name to the quotation before it. `ordinals` says that a number with a full stop ranks what follows
    ("3. Platz"), and so does a Roman numeral.
    """

    kinds: Mapping[str, Kind]
    openers: frozenset[str]
    suffixes: tuple[str, ...] = ()
    labels: frozenset[str] = frozenset()
    determiners: frozenset[str] = frozenset()
    numbered: frozenset[str] = frozenset()
    speech: frozenset[str] = frozenset()
    ordinals: bool = False


def _words(text: str) -> frozenset[str]:
    return frozenset(text.split())


def _kinds(never: frozenset[str], may_end: frozenset[str]) -> Mapping[str, Kind]:
    """The table of both, with the capitalised forms of what begins with a small letter."""
    exact: dict[str, Kind] = {**dict.fromkeys(never, "never"), **dict.fromkeys(may_end, "may end")}
    capital = {form[0].upper() + form[1:]: kind for form, kind in sorted(exact.items())}
    return capital | exact


GERMAN = Words(
    kinds=_kinds(
        never=_words("""
            Dr Prof Hr Fr Hrn Fa Dipl Ing Mag Bacc habil phil med jur rer nat pol oec theol päd vet dent
            rel Nr nr Nrn Abb Abs Bd Bde Kap Tab Ziff Rn Rdnr Anl Anh Anm Aufl Ausg Hrsg Hg Verf Übers
            Bearb Red Jg St Skt Hl hl Th Joh Wilh Friedr Gebr Geb geb gest verh verw bzw ca vgl ggf ggfs
            evtl inkl exkl einschl ausschl zzgl abzgl insb insbes sog lt gem resp bez betr max min mind
            höchst durchschn urspr eigtl eig allg bes spez ehem zz zzt derz entspr gegr begr griech lat
            dt deutsch engl frz franz ital span russ österr schweiz amerik europ östl westl nördl südl
            wiss techn kath evang ev röm bspw beisp wg zw zus zit veröff usf z.B d.h d.i i.d.R i.A i.V
            i.e i.S i.S.v i.w.S i.e.S i.Allg m.E m.a.W m.W o.g s.g sog u.U v.a z.T z.Z z.Zt z.H z.Hd u.z
            u.dgl v.l.n.r p.a a.M a.d b.w bspw d.Ä d.J n.b o.J o.O s.S v.g w.o
        """),
        may_end=_words("""
            usw etc str ff dgl ä Ä u.ä u.Ä o.ä o.Ä u.a u.a.m u.v.m u.v.a.m u.s.w usf u.s.f s.o s.u a.a.O
            e.V a.D i.R d.M d.Js n.Chr v.Chr Chr Jh Jhs Jhd Jhdt Mio Mrd Bio Tsd Std Min Sek Mon Tg Str
            Pl Tel Fax Bhf Hbf Co Corp Inc Ltd jr Jr sen jun Sen Art Max So Mo Di Mi Do Fr Sa Jan Feb
            Febr Mär Apr Jun Jul Aug Sep Sept Okt Nov Dez al ebd ebda Bsp Std Stk Tsd Nachf Zschr
        """),
    ),
    openers=_words("""
        Der Die Das Den Dem Des Ein Eine Einen Einem Einer Eines Kein Keine Keinen Keinem Keiner Dies
        Diese Dieser Dieses Diesen Diesem Jene Jener Jenes Jede Jeder Jedes Jeden Jedem Jemand Niemand
        Ich Du Er Sie Es Wir Ihr Ihm Ihn Ihnen Mir Mich Dir Dich Uns Euch Man Mein Meine Meinen Meiner
        Dein Deine Sein Seine Seinen Seiner Seinem Ihre Ihren Ihrer Ihrem Unser Unsere Unseren Unserer
        Euer Eure Alle Allen Alles Viele Vielen Manche Mancher Manches Einige Etliche Mehrere Wenige
        Beide Solche Solcher Andere Anderen Nichts Etwas Wer Wen Wem Wessen Was Welche Welcher Welches
        Wo Woher Wohin Wie Wieso Wann Warum Weshalb Weswegen Wozu Wofür Womit Wodurch Worin Worauf Wobei
        Ob Und Oder Aber Doch Denn Sondern Weil Wenn Als Da Dass Daß Bevor Ehe Nachdem Obwohl Obgleich
        Solange Sobald Sofern Falls Indem Während Damit Trotz Trotzdem Dennoch Jedoch Allerdings Zwar
        Weder Entweder Sowohl Deshalb Deswegen Daher Darum Dafür Dagegen Dabei Dadurch Danach Daneben
        Daran Darauf Daraus Darin Darüber Davon Davor Dazu Dann Dort Dorthin Hier Hierbei Hierfür
        Hiermit Hierzu Heute Gestern Vorgestern Jetzt Nun Bald Bisher Seither Seitdem Damals Einst
        Früher Später Zuerst Zunächst Zuletzt Zuvor Vorher Nachher Schließlich Endlich Inzwischen
        Mittlerweile Plötzlich Sofort Immer Oft Manchmal Selten Nie Niemals Wieder Noch Schon Erst Nur
        Auch Sogar Selbst Besonders Insbesondere Außerdem Zudem Ferner Weiter Weiterhin Überdies Ebenso
        Genauso Natürlich Vielleicht Leider Hoffentlich Offenbar Tatsächlich Wirklich Eigentlich
        Übrigens Jedenfalls Immerhin Dementsprechend Folglich Somit Also Andernfalls Sonst Stattdessen
        Vielmehr Dadurch Nicht Nein Ja Bitte Danke Ach Na In Im Ins An Am Ans Auf Aus Bei Beim Mit Nach
        Von Vom Vor Zu Zum Zur Für Über Unter Durch Gegen Ohne Um Bis Seit Ab Zwischen Hinter Neben Laut
        Wegen Anhand Aufgrund Angesichts Anstatt Statt Innerhalb Außerhalb Infolge Mithilfe Dank Gemäß
        Anders Anschließend Demnach Demgegenüber Dessen Deren Derzeit Sodann
    """),
    labels=_words("""
        S Seite Seiten Nr Nummer Abb Abbildung Tab Tabelle Kap Kapitel Abschnitt Abs Absatz Art Artikel
        § §§ Ziff Punkt Platz Version EPUB Stufe Klasse Raum Zimmer Haus Jahr Jahre Jahren Satz Frage
        Formel Gleichung Grad minus plus mal rund etwa circa ca über unter fast knapp gut ist sind waren
        = + - ×
    """),
    determiners=_words("""
        der die das den dem des zum zur am im beim vom ein eine einen einem einer jeder jede jedes jeden
        ihr ihre ihren sein seine seinen unser unsere unseren mein meine dein deine dieser diese dieses
    """),
    suffixes=("str", "nr"),
    ordinals=True,
)

MONTHS = _words("""
    Januar Jänner Februar Feber März April Mai Juni Juli August September Oktober November Dezember Jan
    Feb Febr Mär Apr Jun Jul Aug Sep Sept Okt Nov Dez
""")

ENGLISH = Words(
    kinds=_kinds(
        never=_words("""
            Mr Mrs Ms Mx Dr Prof Rev Gen Gov Lt Col Sgt Capt Cmdr Hon Pres Supt Fr Msgr Messrs vs v viz
            cf p pp vol vols ch chap sec sect par para fig figs Fig Figs eq Eq eqs ed eds trans nos Nos
            approx ca c est esp incl excl dept Dept Mt Ft e.g i.e eg ie w.r.t b d
        """),
        may_end=_words("""
            etc al a.m p.m am pm U.S U.K U.N E.U U.S.A D.C Ph.D M.D B.A M.A B.Sc M.Sc Inc Ltd Co Corp
            Bros Jr Sr Esq St Ave Blvd Rd Sq Jan Feb Mar Apr Jun Jul Aug Sep Sept Oct Nov Dec Mon Tue
            Tues Wed Thu Thurs Fri Sat Sun min max hr hrs sec ft lb lbs oz B.C A.D B.C.E C.E ibid op.cit
        """),
    ),
    openers=_words("""
        The A An This That These Those I You He She It We They My Your His Her Its Our Their One Some
        Any All Both Each Every Few Many Most Much Several Such No Nobody None Nothing Not Someone
        Something Everyone Everything Who Whom Whose What Which When Where Why How If Whether And But Or
        Nor So Yet For Because Although Though While Since Unless Until Once As After Before Then There
        Here Now Today Yesterday Tomorrow Later Soon Still Already Also Even Only Just Perhaps Maybe
        However Therefore Thus Hence Moreover Furthermore Meanwhile Instead Otherwise Nevertheless
        Nonetheless Finally First Second Third Next Last Again Always Never Often Sometimes Suddenly
        Indeed Besides Yes Please In On At By To From With Without Within Into Onto Of Off Over Under
        Above Below Between Among Through During About Against Across Along Around Behind Beyond Despite
        Except Inside Outside Near Toward Towards Upon Let Do Does Did Is Are Was Were Has Have Had Can
        Could Will Would Should May Might Must
    """),
    numbered=_words("No Nos Art Sec Par Ch"),
    speech=_words("""
        said says asked asks replied replies answered answers cried cries shouted shouts whispered
        whispers muttered murmured exclaimed added called screamed yelled sighed laughed wondered
        inquired begged demanded gasped groaned snapped insisted repeated continued began went thought
    """),
)
