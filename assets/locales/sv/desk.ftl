## The matching desk
screen-desk = Matchning
scope-desk = i matchningen
scope-claims = bland fordringarna
title-desk = Matchning
count-desk = { $number ->
    [one] { $count } betalning väntar
   *[other] { $count } betalningar väntar
 }
empty-desk = Inget väntar: alla betalningar är placerade. Nya kommer med bankfilerna (Alt+I).
view-desk-now = Att göra nu
view-desk-all = Allt som väntar
view-desk-later = Parkerade till senare
column-desk-id = Nr
column-desk-booked = Bokförd
column-desk-left = Ofördelat
column-desk-reference = Referens
column-desk-text = Text
column-desk-amount = Belopp
column-desk-payer = Från konto
column-desk-state = Status
column-desk-reason = Orsak
column-desk-party = Kund/medlem
column-desk-note = Anteckning
column-desk-owner = Ansvarig
column-desk-until = Till
column-desk-file = Fil
why-reference = referens ✓
why-near_reference = nästan rätt referens
why-number_in_text = nummer i texten
why-party_reference = medlemmens referens ✓
why-same_payer = samma betalare som sist
why-name_in_text = namn i texten
why-rare_amount = få med det här beloppet
why-was_here = låg här förut
why-searched = sökträff
why-amount = belopp ✓
why-amount-more = belopp +{ $amount }
why-amount-less = belopp −{ $amount }
taken-number = fordringsnummer
taken-reference = referens
taken-amount = belopp
taken-party = kundnummer
taken-name = namn
desk-search = Sök:
desk-search-hint = skriv ett nummer, ett namn eller ett belopp
desk-nothing = Ingen öppen fordran passar. Skriv ett nummer, ett namn eller ett belopp, eller spara betalningen som tillgodohavande, betala tillbaka den eller parkera den (F9).
desk-not-found = Hittade ingen öppen fordran på det.
desk-out-nothing = Pengar som gått ut. Ingen återbetalning och ingen betalning på det här beloppet är känd; bokför den på ett konto (Alt+B), eller parkera den med en anteckning (Ctrl+D).
desk-closed = referensen leder till { $number }: { $status }
desk-running = { $left } kvar av { $all }
desk-credit = har { $amount } tillgodo
desk-is-refund = är återbetalning { $refund } till { $to }
desk-takes-back = tar tillbaka betalning { $payment } på fordran { $claim }
desk-done = Betalning { $payment }: { $what }
desk-done-claim = fordran { $number } { $status }, { $left } kvar
desk-done-left = { $left } ofördelat
command-desk-take = Ta den här
command-desk-oldest = Äldsta först
command-desk-write_off = Ta och skriv av skillnaden
command-desk-amount = Placera en del
command-desk-credit = Spara som tillgodohavande
command-desk-donate = Bokför som gåva
command-desk-account = Flytta till annat konto
command-desk-pay_back = Betala tillbaka
command-desk-park = Parkera
command-desk-unpark = Ta ur parkering
command-desk-undo = Ångra den senaste
command-desk-payment = Visa betalningen
command-desk-claim = Visa fordran
command-desk-columns = Kolumner
command-desk-filter = Filter
command-desk-views = Vyer
command-payment-desk = Hantera under Matchning

