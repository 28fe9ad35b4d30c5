//! `brandlint publish`: segments → a folder to be served, with a signed manifest.

use crate::Failure;
use crate::build::write_whole;
use crate::place::{MANIFEST, Place, parse_public_key};
use brandlint::Segment;
use brandlint::manifest::{Entry, Manifest, PrivateKey, PublicKey, Role, duration, time_text};
use std::fs;
use std::path::{Path, PathBuf};
use std::process::ExitCode;
use std::time::{Duration, SystemTime};

#[derive(clap::Args)]
pub struct Arguments {
    /// The folder that is served
    folder: PathBuf,
    /// The whole register, as `brandlint build` made it
    base: PathBuf,
    /// A private key of `brandlint keygen`; both the old and the new one while keys are changed
    #[arg(short, long, required = true, value_name = "FILE")]
    key: Vec<PathBuf>,
    /// What has changed since the manifest in the folder, as `brandlint build --base` made it:
    /// readers who have that one download no more than this
    #[arg(long, value_name = "FILE")]
    update: Option<PathBuf>,
    /// A segment of one category; readers load all that the manifest names and search them as one
    #[arg(long, value_name = "FILE")]
    shard: Vec<PathBuf>,
    /// A watch list; loaded and searched with the rest as well
    #[arg(long, value_name = "FILE")]
    watch: Vec<PathBuf>,
    /// After what time readers no longer take it for current
    #[arg(long, value_name = "TIME", default_value = "30d", value_parser = duration)]
    expires: Duration,
    /// For how long readers leave it alone before they ask again
    #[arg(long, value_name = "TIME", default_value = "1h", value_parser = duration)]
    wait: Duration,
    /// The least serial it gets: where the folder is new and readers have seen others
    #[arg(long, value_name = "N", default_value_t = 1)]
    serial: u64,
    /// A public key that the manifest in the folder may be signed with, besides those of --key
    #[arg(long, value_name = "KEY", value_parser = parse_public_key)]
    public_key: Vec<PublicKey>,
}

/// Updates that come to more than this share of the whole register are left out: readers start anew.
const MOST_UPDATES: f64 = 0.25;

struct Item {
    entry: Entry,
    bytes: Vec<u8>,
}

impl Item {
    fn read(role: Role, path: &Path) -> Result<Item, Failure> {
        let bytes = fs::read(path).map_err(|error| Failure::at(path, error))?;
        let entry = Entry::of(role, &bytes).map_err(|error| Failure::at(path, error))?;
        Ok(Item { entry, bytes })
    }
}

pub fn run(arguments: &Arguments) -> Result<ExitCode, Failure> {
    let folder = &arguments.folder;
    let keys = arguments.key.iter().map(|path| read_key(path)).collect::<Result<Vec<_>, _>>()?;
    fs::create_dir_all(folder).map_err(|error| Failure::at(folder, error))?;
    let place = Place::Folder(folder.clone());
    let before = if folder.join(MANIFEST).exists() {
        let known: Vec<PublicKey> =
            keys.iter().map(PrivateKey::public).chain(arguments.public_key.iter().cloned()).collect();
        Some(place.manifest(&known)?)
    } else {
        None
    };

    let base = Item::read(Role::Base, &arguments.base)?;
    let others = arguments.shard.iter().map(|path| (Role::Shard, path));
    let others = others.chain(arguments.watch.iter().map(|path| (Role::Watch, path)));
    let others = others.map(|(role, path)| Item::read(role, path)).collect::<Result<Vec<_>, _>>()?;
    let chain = match (&arguments.update, &before) {
        (None, _) => Vec::new(),
        (Some(path), None) => {
            return Err(Failure::at(path, "there is no manifest in the folder that this could be an update of"));
        }
        (Some(path), Some(before)) => chain(&place, before, path, &base)?,
    };

    let mut items: Vec<Item> = Vec::new();
    let mut ways = Vec::new();
    let whole = vec![base];
    for way in [chain, whole].into_iter().filter(|way| !way.is_empty()) {
        let mut numbers = Vec::new();
        for item in way {
            numbers.push(items.len());
            items.push(item);
        }
        ways.push(numbers);
    }
    for item in others {
        ways.iter_mut().for_each(|way| way.push(items.len()));
        items.push(item);
    }
    let mut index = Segment::default();
    for at in &ways[ways.len() - 1] {
        let Item { entry, bytes } = &items[*at];
        index = index.open_behind(bytes).map_err(|error| place.failure(&entry.url, error))?;
    }

    let now = SystemTime::now();
    let manifest = Manifest {
        format: 1,
        serial: before.map_or(0, |before| before.serial).saturating_add(1).max(arguments.serial),
        created: time_text(now),
        expires: time_text(now + arguments.expires),
        wait: arguments.wait.as_secs(),
        segments: items.iter().map(|item| item.entry.clone()).collect(),
        ways,
    };
    let file = manifest.sign(&keys).map_err(|error| place.failure(MANIFEST, error))?;
    // The manifest last: what it points at is there when a reader sees it.
    for Item { entry, bytes } in &items {
        write_whole(&folder.join(&entry.url), bytes)?;
    }
    write_whole(&folder.join(MANIFEST), file.as_bytes())?;

    eprintln!("serial {}, expires {}: {} marks", manifest.serial, manifest.expires, index.marks());
    for (number, way) in manifest.ways.iter().enumerate() {
        let bytes: u64 = way.iter().map(|at| manifest.segments[*at].bytes).sum();
        eprintln!("  way {}: {} segments, {bytes} bytes", number + 1, way.len());
    }
    Ok(ExitCode::SUCCESS)
}

fn read_key(path: &Path) -> Result<PrivateKey, Failure> {
    let text = fs::read_to_string(path).map_err(|error| Failure::at(path, error))?;
    PrivateKey::from_pem(&text).map_err(|error| Failure::at(path, error))
}

/// The segments that were published before, with the update behind them; none where
/// they have grown too long.
fn chain(place: &Place, before: &Manifest, update: &Path, base: &Item) -> Result<Vec<Item>, Failure> {
    let mut chain = Vec::new();
    for entry in before.way(0).filter(|entry| matches!(entry.role, Role::Base | Role::Update)) {
        chain.push(Item { entry: entry.clone(), bytes: place.segment(entry)? });
    }
    let item = Item::read(Role::Update, update)?;
    let wrong = |error| Failure::at(update, error);
    let published = Segment::open_all(chain.iter().map(|item| &item.bytes)).map_err(wrong)?;
    let opened = Segment::open(&item.bytes).map_err(wrong)?;
    if opened.base() != published.checksum() {
        return Err(Failure::at(
            update,
            "this is no update of what is published; build it with --base and these files",
        ));
    }
    let updated = published.open_behind(&item.bytes).map_err(wrong)?;
    let whole = Segment::open(&base.bytes).map_err(wrong)?;
    if let Some(id) = updated.difference(&whole) {
        return Err(Failure::at(
            update,
            format!(
                "with this update the register is not that of the base: mark {id:?} differs; build both from the same files"
            ),
        ));
    }
    chain.push(item);
    let updates: u64 = chain[1..].iter().map(|item| item.entry.bytes).sum();
    if updates as f64 > base.entry.bytes as f64 * MOST_UPDATES {
        eprintln!("the updates have {updates} bytes by now: left out, readers start anew from the base");
        chain.clear();
    }
    Ok(chain)
}
