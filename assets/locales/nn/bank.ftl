reason-several_references = Fleire referansar i éi betaling
reason-other_format = Kom i eit anna format enn kontoen sitt

# Store filer
refusal-file-importing = { $name } blir framleis importert. Angre ho når importen er ferdig; ein avbroten import blir fullført av seg sjølv.
import-unfinished = Importen av { $name } vart avbroten: { $detail } Det som er bokført så langt, er rett. Resten følgjer av seg sjølv neste gong noko blir opna eller endra her.
import-resumed = Importen av { $name } var avbroten og er fullført no: { $count } betalingar.
import-storing-kept = Bokfører, ein del om gongen; andre kan arbeide imens …
import-no-cancel = Fila er lagra no og blir bokført til slutten, også om programmet blir lukka.
import-too-late = Importen av { $name } kan ikkje avbrytast lenger. Når han er ferdig, kan fila angrast.
check-file-unfinished = Importen av bankfil { $id } vart avbroten. Han blir fullført av seg sjølv neste gong noko blir opna eller endra her.
column-files-state = Status
file-state-importing = blir importert
file-state-stored = lagra
file-state-written = skriven
file-state-sent = send
file-state-accepted = godteken
file-state-rejected = avvist
file-state-discarded = forkasta
