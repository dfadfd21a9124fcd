### Bank accounts: how they are set up, what the bank's form is filled with

## The list of bank accounts
screen-accounts = Konto og avtaler
count-accounts = { $count } { $number ->
    [one] konto
   *[other] kontoer
  }
empty-accounts = Ingen bankkontoer ennå. F3 legger til den første.
view-accounts-all = Alle
view-accounts-unfinished = Ikke verifisert
column-accounts-number = Konto
column-accounts-name = Navn
column-accounts-state = Status
column-accounts-references = Referanser
column-accounts-format = Format
column-accounts-bank = Bank
column-accounts-agreement = Avtale
column-accounts-recipe = Maske
column-accounts-unit_id = Enhet
column-accounts-creditor = Trekker
column-accounts-exchange = Filer
column-accounts-ledger = Bokføres
scope-accounts = listen over bankkontoer
scope-account = bankkonto
command-account-add = Ny konto
command-account-edit = Endre
command-account-state = Status
command-account-format = Bytt format
command-account-try = Prøv referanse
command-account-next_tab = Neste fane

## How far the set-up has come
account-state-draft = utkast
account-state-ordered = bestilt
account-state-registered = registrert
account-state-tested = prøvd
account-state-verified = verifisert
account-exchange-hand = for hånd, i nettbanken
account-exchange-folder = gjennom en mappe
account-exchange-sftp = kryptert filoverføring
account-periodicity-daily = daglig, sluttoppgjør
account-periodicity-settlements = etter hver delavregning, flere ganger om dagen
account-periodicity-weekly = hver uke
account-periodicity-monthly = hver måned
account-rejects-yes = ja, banken avviser dem
account-rejects-no = nei, de kommer uten referanse

## Fields of an account
account-group-account = Kontoen
account-group-references = Referanser
account-group-agreement = Avtale
account-group-exchange = Filer
account-group-state = Status
account-field-name = Navn
account-field-bank = Bank
account-field-bic = BIC
account-field-references-no = KID: lengder og modulus
account-field-references-se = OCR-nummer
account-field-references-dk = FIK-korttype og kreditor
account-field-recipe = Slik lages referanser (maske)
account-field-agreement-no = OCR-avtalens nummer
account-field-agreement-se = OCR-avtale
account-field-agreement-dk = Avtale med banken
account-field-unit-id-no = Kundeenhets-ID
account-field-unit-id-se = Kundenummer hos Bankgirot
account-field-unit-id-dk = Dataleverandør (CVR)
account-field-rejects = Avvis betalinger uten referanse
account-field-periodicity = Hvor ofte filer kommer
account-field-creditor-no = Kreditor
account-field-creditor-se = Bankgiro for Autogiro
account-field-creditor-dk = PBS-nummer (kreditor)
account-field-debtor-group = Debitorgruppe
account-field-system = Delsystem
account-field-remittance = Avtale om utbetalinger
account-field-exchange = Hvordan filer kommer og går
account-help-name = Hva dere kaller kontoen; det står i lister og på skjermen.
account-help-bank = Banken som har kontoen.
account-help-bic = Bankens BIC, 8 eller 11 tegn; trengs for utbetalinger i ISO 20022.
account-help-references = Med komma imellom: mod10:11, mod11:9 (Norge, lengden med kontrollsiffer), ocr, ocr-length (Sverige), fik71:KREDITOR, fik75:KREDITOR (Danmark).
account-help-recipe = m medlemsnummer, c fordringsnummer, t slag, r løpenummer, siffer som de er, l lengdesiffer, # kontrollsiffer modulus 10, % modulus 11. Tomt: fordringens nummer.
account-help-agreement = Nummeret som banken ga avtalen om referanser.
account-help-unit-id = Hvem vi er i filene. Tomt: det som står i innstillingsfilen.
account-help-rejects = Den som skriver melding i stedet for referanse, får feil i nettbanken sin. Tillates det, må noen plassere betalingen for hånd.
account-help-periodicity = Daglig sluttoppgjør er lettest å avstemme.
account-help-creditor = Nummeret som det trekkes med; filer som nevner det, hører til kontoen.
account-help-debtor-group = Fem siffer; gruppen hos kreditoren som hører til kontoen.
account-help-system = Tre tegn, avtalt med Betalingsservice; tomt: BS1, det vanlige.
account-help-remittance = Nummeret som avtalen om utbetalinger har i banken.
account-help-exchange = Automatisk henting krever at banken vet at filen hentes kryptert og ikke i nettbanken.
account-help-format = Ett format om gangen for kontoens betalinger, så de samme pengene aldri kommer to ganger. Byttet gjelder fra dagen betalinger bokføres.
account-help-state = Fra bestilt til verifisert. Et steg tilbake går alltid; framover bare når ingenting mangler.

