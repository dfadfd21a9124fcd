## Codes: statuses, kinds, states
status-unpaid = Ubetalt
status-paid = Betalt
status-manual_handling = Manuel behandling
status-annulled = Annulleret
status-refunded = Refunderet
status-credited = Krediteret
extra-overpaid = Betalt for meget
extra-underpaid = Betalt for lidt
extra-several_payers = Betalt af flere
extra-handled = Behandlet
extra-partly_refunded = Delvis refunderet
kind-dues = Kontingent
kind-order = Ordre
kind-donation = Donation
kind-other = Andet
method-bank = Bank
method-direct_debit = Betalingsservice
method-card = Kort
method-cash = Kontant
method-mixed = Flere måder
state-unmatched = Ukendt
state-suggested = Foreslået
state-partly_used = Delvis brugt
state-used = Brugt
state-parked = Parkeret
source-bank_file = Bankfil
stage-read = Indlæsning
stage-reference = Reference
stage-claim = Fordring
stage-party = Kunde/medlem
reason-exact = Reference ✓ beløb ✓
reason-more_than_claim = Reference ✓ mere end fordringen
reason-less_than_claim = Reference ✓ mindre end fordringen
reason-several_payers = Reference ✓ flere betalere
reason-already_paid = Reference ✓ allerede betalt
reason-claim_void = Reference ✓ fordringen er annulleret eller krediteret
reason-manual_handling = Reference ✓ fordringen er i manuel behandling
reason-unreadable = Ulæselig reference
reason-fails_check = Ugyldig reference
reason-not_found = Ingen fordring med denne reference
reason-text_only = Kun tekst, ingen reference
reason-money_out = Penge ud: tilbagebetaling eller kreditering
reason-possible_duplicate = Mulig dublet af en tidligere indbetaling
reason-party_none_open = Kunde/medlem ✓ ingen ubetalt fordring
reason-party_several_open = Kunde/medlem ✓ flere ubetalte fordringer
reason-party_other_amount = Kunde/medlem ✓ andet beløb
reason-party_exact = Kunde/medlem ✓ beløb ✓
movement-received = Indbetalt
movement-paid_out = Udbetalt
payer-unknown = Ukendt
operation-annul = annullere
operation-drop-line = slette en linje på
operation-discount = give rabat på
operation-credit = kreditere
action-annulled = annulleret
action-line_dropped = linje slettet
action-discounted = rabat givet
action-credited = krediteret
action-received = indbetaling modtaget
action-issued = udstedt
action-created = oprettet
action-stored = importeret

## Columns: claims
column-claims-number = Nr.
column-claims-reference = Reference
column-claims-recipient = Modtager
column-claims-description = Beskrivelse
column-claims-due = Forfalder
column-claims-amount = Beløb
column-claims-status = Status
column-claims-extra_status = Ekstrastatus
column-claims-paid = Indbetalt
column-claims-left = Udestående
column-claims-credited = Krediteret
column-claims-remainder = Overbetalt
column-claims-issued = Udstedt
column-claims-sent = Sendt
column-claims-paid_on = Betalt den
column-claims-kind = Type
column-claims-method = Betalt med
column-claims-payer = Betalt af
column-claims-party = Kundenr.
column-claims-phone = Telefon
column-claims-email = E-mail
column-claims-city = By
column-claims-account = Konto
column-claims-lines = Linjer
column-claims-voucher = Bilag
column-claims-credit_notes = Kreditnota
column-claims-changes = Ændr.
column-claims-changed_at = Ændret

## Columns: payments
column-payments-id = Id
column-payments-booked = Bogført
column-payments-amount = Beløb
column-payments-reference = Reference
column-payments-payer = Fra konto
column-payments-state = Status
column-payments-reason = Årsag
column-payments-claim = Fordring
column-payments-stage = Trin
column-payments-used = Brugt
column-payments-left = Ubrugt
column-payments-party = Kunde/medlem
column-payments-text = Tekst
column-payments-archive = Arkivref.
column-payments-lump = Samlepost
column-payments-type = Type
column-payments-source = Kilde
column-payments-account = Konto
column-payments-ordered = Ordredato
column-payments-file = Fil
column-payments-line = Linje
column-payments-stored_at = Importeret

