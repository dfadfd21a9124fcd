reason-several_references = Flera referenser i en betalning
reason-other_format = Kom i annat format än kontots

# Stora filer
refusal-file-importing = { $name } importeras fortfarande. Ångra den när importen är klar; en avbruten import slutförs av sig själv.
import-unfinished = Importen av { $name } avbröts: { $detail } Det som är bokfört hittills stämmer. Resten följer av sig självt nästa gång något öppnas eller ändras här.
import-resumed = Importen av { $name } hade avbrutits och är slutförd nu: { $count } betalningar.
import-storing-kept = Bokför, en del i taget; andra kan arbeta under tiden …
import-no-cancel = Filen är sparad nu och bokförs till slutet, även om programmet stängs.
import-too-late = Importen av { $name } kan inte längre avbrytas. När den är klar kan filen ångras.
check-file-unfinished = Importen av bankfil { $id } avbröts. Den slutförs av sig själv nästa gång något öppnas eller ändras här.
column-files-state = Status
file-state-importing = importeras
file-state-stored = sparad
file-state-written = skriven
file-state-sent = skickad
file-state-accepted = godkänd
file-state-rejected = avvisad
file-state-discarded = kasserad
