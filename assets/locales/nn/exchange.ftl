# Bank files that come and go by themselves.

## The watched folder
exchange-report-accept = Som éin kommando: fordring import { $codes } { $path }
watch-begins = Følgjer med på { $folder }. Ctrl+C avsluttar.
watch-ends = Avslutta; ingenting er halvgjort.
watch-moved =   { $name } ligg i { $path }
came-one = { $name } kom av seg sjølv: { $payments } betalingar, { $booked } bokført, { $settled } oppgjorde.
came-known = { $name } kom av seg sjølv, men var importert før. Ingenting er lagra.
came-refused = { $name } kom av seg sjølv og vart avvist. Rapporten i refused/ seier kvifor, og korleis du går vidare.
came-several = { $files } filer kom av seg sjølv: { $payments } betalingar er lagra, { $refused } filer er avviste.
came-delivered = { $count ->
    [one] { $names } er levert til banken.
   *[other] { $count } filer er leverte til banken: { $names }.
}

## Set-up
exchange-way-hand = vert bore for hand
exchange-way-folder = i mappa som vert følgd med på
exchange-way-sftp = med SFTP
exchange-server = { $server } · vert henta frå: { $fetch } · vert levert til: { $deliver } · sist gjort: { $looked }
exchange-nothing = –
exchange-no-accounts = Det er ingen bankkonto enno: fordring accounts add NUMMER
exchange-delivered = { $name }: levert for konto { $account }
exchange-round = Konto { $account }: { $came } filer henta, { $known } kjende frå før, { $delivered } leverte.
exchange-looked = { $folder }: { $count ->
    [one] éi fil
   *[other] { $count } filer
}

## Refusals
refusal-no-watched-folder = Inga mappe vert følgd med på, og ingen konto bruker SFTP. Nemn ei mappe med --folder, eller set exchange.folder i innstillingane.
refusal-watched-elsewhere = { $folder } vert alt følgd med på, av ein annan watch eller ein open konsoll. Lat den gjere det, eller avslutt den først.
refusal-exchange-no-account = { $wanted } er ikkje ein konto på staden. fordring exchange list viser dei.
refusal-exchange-field = --{ $field } kan ikkje vere «{ $value }»: vertar og brukarar er vanlege bokstavar og siffer, nøkkelfiler er heile stiar utan hermeteikn, og minst éin av --fetch og --deliver nemner ei mappe.
refusal-exchange-no-server = Filer for konto { $number } kjem ikkje med SFTP. Set det opp: fordring exchange set { $number } --sftp BRUKAR@VERT --key FIL --known-hosts FIL --fetch MAPPE
refusal-exchange-nobody = Ingen konto bruker SFTP. Set opp ein: Alt+Shift+A, kontoen, Korleis filer kjem og går; eller fordring exchange set NUMMER --sftp BRUKAR@VERT --key FIL --known-hosts FIL --fetch MAPPE
refusal-exchange-not-imported = Det kom ingen betalingar av denne fila: ho gjekk ut, eller ho vart avvist og ligg i refused/ med ein rapport som seier kvifor.

