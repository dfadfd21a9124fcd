### Bank accounts: how they are set up, what the bank's form is filled with

## The list of bank accounts
screen-accounts = Konto og avtalar
count-accounts = { $count } { $number ->
    [one] konto
   *[other] kontoar
  }
empty-accounts = Ingen bankkontoar enno. F3 legg til den første.
view-accounts-all = Alle
view-accounts-unfinished = Ikkje verifiserte
column-accounts-number = Konto
column-accounts-name = Namn
column-accounts-state = Status
column-accounts-references = Referansar
column-accounts-format = Format
column-accounts-bank = Bank
column-accounts-agreement = Avtale
column-accounts-recipe = Maske
column-accounts-unit_id = Eining
column-accounts-creditor = Trekkjer
column-accounts-exchange = Filer
column-accounts-ledger = Blir bokført
scope-accounts = lista over bankkontoar
scope-account = bankkonto
command-account-add = Ny konto
command-account-edit = Endre
command-account-state = Status
command-account-format = Byt format
command-account-try = Prøv referanse
command-account-next_tab = Neste fane

## How far the set-up has come
account-state-draft = utkast
account-state-ordered = bestilt
account-state-registered = registrert
account-state-tested = prøvd
account-state-verified = verifisert
account-exchange-hand = for hand, i nettbanken
account-exchange-folder = gjennom ei mappe
account-exchange-sftp = kryptert filoverføring
account-periodicity-daily = dagleg, sluttoppgjer
account-periodicity-settlements = etter kvar delavrekning, fleire gonger om dagen
account-periodicity-weekly = kvar veke
account-periodicity-monthly = kvar månad
account-rejects-yes = ja, banken avviser dei
account-rejects-no = nei, dei kjem utan referanse

## Fields of an account
account-group-account = Kontoen
account-group-references = Referansar
account-group-agreement = Avtale
account-group-exchange = Filer
account-group-state = Status
account-field-name = Namn
account-field-bank = Bank
account-field-bic = BIC
account-field-references-no = KID: lengder og modulus
account-field-references-se = OCR-nummer
account-field-references-dk = FIK-korttype og kreditor
account-field-recipe = Slik blir referansar laga (maske)
account-field-agreement-no = Nummeret på OCR-avtalen
account-field-agreement-se = OCR-avtale
account-field-agreement-dk = Avtale med banken
account-field-unit-id-no = Kundeeinings-ID
account-field-unit-id-se = Kundenummer hos Bankgirot
account-field-unit-id-dk = Dataleverandør (CVR)
account-field-rejects = Avvis betalingar utan referanse
account-field-periodicity = Kor ofte filer kjem
account-field-creditor-no = Kreditor
account-field-creditor-se = Bankgiro for Autogiro
account-field-creditor-dk = PBS-nummer (kreditor)
account-field-debtor-group = Debitorgruppe
account-field-system = Delsystem
account-field-remittance = Avtale om utbetalingar
account-field-exchange = Korleis filer kjem og går
account-help-name = Kva de kallar kontoen; det står i lister og på skjermen.
account-help-bank = Banken som har kontoen.
account-help-bic = BIC-en til banken, 8 eller 11 teikn; trengst for utbetalingar i ISO 20022.
account-help-references = Med komma imellom: mod10:11, mod11:9 (Noreg, lengda med kontrollsiffer), ocr, ocr-length (Sverige), fik71:KREDITOR, fik75:KREDITOR (Danmark).
account-help-recipe = m medlemsnummer, c fordringsnummer, t slag, r løpenummer, siffer som dei er, l lengdesiffer, # kontrollsiffer modulus 10, % modulus 11. Tomt: nummeret på fordringa.
account-help-agreement = Nummeret som banken gav avtalen om referansar.
account-help-unit-id = Kven vi er i filene. Tomt: det som står i innstillingsfila.
account-help-rejects = Den som skriv melding i staden for referanse, får feil i nettbanken sin. Blir det tillate, må nokon plassere betalinga for hand.
account-help-periodicity = Dagleg sluttoppgjer er lettast å stemme av.
account-help-creditor = Nummeret som det blir trekt med; filer som nemner det, høyrer til kontoen.
account-help-debtor-group = Fem siffer; gruppa hos kreditoren som høyrer til kontoen.
account-help-system = Tre teikn, avtalte med Betalingsservice; tomt: BS1, det vanlege.
account-help-remittance = Nummeret som avtalen om utbetalingar har i banken.
account-help-exchange = Automatisk henting krev at banken veit at fila blir henta kryptert og ikkje i nettbanken.
account-help-format = Eitt format om gongen for betalingane på kontoen, så dei same pengane aldri kjem to gonger. Bytet gjeld frå dagen betalingar blir bokførte.
account-help-state = Frå bestilt til verifisert. Eit steg tilbake går alltid; framover berre når ingenting manglar.

