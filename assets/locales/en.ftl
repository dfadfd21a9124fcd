## Codes: statuses, kinds, states
status-unpaid = Unpaid
status-paid = Paid
status-manual_handling = Manual handling
status-annulled = Annulled
status-refunded = Refunded
status-credited = Credited
extra-overpaid = Paid too much
extra-underpaid = Paid too little
extra-several_payers = Paid by several
extra-handled = Handled
extra-partly_refunded = Partly refunded
kind-dues = Dues
kind-order = Order
kind-donation = Donation
kind-other = Other
method-bank = Bank
method-direct_debit = Direct debit
method-card = Card
method-cash = Cash
method-mixed = Several ways
state-unmatched = Unknown
state-suggested = Suggested
state-partly_used = Partly used
state-used = Used
state-parked = Parked
source-bank_file = Bank file
stage-read = Reading
stage-reference = Reference
stage-claim = Claim
stage-party = Party
reason-exact = Reference ✓ amount ✓
reason-more_than_claim = Reference ✓ more than the claim
reason-less_than_claim = Reference ✓ less than the claim
reason-several_payers = Reference ✓ several payers
reason-already_paid = Reference ✓ paid already
reason-claim_void = Reference ✓ claim annulled or credited
reason-manual_handling = Reference ✓ claim in manual handling
reason-unreadable = Reference unreadable
reason-fails_check = Reference fails its check
reason-not_found = No claim with this reference
reason-text_only = Text payment, no reference
reason-money_out = Money out: refund or credit
reason-possible_duplicate = Possible duplicate of an earlier payment
reason-party_none_open = Party ✓ no unpaid claim
reason-party_several_open = Party ✓ several unpaid claims
reason-party_other_amount = Party ✓ other amount
reason-party_exact = Party ✓ amount ✓
movement-received = Received
movement-paid_out = Paid out
payer-unknown = Unknown
operation-annul = annul
operation-drop-line = delete a line of
operation-discount = discount
operation-credit = credit
action-annulled = annulled
action-line_dropped = line deleted
action-discounted = discounted
action-credited = credited
action-received = money received
action-issued = issued
action-created = created
action-stored = stored

## Columns: claims
column-claims-number = No
column-claims-reference = Reference
column-claims-recipient = Recipient
column-claims-description = Description
column-claims-due = Due
column-claims-amount = Amount
column-claims-status = Status
column-claims-extra_status = Extra status
column-claims-paid = Paid
column-claims-left = Left
column-claims-credited = Credited
column-claims-remainder = Remainder
column-claims-issued = Issued
column-claims-sent = Sent
column-claims-paid_on = Paid on
column-claims-kind = Kind
column-claims-method = Paid with
column-claims-payer = Paid by
column-claims-party = Party no
column-claims-phone = Phone
column-claims-email = E-mail
column-claims-city = City
column-claims-account = Account
column-claims-lines = Lines
column-claims-voucher = Voucher
column-claims-credit_notes = Credit notes
column-claims-changes = Changes
column-claims-changed_at = Changed

## Columns: payments
column-payments-id = Id
column-payments-booked = Booked
column-payments-amount = Amount
column-payments-reference = Reference
column-payments-payer = Payer's account
column-payments-state = State
column-payments-reason = Reason
column-payments-claim = Claim
column-payments-stage = Stage
column-payments-used = Used
column-payments-left = Left
column-payments-party = Party
column-payments-text = Text
column-payments-archive = Archive ref
column-payments-lump = Lump sum
column-payments-type = Type
column-payments-source = Source
column-payments-account = Account
column-payments-ordered = Ordered
column-payments-file = File
column-payments-line = Line
column-payments-stored_at = Stored

## Columns: bank files
column-files-id = Id
column-files-name = File
column-files-stored_at = Stored
column-files-operator = By
column-files-payments = Payments
column-files-booked = Booked
column-files-settled = Settled
column-files-manual = Manual
column-files-suggested = Suggested
column-files-unmatched = Unknown
column-files-parked = Parked
column-files-skipped = Known
column-files-stored = New
column-files-sum = Control sum
column-files-format = Format
column-files-identity = Identity
column-files-created = Made
column-files-lines = Lines
column-files-length = Bytes

