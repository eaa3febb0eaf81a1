//! HTTP/1.1 to the page: connections, requests, answers. The only file that knows the server and its runtime: one thread waits
//! for all connections, what takes time is done on others.

use super::gate::{Asker, HEADERS};
use super::{Answer, Asked, Host};
use crate::cli::signals;
use http_body_util::{BodyExt, Full, Limited};
use hyper::body::{Body, Bytes, Incoming};
use hyper::header::{HeaderName, HeaderValue};
use hyper::server::conn::http1;
use hyper::service::service_fn;
use hyper::{Request, Response, StatusCode};
use hyper_util::rt::{TokioIo, TokioTimer};
use std::convert::Infallible;
use std::io;
use std::sync::Arc;
use std::time::Duration;

/// Bytes of a request: the largest file that is read, as base64, and last year's.
const MOST: usize = 80 << 20;
/// How often it is looked whether Ctrl-C was pressed.
const PAUSE: Duration = Duration::from_millis(200);
/// How long a request may take to say what it is.
const PATIENCE: Duration = Duration::from_secs(30);

/// Answers until Ctrl-C is pressed.
pub(super) fn carry(listener: std::net::TcpListener, host: Host) -> io::Result<()> {
    let host = Arc::new(host);
    let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build()?;
    runtime.block_on(async {
        listener.set_nonblocking(true)?;
        let listener = tokio::net::TcpListener::from_std(listener)?;
        while !signals::interrupted() {
            // A connection that failed before it began is nobody's loss.
            let Ok(Ok((stream, _))) = tokio::time::timeout(PAUSE, listener.accept()).await else { continue };
            let host = Arc::clone(&host);
            tokio::spawn(async move {
                let service = service_fn(|request| answer(Arc::clone(&host), request));
                let mut server = http1::Builder::new();
                server.timer(TokioTimer::new()).header_read_timeout(PATIENCE);
                // The browser may leave at any time.
                let _ = server.serve_connection(TokioIo::new(stream), service).await;
            });
        }
        Ok(())
    })
}

async fn answer(host: Arc<Host>, request: Request<Incoming>) -> Result<Response<Full<Bytes>>, Infallible> {
    let (head, body) = request.into_parts();
    let asker = Asker::of(|name| {
        let all = head.headers.get_all(name).iter();
        all.map(|value| String::from_utf8_lossy(value.as_bytes()).into_owned()).collect()
    });
    let answer = match host.admit(&asker, head.method.as_str(), head.uri.path()) {
        Ok(asked) => admitted(host, asked, body).await,
        Err(answer) => answer,
    };
    Ok(response(answer))
}

async fn admitted(host: Arc<Host>, asked: Asked, body: Incoming) -> Answer {
    if body.size_hint().lower() > MOST as u64 {
        return Answer::too_large();
    }
    let Ok(body) = Limited::new(body, MOST).collect().await else { return Answer::too_large() };
    let body = body.to_bytes();
    // A panic, a bug of ours, ends this task and nothing else.
    tokio::task::spawn_blocking(move || host.answer(&asked, &body)).await.unwrap_or_else(|_| Answer::broken())
}

fn response(answer: Answer) -> Response<Full<Bytes>> {
    let mut response = Response::new(Full::new(Bytes::from(answer.bytes)));
    *response.status_mut() = StatusCode::from_u16(answer.status).unwrap_or(StatusCode::INTERNAL_SERVER_ERROR);
    let own = [("content-type", answer.kind)].into_iter();
    let name = answer.name.as_deref().map(|name| ("x-name", name));
    for (field, value) in own.chain(HEADERS).chain(name) {
        if let (Ok(field), Ok(value)) = (HeaderName::try_from(field), HeaderValue::from_str(value)) {
            response.headers_mut().insert(field, value);
        }
    }
    response
}
