//! A node that asks a weather service, remembers what it answers, and says in telemetry
//! what it did.

#![cfg_attr(target_family = "wasm", no_std)]
#![forbid(unsafe_code)]

#[cfg(test)]
mod tests;

use greentic_guest::component::v0_5::node::{ExecCtx, NodeError};
use greentic_guest::json::{Json, JsonError};
use greentic_guest::prelude::*;
use greentic_guest::{
    http::v1_1 as http, json, state::v1_0 as state, telemetry::v1_0 as telemetry,
};

greentic_guest::component_entrypoint!({
    manifest: r#"{"name":"weather","version":"1.0.0"}"#,
    config_schema: json::constant(include_str!("../config.schema.json")),
    ops: {
        "forecast" => |call, ctx, input| forecast(call, ctx, (&Http, &State, &Logger), input),
    },
    imports: {
        http::v1_1 as Http,
        state::v1_0 as State,
        telemetry::v1_0 as Logger,
    },
});

/// In what the temperatures of an answer are.
#[derive(Clone, Copy)]
enum Unit {
    Celsius,
    Fahrenheit,
}

impl Unit {
    const fn name(self) -> &'static str {
        match self {
            Self::Celsius => "celsius",
            Self::Fahrenheit => "fahrenheit",
        }
    }

    fn of(self, celsius: f64) -> f64 {
        match self {
            Self::Celsius => celsius,
            Self::Fahrenheit => celsius * 1.8 + 32.0,
        }
    }
}

/// Answers with the temperatures of a city over the next hours: those that are remembered,
/// or the service's.
fn forecast<'a>(
    call: &'a Call,
    ctx: &'a ExecCtx<'a>,
    (http, state, logger): (&impl http::Host, &impl state::Host, &impl telemetry::Host),
    input: &'a str,
) -> Result<&'a str, NodeError<'a>> {
    let input = call.input(input)?;
    let [city, unit] = input.payload().fields(["city", "unit"])?;
    let city = city.str()?;
    let unit = match unit.optional().map(|unit| unit.str()).transpose()? {
        None | Some("celsius") => Unit::Celsius,
        Some("fahrenheit") => Unit::Fahrenheit,
        Some(_) => return Err(("bad-unit", "`unit` is `celsius` or `fahrenheit`").into()),
    };
    let Some(config) = input.config() else {
        return Err(("no-config", "the settings `url` and `key` are missing").into());
    };
    let key = call.concat(&["weather/", city]);
    // A store that fails costs a request, not the answer.
    let known = state.text(call, key).ok().flatten();
    let (outcome, document) = match known {
        Some(document) => ("remembered", document),
        None => ("asked", ask(call, http, config, city)?),
    };
    let answer = summary(call, call.read_json(document)?, unit)?;
    if known.is_none() {
        // Only what could be read is remembered.
        let _ = state.put_text(call, key, document);
    }
    logger.event(
        call,
        ctx,
        "weather",
        &[("outcome", outcome), ("city", city)],
    );
    Ok(answer)
}

/// Returns what the service says of a city, as JSON.
fn ask<'a>(
    call: &'a Call,
    http: &impl http::Host,
    config: Json<'a>,
    city: &str,
) -> Result<&'a str, NodeError<'a>> {
    let [url, key] = config.pick(["url", "key"])?;
    let body = json!(call, {"place": {"city": city}, "hours": 24});
    let request = http.post(call, url.str()?).header("x-api-key", key.str()?);
    let reply = request.json(body).timeout(5000).send()?.ok()?;
    Ok(reply.text()?)
}

/// Returns the answer of the node: where it is, and the range and mean of the temperatures.
fn summary<'a>(call: &'a Call, document: Json<'a>, unit: Unit) -> Result<&'a str, JsonError<'a>> {
    let (mut low, mut high, mut sum, mut count) = (f64::INFINITY, f64::NEG_INFINITY, 0.0, 0.0);
    for degrees in document.at("hourly").at("temperatures").items()? {
        let degrees = unit.of(degrees.f64()?);
        (low, high) = (low.min(degrees), high.max(degrees));
        (sum, count) = (sum + degrees, count + 1.0);
    }
    let [city, country] = document.at("place").pick(["city", "country"])?;
    Ok(json!(call, {
        "place": {"city": city.str()?, "country": country.str()?},
        "temperature": {"unit": unit.name(), "low": low, "high": high, "mean": sum / count},
    }))
}
