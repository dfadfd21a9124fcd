## Claims and payments by hand: codes
extra-written_off = Afskrevet
state-undone = Fortrudt
stage-hand = Manuelt
reason-undone = Taget af fordringen manuelt
operation-approve = godkende
operation-move-remainder = flytte restbeløbet på
operation-refund-all = refundere hele det indbetalte beløb på
operation-refund-lines = refundere linjer på
operation-write-off = afskrive
operation-place = placere penge på
operation-unplace = tage en indbetaling af
operation-set-due = ændre forfaldsdatoen på
operation-remind = sende påmindelse om
action-approved = godkendt
action-remainder_moved = restbeløb flyttet
action-refunded = refunderet
action-written_off = afskrevet
action-allocated = indbetaling placeret på fordring
action-unallocated = indbetaling taget af fordring
action-due_changed = forfaldsdato ændret
action-reminded = påmindelse sendt
action-kept_as_credit = beholdt som tilgodehavende
action-made_donation = bogført som gave
action-moved_to_account = flyttet til anden konto
action-recalled = ufordelt igen
action-parked = parkeret
action-unparked = taget op igen
action-reversed = ført mod penge, der gik ud
action-requested = refusion bestilt
action-refund_sent = refusion sendt
action-refund_paid = refusion udbetalt
action-file_undone = bankfil fortrudt
movement-allocated = Placeret på fordring
movement-taken_off = Taget af fordring
movement-credited = Beholdt som tilgodehavende
movement-credit_used = Tilgodehavende brugt
movement-transferred = Til anden konto
movement-donated = Gave
movement-reversed = Tilbageført af banken
movement-fee_kept = Gebyr beholdt
movement-refund_paid = Refusion udbetalt
movement-refund_failed = Mislykket refusion
movement-file_undone = Fil fortrudt
movement-written_off = Afskrevet
refund-state-requested = Bestilt
refund-state-sent = Sendt
refund-state-done = Udført
refund-state-failed = Mislykket
whereto-left_over = Ufordelt
whereto-credit = Betalerens tilgodehavende
whereto-refund = På vej tilbage
whereto-fee = Gebyr beholdt
whereto-donation = Gave
whereto-account = Anden konto
whereto-reversed = Tilbageført af banken
whereto-file_undone = Fil fortrudt

## Refusals
refusal-not-equal = Fordring { $number } kan ikke godkendes: { $paid } er betalt, { $owed } skyldes. Flyt restbeløbet, giv rabat eller afskriv differencen først.
refusal-nothing-left-to-pay = Der er ikke mere at betale på fordring { $number }. Vælg en anden fordring, eller behold pengene som tilgodehavende.
refusal-more-than-left = { $amount } er mere end de { $left }, der er plads til på fordring { $number }. Giv højst så meget; det, der er for meget, bliver på indbetalingen.
refusal-not-on-claim = Intet af indbetaling { $payment } står på fordring { $number }.
refusal-payer-unknown = Ingen ved, hvem der betalte fordring { $number }, så intet kan refunderes af sig selv. Angiv den konto, pengene skal til, eller behold dem som tilgodehavende.
refusal-paid-under-fee = { $paid } på fordring { $number } kan ikke refunderes: det er ikke mere end gebyret på { $fee }. Flyt det til betalerens tilgodehavende i stedet.
refusal-refund-too-large = { $amount } er mere end de { $paid }, der er betalt på linje { $line } på fordring { $number }. Giv højst så meget.
refusal-nothing-to-write-off = Der er intet tilbage af fordring { $number }, som kan afskrives.
refusal-write-off-limit = { $amount } på fordring { $number } er mere, end du må afskrive ({ $limit }). En anden med en højere grænse kan gøre det eller kreditere fordringen.
refusal-payment-used = Intet er ufordelt af indbetaling { $payment }. Tag den af sin fordring først.
refusal-more-than-left-over = { $amount } er mere end de { $left }, der er ufordelt af indbetaling { $payment }. Giv højst så meget.
refusal-payment-of-order = Indbetaling { $payment } behandles, hvor den hører til: på sin ordre eller med sin bankfil.
refusal-payment-went-out = Indbetaling { $payment } er penge, der gik ud. Før den mod den indbetaling, banken tog tilbage, eller mod en refusion.
refusal-payment-came-in = Indbetaling { $payment } er penge, der kom ind. Kun penge, der gik ud, føres mod en anden indbetaling.
refusal-payee-missing = Den konto, som indbetaling { $payment } skal tilbage til, kendes ikke. Angiv den.
refusal-no-credit = Betaleren af fordring { $number } har intet tilgodehavende.
refusal-ledger-account = { $account } er ikke en konto, som penge kan flyttes til manuelt. Vælg en anden i kontoplanen, eller placer pengene på en fordring.
refusal-no-such-file = Der findes ingen bankfil { $wanted }. Søg i listen over bankfiler.
refusal-file-undone = { $name } er allerede fortrudt. Indlæs den igen, hvis der er brug for den.
refusal-file-built-on = { $name } kan ikke fortrydes helt: { $count ->
    [one] indbetaling { $payment } eller dens fordring er
   *[other] { $count } indbetalinger eller deres fordringer (den første er indbetaling { $payment }) er
 } behandlet manuelt siden. Fortryd det først.
