# Medlemskap og kontingent.
screen-dues = Kontingent
screen-members = Medlemmer
empty-dues = Ingen kontingent er satt opp. g lager en medlemstype, F3 kontingent for en type og en periode.
empty-members = Ingen her ennå. Les dem inn: fordring parties import.
count-dues = { $count } { $number ->
    [one] kontingent
   *[other] kontingenter
}
count-members = { $count } { $number ->
    [one] person eller bedrift
   *[other] personer og bedrifter
}
view-dues-all = Alle
view-dues-open = Åpne
view-dues-closed = Stengte
view-members-all = Alle
view-members-members = Medlemmer
view-members-without = Uten medlemstype
view-members-households = Husstander
column-dues-code = Kode
column-dues-kind = Medlemstype
column-dues-period = Periode
column-dues-from = Fra
column-dues-until = Til
column-dues-open = Åpen
column-dues-each = Per medlem
column-dues-issued = Utstedt
column-dues-paid = Betalt
column-dues-amount = Krevd
column-dues-received = Innbetalt
column-dues-claims = Fordringer
column-dues-due = Forfaller
column-dues-description = Beskrivelse
column-dues-account = Konto
column-dues-place = Rekkefølge
column-dues-id = Nr
column-members-party = Nr
column-members-name = Navn
column-members-kind = Medlemstype
column-members-from = Fra
column-members-until = Til
column-members-payer = Betaler
column-members-left = Utmeldt
column-members-since = Medlem siden
column-members-born = Født
column-members-phone = Telefon
column-members-email = E-post
column-members-city = Sted
column-members-code = Kode
column-members-merged = Slått sammen
column-memberships-due = Forfaller
column-memberships-dues = Kontingent
column-memberships-dues_no = Kontingent nr
column-claims-dues_no = Kontingent nr
column-memberships-member_no = Medlem nr
column-memberships-kind = Medlemstype
column-memberships-payer = Betaler
column-memberships-replaced = Erstattet
scope-dues = i listen over kontingent
scope-members = i listen over medlemmer
command-dues-add = Ny kontingent
command-dues-edit = Endre kontingent
command-dues-state = Åpne eller steng
command-dues-run = Utsted fordringer
command-dues-kind = Medlemstyper
command-dues-members = Medlemskap for kontingenten
command-members-assign = Gi medlemstype
command-members-household = Hvem som betaler
command-members-run = Utsted fordringer til dem
says-dues-add = En post for hver linje på fordringen: tekst=beløp, med ; mellom. Perioden er et år eller to dager. Ny kontingent er stengt til den åpnes.
says-dues-edit = Når kontingenten er utstedt, ligger type, periode og beløp fast.
says-dues-open = { $code } åpnes: fordringer kan utstedes og betales med SMS.
says-dues-close = { $code } stenges: ingen flere fordringer, ingen betaling med SMS. Det som er utstedt, skal fortsatt betales.
says-dues-kind = Velg en type å endre, eller skriv koden til en ny. Av en avsluttet type utstedes ikke mer; medlemmene blir stående.
says-members-assign = { $count } { $count ->
    [one] får medlemstypen.
   *[other] får medlemstypen.
}
says-members-household = Én fordring til betaleren, med linjer for hver. Tomt: hver betaler for seg igjen.
field-dues-kind = Medlemstype
field-dues-period = Periode
field-dues-due = Forfaller
field-dues-lines = Linjer
field-dues-description = Beskrivelse
field-dues-code = Kode
field-dues-name = Navn
field-dues-state = Status
field-dues-from = Fra
field-dues-payer = Betalerens nummer
dues-kind-new = Ny type
dues-kind-as-it-is = som den er
dues-kind-in-use = i bruk
dues-kind-ended = avsluttet
dues-no-kinds = Det finnes ingen medlemstype. Lag en først (g).
dues-none-open = Ingen kontingent er åpen. Åpne den i listen over kontingent.
dues-is-open = åpen
dues-is-closed = stengt
dues-why-closed = kontingenten er stengt
dues-why-kind-ended = medlemstypen er avsluttet
dues-why-merged = den samme som en annen
dues-why-other-kind = ikke av denne medlemstypen
dues-why-not-yet = blir medlem først senere
dues-why-left = har meldt seg ut
dues-why-paid = har betalt
dues-why-issued = har fått fordringen
dues-why-fell-away = fordring annullert eller kreditert
dues-why-other-dues = har annen kontingent for tiden
dues-why-payer-gone = betaleren er den samme som en annen
dues-why-unreachable = verken adresse, telefon eller e-post
dues-why-no-reference = nummeret gir ingen KID
dues-also-fell-away = Også de som fikk fordringen annullert eller kreditert
dues-also-other-dues = Også de som har annen kontingent for tiden
dues-also-unreachable = Også de som ingenting når
dues-would = { $claims ->
    [one] 1 fordring
   *[other] { $claims } fordringer
} for { $members ->
    [one] 1 medlem
   *[other] { $members } medlemmer
}, { $amount }. { $left_out } får ingen.
dues-done = Utstedt: { $claims ->
    [one] 1 fordring
   *[other] { $claims } fordringer
} for { $members ->
    [one] 1 medlem
   *[other] { $members } medlemmer
}, { $amount }. { $left_out } fikk ingen.
dues-issued-so-far = { $members } medlemmer, { $claims } fordringer, { $amount }; { $paid } betalt, { $received } innbetalt
dues-run-title = { $code } · { $each } per medlem · forfaller { $due }
dues-run-left-out = Får ingen: { $count }
dues-run-nobody-left-out = Ingen utelates.
dues-run-everybody = alle grunner
dues-run-says = Det kan ikke angres under ett: hver fordring annulleres for seg. Skriv { $count } for å bekrefte.
dues-run-looking = Går gjennom medlemmene …
dues-run-running = { $percent } % ferdig. Esc stopper; da utstedes ingen.
dues-run-stopping = Stopper …
dues-run-stopped = Stoppet. Ingen fordringer ble utstedt.
dues-run-numbers = Nr. { $first }–{ $last }, bilag { $voucher }, forfaller { $due }.
dues-run-expired = Forfallsdagen { $due } er passert: velg en annen i neste steg.
hint-dues-reason = grunn
hint-dues-also = ta med
hint-dues-claims = fordringene
told-dues-kind = Medlemstype: { $name }.
told-dues-set = Kontingent { $name }: lagret.
done-membership-kind = Medlemstype { $code }: { $name }
done-enrolled = { $count } { $count ->
    [one] medlem har fått typen.
   *[other] medlemmer har fått typen.
}
done-household = { $count } { $count ->
    [one] medlem endret.
   *[other] medlemmer endret.
}
refusal-no-such-membership-kind = Det finnes ingen medlemstype { $wanted }. Se listen (dues kinds list) eller lag den.
refusal-membership-kind-exists = Det finnes alt en medlemstype med koden { $code }. Endre den, eller velg en annen kode.
refusal-membership-kind-ended = Medlemstypen { $name } er avsluttet: ikke mer utstedes. Ta den i bruk igjen om det var feil.
refusal-no-such-dues = Det finnes ingen kontingent { $wanted }. Se listen over kontingent.
refusal-dues-exist = Kontingenten er alt satt opp: { $code }. Endre den, eller ta en annen kode, type eller periode.
refusal-dues-issued = { $code } er utstedt: type, periode og beløp ligger fast. Sett opp ny kontingent for en annen periode, eller gi rabatt på fordringen.
refusal-dues-invalid = { $field }: «{ $value }» går ikke.
refusal-dues-closed = { $code } er stengt. Åpne den først; da kan den også betales med SMS.
refusal-dues-due-passed = { $code } skulle forfalle { $due }, og den dagen er passert. Velg en annen forfallsdag.
refusal-dues-nobody = Ingen får en fordring av { $code }. Forhåndsvisningen sier hvorfor.
refusal-dues-moved = { $code }: nå ville det blitt { $claims } fordringer på { $amount }, ikke det som ble vist. Ingenting ble utstedt; se en gang til.
refusal-household-payer = { $payer } kan ikke betale for { $party }: den som betaler for andre, har ingen som betaler for seg.
dues-word-kind = Medlemstypens kode
dues-word-kind-name = Medlemstypens navn
dues-word-dues = Kontingentens kode
dues-word-period = Periode (2026, 2026-07-01..2027-06-30)
dues-word-due = Forfallsdag
dues-word-description = Beskrivelse
dues-word-line = Linje (tekst=beløp, mva.: tekst=beløp@25)
dues-word-lines = Linjer (1 til 12)
dues-word-until = Sluttdag
action-enrolled = medlemstype satt
action-payer_set = betaler endret
action-dues_opened = åpnet
action-dues_closed = stengt
action-dues_issued = fordringer utstedt
action-membership_replaced = erstattet av en ny fordring
record-dues = kontingent
record-membership = medlemskap
record-membership_kind = medlemstype
check-dues-twice = Medlem { $id } har samme kontingent to ganger.
check-dues-lines = Medlemskap { $id }: linjene på fordringen stemmer ikke med kontingenten.
check-dues-period = Medlemskap { $id }: perioden er ikke kontingentens.
check-dues-replaced = Medlemskap { $id } er erstattet uten at endringsloggen sier det.
check-dues-unlogged = Kontingent { $id } er ikke den endringsloggen sier.
check-dues-sum = Kontingent { $id }: de lagrede summene stemmer ikke med fordringene.
check-enrolment-unlogged = Medlemstypen til { $id } er ikke den endringsloggen sier.
