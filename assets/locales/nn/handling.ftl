## Claims and payments by hand: codes
extra-written_off = Avskrive
state-undone = Angra
stage-hand = For hand
reason-undone = Teken av fordringa for hand
operation-approve = godkjenne
operation-move-remainder = overføre restbeløpet på
operation-refund-all = refundere heile det innbetalte beløpet på
operation-refund-lines = refundere varelinjer på
operation-write-off = avskrive
operation-place = plassere pengar på
operation-unplace = ta ei betaling av
operation-set-due = endre forfall på
operation-remind = sende påminning om
action-approved = godkjent
action-remainder_moved = restbeløp overført
action-refunded = refundert
action-written_off = avskrive
action-allocated = betaling plassert på fordring
action-unallocated = betaling teken av fordring
action-due_changed = forfall endra
action-reminded = påminning send
action-kept_as_credit = halde som tilgodehavande
action-made_donation = bokført som gåve
action-moved_to_account = overført til annan konto
action-recalled = ufordelt att
action-parked = parkert
action-unparked = teken opp att
action-reversed = ført mot pengar som gjekk ut
action-requested = refusjon bestilt
action-refund_sent = refusjon send
action-refund_paid = refusjon utbetalt
action-file_undone = bankfil angra
movement-allocated = Plassert på fordring
movement-taken_off = Teke av fordring
movement-credited = Halde som tilgodehavande
movement-credit_used = Tilgodehavande brukt
movement-transferred = Til annan konto
movement-donated = Gåve
movement-reversed = Tilbakeført av banken
movement-fee_kept = Gebyr halde att
movement-refund_paid = Refusjon utbetalt
movement-refund_failed = Refusjon mislukka
movement-file_undone = Fil angra
movement-written_off = Avskrive
refund-state-requested = Bestilt
refund-state-sent = Send
refund-state-done = Utført
refund-state-failed = Mislukka
whereto-left_over = Ufordelt
whereto-credit = Tilgodehavandet til betalaren
whereto-refund = På veg tilbake
whereto-fee = Gebyr halde att
whereto-donation = Gåve
whereto-account = Annan konto
whereto-reversed = Tilbakeført av banken
whereto-file_undone = Fil angra

## Refusals
refusal-not-equal = Fordring { $number } kan ikkje godkjennast: { $paid } er betalt, det skuldige er { $owed }. Overfør restbeløpet, gje rabatt eller avskriv differansen først.
refusal-nothing-left-to-pay = Det står ingenting att å betale på fordring { $number }. Vel ei anna fordring, eller hald pengane som tilgodehavande.
refusal-more-than-left = { $amount } er meir enn dei { $left } som det er plass til på fordring { $number }. Gje høgst så mykje; det som er for mykje, blir ståande på betalinga.
refusal-not-on-claim = Ingenting av betaling { $payment } står på fordring { $number }.
refusal-payer-unknown = Ingen veit kven som betalte fordring { $number }, så ingenting kan refunderast av seg sjølv. Oppgje kontoen pengane skal til, eller hald dei som tilgodehavande.
refusal-paid-under-fee = { $paid } på fordring { $number } kan ikkje refunderast: det er ikkje meir enn gebyret på { $fee }. Overfør det til tilgodehavandet til betalaren i staden.
refusal-refund-too-large = { $amount } er meir enn dei { $paid } som er betalte på linje { $line } på fordring { $number }. Gje høgst så mykje.
refusal-nothing-to-write-off = Det er ingenting att av fordring { $number } som kan avskrivast.
refusal-write-off-limit = { $amount } på fordring { $number } er meir enn du kan avskrive ({ $limit }). Nokon med høgare grense kan gjere det, eller kreditere fordringa.
refusal-payment-used = Ingenting er ufordelt av betaling { $payment }. Ta ho av fordringa først.
refusal-more-than-left-over = { $amount } er meir enn dei { $left } som er ufordelte av betaling { $payment }. Gje høgst så mykje.
refusal-payment-of-order = Betaling { $payment } blir handsama der ho høyrer heime: på ordren sin, eller med bankfila si.
refusal-payment-went-out = Betaling { $payment } er pengar som gjekk ut. Før ho mot betalinga som banken tok tilbake, eller mot ein refusjon.
refusal-payment-came-in = Betaling { $payment } er pengar som kom inn. Berre pengar som gjekk ut, blir førte mot ei anna betaling.
refusal-payee-missing = Kontoen som betaling { $payment } skal tilbake til, er ikkje kjend. Oppgje han.
refusal-no-credit = Betalaren av fordring { $number } har ikkje noko tilgodehavande.
refusal-ledger-account = { $account } er ikkje ein konto som pengar kan overførast til for hand. Vel ein annan i kontoplanen, eller plasser pengane på ei fordring.
refusal-no-such-file = Det finst inga bankfil { $wanted }. Søk i lista over bankfiler.
refusal-file-undone = { $name } er allereie angra. Les ho inn att om ho trengst.
refusal-file-built-on = { $name } kan ikkje angrast i sin heilskap: { $count ->
    [one] betaling { $payment } eller fordringa hennar er
   *[other] { $count } betalingar eller fordringane deira (den første er betaling { $payment }) er
 } handsama for hand sidan. Angre det først.
refusal-no-such-refund = Det finst ingen refusjon { $wanted }. Søk i lista over refusjonar.
refusal-refund-forbids = Det går ikkje med refusjon { $refund }: han er { $state }.
refusal-due-before-issue = Fordring { $number } kan ikkje forfalle før ho vart utferda ({ $issued }). Oppgje ein seinare dato.
refusal-not-due-yet = Fordring { $number } forfell først { $due }. Send påminning etter det.
refusal-no-mobile = Mottakaren av fordring { $number } har ikkje noko mobilnummer. Legg til eitt på kunden, eller ring.
refusal-reminded-lately = Mottakaren av fordring { $number } fekk ei påminning { $on }. Vent { $days } dagar mellom påminningane.
refusal-payment-changed = Betaling { $payment } vart nettopp handsama av nokon andre. Sjå på ho igjen og prøv på nytt.
refusal-nothing-open = { $party } har inga open fordring. Hald betalinga som tilgodehavande, eller vel ein annan.
refusal-party-missing = Ingen veit kven betaling { $payment } kjem frå. Oppgje kven sitt tilgodehavande ho blir.
refusal-nothing-to-recall = Ingenting av betaling { $payment } er halde, gjeve eller overført for hand og står der framleis.
refusal-refund-differs = Linja er på { $amount }, men refusjon { $refund } er på { $asked }. Dei er ikkje like.

## What check finds
check-claim-written-off = Det som er avskrive på fordring { $id }, stemmer ikkje med linjene og transaksjonane.
check-claim-refunded = På fordring { $id } er meir notert som refundert enn transaksjonane betalte tilbake.
check-claim-settled = Korleis fordring { $id } vart gjord opp, stemmer ikkje med statusen.
check-payer-credit = Tilgodehavanda i hovudboka er ikkje det betalarane har.
check-written-off = Avskrivingane i hovudboka er ikkje det som er avskrive på fordringar.
check-payment-whereabouts = Betaling { $id }: det som er ufordelt, på fordringar og andre stader, er ikkje det som kom inn.
check-parked-state = Betaling { $id } har eit notat, men er ikkje parkert.
check-refund-money = Refusjon { $id }: pengane er ikkje der statusen seier.
check-refund-unlogged = Refusjon { $id } stemmer ikkje med endringsloggen.

## Messages
sms-remind = { $site }: { $amount } for faktura { $number } forfall { $due }. Betal til { $account } med KID { $reference }. Allereie betalt? Takk.
