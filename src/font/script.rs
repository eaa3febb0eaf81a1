//! In: a character. Out: which of a run's fonts a word processor shows it with, and whether it leaves that open.
//! Lines are broken and documents cut into runs by the same answers, so that both formats break alike.

/// How a word processor sees a character.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Script {
    /// Letters and signs of Latin text, Greek, Cyrillic; figures.
    Latin,
    /// Han characters, and the marks and forms made for them.
    Han,
    /// `“”‘’·—…①℃`: takes the script of what stands before it.
    Weak,
}

impl Script {
    /// The script of a character by itself.
    #[must_use]
    pub fn of(character: char) -> Self {
        match character {
            '!'..='~' => Self::Latin,
            '\u{2E80}'..='\u{9FFF}'
            | '\u{F900}'..='\u{FAFF}'
            | '\u{FE30}'..='\u{FE4F}'
            | '\u{FF00}'..='\u{FFEF}'
            | '\u{20000}'..='\u{3FFFF}' => Self::Han,
            '\u{C0}'..='\u{52F}' if character.is_alphabetic() => Self::Latin,
            _ => Self::Weak,
        }
    }
}

/// The scripts by which lines are broken: a weak character has that of the last letter or figure before it, at the start
/// Han.
#[must_use]
pub fn resolved(text: &[char]) -> Vec<Script> {
    carried(text, char::is_alphanumeric)
}

/// The scripts by which a font is chosen: a weak character has that of the last one before it that is not weak.
#[must_use]
pub fn shown(text: &[char]) -> Vec<Script> {
    carried(text, |_| true)
}

/// Scripts, the weak ones carried on from the last character for which `counts` holds.
fn carried(text: &[char], counts: impl Fn(char) -> bool) -> Vec<Script> {
    let mut before = Script::Han;
    let script = |&c: &char| match Script::of(c) {
        Script::Weak => before,
        own => {
            if counts(c) {
                before = own;
            }
            own
        }
    };
    text.iter().map(script).collect()
}

/// Whether word processors disagree on the font of a character (ASCII is Latin to all of them, Han is Han): such
/// characters need a run of their own in which both fonts are the right one.
#[must_use]
pub fn is_ambiguous(character: char) -> bool {
    !matches!(character, ' '..='~') && Script::of(character) != Script::Han
}

/// Whether a character is half of a 破折号 or 省略号, which nothing may part.
#[must_use]
pub fn is_dash(character: char) -> bool {
    matches!(character, '—' | '…')
}

/// Whether a word processor parts two neighbours, each with the script that it is [`shown`] in, by a little space: letters or figures, one
/// Han and one Latin. Behind a character beyond U+FFFF `LibreOffice` forgets it.
#[must_use]
pub fn are_spaced((a, script_a): (char, Script), (b, script_b): (char, Script)) -> bool {
    let letter = |c: char| c.is_alphabetic() || matches!(c, '0'..='9' | '０'..='９');
    script_a != script_b && a <= '\u{FFFF}' && letter(a) && letter(b)
}
