## Codes: statuses, kinds, states
status-unpaid = Ubetalt
status-paid = Betalt
status-manual_handling = Manuell handsaming
status-annulled = Annullert
status-refunded = Refundert
status-credited = Kreditert
extra-overpaid = Betalt for mykje
extra-underpaid = Betalt for lite
extra-several_payers = Betalt av fleire
extra-handled = Handsama
extra-partly_refunded = Delvis refundert
kind-dues = Kontingent
kind-order = Ordre
kind-donation = Gåve
kind-other = Anna
method-bank = Bank
method-direct_debit = AvtaleGiro
method-card = Kort
method-cash = Kontant
method-mixed = Fleire måtar
state-unmatched = Ukjend
state-suggested = Føreslått
state-partly_used = Delvis brukt
state-used = Brukt
state-parked = Parkert
source-bank_file = Bankfil
stage-read = Innlesing
stage-reference = KID
stage-claim = Fordring
stage-party = Kunde/medlem
reason-exact = KID ✓ beløp ✓
reason-more_than_claim = KID ✓ meir enn fordringa
reason-less_than_claim = KID ✓ mindre enn fordringa
reason-several_payers = KID ✓ fleire betalarar
reason-already_paid = KID ✓ allereie betalt
reason-claim_void = KID ✓ fordringa er annullert eller kreditert
reason-manual_handling = KID ✓ fordringa er i manuell handsaming
reason-unreadable = Uleseleg KID
reason-fails_check = Ugyldig KID
reason-not_found = Inga fordring med denne KID-en
reason-text_only = Berre melding, ingen KID
reason-money_out = Pengar ut: refusjon eller kreditering
reason-possible_duplicate = Mogleg duplikat av ei tidlegare betaling
reason-party_none_open = Kunde/medlem ✓ inga ubetalt fordring
reason-party_several_open = Kunde/medlem ✓ fleire ubetalte fordringar
reason-party_other_amount = Kunde/medlem ✓ anna beløp
reason-party_exact = Kunde/medlem ✓ beløp ✓
movement-received = Innbetalt
movement-paid_out = Utbetalt
payer-unknown = Ukjend
operation-annul = annullere
operation-drop-line = slette ei varelinje på
operation-discount = gje rabatt på
operation-credit = kreditere
action-annulled = annullert
action-line_dropped = varelinje sletta
action-discounted = rabatt gjeven
action-credited = kreditert
action-received = betaling motteken
action-issued = utferda
action-created = oppretta
action-stored = importert

## Columns: claims
column-claims-number = Nr.
column-claims-reference = KID
column-claims-recipient = Mottakar
column-claims-description = Beskriving
column-claims-due = Forfell
column-claims-amount = Beløp
column-claims-status = Status
column-claims-extra_status = Ekstrastatus
column-claims-paid = Innbetalt
column-claims-left = Står att
column-claims-credited = Kreditert
column-claims-remainder = Restbeløp
column-claims-issued = Utferda
column-claims-sent = Sendt
column-claims-paid_on = Betalt
column-claims-kind = Type
column-claims-method = Betalt med
column-claims-payer = Betalt av
column-claims-party = Kundenr.
column-claims-phone = Telefon
column-claims-email = E-post
column-claims-city = Poststad
column-claims-account = Konto
column-claims-lines = Linjer
column-claims-voucher = Bilag
column-claims-credit_notes = Kreditnota
column-claims-changes = Endr.
column-claims-changed_at = Endra

## Columns: payments
column-payments-id = Id
column-payments-booked = Bokført
column-payments-amount = Beløp
column-payments-reference = KID
column-payments-payer = Frå konto
column-payments-state = Status
column-payments-reason = Årsak
column-payments-claim = Fordring
column-payments-stage = Steg
column-payments-used = Brukt
column-payments-left = Står att
column-payments-party = Kunde/medlem
column-payments-text = Tekst
column-payments-archive = Arkivref.
column-payments-lump = Sumpost
column-payments-type = Type
column-payments-source = Kjelde
column-payments-account = Konto
column-payments-ordered = Oppdr.dato
column-payments-file = Fil
column-payments-line = Linje
column-payments-stored_at = Importert

