//! Bank files for trying what is refused.

use chrono::NaiveDate;

use super::TrialFile;
use super::bank::{self, Line};
use super::country_no::SITE;
use super::files::{FOREIGN_ACCOUNT, exact, own_file, text_file};
use super::life::Life;
use super::trial::open;
use crate::app::AppError;
use crate::domain::money::Money;

/// Characters of a record.
const RECORD: usize = 80;

/// Files that are refused whole, each for one reason.
pub(super) fn bad(life: &mut Life, on: NaiveDate) -> Result<Vec<TrialFile>, AppError> {
    let mut three = Vec::new();
    for _ in 0..3 {
        three.push(Line {
            account: 0,
            ..exact(life, on)?
        });
    }
    let foreign = bank::bytes(&life.bank.file(on, &three, &[FOREIGN_ACCOUNT]))?;
    let mut records = |change: &dyn Fn(&mut Vec<String>)| -> Result<Vec<u8>, AppError> {
        let whole = own_file(life, on, &three)?;
        // All of it is ASCII: these lines carry no text.
        let mut lines: Vec<String> = String::from_utf8_lossy(&whole).lines().map(str::to_owned).collect();
        change(&mut lines);
        Ok((lines.join("\r\n") + "\r\n").into_bytes())
    };
    let truncated = records(&|lines| lines.truncate(lines.len().saturating_sub(3)))?;
    let sum = records(&|lines| {
        // One øre more than all payments, in both end records.
        for line in lines
            .iter_mut()
            .filter(|line| line.starts_with("NY090088") || line.starts_with("NY000089"))
        {
            let claimed = line.get(24..41).and_then(|sum| sum.parse::<u64>().ok()).unwrap_or(0);
            line.replace_range(24..41, &format!("{:017}", claimed + 1));
        }
    })?;
    let length = records(&|lines| {
        // Pasted through an e-mail: several blanks became one.
        if let Some(line) = lines.iter_mut().find(|line| line.len() == RECORD && line.contains("   ")) {
            *line = line.split_whitespace().collect::<Vec<_>>().join(" ");
        }
    })?;
    let mut files = vec![
        text_file(on, "bad-truncated", truncated),
        text_file(on, "bad-sum", sum),
        text_file(on, "bad-account", foreign),
        text_file(on, "bad-length", length),
    ];
    files.push(TrialFile {
        name: format!("camt052-{on}-bad-format.xml"),
        bytes: camt(life, on)?.into_bytes(),
    });
    files.push(TrialFile {
        name: "letter-bad-format.txt".to_owned(),
        bytes: format!("Hei!\n\nVedlagt følger bankfilen for {SITE}. Ring hvis noe er uklart.\n\nHilsen banken\n").into_bytes(),
    });
    Ok(files)
}

/// What the account looks like during the day: another message than those that are read.
fn camt(life: &mut Life, on: NaiveDate) -> Result<String, AppError> {
    let claim = open(life)?;
    let account = life.profile.accounts.first().map_or("", |account| account.number);
    let amount = Money::from_minor(claim.amount);
    Ok(format!(
        r#"<?xml version="1.0" encoding="UTF-8"?>
<Document xmlns="urn:iso:std:iso:20022:tech:xsd:camt.052.001.02"><BkToCstmrAcctRpt>
 <GrpHdr><MsgId>{SITE}-{on}</MsgId><CreDtTm>{on}T17:30:00+01:00</CreDtTm></GrpHdr>
 <Rpt><Id>1</Id><CreDtTm>{on}T17:30:00+01:00</CreDtTm>
  <Acct><Id><Othr><Id>{account}</Id><SchmeNm><Cd>BBAN</Cd></SchmeNm></Othr></Id><Ccy>NOK</Ccy></Acct>
  <Ntry><Amt Ccy="NOK">{amount}</Amt><CdtDbtInd>CRDT</CdtDbtInd><Sts>BOOK</Sts>
   <BookgDt><Dt>{on}</Dt></BookgDt><ValDt><Dt>{on}</Dt></ValDt>
   <NtryDtls><TxDtls><AmtDtls><TxAmt><Amt Ccy="NOK">{amount}</Amt></TxAmt></AmtDtls>
    <RmtInf><Strd><CdtrRefInf><Tp><CdOrPrtry><Cd>SCOR</Cd></CdOrPrtry></Tp><Ref>{}</Ref></CdtrRefInf></Strd></RmtInf>
   </TxDtls></NtryDtls></Ntry></Rpt></BkToCstmrAcctRpt></Document>
"#,
        claim.reference
    ))
}
