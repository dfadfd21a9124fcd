### Bank accounts: how they are set up, what the bank's form is filled with

## The list of bank accounts
screen-accounts = Konti og aftaler
count-accounts = { $count } { $number ->
    [one] konto
   *[other] konti
  }
empty-accounts = Ingen bankkonti endnu. F3 tilføjer den første.
view-accounts-all = Alle
view-accounts-unfinished = Ikke verificeret
column-accounts-number = Konto
column-accounts-name = Navn
column-accounts-state = Status
column-accounts-references = Referencer
column-accounts-format = Format
column-accounts-bank = Bank
column-accounts-agreement = Aftale
column-accounts-recipe = Maske
column-accounts-unit_id = Enhed
column-accounts-creditor = Kreditor
column-accounts-exchange = Filer
column-accounts-ledger = Bogføres
scope-accounts = listen over bankkonti
scope-account = bankkonto
command-account-add = Ny konto
command-account-edit = Ret
command-account-state = Status
command-account-format = Skift format
command-account-try = Prøv reference
command-account-next_tab = Næste fane

## How far the set-up has come
account-state-draft = kladde
account-state-ordered = bestilt
account-state-registered = registreret
account-state-tested = prøvet
account-state-verified = verificeret
account-exchange-hand = i hånden, i netbanken
account-exchange-folder = gennem en mappe
account-exchange-sftp = krypteret filoverførsel
account-periodicity-daily = dagligt, alt på en gang
account-periodicity-settlements = efter hver afregning, flere gange om dagen
account-periodicity-weekly = hver uge
account-periodicity-monthly = hver måned
account-rejects-yes = ja, banken afviser dem
account-rejects-no = nej, de kommer uden reference

## Fields of an account
account-group-account = Kontoen
account-group-references = Referencer
account-group-agreement = Aftale
account-group-exchange = Filer
account-group-state = Status
account-field-name = Navn
account-field-bank = Bank
account-field-bic = BIC
account-field-references-no = KID: længder og modulus
account-field-references-se = OCR-nummer
account-field-references-dk = FIK-kortart og kreditor
account-field-recipe = Sådan laves referencer (maske)
account-field-agreement-no = OCR-aftalens nummer
account-field-agreement-se = OCR-aftale
account-field-agreement-dk = Aftale med banken
account-field-unit-id-no = Kundeenheds-id
account-field-unit-id-se = Kundenummer hos Bankgirot
account-field-unit-id-dk = Dataleverandør (CVR)
account-field-rejects = Afvis betalinger uden reference
account-field-periodicity = Hvor tit filer kommer
account-field-creditor-no = Kreditor
account-field-creditor-se = Bankgiro til Autogiro
account-field-creditor-dk = PBS-nummer (kreditor)
account-field-debtor-group = Debitorgruppe
account-field-system = Delsystem
account-field-remittance = Aftale om udbetalinger
account-field-exchange = Hvordan filer kommer og går
account-help-name = Hvad I kalder kontoen; det står i lister og på skærmen.
account-help-bank = Banken der har kontoen.
account-help-bic = Bankens BIC, 8 eller 11 tegn; skal bruges til udbetalinger i ISO 20022.
account-help-references = Med komma imellem: mod10:11, mod11:9 (Norge, længden med kontrolciffer), ocr, ocr-length (Sverige), fik71:KREDITOR, fik75:KREDITOR (Danmark).
account-help-recipe = m medlemsnummer, c fordringsnummer, t slags, r løbenummer, cifre som de er, l længdeciffer, # kontrolciffer modulus 10, % modulus 11. Tomt: fordringens nummer.
account-help-agreement = Det nummer banken gav aftalen om referencer.
account-help-unit-id = Hvem vi er i filerne. Tomt: det der står i indstillingsfilen.
account-help-rejects = Den der skriver en besked i stedet for en reference, får en fejl i sin netbank. Tillades det, må nogen placere betalingen i hånden.
account-help-periodicity = Dagligt, alt på en gang, er lettest at afstemme.
account-help-creditor = Nummeret der trækkes med; filer der nævner det, hører til kontoen.
account-help-debtor-group = Fem cifre; den gruppe hos kreditoren der hører til kontoen.
account-help-system = Tre tegn, aftalt med Betalingsservice; tomt: BS1, det sædvanlige.
account-help-remittance = Det nummer aftalen om udbetalinger har i banken.
account-help-exchange = Automatisk hentning kræver at banken ved at filen hentes krypteret og ikke i netbanken.
account-help-format = Ét format ad gangen for kontoens betalinger, så de samme penge aldrig kommer to gange. Skiftet gælder fra den dag betalinger bogføres.
account-help-state = Fra bestilt til verificeret. Et skridt tilbage går altid; fremad kun når intet mangler.

