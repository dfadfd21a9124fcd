## Codes: statuses, kinds, states
status-unpaid = Obetald
status-paid = Betald
status-manual_handling = Manuell hantering
status-annulled = Annullerad
status-refunded = Återbetald
status-credited = Krediterad
extra-overpaid = För mycket betalt
extra-underpaid = För lite betalt
extra-several_payers = Betald av flera
extra-handled = Hanterad
extra-partly_refunded = Delvis återbetald
kind-dues = Medlemsavgift
kind-order = Order
kind-donation = Gåva
kind-other = Övrigt
method-bank = Bank
method-direct_debit = Autogiro
method-card = Kort
method-cash = Kontant
method-mixed = Flera sätt
state-unmatched = Okänd
state-suggested = Föreslagen
state-partly_used = Delvis använd
state-used = Använd
state-parked = Parkerad
source-bank_file = Bankfil
stage-read = Inläsning
stage-reference = Referens
stage-claim = Fordran
stage-party = Kund/medlem
reason-exact = Referens ✓ belopp ✓
reason-more_than_claim = Referens ✓ mer än fordran
reason-less_than_claim = Referens ✓ mindre än fordran
reason-several_payers = Referens ✓ flera betalare
reason-already_paid = Referens ✓ redan betald
reason-claim_void = Referens ✓ fordran annullerad eller krediterad
reason-manual_handling = Referens ✓ fordran i manuell hantering
reason-unreadable = Oläslig referens
reason-fails_check = Ogiltig referens
reason-not_found = Ingen fordran med referensen
reason-text_only = Bara text, ingen referens
reason-money_out = Pengar ut: återbetalning eller kredit
reason-possible_duplicate = Möjlig dubblett av en tidigare betalning
reason-party_none_open = Kund/medlem ✓ ingen obetald fordran
reason-party_several_open = Kund/medlem ✓ flera obetalda fordringar
reason-party_other_amount = Kund/medlem ✓ annat belopp
reason-party_exact = Kund/medlem ✓ belopp ✓
movement-received = Inbetalt
movement-paid_out = Utbetalt
payer-unknown = Okänd
operation-annul = annullera
operation-drop-line = ta bort en rad i
operation-discount = ge rabatt på
operation-credit = kreditera
action-annulled = annullerad
action-line_dropped = rad borttagen
action-discounted = rabatt given
action-credited = krediterad
action-received = betalning mottagen
action-issued = utfärdad
action-created = skapad
action-stored = importerad

## Columns: claims
column-claims-number = Nr
column-claims-reference = Referens
column-claims-recipient = Mottagare
column-claims-description = Beskrivning
column-claims-due = Förfaller
column-claims-amount = Belopp
column-claims-status = Status
column-claims-extra_status = Extrastatus
column-claims-paid = Inbetalt
column-claims-left = Kvar
column-claims-credited = Krediterat
column-claims-remainder = Överbetalt
column-claims-issued = Utfärdad
column-claims-sent = Skickad
column-claims-paid_on = Betald den
column-claims-kind = Typ
column-claims-method = Betalsätt
column-claims-payer = Betald av
column-claims-party = Kundnr
column-claims-phone = Telefon
column-claims-email = E-post
column-claims-city = Ort
column-claims-account = Konto
column-claims-lines = Rader
column-claims-voucher = Ver.nr
column-claims-credit_notes = Kreditnr
column-claims-changes = Ändr.
column-claims-changed_at = Ändrad

## Columns: payments
column-payments-id = Id
column-payments-booked = Bokförd
column-payments-amount = Belopp
column-payments-reference = Referens
column-payments-payer = Från konto
column-payments-state = Status
column-payments-reason = Orsak
column-payments-claim = Fordran
column-payments-stage = Steg
column-payments-used = Använt
column-payments-left = Kvar
column-payments-party = Kund/medlem
column-payments-text = Text
column-payments-archive = Arkivref.
column-payments-lump = Summapost
column-payments-type = Typ
column-payments-source = Källa
column-payments-account = Konto
column-payments-ordered = Uppdr.dag
column-payments-file = Fil
column-payments-line = Rad
column-payments-stored_at = Importerad

