## Codes: statuses, kinds, states
status-unpaid = Ubetalt
status-paid = Betalt
status-manual_handling = Manuell behandling
status-annulled = Annullert
status-refunded = Refundert
status-credited = Kreditert
extra-overpaid = Betalt for mye
extra-underpaid = Betalt for lite
extra-several_payers = Betalt av flere
extra-handled = Behandlet
extra-partly_refunded = Delvis refundert
kind-dues = Kontingent
kind-order = Ordre
kind-donation = Gave
kind-other = Annet
method-bank = Bank
method-direct_debit = AvtaleGiro
method-card = Kort
method-cash = Kontant
method-mixed = Flere måter
state-unmatched = Ukjent
state-suggested = Foreslått
state-partly_used = Delvis brukt
state-used = Brukt
state-parked = Parkert
source-bank_file = Bankfil
stage-read = Innlesing
stage-reference = KID
stage-claim = Fordring
stage-party = Kunde/medlem
reason-exact = KID ✓ beløp ✓
reason-more_than_claim = KID ✓ mer enn fordringen
reason-less_than_claim = KID ✓ mindre enn fordringen
reason-several_payers = KID ✓ flere betalere
reason-already_paid = KID ✓ allerede betalt
reason-claim_void = KID ✓ fordringen er annullert eller kreditert
reason-manual_handling = KID ✓ fordringen er i manuell behandling
reason-unreadable = Uleselig KID
reason-fails_check = Ugyldig KID
reason-not_found = Ingen fordring med denne KID-en
reason-text_only = Bare melding, ingen KID
reason-money_out = Penger ut: refusjon eller kreditering
reason-possible_duplicate = Mulig duplikat av en tidligere betaling
reason-party_none_open = Kunde/medlem ✓ ingen ubetalt fordring
reason-party_several_open = Kunde/medlem ✓ flere ubetalte fordringer
reason-party_other_amount = Kunde/medlem ✓ annet beløp
reason-party_exact = Kunde/medlem ✓ beløp ✓
movement-received = Innbetalt
movement-paid_out = Utbetalt
payer-unknown = Ukjent
operation-annul = annullere
operation-drop-line = slette en varelinje på
operation-discount = gi rabatt på
operation-credit = kreditere
action-annulled = annullert
action-line_dropped = varelinje slettet
action-discounted = rabatt gitt
action-credited = kreditert
action-received = betaling mottatt
action-issued = utstedt
action-created = opprettet
action-stored = importert

## Columns: claims
column-claims-number = Nr.
column-claims-reference = KID
column-claims-recipient = Mottaker
column-claims-description = Beskrivelse
column-claims-due = Forfaller
column-claims-amount = Beløp
column-claims-status = Status
column-claims-extra_status = Ekstrastatus
column-claims-paid = Innbetalt
column-claims-left = Gjenstår
column-claims-credited = Kreditert
column-claims-remainder = Restbeløp
column-claims-issued = Utstedt
column-claims-sent = Sendt
column-claims-paid_on = Betalt
column-claims-kind = Type
column-claims-method = Betalt med
column-claims-payer = Betalt av
column-claims-party = Kundenr.
column-claims-phone = Telefon
column-claims-email = E-post
column-claims-city = Poststed
column-claims-account = Konto
column-claims-lines = Linjer
column-claims-voucher = Bilag
column-claims-credit_notes = Kreditnota
column-claims-changes = Endr.
column-claims-changed_at = Endret

## Columns: payments
column-payments-id = Id
column-payments-booked = Bokført
column-payments-amount = Beløp
column-payments-reference = KID
column-payments-payer = Fra konto
column-payments-state = Status
column-payments-reason = Årsak
column-payments-claim = Fordring
column-payments-stage = Trinn
column-payments-used = Brukt
column-payments-left = Gjenstår
column-payments-party = Kunde/medlem
column-payments-text = Tekst
column-payments-archive = Arkivref.
column-payments-lump = Sumpost
column-payments-type = Type
column-payments-source = Kilde
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
column-files-payments = Antall
column-files-booked = Bokført
column-files-settled = Oppgjort
column-files-manual = Manuelle
column-files-suggested = Forslag
column-files-unmatched = Ukjente
column-files-parked = Parkert
column-files-skipped = Fra før
column-files-stored = Nye
column-files-sum = Kontrollsum
column-files-format = Format
column-files-identity = Identitet
column-files-created = Laget
column-files-lines = Linjer
column-files-length = Byte

