### Bank accounts: how they are set up, what the bank's form is filled with

## The list of bank accounts
screen-accounts = Accounts and agreements
count-accounts = { $count } { $number ->
    [one] account
   *[other] accounts
  }
empty-accounts = There are no bank accounts yet. F3 adds the first one.
view-accounts-all = All
view-accounts-unfinished = Not verified
column-accounts-number = Account
column-accounts-name = Name
column-accounts-state = State
column-accounts-references = References
column-accounts-format = Format
column-accounts-bank = Bank
column-accounts-agreement = Agreement
column-accounts-recipe = Mask
column-accounts-unit_id = Unit
column-accounts-creditor = Creditor
column-accounts-exchange = Files
column-accounts-ledger = Ledger
scope-accounts = list of bank accounts
scope-account = bank account
command-account-add = New account
command-account-edit = Change
command-account-state = State
command-account-format = Change format
command-account-try = Try a reference
command-account-next_tab = Next tab

## How far the set-up has come
account-state-draft = draft
account-state-ordered = ordered
account-state-registered = registered
account-state-tested = tested
account-state-verified = verified
account-exchange-hand = by hand, in the online bank
account-exchange-folder = through a folder
account-exchange-sftp = encrypted file transfer
account-periodicity-daily = daily, everything at once
account-periodicity-settlements = after each settlement, several times a day
account-periodicity-weekly = every week
account-periodicity-monthly = every month
account-rejects-yes = yes, the bank rejects them
account-rejects-no = no, they come without a reference

## Fields of an account
account-group-account = The account
account-group-references = References
account-group-agreement = Agreement
account-group-exchange = Files
account-group-state = State
account-field-name = Name
account-field-bank = Bank
account-field-bic = BIC
account-field-references-no = KID: lengths and moduli
account-field-references-se = OCR numbers
account-field-references-dk = FIK card type and creditor
account-field-recipe = How references are made (mask)
account-field-agreement-no = OCR agreement number
account-field-agreement-se = OCR agreement
account-field-agreement-dk = Agreement with the bank
account-field-unit-id-no = Customer unit id
account-field-unit-id-se = Customer number at Bankgirot
account-field-unit-id-dk = Data supplier (CVR)
account-field-rejects = Reject payments without reference
account-field-periodicity = How often files come
account-field-creditor-no = Creditor
account-field-creditor-se = Bankgiro for Autogiro
account-field-creditor-dk = PBS number (creditor)
account-field-debtor-group = Debtor group
account-field-system = Sub-system
account-field-remittance = Agreement about paying out
account-field-exchange = How files come and go
account-help-name = What you call the account, in lists and on the screen.
account-help-bank = The bank that has the account.
account-help-bic = The bank's BIC, 8 or 11 characters; needed for paying out in ISO 20022.
account-help-references = With commas between: mod10:11, mod11:9 (Norway, length with check digit), ocr, ocr-length (Sweden), fik71:CREDITOR, fik75:CREDITOR (Denmark).
account-help-recipe = m member number, c claim number, t kind, r running number, digits as they are, l length digit, # check digit modulus 10, % modulus 11. Empty: the claim's number.
account-help-agreement = The number that the bank gave the agreement about references.
account-help-unit-id = Who we are in the files. Empty: what stands in the settings file.
account-help-rejects = Who types a message and no reference gets an error in their online bank. If it is allowed, somebody has to place the payment by hand.
account-help-periodicity = Daily, everything at once, is the easiest to reconcile.
account-help-creditor = The number that draws; files that name it belong to the account.
account-help-debtor-group = Five digits: the creditor's group that belongs to the account.
account-help-system = Three characters agreed with Betalingsservice; empty: BS1, the usual one.
account-help-remittance = The number that the agreement about paying out has at the bank.
account-help-exchange = Fetching by itself needs the bank to know that the file is fetched encrypted, not in the online bank.
account-help-format = One format at a time for the account's payments, so that the same money never comes twice. The change counts from the day payments are booked on.
account-help-state = From ordered to verified. A step back is always possible; forward only when nothing is missing.

## Around the set-up
account-fault-digits = it is digits
account-fault-bic = a BIC has 8 or 11 characters: bank, country, place and branch
account-fault-system = the sub-system is three letters or digits, such as BS1
account-fault-bankgiro = it is not a bankgiro number
account-fault-not-here = accounts of this country have no such field
account-fault-too-long = the text is too long
account-fault-word = it is none of the words that may stand there
account-missing-references = which references the account takes
account-missing-bank = the bank
account-missing-agreement = the agreement's number
account-missing-unit-id = the customer unit id
account-missing-trial = a file that was read or a real reference that was tried
account-next-ready = Next step: { $state }. Nothing is missing.
account-next-missing = Next step: { $state }. Missing: { $missing }.
account-format = Payments come in
account-format-from = { $format } from { $from }
account-from = From
account-from-missing = Type the first day it holds, such as 2026-11-01.
account-example = Example:
account-choose = Choose
account-mask = A mask of your own
account-own-mask = a mask of your own, typed below
account-value = New value
account-sample = Reference
account-sample-passes = The reference { $reference } is one that the account takes.
account-sample-other-recipe = It was not made the way the account makes its references.
account-to-be-tested = The references were changed: the account is back at registered and has to be tested again.
account-edit-where = Change it on the tab Set-up (Tab).
account-status = Booked on account { $ledger }
account-tab-set-up = Set-up
account-tab-checklist = The bank's form
says-account-add = The number is checked. With references the account counts as registered with the bank, without it is a draft.
says-account-try = A real reference, from a slip or a payment: shows that length and check digit are right.

