# Medlemskab og kontingent.
screen-dues = Kontingent
screen-members = Medlemmer
empty-dues = Der er ikke sat noget kontingent op. g opretter en medlemstype, F3 kontingent for en type og en periode.
empty-members = Der er ingen her endnu. Læs dem ind: fordring parties import.
count-dues = { $count } { $number ->
    [one] kontingent
   *[other] kontingenter
}
count-members = { $count } { $number ->
    [one] person eller virksomhed
   *[other] personer og virksomheder
}
view-dues-all = Alle
view-dues-open = Åbne
view-dues-closed = Lukkede
view-members-all = Alle
view-members-members = Medlemmer
view-members-without = Uden medlemstype
view-members-households = Husstande
column-dues-code = Kode
column-dues-kind = Medlemstype
column-dues-period = Periode
column-dues-from = Fra
column-dues-until = Til
column-dues-open = Åben
column-dues-each = Pr. medlem
column-dues-issued = Udstedt
column-dues-paid = Betalt
column-dues-amount = Opkrævet
column-dues-received = Indbetalt
column-dues-claims = Fordringer
column-dues-due = Forfalder
column-dues-description = Beskrivelse
column-dues-account = Konto
column-dues-place = Rækkefølge
column-dues-id = Nr
column-members-party = Nr
column-members-name = Navn
column-members-kind = Medlemstype
column-members-from = Fra
column-members-until = Til
column-members-payer = Betaler
column-members-left = Udmeldt
column-members-since = Medlem siden
column-members-born = Født
column-members-phone = Telefon
column-members-email = E-mail
column-members-city = By
column-members-code = Kode
column-members-merged = Lagt sammen
column-memberships-due = Forfalder
column-memberships-dues = Kontingent
column-memberships-dues_no = Kontingent nr
column-claims-dues_no = Kontingent nr
column-memberships-member_no = Medlem nr
column-memberships-kind = Medlemstype
column-memberships-payer = Betaler
column-memberships-replaced = Erstattet
scope-dues = i listen over kontingent
scope-members = i listen over medlemmer
command-dues-add = Nyt kontingent
command-dues-edit = Ret kontingent
command-dues-state = Åbn eller luk
command-dues-run = Udsted fordringer
command-dues-kind = Medlemstyper
command-dues-members = Medlemskaber for kontingentet
command-members-assign = Giv medlemstype
command-members-household = Hvem der betaler
command-members-run = Udsted fordringer til dem
says-dues-add = En post for hver linje på fordringen: tekst=beløb, med ; imellem. Perioden er et år eller to dage. Nyt kontingent er lukket, til det åbnes.
says-dues-edit = Når kontingentet er udstedt, ligger type, periode og beløb fast.
says-dues-open = { $code } åbnes: fordringer kan udstedes og betales med SMS.
says-dues-close = { $code } lukkes: ingen flere fordringer, ingen betaling med SMS. Det, der er udstedt, skal stadig betales.
says-dues-kind = Vælg en type at rette, eller skriv koden på en ny. Af en afsluttet type udstedes der ikke mere; medlemmerne bliver stående.
says-members-assign = { $count } { $count ->
    [one] får medlemstypen.
   *[other] får medlemstypen.
}
says-members-household = Én fordring til betaleren, med linjer for hver. Tomt: hver betaler for sig igen.
field-dues-kind = Medlemstype
field-dues-period = Periode
field-dues-due = Forfalder
field-dues-lines = Linjer
field-dues-description = Beskrivelse
field-dues-code = Kode
field-dues-name = Navn
field-dues-state = Status
field-dues-from = Fra
field-dues-payer = Betalerens nummer
dues-kind-new = Ny type
dues-kind-as-it-is = som den er
dues-kind-in-use = i brug
dues-kind-ended = afsluttet
dues-no-kinds = Der findes ingen medlemstype. Opret en først (g).
dues-none-open = Intet kontingent er åbent. Åbn det i listen over kontingent.
dues-is-open = åben
dues-is-closed = lukket
dues-why-closed = kontingentet er lukket
dues-why-kind-ended = medlemstypen er afsluttet
dues-why-merged = den samme som en anden
dues-why-other-kind = ikke af denne medlemstype
dues-why-not-yet = bliver først medlem senere
dues-why-left = har meldt sig ud
dues-why-paid = har betalt
dues-why-issued = har fået fordringen
dues-why-fell-away = fordring annulleret eller krediteret
dues-why-other-dues = har andet kontingent for tiden
dues-why-payer-gone = betaleren er den samme som en anden
dues-why-unreachable = hverken adresse, telefon eller e-mail
dues-why-no-reference = nummeret giver ingen reference
dues-also-fell-away = Også dem, hvis fordring er annulleret eller krediteret
dues-also-other-dues = Også dem, der har andet kontingent for tiden
dues-also-unreachable = Også dem, som intet når
dues-would = { $claims ->
    [one] 1 fordring
   *[other] { $claims } fordringer
} for { $members ->
    [one] 1 medlem
   *[other] { $members } medlemmer
}, { $amount }. { $left_out } får ingen.
dues-done = Udstedt: { $claims ->
    [one] 1 fordring
   *[other] { $claims } fordringer
} for { $members ->
    [one] 1 medlem
   *[other] { $members } medlemmer
}, { $amount }. { $left_out } fik ingen.
dues-issued-so-far = { $members } medlemmer, { $claims } fordringer, { $amount }; { $paid } betalt, { $received } indbetalt
dues-run-title = { $code } · { $each } pr. medlem · forfalder { $due }
dues-run-left-out = Får ingen: { $count }
dues-run-nobody-left-out = Ingen udelades.
dues-run-everybody = alle grunde
dues-run-says = Det kan ikke fortrydes på én gang: hver fordring annulleres for sig. Skriv { $count } for at bekræfte.
dues-run-looking = Gennemgår medlemmerne …
dues-run-running = { $percent } % færdig. Esc stopper; så udstedes ingen.
dues-run-stopping = Stopper …
dues-run-stopped = Stoppet. Ingen fordringer blev udstedt.
dues-run-numbers = Nr. { $first }–{ $last }, bilag { $voucher }, forfalder { $due }.
dues-run-expired = Forfaldsdagen { $due } er passeret: vælg en anden i næste trin.
hint-dues-reason = grund
hint-dues-also = tag med
hint-dues-claims = fordringerne
told-dues-kind = Medlemstype: { $name }.
told-dues-set = Kontingent { $name }: gemt.
done-membership-kind = Medlemstype { $code }: { $name }
done-enrolled = { $count } { $count ->
    [one] medlem har fået typen.
   *[other] medlemmer har fået typen.
}
done-household = { $count } { $count ->
    [one] medlem ændret.
   *[other] medlemmer ændret.
}
refusal-no-such-membership-kind = Der findes ingen medlemstype { $wanted }. Se listen (dues kinds list), eller opret den.
refusal-membership-kind-exists = Der findes allerede en medlemstype med koden { $code }. Ret den, eller vælg en anden kode.
refusal-membership-kind-ended = Medlemstypen { $name } er afsluttet: der udstedes ikke mere. Tag den i brug igen, hvis det var en fejl.
refusal-no-such-dues = Der findes intet kontingent { $wanted }. Se listen over kontingent.
refusal-dues-exist = Kontingentet er allerede sat op: { $code }. Ret det, eller tag en anden kode, type eller periode.
refusal-dues-issued = { $code } er udstedt: type, periode og beløb ligger fast. Sæt nyt kontingent op for en anden periode, eller giv rabat på fordringen.
refusal-dues-invalid = { $field }: »{ $value }« kan ikke bruges.
refusal-dues-closed = { $code } er lukket. Åbn det først; så kan det også betales med SMS.
refusal-dues-due-passed = { $code } skulle forfalde { $due }, og den dag er passeret. Vælg en anden forfaldsdag.
refusal-dues-nobody = Ingen får en fordring af { $code }. Forhåndsvisningen siger hvorfor.
refusal-dues-moved = { $code }: nu ville det blive { $claims } fordringer på { $amount }, ikke det, der blev vist. Intet blev udstedt; se igen.
refusal-household-payer = { $payer } kan ikke betale for { $party }: den, der betaler for andre, har ingen, der betaler for sig.
dues-word-kind = Medlemstypens kode
dues-word-kind-name = Medlemstypens navn
dues-word-dues = Kontingentets kode
dues-word-period = Periode (2026, 2026-07-01..2027-06-30)
dues-word-due = Forfaldsdag
dues-word-description = Beskrivelse
dues-word-line = Linje (tekst=beløb, moms: tekst=beløb@25)
dues-word-lines = Linjer (1 til 12)
dues-word-until = Slutdag
action-enrolled = medlemstype sat
action-payer_set = betaler ændret
action-dues_opened = åbnet
action-dues_closed = lukket
action-dues_issued = fordringer udstedt
action-membership_replaced = erstattet af en ny fordring
record-dues = kontingent
record-membership = medlemskab
record-membership_kind = medlemstype
check-dues-twice = Medlem { $id } har samme kontingent to gange.
check-dues-lines = Medlemskab { $id }: linjerne på fordringen stemmer ikke med kontingentet.
check-dues-period = Medlemskab { $id }: perioden er ikke kontingentets.
check-dues-replaced = Medlemskab { $id } er erstattet, uden at ændringsloggen siger det.
check-dues-unlogged = Kontingent { $id } er ikke det, ændringsloggen siger.
check-dues-sum = Kontingent { $id }: de gemte summer stemmer ikke med fordringerne.
check-enrolment-unlogged = Medlemstypen for { $id } er ikke den, ændringsloggen siger.
