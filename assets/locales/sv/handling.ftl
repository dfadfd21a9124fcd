## Claims and payments by hand: codes
extra-written_off = Avskriven
state-undone = Ångrad
stage-hand = För hand
reason-undone = Tagen från fordran för hand
operation-approve = godkänna
operation-move-remainder = flytta restbeloppet på
operation-refund-all = betala tillbaka hela det inbetalda beloppet på
operation-refund-lines = betala tillbaka rader på
operation-write-off = skriva av
operation-place = placera pengar på
operation-unplace = ta en betalning från
operation-set-due = ändra förfallodagen på
operation-remind = skicka påminnelse om
action-approved = godkänd
action-remainder_moved = restbelopp flyttat
action-refunded = återbetald
action-written_off = avskriven
action-allocated = betalning placerad på fordran
action-unallocated = betalning tagen från fordran
action-due_changed = förfallodag ändrad
action-reminded = påmind
action-kept_as_credit = sparad som tillgodohavande
action-made_donation = bokförd som gåva
action-moved_to_account = flyttad till annat konto
action-recalled = åter ofördelad
action-parked = parkerad
action-unparked = tagen ur parkering
action-reversed = kvittad mot pengar som gått ut
action-requested = återbetalning begärd
action-refund_sent = återbetalning skickad
action-refund_paid = återbetalning utbetald
action-file_undone = bankfil ångrad
movement-allocated = Placerat på fordran
movement-taken_off = Taget från fordran
movement-credited = Sparat som tillgodohavande
movement-credit_used = Tillgodohavande använt
movement-transferred = Till annat konto
movement-donated = Gåva
movement-reversed = Återtaget av banken
movement-fee_kept = Avgift behållen
movement-refund_paid = Återbetalning utbetald
movement-refund_failed = Återbetalning misslyckad
movement-file_undone = Fil ångrad
movement-written_off = Avskrivet
refund-state-requested = Begärd
refund-state-sent = Skickad
refund-state-done = Klar
refund-state-failed = Misslyckad
whereto-left_over = Ofördelat
whereto-credit = Betalarens tillgodohavande
whereto-refund = På väg tillbaka
whereto-fee = Avgift behållen
whereto-donation = Gåva
whereto-account = Annat konto
whereto-reversed = Återtaget av banken
whereto-file_undone = Fil ångrad

## Refusals
refusal-not-equal = Fordran { $number } kan inte godkännas: { $paid } är betalt, { $owed } är skyldigt. Flytta restbeloppet, ge rabatt eller skriv av skillnaden först.
refusal-nothing-left-to-pay = Det är inget kvar att betala på fordran { $number }. Välj en annan fordran, eller spara pengarna som tillgodohavande.
refusal-more-than-left = { $amount } är mer än de { $left } som får plats på fordran { $number }. Ge högst så mycket; det som är för mycket stannar på betalningen.
refusal-not-on-claim = Inget av betalning { $payment } ligger på fordran { $number }.
refusal-payer-unknown = Ingen vet vem som betalade fordran { $number }, så inget kan betalas tillbaka av sig självt. Ange kontot som pengarna ska till, eller spara dem som tillgodohavande.
refusal-paid-under-fee = { $paid } på fordran { $number } kan inte betalas tillbaka: det är inte mer än avgiften { $fee }. Flytta det till betalarens tillgodohavande i stället.
refusal-refund-too-large = { $amount } är mer än de { $paid } som är betalda på rad { $line } i fordran { $number }. Ge högst så mycket.
refusal-nothing-to-write-off = Det är inget kvar av fordran { $number } som kan skrivas av.
refusal-write-off-limit = { $amount } på fordran { $number } är mer än du får skriva av ({ $limit }). Någon med högre gräns kan göra det, eller kreditera fordran.
refusal-payment-used = Inget är ofördelat av betalning { $payment }. Ta den från sin fordran först.
refusal-more-than-left-over = { $amount } är mer än de { $left } som är ofördelade av betalning { $payment }. Ge högst så mycket.
refusal-payment-of-order = Betalning { $payment } hanteras där den hör hemma: på sin order, eller med sin bankfil.
refusal-payment-went-out = Betalning { $payment } är pengar som gått ut. Kvitta den mot betalningen som banken tog tillbaka, eller mot en återbetalning.
refusal-payment-came-in = Betalning { $payment } är pengar som kommit in. Bara pengar som gått ut kvittas mot en annan betalning.
refusal-payee-missing = Kontot som betalning { $payment } ska tillbaka till är inte känt. Ange det.
refusal-no-credit = Betalaren av fordran { $number } har inget tillgodohavande.
refusal-ledger-account = { $account } är inget konto som pengar kan flyttas till för hand. Välj ett annat i kontoplanen, eller placera pengarna på en fordran.
refusal-no-such-file = Det finns ingen bankfil { $wanted }. Sök i listan över bankfiler.
refusal-file-undone = { $name } är redan ångrad. Läs in den igen om den behövs.
refusal-file-built-on = { $name } kan inte ångras i sin helhet: { $count ->
    [one] betalning { $payment } eller dess fordran har
   *[other] { $count } betalningar eller deras fordringar (den första är betalning { $payment }) har
 } hanterats för hand sedan dess. Ångra det först.
refusal-no-such-refund = Det finns ingen återbetalning { $wanted }. Sök i listan över återbetalningar.
refusal-refund-forbids = Det går inte med återbetalning { $refund }: den är { $state }.
refusal-due-before-issue = Fordran { $number } kan inte förfalla innan den ställdes ut ({ $issued }). Ange ett senare datum.
refusal-not-due-yet = Fordran { $number } förfaller först { $due }. Påminn efter det.
refusal-no-mobile = Mottagaren av fordran { $number } har inget mobilnummer. Lägg till ett på kunden, eller ring.
refusal-reminded-lately = Mottagaren av fordran { $number } fick en påminnelse { $on }. Vänta { $days } dagar mellan påminnelserna.
refusal-payment-changed = Betalning { $payment } hanterades nyss av någon annan. Titta på den igen och försök på nytt.
refusal-nothing-open = { $party } har ingen öppen fordran. Spara betalningen som tillgodohavande, eller välj någon annan.
refusal-party-missing = Ingen vet vems betalning { $payment } är. Ange vems tillgodohavande den blir.
refusal-nothing-to-recall = Inget av betalning { $payment } är sparat, skänkt eller flyttat för hand och finns kvar där.
refusal-refund-differs = Raden är på { $amount }, men återbetalning { $refund } är på { $asked }. De är inte samma.

## What check finds
check-claim-written-off = Det som är avskrivet på fordran { $id } stämmer inte med dess rader och transaktioner.
check-claim-refunded = På fordran { $id } är mer noterat som återbetalt än vad transaktionerna betalade tillbaka.
check-claim-settled = Hur fordran { $id } reglerades stämmer inte med dess status.
check-payer-credit = Betalarnas tillgodohavanden i huvudboken är inte vad betalarna har.
check-written-off = Avskrivningarna i huvudboken är inte vad som är avskrivet på fordringar.
check-payment-whereabouts = Betalning { $id }: det som är ofördelat, på fordringar och på andra ställen är inte det som kom in.
check-parked-state = Betalning { $id } har en anteckning men är inte parkerad.
check-refund-money = Återbetalning { $id }: pengarna är inte där statusen säger.
check-refund-unlogged = Återbetalning { $id } stämmer inte med ändringsloggen.

## Messages
sms-remind = { $site }: { $amount } för faktura { $number } förföll { $due }. Betala till { $account } med referens { $reference }. Redan betalt? Tack.
