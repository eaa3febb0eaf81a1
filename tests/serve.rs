//! `nianbao serve` answers its own page on this machine, and nobody else; it reads and writes the folder given, and nothing
//! beside it.

#![cfg(unix)]
#![allow(clippy::unwrap_used, reason = "a test that cannot read its own answers has failed")]

use serde_json::{Value, json};
use std::fs;
use std::io::{BufRead, BufReader, Read, Write};
use std::net::TcpStream;
use std::path::Path;
use std::process::{Child, Command, Stdio};
use tempfile::TempDir;

/// A running `serve`; ended when it is dropped.
struct Served {
    child: Child,
    port: u16,
    token: String,
}

impl Drop for Served {
    fn drop(&mut self) {
        let _ = self.child.kill();
        let _ = self.child.wait();
    }
}

impl Served {
    fn of(place: Option<&Path>) -> Self {
        Self::run(Command::new(env!("CARGO_BIN_EXE_nianbao")).arg("serve").args(place))
    }

    fn run(command: &mut Command) -> Self {
        let mut child = command.stdout(Stdio::piped()).stderr(Stdio::null()).spawn().unwrap();
        let mut lines = BufReader::new(child.stdout.take().unwrap()).lines();
        let address = lines
            .find_map(|line| Some(line.unwrap().trim().strip_prefix("http://127.0.0.1:")?.to_owned()))
            .unwrap();
        std::thread::spawn(move || lines.for_each(drop));
        let (port, token) = address.split_once("/#token=").unwrap();
        Self { child, port: port.parse().unwrap(), token: token.to_owned() }
    }

    /// One request as it goes over the wire: its status, its head and its body.
    fn raw(&self, head: &str, body: &[u8]) -> (u16, String, Vec<u8>) {
        let mut stream = TcpStream::connect(("127.0.0.1", self.port)).unwrap();
        let _ = stream.write_all(
            format!("{head}\r\nContent-Length: {}\r\nConnection: close\r\n\r\n", body.len()).as_bytes(),
        );
        let _ = stream.write_all(body);
        let mut all = Vec::new();
        let _ = stream.read_to_end(&mut all);
        let end = all.windows(4).position(|four| four == b"\r\n\r\n").unwrap_or(all.len());
        let head = String::from_utf8_lossy(&all[..end]).into_owned();
        let status = head.split(' ').nth(1).and_then(|status| status.parse().ok()).unwrap_or(0);
        (status, head, all[(end + 4).min(all.len())..].to_vec())
    }

    fn host(&self) -> String {
        format!("127.0.0.1:{}", self.port)
    }

    fn ask(&self, what: &str, ask: &Value) -> (u16, Value) {
        let head = format!(
            "POST /api/{what} HTTP/1.1\r\nHost: {0}\r\nOrigin: http://{0}\r\nX-Token: {1}",
            self.host(),
            self.token
        );
        let (status, _, body) = self.raw(&head, ask.to_string().as_bytes());
        (status, serde_json::from_slice(&body).unwrap_or(Value::Null))
    }
}

/// A folder with a report, a secret beside it, a link out and one within.
fn folder() -> TempDir {
    let top = TempDir::new().unwrap();
    let own = top.path().join("报送");
    fs::create_dir_all(own.join("下级")).unwrap();
    fs::write(top.path().join("秘密.yaml"), "机关: 别人\n").unwrap();
    fs::write(own.join("年报.yaml"), "机关: 甲\n年度: 2025\n").unwrap();
    fs::write(own.join(".隐藏.yaml"), "机关: 乙\n").unwrap();
    std::os::unix::fs::symlink("../秘密.yaml", own.join("链接.yaml")).unwrap();
    std::os::unix::fs::symlink("..", own.join("上面")).unwrap();
    std::os::unix::fs::symlink("年报.yaml", own.join("同一份.yaml")).unwrap();
    top
}

/// A window that comes from elsewhere.
const CROSS: [&str; 3] =
    ["Sec-Fetch-Site: cross-site", "Sec-Fetch-Mode: navigate", "Sec-Fetch-Dest: document"];

