//! Weighing: candidate + context → finding or nothing. Precision lives here.
//!
//! A candidate is set letter by letter against the form it may be. What
//! differs is named evidence; the risk follows from it by the rule in
//! [`risk`], which is all there is to it.

use super::find::Candidate;
use super::message::message;
use crate::index::{FormFacts, Segment};
use crate::listing::Listing;
use crate::mark::{FormKind, Policy, Registration, Status};
use crate::report::{Finding, Goods, How, MarkFacts, Reason, Risk, Use};
use crate::text::{Class, Folded, Glue, Steps, Unit, fold_form};

/// A candidate that stands up to weighing, for one mark.
pub(super) struct Weighed {
    pub start: usize,
    pub end: usize,
    /// How many letters it has: of two that overlap the longer stays.
    pub letters: usize,
    pub sight: f32,
    pub mark: u32,
    form: String,
    how: How,
    goods: Goods,
    risk: Risk,
    score: f32,
    reasons: Vec<Reason>,
}

/// What sets the text apart from the form, counted in letters or gaps.
#[derive(Clone, Copy, Debug, Default)]
struct Differences {
    /// Letters with an accent that the form does not have.
    accents: usize,
    /// Letters in a compatibility form.
    styled: usize,
    /// Digits and signs for letters.
    leet: usize,
    /// Letters of another script, or l for I.
    lookalikes: usize,
    /// Letters for the form's digits and signs.
    spelled_digits: usize,
    /// Invisible characters.
    invisible: usize,
    /// Spaces where the form has none.
    spaces: usize,
    /// Signs where the form has none.
    signs: usize,
    /// Words of the form written together.
    joined: usize,
    /// Spaces where the form has a sign.
    loosened: usize,
}

/// The findings that a candidate stands for: one for each mark that has its key.
pub(super) fn weigh(segment: &Segment, text: &Folded, candidate: &Candidate, listing: &Listing) -> Vec<Weighed> {
    let window = &text.units[candidate.first..candidate.end];
    let mut weighed: Vec<Weighed> = Vec::new();
    for form in segment.forms_of(candidate.key) {
        let form = segment.form(form);
        if weighed.iter().any(|other| other.mark == form.mark) {
            continue;
        }
        let spelled = fold_form(&form.text).units;
        if let Some(differences) = compare(window, &spelled).filter(|d| is_plausible(d, text, candidate, &spelled)) {
            weighed.push(judge(segment, candidate, window, form, differences, listing));
        }
    }
    weighed
}

/// Sets the window against the form, letter by letter. Nothing where digits
/// differ: 6 and 9 are one class of sight, and two numbers.
fn compare(window: &[Unit], form: &[Unit]) -> Option<Differences> {
    let mut d = Differences::default();
    if window.len() != form.len() {
        return None;
    }
    for (at, (text, form)) in window.iter().zip(form).enumerate() {
        if text.plain == form.plain {
            let fresh = text.steps.without(form.steps);
            // Capitals go without accents in Greek; й and и are folded together on purpose.
            d.accents += usize::from(fresh.has(Steps::ACCENT) && text.class == Class::Latin);
            d.styled += usize::from(fresh.has(Steps::STYLED));
            d.lookalikes += usize::from(fresh.has(Steps::LOOKALIKE));
            d.leet += usize::from(fresh.has(Steps::LEET) && text.class == Class::Sign);
            d.spelled_digits += usize::from(form.class == Class::Sign && text.class != Class::Sign);
        } else {
            match (text.class, form.class) {
                (Class::Digit, Class::Digit) => return None,
                (Class::Digit | Class::Sign, _) => d.leet += 1,
                (_, Class::Digit) => d.spelled_digits += 1,
                (Class::Latin, Class::Latin) if !is_bar(window, at) => return None,
                _ => d.lookalikes += 1,
            }
        }
        if at == 0 {
            continue;
        }
        d.invisible += usize::from(text.steps.without(form.steps).has(Steps::INVISIBLE));
        match text.glue {
            Glue::Space if form.glue <= Glue::Seam => d.spaces += 1,
            Glue::Space if form.glue == Glue::Joint => d.loosened += 1,
            // The s of a possessive may be part of a form: "Park's" and PARKS.
            Glue::Joint if text.steps.has(Steps::APOSTROPHE) => {}
            Glue::Joint if form.glue <= Glue::Weak => d.signs += 1,
            Glue::Same | Glue::Inside | Glue::Weak | Glue::Seam if form.glue >= Glue::Joint => d.joined += 1,
            _ => {}
        }
    }
    Some(d)
}

