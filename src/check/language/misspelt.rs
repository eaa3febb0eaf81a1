//! In: a paragraph. Out: words in which a character is another of the same sound or shape, has changed places with its neighbour, or
//! is one too many (G02): 工作人原, 效绿, 理受, 加化强. A text is cut into the words that are likeliest together; where a common word in the place of what
//! stands there would make it far likelier still, that word is meant. Refuses to know what is said.

use std::ops::Range;

use super::Reading;
use super::doubled::is_numeral;
use super::neighbours::{self, Sequence};
use super::slot::Key;
use super::sounds::alike;
use super::vocabulary::{self, LONGEST, Run};
use super::words::TABLE;
use crate::diagnostic::codes;
use crate::source::{is_han, opened, tail};

/// By how much dearer a text must be with a wrong character, with two exchanged, and with one too many, which has its own cost. These and the
/// following were chosen on right texts of another kind, reports of governments and news, that were left out of the vocabulary: 56 marks in
/// 100,000 of their characters, two thirds of what six nats for all give, with as many wrong characters found.
const WRONG: u32 = 31;
const EXCHANGED: u32 = 36;
const TOO_MANY: u32 = 86;

/// By how much more where what is written is a word, and for each side on which a rare character stands alone.
const KNOWN: u32 = 20;
const LONER: u32 = 24;

/// By how much more where what is meant goes with neither neighbour: three of five right words of news that were marked are not with it, and
/// one wrong character in fifty. Two characters are a name more often than four: a fourteenth fewer marks in reports of governments for one
/// wrong character in thirty.
const STRANGE: u32 = 9;
const STRANGE_PAIR: u32 = 12;

/// What a character must cost that stands alone beside a word of which it is a part, and what that word may: five marks in eight million
/// characters of laws and news, though a hundred times as many words stand so (工作作风, 收费费用).
const ALONE: u32 = 50;
const USUAL: u32 = 56;

/// How much must be saved where any word is meant, and what a character may cost that stands alone beside it: of words of the news with a
/// character exchanged that are not common a half is found, and 7,500 right paragraphs of news and laws have a score of marks.
const RARER: u32 = 54;
const USUAL_ALONE: u32 = 48;

/// Characters of the code of a document.
const CODE: usize = 7;

/// By how much more where four characters are meant that cost so much, which are said with others now and then: 有志之士.
const IDIOM: u32 = 30;
const RARELY: u32 = 66;

/// What the commonest words cost: where less is to be saved nothing is looked for.
const CHEAPEST: u32 = 26;
/// And what those of three and four characters cost.
const LONGER: u32 = 38;

/// A word that is meant where another stands, by the places of the characters.
struct Meant {
    saved: u32,
    place: Range<usize>,
    word: Vec<char>,
}

