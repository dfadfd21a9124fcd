### Bank accounts: how they are set up, what the bank's form is filled with

## The list of bank accounts
screen-accounts = Konton och avtal
count-accounts = { $count } { $number ->
    [one] konto
   *[other] konton
  }
empty-accounts = Inga bankkonton än. F3 lägger till det första.
view-accounts-all = Alla
view-accounts-unfinished = Inte verifierade
column-accounts-number = Konto
column-accounts-name = Namn
column-accounts-state = Läge
column-accounts-references = Referenser
column-accounts-format = Format
column-accounts-bank = Bank
column-accounts-agreement = Avtal
column-accounts-recipe = Mask
column-accounts-unit_id = Enhet
column-accounts-creditor = Drar
column-accounts-exchange = Filer
column-accounts-ledger = Bokförs
scope-accounts = listan över bankkonton
scope-account = bankkonto
command-account-add = Nytt konto
command-account-edit = Ändra
command-account-state = Läge
command-account-format = Byt format
command-account-try = Pröva referens
command-account-next_tab = Nästa flik

## How far the set-up has come
account-state-draft = utkast
account-state-ordered = beställt
account-state-registered = registrerat
account-state-tested = prövat
account-state-verified = verifierat
account-exchange-hand = för hand, i internetbanken
account-exchange-folder = genom en mapp
account-exchange-sftp = krypterad filöverföring
account-periodicity-daily = dagligen, allt på en gång (slutavräkning)
account-periodicity-settlements = efter varje avräkning, flera gånger om dagen
account-periodicity-weekly = varje vecka
account-periodicity-monthly = varje månad
account-rejects-yes = ja, banken avvisar dem
account-rejects-no = nej, de kommer utan referens

## Fields of an account
account-group-account = Kontot
account-group-references = Referenser
account-group-agreement = Avtal
account-group-exchange = Filer
account-group-state = Läge
account-field-name = Namn
account-field-bank = Bank
account-field-bic = BIC
account-field-references-no = KID: längder och modulus
account-field-references-se = OCR-nummer
account-field-references-dk = FIK-kortart och kreditor
account-field-recipe = Så görs referenser (mask)
account-field-agreement-no = OCR-avtalets nummer
account-field-agreement-se = OCR-avtal
account-field-agreement-dk = Avtal med banken
account-field-unit-id-no = Kundenhets-id
account-field-unit-id-se = Kundnummer hos Bankgirot
account-field-unit-id-dk = Dataleverantör (CVR)
account-field-rejects = Avvisa betalningar utan referens
account-field-periodicity = Hur ofta filer kommer
account-field-creditor-no = Kreditor
account-field-creditor-se = Bankgiro för Autogiro
account-field-creditor-dk = PBS-nummer (kreditor)
account-field-debtor-group = Debitorgrupp
account-field-system = Delsystem
account-field-remittance = Avtal om utbetalningar
account-field-exchange = Hur filer kommer och går
account-help-name = Vad ni kallar kontot; det står i listor och på skärmen.
account-help-bank = Banken som har kontot.
account-help-bic = Bankens BIC, 8 eller 11 tecken; behövs för utbetalningar i ISO 20022.
account-help-references = Med kommatecken emellan: mod10:11, mod11:9 (Norge, längden med kontrollsiffra), ocr, ocr-length (Sverige), fik71:KREDITOR, fik75:KREDITOR (Danmark).
account-help-recipe = m medlemsnummer, c fordringsnummer, t slag, r löpnummer, siffror som de är, l längdsiffra, # kontrollsiffra modulus 10, % modulus 11. Tomt: fordringens nummer.
account-help-agreement = Det nummer som banken gav avtalet om referenser.
account-help-unit-id = Vilka vi är i filerna. Tomt: det som står i inställningsfilen.
account-help-rejects = Den som skriver ett meddelande i stället för referens får ett fel i sin internetbank. Tillåts det, får någon para ihop betalningen för hand.
account-help-periodicity = Dagligen, allt på en gång, är lättast att stämma av.
account-help-creditor = Numret som pengar dras med; filer som nämner det hör till kontot.
account-help-debtor-group = Fem siffror; den grupp hos kreditorn som hör till kontot.
account-help-system = Tre tecken, avtalade med Betalingsservice; tomt: BS1, det vanliga.
account-help-remittance = Det nummer som avtalet om utbetalningar har hos banken.
account-help-exchange = Automatisk hämtning kräver att banken vet att filen hämtas krypterat och inte i internetbanken.
account-help-format = Ett format i taget för kontots betalningar, så att samma pengar aldrig kommer två gånger. Bytet gäller från dagen betalningar bokförs.
account-help-state = Från beställt till verifierat. Ett steg tillbaka går alltid; framåt bara när inget saknas.

