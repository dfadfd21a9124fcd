# Bank files that come and go by themselves.

## The watched folder
exchange-report-accept = Som én kommando: fordring import { $codes } { $path }
watch-begins = Følger med på { $folder }. Ctrl+C avslutter.
watch-ends = Avsluttet; ingenting er halvgjort.
watch-moved =   { $name } ligger i { $path }
came-one = { $name } kom av seg selv: { $payments } betalinger, { $booked } bokført, { $settled } oppgjort.
came-known = { $name } kom av seg selv, men var importert før. Ingenting er lagret.
came-refused = { $name } kom av seg selv og ble avvist. Rapporten i refused/ sier hvorfor, og hvordan du går videre.
came-several = { $files } filer kom av seg selv: { $payments } betalinger er lagret, { $refused } filer er avvist.
came-delivered = { $count ->
    [one] { $names } er levert til banken.
   *[other] { $count } filer er levert til banken: { $names }.
}

## Set-up
exchange-way-hand = bæres for hånd
exchange-way-folder = i mappen som følges med på
exchange-way-sftp = med SFTP
exchange-server = { $server } · hentes fra: { $fetch } · leveres til: { $deliver } · sist gjort: { $looked }
exchange-nothing = –
exchange-no-accounts = Det er ingen bankkonto ennå: fordring accounts add NUMMER
exchange-delivered = { $name }: levert for konto { $account }
exchange-round = Konto { $account }: { $came } filer hentet, { $known } kjent fra før, { $delivered } levert.
exchange-looked = { $folder }: { $count ->
    [one] én fil
   *[other] { $count } filer
}

## Refusals
refusal-no-watched-folder = Ingen mappe følges med på, og ingen konto bruker SFTP. Nevn en mappe med --folder, eller sett exchange.folder i innstillingene.
refusal-watched-elsewhere = { $folder } følges allerede med på, av en annen watch eller en åpen konsoll. La den gjøre det, eller avslutt den først.
refusal-exchange-no-account = { $wanted } er ikke en konto på stedet. fordring exchange list viser dem.
refusal-exchange-field = --{ $field } kan ikke være «{ $value }»: verter og brukere er vanlige bokstaver og sifre, nøkkelfiler er hele stier uten anførselstegn, og minst én av --fetch og --deliver nevner en mappe.
refusal-exchange-no-server = Filer for konto { $number } kommer ikke med SFTP. Sett det opp: fordring exchange set { $number } --sftp BRUKER@VERT --key FIL --known-hosts FIL --fetch MAPPE
refusal-exchange-nobody = Ingen konto bruker SFTP. Sett opp en: Alt+Shift+A, kontoen, Hvordan filer kommer og går; eller fordring exchange set NUMMER --sftp BRUKER@VERT --key FIL --known-hosts FIL --fetch MAPPE
refusal-exchange-not-imported = Det kom ingen betalinger av denne filen: den gikk ut, eller den ble avvist og ligger i refused/ med en rapport som sier hvorfor.

