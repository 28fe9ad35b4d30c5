//! What a finding says to the seller, in the seller's language.
//!
//! A message is what was found, the registration, why it matters and what to
//! do, a sentence each, from the catalogue in `data/messages`. Messages warn;
//! they never accuse, and never call it a verdict.

use crate::mark::{Registration, Status};
use crate::report::{How, MarkFacts, Reason, Risk};
use std::sync::OnceLock;

include!(concat!(env!("OUT_DIR"), "/messages.rs"));

const ENGLISH: &str = include_str!(concat!(env!("OUT_DIR"), "/messages.txt"));

/// All other languages: the tag of each, then its texts, a line each, and an empty line. Pages have them taught, so that
/// they are fetched only where one is spoken.
#[cfg(not(target_arch = "wasm32"))]
const BUILT_IN: Option<&str> = Some(include_str!(concat!(env!("OUT_DIR"), "/messages-others.txt")));
#[cfg(target_arch = "wasm32")]
const BUILT_IN: Option<&str> = None;

static TAUGHT: OnceLock<String> = OnceLock::new();

fn others() -> Option<&'static str> {
    BUILT_IN.or(TAUGHT.get().map(String::as_str))
}

/// Takes the texts of all languages but English. What comes once stays.
#[cfg(target_arch = "wasm32")]
pub(crate) fn teach(others: String) {
    let _ = TAUGHT.set(others);
}

/// Whether messages can be had in the language of a tag, or at least all is known that there is.
#[cfg(target_arch = "wasm32")]
pub(crate) fn speaks(tag: &str) -> bool {
    others().is_some() || language_of(tag) == "en"
}

/// The language of a BCP 47 tag, by the names of the catalogues.
fn language_of(tag: &str) -> String {
    let tag = tag.to_ascii_lowercase();
    let traditional = ["zh-hant", "zh-tw", "zh-hk", "zh-mo"].iter().any(|name| tag.starts_with(name));
    match tag.split(['-', '_']).next().unwrap_or("") {
        "zh" if traditional => "zh-Hant",
        "zh" => "zh-Hans",
        language => language,
    }
    .to_string()
}

/// What a message is about.
pub(super) struct Subject<'a> {
    pub mark: &'a MarkFacts,
    pub matched: &'a str,
    pub how: How,
    pub risk: Risk,
    pub reasons: &'a [Reason],
    /// The words beside the mark that decided, as typed.
    pub cue: &'a str,
    /// Whether it stands in the search keywords.
    pub keyword: bool,
}

/// The texts of one language, in the order of [`Text`].
struct Catalogue(Vec<&'static str>);

impl Catalogue {
    /// That of a BCP 47 tag; English where there is none.
    fn of(tag: &str) -> &'static Catalogue {
        static ENGLISH_TEXTS: OnceLock<Catalogue> = OnceLock::new();
        static OTHERS: OnceLock<Vec<(&str, Catalogue)>> = OnceLock::new();
        let language = language_of(tag);
        let others = others().filter(|_| language != "en").map_or(&[][..], |others| {
            OTHERS.get_or_init(|| {
                let lines: Vec<&str> = others.lines().collect();
                let languages = lines.split(|line| line.is_empty()).filter_map(|lines| lines.split_first());
                languages.map(|(name, texts)| (*name, Catalogue(texts.to_vec()))).collect()
            })
        });
        let known = others.iter().find(|(name, _)| *name == language).map(|(_, catalogue)| catalogue);
        known.unwrap_or_else(|| ENGLISH_TEXTS.get_or_init(|| Catalogue::read(ENGLISH)))
    }

    fn read(texts: &'static str) -> Catalogue {
        Catalogue(texts.lines().collect())
    }

    fn text(&self, text: Text) -> &'static str {
        self.0.get(text as usize).copied().unwrap_or("")
    }

    /// What stands between two sentences.
    fn space(&self) -> &'static str {
        // Full stops of Chinese and Japanese bring their own.
        if self.text(Text::DoNothing).ends_with('。') { "" } else { " " }
    }
}

/// The message, in the language of the tag.
pub(super) fn message(language: &str, subject: &Subject<'_>) -> String {
    let catalogue = Catalogue::of(language);
    let mut said = String::new();
    for text in sentences(subject) {
        if !said.is_empty() {
            said.push_str(catalogue.space());
        }
        fill(&mut said, catalogue, text, subject);
    }
    said
}

