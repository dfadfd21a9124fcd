## Lists
screen-transactions = Transaktioner
screen-journal = Ændringslog
screen-refunds = Refusioner
count-transactions = { $count } { $number ->
    [one] transaktion
   *[other] transaktioner
}
count-journal = { $count } { $number ->
    [one] række
   *[other] rækker
}
count-refunds = { $count } { $number ->
    [one] refusion
   *[other] refusioner
}
empty-transactions = Ingen penge har flyttet sig endnu. Alt+I importerer en bankfil.
empty-journal = Der står intet i ændringsloggen endnu.
empty-refunds = Der er ikke bestilt nogen refusion. De bestilles på en fordring eller en indbetaling (F9).

## Views
view-transactions-all = Alle
view-transactions-in = Ind
view-transactions-hand = Manuelt
view-transactions-refunds = Refusioner
view-transactions-back = Penge tilbage
view-journal-all = Alt
view-journal-changes = Ændringer
view-journal-claims = Fordringer
view-journal-payments = Indbetalinger
view-journal-orders = Ordrer
view-journal-commented = Med kommentar
view-refunds-waiting = Venter
view-refunds-all = Alle
view-refunds-failed = Mislykkede

## Columns: transactions
column-transactions-id = Id
column-transactions-booked = Bogført
column-transactions-kind = Hvad
column-transactions-amount = Beløb
column-transactions-claim = Fordring
column-transactions-party = Kunde/medlem
column-transactions-payment = Indbetaling
column-transactions-payer = Betalt af
column-transactions-operator = Af
column-transactions-reference = Reference
column-transactions-account = Konto
column-transactions-file = Fil
column-transactions-voucher = Bilag
column-transactions-refund = Refusion
column-transactions-source = Kilde
column-transactions-text = Tekst
column-transactions-booked_at = Skrevet
column-transactions-order = Ordre
column-transactions-claim_no = Fordringsnr.
column-transactions-payment_no = Indbetalingsnr.

## Columns: change log
column-journal-id = Række
column-journal-at = Tid
column-journal-operator = Af
column-journal-kind = Gælder
column-journal-record = Nr.
column-journal-action = Hvad
column-journal-comment = Kommentar
column-journal-before = Før
column-journal-after = Efter
column-journal-claim_no = Fordringsnr.
record-claim = Fordring
record-payment = Indbetaling
record-refund = Refusion
record-order = Ordre
record-bank_file = Bankfil
record-credit_note = Kreditnota
record-party = Kunde/medlem
record-vehicle = Køretøj
record-bank_account = Bankkonto
record-settlement = Afregning
record-site = Virksomhed

## Columns: refunds
column-refunds-id = Nr.
column-refunds-asked_at = Bestilt
column-refunds-amount = Beløb
column-refunds-state = Status
column-refunds-to_account = Til konto
column-refunds-to_name = Til
column-refunds-claim = Fordring
column-refunds-payment = Indbetaling
column-refunds-asked_by = Af
column-refunds-comment = Kommentar
column-refunds-moved_at = Ændret
column-refunds-detail = Detalje
column-refunds-credit_note = Kreditnota
column-refunds-booked = Betalt

## Columns: claims and payments
column-claims-written_off = Afskrevet
column-claims-credit = Til gode
column-claims-reminded_on = Rykket
column-claims-age = Dage i status
column-payments-note = Note
column-payments-owner = Ansvarlig
column-payments-until = Til

## The screens of a claim and a payment
command-claim-all_transactions = Alle transaktioner for fordringen som liste
command-claim-log = Fordringens ændringslog som liste
command-payment-all_transactions = Alle transaktioner for indbetalingen som liste
payment-where = Hvor pengene er

## Answers of the command line
done-payment = Indbetaling { $payment }: { $state }, ufordelt { $left }
done-refunds-asked = Bestilt: refusion { $refunds }
done-refund = Refusion { $refund }: { $state }, { $amount } til { $to }
done-file-undone = { $name } er fortrudt: { $payments } indbetalinger på { $amount }, { $claims } fordringer er som før.
done-file-would-be-undone = { $name } kan fortrydes: { $payments } indbetalinger på { $amount }, { $claims } fordringer ville blive som før. Intet er ændret.
usage-target = ”{ $given }” er ikke et sted, som penge kan gå til. Skriv credit, donation, account=KODE, payer eller payer=KONTO.
usage-line = ”{ $given }” er ingen linje. Skriv nummeret eller nummer=beløb.
usage-number = ”{ $given }” er ikke nummeret på en indbetaling eller en refusion.
waits-notices = Træk og aftaler som banken melder om, og som skal ses på
waits-refunds = Refusioner som ikke er tilbage hos betaleren
waits-sendings = Udsendelser af fordringer der mislykkedes, eller som ingen kender udfaldet af
waits-unsent = Filer til banken som er skrevet, men ikke sendt
start-nothing-waits = Intet venter.
start-day = Indbetalt { $day }: { $sum }
