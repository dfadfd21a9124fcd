## The matching desk
screen-desk = Plassering
scope-desk = i plasseringen
scope-claims = blant fordringene
title-desk = Plassering
count-desk = { $number ->
    [one] { $count } betaling venter
   *[other] { $count } betalinger venter
 }
empty-desk = Ingenting venter: alle betalinger er plassert. Nye kommer med bankfilene (Alt+I).
view-desk-now = Å gjøre nå
view-desk-all = Alt som venter
view-desk-later = Parkert til senere
column-desk-id = Nr.
column-desk-booked = Bokført
column-desk-left = Ufordelt
column-desk-reference = KID
column-desk-text = Tekst
column-desk-amount = Beløp
column-desk-payer = Fra konto
column-desk-state = Status
column-desk-reason = Årsak
column-desk-party = Kunde/medlem
column-desk-note = Notat
column-desk-owner = Ansvarlig
column-desk-until = Til
column-desk-file = Fil
why-reference = KID ✓
why-near_reference = nesten riktig KID
why-number_in_text = nummer i teksten
why-party_reference = medlemmets KID ✓
why-same_payer = samme betaler som sist
why-name_in_text = navn i teksten
why-rare_amount = få med dette beløpet
why-was_here = var her før
why-searched = søketreff
why-amount = beløp ✓
why-amount-more = beløp +{ $amount }
why-amount-less = beløp −{ $amount }
taken-number = fordringsnummer
taken-reference = KID
taken-amount = beløp
taken-party = kundenummer
taken-name = navn
desk-search = Søk:
desk-search-hint = skriv et nummer, et navn eller et beløp
desk-nothing = Ingen åpen fordring passer. Skriv et nummer, et navn eller et beløp, eller behold betalingen som tilgodehavende, refunder den eller parker den (F9).
desk-not-found = Fant ingen åpen fordring på det.
desk-out-nothing = Penger som gikk ut. Ingen refusjon og ingen betaling på dette beløpet er kjent; før den på en konto (Alt+B), eller parker den med et notat (Ctrl+D).
desk-closed = KID-en fører til { $number }: { $status }
desk-running = { $left } igjen av { $all }
desk-credit = har { $amount } til gode
desk-is-refund = er refusjon { $refund } til { $to }
desk-takes-back = tar tilbake betaling { $payment } på fordring { $claim }
desk-done = Betaling { $payment }: { $what }
desk-done-claim = fordring { $number } { $status }, { $left } gjenstår
desk-done-left = { $left } ufordelt
command-desk-take = Ta denne
command-desk-oldest = Eldste først
command-desk-write_off = Ta og avskriv differansen
command-desk-amount = Plasser en del
command-desk-credit = Behold som tilgodehavende
command-desk-donate = Bokfør som gave
command-desk-account = Overfør til annen konto
command-desk-pay_back = Refunder
command-desk-park = Parker
command-desk-unpark = Ta opp igjen
command-desk-undo = Angre den siste
command-desk-payment = Vis betalingen
command-desk-claim = Vis fordringen
command-desk-columns = Kolonner
command-desk-filter = Filter
command-desk-views = Visninger
command-payment-desk = Behandle under Plassering

## Claims by hand on the screen
command-claim-approve = Godkjenn
command-claim-move_remainder = Overfør restbeløpet
command-claim-use_credit = Bruk tilgodehavende
command-claim-refund_lines = Refunder varelinjer
command-claim-refund_all = Refunder alt
command-claim-write_off = Avskriv
command-claim-set_due = Endre forfall
command-claim-remind = Purr
says-claim-approve = Bekrefter at det som er betalt, er det som skulle betales.
says-claim-move_remainder = Overfører det som er betalt for mye, bort fra fordringen.
says-claim-use_credit = Plasserer betalerens tilgodehavende på fordringen, det eldste først.
says-claim-refund_lines = Refunderer linjene til den som betalte dem, med en kreditnota. Dette kan ikke angres.
says-claim-refund_all = Refunderer alt som er innbetalt, minus gebyret, og tar tilbake fordringen med en kreditnota. Dette kan ikke angres.
says-claim-write_off = Avskriver det som gjenstår, på en egen konto.
says-claim-set_due = Gir fordringen et annet forfall.
says-claim-remind = Ser etter hvordan det kan purres på fordringen…
says-moves = { $amount } → { $where }
says-payment-left = { $left } er ufordelt av betaling { $payment }.
field-ledger = Konto i hovedboken
field-pay-to = Tilbake til konto
field-party = Kundenummer
field-claim = Fordring
field-target = Hvor
field-note = Notat
field-owner = Ansvarlig
field-day = Dato
target-credit = Betalerens tilgodehavende
target-claim = Annen fordring
target-account = Annen konto i hovedboken
target-payer = Tilbake til betaleren
target-donation = Gave

## Many claims at once
command-claims-bulk = Behandle de valgte
bulk-title = { $count ->
    [one] { $count } fordring
   *[other] { $count } fordringer
 }
bulk-choose = Hva skal gjøres med dem?
bulk-would = { $count ->
    [one] { $count } fordring ville bli endret, { $left } gjenstår på den.
   *[other] { $count } fordringer ville bli endret, { $left } gjenstår på dem.
 }
bulk-refused = { $count ->
    [one] { $count } blir avvist:
   *[other] { $count } blir avvist:
 }
bulk-at-refusal = Ved første avviste
bulk-go-on = fortsett
bulk-stop = stopp
bulk-trying = Går gjennom dem …
bulk-running = { $percent } % ferdig
bulk-done = { $done } utført, { $left } gjensto på dem; { $refused } avvist, { $rest } ikke påbegynt.
bulk-row-done = { $number }  utført  { $left }
bulk-row-refused = { $number }  { $why }
bulk-nothing = Ingenting ville bli endret.
hint-stop = stopp

## Command line
cli-bulk = { $done } endret ({ $left }), { $refused } avvist, { $rest } ikke påbegynt
cli-bulk-trial = { $done } ville bli endret ({ $left }), { $refused } avvist

## Betalinger, refusjoner og filer for hånd på skjermen
command-payment-unmatch = Ta av en fordring
command-payment-recall = Ta tilbake derfra
command-refund-sent = Sendt til banken
command-refund-done = Utbetalt
command-refund-failed = Mislyktes
command-files-undo = Angre filen
says-refund-sent = Banken har dem; de venter på svar.
says-refund-done = Pengene er tilbake hos den som betalte.
says-refund-failed = Banken tok dem ikke: pengene er ufordelt igjen og venter på plassering.
scope-refunds = listen over refusjoner
refunds-chosen = { $count ->
    [one] { $count } refusjon
   *[other] { $count } refusjoner
 }
refunds-moved = { $count ->
    [one] { $count } refusjon flyttet videre
   *[other] { $count } refusjoner flyttet videre
 }
field-file = Filens nummer
file-undo-says = { $payments } betalinger, { $amount } i alt, går ut av bøkene; { $claims } står på fordringer, som blir som før. Filen kan leses inn igjen.
file-undone-done = Angret: { $payments } betalinger, { $amount }
file-undo-stopped = Stoppet; ingenting ble angret.
claim-credit = { $amount } til gode (Alt+K bruker det)
usage-screen = Det finnes ingen slik skjerm: { $given }
desk-gone = Den valgte fordringen er ikke åpen lenger; den beste av resten står først.
says-gives-up = { $amount } av fordringen avskrives.
bulk-tried-again = Dette ville skje med den datoen. Enter gjør det.
bulk-failed = Det stoppet før tiden: { $why }
field-count = Hvor mange fordringer
