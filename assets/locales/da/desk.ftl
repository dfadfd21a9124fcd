## The matching desk
screen-desk = Placering
scope-desk = i placeringen
scope-claims = blandt fordringerne
title-desk = Placering
count-desk = { $number ->
    [one] { $count } indbetaling venter
   *[other] { $count } indbetalinger venter
 }
empty-desk = Intet venter: alle indbetalinger er placeret. Nye kommer med bankfilerne (Alt+I).
view-desk-now = Skal gøres nu
view-desk-all = Alt, der venter
view-desk-later = Parkeret til senere
column-desk-id = Nr.
column-desk-booked = Bogført
column-desk-left = Ufordelt
column-desk-reference = Reference
column-desk-text = Tekst
column-desk-amount = Beløb
column-desk-payer = Fra konto
column-desk-state = Status
column-desk-reason = Årsag
column-desk-party = Kunde/medlem
column-desk-note = Note
column-desk-owner = Ansvarlig
column-desk-until = Til
column-desk-file = Fil
why-reference = reference ✓
why-near_reference = næsten rigtig reference
why-number_in_text = nummer i teksten
why-party_reference = medlemmets reference ✓
why-same_payer = samme betaler som sidst
why-name_in_text = navn i teksten
why-rare_amount = få med dette beløb
why-was_here = var her før
why-searched = fundet ved søgning
why-amount = beløb ✓
why-amount-more = beløb +{ $amount }
why-amount-less = beløb −{ $amount }
taken-number = fordringsnummer
taken-reference = reference
taken-amount = beløb
taken-party = kundenummer
taken-name = navn
desk-search = Søg:
desk-search-hint = skriv et nummer, et navn eller et beløb
desk-nothing = Ingen åben fordring passer. Skriv et nummer, et navn eller et beløb, eller behold indbetalingen som tilgodehavende, refundér den, eller parkér den (F9).
desk-not-found = Fandt ingen åben fordring på det.
desk-out-nothing = Penge, der gik ud. Der kendes ingen refusion og ingen indbetaling på dette beløb; før den på en konto (Alt+B), eller parkér den med en note (Ctrl+D).
desk-closed = referencen fører til { $number }: { $status }
desk-running = { $left } tilbage af { $all }
desk-credit = har { $amount } til gode
desk-is-refund = er refusion { $refund } til { $to }
desk-takes-back = tilbagefører indbetaling { $payment } på fordring { $claim }
desk-done = Indbetaling { $payment }: { $what }
desk-done-claim = fordring { $number } { $status }, udestående { $left }
desk-done-left = { $left } ufordelt
command-desk-take = Tag denne
command-desk-oldest = Ældste først
command-desk-write_off = Tag, og afskriv differencen
command-desk-amount = Placér en del
command-desk-credit = Behold som tilgodehavende
command-desk-donate = Bogfør som gave
command-desk-account = Flyt til anden konto
command-desk-pay_back = Refundér
command-desk-park = Parkér
command-desk-unpark = Tag op igen
command-desk-undo = Fortryd den seneste
command-desk-payment = Vis indbetalingen
command-desk-claim = Vis fordringen
command-desk-columns = Kolonner
command-desk-filter = Filter
command-desk-views = Visninger
command-payment-desk = Behandl under Placering

