# What goes to the bank
outgoing-family-draws = Dragningar
outgoing-family-pay_outs = Utbetalningar
outgoing-family-agreements = Medgivanden
outgoing-kind-draw = Dragning
outgoing-kind-withdraw = Återkallelse
outgoing-kind-pay_out = Utbetalning
outgoing-kind-mandate = Medgivande
outgoing-state-written = skriven
outgoing-state-sent = skickad
outgoing-state-accepted = mottagen
outgoing-state-rejected = avvisad
outgoing-state-discarded = kasserad
item-state-written = skriven
item-state-sent = skickad
item-state-accepted = mottagen
item-state-refused = avvisad
item-state-done = klar
item-state-failed = misslyckad
item-state-withdrawn = återkallad
item-state-discarded = kasserad
outgoing-sum-draws = { $count } { $count ->
    [one] dragning
   *[other] dragningar
} på { $sum }
outgoing-sum-withdrawn = { $count } { $count ->
    [one] återkallelse
   *[other] återkallelser
} på { $sum }
outgoing-sum-paid-out = { $count } { $count ->
    [one] utbetalning
   *[other] utbetalningar
} på { $sum }
outgoing-sum-agreements = { $count } { $count ->
    [one] medgivande
   *[other] medgivanden
}
outgoing-until = Måste vara hos banken före { $deadline }.
outgoing-empty = Inget väntar på banken: ingen fordran har ett medgivande, ingen återbetalning är begärd.
outgoing-no-files = Inga filer till banken är skrivna än.
outgoing-would-write = { $name } skulle innehålla { $sums }. Inget är skrivet.
outgoing-written = { $name }: { $sums }. Sparad som { $path }. Skicka den och säg sedan att den är skickad.
outgoing-not-saved = { $name }: { $sums }. Filen är skriven men kunde inte sparas i mappen; spara den igen.
outgoing-saved-again = { $name } är sparad igen, tecken för tecken, som { $path }.
outgoing-sent = { $name } är skickad.
outgoing-outdated = { $count } i filen har ändrats sedan den skrevs: se vad som ska återkallas.
outgoing-discarded = { $name } är kasserad. Det den bad om kan skrivas igen.
outgoing-refund = Återbetalning
outgoing-refund-of = Återbetalning av { $number }

# What the account lacks
outgoing-needs-unit = kundenhets-id
outgoing-needs-remittance = avtal om direktremittering
outgoing-needs-customer = kundnummer hos Bankgirot
outgoing-needs-bankgiro = bankgironummer som drar
outgoing-needs-supplier = dataleverantörens nummer (CVR)
outgoing-needs-creditor = PBS-nummer
outgoing-needs-group = debitorgrupp
outgoing-lacks = Kontot saknar: { $fields }. Fyll i det under bankkontot.

# Why something is left out
outgoing-why-no-reference = fordran har ingen betalningsreferens
outgoing-why-not-agreed = medgivandet gäller inte än
outgoing-why-paused = betalaren har stoppat medgivandet
outgoing-why-ended = medgivandet är avslutat
outgoing-why-early = för tidigt: banken tar emot den från { $from }
outgoing-why-late = för sent: skulle ha varit hos banken { $deadline }; påminn eller ändra förfallodagen
outgoing-why-tried = banken sade nej: { $code }; ändra förfallodagen för att försöka igen
outgoing-why-same-day = samma betalare dras redan den dagen; ge den en annan förfallodag
outgoing-why-nothing-left = inget kvar att dra
outgoing-why-not-sent = står i fil { $file } som inte är skickad: kassera den
outgoing-why-sent-today = skickades i dag; återkalla i morgon
outgoing-why-not-by-file = kan inte återkallas med fil; be banken
outgoing-why-no-account = mottagarens konto är okänt
outgoing-why-other-account = { $account } är inget konto som formatet kan betala till
outgoing-why-no-name = ingen bokstav i mottagarens namn kan skrivas i filen; betala i banken och säg att det är gjort
outgoing-why-no-address = betalarens adress är inte fullständig
outgoing-why-no-payer-data = betalarens konto eller personnummer saknas

