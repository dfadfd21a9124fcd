# What goes to the bank
outgoing-family-draws = Trekk
outgoing-family-pay_outs = Utbetalingar
outgoing-family-agreements = Avtalar
outgoing-kind-draw = Trekk
outgoing-kind-withdraw = Sletting
outgoing-kind-pay_out = Utbetaling
outgoing-kind-mandate = Avtale
outgoing-state-written = skriven
outgoing-state-sent = send
outgoing-state-accepted = motteken
outgoing-state-rejected = avvist
outgoing-state-discarded = forkasta
item-state-written = skriven
item-state-sent = send
item-state-accepted = motteken
item-state-refused = avvist
item-state-done = utført
item-state-failed = mislykka
item-state-withdrawn = sletta
item-state-discarded = forkasta
outgoing-sum-draws = { $count } trekk på { $sum }
outgoing-sum-withdrawn = { $count } { $count ->
    [one] sletting
   *[other] slettingar
} på { $sum }
outgoing-sum-paid-out = { $count } { $count ->
    [one] utbetaling
   *[other] utbetalingar
} på { $sum }
outgoing-sum-agreements = { $count } { $count ->
    [one] avtale
   *[other] avtalar
}
outgoing-until = Må vere hos banken før { $deadline }.
outgoing-empty = Ingenting ventar på banken: inga fordring har ein avtale, ingen refusjon er tinga.
outgoing-no-files = Det er ikkje skrive filer til banken enno.
outgoing-would-write = { $name } ville innehalde { $sums }. Ingenting er skrive.
outgoing-written = { $name }: { $sums }. Lagra som { $path }. Send ho, og sei så at ho er send.
outgoing-not-saved = { $name }: { $sums }. Fila er skriven, men kunne ikkje lagrast i mappa; lagre ho på nytt.
outgoing-saved-again = { $name } er lagra på nytt, teikn for teikn, som { $path }.
outgoing-sent = { $name } er send.
outgoing-outdated = { $count } i fila er endra sidan ho vart skriven: sjå kva som skal slettast.
outgoing-discarded = { $name } er forkasta. Det ho bad om, kan skrivast på nytt.
outgoing-refund = Tilbakebetaling
outgoing-refund-of = Tilbakebetaling av { $number }

# What the account lacks
outgoing-needs-unit = kundeeining-ID
outgoing-needs-remittance = avtale om direkteremittering
outgoing-needs-customer = kundenummer hos Bankgirot
outgoing-needs-bankgiro = bankgironummeret som trekkjer
outgoing-needs-supplier = nummeret til dataleverandøren (CVR)
outgoing-needs-creditor = PBS-nummer
outgoing-needs-group = debitorgruppe
outgoing-lacks = Kontoen manglar: { $fields }. Fyll det ut under bankkontoen.

# Why something is left out
outgoing-why-no-reference = fordringa har ingen KID
outgoing-why-not-agreed = avtalen gjeld ikkje enno
outgoing-why-paused = betalaren har stansa avtalen
outgoing-why-ended = avtalen er avslutta
outgoing-why-early = for tidleg: banken tek imot frå { $from }
outgoing-why-late = for seint: skulle vore hos banken { $deadline }; purr eller endre forfallsdatoen
outgoing-why-tried = banken sa nei: { $code }; endre forfallsdatoen for å prøve igjen
outgoing-why-same-day = same betalar blir alt trekt den dagen; gje ho ein annan forfallsdato
outgoing-why-nothing-left = ingenting att å trekkje
outgoing-why-not-sent = står i fil { $file } som ikkje er send: forkast ho
outgoing-why-sent-today = send i dag; slett i morgon
outgoing-why-not-by-file = kan ikkje slettast med fil; be banken
outgoing-why-no-account = kontoen til mottakaren er ukjend
outgoing-why-other-account = { $account } er ikkje ein konto formatet kan betale til
outgoing-why-no-name = ingen bokstav i namnet til mottakaren kan skrivast i fila; betal i banken og sei at det er gjort
outgoing-why-no-address = adressa til betalaren er ikkje fullstendig
outgoing-why-no-payer-data = kontoen eller fødselsnummeret til betalaren manglar

