# What goes to the bank
outgoing-family-draws = Trekk
outgoing-family-pay_outs = Utbetalinger
outgoing-family-agreements = Avtaler
outgoing-kind-draw = Trekk
outgoing-kind-withdraw = Sletting
outgoing-kind-pay_out = Utbetaling
outgoing-kind-mandate = Avtale
outgoing-state-written = skrevet
outgoing-state-sent = sendt
outgoing-state-accepted = mottatt
outgoing-state-rejected = avvist
outgoing-state-discarded = forkastet
item-state-written = skrevet
item-state-sent = sendt
item-state-accepted = mottatt
item-state-refused = avvist
item-state-done = utført
item-state-failed = mislyktes
item-state-withdrawn = slettet
item-state-discarded = forkastet
outgoing-sum-draws = { $count } trekk på { $sum }
outgoing-sum-withdrawn = { $count } { $count ->
    [one] sletting
   *[other] slettinger
} på { $sum }
outgoing-sum-paid-out = { $count } { $count ->
    [one] utbetaling
   *[other] utbetalinger
} på { $sum }
outgoing-sum-agreements = { $count } { $count ->
    [one] avtale
   *[other] avtaler
}
outgoing-until = Må være hos banken før { $deadline }.
outgoing-empty = Ingenting venter på banken: ingen fordring har en avtale, ingen refusjon er bestilt.
outgoing-no-files = Det er ikke skrevet filer til banken ennå.
outgoing-would-write = { $name } ville inneholde { $sums }. Ingenting er skrevet.
outgoing-written = { $name }: { $sums }. Lagret som { $path }. Send den, og si så at den er sendt.
outgoing-not-saved = { $name }: { $sums }. Filen er skrevet, men kunne ikke lagres i mappen; lagre den på nytt.
outgoing-saved-again = { $name } er lagret på nytt, tegn for tegn, som { $path }.
outgoing-sent = { $name } er sendt.
outgoing-outdated = { $count } i filen er endret siden den ble skrevet: se hva som skal slettes.
outgoing-discarded = { $name } er forkastet. Det den ba om, kan skrives på nytt.
outgoing-refund = Tilbakebetaling
outgoing-refund-of = Tilbakebetaling av { $number }

# What the account lacks
outgoing-needs-unit = kundeenhets-ID
outgoing-needs-remittance = avtale om direkteremittering
outgoing-needs-customer = kundenummer hos Bankgirot
outgoing-needs-bankgiro = bankgironummeret som trekker
outgoing-needs-supplier = dataleverandørens nummer (CVR)
outgoing-needs-creditor = PBS-nummer
outgoing-needs-group = debitorgruppe
outgoing-lacks = Kontoen mangler: { $fields }. Fyll det ut under bankkontoen.

# Why something is left out
outgoing-why-no-reference = fordringen har ingen KID
outgoing-why-not-agreed = avtalen gjelder ikke ennå
outgoing-why-paused = betaleren har stanset avtalen
outgoing-why-ended = avtalen er avsluttet
outgoing-why-early = for tidlig: banken tar imot fra { $from }
outgoing-why-late = for sent: skulle vært hos banken { $deadline }; purr eller endre forfallsdatoen
outgoing-why-tried = banken sa nei: { $code }; endre forfallsdatoen for å prøve igjen
outgoing-why-same-day = samme betaler trekkes allerede den dagen; gi den en annen forfallsdato
outgoing-why-nothing-left = ingenting igjen å trekke
outgoing-why-not-sent = står i fil { $file } som ikke er sendt: forkast den
outgoing-why-sent-today = sendt i dag; slett i morgen
outgoing-why-not-by-file = kan ikke slettes med fil; be banken
outgoing-why-no-account = mottakerens konto er ukjent
outgoing-why-other-account = { $account } er ikke en konto formatet kan betale til
outgoing-why-no-name = ingen bokstav i navnet til mottakeren kan skrives i filen; betal i banken og si at det er gjort
outgoing-why-no-address = betalerens adresse er ikke fullstendig
outgoing-why-no-payer-data = betalerens konto eller fødselsnummer mangler