## Views that come with the program
view-claims-all = Alle
view-claims-unpaid = Ubetalte
view-claims-overdue = Forfalte
view-claims-manual = Manuell behandling
view-claims-paid = Betalte
view-claims-void = Annullerte og krediterte
view-payments-all = Alle
view-payments-waiting = Venter
view-payments-unmatched = Ukjente
view-payments-suggested = Foreslåtte
view-payments-parked = Parkerte
view-payments-used = Brukte
view-files-all = Alle

## Refusals: what, on which thing, and the way out
refusal-comment-missing = Alle endringer må ha en kommentar. Skriv hvorfor.
refusal-status-forbids = Fordring { $number }: du kan ikke { $operation } en fordring med status { $status }.
refusal-money-received = Fordring { $number } kan ikke annulleres eller krediteres: { $paid } er innbetalt. Behandle innbetalingen først.
refusal-no-such-line = Fordring { $number } har ingen linje { $line }; den har linje 1 til { $lines }.
refusal-line-dropped = Linje { $line } på fordring { $number } er allerede slettet.
refusal-line-credited = Linje { $line } på fordring { $number } er allerede kreditert.
refusal-discount-too-large = En rabatt på { $discount } er mer enn de { $open } som gjenstår av linje { $line } på fordring { $number }. Gi høyst så mye.
refusal-discount-not-positive = { $discount } er ingen rabatt. Oppgi et beløp over null.
refusal-discount-text-missing = En rabatt må ha en tekst som kan stå på linjen.
refusal-nothing-left = Det ville ikke bli noe igjen av fordring { $number }. Annuller eller krediter den i stedet.
refusal-last-line-with-money = Den siste linjen på fordring { $number } kan ikke slettes: { $paid } er innbetalt. Behandle innbetalingen først.
refusal-changed-meanwhile = Fordring { $number } ble nettopp endret av noen andre. Se på den igjen og gjør endringen på nytt.
refusal-no-such-claim = Det finnes ingen fordring { $wanted }. Søk i fordringslisten på nummer eller KID.
refusal-no-such-payment = Det finnes ingen betaling { $wanted }. Søk i betalingslisten.
refusal-no-such-view = Det finnes ingen lagret visning { $name } som du kan endre.
refusal-view-name-missing = En visning må ha et navn.
refusal-account-exists = Konto { $number } finnes allerede.
refusal-account-invalid = { $number } er ikke et gyldig kontonummer i { $country }. Kontroller sifrene.
refusal-rules-invalid = KID-oppsettet «{ $rules }» kan ikke tolkes: { $detail }. Skriv for eksempel mod10:11.
refusal-reference-invalid = { $reference } er ikke et gyldig KID-nummer for { $rules }. Kontroller sifrene.
refusal-reference-base = Det kan ikke lages et KID-nummer av «{ $base }». Oppgi 1 til 24 sifre.
refusal-site-exists = Det finnes allerede en virksomhet: { $name }, i { $path }. Oppgi en annen fil med --db.
refusal-busy = { $operator } holder på med { $work } ({ $percent } %). Ingenting er endret; prøv igjen om litt.
refusal-file-changed = { $name } ble endret mens den ble lest. Ingenting er lagret; importer den på nytt.
refusal-nothing-here = Det er ingenting under markøren.
refusal-last-column = Den siste kolonnen kan ikke skjules. Vis en annen først.
refusal-no-such-column = Det finnes ingen kolonne «{ $column }» i listen { $list }. Kolonnene står i kolonnevelgeren (F5).
refusal-filter-fault = Filter, posisjon { $place }: «{ $word }»: { $detail }
refusal-file-exists = { $path } finnes allerede. Velg et annet navn.
refusal-not-a-demo = { $path } er ikke en demo, så den får være som den er. Velg et annet navn med --out.
filter-filter-too-long = filteret er for langt.
filter-open-quote = det avsluttende anførselstegnet mangler.
filter-unknown-column = kolonnen finnes ikke; sett anførselstegn rundt teksten hvis du vil søke etter den.
filter-missing-value = det er ingenting å søke etter.
filter-range-in-list = et intervall må stå alene, ikke blant andre verdier.
filter-not-comparable = < og > virker bare med ett tall, ett beløp eller én dato.
filter-not-a-number = her trengs et heltall, for eksempel 14790.
filter-not-an-amount = her trengs et beløp, for eksempel 1250,00.
filter-not-a-date = her trengs en dato, for eksempel 2026-09-21, t (i dag) eller -30d.
filter-not-a-flag = her trengs ja eller nei.
filter-unknown-choice = den verdien finnes ikke.

