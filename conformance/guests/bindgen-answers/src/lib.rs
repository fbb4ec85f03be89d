//! Answers what `conformance-answers` does.

// A native linker refuses the names of the exports.
#![cfg(target_family = "wasm")]
#![no_std]

extern crate alloc;

mod heap;

use alloc::string::String;
use alloc::vec::Vec;

use exports::greentic::gui::fragment_api as gui;
use exports::greentic::oauth_broker::broker_v1 as broker;
use exports::greentic::secrets_store1_0_0::secrets_store as secrets;

wit_bindgen::generate!({
    path: "wit",
    inline: "
        package conformance:composition;
        world answers {
            export greentic:gui/fragment-api@1.0.0;
            export greentic:oauth-broker/broker-v1@1.0.0;
            export greentic:secrets-store/secrets-store@1.0.0;
        }
    ",
    generate_all,
});

struct Answers;

export!(Answers);

impl broker::Guest for Answers {
    fn get_consent_url(
        provider_id: String,
        subject: String,
        scopes: Vec<String>,
        redirect_path: String,
        extra_json: String,
    ) -> String {
        let scopes = join(&scopes);
        [
            "consent",
            &provider_id,
            &subject,
            &scopes,
            &redirect_path,
            &extra_json,
        ]
        .join("|")
    }

    fn exchange_code(
        provider_id: String,
        subject: String,
        code: String,
        redirect_path: String,
    ) -> String {
        ["code", &provider_id, &subject, &code, &redirect_path].join("|")
    }

    fn get_token(provider_id: String, subject: String, scopes: Vec<String>) -> String {
        ["token", &provider_id, &subject, &join(&scopes)].join("|")
    }
}

/// Every item with a comma behind it.
fn join(items: &[String]) -> String {
    items.iter().flat_map(|item| [item, ","]).collect()
}

impl gui::Guest for Answers {
    fn render_fragment(fragment_id: String, ctx: gui::FragmentContext) -> Result<String, String> {
        let text = [
            &*fragment_id,
            &ctx.tenant_ctx,
            &ctx.user_ctx,
            &ctx.route,
            &ctx.session_id,
        ];
        let text = text.join("|");
        if ctx.route.is_empty() {
            Err(text)
        } else {
            Ok(text)
        }
    }
}

impl secrets::Guest for Answers {
    fn get(key: String) -> Result<Option<Vec<u8>>, secrets::SecretsError> {
        match key.len() {
            0 => Err(secrets::SecretsError::InvalidKey),
            1 => Ok(None),
            _ => Ok(Some(key.into_bytes())),
        }
    }
}
