## Lists
screen-transactions = Transaktioner
screen-journal = Ändringslogg
screen-refunds = Återbetalningar
count-transactions = { $count } { $number ->
    [one] transaktion
   *[other] transaktioner
}
count-journal = { $count } { $number ->
    [one] rad
   *[other] rader
}
count-refunds = { $count } { $number ->
    [one] återbetalning
   *[other] återbetalningar
}
empty-transactions = Inga pengar har rört sig än. Alt+I importerar en bankfil.
empty-journal = Det står inget i ändringsloggen än.
empty-refunds = Ingen återbetalning har begärts. De begärs på en fordran eller en betalning (F9).

## Views
view-transactions-all = Alla
view-transactions-in = In
view-transactions-hand = För hand
view-transactions-refunds = Återbetalningar
view-transactions-back = Pengar tillbaka
view-journal-all = Allt
view-journal-changes = Ändringar
view-journal-claims = Fordringar
view-journal-payments = Betalningar
view-journal-orders = Order
view-journal-commented = Med kommentar
view-refunds-waiting = Väntande
view-refunds-all = Alla
view-refunds-failed = Misslyckade

## Columns: transactions
column-transactions-id = Id
column-transactions-booked = Bokförd
column-transactions-kind = Vad
column-transactions-amount = Belopp
column-transactions-claim = Fordran
column-transactions-party = Kund/medlem
column-transactions-payment = Betalning
column-transactions-payer = Betald av
column-transactions-operator = Av
column-transactions-reference = Referens
column-transactions-account = Konto
column-transactions-file = Fil
column-transactions-voucher = Ver.nr
column-transactions-refund = Återbet.
column-transactions-source = Källa
column-transactions-text = Text
column-transactions-booked_at = Skriven
column-transactions-order = Order
column-transactions-claim_no = Fordringsnr
column-transactions-payment_no = Betalningsnr

## Columns: change log
column-journal-id = Rad
column-journal-at = Tid
column-journal-operator = Av
column-journal-kind = Post
column-journal-record = Nr
column-journal-action = Vad
column-journal-comment = Kommentar
column-journal-before = Före
column-journal-after = Efter
column-journal-claim_no = Fordringsnr
record-claim = Fordran
record-payment = Betalning
record-refund = Återbetalning
record-order = Order
record-bank_file = Bankfil
record-credit_note = Kreditfaktura
record-party = Kund/medlem
record-vehicle = Fordon
record-bank_account = Bankkonto
record-settlement = Utbetalning
record-site = Verksamhet

## Columns: refunds
column-refunds-id = Nr
column-refunds-asked_at = Begärd
column-refunds-amount = Belopp
column-refunds-state = Status
column-refunds-to_account = Till konto
column-refunds-to_name = Till
column-refunds-claim = Fordran
column-refunds-payment = Betalning
column-refunds-asked_by = Av
column-refunds-comment = Kommentar
column-refunds-moved_at = Ändrad
column-refunds-detail = Detalj
column-refunds-credit_note = Kreditnr
column-refunds-booked = Betald

## Columns: claims and payments
column-claims-written_off = Avskrivet
column-claims-credit = Tillgodo
column-claims-reminded_on = Påmind
column-claims-age = Dagar i status
column-payments-note = Anteckning
column-payments-owner = Ansvarig
column-payments-until = Till

## The screens of a claim and a payment
command-claim-all_transactions = Alla transaktioner för fordran, som lista
command-claim-log = Ändringsloggen för fordran, som lista
command-payment-all_transactions = Alla transaktioner för betalningen, som lista
payment-where = Var pengarna är

## Answers of the command line
done-payment = Betalning { $payment }: { $state }, ofördelat { $left }
done-refunds-asked = Begärd: återbetalning { $refunds }
done-refund = Återbetalning { $refund }: { $state }, { $amount } till { $to }
done-file-undone = { $name } är ångrad: { $payments } betalningar på { $amount }, { $claims } fordringar är som förut.
done-file-would-be-undone = { $name } kan ångras: { $payments } betalningar på { $amount }, { $claims } fordringar skulle bli som förut. Inget har ändrats.
usage-target = ”{ $given }” är inget ställe som pengar kan gå till. Skriv credit, donation, account=KOD, payer eller payer=KONTO.
usage-line = ”{ $given }” är ingen rad. Skriv dess nummer, eller nummer=belopp.
usage-number = ”{ $given }” är inget nummer på en betalning eller en återbetalning.
waits-notices = Dragningar och medgivanden som banken meddelar och som måste ses över
waits-refunds = Återbetalningar som inte är tillbaka hos betalaren
waits-sendings = Utskick av fordringar som misslyckades, eller som ingen vet utfallet av
waits-unsent = Filer till banken som är skrivna men inte skickade
start-nothing-waits = Inget väntar.
start-day = Inbetalt { $day }: { $sum }