## Columns: bank files
column-files-id = Id
column-files-name = Fil
column-files-stored_at = Importerad
column-files-operator = Av
column-files-payments = Antal
column-files-booked = Bokfört
column-files-settled = Reglerat
column-files-manual = Manuella
column-files-suggested = Förslag
column-files-unmatched = Okända
column-files-parked = Parkerat
column-files-skipped = Tidigare
column-files-stored = Nya
column-files-sum = Kontr.summa
column-files-format = Format
column-files-identity = Identitet
column-files-created = Skapad
column-files-lines = Rader
column-files-length = Byte

## Views that come with the program
view-claims-all = Alla
view-claims-unpaid = Obetalda
view-claims-overdue = Förfallna
view-claims-manual = Manuell hantering
view-claims-paid = Betalda
view-claims-void = Annullerade och krediterade
view-payments-all = Alla
view-payments-waiting = Väntande
view-payments-unmatched = Okända
view-payments-suggested = Föreslagna
view-payments-parked = Parkerade
view-payments-used = Använda
view-files-all = Alla

## Refusals: what, on which thing, and the way out
refusal-comment-missing = Varje ändring behöver en kommentar. Skriv varför.
refusal-status-forbids = Fordran { $number }: du kan inte { $operation } en fordran med status { $status }.
refusal-money-received = Fordran { $number } kan inte annulleras eller krediteras: { $paid } har betalats in. Hantera betalningen först.
refusal-no-such-line = Fordran { $number } har ingen rad { $line }; den har raderna 1 till { $lines }.
refusal-line-dropped = Rad { $line } i fordran { $number } är redan borttagen.
refusal-line-credited = Rad { $line } i fordran { $number } är redan krediterad.
refusal-discount-too-large = En rabatt på { $discount } är mer än de { $open } som är kvar på rad { $line } i fordran { $number }. Ge högst så mycket.
refusal-discount-not-positive = { $discount } är ingen rabatt. Ange ett belopp över noll.
refusal-discount-text-missing = En rabatt behöver en text som kan stå på raden.
refusal-nothing-left = Det skulle inte bli något kvar av fordran { $number }. Annullera eller kreditera den i stället.
refusal-last-line-with-money = Den sista raden i fordran { $number } kan inte tas bort: { $paid } har betalats in. Hantera betalningen först.
refusal-changed-meanwhile = Fordran { $number } ändrades nyss av någon annan. Titta på den igen och försök på nytt.
refusal-no-such-claim = Det finns ingen fordran { $wanted }. Sök i fordringslistan på nummer eller referens.
refusal-no-such-payment = Det finns ingen betalning { $wanted }. Sök i betalningslistan.
refusal-no-such-view = Det finns ingen sparad vy { $name } som du kan ändra.
refusal-view-name-missing = En vy behöver ett namn.
refusal-account-exists = Konto { $number } finns redan.
refusal-account-invalid = { $number } är inget giltigt kontonummer i { $country }. Kontrollera siffrorna.
refusal-rules-invalid = Referensregeln ”{ $rules }” går inte att tolka: { $detail }. Skriv till exempel mod10:11.
refusal-reference-invalid = { $reference } är ingen giltig referens för { $rules }. Kontrollera siffrorna.
refusal-reference-base = Det går inte att göra en referens av ”{ $base }”. Ange 1 till 24 siffror.
refusal-site-exists = Det finns redan en verksamhet: { $name }, i { $path }. Ange en annan fil med --db.
refusal-busy = { $operator } håller på med { $work } ({ $percent } %). Inget har ändrats; försök igen om en stund.
refusal-file-changed = { $name } ändrades medan den lästes in. Inget har sparats; importera den igen.
refusal-nothing-here = Det finns inget under markören.
refusal-last-column = Den sista kolumnen kan inte döljas. Visa en annan först.
refusal-no-such-column = Det finns ingen kolumn ”{ $column }” i listan { $list }. Kolumnerna finns i kolumnväljaren (F5).
refusal-filter-fault = Filter, position { $place }: ”{ $word }”: { $detail }
refusal-file-exists = { $path } finns redan. Välj ett annat namn.
refusal-not-a-demo = { $path } är ingen demo, så den får vara som den är. Välj ett annat namn med --out.
filter-filter-too-long = filtret är för långt.
filter-open-quote = det avslutande citattecknet saknas.
filter-unknown-column = kolumnen finns inte; sätt citattecken runt texten om du vill söka efter den.
filter-missing-value = det finns inget att söka efter.
filter-range-in-list = ett intervall måste stå ensamt, inte bland andra värden.
filter-not-comparable = < och > fungerar bara med ett tal, ett belopp eller ett datum.
filter-not-a-number = här behövs ett heltal, till exempel 14790.
filter-not-an-amount = här behövs ett belopp, till exempel 1250,00.
filter-not-a-date = här behövs ett datum, till exempel 2026-09-21, idag eller -30d.
filter-not-a-flag = här behövs ja eller nej.
filter-unknown-choice = det värdet finns inte.

