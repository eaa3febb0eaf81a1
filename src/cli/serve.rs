//! `serve`: the page in a browser on this machine. Carries the page's requests to `desk`, and reads and writes the files of
//! the folder that was typed; to nobody else, and nowhere else.

mod assets;
mod folder;
mod gate;
mod http;

use super::Exit;
use super::args::Serve;
use super::failure::Failure;
use super::files::Private;
use super::signals;
use super::terminal::{Stream, Terminal};
use super::typesetter::Typesetter;
use crate::desk::{self, Faces, Refusal, Reply};
use crate::style::Style;
use folder::Folder;
use gate::{Asker, Gate};
use serde_json::Value;
use std::hash::{DefaultHasher, Hash, Hasher};
use std::io;
use std::net::{Ipv4Addr, TcpListener};

/// Does it.
pub(super) fn serve(serve: &Serve, terminal: &mut Terminal) -> Result<Exit, Failure> {
    let folder = Folder::typed(serve.place.as_deref())?;
    let typesetter = Typesetter::new(&serve.fonts)?;
    let (listener, port) = listen(serve.port, &folder)?;
    let gate = Gate::new(port).map_err(|reason| Failure::new(reason, "重新运行一次"))?;
    signals::heed_interrupts();
    let address = format!("http://127.0.0.1:{port}/#token={}", gate.token());
    let place = folder.said();
    terminal.out(&format!(
        "在浏览器里打开：\n\n  {address}\n\n{place}\n只在本机上能打开；网址里有口令，不要发给别人。按 Ctrl-C 结束。\n"
    ));
    terminal.say(Stream::Err, &folder.left_out());
    // Kept until the page is: the browser may be slow to read it.
    let entrance = serve.open.then(|| shown(&address));
    if let Some(Err(_)) = entrance {
        terminal.say(Stream::Err, "打不开系统的浏览器，请把上面的网址复制到浏览器里\n");
    }
    let host = Host { gate, folder, typesetter };
    http::carry(listener, host)
        .map_err(|error| Failure::new(format!("页面断了：{error}"), "重新运行一次"))?;
    Ok(Exit::Fine)
}

/// Opens the browser on a file that leads to an address: whatever a command line holds, everybody on the machine can read
/// (`ps`), and the address has the key.
fn shown(address: &str) -> io::Result<Private> {
    let file = Private::new(
        ".html",
        format!(
            "<!DOCTYPE html><html lang=\"zh-CN\"><meta charset=\"utf-8\"><meta name=\"referrer\" content=\"no-referrer\">\
             <meta http-equiv=\"refresh\" content=\"0;url={address}\"><title>年报</title><a href=\"{address}\">打开年报</a>"
        )
        .as_bytes(),
    )?;
    open::that_detached(file.path())?;
    Ok(file)
}

/// Listens on this machine alone. Without a typed port on one that a folder always has, so that what the browser keeps of
/// unsaved work is found again; where that is taken, on any.
fn listen(typed: Option<u16>, folder: &Folder) -> Result<(TcpListener, u16), Failure> {
    const FIRST: u16 = 49_152;
    let mut hasher = DefaultHasher::new();
    folder.said().hash(&mut hasher);
    let usual = FIRST + u16::try_from(hasher.finish() % u64::from(u16::MAX - FIRST)).unwrap_or(0);
    let ports = match typed {
        Some(port) => vec![port],
        None => vec![usual, 0],
    };
    for port in ports {
        let Ok(listener) = TcpListener::bind((Ipv4Addr::LOCALHOST, port)) else { continue };
        if let Ok(address) = listener.local_addr() {
            return Ok((listener, address.port()));
        }
    }
    Err(match typed {
        Some(port) => Failure::new(format!("用不了端口 {port}"), "换一个端口，或不写 --port 由程序选"),
        None => Failure::new("本机没有可用的端口", "关掉一些程序后再试"),
    })
}

/// What goes back.
struct Answer {
    status: u16,
    kind: &'static str,
    bytes: Vec<u8>,
    /// Of a file, as it stands in a header.
    name: Option<String>,
}

impl Answer {
    fn json(status: u16, value: &Value) -> Self {
        let bytes = value.to_string().into_bytes();
        Self { status, kind: "application/json; charset=utf-8", bytes, name: None }
    }