## Views that come with the program
view-claims-all = All
view-claims-unpaid = Unpaid
view-claims-overdue = Overdue
view-claims-manual = Manual handling
view-claims-paid = Paid
view-claims-void = Annulled and credited
view-payments-all = All
view-payments-waiting = Waiting
view-payments-unmatched = Unknown
view-payments-suggested = Suggested
view-payments-parked = Parked
view-payments-used = Used
view-files-all = All

## Refusals: what, on which thing, and the way out
refusal-comment-missing = Every change needs a comment. Say why.
refusal-status-forbids = Claim { $number } cannot be changed so: you cannot { $operation } a claim with status { $status }.
refusal-money-received = Claim { $number } cannot be annulled or credited: { $paid } has been paid. Handle the payment first.
refusal-no-such-line = Claim { $number } has no line { $line }; it has lines 1 to { $lines }.
refusal-line-dropped = Line { $line } of claim { $number } has been deleted already.
refusal-line-credited = Line { $line } of claim { $number } has been credited already.
refusal-discount-too-large = A discount of { $discount } is more than the { $open } that is left of line { $line } on claim { $number }. Give at most that.
refusal-discount-not-positive = { $discount } is no discount. Give an amount above zero.
refusal-discount-text-missing = A discount needs a text for its line.
refusal-nothing-left = Nothing would be left of claim { $number }. Annul or credit it instead.
refusal-last-line-with-money = The last line of claim { $number } cannot be deleted: { $paid } has been paid. Handle the payment first.
refusal-changed-meanwhile = Claim { $number } was changed by somebody else a moment ago. Look at it again and repeat.
refusal-no-such-claim = There is no claim { $wanted }. Look for it in the claims list by number or reference.
refusal-no-such-payment = There is no payment { $wanted }. Look for it in the payments list.
refusal-no-such-view = There is no saved view { $name } that you may change.
refusal-view-name-missing = A view needs a name.
refusal-account-exists = Account { $number } is there already.
refusal-account-invalid = { $number } is not a valid account number in { $country }. Check the digits.
refusal-rules-invalid = The references "{ $rules }" cannot be understood: { $detail }. Write for instance mod10:11.
refusal-reference-invalid = { $reference } is not a valid reference for { $rules }. Check the digits.
refusal-reference-base = No reference can be made of "{ $base }". Give 1 to 24 digits.
refusal-site-exists = There is a site already: { $name }, in { $path }. Give another file with --db.
refusal-busy = { $operator } is busy with { $work } ({ $percent } %). Nothing was changed; try again in a moment.
refusal-file-changed = { $name } changed while it was being read. Nothing was stored; import it again.
refusal-nothing-here = There is nothing under the cursor.
refusal-last-column = The last column cannot be hidden. Show another one first.
refusal-no-such-column = There is no column "{ $column }" in the list { $list }. The columns stand in the picker (F5).
refusal-filter-fault = Filter, place { $place }: "{ $word }": { $detail }
refusal-file-exists = { $path } is there already. Choose another name.
refusal-not-a-demo = { $path } is not a demo site, so it is left as it is. Choose another name with --out.
filter-filter-too-long = the filter is too long.
filter-open-quote = the quotation mark is not closed.
filter-unknown-column = there is no such column; put it in quotation marks to look for the text.
filter-missing-value = there is nothing to look for.
filter-range-in-list = a range stands alone, not among other values.
filter-not-comparable = < and > take one number, amount or date.
filter-not-a-number = a whole number is needed, such as 14790.
filter-not-an-amount = an amount is needed, such as 1250.00.
filter-not-a-date = a date is needed, such as 2026-09-21, today or -30d.
filter-not-a-flag = yes or no is needed.
filter-unknown-choice = there is no such value.

