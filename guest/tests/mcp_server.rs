//! The expansion of `mcp_server!` with its keys for each version of the router, tested natively.

/// Makes the tests of one version: how its arguments look, and its title, where it has one.
macro_rules! version {
    ($version:ident, $arguments:expr, [$($title:tt)*]) => {
        mod $version {
            use greentic_guest::Call;
            use greentic_guest::mcp::$version::{Guest, PromptError, ResourceError, ToolError};

            fn shout<'a>(call: &'a Call, arguments: &'a str) -> Result<&'a str, ToolError<'a>> {
                match arguments {
                    "null" => Err(ToolError::InvalidParameters("no text".into())),
                    _ => Ok(call.concat(&[arguments, "!"])),
                }
            }

            fn broken<'a>(_: &'a Call, _: &'a str) -> Result<&'a str, (&'a str, &'a str)> {
                Err(("broken", "it is broken"))
            }

            fn made(call: &Call) -> Result<&str, ResourceError<'_>> {
                Ok(call.concat(&["ma", "de"]))
            }

            fn locked(_: &Call) -> Result<&str, ResourceError<'_>> {
                Err(ResourceError::NotFound("locked".into()))
            }

            fn greeting(call: &Call) -> Result<&str, PromptError<'_>> {
                Ok(call.concat(&["Hel", "lo"]))
            }

            mod all_keys {
                greentic_guest::mcp_server! {
                    struct Server,
                    world: mcp::$version,
                    prompts: {
                        "greet" => super::greeting { description: "Greets" },
                        "bye" => "Goodbye" {},
                    },
                    resources: {
                        "mem://motto" => "Small is beautiful" { name: "motto", mime_type: "text/plain" },
                        "mem://made" => super::made {},
                        "mem://locked" => super::locked {},
                    },
                    tools: {
                        "shout" => super::shout { description: "Shouts", input_schema: r#"{"type":"string"}"# },
                        "broken" => super::broken {},
                    },
                    instructions: "Shout.",
                    name: "words",
                    $($title)*
                }
            }

            mod least {
                greentic_guest::mcp_server! { as Server, world: mcp::$version, name: "least" }
            }

            use all_keys::Server;

            fn shown(value: &impl core::fmt::Debug) -> String {
                format!("{value:?}")
            }

            #[test]
            fn lists_hold_what_the_keys_say() {
                let call = Call::new();
                assert_eq!(Server::NAME.expect("a constant").get(), "words");
                assert_eq!(Server::INSTRUCTIONS.expect("a constant").get(), "Shout.");
                let tools = Server::LIST_TOOLS.expect("a constant");
                assert_eq!(tools.iter().map(|tool| tool.name.get()).collect::<Vec<_>>(), ["shout", "broken"]);
                assert!(shown(&tools[0].input_schema).contains(r#"{\"type\":\"string\"}"#));
                let resources = Server::LIST_RESOURCES.expect("a constant");
                assert_eq!(
                    resources.iter().map(|it| (it.uri.get(), it.name.get())).collect::<Vec<_>>()[0],
                    ("mem://motto", "motto")
                );
                assert_eq!(resources.len(), 3);
                assert_eq!(Server::LIST_PROMPTS.expect("a constant").len(), 2);
                let _ = &call;
            }

            #[test]
            fn a_tool_answers_fails_or_is_not_there() {
                let call = Call::new();
                let arguments: fn(&'static str) -> _ = $arguments;
                let answer = Server::call_tool(&call, "shout", arguments("\"a\""));
                assert!(shown(&answer.expect("it answers")).contains(r#"\"a\"!"#));
                let failure = |tool, text| Server::call_tool(&call, tool, arguments(text)).expect_err("it fails");
                assert!(matches!(failure("shout", "null"), ToolError::InvalidParameters(why) if why == "no text"));
                assert!(matches!(failure("broken", "1"), ToolError::ExecutionError(why) if why == "it is broken"));
                for unknown in ["", "shou", "shout "] {
                    let due = format!("there is no tool `{unknown}`");
                    assert!(matches!(failure(unknown, "1"), ToolError::NotFound(why) if why == due.as_str()));
                }
            }

            #[test]
            fn a_resource_answers_fails_or_is_not_there() {
                let call = Call::new();
                let motto = Server::read_resource(&call, "mem://motto").expect("a text");
                let motto = shown(&motto);
                assert!(motto.contains("Small is beautiful") && motto.contains("text/plain"), "{motto}");
                assert!(shown(&Server::read_resource(&call, "mem://made")).contains("made"));
                let failure = |uri| shown(&Server::read_resource(&call, uri).expect_err("it fails"));
                assert!(failure("mem://locked").contains("locked"));
                assert!(failure("mem://mott").contains("there is no resource `mem://mott`"));
            }

            #[test]
            fn a_prompt_answers_or_is_not_there() {
                let call = Call::new();
                assert!(shown(&Server::get_prompt(&call, "greet").expect("a prompt")).contains("Hello"));
                assert!(shown(&Server::get_prompt(&call, "bye").expect("a prompt")).contains("Goodbye"));
                let failure = shown(&Server::get_prompt(&call, "by").expect_err("it fails"));
                assert!(failure.contains("there is no prompt `by`"), "{failure}");
            }

            #[test]
            fn what_is_left_out_is_empty_and_says_so() {
                use least::Server;
                let call = Call::new();
                let arguments: fn(&'static str) -> _ = $arguments;
                assert_eq!(Server::NAME.expect("a constant").get(), "least");
                assert_eq!(Server::LIST_TOOLS.expect("a constant").len(), 0);
                assert_eq!(Server::LIST_RESOURCES.expect("a constant").len(), 0);
                assert_eq!(Server::LIST_PROMPTS.expect("a constant").len(), 0);
                assert!(Server::call_tool(&call, "shout", arguments("1")).is_err());
                let resource = shown(&Server::read_resource(&call, "x").expect_err("there is none"));
                assert!(resource.contains("there are no resources"), "{resource}");
                let prompt = shown(&Server::get_prompt(&call, "x").expect_err("there is none"));
                assert!(prompt.contains("there are no prompts"), "{prompt}");
            }
        }
    };
}

version!(v25_6_18, |text| text, [title: "Words",]);
version!(
    v25_3_26,
    |text| greentic_guest::mcp::v25_3_26::Value { json: text.into() },
    []
);
version!(
    v24_11_5,
    |text| greentic_guest::mcp::v24_11_5::Value { json: text.into() },
    []
);

#[test]
fn the_newest_router_is_the_usual_one_and_has_a_title() {
    use greentic_guest::mcp::v25_6_18::Guest;

    mod server {
        greentic_guest::mcp_server! { struct Server, name: "usual", title: "The usual" }
    }
    let call = greentic_guest::Call::new();
    let description = server::Server::describe_server(&call);
    assert_eq!(description.name, "usual");
    assert!(description.meta.is_none());
    assert_eq!(
        server::Server::TITLE
            .expect("a constant")
            .get()
            .map(greentic_guest::abi::Str::get),
        Some("The usual")
    );
}

#[test]
fn a_version_is_the_entry_that_hosts_read() {
    use greentic_guest::mcp::v25_6_18::Guest;

    mod server {
        greentic_guest::mcp_server! {
            struct Server, name: "usual", version: env!("CARGO_PKG_VERSION")
        }
    }
    let call = greentic_guest::Call::new();
    let description = server::Server::describe_server(&call);
    let meta = description.meta.as_ref().expect("an entry");
    let [entry] = &meta[..] else {
        panic!("{meta:?}");
    };
    assert_eq!(
        (entry.key.get(), entry.value.get()),
        ("version", env!("CARGO_PKG_VERSION"))
    );
}