/// Finds wrong characters in a paragraph, beside what was told already; those of the reporting body's name may be rare together.
pub(super) fn check(reading: &mut Reading<'_>) {
    let (text, chars, own) = (reading.text(), &reading.characters.all, reading.own);
    let say = |reading: &mut Reading<'_>, place: &Range<usize>, right: &str, help: &str| {
        let range = reading.characters.bytes(place);
        let written = &text[range.clone()];
        // 同一问题同一答复: a slip is made once.
        let again = place.len() > 1 && text.matches(written).nth(1).is_some();
        if !own.contains(written) && !again && !is_name(text, &range) {
            reading.say(&codes::G02, range, format!("“{written}”疑为“{right}”"), help);
        }
    };
    let (mut start, mut row) = (0, Sequence::new());
    for run in chars.split(|c| !is_han(*c)) {
        let next = chars.get(start + run.len()).copied();
        // 青政办规〔2025〕3号: a code is made of any characters.
        let code = if is_number(&chars[chars.len().min(start + run.len())..]) { CODE } else { 0 };
        let words = run.len().saturating_sub(code);
        let cut = Run::of(run);
        row.add(&cut, start, words);
        row.between(next);
        let mut found = slips(&cut);
        twice(&cut, &mut found);
        rarer(&cut, &mut found);
        let digit = |at: Option<usize>| at.and_then(|at| chars.get(at)).is_some_and(char::is_ascii_digit);
        let leads = digit(Some(start + run.len()));
        found.retain(|meant| {
            let place = start + meant.place.start..start + meant.place.end;
            let another = leads && is_led(run, meant)
                || is_of_pattern(chars, &place)
                || is_unit(chars, &place, meant.word.iter().copied());
            meant.place.end <= words && !another
        });
        found.sort_by_key(|meant| (u32::MAX - meant.saved, meant.place.start));
        for meant in found.into_iter().filter(|meant| !is_pattern(&cut, meant)) {
            let place = start + meant.place.start..start + meant.place.end;
            say(reading, &place, &meant.word.into_iter().collect::<String>(), "核对这个字");
        }
        start += run.len() + 1;
    }
    for typed in row.typed().into_iter().chain(row.lost()) {
        let right = measures(chars, &typed.place)
            || is_of_pattern(chars, &typed.place)
            || concedes(chars, &typed.place);
        if !right && !is_unit(chars, &typed.place, typed.meant.chars()) {
            say(reading, &typed.place, &typed.meant.chars().collect::<String>(), "核对这个词");
        }
    }
}

/// 〔2025〕3号, with whatever brackets: what stands behind the code of a document.
fn is_number(text: &[char]) -> bool {
    match text {
        ['〔', ..] => true,
        ['[' | '（' | '(' | '【' | '﹝', year @ ..] if year.len() > 5 => {
            year[..4].iter().all(char::is_ascii_digit)
                && !year[4].is_ascii_digit()
                && year[5].is_ascii_digit()
        }
        _ => false,
    }
}

/// 切切实实, 立行立改, 一搜即得: four characters of which two are the same, or go together so; 展开展 is what is wrong itself, and where an
/// idiom is meant (相辅相承) it is not by chance that two are the same.
fn is_pattern(cut: &Run<'_>, Meant { place, word, .. }: &Meant) -> bool {
    let run = cut.chars;
    if place.len() == 3 && run[place.start] == run[place.end - 1] && word[0] != word[1]
        || word.len() == LONGEST
    {
        return false;
    }
    let four = |four: &[char]| {
        four[0] == four[1] && four[2] == four[3]
            || four[0] == four[2] && four[1] != four[3]
            || TABLE.apart.iter().any(|pair| pair.chars().eq([four[0], four[2]]))
    };
    // 失密|谢密|事件 is none.
    let whole = |at: usize| cut.words().iter().any(|word| word.start == at);
    let beside = place.start.saturating_sub(3)..place.end;
    beside.into_iter().any(|at| run.get(at..at + 4).is_some_and(four) && whole(at))
}

/// 该法自2024年: what leads to a figure is no part of a word.
fn is_led(run: &[char], meant: &Meant) -> bool {
    const LEADING: &str = "自至到于为达共约近由从在按计是有";
    let last = run.last().filter(|last| LEADING.contains(**last));
    meant.place.end == run.len() && last.is_some_and(|last| meant.word.last() != Some(last))
}

/// 2025年全县, 由跑三趟减为一趟, 每集2分钟, 20余期: the counter of a number is no part of a word; 统一, 进一步 are no numbers.
fn is_unit(chars: &[char], place: &Range<usize>, mut meant: impl Iterator<Item = char>) -> bool {
    let number =
        |c: char| c.is_ascii_digit() || is_numeral(c) && c != '一' || matches!(c, '每' | '几' | '逐');
    let is = |&at: &usize| at > 0 && TABLE.units.contains(chars[at]) && number(chars[at - 1]);
    let unit = place.clone().find(is);
    // 逐卷, 每集: none of the two.
    let pair = |at: usize| at > place.start && matches!(chars[at - 1], '每' | '逐');
    let rough = chars[place.start] == '余' && place.start > 0 && chars[place.start - 1].is_ascii_digit();
    rough || unit.is_some_and(|at| meant.nth(at - place.start) != Some(chars[at]) || pair(at))
}