## Failures of the file and the surroundings
store-sqlite = Databasen klarte det ikke: { $detail }
store-refused = Avvist.
store-money = Beløpet er for stort for regnskapet.
store-missing = Det finnes ingen virksomhet i { $path }. Opprett en: fordring init --country no --name NAME, eller se på demoen: fordring demo
store-not-ours = { $path } er ikke en Fordring-fil. Oppgi filen til virksomheten med --db.
store-damaged = { $path } er skadet ({ $detail }). Arbeid videre med den siste sikkerhetskopien, og ta vare på den skadde filen.
store-newer = { $path } er skrevet av en nyere versjon av Fordring (databaseversjon { $found }, dette programmet kjenner { $known }). Installer den nyere versjonen.
store-read-only = { $path } kan bare leses. Gi brukerkontoen din rett til å skrive i filen og i mappen den ligger i.
store-disk-full = Disken med { $path } er full eller kan ikke skrives til. Ingenting er endret; frigjør plass og prøv igjen.
store-locked = { $path } er i bruk av et annet program. Ingenting er endret; prøv igjen om litt.
store-old-sqlite = SQLite i dette programmet er for gammel til at flere kan arbeide trygt samtidig.
store-invariant = Noe stemmer ikke, så ingenting er lagret: { $detail }. Kjør fordring check og ta vare på en sikkerhetskopi.
store-migration = Filen kunne ikke oppgraderes: { $detail }. En kopi fra før oppgraderingen ligger ved siden av den.
store-io = { $path } kan ikke brukes: { $detail }
store-cancelled = Avbrutt. Ingenting er lagret.
store-randomness = Systemet gir ingen tilfeldige tall: { $detail }
input-refused = { $path } er ikke importert: alle rader må være i orden.
import-refused = { $name } ble avvist; ingenting er lagret.
import-accept = For å fortsette likevel: --accept { $code }
file-unusable = { $path } kan ikke brukes: { $detail }
output-closed = Utdataene ble lukket.
no-terminal = Konsollen trenger en terminal. Uten terminal virker disse: fordring claims list, import, check og de andre i fordring --help
usage = Argumentene kan ikke tolkes.
usage-format = Det finnes ikke noe format «{ $given }».
usage-amount = «{ $given }» er ikke et beløp. Skriv slik: 1250,00.
usage-name = Virksomheten må ha et navn.
usage-country = «{ $given }» er ikke blant landene her: no, se eller dk.
asset-broken = En del av programmet er ødelagt ({ $detail }). Installer programmet på nytt.
no-data-directory = Systemet oppgir ingen datamappe. Oppgi filen til virksomheten med --db.
terminal-failed = Terminalen sviktet: { $detail }
check-faults = { $count } { $count ->
    [one] feil
   *[other] feil
} funnet.

## Places
place-line = Linje { $line }: { $what }
place-line-column = Linje { $line }, kolonne { $column }: { $what }