refusal-no-such-refund = Der findes ingen refusion { $wanted }. Søg i listen over refusioner.
refusal-refund-forbids = Det går ikke med refusion { $refund }: den er { $state }.
refusal-due-before-issue = Fordring { $number } kan ikke forfalde, før den blev udstedt ({ $issued }). Angiv en senere dato.
refusal-not-due-yet = Fordring { $number } forfalder først { $due }. Send påmindelse efter det.
refusal-no-mobile = Modtageren af fordring { $number } har intet mobilnummer. Tilføj et på kunden, eller ring.
refusal-reminded-lately = Modtageren af fordring { $number } fik en påmindelse { $on }. Vent { $days } dage mellem påmindelserne.
refusal-payment-changed = Indbetaling { $payment } er netop blevet behandlet af en anden. Se på den igen, og prøv på ny.
refusal-nothing-open = { $party } har ingen åben fordring. Behold indbetalingen som tilgodehavende, eller vælg en anden.
refusal-party-missing = Ingen ved, hvis indbetaling { $payment } er. Angiv, hvis tilgodehavende den bliver.
refusal-nothing-to-recall = Intet af indbetaling { $payment } er beholdt, givet eller flyttet manuelt og står der stadig.
refusal-refund-differs = Linjen er på { $amount }, men refusion { $refund } er på { $asked }. De er ikke ens.

## What check finds
check-claim-written-off = Det, der er afskrevet på fordring { $id }, stemmer ikke med dens linjer og transaktioner.
check-claim-refunded = På fordring { $id } er mere noteret som refunderet, end transaktionerne betalte tilbage.
check-claim-settled = Hvordan fordring { $id } blev gjort op, stemmer ikke med dens status.
check-payer-credit = Betalernes tilgodehavender i finansbogholderiet er ikke det, betalerne har.
check-written-off = Afskrivningerne i finansbogholderiet er ikke det, der er afskrevet på fordringer.
check-payment-whereabouts = Indbetaling { $id }: det, der er ufordelt, på fordringer og andre steder, er ikke det, der kom ind.
check-parked-state = Indbetaling { $id } har en note, men er ikke parkeret.
check-refund-money = Refusion { $id }: pengene er ikke dér, hvor dens status siger.
check-refund-unlogged = Refusion { $id } stemmer ikke med ændringsloggen.

## Messages
sms-remind = { $site }: { $amount } for faktura { $number } forfaldt { $due }. Betal til { $account } med reference { $reference }. Allerede betalt? Tak.
