//! What must hold, as conditions that find where it does not.

/// Everything a check can find, for the texts: [`super::full`], and imports that were interrupted.
pub const FAULTS: &[&str] = &[
    "integrity",
    "foreign-key",
    "claim-amount",
    "claim-credited",
    "claim-written-off",
    "claim-refunded",
    "claim-settled",
    "claim-void",
    "claim-reminded",
    "claim-left",
    "claim-paid",
    "claim-allocations",
    "claim-name",
    "claim-content",
    "line-overpaid",
    "line-content",
    "voucher-balance",
    "voucher-gap",
    "claim-voucher",
    "credit-note-gap",
    "credit-note-sum",
    "receivables",
    "payer-credit",
    "written-off",
    "fees",
    "not-placed",
    "payment-used",
    "payment-whereabouts",
    "away-movement",
    "file-undone",
    "parked-state",
    "refund-money",
    "refund-unlogged",
    "payment-movement",
    "payment-claim",
    "file-sums",
    "file-content",
    "item-sums",
    "item-state",
    "item-unlogged",
    "item-twice",
    "file-bytes",
    "payment-print",
    "file-unfinished",
    "journal-gap",
    "journal-chain",
    "journal-values",
    "journal-head",
    "journal-claim",
    "claim-unlogged",
    "reference-twice",
    "open-days",
    "line-item",
    "draft-content",
    "article-content",
];

/// The sums that must agree on a claim's row, as conditions on `claim c`. The same text serves one claim and all of them.
pub(super) const CLAIM_RULES: &[(&str, &str)] = &[
    (
        "claim-amount",
        "c.amount <> (SELECT coalesce(sum(CASE WHEN dropped THEN 0 ELSE amount - discount END), 0) FROM claim_line l WHERE l.claim_id = c.id)",
    ),
    (
        "claim-credited",
        "c.credited <> (SELECT coalesce(sum(credited), 0) FROM claim_line l WHERE l.claim_id = c.id)",
    ),
    (
        "claim-costs",
        "c.costs <> (SELECT coalesce(sum(CASE WHEN dropped THEN 0 ELSE amount - discount - credited - written_off END), 0) FROM claim_line l
           WHERE l.claim_id = c.id AND l.cost <> 0)",
    ),
    (
        "claim-written-off",
        "c.written_off <> (SELECT coalesce(sum(written_off), 0) FROM claim_line l WHERE l.claim_id = c.id)
         OR c.written_off <> -(SELECT coalesce(sum(amount), 0) FROM movement m WHERE m.claim_id = c.id AND m.kind = 17)",
    ),
    (
        "claim-refunded",
        "(SELECT coalesce(sum(refunded), 0) FROM claim_line l WHERE l.claim_id = c.id)
           > -(SELECT coalesce(sum(amount), 0) FROM movement m WHERE m.claim_id = c.id AND m.kind IN (3, 13))",
    ),
    (
        "claim-settled",
        "(c.status = 2 AND c.settled IS NOT c.extra) OR (c.status NOT IN (2, 3) AND c.settled IS NOT NULL)
           OR (c.status = 3 AND c.settled IS NOT NULL AND (c.void <> 0 OR c.paid <= c.amount - c.credited - c.written_off))
           OR (c.status = 3 AND c.settled IS NULL AND c.void = 0 AND c.kind <> 2 AND c.paid_on IS NOT NULL)",
    ),
    (
        "claim-void",
        "(c.status = 4 AND c.void NOT IN (1, 4)) OR (c.status = 5 AND c.void <> 3) OR (c.status = 6 AND c.void <> 2) OR (c.status IN (1, 2) AND c.void <> 0)
           OR (c.void <> 0 AND NOT EXISTS (SELECT 1 FROM journal j WHERE j.id = c.id AND j.kind = 'claim' AND j.action <> 'received'
                AND j.action = CASE c.void WHEN 1 THEN 'annulled' WHEN 2 THEN 'credited' WHEN 3 THEN 'refunded' ELSE 'written_off' END))",
    ),
    (
        "claim-reminded",
        "c.reminded_on IS NOT NULL AND NOT EXISTS (SELECT 1 FROM journal j WHERE j.id = c.id AND j.kind = 'claim' AND j.action <> 'received'
           AND j.action = 'reminded' AND abs(c.reminded_on - j.at / 86400000) <= 1)",
    ),
    (
        "claim-left",
        "c.\"left\" <> max(CASE WHEN c.void = 0 THEN c.amount - c.credited - c.written_off ELSE 0 END - c.paid, 0)",
    ),
    (
        "claim-paid",
        "c.paid <> (SELECT coalesce(sum(p.amount), 0) FROM allocation a CROSS JOIN payment p ON p.id = a.payment_id
               WHERE a.claim_id = c.id AND a.place = 1 AND p.claim_id = c.id)
           + (SELECT coalesce(sum(amount), 0) FROM movement m WHERE m.claim_id = c.id AND m.kind <> 17)",
    ),
    (
        "claim-allocations",
        "c.paid <> max(c.paid - CASE WHEN c.void = 0 THEN c.amount - c.credited - c.written_off ELSE 0 END, 0)
           + (SELECT coalesce(sum(amount), 0) FROM allocation a WHERE a.claim_id = c.id AND a.undone_seq IS NULL AND a.line_no IS NOT NULL)
         OR c.paid <> (SELECT coalesce(sum(amount), 0) FROM allocation a WHERE a.claim_id = c.id AND a.undone_seq IS NULL)",
    ),
];

