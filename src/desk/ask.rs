//! What is asked, read from JSON; and what cannot be done, in words.

use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;
use serde_json::{Value, json};

/// Why something cannot be done, and what to do instead; never a report's errors alone.
#[derive(Clone, Debug, PartialEq)]
pub struct Refusal {
    /// Why, in one sentence.
    pub what: String,
    /// What to do.
    pub help: String,
    /// The findings that stand in the way.
    pub findings: Vec<Value>,
    /// The font files that stand in the way, each with the characters for which it is wanted whole.
    pub lacking: Vec<Value>,
}

impl Refusal {
    /// Without findings.
    pub fn new(what: impl Into<String>, help: impl Into<String>) -> Self {
        Self { what: what.into(), help: help.into(), findings: Vec::new(), lacking: Vec::new() }
    }

    /// The field that it is about.
    #[must_use]
    pub fn about(mut self, field: &str) -> Self {
        self.findings.push(json!({ "field": field, "message": self.what, "help": self.help }));
        self
    }

    /// As the page reads it.
    #[must_use]
    pub fn json(&self) -> Value {
        json!({ "refusal": self.what, "help": self.help, "findings": self.findings, "lacking": self.lacking })
    }
}

/// A report that is asked about.
pub(super) struct Asked {
    /// The YAML.
    pub(super) text: String,
    /// Its name.
    pub(super) name: String,
    /// Last year's YAML.
    pub(super) previous: Option<String>,
}

/// Of a request.
pub(super) fn report(ask: &Value) -> Result<Asked, Refusal> {
    Ok(Asked { text: text(ask, "text")?, name: text(ask, "name")?, previous: maybe(ask, "previous") })
}

/// A text that must be there.
pub(super) fn text(ask: &Value, key: &str) -> Result<String, Refusal> {
    maybe(ask, key).ok_or_else(|| malformed(key))
}

/// A text that may be there.
pub(super) fn maybe(ask: &Value, key: &str) -> Option<String> {
    ask.get(key).and_then(Value::as_str).map(str::to_owned)
}

/// Bytes that must be there.
///
/// # Errors
/// They are not, or no base64.
pub fn decoded(ask: &Value, key: &str) -> Result<Vec<u8>, Refusal> {
    let text = ask.get(key).and_then(Value::as_str).ok_or_else(|| malformed(key))?;
    STANDARD.decode(text).map_err(|_| malformed(key))
}

/// Bytes as they travel.
#[must_use]
pub fn encoded(bytes: &[u8]) -> String {
    STANDARD.encode(bytes)
}

/// A request that no page of ours makes.
pub(super) fn malformed(key: &str) -> Refusal {
    Refusal::new(format!("请求里缺少“{key}”或写法不对"), "重新打开页面")
}
