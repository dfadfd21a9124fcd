//! Bank files that come and go by themselves: the watched folder (OCR-8) and SFTP (OCR-4, OCR-5). Both end in the one code
//! path of every import (OCR-10).

pub mod filing;
pub mod folder;
mod hands;
pub mod settings;
mod writers;

pub use filing::Filed;
pub use folder::{Folder, Round};
