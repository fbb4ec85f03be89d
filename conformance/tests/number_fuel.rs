//! Bad numbers cost little more than good ones: what `parse_f64` takes for the
//! worst texts there are, in fuel, beside what it takes for texts as programs
//! write them.

use anyhow::Result;
use fastrand::Rng;
use greentic_conformance::fuel::Fuelled;

/// The number of numbers that a call reads.
const COUNT: usize = 500;

/// The most that a number of up to 800 digits may take, and what it may take
/// more than the ordinary ones, and than short ones.
const MOST: u64 = 52_000;
const TIMES: u64 = 7;
const TIMES_SHORT: u64 = 30;

/// The factor between the cost of a byte of any number and that of a short one. A
/// document of a given length costs at most this many times as much as one of the same
/// length full of prices.
const TIMES_BYTE: u64 = 14;

/// Reads the numbers of a text, or only finds where each ends.
fn source(each: &str) -> String {
    format!(
        r#"    let mut sum = 0;
    for text in text::split_any(input, " ") {{
        sum ^= {each};
    }}
    let mut text = call.text();
    text.push_u64(sum);
    text.finish()"#
    )
}

/// The component that reads, and the one that does all else.
struct Both {
    reads: Fuelled,
    splits: Fuelled,
}

impl Both {
    fn new() -> Result<Self> {
        let reads = source("number::parse_f64(text).map_or(1, f64::to_bits)");
        let splits = source("text.len() as u64");
        let [reads, splits] =
            Fuelled::all("number-fuel", &["component-v0-5"], [&*reads, &*splits])?;
        Ok(Self { reads, splits })
    }

    /// Returns the fuel for one of the numbers, after a look at what was read.
    fn fuel(&mut self, texts: &[String]) -> Result<u64> {
        let due = texts
            .iter()
            .fold(0, |sum, text| sum ^ text.parse().map_or(1, f64::to_bits));
        let input = texts.join(" ");
        let (answer, all) = self.reads.call("op", &input)?;
        assert_eq!(answer, due.to_string());
        let (_, rest) = self.splits.call("op", &input)?;
        Ok((all - rest) / texts.len() as u64)
    }
}

fn texts(random: &mut Rng, text: impl Fn(&mut Rng) -> String) -> Vec<String> {
    (0..COUNT).map(|_| text(random)).collect()
}

/// The bytes of a document that is made of these, with what separates them.
fn bytes(texts: &[String]) -> u64 {
    texts.iter().map(|text| text.len() as u64 + 1).sum()
}

/// A number as programs write them.
fn ordinary(random: &mut Rng) -> String {
    loop {
        let number = f64::from_bits(random.u64(..));
        if number.is_finite() {
            return format!("{number:e}");
        }
    }
}

/// The middle of two of the smallest floats, which has up to 768 digits and is
/// told from its neighbours by the last one: `(2 * bits + 1) * 5^1075` is what
/// its digits are, and they are multiplied one by one.
fn middle(random: &mut Rng) -> String {
    let mut digits: Vec<u8> = (random.u64(0..1 << 52) * 2 + 1)
        .to_string()
        .bytes()
        .rev()
        .map(|digit| digit - b'0')
        .collect();
    for _ in 0..1_075 {
        let mut carry = 0;
        for digit in &mut digits {
            carry += *digit * 5;
            *digit = carry % 10;
            carry /= 10;
        }
        if carry > 0 {
            digits.push(carry);
        }
    }
    let digits: String = digits
        .iter()
        .rev()
        .map(|digit| char::from(digit + b'0'))
        .collect();
    format!("{digits}e-1075")
}

/// Bytes of stack. Without optimisation the reader of WAVE takes some for each
/// character of a text.
const STACK: usize = 256 << 20;

#[test]
fn the_worst_floats_take_a_few_times_the_fuel_of_ordinary_ones() -> Result<()> {
    let worst = std::thread::Builder::new().stack_size(STACK).spawn(worst)?;
    worst.join().expect("the measurement ends")
}

fn worst() -> Result<()> {
    let mut both = Both::new()?;
    let mut random = Rng::with_seed(1);
    let ordinary = both.fuel(&texts(&mut random, ordinary))?;
    let short = texts(&mut random, |random| {
        format!("{}.{:02}", random.u16(..), random.u8(0..100))
    });
    let prices = both.fuel(&short)?;
    let by_byte = prices * COUNT as u64 / bytes(&short);
    println!("ordinary floats: {ordinary}; prices: {prices}, {by_byte} a byte");
    let digits =
        |random: &mut Rng| -> String { (0..799).map(|_| random.char('0'..='9')).collect() };
    let worst = [
        ("middles of the smallest", texts(&mut random, middle)),
        (
            "just above these",
            texts(&mut random, |random| {
                middle(random).replace("e-1075", "00000000000000000000000000000001e-1107")
            }),
        ),
        (
            "800 digits",
            texts(&mut random, |random| {
                format!("9.{}e{}", digits(random), random.i32(-330..310))
            }),
        ),
        (
            "the smallest and less",
            texts(&mut random, |random| {
                format!("2.4703282292{}e-324", digits(random))
            }),
        ),
        (
            "the largest and more",
            texts(&mut random, |random| {
                format!("1.797693134862315{}e308", digits(random))
            }),
        ),
        (
            "zeros in front",
            texts(&mut random, |random| {
                format!("0.{}{}e800", "0".repeat(799), random.u64(..))
            }),
        ),
        ("1e400", texts(&mut random, |_| "1e400".to_owned())),
        ("1e-400", texts(&mut random, |_| "1e-400".to_owned())),
        (
            "exponents of 800 digits",
            texts(&mut random, |random| format!("1e-{}", digits(random))),
        ),
    ];
    for (name, texts) in &worst {
        let fuel = both.fuel(texts)?;
        let each = fuel * COUNT as u64 / bytes(texts);
        println!(
            "{name}: {fuel}, {} times, {} times a short one, {} times by the byte",
            fuel / ordinary,
            fuel / prices,
            each / by_byte
        );
        assert!(
            each <= by_byte * TIMES_BYTE,
            "{name}: {each} fuel for a byte, {by_byte} for one of a short number; at most {TIMES_BYTE} times as much"
        );
        assert!(
            fuel <= MOST,
            "{name}: {fuel} fuel for a number; at most {MOST} (see guest/src/number/exact.rs)"
        );
        assert!(
            fuel <= ordinary * TIMES,
            "{name}: {fuel} fuel for a number, {ordinary} for an ordinary one; at most {TIMES} times as much"
        );
        assert!(
            fuel <= prices * TIMES_SHORT,
            "{name}: {fuel} fuel for a number, {prices} for a short one; at most {TIMES_SHORT} times as much"
        );
    }
    Ok(())
}
