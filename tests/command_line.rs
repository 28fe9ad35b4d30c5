//! The command line, run as its users run it.
#![cfg(feature = "cli")]

use serde_json::{Value, json};
use std::fs;
use std::io::Write;
use std::path::PathBuf;
use std::process::{Command, Output, Stdio};

/// A folder of its own for each test, gone afterwards.
struct Folder(PathBuf);

impl Folder {
    fn new(test: &str) -> Folder {
        let path = std::env::temp_dir().join(format!("brandlint-{test}-{}", std::process::id()));
        fs::create_dir_all(&path).expect("a folder");
        Folder(path)
    }

    fn file(&self, name: &str, content: impl AsRef<[u8]>) -> String {
        let path = self.0.join(name);
        fs::write(&path, content).expect("a file");
        path.to_str().expect("a UTF-8 path").to_string()
    }
}

impl Drop for Folder {
    fn drop(&mut self) {
        let _ = fs::remove_dir_all(&self.0);
    }
}

fn brandlint(arguments: &[&str], input: &str) -> Output {
    let mut child = Command::new(env!("CARGO_BIN_EXE_brandlint"))
        .args(arguments)
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .stderr(Stdio::piped())
        .spawn()
        .expect("brandlint runs");
    // A command that fails early may close its end before all is written.
    let _ = child.stdin.take().expect("a pipe").write_all(input.as_bytes());
    child.wait_with_output().expect("brandlint ends")
}

fn text(bytes: &[u8]) -> String {
    String::from_utf8(bytes.to_vec()).expect("UTF-8")
}

fn index(folder: &Folder) -> String {
    let register =
        folder.file("r.jsonl", "{\"id\":\"brimfall\",\"text\":\"Brimfall\"}\n\n{\"id\":\"z\",\"text\":\"Zorvexa\"}\n");
    let out = folder.0.join("r.blx").to_str().expect("UTF-8").to_string();
    let built = brandlint(&["build", &register, "-o", &out, "--no-default-words"], "");
    assert!(built.status.success(), "{}", text(&built.stderr));
    out
}

#[test]
fn one_report_a_line_in_order() {
    let folder = Folder::new("order");
    let index = index(&folder);
    let listings: String = ["a kettle", "Brimfall kettle", "Z0rvexa"]
        .iter()
        .map(|title| json!({"id": title, "title": title}).to_string() + "\n")
        .collect();
    let out = brandlint(&["screen", "-i", &index], &listings);
    assert_eq!(out.status.code(), Some(0), "{}", text(&out.stderr));
    let reports: Vec<Value> = text(&out.stdout).lines().map(|line| serde_json::from_str(line).expect("JSON")).collect();
    let risks: Vec<&str> = reports.iter().map(|report| report["risk"].as_str().expect("a risk")).collect();
    assert_eq!(risks, ["none", "medium", "high"]);
    assert_eq!(reports[1]["findings"][0]["mark"]["id"], "brimfall");
    assert_eq!(reports[2]["id"], "Z0rvexa");
}

#[test]
fn fail_on_tells_by_exit_code() {
    let folder = Folder::new("fail");
    let index = index(&folder);
    let listing = folder.file("l.jsonl", "{\"title\":\"Brimfall\"}");
    for (level, code) in [("medium", 1), ("high", 0)] {
        assert_eq!(
            brandlint(&["screen", "-i", &index, &listing, "--fail-on", level], "").status.code(),
            Some(code),
            "{level}"
        );
    }
    assert_eq!(brandlint(&["screen", "-i", &index, &listing, "--fail-on", "loud"], "").status.code(), Some(2));
}

