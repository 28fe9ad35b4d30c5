//! Screening, by example: what is found, where, how, and what it comes to.

use brandlint::mark::{Form, FormKind, Mark, Policy, Registration, Status};
use brandlint::report::{How, Reason, Risk, Use};
use brandlint::{Builder, Listing, Report, Screener};

fn screener() -> Screener {
    let mark = |id: &str, text: &str| Mark { id: id.into(), text: text.into(), ..Mark::default() };
    let form = |text: &str, kind| Form { text: text.into(), lang: String::new(), kind };
    let registered = |office: &str, status| {
        vec![Registration { office: office.into(), classes: vec![25], status, ..Registration::default() }]
    };
    let mut builder = Builder::new();
    for mark in [
        Mark {
            forms: vec![
                form("耐克", FormKind::Transliteration),
                form("ナイキ", FormKind::Transliteration),
                form("나이키", FormKind::Transliteration),
            ],
            registrations: registered("US", Status::Live),
            ..mark("nike", "NIKE")
        },
        Mark { policy: Policy::Gated, ..mark("gucci", "GUCCI") },
        mark("new-balance", "New Balance"),
        mark("balance", "Balance"),
        mark("loreal", "L'Oréal"),
        mark("lg", "LG"),
        mark("hm", "H&M"),
        mark("cialis", "CIALIS"),
        mark("welch-s", "Welch's"),
        mark("chang", "ช้าง"),
        mark("nike-gr", "ΝΙΚΗ"),
        mark("magnit", "Магнит"),
        mark("tropicana", "Tropicana"),
        mark("tropicana-pure", "Tropicana Pure Premium"),
        mark("sole", "SOLE"),
        mark("fiat", "FIAT"),
        mark("intel", "Intel"),
        mark("digg", "Digg"),
        mark("gric", "Gric"),
        mark("revi", "Revi"),
        mark("dill", "Dill"),
        mark("peria", "Peria"),
        Mark { registrations: registered("US", Status::Dead), ..mark("zorvexa", "Zorvexa") },
        Mark { registrations: registered("CN", Status::Live), ..mark("lafite", "Lafite") },
        Mark { registrations: registered("EM", Status::Live), ..mark("europa", "Brimfall") },
        mark("podravka", "Podravka"),
        mark("vuitton", "Louis Vuitton"),
        mark("oral-b", "Oral-B"),
        mark("nintendo", "Nintendo"),
        mark("western", "Western Family"),
        mark("citizen", "Citizen"),
        mark("care", "Care Free"),
        mark("casabella", "Casabella"),
        mark("orlana", "Orlana & Bella"),
        mark("orlena", "Orlena Home"),
        mark("kelmar-s", "kelmar s special"),
    ] {
        builder.add(mark).expect("a good row");
    }
    builder
        .add_ordinary_words("# language en\n# zipf 4\nbalance\nwestern\nfamily\ncitizen\ncitizens\n# zipf 2\ncarefree");
    builder.add_ordinary_words("# language it\n# zipf 4\ncasa\nbella\nmerida\nsedie\n# zipf 2\norlana\norlena");
    let mut screener = Screener::new();
    screener.open(&builder.build().0).expect("a good segment");
    screener
}

fn screen(title: &str) -> Report {
    let report = screener().screen(&Listing { title: title.into(), ..Listing::default() });
    let units: Vec<u16> = title.encode_utf16().collect();
    for finding in &report.findings {
        assert_eq!(String::from_utf16_lossy(&units[finding.start..finding.end]), finding.matched, "{title}");
    }
    report
}

