## The matching desk
screen-desk = Matching desk
scope-desk = matching desk
scope-claims = lists of claims
title-desk = Matching desk
count-desk = { $number ->
    [one] { $count } payment waits
   *[other] { $count } payments wait
 }
empty-desk = Nothing waits: every payment has found its place. New ones come with bank files (Alt+I).
view-desk-now = To do now
view-desk-all = All that waits
view-desk-later = Put aside until later
column-desk-id = No.
column-desk-booked = Booked
column-desk-left = Left over
column-desk-reference = Reference
column-desk-text = Text
column-desk-amount = Amount
column-desk-payer = Payer
column-desk-state = State
column-desk-reason = Reason
column-desk-party = Party
column-desk-note = Note
column-desk-owner = Owner
column-desk-until = Until
column-desk-file = File
why-reference = reference ✓
why-near_reference = reference nearly
why-number_in_text = number in the text
why-party_reference = member's reference ✓
why-same_payer = same payer as last time
why-name_in_text = name in the text
why-rare_amount = only a few of this amount
why-was_here = was here before
why-searched = searched for
why-amount = amount ✓
why-amount-more = amount +{ $amount }
why-amount-less = amount −{ $amount }
taken-number = claim number
taken-reference = reference
taken-amount = amount
taken-party = customer number
taken-name = name
desk-search = Search:
desk-search-hint = type a number, a name or an amount
desk-nothing = No open claim fits. Type a number, a name or an amount; keep it as credit, pay it back or put it aside (F9).
desk-not-found = Nothing open is found for that.
desk-out-nothing = Money that went out. No refund and no payment of this amount is known; say which account bears it (Alt+B), or put it aside with a note (Ctrl+D).
desk-closed = reference leads to { $number }: { $status }
desk-running = { $left } left of { $all }
desk-credit = has { $amount } in credit
desk-is-refund = is refund { $refund } to { $to }
desk-takes-back = takes back payment { $payment } on claim { $claim }
desk-done = Payment { $payment }: { $what }
desk-done-claim = claim { $number } { $status }, { $left } left
desk-done-left = { $left } left over
command-desk-take = Take this one
command-desk-oldest = Oldest first
command-desk-write_off = Take and write off the difference
command-desk-amount = Take a part
command-desk-credit = Keep as credit
command-desk-donate = Make a donation
command-desk-account = Move to another account
command-desk-pay_back = Pay back
command-desk-park = Put aside
command-desk-unpark = Take up again
command-desk-undo = Undo the last one
command-desk-payment = Show the payment
command-desk-claim = Show the claim
command-desk-columns = Columns
command-desk-filter = Filter
command-desk-views = Views
command-payment-desk = Handle on the desk

## Claims by hand on the screen
command-claim-approve = Approve
command-claim-move_remainder = Move the remainder
command-claim-use_credit = Use credit
command-claim-refund_lines = Refund lines
command-claim-refund_all = Pay back all
command-claim-write_off = Write off
command-claim-set_due = Change due date
command-claim-remind = Remind
says-claim-approve = Says that what is paid is what was owed.
says-claim-move_remainder = Moves money that is too much off the claim.
says-claim-use_credit = Puts the payer's credit on the claim, the oldest first.
says-claim-refund_lines = Pays the lines back to whoever paid them, by a credit note. This cannot be taken back.
says-claim-refund_all = Pays back everything received, less the fee, and takes the claim back by a credit note. This cannot be taken back.
says-claim-write_off = Gives up what is left, on its own account.
says-claim-set_due = Gives the claim another due date.
says-claim-remind = Looking at how the claim can be reminded of…
says-moves = { $amount } → { $where }
says-payment-left = { $left } is left over of payment { $payment }.
field-ledger = Ledger account
field-pay-to = Back to account
field-party = Customer number
field-claim = Claim
field-target = Where to
field-note = Note
field-owner = Who looks at it
field-day = Date
target-credit = The payer's credit
target-claim = Another claim
target-account = Another account of the ledger
target-payer = Back to who paid
target-donation = A donation

## Many claims at once
command-claims-bulk = Do with the selected
bulk-title = { $count ->
    [one] { $count } claim
   *[other] { $count } claims
 }
bulk-choose = What is to be done with them?
bulk-would = { $count ->
    [one] { $count } claim would be changed, { $left } is left on it.
   *[other] { $count } claims would be changed, { $left } is left on them.
 }
bulk-refused = { $count ->
    [one] { $count } is refused:
   *[other] { $count } are refused:
 }
bulk-at-refusal = At the first refusal
bulk-go-on = go on
bulk-stop = stop
bulk-trying = Looking at them …
bulk-running = { $percent } % done
bulk-done = { $done } done, { $left } was left on them; { $refused } refused, { $rest } not reached.
bulk-row-done = { $number }  done  { $left }
bulk-row-refused = { $number }  { $why }
bulk-nothing = Nothing would be changed.
hint-stop = stop

## Command line
cli-bulk = { $done } changed ({ $left }), { $refused } refused, { $rest } not reached
cli-bulk-trial = { $done } would be changed ({ $left }), { $refused } refused

## Payments, refunds and files by hand on the screen
command-payment-unmatch = Take off a claim
command-payment-recall = Take back from where it went
command-refund-sent = Sent to the bank
command-refund-done = Paid
command-refund-failed = Failed
command-files-undo = Undo the file
says-refund-sent = The bank has them; they wait for its word.
says-refund-done = The money is back with who paid it.
says-refund-failed = The bank did not take them: the money is left over and waits on the desk.
scope-refunds = list of refunds
refunds-chosen = { $count ->
    [one] { $count } refund
   *[other] { $count } refunds
 }
refunds-moved = { $count ->
    [one] { $count } refund moved on
   *[other] { $count } refunds moved on
 }
field-file = The file's number
file-undo-says = { $payments } payments, { $amount } in all, leave the books; { $claims } stand on claims, which stand as before. The file can be read again.
file-undone-done = Undone: { $payments } payments, { $amount }
file-undo-stopped = Stopped; nothing was undone.
claim-credit = { $amount } in credit (Alt+K uses it)
usage-screen = There is no such screen: { $given }
desk-gone = The chosen claim is not open any more; the best of the rest stands first.
says-gives-up = { $amount } of the claim is given up.
bulk-tried-again = This is what would happen with that date. Enter does it.
bulk-failed = It ended early: { $why }
field-count = How many claims
