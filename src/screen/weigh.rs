//! Weighing: candidate + context → finding or nothing. Precision lives here.
//!
//! What sets a candidate apart from the form (see [`super::compare`]) and what
//! stands around it is named evidence; the risk follows from it by the rule in
//! [`risk`], which is all there is to it.

use super::compare::{Differences, differences, is_part_of_words, sight, words_are_ordinary};
use super::find::Candidate;
use super::goods::{Offer, named_at};
use super::message::{Subject, message};
use super::policy::{Policy, Strictness};
use super::usage::MarkUse;
use crate::index::{FormFacts, Languages, Segment, Way};
use crate::listing::Listing;
use crate::mark::{self, FormKind, Registration, Status};
use crate::pair;
use crate::report::{Finding, Goods, How, MarkFacts, Reason, Risk, Use};
use crate::sound::{Manner, Sounds, likeness, manner_of};
use crate::text::{Class, Folded, Glue, Steps, Unit, fold_form};

/// What is known of a listing before its texts are read.
pub(super) struct Context<'a> {
    pub listing: &'a Listing,
    pub offer: Offer,
    pub languages: Languages,
    pub policy: &'a Policy,
}

impl<'a> Context<'a> {
    pub(super) fn new(listing: &'a Listing, title: &Folded, policy: &'a Policy) -> Context<'a> {
        let languages = listing.language.as_deref().map_or(Languages::ALL, Languages::named);
        Context { listing, offer: Offer::of(listing, title), languages, policy }
    }
}

/// A candidate that stands up to weighing, for one mark.
pub(super) struct Weighed {
    pub start: usize,
    pub end: usize,
    /// How many letters it has.
    pub letters: usize,
    /// Of two that overlap the one with the greater hold stays: its letters, less where it is only near.
    pub hold: usize,
    /// How alike, 0 to 1: in looks, or in sound where it is only heard.
    pub alike: f32,
    /// Recognised by its sound only.
    pub heard: bool,
    /// It is all that the text says.
    pub is_all: bool,
    sight: f32,
    sound: f32,
    pub mark: u32,
    form: String,
    how: How,
    score: f32,
    evidence: Evidence,
}

/// A weighed place, its use of the mark, and what comes of both.
pub(super) struct Settled {
    weighed: Weighed,
    mark_use: MarkUse,
    pub risk: Risk,
    reasons: Vec<Reason>,
    /// How many more marks of its owner the place stands for.
    pub also: u32,
}

/// What a letter holds a place with, of a form that it is alike or near.
const ALIKE: usize = 4;
const NEAR: usize = 3;

/// Names of so few letters are everyday abbreviations, but in capitals.
const SHORT: usize = 3;

/// From here on a mark that resembles a name is said to sound like it.
const SOUNDS_ALIKE: f32 = 0.75;

/// Whether a window of letters is in capitals. Scripts without case are.
fn is_capitals(window: &[Unit]) -> bool {
    window.iter().all(|unit| unit.class != Class::Latin || unit.steps.has(Steps::UPPER))
        && !window.iter().all(|unit| unit.class == Class::Digit)
}

/// The findings that a candidate stands for: one for each mark that has its key.
pub(super) fn weigh(
    segment: &Segment,
    text: &Folded,
    candidate: &Candidate,
    context: &Context<'_>,
    brand_field: bool,
) -> Vec<Weighed> {
    let mut weighed: Vec<Weighed> = Vec::new();
    if is_part_of_words(segment, text, candidate) {
        return weighed;
    }
    for form in segment.forms_of(candidate.key) {
        let form = segment.form(form);
        if weighed.iter().any(|other| other.mark == form.mark) {
            continue;
        }
        let spelled = fold_form(&form.text).units;
        if let Some((differences, way)) = differences(segment, text, candidate, &spelled)
            && (way.is_none() || sight(&differences, way, spelled.len()) >= context.policy.least_sight)
        {
            let candidate = &Candidate { way, ..*candidate };
            weighed.push(judge(segment, text, candidate, form, differences, context, brand_field));
        }
    }
    weighed
}