## Failures of the file and the surroundings
store-sqlite = Databasen klarade det inte: { $detail }
store-refused = Avvisat.
store-money = Beloppet är för stort för bokföringen.
store-missing = Det finns ingen verksamhet i { $path }. Skapa en: fordring init --country no --name NAME, eller titta på demon: fordring demo
store-not-ours = { $path } är ingen Fordring-fil. Ange verksamhetens fil med --db.
store-damaged = { $path } är skadad ({ $detail }). Arbeta vidare med den senaste säkerhetskopian och behåll den skadade filen.
store-newer = { $path } är skriven av en nyare version av Fordring (databasversion { $found }, det här programmet känner till { $known }). Installera den nyare versionen.
store-read-only = { $path } kan bara läsas. Ge ditt användarkonto rätt att skriva i filen och i mappen den ligger i.
store-disk-full = Disken med { $path } är full eller går inte att skriva till. Inget har ändrats; frigör plats och försök igen.
store-locked = { $path } används av ett annat program. Inget har ändrats; försök igen om en stund.
store-old-sqlite = SQLite i det här programmet är för gammal för att flera ska kunna arbeta säkert samtidigt.
store-invariant = Något stämmer inte, så inget har sparats: { $detail }. Kör fordring check och spara en säkerhetskopia.
store-migration = Filen kunde inte uppgraderas: { $detail }. En kopia från före uppgraderingen ligger bredvid den.
store-io = { $path } går inte att använda: { $detail }
store-cancelled = Avbrutet. Inget har sparats.
store-randomness = Systemet ger inga slumptal: { $detail }
input-refused = { $path } har inte importerats: alla rader måste vara rätt.
import-refused = { $name } avvisades; inget har sparats.
import-accept = För att fortsätta ändå: --accept { $code }
file-unusable = { $path } går inte att använda: { $detail }
output-closed = Utdata stängdes.
no-terminal = Konsolen behöver en terminal. Utan terminal fungerar dessa: fordring claims list, import, check och övriga i fordring --help
usage = Argumenten går inte att tolka.
usage-format = Det finns inget format ”{ $given }”.
usage-amount = ”{ $given }” är inget belopp. Skriv så här: 1250,00.
usage-name = Verksamheten behöver ett namn.
usage-country = ”{ $given }” är inget av länderna här: no, se eller dk.
asset-broken = En del av programmet är trasig ({ $detail }). Installera programmet igen.
no-data-directory = Systemet anger ingen datamapp. Ange verksamhetens fil med --db.
terminal-failed = Terminalen slutade fungera: { $detail }
check-faults = { $count } { $count ->
    [one] fel
   *[other] fel
} hittades.

## Places
place-line = Rad { $line }: { $what }
place-line-column = Rad { $line }, kolumn { $column }: { $what }