## Columns: bank files
column-files-id = Id
column-files-name = Fil
column-files-stored_at = Importert
column-files-operator = Av
column-files-payments = Antal
column-files-booked = Bokført
column-files-settled = Oppgjort
column-files-manual = Manuelle
column-files-suggested = Forslag
column-files-unmatched = Ukjende
column-files-parked = Parkert
column-files-skipped = Frå før
column-files-stored = Nye
column-files-sum = Kontrollsum
column-files-format = Format
column-files-identity = Identitet
column-files-created = Laga
column-files-lines = Linjer
column-files-length = Byte

## Views that come with the program
view-claims-all = Alle
view-claims-unpaid = Ubetalte
view-claims-overdue = Forfalne
view-claims-manual = Manuell handsaming
view-claims-paid = Betalte
view-claims-void = Annullerte og krediterte
view-payments-all = Alle
view-payments-waiting = Ventar
view-payments-unmatched = Ukjende
view-payments-suggested = Føreslåtte
view-payments-parked = Parkerte
view-payments-used = Brukte
view-files-all = Alle

## Refusals: what, on which thing, and the way out
refusal-comment-missing = Alle endringar må ha ein kommentar. Skriv kvifor.
refusal-status-forbids = Fordring { $number }: du kan ikkje { $operation } ei fordring med status { $status }.
refusal-money-received = Fordring { $number } kan ikkje annullerast eller krediterast: { $paid } er innbetalt. Handsam innbetalinga først.
refusal-no-such-line = Fordring { $number } har inga linje { $line }; ho har linje 1 til { $lines }.
refusal-line-dropped = Linje { $line } på fordring { $number } er allereie sletta.
refusal-line-credited = Linje { $line } på fordring { $number } er allereie kreditert.
refusal-discount-too-large = Ein rabatt på { $discount } er meir enn dei { $open } som står att av linje { $line } på fordring { $number }. Gje høgst så mykje.
refusal-discount-not-positive = { $discount } er ingen rabatt. Oppgje eit beløp over null.
refusal-discount-text-missing = Ein rabatt må ha ein tekst som kan stå på linja.
refusal-nothing-left = Det ville ikkje bli noko att av fordring { $number }. Annuller eller krediter ho i staden.
refusal-last-line-with-money = Den siste linja på fordring { $number } kan ikkje slettast: { $paid } er innbetalt. Handsam innbetalinga først.
refusal-changed-meanwhile = Fordring { $number } vart nettopp endra av nokon andre. Sjå på ho igjen og gjer endringa på nytt.
refusal-no-such-claim = Det finst inga fordring { $wanted }. Søk i fordringslista på nummer eller KID.
refusal-no-such-payment = Det finst inga betaling { $wanted }. Søk i betalingslista.
refusal-no-such-view = Det finst inga lagra vising { $name } som du kan endre.
refusal-view-name-missing = Ei vising må ha eit namn.
refusal-account-exists = Konto { $number } finst allereie.
refusal-account-invalid = { $number } er ikkje eit gyldig kontonummer i { $country }. Kontroller siffera.
refusal-rules-invalid = KID-oppsettet «{ $rules }» kan ikkje tolkast: { $detail }. Skriv til dømes mod10:11.
refusal-reference-invalid = { $reference } er ikkje eit gyldig KID-nummer for { $rules }. Kontroller siffera.
refusal-reference-base = Det kan ikkje lagast eit KID-nummer av «{ $base }». Oppgje 1 til 24 siffer.
refusal-site-exists = Det finst allereie ei verksemd: { $name }, i { $path }. Oppgje ei anna fil med --db.
refusal-busy = { $operator } held på med { $work } ({ $percent } %). Ingenting er endra; prøv igjen om litt.
refusal-file-changed = { $name } vart endra medan ho vart lesen. Ingenting er lagra; importer ho på nytt.
refusal-nothing-here = Det er ingenting under markøren.
refusal-last-column = Den siste kolonnen kan ikkje gøymast. Vis ein annan først.
refusal-no-such-column = Det finst ingen kolonne «{ $column }» i lista { $list }. Kolonnane står i kolonneveljaren (F5).
refusal-filter-fault = Filter, posisjon { $place }: «{ $word }»: { $detail }
refusal-file-exists = { $path } finst allereie. Vel eit anna namn.
refusal-not-a-demo = { $path } er ikkje ein demo, så han får vere som han er. Vel eit anna namn med --out.
filter-filter-too-long = filteret er for langt.
filter-open-quote = det avsluttande hermeteiknet manglar.
filter-unknown-column = kolonnen finst ikkje; set hermeteikn rundt teksten om du vil søkje etter han.
filter-missing-value = det er ingenting å søkje etter.
filter-range-in-list = eit intervall må stå åleine, ikkje saman med andre verdiar.
filter-not-comparable = < og > verkar berre med eitt tal, eitt beløp eller éin dato.
filter-not-a-number = her trengst eit heiltal, til dømes 14790.
filter-not-an-amount = her trengst eit beløp, til dømes 1250,00.
filter-not-a-date = her trengst ein dato, til dømes 2026-09-21, t (i dag) eller -30d.
filter-not-a-flag = her trengst ja eller nei.
filter-unknown-choice = den verdien finst ikkje.

