//! Passes every call on to an import of the interface that it came through, and
//! what that answers back.

#![cfg_attr(target_family = "wasm", no_std)]
#![forbid(unsafe_code)]

use greentic_guest::Call;
use greentic_guest::abi::Str;
use greentic_guest::gui::v1_0 as gui;
use greentic_guest::oauth_broker::v1_0 as broker;
use greentic_guest::secrets_store::v1_0 as secrets;

greentic_guest::component! {
    export gui::v1_0 => Passes,
    export oauth_broker::v1_0 => Passes,
    export secrets_store::v1_0 => Passes,
    import gui::v1_0 as Gui,
    import oauth_broker::v1_0 as Broker,
    import secrets_store::v1_0 as Secrets,
}

struct Passes;

impl broker::Guest for Passes {
    fn get_consent_url<'a>(
        call: &'a Call,
        provider_id: &'a str,
        subject: &'a str,
        scopes: &'a [Str<'a>],
        redirect_path: &'a str,
        extra_json: &'a str,
    ) -> &'a str {
        use broker::Host as _;
        Broker.get_consent_url(
            call,
            provider_id,
            subject,
            scopes,
            redirect_path,
            extra_json,
        )
    }

    fn exchange_code<'a>(
        call: &'a Call,
        provider_id: &'a str,
        subject: &'a str,
        code: &'a str,
        redirect_path: &'a str,
    ) -> &'a str {
        use broker::Host as _;
        Broker.exchange_code(call, provider_id, subject, code, redirect_path)
    }

    fn get_token<'a>(
        call: &'a Call,
        provider_id: &'a str,
        subject: &'a str,
        scopes: &'a [Str<'a>],
    ) -> &'a str {
        use broker::Host as _;
        Broker.get_token(call, provider_id, subject, scopes)
    }
}

impl gui::Guest for Passes {
    fn render_fragment<'a>(
        call: &'a Call,
        fragment_id: &'a str,
        ctx: gui::FragmentContext<'a>,
    ) -> Result<&'a str, &'a str> {
        use gui::Host as _;
        Gui.render_fragment(call, fragment_id, ctx)
    }
}

impl secrets::Guest for Passes {
    fn get<'a>(call: &'a Call, key: &'a str) -> Result<Option<&'a [u8]>, secrets::SecretsError> {
        use secrets::Host as _;
        Secrets.get(call, key)
    }
}
