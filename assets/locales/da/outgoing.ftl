# What goes to the bank
outgoing-family-draws = Opkrævninger
outgoing-family-pay_outs = Udbetalinger
outgoing-family-agreements = Aftaler
outgoing-kind-draw = Opkrævning
outgoing-kind-withdraw = Tilbagekaldelse
outgoing-kind-pay_out = Udbetaling
outgoing-kind-mandate = Aftale
outgoing-state-written = skrevet
outgoing-state-sent = sendt
outgoing-state-accepted = modtaget
outgoing-state-rejected = afvist
outgoing-state-discarded = kasseret
item-state-written = skrevet
item-state-sent = sendt
item-state-accepted = modtaget
item-state-refused = afvist
item-state-done = udført
item-state-failed = mislykkedes
item-state-withdrawn = tilbagekaldt
item-state-discarded = kasseret
outgoing-sum-draws = { $count } { $count ->
    [one] opkrævning
   *[other] opkrævninger
} på { $sum }
outgoing-sum-withdrawn = { $count } { $count ->
    [one] tilbagekaldelse
   *[other] tilbagekaldelser
} på { $sum }
outgoing-sum-paid-out = { $count } { $count ->
    [one] udbetaling
   *[other] udbetalinger
} på { $sum }
outgoing-sum-agreements = { $count } { $count ->
    [one] aftale
   *[other] aftaler
}
outgoing-until = Skal være hos banken før { $deadline }.
outgoing-empty = Intet venter på banken: ingen fordring har en aftale, ingen refusion er bestilt.
outgoing-no-files = Der er ikke skrevet filer til banken endnu.
outgoing-would-write = { $name } ville indeholde { $sums }. Intet er skrevet.
outgoing-written = { $name }: { $sums }. Gemt som { $path }. Send den, og sig så, at den er sendt.
outgoing-not-saved = { $name }: { $sums }. Filen er skrevet, men kunne ikke gemmes i mappen; gem den igen.
outgoing-saved-again = { $name } er gemt igen, tegn for tegn, som { $path }.
outgoing-sent = { $name } er sendt.
outgoing-outdated = { $count } i filen er ændret, siden den blev skrevet: se, hvad der skal kaldes tilbage.
outgoing-discarded = { $name } er kasseret. Det, den bad om, kan skrives igen.
outgoing-refund = Tilbagebetaling
outgoing-refund-of = Tilbagebetaling af { $number }

# What the account lacks
outgoing-needs-unit = kundeenheds-id
outgoing-needs-remittance = aftale om direkte remittering
outgoing-needs-customer = kundenummer hos Bankgirot
outgoing-needs-bankgiro = bankgironummer, der opkræver
outgoing-needs-supplier = dataleverandørens nummer (CVR)
outgoing-needs-creditor = PBS-nummer
outgoing-needs-group = debitorgruppe
outgoing-lacks = Kontoen mangler: { $fields }. Udfyld det under bankkontoen.

# Why something is left out
outgoing-why-no-reference = fordringen har ingen betalingsreference
outgoing-why-not-agreed = aftalen gælder ikke endnu
outgoing-why-paused = betaleren har stoppet aftalen
outgoing-why-ended = aftalen er afsluttet
outgoing-why-early = for tidligt: banken modtager fra { $from }
outgoing-why-late = for sent: skulle have været hos banken { $deadline }; rykk eller ændr forfaldsdagen
outgoing-why-tried = banken sagde nej: { $code }; ændr forfaldsdagen for at prøve igen
outgoing-why-same-day = samme betaler opkræves allerede den dag; giv den en anden forfaldsdag
outgoing-why-nothing-left = intet tilbage at opkræve
outgoing-why-not-sent = står i fil { $file }, som ikke er sendt: kassér den
outgoing-why-sent-today = sendt i dag; kald den tilbage i morgen
outgoing-why-not-by-file = kan ikke kaldes tilbage med fil; bed banken
outgoing-why-no-account = modtagerens konto er ukendt
outgoing-why-other-account = { $account } er ikke en konto, formatet kan betale til
outgoing-why-no-name = intet bogstav i modtagerens navn kan skrives i filen; betal i banken, og sig, at det er gjort
outgoing-why-no-address = betalerens adresse er ikke fuldstændig
outgoing-why-no-payer-data = betalerens konto eller CPR-nummer mangler

