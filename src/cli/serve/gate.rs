//! Who may ask: the page that this program gave out, in a browser on this machine. Other pages in the same browser may not,
//! whatever name they lead here by; other users of the machine may not, for they do not know the key.

use std::fmt::Write as _;

/// What every answer says of itself: nothing is loaded from elsewhere, run from within the page's text, or shown in others' pages.
pub(super) const HEADERS: [(&str, &str); 6] = [
    (
        "Content-Security-Policy",
        "default-src 'none'; script-src 'self'; style-src 'self'; font-src 'self'; connect-src 'self'; \
         img-src 'self' data: blob:; worker-src 'self' blob:; base-uri 'none'; form-action 'none'; frame-ancestors 'none'",
    ),
    ("X-Content-Type-Options", "nosniff"),
    ("Referrer-Policy", "no-referrer"),
    ("Cross-Origin-Opener-Policy", "same-origin"),
    ("Cross-Origin-Resource-Policy", "same-origin"),
    ("Cache-Control", "no-store"),
];

/// What a request says of who asks.
#[derive(Clone, Debug, Default)]
pub(super) struct Asker {
    /// `Host`, as often as it stands there.
    hosts: Vec<String>,
    /// `Origin`.
    origins: Vec<String>,
    /// `Sec-Fetch-Site`.
    sites: Vec<String>,
    /// Whether it is a window that goes somewhere, and not what stands in one: `Sec-Fetch-Mode` and `Sec-Fetch-Dest`.
    navigates: bool,
    /// `X-Token`.
    tokens: Vec<String>,
}

impl Asker {
    /// Of what the headers of a name hold.
    pub(super) fn of(all: impl Fn(&str) -> Vec<String>) -> Self {
        Self {
            hosts: all("host"),
            origins: all("origin"),
            sites: all("sec-fetch-site"),
            navigates: all("sec-fetch-mode") == ["navigate"] && all("sec-fetch-dest") == ["document"],
            tokens: all("x-token"),
        }
    }
}

/// The door.
pub(super) struct Gate {
    /// `127.0.0.1:49152`, `localhost:49152`.
    hosts: [String; 2],
    token: String,
}

impl Gate {
    /// With a key that nobody can guess.
    pub(super) fn new(port: u16) -> Result<Self, String> {
        let mut chance = [0_u8; 24];
        getrandom::fill(&mut chance).map_err(|error| format!("系统没有给出随机数：{error}"))?;
        let mut token = String::new();
        for byte in chance {
            let _ = write!(token, "{byte:02x}");
        }
        Ok(Self { hosts: [format!("127.0.0.1:{port}"), format!("localhost:{port}")], token })
    }

    /// The key.
    pub(super) fn token(&self) -> &str {
        &self.token
    }

    /// Whether anything is answered: a name that leads here by a trick (DNS rebinding) and another page's request are not.
    /// Into the page itself (`entrance`) a window may come from anywhere, as it does from the file that `--open` makes: without
    /// the key nothing is behind it.
    pub(super) fn admit(&self, asker: &Asker, entrance: bool) -> Result<(), &'static str> {
        let ours = |host: &String| self.hosts.contains(host);
        if asker.hosts.len() != 1 || !asker.hosts.iter().all(ours) {
            return Err("网址的主机名不对");
        }
        let own = |origin: &String| {
            origin.strip_prefix("http://").is_some_and(|host| self.hosts.iter().any(|h| h == host))
        };
        if !asker.origins.iter().all(own) {
            return Err("别的网页不能向本程序发请求");
        }
        // A typed address is `none`.
        let own = |site: &String| site == "same-origin" || site == "none";
        let comes_in = entrance && asker.navigates;
        if !(comes_in || asker.sites.iter().all(own)) {
            return Err("别的网页不能向本程序发请求");
        }
        Ok(())
    }

    /// Whether the key is shown. All of it is looked at, so that the time says nothing.
    pub(super) fn admit_key(&self, asker: &Asker) -> Result<(), &'static str> {
        let [shown] = &asker.tokens[..] else { return Err("没有口令") };
        let same_length = shown.len() == self.token.len();
        let differs = shown.bytes().zip(self.token.bytes()).fold(0, |all, (a, b)| all | (a ^ b));
        if same_length && differs == 0 { Ok(()) } else { Err("口令不对") }
    }
}
