//! Secrets: read once, from outside the settings, and never shown (gateways.md 10.7).

use std::fmt;
use std::io::Read;
use std::path::{Path, PathBuf};

use serde::Deserialize;

/// More than any key or password has.
const LARGEST: u64 = 16 * 1024;

/// Something that must not be seen: neither its debug text nor its display shows it, and it cannot be serialised.
#[derive(Clone, PartialEq, Eq)]
pub struct Secret(String);

impl Secret {
    /// Takes a text that is secret from now on.
    pub fn new(text: impl Into<String>) -> Secret {
        Secret(text.into())
    }

    /// The text itself, for what goes over the wire and nothing else.
    pub(super) fn expose(&self) -> &str {
        &self.0
    }
}

impl fmt::Debug for Secret {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("***")
    }
}

impl fmt::Display for Secret {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("***")
    }
}

/// Where a secret is. The settings say this, never the secret: `{ file = "/etc/fordring/secrets/resurs" }`.
#[derive(Clone, Debug, PartialEq, Eq, Deserialize)]
#[serde(try_from = "Given")]
pub enum SecretSource {
    /// An environment variable.
    Env(String),
    /// A systemd credential (`LoadCredential=`), by its name.
    Credential(String),
    /// A file that only its owner may read.
    File(PathBuf),
}

/// What stands in the settings. Anything else may be the secret itself, so no error quotes it.
#[derive(Deserialize)]
#[serde(untagged)]
enum Given {
    Source(Source),
    Other(serde::de::IgnoredAny),
}

#[derive(Deserialize)]
#[serde(rename_all = "kebab-case")]
enum Source {
    Env(String),
    Credential(String),
    File(PathBuf),
}

impl TryFrom<Given> for SecretSource {
    type Error = &'static str;

    fn try_from(given: Given) -> Result<SecretSource, &'static str> {
        match given {
            Given::Source(Source::Env(name)) => Ok(SecretSource::Env(name)),
            Given::Source(Source::Credential(name)) => Ok(SecretSource::Credential(name)),
            Given::Source(Source::File(path)) => Ok(SecretSource::File(path)),
            Given::Other(_) => Err("where the secret is: { file = … }, { env = … } or { credential = … }"),
        }
    }
}

/// Why a secret could not be had. Says where it was looked for, never what was found.
#[derive(Debug, thiserror::Error)]
pub enum SecretError {
    /// The environment variable is not set.
    #[error("the environment variable {0} is not set")]
    NoVariable(String),
    /// The program was not started by systemd with credentials, or the name is not one.
    #[error("there is no systemd credential {0}")]
    NoCredential(String),
    /// The file cannot be read.
    #[error("{}: {source}", path.display())]
    Unreadable {
        /// Which.
        path: PathBuf,
        /// Why.
        source: std::io::Error,
    },
    /// Others may read the file, so it is no secret.
    #[error("{}: others may read it (mode {mode:03o}); make it 0600", path.display())]
    Open {
        /// Which.
        path: PathBuf,
        /// Its mode.
        mode: u32,
    },
    /// Nothing in it, too much, or no text in one line.
    #[error("{0}: not a secret of one line")]
    NotOneLine(String),
}

impl SecretSource {
    /// Reads it.
    ///
    /// # Errors
    /// [`SecretError`].
    pub fn read(&self) -> Result<Secret, SecretError> {
        match self {
            SecretSource::Env(name) => match std::env::var(name) {
                Ok(text) => one_line(&text, name),
                Err(_) => Err(SecretError::NoVariable(name.clone())),
            },
            SecretSource::Credential(name) => {
                let plain = !name.is_empty() && name != "." && name != ".." && !name.contains('/');
                let folder = std::env::var_os("CREDENTIALS_DIRECTORY").filter(|_| plain);
                let folder = folder.ok_or_else(|| SecretError::NoCredential(name.clone()))?;
                // Who may read it is systemd's doing: a folder of the service's own, root's files in it.
                from_file(&Path::new(&folder).join(name), false)
            }
            SecretSource::File(path) => from_file(path, true),
        }
    }
}

