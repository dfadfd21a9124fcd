reason-several_references = Several references in one payment
reason-other_format = Came in another format than its account's

# Large files
refusal-file-importing = { $name } is still being imported. Undo it when the import has ended; an interrupted one is finished by itself.
import-unfinished = The import of { $name } was interrupted: { $detail } What is booked so far is right. The rest follows by itself when the site is opened or changed next.
import-resumed = The import of { $name } had been interrupted and is finished now: { $count } payments.
import-storing-kept = Booking, a part at a time; others can work meanwhile …
import-no-cancel = The file is kept now and will be booked to the end, even if the program is closed.
import-too-late = The import of { $name } cannot be cancelled any more. When it is done, the file can be undone.
check-file-unfinished = The import of bank file { $id } was interrupted. It is finished by itself when the site is opened or changed next.
column-files-state = State
file-state-importing = importing
file-state-stored = stored
file-state-written = written
file-state-sent = sent
file-state-accepted = accepted
file-state-rejected = rejected
file-state-discarded = discarded