#[test]
fn found_with_its_place_and_how() {
    use How::{Exact, Lookalike, Spaced, Transliteration};
    use Risk::{High, Medium};
    let table = [
        ("Nike Air Max 90 shoes", "Nike", "nike", Exact, Medium),
        ("shoes, NIKE.", "NIKE", "nike", Exact, Medium),
        ("N1ke shoes", "N1ke", "nike", Lookalike, High),
        ("NlKE shoes", "NlKE", "nike", Lookalike, High),
        ("Nlke shoes", "Nlke", "nike", Lookalike, High),
        ("NlNTENDO switch", "NlNTENDO", "nintendo", Lookalike, High),
        ("N!ke shoes", "N!ke", "nike", Lookalike, High),
        ("Ｎｉｋｅ shoes", "Ｎｉｋｅ", "nike", Lookalike, High),
        ("Nіke shoes", "Nіke", "nike", Lookalike, High),
        ("ΝΙΚΕ shoes", "ΝΙΚΕ", "nike", Lookalike, High),
        ("N\u{200B}ike shoes", "N\u{200B}ike", "nike", Lookalike, High),
        ("N̷i̷k̷e̷ shoes", "N̷i̷k̷e̷", "nike", Lookalike, High),
        ("𝐍𝐢𝐤𝐞 shoes", "𝐍𝐢𝐤𝐞", "nike", Lookalike, High),
        ("🅽🅸🅺🅴 shoes", "🅽🅸🅺🅴", "nike", Lookalike, High),
        ("new N i k e shoes", "N i k e", "nike", Spaced, High),
        ("N-i-k-e shoes", "N-i-k-e", "nike", Spaced, High),
        ("N👟i👟k👟e shoes", "N👟i👟k👟e", "nike", Spaced, High),
        ("🔥🔥Nike🔥🔥", "Nike", "nike", Exact, Medium),
        ("Nikes worn once", "Nike", "nike", Exact, Medium),
        ("Nike's best", "Nike", "nike", Exact, Medium),
        ("lntel inside", "lntel", "intel", Lookalike, High),
        ("soft #nikestyle", "nike", "nike", Exact, Medium),
        ("#fakegucci bag", "gucci", "gucci", Exact, High),
        ("nikeShoes", "nike", "nike", Exact, Medium),
        ("Nike90", "Nike", "nike", Exact, Medium),
        ("耐克运动鞋", "耐克", "nike", Transliteration, Medium),
        ("全新耐克运动鞋", "耐克", "nike", Transliteration, Medium),
        ("Nike运动鞋", "Nike", "nike", Exact, Medium),
        ("ﾅｲｷ ｽﾎﾟｰﾂ", "ﾅｲｷ", "nike", Transliteration, Medium),
        ("나이키를 신다", "나이키", "nike", Transliteration, Medium),
        ("เบียร์ช้างเย็น", "ช้าง", "chang", Exact, Medium),
        ("New Balance 574", "New Balance", "new-balance", Exact, Medium),
        ("Newbalance 574", "Newbalance", "new-balance", Spaced, Medium),
        ("New-Balance 574", "New-Balance", "new-balance", Exact, Medium),
        ("New Balance574", "New Balance", "new-balance", Exact, Medium),
        ("L'Oreal Paris", "L'Oreal", "loreal", Exact, Medium),
        ("Loréal Paris", "Loréal", "loreal", Spaced, Medium),
        ("&#76;&rsquo;Or&eacute;al", "&#76;&rsquo;Or&eacute;al", "loreal", Exact, Medium),
        ("H&amp;M jeans", "H&amp;M", "hm", Exact, Medium),
        ("Welchs juice", "Welchs", "welch-s", Spaced, Medium),
        ("Welch'5 juice", "Welch'5", "welch-s", Lookalike, High),
        ("Νίκη", "Νίκη", "nike-gr", Exact, Medium),
        ("магнит", "магнит", "magnit", Exact, Medium),
        ("мaгнит", "мaгнит", "magnit", Lookalike, High),
        ("shoes ⓝⓘⓚⓔ", "ⓝⓘⓚⓔ", "nike", Lookalike, High),
        ("Tropicana Pure Premium juice", "Tropicana", "tropicana", Exact, Medium),
        ("Tropicana Pure Premium juice", "Tropicana Pure Premium", "tropicana-pure", Exact, Medium),
    ];
    for (title, matched, id, how, risk) in table {
        let report = screen(title);
        let found = report.findings.iter().find(|f| f.mark.id == id);
        let found = found.unwrap_or_else(|| panic!("{title}: {:?}", report.findings));
        assert_eq!((found.matched.as_str(), found.how, found.risk), (matched, how, risk), "{title}");
    }
}