## Claims by hand on the screen
command-claim-approve = Godkend
command-claim-move_remainder = Flyt restbeløbet
command-claim-use_credit = Brug tilgodehavende
command-claim-refund_lines = Refundér linjer
command-claim-refund_all = Refundér alt
command-claim-write_off = Afskriv
command-claim-set_due = Ændr forfaldsdatoen
command-claim-remind = Ryk
says-claim-approve = Bekræfter, at det betalte er det, der skulle betales.
says-claim-move_remainder = Flytter det, der er betalt for meget, væk fra fordringen.
says-claim-use_credit = Placerer betalerens tilgodehavende på fordringen, det ældste først.
says-claim-refund_lines = Refunderer linjerne til den, der betalte dem, med en kreditnota. Dette kan ikke fortrydes.
says-claim-refund_all = Refunderer alt, der er indbetalt, minus gebyret, og tager fordringen tilbage med en kreditnota. Dette kan ikke fortrydes.
says-claim-write_off = Afskriver det udestående på en særskilt konto.
says-claim-set_due = Giver fordringen en anden forfaldsdato.
says-claim-remind = Ser efter, hvordan der kan rykkes for fordringen…
says-moves = { $amount } → { $where }
says-payment-left = { $left } er ufordelt af indbetaling { $payment }.
field-ledger = Finanskonto
field-pay-to = Tilbage til konto
field-party = Kundenummer
field-claim = Fordring
field-target = Hvorhen
field-note = Note
field-owner = Ansvarlig
field-day = Dato
target-credit = Betalerens tilgodehavende
target-claim = Anden fordring
target-account = Anden finanskonto
target-payer = Tilbage til betaleren
target-donation = Gave

## Many claims at once
command-claims-bulk = Behandl de valgte
bulk-title = { $count ->
    [one] { $count } fordring
   *[other] { $count } fordringer
 }
bulk-choose = Hvad skal der gøres med dem?
bulk-would = { $count ->
    [one] { $count } fordring ville blive ændret, { $left } udestår på den.
   *[other] { $count } fordringer ville blive ændret, { $left } udestår på dem.
 }
bulk-refused = { $count ->
    [one] { $count } afvises:
   *[other] { $count } afvises:
 }
bulk-at-refusal = Ved første afviste
bulk-go-on = fortsæt
bulk-stop = stop
bulk-trying = Gennemgår dem …
bulk-running = { $percent } % færdig
bulk-done = { $done } udført, { $left } udestod på dem; { $refused } afvist, { $rest } ikke påbegyndt.
bulk-row-done = { $number }  udført  { $left }
bulk-row-refused = { $number }  { $why }
bulk-nothing = Intet ville blive ændret.
hint-stop = stop

## Command line
cli-bulk = { $done } ændret ({ $left }), { $refused } afvist, { $rest } ikke påbegyndt
cli-bulk-trial = { $done } ville blive ændret ({ $left }), { $refused } afvist

## Indbetalinger, refusioner og filer i hånden på skærmen
command-payment-unmatch = Tag af en fordring
command-payment-recall = Tag tilbage derfra
command-refund-sent = Sendt til banken
command-refund-done = Udbetalt
command-refund-failed = Mislykket
command-files-undo = Fortryd filen
says-refund-sent = Banken har dem; de venter på dens svar.
says-refund-done = Pengene er tilbage hos den, der betalte.
says-refund-failed = Banken tog dem ikke: pengene er til overs igen og venter på placering.
scope-refunds = listen over refusioner
refunds-chosen = { $count ->
    [one] { $count } refusion
   *[other] { $count } refusioner
 }
refunds-moved = { $count ->
    [one] { $count } refusion flyttet videre
   *[other] { $count } refusioner flyttet videre
 }
field-file = Filens nummer
file-undo-says = { $payments } indbetalinger, { $amount } i alt, forlader bøgerne; { $claims } står på fordringer, som bliver som før. Filen kan læses igen.
file-undone-done = Fortrudt: { $payments } indbetalinger, { $amount }
file-undo-stopped = Stoppet; intet blev fortrudt.
claim-credit = { $amount } til gode (Alt+K bruger det)
usage-screen = Der er ingen sådan skærm: { $given }
desk-gone = Den valgte fordring er ikke åben længere; den bedste af resten står først.
says-gives-up = { $amount } af fordringen afskrives.
bulk-tried-again = Dette ville ske med den dato. Enter gør det.
bulk-failed = Det sluttede før tid: { $why }
field-count = Hvor mange fordringer