#[test]
fn bad_rows_name_file_line_and_field() {
    let folder = Folder::new("rows");
    let register = folder.file(
        "bad.jsonl",
        concat!(
            "{\"id\":\"a\",\"text\":\"Alpha\"}\n",
            "{\"id\":\"b\",\"text\":7}\n",
            "{\"id\":\"c\",\"text\":\"Gamma\",\"registrations\":[{\"classes\":[99]}]}\n",
            "{\"id\":\"d\",\"text\":\"Delta\",\"forms\":[{\"text\":\"x\",\"kind\":\"rhyme\"}]}\n",
            "not json\n",
            "{\"id\":\"a\",\"text\":\"Again\"}\n",
        ),
    );
    let out = folder.0.join("bad.blx").to_str().expect("UTF-8").to_string();
    let built = brandlint(&["build", &register, "-o", &out, "--no-default-words"], "");
    let errors = text(&built.stderr);
    assert!(built.status.success());
    for expected in [
        "bad.jsonl: line 2: text:",
        "line 3: registrations[0].classes: 99",
        "line 4: forms[0].kind:",
        "line 5: row:",
        "line 6: id:",
        "1 marks",
        "5 bad rows",
    ] {
        assert!(errors.contains(expected), "{expected} in {errors}");
    }
    let strict = brandlint(&["build", "--strict", &register, "-o", &out], "");
    assert_eq!(strict.status.code(), Some(2));
    assert!(text(&strict.stderr).contains("line 2: text:"));
}

#[test]
fn csv_registers() {
    let folder = Folder::new("csv");
    let register = folder.file(
        "r.csv",
        "id,text,owner,policy,office,classes,status,expires\na,\"Brimfall, große\",Söhne,gated,EM,9 25,live,2031-05-12\nb,Zorvexa,,,,9;x,,\nc,Lafite,,,,,,\n",
    );
    let out = folder.0.join("r.blx").to_str().expect("UTF-8").to_string();
    let built = brandlint(&["build", &register, "-o", &out, "--no-default-words"], "");
    assert!(built.status.success(), "{}", text(&built.stderr));
    assert!(text(&built.stderr).contains("line 3: classes:"), "{}", text(&built.stderr));
    let screened = brandlint(&["screen", "-i", &out], "{\"title\":\"Brimfall grosse\"}");
    let report: Value = serde_json::from_str(&text(&screened.stdout)).expect("JSON");
    let mark = &report["findings"][0]["mark"];
    assert_eq!((mark["text"].as_str(), mark["owner"].as_str()), (Some("Brimfall, große"), Some("Söhne")));
    assert_eq!(
        mark["registrations"],
        json!([{"office":"EM","number":"","classes":[9,25],"status":"live","expires":"2031-05-12"}])
    );

    let nameless = folder.file("n.csv", "mark,text\n1,A\n");
    let failed = brandlint(&["build", &nameless, "-o", &out], "");
    assert_eq!(failed.status.code(), Some(2));
    assert!(text(&failed.stderr).contains("no column \"id\""));
}

#[test]
fn what_means_the_same_is_listed_or_in_a_dictionary() {
    let folder = Folder::new("meaning");
    let register = folder.file(
        "r.jsonl",
        "{\"id\":\"1\",\"text\":\"Wolf\"}\n{\"id\":\"2\",\"text\":\"Brimfall\",\"forms\":[{\"text\":\"朗泉\",\"kind\":\"translation\"},{\"text\":\"Brim\"}]}\n",
    );
    let dictionary = folder.file("d.tsv", "# a comment\nen\twolf\tit\tlupo\nen\twolf\nen\tbrimfall\tzh\t朗泉\n");
    let out = folder.0.join("r.blx").to_str().expect("UTF-8").to_string();
    let built = brandlint(&["build", &register, "-o", &out, "--dictionary", &dictionary], "");
    assert!(built.status.success(), "{}", text(&built.stderr));
    assert!(text(&built.stderr).contains("d.tsv: line 3: write four columns"), "{}", text(&built.stderr));
    assert!(text(&built.stderr).contains("1 forms come from dictionaries"), "{}", text(&built.stderr));
    let strict = brandlint(&["build", &register, "-o", &out, "--dictionary", &dictionary, "--strict"], "");
    assert_eq!(strict.status.code(), Some(2));
    for (a, b, same) in [
        ("LUPO", "Wolf", true),
        ("wolf", "lupo", true),
        ("Brimfall", "朗泉", true),
        ("Brim", "朗泉", true),
        ("Brimfall", "Brim", false),
        ("Brimfall", "Lupo", false),
        ("Wolf", "WOLF", false),
        ("", "Wolf", false),
    ] {
        let likeness = |index: &[&str]| -> Value {
            let out = brandlint(&[&["compare", a, b], index].concat(), "");
            serde_json::from_slice(&out.stdout).unwrap_or_else(|_| panic!("{}", text(&out.stderr)))
        };
        let with_index = likeness(&["-i", &out]);
        assert_eq!(with_index["meaning"] == 1.0, same, "{with_index}");
        assert!(!same || with_index["similar"] == true, "{with_index}");
        assert_eq!(likeness(&[])["meaning"], Value::Null);
    }
    let screened = brandlint(&["screen", "-i", &out], "{\"title\":\"Lupo\",\"brand\":\"Lupo\"}");
    let report: Value = serde_json::from_slice(&screened.stdout).expect("a report");
    assert_eq!(
        (&report["findings"][0]["mark"]["text"], &report["findings"][0]["how"]),
        (&json!("Wolf"), &json!("translation"))
    );
}