## Failures of the file and the surroundings
store-sqlite = Databasen klarte det ikkje: { $detail }
store-refused = Avvist.
store-money = Beløpet er for stort for rekneskapen.
store-missing = Det finst inga verksemd i { $path }. Opprett ei: fordring init --country no --name NAME, eller sjå på demoen: fordring demo
store-not-ours = { $path } er ikkje ei Fordring-fil. Oppgje fila til verksemda med --db.
store-damaged = { $path } er skadd ({ $detail }). Arbeid vidare med den siste tryggingskopien, og ta vare på den skadde fila.
store-newer = { $path } er skriven av ein nyare versjon av Fordring (databaseversjon { $found }, dette programmet kjenner { $known }). Installer den nyare versjonen.
store-read-only = { $path } kan berre lesast. Gje brukarkontoen din rett til å skrive i fila og i mappa ho ligg i.
store-disk-full = Disken med { $path } er full eller kan ikkje skrivast til. Ingenting er endra; frigjer plass og prøv igjen.
store-locked = { $path } er i bruk av eit anna program. Ingenting er endra; prøv igjen om litt.
store-old-sqlite = SQLite i dette programmet er for gammal til at fleire kan arbeide trygt samstundes.
store-invariant = Noko stemmer ikkje, så ingenting er lagra: { $detail }. Køyr fordring check og ta vare på ein tryggingskopi.
store-migration = Fila kunne ikkje oppgraderast: { $detail }. Ein kopi frå før oppgraderinga ligg ved sida av ho.
store-io = { $path } kan ikkje brukast: { $detail }
store-cancelled = Avbrote. Ingenting er lagra.
store-randomness = Systemet gjev ingen tilfeldige tal: { $detail }
input-refused = { $path } er ikkje importert: alle rader må vere i orden.
import-refused = { $name } vart avvist; ingenting er lagra.
import-accept = For å halde fram likevel: --accept { $code }
file-unusable = { $path } kan ikkje brukast: { $detail }
output-closed = Utdataa vart lukka.
no-terminal = Konsollen treng ein terminal. Utan terminal verkar desse: fordring claims list, import, check og dei andre i fordring --help
usage = Argumenta kan ikkje tolkast.
usage-format = Det finst ikkje noko format «{ $given }».
usage-amount = «{ $given }» er ikkje eit beløp. Skriv slik: 1250,00.
usage-name = Verksemda må ha eit namn.
usage-country = «{ $given }» er ikkje blant landa her: no, se eller dk.
asset-broken = Ein del av programmet er øydelagd ({ $detail }). Installer programmet på nytt.
no-data-directory = Systemet oppgjev inga datamappe. Oppgje fila til verksemda med --db.
terminal-failed = Terminalen svikta: { $detail }
check-faults = Fann { $count } { $count ->
    [one] feil
   *[other] feil
}.

## Places
place-line = Linje { $line }: { $what }
place-line-column = Linje { $line }, kolonne { $column }: { $what }