/// `--open` shows the browser a file that leads to the page: on a command line everybody could read the key.
#[test]
fn the_key_stands_on_no_command_line() {
    use std::os::unix::fs::PermissionsExt as _;
    let bin = TempDir::new().unwrap();
    let (browser, shown) = (bin.path().join("xdg-open"), bin.path().join("shown"));
    // Whole or not there: what is waited for is not read by half.
    fs::write(&browser, format!("#!/bin/sh\necho \"$@\" >'{0}.new'; mv '{0}.new' '{0}'\n", shown.display()))
        .unwrap();
    fs::set_permissions(&browser, fs::Permissions::from_mode(0o755)).unwrap();
    let path = format!("{}:{}", bin.path().display(), std::env::var("PATH").unwrap());
    let mut command = Command::new(env!("CARGO_BIN_EXE_nianbao"));
    let served = Served::run(command.args(["serve", "--open"]).env("PATH", path));
    let words = std::iter::repeat_with(|| {
        std::thread::sleep(std::time::Duration::from_millis(20));
        fs::read_to_string(&shown).ok()
    });
    let words = words.take(1500).flatten().next().unwrap();
    assert!(!words.contains(&served.token), "{words}");
    let file = words.trim();
    assert_eq!(fs::metadata(file).unwrap().permissions().mode() & 0o777, 0o600, "only its owner reads it");
    assert!(fs::read_to_string(file).unwrap().contains(&format!("/#token={}", served.token)));
    let head = format!("GET / HTTP/1.1\r\nHost: {}\r\n{}", served.host(), CROSS.join("\r\n"));
    assert_eq!(served.raw(&head, b"").0, 200, "a window comes in from it");
}

#[test]
fn only_the_page_itself_is_answered() {
    let served = Served::of(None);
    let (host, token) = (served.host(), served.token.clone());
    let status = |lines: &[&str]| served.raw(&lines.join("\r\n"), b"{}").0;
    let own = format!("Host: {host}");
    let origin = format!("Origin: http://{host}");
    let key = format!("X-Token: {token}");
    let post = "POST /api/about HTTP/1.1";
    assert_eq!(status(&[post, &own, &origin, &key]), 200);
    assert_eq!(status(&[post, &format!("Host: localhost:{}", served.port), &key]), 200);
    for (why, lines) in [
        ("no key", vec![post, &own, &origin]),
        ("a wrong key", vec![post, &own, &origin, "X-Token: 0"]),
        ("two keys", vec![post, &own, &key, &key]),
        ("another's origin", vec![post, &own, "Origin: http://evil.example", &key]),
        ("no origin at all", vec![post, &own, "Origin: null", &key]),
        ("another port's origin", vec![post, &own, "Origin: http://127.0.0.1:1", &key]),
        ("https", vec![post, &own, "Origin: https://127.0.0.1", &key]),
        ("another's name", vec![post, "Host: evil.example", &key]),
        ("another's name with our port", vec![post, "Host: 127.0.0.1.evil.example", &key]),
        ("no port", vec![post, "Host: 127.0.0.1", &key]),
        ("no name", vec![post, &key]),
        ("two names", vec![post, &own, "Host: evil.example", &key]),
        ("from another site", vec![post, &own, "Sec-Fetch-Site: cross-site", &key]),
        ("the page under another's name", vec!["GET / HTTP/1.1", "Host: evil.example"]),
        ("the page in another's", vec!["GET / HTTP/1.1", &own, "Sec-Fetch-Site: cross-site"]),
        (
            "the page in another's frame",
            [&["GET / HTTP/1.1", &own[..]], &[CROSS[0], CROSS[1], "Sec-Fetch-Dest: iframe"][..]].concat(),
        ),
        ("a script in another's", [&["GET /main.js HTTP/1.1", &own[..]], &CROSS[..]].concat()),
        ("a form in another's", [&[post, &own[..], &key[..]], &CROSS[..]].concat()),
    ] {
        // HTTP/1.1 without a Host, or with two, may be refused by the library already.
        assert!([400, 403].contains(&status(&lines)), "{why}");
    }
    assert_eq!(status(&["GET /api/about HTTP/1.1", &own, &key]), 405);
    assert_eq!(status(&["PUT / HTTP/1.1", &own, &key]), 405);
    assert_eq!(status(&["POST /api/nothing HTTP/1.1", &own, &key]), 404);
}