## Faults in tables
input-too-large = filen är för stor.
input-not-utf8 = texten är inte UTF-8. Spara den som UTF-8.
input-no-header = rubrikraden saknas. Den måste innehålla: { $expected }
input-bad-row = raden går inte att läsa.
input-no-rows = det finns inga rader under rubrikraden.
input-column-twice = kolumnen { $found } finns två gånger.
input-unknown-column = okänd kolumn ”{ $found }”. Dessa finns: { $expected }
input-missing-column = kolumnen { $expected } saknas.
input-short-row = raden har { $found } fält, men { $expected } behövs.
input-long-field = fältet är längre än { $expected } tecken.
input-missing = { $expected } saknas.
input-not-a-date = ”{ $found }” är inget datum. Skriv så här: { $expected }.
input-not-an-amount = ”{ $found }” är inget belopp. Skriv så här: { $expected }.
input-amount-not-positive = beloppet { $found } är inte över noll.
input-not-a-kind = ”{ $found }” är ingen fordringstyp. Dessa finns: { $expected }
input-due-before-issued = förfallodagen { $found } är före utfärdandedatum { $expected }.
input-not-an-account = ”{ $found }” är inget kontonummer.
input-account-unknown = konto { $found } hör inte till verksamheten. Lägg till det först.
input-not-a-number = ”{ $found }” är inget fordringsnummer (1 till { $expected }, utan inledande nollor).
input-not-a-vat-rate = ”{ $found }” är ingen momssats. Dessa finns: { $expected }
input-number-taken = numret { $found } är upptaget.
input-number-twice = numret { $found } finns två gånger.
input-reference-taken = referensen { $found } är upptagen.
input-reference-twice = referensen { $found } finns två gånger.
input-reference-fits-none = referensen { $found } passar inget av verksamhetens konton.
input-line-of-other-party = de andra raderna i fordran gäller kund/medlem { $expected }.
input-line-of-other-due = de andra raderna i fordran förfaller { $expected }.
input-line-of-other = fordrans andra rader har { $expected }.
input-line-of-other-reference = de andra raderna i fordran har referensen { $expected }.
input-other-name = namnet här är ”{ $expected }”; ”{ $found }” har inte sparats.

## Findings in bank files
finding-account-check = mottagarkontot { $found } är inget giltigt kontonummer.
finding-after-end = det finns något efter slutposten: { $found }
finding-amount-too-large = beloppet { $found } (öre) är större än { $expected } kronor.
finding-bad-sign = förtecknet är ”{ $found }”; det måste vara något av { $expected }.
finding-blank-lines = det finns tomma rader före den första eller efter den sista posten.
finding-byte-order-mark = filen börjar med ett BOM-tecken (byte order mark).
finding-collapsed-blanks = flera blanksteg i följd verkar ha blivit ett: filen är troligen inklistrad från ett mejl eller en webbsida. Hämta den på nytt.
finding-count-payments = slutposten anger { $found } betalningar; det finns { $expected }.
finding-count-records = slutposten anger { $found } poster; det finns { $expected }.
finding-dates-differ = slutposten anger datum { $found }; betalningarna anger { $expected }.
finding-empty = filen har inget innehåll.
finding-end-of-file-mark = ett gammalt filslutstecken står i slutet.
finding-future-date = betalningar är daterade { $found }, efter dagens datum ({ $expected }).
finding-gross-sum = kontrollsumman { $found } bortser från förtecknen; enligt regeln skulle den vara { $expected }.
finding-no-line-ends = filen saknar radslut; posterna har delats efter längd.
finding-not-a-record = raden börjar med { $found }, inte { $expected }.
finding-not-digits = { $found } ska bara bestå av siffror.
finding-not-ocr-giro = filen börjar med { $found }, inte { $expected }: det är ingen OCR- eller AvtaleGiro-fil.
finding-numbering = betalningen har nummer { $found }; näst i tur var { $expected }.
finding-old-date = betalningar är daterade { $found }, före { $expected }.
finding-record-order = post { $found } får inte stå här; här skulle { $expected } stå.
finding-second-transmission = här börjar en andra sändning. Dela upp filen och importera delarna var för sig.
finding-service-skipped = del { $found } hör till en tjänst som inte läses; den har hoppats över.
finding-settlement-date = { $found } är inget datum ({ $expected }).
finding-sum = slutposten anger { $found }; betalningarna blir { $expected }.
finding-sum-too-large = summan av beloppen är för stor för att sparas.
finding-too-many-parts = fler än { $expected } delar.
finding-transaction-mismatch = posten har { $found }, betalningens första post har { $expected }.
finding-truncated = filen slutar för tidigt; { $expected } saknas. Hämta den på nytt.
finding-unknown-record = { $found } är ingen post i det här formatet ({ $expected }).
finding-unknown-type = transaktionstyp { $found } finns inte bland { $expected }.
finding-utf8 = raden är i UTF-8 i stället för { $expected }.
finding-wrong-length = raden har { $found } tecken i stället för { $expected }.
finding-account-not-set-up = konto { $found } är inte inställt för referenser här. Lägg till det med sina referenser, eller hoppa över den delen av filen.
finding-same-identity = en fil med samma avsändare, nummer och mottagare har importerats tidigare, med andra poster: { $expected }. Det kan vara en rättad fil som skickats om.
finding-recipient-new = ingen tidigare fil var till mottagare { $found }.
finding-known-payment = betalningen kom med en tidigare fil; den har inte sparats igen.
finding-too-large = filen är på { $found } MB; högst 192 MB tas emot. Dela upp den.
finding-empty-file = filen är tom.
finding-is-folder = det här är en mapp, inte en fil.
finding-unreadable-file = filen går inte att läsa: { $found }
finding-not-a-bank-file = det här är ingen bankfil som kan läsas här; det ser ut att vara { $found }. Format som kan läsas här: { $expected }
looks-empty = en tom fil
looks-camt053 = ett kontoutdrag (camt.053)
looks-camt054 = en avisering från banken (camt.054)
looks-pain = ett betalningsuppdrag (pain)
looks-other-xml = XML
looks-cremul = CREMUL (EDIFACT)
looks-telepay = Telepay
looks-bgmax = BgMax (Sverige)
looks-bankgiro-other = en annan fil från Bankgirot
looks-betalingsservice = Betalingsservice (Danmark)
looks-csv = en tabell (CSV)
looks-pdf = en PDF
looks-zip = ett ZIP-arkiv
looks-sqlite = en SQLite-databas
looks-utf16 = text i UTF-16; spara den som den kom från banken
looks-text = vanlig text
looks-binary = binära data

