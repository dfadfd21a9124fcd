## Lists
screen-transactions = Transactions
screen-journal = Change log
screen-refunds = Refunds
count-transactions = { $count } { $number ->
    [one] transaction
   *[other] transactions
}
count-journal = { $count } { $number ->
    [one] row
   *[other] rows
}
count-refunds = { $count } { $number ->
    [one] refund
   *[other] refunds
}
empty-transactions = No money has moved yet. Alt+I imports a bank file.
empty-journal = Nothing stands in the change log yet.
empty-refunds = No refund has been asked for. They are asked for on a claim or a payment (F9).

## Views
view-transactions-all = All
view-transactions-in = Money in
view-transactions-hand = By hand
view-transactions-refunds = Refunds
view-transactions-back = Money back
view-journal-all = All
view-journal-changes = Changes
view-journal-claims = Claims
view-journal-payments = Payments
view-journal-orders = Orders
view-journal-commented = With a comment
view-refunds-waiting = Waiting
view-refunds-all = All
view-refunds-failed = Failed

## Columns: transactions
column-transactions-id = Id
column-transactions-booked = Booked
column-transactions-kind = What
column-transactions-amount = Amount
column-transactions-claim = Claim
column-transactions-party = Party
column-transactions-payment = Payment
column-transactions-payer = Paid by
column-transactions-operator = By
column-transactions-reference = Reference
column-transactions-account = Account
column-transactions-file = File
column-transactions-voucher = Voucher
column-transactions-refund = Refund
column-transactions-source = Source
column-transactions-text = Text
column-transactions-booked_at = Written
column-transactions-order = Order
column-transactions-claim_no = Claim no
column-transactions-payment_no = Payment no

## Columns: change log
column-journal-id = Row
column-journal-at = Time
column-journal-operator = By
column-journal-kind = Record
column-journal-record = No
column-journal-action = What
column-journal-comment = Comment
column-journal-before = Before
column-journal-after = After
column-journal-claim_no = Claim no
record-claim = Claim
record-payment = Payment
record-refund = Refund
record-order = Order
record-bank_file = Bank file
record-credit_note = Credit note
record-party = Party
record-vehicle = Vehicle
record-bank_account = Bank account
record-settlement = Settlement
record-site = Site

## Columns: refunds
column-refunds-id = No
column-refunds-asked_at = Asked for
column-refunds-amount = Amount
column-refunds-state = State
column-refunds-to_account = To account
column-refunds-to_name = To
column-refunds-claim = Claim
column-refunds-payment = Payment
column-refunds-asked_by = By
column-refunds-comment = Comment
column-refunds-moved_at = Moved
column-refunds-detail = Detail
column-refunds-credit_note = Credit note
column-refunds-booked = Paid

## Columns: claims and payments
column-claims-written_off = Written off
column-claims-credit = Credit
column-claims-reminded_on = Reminded
column-claims-age = Days in status
column-payments-note = Note
column-payments-owner = Who looks
column-payments-until = Until

## The screens of a claim and a payment
command-claim-all_transactions = All transactions of this claim, as a list
command-claim-log = Change log of this claim, as a list
command-payment-all_transactions = All transactions of this payment, as a list
payment-where = Where the money is

## Answers of the command line
done-payment = Payment { $payment }: { $state }, left over { $left }
done-refunds-asked = Asked for: refund { $refunds }
done-refund = Refund { $refund }: { $state }, { $amount } to { $to }
done-file-undone = { $name } was undone: { $payments } payments of { $amount }, { $claims } claims stand as before.
done-file-would-be-undone = { $name } can be undone: { $payments } payments of { $amount }, { $claims } claims would stand as before. Nothing was changed.
usage-target = "{ $given }" is no place that money can go to. Write credit, donation, account=CODE, payer or payer=ACCOUNT.
usage-line = "{ $given }" is no line. Write its number, or number=amount.
usage-number = "{ $given }" is no number of a payment or a refund.
waits-notices = Draws and agreements that the bank tells of and somebody has to look at
waits-refunds = Refunds that are not back with the payer
waits-sendings = Sendings of claims that failed, or that nobody knows of
waits-unsent = Files to the bank that are written and not sent
start-nothing-waits = Nothing waits.
start-day = Paid in on { $day }: { $sum }
