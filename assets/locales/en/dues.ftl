# Membership and dues.
screen-dues = Dues
screen-members = Members
empty-dues = No dues are set up. g makes a kind of membership, F3 dues of a kind for a period.
empty-members = Nobody is here yet. Read them in: fordring parties import.
count-dues = { $count } { $number ->
    [one] set of dues
   *[other] sets of dues
}
count-members = { $count } { $number ->
    [one] person or company
   *[other] people and companies
}
view-dues-all = All
view-dues-open = Open
view-dues-closed = Closed
view-members-all = All
view-members-members = Members
view-members-without = Without a kind
view-members-households = Households
column-dues-code = Code
column-dues-kind = Kind
column-dues-period = Period
column-dues-from = From
column-dues-until = Until
column-dues-open = Open
column-dues-each = Each
column-dues-issued = Issued
column-dues-paid = Paid
column-dues-amount = Asked
column-dues-received = Received
column-dues-claims = Claims
column-dues-due = Due
column-dues-description = Description
column-dues-account = Account
column-dues-place = Order
column-dues-id = No
column-members-party = No
column-members-name = Name
column-members-kind = Kind
column-members-from = From
column-members-until = Until
column-members-payer = Paid by
column-members-left = Left on
column-members-since = Member since
column-members-born = Born
column-members-phone = Phone
column-members-email = E-mail
column-members-city = City
column-members-code = Code
column-members-merged = Merged
column-memberships-due = Due
column-memberships-dues = Dues
column-memberships-dues_no = Dues no
column-claims-dues_no = Dues no
column-memberships-member_no = Member no
column-memberships-kind = Kind
column-memberships-payer = Paid by
column-memberships-replaced = Replaced
scope-dues = list of dues
scope-members = list of members
command-dues-add = New dues
command-dues-edit = Change dues
command-dues-state = Open or close
command-dues-run = Issue claims
command-dues-kind = Kinds of membership
command-dues-members = Memberships of these dues
command-members-assign = Give a kind
command-members-household = Who pays
command-members-run = Issue claims to them
says-dues-add = One item for each line of the claim: text=amount, with ; between. The period is a year or two days. New dues are closed until they are opened.
says-dues-edit = Once dues are issued, their kind, their period and what they cost stay.
says-dues-open = { $code } is opened: claims can be issued and paid by SMS.
says-dues-close = { $code } is closed: no more claims, no payment by SMS. What is issued is still owed.
says-dues-kind = Choose a kind to change, or type the code of a new one. Of one that is ended nothing more is issued; its members stay.
says-members-assign = { $count } { $count ->
    [one] gets the kind of membership.
   *[other] get the kind of membership.
}
says-members-household = One claim to the payer, with lines for each. Empty: each pays for themselves again.
field-dues-kind = Kind
field-dues-period = Period
field-dues-due = Due
field-dues-lines = Lines
field-dues-description = Description
field-dues-code = Code
field-dues-name = Name
field-dues-state = State
field-dues-from = From
field-dues-payer = Number of who pays
dues-kind-new = New kind
dues-kind-as-it-is = as it is
dues-kind-in-use = in use
dues-kind-ended = ended
dues-no-kinds = There is no kind of membership. Make one first (g).
dues-none-open = No dues are open. Open them in the list of dues.
dues-is-open = open
dues-is-closed = closed
dues-why-closed = the dues are closed
dues-why-kind-ended = the kind is ended
dues-why-merged = the same as somebody else
dues-why-other-kind = not of this kind
dues-why-not-yet = not a member yet
dues-why-left = has left
dues-why-paid = has paid
dues-why-issued = has the claim already
dues-why-fell-away = claim annulled or credited
dues-why-other-dues = has other dues for the time
dues-why-payer-gone = who pays is the same as somebody else
dues-why-unreachable = neither address, phone nor e-mail
dues-why-no-reference = the number gives no reference
dues-also-fell-away = Also those whose claim was annulled or credited
dues-also-other-dues = Also those who have other dues for the time
dues-also-unreachable = Also those whom nothing reaches
dues-would = { $claims ->
    [one] 1 claim
   *[other] { $claims } claims
} for { $members ->
    [one] 1 member
   *[other] { $members } members
}, { $amount }. { $left_out } get none.
dues-done = Issued: { $claims ->
    [one] 1 claim
   *[other] { $claims } claims
} for { $members ->
    [one] 1 member
   *[other] { $members } members
}, { $amount }. { $left_out } got none.
dues-issued-so-far = { $members } members, { $claims } claims, { $amount }; { $paid } paid, { $received } received
dues-run-title = { $code } · { $each } each · due { $due }
dues-run-left-out = Left out: { $count }
dues-run-nobody-left-out = Nobody is left out.
dues-run-everybody = all reasons
dues-run-says = It cannot be taken back at one go: each claim is annulled by itself. Type { $count } to confirm.
dues-run-looking = Looking at the members …
dues-run-running = { $percent } % done. Esc stops it; then none is issued.
dues-run-stopping = Stopping …
dues-run-stopped = Stopped. No claims were issued.
dues-run-numbers = Nos { $first }–{ $last }, voucher { $voucher }, due { $due }.
dues-run-expired = The due date { $due } has passed: give another one in the next step.
hint-dues-reason = reason
hint-dues-also = include
hint-dues-claims = the claims
told-dues-kind = Kind of membership: { $name }.
told-dues-set = Dues { $name }: saved.
done-membership-kind = Kind of membership { $code }: { $name }
done-enrolled = { $count } { $count ->
    [one] member has got the kind.
   *[other] members have got the kind.
}
done-household = { $count } { $count ->
    [one] member changed.
   *[other] members changed.
}
refusal-no-such-membership-kind = There is no kind of membership { $wanted }. See the list (dues kinds list) or add it.
refusal-membership-kind-exists = There is a kind of membership with the code { $code } already. Change that one, or take another code.
refusal-membership-kind-ended = The kind { $name } is ended: nothing more is issued. Take it into use again if that was wrong.
refusal-no-such-dues = There are no dues { $wanted }. See the list of dues.
refusal-dues-exist = These dues are set up already: { $code }. Change them, or take another code, kind or period.
refusal-dues-issued = { $code } is issued: its kind, its period and what it costs stay. Set up dues for another period, or give a discount on the claim.
refusal-dues-invalid = { $field }: "{ $value }" will not do.
refusal-dues-closed = { $code } is closed. Open it first; it can be paid by SMS then too.
refusal-dues-due-passed = { $code } would be due on { $due }, which has passed. Give another due date.
refusal-dues-nobody = Nobody gets a claim of { $code }. The preview says why.
refusal-dues-moved = { $code }: it would be { $claims } claims of { $amount } now, not what was shown. Nothing was issued; look again.
refusal-household-payer = { $payer } cannot pay for { $party }: whoever pays for others has nobody who pays for them.
dues-word-kind = Code of the kind
dues-word-kind-name = Name of the kind
dues-word-dues = Code of the dues
dues-word-period = Period (2026, 2026-07-01..2027-06-30)
dues-word-due = Due date
dues-word-description = Description
dues-word-line = Line (text=amount, VAT: text=amount@25)
dues-word-lines = Lines (1 to 12)
dues-word-until = Last day
action-enrolled = kind of membership set
action-payer_set = payer changed
action-dues_opened = opened
action-dues_closed = closed
action-dues_issued = claims issued
action-membership_replaced = replaced by a new claim
record-dues = dues
record-membership = membership
record-membership_kind = kind of membership
check-dues-twice = Member { $id } has the same dues twice.
check-dues-lines = Membership { $id }: the lines of its claim do not agree with the dues.
check-dues-period = Membership { $id }: its period is not that of the dues.
check-dues-replaced = Membership { $id } is replaced and the change log does not say so.
check-dues-unlogged = Dues { $id } are not what the change log says.
check-dues-sum = Dues { $id }: the sums kept of them are not those of their claims.
check-enrolment-unlogged = The kind of membership of { $id } is not what the change log says.