## Around the set-up
account-fault-digits = her står det siffer
account-fault-bic = en BIC har 8 eller 11 tegn: bank, land, sted og filial
account-fault-system = delsystemet er tre bokstaver eller sifre, for eksempel BS1
account-fault-bankgiro = det er ikke et bankgironummer
account-fault-not-here = kontoer i dette landet har ikke et slikt felt
account-fault-too-long = teksten er for lang
account-fault-word = det er ikke et av ordene som kan stå der
account-missing-references = hvilke referanser kontoen tar
account-missing-bank = banken
account-missing-agreement = avtalens nummer
account-missing-unit-id = kundeenhets-ID
account-missing-trial = en innlest fil eller en prøvd ekte referanse
account-next-ready = Neste steg: { $state }. Ingenting mangler.
account-next-missing = Neste steg: { $state }. Det mangler: { $missing }.
account-format = Betalinger kommer i
account-format-from = { $format } fra { $from }
account-from = Fra og med
account-from-missing = Skriv den første dagen det gjelder, for eksempel 2026-11-01.
account-example = Eksempel:
account-choose = Velg
account-mask = Egen maske
account-own-mask = egen maske, som skrives nedenfor
account-value = Ny verdi
account-sample = Referanse
account-sample-passes = Referansen { $reference } er en som kontoen tar.
account-sample-other-recipe = Den er ikke laget slik kontoen lager sine referanser.
account-to-be-tested = Referansene er endret: kontoen er tilbake på registrert og må prøves på nytt.
account-edit-where = Endre på fanen Oppsett (Tab).
account-status = Bokføres på konto { $ledger }
account-tab-set-up = Oppsett
account-tab-checklist = Bankens skjema
says-account-add = Nummeret kontrolleres. Med referanser regnes kontoen som registrert i banken, uten er den et utkast.
says-account-try = En ekte referanse, fra en giro eller en betaling: viser at lengde og kontrollsiffer stemmer.

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
recipe-recommended = anbefales
recipe-fault-unknown = der står noe annet enn m, c, t, r, l, et siffer, eller # eller % til slutt
recipe-fault-twice = det samme nummeret står to steder
recipe-fault-plus = + står én gang, bak en enslig m, c eller r
recipe-fault-no-check = kontrollsifferet mangler: # eller % til slutt
recipe-fault-bad-length = en referanse har 2 til 25 siffer
recipe-fault-nothing-runs = uten c eller r får to fordringer samme referanse
recipe-fault-runs-for-nobody = r teller referanser for et medlem, så m må også stå der
recipe-fault-mod11-needs-running = % trenger r: hvert ellevte nummer mangler kontrollsiffer og hoppes over
recipe-fault-bad-kind = bak ; står for eksempel dues=01,order=02 med like mange siffer som t
reference-fault-unreadable = den er ikke bare siffer
reference-fault-wrong-length = den har ikke riktig antall siffer
reference-fault-all-zero = den er bare nuller
reference-fault-wrong-check = kontrollsifferet stemmer ikke
reference-fault-wrong-length-digit = lengdesifferet stemmer ikke
reference-fault-none-agreed = kontoen tar ingen referanser ennå
reference-why-party-digits = nummeret er ikke bare siffer
reference-why-party-room = nummeret har flere siffer enn masken har plass til
reference-why-claim-room = fordringens nummer har flere siffer enn masken har plass til
reference-why-used-up = alle løpenumre er brukt
reference-why-fits-none = det blir ingen referanse som kontoen tar