## Faults in tables
input-too-large = filen er for stor.
input-not-utf8 = teksten er ikke UTF-8. Lagre den som UTF-8.
input-no-header = linjen med kolonnenavn mangler. Den må inneholde: { $expected }
input-bad-row = raden kan ikke leses.
input-no-rows = det er ingen rader under kolonnenavnene.
input-column-twice = kolonnen { $found } står der to ganger.
input-unknown-column = ukjent kolonne «{ $found }». Disse finnes: { $expected }
input-missing-column = kolonnen { $expected } mangler.
input-short-row = raden har { $found } felt, men trenger { $expected }.
input-long-field = feltet er lengre enn { $expected } tegn.
input-missing = { $expected } mangler.
input-not-a-date = «{ $found }» er ikke en dato. Skriv slik: { $expected }.
input-not-an-amount = «{ $found }» er ikke et beløp. Skriv slik: { $expected }.
input-amount-not-positive = beløpet { $found } er ikke over null.
input-not-a-kind = «{ $found }» er ikke en type fordring. Disse finnes: { $expected }
input-due-before-issued = forfall { $found } er før utstedelsen { $expected }.
input-not-an-account = «{ $found }» er ikke et kontonummer.
input-account-unknown = konto { $found } er ikke en av virksomhetens kontoer. Legg den til først.
input-not-a-number = «{ $found }» er ikke et fordringsnummer (1 til { $expected }, uten nuller foran).
input-not-a-vat-rate = «{ $found }» er ikke en mva-sats. Disse finnes: { $expected }
input-number-taken = nummer { $found } er opptatt.
input-number-twice = nummer { $found } står der to ganger.
input-reference-taken = KID { $found } er opptatt.
input-reference-twice = KID { $found } står der to ganger.
input-reference-fits-none = KID { $found } passer ikke til noen av virksomhetens kontoer.
input-line-of-other-party = de andre linjene på fordringen gjelder kunde/medlem { $expected }.
input-line-of-other-due = de andre linjene på fordringen forfaller { $expected }.
input-line-of-other = de andre linjene på fordringen har { $expected }.
input-line-of-other-reference = de andre linjene på fordringen har KID { $expected }.
input-other-name = navnet her er «{ $expected }»; «{ $found }» er ikke lagret.

## Findings in bank files
finding-account-check = mottakerkontoen { $found } er ikke et gyldig kontonummer.
finding-after-end = det står noe etter sluttposten: { $found }
finding-amount-too-large = beløpet { $found } (øre) er større enn { $expected } kroner.
finding-bad-sign = fortegnet er «{ $found }»; det må være ett av { $expected }.
finding-blank-lines = det er tomme linjer før den første eller etter den siste posten.
finding-byte-order-mark = filen begynner med et BOM-tegn (byte order mark).
finding-collapsed-blanks = flere mellomrom etter hverandre ser ut til å ha blitt til ett: filen er trolig limt inn fra en e-post eller en nettside. Hent den på nytt.
finding-count-payments = sluttposten oppgir { $found } betalinger; det er { $expected }.
finding-count-records = sluttposten oppgir { $found } poster; det er { $expected }.
finding-dates-differ = sluttposten oppgir dato { $found }; betalingene oppgir { $expected }.
finding-empty = filen har ikke noe innhold.
finding-end-of-file-mark = et gammelt filslutt-tegn står til slutt.
finding-future-date = betalinger er datert { $found }, etter dagens dato ({ $expected }).
finding-gross-sum = kontrollsummen { $found } ser bort fra fortegnene; etter regelen skulle den vært { $expected }.
finding-no-line-ends = filen har ingen linjeskift; postene er delt etter lengde.
finding-not-a-record = linjen begynner med { $found }, ikke { $expected }.
finding-not-digits = { $found } skal bare bestå av sifre.
finding-not-ocr-giro = filen begynner med { $found }, ikke { $expected }: det er ikke en OCR- eller AvtaleGiro-fil.
finding-numbering = betalingen har nummer { $found }; neste i rekken var { $expected }.
finding-old-date = betalinger er datert { $found }, før { $expected }.
finding-record-order = post { $found } kan ikke stå her; her skulle det ha stått { $expected }.
finding-second-transmission = her begynner en ny forsendelse. Del opp filen og importer delene hver for seg.
finding-service-skipped = del { $found } hører til en tjeneste som ikke leses; delen er hoppet over.
finding-settlement-date = { $found } er ikke en dato ({ $expected }).
finding-sum = sluttposten oppgir { $found }; betalingene blir { $expected }.
finding-sum-too-large = summen av beløpene er for stor til å lagres.
finding-too-many-parts = flere enn { $expected } deler.
finding-transaction-mismatch = posten har { $found }, den første posten i betalingen har { $expected }.
finding-truncated = filen slutter for tidlig; { $expected } mangler. Hent den på nytt.
finding-unknown-record = { $found } er ikke en post i dette formatet ({ $expected }).
finding-unknown-type = transaksjonstype { $found } er ikke blant { $expected }.
finding-utf8 = linjen er i UTF-8 i stedet for { $expected }.
finding-wrong-length = linjen har { $found } tegn i stedet for { $expected }.
finding-account-not-set-up = konto { $found } er ikke satt opp med KID her. Legg den til med KID-oppsettet, eller hopp over den delen av filen.
finding-same-identity = en fil med samme avsender, nummer og mottaker er importert før, med andre poster: { $expected }. Det kan være en rettet fil som er sendt på nytt.
finding-recipient-new = ingen tidligere fil var til mottaker { $found }.
finding-known-payment = betalingen kom med en tidligere fil; den er ikke lagret på nytt.
finding-too-large = filen er på { $found } MB; høyst 192 MB tas imot. Del den opp.
finding-empty-file = filen er tom.
finding-is-folder = dette er en mappe, ikke en fil.
finding-unreadable-file = filen kan ikke leses: { $found }
finding-not-a-bank-file = dette er ikke en bankfil som kan leses her; det ser ut til å være { $found }. Formater som kan leses her: { $expected }
looks-empty = en tom fil
looks-camt053 = en kontoutskrift (camt.053)
looks-camt054 = en melding fra banken (camt.054)
looks-pain = et betalingsoppdrag til banken (pain)
looks-other-xml = XML
looks-cremul = CREMUL (EDIFACT)
looks-telepay = Telepay
looks-bgmax = BgMax (Sverige)
looks-bankgiro-other = en annen fil fra Bankgirot
looks-betalingsservice = Betalingsservice (Danmark)
looks-csv = en tabell (CSV)
looks-pdf = en PDF
looks-zip = et ZIP-arkiv
looks-sqlite = en SQLite-database
looks-utf16 = tekst i UTF-16; lagre den slik den kom fra banken
looks-text = vanlig tekst
looks-binary = binære data

