//! The command line: all commands and their options.

use std::path::PathBuf;

use clap::{Args, Parser, Subcommand};

use greentic_command::{exit, style};

use crate::commands::bench::BenchArgs;
use crate::commands::build::BuildArgs;
use crate::commands::call::CallArgs;
use crate::commands::check::CheckArgs;
use crate::commands::config_schema::ConfigSchemaArgs;
use crate::commands::describe::DescribeArgs;
use crate::commands::descriptor::DescriptorArgs;
use crate::commands::i18n::I18nArgs;
use crate::commands::manifest::ManifestArgs;
use crate::commands::manual::{CompletionsArgs, ManArgs};
use crate::commands::new::NewArgs;
use crate::commands::pack::PackArgs;
use crate::commands::precompile::PrecompileArgs;
use crate::commands::provider::ProviderArgs;
use crate::commands::qa::QaArgs;
use crate::commands::worker::WorkerArgs;
use crate::options::calling::CallingArgs;
use crate::options::context::ContextArgs;
use crate::options::engine::LoadArgs;
use crate::options::host::HostArgs;

const EXAMPLES: &str = "\
Examples:
  greentic-tiny new greeter
  greentic-tiny build -o node.wasm
  greentic-tiny inspect node.wasm
  greentic-tiny invoke node.wasm --op greet --input World --secret GREETING=Hello
  greentic-tiny check node.wasm greentic:component/component@0.5.0
  greentic-tiny shrink app.wasm -o app.small.wasm --stats";

fn after_help() -> String {
    format!("{}\n{EXAMPLES}", exit::TABLE)
}

/// Builds the smallest components, looks into them, runs them, shrinks them
#[derive(Parser)]
#[command(name = "greentic-tiny", version, after_help = after_help())]
pub(crate) struct Cli {
    #[command(subcommand)]
    pub(crate) command: Command,

    #[command(flatten)]
    pub(crate) color: style::ColorArgs,
}

#[derive(Subcommand)]
pub(crate) enum Command {
    /// Show what a component exports, imports and consists of
    #[command(after_help = "\
Examples:
  greentic-tiny inspect node.wasm
  greentic-tiny inspect node.wasm --json | jq .imports")]
    Inspect(InspectArgs),

    /// Print a component's description, or the manifest of a node
    #[command(after_help = "\
Examples:
  greentic-tiny describe describe.wasm
  greentic-tiny describe node.wasm --json | jq .document.name
  greentic-tiny describe node.wasm --from node@0.6.0")]
    Describe(DescribeArgs),

