//! Answers with all that it was given: text with `|` between. A fragment
//! without a route is an error, and so is a secret without a key; a key of one
//! byte has no secret, and any other is its own.

#![cfg_attr(target_family = "wasm", no_std)]
#![forbid(unsafe_code)]

use greentic_guest::Call;
use greentic_guest::abi::Str;
use greentic_guest::gui::v1_0 as gui;
use greentic_guest::oauth_broker::v1_0 as broker;
use greentic_guest::secrets_store::v1_0 as secrets;

greentic_guest::component! {
    export gui::v1_0 => Answers,
    export oauth_broker::v1_0 => Answers,
    export secrets_store::v1_0 => Answers,
}

struct Answers;

impl broker::Guest for Answers {
    fn get_consent_url<'a>(
        call: &'a Call,
        provider_id: &'a str,
        subject: &'a str,
        scopes: &'a [Str<'a>],
        redirect_path: &'a str,
        extra_json: &'a str,
    ) -> &'a str {
        let scopes = join(call, scopes);
        call.concat(&[
            "consent|",
            provider_id,
            "|",
            subject,
            "|",
            scopes,
            "|",
            redirect_path,
            "|",
            extra_json,
        ])
    }

    fn exchange_code<'a>(
        call: &'a Call,
        provider_id: &'a str,
        subject: &'a str,
        code: &'a str,
        redirect_path: &'a str,
    ) -> &'a str {
        call.concat(&[
            "code|",
            provider_id,
            "|",
            subject,
            "|",
            code,
            "|",
            redirect_path,
        ])
    }

    fn get_token<'a>(
        call: &'a Call,
        provider_id: &'a str,
        subject: &'a str,
        scopes: &'a [Str<'a>],
    ) -> &'a str {
        call.concat(&["token|", provider_id, "|", subject, "|", join(call, scopes)])
    }
}

/// Every item with a comma behind it.
fn join<'a>(call: &'a Call, items: &[Str<'a>]) -> &'a str {
    let mut text = call.text();
    for item in items {
        text.push(item);
        text.push(",");
    }
    text.finish()
}

impl gui::Guest for Answers {
    fn render_fragment<'a>(
        call: &'a Call,
        fragment_id: &'a str,
        ctx: gui::FragmentContext<'a>,
    ) -> Result<&'a str, &'a str> {
        let text = call.concat(&[
            fragment_id,
            "|",
            &ctx.tenant_ctx,
            "|",
            &ctx.user_ctx,
            "|",
            &ctx.route,
            "|",
            &ctx.session_id,
        ]);
        if ctx.route.is_empty() {
            Err(text)
        } else {
            Ok(text)
        }
    }
}

impl secrets::Guest for Answers {
    fn get<'a>(_: &'a Call, key: &'a str) -> Result<Option<&'a [u8]>, secrets::SecretsError> {
        match key.len() {
            0 => Err(secrets::SecretsError::InvalidKey),
            1 => Ok(None),
            _ => Ok(Some(key.as_bytes())),
        }
    }
}
