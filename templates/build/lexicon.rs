//! In: `lexicon.yaml`. Out: the words of all classes, each once, and the values that they have there.

#[path = "../../src/check/text/lexicon/word.rs"]
#[allow(dead_code, reason = "patterns ask for classes when the program runs")]
mod word;

use super::Written;
use super::initials::by_two;
use super::tape::{Tape, number};
use std::cmp::Reverse;
use word::{Class, Classes, Word, class_named};

/// Words by their first two characters, those characters, and the values.
pub(crate) fn laid_out(tape: &mut Tape) -> Result<[Written; 3], String> {
    let composed = composed(tape)?;
    let (mut listed, mut values) = listed(tape)?;
    listed.extend(composed);
    let text = |word: &Word| &tape.words[word.start as usize..][..word.len as usize];
    let mut words: Vec<Word> = Vec::new();
    for (nth, word) in listed.iter().enumerate() {
        let is_same = |other: &&Word| text(other) == text(word);
        if listed[..nth].iter().any(|other| is_same(&other)) {
            continue;
        }
        let same: Vec<&Word> = listed[nth..].iter().filter(is_same).collect();
        let mut word = *word;
        if same.len() > 1 {
            word.values = (number(values.len()), 0);
            word.classes = same.iter().fold(Classes::NONE, |all, word| all.with(word.classes));
            for (start, len) in same.iter().map(|word| word.values) {
                values.extend_from_within(start as usize..(start + len) as usize);
                word.values.1 += len;
            }
        }
        words.push(word);
    }
    words.sort_by_key(|word| Reverse(word.len));
    let begins = |word: &Word| {
        let mut chars = text(word).chars();
        [(); 2].map(|()| chars.next().unwrap_or_default())
    };
    let initials = by_two(&mut words, begins);
    Ok([
        ("by_two", format!("&{words:?}")),
        ("initials", initials),
        ("values", format!("&[{}]", values.iter().map(in_rust).collect::<String>())),
    ])
}

/// What a word names, of a class.
type Value<'t> = (Class, &'t str);

fn in_rust((class, value): &Value<'_>) -> String {
    format!("(Class::{class:?}, {value:?}), ")
}

/// The words of all classes, each as often as the file has it, and the values that they have there.
fn listed(tape: &Tape) -> Result<(Vec<Word>, Vec<Value<'_>>), String> {
    let (mut words, mut values) = (Vec::new(), Vec::new());
    let mut add = |list, classes, values: (u32, u32)| {
        for item in tape.inside(list) {
            let (start, len) = tape.place(item);
            words.push(Word { start, len, classes, values });
        }
    };
    for (name, list) in tape.entries(tape.get(0, "词")?) {
        let class = class_named(name);
        if !tape.is_map(list) {
            add(list, class.into(), (0, 0));
            continue;
        }
        for (value, list) in tape.entries(list) {
            let also = Class::named(value).unwrap_or(class);
            add(list, [class, also].into(), (number(values.len()), 1));
            values.push((class, value));
        }
    }
    Ok((words, values))
}

/// The words of a class that are made of a stem and a head, any of the one with any of the other: 政府信息公开 + 来函. They are put
/// behind the words of the file.
fn composed(tape: &mut Tape) -> Result<Vec<Word>, String> {
    let mut made = Vec::new();
    for (name, parts) in tape.entries(tape.get(0, "合成")?) {
        let [stems, heads] = tape.inside(parts)[..] else { return Err(format!("{name}: 词干, 词尾")) };
        let classes = [Class::Application, class_named(name)].into();
        for stem in tape.inside(stems) {
            let heads = tape.inside(heads).into_iter();
            made.extend(heads.map(|head| (tape.word(stem).to_owned() + tape.word(head), classes)));
        }
    }
    let put = |(word, classes): (String, Classes)| {
        let (start, len) = (number(tape.words.len()), number(word.len()));
        tape.words.push_str(&word);
        Word { start, len, classes, values: (0, 0) }
    };
    Ok(made.into_iter().map(put).collect())
}
