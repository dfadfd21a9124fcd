# What goes to the bank
outgoing-family-draws = Draws
outgoing-family-pay_outs = Pay-outs
outgoing-family-agreements = Agreements
outgoing-kind-draw = Draw
outgoing-kind-withdraw = Withdrawal
outgoing-kind-pay_out = Pay-out
outgoing-kind-mandate = Agreement
outgoing-state-written = written
outgoing-state-sent = sent
outgoing-state-accepted = accepted
outgoing-state-rejected = rejected
outgoing-state-discarded = discarded
item-state-written = written
item-state-sent = sent
item-state-accepted = accepted
item-state-refused = refused
item-state-done = done
item-state-failed = failed
item-state-withdrawn = withdrawn
item-state-discarded = discarded
outgoing-sum-draws = { $count } { $count ->
    [one] draw
   *[other] draws
} of { $sum }
outgoing-sum-withdrawn = { $count } { $count ->
    [one] withdrawal
   *[other] withdrawals
} of { $sum }
outgoing-sum-paid-out = { $count } { $count ->
    [one] pay-out
   *[other] pay-outs
} of { $sum }
outgoing-sum-agreements = { $count } { $count ->
    [one] agreement
   *[other] agreements
}
outgoing-until = Must be at the bank before { $deadline }.
outgoing-empty = Nothing waits for the bank: no claim has an agreement to draw, no refund is asked for.
outgoing-no-files = No files to the bank have been written yet.
outgoing-would-write = { $name } would hold { $sums }. Nothing was written.
outgoing-written = { $name }: { $sums }. Saved as { $path }. Send it, and then say that it is sent.
outgoing-not-saved = { $name }: { $sums }. The file is written but could not be saved in the folder; save it again.
outgoing-saved-again = { $name } was saved again, byte for byte, as { $path }.
outgoing-sent = { $name } is sent.
outgoing-outdated = { $count } in the file have changed since it was written: see what is to be withdrawn.
outgoing-discarded = { $name } is discarded. What it asked for can be written again.
outgoing-refund = Refund
outgoing-refund-of = Refund of { $number }

# What the account lacks
outgoing-needs-unit = the customer unit id
outgoing-needs-remittance = the remittance agreement
outgoing-needs-customer = the customer number at Bankgirot
outgoing-needs-bankgiro = the bankgiro number that draws
outgoing-needs-supplier = the data supplier (CVR)
outgoing-needs-creditor = the PBS number
outgoing-needs-group = the debtor group
outgoing-lacks = The account lacks: { $fields }. Fill it in at the bank account.

# Why something is left out
outgoing-why-no-reference = the claim has no payment reference
outgoing-why-not-agreed = the agreement does not hold yet
outgoing-why-paused = the payer has stopped the agreement
outgoing-why-ended = the agreement has ended
outgoing-why-early = too early: the bank takes it from { $from }
outgoing-why-late = too late: had to be at the bank by { $deadline }; remind or change the due date
outgoing-why-tried = the bank said no: { $code }; change the due date to try again
outgoing-why-same-day = the same payer is drawn that day already; give it another due date
outgoing-why-nothing-left = nothing left to draw
outgoing-why-not-sent = stands in file { $file }, which is not sent: discard it
outgoing-why-sent-today = sent today; withdraw it tomorrow
outgoing-why-not-by-file = cannot be withdrawn by file; ask the bank
outgoing-why-no-account = the receiver's account is not known
outgoing-why-other-account = { $account } is no account that the format can pay to
outgoing-why-no-name = no letter of the receiver's name can be written in the file; pay it in the bank and say that it is done
outgoing-why-no-address = the payer's address is not complete
outgoing-why-no-payer-data = the payer's account or personal number is missing