## What went wrong at a server
exchange-fault-not-reached = { $host } (konto { $account }) kan ikkje nåast: { $detail }. Ingenting er tapt; det som er påbyrja, held fram neste gong.
exchange-fault-too-slow = { $host } (konto { $account }) vart ikkje ferdig på { $detail } s. Det som er påbyrja, held fram neste gong.
exchange-fault-host-key-changed = { $host } viser ein annan vertsnøkkel enn før: { $detail }. Det kan vere nokon andre. Ingenting er sendt. Spør banken om fingeravtrykket på ein annan måte; berre om det er det same, byt nøkkelen i { $known_hosts }.
exchange-fault-host-key-unknown = Vertsnøkkelen til { $host } står ikkje i { $known_hosts }. Hent han: ssh-keyscan -p { $port } { $host } > FIL, vis han: ssh-keygen -lf FIL, og bruk FIL berre om banken oppgjev same fingeravtrykk.
exchange-fault-login-refused = { $host } slepp ikkje inn { $user }: { $detail }. Har banken fått den offentlege nøkkelen som høyrer til nøkkelfila vår?
exchange-fault-key-file = Nøkkelfila for konto { $account } kan ikkje brukast: { $detail }. Ho må finnast, utan passfrase, og berre eigaren må kunne lese ho (chmod 600).
exchange-fault-no-program = { $detail } er ikkje installert. Installer OpenSSH-klienten (openssh-client), og prøv igjen.
exchange-fault-not-there = { $host } har ingen { $detail }. Sjekk mappene for konto { $account }: fordring exchange list
exchange-fault-denied = { $host } gjev ikkje { $user } tilgang til { $detail }. Be banken om tilgang.
exchange-fault-in-the-way = { $detail } finst alt, og vert ikkje skrive over. Sjå kva det er, og flytt det bort om det ikkje skal vere der.
exchange-fault-unsafe-name = «{ $detail }» er eit namn som ikkje trygt kan spørjast etter (hermeteikn, jokerteikn eller styreteikn). Be banken kalle det noko anna, eller ber fila for hand.
exchange-fault-too-many = { $folder } hos { $host } har fleire filer enn det kan vere. Er det rett mappe?
exchange-fault-too-large = { $detail } hos { $host } er større enn noka bankfil kan vere. Ho er ikkje henta.
exchange-fault-length = { $detail }: { $found } byte kom fram, { $expected } var venta. Ho vert teken på nytt neste gong.
exchange-fault-no-room = Det er ikkje plass på disken til det som kjem frå { $host } (konto { $account }): { $detail }. Ingenting er tapt; frigjer plass, så held det fram neste gong.
exchange-fault-stopped = Stoppa; { $host } held fram neste gong.
exchange-fault-other = { $host } (konto { $account }): { $detail }

## The change log
action-exchange_set = filutveksling sett opp
action-exchange_begun = overføring byrja
action-exchange_failed = overføring mislukkast
action-exchange_imported = importert
action-fetched = henta
action-delivered = levert
record-exchange = overføring

## The list
screen-exchanged = Filutveksling
empty-exchanged = Inga fil har kome eller gått med SFTP enno. Set opp ein konto: Alt+Shift+A, kontoen, Korleis filer kjem og går. F3 hentar og leverer no.
count-exchanged = { $count } { $number ->
    [one] fil
   *[other] filer
}
column-exchanged-id = Id
column-exchanged-at = Tid
column-exchanged-account = Konto
column-exchanged-direction = Veg
column-exchanged-name = Fil
column-exchanged-state = Status
column-exchanged-length = Byte
column-exchanged-detail = Detalj
column-exchanged-file = Bankfil
column-exchanged-modified = Skriven
column-exchanged-sha256 = SHA-256
column-exchanged-operator = Av
view-exchanged-all = Alle
view-exchanged-fetched = Henta
view-exchanged-delivered = Leverte
view-exchanged-unfinished = Uferdige
exchange-direction-fetched = henta
exchange-direction-delivered = levert
exchange-state-begun = byrja
exchange-state-done = ferdig
exchange-state-failed = mislukkast

## Set up and asked for on the screen
command-exchange-now = Hent og lever no
says-exchange-set = Kven som loggar inn med SFTP: nøkkelfila utan passord og lesbar berre for deg; fila med nøklane til tenaren, kontrollert mot det banken oppgir. Lat ei mappe stå tom for ikkje å hente eller levere.
exchange-asked = Hentar og leverer med SFTP …
exchange-nothing-new = { $known ->
    [0] Ikkje noko nytt i banken, og ingenting å levere.
    [one] Ikkje noko nytt i banken, og ingenting å levere; éi fil der er henta før.
   *[other] Ikkje noko nytt i banken, og ingenting å levere; { $known } filer der er henta før.
}
exchange-set-told = Filer for konto { $number } no: { $way }.
server-address = BRUKAR@VERT[:PORT]
server-key-file = Nøkkelfila vår
server-host-keys = Nøklane til tenaren
server-fetch-from = Blir henta frå mappe
server-deliver-to = Blir levert til mappe
server-missing = Ingen tenar er sett opp: Enter her
server-folders = henta frå { $fetch } · levert til { $deliver }
server-last = sist gjort { $looked }