/// Invariants over the whole file; each lists the keys for which it does not hold.
pub(super) const FILE_RULES: &[(&str, &str)] = &[
    ("claim-name", "SELECT c.id FROM claim c JOIN party p ON p.id = c.party_id WHERE c.name_key <> p.name_key LIMIT ?1"),
    (
        "line-overpaid",
        "SELECT l.claim_id FROM claim_line l JOIN (SELECT claim_id, line_no, sum(amount) AS paid FROM allocation WHERE undone_seq IS NULL AND line_no IS NOT NULL GROUP BY claim_id, line_no) a
           ON a.claim_id = l.claim_id AND a.line_no = l.no
         WHERE a.paid > CASE WHEN l.dropped THEN 0 ELSE l.amount - l.discount - l.credited - l.written_off END LIMIT ?1",
    ),
    (
        "line-content",
        "SELECT l.claim_id FROM claim_line l JOIN journal_value v ON v.seq = (SELECT max(j.seq) FROM journal j WHERE j.id = l.claim_id AND j.kind = 'claim'
               AND j.action <> 'received' AND j.action NOT IN ('reminded', 'send_asked', 'sent', 'reminder_sent', 'send_failed', 'send_cancelled', 'due_changed', 'refund_asked', 'draw_sent', 'draw_withdrawn', 'draw_stands', 'draw_refused', 'draw_failed'))
           JOIN journal j ON j.seq = v.seq
         WHERE v.after IS NOT NULL AND CASE WHEN j.action = 'issued' THEN l.discount <> 0 OR l.credited <> 0 OR l.dropped OR l.written_off <> 0 OR l.refunded <> 0
           ELSE json_type(v.after, '$.lines') = 'array' AND NOT EXISTS (SELECT 1 FROM json_each(v.after, '$.lines') e WHERE json_extract(e.value, '$.no') = l.no
             AND coalesce(json_extract(e.value, '$.discount'), '0.00') = printf('%d.%02d', l.discount / 100, l.discount % 100)
             AND coalesce(json_extract(e.value, '$.credited'), '0.00') = printf('%d.%02d', l.credited / 100, l.credited % 100)
             AND coalesce(json_extract(e.value, '$.written_off'), '0.00') = printf('%d.%02d', l.written_off / 100, l.written_off % 100)
             AND coalesce(json_extract(e.value, '$.refunded'), '0.00') = printf('%d.%02d', l.refunded / 100, l.refunded % 100)
             AND coalesce(json_extract(e.value, '$.dropped'), 0) = l.dropped) END LIMIT ?1",
    ),
    ("voucher-balance", "SELECT voucher_id FROM posting GROUP BY voucher_id HAVING sum(amount) <> 0 LIMIT ?1"),
    ("voucher-gap", "SELECT number FROM (SELECT number, row_number() OVER (ORDER BY number) AS place FROM voucher WHERE series = 'voucher') WHERE number <> place LIMIT ?1"),
    ("claim-voucher", "SELECT c.id FROM claim c LEFT JOIN voucher v ON v.id = c.voucher_id WHERE v.id IS NULL LIMIT ?1"),
    ("credit-note-gap", "SELECT number FROM (SELECT number, row_number() OVER (ORDER BY number) AS place FROM credit_note) WHERE number <> place LIMIT ?1"),
    (
        "credit-note-sum",
        "SELECT n.number FROM credit_note n WHERE n.amount <> (SELECT coalesce(sum(amount), 0) FROM credit_note_line l WHERE l.credit_note_id = n.id) LIMIT ?1",
    ),
    (
        "payment-used",
        "SELECT p.id FROM payment p WHERE (p.state IN (4, 7, 8) AND p.used <> p.amount) OR (p.state = 3 AND (p.used = 0 OR p.used = p.amount))
           OR (p.state IN (1, 2, 6) AND p.used <> 0) OR (p.state = 5 AND p.used = p.amount AND p.amount <> 0)
           OR (p.source = 1 AND p.used = 0 AND p.state <> CASE WHEN EXISTS (SELECT 1 FROM parked n WHERE n.payment_id = p.id AND n.ended_seq IS NULL) THEN 5
                 WHEN p.reason IN (12, 13, 23) THEN 5 WHEN p.reason IN (14, 15, 16) THEN 2 ELSE 1 END) LIMIT ?1",
    ),
    (
        "payment-whereabouts",
        "SELECT payment_id FROM (SELECT payment_id, amount FROM allocation WHERE undone_seq IS NULL
             UNION ALL SELECT payment_id, amount FROM away WHERE undone_seq IS NULL
             UNION ALL SELECT p.id, -abs(p.used) FROM payment p
               WHERE p.amount > 0 OR EXISTS (SELECT 1 FROM away w WHERE w.payment_id = p.id AND w.undone_seq IS NULL))
           GROUP BY payment_id HAVING sum(amount) <> 0 LIMIT ?1",
    ),
    (
        "payment-whereabouts",
        "SELECT p.id FROM payment p WHERE p.amount < 0 AND (p.used NOT IN (0, p.amount) OR (p.used = p.amount AND p.state NOT IN (7, 8)
           AND p.amount <> -(SELECT coalesce(sum(w.amount), 0) FROM away w WHERE w.other_payment_id = p.id AND w.undone_seq IS NULL)
           AND p.amount <> -(SELECT coalesce(sum(w.amount), 0) FROM away w WHERE w.payment_id = p.id AND w.undone_seq IS NULL)
           AND NOT EXISTS (SELECT 1 FROM movement m WHERE m.payment_id = p.id AND m.refund_id IS NOT NULL))) LIMIT ?1",
    ),
    // What went away has its transactions: by payment and where it is. What was recalled left no place by name but its account. Of
    // money that went out to an account, the transactions say with their sign that it is no longer missing.
    (
        "away-movement",
        "SELECT payment_id FROM (
             SELECT payment_id, CASE kind WHEN 5 THEN 2 ELSE kind END AS place, amount FROM away WHERE undone_seq IS NULL
             UNION ALL SELECT payment_id, CASE WHEN kind IN (8, 9, 11) THEN 2 WHEN kind = 10 THEN 6 WHEN kind IN (3, 15) THEN 3 WHEN kind = 13 THEN 4
                 WHEN kind = 12 THEN 7 WHEN kind = 16 THEN 8 WHEN account IS NULL THEN 2 ELSE 6 END,
                 CASE WHEN kind IN (7, 10) AND (SELECT p.amount < 0 FROM payment p WHERE p.id = m.payment_id) THEN -amount ELSE amount END
               FROM movement m WHERE payment_id IS NOT NULL AND (kind IN (3, 8, 9, 10, 11, 13, 15) OR (kind IN (12, 16) AND amount < 0) OR (kind = 7 AND claim_id IS NULL)))
           GROUP BY payment_id, place HAVING sum(amount) <> 0 LIMIT ?1",
    ),
    (
        "away-movement",
        "SELECT w.payment_id FROM away w WHERE (w.kind = 2 AND NOT EXISTS (SELECT 1 FROM movement m WHERE m.payment_id = w.payment_id AND m.kind = 8 AND m.party_id = w.party_id))
           OR (w.kind = 6 AND NOT EXISTS (SELECT 1 FROM movement m WHERE m.payment_id = w.payment_id AND m.kind = 10 AND m.account = w.account))
           OR NOT EXISTS (SELECT 1 FROM journal j WHERE j.seq = w.seq)
           OR (w.undone_seq IS NOT NULL AND NOT EXISTS (SELECT 1 FROM journal j WHERE j.seq = w.undone_seq AND j.seq >= w.seq)) LIMIT ?1",
    ),
    (
        "file-undone",
        "SELECT f.id FROM bank_file f WHERE (f.undone_seq IS NOT NULL
             AND NOT EXISTS (SELECT 1 FROM journal j WHERE j.seq = f.undone_seq AND j.kind = 'bank_file' AND j.id = f.id AND j.action = 'file_undone'))
           OR (f.undone_seq IS NULL AND EXISTS (SELECT 1 FROM journal j WHERE j.id = f.id AND j.kind = 'bank_file' AND j.action <> 'received' AND j.action = 'file_undone')) LIMIT ?1",
    ),
    (
        "file-undone",
        "SELECT p.file_id FROM payment p LEFT JOIN bank_file f ON f.id = p.file_id WHERE (p.state = 8) <> (f.undone_seq IS NOT NULL)
           OR (p.state = 8 AND NOT EXISTS (SELECT 1 FROM movement m WHERE m.payment_id = p.id AND m.kind = 16 AND m.amount = -p.amount)) LIMIT ?1",
    ),
    (
        "parked-state",
        "SELECT n.payment_id FROM parked n LEFT JOIN journal j ON j.seq = n.seq AND j.id = n.payment_id AND j.kind = 'payment' LEFT JOIN journal_value v ON v.seq = j.seq
           WHERE j.seq IS NULL OR (v.after IS NOT NULL AND (json_extract(v.after, '$.note') <> n.note OR json_extract(v.after, '$.owner') <> n.owner
             OR json_extract(v.after, '$.until') IS NOT date(n.until_on * 86400, 'unixepoch'))) LIMIT ?1",
    ),
    (
        "parked-state",
        "SELECT n.payment_id FROM parked n JOIN payment p ON p.id = n.payment_id WHERE n.ended_seq IS NULL AND p.state NOT IN (4, 5, 8) LIMIT ?1",
    ),
    (
        "refund-money",
        "SELECT r.id FROM refund r WHERE (r.state IN (1, 2, 3)
             AND r.amount <> (SELECT coalesce(sum(w.amount), 0) FROM away w WHERE w.payment_id = r.payment_id AND w.refund_id = r.id AND w.kind = 3 AND w.undone_seq IS NULL))
           OR (r.state = 4 AND EXISTS (SELECT 1 FROM away w WHERE w.payment_id = r.payment_id AND w.refund_id = r.id AND w.undone_seq IS NULL))
           OR NOT EXISTS (SELECT 1 FROM movement m WHERE m.payment_id = r.payment_id AND m.refund_id = r.id AND m.kind = 3 AND m.amount = -r.amount AND m.claim_id IS r.claim_id)
           OR (r.state = 3) <> EXISTS (SELECT 1 FROM movement m WHERE m.payment_id = r.payment_id AND m.refund_id = r.id AND m.kind = 14 AND m.amount = -r.amount)
           OR (r.state = 4) <> EXISTS (SELECT 1 FROM movement m WHERE m.payment_id = r.payment_id AND m.refund_id = r.id AND m.kind = 15 AND m.amount = r.amount)
           OR (r.credit_note IS NOT NULL AND NOT EXISTS (SELECT 1 FROM credit_note n WHERE n.number = r.credit_note AND n.claim_id = r.claim_id)) LIMIT ?1",
    ),
    (
        "refund-unlogged",
        "SELECT r.id FROM refund r JOIN journal_value v ON v.seq = (SELECT max(seq) FROM journal j WHERE j.id = r.id AND j.kind = 'refund' AND j.action <> 'received')
           WHERE v.after IS NOT NULL AND (json_extract(v.after, '$.amount') <> printf('%d.%02d', r.amount / 100, r.amount % 100)
             OR json_extract(v.after, '$.to') <> r.to_account OR json_extract(v.after, '$.payment') <> r.payment_id OR json_extract(v.after, '$.state') <> CASE r.state WHEN 1 THEN 'requested' WHEN 2 THEN 'sent' WHEN 3 THEN 'done' ELSE 'failed' END) LIMIT ?1",
    ),
    (
        "refund-unlogged",
        "SELECT r.id FROM refund r WHERE NOT EXISTS (SELECT 1 FROM journal j WHERE j.id = r.id AND j.kind = 'refund' AND j.action <> 'received') LIMIT ?1",
    ),
    (
        "refund-unlogged",
        "SELECT DISTINCT m.refund_id FROM movement m WHERE m.refund_id IS NOT NULL AND NOT EXISTS (SELECT 1 FROM refund r WHERE r.id = m.refund_id) LIMIT ?1",
    ),
    (
        "payment-movement",
        "SELECT p.id FROM payment p WHERE NOT EXISTS (SELECT 1 FROM voucher v WHERE v.id = p.voucher_id)
           OR EXISTS (SELECT 1 FROM movement m WHERE m.payment_id = p.id AND m.kind IN (1, 2)) LIMIT ?1",
    ),
    (
        "payment-claim",
        "SELECT p.id FROM payment p WHERE p.claim_id IS NOT NULL
           AND NOT EXISTS (SELECT 1 FROM allocation a WHERE a.claim_id = p.claim_id AND a.payment_id = p.id) LIMIT ?1",
    ),
    (
        "payment-claim",
        "SELECT a.payment_id FROM allocation a LEFT JOIN payment p ON p.id = a.payment_id
           WHERE (p.claim_id IS NULL OR p.claim_id <> a.claim_id)
             AND NOT EXISTS (SELECT 1 FROM movement m WHERE m.payment_id = a.payment_id AND m.claim_id = a.claim_id) LIMIT ?1",
    ),
    (
        "file-sums",
        "SELECT f.id FROM bank_file f WHERE f.stored <> (SELECT count(*) FROM payment p WHERE p.file_id = f.id)
           OR f.booked <> (SELECT coalesce(sum(amount), 0) FROM payment p WHERE p.file_id = f.id)
           OR f.stored <> f.settled + f.manual + f.suggested + f.unmatched + f.parked LIMIT ?1",
    ),
    // Those of a file that is not finished follow at its end.
    (
        "payment-print",
        "SELECT p.id FROM payment p JOIN bank_file f ON f.id = p.file_id WHERE f.state <> 1
           AND NOT EXISTS (SELECT 1 FROM payment_print k WHERE k.fingerprint = p.fingerprint AND k.payment_id = p.id) LIMIT ?1",
    ),
    (
        "payment-print",
        "SELECT k.payment_id FROM payment_print k LEFT JOIN payment p ON p.id = k.payment_id WHERE p.fingerprint IS NOT k.fingerprint LIMIT ?1",
    ),
    (
        "file-bytes",
        "SELECT f.id FROM bank_file f WHERE f.length <> (SELECT coalesce(sum(length(bytes)), 0) FROM bank_file_chunk b WHERE b.file_id = f.id) LIMIT ?1",
    ),
    (
        "item-sums",
        "SELECT f.id FROM bank_file f WHERE (f.direction = 2 AND (f.account_id IS NULL OR f.number IS NULL OR f.created_on IS NULL
             OR f.payments <> (SELECT count(*) FROM bank_item i WHERE i.file_id = f.id)
             OR f.sum <> (SELECT coalesce(sum(i.amount), 0) FROM bank_item i WHERE i.file_id = f.id)))
           OR (f.direction = 1 AND EXISTS (SELECT 1 FROM bank_item i WHERE i.file_id = f.id)) LIMIT ?1",
    ),
    // A file that was discarded has discarded items and nothing else; one that was sent has none that is only written. A draw names
    // its claim, a pay-out its refund of the same amount, a withdrawal a draw that it fits.
    (
        "item-state",
        "SELECT i.id FROM bank_item i JOIN bank_file f ON f.id = i.file_id WHERE (f.state = 14) <> (i.state = 8) OR (f.state IN (11, 12, 13) AND i.state = 1)
           OR (f.state = 13 AND i.state IN (2, 3))
           OR (i.kind IN (1, 2) AND i.claim_id IS NULL) OR (i.kind = 4 AND i.mandate_id IS NULL)
           OR (i.kind = 3 AND NOT EXISTS (SELECT 1 FROM refund r WHERE r.id = i.refund_id AND r.amount = i.amount AND i.own_reference = 'R' || r.id))
           OR (i.kind = 2 AND NOT EXISTS (SELECT 1 FROM bank_item d WHERE d.id = i.withdraws AND d.kind = 1 AND d.claim_id = i.claim_id AND d.amount = i.amount
                AND d.due_on = i.due_on AND d.reference = i.reference)) LIMIT ?1",
    ),
    (
        "item-unlogged",
        "SELECT f.id FROM bank_file f WHERE f.direction = 2 AND NOT EXISTS (SELECT 1 FROM journal j LEFT JOIN journal_value v ON v.seq = j.seq
             WHERE j.id = f.id AND j.kind = 'bank_file' AND j.action <> 'received' AND j.action = 'file_written'
               AND (v.after IS NULL OR (json_extract(v.after, '$.items') = f.payments AND json_extract(v.after, '$.number') = f.number
                 AND json_extract(v.after, '$.sum') = printf('%d.%02d', f.sum / 100, f.sum % 100) AND json_extract(v.after, '$.bytes') = lower(hex(f.fingerprint))))) LIMIT ?1",
    ),
    (
        "item-unlogged",
        "SELECT f.id FROM bank_file f JOIN journal_value v ON v.seq = (SELECT max(j.seq) FROM journal j WHERE j.id = f.id AND j.kind = 'bank_file' AND j.action <> 'received')
         WHERE f.direction = 2 AND v.after IS NOT NULL
           AND json_extract(v.after, '$.state') <> (SELECT w.word FROM code_word w WHERE w.what = 'file.state' AND w.number = f.state) LIMIT ?1",
    ),
    (
        "item-twice",
        "SELECT i.claim_id FROM bank_item i WHERE i.kind = 1 AND i.state IN (1, 2, 3) GROUP BY i.claim_id HAVING count(*) > 1 LIMIT ?1",
    ),
    (
        "open-days",
        "SELECT due_on FROM (SELECT status, due_on, count(*) AS claims, sum(\"left\" > 0) AS owing, sum(\"left\") AS rest FROM claim WHERE status IN (1, 3) GROUP BY status, due_on
           UNION ALL SELECT status, due_on, -claims, -owing, -\"left\" FROM open_day)
         GROUP BY status, due_on HAVING sum(claims) <> 0 OR sum(owing) <> 0 OR sum(rest) <> 0 LIMIT ?1",
    ),
    ("reference-twice", "SELECT c.id FROM claim c JOIN party p ON p.reference = c.reference LIMIT ?1"),
    (
        "claim-unlogged",
        "SELECT c.id FROM claim c WHERE NOT EXISTS (SELECT 1 FROM journal j WHERE j.id = c.id AND j.kind = 'claim' AND j.action <> 'received') LIMIT ?1",
    ),
    (
        "claim-unlogged",
        "SELECT a.claim_id FROM allocation a LEFT JOIN journal j ON j.seq = a.seq WHERE j.id IS NOT a.claim_id OR j.kind <> 'claim' LIMIT ?1",
    ),
    (
        "claim-unlogged",
        "SELECT j.id FROM journal j WHERE j.action = 'received' AND NOT EXISTS (SELECT 1 FROM allocation a WHERE a.claim_id = j.id AND a.seq = j.seq) LIMIT ?1",
    ),
    (
        "claim-content",
        "SELECT c.id FROM claim c JOIN journal j ON j.id = c.id AND j.kind = 'claim' AND j.action <> 'received' AND j.action = 'issued' JOIN journal_value v ON v.seq = j.seq
         WHERE v.after IS NOT NULL AND (json_extract(v.after, '$.number') <> c.number OR (json_extract(v.after, '$.party') <> c.party_id
             AND (SELECT merged_into FROM party WHERE id = json_extract(v.after, '$.party')) IS NOT c.party_id)
           OR json_extract(v.after, '$.kind') <> (SELECT word FROM code_word w WHERE w.what = 'claim.kind' AND w.number = c.kind)
           OR json_extract(v.after, '$.reference') <> coalesce(c.reference, '')
           OR json_extract(v.after, '$.issued') <> date(c.issued_on * 86400, 'unixepoch')
           OR coalesce((SELECT json_extract(d.after, '$.due') FROM journal k JOIN journal_value d ON d.seq = k.seq
                 WHERE k.id = c.id AND k.kind = 'claim' AND k.action <> 'received' AND k.action = 'due_changed' ORDER BY k.seq DESC LIMIT 1),
               json_extract(v.after, '$.due')) <> date(c.due_on * 86400, 'unixepoch')) LIMIT ?1",
    ),
    (
        "journal-claim",
        "SELECT c.id FROM claim c
           JOIN journal_value v ON v.seq = max(coalesce((SELECT max(seq) FROM journal j WHERE j.id = c.id AND j.kind = 'claim' AND j.action <> 'received'
                                                 AND j.action NOT GLOB 'sms_charge_*'), 0),
                                               coalesce((SELECT max(seq) FROM allocation a WHERE a.claim_id = c.id), 0))
           JOIN code_word w ON w.what = 'claim.status' AND w.number = c.status
           JOIN code_word x ON x.what = 'claim.extra' AND x.number = c.extra
         WHERE v.after IS NOT NULL AND (json_extract(v.after, '$.status') <> w.word OR json_extract(v.after, '$.extra_status') <> x.word
           OR json_extract(v.after, '$.amount') <> printf('%d.%02d', c.amount / 100, c.amount % 100)
           OR json_extract(v.after, '$.paid') <> printf('%d.%02d', c.paid / 100, c.paid % 100)
           OR json_extract(v.after, '$.left') <> printf('%d.%02d', c.\"left\" / 100, c.\"left\" % 100)) LIMIT ?1",
    ),
    // How a line's amount came about is what it was issued with.
    (
        "line-item",
        "SELECT i.claim_id FROM claim_line_item i JOIN claim_line l ON l.claim_id = i.claim_id AND l.no = i.no
           WHERE l.amount <> (i.quantity * i.price + 500) / 1000 - i.rebate LIMIT ?1",
    ),
    (
        "draft-content",
        "SELECT d.id FROM claim_draft d LEFT JOIN journal_value v ON v.seq = (SELECT max(j.seq) FROM journal j WHERE j.id = d.id AND j.kind = 'claim_draft' AND j.action <> 'received')
           LEFT JOIN claim c ON c.id = d.claim_id
         WHERE v.seq IS NULL OR (v.after IS NOT NULL AND CASE d.state WHEN 2 THEN json_extract(v.after, '$.claim') IS NOT c.number WHEN 1 THEN
             json_extract(v.after, '$.amount') IS NOT printf('%s%d.%02d', CASE WHEN d.amount < 0 THEN '-' ELSE '' END, abs(d.amount) / 100, abs(d.amount) % 100)
             OR json_array_length(v.after, '$.lines') IS NOT (SELECT count(*) FROM claim_draft_line l WHERE l.draft_id = d.id) ELSE 0 END) LIMIT ?1",
    ),
    (
        "article-content",
        "SELECT a.id FROM article a LEFT JOIN journal_value v ON v.seq = (SELECT max(j.seq) FROM journal j WHERE j.id = a.id AND j.kind = 'article' AND j.action <> 'received')
         WHERE v.seq IS NULL OR (v.after IS NOT NULL AND (json_extract(v.after, '$.code') <> a.code
           OR json_extract(v.after, '$.price') <> printf('%s%d.%02d', CASE WHEN a.price < 0 THEN '-' ELSE '' END, abs(a.price) / 100, abs(a.price) % 100))) LIMIT ?1",
    ),
];