#[test]
fn bad_listings_name_line_and_key() {
    let folder = Folder::new("listings");
    let index = index(&folder);
    let table = [
        ("{\"title\":\"a\"}\n{\"title\":[]}", "line 2: title:"),
        ("{\"title\":\"a\",\"bullets\":[\"b\",7]}", "line 1: bullets[1]:"),
        ("{\"title\":\"a\",\"category\":{\"nice\":[300]}}", "line 1: category.nice[0]:"),
        ("{\"brand\":\"a\"}", "line 1: missing field `title`"),
        ("{\"title\":", "line 1: title: EOF"),
    ];
    for (listings, expected) in table {
        let out = brandlint(&["screen", "-i", &index], listings);
        assert_eq!(out.status.code(), Some(2), "{listings}");
        assert!(text(&out.stderr).contains(expected), "{expected} in {}", text(&out.stderr));
    }
}

#[test]
fn half_a_surrogate_pair_is_read() {
    let folder = Folder::new("surrogates");
    let index = index(&folder);
    for title in [r"\ud83d Brimfall", r"Brimfall \udc00", r"\ud83d\ud83d\ude00 Brimfall \\ud83d"] {
        let out = brandlint(&["screen", "-i", &index], &format!("{{\"title\":\"{title}\"}}"));
        assert_eq!(out.status.code(), Some(0), "{}", text(&out.stderr));
        assert!(text(&out.stdout).contains("\"matched\":\"Brimfall\""), "{title}");
    }
}

#[test]
fn bad_index_files_are_told() {
    let folder = Folder::new("index");
    let good = fs::read(index(&folder)).expect("a file");
    let mut flipped = good.clone();
    flipped[good.len() / 2] ^= 4;
    let table = [
        ("cut.blx", &good[..good.len() - 9], "damaged"),
        ("flipped.blx", &flipped, "checksum"),
        ("page.blx", b"<!DOCTYPE html><title>404</title>", "not a brand index"),
        ("empty.blx", b"", "damaged"),
    ];
    for (name, bytes, expected) in table {
        let path = folder.file(name, bytes);
        for arguments in [vec!["screen", "-i", &path], vec!["inspect", &path]] {
            let out = brandlint(&arguments, "");
            assert_eq!(out.status.code(), Some(2), "{name}");
            assert!(text(&out.stderr).contains(name) && text(&out.stderr).contains(expected), "{}", text(&out.stderr));
        }
    }
    let missing = brandlint(&["screen", "-i", "nowhere.blx"], "");
    assert_eq!(missing.status.code(), Some(2));
    assert!(text(&missing.stderr).contains("nowhere.blx"));
}

#[test]
fn inspect_accounts_for_every_byte() {
    let folder = Folder::new("inspect");
    let path = index(&folder);
    let out = text(&brandlint(&["inspect", &path, "--keys", "5"], "").stdout);
    assert!(out.contains("marks        2") && out.contains("\"Brimfall\" of brimfall"), "{out}");
    let sum: u64 = out
        .lines()
        .skip_while(|line| !line.trim_start().starts_with("part "))
        .skip(1)
        .take_while(|line| line.starts_with("  "))
        .filter_map(|line| line.split_whitespace().rev().find_map(|word| word.parse::<u64>().ok()))
        .sum();
    assert_eq!(sum, fs::metadata(&path).expect("a file").len(), "{out}");
}

/// Runs a command that must succeed, and gives what it printed.
fn good(arguments: &[&str]) -> String {
    let out = brandlint(arguments, "");
    assert!(out.status.success(), "{arguments:?}: {}", text(&out.stderr));
    text(&out.stdout)
}