## Faults in tables
input-too-large = fila er for stor.
input-not-utf8 = teksten er ikkje UTF-8. Lagre han som UTF-8.
input-no-header = linja med kolonnenamn manglar. Ho må innehalde: { $expected }
input-bad-row = rada kan ikkje lesast.
input-no-rows = det er ingen rader under kolonnenamna.
input-column-twice = kolonnen { $found } står der to gonger.
input-unknown-column = ukjend kolonne «{ $found }». Desse finst: { $expected }
input-missing-column = kolonnen { $expected } manglar.
input-short-row = rada har { $found } felt, men treng { $expected }.
input-long-field = feltet er lengre enn { $expected } teikn.
input-missing = { $expected } manglar.
input-not-a-date = «{ $found }» er ikkje ein dato. Skriv slik: { $expected }.
input-not-an-amount = «{ $found }» er ikkje eit beløp. Skriv slik: { $expected }.
input-amount-not-positive = beløpet { $found } er ikkje over null.
input-not-a-kind = «{ $found }» er ikkje ein type fordring. Desse finst: { $expected }
input-due-before-issued = forfall { $found } er før utferdinga { $expected }.
input-not-an-account = «{ $found }» er ikkje eit kontonummer.
input-account-unknown = konto { $found } er ikkje ein av kontoane til verksemda. Legg han til først.
input-not-a-number = «{ $found }» er ikkje eit fordringsnummer (1 til { $expected }, utan nullar framfor).
input-not-a-vat-rate = «{ $found }» er ikkje ein mva-sats. Desse finst: { $expected }
input-number-taken = nummer { $found } er oppteke.
input-number-twice = nummer { $found } står der to gonger.
input-reference-taken = KID { $found } er oppteken.
input-reference-twice = KID { $found } står der to gonger.
input-reference-fits-none = KID { $found } passar ikkje til nokon av kontoane til verksemda.
input-line-of-other-party = dei andre linjene på fordringa gjeld kunde/medlem { $expected }.
input-line-of-other-due = dei andre linjene på fordringa forfell { $expected }.
input-line-of-other = dei andre linjene på fordringa har { $expected }.
input-line-of-other-reference = dei andre linjene på fordringa har KID { $expected }.
input-other-name = namnet her er «{ $expected }»; «{ $found }» er ikkje lagra.

## Findings in bank files
finding-account-check = mottakarkontoen { $found } er ikkje eit gyldig kontonummer.
finding-after-end = det står noko etter sluttposten: { $found }
finding-amount-too-large = beløpet { $found } (øre) er større enn { $expected } kroner.
finding-bad-sign = forteiknet er «{ $found }»; det må vere eitt av { $expected }.
finding-blank-lines = det er tomme linjer før den første eller etter den siste posten.
finding-byte-order-mark = fila byrjar med eit BOM-teikn (byte order mark).
finding-collapsed-blanks = fleire mellomrom etter kvarandre ser ut til å ha vorte til eitt: fila er truleg limt inn frå ein e-post eller ei nettside. Hent ho på nytt.
finding-count-payments = sluttposten oppgjev { $found } betalingar; det er { $expected }.
finding-count-records = sluttposten oppgjev { $found } postar; det er { $expected }.
finding-dates-differ = sluttposten oppgjev dato { $found }; betalingane oppgjev { $expected }.
finding-empty = fila har ikkje noko innhald.
finding-end-of-file-mark = eit gammalt filslutt-teikn står til slutt.
finding-future-date = betalingar er daterte { $found }, etter dagens dato ({ $expected }).
finding-gross-sum = kontrollsummen { $found } ser bort frå forteikna; etter regelen skulle han ha vore { $expected }.
finding-no-line-ends = fila har ingen linjeskift; postane er delte etter lengd.
finding-not-a-record = linja byrjar med { $found }, ikkje { $expected }.
finding-not-digits = { $found } skal berre ha siffer.
finding-not-ocr-giro = fila byrjar med { $found }, ikkje { $expected }: det er ikkje ei OCR- eller AvtaleGiro-fil.
finding-numbering = betalinga har nummer { $found }; neste i rekkja var { $expected }.
finding-old-date = betalingar er daterte { $found }, før { $expected }.
finding-record-order = post { $found } kan ikkje stå her; her skulle det ha stått { $expected }.
finding-second-transmission = her byrjar ei ny forsending. Del opp fila og importer delane kvar for seg.
finding-service-skipped = del { $found } høyrer til ei teneste som ikkje blir lesen; delen er hoppa over.
finding-settlement-date = { $found } er ikkje ein dato ({ $expected }).
finding-sum = sluttposten oppgjev { $found }; betalingane blir { $expected }.
finding-sum-too-large = summen av beløpa er for stor til å lagrast.
finding-too-many-parts = fleire enn { $expected } delar.
finding-transaction-mismatch = posten har { $found }, den første posten i betalinga har { $expected }.
finding-truncated = fila sluttar for tidleg; { $expected } manglar. Hent ho på nytt.
finding-unknown-record = { $found } er ikkje ein post i dette formatet ({ $expected }).
finding-unknown-type = transaksjonstype { $found } er ikkje blant { $expected }.
finding-utf8 = linja er i UTF-8 i staden for { $expected }.
finding-wrong-length = linja har { $found } teikn i staden for { $expected }.
finding-account-not-set-up = konto { $found } er ikkje sett opp med KID her. Legg han til med KID-oppsettet, eller hopp over den delen av fila.
finding-same-identity = ei fil med same avsendar, nummer og mottakar er importert før, med andre postar: { $expected }. Det kan vere ei retta fil som er send på nytt.
finding-recipient-new = inga tidlegare fil var til mottakar { $found }.
finding-known-payment = betalinga kom med ei tidlegare fil; ho er ikkje lagra på nytt.
finding-too-large = fila er på { $found } MB; høgst 192 MB blir teke imot. Del ho opp.
finding-empty-file = fila er tom.
finding-is-folder = dette er ei mappe, ikkje ei fil.
finding-unreadable-file = fila kan ikkje lesast: { $found }
finding-not-a-bank-file = dette er ikkje ei bankfil som kan lesast her; det ser ut til å vere { $found }. Format som kan lesast her: { $expected }
looks-empty = ei tom fil
looks-camt053 = ei kontoutskrift (camt.053)
looks-camt054 = ei melding frå banken (camt.054)
looks-pain = eit betalingsoppdrag til banken (pain)
looks-other-xml = XML
looks-cremul = CREMUL (EDIFACT)
looks-telepay = Telepay
looks-bgmax = BgMax (Sverige)
looks-bankgiro-other = ei anna fil frå Bankgirot
looks-betalingsservice = Betalingsservice (Danmark)
looks-csv = ein tabell (CSV)
looks-pdf = ein PDF
looks-zip = eit ZIP-arkiv
looks-sqlite = ein SQLite-database
looks-utf16 = tekst i UTF-16; lagre han slik han kom frå banken
looks-text = vanleg tekst
looks-binary = binære data