## Columns: bank files
column-files-id = Id
column-files-name = Fil
column-files-stored_at = Importeret
column-files-operator = Af
column-files-payments = Antal
column-files-booked = Bogført
column-files-settled = Udlignet
column-files-manual = Manuelle
column-files-suggested = Forslag
column-files-unmatched = Ukendte
column-files-parked = Parkeret
column-files-skipped = Set før
column-files-stored = Nye
column-files-sum = Kontrolsum
column-files-format = Format
column-files-identity = Identitet
column-files-created = Dannet
column-files-lines = Linjer
column-files-length = Bytes

## Views that come with the program
view-claims-all = Alle
view-claims-unpaid = Ubetalte
view-claims-overdue = Forfaldne
view-claims-manual = Manuel behandling
view-claims-paid = Betalte
view-claims-void = Annullerede og krediterede
view-payments-all = Alle
view-payments-waiting = Venter
view-payments-unmatched = Ukendte
view-payments-suggested = Foreslåede
view-payments-parked = Parkerede
view-payments-used = Brugte
view-files-all = Alle

## Refusals: what, on which thing, and the way out
refusal-comment-missing = Alle ændringer skal have en kommentar. Skriv hvorfor.
refusal-status-forbids = Fordring { $number }: du kan ikke { $operation } en fordring med status { $status }.
refusal-money-received = Fordring { $number } kan ikke annulleres eller krediteres: der er indbetalt { $paid }. Behandl indbetalingen først.
refusal-no-such-line = Fordring { $number } har ingen linje { $line }; den har linje 1 til { $lines }.
refusal-line-dropped = Linje { $line } på fordring { $number } er allerede slettet.
refusal-line-credited = Linje { $line } på fordring { $number } er allerede krediteret.
refusal-discount-too-large = En rabat på { $discount } er mere end de { $open }, der er tilbage af linje { $line } på fordring { $number }. Giv højst så meget.
refusal-discount-not-positive = { $discount } er ingen rabat. Angiv et beløb over nul.
refusal-discount-text-missing = En rabat skal have en tekst, der kan stå på linjen.
refusal-nothing-left = Der ville ikke være noget tilbage af fordring { $number }. Annullér eller kreditér den i stedet.
refusal-last-line-with-money = Den sidste linje på fordring { $number } kan ikke slettes: der er indbetalt { $paid }. Behandl indbetalingen først.
refusal-changed-meanwhile = Fordring { $number } er netop blevet ændret af en anden. Se på den igen, og prøv på ny.
refusal-no-such-claim = Der findes ingen fordring { $wanted }. Søg i listen over fordringer på nummer eller reference.
refusal-no-such-payment = Der findes ingen indbetaling { $wanted }. Søg i listen over indbetalinger.
refusal-no-such-view = Der findes ingen gemt visning { $name }, som du kan ændre.
refusal-view-name-missing = En visning skal have et navn.
refusal-account-exists = Konto { $number } findes allerede.
refusal-account-invalid = { $number } er ikke et gyldigt kontonummer i { $country }. Kontrollér cifrene.
refusal-rules-invalid = Referencereglen ”{ $rules }” kan ikke tolkes: { $detail }. Skriv for eksempel mod10:11.
refusal-reference-invalid = { $reference } er ikke en gyldig reference for { $rules }. Kontrollér cifrene.
refusal-reference-base = Der kan ikke laves en reference af ”{ $base }”. Angiv 1 til 24 cifre.
refusal-site-exists = Der findes allerede en virksomhed: { $name }, i { $path }. Angiv en anden fil med --db.
refusal-busy = { $operator } er i gang med { $work } ({ $percent } %). Der er ikke ændret noget; prøv igen om lidt.
refusal-file-changed = { $name } blev ændret, mens den blev læst. Der er ikke gemt noget; importér den igen.
refusal-nothing-here = Der er ikke noget under markøren.
refusal-last-column = Den sidste kolonne kan ikke skjules. Vis en anden først.
refusal-no-such-column = Der findes ingen kolonne ”{ $column }” i listen { $list }. Kolonnerne står i kolonnevælgeren (F5).
refusal-filter-fault = Filter, position { $place }: ”{ $word }”: { $detail }
refusal-file-exists = { $path } findes allerede. Vælg et andet navn.
refusal-not-a-demo = { $path } er ikke en demo, så den får lov at være, som den er. Vælg et andet navn med --out.
filter-filter-too-long = filteret er for langt.
filter-open-quote = det afsluttende anførselstegn mangler.
filter-unknown-column = kolonnen findes ikke; sæt anførselstegn om teksten, hvis du vil søge efter den.
filter-missing-value = der er ikke noget at søge efter.
filter-range-in-list = et interval skal stå alene, ikke blandt andre værdier.
filter-not-comparable = < og > virker kun med ét tal, ét beløb eller én dato.
filter-not-a-number = her skal der stå et helt tal, for eksempel 14790.
filter-not-an-amount = her skal der stå et beløb, for eksempel 1250,00.
filter-not-a-date = her skal der stå en dato, for eksempel 2026-09-21, t (i dag) eller -30d.
filter-not-a-flag = her skal der stå ja eller nej.
filter-unknown-choice = den værdi findes ikke.