## What check finds
check-integrity = Databasen er skadet: { $detail }
check-foreign-key = En rad i { $detail } ({ $id }) viser til noe som ikke finnes.
check-claim-amount = Fordring (nøkkel { $id }): beløpet er ikke summen av linjene.
check-claim-credited = Fordring (nøkkel { $id }): den krediterte summen stemmer ikke med linjene.
check-claim-left = Fordring (nøkkel { $id }): det som gjenstår, stemmer ikke med beløp og betalinger.
check-claim-paid = Fordring (nøkkel { $id }): det som er innbetalt, er ikke summen av transaksjonene.
check-claim-allocations = Fordring (nøkkel { $id }): pengene på linjene og restbeløpet stemmer ikke med det som er innbetalt.
check-claim-name = Fordring (nøkkel { $id }): navnet den sorteres etter, er ikke mottakerens.
check-claim-content = Fordring (nøkkel { $id }): nummer, kunde, type, KID eller datoer er ikke de den ble utstedt med.
check-claim-unlogged = Fordring (nøkkel { $id }) mangler i endringsloggen.
check-claim-voucher = Fordring (nøkkel { $id }) viser ikke til noe bilag.
check-line-overpaid = Fordring (nøkkel { $id }): på en linje ligger det mer penger enn beløpet på linjen.
check-voucher-balance = Bilag (nøkkel { $id }) balanserer ikke.
check-voucher-gap = Bilagsnumrene har et hull ved { $id }.
check-credit-note-gap = Kreditnotanumrene har et hull ved K{ $id }.
check-credit-note-sum = Kreditnota K{ $id } er ikke summen av linjene sine.
check-receivables = Kundefordringene i hovedboken stemmer ikke med det som gjenstår på fordringene.
check-not-placed = De ufordelte betalingene i hovedboken stemmer ikke med betalingene og fordringene.
check-payment-claim = Betaling { $id }: ingen transaksjon fører den til fordringen den oppgir.
check-payment-movement = Betaling { $id }: transaksjonene er ikke det som kom inn.
check-payment-used = Betaling { $id }: statusen stemmer ikke med det som er brukt av den.
check-file-sums = Bankfil { $id }: summen av betalingene er ikke det som ble lagret.
check-file-content = Bankfil { $id }: betalingene er ikke slik de var da filen ble importert.
check-file-bytes = Bankfil { $id }: innholdet er ikke komplett, eller ikke det som ble lest inn.
check-journal-gap = Endringsloggen har et hull før rad { $id }.
check-journal-chain = Rad { $id } i endringsloggen er endret, eller en rad før den.
check-journal-values = Rad { $id } i endringsloggen: verdiene før og etter er endret.
check-journal-head = Slutten av endringsloggen er kuttet av, eller noe er føyd til (rad { $id }).
check-journal-claim = Fordring (nøkkel { $id }) er ikke slik endringsloggen sier at den ble.
check-reference-twice = KID på fordring (nøkkel { $id }) står også på en kunde/et medlem.
check-open-days = Antallet åpne fordringer per forfallsdag er ikke det fordringene sier.