/// Puts name to the evidence and weighs it.
fn judge(
    segment: &Segment,
    text: &Folded,
    candidate: &Candidate,
    form: FormFacts<'_>,
    d: Differences,
    context: &Context<'_>,
    brand_field: bool,
) -> Weighed {
    let window = &text.units[candidate.first..candidate.end];
    let letters = window.len();
    let spelled_out = d.spelled_out(letters);
    let masked = candidate.way == Some(Way::Masked);
    let disguised = masked
        || d.styled + d.leet + d.lookalikes + d.bars + d.invisible + d.signs > 0
        || d.accents >= 2
        || spelled_out;
    let plain = || window.iter().map(|unit| unit.plain).collect::<String>();
    let sound = match candidate.way {
        None => 1.0,
        Some(Way::Heard { likeness, .. }) => f32::from(likeness) / 100.0,
        Some(_) => likeness(&Sounds::of(&plain()), &Sounds::of(segment.key(candidate.key))),
    };
    let how = if let Some(way) = candidate.way {
        match way {
            Way::Masked => How::Masked,
            Way::Edited(_) | Way::Respelled | Way::Vowelless => How::Respelled,
            Way::Reordered => How::Spaced,
            Way::Homophone => How::Soundalike,
            Way::Shape => How::Lookalike,
            Way::Heard { .. } if is_cross_script(window, segment.key(candidate.key)) => How::Transliteration,
            Way::Heard { .. } => How::Soundalike,
            Way::Similar { .. } if sound >= SOUNDS_ALIKE => How::Soundalike,
            Way::Similar { .. } => How::Respelled,
        }
    } else if d.styled + d.leet + d.lookalikes + d.bars + d.accents + d.invisible > 0 {
        How::Lookalike
    } else if d.spaces + d.signs + d.joined > 0 {
        How::Spaced
    } else if d.spelled_digits > 0 {
        How::Respelled
    } else {
        match form.kind {
            FormKind::Text => How::Exact,
            FormKind::Transliteration => How::Transliteration,
            FormKind::Translation => How::Translation,
            FormKind::Abbreviation | FormKind::Nickname | FormKind::Variant => How::Alias,
        }
    };
    let sight = match candidate.way {
        Some(Way::Similar { .. }) => pair::sight(&plain(), segment.key(candidate.key)),
        way => sight(&d, way, letters),
    };
    let registrations = segment.registrations(form.mark);
    let heard = match candidate.way {
        // A Latin word has a spelling, and Han characters have a meaning, that speak against their sound.
        Some(Way::Heard { certain, .. }) => {
            let spelled = manner_of(window[0].plain).unwrap_or_default();
            let everyday = segment.ordinariness(candidate.key).is_everyday();
            Some(certain && !everyday && !matches!(spelled, Manner::Latin | Manner::Han))
        }
        Some(Way::Similar { .. }) => Some(false),
        _ => None,
    };
    let Context { listing, offer, languages, policy } = context;
    let well_known = segment.is_well_known(form.mark);
    let goods = offer.against(&registrations);
    // "LV": a name known in capitals is no everyday "lv".
    let is_latin = |unit: &Unit| unit.class == Class::Latin;
    let known_initials =
        letters <= SHORT && well_known && is_capitals(window) && window.iter().all(is_latin) && d.is_none();
    let ordinary = heard.is_none()
        && (!known_initials && is_ordinary(segment, text, candidate, &d, window, *languages)
            || (letters <= SHORT && !well_known && !is_capitals(window)));
    let evidence = Evidence {
        disguised,
        misspelled: !disguised && heard.is_none() && candidate.way.is_some_and(|way| way != Way::Reordered),
        heard,
        similar: how == How::Respelled && heard.is_some(),
        ordinary,
        own_goods: ordinary && well_known && goods == Goods::Same && heads_goods(text, candidate, &registrations),
        brand_field,
        rejoined: !disguised && d.spaces + d.joined > 0,
        authorized: listing.authorizations.iter().any(|id| *id == segment.mark_id(form.mark)),
        gated: segment.policy(form.mark) == mark::Policy::Gated
            || (policy.gate_well_known && well_known)
            || !policy.gated.is_empty() && policy.gated.contains(&segment.mark_id(form.mark)),
        standing: standing(&registrations, &listing.marketplaces, policy),
        well_known,
        goods,
    };
    Weighed {
        start: window[0].start as usize,
        end: window[letters - 1].end as usize,
        letters,
        hold: letters * hold_of(candidate.way),
        alike: match candidate.way {
            Some(Way::Similar { likeness }) => f32::from(likeness) / 1000.0,
            _ if heard.is_some() => sound,
            _ => sight,
        },
        heard: heard.is_some(),
        is_all: letters == text.units.len(),
        sight,
        sound,
        score: score(if heard.is_some() { sound } else { sight }, letters, candidate),
        form: form.text,
        mark: form.mark,
        how,
        evidence,
    }
}

