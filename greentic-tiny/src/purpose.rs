//! The purpose of a component, by its exports, and the command that goes with it.

/// An interface that tells the purpose of its component.
struct Purpose {
    /// Its name, without the version.
    interface: &'static str,
    /// The kind of such a component.
    what: &'static str,
    /// The command line, after `greentic-tiny`.
    command: &'static str,
}

/// The purposes. An interface that tells more comes first.
const PURPOSES: [Purpose; 16] = [
    of("wasix:mcp/router", "an MCP server", "mcp FILE"),
    of("greentic:worker/worker-api", "a worker", "worker FILE"),
    of("greentic:pack-export/exports", "a pack", "pack FILE list"),
    of(
        "greentic:pack-export/pack-queries",
        "a pack",
        "pack FILE list",
    ),
    of(
        "greentic:interfaces-pack/component-api",
        "a pack without flows",
        "pack FILE run",
    ),
    of(
        "greentic:pack-export-v1/pack-api",
        "a pack",
        "pack FILE list",
    ),
    of(
        "greentic:provider-schema-core/schema-core-api",
        "a provider",
        "provider FILE describe",
    ),
    of("greentic:component/node", "a node", "invoke FILE --op OP"),
    of(
        "greentic:component/component-runtime",
        "a component of 0.6",
        "invoke FILE --op OP",
    ),
    of(
        "greentic:component/runtime",
        "a component of 0.6.1",
        "invoke FILE --op OP",
    ),
    of(
        "greentic:component/component-qa",
        "a component with questions",
        "qa FILE",
    ),
    of(
        "greentic:component/qa",
        "a component with questions",
        "qa FILE",
    ),
    of(
        "greentic:component/component-i18n",
        "a component with texts",
        "i18n FILE",
    ),
    of(
        "greentic:component/component-descriptor",
        "a component that describes itself",
        "describe FILE",
    ),
    of(
        "greentic:component/descriptor",
        "a component that describes itself",
        "describe FILE",
    ),
    of(
        "greentic:component/describe-v1",
        "a component that describes itself",
        "describe FILE",
    ),
];

const fn of(interface: &'static str, what: &'static str, command: &'static str) -> Purpose {
    Purpose {
        interface,
        what,
        command,
    }
}

/// Returns a line with the kind of a component with these exports, and the command for it.
pub(crate) fn line(exports: &[String]) -> String {
    let found = PURPOSES.iter().find_map(|purpose| {
        let is = |export: &&String| export.split('@').next() == Some(purpose.interface);
        Some((purpose, exports.iter().find(is)?))
    });
    match found {
        Some((Purpose { what, command, .. }, interface)) => {
            format!("it is {what} (`{interface}`): `greentic-tiny {command}` is for those")
        }
        None => "`greentic-tiny inspect FILE` shows what it has, and `greentic-tiny call FILE` \
                 calls any of it"
            .to_owned(),
    }
}

#[cfg(test)]
mod tests {
    use clap::CommandFactory;
    use greentic_host_shim::bindings;

    use super::*;

    #[test]
    fn every_interface_and_every_command_is_there() {
        let program = crate::cli::Cli::command();
        for purpose in &PURPOSES {
            let mut known = bindings::EXPORTS.iter();
            let is = |name: &str| name.split('@').next() == Some(purpose.interface);
            assert!(known.any(|export| is(export.name)), "{}", purpose.interface);
            let command = purpose.command.split(' ').next().unwrap();
            assert!(program.find_subcommand(command).is_some(), "{command}");
        }
    }

    #[test]
    fn the_interface_that_says_most_counts() {
        let exports = [
            "greentic:component/describe-v1@1.0.0",
            "wasix:mcp/router@25.6.18",
        ];
        assert_eq!(
            line(&exports.map(str::to_owned)),
            "it is an MCP server (`wasix:mcp/router@25.6.18`): `greentic-tiny mcp FILE` is for \
             those"
        );
        assert!(line(&[]).starts_with("`greentic-tiny inspect FILE`"));
    }
}