## Around the set-up
account-fault-digits = här står siffror
account-fault-bic = en BIC har 8 eller 11 tecken: bank, land, ort och kontor
account-fault-system = delsystemet är tre bokstäver eller siffror, till exempel BS1
account-fault-bankgiro = det är inget bankgironummer
account-fault-not-here = konton i det här landet har inget sådant fält
account-fault-too-long = texten är för lång
account-fault-word = det är inget av de ord som får stå där
account-missing-references = vilka referenser kontot tar
account-missing-bank = banken
account-missing-agreement = avtalets nummer
account-missing-unit-id = kundenhets-id
account-missing-trial = en inläst fil eller en prövad riktig referens
account-next-ready = Nästa steg: { $state }. Inget saknas.
account-next-missing = Nästa steg: { $state }. Det saknas: { $missing }.
account-format = Betalningar kommer i
account-format-from = { $format } från { $from }
account-from = Från och med
account-from-missing = Skriv den första dagen som gäller, till exempel 2026-11-01.
account-example = Exempel:
account-choose = Välj
account-mask = Egen mask
account-own-mask = egen mask, som skrivs nedanför
account-value = Nytt värde
account-sample = Referens
account-sample-passes = Referensen { $reference } är en som kontot tar.
account-sample-other-recipe = Den är inte gjord så som kontot gör sina referenser.
account-to-be-tested = Referenserna är ändrade: kontot är tillbaka på registrerat och prövas på nytt.
account-edit-where = Ändra på fliken Uppsättning (Tab).
account-status = Bokförs på konto { $ledger }
account-tab-set-up = Uppsättning
account-tab-checklist = Bankens blankett
says-account-add = Numret kontrolleras. Med referenser räknas kontot som registrerat hos banken, utan är det ett utkast.
says-account-try = En riktig referens, från en avi eller en betalning: visar att längd och kontrollsiffra stämmer.

## Recipes of references
recipe-member = medlemsnummer
recipe-claim = fordringsnummer
recipe-kind = slag
recipe-running = löpnummer
recipe-digits = { $part } { $digits }
recipe-as-is = { $part } som det är
recipe-length-digit = längdsiffra
recipe-check-10 = kontrollsiffra mod 10
recipe-check-11 = kontrollsiffra mod 11
recipe-recommended = rekommenderas
recipe-fault-unknown = där står något annat än m, c, t, r, l, en siffra, eller # eller % sist
recipe-fault-twice = samma nummer står på två ställen
recipe-fault-plus = + står en gång, bakom ett ensamt m, c eller r
recipe-fault-no-check = kontrollsiffran saknas: # eller % sist
recipe-fault-bad-length = en referens har 2 till 25 siffror
recipe-fault-nothing-runs = utan c eller r får två fordringar samma referens
recipe-fault-runs-for-nobody = r räknar referenser för en medlem, så m måste också stå där
recipe-fault-mod11-needs-running = % behöver r: vart elfte nummer saknar kontrollsiffra och hoppas över
recipe-fault-bad-kind = efter ; står till exempel dues=01,order=02 med lika många siffror som t
reference-fault-unreadable = den är inte bara siffror
reference-fault-wrong-length = den har inte rätt antal siffror
reference-fault-all-zero = den är bara nollor
reference-fault-wrong-check = kontrollsiffran stämmer inte
reference-fault-wrong-length-digit = längdsiffran stämmer inte
reference-fault-none-agreed = kontot tar inga referenser än
reference-why-party-digits = numret är inte bara siffror
reference-why-party-room = numret har fler siffror än masken har plats för
reference-why-claim-room = fordringens nummer har fler siffror än masken har plats för
reference-why-used-up = alla löpnummer är använda
reference-why-fits-none = det blir ingen referens som kontot tar