## Failures of the file and the surroundings
store-sqlite = Databasen kunne ikke gøre det: { $detail }
store-refused = Afvist.
store-money = Beløbet er for stort til bogføringen.
store-missing = Der findes ingen virksomhed i { $path }. Opret en: fordring init --country no --name NAME, eller se på demoen: fordring demo
store-not-ours = { $path } er ikke en Fordring-fil. Angiv virksomhedens fil med --db.
store-damaged = { $path } er beskadiget ({ $detail }). Arbejd videre med den seneste sikkerhedskopi, og behold den beskadigede fil.
store-newer = { $path } er skrevet af en nyere version af Fordring (databaseversion { $found }, dette program kender { $known }). Installér den nyere version.
store-read-only = { $path } kan kun læses. Giv din brugerkonto ret til at skrive i filen og i den mappe, den ligger i.
store-disk-full = Disken med { $path } er fuld eller kan ikke skrives til. Der er ikke ændret noget; gør plads, og prøv igen.
store-locked = { $path } er i brug af et andet program. Der er ikke ændret noget; prøv igen om lidt.
store-old-sqlite = SQLite i dette program er for gammel til, at flere kan arbejde sikkert samtidig.
store-invariant = Noget stemmer ikke, så der er ikke gemt noget: { $detail }. Kør fordring check, og behold en sikkerhedskopi.
store-migration = Filen kunne ikke opgraderes: { $detail }. En kopi fra før opgraderingen ligger ved siden af den.
store-io = { $path } kan ikke bruges: { $detail }
store-cancelled = Afbrudt. Der er ikke gemt noget.
store-randomness = Systemet giver ingen tilfældige tal: { $detail }
input-refused = { $path } er ikke importeret: alle rækker skal være i orden.
import-refused = { $name } blev afvist; der er ikke gemt noget.
import-accept = For at fortsætte alligevel: --accept { $code }
file-unusable = { $path } kan ikke bruges: { $detail }
output-closed = Outputtet blev lukket.
no-terminal = Konsollen skal bruge en terminal. Uden terminal virker disse: fordring claims list, import, check og de andre i fordring --help
usage = Argumenterne kan ikke tolkes.
usage-format = Der findes ikke noget format ”{ $given }”.
usage-amount = ”{ $given }” er ikke et beløb. Skriv sådan: 1250,00.
usage-name = Virksomheden skal have et navn.
usage-country = ”{ $given }” er ikke blandt landene her: no, se eller dk.
asset-broken = En del af programmet er beskadiget ({ $detail }). Installér programmet igen.
no-data-directory = Systemet angiver ingen datamappe. Angiv virksomhedens fil med --db.
terminal-failed = Terminalen svigtede: { $detail }
check-faults = { $count } { $count ->
    [one] fejl
   *[other] fejl
} fundet.

## Places
place-line = Linje { $line }: { $what }
place-line-column = Linje { $line }, kolonne { $column }: { $what }