/// Which sentences a message has.
fn sentences(subject: &Subject<'_>) -> Vec<Text> {
    let has = |reason| subject.reasons.contains(&reason);
    let registration = subject.mark.registrations.first();
    let owner = !subject.mark.owner.is_empty();
    if has(Reason::Authorized) {
        return vec![Text::Authorized];
    }
    let found = match subject.how {
        _ if has(Reason::Disguised) => Text::FoundDisguised,
        _ if has(Reason::Misspelled) => Text::FoundSlip,
        _ if has(Reason::OrdinaryWord) => Text::FoundOrdinary,
        _ if has(Reason::SoundsAlike) => Text::FoundSound,
        _ if has(Reason::Resembles) => Text::FoundSimilar,
        How::Soundalike => Text::FoundSound,
        How::Exact => Text::FoundPlain,
        _ if subject.matched == subject.mark.text => Text::FoundPlain,
        _ => Text::FoundForm,
    };
    let registered = match registration.map(|row| row.number.is_empty()) {
        Some(false) if has(Reason::Pending) => Some(Text::Pending),
        Some(false) if owner => Some(Text::Registered),
        Some(false) => Some(Text::RegisteredNumber),
        _ if owner => Some(Text::RegisteredOwner),
        _ => None,
    };
    // The one that weighs most.
    let why = [
        (Reason::NotInForce, Text::WhyNotInForce),
        (Reason::ImitationWording, Text::WhyImitation),
        (Reason::Denial, Text::WhyDenial),
        (Reason::Comparison, Text::WhyComparison),
        (Reason::ReferentialUse, Text::WhyReferential),
        (Reason::GatedMark, Text::WhyGated),
        (Reason::Disguised, Text::WhyDisguised),
        (Reason::Pending, Text::WhyPending),
        (Reason::SameGoods, Text::WhySameGoods),
        (Reason::RelatedGoods, Text::WhyRelatedGoods),
        (Reason::WellKnown, Text::WhyWellKnown),
        (Reason::OtherGoods, Text::WhyOtherGoods),
    ];
    let why = why.into_iter().find(|(reason, _)| has(*reason)).map(|(_, text)| text);
    let why = why.or(subject.keyword.then_some(Text::WhyKeywords));
    let what = match subject.risk {
        _ if has(Reason::NotInForce) => Text::DoNothing,
        _ if has(Reason::ImitationWording) => Text::DoDescribe,
        _ if has(Reason::Denial) || has(Reason::Comparison) => Text::DoLeaveOut,
        _ if has(Reason::Disguised) => Text::DoWritePlainly,
        _ if has(Reason::ReferentialUse) => Text::DoRefer,
        Risk::None | Risk::Low => Text::DoNothing,
        _ if has(Reason::Misspelled) => Text::DoCheck,
        _ => Text::DoAuthorize,
    };
    [Some(found), registered, why, Some(what)].into_iter().flatten().collect()
}

/// Adds a text with its placeholders filled.
fn fill(said: &mut String, catalogue: &Catalogue, text: Text, subject: &Subject<'_>) {
    let mut rest = catalogue.text(text);
    while let Some((before, after)) = rest.split_once('{') {
        said.push_str(before);
        let name;
        (name, rest) = after.split_once('}').unwrap_or((after, ""));
        match name {
            "matched" => said.push_str(subject.matched),
            "mark" => said.push_str(&subject.mark.text),
            "cue" => said.push_str(subject.cue),
            "owner" => said.push_str(&subject.mark.owner),
            // As the office writes it: `US 1153938, class 25`.
            "registration" => {
                let Some(row) = registration(subject) else { continue };
                push_all(said, [row.office.as_str(), &row.number], " ");
                if !row.classes.is_empty() {
                    said.push_str(", ");
                    fill(said, catalogue, Text::Class, subject);
                }
            }
            "classes" => {
                let classes = registration(subject).map_or(&[][..], |row| &row.classes);
                let classes: Vec<String> = classes.iter().map(u8::to_string).collect();
                push_all(said, classes.iter().map(String::as_str), ", ");
            }
            _ => {}
        }
    }
    // "Nike, Inc." brings its own full stop.
    let rest = if said.ends_with('.') { rest.strip_prefix('.').unwrap_or(rest) } else { rest };
    said.push_str(rest);
}

/// The registration that counts.
fn registration<'a>(subject: &Subject<'a>) -> Option<&'a Registration> {
    let rows = &subject.mark.registrations;
    rows.iter().find(|row| row.status == Status::Live).or(rows.first())
}

/// Adds texts with something between them, those left out that are empty.
fn push_all<'a>(said: &mut String, texts: impl IntoIterator<Item = &'a str>, between: &str) {
    let mut first = true;
    for text in texts.into_iter().filter(|text| !text.is_empty()) {
        if !std::mem::take(&mut first) {
            said.push_str(between);
        }
        said.push_str(text);
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn nike() -> MarkFacts {
        let row = Registration {
            office: "US".into(),
            number: "1153938".into(),
            classes: vec![25],
            ..Registration::default()
        };
        MarkFacts { id: "nike".into(), text: "NIKE".into(), owner: "Nike, Inc.".into(), registrations: vec![row] }
    }

    fn said(language: &str, reasons: &[Reason], risk: Risk) -> String {
        let subject =
            Subject { mark: &nike(), matched: "Nike", how: How::Exact, risk, reasons, cue: "style", keyword: false };
        message(language, &subject)
    }

    #[test]
    fn a_message_says_what_whose_why_and_what_to_do() {
        let said = said("en", &[Reason::ImitationWording, Reason::SameGoods], Risk::High);
        for part in ["“Nike”", "NIKE", "Nike, Inc", "US 1153938", "class 25", "“style”", "without the name"] {
            assert!(said.contains(part), "{part} in {said}");
        }
        assert!(!said.contains("..") && !said.contains('{'), "{said}");
    }

    #[test]
    fn every_language_has_its_own_texts() {
        let languages = ["en", "zh-Hans", "zh-Hant", "de", "fr", "es", "it", "pt", "ja", "ko", "ru", "ar"];
        let all: std::collections::HashSet<String> =
            languages.iter().map(|language| said(language, &[Reason::PlainUse], Risk::Medium)).collect();
        assert_eq!(all.len(), languages.len());
        assert!(all.iter().all(|said| said.contains("NIKE") && said.contains("1153938")), "{all:?}");
    }

    #[test]
    fn tags_find_their_language() {
        let same =
            |a: &str, b: &str| said(a, &[Reason::PlainUse], Risk::Medium) == said(b, &[Reason::PlainUse], Risk::Medium);
        assert!(same("zh-TW", "zh-Hant") && same("zh", "zh-CN") && same("pt-BR", "pt") && same("de_AT", "de"));
        assert!(same("xx", "en") && same("", "en") && !same("zh-TW", "zh"));
    }
}