## Command line
cli-site-made = { $name } er opprettet i { $path }
cli-check-ok = Alt stemmer.
cli-backup-made = Kopiert til { $path } og kontrollert.
cli-no-accounts = Det er ingen bankkontoer ennå.
cli-account-added = Konto { $number } er lagt til.
cli-rows = { $count } { $count ->
    [one] rad
   *[other] rader
}
cli-parties-imported = { $count } { $count ->
    [one] kunde/medlem er
   *[other] kunder/medlemmer er
} importert.
cli-claims-imported = { $count } { $count ->
    [one] fordring er
   *[other] fordringer er
} utstedt ({ $amount }), { $parties } { $parties ->
    [one] ny kunde/nytt medlem
   *[other] nye kunder/medlemmer
}.
cli-demo-making = Lager demovirksomheten i { $path } …
done-claim = Fordring { $number }: { $status }, { $left } gjenstår.
done-credit-note = Fordring { $number }: { $status }, { $left } gjenstår. Kreditnota { $note } er laget.
import-stored = { $name }: { $payments } betalinger, kontrollsum { $sum }, { $booked } bokført
import-would-store = { $name }: { $payments } betalinger, kontrollsum { $sum }, { $booked } ville blitt bokført
import-duplicate = { $name } er importert før, som { $known } { $at } av { $operator }. Ingenting er lagret nå.
result-settled = oppgjort: KID og beløp stemmer
result-manual = mottatt på fordringer som trenger manuell behandling
result-suggested = foreslått: du avgjør
result-unmatched = ukjente: ingen treff
result-parked = parkert: refusjoner og mulige duplikater
result-skipped = kjent fra tidligere filer, ikke lagret på nytt
certainty-sure = Sikker
certainty-check = Kontroller
certainty-unknown = Ukjent
certainty-nothing = –

## A claim
claim-lines = Varelinjer
line-dropped = slettet
tab-changes = Endringslogg
tab-transactions = Transaksjoner
tab-messages = Meldinger
no-changes = Ingen endringer
no-transactions = Ingen transaksjoner
no-messages = Ingen meldinger
recognised-claim = fordringsnummer
recognised-reference = KID
recognised-phone = telefon
recognised-amount = beløp

## The console: frame and menu
menu-title = Meny
screen-start = Start
screen-claims = Fordringer
screen-manual = Manuell behandling
screen-payments = Betalinger
screen-files = Bankfiler
language-name = Norsk bokmål
too-small = Vinduet er { $now_width } × { $now_height } tegn. Fordring trenger minst { $width } × { $height }.
mouse-on = Musen styrer Fordring igjen.
mouse-off = Nå merker musen tekst. Trykk på F12, så styrer den Fordring igjen.
saved-already = Alt er allerede lagret.
waiting-for = Venter på { $operator }: { $work } ({ $percent } %).
quit-busy = Noe er i ferd med å bli lagret. Hvis du avslutter nå, blir det lagret ferdig før programmet lukkes.
age-not-due = Ikke forfalt
age-30 = Forfalt 1–30 dager
age-90 = Forfalt 31–90 dager
age-older = Forfalt over 90 dager
start-waits = Venter på deg
waits-manual = Fordringer i manuell behandling
waits-payments = Betalinger uten treff på noen fordring
waits-overdue = Forfalte fordringer
start-payments = Innbetalt de siste { $days } dagene: { $sum }
start-ages = Åpne fordringer etter alder