/// What a letter counts when places overlap.
fn hold_of(way: Option<Way>) -> usize {
    match way {
        None => ALIKE,
        // Longer words may sound alike that hold a name.
        Some(Way::Heard { .. }) => 1,
        // A name that resembles others stands behind all that is in it.
        Some(Way::Similar { .. }) => 0,
        Some(_) => NEAR,
    }
}

/// Whether a window is written in another script than a key.
fn is_cross_script(window: &[Unit], key: &str) -> bool {
    let manner = |c: char| manner_of(c).unwrap_or_default();
    key.chars().next().is_some_and(|c| manner(c) != manner(window[0].plain))
}

/// Whether a candidate, as typed, is everyday language.
fn is_ordinary(
    segment: &Segment,
    text: &Folded,
    candidate: &Candidate,
    d: &Differences,
    window: &[Unit],
    languages: Languages,
) -> bool {
    let key = segment.ordinariness(candidate.key);
    let letters = window.len();
    let gaps: Vec<usize> = (1..window.len()).filter(|at| window[*at].glue >= Glue::Joint).collect();
    // "Casa Bella lambrusco": capitals that what follows does not have tell a name from its words.
    let apart = key.seam().is_some_and(|seam| gaps == [seam]) && !is_titled(text, candidate);
    let together = d.joined > 0 && gaps.is_empty();
    // "H&M", "C&A": capitals and their signs, as the form has them, are no everyday letters.
    let is_initials = is_capitals(window)
        && d.signs + d.loosened + d.joined + d.spaces == 0
        && !gaps.is_empty()
        && gaps.iter().all(|at| window[*at].glue == Glue::Joint);
    // "3M CABLE": a number and a unit.
    let is_measure = letters <= SHORT && window[0].class == Class::Digit;
    let at_home = segment.everyday_in(candidate.key).meet(languages);
    let alike = candidate.way.is_none();
    at_home && key.is_everyday() && !is_initials
        || at_home && key.is_descriptive() && alike && !is_titled(text, candidate)
        || at_home && key.is_dictionary_word() && alike && gaps.is_empty() && is_small(window)
        || is_measure
        || apart
        || (together && key.is_everyday_joined())
        || (d.spelled_digits > 0 && words_are_ordinary(segment, window))
}

/// Whether a word for goods of the mark's classes stands right behind a window
/// that is no word for such goods itself: 苹果手机, and not "polo shirt".
fn heads_goods(text: &Folded, candidate: &Candidate, registrations: &[Registration]) -> bool {
    let classes = |at: usize| named_at(text, at);
    let own = |set: u64| registrations.iter().flat_map(|row| &row.classes).any(|class| set >> class & 1 != 0);
    own(classes(candidate.end)) && !own(classes(candidate.first))
}

/// Whether no letter of a window is a capital.
fn is_small(window: &[Unit]) -> bool {
    !window.iter().any(|unit| unit.steps.has(Steps::UPPER))
}

/// Whether each word of a window starts with a capital, and the word behind it with a small letter.
fn is_titled(text: &Folded, candidate: &Candidate) -> bool {
    let is_upper = |unit: &Unit| unit.steps.has(Steps::UPPER);
    let window = &text.units[candidate.first..candidate.end];
    let small = |unit: &Unit| unit.class == Class::Latin && !is_upper(unit);
    let starts = |(at, unit): (usize, &Unit)| at > 0 && unit.glue < Glue::Joint || is_upper(unit);
    window.iter().enumerate().all(starts) && text.units.get(candidate.end).is_some_and(small)
}

/// Order among findings of one risk: alike first, then long, then well bounded.
fn score(sight: f32, letters: usize, candidate: &Candidate) -> f32 {
    let length = letters.min(8) as f32 / 8.0;
    let bounds = if candidate.left >= Glue::Joint && candidate.right >= Glue::Joint { 1.0 } else { 0.8 };
    sight * bounds * (0.7 + 0.3 * length)
}