    /// Print the questions that set a component up, or the settings that follow from
    /// answers
    #[command(
        long_about = "Print the questions that set a component up, or the settings that follow \
            from answers\n\n\
            For components that export component-qa of 0.6.0 or qa of 0.6.1; nodes without \
            these are called with the operations qa-spec and apply-answers. CBOR is printed as \
            JSON.",
        after_help = "\
Examples:
  greentic-tiny qa node.wasm --mode setup
  greentic-tiny qa node.wasm --mode setup --answers '{\"region\":\"eu\"}' > settings.json
  greentic-tiny qa node.wasm --mode update --config settings.json --answers answers.json"
    )]
    Qa(QaArgs),

    /// Print the keys of a component's texts, or the texts of one language
    #[command(
        long_about = "Print the keys of a component's texts, or the texts of one language\n\n\
            For components that export component-i18n of 0.6.0, or of 0.6.1, which has the \
            texts as well; nodes without these are called with the operation i18n-keys.",
        after_help = "\
Examples:
  greentic-tiny i18n node.wasm
  greentic-tiny i18n state.wasm --bundle --locale de --json | jq .texts"
    )]
    I18n(I18nArgs),

    /// Ask a provider what it is, whether it works, or let it work
    #[command(
        long_about = "Ask a provider what it is, whether it works, or let it work\n\n\
            For components that export provider-schema-core/schema-core-api@1.0.0. The exit \
            code is 1 if the answer is JSON that says `\"ok\": false`.",
        after_help = "\
Examples:
  greentic-tiny provider smtp.wasm describe
  greentic-tiny provider smtp.wasm validate-config '{\"host\":\"mail.example.com\"}'
  greentic-tiny provider smtp.wasm healthcheck
  greentic-tiny provider smtp.wasm invoke send '{\"to\":\"ada@example.com\"}' --json"
    )]
    Provider(ProviderArgs),

    /// Run one operation of a node and print its output
    #[command(
        visible_alias = "run",
        long_about = "Run one operation of a node and print its output\n\n\
            Only the operation is called; --lifecycle adds on-start and on-stop. The output \
            goes to standard output with a line feed after it. An error that the node answers \
            goes to standard error, and the exit code is 1.\n\n\
            A component is called by the first of these that it exports: node@0.6.0, node@0.5.0 \
            in any of its shapes, node@0.4.0, component-runtime@0.6.0 (which knows of no \
            operations), runtime@0.6.1. Those of 0.6 take and give JSON as CBOR. With --as the \
            component gets what a runner of the platform would send it, and the output is what \
            the runner makes of it.\n\n\
            Of a component that was built with the profile dev (cargo build --target \
            wasm32-wasip2), a trap says what it panicked of and on which line, and each line of \
            the backtrace has its own.",
        after_help = "\
Examples:
  greentic-tiny invoke node.wasm --op greet --input World --secret GREETING=Hello
  greentic-tiny invoke node.wasm --op greet --input '{\"a\":1}' --as runner-1.2 --node greet
  greentic-tiny invoke node.wasm --op greet --input '{\"a\":1}' --config settings.json
  greentic-tiny invoke node.wasm --op greet --cbor --input-file input.cbor > output.cbor
  echo '{\"a\":1}' | greentic-tiny invoke node.wasm --op run --input-file - --tenant acme"
    )]
    Invoke(OperationArgs),

    /// Run one operation of a node and print the events of its answer
    #[command(
        long_about = "Run one operation of a node and print the events of its answer\n\n\
            One line an event, with its name. The exit code is 1 if one of them is an error. \
            Only the operation is called; --lifecycle adds on-start and on-stop. Interfaces of \
            0.6 have no events: the answer is shown as one.",
        after_help = "\
Examples:
  greentic-tiny stream node.wasm --op greet --input World
  greentic-tiny stream node.wasm --op greet --input World --json | jq '.events[].type'"
    )]
    Stream(OperationArgs),

    /// Call any function of any component
    #[command(
        long_about = "Call any function of any component\n\n\
            Arguments and result are in WAVE, the notation of WIT for values. Without a \
            function those that there are are listed. If the result is an `err` the exit code \
            is 1.\n\n\
            An argument that is a list of bytes may also be `text:` and a text, `json:` and \
            JSON, which is checked and goes as its text, `cbor:` and JSON, which goes as CBOR, \
            `hex:` and hexadecimal digits, or `base64:` and base64. Bytes in a result are \
            printed as --bytes says; where they stand within another value, that is printed as \
            JSON.",
        after_help = "\
Examples:
  greentic-tiny call component.wasm
  greentic-tiny call component.wasm describe-json
  greentic-tiny call adder.wasm acme:math/sums#add 1 2
  greentic-tiny call state.wasm runtime#invoke '\"get\"' 'cbor:{\"key\":\"a\"}' --bytes cbor
  greentic-tiny call shop.wasm order '{id: 7, items: [\"tea\"], note: none}' --json"
    )]
    Call(CallArgs),

    /// Let a worker do a piece of work and print its messages
    #[command(
        long_about = "Let a worker do a piece of work and print its messages\n\n\
            One line a message: its kind and its payload. An error that the worker answers goes \
            to standard error, and the exit code is 1.",
        after_help = "\
Examples:
  greentic-tiny worker worker.wasm --worker-id greeter --payload '{\"name\":\"World\"}'
  greentic-tiny worker worker.wasm --worker-id greeter --payload-file - --tenant acme --json"
    )]
    Worker(WorkerArgs),

    /// Build, look into and check packs; list and run the flows of a pack that is a
    /// component
    #[command(
        long_about = "Build, look into and check packs; list and run the flows of a pack \
            that is a component\n\n\
            `build`, `inspect` and `verify` are for .gtpack files, which have components in \
            them. `list`, `schema` and `run` come after a component that exports the flows of \
            a pack.",
        after_help = "\
Examples:
  greentic-tiny pack build pack.json -o demo.gtpack
  greentic-tiny pack inspect demo.gtpack
  greentic-tiny pack verify demo.gtpack --json | jq .problems
  greentic-tiny pack pack.wasm list
  greentic-tiny pack pack.wasm schema checkout
  greentic-tiny pack pack.wasm run checkout --input '{\"cart\":7}' --tenant acme"
    )]
    Pack(PackArgs),

    /// Begin, check and renew a component's manifest, and put it into the component
    #[command(
        long_about = "Begin, check and renew a component's manifest, and put it into the \
            component\n\n\
            A component.manifest.json is what the platform wants to know of a component before \
            it takes it. It names the component and has its hash.",
        after_help = "\
Examples:
  greentic-tiny manifest new node.wasm --id demo.node --operation greet
  greentic-tiny manifest check component.manifest.json
  greentic-tiny manifest embed component.manifest.json --in-place
  greentic-tiny manifest renew component.manifest.json
  greentic-tiny manifest show node.wasm | jq .operations"
    )]
    Manifest(ManifestArgs),

    /// Make a component of a description, without any code
    #[command(
        long_about = "Make a component of a description, without any code\n\n\
            The description is JSON with the fields of the platform's ComponentDescribe. What \
            comes out exports greentic:component/component-descriptor@0.6.0 and answers with \
            canonical CBOR, or with --cbor is that CBOR, for a file beside a component. \
            Hashes of schemas that are left out are filled in.",
        after_help = "\
Examples:
  greentic-tiny descriptor description.json -o describe.wasm
  greentic-tiny descriptor description.json --cbor -o node.wasm.describe.cbor
  greentic-tiny descriptor description.json --json | jq .operations"
    )]
    Descriptor(DescriptorArgs),

    /// Say whether a component fits a world or an interface, and if not, why
    #[command(
        long_about = "Say whether a component fits a world or an interface, and if not, why\n\n\
            It fits a world if it exports all that the world exports and imports nothing that \
            the world does not import, with the same types; --with adds to what may be \
            imported. It fits an interface if it exports that. With --runner it is a runner of \
            the platform that has to link it and call it. The exit code is 1 if it does not \
            fit. Nothing of the component is run.",
        after_help = "\
Examples:
  greentic-tiny check node.wasm greentic:component/component@0.5.0
  greentic-tiny check node.wasm greentic:component/node --json
  greentic-tiny check node.wasm greentic:component/component@0.5.0 --with greentic:http/client@1.1.0
  greentic-tiny check node.wasm --runner 1.2
  greentic-tiny check adder.wasm acme:math/adder --wit wit/"
    )]
    Check(CheckArgs),

    /// Print the JSON Schema of the settings that WIT describes
    #[command(
        long_about = "Print the JSON Schema of the settings that WIT describes\n\n\
            The settings are a record: the one whose documentation has a line @config, or else \
            the one that is called `config`. Documentation becomes descriptions, and the lines \
            @default(x) and @flow:hidden of a field are kept. Bindings of the same WIT have the \
            schema as the constant `SCHEMA` of the record.",
        after_help = "\
Examples:
  greentic-tiny config-schema wit
  greentic-tiny config-schema wit/settings.wit --record limits -o config.schema.json
  greentic-tiny config-schema wit --json | jq .schema.required"
    )]
    ConfigSchema(ConfigSchemaArgs),

    /// Measure how long loading, instantiating and calling take
    #[command(
        long_about = "Measure how long loading, instantiating and calling take\n\n\
            The call is describe-json or get-manifest where the component has them, unless \
            --op or --call says otherwise.",
        after_help = "\
Examples:
  greentic-tiny bench node.wasm
  greentic-tiny bench node.wasm --op greet --input World --runs 1000
  greentic-tiny bench adder.wasm --call add --arg 1 --arg 2 --json | jq .pooled"
    )]
    Bench(BenchArgs),

    /// Compile a component and sign the code, to be loaded with --key
    #[command(after_help = "\