#[test]
fn an_answer_says_what_may_be_done_with_it() {
    let served = Served::of(None);
    let (_, head, _) = served.raw(&format!("GET /nothing.js HTTP/1.1\r\nHost: {}", served.host()), b"");
    let head = head.to_lowercase();
    assert!(head.contains("content-security-policy: default-src 'none'"), "{head}");
    assert!(!head.contains("unsafe-"), "{head}");
    for line in ["x-content-type-options: nosniff", "frame-ancestors 'none'", "referrer-policy: no-referrer"]
    {
        assert!(head.contains(line), "{head}");
    }
    assert!(!head.contains("access-control-allow"), "{head}");
}

/// A browser opens many connections at once and keeps them; one that says nothing keeps nobody waiting.
#[test]
fn connections_that_stay_open_hold_up_no_other() {
    let served = Served::of(None);
    let connect = || TcpStream::connect(("127.0.0.1", served.port)).unwrap();
    let silent: Vec<TcpStream> = (0..20).map(|_| connect()).collect();
    let mut open: Vec<TcpStream> = (0..20).map(|_| connect()).collect();
    let request = format!("GET /nothing.js HTTP/1.1\r\nHost: {}\r\n\r\n", served.host());
    for _ in 0..3 {
        for stream in &mut open {
            stream.write_all(request.as_bytes()).unwrap();
        }
        for stream in &mut open {
            stream.set_read_timeout(Some(std::time::Duration::from_secs(20))).unwrap();
            let mut answer = String::new();
            while !answer.ends_with('}') {
                let mut some = [0; 4096];
                let count = stream.read(&mut some).unwrap();
                answer.push_str(&String::from_utf8_lossy(&some[..count]));
            }
            assert!(answer.starts_with("HTTP/1.1 404"), "{answer}");
        }
    }
    drop(silent);
}

#[test]
fn files_beside_the_folder_are_out_of_reach() {
    let top = folder();
    let served = Served::of(Some(&top.path().join("报送")));
    let (status, host) = served.ask("host", &json!({}));
    assert_eq!(status, 200);
    let listed: Vec<&str> =
        host["folder"].as_array().unwrap().iter().map(|name| name.as_str().unwrap()).collect();
    assert!(listed.contains(&"年报.yaml") && !listed.iter().any(|name| name.contains("隐藏")), "{listed:?}");
    for name in ["年报.yaml", "同一份.yaml", "./年报.yaml"] {
        let (status, read) = served.ask("read", &json!({ "name": name }));
        assert_eq!(
            (status, read["name"].as_str()),
            (
                if name.starts_with('.') { 422 } else { 200 },
                if name.starts_with('.') { None } else { Some(name) }
            ),
            "{name}"
        );
    }
    let secret = top.path().join("秘密.yaml").display().to_string();
    let outside = [
        "../秘密.yaml",
        "下级/../../秘密.yaml",
        "链接.yaml",
        "上面/秘密.yaml",
        &secret,
        "/etc/passwd",
        ".隐藏.yaml",
        "..\\秘密.yaml",
        "",
        ".",
        "..",
        "下级",
        "年报.yaml/x.yaml",
        "年报.yaml\u{0}.yaml",
        "C:\\x.yaml",
        "file:///etc/passwd",
    ];
    let own = |what: &str, name: &str| {
        let ask =
            json!({ "name": name, "bytes": nianbao::desk::encoded("机关: 坏\n".as_bytes()), "stamp": "*" });
        let (status, answer) = served.ask(what, &ask);
        assert_eq!(status, 422, "{what} {name:?}: {answer}");
        assert!(!answer.to_string().contains("别人"), "{what} {name:?}: {answer}");
    };
    for name in outside {
        own("read", name);
        own("write", name);
    }
    own("write", "程序.sh");
    own("write", "没有的/年报.yaml");
    assert_eq!(fs::read_to_string(top.path().join("秘密.yaml")).unwrap(), "机关: 别人\n");
    for path in [
        "/../secret.yaml",
        "/..%2fsecret.yaml",
        "/fonts/../Cargo.toml",
        "/fonts//etc/passwd",
        "/engine.d.ts/../../lib.rs",
    ] {
        let (status, _, _) = served.raw(&format!("GET {path} HTTP/1.1\r\nHost: {}", served.host()), b"");
        assert!([400, 404].contains(&status), "{path}: {status}");
    }
}