/// Runs a command that must fail, and gives why it did.
fn bad(arguments: &[&str]) -> String {
    let out = brandlint(arguments, "");
    assert_eq!(out.status.code(), Some(2), "{arguments:?}: {}", text(&out.stdout));
    text(&out.stderr)
}

/// A register of invented names, one of them of another owner on each day.
fn day(folder: &Folder, day: usize) -> (String, String) {
    let rows: String = (0..300)
        .map(|n| {
            let owner = if n == day { "Somebody Else Ltd" } else { "Zorvelta Ltd" };
            json!({"id": format!("m{n}"), "text": format!("Zorvelta {n}"), "owner": owner}).to_string() + "\n"
        })
        .collect();
    let register = folder.file(&format!("{day}.jsonl"), rows);
    let index = folder.0.join(format!("{day}.blx")).to_str().expect("UTF-8").to_string();
    good(&["build", &register, "-o", &index, "--no-default-words"]);
    (register, index)
}

/// A key of its own, its file and its public text.
fn key(folder: &Folder, name: &str, algorithm: &str) -> (String, String) {
    let file = folder.0.join(name).to_str().expect("UTF-8").to_string();
    let public = good(&["keygen", "-o", &file, "--algorithm", algorithm]).trim().to_string();
    assert!(public.starts_with(&format!("{algorithm}:")), "{public}");
    (file, public)
}

#[test]
fn a_register_is_published_updated_and_verified() {
    let folder = Folder::new("publish");
    let (key, public) = key(&folder, "k.pem", "ed25519");
    let at = |name: &str| folder.0.join(name).to_str().expect("UTF-8").to_string();
    let site = at("site");
    let (_, first) = day(&folder, 1);
    good(&["publish", &site, &first, "--key", &key]);
    let seen = good(&["verify", &site, "--public-key", &public]);
    assert!(seen.contains("good: serial 1") && seen.contains("300 marks"), "{seen}");

    // Two updates, one behind the other.
    let mut files = vec![first];
    for number in 2..=3 {
        let (register, whole) = day(&folder, number);
        let update = at(&format!("u{number}.blx"));
        let mut arguments = vec!["build", &register, "-o", &update, "--no-default-words"];
        files.iter().for_each(|file| arguments.extend(["--base", file.as_str()]));
        good(&arguments);
        assert!(fs::metadata(&update).expect("a file").len() < 700);
        good(&["publish", &site, &whole, "--key", &key, "--update", &update, "--watch", &index(&folder)]);
        let seen = good(&["verify", &site, "--public-key", &public, "--serial", &number.to_string()]);
        assert!(seen.contains("302 marks") && seen.matches(" update ").count() == number - 1, "{seen}");
        files.push(update);
    }
    assert!(bad(&["verify", &site, "--public-key", &public, "--serial", "4"]).contains("old one"));

    // An update of something else, and one that leads elsewhere.
    let (register, whole) = day(&folder, 4);
    let update = at("u4.blx");
    good(&["build", &register, "-o", &update, "--base", &files[0], "--no-default-words"]);
    assert!(
        bad(&["publish", &site, &whole, "--key", &key, "--update", &update]).contains("no update of what is published")
    );
    let (register, _) = day(&folder, 5);
    let mut arguments = vec!["build", &register, "-o", &update, "--no-default-words"];
    files.iter().for_each(|file| arguments.extend(["--base", file.as_str()]));
    good(&arguments);
    assert!(bad(&["publish", &site, &whole, "--key", &key, "--update", &update]).contains("differs"));

    // What was changed on the way is told.
    let manifest = fs::read_to_string(at("site/manifest.json")).expect("a manifest");
    fs::write(at("site/manifest.json"), manifest.replace("\\\"serial\\\":3", "\\\"serial\\\":9")).expect("written");
    assert!(bad(&["verify", &site, "--public-key", &public]).contains("no signature"));
    assert!(bad(&["publish", &site, &whole, "--key", &key]).contains("no signature"));
    fs::write(at("site/manifest.json"), manifest).expect("written");
    let seen = good(&["verify", &site, "--public-key", &public]);
    let name = seen.split_whitespace().find(|word| word.ends_with(".blx")).expect("a segment");
    let segment = at(&format!("site/{name}"));
    let mut bytes = fs::read(&segment).expect("bytes");
    bytes[100] ^= 1;
    fs::write(&segment, &bytes).expect("written");
    assert!(bad(&["verify", &site, "--public-key", &public]).contains("SHA-256"));
    fs::write(&segment, &bytes[1..]).expect("written");
    assert!(bad(&["verify", &site, "--public-key", &public]).contains("bytes"));
}