## Failures of the file and the surroundings
store-sqlite = The database could not do it: { $detail }
store-refused = Refused.
store-money = The amount is too large for the books.
store-missing = There is no site in { $path }. Make one: fordring init --country no --name NAME, or look at the demo: fordring demo
store-not-ours = { $path } is not a Fordring file. Give the site's file with --db.
store-damaged = { $path } is damaged ({ $detail }). Work on with the latest backup, and keep the damaged file.
store-newer = { $path } was written by a newer Fordring (schema { $found }, this one knows { $known }). Install the newer program.
store-read-only = { $path } can only be read. Give your account the right to write it and its folder.
store-disk-full = The disk with { $path } is full or does not write. Nothing was changed; make room and try again.
store-locked = { $path } is held by another program. Nothing was changed; try again in a moment.
store-old-sqlite = The SQLite in this program is too old to be safe with several consoles.
store-invariant = Something does not add up, so nothing was stored: { $detail }. Run fordring check and keep a backup.
store-migration = The file could not be brought up to date: { $detail }. Its copy from before lies beside it.
store-io = { $path } cannot be used: { $detail }
store-cancelled = Cancelled. Nothing was stored.
store-randomness = The system gives no random numbers: { $detail }
input-refused = { $path } was not imported: every row must be good.
import-refused = { $name } was refused; nothing was stored.
import-accept = To go on all the same: --accept { $code }
file-unusable = { $path } cannot be used: { $detail }
output-closed = The output was closed.
no-terminal = The console needs a terminal. Without one these work: fordring claims list, import, check and the others of fordring --help
usage = The arguments cannot be understood.
usage-format = There is no format "{ $given }".
usage-amount = "{ $given }" is not an amount. Write it like 1250.00.
usage-name = The site needs a name.
usage-country = "{ $given }" is not a country here: no, se or dk.
asset-broken = A part of the program is broken ({ $detail }). Install it again.
no-data-directory = The system gives no data directory. Give the site's file with --db.
terminal-failed = The terminal failed: { $detail }
check-faults = { $count } { $count ->
    [one] fault
   *[other] faults
} found.

## Places
place-line = Line { $line }: { $what }
place-line-column = Line { $line }, column { $column }: { $what }

## Faults in tables
input-too-large = the file is too large.
input-not-utf8 = the text is not UTF-8. Save it as UTF-8.
input-no-header = there is no header. Needed: { $expected }
input-bad-row = the row cannot be read.
input-no-rows = there are no rows under the header.
input-column-twice = the column { $found } stands there twice.
input-unknown-column = unknown column "{ $found }". Known: { $expected }
input-missing-column = the column { $expected } is missing.
input-short-row = the row has { $found } fields, { $expected } are needed.
input-long-field = the field is longer than { $expected } characters.
input-missing = { $expected } is missing.
input-not-a-date = "{ $found }" is not a date. Write it like { $expected }.
input-not-an-amount = "{ $found }" is not an amount. Write it like { $expected }.
input-amount-not-positive = the amount { $found } is not above zero.
input-not-a-kind = "{ $found }" is not a kind of claim: { $expected }
input-due-before-issued = due { $found } is before issued { $expected }.
input-not-an-account = "{ $found }" is not an account number.
input-account-unknown = account { $found } is not one of the site's. Add it first.
input-not-a-number = "{ $found }" is not a claim number (1 to { $expected }, without leading zeros).
input-not-a-vat-rate = "{ $found }" is not a VAT rate: { $expected }
input-number-taken = number { $found } is taken.
input-number-twice = number { $found } stands there twice.
input-reference-taken = reference { $found } is taken.
input-reference-twice = reference { $found } stands there twice.
input-reference-fits-none = reference { $found } fits no account of the site.
input-line-of-other-party = the claim's other lines are for party { $expected }.
input-line-of-other-due = the claim's other lines are due { $expected }.
input-line-of-other = the claim's other lines have { $expected }.
input-line-of-other-reference = the claim's other lines have reference { $expected }.
input-other-name = the party is known as "{ $expected }"; "{ $found }" was not stored.

