# Bank files that come and go by themselves.

## The watched folder
exchange-report-accept = As one command: fordring import { $codes } { $path }
watch-begins = Watching { $folder }. Ctrl+C ends it.
watch-ends = Ended; nothing is left half done.
watch-moved =   { $name } lies in { $path }
came-one = { $name } came by itself: { $payments } payments, { $booked } booked, { $settled } settled.
came-known = { $name } came by itself, and had been imported before. Nothing was stored.
came-refused = { $name } came by itself and was refused. The report in refused/ says why, and how to go on.
came-several = { $files } files came by themselves: { $payments } payments stored, { $refused } files refused.
came-delivered = { $count ->
    [one] { $names } was delivered to the bank.
   *[other] { $count } files were delivered to the bank: { $names }.
}

## Set-up
exchange-way-hand = carried by hand
exchange-way-folder = in the watched folder
exchange-way-sftp = by SFTP
exchange-server = { $server } · fetched from: { $fetch } · delivered to: { $deliver } · last done: { $looked }
exchange-nothing = –
exchange-no-accounts = There is no bank account yet: fordring accounts add NUMBER
exchange-delivered = { $name }: delivered for account { $account }
exchange-round = Account { $account }: { $came } files fetched, { $known } known from before, { $delivered } delivered.
exchange-looked = { $folder }: { $count ->
    [one] one file
   *[other] { $count } files
}

## Refusals
refusal-no-watched-folder = No folder is watched and no account uses SFTP. Name a folder with --folder, or set exchange.folder in the settings.
refusal-watched-elsewhere = { $folder } is being worked in already, by another watch or an open console. Let that one do it, or end it first.
refusal-exchange-no-account = { $wanted } is not an account of the site. fordring exchange list shows them.
refusal-exchange-field = --{ $field } cannot be “{ $value }”: hosts and users are plain letters and digits, key files and host-key files absolute paths without quotes, and at least one of --fetch and --deliver names a folder.
refusal-exchange-no-server = Files of account { $number } do not come by SFTP. Set it up: fordring exchange set { $number } --sftp USER@HOST --key FILE --known-hosts FILE --fetch DIR
refusal-exchange-nobody = No account uses SFTP. Set one up: Alt+Shift+A, the account, How files come and go; or fordring exchange set NUMBER --sftp USER@HOST --key FILE --known-hosts FILE --fetch DIR
refusal-exchange-not-imported = No payments came of this file: it went out, or it was refused and lies in refused/ with a report that says why.

## What went wrong at a server
exchange-fault-not-reached = { $host } (account { $account }) cannot be reached: { $detail }. Nothing is lost; what was begun is gone on with next time.
exchange-fault-too-slow = { $host } (account { $account }) was not done after { $detail } s. What was begun is gone on with next time.
exchange-fault-host-key-changed = { $host } shows another host key than before: { $detail }. It may be somebody else. Nothing was sent. Ask the bank for its fingerprint by another way; only if it is that one, replace the key in { $known_hosts }.
exchange-fault-host-key-unknown = The host key of { $host } does not stand in { $known_hosts }. Fetch it: ssh-keyscan -p { $port } { $host } > FILE, show it: ssh-keygen -lf FILE, and use FILE only if the bank gives the same fingerprint.
exchange-fault-login-refused = { $host } does not let { $user } in: { $detail }. Has the bank got the public key that belongs to our key file?
exchange-fault-key-file = The key file of account { $account } cannot be used: { $detail }. It must be there, without a passphrase, and only its owner may read it (chmod 600).
exchange-fault-no-program = { $detail } is not installed. Install the OpenSSH client (openssh-client), then try again.
exchange-fault-not-there = { $host } has no { $detail }. Check the folders of account { $account }: fordring exchange list
exchange-fault-denied = { $host } does not let { $user } at { $detail }. Ask the bank for the right to it.
exchange-fault-in-the-way = { $detail } is there already, and is not written over. Look what it is, and move it away if it is not to be there.
exchange-fault-unsafe-name = “{ $detail }” is a name that cannot be asked for safely (quotes, wildcards or control characters). Ask the bank to name it otherwise, or carry it by hand.
exchange-fault-too-many = { $folder } at { $host } holds more files than can be right. Is it the right folder?
exchange-fault-too-large = { $detail } at { $host } is larger than any bank file may be. It was not fetched.
exchange-fault-length = { $detail }: { $found } bytes came over, { $expected } were expected. It is taken anew next time.
exchange-fault-no-room = There is no room on the disk for what comes from { $host } (account { $account }): { $detail }. Nothing is lost; make room, and it is gone on with next time.
exchange-fault-stopped = Stopped; { $host } is gone on with next time.
exchange-fault-other = { $host } (account { $account }): { $detail }

## The change log
action-exchange_set = file exchange set up
action-exchange_begun = transfer begun
action-exchange_failed = transfer failed
action-exchange_imported = imported
action-fetched = fetched
action-delivered = delivered
record-exchange = transfer

## The list
screen-exchanged = File exchange
empty-exchanged = No file has come or gone by SFTP yet. Set an account up: Alt+Shift+A, the account, How files come and go. F3 fetches and delivers now.
count-exchanged = { $count } { $number ->
    [one] file
   *[other] files
}
column-exchanged-id = Id
column-exchanged-at = Time
column-exchanged-account = Account
column-exchanged-direction = Way
column-exchanged-name = File
column-exchanged-state = Status
column-exchanged-length = Bytes
column-exchanged-detail = Detail
column-exchanged-file = Bank file
column-exchanged-modified = Written
column-exchanged-sha256 = SHA-256
column-exchanged-operator = By
view-exchanged-all = All
view-exchanged-fetched = Fetched
view-exchanged-delivered = Delivered
view-exchanged-unfinished = Unfinished
exchange-direction-fetched = fetched
exchange-direction-delivered = delivered
exchange-state-begun = begun
exchange-state-done = done
exchange-state-failed = failed

## Set up and asked for on the screen
command-exchange-now = Fetch and deliver now
says-exchange-set = Who signs in by SFTP: the key file without a passphrase, readable by you only; the file with the server’s keys, checked against what the bank says. Leave a folder empty to fetch or deliver nothing.
exchange-asked = Fetching and delivering by SFTP …
exchange-nothing-new = { $known ->
    [0] Nothing new at the bank, and nothing to deliver.
    [one] Nothing new at the bank, and nothing to deliver; one file there was fetched before.
   *[other] Nothing new at the bank, and nothing to deliver; { $known } files there were fetched before.
}
exchange-set-told = Files of account { $number } now: { $way }.
server-address = USER@HOST[:PORT]
server-key-file = Our key file
server-host-keys = Server’s keys (file)
server-fetch-from = Fetch from folder
server-deliver-to = Deliver to folder
server-missing = No server is set: Enter here
server-folders = fetched from { $fetch } · delivered to { $deliver }
server-last = last done { $looked }
