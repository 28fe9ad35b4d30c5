//! Any listing against a register of all kinds of marks: findings are places of its text, ranked, the same each time.
#![no_main]

use brandlint::mark::{Form, FormKind, Mark, Policy, Registration};
use brandlint::report::Risk;
use brandlint::{Builder, Listing, Screener};
use libfuzzer_sys::fuzz_target;
use std::sync::OnceLock;

fn screener() -> &'static Screener {
    static SCREENER: OnceLock<Screener> = OnceLock::new();
    SCREENER.get_or_init(|| {
        let mut builder = Builder::new();
        let texts = [
            "Zorvelta", "Kwimbo", "L'Été d'Or", "7 Sterne", "Marble Lantern Kite", "H&B", "Plondrastic Quenlarossa", "快宝乐", "ブリムフォール",
            "Найква", "브림폴", "a", "ice tea", "Z", "aaa", "Brimfall's",
        ];
        for (number, text) in texts.into_iter().enumerate() {
            let form = Form { text: format!("{text} Neo"), lang: "en".into(), kind: FormKind::Nickname };
            let registration = Registration { office: "EM".into(), classes: vec![number as u8 + 1], ..Registration::default() };
            builder
                .add(Mark {
                    id: format!("m{number}"),
                    text: text.into(),
                    well_known: number % 3 == 0,
                    policy: if number % 4 == 0 { Policy::Gated } else { Policy::Monitored },
                    forms: vec![form],
                    registrations: vec![registration],
                    ..Mark::default()
                })
                .expect("a good row");
        }
        builder.add_ordinary_words("# language en\n# zipf 4\nice\ntea\nmarble\nkite\nstyle\nfor");
        let mut screener = Screener::new();
        screener.open(&builder.build().0).expect("a good segment");
        screener
    })
}

fuzz_target!(|text: &str| {
    let mut parts = text.split('\n').map(String::from);
    let mut next = || parts.next().unwrap_or_default();
    let listing = Listing {
        title: next(),
        brand: next(),
        bullets: vec![next()],
        language: Some(next()).filter(|language| !language.is_empty()),
        marketplaces: Some(next()).filter(|place| !place.is_empty()).into_iter().collect(),
        description: parts.collect::<Vec<_>>().join("\n"),
        ..Listing::default()
    };
    let report = screener().screen(&listing);
    for finding in &report.findings {
        let (_, text) = listing.fields().find(|(name, _)| *name == finding.field).expect("a field of the listing");
        let units: Vec<u16> = text.encode_utf16().collect();
        assert!(finding.start < finding.end && finding.end <= units.len());
        assert_eq!(String::from_utf16_lossy(&units[finding.start..finding.end]), finding.matched);
        assert!((0.0..=1.0).contains(&finding.score) && finding.sight.is_none_or(|sight| (0.0..=1.0).contains(&sight)));
        assert!(!finding.message.is_empty() && finding.risk <= report.risk);
    }
    assert!(report.findings.is_sorted_by_key(|finding| std::cmp::Reverse(finding.risk)));
    assert_eq!(report.risk, report.findings.first().map_or(Risk::None, |finding| finding.risk));
    assert_eq!(report, screener().screen(&listing));
});