    fn refused(status: u16, refusal: &Refusal) -> Self {
        Self::json(status, &refusal.json())
    }

    fn said(status: u16, what: &str, help: &str) -> Self {
        Self::refused(status, &Refusal::new(what, help))
    }

    fn too_large() -> Self {
        Self::said(413, "文件太大，不像是一份报告", "检查是否选错了文件")
    }

    /// A bug of ours.
    fn broken() -> Self {
        Self::said(500, "程序出错了，这一步没有做成", "报告没有改动；把刚才做的告诉维护者")
    }
}

/// What is asked for, before a word of it is read.
enum Asked {
    /// A file of the page.
    Asset(String),
    /// Something to do, with the JSON that follows.
    Request(String),
}

struct Host {
    gate: Gate,
    folder: Folder,
    typesetter: Typesetter,
}

impl Host {
    /// Who asks, and for what; or why it is not answered.
    fn admit(&self, asker: &Asker, method: &str, path: &str) -> Result<Asked, Answer> {
        let turned_away = |why| Answer::said(403, why, "从 nianbao serve 给出的网址打开");
        self.gate.admit(asker, method == "GET" && path == "/").map_err(turned_away)?;
        match (method, path.strip_prefix("/api/")) {
            ("POST", Some(what)) => {
                self.gate.admit_key(asker).map_err(turned_away)?;
                Ok(Asked::Request(what.to_owned()))
            }
            ("GET" | "HEAD", None) => Ok(Asked::Asset(path.to_owned())),
            (_, Some(_)) => Err(Answer::said(405, "这个地址只收 POST", "重新打开页面")),
            _ => Err(Answer::said(405, "这个地址只收 GET", "重新打开页面")),
        }
    }

    fn answer(&self, asked: &Asked, body: &[u8]) -> Answer {
        match asked {
            Asked::Asset(path) => self.asset(path),
            Asked::Request(what) => match serde_json::from_slice(body) {
                Ok(ask) => self.done(what, &ask),
                Err(_) => Answer::said(400, "请求不是 JSON", "重新打开页面"),
            },
        }
    }

    fn done(&self, what: &str, ask: &Value) -> Answer {
        let done = match what {
            "host" => self.folder.opened().map(Reply::Json),
            "read" => self.folder.read(ask).map(Reply::Json),
            "write" => self.folder.write(ask).map(Reply::Json),
            _ if desk::REQUESTS.contains(&what) => {
                let faces: &Faces<'_> =
                    &|style: &Style| self.typesetter.type_set(style).map_err(|failure| refusal(&failure));
                desk::answer(what, ask, faces)
            }
            _ => return Answer::said(404, "没有这个地址", "重新打开页面"),
        };
        match done {
            Ok(Reply::Json(value)) => Answer::json(200, &value),
            Ok(Reply::File { name, bytes }) => Answer {
                status: 200,
                kind: "application/octet-stream",
                bytes,
                name: Some(percent_encoded(&name)),
            },
            Err(refusal) => Answer::refused(422, &refusal),
        }
    }

    fn asset(&self, path: &str) -> Answer {
        let name = if path == "/" { "index.html" } else { path.trim_start_matches('/') };
        let found = match name.strip_prefix("fonts/") {
            Some(font) => assets::font(self.typesetter.shelf().folder(), font),
            None => assets::page(name),
        };
        match found {
            Some((kind, bytes)) => Answer { status: 200, kind, bytes, name: None },
            None => Answer::said(404, "没有这个文件", "从 nianbao serve 给出的网址打开"),
        }
    }
}

/// A fault of the machine, in the page's words.
fn refusal(failure: &Failure) -> Refusal {
    Refusal::new(failure.what(), failure.remedy())
}

/// A name as a header can have it: ASCII, all else as `%E5…`.
fn percent_encoded(name: &str) -> String {
    use std::fmt::Write as _;
    let mut out = String::new();
    for byte in name.bytes() {
        if byte.is_ascii_alphanumeric() || b"-_.~".contains(&byte) {
            out.push(char::from(byte));
        } else {
            let _ = write!(out, "%{byte:02X}");
        }
    }
    out
}
