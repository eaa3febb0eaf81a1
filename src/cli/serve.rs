//! `serve`: the page in a browser on this machine. Carries the page's requests to `desk`, and reads and writes the files of
//! the folder that was typed; to nobody else, and nowhere else.

mod assets;
mod folder;
mod gate;

use super::Exit;
use super::args::Serve;
use super::failure::Failure;
use super::signals;
use super::terminal::{Stream, Terminal};
use super::typesetter::Typesetter;
use crate::desk::{self, Faces, Refusal, Reply};
use crate::style::Style;
use folder::Folder;
use gate::{Asker, Gate};
use serde_json::Value;
use std::hash::{DefaultHasher, Hash, Hasher};
use std::io::Read;
use std::net::Ipv4Addr;
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::time::Duration;
use tiny_http::{Header, Method, Request, Response, Server};

/// Bytes of a request: the largest file that is read, as base64, and last year's.
const MOST: usize = 80 << 20;
/// Requests answered at once: pages are drawn while cells are typed.
const WORKERS: usize = 4;
/// How often it is looked whether Ctrl-C was pressed.
const PAUSE: Duration = Duration::from_millis(200);

/// Does it.
pub(super) fn serve(serve: &Serve, terminal: &mut Terminal) -> Result<Exit, Failure> {
    let folder = Folder::typed(serve.place.as_deref())?;
    let typesetter = Typesetter::new(&serve.fonts)?;
    let (server, port) = listen(serve.port, &folder)?;
    let gate = Gate::new(port).map_err(|reason| Failure::new(reason, "重新运行一次"))?;
    signals::heed_interrupts();
    let address = format!("http://127.0.0.1:{port}/#token={}", gate.token());
    let place = folder.said();
    terminal.out(&format!("在浏览器里打开：\n\n  {address}\n\n{place}\n只在本机上能打开；网址里有口令，不要发给别人。按 Ctrl-C 结束。\n"));
    if serve.open && open::that_detached(&address).is_err() {
        terminal.say(Stream::Err, "打不开系统的浏览器，请把上面的网址复制到浏览器里\n");
    }
    let host = Host { gate, folder, typesetter };
    std::thread::scope(|scope| {
        for _ in 0..WORKERS {
            scope.spawn(|| host.answer_all(&server));
        }
    });
    Ok(Exit::Fine)
}

/// Listens on this machine alone. Without a typed port on one that a folder always has, so that what the browser keeps of
/// unsaved work is found again; where that is taken, on any.
fn listen(typed: Option<u16>, folder: &Folder) -> Result<(Server, u16), Failure> {
    const FIRST: u16 = 49_152;
    let mut hasher = DefaultHasher::new();
    folder.said().hash(&mut hasher);
    let usual = FIRST + u16::try_from(hasher.finish() % u64::from(u16::MAX - FIRST)).unwrap_or(0);
    let ports = match typed {
        Some(port) => vec![port],
        None => vec![usual, 0],
    };
    for port in ports {
        let Ok(server) = Server::http((Ipv4Addr::LOCALHOST, port)) else { continue };
        if let Some(address) = server.server_addr().to_ip() {
            return Ok((server, address.port()));
        }
    }
    Err(match typed {
        Some(port) => Failure::new(format!("用不了端口 {port}"), "换一个端口，或不写 --port 由程序选"),
        None => Failure::new("本机没有可用的端口", "关掉一些程序后再试"),
    })
}

struct Host {
    gate: Gate,
    folder: Folder,
    typesetter: Typesetter,
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
        Self {
            status,
            kind: "application/json; charset=utf-8",
            bytes: value.to_string().into_bytes(),
            name: None,
        }
    }

    fn refused(status: u16, refusal: &Refusal) -> Self {
        Self::json(status, &refusal.json())
    }

    fn said(status: u16, what: &str, help: &str) -> Self {
        Self::refused(status, &Refusal::new(what, help))
    }
}

impl Host {
    fn answer_all(&self, server: &Server) {
        while !signals::interrupted() {
            match server.recv_timeout(PAUSE) {
                Ok(Some(mut request)) => {
                    // A bug of ours in one request must not end the page.
                    let answer = catch_unwind(AssertUnwindSafe(|| self.answer(&mut request)));
                    let answer = answer.unwrap_or_else(|_| {
                        Answer::said(500, "程序出错了，这一步没有做成", "报告没有改动；把刚才做的告诉维护者")
                    });
                    // The browser may have left.
                    let _ = request.respond(response(answer));
                }
                Ok(None) => {}
                Err(_) => break,
            }
        }
    }

    fn answer(&self, request: &mut Request) -> Answer {
        let asker = Asker::of(request);
        if let Err(why) = self.gate.admit(&asker) {
            return Answer::said(403, why, "从 nianbao serve 给出的网址打开");
        }
        let url = request.url().split(['?', '#']).next().unwrap_or_default().to_owned();
        match (request.method().clone(), url.strip_prefix("/api/")) {
            (Method::Post, Some(what)) => {
                if let Err(why) = self.gate.admit_key(&asker) {
                    return Answer::said(403, why, "从 nianbao serve 给出的网址打开");
                }
                match body(request) {
                    Ok(ask) => self.done(what, &ask),
                    Err(answer) => answer,
                }
            }
            (Method::Get | Method::Head, None) => self.asset(&url),
            (_, Some(_)) => Answer::said(405, "这个地址只收 POST", "重新打开页面"),
            _ => Answer::said(405, "这个地址只收 GET", "重新打开页面"),
        }
    }

    fn done(&self, what: &str, ask: &Value) -> Answer {
        let done = match what {
            "host" => self.folder.opened().map(Reply::Json),
            "read" => self.folder.read(ask).map(Reply::Json),
            "write" => self.folder.write(ask).map(Reply::Json),
            _ if desk::REQUESTS.contains(&what) => {
                let faces: &Faces<'_> =
                    &|style: &Style| self.typesetter.type_set(style).map_err(|f| refusal(&f));
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

    fn asset(&self, url: &str) -> Answer {
        let name = if url == "/" { "index.html" } else { url.trim_start_matches('/') };
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

/// The JSON of a request, no more than can be meant.
fn body(request: &mut Request) -> Result<Value, Answer> {
    let too_large = || Answer::said(413, "文件太大，不像是一份报告", "检查是否选错了文件");
    if request.body_length().is_some_and(|length| length > MOST) {
        return Err(too_large());
    }
    let mut bytes = Vec::new();
    let read = request.as_reader().take(MOST as u64 + 1).read_to_end(&mut bytes);
    if bytes.len() > MOST {
        return Err(too_large());
    }
    let malformed = || Answer::said(400, "请求不是 JSON", "重新打开页面");
    read.map_err(|_| malformed())?;
    serde_json::from_slice(&bytes).map_err(|_| malformed())
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

fn response(answer: Answer) -> Response<std::io::Cursor<Vec<u8>>> {
    let mut response = Response::from_data(answer.bytes).with_status_code(answer.status);
    let own = [("Content-Type", answer.kind)].into_iter();
    let name = answer.name.as_deref().map(|name| ("X-Name", name));
    for (field, value) in own.chain(gate::HEADERS).chain(name) {
        if let Ok(header) = Header::from_bytes(field, value) {
            response.add_header(header);
        }
    }
    response
}