# Receipt lists
receipt-received = mottatt uten feil
receipt-processed = behandlet
receipt-date-malformed = forfallsdatoen er feil skrevet
receipt-date-invalid = forfallsdatoen er ugyldig
receipt-amount-malformed = beløpet er feil skrevet
receipt-amount-negative = beløpet er negativt
receipt-too-far-ahead = forfallsdatoen er for langt fram
receipt-account-unknown = kontoen er ukjent eller ikke i avtalen
receipt-reference-invalid = KID ukjent
receipt-too-late = kom for sent
receipt-no-agreement = ingen aktiv avtale
receipt-received-before = forsendelsen er mottatt før
receipt-end-missing = sluttrecord for forsendelsen mangler
receipt-count-wrong = antall transaksjoner er feil
receipt-part-broken = start- eller sluttrecord for oppdraget mangler
receipt-records-wrong = antall recorder er feil
receipt-record-unknown = ukjent recordtype
receipt-part-out-of-order = oppdragsnummeret er ikke i rekkefølge
receipt-not-a-digit = tegn som ikke er siffer i et tallfelt
receipt-record-length = recorden har ikke 80 tegn
receipt-start-missing = startrecord for forsendelsen mangler
receipt-transactions-wrong = transaksjonene er feil nummerert eller ufullstendige
receipt-no-code = uten kode
receipt-unknown-code = bankens kode
receipt-accepted = mottatt
receipt-refused = avvist
receipt-counts = { $accepted } mottatt, { $refused } avvist, { $rest } ikke nevnt

# Change log
action-file_written = fil til banken skrevet
action-file_sent = fil til banken sendt
action-file_discarded = fil til banken forkastet
action-file_accepted = fil mottatt av banken
action-file_rejected = fil avvist av banken
action-draw_sent = trekk sendt
action-draw_withdrawn = trekk slettet
action-draw_stands = trekket gjelder likevel
action-draw_refused = trekk avvist
action-draw_failed = trekk mislyktes
action-mandate_asked = avtale bestilt eller besvart
log-draw = trekk
log-draw-on = trekkdato
log-code = kode

# Check
check-item-sums = Fil til banken { $id }: antall eller sum er ikke det som står i den.
check-item-state = Post { $id } til banken stemmer ikke med filen eller det den gjelder.
check-item-unlogged = Fil til banken { $id } stemmer ikke med endringsloggen.
check-item-twice = Fordring { $id } trekkes to ganger.

# Refusals
refusal-nothing-due = Det er ingenting å skrive til banken nå. Se hva som er utelatt, og hvorfor.
refusal-no-account-of-ours = { $wanted } er ingen av våre bankkontoer. Se listen over kontoer.
refusal-not-written-format = Ingenting skrives til banken i formatet { $format } her. Se hva som venter for formatene som finnes.
refusal-outgoing-incomplete = Konto { $account } er ikke klar for { $format }: { $fields } mangler. Fyll det ut under bankkontoen.
refusal-outgoing-changed = Det som venter for konto { $account }, er ikke lenger det som ble vist. Se en gang til, og skriv så.
refusal-outgoing-field = { $item }: { $value } passer ikke som { $field } i filen. Rett det, og skriv på nytt.
refusal-outgoing-not-in-format = { $item } kan ikke bestilles i { $format }. Velg et annet format.
refusal-number-used = Nummer { $number } er brukt siden { $since }; banken tar det ikke to ganger på 12 måneder og en dag. Velg et annet.
refusal-no-such-outgoing = Det finnes ingen fil til banken { $wanted }. Søk i listen over filer til banken.
refusal-outgoing-forbids = Det går ikke med { $name }: den er { $state }. En skrevet fil sendes eller forkastes; bankens svar gjelder en sendt.
refusal-receipt-empty = Ingenting i listen handler om { $name }: verken nummeret eller noen KID i den. Velg en annen fil, eller lim inn hele listen.
refusal-file-is-ours = { $name } er skrevet her for banken; den angres ikke. Forkast den om den ikke er sendt.

# The console
screen-outgoing = Til banken
scope-outgoing = blant det som venter på banken
command-outgoing-write = Skriv fil til banken
command-outgoing-open = Åpne
command-outgoing-left_out = Vis eller skjul utelatt
command-outgoing-files = Bankfiler
command-outgoing-sent = Filen er sendt til banken
command-outgoing-discard = Forkast filen
command-outgoing-receipt = Kvitteringsliste fra banken
says-outgoing-sent = Si dette først når filen virkelig er hos banken: det den ber om, skrives ikke en gang til.
says-outgoing-discard = Filen sendes aldri; det den ber om, kan skrives på nytt, i en fil med et annet nummer.
says-outgoing-receipt = Lim inn listen, eller skriv hvor den ligger, og trykk Enter.
field-receipt = Fil med listen
receipt-missing = Lim inn listen først, eller skriv filen dens.
receipt-more = … og { $count } til
outgoing-file = { $name } · { $count } poster · { $sum } · { $state }
outgoing-left-out = { $count } utelatt
outgoing-due-count = { $count } å skrive
outgoing-no-claim = Det er ingen fordring å åpne her.
outgoing-empty-way = Avtaler kommer med bankens filer (Alt+I); refusjoner bestilles på fordringen.
outgoing-write-says = Enter skriver filen. Den er ikke sendt før du sier det i listen over bankfiler.