/// 一事一档; 事实关、法律关; 起草人自校、科室互校; 通一次电话: a character that stands in a pattern with others.
fn is_of_pattern(chars: &[char], place: &Range<usize>) -> bool {
    let (at, last) = (place.start, place.end - 1);
    let char = |at: Option<usize>| at.and_then(|at| chars.get(at)).copied().unwrap_or(' ');
    let before = |n: usize| char(at.checked_sub(n));
    let paired = is_numeral(before(1)) && before(1) == before(3);
    let row = char(Some(last + 1)) == '、' || (2..=LONGEST + 1).any(|n| before(n) == '、');
    let alike = |n: usize| {
        let same = |other: Option<usize>| char(other) == chars[last];
        let ends = |other: Option<usize>| !is_han(char(other.map(|other| other + 1)));
        [last.checked_sub(n), Some(last + n)].into_iter().any(|other| same(other) && ends(other))
    };
    let once = char(Some(at + 1)) == '一' && TABLE.units.contains(char(Some(at + 2)));
    let listed = place.len() <= 2 && row && (2..=LONGEST + 2).any(alike);
    listed || place.len() == 1 && (paired || once)
}

/// 信息即使公布了，也要继续跟踪: the second half of the sentence says that the word is right.
fn concedes(chars: &[char], place: &Range<usize>) -> bool {
    let written: String = chars[place.clone()].iter().collect();
    let mut rest = chars[place.end..].iter().take_while(|c| !"。；".contains(**c));
    TABLE.conceding.has(&written) && rest.any(|c| TABLE.conceded.contains(*c))
}

/// 长12.6公里: what a measure is of.
fn measures(chars: &[char], place: &Range<usize>) -> bool {
    let behind = chars[place.end..].iter().skip_while(|c| c.is_ascii_digit() || **c == '.').take(3);
    TABLE.measured.contains(chars[place.end - 1])
        && chars.get(place.end).is_some_and(char::is_ascii_digit)
        && TABLE.measures.opens(&behind.collect::<String>())
}

/// All words that may be meant in a run.
fn slips(run: &Run<'_>) -> Vec<Meant> {
    let mut found = Vec::new();
    for start in 0..run.chars.len() {
        let mut key = Key::NONE.with(0, run.chars[start]);
        for end in start + 2..=(start + LONGEST + 1).min(run.chars.len()) {
            let place = start..end;
            if place.len() <= LONGEST {
                key = key.with(place.len() - 1, run.chars[end - 1]);
            }
            // 人民政府 and 习近平 are dearer.
            let least = if place.len() == 2 { CHEAPEST } else { LONGER };
            let most = run.saved(&place, least);
            if most > WRONG && place.len() <= LONGEST {
                another(run, &place, key, &mut found);
            }
            if most > EXCHANGED && place.len() <= LONGEST {
                exchanged(run, &place, key, &mut found);
            }
            if run.saved(&place, CHEAPEST) > TOO_MANY {
                too_many(run, &place, &mut found);
            }
        }
    }
    found
}

/// Words that differ in one character.
fn another(run: &Run<'_>, place: &Range<usize>, key: Key, found: &mut Vec<Meant>) {
    let written = &run.chars[place.clone()];
    for (at, &wrong) in written.iter().enumerate() {
        let cheapest = vocabulary::cheapest(key, at);
        if cheapest.is_none_or(|cost| run.saved(place, cost) <= WRONG) || is_numeral(wrong) {
            continue;
        }
        // 决定数: what stands behind any word makes another of it.
        let stem = || vocabulary::word(Key::of(written[..at].iter().copied())).is_some();
        if at >= 2 && at + 1 == written.len() && TABLE.behind_any.contains(wrong) && stem() {
            continue;
        }
        let least = WRONG + if vocabulary::word(key).is_some() { KNOWN } else { 0 };
        for meant in alike(wrong) {
            let word = || [&written[..at], &[meant], &written[at + 1..]].concat();
            add(run, place, key.with(at, meant), word, least, found);
        }
    }
}

