//! The gateways that the settings chose.

use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};

use super::settings::Settings;
use super::{AppError, clock};
use crate::gateways::charges::Charges;
use crate::gateways::gammu_sql::GammuSql;
use crate::gateways::mail::Mail;
use crate::gateways::puzzel::Puzzel;
use crate::gateways::resurs::Resurs;
use crate::gateways::simulator::Simulator;
use crate::gateways::smstools::Smstools;
use crate::gateways::smtp::Smtp;
use crate::gateways::strex::Strex;
use crate::gateways::vipps::Vipps;
use crate::gateways::{Messages, Payments, PortError};

/// The gateways of a site, opened.
pub struct Ports {
    /// Messages.
    pub messages: Box<dyn Messages>,
    /// Mobile payments; a site may have none (ORD-26).
    pub payments: Option<Box<dyn Payments>>,
    /// Messages that cost; a site may have none.
    pub charges: Option<Box<dyn Charges>>,
    /// E-mail; a site may have none.
    pub mail: Option<Box<dyn Mail>>,
    /// Set it, and nothing more is taken outside in this round: what is under way is ended, what waits waits.
    pub stop: Arc<AtomicBool>,
    /// Who this process is to others that send.
    pub(crate) holder: String,
    /// Until when it has the right to send, ms.
    pub(crate) leased_until_ms: i64,
}

/// The simulator's file: beside the site's.
pub fn simulator_path(database: &Path) -> PathBuf {
    let mut name = database.file_name().unwrap_or_default().to_os_string();
    name.push("-simulator");
    database.with_file_name(name)
}

/// Opens the simulator of a site.
///
/// # Errors
/// [`AppError::Gateway`].
pub fn simulator(database: &Path) -> Result<Simulator, AppError> {
    Simulator::open(&simulator_path(database), clock::now_ms).map_err(|error| AppError::Gateway { detail: error.to_string() })
}

fn table<T: serde::de::DeserializeOwned>(name: &str, table: Option<&toml::Table>) -> Result<T, AppError> {
    let given = table.cloned().unwrap_or_default();
    given.try_into().map_err(|error: toml::de::Error| {
        // With the setting's name, which stands on a line of its own.
        let words: Vec<String> = error.to_string().split_whitespace().map(str::to_owned).collect();
        AppError::Gateway {
            detail: format!("[{name}] {}", words.join(" ")),
        }
    })
}

fn wrong(what: &str, error: &dyn std::fmt::Display) -> AppError {
    AppError::Gateway {
        detail: format!("[{what}] {error}"),
    }
}

/// Whether a line of `/proc/PID/stat` is of a process that has ended: one that was killed, and that its parent has not looked after
/// yet, still has its place there, in state Z.
fn has_ended(stat: &str) -> bool {
    let state = stat.rsplit_once(") ").and_then(|(_, rest)| rest.chars().next());
    matches!(state, Some('Z' | 'X'))
}

/// Opens what the settings name for e-mail.
///
/// # Errors
/// [`AppError::Gateway`] when its settings are wrong.
pub(crate) fn mail(settings: &Settings, database: &Path) -> Result<Option<Box<dyn Mail>>, AppError> {
    Ok(match settings.mailing() {
        None => None,
        Some("simulator") => Some(Box::new(simulator(database)?)),
        Some("smtp") => {
            let config = table("mail.smtp", settings.mail.smtp.as_ref())?;
            let sender = settings.mail.sender(&settings.seller);
            Some(Box::new(Smtp::new(config, &sender).map_err(|error| wrong("mail", &error))?))
        }
        Some(other) => return Err(wrong("mail.provider", &other)),
    })
}

