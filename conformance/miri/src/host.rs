//! The host: what the canonical ABI has a host do.

use greentic_guest::Call;
use greentic_guest::abi::{Opt, Res, Str};
use greentic_guest::component::v0_5::node::{ExecCtx, InvokeResult, LifecycleStatus};

// The component's exports, by their names.
unsafe extern "C" {
    #[link_name = "cabi_realloc"]
    fn realloc(old: *mut u8, old_size: usize, align: usize, size: usize) -> *mut u8;
    #[link_name = "greentic:component/node@0.5.0#get-manifest"]
    fn core_get_manifest() -> *const u8;
    #[link_name = "greentic:component/node@0.5.0#invoke"]
    fn core_invoke(address: *const u8) -> *const u8;
    #[link_name = "greentic:component/node@0.5.0#on-start"]
    fn core_on_start(address: *const u8) -> *const u8;
}

/// Answers for the import: the secret `long` has 500 bytes.
pub(crate) fn secret<'a>(_: &'a Call, key: &str) -> Option<&'a str> {
    let secret: Str<'a> = match key {
        "long" => lower(SECRET),
        _ => return None,
    };
    Some(secret.get())
}

/// Text of `N` bytes, made by the compiler: Miri takes its time for each.
const fn repeat<const N: usize>(part: &str) -> [u8; N] {
    let mut text = [0; N];
    let mut at = 0;
    while at < N {
        text[at] = part.as_bytes()[at % part.len()];
        at += 1;
    }
    text
}

const fn text(bytes: &[u8]) -> &str {
    match core::str::from_utf8(bytes) {
        Ok(text) => text,
        Err(_) => panic!("not text"),
    }
}

const SMALL: &str = text(const { &repeat::<300>("in ") });
/// More than the first region has.
const LARGE: &str = text(const { &repeat::<33_000>("put ") });
const SECRET: &str = text(const { &repeat::<500>("s") });

/// Puts text into the component's memory, the way that a host does which does
/// not know its length before: with a block that grows.
fn lower(text: &str) -> Str<'static> {
    let half = text.len() / 2;
    let block = unsafe { realloc(core::ptr::null_mut(), 0, 1, half) };
    unsafe { core::ptr::copy_nonoverlapping(text.as_ptr(), block, half) };
    let block = unsafe { realloc(block, half, 1, text.len()) };
    let rest = text.len() - half;
    unsafe { core::ptr::copy_nonoverlapping(text.as_ptr().add(half), block.add(half), rest) };
    unsafe { Str::lift(block, text.len()) }
}

#[repr(C)]
struct Parameters {
    ctx: ExecCtx<'static>,
    op: Str<'static>,
    input: Str<'static>,
}

fn parameters<T>(values: T) -> *const u8 {
    let block = unsafe { realloc(core::ptr::null_mut(), 0, align_of::<T>(), size_of::<T>()) };
    assert!(block.addr() % align_of::<T>() == 0);
    unsafe { block.cast::<T>().write(values) };
    block
}

fn context() -> ExecCtx<'static> {
    let mut ctx = ExecCtx::default();
    ctx.tenant.tenant_id = lower("acme \u{e4}");
    ctx.flow_id = lower("flow");
    ctx
}

fn invoke(op: &str, input: &str) -> InvokeResult<'static> {
    let ctx = context();
    let (op, input) = (lower(op), lower(input));
    let address = parameters(Parameters { ctx, op, input });
    let result = unsafe { core_invoke(address) };
    unsafe { result.cast::<InvokeResult<'static>>().read() }
}

fn expect(answer: InvokeResult<'_>, input: &str, secret: &str) {
    let InvokeResult::Ok(answer) = answer else {
        panic!("an error")
    };
    let rest = answer.get().strip_prefix(input).unwrap();
    let rest = rest
        .strip_prefix("\"a \\\"quoted\\\"\\nline\\u0001\"[1][2][3]")
        .unwrap();
    let rest = rest.strip_prefix(secret).unwrap();
    assert!(rest == "\u{e4}\n\"acme \u{e4}\"04");
}

pub(crate) fn run() {
    let manifest = unsafe { core_get_manifest().cast::<Str<'static>>().read() };
    assert!(manifest.get() == r#"{"name":"miri"}"#);

    // In the first region, out of it into pages, and in those again.
    expect(invoke("nothing", SMALL), SMALL, "none");
    expect(invoke("long", SMALL), SMALL, SECRET);
    expect(invoke("long", LARGE), LARGE, SECRET);
    expect(invoke("long", ""), "", SECRET);

    // A host that gives up half-way leaves its blocks behind.
    lower(LARGE);
    let InvokeResult::Err(error) = invoke("fail", "no reason") else {
        panic!("an answer")
    };
    assert!(error.code.get() == "failed" && error.message.get() == "no reason");
    assert!(error.retryable && error.backoff_ms == Opt::Some(7));

    let address = parameters(context());
    let result = unsafe {
        core_on_start(address)
            .cast::<Res<LifecycleStatus, Str<'static>>>()
            .read()
    };
    assert!(result.get().err().unwrap().get() == "not flow");
}