## What check finds
check-integrity = Databasen er skadd: { $detail }
check-foreign-key = Ei rad i { $detail } ({ $id }) viser til noko som ikkje finst.
check-claim-amount = Fordring (nøkkel { $id }): beløpet er ikkje summen av linjene.
check-claim-credited = Fordring (nøkkel { $id }): den krediterte summen stemmer ikkje med linjene.
check-claim-left = Fordring (nøkkel { $id }): det som står att, stemmer ikkje med beløp og betalingar.
check-claim-paid = Fordring (nøkkel { $id }): det som er innbetalt, er ikkje summen av transaksjonane.
check-claim-allocations = Fordring (nøkkel { $id }): pengane på linjene og restbeløpet stemmer ikkje med det som er innbetalt.
check-claim-name = Fordring (nøkkel { $id }): namnet ho blir sortert etter, er ikkje namnet til mottakaren.
check-claim-content = Fordring (nøkkel { $id }): nummer, kunde, type, KID eller datoar er ikkje dei ho vart skriven ut med.
check-claim-unlogged = Fordring (nøkkel { $id }) manglar i endringsloggen.
check-claim-voucher = Fordring (nøkkel { $id }) viser ikkje til noko bilag.
check-line-overpaid = Fordring (nøkkel { $id }): på ei linje ligg det meir pengar enn beløpet på linja.
check-voucher-balance = Bilag (nøkkel { $id }) balanserer ikkje.
check-voucher-gap = Bilagsnumra har eit hol ved { $id }.
check-credit-note-gap = Kreditnotanumra har eit hol ved K{ $id }.
check-credit-note-sum = Kreditnota K{ $id } er ikkje summen av linjene sine.
check-receivables = Kundefordringane i hovudboka stemmer ikkje med det som står att på fordringane.
check-not-placed = Dei ufordelte betalingane i hovudboka stemmer ikkje med betalingane og fordringane.
check-payment-claim = Betaling { $id }: ingen transaksjon fører henne til fordringa ho oppgir.
check-payment-movement = Betaling { $id }: transaksjonane er ikkje det som kom inn.
check-payment-used = Betaling { $id }: statusen stemmer ikkje med det som er brukt av ho.
check-file-sums = Bankfil { $id }: summen av betalingane er ikkje det som vart lagra.
check-file-content = Bankfil { $id }: betalingane er ikkje slik dei var då fila vart importert.
check-file-bytes = Bankfil { $id }: innhaldet er ikkje komplett, eller ikkje det som vart lese inn.
check-journal-gap = Endringsloggen har eit hol før rad { $id }.
check-journal-chain = Rad { $id } i endringsloggen er endra, eller ei rad før ho.
check-journal-values = Rad { $id } i endringsloggen: verdiane før og etter er endra.
check-journal-head = Slutten av endringsloggen er kutta av, eller noko er lagt til (rad { $id }).
check-journal-claim = Fordring (nøkkel { $id }) er ikkje slik endringsloggen seier at ho vart.
check-reference-twice = KID på fordring (nøkkel { $id }) står òg på ein kunde/ein medlem.
check-open-days = Talet på opne fordringar per forfallsdag er ikkje det fordringane seier.