## Around the set-up
account-fault-digits = her står cifre
account-fault-bic = en BIC har 8 eller 11 tegn: bank, land, sted og filial
account-fault-system = delsystemet er tre bogstaver eller cifre, for eksempel BS1
account-fault-bankgiro = det er ikke et bankgironummer
account-fault-not-here = konti i dette land har ikke sådan et felt
account-fault-too-long = teksten er for lang
account-fault-word = det er ikke et af de ord der kan stå der
account-missing-references = hvilke referencer kontoen tager
account-missing-bank = banken
account-missing-agreement = aftalens nummer
account-missing-unit-id = kundeenheds-id
account-missing-trial = en indlæst fil eller en prøvet rigtig reference
account-next-ready = Næste skridt: { $state }. Intet mangler.
account-next-missing = Næste skridt: { $state }. Der mangler: { $missing }.
account-format = Betalinger kommer i
account-format-from = { $format } fra { $from }
account-from = Fra og med
account-from-missing = Skriv den første dag det gælder, for eksempel 2026-11-01.
account-example = Eksempel:
account-choose = Vælg
account-mask = Egen maske
account-own-mask = egen maske, som skrives nedenfor
account-value = Ny værdi
account-sample = Reference
account-sample-passes = Referencen { $reference } er en som kontoen tager.
account-sample-other-recipe = Den er ikke lavet sådan som kontoen laver sine referencer.
account-to-be-tested = Referencerne er ændret: kontoen er tilbage på registreret og skal prøves igen.
account-edit-where = Ret på fanen Opsætning (Tab).
account-status = Bogføres på konto { $ledger }
account-tab-set-up = Opsætning
account-tab-checklist = Bankens skema
says-account-add = Nummeret kontrolleres. Med referencer regnes kontoen som registreret i banken, uden er den en kladde.
says-account-try = En rigtig reference, fra et girokort eller en betaling: viser at længde og kontrolciffer passer.

## Recipes of references
recipe-member = medlemsnummer
recipe-claim = fordringsnummer
recipe-kind = slags
recipe-running = løbenummer
recipe-digits = { $part } { $digits }
recipe-as-is = { $part } som det er
recipe-length-digit = længdeciffer
recipe-check-10 = kontrolciffer mod 10
recipe-check-11 = kontrolciffer mod 11
recipe-recommended = anbefales
recipe-fault-unknown = der står noget andet end m, c, t, r, l, et ciffer, eller # eller % til sidst
recipe-fault-twice = det samme nummer står to steder
recipe-fault-plus = + står én gang, bag et enkelt m, c eller r
recipe-fault-no-check = kontrolcifferet mangler: # eller % til sidst
recipe-fault-bad-length = en reference har 2 til 25 cifre
recipe-fault-nothing-runs = uden c eller r får to fordringer samme reference
recipe-fault-runs-for-nobody = r tæller referencer for et medlem, så m skal også stå der
recipe-fault-mod11-needs-running = % behøver r: hvert ellevte nummer mangler kontrolciffer og springes over
recipe-fault-bad-kind = efter ; står for eksempel dues=01,order=02 med lige så mange cifre som t
reference-fault-unreadable = den er ikke kun cifre
reference-fault-wrong-length = den har ikke det rigtige antal cifre
reference-fault-all-zero = den er kun nuller
reference-fault-wrong-check = kontrolcifferet passer ikke
reference-fault-wrong-length-digit = længdecifferet passer ikke
reference-fault-none-agreed = kontoen tager ingen referencer endnu
reference-why-party-digits = nummeret er ikke kun cifre
reference-why-party-room = nummeret har flere cifre end masken har plads til
reference-why-claim-room = fordringens nummer har flere cifre end masken har plads til
reference-why-used-up = alle løbenumre er brugt
reference-why-fits-none = det bliver ikke en reference som kontoen tager

