# Bank files that come and go by themselves.

## The watched folder
exchange-report-accept = Som ett kommando: fordring import { $codes } { $path }
watch-begins = Bevakar { $folder }. Ctrl+C avslutar.
watch-ends = Avslutat; inget är halvgjort.
watch-moved =   { $name } ligger i { $path }
came-one = { $name } kom av sig själv: { $payments } betalningar, { $booked } bokfört, { $settled } reglerade.
came-known = { $name } kom av sig själv, men hade redan importerats. Inget har sparats.
came-refused = { $name } kom av sig själv och avvisades. Rapporten i refused/ säger varför, och hur du går vidare.
came-several = { $files } filer kom av sig själva: { $payments } betalningar har sparats, { $refused } filer har avvisats.
came-delivered = { $count ->
    [one] { $names } har lämnats till banken.
   *[other] { $count } filer har lämnats till banken: { $names }.
}

## Set-up
exchange-way-hand = bärs för hand
exchange-way-folder = i den bevakade mappen
exchange-way-sftp = med SFTP
exchange-server = { $server } · hämtas från: { $fetch } · lämnas till: { $deliver } · senast gjort: { $looked }
exchange-nothing = –
exchange-no-accounts = Det finns inget bankkonto än: fordring accounts add NUMMER
exchange-delivered = { $name }: lämnad för konto { $account }
exchange-round = Konto { $account }: { $came } filer hämtade, { $known } kända sedan tidigare, { $delivered } lämnade.
exchange-looked = { $folder }: { $count ->
    [one] en fil
   *[other] { $count } filer
}

## Refusals
refusal-no-watched-folder = Ingen mapp bevakas och inget konto använder SFTP. Ange en mapp med --folder, eller exchange.folder i inställningarna.
refusal-watched-elsewhere = { $folder } bevakas redan, av en annan watch eller en öppen konsol. Låt den göra det, eller avsluta den först.
refusal-exchange-no-account = { $wanted } är inget konto på stället. fordring exchange list visar dem.
refusal-exchange-field = --{ $field } kan inte vara ”{ $value }”: värdar och användare är vanliga bokstäver och siffror, nyckelfiler är hela sökvägar utan citattecken, och minst en av --fetch och --deliver anger en mapp.
refusal-exchange-no-server = Filer för konto { $number } kommer inte med SFTP. Ställ in det: fordring exchange set { $number } --sftp ANVÄNDARE@VÄRD --key FIL --known-hosts FIL --fetch MAPP
refusal-exchange-nobody = Inget konto använder SFTP. Ställ in ett: Alt+Shift+A, kontot, Hur filer kommer och går; eller fordring exchange set NUMMER --sftp ANVÄNDARE@VÄRD --key FIL --known-hosts FIL --fetch MAPP
refusal-exchange-not-imported = Det blev inga betalningar av den här filen: den gick ut, eller så avvisades den och ligger i refused/ med en rapport som säger varför.

