## Lists
screen-transactions = Transaksjoner
screen-journal = Endringslogg
screen-refunds = Refusjoner
count-transactions = { $count } { $number ->
    [one] transaksjon
   *[other] transaksjoner
}
count-journal = { $count } { $number ->
    [one] rad
   *[other] rader
}
count-refunds = { $count } { $number ->
    [one] refusjon
   *[other] refusjoner
}
empty-transactions = Ingen penger har beveget seg ennå. Alt+I importerer en bankfil.
empty-journal = Det står ingenting i endringsloggen ennå.
empty-refunds = Ingen refusjon er bestilt. De bestilles på en fordring eller en betaling (F9).

## Views
view-transactions-all = Alle
view-transactions-in = Inn
view-transactions-hand = For hånd
view-transactions-refunds = Refusjoner
view-transactions-back = Penger tilbake
view-journal-all = Alt
view-journal-changes = Endringer
view-journal-claims = Fordringer
view-journal-payments = Betalinger
view-journal-orders = Ordrer
view-journal-commented = Med kommentar
view-refunds-waiting = Venter
view-refunds-all = Alle
view-refunds-failed = Mislykkede

## Columns: transactions
column-transactions-id = Id
column-transactions-booked = Bokført
column-transactions-kind = Hva
column-transactions-amount = Beløp
column-transactions-claim = Fordring
column-transactions-party = Kunde/medlem
column-transactions-payment = Betaling
column-transactions-payer = Betalt av
column-transactions-operator = Av
column-transactions-reference = KID
column-transactions-account = Konto
column-transactions-file = Fil
column-transactions-voucher = Bilag
column-transactions-refund = Refusjon
column-transactions-source = Kilde
column-transactions-text = Tekst
column-transactions-booked_at = Skrevet
column-transactions-order = Ordre
column-transactions-claim_no = Fordringsnr.
column-transactions-payment_no = Betalingsnr.

## Columns: change log
column-journal-id = Rad
column-journal-at = Tid
column-journal-operator = Av
column-journal-kind = Gjelder
column-journal-record = Nr.
column-journal-action = Hva
column-journal-comment = Kommentar
column-journal-before = Før
column-journal-after = Etter
column-journal-claim_no = Fordringsnr.
record-claim = Fordring
record-payment = Betaling
record-refund = Refusjon
record-order = Ordre
record-bank_file = Bankfil
record-credit_note = Kreditnota
record-party = Kunde/medlem
record-vehicle = Kjøretøy
record-bank_account = Bankkonto
record-settlement = Oppgjør
record-site = Virksomhet

## Columns: refunds
column-refunds-id = Nr.
column-refunds-asked_at = Bestilt
column-refunds-amount = Beløp
column-refunds-state = Status
column-refunds-to_account = Til konto
column-refunds-to_name = Til
column-refunds-claim = Fordring
column-refunds-payment = Betaling
column-refunds-asked_by = Av
column-refunds-comment = Kommentar
column-refunds-moved_at = Endret
column-refunds-detail = Detalj
column-refunds-credit_note = Kreditnota
column-refunds-booked = Betalt

## Columns: claims and payments
column-claims-written_off = Avskrevet
column-claims-credit = Til gode
column-claims-reminded_on = Påminnet
column-claims-age = Dager i status
column-payments-note = Notat
column-payments-owner = Ansvarlig
column-payments-until = Til

## The screens of a claim and a payment
command-claim-all_transactions = Alle transaksjoner for fordringen, som liste
command-claim-log = Endringsloggen for fordringen, som liste
command-payment-all_transactions = Alle transaksjoner for betalingen, som liste
payment-where = Hvor pengene er

## Answers of the command line
done-payment = Betaling { $payment }: { $state }, ufordelt { $left }
done-refunds-asked = Bestilt: refusjon { $refunds }
done-refund = Refusjon { $refund }: { $state }, { $amount } til { $to }
done-file-undone = { $name } er angret: { $payments } betalinger på { $amount }, { $claims } fordringer er som før.
done-file-would-be-undone = { $name } kan angres: { $payments } betalinger på { $amount }, { $claims } fordringer ville bli som før. Ingenting er endret.
usage-target = «{ $given }» er ikke et sted som penger kan gå til. Skriv credit, donation, account=KODE, payer eller payer=KONTO.
usage-line = «{ $given }» er ingen linje. Skriv nummeret, eller nummer=beløp.
usage-number = «{ $given }» er ikke nummeret på en betaling eller en refusjon.
waits-notices = Trekk og avtaler banken melder om, og som må ses på
waits-refunds = Refusjoner som ikke er tilbake hos betaleren
waits-sendings = Utsendinger av fordringer som mislyktes, eller som ingen vet utfallet av
waits-unsent = Filer til banken som er skrevet, men ikke sendt
start-nothing-waits = Ingenting venter.
start-day = Innbetalt { $day }: { $sum }
