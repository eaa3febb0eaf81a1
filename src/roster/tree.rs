//! Who stands below whom: 上级 resolved, circles and names written twice refused.

use super::Body;
use crate::diagnostic::{Diagnostic, Diagnostics, codes};
use crate::source::Spanned;
use std::collections::BTreeMap;

/// The bodies with the superiors that they name; `superiors` is 上级 of each, as written.
pub(super) fn placed(
    mut bodies: Vec<Body>,
    superiors: &[Option<Spanned<String>>],
    found: &mut Diagnostics,
) -> Vec<Body> {
    let places = by_name(&bodies);
    for (at, superior) in superiors.iter().enumerate() {
        let Some(superior) = superior else { continue };
        match places.get(&superior.value) {
            Some(&parent) if parent == at => found.push(
                Diagnostic::of(&codes::Y13, superior.span, "“上级”写成了自己")
                    .help("写它上面的机关，或删去这一项"),
            ),
            Some(&parent) => bodies[at].parent = Some(parent),
            None => found.push(
                Diagnostic::of(&codes::Y13, superior.span, format!("名册里没有“{}”", superior.value))
                    .help("上级也要写在成员里；直属汇总机关的，删去“上级”"),
            ),
        }
    }
    for at in 1..bodies.len() {
        let mut above = bodies[at].parent;
        let mut steps = 0;
        while let Some(next) = above.filter(|_| steps <= bodies.len()) {
            above = bodies[next].parent;
            steps += 1;
            if next == at {
                let message = format!("“{}”的上级绕了一圈，又回到它自己", bodies[at].name.value);
                found.push(Diagnostic::of(&codes::Y13, bodies[at].name.span, message).help("改正“上级”"));
                bodies[at].parent = Some(0);
                break;
            }
        }
    }
    bodies
}

/// Every name and alias with its body; one that two bodies have is reported.
pub(super) fn unique(bodies: &[Body], found: &mut Diagnostics) -> BTreeMap<String, usize> {
    let places = by_name(bodies);
    for (at, body) in bodies.iter().enumerate() {
        let first = places[&body.name.value];
        if first != at {
            let message = format!("“{}”在名册里写了两遍", body.name.value);
            found.push(
                Diagnostic::of(&codes::H03, body.name.span, message)
                    .label(bodies[first].name.span, "第一遍在这里")
                    .help("删去一处；一个机关只计一次"),
            );
        }
        for alias in &body.aliases {
            let owner = places[alias];
            if owner != at && bodies[owner].name.value != body.name.value {
                let message = format!("别名“{alias}”也是“{}”的名称", bodies[owner].name.value);
                found.push(Diagnostic::of(&codes::H03, body.name.span, message).help("别名只能属于一个机关"));
            }
        }
    }
    places
}

/// Full names before aliases, the first of each.
fn by_name(bodies: &[Body]) -> BTreeMap<String, usize> {
    let mut places = BTreeMap::new();
    for (at, body) in bodies.iter().enumerate() {
        places.entry(body.name.value.clone()).or_insert(at);
    }
    for (at, body) in bodies.iter().enumerate() {
        for alias in &body.aliases {
            places.entry(alias.clone()).or_insert(at);
        }
    }
    places
}