#[test]
fn misspelled_and_covered() {
    use How::{Masked, Respelled, Spaced};
    use Risk::{High, Medium};
    let table = [
        ("Podrvka ajvar", "Podrvka", "podravka", Respelled, Medium),
        ("Podrrrravka ajvar", "Podrrrravka", "podravka", Respelled, Medium),
        ("Pordavka ajvar", "Pordavka", "podravka", Respelled, Medium),
        ("Podravca ajvar", "Podravca", "podravka", Respelled, Medium),
        ("Clalis", "Clalis", "cialis", Respelled, Medium),
        ("Ls Vttn bag", "Ls Vttn", "vuitton", Respelled, Medium),
        ("Louis Vuiton bag", "Louis Vuiton", "vuitton", Respelled, Medium),
        ("Louis Wuitton bag", "Louis Wuitton", "vuitton", Respelled, Medium),
        ("Vuitton Louis bag", "Vuitton Louis", "vuitton", Spaced, Medium),
        ("L**is Vuitton bag", "L**is Vuitton", "vuitton", Masked, High),
        ("L•u•s V•i•t•n bag", "L•u•s V•i•t•n", "vuitton", Masked, High),
        ("G*cci bag", "G*cci", "gucci", Masked, High),
        ("Gu•ci bag", "Gu•ci", "gucci", Masked, High),
        ("Nitnendo switch", "Nitnendo", "nintendo", Respelled, Medium),
        ("Nlntednо", "Nlntednо", "nintendo", Respelled, High),
        ("Western Famliy beans", "Western Famliy", "western", Respelled, Medium),
        ("Podrävca", "Podrävca", "podravka", Respelled, Medium),
        ("Orlena&Bella lambrusco", "Orlena&Bella", "orlana", Respelled, Medium),
        ("Kelmar's Spezial chips", "Kelmar's Spezial", "kelmar-s", Respelled, Medium),
        ("𝐏𝐨𝐝𝐫𝐯𝐤𝐚", "𝐏𝐨𝐝𝐫𝐯𝐤𝐚", "podravka", Respelled, High),
    ];
    for (title, matched, id, how, risk) in table {
        let report = screen(title);
        let found = report.findings.iter().find(|f| f.mark.id == id);
        let found = found.unwrap_or_else(|| panic!("{title}: {:?}", report.findings));
        assert_eq!((found.matched.as_str(), found.how, found.risk), (matched, how, risk), "{title}");
    }
}

#[test]
fn everyday_words_are_themselves() {
    let risk_of = |title: &str, id: &str| screen(title).findings.iter().find(|f| f.mark.id == id).map(|f| f.risk);
    let table = [
        ("citizen watch", "citizen", None),
        ("citizens of rome", "citizen", None),
        ("C1tizen watch", "citizen", Some(Risk::Medium)),
        ("Balance board", "balance", None),
        ("family western", "western", None),
        ("sedie casa bella", "casabella", None),
        ("Casa Bella sedie", "casabella", Some(Risk::Medium)),
        ("casabella sedie", "casabella", Some(Risk::Medium)),
        ("carefree days", "care", Some(Risk::Medium)),
        ("Merida bike", "cialis", None),
        ("orlena bella vino", "orlana", None),
    ];
    for (title, id, risk) in table {
        assert_eq!(risk_of(title, id), risk, "{title}");
    }
}

#[test]
fn not_the_mark() {
    let table = [
        ("specialist dental kit", "cialis"),
        ("monkey puzzle", "nike"),
        ("h m size", "hm"),
        ("hm", "hm"),
        ("1g gold", "lg"),
        ("ambre soie", "sole"),
        ("a flat box", "fiat"),
        ("flats", "fiat"),
        ("cuff dl69 #2", "digg"),
        ("#morrellntel", "intel"),
        ("msh w/grlc prsly", "gric"),
        ("#Revlon2026 stl", "revi"),
        ("Dlll oil", "dill"),
        ("La perlα eclix", "peria"),
        ("New Balance shoes", "balance"),
        ("nik e", "nike"),
        ("4 N 1 K 3", "lg"),
        ("туники", "nike"),
    ];
    for (title, id) in table {
        let report = screen(title);
        assert!(report.findings.iter().all(|f| f.mark.id != id), "{title}: {:?}", report.findings);
    }
}