## Command line
cli-site-made = { $name } er oppretta i { $path }
cli-check-ok = Alt stemmer.
cli-backup-made = Kopiert til { $path } og kontrollert.
cli-no-accounts = Det er ingen bankkontoar enno.
cli-account-added = Konto { $number } er lagd til.
cli-rows = { $count } { $count ->
    [one] rad
   *[other] rader
}
cli-parties-imported = { $count } { $count ->
    [one] kunde/medlem er importert
   *[other] kundar/medlemmar er importerte
}.
cli-claims-imported = { $count } { $count ->
    [one] fordring er
   *[other] fordringar er
} utferda ({ $amount }), { $parties } { $parties ->
    [one] ny kunde/ny medlem
   *[other] nye kundar/medlemmar
}.
cli-demo-making = Lagar demoverksemda i { $path } …
done-claim = Fordring { $number }: { $status }, { $left } står att.
done-credit-note = Fordring { $number }: { $status }, { $left } står att. Kreditnota { $note } er laga.
import-stored = { $name }: { $payments } betalingar, kontrollsum { $sum }, { $booked } bokført
import-would-store = { $name }: { $payments } betalingar, kontrollsum { $sum }, { $booked } ville ha vorte bokført
import-duplicate = { $name } er importert før, som { $known } { $at } av { $operator }. Ingenting er lagra no.
result-settled = oppgjort: KID og beløp stemmer
result-manual = motteke på fordringar som treng manuell handsaming
result-suggested = føreslått: du avgjer
result-unmatched = ukjende: ingen treff
result-parked = parkert: refusjonar og moglege duplikat
result-skipped = kjende frå tidlegare filer, ikkje lagra på nytt
certainty-sure = Sikker
certainty-check = Kontroller
certainty-unknown = Ukjend
certainty-nothing = –

## A claim
claim-lines = Varelinjer
line-dropped = sletta
tab-changes = Endringslogg
tab-transactions = Transaksjonar
tab-messages = Meldingar
no-changes = Ingen endringar
no-transactions = Ingen transaksjonar
no-messages = Ingen meldingar
recognised-claim = fordringsnummer
recognised-reference = KID
recognised-phone = telefon
recognised-amount = beløp

## The console: frame and menu
menu-title = Meny
screen-start = Start
screen-claims = Fordringar
screen-manual = Manuell handsaming
screen-payments = Betalingar
screen-files = Bankfiler
language-name = Norsk nynorsk
too-small = Vindauget er { $now_width } × { $now_height } teikn. Fordring treng minst { $width } × { $height }.
mouse-on = Musa styrer Fordring igjen.
mouse-off = No merkjer musa tekst. Trykk på F12, så styrer ho Fordring igjen.
saved-already = Alt er allereie lagra.
waiting-for = Ventar på { $operator }: { $work } ({ $percent } %).
quit-busy = Noko held på å bli lagra. Om du avsluttar no, blir det lagra ferdig før programmet blir lukka.
age-not-due = Ikkje forfalle
age-30 = Forfalle 1–30 dagar
age-90 = Forfalle 31–90 dagar
age-older = Forfalle over 90 dagar
start-waits = Ventar på deg
waits-manual = Fordringar i manuell handsaming
waits-payments = Betalingar utan treff på noka fordring
waits-overdue = Forfalne fordringar
start-payments = Innbetalt dei siste { $days } dagane: { $sum }
start-ages = Opne fordringar etter alder

