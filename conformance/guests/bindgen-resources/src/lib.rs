//! A component as most are made in Rust: the standard library, and with it
//! WASI; resources that it has, and resources of others that it uses.

// A native linker refuses the names of the exports.
#![cfg(target_family = "wasm")]

use std::cell::RefCell;
use std::collections::BTreeMap;
use std::fmt::Write as _;
use std::io::Write as _;
use std::time::SystemTime;

use conformance::resources::buckets::Bucket;
use exports::conformance::resources::ledgers::{
    self, Entry, Guest, GuestLedger, LedgerBorrow, Problem,
};

wit_bindgen::generate!({ path: "wit" });

struct Resources;

export!(Resources);

/// More of an item are too many.
const MOST: u32 = 1_000_000;

struct Ledger {
    owner: String,
    counts: RefCell<BTreeMap<String, u32>>,
}

impl Ledger {
    fn read(text: &str) -> Result<Self, Problem> {
        let mut lines = text.lines();
        let owner = lines.next().ok_or(Problem::Empty)?.to_owned();
        let mut counts = BTreeMap::new();
        for line in lines {
            let (item, count) = line
                .rsplit_once('=')
                .ok_or_else(|| Problem::Unreadable(format!("no count in {line:?}")))?;
            let count = count
                .parse()
                .map_err(|error| Problem::Unreadable(format!("{item}: {error}")))?;
            counts.insert(item.to_owned(), count);
        }
        let counts = RefCell::new(counts);
        Ok(Self { owner, counts })
    }

    fn write(&self) -> String {
        let mut text = self.owner.clone();
        for (item, count) in &*self.counts.borrow() {
            // Writing to a string cannot fail.
            let _ = write!(text, "\n{item}={count}");
        }
        text
    }
}

impl GuestLedger for Ledger {
    fn new(owner: String) -> Self {
        // Where it cannot be printed the ledger is there all the same.
        let _ = writeln!(std::io::stdout(), "a ledger of {owner}");
        Self {
            owner,
            counts: RefCell::default(),
        }
    }

    fn add(&self, Entry { item, count }: Entry) -> Result<u32, Problem> {
        if item.is_empty() {
            return Err(Problem::Empty);
        }
        let mut counts = self.counts.borrow_mut();
        let all = counts.entry(item).or_default();
        match all.checked_add(count) {
            Some(sum) if sum <= MOST => *all = sum,
            _ => return Err(Problem::TooMany(MOST - *all)),
        }
        Ok(*all)
    }

    fn entries(&self) -> Vec<Entry> {
        let counts = self.counts.borrow();
        let entries = counts.iter().map(|(item, count)| Entry {
            item: item.clone(),
            count: *count,
        });
        entries.collect()
    }

    fn save(&self, to: &Bucket) {
        to.put(&self.owner, self.write().as_bytes());
    }

    fn parse(text: String) -> Result<ledgers::Ledger, Problem> {
        Self::read(&text).map(ledgers::Ledger::new)
    }

    fn load(bucket: Bucket) -> Result<ledgers::Ledger, Problem> {
        let bytes = bucket.get("ledger").ok_or(Problem::Empty)?;
        let text =
            String::from_utf8(bytes).map_err(|error| Problem::Unreadable(error.to_string()))?;
        Self::parse(text)
    }

    fn join(one: ledgers::Ledger, other: ledgers::Ledger) -> ledgers::Ledger {
        let joined = Self::new(one.get::<Self>().owner.clone());
        for entry in one
            .get::<Self>()
            .entries()
            .into_iter()
            .chain(other.get::<Self>().entries())
        {
            // What does not fit any more is left out.
            let _ = joined.add(entry);
        }
        ledgers::Ledger::new(joined)
    }
}

impl Guest for Resources {
    type Ledger = Ledger;

    fn backup(ledger: LedgerBorrow<'_>, name: String) -> Result<(), String> {
        let opened = Bucket::open(&name)?;
        let log = Bucket::new("log");
        log.put("backup", name.as_bytes());
        ledger.get::<Ledger>().save(&opened);
        Ok(())
    }

    fn surroundings(path: String) -> Vec<String> {
        let mut all: Vec<_> = std::env::args().collect();
        all.extend(std::env::vars().map(|(name, value)| format!("{name} is {value}")));
        all.push(match std::fs::read_to_string(&path) {
            Ok(text) => format!("{path} has {} lines", text.lines().count()),
            Err(error) => format!("{path}: {error}"),
        });
        let before = SystemTime::UNIX_EPOCH;
        all.push(match SystemTime::now().duration_since(before) {
            Ok(since) => format!("{} s", since.as_secs()),
            Err(error) => error.to_string(),
        });
        all
    }
}