#[test]
fn authorization_ends_the_matter() {
    let listing = Listing { title: "N1ke shoes".into(), authorizations: vec!["nike".into()], ..Listing::default() };
    let report = screener().screen(&listing);
    assert_eq!((report.risk, report.findings.len()), (Risk::None, 1));
    assert_eq!(report.findings[0].reasons, [Reason::Authorized]);
}

#[test]
fn a_gated_mark_is_serious() {
    let report = screen("Gucci bag");
    assert_eq!(report.risk, Risk::High);
    assert!(report.findings[0].reasons.contains(&Reason::GatedMark));
}

#[test]
fn registrations_not_in_force_are_low_at_most() {
    let table: [(&str, &[&str], Risk); 6] = [
        ("Zorvexa speaker", &[], Risk::Low),
        ("Lafite wine", &["US"], Risk::Low),
        ("Lafite wine", &["US", "CN"], Risk::Medium),
        ("Lafite wine", &[], Risk::Medium),
        ("Brimfall kettle", &["FR"], Risk::Medium),
        ("Brimfall kettle", &["GB"], Risk::Low),
    ];
    for (title, marketplaces, risk) in table {
        let marketplaces = marketplaces.iter().map(|place| place.to_string()).collect();
        let report = screener().screen(&Listing { title: title.into(), marketplaces, ..Listing::default() });
        assert_eq!(report.risk, risk, "{title}");
    }
}

#[test]
fn every_field_is_screened() {
    let listing = Listing {
        title: "shoes".into(),
        brand: "Nike".into(),
        bullets: vec!["soft".into(), "like Nike".into()],
        description: "from Nike".into(),
        keywords: vec!["nike".into()],
        ..Listing::default()
    };
    let fields: Vec<String> = screener().screen(&listing).findings.into_iter().map(|f| f.field).collect();
    for field in ["brand", "bullets/1", "description", "keywords/0"] {
        assert!(fields.iter().any(|f| f == field), "{field} in {fields:?}");
    }
    assert_eq!(fields.len(), 4);
}

#[test]
fn where_goods_have_no_brand_none_is_looked_for() {
    let mark = |id: &str, text: &str| Mark { id: id.into(), text: text.into(), ..Mark::default() };
    let mut builder = Builder::new();
    for text in ["GENERIKA", "Brand", "NONNA", "Neutral"] {
        builder.add(mark(text, text)).expect("a row");
    }
    let mut screener = Screener::new();
    screener.open(&builder.build().0).expect("a segment");
    let named = |brand: &str| {
        let listing = Listing { title: "wool blanket".into(), brand: brand.into(), ..Listing::default() };
        screener.screen(&listing).findings.len()
    };
    for brand in ["Generic", "No Brand", "no-brand", "N/A", "none", "NONE", "Ohne Marke", "Genérico", "无品牌", ""]
    {
        assert_eq!(named(brand), 0, "{brand}");
    }
    for brand in ["Generika", "Nonna", "Brand"] {
        assert!(named(brand) > 0, "{brand}");
    }
}

#[test]
fn a_screener_without_a_segment_finds_nothing() {
    let report = Screener::new().screen(&Listing { title: "Nike".into(), ..Listing::default() });
    assert_eq!((report.risk, report.findings.len()), (Risk::None, 0));
}

#[test]
fn odd_texts_do_no_harm() {
    for title in [
        "",
        " ",
        "\0\u{1}\u{7F}",
        "\u{FFFD}\u{FFFD}",
        "&&&&;;;;&#",
        "#",
        "'",
        "\u{301}\u{301}",
        "\u{200B}",
        "🇳",
        "ー",
        "\u{1161}",
        "5",
    ] {
        screen(title);
    }
}