# Receipt lists
receipt-received = mottagen utan fel
receipt-processed = behandlad
receipt-date-malformed = förfallodagen är felskriven
receipt-date-invalid = förfallodagen är ogiltig
receipt-amount-malformed = beloppet är felskrivet
receipt-amount-negative = beloppet är negativt
receipt-too-far-ahead = förfallodagen är för långt fram
receipt-account-unknown = kontot är okänt eller inte i avtalet
receipt-reference-invalid = referensen är okänd
receipt-too-late = kom för sent
receipt-no-agreement = inget gällande avtal
receipt-received-before = filen är mottagen tidigare
receipt-end-missing = filens slutpost saknas
receipt-count-wrong = antalet transaktioner är fel
receipt-part-broken = uppdragets start- eller slutpost saknas
receipt-records-wrong = antalet poster är fel
receipt-record-unknown = okänd posttyp
receipt-part-out-of-order = uppdragsnumret är inte i följd
receipt-not-a-digit = tecken som inte är siffra i ett sifferfält
receipt-record-length = posten har inte 80 tecken
receipt-start-missing = filens startpost saknas
receipt-transactions-wrong = transaktionerna är felnumrerade eller ofullständiga
receipt-no-code = utan kod
receipt-unknown-code = bankens kod
receipt-accepted = mottagen
receipt-refused = avvisad
receipt-counts = { $accepted } mottagna, { $refused } avvisade, { $rest } nämns inte

# Change log
action-file_written = fil till banken skriven
action-file_sent = fil till banken skickad
action-file_discarded = fil till banken kasserad
action-file_accepted = fil mottagen av banken
action-file_rejected = fil avvisad av banken
action-draw_sent = dragning skickad
action-draw_withdrawn = dragning återkallad
action-draw_stands = dragningen gäller ändå
action-draw_refused = dragning avvisad
action-draw_failed = dragning misslyckad
action-mandate_asked = medgivande begärt eller besvarat
log-draw = dragning
log-draw-on = dragningsdag
log-code = kod

# Check
check-item-sums = Fil till banken { $id }: antal eller summa är inte det som står i den.
check-item-state = Post { $id } till banken stämmer inte med sin fil eller det den gäller.
check-item-unlogged = Fil till banken { $id } stämmer inte med ändringsloggen.
check-item-twice = Fordran { $id } dras två gånger.

# Refusals
refusal-nothing-due = Det finns inget att skriva till banken nu. Se vad som är utelämnat och varför.
refusal-no-account-of-ours = { $wanted } är inget av våra bankkonton. Se listan över konton.
refusal-not-written-format = Inget skrivs till banken i formatet { $format } här. Se vad som väntar för de format som finns.
refusal-outgoing-incomplete = Konto { $account } är inte klart för { $format }: { $fields } saknas. Fyll i det under bankkontot.
refusal-outgoing-changed = Det som väntar för konto { $account } är inte längre det som visades. Titta igen och skriv sedan.
refusal-outgoing-field = { $item }: { $value } får inte plats som { $field } i filen. Rätta det och skriv igen.
refusal-outgoing-not-in-format = { $item } kan inte begäras i { $format }. Välj ett annat format.
refusal-number-used = Nummer { $number } har använts sedan { $since }; banken tar det inte två gånger på 12 månader och en dag. Välj ett annat.
refusal-no-such-outgoing = Det finns ingen fil till banken { $wanted }. Sök i listan över filer till banken.
refusal-outgoing-forbids = Det går inte med { $name }: den är { $state }. En skriven fil skickas eller kasseras; bankens svar gäller en skickad.
refusal-receipt-empty = Inget i listan handlar om { $name }: varken numret eller någon referens i den. Välj en annan fil eller klistra in hela listan.
refusal-file-is-ours = { $name } skrevs här för banken; den ångras inte. Kassera den om den inte är skickad.

# The console
screen-outgoing = Till banken
scope-outgoing = bland det som väntar på banken
command-outgoing-write = Skriv fil till banken
command-outgoing-open = Öppna
command-outgoing-left_out = Visa eller dölj utelämnat
command-outgoing-files = Bankfiler
command-outgoing-sent = Filen är skickad till banken
command-outgoing-discard = Kassera filen
command-outgoing-receipt = Bankens kvittenslista
says-outgoing-sent = Säg detta först när filen verkligen är hos banken: det den ber om skrivs inte en gång till.
says-outgoing-discard = Filen skickas aldrig; det den ber om kan skrivas igen, i en fil med ett annat nummer.
says-outgoing-receipt = Klistra in listan, eller skriv var den ligger och tryck Enter.
field-receipt = Listans fil
receipt-missing = Klistra först in listan, eller skriv dess fil.
receipt-more = … och { $count } till
outgoing-file = { $name } · { $count } poster · { $sum } · { $state }
outgoing-left-out = { $count } utelämnade
outgoing-due-count = { $count } att skriva
outgoing-no-claim = Det finns ingen fordran att öppna här.
outgoing-empty-way = Medgivanden kommer med bankens filer (Alt+I); återbetalningar begärs på fordran.
outgoing-write-says = Enter skriver filen. Den är inte skickad förrän du säger det i listan över bankfiler.
