## The matching desk
screen-desk = Plassering
scope-desk = i plasseringa
scope-claims = blant fordringane
title-desk = Plassering
count-desk = { $number ->
    [one] { $count } betaling ventar
   *[other] { $count } betalingar ventar
 }
empty-desk = Ingenting ventar: alle betalingane er plasserte. Nye kjem med bankfilene (Alt+I).
view-desk-now = Å gjere no
view-desk-all = Alt som ventar
view-desk-later = Parkerte til seinare
column-desk-id = Nr.
column-desk-booked = Bokført
column-desk-left = Ufordelt
column-desk-reference = KID
column-desk-text = Tekst
column-desk-amount = Beløp
column-desk-payer = Frå konto
column-desk-state = Status
column-desk-reason = Årsak
column-desk-party = Kunde/medlem
column-desk-note = Notat
column-desk-owner = Ansvarleg
column-desk-until = Til
column-desk-file = Fil
why-reference = KID ✓
why-near_reference = nesten rett KID
why-number_in_text = nummer i teksten
why-party_reference = KID til medlemen ✓
why-same_payer = same betalar som sist
why-name_in_text = namn i teksten
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
taken-name = namn
desk-search = Søk:
desk-search-hint = skriv eit nummer, eit namn eller eit beløp
desk-nothing = Inga open fordring passar. Skriv eit nummer, eit namn eller eit beløp, eller hald betalinga som tilgodehavande, refunder ho eller parker ho (F9).
desk-not-found = Fann inga open fordring på det.
desk-out-nothing = Pengar som gjekk ut. Ingen refusjon og inga betaling på dette beløpet er kjend; før ho på ein konto (Alt+B), eller parker ho med eit notat (Ctrl+D).
desk-closed = KID-en fører til { $number }: { $status }
desk-running = { $left } att av { $all }
desk-credit = har { $amount } til gode
desk-is-refund = er refusjon { $refund } til { $to }
desk-takes-back = tek tilbake betaling { $payment } på fordring { $claim }
desk-done = Betaling { $payment }: { $what }
desk-done-claim = fordring { $number } { $status }, { $left } står att
desk-done-left = { $left } ufordelt
command-desk-take = Ta denne
command-desk-oldest = Eldste først
command-desk-write_off = Ta og avskriv differansen
command-desk-amount = Plasser ein del
command-desk-credit = Hald som tilgodehavande
command-desk-donate = Bokfør som gåve
command-desk-account = Overfør til annan konto
command-desk-pay_back = Refunder
command-desk-park = Parker
command-desk-unpark = Ta opp att
command-desk-undo = Angre den siste
command-desk-payment = Vis betalinga
command-desk-claim = Vis fordringa
command-desk-columns = Kolonnar
command-desk-filter = Filter
command-desk-views = Visingar
command-payment-desk = Handsam under Plassering

## Claims by hand on the screen
command-claim-approve = Godkjenn
command-claim-move_remainder = Overfør restbeløpet
command-claim-use_credit = Bruk tilgodehavande
command-claim-refund_lines = Refunder varelinjer
command-claim-refund_all = Refunder alt
command-claim-write_off = Avskriv
command-claim-set_due = Endre forfall
command-claim-remind = Purr
says-claim-approve = Stadfester at det som er betalt, er det som skulle betalast.
says-claim-move_remainder = Overfører det som er betalt for mykje, bort frå fordringa.
says-claim-use_credit = Plasserer tilgodehavandet til betalaren på fordringa, det eldste først.
says-claim-refund_lines = Refunderer linjene til den som betalte dei, med ein kreditnota. Dette kan ikkje angrast.
says-claim-refund_all = Refunderer alt som er innbetalt, minus gebyret, og tek tilbake fordringa med ein kreditnota. Dette kan ikkje angrast.
says-claim-write_off = Avskriv det som står att, på ein eigen konto.
says-claim-set_due = Gjev fordringa eit anna forfall.
says-claim-remind = Ser etter korleis det kan purrast på fordringa…
says-moves = { $amount } → { $where }
says-payment-left = { $left } er ufordelt av betaling { $payment }.
field-ledger = Konto i hovudboka
field-pay-to = Tilbake til konto
field-party = Kundenummer
field-claim = Fordring
field-target = Kvar
field-note = Notat
field-owner = Ansvarleg
field-day = Dato
target-credit = Tilgodehavandet til betalaren
target-claim = Anna fordring
target-account = Annan konto i hovudboka
target-payer = Tilbake til betalaren
target-donation = Gåve

## Many claims at once
command-claims-bulk = Handsam dei valde
bulk-title = { $count ->
    [one] { $count } fordring
   *[other] { $count } fordringar
 }
bulk-choose = Kva skal gjerast med dei?
bulk-would = { $count ->
    [one] { $count } fordring ville bli endra, { $left } står att på ho.
   *[other] { $count } fordringar ville bli endra, { $left } står att på dei.
 }
bulk-refused = { $count ->
    [one] { $count } blir avvist:
   *[other] { $count } blir avviste:
 }
bulk-at-refusal = Ved første avviste
bulk-go-on = hald fram
bulk-stop = stopp
bulk-trying = Går gjennom dei …
bulk-running = { $percent } % ferdig
bulk-done = { $done } utførte, { $left } stod att på dei; { $refused } avviste, { $rest } ikkje påbyrja.
bulk-row-done = { $number }  utført  { $left }
bulk-row-refused = { $number }  { $why }
bulk-nothing = Ingenting ville bli endra.
hint-stop = stopp

## Command line
cli-bulk = { $done } endra ({ $left }), { $refused } avviste, { $rest } ikkje påbyrja
cli-bulk-trial = { $done } ville bli endra ({ $left }), { $refused } avviste

## Betalingar, refusjonar og filer for hand på skjermen
command-payment-unmatch = Ta av ei fordring
command-payment-recall = Ta attende derifrå
command-refund-sent = Send til banken
command-refund-done = Utbetalt
command-refund-failed = Mislukkast
command-files-undo = Angre fila
says-refund-sent = Banken har dei; dei ventar på svar.
says-refund-done = Pengane er attende hos den som betalte.
says-refund-failed = Banken tok dei ikkje: pengane er ufordelte att og ventar på plassering.
scope-refunds = lista over refusjonar
refunds-chosen = { $count ->
    [one] { $count } refusjon
   *[other] { $count } refusjonar
 }
refunds-moved = { $count ->
    [one] { $count } refusjon flytta vidare
   *[other] { $count } refusjonar flytta vidare
 }
field-file = Nummeret på fila
file-undo-says = { $payments } betalingar, { $amount } i alt, går ut av bøkene; { $claims } står på fordringar, som blir som før. Fila kan lesast inn att.
file-undone-done = Angra: { $payments } betalingar, { $amount }
file-undo-stopped = Stoppa; ingenting vart angra.
claim-credit = { $amount } til gode (Alt+K bruker det)
usage-screen = Det finst ingen slik skjerm: { $given }
desk-gone = Den valde fordringa er ikkje open lenger; den beste av resten står fyrst.
says-gives-up = { $amount } av fordringa blir avskrive.
bulk-tried-again = Dette ville hende med den datoen. Enter gjer det.
bulk-failed = Det stoppa før tida: { $why }
field-count = Kor mange fordringar
