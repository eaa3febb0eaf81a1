//! In: what lies in a folder. Out: the draft of a roster, for a person to look through.

use crate::yaml::scalar::name;
use std::collections::BTreeSet;
use std::fmt::Write as _;

/// One file of a folder, as far as it says whose it is.
#[derive(Clone, Debug, Default)]
pub struct FolderEntry {
    /// Relative to the roster; empty for a government that sent none, but has others below it.
    pub file: String,
    /// 机关; empty where it could not be read.
    pub office: String,
    /// Why it is not counted, if that can be seen from its name.
    pub excluded: Option<&'static str>,
    /// Those below it.
    pub below: Vec<FolderEntry>,
}

/// The draft of a roster of files. The body's own report is no member's: whether it holds only its own figures a person knows.
#[must_use]
pub fn skeleton(office: &str, year: Option<u16>, files: &[FolderEntry]) -> String {
    let mut text = String::from(
        "# 汇总名册：哪些机关的报告计入，哪些不计、为什么。\n\
         # 起草自文件夹里的报告，请逐行核对；没有报送的机关也要写上，才知道缺谁。\n\
         # 汇总：nianbao sum 名册.yaml -o 全县.yaml\n\n",
    );
    let _ = writeln!(text, "机关: {}", name(office));
    let (own, others): (Vec<&FolderEntry>, Vec<&FolderEntry>) =
        files.iter().partition(|draft| draft.office == office);
    for file in own.iter().map(|draft| &draft.file).filter(|file| !file.is_empty()) {
        let file = name(file);
        let _ = write!(
            text,
            "# 它自己的报告没有列进成员。只有本级的数、应当计入的，去掉下面两行前的井号；已经是汇总的，不必管\n\
             # 文件: {file}\n# 口径: 本级\n"
        );
    }
    let drafts: Vec<&FolderEntry> = own.iter().flat_map(|draft| &draft.below).chain(others).collect();
    if let Some(year) = year {
        let _ = writeln!(text, "年度: {year}");
    }
    text.push_str(
        "\n# 每个机关可以写：机关、机关类别、文件（可用 * 和 ?）、上级、口径（本级、汇总）、不计（写明理由）、\n\
         # 别名、上年报告；下级很多的，在它下面再写一层“成员:”。\n\
         成员:\n",
    );
    members(&mut text, &drafts, 1, &mut BTreeSet::new());
    if drafts.is_empty() {
        text.push_str("  # - {机关: 安平县教育局, 文件: 教育局.docx}\n");
    }
    text
}

/// The entries of 成员, so many levels in. A body stands there once; what has no name, or a name that stands there already, is left to
/// the person as a comment.
fn members<'d>(text: &mut String, drafts: &[&'d FolderEntry], level: usize, seen: &mut BTreeSet<&'d str>) {
    let blank = "    ".repeat(level - 1) + "  ";
    for draft in drafts {
        let is_new = seen.insert(&draft.office);
        if draft.below.is_empty() && (draft.office.is_empty() || !is_new) {
            let (office, why) = match draft.office.as_str() {
                "" => ("某某局", "没有读出机关：核对是谁的，写上机关，去掉井号；不是报告的，删去".to_owned()),
                office => (office, format!("{office}还有一份：留下定稿的一份")),
            };
            let (office, file) = (name(office), name(&draft.file));
            let _ = writeln!(text, "{blank}# {why}\n{blank}# - {{机关: {office}, 文件: {file}}}");
            continue;
        }
        let office = name(&draft.office);
        let mut entries = vec![format!("机关: {office}")];
        entries.extend(draft.excluded.map(|reason| format!("不计: {reason}")));
        if !draft.file.is_empty() {
            entries.push(format!("文件: {}", name(&draft.file)));
        }
        if draft.below.is_empty() {
            let _ = writeln!(text, "{blank}- {{{}}}", entries.join(", "));
            continue;
        }
        if !draft.file.is_empty() {
            entries.push("口径: 汇总    # 它的报告含下级；只有本级的，改为“本级”".to_owned());
        }
        entries.push("成员:".to_owned());
        let _ = writeln!(text, "{blank}- {}", entries.join(&format!("\n{blank}  ")));
        members(text, &draft.below.iter().collect::<Vec<_>>(), level + 1, seen);
    }
}