## The bank's form
checklist-own-account = Ett eget konto för avgifter
checklist-account = Kontonummer
checklist-email = E-post för filer
checklist-receipt-email = E-post när tjänsten är aktiverad
checklist-software = Program från programleverantör
checklist-trial = En fil eller en riktig referens prövad
checklist-verified = Verifierat
checklist-help-own-account = Lättare att stämma av mot bokföringen än när allt går in på samma konto.
checklist-help-recipe = Medlemsnummer + 5 siffror, modulus 10, minst 9 siffror. Pröva en riktig referens.
checklist-help-account = Kontot som pengarna går in på.
checklist-help-bank = Bankerna gör det olika: tala med rådgivaren först.
checklist-help-references = Banken avvisar sedan det som inte stämmer.
checklist-help-rejects = Rekommenderas: ja. Annars får någon para ihop sådana betalningar för hand.
checklist-help-unit-id = Den som filerna är till. Det är er egen, eller programleverantörens.
checklist-help-periodicity = Rekommenderas: dagligen, allt på en gång (slutavräkning).
checklist-help-email = Driftens adress: dit skriver banken om filer.
checklist-help-receipt-email = Samma adress: där kvitteringen kommer.
checklist-help-software = Kryssa för det på blanketten: program, leverantör och vem man frågar där.
checklist-help-exchange = För hand fungerar; krypterad filöverföring hämtar av sig själv.
checklist-help-creditor = Behövs för att dra pengar.
checklist-help-debtor-group = Minst en finns hos Betalingsservice, oftast 00001.
checklist-help-agreement = Skriv in det när banken har svarat.
checklist-help-trial = Läs in den första filen, eller pröva en referens från en avi.
checklist-help-verified = När avtalet är registrerat: se över allt och ställ läget på verifierat.
checklist-not-set = inte satt: skriv det under [agreement] i inställningsfilen
checklist-open = saknas
checklist-tried = ja

## Findings, refusals and actions
finding-account-not-registered = konto { $found } är inte registrerat hos banken än, efter vad dess läge säger. Filen läses ändå; ställ läget när banken har svarat.
finding-other-format = konto { $found }: kontots betalningar kommer i ett annat format, { $expected }. Lästes båda kom samma pengar två gånger. Byt format med fordring accounts format, eller på skärmen Konton och avtal.
finding-other-format-some = konto { $found }: några dagar i filen hör till ett annat format, { $expected }. Deras betalningar läggs åt sidan, så att någon ser efter om pengarna redan är här.
refusal-account-field = { $field } kan inte vara ”{ $value }”: { $why }{ $range ->
    [none] .
   *[other] { " " }({ $range }).
  }
refusal-recipe-invalid = Masken ”{ $recipe }” kan inte läsas: { $why }{ $place ->
    [0] .
   *[other] { " " }(plats { $place }).
  }
refusal-recipe-fits-none = Masken { $recipe } gör ingen av de referenser som kontot tar ({ $rules }){ $length ->
    [0] .
   *[other] : den gör { $length } siffror.
  } Ändra den ena eller den andra.
refusal-reference-not-made = Ingen referens kan göras för { $party } på konto { $account } med masken { $recipe }: { $why }. Ge fordringen en referens, eller ändra masken.
refusal-sample-fails = Referensen { $reference } är ingen som konto { $account } tar ({ $rules }): { $why }. Är den riktig, stämmer inte avtalet så som det är ifyllt.
refusal-account-not-ready = Konto { $account } kan inte vara { $state } än. Det saknas: { $missing }. Fyll i det (fordring accounts set) och försök igen.
refusal-account-unchanged = Konto { $account } är redan så. Inget ändrades.
refusal-format-overlaps = Betalningar till konto { $account } är inlästa i { $other } till och med { $last }. Byt från dagen efter, eller ångra de filerna först.
refusal-format-meanwhile = Någon läste nyss in kontots första fil, i { $format }. Se på den här filen igen.
input-recipe-party-digits = av { $found } kan ingen referens göras med masken { $expected }: numret är inte bara siffror. Skriv en referens i tabellen.
input-recipe-party-room = av { $found } kan ingen referens göras med masken { $expected }: numret är för långt. Skriv en referens i tabellen.
usage-account-state = ”{ $given }” är inget läge: draft, ordered, registered, tested eller verified.
cli-account-changed = Konto { $number } är ändrat.
action-references_set = referenser ändrade
action-state_moved = läge ändrat
action-format_set = format satt
action-reference_tried = referens prövad