## What check finds
check-integrity = Databasen är skadad: { $detail }
check-foreign-key = En rad i { $detail } ({ $id }) hänvisar till något som inte finns.
check-claim-amount = Fordran (nyckel { $id }): beloppet är inte summan av raderna.
check-claim-credited = Fordran (nyckel { $id }): den krediterade summan stämmer inte med raderna.
check-claim-left = Fordran (nyckel { $id }): det som är kvar stämmer inte med belopp och betalningar.
check-claim-paid = Fordran (nyckel { $id }): det som är inbetalt är inte summan av transaktionerna.
check-claim-allocations = Fordran (nyckel { $id }): pengarna på raderna och det överbetalda stämmer inte med det som är inbetalt.
check-claim-name = Fordran (nyckel { $id }): namnet som den sorteras efter är inte mottagarens.
check-claim-content = Fordran (nyckel { $id }): nummer, kund, typ, referens eller datum är inte de som den ställdes ut med.
check-claim-unlogged = Fordran (nyckel { $id }) saknas i ändringsloggen.
check-claim-voucher = Fordran (nyckel { $id }) hänvisar inte till någon verifikation.
check-line-overpaid = Fordran (nyckel { $id }): på en rad ligger mer pengar än radens belopp.
check-voucher-balance = Verifikation (nyckel { $id }) balanserar inte.
check-voucher-gap = Verifikationsnumren har en lucka vid { $id }.
check-credit-note-gap = Kreditfakturornas nummer har en lucka vid K{ $id }.
check-credit-note-sum = Kreditfaktura K{ $id } är inte summan av sina rader.
check-receivables = Kundfordringarna i huvudboken stämmer inte med det som är kvar att betala på fordringarna.
check-not-placed = De ofördelade betalningarna i huvudboken stämmer inte med betalningar och fordringar.
check-payment-claim = Betalning { $id }: ingen transaktion leder den till fordran som den anger.
check-payment-movement = Betalning { $id }: dess transaktioner är inte det som kom in.
check-payment-used = Betalning { $id }: statusen stämmer inte med det som är använt av den.
check-file-sums = Bankfil { $id }: betalningarnas summa är inte det som sparades.
check-file-content = Bankfil { $id }: betalningarna är inte vad de var när filen importerades.
check-file-bytes = Bankfil { $id }: innehållet är inte komplett, eller inte det som lästes in.
check-journal-gap = Ändringsloggen har en lucka före rad { $id }.
check-journal-chain = Rad { $id } i ändringsloggen har ändrats, eller någon rad före den.
check-journal-values = Rad { $id } i ändringsloggen: värdena före och efter har ändrats.
check-journal-head = Slutet av ändringsloggen har kapats eller fått tillägg (rad { $id }).
check-journal-claim = Fordran (nyckel { $id }) är inte vad ändringsloggen säger att den blev.
check-reference-twice = Referensen på fordran (nyckel { $id }) finns också på en kund/medlem.
check-open-days = Antalet öppna fordringar per förfallodag är inte vad fordringarna säger.

