# Bank files that come and go by themselves.

## The watched folder
exchange-report-accept = Som én kommando: fordring import { $codes } { $path }
watch-begins = Holder øje med { $folder }. Ctrl+C afslutter.
watch-ends = Afsluttet; intet er halvt gjort.
watch-moved =   { $name } ligger i { $path }
came-one = { $name } kom af sig selv: { $payments } betalinger, { $booked } bogført, { $settled } afregnet.
came-known = { $name } kom af sig selv, men var importeret før. Intet er gemt.
came-refused = { $name } kom af sig selv og blev afvist. Rapporten i refused/ siger hvorfor, og hvordan du går videre.
came-several = { $files } filer kom af sig selv: { $payments } betalinger er gemt, { $refused } filer er afvist.
came-delivered = { $count ->
    [one] { $names } er afleveret til banken.
   *[other] { $count } filer er afleveret til banken: { $names }.
}

## Set-up
exchange-way-hand = bæres i hånden
exchange-way-folder = i den overvågede mappe
exchange-way-sftp = med SFTP
exchange-server = { $server } · hentes fra: { $fetch } · afleveres til: { $deliver } · senest gjort: { $looked }
exchange-nothing = –
exchange-no-accounts = Der er ingen bankkonto endnu: fordring accounts add NUMMER
exchange-delivered = { $name }: afleveret for konto { $account }
exchange-round = Konto { $account }: { $came } filer hentet, { $known } kendt fra før, { $delivered } afleveret.
exchange-looked = { $folder }: { $count ->
    [one] én fil
   *[other] { $count } filer
}

## Refusals
refusal-no-watched-folder = Ingen mappe overvåges, og ingen konto bruger SFTP. Angiv en mappe med --folder, eller sæt exchange.folder i indstillingerne.
refusal-watched-elsewhere = { $folder } overvåges allerede, af en anden watch eller en åben konsol. Lad den gøre det, eller afslut den først.
refusal-exchange-no-account = { $wanted } er ikke en konto på stedet. fordring exchange list viser dem.
refusal-exchange-field = --{ $field } kan ikke være »{ $value }«: værter og brugere er almindelige bogstaver og cifre, nøglefiler er hele stier uden anførselstegn, og mindst en af --fetch og --deliver angiver en mappe.
refusal-exchange-no-server = Filer for konto { $number } kommer ikke med SFTP. Sæt det op: fordring exchange set { $number } --sftp BRUGER@VÆRT --key FIL --known-hosts FIL --fetch MAPPE
refusal-exchange-nobody = Ingen konto bruger SFTP. Sæt en op: Alt+Shift+A, kontoen, Hvordan filer kommer og går; eller fordring exchange set NUMMER --sftp BRUGER@VÆRT --key FIL --known-hosts FIL --fetch MAPPE
refusal-exchange-not-imported = Der kom ingen betalinger af denne fil: den gik ud, eller den blev afvist og ligger i refused/ med en rapport, der siger hvorfor.