Examples:
  greentic-tiny precompile node.wasm -o node.code --key shim.key
  greentic-tiny invoke node.code --key shim.key --op greet --input World")]
    Precompile(PrecompileArgs),

    /// Serve a router component as an MCP server
    #[command(
        long_about = "Serve a router component as an MCP server\n\n\
            For components that export wasix:mcp/router, of version 25.6.18, 25.3.26 or \
            24.11.5. The server speaks all revisions of the Model Context Protocol up to \
            2026-07-28, on standard input and output, or with --http over HTTP: at /mcp of \
            the address, with /health beside it. Each call goes to an instance of its own. \
            One that traps or runs into a limit is answered with an internal error. A call \
            ends when its client cancels it or goes away.",
        after_help = "\
Examples:
  greentic-tiny mcp tools.wasm
  greentic-tiny mcp tools.wasm --deadline 30 --secrets-from-env TOOLS_
  greentic-tiny mcp tools.wasm --http 127.0.0.1:8080
  greentic-tiny mcp tools.wasm --http 127.0.0.1:0 --json > server.json
  greentic-tiny mcp tools.wasm --http 0.0.0.0:443 --tls-cert cert.pem --tls-key key.pem \\
    --http-host tools.example.com"
    )]
    Mcp(crate::commands::mcp::McpArgs),

    /// Begin a crate that becomes a component
    #[command(
        long_about = "Begin a crate that becomes a component\n\n\
            Writes a folder with all that it takes: Cargo.toml with the profiles that make \
            components small, the flags of the linker, a handler with native tests, the answers \
            that the component must give and a place for its budget. It builds, tests and runs \
            as it stands.",
        after_help = "\
Examples:
  greentic-tiny new greeter
  greentic-tiny new greeter --world node --http --secrets
  greentic-tiny new words --world mcp
  greentic-tiny new page --world greentic:gui/gui-fragment@1.0.0
  greentic-tiny new greeter --path ../greentic-tiny
  greentic-tiny new --list"
    )]
    New(NewArgs),

    /// Build a crate to its smallest component
    #[command(
        long_about = "Build a crate to its smallest component\n\n\
            Builds the package of the current folder, or the one that is named, for \
            wasm32-wasip2 with the profile and the link flags that make components small, \
            whatever its own Cargo.toml says, and shrinks what comes of it. A missing target \
            is installed with rustup.",
        after_help = "\
Examples:
  greentic-tiny build
  greentic-tiny build --manifest-path app/Cargo.toml -o app.wasm
  greentic-tiny build -p node-minimal --features a,b --json | jq .bytes"
    )]
    Build(BuildArgs),

    /// Make a component smaller: the same world, the same results, fewer bytes
    #[command(after_long_help = greentic_shrink::cli::after_help())]
    Shrink(greentic_shrink::cli::Arguments),

    /// Build, run and measure the examples of a workspace, and hold their budgets
    #[command(after_long_help = greentic_size_report::cli::after_help())]
    Report(greentic_size_report::cli::Arguments),

    /// Say how large components and core modules are, why, and since when
    Size(greentic_size_report::cli::SizeArgs),

    /// Generate bindings for greentic-guest from WIT
    #[command(after_help = "\
