//! The component: an author's code, all of it safe.

use alloc::string::String;
use alloc::vec::Vec;

use greentic_guest::Call;
use greentic_guest::component::v0_5::node::{ExecCtx, NodeError};

greentic_guest::heap!(free_list);

greentic_guest::component_entrypoint!({
    manifest: r#"{"name":"miri"}"#,
    invoke: invoke,
    on_start: on_start,
    imports: { secrets_store::v1_0 as Secrets },
});

/// Uses every tool of a call, in turn, so that blocks of all kinds lie between
/// each other, and answers with text that all of them went into.
fn invoke<'a>(
    call: &'a Call,
    ctx: &'a ExecCtx<'a>,
    op: &'a str,
    input: &'a str,
) -> Result<&'a str, NodeError<'a>> {
    if op == "fail" {
        return Err(NodeError::new("failed", call.copy(input)).retry_after(7));
    }
    let kept = call.keep([1_u64, 2, 3]);
    // On the heap, which has blocks of every size, in use and free, beside the call.
    let mut words: Vec<String> = Vec::new();
    for len in [1, 40, 3, 5_000, 12, 100] {
        words.push(input.chars().cycle().take(len.min(input.len())).collect());
        if words.len() % 3 == 0 {
            words.remove(0);
        }
    }
    let same = words.iter().all(|word| input.starts_with(&**word));
    let owned = call.own(String::from(if same { "" } else { "changed" }));
    let few: &[u16] = call.own(Vec::from([7, 8]));
    let mut text = call.text();
    text.push(input);
    let list = call.list(
        kept.iter()
            .map(|number| call.concat(&["[", digit(*number), "]"])),
    );
    text.push_json("a \"quoted\"\nline\u{1}");
    // Miri has no imports of WebAssembly; what stands for one asks for memory in
    // the middle of the call, as a host does for its answer.
    let secret = crate::host::secret(call, op).unwrap_or("none");
    let empty: &[u32] = call.list([]);
    let units = call.list([(); 4]);
    for part in list {
        text.push(part);
    }
    text.push(secret);
    let json = call.unescape_json("\\u00e4\\n").unwrap_or_default();
    text.push(json);
    text.push(call.json(ctx.tenant.tenant_id.get()));
    text.push(digit(empty.len() as u64));
    text.push(digit(units.len() as u64));
    drop(words);
    text.push(owned);
    if few != [7, 8] {
        text.push("changed");
    }
    Ok(text.finish())
}

fn on_start<'a>(call: &'a Call, ctx: &'a ExecCtx<'a>) -> Result<(), &'a str> {
    Err(call.concat(&["not ", ctx.flow_id.get()]))
}

fn digit(number: u64) -> &'static str {
    ["0", "1", "2", "3", "4"]
        .get(number as usize)
        .copied()
        .unwrap_or("?")
}