/// Whether the i or l at `at` looks like the other one: a capital I among small
/// letters, or a small l where a capital would stand ("lphone").
fn is_bar(window: &[Unit], at: usize) -> bool {
    let is_upper = |unit: &Unit| unit.steps.has(Steps::UPPER);
    if is_upper(&window[at]) {
        return !window.iter().all(is_upper);
    }
    window[at].glue >= Glue::Seam
}

/// Whether a reader would take the window for the form at all.
fn is_plausible(d: &Differences, text: &Folded, candidate: &Candidate, form: &[Unit]) -> bool {
    let letters = form.len();
    let window = &text.units[candidate.first..candidate.end];
    let replaced = d.leet + d.lookalikes + d.spelled_digits;
    // Two or three letters are a name only as they are: "h m" is not H&M, "1g" not LG.
    if letters <= 3
        && form.iter().all(|unit| !unit.class.runs_on())
        && replaced + d.spaces + d.signs + d.joined + d.loosened > 0
    {
        return false;
    }
    // Numbers are numbers: a word needs letters of its own.
    let own_letters = window.iter().filter(|unit| !matches!(unit.class, Class::Digit | Class::Sign)).count();
    if d.leet > 0 && (own_letters < 2 || d.leet * 3 > letters * 2) {
        return false;
    }
    // "5 oz", "12ct": a short word that starts with a digit is a measure.
    if d.leet > 0 && letters <= 4 && window[0].class == Class::Digit && form[0].class != Class::Digit {
        return false;
    }
    // "do lo" is two words, "d o l o" and "do.lo" are one.
    let pieces = window.iter().skip(1).filter(|unit| unit.glue >= Glue::Joint).count() + 1;
    if d.spaces > 0 && letters < 5 && pieces < letters {
        return false;
    }
    // A digit by itself is a number, not a letter: "Premier 15" is not PREMIER IS.
    let mut words = window.chunk_by(|_, next| next.glue < Glue::Space);
    if d.leet > 0 && pieces < letters && words.any(|word| word.iter().all(|unit| unit.class == Class::Digit)) {
        return false;
    }
    // A word all in another script than the form's, letter by letter alike, is
    // a disguise among Latin words and an ordinary word among its own.
    let foreign = |unit: &Unit| matches!(unit.class, Class::Cyrillic | Class::Greek);
    if d.lookalikes > 0
        && pieces < letters
        && text.units.iter().filter(|unit| foreign(unit)).count() > window.iter().filter(|unit| foreign(unit)).count()
    {
        let mut at = 0;
        for word in window.chunk_by(|_, next| next.glue < Glue::Joint) {
            let forms = &form[at..at + word.len()];
            if word.iter().all(foreign) && word.iter().zip(forms).all(|(unit, form)| unit.plain != form.plain) {
                return false;
            }
            at += word.len();
        }
    }
    d.lookalikes < letters || letters >= 4
}

/// Puts name to the evidence and weighs it.
fn judge(
    segment: &Segment,
    candidate: &Candidate,
    window: &[Unit],
    form: FormFacts<'_>,
    d: Differences,
    listing: &Listing,
) -> Weighed {
    let letters = window.len();
    let spelled_out = d.spaces + d.signs >= 2 && (d.spaces + d.signs) * 2 >= letters - 1;
    let disguised = d.styled + d.leet + d.lookalikes + d.invisible + d.signs > 0 || d.accents >= 2 || spelled_out;
    let how = if d.styled + d.leet + d.lookalikes + d.accents + d.invisible > 0 {
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
    let sight = sight(&d, letters);
    let registrations = segment.registrations(form.mark);
    let evidence = Evidence {
        disguised,
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

/// How alike text and form look: a letter that had to be read through a
/// disguise counts a little less than itself, a gap a little less than none.
fn sight(d: &Differences, letters: usize) -> f32 {
    let lost = 0.1 * (d.leet + d.spelled_digits) as f32
        + 0.05 * (d.lookalikes + d.invisible) as f32
        + 0.03 * d.accents as f32
        + 0.02 * (d.styled + d.spaces + d.signs + d.joined) as f32;
    (1.0 - lost / letters as f32).max(0.0)
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
    /// Words of the name written together, or apart.
    rejoined: bool,
    /// The seller is authorized for the mark.
    authorized: bool,
    /// Only authorized sellers may list the mark.
    gated: bool,
    /// A registration stands where the listing is shown, or the register names none.
    in_force: bool,
    goods: Goods,
}

/// The rule. Authorization ends the matter; a registration that is not in
/// force caps it; a gated mark or a disguise makes it serious; plain use asks
/// for authorization.
fn risk(evidence: &Evidence) -> (Risk, Vec<Reason>) {
    let mut reasons = Vec::new();
    if evidence.authorized {
        return (Risk::None, vec![Reason::Authorized]);
    }
    reasons.push(if evidence.disguised { Reason::Disguised } else { Reason::PlainUse });
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
