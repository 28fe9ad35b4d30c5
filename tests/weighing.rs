//! What is a name and what is language, what goods are near, and what a policy changes: by example.

use brandlint::mark::{Form, FormKind, Mark, Registration, Status};
use brandlint::report::{Reason, Risk};
use brandlint::screen::Strictness;
use brandlint::{Builder, Listing, Policy, Screener};

const WORDS: &str = "
# language en
# zipf 4
sea
salt
black
peach
# goods
granola
ice tea
pretzel
# dictionary
bluebird
# listings
gluten free
# language it
# zipf 4
lira
# language zh
# zipf 4
宝宝
马桶
桃子
# names
内蒙
牛肉
";

fn screener() -> Screener {
    let mark = |id: &str, text: &str| Mark { id: id.into(), text: text.into(), ..Mark::default() };
    let row = |office: &str, class, status| Registration {
        office: office.into(),
        classes: vec![class],
        status,
        ..Registration::default()
    };
    let form = |text: &str, kind| vec![Form { text: text.into(), lang: "zh".into(), kind }];
    let mut builder = Builder::new();
    for mark in [
        mark("granola", "Granola"),
        mark("pretzel", "Pretzel"),
        mark("ice-tea", "Ice Tea"),
        mark("gluten-free", "Gluten Free"),
        mark("sea-salt", "Seasalt"),
        mark("bluebird", "Bluebird"),
        mark("lira", "LIRA"),
        mark("black-bear", "Blackwood Bear"),
        mark("crisko", "Criskola"),
        mark("velo", "Velora"),
        Mark { forms: form("宝马", FormKind::Transliteration), ..mark("beem", "Beemva") },
        mark("mengniu", "蒙牛"),
        Mark {
            forms: form("桃子", FormKind::Translation),
            well_known: true,
            registrations: vec![row("CN", 9, Status::Live)],
            ..mark("peach", "PEACH")
        },
        Mark { registrations: vec![row("US", 3, Status::Pending)], ..mark("lumexa", "LUMEXA") },
        Mark { owner: "Orbisto".into(), ..mark("orbisto-1", "ORBISTO") },
        Mark { owner: "Orbisto".into(), ..mark("orbisto-2", "Orbisto") },
    ] {
        builder.add(mark).expect("a good row");
    }
    builder.add_ordinary_words(WORDS);
    let mut screener = Screener::new();
    screener.open(&builder.build().0).expect("a good segment");
    screener
}

fn listing(title: &str, language: &str) -> Listing {
    let language = Some(language).filter(|language| !language.is_empty()).map(str::to_string);
    Listing { title: title.into(), language, ..Listing::default() }
}

#[test]
fn descriptions_and_words_of_the_language_are_no_names() {
    let screener = screener();
    for (title, language, found) in [
        ("Oat granola bars", "", false),
        ("Salted pretzels", "", false),
        ("Lemon ice tea", "", false),
        ("Gluten free cookies", "", false),
        ("Almonds with sea salt", "", false),
        ("Mug with a bluebird", "", false),
        ("Bluebird mug", "", true),
        ("Lira shoes", "it", false),
        ("Lira shoes", "", false),
        ("Lira shoes", "en", true),
        ("Lira shoes", "de-AT", true),
        ("宝宝马桶坐便器", "zh", false),
        ("新款宝马模型", "zh", true),
        ("内蒙牛肉干", "zh", false),
        ("蒙牛酸奶", "zh", true),
    ] {
        let report = screener.screen(&listing(title, language));
        assert_eq!(!report.findings.is_empty(), found, "{title} ({language}): {:?}", report.findings);
    }
}

#[test]
fn a_slip_keeps_the_first_letter_but_in_long_names() {
    let screener = screener();
    for (title, found) in [("Velorra", true), ("Welora", true), ("Delora", false), ("Veloar", true), ("Driskola", true)]
    {
        assert_eq!(!screener.screen(&listing(title, "")).findings.is_empty(), found, "{title}");
    }
}

#[test]
fn a_well_known_word_before_the_name_of_its_own_goods_is_a_name() {
    let screener = screener();
    for (title, category, found) in [
        ("全新桃子手机 256G", r#"{"nice":[9]}"#, true),
        ("全新桃子手机 256G", r#"{"google":"Electronics > Communications"}"#, true),
        ("全新桃子手机 256G", "{}", true),
        ("新鲜桃子 5斤装", r#"{"nice":[31]}"#, false),
    ] {
        let category = Some(serde_json::from_str(category).expect("a category"));
        let report = screener.screen(&Listing { category, ..listing(title, "zh") });
        assert_eq!(!report.findings.is_empty(), found, "{title}: {:?}", report.findings);
    }
}

#[test]
fn one_mark_an_owner_and_place_is_reported_and_the_others_counted() {
    let report = screener().screen(&listing("Orbisto lamp", ""));
    let found: Vec<(&str, u32)> =
        report.findings.iter().map(|finding| (finding.mark.id.as_str(), finding.also)).collect();
    assert_eq!(found, [("orbisto-1", 1)]);
}

#[test]
fn a_policy_moves_thresholds() {
    let risk = |policy: Policy, title: &str| {
        let mut screener = screener();
        screener.set_policy(policy).expect("a good policy");
        screener.screen(&listing(title, "")).risk
    };
    let offices = |strictness| Policy { offices: [("US".to_string(), strictness)].into(), ..Policy::default() };
    for (policy, title, expected) in [
        (Policy::default(), "Lumexa face cream", Risk::Low),
        (offices(Strictness::Strict), "Lumexa face cream", Risk::Medium),
        (offices(Strictness::Lenient), "Lumexa face cream", Risk::Low),
        (Policy { least_risk: Risk::Medium, ..Policy::default() }, "Lumexa face cream", Risk::None),
        (Policy::default(), "Velora shoes", Risk::Medium),
        (Policy { gated: vec!["velo".into()], ..Policy::default() }, "Velora shoes", Risk::High),
        (Policy::default(), "Velorra shoes", Risk::Medium),
        (Policy { least_sight: 0.9, ..Policy::default() }, "Velorra shoes", Risk::None),
        (Policy { least_sight: 0.9, ..Policy::default() }, "V3lora shoes", Risk::High),
    ] {
        assert_eq!(risk(policy.clone(), title), expected, "{title} {policy:?}");
    }
    let wrong = Policy { least_sight: 2.0, ..Policy::default() };
    assert!(screener().set_policy(wrong).is_err_and(|error| error.starts_with("leastSight")));
    let lenient = {
        let mut screener = screener();
        screener.set_policy(offices(Strictness::Lenient)).expect("a good policy");
        screener.screen(&listing("Lumexa face cream", ""))
    };
    assert!(lenient.findings[0].reasons.contains(&Reason::NotInForce));
}