## Commands
command-functions = Funksjoner
command-help = Hjelp
command-menu = Meny
command-palette = Alle kommandoer
command-back = Tilbake
command-import = Importer en bankfil
command-refresh = Oppdater og tegn på nytt
command-language = Bytt språk
command-mouse = Mus på eller av
command-saved = Lagre (skjer alltid av seg selv)
command-quit = Avslutt
command-elsewhere = ikke på dette skjermbildet
command-list-open = Åpne
command-list-columns = Kolonner
command-list-filter = Filter
command-list-filter_column = Filtrer på kolonnen
command-list-filter_clear = Tøm filteret
command-list-select = Velg
command-list-select_all = Velg alle eller ingen
command-list-views = Visninger
command-list-save_view = Lagre som visning
command-list-sort = Sorter på kolonnen
command-list-sort_more = Sorter også på kolonnen
command-list-goto = Gå til rad
command-list-export = Eksporter det som vises
command-files-import = Last opp OCR-fil
command-import-path = Skriv filbanen
command-import-run = Fortsett
command-claim-annul = Annuller fordringen
command-claim-credit = Krediter
command-claim-discount = Gi rabatt på linjen
command-claim-drop_line = Slett linjen
command-claim-transactions = Transaksjoner
command-claim-next_tab = Neste fane
command-payment-claim = Vis fordring
scope-global = overalt
scope-list = i en liste
scope-claim = i en fordring
scope-payment = i en betaling
scope-files = blant bankfilene
scope-start = på startskjermen
scope-browse = når du velger fil
scope-import = i en import

## Hints in the key bar
hint-run = kjør
hint-search = søk
hint-found = ferdig
hint-close = lukk
hint-clear = tøm
hint-keep = behold
hint-put-back = angre
hint-show = vis/skjul
hint-move = flytt
hint-width = bredde
hint-ok = OK
hint-cancel = avbryt
hint-for-site = for alle
hint-next = neste/utfør
hint-recall = tidligere kommentarer
hint-quit = avslutt
hint-stay = bli her
hint-scroll = bla
hint-take = bruk
hint-remove = fjern

## Help
help-moving = Slik flytter du deg
help-moving-text = Piltastene, PgUp, PgDn, Home og End flytter. Shift med opp og ned velger rader. Venstre og høyre velger kolonne. Enter går dypere, Esc går tilbake, alltid til samme rad. Alt+1 … Alt+9 velger en visning. Dobbeltklikk åpner, høyreklikk viser funksjonene.
help-filter = Filteret
help-filter-text =
    berg            finnes i en tekst; "to ord" holdes sammen
    status:ubetalt  har verdien; status:betalt,kreditert én av dem
    beløp>500       mer enn; også < >= <= og beløp:500..1000
    forfaller<-30d  over 30 dager siden; også w m y, t (i dag), 2026-12-31
    -ord            utelater det som har ordet; også -status:betalt
    e-post:         er tom; e-post:* er ikke tom

## Lists
list-place = { $place } av { $all }
list-sort = sortering: { $columns }
list-more = ▸ { $count } til
list-selected = { $count } valgt
count-claims = { $count } { $number ->
    [one] fordring
   *[other] fordringer
}
count-payments = { $count } { $number ->
    [one] betaling
   *[other] betalinger
}
count-files = { $count } { $number ->
    [one] fil
   *[other] filer
}
filter-label = Filter:
empty-filter = Ingenting passer til filteret. Shift+F7 tømmer det.
empty-claims = Det er ingen fordringer ennå. Importer dem: fordring claims import FILE.csv
empty-payments = Det er ingen betalinger ennå. Alt+I importerer en bankfil.
empty-files = Ingen bankfil er importert ennå. F3 importerer en.
picker-title = Vis kolonne – { $shown } av { $all }
picker-search = søk:
picker-keys-1 = Space ✓  Alt+↑↓ flytt  ←→ bredde  0 auto  s S sorter
picker-keys-2 = p fest  d standard  w lagre visning  / søk  Enter OK
view-from-program = innebygd
view-from-site = felles
view-from-me = min
view-saved = Visningen { $name } er lagret.
prompt-view-name = Navn på visningen. Enter lagrer den for deg, Ctrl+E for alle.
prompt-goto = Radnummer:
prompt-export = Fil å skrive til; .csv eller .json:
prompt-path = Bankfilen:
done-exported = { $count } rader er skrevet til { $path }