## Command line
cli-site-made = { $name } har skapats i { $path }
cli-check-ok = Allt stämmer.
cli-backup-made = Kopierat till { $path } och kontrollerat.
cli-no-accounts = Det finns inga bankkonton än.
cli-account-added = Konto { $number } har lagts till.
cli-rows = { $count } { $count ->
    [one] rad
   *[other] rader
}
cli-parties-imported = { $count } { $count ->
    [one] kund/medlem har
   *[other] kunder/medlemmar har
} importerats.
cli-claims-imported = { $count } { $count ->
    [one] fordran har
   *[other] fordringar har
} utfärdats ({ $amount }), { $parties } { $parties ->
    [one] ny kund/medlem
   *[other] nya kunder/medlemmar
}.
cli-demo-making = Skapar demoverksamheten i { $path } …
done-claim = Fordran { $number }: { $status }, { $left } kvar att betala.
done-credit-note = Fordran { $number }: { $status }, { $left } kvar att betala. Kreditfaktura { $note } har skapats.
import-stored = { $name }: { $payments } betalningar, kontrollsumma { $sum }, { $booked } bokfört
import-would-store = { $name }: { $payments } betalningar, kontrollsumma { $sum }, { $booked } skulle bokföras
import-duplicate = { $name } har redan importerats, som { $known } { $at } av { $operator }. Inget har sparats nu.
result-settled = reglerade: referens och belopp stämmer
result-manual = mottagna på fordringar som behöver manuell hantering
result-suggested = föreslagna: du avgör
result-unmatched = okända: ingen träff
result-parked = parkerade: återbetalningar och möjliga dubbletter
result-skipped = fanns redan i tidigare filer, har inte sparats igen
certainty-sure = Säker
certainty-check = Kontrollera
certainty-unknown = Okänd
certainty-nothing = –

## A claim
claim-lines = Rader
line-dropped = borttagen
tab-changes = Ändringslogg
tab-transactions = Transaktioner
tab-messages = Meddelanden
no-changes = Inga ändringar
no-transactions = Inga transaktioner
no-messages = Inga meddelanden
recognised-claim = fordringsnummer
recognised-reference = referens
recognised-phone = telefon
recognised-amount = belopp

## The console: frame and menu
menu-title = Meny
screen-start = Start
screen-claims = Fordringar
screen-manual = Manuell hantering
screen-payments = Betalningar
screen-files = Bankfiler
language-name = Svenska
too-small = Fönstret är { $now_width } × { $now_height } tecken. Fordring behöver minst { $width } × { $height }.
mouse-on = Musen styr Fordring igen.
mouse-off = Nu markerar musen text. Tryck på F12, så styr den Fordring igen.
saved-already = Allt är redan sparat.
waiting-for = Väntar på { $operator }: { $work } ({ $percent } %).
quit-busy = Något håller på att sparas. Om du avslutar nu sparas det klart först, sedan stängs programmet.
age-not-due = Inte förfallna
age-30 = 1–30 dagar sena
age-90 = 31–90 dagar sena
age-older = Mer än 90 dagar sena
start-waits = Väntar på dig
waits-manual = Fordringar i manuell hantering
waits-payments = Betalningar som ingen fordran hittades till
waits-overdue = Förfallna fordringar
start-payments = Inbetalt de senaste { $days } dagarna: { $sum }
start-ages = Öppna fordringar efter ålder