## Recipes of references
recipe-member = member number
recipe-claim = claim number
recipe-kind = kind
recipe-running = running number
recipe-digits = { $part } { $digits }
recipe-as-is = { $part } as it is
recipe-length-digit = length digit
recipe-check-10 = check digit mod 10
recipe-check-11 = check digit mod 11
recipe-recommended = recommended
recipe-fault-unknown = there is something else than m, c, t, r, l, a digit, or # or % at the end
recipe-fault-twice = the same number stands in two places
recipe-fault-plus = + stands once, behind a single m, c or r
recipe-fault-no-check = the check digit is missing: # or % at the end
recipe-fault-bad-length = a reference has 2 to 25 digits
recipe-fault-nothing-runs = without c or r two claims would get the same reference
recipe-fault-runs-for-nobody = r counts the references of a member, so m has to stand there too
recipe-fault-mod11-needs-running = % needs r: one number in eleven has no check digit and is passed over
recipe-fault-bad-kind = behind ; stands for example dues=01,order=02, with as many digits as t
reference-fault-unreadable = it is not digits only
reference-fault-wrong-length = it does not have the agreed number of digits
reference-fault-all-zero = it is zeros only
reference-fault-wrong-check = the check digit is wrong
reference-fault-wrong-length-digit = the length digit is wrong
reference-fault-none-agreed = the account takes no references yet
reference-why-party-digits = the number is not digits only
reference-why-party-room = the number has more digits than the mask has room for
reference-why-claim-room = the claim's number has more digits than the mask has room for
reference-why-used-up = all running numbers are in use
reference-why-fits-none = what it makes is none that the account takes

## The bank's form
checklist-own-account = An account of its own for dues
checklist-account = Account number
checklist-email = E-mail for files
checklist-receipt-email = E-mail when the service is activated
checklist-software = Program from its vendor
checklist-trial = A file or a real reference tried
checklist-verified = Verified
checklist-help-own-account = Easier to reconcile with the books than when everything comes in on one account.
checklist-help-recipe = Member number + 5 digits, modulus 10, at least 9 digits. Try a real reference.
checklist-help-account = The account that the money comes in on.
checklist-help-bank = Banks do it differently: talk to your adviser first.
checklist-help-references = The bank then refuses what does not fit.
checklist-help-rejects = Recommended: yes. Else somebody has to place such payments by hand.
checklist-help-unit-id = Whom the files are for. It is your own, or your vendor's.
checklist-help-periodicity = Recommended: daily, everything at once.
checklist-help-email = The address of operations: where the bank writes about files.
checklist-help-receipt-email = The same address: where the receipt comes.
checklist-help-software = Tick it on the form: software, vendor, and whom to ask there.
checklist-help-exchange = By hand works; encrypted file transfer fetches by itself.
checklist-help-creditor = Needed for drawing money.
checklist-help-debtor-group = There is at least one at Betalingsservice, most often 00001.
checklist-help-agreement = Put it in when the bank has answered.
checklist-help-trial = Read the first file, or try a reference from a slip.
checklist-help-verified = When the agreement is registered: look everything over and set the state to verified.
checklist-not-set = not set: put it under [agreement] in the settings file
checklist-open = missing
checklist-tried = yes

## Findings, refusals and actions
finding-account-not-registered = account { $found } is not registered with the bank yet, as its state says. The file is read all the same; set the state when the bank has answered.
finding-other-format = account { $found }: its payments come in another format, { $expected }. If both were read, the same money would come twice. Change the format with fordring accounts format, or on the screen Accounts and agreements.
finding-other-format-some = account { $found }: some days in the file belong to another format, { $expected }. Their payments are put aside, so that somebody sees whether the money is here already.
refusal-account-field = { $field } cannot be "{ $value }": { $why }{ $range ->
    [none] .
   *[other] { " " }({ $range }).
  }
refusal-recipe-invalid = The mask "{ $recipe }" cannot be read: { $why }{ $place ->
    [0] .
   *[other] { " " }(place { $place }).
  }
refusal-recipe-fits-none = The mask { $recipe } makes none of the references that the account takes ({ $rules }){ $length ->
    [0] .
   *[other] : it makes { $length } digits.
  } Change one or the other.
refusal-reference-not-made = No reference can be made for { $party } on account { $account } with the mask { $recipe }: { $why }. Give the claim a reference, or change the mask.
refusal-sample-fails = The reference { $reference } is none that account { $account } takes ({ $rules }): { $why }. If it is real, the agreement is not as it is filled in.
refusal-account-not-ready = Account { $account } cannot be { $state } yet. Missing: { $missing }. Fill it in (fordring accounts set) and try again.
refusal-account-unchanged = Account { $account } is like that already. Nothing was changed.
refusal-format-overlaps = Payments to account { $account } were read in { $other } until { $last }. Change from the day after, or undo those files first.
refusal-format-meanwhile = Somebody just read the account's first file, in { $format }. Look at this file again.
input-recipe-party-digits = no reference can be made of { $found } with the mask { $expected }: the number is not digits only. Give a reference in the table.
input-recipe-party-room = no reference can be made of { $found } with the mask { $expected }: the number is too long. Give a reference in the table.
usage-account-state = "{ $given }" is no state: draft, ordered, registered, tested or verified.
cli-account-changed = Account { $number } was changed.
action-references_set = references changed
action-state_moved = state changed
action-format_set = format set
action-reference_tried = reference tried
