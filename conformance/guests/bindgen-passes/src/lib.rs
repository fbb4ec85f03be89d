//! Passes every call on to an import of the interface that it came through, and
//! what that answers back.

// A native linker refuses the names of the exports.
#![cfg(target_family = "wasm")]
#![no_std]

extern crate alloc;

#[path = "../heap.rs"]
mod heap;

use alloc::string::String;
use alloc::vec::Vec;

use exports::greentic::gui::fragment_api as gui;
use exports::greentic::oauth_broker::broker_v1 as broker;
use exports::greentic::secrets_store1_0_0::secrets_store as secrets;
use greentic::gui::fragment_api as gui_import;
use greentic::oauth_broker::broker_v1 as broker_import;
use greentic::secrets_store1_0_0::secrets_store as secrets_import;

wit_bindgen::generate!({
    path: "wit",
    inline: "
        package conformance:composition;
        world passes {
            import greentic:gui/fragment-api@1.0.0;
            import greentic:oauth-broker/broker-v1@1.0.0;
            import greentic:secrets-store/secrets-store@1.0.0;
            export greentic:gui/fragment-api@1.0.0;
            export greentic:oauth-broker/broker-v1@1.0.0;
            export greentic:secrets-store/secrets-store@1.0.0;
        }
    ",
    generate_all,
});

struct Passes;

export!(Passes);

impl broker::Guest for Passes {
    fn get_consent_url(
        provider_id: String,
        subject: String,
        scopes: Vec<String>,
        redirect_path: String,
        extra_json: String,
    ) -> String {
        broker_import::get_consent_url(&provider_id, &subject, &scopes, &redirect_path, &extra_json)
    }

    fn exchange_code(
        provider_id: String,
        subject: String,
        code: String,
        redirect_path: String,
    ) -> String {
        broker_import::exchange_code(&provider_id, &subject, &code, &redirect_path)
    }

    fn get_token(provider_id: String, subject: String, scopes: Vec<String>) -> String {
        broker_import::get_token(&provider_id, &subject, &scopes)
    }
}

impl gui::Guest for Passes {
    fn render_fragment(fragment_id: String, ctx: gui::FragmentContext) -> Result<String, String> {
        let ctx = gui_import::FragmentContext {
            tenant_ctx: ctx.tenant_ctx,
            user_ctx: ctx.user_ctx,
            route: ctx.route,
            session_id: ctx.session_id,
        };
        gui_import::render_fragment(&fragment_id, &ctx)
    }
}

impl secrets::Guest for Passes {
    fn get(key: String) -> Result<Option<Vec<u8>>, secrets::SecretsError> {
        secrets_import::get(&key).map_err(|error| match error {
            secrets_import::SecretsError::NotFound => secrets::SecretsError::NotFound,
            secrets_import::SecretsError::Denied => secrets::SecretsError::Denied,
            secrets_import::SecretsError::InvalidKey => secrets::SecretsError::InvalidKey,
            secrets_import::SecretsError::Internal => secrets::SecretsError::Internal,
        })
    }
}