## Faults in tables
input-too-large = filen er for stor.
input-not-utf8 = teksten er ikke UTF-8. Gem den som UTF-8.
input-no-header = linjen med kolonnenavne mangler. Den skal indeholde: { $expected }
input-bad-row = rækken kan ikke læses.
input-no-rows = der er ingen rækker under kolonnenavnene.
input-column-twice = kolonnen { $found } står der to gange.
input-unknown-column = ukendt kolonne ”{ $found }”. Disse findes: { $expected }
input-missing-column = kolonnen { $expected } mangler.
input-short-row = rækken har { $found } felter, men skal have { $expected }.
input-long-field = feltet er længere end { $expected } tegn.
input-missing = { $expected } mangler.
input-not-a-date = ”{ $found }” er ikke en dato. Skriv sådan: { $expected }.
input-not-an-amount = ”{ $found }” er ikke et beløb. Skriv sådan: { $expected }.
input-amount-not-positive = beløbet { $found } er ikke over nul.
input-not-a-kind = ”{ $found }” er ikke en type fordring. Disse findes: { $expected }
input-due-before-issued = forfald { $found } er før udstedelsen { $expected }.
input-not-an-account = ”{ $found }” er ikke et kontonummer.
input-account-unknown = konto { $found } er ikke en af virksomhedens konti. Tilføj den først.
input-not-a-number = ”{ $found }” er ikke et fordringsnummer (1 til { $expected }, uden foranstillede nuller).
input-not-a-vat-rate = ”{ $found }” er ikke en momssats. Disse findes: { $expected }
input-number-taken = nummer { $found } er optaget.
input-number-twice = nummer { $found } står der to gange.
input-reference-taken = reference { $found } er optaget.
input-reference-twice = reference { $found } står der to gange.
input-reference-fits-none = reference { $found } passer ikke til nogen af virksomhedens konti.
input-line-of-other-party = de andre linjer på fordringen gælder kunde/medlem { $expected }.
input-line-of-other-due = de andre linjer på fordringen forfalder { $expected }.
input-line-of-other = fordringens andre linjer har { $expected }.
input-line-of-other-reference = de andre linjer på fordringen har reference { $expected }.
input-other-name = navnet her er ”{ $expected }”; ”{ $found }” er ikke gemt.

## Findings in bank files
finding-account-check = modtagerkontoen { $found } er ikke et gyldigt kontonummer.
finding-after-end = der står noget efter slutposten: { $found }
finding-amount-too-large = beløbet { $found } (øre) er større end { $expected } kroner.
finding-bad-sign = fortegnet er ”{ $found }”; det skal være et af { $expected }.
finding-blank-lines = der er tomme linjer før den første eller efter den sidste post.
finding-byte-order-mark = filen begynder med et BOM-tegn (byte order mark).
finding-collapsed-blanks = flere mellemrum efter hinanden ser ud til at være blevet til ét: filen er sandsynligvis sat ind fra en e-mail eller en webside. Hent den igen.
finding-count-payments = slutposten angiver { $found } indbetalinger; der er { $expected }.
finding-count-records = slutposten angiver { $found } poster; der er { $expected }.
finding-dates-differ = slutposten angiver dato { $found }; indbetalingerne angiver { $expected }.
finding-empty = filen har ikke noget indhold.
finding-end-of-file-mark = et gammelt filsluttegn står til sidst.
finding-future-date = indbetalinger er dateret { $found }, efter dags dato ({ $expected }).
finding-gross-sum = kontrolsummen { $found } ser bort fra fortegnene; efter reglen skulle den være { $expected }.
finding-no-line-ends = filen har ingen linjeskift; posterne er delt efter længde.
finding-not-a-record = linjen begynder med { $found }, ikke { $expected }.
finding-not-digits = { $found } skal kun bestå af cifre.
finding-not-ocr-giro = filen begynder med { $found }, ikke { $expected }: det er ikke en OCR- eller AvtaleGiro-fil.
finding-numbering = indbetalingen har nummer { $found }; det næste i rækken var { $expected }.
finding-old-date = indbetalinger er dateret { $found }, før { $expected }.
finding-record-order = post { $found } kan ikke stå her; her skulle der stå { $expected }.
finding-second-transmission = her begynder en ny forsendelse. Del filen op, og importér delene hver for sig.
finding-service-skipped = del { $found } hører til en tjeneste, der ikke læses; den er sprunget over.
finding-settlement-date = { $found } er ikke en dato ({ $expected }).
finding-sum = slutposten angiver { $found }; indbetalingerne giver { $expected }.
finding-sum-too-large = summen af beløbene er for stor til at blive gemt.
finding-too-many-parts = flere end { $expected } dele.
finding-transaction-mismatch = posten har { $found }, den første post i indbetalingen har { $expected }.
finding-truncated = filen slutter for tidligt; { $expected } mangler. Hent den igen.
finding-unknown-record = { $found } er ikke en post i dette format ({ $expected }).
finding-unknown-type = transaktionstype { $found } er ikke blandt { $expected }.
finding-utf8 = linjen er i UTF-8 i stedet for { $expected }.
finding-wrong-length = linjen har { $found } tegn i stedet for { $expected }.
finding-account-not-set-up = konto { $found } er ikke sat op til referencer her. Tilføj den med dens referencer, eller spring den del af filen over.
finding-same-identity = en fil med samme afsender, nummer og modtager er importeret før, med andre poster: { $expected }. Det kan være en rettet fil, der er sendt igen.
finding-recipient-new = ingen tidligere fil var til modtager { $found }.
finding-known-payment = indbetalingen kom med en tidligere fil; den er ikke gemt igen.
finding-too-large = filen er på { $found } MB; højst 192 MB tages imod. Del den op.
finding-empty-file = filen er tom.
finding-is-folder = dette er en mappe, ikke en fil.
finding-unreadable-file = filen kan ikke læses: { $found }
finding-not-a-bank-file = dette er ikke en bankfil, der kan læses her; det ser ud til at være { $found }. Formater, der kan læses her: { $expected }
looks-empty = en tom fil
looks-camt053 = et kontoudtog (camt.053)
looks-camt054 = en meddelelse fra banken (camt.054)
looks-pain = en betalingsordre til banken (pain)
looks-other-xml = XML
looks-cremul = CREMUL (EDIFACT)
looks-telepay = Telepay
looks-bgmax = BgMax (Sverige)
looks-bankgiro-other = en anden fil fra Bankgirot
looks-betalingsservice = Betalingsservice (Danmark)
looks-csv = en tabel (CSV)
looks-pdf = en PDF
looks-zip = et ZIP-arkiv
looks-sqlite = en SQLite-database
looks-utf16 = tekst i UTF-16; gem den, sådan som den kom fra banken
looks-text = almindelig tekst
looks-binary = binære data