## The bank's form
checklist-own-account = En egen konto til kontingent
checklist-account = Kontonummer
checklist-email = E-mail for filer
checklist-receipt-email = E-mail når tjenesten er aktiveret
checklist-software = Program fra programleverandør
checklist-trial = En fil eller en rigtig reference prøvet
checklist-verified = Verificeret
checklist-help-own-account = Lettere at afstemme med regnskabet end når alt går ind på samme konto.
checklist-help-recipe = Medlemsnummer + 5 cifre, modulus 10, mindst 9 cifre. Prøv en rigtig reference.
checklist-help-account = Kontoen pengene går ind på.
checklist-help-bank = Bankerne gør det forskelligt: tal med rådgiveren først.
checklist-help-references = Banken afviser siden det der ikke passer.
checklist-help-rejects = Anbefales: ja. Ellers må nogen placere sådanne betalinger i hånden.
checklist-help-unit-id = Den som filerne er til. Det er jeres egen eller programleverandørens.
checklist-help-periodicity = Anbefales: dagligt, alt på en gang.
checklist-help-email = Driftens adresse: dertil skriver banken om filer.
checklist-help-receipt-email = Samme adresse: der kvitteringen kommer.
checklist-help-software = Sæt kryds ved det på skemaet: program, leverandør og hvem man spørger der.
checklist-help-exchange = I hånden går an; krypteret filoverførsel henter af sig selv.
checklist-help-creditor = Skal bruges for at trække penge.
checklist-help-debtor-group = Mindst én findes hos Betalingsservice, oftest 00001.
checklist-help-agreement = Skriv det ind når banken har svaret.
checklist-help-trial = Indlæs den første fil, eller prøv en reference fra et girokort.
checklist-help-verified = Når aftalen er registreret: se det hele efter og sæt status til verificeret.
checklist-not-set = ikke sat: skriv det under [agreement] i indstillingsfilen
checklist-open = mangler
checklist-tried = ja

## Findings, refusals and actions
finding-account-not-registered = konto { $found } er ikke registreret i banken endnu, efter hvad dens status siger. Filen læses alligevel; sæt status når banken har svaret.
finding-other-format = konto { $found }: kontoens betalinger kommer i et andet format, { $expected }. Blev begge læst, kom de samme penge to gange. Skift format med fordring accounts format, eller på skærmen Konti og aftaler.
finding-other-format-some = konto { $found }: nogle dage i filen hører til et andet format, { $expected }. Deres betalinger lægges til side, så nogen ser efter om pengene allerede er her.
refusal-account-field = { $field } kan ikke være ”{ $value }”: { $why }{ $range ->
    [none] .
   *[other] { " " }({ $range }).
  }
refusal-recipe-invalid = Masken ”{ $recipe }” kan ikke læses: { $why }{ $place ->
    [0] .
   *[other] { " " }(plads { $place }).
  }
refusal-recipe-fits-none = Masken { $recipe } laver ingen af de referencer som kontoen tager ({ $rules }){ $length ->
    [0] .
   *[other] : den laver { $length } cifre.
  } Ret den ene eller den anden.
refusal-reference-not-made = Der kan ikke laves en reference for { $party } på konto { $account } med masken { $recipe }: { $why }. Giv fordringen en reference, eller ret masken.
refusal-sample-fails = Referencen { $reference } er ingen som konto { $account } tager ({ $rules }): { $why }. Er den rigtig, passer aftalen ikke som den er udfyldt.
refusal-account-not-ready = Konto { $account } kan ikke være { $state } endnu. Der mangler: { $missing }. Udfyld det (fordring accounts set) og prøv igen.
refusal-account-unchanged = Konto { $account } er allerede sådan. Intet blev ændret.
refusal-format-overlaps = Betalinger til konto { $account } er indlæst i { $other } til og med { $last }. Skift fra dagen efter, eller fortryd de filer først.
refusal-format-meanwhile = Nogen indlæste netop kontoens første fil, i { $format }. Se på denne fil igen.
input-recipe-party-digits = af { $found } kan der ikke laves en reference med masken { $expected }: nummeret er ikke kun cifre. Skriv en reference i tabellen.
input-recipe-party-room = af { $found } kan der ikke laves en reference med masken { $expected }: nummeret er for langt. Skriv en reference i tabellen.
usage-account-state = ”{ $given }” er ingen status: draft, ordered, registered, tested eller verified.
cli-account-changed = Konto { $number } er ændret.
action-references_set = referencer ændret
action-state_moved = status ændret
action-format_set = format sat
action-reference_tried = reference prøvet