#[test]
fn a_megabyte_is_screened_in_time() {
    let screener = screener();
    for piece in
        ["nike ", "N i k e ", "耐克运动鞋", "a", "#", "ab.", "&amp;", "\u{301}", "gucci!@", "Tropicana Pure Premium "]
    {
        let title = piece.repeat(1_000_000 / piece.len());
        let begun = std::time::Instant::now();
        screener.screen(&Listing { title, ..Listing::default() });
        assert!(begun.elapsed().as_secs() < 20, "{piece:?} took {:?}", begun.elapsed());
    }
}

#[test]
fn the_words_beside_a_mark_say_how_it_is_used() {
    let table = [
        ("Nike running shoes", Use::Brand, Risk::Medium),
        ("Laces for Nike shoes", Use::Referential, Risk::Low),
        ("Laces compatible with LG, Nike", Use::Referential, Risk::Low),
        ("Шнурки для Nike", Use::Referential, Risk::Low),
        ("Nike uyumlu bağcık", Use::Referential, Risk::Low),
        ("适用于Nike鞋带", Use::Referential, Risk::Low),
        ("Gift for Nike lovers", Use::Brand, Risk::Medium),
        ("Nike style shoes", Use::Imitation, Risk::High),
        ("Boho style laces for Nike", Use::Referential, Risk::Low),
        ("Nike style no 4, shoes", Use::Brand, Risk::Medium),
        ("replica shoes for Nike lovers", Use::Imitation, Risk::High),
        ("Nike shoes, not a replica", Use::Brand, Risk::Medium),
        ("Nike zapatillas, no es réplica", Use::Brand, Risk::Medium),
        ("Nike не подделка", Use::Brand, Risk::Medium),
        ("耐克鞋 非高仿", Use::Brand, Risk::Medium),
        ("Nike 레플리카 아님", Use::Brand, Risk::Medium),
        ("Nike not original replica", Use::Imitation, Risk::High),
        ("Schuhe im Stil von Nike", Use::Imitation, Risk::High),
        ("高仿Nike鞋", Use::Imitation, Risk::High),
        ("Shoes 1:1 Nike", Use::Imitation, Risk::High),
        ("Shoes size 11 Nike", Use::Brand, Risk::Medium),
        ("not Nike", Use::Denial, Risk::Medium),
        ("not LG or Nike", Use::Denial, Risk::Medium),
        ("not new. Nike shoes", Use::Brand, Risk::Medium),
        ("as good as Nike", Use::Comparison, Risk::Medium),
        ("Nike lamp with 2 AAA batteries", Use::Brand, Risk::Medium),
    ];
    for (title, mark_use, risk) in table {
        let report = screen(title);
        let finding = report.findings.iter().find(|finding| finding.mark.id == "nike");
        let finding = finding.unwrap_or_else(|| panic!("{title}: {:?}", report.findings));
        assert_eq!((finding.mark_use, finding.risk), (mark_use, risk), "{title}");
    }
}

/// Its first word may be the name without vowels, or a form of the same mark.
#[test]
fn a_mark_is_not_named_again_in_itself() {
    let mut builder = Builder::new();
    let shorter = Form { text: "Kwimbo".into(), lang: String::new(), kind: FormKind::Variant };
    let mark = |id: &str, text: &str| Mark { id: id.into(), text: text.into(), ..Mark::default() };
    for mark in [
        mark("zrvt", "Zrvt Aoa"),
        Mark { forms: vec![shorter], ..mark("marble", "Kwimbo Marble") },
        mark("kwimbo", "Kwimbo"),
        mark("foods", "Tolbys Foods"),
        // Read as one form as it stands, and as the other with its sign left out.
        Mark {
            forms: vec![Form { text: "Tolbys".into(), lang: String::new(), kind: FormKind::Variant }],
            ..mark("tolby", "Tolby's")
        },
    ] {
        builder.add(mark).expect("a good row");
    }
    let mut screener = Screener::new();
    screener.open(&builder.build().0).expect("a good segment");
    for (title, expected) in [
        ("Zrvt Aoa", vec![("Zrvt Aoa", "zrvt")]),
        ("Zrvt juice", vec![("Zrvt", "zrvt")]),
        ("Kwimbo Marble", vec![("Kwimbo Marble", "marble"), ("Kwimbo", "kwimbo")]),
        ("Kwimbo shoes", vec![("Kwimbo", "kwimbo"), ("Kwimbo", "marble")]),
        ("Tolbys Foods", vec![("Tolbys Foods", "foods"), ("Tolbys", "tolby")]),
    ] {
        let report = screener.screen(&Listing { title: title.into(), ..Listing::default() });
        let found: Vec<_> = report.findings.iter().map(|f| (f.matched.as_str(), f.mark.id.as_str())).collect();
        assert_eq!(found, expected, "{title}");
    }
}

