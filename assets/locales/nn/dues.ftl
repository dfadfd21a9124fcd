# Medlemskap og kontingent.
screen-dues = Kontingent
screen-members = Medlemmer
empty-dues = Ingen kontingent er sett opp. g lagar ein medlemstype, F3 kontingent for ein type og ein periode.
empty-members = Ingen her enno. Les dei inn: fordring parties import.
count-dues = { $count } { $number ->
    [one] kontingent
   *[other] kontingentar
}
count-members = { $count } { $number ->
    [one] person eller bedrift
   *[other] personar og bedrifter
}
view-dues-all = Alle
view-dues-open = Opne
view-dues-closed = Stengde
view-members-all = Alle
view-members-members = Medlemmer
view-members-without = Utan medlemstype
view-members-households = Husstandar
column-dues-code = Kode
column-dues-kind = Medlemstype
column-dues-period = Periode
column-dues-from = Frå
column-dues-until = Til
column-dues-open = Open
column-dues-each = Per medlem
column-dues-issued = Utferda
column-dues-paid = Betalte
column-dues-amount = Kravd
column-dues-received = Innbetalt
column-dues-claims = Fordringar
column-dues-due = Forfell
column-dues-description = Skildring
column-dues-account = Konto
column-dues-place = Rekkjefølgje
column-dues-id = Nr
column-members-party = Nr
column-members-name = Namn
column-members-kind = Medlemstype
column-members-from = Frå
column-members-until = Til
column-members-payer = Betalar
column-members-left = Utmeld
column-members-since = Medlem sidan
column-members-born = Fødd
column-members-phone = Telefon
column-members-email = E-post
column-members-city = Stad
column-members-code = Kode
column-members-merged = Slått saman
column-memberships-due = Forfell
column-memberships-dues = Kontingent
column-memberships-dues_no = Kontingent nr
column-claims-dues_no = Kontingent nr
column-memberships-member_no = Medlem nr
column-memberships-kind = Medlemstype
column-memberships-payer = Betalar
column-memberships-replaced = Erstatta
scope-dues = i lista over kontingent
scope-members = i lista over medlemmer
command-dues-add = Ny kontingent
command-dues-edit = Endre kontingent
command-dues-state = Opne eller steng
command-dues-run = Utferd fordringar
command-dues-kind = Medlemstypar
command-dues-members = Medlemskapar for kontingenten
command-members-assign = Gje medlemstype
command-members-household = Kven som betaler
command-members-run = Utferd fordringar til dei
says-dues-add = Éin post for kvar linje på fordringa: tekst=beløp, med ; mellom. Perioden er eit år eller to dagar. Ny kontingent er stengd til han blir opna.
says-dues-edit = Når kontingenten er utferda, ligg type, periode og beløp fast.
says-dues-open = { $code } blir opna: fordringar kan utferdast og betalast med SMS.
says-dues-close = { $code } blir stengd: ingen fleire fordringar, inga betaling med SMS. Det som er utferda, skal framleis betalast.
says-dues-kind = Vel ein type å endre, eller skriv koden til ein ny. Av ein avslutta type blir det ikkje utferda meir; medlemmene blir ståande.
says-members-assign = { $count } { $count ->
    [one] får medlemstypen.
   *[other] får medlemstypen.
}
says-members-household = Éi fordring til betalaren, med linjer for kvar. Tomt: kvar betaler for seg igjen.
field-dues-kind = Medlemstype
field-dues-period = Periode
field-dues-due = Forfell
field-dues-lines = Linjer
field-dues-description = Skildring
field-dues-code = Kode
field-dues-name = Namn
field-dues-state = Status
field-dues-from = Frå
field-dues-payer = Nummeret til betalaren
dues-kind-new = Ny type
dues-kind-as-it-is = som han er
dues-kind-in-use = i bruk
dues-kind-ended = avslutta
dues-no-kinds = Det finst ingen medlemstype. Lag ein først (g).
dues-none-open = Ingen kontingent er open. Opne han i lista over kontingent.
dues-is-open = open
dues-is-closed = stengd
dues-why-closed = kontingenten er stengd
dues-why-kind-ended = medlemstypen er avslutta
dues-why-merged = den same som ein annan
dues-why-other-kind = ikkje av denne medlemstypen
dues-why-not-yet = blir medlem først seinare
dues-why-left = har meldt seg ut
dues-why-paid = har betalt
dues-why-issued = har fått fordringa
dues-why-fell-away = fordring annullert eller kreditert
dues-why-other-dues = har annan kontingent for tida
dues-why-payer-gone = betalaren er den same som ein annan
dues-why-unreachable = verken adresse, telefon eller e-post
dues-why-no-reference = nummeret gir ingen KID
dues-also-fell-away = Også dei som fekk fordringa annullert eller kreditert
dues-also-other-dues = Også dei som har annan kontingent for tida
dues-also-unreachable = Også dei som ingenting når
dues-would = { $claims ->
    [one] 1 fordring
   *[other] { $claims } fordringar
} for { $members ->
    [one] 1 medlem
   *[other] { $members } medlemmer
}, { $amount }. { $left_out } får inga.
dues-done = Utferda: { $claims ->
    [one] 1 fordring
   *[other] { $claims } fordringar
} for { $members ->
    [one] 1 medlem
   *[other] { $members } medlemmer
}, { $amount }. { $left_out } fekk inga.
dues-issued-so-far = { $members } medlemmer, { $claims } fordringar, { $amount }; { $paid } betalte, { $received } innbetalt
dues-run-title = { $code } · { $each } per medlem · forfell { $due }
dues-run-left-out = Får inga: { $count }
dues-run-nobody-left-out = Ingen blir utelatne.
dues-run-everybody = alle grunnar
dues-run-says = Det kan ikkje angrast under eitt: kvar fordring blir annullert for seg. Skriv { $count } for å stadfeste.
dues-run-looking = Går gjennom medlemmene …
dues-run-running = { $percent } % ferdig. Esc stoppar; då blir ingen utferda.
dues-run-stopping = Stoppar …
dues-run-stopped = Stoppa. Ingen fordringar vart utferda.
dues-run-numbers = Nr. { $first }–{ $last }, bilag { $voucher }, forfell { $due }.
dues-run-expired = Forfallsdagen { $due } er passert: vel ein annan i neste steg.
hint-dues-reason = grunn
hint-dues-also = ta med
hint-dues-claims = fordringane
told-dues-kind = Medlemstype: { $name }.
told-dues-set = Kontingent { $name }: lagra.
done-membership-kind = Medlemstype { $code }: { $name }
done-enrolled = { $count } { $count ->
    [one] medlem har fått typen.
   *[other] medlemmer har fått typen.
}
done-household = { $count } { $count ->
    [one] medlem endra.
   *[other] medlemmer endra.
}
refusal-no-such-membership-kind = Det finst ingen medlemstype { $wanted }. Sjå lista (dues kinds list) eller lag han.
refusal-membership-kind-exists = Det finst alt ein medlemstype med koden { $code }. Endre han, eller vel ein annan kode.
refusal-membership-kind-ended = Medlemstypen { $name } er avslutta: det blir ikkje utferda meir. Ta han i bruk att om det var feil.
refusal-no-such-dues = Det finst ingen kontingent { $wanted }. Sjå lista over kontingent.
refusal-dues-exist = Kontingenten er alt sett opp: { $code }. Endre han, eller ta ein annan kode, type eller periode.
refusal-dues-issued = { $code } er utferda: type, periode og beløp ligg fast. Set opp ny kontingent for ein annan periode, eller gje rabatt på fordringa.
refusal-dues-invalid = { $field }: «{ $value }» går ikkje.
refusal-dues-closed = { $code } er stengd. Opne han først; då kan han også betalast med SMS.
refusal-dues-due-passed = { $code } skulle forfalle { $due }, og den dagen er passert. Vel ein annan forfallsdag.
refusal-dues-nobody = Ingen får ei fordring av { $code }. Førehandsvisinga seier kvifor.
refusal-dues-moved = { $code }: no ville det blitt { $claims } fordringar på { $amount }, ikkje det som vart vist. Ingenting vart utferda; sjå ein gong til.
refusal-household-payer = { $payer } kan ikkje betale for { $party }: den som betaler for andre, har ingen som betaler for seg.
dues-word-kind = Koden til medlemstypen
dues-word-kind-name = Namnet på medlemstypen
dues-word-dues = Koden til kontingenten
dues-word-period = Periode (2026, 2026-07-01..2027-06-30)
dues-word-due = Forfallsdag
dues-word-description = Skildring
dues-word-line = Linje (tekst=beløp, mva.: tekst=beløp@25)
dues-word-lines = Linjer (1 til 12)
dues-word-until = Sluttdag
action-enrolled = medlemstype sett
action-payer_set = betalar endra
action-dues_opened = opna
action-dues_closed = stengd
action-dues_issued = fordringar utferda
action-membership_replaced = erstatta av ei ny fordring
record-dues = kontingent
record-membership = medlemskap
record-membership_kind = medlemstype
check-dues-twice = Medlem { $id } har same kontingent to gonger.
check-dues-lines = Medlemskap { $id }: linjene på fordringa stemmer ikkje med kontingenten.
check-dues-period = Medlemskap { $id }: perioden er ikkje den til kontingenten.
check-dues-replaced = Medlemskap { $id } er erstatta utan at endringsloggen seier det.
check-dues-unlogged = Kontingent { $id } er ikkje den endringsloggen seier.
check-dues-sum = Kontingent { $id }: dei lagra summane stemmer ikkje med fordringane.
check-enrolment-unlogged = Medlemstypen til { $id } er ikkje den endringsloggen seier.