## Around the set-up
account-fault-digits = her står det siffer
account-fault-bic = ein BIC har 8 eller 11 teikn: bank, land, stad og filial
account-fault-system = delsystemet er tre bokstavar eller siffer, til dømes BS1
account-fault-bankgiro = det er ikkje eit bankgironummer
account-fault-not-here = kontoar i dette landet har ikkje eit slikt felt
account-fault-too-long = teksten er for lang
account-fault-word = det er ikkje eit av orda som kan stå der
account-missing-references = kva referansar kontoen tek
account-missing-bank = banken
account-missing-agreement = nummeret på avtalen
account-missing-unit-id = kundeeinings-ID
account-missing-trial = ei innlesen fil eller ein prøvd ekte referanse
account-next-ready = Neste steg: { $state }. Ingenting manglar.
account-next-missing = Neste steg: { $state }. Det manglar: { $missing }.
account-format = Betalingar kjem i
account-format-from = { $format } frå { $from }
account-from = Frå og med
account-from-missing = Skriv den første dagen det gjeld, til dømes 2026-11-01.
account-example = Døme:
account-choose = Vel
account-mask = Eiga maske
account-own-mask = eiga maske, som du skriv nedanfor
account-value = Ny verdi
account-sample = Referanse
account-sample-passes = Referansen { $reference } er ein som kontoen tek.
account-sample-other-recipe = Han er ikkje laga slik kontoen lagar referansane sine.
account-to-be-tested = Referansane er endra: kontoen er tilbake på registrert og må prøvast på nytt.
account-edit-where = Endre på fana Oppsett (Tab).
account-status = Blir bokført på konto { $ledger }
account-tab-set-up = Oppsett
account-tab-checklist = Skjemaet til banken
says-account-add = Nummeret blir kontrollert. Med referansar blir kontoen rekna som registrert i banken, utan er han eit utkast.
says-account-try = Ein ekte referanse, frå ein giro eller ei betaling: viser at lengd og kontrollsiffer stemmer.

## Recipes of references
recipe-member = medlemsnummer
recipe-claim = fordringsnummer
recipe-kind = slag
recipe-running = løpenummer
recipe-digits = { $part } { $digits }
recipe-as-is = { $part } som det er
recipe-length-digit = lengdesiffer
recipe-check-10 = kontrollsiffer mod 10
recipe-check-11 = kontrollsiffer mod 11
recipe-recommended = tilrådd
recipe-fault-unknown = der står noko anna enn m, c, t, r, l, eit siffer, eller # eller % til slutt
recipe-fault-twice = det same nummeret står to stader
recipe-fault-plus = + står éin gong, bak ein einsleg m, c eller r
recipe-fault-no-check = kontrollsifferet manglar: # eller % til slutt
recipe-fault-bad-length = ein referanse har 2 til 25 siffer
recipe-fault-nothing-runs = utan c eller r får to fordringar same referanse
recipe-fault-runs-for-nobody = r tel referansar for ein medlem, så m må òg stå der
recipe-fault-mod11-needs-running = % treng r: kvart ellevte nummer manglar kontrollsiffer og blir hoppa over
recipe-fault-bad-kind = bak ; står til dømes dues=01,order=02 med like mange siffer som t
reference-fault-unreadable = han er ikkje berre siffer
reference-fault-wrong-length = han har ikkje rett tal på siffer
reference-fault-all-zero = han er berre nullar
reference-fault-wrong-check = kontrollsifferet stemmer ikkje
reference-fault-wrong-length-digit = lengdesifferet stemmer ikkje
reference-fault-none-agreed = kontoen tek ingen referansar enno
reference-why-party-digits = nummeret er ikkje berre siffer
reference-why-party-room = nummeret har fleire siffer enn maska har plass til
reference-why-claim-room = nummeret på fordringa har fleire siffer enn maska har plass til
reference-why-used-up = alle løpenummer er brukte
reference-why-fits-none = det blir ingen referanse som kontoen tek