#[test]
fn a_typed_file_opens_no_folder() {
    let top = folder();
    let served = Served::of(Some(&top.path().join("报送/年报.yaml")));
    let (_, host) = served.ask("host", &json!({}));
    assert_eq!(host["file"]["name"], "年报.yaml");
    fs::write(top.path().join("报送/下级/别家.yaml"), "机关: 丙\n").unwrap();
    assert_eq!(served.ask("read", &json!({ "name": "下级/别家.yaml" })).0, 422);
}

#[test]
fn a_change_on_disk_is_not_written_over() {
    let top = folder();
    let own = top.path().join("报送");
    let served = Served::of(Some(&own));
    let (_, read) = served.ask("read", &json!({ "name": "年报.yaml" }));
    let bytes = |text: &str| nianbao::desk::encoded(text.as_bytes());
    let write = |name: &str, text: &str, stamp: &Value| {
        let mut ask = json!({ "name": name, "bytes": bytes(text) });
        if !stamp.is_null() {
            ask["stamp"] = stamp.clone();
        }
        served.ask("write", &ask)
    };
    let (status, written) = write("年报.yaml", "机关: 甲\n年度: 2026\n", &read["stamp"]);
    assert_eq!(status, 200, "{written}");
    assert_eq!(fs::read_to_string(own.join("年报.yaml")).unwrap(), "机关: 甲\n年度: 2026\n");
    fs::write(own.join("年报.yaml"), "机关: 别人改的\n").unwrap();
    let (status, refused) = write("年报.yaml", "机关: 甲\n", &written["stamp"]);
    assert!(status == 422 && refused["refusal"].as_str().unwrap().contains("已被改动"), "{refused}");
    assert_eq!(fs::read_to_string(own.join("年报.yaml")).unwrap(), "机关: 别人改的\n");
    assert_eq!(write("年报.yaml", "机关: 甲\n", &Value::Null).0, 422, "nothing is known of what is there");
    assert_eq!(write("年报.yaml", "机关: 甲\n", &json!("*")).0, 200);
    assert_eq!(write("下级/新的.yaml", "机关: 丁\n", &Value::Null).0, 200);
    // A link within the folder stays one.
    assert_eq!(write("同一份.yaml", "机关: 戊\n", &json!("*")).0, 200);
    assert!(own.join("同一份.yaml").is_symlink());
    assert_eq!(fs::read_to_string(own.join("年报.yaml")).unwrap(), "机关: 戊\n");
    let left = fs::read_dir(&own)
        .unwrap()
        .filter(|entry| entry.as_ref().unwrap().file_name().to_string_lossy().starts_with(".nianbao"));
    assert_eq!(left.count(), 0, "no drafts are left");
}

#[test]
fn what_is_too_large_or_no_json_is_refused() {
    let served = Served::of(None);
    let head = format!("POST /api/view HTTP/1.1\r\nHost: {}\r\nX-Token: {}", served.host(), served.token);
    assert_eq!(served.raw(&head, b"{").0, 400);
    let mut stream = TcpStream::connect(("127.0.0.1", served.port)).unwrap();
    stream
        .write_all(format!("{head}\r\nContent-Length: 999999999\r\nConnection: close\r\n\r\n").as_bytes())
        .unwrap();
    let mut first = [0; 12];
    stream.read_exact(&mut first).unwrap();
    assert_eq!(&first, b"HTTP/1.1 413");
    let (status, view) = served.ask("view", &json!({ "name": "a" }));
    assert!(status == 422 && view["refusal"].as_str().unwrap().contains("text"), "{view}");
    assert_eq!(served.ask("about", &json!({})).0, 200, "and the page goes on");
}