## Findings in bank files
finding-account-check = the account credited, { $found }, is not a valid account number.
finding-after-end = there is something after the end record: { $found }
finding-amount-too-large = the amount { $found } (øre) is larger than { $expected } kroner.
finding-bad-sign = the sign is "{ $found }"; it must be one of { $expected }.
finding-blank-lines = there are blank lines before the first or after the last record.
finding-byte-order-mark = the file begins with a byte-order mark.
finding-collapsed-blanks = runs of blanks seem to have become one: the file was probably pasted from a mail or a web page. Fetch it again.
finding-count-payments = the end record claims { $found } payments; there are { $expected }.
finding-count-records = the end record claims { $found } records; there are { $expected }.
finding-dates-differ = the end record says { $found }; the payments say { $expected }.
finding-empty = there is nothing in the file.
finding-end-of-file-mark = an old end-of-file character stands at the end.
finding-future-date = payments are dated { $found }, after today ({ $expected }).
finding-gross-sum = the control sum { $found } ignores the signs; by the rule it would be { $expected }.
finding-no-line-ends = the file has no line ends; records were cut by length.
finding-not-a-record = the line begins { $found }, not { $expected }.
finding-not-digits = { $found } should be digits only.
finding-not-ocr-giro = the file begins { $found }, not { $expected }: it is not an OCR or AvtaleGiro file.
finding-numbering = the payment has number { $found }; { $expected } was next.
finding-old-date = payments are dated { $found }, before { $expected }.
finding-record-order = record { $found } may not stand here; expected { $expected }.
finding-second-transmission = a second transmission begins here. Split the file and import each.
finding-service-skipped = part { $found } is of a service that is not read; it was passed over.
finding-settlement-date = { $found } is no date ({ $expected }).
finding-sum = the end record claims { $found }; the payments make { $expected }.
finding-sum-too-large = the amounts add up to more than can be kept.
finding-too-many-parts = more than { $expected } parts.
finding-transaction-mismatch = the record has { $found }, its first record { $expected }.
finding-truncated = the file ends too early; { $expected } is missing. Fetch it again.
finding-unknown-record = { $found } is no record of this format ({ $expected }).
finding-unknown-type = transaction type { $found } is not one of { $expected }.
finding-utf8 = the line is in UTF-8 instead of { $expected }.
finding-wrong-length = the line has { $found } characters instead of { $expected }.
finding-account-not-set-up = account { $found } is not set up for references here. Add it with its references, or pass its part over.
finding-same-identity = a file with this sender, number and recipient was stored before, with other records: { $expected }. It may be a corrected resend.
finding-recipient-new = no earlier file was for recipient { $found }.
finding-known-payment = the payment came with an earlier file; it was not stored again.
finding-too-large = the file has { $found } MB; at most 192 are taken. Split it.
finding-empty-file = the file is empty.
finding-is-folder = this is a folder, not a file.
finding-unreadable-file = the file cannot be read: { $found }
finding-not-a-bank-file = this is not a bank file that is read here; it looks like { $found }. Read here: { $expected }
looks-empty = an empty file
looks-camt053 = a bank statement (camt.053)
looks-camt054 = a bank notification (camt.054)
looks-pain = a payment order (pain)
looks-other-xml = XML
looks-cremul = CREMUL (EDIFACT)
looks-telepay = Telepay
looks-bgmax = BgMax (Sweden)
looks-bankgiro-other = another Bankgirot file
looks-betalingsservice = Betalingsservice (Denmark)
looks-csv = a table (CSV)
looks-pdf = a PDF
looks-zip = a ZIP archive
looks-sqlite = a SQLite database
looks-utf16 = text in UTF-16; save it as it came from the bank
looks-text = plain text
looks-binary = binary data

