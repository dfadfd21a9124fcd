## Claims and payments by hand: codes
extra-written_off = Avskrevet
state-undone = Angret
stage-hand = For hånd
reason-undone = Tatt av fordringen for hånd
operation-approve = godkjenne
operation-move-remainder = overføre restbeløpet på
operation-refund-all = refundere hele det innbetalte beløpet på
operation-refund-lines = refundere varelinjer på
operation-write-off = avskrive
operation-place = plassere penger på
operation-unplace = ta en betaling av
operation-set-due = endre forfall på
operation-remind = sende påminnelse om
action-approved = godkjent
action-remainder_moved = restbeløp overført
action-refunded = refundert
action-written_off = avskrevet
action-allocated = betaling plassert på fordring
action-unallocated = betaling tatt av fordring
action-due_changed = forfall endret
action-reminded = påminnelse sendt
action-kept_as_credit = beholdt som tilgodehavende
action-made_donation = bokført som gave
action-moved_to_account = overført til annen konto
action-recalled = ufordelt igjen
action-parked = parkert
action-unparked = tatt opp igjen
action-reversed = ført mot penger som gikk ut
action-requested = refusjon bestilt
action-refund_sent = refusjon sendt
action-refund_paid = refusjon utbetalt
action-file_undone = bankfil angret
movement-allocated = Plassert på fordring
movement-taken_off = Tatt av fordring
movement-credited = Beholdt som tilgodehavende
movement-credit_used = Tilgodehavende brukt
movement-transferred = Til annen konto
movement-donated = Gave
movement-reversed = Tilbakeført av banken
movement-fee_kept = Gebyr beholdt
movement-refund_paid = Refusjon utbetalt
movement-refund_failed = Mislykket refusjon
movement-file_undone = Fil angret
movement-written_off = Avskrevet
refund-state-requested = Bestilt
refund-state-sent = Sendt
refund-state-done = Utført
refund-state-failed = Mislykket
whereto-left_over = Ufordelt
whereto-credit = Betalerens tilgodehavende
whereto-refund = På vei tilbake
whereto-fee = Gebyr beholdt
whereto-donation = Gave
whereto-account = Annen konto
whereto-reversed = Tilbakeført av banken
whereto-file_undone = Fil angret

## Refusals
refusal-not-equal = Fordring { $number } kan ikke godkjennes: { $paid } er betalt, { $owed } skyldes. Overfør restbeløpet, gi rabatt eller avskriv differansen først.
refusal-nothing-left-to-pay = Det gjenstår ingenting å betale på fordring { $number }. Velg en annen fordring, eller behold pengene som tilgodehavende.
refusal-more-than-left = { $amount } er mer enn de { $left } som det er plass til på fordring { $number }. Gi høyst så mye; det som er for mye, blir stående på betalingen.
refusal-not-on-claim = Ingenting av betaling { $payment } står på fordring { $number }.
refusal-payer-unknown = Ingen vet hvem som betalte fordring { $number }, så ingenting kan refunderes av seg selv. Oppgi kontoen pengene skal til, eller behold dem som tilgodehavende.
refusal-paid-under-fee = { $paid } på fordring { $number } kan ikke refunderes: det er ikke mer enn gebyret på { $fee }. Overfør det til betalerens tilgodehavende i stedet.
refusal-refund-too-large = { $amount } er mer enn de { $paid } som er betalt på linje { $line } på fordring { $number }. Gi høyst så mye.
refusal-nothing-to-write-off = Det er ingenting igjen av fordring { $number } som kan avskrives.
refusal-write-off-limit = { $amount } på fordring { $number } er mer enn du kan avskrive ({ $limit }). Noen med høyere grense kan gjøre det, eller kreditere fordringen.
refusal-payment-used = Ingenting er ufordelt av betaling { $payment }. Ta den av fordringen først.
refusal-more-than-left-over = { $amount } er mer enn de { $left } som er ufordelt av betaling { $payment }. Gi høyst så mye.
refusal-payment-of-order = Betaling { $payment } behandles der den hører hjemme: på ordren sin, eller med bankfilen sin.
refusal-payment-went-out = Betaling { $payment } er penger som gikk ut. Før den mot betalingen som banken tok tilbake, eller mot en refusjon.
refusal-payment-came-in = Betaling { $payment } er penger som kom inn. Bare penger som gikk ut, føres mot en annen betaling.
refusal-payee-missing = Kontoen som betaling { $payment } skal tilbake til, er ikke kjent. Oppgi den.
refusal-no-credit = Betaleren av fordring { $number } har ikke noe tilgodehavende.
refusal-ledger-account = { $account } er ikke en konto som penger kan overføres til for hånd. Velg en annen i kontoplanen, eller plasser pengene på en fordring.
refusal-no-such-file = Det finnes ingen bankfil { $wanted }. Søk i listen over bankfiler.
refusal-file-undone = { $name } er allerede angret. Les den inn igjen om den trengs.
refusal-file-built-on = { $name } kan ikke angres i sin helhet: { $count ->
    [one] betaling { $payment } eller fordringen dens er
   *[other] { $count } betalinger eller fordringene deres (den første er betaling { $payment }) er
 } behandlet for hånd siden. Angre det først.
refusal-no-such-refund = Det finnes ingen refusjon { $wanted }. Søk i listen over refusjoner.
refusal-refund-forbids = Det går ikke med refusjon { $refund }: den er { $state }.
refusal-due-before-issue = Fordring { $number } kan ikke forfalle før den ble utstedt ({ $issued }). Oppgi en senere dato.
refusal-not-due-yet = Fordring { $number } forfaller først { $due }. Send påminnelse etter det.
refusal-no-mobile = Mottakeren av fordring { $number } har ikke noe mobilnummer. Legg til ett på kunden, eller ring.
refusal-reminded-lately = Mottakeren av fordring { $number } fikk en påminnelse { $on }. Vent { $days } dager mellom påminnelsene.
refusal-payment-changed = Betaling { $payment } ble nettopp behandlet av noen andre. Se på den igjen og prøv på nytt.
refusal-nothing-open = { $party } har ingen åpen fordring. Behold betalingen som tilgodehavende, eller velg en annen.
refusal-party-missing = Ingen vet hvem betaling { $payment } kommer fra. Oppgi hvem sitt tilgodehavende den blir.
refusal-nothing-to-recall = Ingenting av betaling { $payment } er beholdt, gitt eller overført for hånd og står der fortsatt.
refusal-refund-differs = Linjen er på { $amount }, men refusjon { $refund } er på { $asked }. De er ikke like.

## What check finds
check-claim-written-off = Det som er avskrevet på fordring { $id }, stemmer ikke med linjene og transaksjonene.
check-claim-refunded = På fordring { $id } er mer notert som refundert enn transaksjonene betalte tilbake.
check-claim-settled = Hvordan fordring { $id } ble gjort opp, stemmer ikke med statusen.
check-payer-credit = Betalernes tilgodehavende i hovedboken er ikke det betalerne har.
check-written-off = Avskrivningene i hovedboken er ikke det som er avskrevet på fordringer.
check-payment-whereabouts = Betaling { $id }: det som er ufordelt, på fordringer og andre steder, er ikke det som kom inn.
check-parked-state = Betaling { $id } har et notat, men er ikke parkert.
check-refund-money = Refusjon { $id }: pengene er ikke der statusen sier.
check-refund-unlogged = Refusjon { $id } stemmer ikke med endringsloggen.

## Messages
sms-remind = { $site }: { $amount } for faktura { $number } forfalt { $due }. Betal til { $account } med KID { $reference }. Allerede betalt? Takk.