## Commands
command-functions = Funksjonar
command-help = Hjelp
command-menu = Meny
command-palette = Alle kommandoar
command-back = Tilbake
command-import = Importer ei bankfil
command-refresh = Oppdater og teikn på nytt
command-language = Byt språk
command-mouse = Mus på eller av
command-saved = Lagre (skjer alltid av seg sjølv)
command-quit = Avslutt
command-elsewhere = ikkje på dette skjermbiletet
command-list-open = Opne
command-list-columns = Kolonnar
command-list-filter = Filter
command-list-filter_column = Filtrer på kolonnen
command-list-filter_clear = Tøm filteret
command-list-select = Vel
command-list-select_all = Vel alle eller ingen
command-list-views = Visingar
command-list-save_view = Lagre som vising
command-list-sort = Sorter på kolonnen
command-list-sort_more = Sorter òg på kolonnen
command-list-goto = Gå til rad
command-list-export = Eksporter det som er vist
command-files-import = Last opp OCR-fil
command-import-path = Skriv filbanen
command-import-run = Hald fram
command-claim-annul = Annuller fordringa
command-claim-credit = Krediter
command-claim-discount = Gje rabatt på linja
command-claim-drop_line = Slett linja
command-claim-transactions = Transaksjonar
command-claim-next_tab = Neste fane
command-payment-claim = Vis fordring
scope-global = overalt
scope-list = i ei liste
scope-claim = i ei fordring
scope-payment = i ei betaling
scope-files = blant bankfilene
scope-start = på startskjermen
scope-browse = når du vel fil
scope-import = i ein import

## Hints in the key bar
hint-run = køyr
hint-search = søk
hint-found = ferdig
hint-close = lukk
hint-clear = tøm
hint-keep = behald
hint-put-back = angre
hint-show = vis/gøym
hint-move = flytt
hint-width = breidd
hint-ok = OK
hint-cancel = avbryt
hint-for-site = for alle
hint-next = neste/utfør
hint-recall = tidlegare kommentarar
hint-quit = avslutt
hint-stay = bli her
hint-scroll = bla
hint-take = bruk
hint-remove = fjern

## Help
help-moving = Slik flyttar du deg
help-moving-text = Piltastane, PgUp, PgDn, Home og End flyttar. Shift med opp og ned vel rader. Venstre og høgre vel kolonne. Enter går djupare, Esc går tilbake, alltid til same rad. Alt+1 … Alt+9 vel ei vising. Dobbeltklikk opnar, høgreklikk viser funksjonane.
help-filter = Filteret
help-filter-text =
    berg            finst i ein tekst; "to ord" blir haldne saman
    status:ubetalt  har verdien; status:betalt,kreditert éin av dei
    beløp>500       meir enn; òg < >= <= og beløp:500..1000
    forfell<-30d    over 30 dagar sidan; òg w, m, y, t (i dag), 2026-12-31
    -ord            utelèt det som har ordet; òg -status:betalt
    e-post:         er tom; e-post:* er ikkje tom

## Lists
list-place = { $place } av { $all }
list-sort = sortering: { $columns }
list-more = ▸ { $count } til
list-selected = { $count } valde
count-claims = { $count } { $number ->
    [one] fordring
   *[other] fordringar
}
count-payments = { $count } { $number ->
    [one] betaling
   *[other] betalingar
}
count-files = { $count } { $number ->
    [one] fil
   *[other] filer
}
filter-label = Filter:
empty-filter = Ingenting passar til filteret. Shift+F7 tømmer det.
empty-claims = Det er ingen fordringar enno. Importer dei: fordring claims import FILE.csv
empty-payments = Det er ingen betalingar enno. Alt+I importerer ei bankfil.
empty-files = Inga bankfil er importert enno. F3 importerer ei.
picker-title = Vis kolonne – { $shown } av { $all }
picker-search = søk:
picker-keys-1 = Space ✓  Alt+↑↓ flytt  ←→ breidd  0 auto  s S sorter
picker-keys-2 = p fest  d standard  w lagre vising  / søk  Enter OK
view-from-program = innebygd
view-from-site = felles
view-from-me = mi
view-saved = Visinga { $name } er lagra.
prompt-view-name = Namn på visinga. Enter lagrar ho for deg, Ctrl+E for alle.
prompt-goto = Radnummer:
prompt-export = Fil å skrive til; .csv eller .json:
prompt-path = Bankfila:
done-exported = { $count } rader er skrivne til { $path }

