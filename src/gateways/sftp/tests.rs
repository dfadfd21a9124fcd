//! The client's words and its command line, without a server.

use super::*;

fn config() -> SftpConfig {
    SftpConfig {
        host: "sftp.bank.example".to_owned(),
        port: 22,
        user: "klubb".to_owned(),
        key_file: PathBuf::from("/k/id"),
        known_hosts: PathBuf::from("/k/known"),
    }
}

fn said(err: &str) -> ExchangeError {
    let said = Said {
        good: false,
        out: String::new(),
        err: err.to_owned(),
    };
    why(&said, "/ut", "a.txt")
}

#[test]
fn what_the_client_says_is_understood() {
    let changed = "@ WARNING: REMOTE HOST IDENTIFICATION HAS CHANGED! @\nthe remote host is\nSHA256:abc.\nHost key verification failed.\nConnection closed";
    let cases = [
        (changed, "host-key-changed"),
        (
            "No ED25519 host key is known for [h]:22 and you have requested strict checking.\nHost key verification failed.",
            "host-key-unknown",
        ),
        ("k@h: Permission denied (publickey).\nConnection closed", "login-refused"),
        ("remote rename \"/in/a.part\" to \"/in/a\": Failure", "in-the-way"),
        ("stat remote: No such file or directory", "not-there"),
        ("File \"/ut/./a.txt\" not found.", "not-there"),
        ("dest open \"/in/a\": Permission denied", "denied"),
        (
            "ssh: connect to host h port 22: Connection refused\nConnection closed",
            "not-reached",
        ),
        (
            "ssh: Could not resolve hostname h: Name or service not known\nConnection closed",
            "not-reached",
        ),
        ("Connection closed", "not-reached"),
        ("client_loop: send disconnect: Broken pipe", "not-reached"),
        ("write remote \"/in/a\": Failure", "other"),
        ("write local \"./a.part\": No space left on device", "no-room"),
        ("write local \"./a.part\": File too large", "no-room"),
    ];
    for (err, code) in cases {
        assert_eq!(said(err).code(), code, "{err}");
    }
    assert_eq!(
        said(changed),
        ExchangeError::HostKeyChanged {
            found: "SHA256:abc".to_owned()
        }
    );
    let refused = said("ssh: connect to host h port 22: Connection refused\nConnection closed");
    assert!(refused.to_string().contains("Connection refused"), "{refused}");
}

#[test]
fn the_host_key_is_strict_and_nothing_is_asked() {
    let sftp = Sftp::new(config(), || 0, Box::new(|| false));
    let command = sftp.command();
    let words: Vec<String> = command.get_args().map(|word| word.to_string_lossy().into_owned()).collect();
    for wanted in [
        "BatchMode=yes",
        "StrictHostKeyChecking=yes",
        "IdentitiesOnly=yes",
        "UserKnownHostsFile=\"/k/known\"",
    ] {
        assert!(words.iter().any(|word| word == wanted), "{wanted}: {words:?}");
    }
    assert_eq!(words.last().map(String::as_str), Some("klubb@sftp.bank.example"));
}

#[test]
fn a_set_up_that_could_be_an_option_is_refused() {
    assert_eq!(config().fault(), None);
    let six = SftpConfig {
        host: "::1".to_owned(),
        ..config()
    };
    assert_eq!(six.fault(), None);
    for host in ["-oProxyCommand=sh", "a b", "", "a\"b", "h;x"] {
        let wrong = SftpConfig {
            host: host.to_owned(),
            ..config()
        };
        assert_eq!(wrong.fault().map(|(field, _)| field), Some("host"), "{host}");
    }
    for user in ["-l", "a b", "a/b", ""] {
        let wrong = SftpConfig {
            user: user.to_owned(),
            ..config()
        };
        assert_eq!(wrong.fault().map(|(field, _)| field), Some("user"), "{user}");
    }
    for key in ["id", "/a\"b", "/a\nb", "/${HOME}/id"] {
        let wrong = SftpConfig {
            key_file: PathBuf::from(key),
            ..config()
        };
        assert_eq!(wrong.fault().map(|(field, _)| field), Some("key"), "{key}");
    }
}

#[cfg(unix)]
#[test]
fn a_key_that_others_may_read_and_a_missing_client_are_told() {
    use std::os::unix::fs::PermissionsExt;
    let dir = tempfile::tempdir().unwrap();
    let (key, known) = (dir.path().join("id"), dir.path().join("known"));
    std::fs::write(&key, "x").unwrap();
    std::fs::set_permissions(&key, PermissionsExt::from_mode(0o644)).unwrap();
    let config = SftpConfig {
        key_file: key.clone(),
        known_hosts: known.clone(),
        ..config()
    };
    let mut sftp = Sftp::new(config, || 0, Box::new(|| false)).with_program(dir.path().join("no-sftp"));
    assert_eq!(sftp.list("/").unwrap_err().code(), "key-file");
    std::fs::set_permissions(&key, PermissionsExt::from_mode(0o600)).unwrap();
    assert_eq!(sftp.list("/").unwrap_err().code(), "host-key-unknown");
    std::fs::write(&known, "h ssh-ed25519 AAAA\n").unwrap();
    assert_eq!(sftp.list("/").unwrap_err().code(), "no-program");
    assert_eq!(sftp.list("/\"\nrm x").unwrap_err().code(), "unsafe-name");
    assert_eq!(sftp.fetch("/", "a\"b", &dir.path().join("p")).unwrap_err().code(), "unsafe-name");
}

#[cfg(unix)]
#[test]
fn a_client_that_hangs_is_ended() {
    let mut command = Command::new("sleep");
    command.arg("60");
    let end = run(&command, "", Duration::from_millis(200), &|| false).map(|_| ());
    assert_eq!(end, Err(ExchangeError::TooSlow { seconds: 0 }));
    let mut command = Command::new("sleep");
    command.arg("60");
    assert_eq!(run(&command, "", SHORT, &|| true).map(|_| ()), Err(ExchangeError::Stopped));
}