## What check finds
check-integrity = Databasen er beskadiget: { $detail }
check-foreign-key = En række i { $detail } ({ $id }) henviser til noget, der ikke findes.
check-claim-amount = Fordring (nøgle { $id }): beløbet er ikke summen af linjerne.
check-claim-credited = Fordring (nøgle { $id }): den krediterede sum stemmer ikke med linjerne.
check-claim-left = Fordring (nøgle { $id }): det udestående stemmer ikke med beløb og indbetalinger.
check-claim-paid = Fordring (nøgle { $id }): det indbetalte er ikke summen af transaktionerne.
check-claim-allocations = Fordring (nøgle { $id }): pengene på linjerne og det overbetalte stemmer ikke med det indbetalte.
check-claim-name = Fordring (nøgle { $id }): det navn, den sorteres efter, er ikke modtagerens.
check-claim-content = Fordring (nøgle { $id }): nummer, kunde, type, reference eller datoer er ikke dem, den blev udstedt med.
check-claim-unlogged = Fordring (nøgle { $id }) mangler i ændringsloggen.
check-claim-voucher = Fordring (nøgle { $id }) henviser ikke til noget bilag.
check-line-overpaid = Fordring (nøgle { $id }): på en linje ligger der flere penge end linjens beløb.
check-voucher-balance = Bilag (nøgle { $id }) balancerer ikke.
check-voucher-gap = Bilagsnumrene har et hul ved { $id }.
check-credit-note-gap = Kreditnotanumrene har et hul ved K{ $id }.
check-credit-note-sum = Kreditnota K{ $id } er ikke summen af sine linjer.
check-receivables = Tilgodehavenderne i finansbogholderiet stemmer ikke med det udestående på fordringerne.
check-not-placed = De ufordelte indbetalinger i finansbogholderiet stemmer ikke med indbetalinger og fordringer.
check-payment-claim = Indbetaling { $id }: ingen transaktion fører den til den fordring, den angiver.
check-payment-movement = Indbetaling { $id }: transaktionerne er ikke det, der kom ind.
check-payment-used = Indbetaling { $id }: status stemmer ikke med det, der er brugt af den.
check-file-sums = Bankfil { $id }: summen af indbetalingerne er ikke det, der blev gemt.
check-file-content = Bankfil { $id }: indbetalingerne er ikke, som de var, da filen blev importeret.
check-file-bytes = Bankfil { $id }: indholdet er ikke komplet, eller ikke det, der blev indlæst.
check-journal-gap = Ændringsloggen har et hul før række { $id }.
check-journal-chain = Række { $id } i ændringsloggen er ændret, eller en række før den.
check-journal-values = Række { $id } i ændringsloggen: værdierne før og efter er ændret.
check-journal-head = Slutningen af ændringsloggen er skåret af, eller der er føjet noget til (række { $id }).
check-journal-claim = Fordring (nøgle { $id }) er ikke, som ændringsloggen siger, at den blev.
check-reference-twice = Referencen på fordring (nøgle { $id }) står også på en kunde/et medlem.
check-open-days = Antallet af åbne fordringer pr. forfaldsdag er ikke det, fordringerne siger.