# Receipt lists
receipt-received = motteken utan feil
receipt-processed = behandla
receipt-date-malformed = forfallsdatoen er feil skriven
receipt-date-invalid = forfallsdatoen er ugyldig
receipt-amount-malformed = beløpet er feil skrive
receipt-amount-negative = beløpet er negativt
receipt-too-far-ahead = forfallsdatoen er for langt fram
receipt-account-unknown = kontoen er ukjend eller ikkje i avtalen
receipt-reference-invalid = KID ukjend
receipt-too-late = kom for seint
receipt-no-agreement = ingen aktiv avtale
receipt-received-before = sendinga er motteken før
receipt-end-missing = sluttrecord for sendinga manglar
receipt-count-wrong = talet på transaksjonar er feil
receipt-part-broken = start- eller sluttrecord for oppdraget manglar
receipt-records-wrong = talet på recordar er feil
receipt-record-unknown = ukjend recordtype
receipt-part-out-of-order = oppdragsnummeret er ikkje i rekkjefølgje
receipt-not-a-digit = teikn som ikkje er siffer i eit talfelt
receipt-record-length = recorden har ikkje 80 teikn
receipt-start-missing = startrecord for sendinga manglar
receipt-transactions-wrong = transaksjonane er feil nummererte eller ufullstendige
receipt-no-code = utan kode
receipt-unknown-code = koden til banken
receipt-accepted = motteken
receipt-refused = avvist
receipt-counts = { $accepted } mottekne, { $refused } avviste, { $rest } ikkje nemnde

# Change log
action-file_written = fil til banken skriven
action-file_sent = fil til banken send
action-file_discarded = fil til banken forkasta
action-file_accepted = fil motteken av banken
action-file_rejected = fil avvist av banken
action-draw_sent = trekk sendt
action-draw_withdrawn = trekk sletta
action-draw_stands = trekket gjeld likevel
action-draw_refused = trekk avvist
action-draw_failed = trekk mislykka
action-mandate_asked = avtale tinga eller svart på
log-draw = trekk
log-draw-on = trekkdato
log-code = kode

# Check
check-item-sums = Fil til banken { $id }: tal eller sum er ikkje det som står i ho.
check-item-state = Post { $id } til banken stemmer ikkje med fila eller det han gjeld.
check-item-unlogged = Fil til banken { $id } stemmer ikkje med endringsloggen.
check-item-twice = Fordring { $id } blir trekt to gonger.

# Refusals
refusal-nothing-due = Det er ingenting å skrive til banken no. Sjå kva som er utelate, og kvifor.
refusal-no-account-of-ours = { $wanted } er ingen av bankkontoane våre. Sjå lista over kontoar.
refusal-not-written-format = Ingenting blir skrive til banken i formatet { $format } her. Sjå kva som ventar for formata som finst.
refusal-outgoing-incomplete = Konto { $account } er ikkje klar for { $format }: { $fields } manglar. Fyll det ut under bankkontoen.
refusal-outgoing-changed = Det som ventar for konto { $account }, er ikkje lenger det som vart vist. Sjå ein gong til, og skriv så.
refusal-outgoing-field = { $item }: { $value } passar ikkje som { $field } i fila. Rett det, og skriv på nytt.
refusal-outgoing-not-in-format = { $item } kan ikkje tingast i { $format }. Vel eit anna format.
refusal-number-used = Nummer { $number } er brukt sidan { $since }; banken tek det ikkje to gonger på 12 månader og ein dag. Vel eit anna.
refusal-no-such-outgoing = Det finst inga fil til banken { $wanted }. Søk i lista over filer til banken.
refusal-outgoing-forbids = Det går ikkje med { $name }: ho er { $state }. Ei skriven fil blir send eller forkasta; svaret frå banken gjeld ei send.
refusal-receipt-empty = Ingenting i lista handlar om { $name }: korkje nummeret eller nokon KID i ho. Vel ei anna fil, eller lim inn heile lista.
refusal-file-is-ours = { $name } er skriven her for banken; ho blir ikkje angra. Forkast ho om ho ikkje er send.

# The console
screen-outgoing = Til banken
scope-outgoing = blant det som ventar på banken
command-outgoing-write = Skriv fil til banken
command-outgoing-open = Opne
command-outgoing-left_out = Vis eller gøym utelate
command-outgoing-files = Bankfiler
command-outgoing-sent = Fila er send til banken
command-outgoing-discard = Forkast fila
command-outgoing-receipt = Kvitteringsliste frå banken
says-outgoing-sent = Sei dette først når fila verkeleg er hos banken: det ho bed om, blir ikkje skrive ein gong til.
says-outgoing-discard = Fila blir aldri send; det ho bed om, kan skrivast på nytt, i ei fil med eit anna nummer.
says-outgoing-receipt = Lim inn lista, eller skriv kvar ho ligg, og trykk Enter.
field-receipt = Fil med lista
receipt-missing = Lim inn lista først, eller skriv fila hennar.
receipt-more = … og { $count } til
outgoing-file = { $name } · { $count } postar · { $sum } · { $state }
outgoing-left-out = { $count } utelatne
outgoing-due-count = { $count } å skrive
outgoing-no-claim = Det er inga fordring å opne her.
outgoing-empty-way = Avtalar kjem med filene frå banken (Alt+I); refusjonar blir tinga på fordringa.
outgoing-write-says = Enter skriv fila. Ho er ikkje send før du seier det i lista over bankfiler.