## The bank's form
checklist-own-account = Eigen konto for kontingent
checklist-account = Kontonummer
checklist-email = E-post for filer
checklist-receipt-email = E-post når tenesta er aktivert
checklist-software = Program frå programleverandør
checklist-trial = Ei fil eller ein ekte referanse prøvd
checklist-verified = Verifisert
checklist-help-own-account = Lettare å stemme av mot rekneskapen enn når alt går inn på same konto.
checklist-help-recipe = Medlemsnummer + 5 siffer, modulus 10, minst 9 siffer. Prøv ein ekte referanse.
checklist-help-account = Kontoen som pengane går inn på.
checklist-help-bank = Bankane gjer det ulikt: snakk med rådgivaren først.
checklist-help-references = Banken avviser sidan det som ikkje stemmer.
checklist-help-rejects = Tilrådd: ja. Elles må nokon plassere slike betalingar for hand.
checklist-help-unit-id = Den som filene er til. Det er dykkar eiga, eller programleverandøren si.
checklist-help-periodicity = Tilrådd: sluttoppgjer, dagleg.
checklist-help-email = Adressa til drifta: dit skriv banken om filer.
checklist-help-receipt-email = Same adresse: der kvitteringa kjem.
checklist-help-software = Kryss av for det på skjemaet: program, leverandør og kven ein spør der.
checklist-help-exchange = For hand går an; kryptert filoverføring hentar av seg sjølv.
checklist-help-creditor = Trengst for å trekkje pengar.
checklist-help-debtor-group = Minst éi finst hos Betalingsservice, oftast 00001.
checklist-help-agreement = Skriv det inn når banken har svara.
checklist-help-trial = Les inn den første fila, eller prøv ein referanse frå ein giro.
checklist-help-verified = Når avtalen er registrert: sjå over alt og set status til verifisert.
checklist-not-set = ikkje sett: skriv det under [agreement] i innstillingsfila
checklist-open = manglar
checklist-tried = ja

## Findings, refusals and actions
finding-account-not-registered = konto { $found } er ikkje registrert i banken enno, etter det status seier. Fila blir lesen likevel; set status når banken har svara.
finding-other-format = konto { $found }: betalingane på kontoen kjem i eit anna format, { $expected }. Vart begge lesne, kom dei same pengane to gonger. Byt format med fordring accounts format, eller på skjermen Konto og avtalar.
finding-other-format-some = konto { $found }: nokre dagar i fila høyrer til eit anna format, { $expected }. Betalingane deira blir lagde til side, så nokon ser etter om pengane alt er her.
refusal-account-field = { $field } kan ikkje vere «{ $value }»: { $why }{ $range ->
    [none] .
   *[other] { " " }({ $range }).
  }
refusal-recipe-invalid = Maska «{ $recipe }» kan ikkje lesast: { $why }{ $place ->
    [0] .
   *[other] { " " }(plass { $place }).
  }
refusal-recipe-fits-none = Maska { $recipe } lagar ingen av referansane som kontoen tek ({ $rules }){ $length ->
    [0] .
   *[other] : ho lagar { $length } siffer.
  } Endre den eine eller den andre.
refusal-reference-not-made = Ingen referanse kan lagast for { $party } på konto { $account } med maska { $recipe }: { $why }. Gi fordringa ein referanse, eller endre maska.
refusal-sample-fails = Referansen { $reference } er ingen som konto { $account } tek ({ $rules }): { $why }. Er han ekte, stemmer ikkje avtalen slik han er fylt ut.
refusal-account-not-ready = Konto { $account } kan ikkje vere { $state } enno. Det manglar: { $missing }. Fyll det inn (fordring accounts set) og prøv igjen.
refusal-account-unchanged = Konto { $account } er alt slik. Ingenting vart endra.
refusal-format-overlaps = Betalingar til konto { $account } er lesne inn i { $other } til og med { $last }. Byt frå dagen etter, eller angre dei filene først.
refusal-format-meanwhile = Nokon las nettopp inn den første fila til kontoen, i { $format }. Sjå på denne fila igjen.
input-recipe-party-digits = av { $found } kan ingen referanse lagast med maska { $expected }: nummeret er ikkje berre siffer. Skriv ein referanse i tabellen.
input-recipe-party-room = av { $found } kan ingen referanse lagast med maska { $expected }: nummeret er for langt. Skriv ein referanse i tabellen.
usage-account-state = «{ $given }» er ingen status: draft, ordered, registered, tested eller verified.
cli-account-changed = Konto { $number } er endra.
action-references_set = referansar endra
action-state_moved = status endra
action-format_set = format sett
action-reference_tried = referanse prøvd