## Command line
cli-site-made = { $name } er oprettet i { $path }
cli-check-ok = Alt stemmer.
cli-backup-made = Kopieret til { $path } og kontrolleret.
cli-no-accounts = Der er ingen bankkonti endnu.
cli-account-added = Konto { $number } er tilføjet.
cli-rows = { $count } { $count ->
    [one] række
   *[other] rækker
}
cli-parties-imported = { $count } { $count ->
    [one] kunde/medlem er
   *[other] kunder/medlemmer er
} importeret.
cli-claims-imported = { $count } { $count ->
    [one] fordring er
   *[other] fordringer er
} udstedt ({ $amount }), { $parties } { $parties ->
    [one] ny kunde/nyt medlem
   *[other] nye kunder/medlemmer
}.
cli-demo-making = Laver demovirksomheden i { $path } …
done-claim = Fordring { $number }: { $status }, udestående { $left }.
done-credit-note = Fordring { $number }: { $status }, udestående { $left }. Kreditnota { $note } er lavet.
import-stored = { $name }: { $payments } indbetalinger, kontrolsum { $sum }, { $booked } bogført
import-would-store = { $name }: { $payments } indbetalinger, kontrolsum { $sum }, { $booked } ville blive bogført
import-duplicate = { $name } er importeret før, som { $known } { $at } af { $operator }. Der er ikke gemt noget nu.
result-settled = udlignet: reference og beløb stemmer
result-manual = modtaget på fordringer, der kræver manuel behandling
result-suggested = foreslået: du afgør det
result-unmatched = ukendte: ingen fundet
result-parked = parkeret: tilbagebetalinger og mulige dubletter
result-skipped = kendt fra tidligere filer, ikke gemt igen
certainty-sure = Sikker
certainty-check = Kontrollér
certainty-unknown = Ukendt
certainty-nothing = –

## A claim
claim-lines = Varelinjer
line-dropped = slettet
tab-changes = Ændringslog
tab-transactions = Transaktioner
tab-messages = Beskeder
no-changes = Ingen ændringer
no-transactions = Ingen transaktioner
no-messages = Ingen beskeder
recognised-claim = fordringsnummer
recognised-reference = reference
recognised-phone = telefon
recognised-amount = beløb

## The console: frame and menu
menu-title = Menu
screen-start = Start
screen-claims = Fordringer
screen-manual = Manuel behandling
screen-payments = Indbetalinger
screen-files = Bankfiler
language-name = Dansk
too-small = Vinduet er { $now_width } × { $now_height } tegn. Fordring skal bruge mindst { $width } × { $height }.
mouse-on = Musen styrer Fordring igen.
mouse-off = Nu markerer musen tekst. Tryk på F12, så styrer den Fordring igen.
saved-already = Alt er allerede gemt.
waiting-for = Venter på { $operator }: { $work } ({ $percent } %).
quit-busy = Noget er ved at blive gemt. Hvis du afslutter nu, bliver det gemt færdigt, før programmet lukker.
age-not-due = Ikke forfaldet
age-30 = Forfaldet 1–30 dage
age-90 = Forfaldet 31–90 dage
age-older = Forfaldet over 90 dage
start-waits = Venter på dig
waits-manual = Fordringer i manuel behandling
waits-payments = Indbetalinger, der ikke er fundet en fordring til
waits-overdue = Forfaldne fordringer
start-payments = Indbetalt de seneste { $days } dage: { $sum }
start-ages = Åbne fordringer efter alder