## A claim on the screen
claim-title = Fordring
claim-reference = KID
claim-invoiced = Fakturert
claim-due = Forfaller
claim-issued = Oppr./sendt
claim-paid = Innbetalt
claim-recipient = Mottaker
claim-left = Gjenstår
claim-method = Betalt med
claim-payer = Betalt av
claim-about = Gjelder
claim-line-amount = Beløp
claim-line-discount = Rabatt
claim-line-paid = Innbetalt
claim-line-refunded = Refundert
claim-line-where = Hvor pengene er
claim-remainder = Restbeløp { $amount }
claim-credited-by = Kreditert med { $notes }
line-credited = kreditert
membership-paid = Medlemskap { $year }: betalt
membership-unpaid = Medlemskap { $year }: ikke betalt
days-late = { $days } { $days ->
    [one] dag
   *[other] dager
} over forfall
tab-credit-notes = Kreditnotaer
no-credit-notes = Ingen kreditnotaer
credit-note-of = Kreditnota { $number } for fordring { $claim }, linje { $lines }
log-status = status
log-extra-status = ekstrastatus
log-amount = beløp
log-credited = kreditert
log-paid = innbetalt
log-left = gjenstår
log-credit-note = kreditnota

## Asking before a change
field-amount = Beløp
field-text = Tekst på linjen
field-comment = Kommentar
field-number = Fordringsnummer
type-number = Dette kan ikke angres. Skriv { $number } for å bekrefte.
last-line-annuls = Dette er den siste linjen: hvis du sletter den, blir fordring { $number } annullert.
says-claim-annul = Fordringen blir annullert. Dette kan ikke angres.
says-claim-credit = En kreditnota tar tilbake de merkede linjene, eller hele fordringen.
says-claim-discount = Beløpet på linjen settes ned; fordringen blir mindre.
says-claim-drop_line = Linjen slettes; fordringen blir mindre.
says-left = Gjenstår på { $number }: { $was } → { $is }
says-status = Ny status: { $status }
says-credit-note = Kreditnota: { $amount }

## A payment on the screen
payment-title = Betaling
payment-not-handled = Ikke ferdig behandlet: { $left } er ikke brukt.
payment-used-for = Brukt til
payment-used-for-nothing = Ingenting ennå
payment-remainder = { $amount } ligger på fordringen som restbeløp
payment-candidates = Åpne fordringer på samme kunde/medlem
payment-raw = Slik den sto i { $name }, importert { $at } av { $operator }
payment-status = Brukt { $used } · gjenstår { $left }

## Importing on the screen
browse-name = Navn
browse-size = Byte
browse-changed = Endret
browse-standing = Hva det er
browse-count = { $new } nye her
standing-new = { $format }, ny
standing-stored = importert { $at } av { $operator }
standing-other = ikke en bankfil
import-step-reading = leser
import-step-refused = avvist
import-step-preview = forhåndsvisning
import-step-storing = lagrer
import-step-result = resultat
import-reading = Leser og finner treff …
import-storing = Lagrer …
progress-cancel = Esc avbryter; ingenting blir liggende igjen.
import-asks = { $name } trenger et svar; ingenting er lagret.
import-yes = Enter fortsetter likevel. Esc lar det være.
import-enter-stores = Ingenting er lagret ennå. Enter lagrer.
import-done = { $name }: { $count } betalinger er lagret.
preview-account = Konto
preview-dates = Datoer
preview-claimed = Oppgitt i filen
preview-counted = Opptalt
preview-whole = Hele filen
preview-certainty = Treff
preview-booked = bokføres { $sum }
preview-known = Kjent fra en tidligere fil, lagres ikke på nytt
preview-known-short = Fra før
preview-nothing = Ikke noe beløp, eller ikke vår konto
preview-more-warnings = … og { $count } advarsler til
result-read = betalinger lest, kontrollsum
result-stored = betalinger lagret, bokført
result-different = Linje { $line } ble behandlet på en annen måte enn forhåndsvisningen sa: noe ble endret i mellomtiden.
result-next = Enter viser det som gjenstår å arbeide gjennom.
result-nothing-left = Ingenting gjenstår å arbeide gjennom. Enter viser betalingene.
column-payments-file_no = Filnr.

## First run
first-title = Velkommen til Fordring
first-text = Det finnes ingen virksomhet i { $path } ennå. Velg hva du vil begynne med.
first-demo-no = Se på en demo: en medlemsorganisasjon i Norge
first-demo-se = Se på en demo: et verksted i Sverige
first-demo-dk = Se på en demo: en innsamlingsorganisasjon i Danmark
first-new-no = En egen virksomhet i Norge
first-new-se = En egen virksomhet i Sverige
first-new-dk = En egen virksomhet i Danmark
first-name = Virksomhetens navn:
first-making = Lages …
first-hint = Enter går videre · Esc avslutter
