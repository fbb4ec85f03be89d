use greentic_guest::Call;
use greentic_guest::abi::{List, Opt, Str};
use greentic_guest::pack_validate::v0_1::validator::PackInputs;
use greentic_guest::provision::v0_1::provisioner::{
    Answer, ExistingState, ProviderContext, ProvisionInputs, ProvisionMode, TenantContext,
    WebhookAction,
};
use serde_json::{Value, json};

use super::{applies, apply, plan, validate};

const FILES: &[Str<'static>] = &[
    Str::new("manifest.cbor"),
    Str::new("components/a.wasm"),
    Str::new("components/a.wasm.describe.cbor"),
    Str::new("components/b.wasm"),
];

fn pack<'a>(manifest: &'a [u8], files: &'a [Str<'a>]) -> PackInputs<'a> {
    PackInputs {
        manifest_cbor: List::new(manifest),
        file_index: List::new(files),
        ..PackInputs::default()
    }
}

#[test]
fn what_is_wrong_with_a_pack_is_found() {
    let call = Call::new();
    let named = greentic_guest::cbor::constant!({"pack_id": "acme.chat"});
    assert!(applies(&call, pack(named, FILES)));
    assert!(!applies(&call, pack(named, &FILES[..1])));
    assert_eq!(validate(&call, pack(named, &FILES[..3])), []);
    let found = validate(&call, pack(named, FILES));
    assert_eq!(found.len(), 1);
    assert_eq!(found[0].path, Opt::Some("components/b.wasm".into()));
    for manifest in [b"".as_slice(), b"\xA0", b"\xFF"] {
        let found = validate(&call, pack(manifest, &FILES[..1]));
        assert_eq!(found[0].code, "pack.id.missing");
    }
}

const ANSWERS: [Answer<'static>; 1] = [Answer {
    key: Str::new("token"),
    value: Str::new("se\"same"),
}];

fn inputs(mode: ProvisionMode) -> ProvisionInputs<'static> {
    ProvisionInputs {
        tenant: TenantContext {
            tenant_id: Str::new("acme"),
            ..TenantContext::DEFAULT
        },
        provider: ProviderContext {
            public_base_url: Opt::Some(Str::new("https://chat.example.com")),
            ..ProviderContext::DEFAULT
        },
        mode,
        answers: List::new(&ANSWERS),
        existing: Opt::None,
    }
}

#[test]
fn an_installation_gets_a_webhook_and_a_token() {
    let call = Call::new();
    let inputs = inputs(ProvisionMode::Install);
    let plan = plan(&call, &inputs);
    let patch =
        |text: Opt<Str<'_>>| serde_json::from_str::<Value>(text.get().unwrap().get()).unwrap();
    assert_eq!(
        patch(plan.config_patch),
        json!({"webhook": "https://chat.example.com/chat/acme"})
    );
    assert_eq!(patch(plan.secrets_patch), json!({"TOKEN": "se\"same"}));
    assert_eq!(plan.webhooks[0].action, WebhookAction::Create);
    assert_eq!(apply(&call, &inputs, plan), []);
}

#[test]
fn what_was_installed_is_removed() {
    let call = Call::new();
    let installed = inputs(ProvisionMode::Install);
    let before = plan(&call, &installed);
    let mut inputs = inputs(ProvisionMode::Remove);
    inputs.existing = Opt::Some(ExistingState {
        webhooks: before.webhooks,
        ..ExistingState::DEFAULT
    });
    let plan = plan(&call, &inputs);
    assert_eq!(plan.webhooks[0].action, WebhookAction::Delete);
    assert_eq!(plan.webhooks[0].name, "messages");
    assert_eq!(plan.secrets_patch, Opt::None);
}

#[test]
fn what_is_missing_is_said() {
    let call = Call::new();
    let mut without = inputs(ProvisionMode::Update);
    without.answers = List::EMPTY;
    assert_eq!(plan(&call, &without).diagnostics[0].code, "token.missing");
    let mut without = inputs(ProvisionMode::Update);
    without.provider.public_base_url = Opt::None;
    assert_eq!(plan(&call, &without).diagnostics[0].code, "url.missing");
    let mut insecure = inputs(ProvisionMode::Update);
    insecure.provider.public_base_url = Opt::Some(Str::new("http://chat.example.com"));
    let plan = plan(&call, &insecure);
    assert_eq!(apply(&call, &insecure, plan)[0].code, "webhook.insecure");
}