## Commands
command-functions = Funktioner
command-help = Hjælp
command-menu = Menu
command-palette = Alle kommandoer
command-back = Tilbage
command-import = Importér en bankfil
command-refresh = Opdatér, og tegn igen
command-language = Skift sprog
command-mouse = Mus til eller fra
command-saved = Gem (sker altid af sig selv)
command-quit = Afslut
command-elsewhere = ikke på dette skærmbillede
command-list-open = Åbn
command-list-columns = Kolonner
command-list-filter = Filter
command-list-filter_column = Filtrér på kolonnen
command-list-filter_clear = Ryd filteret
command-list-select = Vælg
command-list-select_all = Vælg alle eller ingen
command-list-views = Visninger
command-list-save_view = Gem som visning
command-list-sort = Sortér efter kolonnen
command-list-sort_more = Sortér også efter kolonnen
command-list-goto = Gå til række
command-list-export = Eksportér det, der vises
command-files-import = Indlæs bankfil
command-import-path = Skriv stien
command-import-run = Fortsæt
command-claim-annul = Annullér fordringen
command-claim-credit = Kreditér
command-claim-discount = Giv rabat på linjen
command-claim-drop_line = Slet linjen
command-claim-transactions = Transaktioner
command-claim-next_tab = Næste fane
command-payment-claim = Vis fordring
scope-global = overalt
scope-list = på en liste
scope-claim = på en fordring
scope-payment = på en indbetaling
scope-files = blandt bankfilerne
scope-start = på startskærmen
scope-browse = når du vælger fil
scope-import = i en import

## Hints in the key bar
hint-run = kør
hint-search = søg
hint-found = færdig
hint-close = luk
hint-clear = ryd
hint-keep = behold
hint-put-back = fortryd
hint-show = vis/skjul
hint-move = flyt
hint-width = bredde
hint-ok = OK
hint-cancel = afbryd
hint-for-site = for alle
hint-next = næste/udfør
hint-recall = tidligere kommentarer
hint-quit = afslut
hint-stay = bliv her
hint-scroll = rul
hint-take = brug
hint-remove = fjern

## Help
help-moving = Sådan bevæger du dig
help-moving-text = Piletasterne, PgUp, PgDn, Home og End flytter. Shift med op og ned vælger rækker. Venstre og højre vælger kolonne. Enter går dybere, Esc går tilbage, altid til samme række. Alt+1 … Alt+9 vælger en visning. Dobbeltklik åbner, højreklik viser funktionerne.
help-filter = Filteret
help-filter-text =
    berg            findes i en tekst; "to ord" holdes sammen
    status:ubetalt  har værdien; status:betalt,krediteret en af dem
    beløb>500       mere end; også < >= <= og beløb:500..1000
    forfalder<-30d  over 30 dage siden; også w m y, t (i dag), 2026-12-31
    -ord            udelader det, der har ordet; også -status:betalt
    e-mail:         er tom; e-mail:* er ikke tom

## Lists
list-place = { $place } af { $all }
list-sort = sortering: { $columns }
list-more = ▸ { $count } til
list-selected = { $count } valgt
count-claims = { $count } { $number ->
    [one] fordring
   *[other] fordringer
}
count-payments = { $count } { $number ->
    [one] indbetaling
   *[other] indbetalinger
}
count-files = { $count } { $number ->
    [one] fil
   *[other] filer
}
filter-label = Filter:
empty-filter = Intet passer til filteret. Shift+F7 rydder det.
empty-claims = Der er ingen fordringer endnu. Importér dem: fordring claims import FILE.csv
empty-payments = Der er ingen indbetalinger endnu. Alt+I importerer en bankfil.
empty-files = Der er ikke importeret nogen bankfil endnu. F3 importerer en.
picker-title = Vis kolonne – { $shown } af { $all }
picker-search = søg:
picker-keys-1 = Space ✓  Alt+↑↓ flyt  ←→ bredde  0 auto  s S sortér
picker-keys-2 = p fastgør  d standard  w gem visning  / søg  Enter OK
view-from-program = indbygget
view-from-site = fælles
view-from-me = min
view-saved = Visningen { $name } er gemt.
prompt-view-name = Visningens navn. Enter gemmer den til dig, Ctrl+E til alle.
prompt-goto = Rækkenummer:
prompt-export = Fil at skrive til; .csv eller .json:
prompt-path = Bankfilen:
done-exported = { $count } rækker er skrevet til { $path }

