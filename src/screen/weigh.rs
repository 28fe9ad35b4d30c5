//! Weighing: candidate + context → finding or nothing. Precision lives here.
//!
//! What sets a candidate apart from the form (see [`super::compare`]) and what
//! stands around it is named evidence; the risk follows from it by the rule in
//! [`risk`], which is all there is to it.

use super::compare::{Differences, differences, sight, words_are_ordinary};
use super::find::Candidate;
use super::message::message;
use crate::index::{FormFacts, Segment, Way};
use crate::listing::Listing;
use crate::mark::{FormKind, Policy, Registration, Status};
use crate::report::{Finding, Goods, How, MarkFacts, Reason, Risk, Use};
use crate::text::{Class, Folded, Glue, Steps, Unit, fold_form};

/// A candidate that stands up to weighing, for one mark.
pub(super) struct Weighed {
    pub start: usize,
    pub end: usize,
    /// How many letters it has.
    pub letters: usize,
    /// Of two that overlap the one with the greater hold stays: its letters, less where it is only near.
    pub hold: usize,
    pub sight: f32,
    pub mark: u32,
    form: String,
    how: How,
    goods: Goods,
    pub risk: Risk,
    score: f32,
    reasons: Vec<Reason>,
}

/// Names of so few letters are everyday abbreviations, but in capitals.
const SHORT: usize = 3;

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
    listing: &Listing,
    brand_field: bool,
) -> Vec<Weighed> {
    let mut weighed: Vec<Weighed> = Vec::new();
    for form in segment.forms_of(candidate.key) {
        let form = segment.form(form);
        if weighed.iter().any(|other| other.mark == form.mark) {
            continue;
        }
        let spelled = fold_form(&form.text).units;
        if let Some((differences, way)) = differences(segment, text, candidate, &spelled) {
            let candidate = &Candidate { way, ..*candidate };
            weighed.push(judge(segment, text, candidate, form, differences, listing, brand_field));
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
    listing: &Listing,
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
    let how = if let Some(way) = candidate.way {
        match way {
            Way::Masked => How::Masked,
            Way::Edited(_) | Way::Respelled | Way::Vowelless => How::Respelled,
            Way::Reordered => How::Spaced,
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
    let sight = sight(&d, candidate.way, letters);
    let registrations = segment.registrations(form.mark);
    let evidence = Evidence {
        disguised,
        misspelled: !disguised && candidate.way.is_some_and(|way| way != Way::Reordered),
        ordinary: is_ordinary(segment, text, candidate, &d, window)
            || (letters <= SHORT && !segment.is_well_known(form.mark) && !is_capitals(window)),
        brand_field,
        rejoined: !disguised && d.spaces + d.joined > 0,
        authorized: listing.authorizations.iter().any(|id| *id == segment.mark_id(form.mark)),
        gated: segment.policy(form.mark) == Policy::Gated,
        in_force: registrations.is_empty() || registrations.iter().any(|row| is_in_force(row, &listing.marketplaces)),
        goods: goods(listing, &registrations),
    };
    let (risk, reasons) = risk(&evidence);
    Weighed {
        start: window[0].start as usize,
        end: window[letters - 1].end as usize,
        letters,
        hold: letters * if candidate.way.is_none() { 4 } else { 3 },
        sight,
        form: form.text,
        mark: form.mark,
        how,
        goods: evidence.goods,
        risk,
        score: score(sight, letters, candidate),
        reasons,
    }
}

/// Whether a candidate, as typed, is everyday language.
fn is_ordinary(segment: &Segment, text: &Folded, candidate: &Candidate, d: &Differences, window: &[Unit]) -> bool {
    let key = segment.ordinariness(candidate.key);
    let gaps: Vec<usize> = (1..window.len()).filter(|at| window[*at].glue >= Glue::Joint).collect();
    // "Casa Bella lambrusco": capitals that what follows does not have tell a name from its words.
    let apart = key.seam().is_some_and(|seam| gaps == [seam]) && !is_titled(text, candidate);
    let together = d.joined > 0 && gaps.is_empty();
    // "H&M", "C&A": capitals and their signs, as the form has them, are no everyday letters.
    let is_initials = is_capitals(window)
        && d.signs + d.loosened + d.joined + d.spaces == 0
        && !gaps.is_empty()
        && gaps.iter().all(|at| window[*at].glue == Glue::Joint);
    (key.is_everyday() && !is_initials)
        || apart
        || (together && key.is_everyday_joined())
        || (d.spelled_digits > 0 && words_are_ordinary(segment, window))
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

/// The named evidence from which the risk follows.
struct Evidence {
    /// Written so as not to be recognised.
    disguised: bool,
    /// A few letters changed, as by a slip.
    misspelled: bool,
    /// Words of the name written together, or apart.
    rejoined: bool,
    /// The name is everyday language too.
    ordinary: bool,
    /// It stands in the brand field.
    brand_field: bool,
    /// The seller is authorized for the mark.
    authorized: bool,
    /// Only authorized sellers may list the mark.
    gated: bool,
    /// A registration stands where the listing is shown, or the register names none.
    in_force: bool,
    goods: Goods,
}

/// The rule. Authorization ends the matter; a registration that is not in
/// force caps it; an ordinary word is no more than worth knowing outside the
/// brand field, unless it is disguised; a gated mark or a disguise makes it
/// serious; plain use asks for authorization.
fn risk(evidence: &Evidence) -> (Risk, Vec<Reason>) {
    let mut reasons = Vec::new();
    if evidence.authorized {
        return (Risk::None, vec![Reason::Authorized]);
    }
    reasons.push(match () {
        () if evidence.disguised => Reason::Disguised,
        () if evidence.misspelled => Reason::Misspelled,
        () => Reason::PlainUse,
    });
    if evidence.rejoined {
        reasons.push(Reason::Rejoined);
    }
    if evidence.gated {
        reasons.push(Reason::GatedMark);
    }
    match evidence.goods {
        Goods::Same => reasons.push(Reason::SameGoods),
        Goods::Unrelated => reasons.push(Reason::OtherGoods),
        Goods::Related | Goods::Unknown => {}
    }
    if !evidence.in_force {
        reasons.push(Reason::NotInForce);
        return (Risk::Low, reasons);
    }
    if evidence.ordinary && !evidence.brand_field {
        reasons.push(Reason::OrdinaryWord);
        return (if evidence.disguised { Risk::Medium } else { Risk::Low }, reasons);
    }
    (if evidence.disguised || evidence.gated { Risk::High } else { Risk::Medium }, reasons)
}

/// A class in common, or unknown. Which other classes are near is not weighed
/// yet, so nothing is called unrelated.
fn goods(listing: &Listing, registrations: &[Registration]) -> Goods {
    let own = listing.category.iter().flat_map(|category| &category.nice);
    let shared = own.into_iter().any(|class| registrations.iter().any(|row| row.classes.contains(class)));
    if shared { Goods::Same } else { Goods::Unknown }
}

/// Members of the EU: a mark of the EU office is in force in all of them.
const EU: [&str; 27] = [
    "AT", "BE", "BG", "CY", "CZ", "DE", "DK", "EE", "ES", "FI", "FR", "GR", "HR", "HU", "IE", "IT", "LT", "LU", "LV",
    "MT", "NL", "PL", "PT", "RO", "SE", "SI", "SK",
];

/// Whether a registration may stand in the way on one of the marketplaces.
/// Madrid registrations may be extended anywhere, so they count everywhere.
fn is_in_force(row: &Registration, marketplaces: &[String]) -> bool {
    if row.status == Status::Dead {
        return false;
    }
    // XX: the ISO code that stands for no country, used by registers that do not say.
    let anywhere = marketplaces.is_empty() || matches!(row.office.as_str(), "" | "XX" | "WO");
    anywhere
        || marketplaces.iter().any(|place| {
            *place == row.office || (row.office == "EM" && (place == "EU" || EU.contains(&place.as_str())))
        })
}

impl Weighed {
    /// The finding, with the text of its place as typed.
    pub(super) fn into_finding(self, segment: &Segment, field: &str, matched: String) -> Finding {
        let mark = MarkFacts {
            id: segment.mark_id(self.mark),
            text: segment.mark_text(self.mark),
            owner: segment.mark_owner(self.mark).to_string(),
            registrations: segment.registrations(self.mark),
        };
        Finding {
            message: message(&mark, &matched, self.risk, &self.reasons),
            mark,
            field: field.to_string(),
            start: self.start,
            end: self.end,
            matched,
            form: self.form,
            how: self.how,
            sight: Some(self.sight),
            sound: None,
            meaning: None,
            goods: self.goods,
            mark_use: Use::Brand,
            risk: self.risk,
            score: self.score,
            reasons: self.reasons,
        }
    }
}