/// The named evidence from which, with the use of the mark, the risk follows.
struct Evidence {
    /// Written so as not to be recognised.
    disguised: bool,
    /// A few letters changed, as by a slip.
    misspelled: bool,
    /// Recognised by its sound only, and whether that is sure enough to ask for more than attention.
    heard: Option<bool>,
    /// And it does not sound so, but has other things in common.
    similar: bool,
    /// Words of the name written together, or apart.
    rejoined: bool,
    /// The name is everyday language too.
    ordinary: bool,
    /// It is well known, and stands before the name of its own goods, which it does not mean by itself.
    own_goods: bool,
    /// It stands in the brand field, or the brand field names the same mark.
    brand_field: bool,
    /// The seller is authorized for the mark.
    authorized: bool,
    /// Only authorized sellers may list the mark.
    gated: bool,
    /// Protected outside its own goods too.
    well_known: bool,
    standing: Standing,
    goods: Goods,
}

/// What the registrations come to where the listing is shown.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
enum Standing {
    None,
    /// No more than applied for.
    Pending,
    /// One is in force, or the register names none.
    InForce,
}

/// The rule. Authorization ends the matter, and so does everyday language
/// that nothing makes a name. Imitation and disguise are serious, and so is
/// every use of a gated mark but to say what the goods fit, which is hardly
/// any. Denial, comparison and plain use ask for authorization, on other goods
/// only for a well-known mark. What is not in force is no more than worth
/// knowing, what is applied for weighs a step less. Nothing: no finding.
fn risk(evidence: &Evidence, mark_use: &MarkUse) -> Option<(Risk, Vec<Reason>)> {
    if evidence.authorized {
        return Some((Risk::None, vec![Reason::Authorized]));
    }
    let maker = evidence.brand_field || evidence.own_goods || mark_use.as_maker;
    let named = maker || evidence.disguised || mark_use.kind == Use::Referential;
    if evidence.ordinary && !named {
        return None;
    }
    let mut reasons = vec![match mark_use.kind {
        Use::Imitation => Reason::ImitationWording,
        Use::Denial => Reason::Denial,
        Use::Comparison => Reason::Comparison,
        Use::Referential => Reason::ReferentialUse,
        Use::Brand => Reason::PlainUse,
    }];
    if evidence.disguised || evidence.misspelled {
        let spelled = if evidence.disguised { Reason::Disguised } else { Reason::Misspelled };
        if mark_use.kind == Use::Brand {
            reasons.clear();
        }
        reasons.push(spelled);
    }
    if evidence.heard.is_some() {
        reasons.push(if evidence.similar { Reason::Resembles } else { Reason::SoundsAlike });
    }
    let mut add = |holds: bool, reason: Reason| {
        if holds {
            reasons.push(reason);
        }
    };
    add(evidence.rejoined, Reason::Rejoined);
    add(evidence.ordinary, Reason::OrdinaryWord);
    add(evidence.gated, Reason::GatedMark);
    add(evidence.goods == Goods::Same, Reason::SameGoods);
    add(evidence.goods == Goods::Related, Reason::RelatedGoods);
    let other_goods = evidence.goods == Goods::Unrelated;
    add(other_goods && evidence.well_known, Reason::WellKnown);
    add(other_goods && !evidence.well_known, Reason::OtherGoods);
    add(evidence.standing == Standing::Pending, Reason::Pending);
    add(evidence.standing == Standing::None, Reason::NotInForce);
    let hidden = evidence.disguised && !evidence.ordinary;
    let risk = match mark_use.kind {
        Use::Imitation => Risk::High,
        _ if hidden => Risk::High,
        Use::Referential => Risk::Low,
        Use::Brand if evidence.gated => Risk::High,
        Use::Denial | Use::Comparison | Use::Brand => Risk::Medium,
    };
    let risk = match evidence.standing {
        Standing::None => Risk::Low,
        _ if evidence.heard == Some(false) => Risk::Low,
        Standing::Pending if risk == Risk::High => Risk::Medium,
        Standing::Pending => Risk::Low,
        // Hidden names and imitation show that the mark is meant, whatever its goods.
        Standing::InForce if other_goods && !evidence.well_known && risk == Risk::Medium => Risk::Low,
        Standing::InForce => risk,
    };
    Some((risk, reasons))
}

