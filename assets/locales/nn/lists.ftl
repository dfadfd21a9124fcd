## Lists
screen-transactions = Transaksjonar
screen-journal = Endringslogg
screen-refunds = Refusjonar
count-transactions = { $count } { $number ->
    [one] transaksjon
   *[other] transaksjonar
}
count-journal = { $count } { $number ->
    [one] rad
   *[other] rader
}
count-refunds = { $count } { $number ->
    [one] refusjon
   *[other] refusjonar
}
empty-transactions = Ingen pengar har flytta seg enno. Alt+I importerer ei bankfil.
empty-journal = Det står ingenting i endringsloggen enno.
empty-refunds = Ingen refusjon er bestilt. Dei blir bestilte på ei fordring eller ei betaling (F9).

## Views
view-transactions-all = Alle
view-transactions-in = Inn
view-transactions-hand = For hand
view-transactions-refunds = Refusjonar
view-transactions-back = Pengar tilbake
view-journal-all = Alt
view-journal-changes = Endringar
view-journal-claims = Fordringar
view-journal-payments = Betalingar
view-journal-orders = Ordrar
view-journal-commented = Med kommentar
view-refunds-waiting = Ventar
view-refunds-all = Alle
view-refunds-failed = Mislukka

## Columns: transactions
column-transactions-id = Id
column-transactions-booked = Bokført
column-transactions-kind = Kva
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
column-transactions-source = Kjelde
column-transactions-text = Tekst
column-transactions-booked_at = Skriven
column-transactions-order = Ordre
column-transactions-claim_no = Fordringsnr.
column-transactions-payment_no = Betalingsnr.

## Columns: change log
column-journal-id = Rad
column-journal-at = Tid
column-journal-operator = Av
column-journal-kind = Gjeld
column-journal-record = Nr.
column-journal-action = Kva
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
record-vehicle = Køyretøy
record-bank_account = Bankkonto
record-settlement = Oppgjer
record-site = Verksemd

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
column-refunds-moved_at = Endra
column-refunds-detail = Detalj
column-refunds-credit_note = Kreditnota
column-refunds-booked = Betalt

## Columns: claims and payments
column-claims-written_off = Avskrive
column-claims-credit = Til gode
column-claims-reminded_on = Påmint
column-claims-age = Dagar i status
column-payments-note = Notat
column-payments-owner = Ansvarleg
column-payments-until = Til

## The screens of a claim and a payment
command-claim-all_transactions = Alle transaksjonar for fordringa, som liste
command-claim-log = Endringsloggen for fordringa, som liste
command-payment-all_transactions = Alle transaksjonar for betalinga, som liste
payment-where = Kvar pengane er

## Answers of the command line
done-payment = Betaling { $payment }: { $state }, ufordelt { $left }
done-refunds-asked = Bestilt: refusjon { $refunds }
done-refund = Refusjon { $refund }: { $state }, { $amount } til { $to }
done-file-undone = { $name } er angra: { $payments } betalingar på { $amount }, { $claims } fordringar er som før.
done-file-would-be-undone = { $name } kan angrast: { $payments } betalingar på { $amount }, { $claims } fordringar ville bli som før. Ingenting er endra.
usage-target = «{ $given }» er ikkje ein stad som pengar kan gå til. Skriv credit, donation, account=KODE, payer eller payer=KONTO.
usage-line = «{ $given }» er inga linje. Skriv nummeret, eller nummer=beløp.
usage-number = «{ $given }» er ikkje nummeret på ei betaling eller ein refusjon.
waits-notices = Trekk og avtalar banken melder om, og som må sjåast på
waits-refunds = Refusjonar som ikkje er tilbake hos betalaren
waits-sendings = Utsendingar av fordringar som gjekk gale, eller som ingen veit utfallet av
waits-unsent = Filer til banken som er skrivne, men ikkje sende
start-nothing-waits = Ingenting ventar.
start-day = Innbetalt { $day }: { $sum }