/// Words in which two neighbours have changed places.
fn exchanged(run: &Run<'_>, place: &Range<usize>, key: Key, found: &mut Vec<Meant>) {
    let written = &run.chars[place.clone()];
    for (at, pair) in written.windows(2).enumerate().filter(|(_, pair)| pair[0] != pair[1]) {
        let word = || [&written[..at], &[pair[1], pair[0]], &written[at + 2..]].concat();
        add(run, place, key.with(at, pair[1]).with(at + 1, pair[0]), word, EXCHANGED, found);
    }
    // 克坚攻难: two that stand apart in an idiom; but 解惑|释疑.
    let known = |half: &[char]| vocabulary::word(Key::of(half.iter().copied())).is_some();
    if let &[a, b, c, d] = written
        && !(known(&written[..2]) && known(&written[2..]))
    {
        for word in [[c, b, a, d], [a, d, c, b], [d, b, c, a]] {
            add(run, place, Key::of(word), || word.to_vec(), EXCHANGED, found);
        }
    }
}

/// Words between whose characters another stands.
fn too_many(run: &Run<'_>, place: &Range<usize>, found: &mut Vec<Meant>) {
    let written = &run.chars[place.clone()];
    // What stands there without its first character; then without the next instead, and so on.
    let mut key = Key::of(written[1..].iter().copied());
    for at in 1..written.len() - 1 {
        key = key.with(at - 1, written[at - 1]);
        if !is_numeral(written[at]) {
            add(run, place, key, || [&written[..at], &written[at + 1..]].concat(), TOO_MANY, found);
        }
    }
}

/// 迟暖, 程序性暇疵: two characters alone that go with nothing beside them, where any word of two is meant, not the common ones only.
fn rarer(run: &Run<'_>, found: &mut Vec<Meant>) {
    let words = run.words();
    for (nth, pair) in words.windows(2).enumerate() {
        let (one, other) = (&pair[0], &pair[1]);
        let written = run.cost(one) + run.cost(other);
        if one.len() + other.len() > 2 || written <= RARER + CHEAPEST {
            continue;
        }
        let beside = [nth.checked_sub(1), nth.checked_add(2)].map(|at| at.and_then(|at| words.get(at)));
        let lonely = |word: &Range<usize>| word.len() == 1 && run.cost(word) > USUAL_ALONE;
        let chars = [run.chars[one.start], run.chars[other.start]];
        if beside.into_iter().flatten().any(lonely) || chars.into_iter().any(is_numeral) {
            continue;
        }
        let key = Key::of(chars);
        let saved = |at: usize, c: char| written.checked_sub(vocabulary::word(key.with(at, c))?.cost);
        let likes = (0..2).flat_map(|at| alike(chars[at]).map(move |c| (at, c)));
        let best = likes.filter_map(|(at, c)| Some((saved(at, c)?, at, c))).max_by_key(|best| best.0);
        let Some((saved, at, c)) = best.filter(|best| best.0 > RARER) else { continue };
        let alone = |place: &Range<usize>| {
            neighbours::goes_with(run, place, Key::of(run.chars[place.clone()].iter().copied()))
        };
        if alone(one) + alone(other) == 0 {
            let word = if at == 0 { vec![c, chars[1]] } else { vec![chars[0], c] };
            found.push(Meant { saved, place: one.start..other.end, word });
        }
    }
}

