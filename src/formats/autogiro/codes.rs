//! What Bankgirot's codes mean (Bankgirot, "Autogiro, technical manual", tables of the answer files).

use crate::domain::notice::NoticeKind;

/// What record 73 says, by its information and comment codes; `None` for codes that are not known.
pub fn mandate(info: &str, comment: &str) -> Option<NoticeKind> {
    match (comment, info) {
        ("32", _) => Some(NoticeKind::MandateNew),
        ("33" | "01" | "02" | "06" | "07" | "98", _) => Some(NoticeKind::MandateEnded),
        ("10", _) => Some(NoticeKind::MandateUnchanged),
        ("11", _) => Some(NoticeKind::MandatePaused),
        ("12", _) => Some(NoticeKind::MandateResumed),
        ("03" | "04" | "05" | "09" | "20" | "21" | "23" | "24" | "29" | "30", _) => Some(NoticeKind::MandateRefused),
        // Without a comment the information alone tells how it ended.
        ("  ", "03" | "10" | "43" | "44" | "46" | "93") => Some(NoticeKind::MandateEnded),
        _ => None,
    }
}

/// What became of a payment.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Status {
    /// Carried out.
    Paid,
    /// Not carried out.
    Failed,
    /// Not carried out, and tried again.
    Retried,
}

/// The status of records 82 and 32; blank in the old layout is paid.
pub fn status(code: &[u8]) -> Option<Status> {
    match code {
        b"0" | b" " => Some(Status::Paid),
        b"1" | b"2" => Some(Status::Failed),
        b"9" => Some(Status::Retried),
        _ => None,
    }
}

/// Whether the comment on a refused payment is known.
pub fn is_refusal(comment: &str) -> bool {
    matches!(
        comment,
        "01" | "02" | "03" | "04" | "05" | "06" | "07" | "08" | "09" | "10" | "12" | "13" | "15" | "24"
    )
}

/// What became of a payment that was to be cancelled or moved; `None` for comments that are not known.
pub fn amendment(comment: &str) -> Option<NoticeKind> {
    match comment {
        "12" => Some(NoticeKind::DrawCancelled),
        "14" | "18" => Some(NoticeKind::DrawMoved),
        "01" | "02" | "04" | "05" | "06" | "10" | "11" | "13" | "15" => Some(NoticeKind::Remark),
        _ => None,
    }
}