## What went wrong at a server
exchange-fault-not-reached = { $host } (konto { $account }) kan ikke nås: { $detail }. Intet er tabt; det, der er begyndt, fortsættes næste gang.
exchange-fault-too-slow = { $host } (konto { $account }) blev ikke færdig på { $detail } s. Det, der er begyndt, fortsættes næste gang.
exchange-fault-host-key-changed = { $host } viser en anden værtsnøgle end før: { $detail }. Det kan være en anden. Intet er sendt. Spørg banken om fingeraftrykket på en anden måde; kun hvis det er det samme, skift nøglen i { $known_hosts }.
exchange-fault-host-key-unknown = Værtsnøglen for { $host } står ikke i { $known_hosts }. Hent den: ssh-keyscan -p { $port } { $host } > FIL, vis den: ssh-keygen -lf FIL, og brug kun FIL, hvis banken oplyser samme fingeraftryk.
exchange-fault-login-refused = { $host } lukker ikke { $user } ind: { $detail }. Har banken fået den offentlige nøgle, der hører til vores nøglefil?
exchange-fault-key-file = Nøglefilen for konto { $account } kan ikke bruges: { $detail }. Den skal findes, uden adgangsfrase, og kun ejeren må kunne læse den (chmod 600).
exchange-fault-no-program = { $detail } er ikke installeret. Installér OpenSSH-klienten (openssh-client), og prøv igen.
exchange-fault-not-there = { $host } har ingen { $detail }. Kontrollér mapperne for konto { $account }: fordring exchange list
exchange-fault-denied = { $host } giver ikke { $user } adgang til { $detail }. Bed banken om adgang.
exchange-fault-in-the-way = { $detail } findes allerede og overskrives ikke. Se, hvad det er, og flyt det, hvis det ikke skal være der.
exchange-fault-unsafe-name = »{ $detail }« er et navn, der ikke sikkert kan spørges efter (anførselstegn, jokertegn eller styretegn). Bed banken kalde det noget andet, eller bær filen i hånden.
exchange-fault-too-many = { $folder } hos { $host } har flere filer, end der kan være. Er det den rigtige mappe?
exchange-fault-too-large = { $detail } hos { $host } er større, end nogen bankfil må være. Den er ikke hentet.
exchange-fault-length = { $detail }: { $found } byte kom frem, { $expected } var ventet. Den tages på ny næste gang.
exchange-fault-no-room = Der er ikke plads på disken til det, der kommer fra { $host } (konto { $account }): { $detail }. Intet er tabt; gør plads, så fortsættes der næste gang.
exchange-fault-stopped = Stoppet; { $host } fortsættes næste gang.
exchange-fault-other = { $host } (konto { $account }): { $detail }

## The change log
action-exchange_set = filudveksling sat op
action-exchange_begun = overførsel begyndt
action-exchange_failed = overførsel mislykket
action-exchange_imported = importeret
action-fetched = hentet
action-delivered = afleveret
record-exchange = overførsel

## The list
screen-exchanged = Filudveksling
empty-exchanged = Ingen fil er kommet eller gået med SFTP endnu. Sæt en konto op: Alt+Shift+A, kontoen, Hvordan filer kommer og går. F3 henter og afleverer nu.
count-exchanged = { $count } { $number ->
    [one] fil
   *[other] filer
}
column-exchanged-id = Id
column-exchanged-at = Tid
column-exchanged-account = Konto
column-exchanged-direction = Retning
column-exchanged-name = Fil
column-exchanged-state = Status
column-exchanged-length = Byte
column-exchanged-detail = Detalje
column-exchanged-file = Bankfil
column-exchanged-modified = Skrevet
column-exchanged-sha256 = SHA-256
column-exchanged-operator = Af
view-exchanged-all = Alle
view-exchanged-fetched = Hentet
view-exchanged-delivered = Afleveret
view-exchanged-unfinished = Ufærdige
exchange-direction-fetched = hentet
exchange-direction-delivered = afleveret
exchange-state-begun = begyndt
exchange-state-done = færdig
exchange-state-failed = mislykket

## Set up and asked for on the screen
command-exchange-now = Hent og aflever nu
says-exchange-set = Hvem der logger ind med SFTP: nøglefilen uden adgangskode og kun læsbar for dig; filen med serverens nøgler, kontrolleret mod det banken oplyser. Lad en mappe stå tom for ikke at hente eller aflevere.
exchange-asked = Henter og afleverer med SFTP …
exchange-nothing-new = { $known ->
    [0] Intet nyt i banken og intet at aflevere.
    [one] Intet nyt i banken og intet at aflevere; én fil dér er hentet før.
   *[other] Intet nyt i banken og intet at aflevere; { $known } filer dér er hentet før.
}
exchange-set-told = Filer for konto { $number } nu: { $way }.
server-address = BRUGER@VÆRT[:PORT]
server-key-file = Vores nøglefil
server-host-keys = Serverens nøgler (fil)
server-fetch-from = Hentes fra mappe
server-deliver-to = Afleveres til mappe
server-missing = Ingen server er sat op: Enter her
server-folders = hentes fra { $fetch } · afleveres til { $deliver }
server-last = sidst gjort { $looked }