fn from_file(path: &Path, must_be_private: bool) -> Result<Secret, SecretError> {
    let unreadable = |source| SecretError::Unreadable {
        path: path.to_path_buf(),
        source,
    };
    let file = std::fs::File::open(path).map_err(unreadable)?;
    // The mode of what was opened, not of what has the name by now.
    if must_be_private {
        check_private(&file, path)?;
    }
    let mut text = String::new();
    file.take(LARGEST + 1).read_to_string(&mut text).map_err(unreadable)?;
    one_line(&text, &path.display().to_string())
}

#[cfg(unix)]
fn check_private(file: &std::fs::File, path: &Path) -> Result<(), SecretError> {
    let meta = file.metadata().map_err(|source| SecretError::Unreadable {
        path: path.to_path_buf(),
        source,
    })?;
    let mode = std::os::unix::fs::PermissionsExt::mode(&meta.permissions()) & 0o777;
    if mode & 0o077 == 0 {
        Ok(())
    } else {
        Err(SecretError::Open {
            path: path.to_path_buf(),
            mode,
        })
    }
}

#[cfg(not(unix))]
fn check_private(_file: &std::fs::File, _path: &Path) -> Result<(), SecretError> {
    Ok(())
}

fn one_line(text: &str, whose: &str) -> Result<Secret, SecretError> {
    let line = text.trim_end_matches(['\r', '\n']);
    let long = u64::try_from(line.len()).is_ok_and(|length| length > LARGEST);
    if line.is_empty() || long || line.chars().any(char::is_control) {
        return Err(SecretError::NotOneLine(whose.to_owned()));
    }
    Ok(Secret(line.to_owned()))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_secret_is_not_shown() {
        let secret = Secret::new("hunter2");
        assert_eq!(format!("{secret} {secret:?} {:?}", Some(&secret)), "*** *** Some(***)");
    }

    #[cfg(unix)]
    #[test]
    fn a_file_that_others_may_read_is_refused() {
        use std::os::unix::fs::PermissionsExt;
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("key");
        std::fs::write(&path, "hunter2\n").unwrap();
        for (mode, taken) in [(0o600, true), (0o400, true), (0o640, false), (0o604, false), (0o610, false)] {
            std::fs::set_permissions(&path, PermissionsExt::from_mode(mode)).unwrap();
            let read = SecretSource::File(path.clone()).read();
            assert_eq!(read.is_ok(), taken, "{mode:o}");
            match read {
                Ok(secret) => assert_eq!(secret.expose(), "hunter2"),
                Err(error) => assert!(!format!("{error} {error:?}").contains("hunter2")),
            }
        }
    }

    #[test]
    fn what_is_no_secret_is_refused_and_not_told() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("key");
        for text in ["", "\n", "hunter2\nhunter3"] {
            std::fs::write(&path, text).unwrap();
            #[cfg(unix)]
            std::fs::set_permissions(&path, std::os::unix::fs::PermissionsExt::from_mode(0o600)).unwrap();
            let error = SecretSource::File(path.clone()).read().unwrap_err();
            assert!(matches!(error, SecretError::NotOneLine(_)), "{error}");
            assert!(!error.to_string().contains("hunter"));
        }
        assert!(SecretSource::Env("FORDRING_NO_SUCH_VARIABLE".to_owned()).read().is_err());
        assert!(SecretSource::Credential("../../etc/hostname".to_owned()).read().is_err());
    }

    #[test]
    fn the_settings_say_where_it_is() {
        let read: std::collections::BTreeMap<String, SecretSource> =
            toml::from_str("a = { env = \"KEY\" }\nb = { credential = \"resurs\" }\nc = { file = \"/etc/key\" }").unwrap();
        assert_eq!(read["b"], SecretSource::Credential("resurs".to_owned()));
        for wrong in [
            "\"hunter2\"",
            "{ key = \"hunter2\" }",
            "{ env = [\"hunter2\"] }",
            "[\"hunter2\"]",
            "{ env = \"hunter2\", file = \"x\" }",
        ] {
            let given: toml::Table = toml::from_str(&format!("a = {wrong}")).unwrap();
            let error = given.try_into::<std::collections::BTreeMap<String, SecretSource>>().unwrap_err();
            let error = error.to_string();
            assert!(error.contains("where the secret is") && !error.contains("hunter2"), "{error}");
        }
        assert_eq!(read["c"], SecretSource::File("/etc/key".into()));
    }
}
