//! The wasm surface in a real browser: objects in, plain objects out, errors that say what is wrong.
#![cfg(target_arch = "wasm32")]

use brandlint::Builder;
use brandlint::listing::Listing;
use brandlint::mark::Mark;
use brandlint::wasm::{Screener, Tell};
use js_sys::{Array, Function, JSON, Object, Reflect};
use serde::Serialize;
use serde_wasm_bindgen::Serializer;
use wasm_bindgen::prelude::*;
use wasm_bindgen_test::*;

wasm_bindgen_test_configure!(run_in_browser);

fn segment() -> Vec<u8> {
    let mut builder = Builder::new();
    for (id, text) in [("brimfall", "Brimfall"), ("buryunfuru", "ブリムフォール")] {
        builder.add(Mark { id: id.into(), text: text.into(), ..Mark::default() }).expect("a good row");
    }
    builder.build().0
}

/// Is told of progress, and does nothing.
fn nobody() -> Tell {
    Function::new_no_args("").unchecked_into()
}

fn screener() -> Screener {
    let mut screener = Screener::new();
    screener.open(segment(), &nobody()).expect("a good segment");
    screener
}

fn object(json: &str) -> JsValue {
    JSON::parse(json).expect("good JSON")
}

fn get(value: &JsValue, key: &str) -> JsValue {
    Reflect::get(value, &key.into()).expect("an object")
}

fn error_of(outcome: Result<JsValue, JsValue>) -> (String, String) {
    let error: js_sys::Error = outcome.expect_err("an error").unchecked_into();
    (error.name().into(), error.message().into())
}

#[wasm_bindgen_test]
fn a_listing_gives_a_plain_report() {
    let report =
        screener().screen(object(r#"{"id":"7","title":"🔥Br1mfall kettle","unknown":{"key":1}}"#)).expect("a report");
    assert_eq!(get(&report, "id"), "7");
    assert_eq!(get(&report, "risk"), "high");
    let finding = get(&report, "findings").unchecked_into::<Array>().get(0);
    assert!(Object::is(&Object::get_prototype_of(&finding), &Object::get_prototype_of(&Object::new())));
    assert_eq!((get(&finding, "start"), get(&finding, "end")), (2.into(), 10.into()));
    assert_eq!(get(&finding, "matched"), "Br1mfall");
    assert_eq!(get(&finding, "use"), "brand");
    assert_eq!(get(&finding, "sound").as_f64(), Some(1.0));
    assert_eq!(get(&get(&finding, "mark"), "id"), "brimfall");
}

/// What is made by hand is what serde-wasm-bindgen makes of the same values.
#[wasm_bindgen_test]
fn plain_values_are_those_of_serde() {
    let oracle = |value: &dyn Fn(&Serializer) -> JsValue| json_of(&value(&Serializer::json_compatible()));
    let mut native = brandlint::screen::Screener::new();
    native.open(&segment()).expect("a good segment");
    for title in ["🔥Br1mfall kettle", "brimfall 瓶 style", "ブリムフォール", "nothing"] {
        for id in [None, Some("7".to_string())] {
            let listing = Listing { id: id.clone(), title: title.into(), ..Listing::default() };
            let json = serde_json::json!({ "id": id, "title": title }).to_string();
            let report = native.screen(&listing);
            let expected = oracle(&|serializer| report.serialize(serializer).expect("a report"));
            assert_eq!(json_of(&screener().screen(object(&json)).expect("a report")), expected);
        }
    }
    let likeness = brandlint::pair::compare("LUPO", "Lüpо 7");
    let expected = oracle(&|serializer| likeness.serialize(serializer).expect("a likeness"));
    assert_eq!(json_of(&screener().compare("LUPO".into(), "Lüpо 7".into())), expected);
}

fn json_of(value: &JsValue) -> String {
    JSON::stringify(value).expect("JSON").into()
}

#[wasm_bindgen_test]
fn other_languages_are_taught() {
    let german = r#"{"title":"Brimfall kettle","language":"de-AT"}"#;
    assert!(screener().screen(object(r#"{"title":"kettle","language":"de"}"#)).is_ok(), "nothing is to be said");
    assert_eq!(error_of(screener().screen(object(german))).0, "messages");
    let catalogue = concat!("fr\nx\n\nde\n", "a\nb\nc\nd\ne\nf\ng\nh\n\n");
    screener().teach(catalogue.into());
    screener().teach("it comes too late".into());
    let report = screener().screen(object(german)).expect("a report");
    let message: String =
        get(&get(&report, "findings").unchecked_into::<Array>().get(0), "message").as_string().expect("a text");
    assert!(!message.contains("Brimfall") && message.len() < 20, "{message}");
}

#[wasm_bindgen_test]
fn wrong_types_name_the_key() {
    let table = [
        (r#"{"title":7}"#, "title: a string is needed, and this is a number"),
        (r#"{"title":"a","bullets":"b"}"#, "bullets: a list is needed, and this is a string"),
        (r#"{"title":"a","bullets":["b",1]}"#, "bullets[1]: a string is needed, and this is a number"),
        (r#"{"title":"a","category":[9]}"#, "category: an object is needed, and this is a list"),
        (
            r#"{"title":"a","category":{"nice":["x"]}}"#,
            "category.nice[0]: a Nice class, 1 to 45, is needed, and this is a string",
        ),
        (
            r#"{"title":"a","category":{"nice":[46]}}"#,
            "category.nice[0]: a Nice class, 1 to 45, is needed, and this is a number",
        ),
        (r#"{"brand":"a"}"#, "title: a string is needed, and it is missing"),
        ("7", "a listing: an object is needed, and this is a number"),
    ];
    for (listing, wrong) in table {
        let (name, message) = error_of(screener().screen(object(listing)));
        assert_eq!(name, "listing", "{listing}");
        assert_eq!(message, wrong, "{listing}");
    }
}

#[wasm_bindgen_test]
fn half_a_surrogate_pair_does_no_harm() {
    let title = js_sys::JsString::from_char_code2(0xD83D, 0x20);
    let listing = Object::new();
    Reflect::set(&listing, &"title".into(), &title.concat(&"Brimfall".into())).expect("an object");
    let report = screener().screen(listing.into()).expect("a report");
    let finding = get(&report, "findings").unchecked_into::<Array>().get(0);
    assert_eq!((get(&finding, "start"), get(&finding, "end")), (2.into(), 10.into()));
}

#[wasm_bindgen_test]
fn damaged_segments_are_errors() {
    let good = segment();
    for bytes in [&good[..good.len() / 2], b"<!DOCTYPE html>", &[]] {
        let (name, message) = error_of(Screener::new().open(bytes.to_vec(), &nobody()).map(|()| JsValue::NULL));
        assert_eq!(name, "segment");
        assert!(message.contains("brand index"), "{message}");
    }
}

#[wasm_bindgen_test]
fn facts_count_what_is_open() {
    let facts = screener().facts();
    assert_eq!((get(&facts, "marks"), get(&facts, "segments")), (2.into(), 1.into()));
}