Examples:
  greentic-tiny bindgen generate wit --output src/bindings.rs
  greentic-tiny bindgen stub wit my:package/my-world@1.0.0 > src/lib.rs
  greentic-tiny bindgen contract wit")]
    Bindgen(greentic_guest_bindgen::cli::Arguments),

    /// Print the completions of a shell
    #[command(after_help = "\
Examples:
  greentic-tiny completions bash > ~/.local/share/bash-completion/completions/greentic-tiny
  greentic-tiny completions zsh > ~/.zfunc/_greentic-tiny")]
    Completions(CompletionsArgs),

    /// Write the manual, a page for each command
    #[command(after_help = "\
Examples:
  greentic-tiny man -o ~/.local/share/man/man1
  man greentic-tiny-shrink")]
    Man(ManArgs),
}

impl Command {
    /// Returns whether a program reads the output.
    pub(crate) fn json(&self) -> bool {
        match self {
            Self::Inspect(args) => args.json,
            Self::Describe(args) => args.json,
            Self::Descriptor(args) => args.json,
            Self::Manifest(args) => args.json,
            Self::Qa(args) => args.json,
            Self::I18n(args) => args.json,
            Self::Provider(args) => args.json,
            Self::Invoke(args) | Self::Stream(args) => args.json,
            Self::Call(args) => args.json,
            Self::Worker(args) => args.json,
            Self::Pack(args) => args.json,
            Self::Check(args) => args.json,
            Self::ConfigSchema(args) => args.json,
            Self::Bench(args) => args.json,
            Self::Precompile(args) => args.json,
            Self::New(args) => args.json,
            Self::Build(args) => args.json,
            Self::Mcp(args) => args.json,
            // These report their own failures.
            Self::Shrink(_)
            | Self::Report(_)
            | Self::Size(_)
            | Self::Bindgen(_)
            | Self::Completions(_)
            | Self::Man(_) => false,
        }
    }
}

