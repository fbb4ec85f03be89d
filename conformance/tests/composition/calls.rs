//! Calls, and what both `conformance-answers` and `conformance-bindgen-answers`
//! answer.

use wasmtime::component::Val;

/// A call, and the answer that is due.
#[derive(Clone, Debug)]
pub(crate) struct Call {
    pub(crate) interface: &'static str,
    pub(crate) function: &'static str,
    pub(crate) arguments: Vec<Val>,
    pub(crate) due: Val,
}

/// Texts of all lengths and kinds. In each encoding there are some that are
/// longer than in another one, and some that have to be encoded again after
/// their beginning: the first characters are of one kind, later ones of
/// another.
pub(crate) fn texts() -> Vec<String> {
    let mut texts: Vec<String> = [
        "",
        "a",
        "é",
        "世",
        "🌍",
        "\0",
        "\u{7f}",
        "\u{80}",
        "\u{ff}",
        "\u{100}",
        "\u{7ff}",
        "\u{800}",
        "\u{ffff}",
        "\u{10000}",
        "\u{10ffff}",
        "ab",
        "abc",
        "éü",
        "aé",
        "éa",
        "a世",
        "世a",
        "a🌍",
        "🌍a",
        "aé世🌍",
        "🌍世éa",
        "plain text",
        "Grüße",
        "ελληνικά",
        "日本語",
        "👩‍👩‍👧",
        "e\u{301}",
    ]
    .map(str::to_owned)
    .into();
    for part in ["a", "é", "世", "🌍", "aé", "aé世🌍", "plain text 世"] {
        texts.push(part.repeat(17));
        texts.push(part.repeat(1_001));
    }
    for last in ["é", "世", "🌍"] {
        texts.push("a".repeat(999) + last);
        texts.push("é".repeat(999) + last);
    }
    texts.push("aé世🌍".repeat(20_001));
    texts
}

/// Calls with every text in every place.
pub(crate) fn calls() -> Vec<Call> {
    let texts = texts();
    let text = |at: usize| &*texts[at % texts.len()];
    let mut calls = Vec::new();
    for at in 0..texts.len() {
        let scopes: Vec<_> = (0..at % 4).map(|more| text(at + 3 * more)).collect();
        calls.extend(broker(
            [text(at), text(at + 1), text(at + 2), text(at + 3)],
            &scopes,
        ));
        calls.push(fragment([0, 1, 2, 3, 4].map(|more| text(at + more))));
        calls.push(secret(text(at)));
    }
    calls
}

/// One call of each function of a broker.
pub(crate) fn broker([a, b, c, d]: [&str; 4], scopes: &[&str]) -> [Call; 3] {
    let list = || Val::List(scopes.iter().copied().map(string).collect());
    let joined: String = scopes.iter().flat_map(|scope| [scope, ","]).collect();
    let call = |function, arguments, due: &str| Call {
        interface: "greentic:oauth-broker/broker-v1@1.0.0",
        function,
        arguments,
        due: string(due),
    };
    [
        call(
            "get-consent-url",
            vec![string(a), string(b), list(), string(c), string(d)],
            &format!("consent|{a}|{b}|{joined}|{c}|{d}"),
        ),
        call(
            "exchange-code",
            vec![string(a), string(b), string(c), string(d)],
            &format!("code|{a}|{b}|{c}|{d}"),
        ),
        call(
            "get-token",
            vec![string(a), string(b), list()],
            &format!("token|{a}|{b}|{joined}"),
        ),
    ]
}

fn fragment([id, tenant, user, route, session]: [&str; 5]) -> Call {
    let fields = [
        ("tenant-ctx", tenant),
        ("user-ctx", user),
        ("route", route),
        ("session-id", session),
    ];
    let fields = fields.map(|(name, value)| (name.to_owned(), string(value)));
    let text = string(&format!("{id}|{tenant}|{user}|{route}|{session}"));
    let text = Some(Box::new(text));
    Call {
        interface: "greentic:gui/fragment-api@1.0.0",
        function: "render-fragment",
        arguments: vec![string(id), Val::Record(fields.into())],
        due: Val::Result(if route.is_empty() {
            Err(text)
        } else {
            Ok(text)
        }),
    }
}

fn secret(key: &str) -> Call {
    let bytes = || Val::List(key.bytes().map(Val::U8).collect());
    let ok =
        |secret: Option<Val>| Val::Result(Ok(Some(Box::new(Val::Option(secret.map(Box::new))))));
    Call {
        interface: "greentic:secrets-store/secrets-store@1.0.0",
        function: "get",
        arguments: vec![string(key)],
        due: match key.len() {
            0 => Val::Result(Err(Some(Box::new(Val::Enum("invalid-key".into()))))),
            1 => ok(None),
            _ => ok(Some(bytes())),
        },
    }
}

fn string(text: &str) -> Val {
    Val::String(text.into())
}
