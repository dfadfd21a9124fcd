# Medlemskap och medlemsavgifter.
screen-dues = Medlemsavgifter
screen-members = Medlemmar
empty-dues = Inga medlemsavgifter är upplagda. g lägger till en medlemstyp, F3 avgifter för en typ och en period.
empty-members = Här finns ingen ännu. Läs in dem: fordring parties import.
count-dues = { $count } { $number ->
    [one] avgift
   *[other] avgifter
}
count-members = { $count } { $number ->
    [one] person eller företag
   *[other] personer och företag
}
view-dues-all = Alla
view-dues-open = Öppna
view-dues-closed = Stängda
view-members-all = Alla
view-members-members = Medlemmar
view-members-without = Utan medlemstyp
view-members-households = Hushåll
column-dues-code = Kod
column-dues-kind = Medlemstyp
column-dues-period = Period
column-dues-from = Från
column-dues-until = Till
column-dues-open = Öppen
column-dues-each = Per medlem
column-dues-issued = Utfärdade
column-dues-paid = Betalda
column-dues-amount = Begärt
column-dues-received = Inbetalt
column-dues-claims = Fordringar
column-dues-due = Förfaller
column-dues-description = Beskrivning
column-dues-account = Konto
column-dues-place = Ordning
column-dues-id = Nr
column-members-party = Nr
column-members-name = Namn
column-members-kind = Medlemstyp
column-members-from = Från
column-members-until = Till
column-members-payer = Betalare
column-members-left = Utträdd
column-members-since = Medlem sedan
column-members-born = Född
column-members-phone = Telefon
column-members-email = E-post
column-members-city = Ort
column-members-code = Kod
column-members-merged = Sammanslagen
column-memberships-due = Förfaller
column-memberships-dues = Avgift
column-memberships-dues_no = Avgift nr
column-claims-dues_no = Avgift nr
column-memberships-member_no = Medlem nr
column-memberships-kind = Medlemstyp
column-memberships-payer = Betalare
column-memberships-replaced = Ersatt
scope-dues = bland medlemsavgifterna
scope-members = bland medlemmarna
command-dues-add = Nya avgifter
command-dues-edit = Ändra avgifter
command-dues-state = Öppna eller stäng
command-dues-run = Utfärda fordringar
command-dues-kind = Medlemstyper
command-dues-members = Medlemskap för avgiften
command-members-assign = Ge medlemstyp
command-members-household = Vem som betalar
command-members-run = Utfärda fordringar för dem
says-dues-add = En rad per post på fordran: text=belopp, med ; emellan. Perioden är ett år eller två dagar. Nya avgifter är stängda tills de öppnas.
says-dues-edit = När avgifter är utfärdade står typ, period och belopp fast.
says-dues-open = { $code } öppnas: fordringar kan utfärdas och betalas med SMS.
says-dues-close = { $code } stängs: inga fler fordringar, ingen betalning med SMS. Det som är utfärdat ska fortfarande betalas.
says-dues-kind = Välj en typ att ändra, eller skriv koden för en ny. Av en avslutad typ utfärdas inget mer; medlemmarna står kvar.
says-members-assign = { $count } { $count ->
    [one] får medlemstypen.
   *[other] får medlemstypen.
}
says-members-household = En fordran till betalaren, med rader för var och en. Tomt: var och en betalar själv igen.
field-dues-kind = Medlemstyp
field-dues-period = Period
field-dues-due = Förfaller
field-dues-lines = Rader
field-dues-description = Beskrivning
field-dues-code = Kod
field-dues-name = Namn
field-dues-state = Läge
field-dues-from = Från
field-dues-payer = Betalarens nummer
dues-kind-new = Ny typ
dues-kind-as-it-is = som den är
dues-kind-in-use = i bruk
dues-kind-ended = avslutad
dues-no-kinds = Det finns ingen medlemstyp. Lägg till en först (g).
dues-none-open = Inga avgifter är öppna. Öppna dem i listan över medlemsavgifter.
dues-is-open = öppen
dues-is-closed = stängd
dues-why-closed = avgiften är stängd
dues-why-kind-ended = medlemstypen är avslutad
dues-why-merged = samma som någon annan
dues-why-other-kind = inte av den här medlemstypen
dues-why-not-yet = blir medlem först senare
dues-why-left = har gått ur
dues-why-paid = har betalat
dues-why-issued = har fått fordran
dues-why-fell-away = fordran annullerad eller krediterad
dues-why-other-dues = har en annan avgift för tiden
dues-why-payer-gone = betalaren är samma som någon annan
dues-why-unreachable = varken adress, telefon eller e-post
dues-why-no-reference = numret ger ingen referens
dues-also-fell-away = Även de vars fordran annullerats eller krediterats
dues-also-other-dues = Även de som har en annan avgift för tiden
dues-also-unreachable = Även de som inget når
dues-would = { $claims ->
    [one] 1 fordran
   *[other] { $claims } fordringar
} för { $members ->
    [one] 1 medlem
   *[other] { $members } medlemmar
}, { $amount }. { $left_out } får ingen.
dues-done = Utfärdat: { $claims ->
    [one] 1 fordran
   *[other] { $claims } fordringar
} för { $members ->
    [one] 1 medlem
   *[other] { $members } medlemmar
}, { $amount }. { $left_out } fick ingen.
dues-issued-so-far = { $members } medlemmar, { $claims } fordringar, { $amount }; { $paid } betalda, { $received } inbetalt
dues-run-title = { $code } · { $each } per medlem · förfaller { $due }
dues-run-left-out = Får ingen: { $count }
dues-run-nobody-left-out = Ingen utelämnas.
dues-run-everybody = alla skäl
dues-run-says = Det går inte att ångra på en gång: varje fordran annulleras för sig. Skriv { $count } för att bekräfta.
dues-run-looking = Går igenom medlemmarna …
dues-run-running = { $percent } % klart. Esc stoppar; då utfärdas ingen.
dues-run-stopping = Stoppar …
dues-run-stopped = Stoppat. Inga fordringar utfärdades.
dues-run-numbers = Nr { $first }–{ $last }, verifikation { $voucher }, förfaller { $due }.
dues-run-expired = Förfallodagen { $due } har passerat: ange en annan i nästa steg.
hint-dues-reason = skäl
hint-dues-also = ta med
hint-dues-claims = fordringarna
told-dues-kind = Medlemstyp: { $name }.
told-dues-set = Medlemsavgift { $name }: sparad.
done-membership-kind = Medlemstyp { $code }: { $name }
done-enrolled = { $count } { $count ->
    [one] medlem har fått typen.
   *[other] medlemmar har fått typen.
}
done-household = { $count } { $count ->
    [one] medlem ändrad.
   *[other] medlemmar ändrade.
}
refusal-no-such-membership-kind = Det finns ingen medlemstyp { $wanted }. Se listan (dues kinds list) eller lägg till den.
refusal-membership-kind-exists = Det finns redan en medlemstyp med koden { $code }. Ändra den, eller välj en annan kod.
refusal-membership-kind-ended = Medlemstypen { $name } är avslutad: inget mer utfärdas. Ta den i bruk igen om det var fel.
refusal-no-such-dues = Det finns ingen avgift { $wanted }. Se listan över medlemsavgifter.
refusal-dues-exist = Avgiften är redan upplagd: { $code }. Ändra den, eller ta en annan kod, typ eller period.
refusal-dues-issued = { $code } är utfärdad: typ, period och belopp står fast. Lägg upp en ny avgift för en annan period, eller ge rabatt på fordran.
refusal-dues-invalid = { $field }: "{ $value }" går inte.
refusal-dues-closed = { $code } är stängd. Öppna den först; då kan den också betalas med SMS.
refusal-dues-due-passed = { $code } skulle förfalla { $due }, och den dagen har passerat. Ange en annan förfallodag.
refusal-dues-nobody = Ingen får en fordran av { $code }. Förhandsvisningen säger varför.
refusal-dues-moved = { $code }: nu skulle det bli { $claims } fordringar på { $amount }, inte det som visades. Inget utfärdades; titta igen.
refusal-household-payer = { $payer } kan inte betala för { $party }: den som betalar för andra har ingen som betalar för sig.
dues-word-kind = Medlemstypens kod
dues-word-kind-name = Medlemstypens namn
dues-word-dues = Avgiftens kod
dues-word-period = Period (2026, 2026-07-01..2027-06-30)
dues-word-due = Förfallodag
dues-word-description = Beskrivning
dues-word-line = Rad (text=belopp, moms: text=belopp@25)
dues-word-lines = Rader (1 till 12)
dues-word-until = Slutdag
action-enrolled = medlemstyp satt
action-payer_set = betalare ändrad
action-dues_opened = öppnad
action-dues_closed = stängd
action-dues_issued = fordringar utfärdade
action-membership_replaced = ersatt av en ny fordran
record-dues = medlemsavgift
record-membership = medlemskap
record-membership_kind = medlemstyp
check-dues-twice = Medlem { $id } har samma avgift två gånger.
check-dues-lines = Medlemskap { $id }: raderna på fordran stämmer inte med avgiften.
check-dues-period = Medlemskap { $id }: perioden är inte avgiftens.
check-dues-replaced = Medlemskap { $id } är ersatt utan att ändringsloggen säger det.
check-dues-unlogged = Avgift { $id } är inte den som ändringsloggen säger.
check-dues-sum = Avgift { $id }: de sparade summorna stämmer inte med fordringarna.
check-enrolment-unlogged = Medlemstypen för { $id } är inte den som ändringsloggen säger.