## A claim on the screen
claim-title = Fordring
claim-reference = KID
claim-invoiced = Fakturert
claim-due = Forfell
claim-issued = Oppr./sendt
claim-paid = Innbetalt
claim-recipient = Mottakar
claim-left = Står att
claim-method = Betalt med
claim-payer = Betalt av
claim-about = Gjeld
claim-line-amount = Beløp
claim-line-discount = Rabatt
claim-line-paid = Innbetalt
claim-line-refunded = Refundert
claim-line-where = Kvar pengane er
claim-remainder = Restbeløp { $amount }
claim-credited-by = Kreditert med { $notes }
line-credited = kreditert
membership-paid = Medlemskap { $year }: betalt
membership-unpaid = Medlemskap { $year }: ikkje betalt
days-late = { $days } { $days ->
    [one] dag
   *[other] dagar
} over forfall
tab-credit-notes = Kreditnotaer
no-credit-notes = Ingen kreditnotaer
credit-note-of = Kreditnota { $number } for fordring { $claim }, linje { $lines }
log-status = status
log-extra-status = ekstrastatus
log-amount = beløp
log-credited = kreditert
log-paid = innbetalt
log-left = står att
log-credit-note = kreditnota

## Asking before a change
field-amount = Beløp
field-text = Tekst på linja
field-comment = Kommentar
field-number = Fordringsnummer
type-number = Dette kan ikkje angrast. Skriv { $number } for å stadfeste.
last-line-annuls = Dette er den siste linja: om du slettar ho, blir fordring { $number } annullert.
says-claim-annul = Fordringa blir annullert. Dette kan ikkje angrast.
says-claim-credit = Ein kreditnota tek tilbake dei merkte linjene, eller heile fordringa.
says-claim-discount = Beløpet på linja blir sett ned; fordringa blir mindre.
says-claim-drop_line = Linja blir sletta; fordringa blir mindre.
says-left = Står att på { $number }: { $was } → { $is }
says-status = Ny status: { $status }
says-credit-note = Kreditnota: { $amount }

## A payment on the screen
payment-title = Betaling
payment-not-handled = Ikkje ferdig handsama: { $left } er ikkje brukt.
payment-used-for = Brukt til
payment-used-for-nothing = Ingenting enno
payment-remainder = { $amount } ligg på fordringa som restbeløp
payment-candidates = Opne fordringar på same kunde/medlem
payment-raw = Slik ho stod i { $name }, importert { $at } av { $operator }
payment-status = Brukt { $used } · står att { $left }

## Importing on the screen
browse-name = Namn
browse-size = Byte
browse-changed = Endra
browse-standing = Kva det er
browse-count = { $new } nye her
standing-new = { $format }, ny
standing-stored = importert { $at } av { $operator }
standing-other = ikkje ei bankfil
import-step-reading = les
import-step-refused = avvist
import-step-preview = førehandsvising
import-step-storing = lagrar
import-step-result = resultat
import-reading = Les og finn treff …
import-storing = Lagrar …
progress-cancel = Esc avbryt; ingenting blir liggjande att.
import-asks = { $name } treng eit svar; ingenting er lagra.
import-yes = Enter held fram likevel. Esc lèt det vere.
import-enter-stores = Ingenting er lagra enno. Enter lagrar.
import-done = { $name }: { $count } betalingar er lagra.
preview-account = Konto
preview-dates = Datoar
preview-claimed = Oppgjeve i fila
preview-counted = Opptalt
preview-whole = Heile fila
preview-certainty = Treff
preview-booked = blir bokført { $sum }
preview-known = Kjend frå ei tidlegare fil, blir ikkje lagra på nytt
preview-known-short = Frå før
preview-nothing = Ikkje noko beløp, eller ikkje vår konto
preview-more-warnings = … og { $count } åtvaringar til
result-read = betalingar lesne, kontrollsum
result-stored = betalingar lagra, bokført
result-different = Linje { $line } vart handsama på ein annan måte enn førehandsvisinga sa: noko vart endra i mellomtida.
result-next = Enter viser det som står att å arbeide gjennom.
result-nothing-left = Ingenting står att å arbeide gjennom. Enter viser betalingane.
column-payments-file_no = Filnr.

## First run
first-title = Velkomen til Fordring
first-text = Det finst inga verksemd i { $path } enno. Vel kva du vil byrje med.
first-demo-no = Sjå på ein demo: ein medlemsorganisasjon i Noreg
first-demo-se = Sjå på ein demo: ein verkstad i Sverige
first-demo-dk = Sjå på ein demo: ein innsamlingsorganisasjon i Danmark
first-new-no = Ei eiga verksemd i Noreg
first-new-se = Ei eiga verksemd i Sverige
first-new-dk = Ei eiga verksemd i Danmark
first-name = Namnet på verksemda:
first-making = Blir laga …
first-hint = Enter går vidare · Esc avsluttar