## What went wrong at a server
exchange-fault-not-reached = { $host } (konto { $account }) går inte att nå: { $detail }. Inget är förlorat; det som påbörjats fortsätter nästa gång.
exchange-fault-too-slow = { $host } (konto { $account }) blev inte klar på { $detail } s. Det som påbörjats fortsätter nästa gång.
exchange-fault-host-key-changed = { $host } visar en annan värdnyckel än förut: { $detail }. Det kan vara någon annan. Inget har skickats. Fråga banken om fingeravtrycket på ett annat sätt; byt nyckeln i { $known_hosts } bara om det är detsamma.
exchange-fault-host-key-unknown = Värdnyckeln för { $host } står inte i { $known_hosts }. Hämta den: ssh-keyscan -p { $port } { $host } > FIL, visa den: ssh-keygen -lf FIL, och använd FIL bara om banken uppger samma fingeravtryck.
exchange-fault-login-refused = { $host } släpper inte in { $user }: { $detail }. Har banken fått den öppna nyckel som hör till vår nyckelfil?
exchange-fault-key-file = Nyckelfilen för konto { $account } går inte att använda: { $detail }. Den måste finnas, utan lösenfras, och bara ägaren får kunna läsa den (chmod 600).
exchange-fault-no-program = { $detail } är inte installerat. Installera OpenSSH-klienten (openssh-client) och försök igen.
exchange-fault-not-there = { $host } har ingen { $detail }. Kontrollera mapparna för konto { $account }: fordring exchange list
exchange-fault-denied = { $host } ger inte { $user } tillgång till { $detail }. Be banken om tillgång.
exchange-fault-in-the-way = { $detail } finns redan och skrivs inte över. Se efter vad det är, och flytta undan det om det inte ska vara där.
exchange-fault-unsafe-name = ”{ $detail }” är ett namn som inte säkert kan frågas efter (citattecken, jokertecken eller styrtecken). Be banken kalla det något annat, eller bär filen för hand.
exchange-fault-too-many = { $folder } hos { $host } har fler filer än som kan stämma. Är det rätt mapp?
exchange-fault-too-large = { $detail } hos { $host } är större än någon bankfil får vara. Den har inte hämtats.
exchange-fault-length = { $detail }: { $found } byte kom fram, { $expected } väntades. Den tas på nytt nästa gång.
exchange-fault-no-room = Det finns inte plats på disken för det som kommer från { $host } (konto { $account }): { $detail }. Inget har gått förlorat; frigör plats, så fortsätter det nästa gång.
exchange-fault-stopped = Stoppat; { $host } fortsätter nästa gång.
exchange-fault-other = { $host } (konto { $account }): { $detail }

## The change log
action-exchange_set = filutväxling inställd
action-exchange_begun = överföring påbörjad
action-exchange_failed = överföring misslyckad
action-exchange_imported = importerad
action-fetched = hämtad
action-delivered = lämnad
record-exchange = överföring

## The list
screen-exchanged = Filutväxling
empty-exchanged = Ingen fil har kommit eller gått med SFTP än. Ställ in ett konto: Alt+Shift+A, kontot, Hur filer kommer och går. F3 hämtar och lämnar nu.
count-exchanged = { $count } { $number ->
    [one] fil
   *[other] filer
}
column-exchanged-id = Id
column-exchanged-at = Tid
column-exchanged-account = Konto
column-exchanged-direction = Riktning
column-exchanged-name = Fil
column-exchanged-state = Status
column-exchanged-length = Byte
column-exchanged-detail = Detalj
column-exchanged-file = Bankfil
column-exchanged-modified = Skriven
column-exchanged-sha256 = SHA-256
column-exchanged-operator = Av
view-exchanged-all = Alla
view-exchanged-fetched = Hämtade
view-exchanged-delivered = Lämnade
view-exchanged-unfinished = Ofärdiga
exchange-direction-fetched = hämtad
exchange-direction-delivered = lämnad
exchange-state-begun = påbörjad
exchange-state-done = klar
exchange-state-failed = misslyckad

## Set up and asked for on the screen
command-exchange-now = Hämta och lämna nu
says-exchange-set = Vem som loggar in med SFTP: nyckelfilen utan lösenfras och läsbar bara för dig; filen med serverns nycklar, kontrollerad mot vad banken uppger. Lämna en mapp tom för att inte hämta eller lämna något.
exchange-asked = Hämtar och lämnar med SFTP …
exchange-nothing-new = { $known ->
    [0] Inget nytt hos banken och inget att lämna.
    [one] Inget nytt hos banken och inget att lämna; en fil där är hämtad tidigare.
   *[other] Inget nytt hos banken och inget att lämna; { $known } filer där är hämtade tidigare.
}
exchange-set-told = Filer för konto { $number } nu: { $way }.
server-address = ANVÄNDARE@VÄRD[:PORT]
server-key-file = Vår nyckelfil
server-host-keys = Serverns nycklar (fil)
server-fetch-from = Hämtas från mapp
server-deliver-to = Lämnas till mapp
server-missing = Ingen server är inställd: Enter här
server-folders = hämtas från { $fetch } · lämnas till { $deliver }
server-last = senast gjort { $looked }
