## Claims and payments by hand: codes
extra-written_off = Written off
state-undone = Undone
stage-hand = By hand
reason-undone = Taken off its claim by hand
operation-approve = approve
operation-move-remainder = move the remainder of
operation-refund-all = pay back all of
operation-refund-lines = refund lines of
operation-write-off = write off
operation-place = put money on
operation-unplace = take a payment off
operation-set-due = change the due date of
operation-remind = send a reminder of
action-approved = approved
action-remainder_moved = remainder moved
action-refunded = refunded
action-written_off = written off
action-allocated = payment put on a claim
action-unallocated = payment taken off
action-due_changed = due date changed
action-reminded = reminded
action-kept_as_credit = kept as credit
action-made_donation = made a donation
action-moved_to_account = moved to another account
action-recalled = left over again
action-parked = put aside
action-unparked = taken up again
action-reversed = set against money that went out
action-requested = refund requested
action-refund_sent = refund sent
action-refund_paid = refund paid
action-file_undone = bank file undone
movement-allocated = Put on claim
movement-taken_off = Taken off
movement-credited = Kept as credit
movement-credit_used = Credit used
movement-transferred = To another account
movement-donated = Donation
movement-reversed = Taken back by the bank
movement-fee_kept = Fee kept
movement-refund_paid = Refund paid
movement-refund_failed = Refund failed
movement-file_undone = File undone
movement-written_off = Written off
refund-state-requested = Requested
refund-state-sent = Sent
refund-state-done = Done
refund-state-failed = Failed
whereto-left_over = Left over
whereto-credit = Payer's credit
whereto-refund = On its way back
whereto-fee = Fee kept
whereto-donation = Donation
whereto-account = Another account
whereto-reversed = Taken back by the bank
whereto-file_undone = File undone

## Refusals
refusal-not-equal = Claim { $number } cannot be approved: { $paid } is paid, { $owed } is owed. Move the remainder, give a discount or write the difference off first.
refusal-nothing-left-to-pay = Nothing is left to pay on claim { $number }. Choose another claim, or keep the money as credit.
refusal-more-than-left = { $amount } is more than the { $left } that can go on claim { $number }. Give at most that; what is too much stays with the payment.
refusal-not-on-claim = Nothing of payment { $payment } stands on claim { $number }.
refusal-payer-unknown = Nobody knows who paid claim { $number }, so nothing can be paid back by itself. Give the account it goes to, or keep it as credit.
refusal-paid-under-fee = { $paid } on claim { $number } cannot be paid back: that is no more than the fee of { $fee }. Move it to the payer's credit instead.
refusal-refund-too-large = { $amount } is more than the { $paid } that is paid on line { $line } of claim { $number }. Give at most that.
refusal-nothing-to-write-off = Nothing is left on claim { $number } that could be written off.
refusal-write-off-limit = { $amount } on claim { $number } is more than you may write off ({ $limit }). Somebody with a higher limit can, or credit it.
refusal-payment-used = Nothing is left over of payment { $payment }. Take it off its claim first.
refusal-more-than-left-over = { $amount } is more than the { $left } that is left over of payment { $payment }. Give at most that.
refusal-payment-of-order = Payment { $payment } is handled where it belongs: on its order, or with its bank file.
refusal-payment-went-out = Payment { $payment } is money that went out. Set it against the payment the bank took back, or against a refund.
refusal-payment-came-in = Payment { $payment } is money that came in. Only money that went out is set against another payment.
refusal-payee-missing = The account that payment { $payment } goes back to is not known. Give it.
refusal-no-credit = The payer of claim { $number } has no credit.
refusal-ledger-account = { $account } is not an account that money can be moved to by hand. Choose another one of the chart, or put the money on a claim.
refusal-no-such-file = There is no bank file { $wanted }. Look for it in the list of bank files.
refusal-file-undone = { $name } has been undone already. Read it again if it is wanted.
refusal-file-built-on = { $name } cannot be undone whole: { $count ->
    [one] payment { $payment } or its claim has
   *[other] { $count } payments or their claims (the first is payment { $payment }) have
 } been handled by hand since. Undo that first.
refusal-no-such-refund = There is no refund { $wanted }. Look for it in the list of refunds.
refusal-refund-forbids = Refund { $refund } cannot do that: it is { $state }.
refusal-due-before-issue = Claim { $number } cannot be due before it was issued ({ $issued }). Give a later date.
refusal-not-due-yet = Claim { $number } is not due before { $due }. Remind after that.
refusal-no-mobile = The recipient of claim { $number } has no mobile number. Add one to the party, or phone.
refusal-reminded-lately = The recipient of claim { $number } was reminded on { $on }. Wait { $days } days between reminders.
refusal-payment-changed = Payment { $payment } was handled by somebody else a moment ago. Look at it again and repeat.
refusal-nothing-open = { $party } has no open claim. Keep the payment as credit, or choose another one.
refusal-party-missing = Nobody knows whose payment { $payment } is. Say whose credit it becomes.
refusal-nothing-to-recall = Nothing of payment { $payment } was kept, given or moved by hand and is still there.
refusal-refund-differs = The line is { $amount }, but refund { $refund } is { $asked }. They are not the same.

## What check finds
check-claim-written-off = What was written off of claim { $id } does not agree with its lines and transactions.
check-claim-refunded = More is noted as refunded on claim { $id } than its transactions paid back.
check-claim-settled = How claim { $id } was settled does not agree with its status.
check-payer-credit = The ledger's payers' credit is not what the payers have.
check-written-off = The ledger's write-offs are not what was written off on claims.
check-payment-whereabouts = Payment { $id }: what is left over, on claims and elsewhere is not what came in.
check-parked-state = Payment { $id } has a note but is not put aside.
check-refund-money = Refund { $id }: its money is not where its state says.
check-refund-unlogged = Refund { $id } does not agree with the change log.

## Messages
sms-remind = { $site }: { $amount } for invoice { $number } was due { $due }. Please pay to { $account } with reference { $reference }. Already paid? Thank you.
