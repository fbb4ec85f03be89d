//! The questions of an installer about a pack of a chat provider: is the pack in order
//! (`pack-validate`), and what has to be set up for a tenant (`provision`).

#![cfg_attr(target_family = "wasm", no_std)]
#![forbid(unsafe_code)]

#[cfg(test)]
mod tests;

use greentic_guest::abi::{List, Opt, Str};
use greentic_guest::pack_validate::v0_1::validator::{self, PackInputs};
use greentic_guest::provision::v0_1::provisioner::{
    self, ProvisionInputs, ProvisionMode, ProvisionPlan, WebhookAction, WebhookOp,
};
use greentic_guest::{Call, json};

greentic_guest::component! {
    export pack_validate::v0_1::validator { applies: applies, validate: validate },
    export provision::v0_1::provisioner { plan: plan, apply: apply },
}

/// Packs with components are what it knows something about.
fn applies(_: &Call, pack: PackInputs<'_>) -> bool {
    pack.file_index.iter().any(|file| is_component(file))
}

#[allow(
    clippy::case_sensitive_file_extension_comparisons,
    reason = "names in a pack are written this way"
)]
fn is_component(file: &str) -> bool {
    file.starts_with("components/") && file.ends_with(".wasm")
}

/// Finds a manifest that names no pack, and components without a description.
fn validate<'a>(call: &'a Call, pack: PackInputs<'a>) -> &'a [validator::Diagnostic<'a>] {
    let files = pack.file_index.get();
    let manifest = call.read_cbor(pack.manifest_cbor.get());
    let is_named = manifest.and_then(|manifest| manifest.at("pack_id").str());
    let unnamed = is_named.is_err().then_some(validator::Diagnostic {
        severity: Str::new("error"),
        code: Str::new("pack.id.missing"),
        message: Str::new("the manifest names no pack"),
        path: Opt::Some(Str::new("manifest.cbor")),
        hint: Opt::Some(Str::new("add the text `pack_id`")),
    });
    let is_described = |component: &str| {
        let of = |file: &Str<'a>| file.get().strip_suffix(".describe.cbor") == Some(component);
        files.iter().any(of)
    };
    let alone = files
        .iter()
        .filter(|file| is_component(file) && !is_described(file))
        .map(|file| validator::Diagnostic {
            severity: Str::new("warn"),
            code: Str::new("component.describe.missing"),
            message: Str::new("the component has no description beside it"),
            path: Opt::Some(*file),
            hint: Opt::Some(Str::new("add its `.describe.cbor`")),
        });
    gathered(call, unnamed.into_iter().chain(alone))
}

/// Returns the values as a list, whose length has to be known before it is made.
fn gathered<T: Copy + Default>(call: &Call, values: impl Iterator<Item = T> + Clone) -> &[T] {
    let count = values.clone().count();
    let mut values = values;
    call.list((0..count).map(|_| values.next().unwrap_or_default()))
}

/// The events for which a webhook is called.
const EVENTS: [Str<'static>; 2] = [Str::new("message"), Str::new("reaction")];

/// Plans the webhook that messages come in through, the token and the settings. A
/// pack that is removed takes its webhooks with it.
fn plan<'a>(call: &'a Call, inputs: &'a ProvisionInputs<'a>) -> ProvisionPlan<'a> {
    if inputs.mode == ProvisionMode::Remove {
        let existing = inputs.existing.as_ref();
        let before: &[WebhookOp<'a>] = existing.map_or(&[], |existing| existing.webhooks.get());
        let webhooks = call.list(before.iter().map(|webhook| WebhookOp {
            action: WebhookAction::Delete,
            ..*webhook
        }));
        return ProvisionPlan {
            webhooks: List::new(webhooks),
            ..ProvisionPlan::DEFAULT
        };
    }
    let answer = |key| inputs.answers.iter().find(|answer| answer.key == key);
    let Some(token) = answer("token").filter(|token| !token.value.is_empty()) else {
        return refused(
            call,
            "token.missing",
            "the token of the bot is missing",
            "answers/token",
        );
    };
    let Opt::Some(base) = inputs.provider.public_base_url else {
        return refused(
            call,
            "url.missing",
            "the installation has no address of its own",
            "provider/public-base-url",
        );
    };
    let url = call.concat(&[&base, "/chat/", &inputs.tenant.tenant_id]);
    let action = match inputs.mode {
        ProvisionMode::Install => WebhookAction::Create,
        _ => WebhookAction::Update,
    };
    let webhooks = call.list([WebhookOp {
        action,
        name: Str::new("messages"),
        url: Str::new(url),
        events: List::new(&EVENTS),
    }]);
    ProvisionPlan {
        config_patch: Opt::Some(Str::new(json!(call, {"webhook": url}))),
        secrets_patch: Opt::Some(Str::new(json!(call, {"TOKEN": token.value.get()}))),
        webhooks: List::new(webhooks),
        ..ProvisionPlan::DEFAULT
    }
}

/// Plans nothing, and says why.
fn refused<'a>(
    call: &'a Call,
    code: &'a str,
    message: &'a str,
    path: &'a str,
) -> ProvisionPlan<'a> {
    let found = call.list([diagnostic(code, message, Str::new(path))]);
    ProvisionPlan {
        diagnostics: List::new(found),
        ..ProvisionPlan::DEFAULT
    }
}

fn diagnostic<'a>(code: &'a str, message: &'a str, path: Str<'a>) -> provisioner::Diagnostic<'a> {
    provisioner::Diagnostic {
        severity: Str::new("error"),
        code: Str::new(code),
        message: Str::new(message),
        path: Opt::Some(path),
        hint: Opt::None,
    }
}

/// Says whether a plan can be carried out: a host that is to call back has to be reached
/// over TLS.
fn apply<'a>(
    call: &'a Call,
    _: &'a ProvisionInputs<'a>,
    plan: ProvisionPlan<'a>,
) -> &'a [provisioner::Diagnostic<'a>] {
    let insecure = plan.webhooks.get().iter().filter(|webhook| {
        webhook.action != WebhookAction::Delete && !webhook.url.starts_with("https://")
    });
    let found = insecure
        .map(|webhook| diagnostic("webhook.insecure", "a webhook needs https", webhook.name));
    gathered(call, found)
}