## What check finds
check-integrity = The database is damaged: { $detail }
check-foreign-key = A row of { $detail } ({ $id }) refers to something that is not there.
check-claim-amount = Claim (key { $id }): the amount is not the sum of its lines.
check-claim-credited = Claim (key { $id }): the credited sum is not that of its lines.
check-claim-left = Claim (key { $id }): what is left does not follow from amount and payments.
check-claim-paid = Claim (key { $id }): what is paid is not the sum of its transactions.
check-claim-allocations = Claim (key { $id }): the money on its lines and the remainder are not what is paid.
check-claim-name = Claim (key { $id }): the name it is sorted by is not its party's.
check-claim-content = Claim (key { $id }): number, party, kind, reference or dates are not those it was issued with.
check-claim-unlogged = Claim (key { $id }) is missing in the change log.
check-claim-voucher = Claim (key { $id }) names no voucher.
check-line-overpaid = Claim (key { $id }): more money stands on a line than it is for.
check-voucher-balance = Voucher (key { $id }) does not balance.
check-voucher-gap = The voucher numbers have a gap at { $id }.
check-credit-note-gap = The credit note numbers have a gap at K{ $id }.
check-credit-note-sum = Credit note K{ $id } is not the sum of its lines.
check-receivables = The ledger's receivables are not what is left on the claims.
check-not-placed = The ledger's payments not placed are not what payments and claims say.
check-payment-claim = Payment { $id }: no transaction leads it to the claim it names.
check-payment-movement = Payment { $id }: its transactions are not what came in.
check-payment-used = Payment { $id }: its state and what is used of it do not agree.
check-file-sums = Bank file { $id }: its payments do not add up to what was stored.
check-file-content = Bank file { $id }: its payments are not what they were when it was stored.
check-file-bytes = Bank file { $id }: its bytes are not complete, or not those that were read.
check-journal-gap = The change log has a gap before row { $id }.
check-journal-chain = Row { $id } of the change log was changed, or one before it.
check-journal-values = Row { $id } of the change log: the values before and after were changed.
check-journal-head = The end of the change log was cut off or added to (row { $id }).
check-journal-claim = Claim (key { $id }) is not what the change log says it became.
check-reference-twice = The reference of claim (key { $id }) stands on a party too.
check-open-days = The counts of open claims by due date are not what the claims say.

## Command line
cli-site-made = { $name } was made in { $path }
cli-check-ok = Everything holds.
cli-backup-made = Copied to { $path } and checked.
cli-no-accounts = There are no bank accounts yet.
cli-account-added = Account { $number } was added.
cli-rows = { $count } { $count ->
    [one] row
   *[other] rows
}
cli-parties-imported = { $count } { $count ->
    [one] party was
   *[other] parties were
} imported.
cli-claims-imported = { $count } { $count ->
    [one] claim was
   *[other] claims were
} issued ({ $amount }), { $parties } new { $parties ->
    [one] party
   *[other] parties
}.
cli-demo-making = Making the demo site in { $path } …
done-claim = Claim { $number }: { $status }, { $left } left.
done-credit-note = Claim { $number }: { $status }, { $left } left. Credit note { $note } was made.
import-stored = { $name }: { $payments } payments, control sum { $sum }, { $booked } booked
import-would-store = { $name }: { $payments } payments, control sum { $sum }, { $booked } would be booked
import-duplicate = { $name } was stored before, as { $known } { $at } by { $operator }. Nothing was stored now.
result-settled = settled: reference and amount agree
result-manual = received on claims that need manual handling
result-suggested = suggested: a person decides
result-unmatched = unknown: nobody found
result-parked = parked: refunds and possible duplicates
result-skipped = known from earlier files, not stored again
certainty-sure = Sure
certainty-check = Check
certainty-unknown = Unknown
certainty-nothing = –

## A claim
claim-lines = Lines
line-dropped = deleted
tab-changes = Change log
tab-transactions = Transactions
tab-messages = Messages
no-changes = No changes
no-transactions = No transactions
no-messages = No messages
recognised-claim = claim number
recognised-reference = reference
recognised-phone = phone
recognised-amount = amount

## The console: frame and menu
menu-title = Menu
screen-start = Start
screen-claims = Claims
screen-manual = Manual handling
screen-payments = Payments
screen-files = Bank files
language-name = English
too-small = The window has { $now_width } × { $now_height } cells. Fordring needs at least { $width } × { $height }.
mouse-on = The mouse is Fordring's again.
mouse-off = The mouse selects text now. F12 gives it back.
saved-already = Everything is saved already.
waiting-for = Waiting for { $operator }: { $work } ({ $percent } %).
quit-busy = Something is being stored. Leaving now lets it finish first and then leaves.
age-not-due = Not yet due
age-30 = 1–30 days late
age-90 = 31–90 days late
age-older = More than 90 days late
start-waits = Waiting for you
waits-manual = Claims in manual handling
waits-payments = Payments that found no claim
waits-overdue = Claims past their due date
start-payments = Payments in, last { $days } days: { $sum }
start-ages = Open claims by age