## A claim on the screen
claim-title = Fordring
claim-reference = Ref.
claim-invoiced = Faktureret
claim-due = Forfalder
claim-issued = Opr./sendt
claim-paid = Indbetalt
claim-recipient = Modtager
claim-left = Udestående
claim-method = Betalt med
claim-payer = Betalt af
claim-about = Vedrører
claim-line-amount = Beløb
claim-line-discount = Rabat
claim-line-paid = Indbetalt
claim-line-refunded = Refunderet
claim-line-where = Hvor pengene er
claim-remainder = Overbetalt { $amount }
claim-credited-by = Krediteret med { $notes }
line-credited = krediteret
membership-paid = Medlemskab { $year }: betalt
membership-unpaid = Medlemskab { $year }: ikke betalt
days-late = { $days } { $days ->
    [one] dag
   *[other] dage
} over forfald
tab-credit-notes = Kreditnotaer
no-credit-notes = Ingen kreditnotaer
credit-note-of = Kreditnota { $number } for fordring { $claim }, linje { $lines }
log-status = status
log-extra-status = ekstrastatus
log-amount = beløb
log-credited = krediteret
log-paid = indbetalt
log-left = udestående
log-credit-note = kreditnota

## Asking before a change
field-amount = Beløb
field-text = Tekst på linjen
field-comment = Kommentar
field-number = Fordringsnummer
type-number = Dette kan ikke fortrydes. Skriv { $number } for at bekræfte.
last-line-annuls = Dette er den sidste linje: hvis du sletter den, bliver fordring { $number } annulleret.
says-claim-annul = Fordringen bliver annulleret. Dette kan ikke fortrydes.
says-claim-credit = En kreditnota tager de markerede linjer tilbage, eller hele fordringen.
says-claim-discount = Beløbet på linjen sættes ned; fordringen bliver mindre.
says-claim-drop_line = Linjen slettes; fordringen bliver mindre.
says-left = Udestående på { $number }: { $was } → { $is }
says-status = Ny status: { $status }
says-credit-note = Kreditnota: { $amount }

## A payment on the screen
payment-title = Indbetaling
payment-not-handled = Ikke færdigbehandlet: { $left } er ikke brugt.
payment-used-for = Brugt til
payment-used-for-nothing = Intet endnu
payment-remainder = { $amount } ligger på fordringen som overbetalt
payment-candidates = Åbne fordringer på samme kunde/medlem
payment-raw = Sådan stod den i { $name }, importeret { $at } af { $operator }
payment-status = Brugt { $used } · ubrugt { $left }

## Importing on the screen
browse-name = Navn
browse-size = Bytes
browse-changed = Ændret
browse-standing = Hvad det er
browse-count = { $new } nye her
standing-new = { $format }, ny
standing-stored = importeret { $at } af { $operator }
standing-other = ikke en bankfil
import-step-reading = læser
import-step-refused = afvist
import-step-preview = forhåndsvisning
import-step-storing = gemmer
import-step-result = resultat
import-reading = Læser og matcher …
import-storing = Gemmer …
progress-cancel = Esc afbryder; der bliver ikke efterladt noget.
import-asks = { $name } kræver et svar; der er ikke gemt noget.
import-yes = Enter fortsætter alligevel. Esc lader det være.
import-enter-stores = Der er ikke gemt noget endnu. Enter gemmer.
import-done = { $name }: { $count } indbetalinger er gemt.
preview-account = Konto
preview-dates = Datoer
preview-claimed = Angivet i filen
preview-counted = Optalt
preview-whole = Hele filen
preview-certainty = Match
preview-booked = bogføres { $sum }
preview-known = Kendt fra en tidligere fil, gemmes ikke igen
preview-known-short = Set før
preview-nothing = Intet beløb, eller ikke vores konto
preview-more-warnings = … og { $count } advarsler mere
result-read = indbetalinger læst, kontrolsum
result-stored = indbetalinger gemt, bogført
result-different = Linje { $line } blev behandlet anderledes, end forhåndsvisningen sagde: noget blev ændret i mellemtiden.
result-next = Enter viser det, der mangler at blive arbejdet igennem.
result-nothing-left = Der mangler ikke noget at arbejde igennem. Enter viser indbetalingerne.
column-payments-file_no = Filnr.

## First run
first-title = Velkommen til Fordring
first-text = Der er endnu ingen virksomhed i { $path }. Vælg, hvad du vil begynde med.
first-demo-no = Se en demo: en medlemsorganisation i Norge
first-demo-se = Se en demo: et værksted i Sverige
first-demo-dk = Se en demo: en indsamlingsorganisation i Danmark
first-new-no = Din egen virksomhed i Norge
first-new-se = Din egen virksomhed i Sverige
first-new-dk = Din egen virksomhed i Danmark
first-name = Virksomhedens navn:
first-making = Laves …
first-hint = Enter går videre · Esc afslutter