## Commands
command-functions = Funktioner
command-help = Hjälp
command-menu = Meny
command-palette = Alla kommandon
command-back = Tillbaka
command-import = Importera en bankfil
command-refresh = Uppdatera och rita om
command-language = Byt språk
command-mouse = Mus på eller av
command-saved = Spara (sker alltid av sig självt)
command-quit = Avsluta
command-elsewhere = inte på den här skärmen
command-list-open = Öppna
command-list-columns = Kolumner
command-list-filter = Filter
command-list-filter_column = Filtrera på kolumnen
command-list-filter_clear = Rensa filtret
command-list-select = Välj
command-list-select_all = Välj alla eller inga
command-list-views = Vyer
command-list-save_view = Spara som vy
command-list-sort = Sortera på kolumnen
command-list-sort_more = Sortera även på kolumnen
command-list-goto = Gå till rad
command-list-export = Exportera det som visas
command-files-import = Läs in bankfil
command-import-path = Skriv sökvägen
command-import-run = Fortsätt
command-claim-annul = Annullera fordran
command-claim-credit = Kreditera
command-claim-discount = Ge rabatt på raden
command-claim-drop_line = Ta bort raden
command-claim-transactions = Transaktioner
command-claim-next_tab = Nästa flik
command-payment-claim = Visa fordran
scope-global = överallt
scope-list = i en lista
scope-claim = i en fordran
scope-payment = i en betalning
scope-files = bland bankfilerna
scope-start = på startskärmen
scope-browse = när du väljer fil
scope-import = i en import

## Hints in the key bar
hint-run = kör
hint-search = sök
hint-found = klar
hint-close = stäng
hint-clear = rensa
hint-keep = behåll
hint-put-back = ångra
hint-show = visa/dölj
hint-move = flytta
hint-width = bredd
hint-ok = OK
hint-cancel = avbryt
hint-for-site = för alla
hint-next = nästa/utför
hint-recall = tidigare kommentarer
hint-quit = avsluta
hint-stay = stanna
hint-scroll = bläddra
hint-take = använd
hint-remove = ta bort

## Help
help-moving = Så rör du dig
help-moving-text = Piltangenterna, PgUp, PgDn, Home och End flyttar. Shift med upp och ned väljer rader. Vänster och höger väljer kolumn. Enter går djupare, Esc går tillbaka, alltid till samma rad. Alt+1 … Alt+9 väljer en vy. Dubbelklick öppnar, högerklick visar funktionerna.
help-filter = Filtret
help-filter-text =
    berg               finns i någon text; "två ord" hålls ihop
    status:obetald     har värdet; status:betald,krediterad något av dem
    belopp>500         mer än; även < >= <= och belopp:500..1000
    förfaller<-30d     över 30 dagar sedan; även w, m, y, idag, 2026-12-31
    -ord               utesluter det som har ordet; även -status:betald
    e-post:            är tom; e-post:* är inte tom

## Lists
list-place = { $place } av { $all }
list-sort = sortering: { $columns }
list-more = ▸ { $count } till
list-selected = { $count } valda
count-claims = { $count } { $number ->
    [one] fordran
   *[other] fordringar
}
count-payments = { $count } { $number ->
    [one] betalning
   *[other] betalningar
}
count-files = { $count } { $number ->
    [one] fil
   *[other] filer
}
filter-label = Filter:
empty-filter = Inget stämmer med filtret. Shift+F7 rensar det.
empty-claims = Det finns inga fordringar än. Importera dem: fordring claims import FILE.csv
empty-payments = Det finns inga betalningar än. Alt+I importerar en bankfil.
empty-files = Ingen bankfil har importerats än. F3 importerar en.
picker-title = Visa kolumn – { $shown } av { $all }
picker-search = sök:
picker-keys-1 = Space ✓  Alt+↑↓ flytta  ←→ bredd  0 passa  s S sortera
picker-keys-2 = p fäst  d standard  w spara vy  / sök  Enter OK
view-from-program = inbyggd
view-from-site = gemensam
view-from-me = min
view-saved = Vyn { $name } har sparats.
prompt-view-name = Vyns namn. Enter sparar den för dig, Ctrl+E för alla.
prompt-goto = Radnummer:
prompt-export = Fil att skriva till; .csv eller .json:
prompt-path = Bankfilen:
done-exported = { $count } rader har skrivits till { $path }