## Commands
command-functions = Functions
command-help = Help
command-menu = Menu
command-palette = All commands
command-back = Back
command-import = Import a bank file
command-refresh = Refresh and repaint
command-language = Change language
command-mouse = Mouse on or off
command-saved = Save (always done)
command-quit = Quit
command-elsewhere = not on this screen
command-list-open = Open
command-list-columns = Columns
command-list-filter = Filter
command-list-filter_column = Filter on this column
command-list-filter_clear = Clear the filter
command-list-select = Select
command-list-select_all = Select all or none
command-list-views = Views
command-list-save_view = Save as a view
command-list-sort = Sort by this column
command-list-sort_more = Sort by this column too
command-list-goto = Go to row
command-list-export = Export what is shown
command-files-import = Upload bank file
command-import-path = Type the path
command-import-run = Go on
command-claim-annul = Annul the claim
command-claim-credit = Credit
command-claim-discount = Discount the line
command-claim-drop_line = Delete the line
command-claim-transactions = Transactions
command-claim-next_tab = Next tab
command-payment-claim = Its claim
scope-global = everywhere
scope-list = in a list
scope-claim = in a claim
scope-payment = in a payment
scope-files = in bank files
scope-start = on the start screen
scope-browse = choosing a file
scope-import = in an import

## Hints in the key bar
hint-run = run
hint-search = search
hint-found = take it
hint-close = close
hint-clear = clear
hint-keep = keep
hint-put-back = put back
hint-show = show or hide
hint-move = move
hint-width = width
hint-ok = OK
hint-cancel = cancel
hint-for-site = for everybody
hint-next = next, last does it
hint-recall = earlier comments
hint-quit = leave
hint-stay = stay
hint-scroll = scroll
hint-take = take it
hint-remove = remove

## Help
help-moving = Moving about
help-moving-text = Arrows, PgUp, PgDn, Home and End move. Shift with up and down selects. Left and right choose a column. Enter goes deeper, Esc goes back, always to the same row. Alt+1 … Alt+9 take a view. A double click opens, a right click shows the functions.
help-filter = The filter
help-filter-text =
    berg               some text holds it; "two words" keeps them together
    status:unpaid      a column has this value; status:paid,credited one of these
    amount>500         more than; also < >= <= and amount:500..1000
    due<-30d           more than 30 days ago; also w, m, y, today and 2026-12-31
    -word              leaves out what has it; -status:paid likewise
    email:             is empty; email:* is not

## Lists
list-place = { $place } of { $all }
list-sort = sort: { $columns }
list-more = ▸ { $count } more
list-selected = { $count } selected
count-claims = { $count } { $number ->
    [one] claim
   *[other] claims
}
count-payments = { $count } { $number ->
    [one] payment
   *[other] payments
}
count-files = { $count } { $number ->
    [one] file
   *[other] files
}
filter-label = Filter:
empty-filter = Nothing matches the filter. Shift+F7 clears it.
empty-claims = There are no claims yet. Import them: fordring claims import FILE.csv
empty-payments = There are no payments yet. Alt+I imports a bank file.
empty-files = No bank file has been stored yet. F3 imports one.
picker-title = Show column – { $shown } of { $all }
picker-search = find:
picker-keys-1 = Space ✓  Alt+↑↓ move  ←→ width  0 fit  s S sort
picker-keys-2 = p pin  d default  w save view  / find  Enter OK
view-from-program = built in
view-from-site = site
view-from-me = mine
view-saved = The view { $name } was saved.
prompt-view-name = Name of the view. Enter saves it for you, Ctrl+E for everybody.
prompt-goto = Row number:
prompt-export = File to write; .csv or .json:
prompt-path = The bank file:
done-exported = { $count } rows were written to { $path }

