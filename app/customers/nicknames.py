"""Short forms and the names they stand for: who asks for Bob may mean Robert."""

from __future__ import annotations

from functools import lru_cache

_GROUPS = """
alexander alexandra alex sascha sasha sandra sandro
andreas andrew andrea andy andi
anna anne anja annie anni hanna nan
anton antonia antonio toni tony
barbara babs barb barbie
benjamin benedikt ben benny
catherine katherine katharina kathrin kate kathy cathy katie kati kat
charles karl charlie charly chuck
charlotte lotte lotti charlie
christian christoph christopher chris
christina christine tina chris christl
daniel daniela dan danny dani
david dave
dorothea dorothy dora doro dorle dot
eduard edward edgar ed eddie ted
elisabeth elizabeth elise lisa liz lizzy beth betty elli sissi lisbeth else ilse
emanuel manuel manuela manu
florian flo
frances francis franziska franz frank franzi fran frankie
friedrich frederick friederike fritz fred freddy rike
gabriele gabriel gabi gaby
georg george schorsch
gerhard gerard gerd gert
gertrud gertrude trude trudi
hans johannes johann john jonathan jon hannes jack johnny juan jean giovanni
heinrich henry heinz harry heiner hank
helene helena ellen lena leni
isabel isabella isabelle bella isa
jakob jacob james jim jimmy jamie jack jake
jennifer jenny jen
johanna jo hanna hanni
josef joseph josephine sepp joe pepi jupp jo beppo
julia juliane julie jule
klaus nikolaus nicholas nico nick niko
kaspar jasper casper
leonard leonhard leonardo leo lenny
ludwig louis luis luigi lutz
magdalena magda lena madeleine
margarete margaret margarethe margarita grete gretel gretchen maggie meg peggy rita greta
maria marie mary mia mitzi ria marian
martin martina tina marty
mathias matthias matthew matt mats hias matze
maximilian max maxi
michael michaela michel mike mick micha michi mikey mischa misha
monika monica moni
natalia nathalie natalie nat tasha natasha
oliver olli ollie
patricia patrick pat paddy patty trish tricia
peter pete petra
philipp philip philippa phil pip
rebecca rebekka becky bex
richard rick dick richie ricky
robert roberta bob rob bobby robbie bert bertl
rudolf rudolph rudi rolf
samuel samantha sam sammy
sebastian basti seb wastl
sigmund siegfried sigi siggi
simon simone si
stefan stephan stephen steven stephanie stefanie steve steffi steph stevie
susanne susanna susan susi sue suzy
theodor theodore theo ted teddy
theresa teresa therese resi terry tess
thomas tom tommy thom
ulrich ulrike uli ulli
ursula uschi ulla
valentin valentina vali
veronika veronica vroni
victoria viktoria viktor victor vicky vicki
walter walt wally
werner wendelin
wilhelm william wilhelmine willi willy bill billy will liam mina
wolfgang wolf wolfi
"""


@lru_cache(maxsize=1)
def _known() -> dict[str, frozenset[str]]:
    known: dict[str, set[str]] = {}
    for line in _GROUPS.strip().splitlines():
        group = line.split()
        for name in group:
            known.setdefault(name, set()).update(group)
    return {name: frozenset(group - {name}) for name, group in known.items()}


def other_names(word: str) -> list[str]:
    """Other forms of a folded first name, alphabetical; empty when none are known."""
    return sorted(_known().get(word, ()))