#[derive(Args)]
pub(crate) struct InspectArgs {
    /// The component
    pub(crate) file: PathBuf,

    /// Print one JSON document instead of text
    #[arg(long)]
    pub(crate) json: bool,

    /// Show the functions with all their types
    #[arg(long)]
    pub(crate) functions: bool,

    #[command(flatten)]
    pub(crate) load: LoadArgs,
}

#[derive(Args)]
pub(crate) struct OperationArgs {
    /// The component
    pub(crate) file: PathBuf,

    /// The operation
    #[arg(long)]
    pub(crate) op: String,

    #[command(flatten)]
    pub(crate) input: InputArgs,

    /// Call on-start before the operation and on-stop after it
    #[arg(long)]
    pub(crate) lifecycle: bool,

    /// Print one JSON document instead of text
    #[arg(long)]
    pub(crate) json: bool,

    #[command(flatten)]
    pub(crate) calling: CallingArgs,

    #[command(flatten)]
    pub(crate) host: HostArgs,

    #[command(flatten)]
    pub(crate) context: ContextArgs,

    /// Leave out of the context what an older node, or the runner, has no place
    /// for, with a warning; it is an error otherwise
    #[arg(long, help_heading = "Context")]
    pub(crate) drop_unrepresentable: bool,

    #[command(flatten)]
    pub(crate) load: LoadArgs,
}

/// The input of an operation; empty if none is given.
#[derive(Args)]
#[group(multiple = false)]
pub(crate) struct InputArgs {
    /// The input itself, JSON or plain text; empty if left out
    #[arg(long, value_name = "TEXT", allow_hyphen_values = true)]
    pub(crate) input: Option<String>,

    /// A file with the input, taken as it is; - reads standard input
    #[arg(long, value_name = "PATH")]
    pub(crate) input_file: Option<PathBuf>,
}