#[test]
fn keys_are_changed_with_two_at_once() {
    let folder = Folder::new("rotation");
    let (old, old_public) = key(&folder, "old.pem", "p256");
    let (new, new_public) = key(&folder, "new.pem", "ed25519");
    assert!(bad(&["keygen", "-o", &old]).contains("never written over"));
    let site = folder.0.join("site").to_str().expect("UTF-8").to_string();
    let index = index(&folder);
    good(&["publish", &site, &index, "--key", &old]);
    assert!(bad(&["verify", &site, "--public-key", &new_public]).contains("no signature"));
    good(&["verify", &site, "--public-key", &new_public, "--public-key", &old_public]);
    good(&["publish", &site, &index, "--key", &old, "--key", &new]);
    good(&["verify", &site, "--public-key", &new_public]);
    good(&["verify", &site, "--public-key", &old_public]);
    good(&["publish", &site, &index, "--key", &new]);
    assert!(bad(&["verify", &site, "--public-key", &old_public]).contains("no signature"));
    let seen = good(&["verify", &site, "--public-key", &new_public]);
    assert!(seen.contains("serial 3"), "{seen}");
    assert!(bad(&["publish", &site, &index, "--key", &old]).contains("no signature"));
}

#[test]
fn an_expired_manifest_is_told() {
    let folder = Folder::new("expired");
    let (key, public) = key(&folder, "k.pem", "ed25519");
    let site = folder.0.join("site").to_str().expect("UTF-8").to_string();
    good(&["publish", &site, &index(&folder), "--key", &key, "--expires", "1s"]);
    std::thread::sleep(std::time::Duration::from_millis(1100));
    assert!(bad(&["verify", &site, "--public-key", &public]).contains("expired"));
    assert!(bad(&["publish", &site, &index(&folder), "--key", &key, "--expires", "soon"]).contains("30d"));
}

/// Serves the files of a folder until the test ends, one request a connection.
fn served(folder: PathBuf) -> String {
    let listener = std::net::TcpListener::bind("127.0.0.1:0").expect("a port");
    let address = listener.local_addr().expect("an address");
    std::thread::spawn(move || {
        for mut stream in listener.incoming().flatten() {
            let mut head = [0; 2048];
            let read = std::io::Read::read(&mut stream, &mut head).unwrap_or(0);
            let line = String::from_utf8_lossy(&head[..read]);
            let name = line.split(' ').nth(1).and_then(|path| path.rsplit('/').next()).unwrap_or("");
            let (status, body) = match fs::read(folder.join(name)) {
                Ok(body) => ("200 OK", body),
                Err(_) => ("404 Not Found", Vec::new()),
            };
            let head = format!("HTTP/1.1 {status}\r\ncontent-length: {}\r\nconnection: close\r\n\r\n", body.len());
            let _ = stream.write_all(head.as_bytes()).and_then(|()| stream.write_all(&body));
        }
    });
    format!("http://{address}/brands/")
}

#[test]
fn what_is_published_is_verified_from_outside() {
    let folder = Folder::new("outside");
    let (key, public) = key(&folder, "k.pem", "ed25519");
    let site = folder.0.join("site");
    good(&["publish", site.to_str().expect("UTF-8"), &index(&folder), "--key", &key]);
    let address = served(site.clone());
    let seen = good(&["verify", &address, "--public-key", &public]);
    assert!(seen.contains("serial 1") && seen.contains("2 marks"), "{seen}");
    good(&["verify", &format!("{address}manifest.json"), "--public-key", &public]);
    assert!(bad(&["verify", &format!("{address}other.json"), "--public-key", &public]).contains("404"));
    // More than the manifest says is not even read.
    let name = seen.split_whitespace().find(|word| word.ends_with(".blx")).expect("a segment");
    fs::write(site.join(name), vec![0; 1 << 20]).expect("written");
    let error = bad(&["verify", &address, "--public-key", &public]);
    assert!(error.contains(name), "{error}");
}
