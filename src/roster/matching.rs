//! Patterns of files: `*` and `?` in one part of a path, `**` over any number of folders.

/// Whether a pattern fits a path, both with `/` between their parts.
#[must_use]
pub fn matches(pattern: &str, path: &str) -> bool {
    let pattern: Vec<&str> = pattern.split(['/', '\\']).filter(|part| *part != ".").collect();
    let path: Vec<&str> = path.split(['/', '\\']).filter(|part| *part != ".").collect();
    parts(&pattern, &path)
}

/// The folder of a pattern whose name needs no looking for, and whether what follows is one: `报送/*.docx` -> `报送`.
#[must_use]
pub fn folder_of(pattern: &str) -> Option<String> {
    let is_wild = |part: &str| part.contains(['*', '?']);
    let all: Vec<&str> = pattern.split(['/', '\\']).collect();
    let wild = all.iter().position(|part| is_wild(part))?;
    Some(all[..wild].join("/"))
}

fn parts(pattern: &[&str], path: &[&str]) -> bool {
    match (pattern, path) {
        ([], []) => true,
        (["**", rest @ ..], _) => (0..=path.len()).any(|skipped| parts(rest, &path[skipped..])),
        ([first, rest @ ..], [name, below @ ..]) => part(first, name) && parts(rest, below),
        _ => false,
    }
}

/// One part, by the last `*` that can still take more.
fn part(pattern: &str, name: &str) -> bool {
    let (pattern, name): (Vec<char>, Vec<char>) = (pattern.chars().collect(), name.chars().collect());
    let (mut at, mut of) = (0, 0);
    let mut star = None;
    while of < name.len() {
        match pattern.get(at) {
            Some('*') => {
                star = Some((at, of));
                at += 1;
            }
            Some(&c) if c == '?' || c == name[of] => {
                at += 1;
                of += 1;
            }
            _ => match star {
                Some((after, taken)) => {
                    star = Some((after, taken + 1));
                    at = after + 1;
                    of = taken + 1;
                }
                None => return false,
            },
        }
    }
    pattern[at..].iter().all(|c| *c == '*')
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn patterns_fit_names() {
        for (pattern, path, fits) in [
            ("报送/*教育局*.docx", "报送/安平县教育局年报.docx", true),
            ("报送/*教育局*.docx", "报送/旧/教育局.docx", false),
            ("报送/**/教育局.docx", "报送/旧/2025/教育局.docx", true),
            ("报送/**/教育局.docx", "报送/教育局.docx", true),
            ("./a?.yaml", "a1.yaml", true),
            ("a?.yaml", "a.yaml", false),
            ("*", "a.yaml", true),
            ("*a*b", "xaxb", true),
            ("*a*b", "xaxbc", false),
        ] {
            assert_eq!(matches(pattern, path), fits, "{pattern} {path}");
        }
        assert_eq!(folder_of("报送/*.docx").as_deref(), Some("报送"));
        assert_eq!(folder_of("*.docx").as_deref(), Some(""));
        assert_eq!(folder_of("教育局.docx"), None);
    }
}