#[test]
fn names_cut_short_are_found() {
    let found = |title: &str| screen(title).findings.iter().any(|finding| finding.mark.id == "new-balance");
    assert!(found("New Bala… shoes") && found("New Balan... shoes"));
    assert!(!found("New… shoes") && !found("New Bala shoes"));
}

#[test]
fn heard_in_another_script() {
    use How::{Lookalike, Soundalike, Transliteration};
    let table = [
        ("Соус Подравка острый новый", "Подравка", "podravka", Transliteration, Risk::Medium),
        ("Приставка Нинтендо белая новая", "Нинтендо", "nintendo", Transliteration, Risk::Medium),
        ("ニンテンドー 本体 白", "ニンテンドー", "nintendo", Transliteration, Risk::Medium),
        ("닌텐도 게임기 새상품", "닌텐도", "nintendo", Transliteration, Risk::Medium),
        ("جهاز نينتندو جديد", "نينتندو", "nintendo", Transliteration, Risk::Medium),
        ("Приставка в стиле Нинтендо", "Нинтендо", "nintendo", Transliteration, Risk::High),
        ("Podrafka spread jar 500 g", "Podrafka", "podravka", How::Respelled, Risk::Medium),
        ("耐磕 运动鞋", "耐磕", "nike", Soundalike, Risk::Medium),
        ("耐充 运动鞋", "耐充", "nike", Lookalike, Risk::Medium),
    ];
    for (title, matched, id, how, risk) in table {
        let report = screen(title);
        let found = report.findings.iter().find(|f| f.mark.id == id);
        let found = found.unwrap_or_else(|| panic!("{title}: {:?}", report.findings));
        assert_eq!((found.matched.as_str(), found.how, found.risk), (matched, how, risk), "{title}");
        assert!(found.sound.is_some_and(|sound| sound > 0.7) || how == Lookalike, "{title}: {:?}", found.sound);
    }
}

#[test]
fn what_only_sounds_a_little_alike_is_silent_in_running_text() {
    for title in
        ["Новые ботинки магнитные зимние", "新しい靴 ミニテント 白い", "нитка нитки подвязка для сада", "忍耐磕头 挂画"]
    {
        let report = screen(title);
        assert!(report.findings.iter().all(|f| f.mark.id == "magnit"), "{title}: {:?}", report.findings);
    }
}

#[test]
fn a_mark_that_is_named_in_a_name_is_not_heard_in_all_of_it_too() {
    let listing = Listing { brand: "é Pоdravka".into(), ..Listing::default() };
    let matched: Vec<String> = screener().screen(&listing).findings.into_iter().map(|f| f.matched).collect();
    assert_eq!(matched, ["Pоdravka"]);
}

#[test]
fn a_name_that_looks_a_little_like_the_mark_is_heard_all_the_same() {
    let mut builder = Builder::new();
    for text in ["Batov", "Kelma Bank", "BATTOVA", "оммо", "ommo"] {
        builder.add(Mark { id: text.into(), text: text.into(), ..Mark::default() }).expect("a good row");
    }
    let mut screener = Screener::new();
    screener.open(&builder.build().0).expect("a good segment");
    // Half of the letters look like those of the mark, which is no spelling of it.
    for (title, id) in [("Батов", "Batov"), ("Келма Банк", "Kelma Bank"), ("ОММО", "ommo"), ("ОММО", "оммо")]
    {
        let report = screener.screen(&Listing { title: title.into(), ..Listing::default() });
        let marks: Vec<&str> = report.findings.iter().map(|f| f.mark.id.as_str()).collect();
        assert_eq!(marks.iter().filter(|mark| **mark == id).count(), 1, "{title}: {marks:?}");
    }
}