## The bank's form
checklist-own-account = Egen konto for kontingent
checklist-account = Kontonummer
checklist-email = E-post for filer
checklist-receipt-email = E-post når tjenesten er aktivert
checklist-software = Program fra programleverandør
checklist-trial = En fil eller en ekte referanse prøvd
checklist-verified = Verifisert
checklist-help-own-account = Lettere å avstemme mot regnskapet enn når alt går inn på samme konto.
checklist-help-recipe = Medlemsnummer + 5 siffer, modulus 10, minst 9 siffer. Prøv en ekte referanse.
checklist-help-account = Kontoen som pengene går inn på.
checklist-help-bank = Bankene gjør det ulikt: snakk med rådgiveren først.
checklist-help-references = Banken avviser siden det som ikke stemmer.
checklist-help-rejects = Anbefales: ja. Ellers må noen plassere slike betalinger for hånd.
checklist-help-unit-id = Den som filene er til. Det er deres egen, eller programleverandørens.
checklist-help-periodicity = Anbefales: sluttoppgjør, daglig.
checklist-help-email = Driftens adresse: dit skriver banken om filer.
checklist-help-receipt-email = Samme adresse: der kvitteringen kommer.
checklist-help-software = Kryss av for det på skjemaet: program, leverandør og hvem man spør der.
checklist-help-exchange = For hånd går an; kryptert filoverføring henter av seg selv.
checklist-help-creditor = Trengs for å trekke penger.
checklist-help-debtor-group = Minst én finnes hos Betalingsservice, oftest 00001.
checklist-help-agreement = Skriv det inn når banken har svart.
checklist-help-trial = Les inn den første filen, eller prøv en referanse fra en giro.
checklist-help-verified = Når avtalen er registrert: se over alt og sett status til verifisert.
checklist-not-set = ikke satt: skriv det under [agreement] i innstillingsfilen
checklist-open = mangler
checklist-tried = ja

## Findings, refusals and actions
finding-account-not-registered = konto { $found } er ikke registrert i banken ennå, etter det status sier. Filen leses likevel; sett status når banken har svart.
finding-other-format = konto { $found }: kontoens betalinger kommer i et annet format, { $expected }. Ble begge lest, kom de samme pengene to ganger. Bytt format med fordring accounts format, eller på skjermen Konto og avtaler.
finding-other-format-some = konto { $found }: noen dager i filen hører til et annet format, { $expected }. Betalingene deres legges til side, så noen ser etter om pengene alt er her.
refusal-account-field = { $field } kan ikke være «{ $value }»: { $why }{ $range ->
    [none] .
   *[other] { " " }({ $range }).
  }
refusal-recipe-invalid = Masken «{ $recipe }» kan ikke leses: { $why }{ $place ->
    [0] .
   *[other] { " " }(plass { $place }).
  }
refusal-recipe-fits-none = Masken { $recipe } lager ingen av referansene som kontoen tar ({ $rules }){ $length ->
    [0] .
   *[other] : den lager { $length } siffer.
  } Endre den ene eller den andre.
refusal-reference-not-made = Ingen referanse kan lages for { $party } på konto { $account } med masken { $recipe }: { $why }. Gi fordringen en referanse, eller endre masken.
refusal-sample-fails = Referansen { $reference } er ingen som konto { $account } tar ({ $rules }): { $why }. Er den ekte, stemmer ikke avtalen slik den er fylt ut.
refusal-account-not-ready = Konto { $account } kan ikke være { $state } ennå. Det mangler: { $missing }. Fyll det inn (fordring accounts set) og prøv igjen.
refusal-account-unchanged = Konto { $account } er allerede slik. Ingenting ble endret.
refusal-format-overlaps = Betalinger til konto { $account } er lest inn i { $other } til og med { $last }. Bytt fra dagen etter, eller angre de filene først.
refusal-format-meanwhile = Noen leste nettopp inn kontoens første fil, i { $format }. Se på denne filen igjen.
input-recipe-party-digits = av { $found } kan ingen referanse lages med masken { $expected }: nummeret er ikke bare siffer. Skriv en referanse i tabellen.
input-recipe-party-room = av { $found } kan ingen referanse lages med masken { $expected }: nummeret er for langt. Skriv en referanse i tabellen.
usage-account-state = «{ $given }» er ingen status: draft, ordered, registered, tested eller verified.
cli-account-changed = Konto { $number } er endret.
action-references_set = referanser endret
action-state_moved = status endret
action-format_set = format satt
action-reference_tried = referanse prøvd