## Claims by hand on the screen
command-claim-approve = Godkänn
command-claim-move_remainder = Flytta restbeloppet
command-claim-use_credit = Använd tillgodohavande
command-claim-refund_lines = Betala tillbaka rader
command-claim-refund_all = Betala tillbaka allt
command-claim-write_off = Skriv av
command-claim-set_due = Ändra förfallodagen
command-claim-remind = Påminn
says-claim-approve = Bekräftar att det betalda är det som skulle betalas.
says-claim-move_remainder = Flyttar det som är för mycket betalt bort från fordran.
says-claim-use_credit = Placerar betalarens tillgodohavande på fordran, det äldsta först.
says-claim-refund_lines = Betalar tillbaka raderna till den som betalade dem, med en kreditfaktura. Det går inte att ångra.
says-claim-refund_all = Betalar tillbaka allt som har betalats in, minus avgiften, och tar tillbaka fordran med en kreditfaktura. Det går inte att ångra.
says-claim-write_off = Skriver av det som är kvar, på ett eget konto.
says-claim-set_due = Ger fordran en annan förfallodag.
says-claim-remind = Ser efter hur fordran kan påminnas…
says-moves = { $amount } → { $where }
says-payment-left = { $left } är ofördelat av betalning { $payment }.
field-ledger = Konto i huvudboken
field-pay-to = Tillbaka till konto
field-party = Kundnummer
field-claim = Fordran
field-target = Vart
field-note = Anteckning
field-owner = Ansvarig
field-day = Datum
target-credit = Betalarens tillgodohavande
target-claim = Annan fordran
target-account = Annat konto i huvudboken
target-payer = Tillbaka till betalaren
target-donation = Gåva

## Many claims at once
command-claims-bulk = Hantera de valda
bulk-title = { $count ->
    [one] { $count } fordran
   *[other] { $count } fordringar
 }
bulk-choose = Vad ska göras med dem?
bulk-would = { $count ->
    [one] { $count } fordran skulle ändras, { $left } är kvar på den.
   *[other] { $count } fordringar skulle ändras, { $left } är kvar på dem.
 }
bulk-refused = { $count ->
    [one] { $count } avvisas:
   *[other] { $count } avvisas:
 }
bulk-at-refusal = Vid första avvisade
bulk-go-on = fortsätt
bulk-stop = stoppa
bulk-trying = Går igenom dem …
bulk-running = { $percent } % klart
bulk-done = { $done } utförda, { $left } var kvar på dem; { $refused } avvisade, { $rest } inte påbörjade.
bulk-row-done = { $number }  utförd  { $left }
bulk-row-refused = { $number }  { $why }
bulk-nothing = Inget skulle ändras.
hint-stop = stoppa

## Command line
cli-bulk = { $done } ändrade ({ $left }), { $refused } avvisade, { $rest } inte påbörjade
cli-bulk-trial = { $done } skulle ändras ({ $left }), { $refused } avvisade

## Betalningar, återbetalningar och filer för hand på skärmen
command-payment-unmatch = Ta bort från en fordran
command-payment-recall = Ta tillbaka därifrån
command-refund-sent = Skickad till banken
command-refund-done = Utbetald
command-refund-failed = Misslyckad
command-files-undo = Ångra filen
says-refund-sent = Banken har dem; de väntar på dess besked.
says-refund-done = Pengarna är tillbaka hos den som betalade.
says-refund-failed = Banken tog dem inte: pengarna är över igen och väntar på att placeras.
scope-refunds = listan över återbetalningar
refunds-chosen = { $count ->
    [one] { $count } återbetalning
   *[other] { $count } återbetalningar
 }
refunds-moved = { $count ->
    [one] { $count } återbetalning flyttad
   *[other] { $count } återbetalningar flyttade
 }
field-file = Filens nummer
file-undo-says = { $payments } betalningar, sammanlagt { $amount }, lämnar bokföringen; { $claims } ligger på fordringar, som blir som förut. Filen kan läsas in igen.
file-undone-done = Ångrad: { $payments } betalningar, { $amount }
file-undo-stopped = Avbrutet; ingenting ångrades.
claim-credit = { $amount } tillgodo (Alt+K använder det)
usage-screen = Det finns ingen sådan skärm: { $given }
desk-gone = Den valda fordran är inte öppen längre; den bästa av de andra står först.
says-gives-up = { $amount } av fordran skrivs av.
bulk-tried-again = Det här skulle hända med det datumet. Enter gör det.
bulk-failed = Det slutade i förtid: { $why }
field-count = Hur många fordringar