## A claim on the screen
claim-title = Fordran
claim-reference = OCR
claim-invoiced = Fakturerat
claim-due = Förfaller
claim-issued = Skapad/sänd
claim-paid = Inbetalt
claim-recipient = Mottagare
claim-left = Kvar
claim-method = Betalsätt
claim-payer = Betald av
claim-about = Gäller
claim-line-amount = Belopp
claim-line-discount = Rabatt
claim-line-paid = Inbetalt
claim-line-refunded = Återbetalt
claim-line-where = Var pengarna är
claim-remainder = Överbetalt { $amount }
claim-credited-by = Krediterad med { $notes }
line-credited = krediterad
membership-paid = Medlemskap { $year }: betalt
membership-unpaid = Medlemskap { $year }: inte betalt
days-late = { $days } { $days ->
    [one] dag
   *[other] dagar
} sen
tab-credit-notes = Kreditfakturor
no-credit-notes = Inga kreditfakturor
credit-note-of = Kreditfaktura { $number } för fordran { $claim }, rad { $lines }
log-status = status
log-extra-status = extrastatus
log-amount = belopp
log-credited = krediterat
log-paid = inbetalt
log-left = kvar
log-credit-note = kreditfaktura

## Asking before a change
field-amount = Belopp
field-text = Text på raden
field-comment = Kommentar
field-number = Fordringsnummer
type-number = Det här går inte att ångra. Skriv { $number } för att bekräfta.
last-line-annuls = Det här är den sista raden: om du tar bort den annulleras fordran { $number }.
says-claim-annul = Fordran annulleras. Det går inte att ångra.
says-claim-credit = En kreditfaktura tar tillbaka de markerade raderna, eller hela fordran.
says-claim-discount = Radens belopp sätts ned; fordran blir mindre.
says-claim-drop_line = Raden tas bort; fordran blir mindre.
says-left = Kvar att betala på { $number }: { $was } → { $is }
says-status = Ny status: { $status }
says-credit-note = Kreditfaktura: { $amount }

## A payment on the screen
payment-title = Betalning
payment-not-handled = Inte färdighanterad: { $left } är inte använt.
payment-used-for = Använd till
payment-used-for-nothing = Inget än
payment-remainder = { $amount } ligger på fordran som överbetalt
payment-candidates = Öppna fordringar hos samma kund/medlem
payment-raw = Så stod den i { $name }, importerad { $at } av { $operator }
payment-status = Använt { $used } · kvar { $left }

## Importing on the screen
browse-name = Namn
browse-size = Byte
browse-changed = Ändrad
browse-standing = Vad det är
browse-count = { $new } nya här
standing-new = { $format }, ny
standing-stored = importerad { $at } av { $operator }
standing-other = ingen bankfil
import-step-reading = läser
import-step-refused = avvisad
import-step-preview = förhandsvisning
import-step-storing = sparar
import-step-result = resultat
import-reading = Läser och matchar …
import-storing = Sparar …
progress-cancel = Esc avbryter; inget lämnas kvar.
import-asks = { $name } behöver ett svar; inget har sparats.
import-yes = Enter fortsätter ändå. Esc låter bli.
import-enter-stores = Inget har sparats än. Enter sparar.
import-done = { $name }: { $count } betalningar har sparats.
preview-account = Konto
preview-dates = Datum
preview-claimed = Angivet i filen
preview-counted = Räknat
preview-whole = Hela filen
preview-certainty = Träff
preview-booked = bokförs { $sum }
preview-known = Finns redan i en tidigare fil, sparas inte igen
preview-known-short = Tidigare
preview-nothing = Inget belopp, eller inte vårt konto
preview-more-warnings = … och { $count } varningar till
result-read = betalningar lästa, kontrollsumma
result-stored = betalningar sparade, bokfört
result-different = Rad { $line } hanterades på annat sätt än förhandsvisningen sa: något ändrades under tiden.
result-next = Enter visar det som är kvar att arbeta igenom.
result-nothing-left = Inget är kvar att arbeta igenom. Enter visar betalningarna.
column-payments-file_no = Filnr

## First run
first-title = Välkommen till Fordring
first-text = Det finns ingen verksamhet i { $path } än. Välj vad du vill börja med.
first-demo-no = Titta på en demo: en medlemsorganisation i Norge
first-demo-se = Titta på en demo: en verkstad i Sverige
first-demo-dk = Titta på en demo: en insamlingsorganisation i Danmark
first-new-no = En egen verksamhet i Norge
first-new-se = En egen verksamhet i Sverige
first-new-dk = En egen verksamhet i Danmark
first-name = Verksamhetens namn:
first-making = Skapas …
first-hint = Enter går vidare · Esc lämnar