## What went wrong at a server
exchange-fault-not-reached = { $host } (konto { $account }) kan ikke nås: { $detail }. Ingenting er tapt; det som er påbegynt, fortsettes neste gang.
exchange-fault-too-slow = { $host } (konto { $account }) ble ikke ferdig på { $detail } s. Det som er påbegynt, fortsettes neste gang.
exchange-fault-host-key-changed = { $host } viser en annen vertsnøkkel enn før: { $detail }. Det kan være noen andre. Ingenting er sendt. Spør banken om fingeravtrykket på en annen måte; bare hvis det er det samme, bytt nøkkelen i { $known_hosts }.
exchange-fault-host-key-unknown = Vertsnøkkelen til { $host } står ikke i { $known_hosts }. Hent den: ssh-keyscan -p { $port } { $host } > FIL, vis den: ssh-keygen -lf FIL, og bruk FIL bare hvis banken oppgir samme fingeravtrykk.
exchange-fault-login-refused = { $host } slipper ikke inn { $user }: { $detail }. Har banken fått den offentlige nøkkelen som hører til nøkkelfilen vår?
exchange-fault-key-file = Nøkkelfilen for konto { $account } kan ikke brukes: { $detail }. Den må finnes, uten passfrase, og bare eieren må kunne lese den (chmod 600).
exchange-fault-no-program = { $detail } er ikke installert. Installer OpenSSH-klienten (openssh-client), og prøv igjen.
exchange-fault-not-there = { $host } har ingen { $detail }. Sjekk mappene for konto { $account }: fordring exchange list
exchange-fault-denied = { $host } gir ikke { $user } tilgang til { $detail }. Be banken om tilgang.
exchange-fault-in-the-way = { $detail } finnes allerede, og skrives ikke over. Se hva det er, og flytt det bort hvis det ikke skal være der.
exchange-fault-unsafe-name = «{ $detail }» er et navn som ikke trygt kan spørres etter (anførselstegn, jokertegn eller styretegn). Be banken kalle det noe annet, eller bær filen for hånd.
exchange-fault-too-many = { $folder } hos { $host } har flere filer enn det kan være. Er det riktig mappe?
exchange-fault-too-large = { $detail } hos { $host } er større enn noen bankfil kan være. Den er ikke hentet.
exchange-fault-length = { $detail }: { $found } byte kom fram, { $expected } var ventet. Den tas på nytt neste gang.
exchange-fault-no-room = Det er ikke plass på disken til det som kommer fra { $host } (konto { $account }): { $detail }. Ingenting er tapt; frigjør plass, så fortsetter det neste gang.
exchange-fault-stopped = Stoppet; { $host } fortsettes neste gang.
exchange-fault-other = { $host } (konto { $account }): { $detail }

## The change log
action-exchange_set = filutveksling satt opp
action-exchange_begun = overføring begynt
action-exchange_failed = overføring mislyktes
action-exchange_imported = importert
action-fetched = hentet
action-delivered = levert
record-exchange = overføring

## The list
screen-exchanged = Filutveksling
empty-exchanged = Ingen fil har kommet eller gått med SFTP ennå. Sett opp en konto: Alt+Shift+A, kontoen, Hvordan filer kommer og går. F3 henter og leverer nå.
count-exchanged = { $count } { $number ->
    [one] fil
   *[other] filer
}
column-exchanged-id = Id
column-exchanged-at = Tid
column-exchanged-account = Konto
column-exchanged-direction = Vei
column-exchanged-name = Fil
column-exchanged-state = Status
column-exchanged-length = Byte
column-exchanged-detail = Detalj
column-exchanged-file = Bankfil
column-exchanged-modified = Skrevet
column-exchanged-sha256 = SHA-256
column-exchanged-operator = Av
view-exchanged-all = Alle
view-exchanged-fetched = Hentet
view-exchanged-delivered = Levert
view-exchanged-unfinished = Uferdige
exchange-direction-fetched = hentet
exchange-direction-delivered = levert
exchange-state-begun = begynt
exchange-state-done = ferdig
exchange-state-failed = mislyktes

## Set up and asked for on the screen
command-exchange-now = Hent og lever nå
says-exchange-set = Hvem som logger inn med SFTP: nøkkelfilen uten passord og lesbar bare for deg; filen med serverens nøkler, sjekket mot det banken oppgir. La en mappe stå tom for ikke å hente eller levere.
exchange-asked = Henter og leverer med SFTP …
exchange-nothing-new = { $known ->
    [0] Ikke noe nytt i banken, og ingenting å levere.
    [one] Ikke noe nytt i banken, og ingenting å levere; én fil der er hentet før.
   *[other] Ikke noe nytt i banken, og ingenting å levere; { $known } filer der er hentet før.
}
exchange-set-told = Filer for konto { $number } nå: { $way }.
server-address = BRUKER@VERT[:PORT]
server-key-file = Nøkkelfilen vår
server-host-keys = Serverens nøkler (fil)
server-fetch-from = Hentes fra mappe
server-deliver-to = Leveres til mappe
server-missing = Ingen server er satt opp: Enter her
server-folders = hentes fra { $fetch } · leveres til { $deliver }
server-last = sist gjort { $looked }