## A claim on the screen
claim-title = Claim
claim-reference = Ref
claim-invoiced = Invoiced
claim-due = Due
claim-issued = Made/sent
claim-paid = Paid
claim-recipient = Recipient
claim-left = Left
claim-method = Paid with
claim-payer = Paid by
claim-about = Concerns
claim-line-amount = Amount
claim-line-discount = Taken off
claim-line-paid = Paid
claim-line-refunded = Refunded
claim-line-where = Where the money is
claim-remainder = Remainder { $amount }
claim-credited-by = Credited by { $notes }
line-credited = credited
membership-paid = Membership { $year }: paid
membership-unpaid = Membership { $year }: not paid
days-late = { $days } { $days ->
    [one] day
   *[other] days
} late
tab-credit-notes = Credit notes
no-credit-notes = No credit notes
credit-note-of = Credit note { $number } of claim { $claim }, line { $lines }
log-status = status
log-extra-status = extra status
log-amount = amount
log-credited = credited
log-paid = paid
log-left = left
log-credit-note = credit note

## Asking before a change
field-amount = Amount
field-text = Text on the line
field-comment = Comment
field-number = The claim's number
type-number = This cannot be taken back. Type { $number } to confirm.
last-line-annuls = This is the last line: deleting it annuls claim { $number }.
says-claim-annul = The claim is annulled. This cannot be taken back.
says-claim-credit = A credit note takes back the marked lines, or the whole claim.
says-claim-discount = The line is reduced; the claim becomes smaller.
says-claim-drop_line = The line is deleted; the claim becomes smaller.
says-left = Left to pay on { $number }: { $was } → { $is }
says-status = Status becomes: { $status }
says-credit-note = Credit note: { $amount }

## A payment on the screen
payment-title = Payment
payment-not-handled = Not fully handled: { $left } is not used.
payment-used-for = Used for
payment-used-for-nothing = Nothing yet
payment-remainder = { $amount } rests on the claim as its remainder
payment-candidates = Open claims of the same party
payment-raw = As it stood in { $name }, stored { $at } by { $operator }
payment-status = Used { $used } · left { $left }

## Importing on the screen
browse-name = Name
browse-size = Bytes
browse-changed = Changed
browse-standing = What it is
browse-count = { $new } new here
standing-new = { $format }, new
standing-stored = stored { $at } by { $operator }
standing-other = no bank file
import-step-reading = reading
import-step-refused = refused
import-step-preview = preview
import-step-storing = storing
import-step-result = result
import-reading = Reading and matching …
import-storing = Storing …
progress-cancel = Esc cancels; nothing is left behind.
import-asks = { $name } needs an answer; nothing has been stored.
import-yes = Enter goes on all the same. Esc leaves it.
import-enter-stores = Nothing has been stored yet. Enter stores it.
import-done = { $name }: { $count } payments were stored.
preview-account = Account
preview-dates = Dates
preview-claimed = Claimed
preview-counted = Counted
preview-whole = Whole file
preview-certainty = Matching
preview-booked = booked { $sum }
preview-known = Known from an earlier file, not stored again
preview-known-short = Known
preview-nothing = No amount, or not our account
preview-more-warnings = … and { $count } more warnings
result-read = payments read, control sum
result-stored = payments stored, booked
result-different = Line { $line } was handled otherwise than the preview said: something changed meanwhile.
result-next = Enter shows what is left to work through.
result-nothing-left = Nothing is left to work through. Enter shows the payments.
column-payments-file_no = File no

## First run
first-title = Welcome to Fordring
first-text = There is no site in { $path } yet. Choose what to begin with.
first-demo-no = Look at a demo: a membership organisation in Norway
first-demo-se = Look at a demo: a workshop in Sweden
first-demo-dk = Look at a demo: a fundraising organisation in Denmark
first-new-no = A site of your own in Norway
first-new-se = A site of your own in Sweden
first-new-dk = A site of your own in Denmark
first-name = Name of the site:
first-making = Making it …
first-hint = Enter goes on · Esc leaves