# Receipt lists
receipt-received = modtaget uden fejl
receipt-processed = behandlet
receipt-date-malformed = forfaldsdatoen er skrevet forkert
receipt-date-invalid = forfaldsdatoen er ugyldig
receipt-amount-malformed = beløbet er skrevet forkert
receipt-amount-negative = beløbet er negativt
receipt-too-far-ahead = forfaldsdatoen er for langt fremme
receipt-account-unknown = kontoen er ukendt eller ikke i aftalen
receipt-reference-invalid = referencen er ukendt
receipt-too-late = kom for sent
receipt-no-agreement = ingen gældende aftale
receipt-received-before = leverancen er modtaget før
receipt-end-missing = leverancens slutrecord mangler
receipt-count-wrong = antallet af transaktioner er forkert
receipt-part-broken = opgavens start- eller slutrecord mangler
receipt-records-wrong = antallet af records er forkert
receipt-record-unknown = ukendt recordtype
receipt-part-out-of-order = opgavenummeret er ikke i rækkefølge
receipt-not-a-digit = tegn, der ikke er et ciffer, i et talfelt
receipt-record-length = recorden har ikke 80 tegn
receipt-start-missing = leverancens startrecord mangler
receipt-transactions-wrong = transaktionerne er forkert nummereret eller ufuldstændige
receipt-no-code = uden kode
receipt-unknown-code = bankens kode
receipt-accepted = modtaget
receipt-refused = afvist
receipt-counts = { $accepted } modtaget, { $refused } afvist, { $rest } ikke nævnt

# Change log
action-file_written = fil til banken skrevet
action-file_sent = fil til banken sendt
action-file_discarded = fil til banken kasseret
action-file_accepted = fil modtaget af banken
action-file_rejected = fil afvist af banken
action-draw_sent = opkrævning sendt
action-draw_withdrawn = opkrævning kaldt tilbage
action-draw_stands = opkrævningen gælder alligevel
action-draw_refused = opkrævning afvist
action-draw_failed = opkrævning mislykkedes
action-mandate_asked = aftale bestilt eller besvaret
log-draw = opkrævning
log-draw-on = opkrævningsdag
log-code = kode

# Check
check-item-sums = Fil til banken { $id }: antal eller sum er ikke det, der står i den.
check-item-state = Post { $id } til banken stemmer ikke med sin fil eller det, den gælder.
check-item-unlogged = Fil til banken { $id } stemmer ikke med ændringsloggen.
check-item-twice = Fordring { $id } opkræves to gange.

# Refusals
refusal-nothing-due = Der er intet at skrive til banken nu. Se, hvad der er udeladt og hvorfor.
refusal-no-account-of-ours = { $wanted } er ingen af vores bankkonti. Se listen over konti.
refusal-not-written-format = Intet skrives til banken i formatet { $format } her. Se, hvad der venter, for de formater, der findes.
refusal-outgoing-incomplete = Konto { $account } er ikke klar til { $format }: { $fields } mangler. Udfyld det under bankkontoen.
refusal-outgoing-changed = Det, der venter for konto { $account }, er ikke længere det, der blev vist. Se igen, og skriv så.
refusal-outgoing-field = { $item }: { $value } passer ikke som { $field } i filen. Ret det, og skriv igen.
refusal-outgoing-not-in-format = { $item } kan ikke bestilles i { $format }. Vælg et andet format.
refusal-number-used = Nummer { $number } er brugt siden { $since }; banken tager det ikke to gange på 12 måneder og en dag. Vælg et andet.
refusal-no-such-outgoing = Der findes ingen fil til banken { $wanted }. Søg i listen over filer til banken.
refusal-outgoing-forbids = Det går ikke med { $name }: den er { $state }. En skrevet fil sendes eller kasseres; bankens svar gælder en sendt.
refusal-receipt-empty = Intet i listen handler om { $name }: hverken nummeret eller nogen reference i den. Vælg en anden fil, eller indsæt hele listen.
refusal-file-is-ours = { $name } er skrevet her til banken; den fortrydes ikke. Kassér den, hvis den ikke er sendt.

# The console
screen-outgoing = Til banken
scope-outgoing = blandt det, der venter på banken
command-outgoing-write = Skriv fil til banken
command-outgoing-open = Åbn
command-outgoing-left_out = Vis eller skjul udeladt
command-outgoing-files = Bankfiler
command-outgoing-sent = Filen er sendt til banken
command-outgoing-discard = Kassér filen
command-outgoing-receipt = Kvitteringsliste fra banken
says-outgoing-sent = Sig det først, når filen virkelig er hos banken: det, den beder om, skrives ikke en gang til.
says-outgoing-discard = Filen sendes aldrig; det, den beder om, kan skrives igen, i en fil med et andet nummer.
says-outgoing-receipt = Indsæt listen, eller skriv, hvor den ligger, og tryk Enter.
field-receipt = Fil med listen
receipt-missing = Indsæt først listen, eller skriv dens fil.
receipt-more = … og { $count } til
outgoing-file = { $name } · { $count } poster · { $sum } · { $state }
outgoing-left-out = { $count } udeladt
outgoing-due-count = { $count } at skrive
outgoing-no-claim = Der er ingen fordring at åbne her.
outgoing-empty-way = Aftaler kommer med bankens filer (Alt+I); refusioner bestilles på fordringen.
outgoing-write-says = Enter skriver filen. Den er ikke sendt, før du siger det i listen over bankfiler.
