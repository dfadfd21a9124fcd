reason-several_references = Flere referanser i én betaling
reason-other_format = Kom i et annet format enn kontoens

# Store filer
refusal-file-importing = { $name } blir fortsatt importert. Angre den når importen er ferdig; en avbrutt import blir fullført av seg selv.
import-unfinished = Importen av { $name } ble avbrutt: { $detail } Det som er bokført så langt, er riktig. Resten følger av seg selv neste gang noe åpnes eller endres her.
import-resumed = Importen av { $name } var avbrutt og er fullført nå: { $count } betalinger.
import-storing-kept = Bokfører, en del om gangen; andre kan arbeide imens …
import-no-cancel = Filen er lagret nå og blir bokført til slutten, også om programmet lukkes.
import-too-late = Importen av { $name } kan ikke avbrytes lenger. Når den er ferdig, kan filen angres.
check-file-unfinished = Importen av bankfil { $id } ble avbrutt. Den blir fullført av seg selv neste gang noe åpnes eller endres her.
column-files-state = Status
file-state-importing = importeres
file-state-stored = lagret
file-state-written = skrevet
file-state-sent = sendt
file-state-accepted = godtatt
file-state-rejected = avvist
file-state-discarded = forkastet