# Receipt lists
receipt-received = received without error
receipt-processed = processed
receipt-date-malformed = due date malformed
receipt-date-invalid = due date not valid
receipt-amount-malformed = amount malformed
receipt-amount-negative = amount less than nothing
receipt-too-far-ahead = due date too far ahead
receipt-account-unknown = account unknown or not in the agreement
receipt-reference-invalid = reference not valid
receipt-too-late = came too late
receipt-no-agreement = no active agreement
receipt-received-before = transmission received before
receipt-end-missing = end of the transmission missing
receipt-count-wrong = number of transactions wrong
receipt-part-broken = start or end of the assignment missing
receipt-records-wrong = number of records wrong
receipt-record-unknown = unknown record type
receipt-part-out-of-order = assignment number out of sequence
receipt-not-a-digit = not a digit in a number field
receipt-record-length = record not 80 characters long
receipt-start-missing = start of the transmission missing
receipt-transactions-wrong = transactions misnumbered or incomplete
receipt-no-code = without a code
receipt-unknown-code = the bank's code
receipt-accepted = accepted
receipt-refused = refused
receipt-counts = { $accepted } accepted, { $refused } refused, { $rest } not named

# Change log
action-file_written = file to the bank written
action-file_sent = file to the bank sent
action-file_discarded = file to the bank discarded
action-file_accepted = file accepted by the bank
action-file_rejected = file rejected by the bank
action-draw_sent = draw sent
action-draw_withdrawn = draw withdrawn
action-draw_stands = draw stands after all
action-draw_refused = draw refused
action-draw_failed = draw failed
action-mandate_asked = agreement asked for or answered
log-draw = draw
log-draw-on = day of the draw
log-code = code

# Check
check-item-sums = File to the bank { $id }: its count or sum is not what stands in it.
check-item-state = Item { $id } to the bank does not agree with its file or with what it is about.
check-item-unlogged = File to the bank { $id } does not agree with the change log.
check-item-twice = Claim { $id } is drawn twice.

# Refusals
refusal-nothing-due = There is nothing to write to the bank now. See what is left out and why.
refusal-no-account-of-ours = { $wanted } is none of our bank accounts. See the list of accounts.
refusal-not-written-format = Nothing is written to the bank in the format { $format } here. See what is due for the formats there are.
refusal-outgoing-incomplete = Account { $account } is not ready for { $format }: { $fields } is missing. Fill it in at the bank account.
refusal-outgoing-changed = What is due for account { $account } is no longer what was shown. Look again, then write.
refusal-outgoing-field = { $item }: { $value } does not fit as { $field } in the file. Correct it and write again.
refusal-outgoing-not-in-format = { $item } cannot be asked for in { $format }. Choose another format.
refusal-number-used = Number { $number } was used since { $since }; the bank does not take it twice in 12 months and a day. Choose another.
refusal-no-such-outgoing = There is no file to the bank { $wanted }. Look for it in the list of files to the bank.
refusal-outgoing-forbids = That cannot be done with { $name }: it is { $state }. A written file is sent or discarded; the bank answers one that was sent.
refusal-receipt-empty = Nothing in the list is about { $name }: neither its number nor a reference in it. Choose another file, or paste the whole list.
refusal-file-is-ours = { $name } was written here for the bank; it is not undone. Discard it if it was not sent.

# The console
screen-outgoing = To the bank
scope-outgoing = among what is due for the bank
command-outgoing-write = Write file to the bank
command-outgoing-open = Open
command-outgoing-left_out = Show or hide what is left out
command-outgoing-files = Bank files
command-outgoing-sent = The file is sent to the bank
command-outgoing-discard = Discard the file
command-outgoing-receipt = The bank's receipt list
says-outgoing-sent = Say so only when the file really is at the bank: what it asks for is not written a second time.
says-outgoing-discard = The file will never be sent; what it asks for can be written again, in a file with another number.
says-outgoing-receipt = Paste the list, or type where it lies and press Enter.
field-receipt = File of the list
receipt-missing = Paste the list first, or type its file.
receipt-more = … and { $count } more
outgoing-file = { $name } · { $count } items · { $sum } · { $state }
outgoing-left-out = { $count } left out
outgoing-due-count = { $count } to write
outgoing-no-claim = There is no claim to open here.
outgoing-empty-way = Agreements come with the bank's files (Alt+I); refunds are asked for on the claim.
outgoing-write-says = Enter writes the file. It is not sent until you say so in the list of bank files.
