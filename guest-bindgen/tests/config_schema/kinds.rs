//! Records that nobody wrote, and their WIT.

#![allow(
    clippy::format_push_string,
    clippy::format_collect,
    reason = "WIT is put together from text"
)]

use serde_json::Value;

use super::values::value;

/// A type of WIT.
#[derive(Clone, Debug)]
pub(super) enum Kind {
    Bool,
    Whole(&'static str, i128, i128),
    F32,
    F64,
    Char,
    Text,
    Enum(usize),
    Flags(usize),
    List(Box<Kind>),
    Fixed(Box<Kind>, usize),
    Map(Box<Kind>),
    Tuple(Vec<Kind>),
    Record(Vec<Field>),
    /// With a payload or without.
    Variant(Vec<Option<Kind>>),
    Result(Vec<Option<Kind>>),
    Option(Box<Kind>),
}

#[derive(Clone, Debug)]
pub(super) struct Field {
    pub(super) kind: Kind,
    pub(super) default: Option<Value>,
}

const WHOLE: [Kind; 8] = [
    Kind::Whole("u8", 0, u8::MAX as i128),
    Kind::Whole("u16", 0, u16::MAX as i128),
    Kind::Whole("u32", 0, u32::MAX as i128),
    Kind::Whole("u64", 0, u64::MAX as i128),
    Kind::Whole("s8", i8::MIN as i128, i8::MAX as i128),
    Kind::Whole("s16", i16::MIN as i128, i16::MAX as i128),
    Kind::Whole("s32", i32::MIN as i128, i32::MAX as i128),
    Kind::Whole("s64", i64::MIN as i128, i64::MAX as i128),
];

/// Numbers that look random, the same for the same seed (`SplitMix64`).
pub(super) struct Dice(pub(super) u64);

impl Dice {
    pub(super) fn next(&mut self) -> u64 {
        self.0 = self.0.wrapping_add(0x9e37_79b9_7f4a_7c15);
        let mut mixed = self.0;
        mixed = (mixed ^ (mixed >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
        mixed = (mixed ^ (mixed >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
        mixed ^ (mixed >> 31)
    }

    /// A number below `end`.
    pub(super) fn below(&mut self, end: usize) -> usize {
        usize::try_from(self.next() % end as u64).expect("a small number")
    }

    /// True once in so many times.
    pub(super) fn once_in(&mut self, times: usize) -> bool {
        self.below(times) == 0
    }

    pub(super) fn bytes(&mut self, len: usize) -> Vec<u8> {
        (0..len).map(|_| self.next().to_le_bytes()[0]).collect()
    }
}

fn kind(dice: &mut Dice, depth: usize) -> Kind {
    let simple = depth == 0 || dice.once_in(3);
    match dice.below(if simple { 8 } else { 17 }) {
        0 => Kind::Bool,
        1 | 2 => WHOLE[dice.below(WHOLE.len())].clone(),
        3 => Kind::F32,
        4 => Kind::F64,
        5 => Kind::Char,
        6 => Kind::Text,
        7 if dice.once_in(2) => Kind::Enum(1 + dice.below(4)),
        7 => Kind::Flags(1 + dice.below(4)),
        8 => Kind::List(kind(dice, depth - 1).into()),
        9 => Kind::Fixed(kind(dice, depth - 1).into(), 1 + dice.below(3)),
        10 => Kind::Map(kind(dice, depth - 1).into()),
        11 => Kind::Tuple((0..=dice.below(3)).map(|_| kind(dice, depth - 1)).collect()),
        12 | 13 => Kind::Record(fields(dice, depth - 1)),
        14 => Kind::Variant((0..=dice.below(3)).map(|_| payload(dice, depth)).collect()),
        15 => Kind::Result(vec![payload(dice, depth), payload(dice, depth)]),
        // In each other they are refused.
        _ => match kind(dice, depth - 1) {
            option @ Kind::Option(_) => option,
            other => Kind::Option(other.into()),
        },
    }
}

fn payload(dice: &mut Dice, depth: usize) -> Option<Kind> {
    (!dice.once_in(3)).then(|| kind(dice, depth - 1))
}

pub(super) fn fields(dice: &mut Dice, depth: usize) -> Vec<Field> {
    (0..=dice.below(4))
        .map(|_| {
            let kind = match kind(dice, depth) {
                // An option that is a field may have one in it.
                Kind::Option(inner) if dice.once_in(3) => Kind::Option(Kind::Option(inner).into()),
                other => other,
            };
            let default = dice.once_in(3).then(|| value(dice, in_field(&kind)));
            Field { kind, default }
        })
        .collect()
}

/// Returns the kind of a field that is there.
pub(super) fn in_field(kind: &Kind) -> &Kind {
    match kind {
        Kind::Option(inner) => inner,
        other => other,
    }
}

/// The text of WIT, types with names in front.
struct Text {
    types: String,
    count: usize,
}

impl Text {
    fn name(&mut self, keyword: &str, kind: &str) -> String {
        self.count += 1;
        let name = format!("t{}", self.count);
        self.types += &match keyword {
            "type" => format!("  type {name} = {kind};\n"),
            _ => format!("  {keyword} {name} {{\n{kind}  }}\n"),
        };
        name
    }

    /// The name of a type, or what it is made of.
    fn of(&mut self, dice: &mut Dice, kind: &Kind) -> String {
        let written = match kind {
            Kind::Bool => "bool".into(),
            Kind::Whole(name, ..) => (*name).into(),
            Kind::F32 => "f32".into(),
            Kind::F64 => "f64".into(),
            Kind::Char => "char".into(),
            Kind::Text => "string".into(),
            Kind::Enum(cases) => self.name("enum", &names(*cases)),
            Kind::Flags(flags) => self.name("flags", &names(*flags)),
            Kind::List(item) => format!("list<{}>", self.of(dice, item)),
            Kind::Fixed(item, len) => format!("list<{}, {len}>", self.of(dice, item)),
            Kind::Map(item) => format!("map<string, {}>", self.of(dice, item)),
            Kind::Tuple(kinds) => {
                let kinds: Vec<_> = kinds.iter().map(|kind| self.of(dice, kind)).collect();
                format!("tuple<{}>", kinds.join(", "))
            }
            Kind::Record(fields) => {
                let fields = self.fields(dice, fields);
                self.name("record", &fields)
            }
            Kind::Variant(cases) => {
                let mut text = String::new();
                for (at, payload) in cases.iter().enumerate() {
                    let payload = payload.as_ref().map(|kind| self.of(dice, kind));
                    let payload = payload.map_or_else(String::new, |kind| format!("({kind})"));
                    text += &format!("    /// Case {at}.\n    c{at}{payload},\n");
                }
                self.name("variant", &text)
            }
            Kind::Result(sides) => {
                let side = |kind: Option<String>| kind.unwrap_or_else(|| "_".into());
                let [ok, err] = [0, 1].map(|at| {
                    let kind = sides[at].as_ref();
                    kind.map(|kind| self.of(dice, kind))
                });
                match (ok, err) {
                    (None, None) => "result".into(),
                    (ok, err @ Some(_)) => format!("result<{}, {}>", side(ok), side(err)),
                    (ok, None) => format!("result<{}>", side(ok)),
                }
            }
            Kind::Option(inner) => format!("option<{}>", self.of(dice, inner)),
        };
        if dice.once_in(4) {
            self.name("type", &written)
        } else {
            written
        }
    }

    fn fields(&mut self, dice: &mut Dice, fields: &[Field]) -> String {
        let mut text = String::new();
        for (at, field) in fields.iter().enumerate() {
            text += &format!("    /// Field {at}.\n");
            if let Some(default) = &field.default {
                text += &format!("    /// @default({default})\n");
            }
            text += &format!("    f{at}: {},\n", self.of(dice, &field.kind));
        }
        text
    }
}

/// Names of cases, or of flags.
fn names(count: usize) -> String {
    (0..count).map(|at| format!("    c{at},\n")).collect()
}

/// The WIT of a record; some of its types are of another interface.
pub(super) fn package(dice: &mut Dice, fields: &[Field]) -> String {
    let mut text = Text {
        types: String::new(),
        count: 0,
    };
    let fields = text.fields(dice, fields);
    let record = format!("  /// Settings.\n  /// @config\n  record settings {{\n{fields}  }}\n");
    let types = text.types;
    if text.count == 0 || dice.once_in(2) {
        return format!("package a:b;\ninterface i {{\n{types}{record}}}\n");
    }
    let used: Vec<_> = (1..=text.count).map(|at| format!("t{at}")).collect();
    let used = used.join(", ");
    format!(
        "package a:b;\ninterface i {{\n  use c:d/j.{{{used}}};\n{record}}}\npackage c:d {{\n interface j {{\n{types} }}\n}}\n"
    )
}
