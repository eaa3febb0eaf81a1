//! Keys of a correct file replaced by wrong ones, as the examples of rules have them.

/// `report` with the keys of `wrong` in place of its own; a key that it lacks is put at the end of its map. Both are in block
/// style, two blanks a level, so lines are enough.
pub(crate) fn replaced(report: &str, wrong: &str) -> String {
    let mut lines: Vec<String> = report.lines().map(str::to_owned).collect();
    let wrong: Vec<&str> = wrong.lines().collect();
    let whole = 0..lines.len();
    put(&mut lines, whole, &wrong, 0);
    lines.join("\n") + "\n"
}

fn indent(line: &str) -> usize {
    line.len() - line.trim_start_matches(' ').len()
}

/// Lines from `start` that belong to the entry there.
fn extent(lines: &[impl AsRef<str>], start: usize) -> usize {
    let own = indent(lines[start].as_ref());
    let below = |line: &&str| line.trim().is_empty() || indent(line) > own;
    1 + lines[start + 1..].iter().map(AsRef::as_ref).take_while(below).count()
}

/// Puts entries of one level into `lines[within]`; returns how many lines there are then.
fn put(lines: &mut Vec<String>, within: std::ops::Range<usize>, wrong: &[&str], level: usize) -> usize {
    let (start, mut end) = (within.start, within.end);
    let mut at = 0;
    while at < wrong.len() {
        let entry = &wrong[at..at + extent(wrong, at)];
        at += entry.len();
        let key = entry[0].trim().split(':').next().expect("an entry has a key");
        let is_there = |line: &String| indent(line) == level && line.trim().split(':').next() == Some(key);
        let old = (start..end).find(|&n| is_there(&lines[n]));
        let is_map = entry[0].ends_with(':') && entry.len() > 1 && !entry[1].trim_start().starts_with('-');
        match old {
            Some(old) if is_map && lines[old].ends_with(':') => {
                let inside = old + 1..(old + extent(&lines[..end], old)).min(end);
                let before = inside.len();
                let after = put(lines, inside, &entry[1..], level + 2);
                end = end + after - before;
            }
            Some(old) => {
                let length = extent(&lines[..end], old);
                lines.splice(old..old + length, entry.iter().map(|&line| line.to_owned()));
                end = end + entry.len() - length;
            }
            None => {
                lines.splice(end..end, entry.iter().map(|&line| line.to_owned()));
                end += entry.len();
            }
        }
    }
    end - start
}