impl Ports {
    /// Opens what the settings name. A real gateway never falls back to the simulator.
    ///
    /// # Errors
    /// [`AppError::Gateway`] when its settings are wrong.
    pub fn open(settings: &Settings, database: &Path) -> Result<Ports, AppError> {
        let messages: Box<dyn Messages> = match settings.sms.provider.as_str() {
            "simulator" => Box::new(simulator(database)?),
            "smstools" => Box::new(Smstools::new(
                &table("sms.smstools", settings.sms.smstools.as_ref())?,
                clock::now_ms,
            )),
            "gammu-sql" => Box::new(GammuSql::new(
                &table("sms.gammu-sql", settings.sms.gammu_sql.as_ref())?,
                clock::now_ms,
            )),
            other => {
                return Err(wrong("sms.provider", &format!("{other}: simulator, smstools or gammu-sql")));
            }
        };
        let payments: Option<Box<dyn Payments>> = match settings.pay.provider.as_deref() {
            None => None,
            Some("simulator") => Some(Box::new(simulator(database)?)),
            Some("resurs") => {
                let config = table("pay.resurs", settings.pay.resurs.as_ref())?;
                Some(Box::new(
                    Resurs::new(config, clock::now_ms).map_err(|error| wrong("pay.resurs", &error))?,
                ))
            }
            Some("vipps") => {
                let config = table("pay.vipps", settings.pay.vipps.as_ref())?;
                Some(Box::new(
                    Vipps::new(config, clock::now_ms).map_err(|error| wrong("pay.vipps", &error))?,
                ))
            }
            Some(other) => return Err(wrong("pay.provider", &other)),
        };
        let charges: Option<Box<dyn Charges>> = match settings.sms.charging() {
            None => None,
            Some("simulator") => Some(Box::new(simulator(database)?)),
            Some("strex") => {
                let config = table("sms.strex", settings.sms.strex.as_ref())?;
                Some(Box::new(
                    Strex::new(config, clock::now_ms).map_err(|error| wrong("sms.strex", &error))?,
                ))
            }
            Some("puzzel") => {
                let config = table("sms.puzzel", settings.sms.puzzel.as_ref())?;
                Some(Box::new(
                    Puzzel::new(config, clock::now_ms).map_err(|error| wrong("sms.puzzel", &error))?,
                ))
            }
            Some(other) => return Err(wrong("sms.charges", &other)),
        };
        Ok(Ports {
            messages,
            payments,
            charges,
            mail: mail(settings, database)?,
            stop: Arc::default(),
            holder: Ports::new_holder(),
            leased_until_ms: 0,
        })
    }

    pub(crate) fn is_stopped(&self) -> bool {
        self.stop.load(Ordering::Relaxed)
    }

    /// A name for one that sends: its process, and which of its threads.
    pub(crate) fn new_holder() -> String {
        format!("{}-{:08x}", std::process::id(), fastrand::u32(..))
    }

    /// Whether the process of a holder has ended. Everybody who shares the file is on this machine.
    pub(crate) fn is_gone(holder: &str) -> bool {
        let pid = holder.split('-').next().unwrap_or_default();
        if pid.parse::<u32>().is_err() {
            return true;
        }
        // Elsewhere the lease runs out by itself.
        if !cfg!(target_os = "linux") {
            return false;
        }
        let Ok(stat) = std::fs::read_to_string(Path::new("/proc").join(pid).join("stat")) else {
            return !Path::new("/proc").join(pid).exists();
        };
        has_ended(&stat)
    }

    /// Whether they could work: what stands in the way of each, in plain words. Sends nothing.
    pub fn examine(&mut self) -> Vec<(&'static str, Vec<String>)> {
        let mut found = vec![(self.messages.id(), self.messages.examine())];
        if let Some(payments) = &mut self.payments {
            found.push((payments.id(), payments.examine()));
        }
        if let Some(charges) = &mut self.charges {
            found.push((charges.id(), charges.examine()));
        }
        if let Some(mail) = &mut self.mail {
            found.push((mail.id(), mail.examine()));
        }
        found
    }

    /// The server of e-mail.
    ///
    /// # Errors
    /// [`PortError::Refused`] when there is none.
    pub(crate) fn mail(&mut self) -> Result<&mut dyn Mail, PortError> {
        match &mut self.mail {
            Some(mail) => Ok(mail.as_mut()),
            None => Err(PortError::Refused {
                code: "none".to_owned(),
                detail: "mail.provider = none".to_owned(),
            }),
        }
    }

    /// The provider of messages that cost.
    ///
    /// # Errors
    /// [`PortError::Refused`] when there is none.
    pub(crate) fn charges(&mut self) -> Result<&mut dyn Charges, PortError> {
        match &mut self.charges {
            Some(charges) => Ok(charges.as_mut()),
            None => Err(PortError::Refused {
                code: "none".to_owned(),
                detail: "sms.charges = none".to_owned(),
            }),
        }
    }

    /// The provider of mobile payments.
    ///
    /// # Errors
    /// [`PortError::Refused`] when there is none.
    pub(crate) fn payments(&mut self) -> Result<&mut dyn Payments, PortError> {
        match &mut self.payments {
            Some(payments) => Ok(payments.as_mut()),
            None => Err(PortError::Refused {
                code: "none".to_owned(),
                detail: "pay.provider = none".to_owned(),
            }),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn one_that_was_killed_is_gone_also_before_its_parent_looks() {
        for (stat, ended) in [
            ("4711 (fordring) S 1 4711 4711 0", false),
            ("4711 (fordring) Z 1 4711 4711 0", true),
            ("4711 (a) Z (b) R 1 4711", false),
            ("4711 (fordring) X 1", true),
            ("", false),
        ] {
            assert_eq!(has_ended(stat), ended, "{stat}");
        }
        assert!(Ports::is_gone("") && Ports::is_gone("cpuinfo-1"));
        assert!(!Ports::is_gone(&format!("{}-00000001", std::process::id())));
    }
}
