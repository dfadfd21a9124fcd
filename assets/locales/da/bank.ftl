reason-several_references = Flere referencer i én betaling
reason-other_format = Kom i et andet format end kontoens

# Store filer
refusal-file-importing = { $name } bliver stadig importeret. Fortryd den, når importen er færdig; en afbrudt import bliver fuldført af sig selv.
import-unfinished = Importen af { $name } blev afbrudt: { $detail } Det, der er bogført indtil nu, er rigtigt. Resten følger af sig selv, næste gang noget åbnes eller ændres her.
import-resumed = Importen af { $name } var afbrudt og er fuldført nu: { $count } indbetalinger.
import-storing-kept = Bogfører, en del ad gangen; andre kan arbejde imens …
import-no-cancel = Filen er gemt nu og bliver bogført til ende, også hvis programmet lukkes.
import-too-late = Importen af { $name } kan ikke længere afbrydes. Når den er færdig, kan filen fortrydes.
check-file-unfinished = Importen af bankfil { $id } blev afbrudt. Den bliver fuldført af sig selv, næste gang noget åbnes eller ændres her.
column-files-state = Status
file-state-importing = importeres
file-state-stored = gemt
file-state-written = skrevet
file-state-sent = sendt
file-state-accepted = godkendt
file-state-rejected = afvist
file-state-discarded = kasseret