/// Members of the EU: a mark of the EU office is in force in all of them.
const EU: [&str; 27] = [
    "AT", "BE", "BG", "CY", "CZ", "DE", "DK", "EE", "ES", "FI", "FR", "GR", "HR", "HU", "IE", "IT", "LT", "LU", "LV",
    "MT", "NL", "PL", "PT", "RO", "SE", "SI", "SK",
];

/// What a mark's registrations come to on the marketplaces.
fn standing(registrations: &[Registration], marketplaces: &[String], policy: &Policy) -> Standing {
    if registrations.is_empty() {
        return Standing::InForce;
    }
    let here = registrations.iter().filter(|row| falls_under(row, marketplaces));
    let standings = here.map(|row| match (row.status, policy.strictness(&row.office)) {
        (Status::Dead, _) | (_, Strictness::Ignored) | (Status::Pending, Strictness::Lenient) => Standing::None,
        (Status::Live, Strictness::Lenient) | (Status::Pending, Strictness::Normal) => Standing::Pending,
        (Status::Live, _) | (Status::Pending, Strictness::Strict) => Standing::InForce,
    });
    standings.max().unwrap_or(Standing::None)
}

/// Whether one of the marketplaces falls under a registration's office.
/// Madrid registrations may be extended anywhere, so they count everywhere.
fn falls_under(row: &Registration, marketplaces: &[String]) -> bool {
    // XX: the ISO code that stands for no country, used by registers that do not say.
    let anywhere = marketplaces.is_empty() || matches!(row.office.as_str(), "" | "XX" | "WO");
    anywhere
        || marketplaces.iter().any(|place| {
            *place == row.office || (row.office == "EM" && (place == "EU" || EU.contains(&place.as_str())))
        })
}

impl Weighed {
    /// Whether letters of it are covered.
    pub(super) fn is_masked(&self) -> bool {
        self.how == How::Masked
    }

    /// What the place comes to, used as it is; nothing where it is not worth a word.
    pub(super) fn settle(mut self, mark_use: MarkUse, named_as_brand: bool) -> Option<Settled> {
        self.evidence.brand_field |= named_as_brand;
        let (risk, reasons) = risk(&self.evidence, &mark_use)?;
        Some(Settled { weighed: self, mark_use, risk, reasons, also: 0 })
    }
}

impl Settled {
    /// The finding, with the text of its place as typed.
    pub(super) fn into_finding(self, segment: &Segment, field: &str, typed: &[u16], language: &str) -> Finding {
        let Weighed { start, end, sight, sound, mark, form, how, score, evidence, .. } = self.weighed;
        let mark = MarkFacts {
            id: segment.mark_id(mark),
            text: segment.mark_text(mark),
            owner: segment.mark_owner(mark).to_string(),
            registrations: segment.registrations(mark),
        };
        let matched = String::from_utf16_lossy(&typed[start..end]);
        let cue = self.mark_use.cue.map_or(String::new(), |(from, to)| String::from_utf16_lossy(&typed[from..to]));
        let subject = Subject {
            mark: &mark,
            matched: &matched,
            how,
            risk: self.risk,
            reasons: &self.reasons,
            cue: &cue,
            keyword: field.starts_with("keywords/"),
        };
        Finding {
            message: message(language, &subject),
            mark,
            field: field.to_string(),
            start,
            end,
            matched,
            form,
            how,
            // Two scripts look alike or not; that says nothing of the mark.
            sight: (how != How::Transliteration || sound == 1.0).then_some(sight),
            sound: Some(sound),
            meaning: None,
            goods: evidence.goods,
            mark_use: self.mark_use.kind,
            risk: self.risk,
            score,
            reasons: self.reasons,
            also: self.also,
        }
    }

    /// Where it starts, in UTF-16 code units.
    pub(super) fn start(&self) -> usize {
        self.weighed.start
    }

    /// And where it ends.
    pub(super) fn end(&self) -> usize {
        self.weighed.end
    }

    /// The number of its mark.
    pub(super) fn mark(&self) -> u32 {
        self.weighed.mark
    }
}