/// 认真展开展自查: a usual word with a part of it again before or behind it, but for 预警预控; 任主任 and the like have a table of their own.
fn twice(run: &Run<'_>, found: &mut Vec<Meant>) {
    if !run.chars.windows(3).any(|c| c[0] == c[2]) {
        return;
    }
    for pair in run.words().windows(2) {
        let (alone, word) = if pair[0].len() == 1 { (&pair[0], &pair[1]) } else { (&pair[1], &pair[0]) };
        let place = pair[0].start..pair[1].end;
        let again = place.len() == 3 && run.chars[place.start] == run.chars[place.end - 1];
        let key = |place: &Range<usize>| Key::of(run.chars[place.clone()].iter().copied());
        let goes_on =
            alone.start > word.start && run.word_behind(place.end).is_some_and(|next| next.len() == 1);
        if again
            && !goes_on
            && !TABLE.doubled.contains_key(&run.chars[alone.start])
            && run.cost(alone) >= ALONE
            && run.cost(word) <= USUAL
            && vocabulary::word(key(word)).is_some_and(|known| known.common)
            && neighbours::goes_with(run, alone, key(alone)) == 0
        {
            found.push(Meant { saved: run.cost(alone), place, word: run.chars[word.clone()].to_vec() });
        }
    }
}

/// Adds a word that is common and saves more than `least`, and than what those beside it ask for.
fn add(
    run: &Run<'_>,
    place: &Range<usize>,
    key: Key,
    word: impl Fn() -> Vec<char>,
    least: u32,
    found: &mut Vec<Meant>,
) {
    let Some(known) = vocabulary::word(key).filter(|word| word.common) else { return };
    let saved = run.saved(place, known.cost);
    if saved <= least {
        return;
    }
    let rarely = place.len() == LONGEST && known.cost >= RARELY;
    let least = least + LONER * run.loners(place) + if rarely { IDIOM } else { 0 };
    let strange = if place.len() == 2 { STRANGE_PAIR } else { STRANGE };
    if saved > least && (saved > least + strange || neighbours::goes_with(run, place, key) > 0) {
        let word = word();
        // 的三十二件 is no 第三十二; 一致 is a word like others, 举一反三 too.
        let idiom = word.len() == LONGEST && word[0] != '第';
        let stands = |at: usize, c: char| idiom && run.chars[place.start + at] == c;
        if word.iter().enumerate().all(|(at, &c)| !is_numeral(c) || stands(at, c) || at == 0 && c == '一') {
            found.push(Meant { saved, place: place.clone(), word });
        }
    }
}

/// 石坪镇, “溪语”: the names of places and of accounts are made of any characters.
fn is_name(text: &str, range: &Range<usize>) -> bool {
    let place = |c: char| "县镇乡村州旗盟街路河湖".contains(c);
    let quoted = opened(&text[..range.start], ['“', '”']).is_some_and(|words| words.chars().count() <= 5);
    let written = &text[range.clone()];
    let behind = text[range.end..].chars().next();
    // 石泉县 162 件，安平区 203 件，云州市白榆区; 专区 and 全市 are none.
    let led = text[..range.start].chars().next_back().is_none_or(|c| !is_han(c) || "省市州盟".contains(c));
    let named = led && text[range.clone()].chars().count() == 2 && behind.is_some_and(|c| "区市".contains(c));
    // 棋中县级3个 is no name of a county.
    let goes_on = || TABLE.no_places.leading(&text[range.end..]).is_some();
    // 鹅公坳; 潋水上游.
    let land = |c: char| TABLE.land_ends.contains(c);
    let river = text[range.clone()].ends_with('水') && TABLE.of_rivers.leading(&text[range.end..]).is_some();
    let place_end = text[range.clone()].ends_with(|c| place(c) || land(c));
    // 龙坎社区, 冀泰西路; 地址：平川县望集33号.
    let settled = || TABLE.settled.opens(&text[range.end..]);
    let address =
        || written.chars().count() == 2 && TABLE.addresses.says(tail(&text[..range.start], "，。；（）"));
    quoted || named || behind.is_some_and(place) && !goes_on() || place_end || river || settled() || address()
}
