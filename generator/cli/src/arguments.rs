//! The command line.

pub(crate) mod graph;

use std::path::PathBuf;

use anstream::ColorChoice;
use clap::{Args, Parser, Subcommand, ValueEnum};
use clap_complete::Shell;
use clientwright::Stage;

use crate::fetch::{self, Fetch};
use crate::flags::{Input, OutputFlags, PresetFlag};
use crate::init::{self, Init};
use crate::messages::Messages;
use graph::Graph;

/// The meaning of each exit code, as part of the help.
const EXIT_CODES: &str = "\
Exit codes:
  0  done
  1  problems in the input, or output that is stale
  2  wrong usage";

const GENERATE_EXAMPLES: &str = "\
Examples:
  clientwright generate
  clientwright generate --schema service.csdl.xml --include '/orders/**' --out src/service";

const CHECK_EXAMPLES: &str = "\
Examples:
  clientwright check
  clientwright check --config service/codegen.toml --quiet
  clientwright check --diff
  clientwright check --message-format json";

const LINT_EXAMPLES: &str = "\
Examples:
  clientwright lint
  clientwright lint --deny-warnings
  clientwright lint --schema openapi.yaml --allow openapi-013";

const SLICE_EXAMPLES: &str = "\
Examples:
  clientwright slice --schema openapi.yaml --include 'tag:pets' --out pets.yaml";

const DIFF_EXAMPLES: &str = "\
Examples:
  clientwright diff HEAD~1:service.csdl.xml service.csdl.xml
  clientwright diff v1.0:openapi.yaml
  clientwright diff old.yaml new.yaml --include 'tag:pets' --format markdown";

const EXPLAIN_EXAMPLES: &str = "\
Examples:
  clientwright explain
  clientwright explain csdl-012
  clientwright explain csdl-012 --message-format json";

const WHY_EXAMPLES: &str = "\
Examples:
  clientwright why NS.Address
  clientwright why Order::shipping_address --module src/service
  clientwright why listPets --message-format json";

const TREE_EXAMPLES: &str = "\
Examples:
  clientwright tree
  clientwright tree --schema openapi.yaml --include 'tag:pets'
  clientwright tree --message-format json";

const EXPLORE_EXAMPLES: &str = "\
Examples:
  clientwright explore --out service.html
  clientwright explore --module src/service > service.html
  clientwright explore --schema openapi.yaml --include 'tag:pets' --out pets.html";

const DUMP_EXAMPLES: &str = "\
Examples:
  clientwright dump --stage selection
  clientwright dump --stage names --module src/service";

const MOCK_EXAMPLES: &str = "\
Examples:
  clientwright mock
  clientwright mock --schema openapi.yaml --port 8080
  clientwright mock --schema service.csdl.xml --base-path /v1.0 --seed entities.json";

const COMPLETIONS_EXAMPLES: &str = "\
Examples:
  clientwright completions bash > ~/.local/share/bash-completion/completions/clientwright
  clientwright completions fish > ~/.config/fish/completions/clientwright.fish";

const MAN_EXAMPLES: &str = "\
Examples:
  clientwright man > clientwright.1
  clientwright man generate > clientwright-generate.1";

/// Writes typed Rust clients from OData metadata and OpenAPI descriptions.
#[derive(Debug, Parser)]
#[command(
    name = "clientwright",
    version,
    arg_required_else_help = true,
    after_help = EXIT_CODES
)]
pub(crate) struct Arguments {
    #[command(subcommand)]
    pub(crate) command: Command,
    /// When problems are shown in colour; auto means on a terminal, unless NO_COLOR is set
    #[arg(
        long,
        global = true,
        value_enum,
        value_name = "WHEN",
        default_value = "auto"
    )]
    pub(crate) color: ColorFlag,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub(crate) enum ColorFlag {
    /// On a terminal, unless NO_COLOR is set
    Auto,
    /// Always
    Always,
    /// Never
    Never,
}

impl ColorFlag {
    pub(crate) fn choice(self) -> ColorChoice {
        match self {
            Self::Auto => ColorChoice::Auto,
            Self::Always => ColorChoice::Always,
            Self::Never => ColorChoice::Never,
        }
    }
}

#[derive(Debug, Subcommand)]
pub(crate) enum Command {
    /// Set up the current crate for a description: codegen.toml or build.rs, the module, the dependencies
    #[command(after_help = init::EXAMPLES)]
    Init(Init),
    /// Download a description and what it refers to, with a file that states where it comes from
    #[command(after_help = fetch::EXAMPLES)]
    Fetch(Fetch),
    /// Generate code: every module of codegen.toml, or one module described by flags
    #[command(after_help = GENERATE_EXAMPLES)]
    Generate(Generate),
    /// Compare the generated files with what would be generated; exit code 1 when they are stale
    #[command(after_help = CHECK_EXAMPLES)]
    Check(Check),
    /// Print the warnings with the source lines they refer to, and write nothing
    #[command(after_help = LINT_EXAMPLES)]
    Lint(Lint),
    /// Compare the clients of two descriptions; exit code 1 if code that uses the old one would break
    #[command(after_help = DIFF_EXAMPLES)]
    Diff(Diff),
    /// Print what the code of a problem means, with an example and the way out; all codes if none is given
    #[command(after_help = EXPLAIN_EXAMPLES)]
    Explain(Explain),
    /// Write a self-contained metadata file that contains only a selection
    #[command(after_help = SLICE_EXAMPLES)]
    Slice(Slice),
    /// Print why a type, property or operation is selected: the chain from it to a pattern
    #[command(after_help = WHY_EXAMPLES)]
    Why(Why),
    /// Print paths, operations and types, and which of them are selected
    #[command(after_help = TREE_EXAMPLES)]
    Tree(Tree),
    /// Write a page that shows paths, types and calls, with the names of both sides
    #[command(after_help = EXPLORE_EXAMPLES)]
    Explore(Explore),
    /// Draw the selected types and their relations, as Mermaid, DOT or SVG
    #[command(after_help = graph::EXAMPLES)]
    Graph(Graph),
    /// Print a stage of the pipeline
    #[command(after_help = DUMP_EXAMPLES)]
    Dump(Dump),
    /// Serve a description on this machine, for tests
    #[command(name = "mock", after_help = MOCK_EXAMPLES)]
    Mock(Serve),
    /// Print a script that completes commands and flags in a shell
    #[command(after_help = COMPLETIONS_EXAMPLES)]
    Completions(Completions),
    /// Print the man page of the program or of a command
    #[command(after_help = MAN_EXAMPLES)]
    Man(Man),
}

#[derive(Debug, Args)]
pub(crate) struct Generate {
    /// Configuration file, used when no --schema is given; by default codegen.toml in the current folder or the nearest
    /// folder above it
    #[arg(long, value_name = "FILE", conflicts_with = "schema")]
    pub(crate) config: Option<PathBuf>,
    #[command(flatten)]
    pub(crate) input: Input,
    #[command(flatten)]
    pub(crate) output: OutputFlags,
    /// Print warnings with the source lines they refer to
    #[arg(short, long)]
    pub(crate) verbose: bool,
    /// Print errors only, no warnings and no summaries
    #[arg(short, long, conflicts_with = "verbose")]
    pub(crate) quiet: bool,
    #[command(flatten)]
    pub(crate) messages: Messages,
}

#[derive(Debug, Args)]
pub(crate) struct Check {
    #[command(flatten)]
    pub(crate) generate: Generate,
    /// Show how stale files differ from what would be generated
    #[arg(long)]
    pub(crate) diff: bool,
}

#[derive(Debug, Args)]
pub(crate) struct Lint {
    /// Configuration file, used when no --schema is given; by default codegen.toml in the current folder or the nearest
    /// folder above it
    #[arg(long, value_name = "FILE", conflicts_with = "schema")]
    pub(crate) config: Option<PathBuf>,
    #[command(flatten)]
    pub(crate) input: Input,
    /// Do not show warnings of this code, such as 'csdl-031'; may be repeated
    #[arg(long, value_name = "CODE")]
    pub(crate) allow: Vec<String>,
    /// Exit with code 1 if there are warnings
    #[arg(long)]
    pub(crate) deny_warnings: bool,
    /// Accepted because other commands have it; warnings are always printed with their source lines
    #[arg(short, long, hide = true)]
    pub(crate) verbose: bool,
    /// Print errors only, no warnings and no summaries
    #[arg(short, long, conflicts_with = "verbose")]
    pub(crate) quiet: bool,
    #[command(flatten)]
    pub(crate) messages: Messages,
}

#[derive(Debug, Args)]
pub(crate) struct Diff {
    /// The description before: a file, or a revision of Git with the path of a file, such as 'HEAD~1:openapi.yaml'
    pub(crate) old: PathBuf,
    /// The description now; by default that of the module
    pub(crate) new: Option<PathBuf>,
    /// Configuration file; by default codegen.toml in the current folder or the nearest folder above it, if there is one
    #[arg(long, value_name = "FILE")]
    pub(crate) config: Option<PathBuf>,
    /// Which module of the configuration, by its `out`; by default the one with one of the descriptions
    #[arg(long, value_name = "OUT")]
    pub(crate) module: Option<PathBuf>,
    /// Defaults for a kind of service, without a configuration file
    #[arg(long, value_enum, conflicts_with_all = ["config", "module"])]
    pub(crate) preset: Option<PresetFlag>,
    /// Compare declarations that match, without a configuration file; may be repeated
    #[arg(long, value_name = "PATTERN", conflicts_with_all = ["config", "module"])]
    pub(crate) include: Vec<String>,
    /// Ignore declarations that match, without a configuration file; may be repeated
    #[arg(long, value_name = "PATTERN", conflicts_with_all = ["config", "module"])]
    pub(crate) exclude: Vec<String>,
    /// The form of the result
    #[arg(long, value_enum, default_value = "text")]
    pub(crate) format: DiffFormat,
    /// Exit with code 1 if there are changes of this level, or of a more severe one
    #[arg(long, value_enum, value_name = "LEVEL", default_value = "breaking")]
    pub(crate) fail_on: FailOn,
}

#[derive(Clone, Copy, Debug, ValueEnum)]
pub(crate) enum DiffFormat {
    /// Text for people
    Text,
    /// A comment for a pull request
    Markdown,
    /// One JSON object
    Json,
    /// Annotations of GitHub Actions
    Github,
}

#[derive(Clone, Copy, Debug, ValueEnum)]
pub(crate) enum FailOn {
    /// Code that uses the old client would no longer compile
    Breaking,
    /// A program would send or read something else, or need another credential
    Behaviour,
    /// There is more that code can use
    Additive,
    /// Any change, also of docs
    Cosmetic,
    /// Never
    Never,
}

#[derive(Debug, Args)]
pub(crate) struct Explain {
    /// Which code, such as 'csdl-012'
    pub(crate) code: Option<String>,
    #[command(flatten)]
    pub(crate) messages: Messages,
}

#[derive(Debug, Args)]
pub(crate) struct Slice {
    #[command(flatten)]
    pub(crate) input: Input,
    /// File to write; standard output when absent
    #[arg(long, value_name = "FILE")]
    pub(crate) out: Option<PathBuf>,
    /// Keep descriptions and links to documentation, which are omitted otherwise
    #[arg(long)]
    pub(crate) descriptions: bool,
    /// Print errors and the slice only, no warnings and no summary
    #[arg(short, long)]
    pub(crate) quiet: bool,
    #[command(flatten)]
    pub(crate) messages: Messages,
}

#[derive(Debug, Args)]
pub(crate) struct Serve {
    #[command(flatten)]
    pub(crate) of: OneModule,
    /// Port on 127.0.0.1; by default a free one, which is printed
    #[arg(long, default_value_t = 0)]
    pub(crate) port: u16,
    /// Path of the service root
    #[arg(long, value_name = "PATH", default_value = "")]
    pub(crate) base_path: String,
    /// OData: the most entities of a page
    #[arg(long, value_name = "COUNT")]
    pub(crate) page_size: Option<usize>,
    /// OData: JSON file with entities, as an object whose members are paths with an entity or a list of them
    #[arg(long, value_name = "FILE")]
    pub(crate) seed: Option<PathBuf>,
}

#[derive(Debug, Args)]
pub(crate) struct Completions {
    /// Which shell
    #[arg(value_enum)]
    pub(crate) shell: Shell,
}

#[derive(Debug, Args)]
pub(crate) struct Man {
    /// Which command; the program itself when absent
    pub(crate) command: Option<String>,
}

#[derive(Debug, Args)]
pub(crate) struct Why {
    /// The name in the description or in Rust: 'NS.Type', 'NS.Type/property', '/orders/customer', 'GET /pets', an operationId, 'Type', 'Type::field'
    pub(crate) name: String,
    #[command(flatten)]
    pub(crate) of: OneModule,
    #[command(flatten)]
    pub(crate) messages: Messages,
}

#[derive(Debug, Args)]
pub(crate) struct Tree {
    #[command(flatten)]
    pub(crate) of: OneModule,
    #[command(flatten)]
    pub(crate) messages: Messages,
}

#[derive(Debug, Args)]
pub(crate) struct Explore {
    #[command(flatten)]
    pub(crate) of: OneModule,
    /// File to write; standard output when absent
    #[arg(long, value_name = "FILE")]
    pub(crate) out: Option<PathBuf>,
}

#[derive(Debug, Args)]
pub(crate) struct Dump {
    /// Which stage to print
    #[arg(long, value_enum)]
    pub(crate) stage: StageFlag,
    #[command(flatten)]
    pub(crate) of: OneModule,
}

/// One module: that of flags, or one of the configuration file.
#[derive(Debug, Args)]
pub(crate) struct OneModule {
    /// Configuration file, used when no --schema is given; by default codegen.toml in the current folder or the nearest
    /// folder above it
    #[arg(long, value_name = "FILE", conflicts_with = "schema")]
    pub(crate) config: Option<PathBuf>,
    /// Which module of the configuration, by its `out`; needed when there are several
    #[arg(long, value_name = "OUT", conflicts_with = "schema")]
    pub(crate) module: Option<PathBuf>,
    #[command(flatten)]
    pub(crate) input: Input,
}

/// What a stage hands to the next one, in the order of the pipeline.
#[derive(Clone, Copy, Debug, ValueEnum)]
pub(crate) enum StageFlag {
    /// Documents as they were parsed
    Syntax,
    /// Documents after corrections
    Corrected,
    /// The schema, with every name looked up
    Schema,
    /// The schema, with annotations of entity sets at the navigation properties that are bound to them
    Bound,
    /// What is selected, with reasons
    Selection,
    /// What everything that is kept is called
    Names,
    /// The Rust package, before it is emitted
    Package,
    /// The files, with their sizes
    Files,
}

impl Command {
    /// Whether the command prints JSON in place of text.
    pub(crate) fn is_json(&self) -> bool {
        match self {
            Self::Generate(command) => command.messages.is_json(),
            Self::Check(command) => command.generate.messages.is_json(),
            Self::Lint(command) => command.messages.is_json(),
            Self::Slice(command) => command.messages.is_json(),
            Self::Why(command) => command.messages.is_json(),
            Self::Tree(command) => command.messages.is_json(),
            Self::Init(command) => command.messages.is_json(),
            Self::Fetch(command) => command.messages.is_json(),
            Self::Explain(command) => command.messages.is_json(),
            // They print data, or have a `--format` of their own.
            Self::Diff(_)
            | Self::Explore(_)
            | Self::Graph(_)
            | Self::Dump(_)
            | Self::Completions(_)
            | Self::Mock(_)
            | Self::Man(_) => false,
        }
    }
}

impl StageFlag {
    pub(crate) fn stage(self) -> Stage {
        match self {
            Self::Syntax => Stage::Load,
            Self::Corrected => Stage::Correct,
            Self::Schema => Stage::Resolve,
            Self::Bound => Stage::Bind,
            Self::Selection => Stage::Select,
            Self::Names => Stage::Name,
            Self::Package => Stage::Lower,
            Self::Files => Stage::Format,
        }
    }
}

#[cfg(test)]
mod tests {
    use clientwright::{Builder, Layout, Missing, Options, Placement, Preset};

    use super::*;

    /// Each option can be set in three ways, with the same meaning. A new option fails to compile here until it is
    /// added to all of them.
    #[test]
    fn flags_file_and_builder_agree() {
        let flags = "generate --schema a.xml --overlay b.xml --overlay c.xml --preset graph --include /x/** \
                     --exclude NS.T --leaf NS.L --rename NS.T/p=q --retype NS.T/p=Edm.Guid --nullable NS.T/p=false \
                     --remove NS.U --paging listPets=link=next --stream-item op=I --stream-event op/e=E --stream-end op=[DONE] \
                     --stream-switch op=stream --variants Pet=order=Dog,Cat --missing untyped --lock l --allow csdl-031 --allow csdl-033 --out o --layout single-file --base-url https://example.org/ \
                     --client-name ShopClient --descriptions true --placement path --about Words --crate shop --features-per-root \
                     --workspace false --runtime-path r";
        let program = ["clientwright"].into_iter();
        let arguments = Arguments::parse_from(program.chain(flags.split_whitespace()));
        let Command::Generate(command) = arguments.command else {
            unreachable!("the command is generate");
        };
        let schema = command.input.schema.clone().expect("it was given");
        let out = command.output.out.clone().expect("it was given");
        let from_flags = command.output.add_to(command.input.options(schema), out);

        let from_builder = Builder::new("a.xml")
            .overlay("b.xml")
            .overlay("c.xml")
            .preset(Preset::Graph)
            .include("/x/**")
            .exclude("NS.T")
            .leaf("NS.L")
            .rename("NS.T/p", "q")
            .retype("NS.T/p", "Edm.Guid")
            .nullable("NS.T/p", false)
            .remove("NS.U")
            .paging("listPets", "link=next")
            .stream_item("op", "I")
            .stream_event("op/e", "E")
            .stream_end("op", "[DONE]")
            .stream_switch("op", "stream")
            .variants("Pet", "order=Dog,Cat")
            .missing(Missing::Untyped)
            .lock("l")
            .allow("csdl-031")
            .allow("csdl-033")
            .out("o")
            .layout(Layout::SingleFile)
            .base_url("https://example.org/")
            .client_name("ShopClient")
            .descriptions(true)
            .placement(Placement::Path)
            .about("Words")
            .crate_name("shop")
            .features_per_root(true)
            .workspace(false)
            .runtime_path("r")
            .options()
            .clone();

        let from_file: Options = toml::from_str(
            r#"
            schema = "a.xml"
            overlays = ["b.xml", "c.xml"]
            preset = "graph"
            include = ["/x/**"]
            exclude = ["NS.T"]
            leaf = ["NS.L"]
            rename = { "NS.T/p" = "q" }
            retype = { "NS.T/p" = "Edm.Guid" }
            nullable = { "NS.T/p" = false }
            remove = ["NS.U"]
            paging = { "listPets" = "link=next" }
            stream-item = { op = "I" }
            stream-event = { "op/e" = "E" }
            stream-end = { op = "[DONE]" }
            stream-switch = { op = "stream" }
            variants = { Pet = "order=Dog,Cat" }
            missing = "untyped"
            lock = "l"
            allow = ["csdl-031", "csdl-033"]
            out = "o"
            layout = "single-file"
            base-url = "https://example.org/"
            client-name = "ShopClient"
            descriptions = true
            placement = "path"
            about = "Words"
            crate = "shop"
            features-per-root = true
            workspace = false
            runtime-path = "r"
            "#,
        )
        .expect("valid options");

        assert_eq!(from_flags, from_builder);
        assert_eq!(from_flags, from_file);
        // No option may have its default value, or the test would prove nothing about it.
        let unset = Options::default();
        let Options {
            schema,
            overlays,
            preset,
            include,
            exclude,
            leaf,
            rename,
            retype,
            nullable,
            remove,
            paging,
            stream_item,
            stream_event,
            stream_end,
            stream_switch,
            variants,
            missing,
            lock,
            allow,
            out,
            layout,
            base_url,
            client_name,
            descriptions,
            placement,
            about,
            crate_name,
            features_per_root,
            workspace,
            runtime_path,
            // The origin of options is not an option.
            origin: _,
        } = from_flags;
        assert_ne!(schema, unset.schema);
        assert_ne!(overlays, unset.overlays);
        assert_ne!(preset, unset.preset);
        assert_ne!(include, unset.include);
        assert_ne!(exclude, unset.exclude);
        assert_ne!(leaf, unset.leaf);
        assert_ne!(rename, unset.rename);
        assert_ne!(retype, unset.retype);
        assert_ne!(nullable, unset.nullable);
        assert_ne!(remove, unset.remove);
        assert_ne!(paging, unset.paging);
        assert_ne!(stream_item, unset.stream_item);
        assert_ne!(stream_event, unset.stream_event);
        assert_ne!(stream_end, unset.stream_end);
        assert_ne!(stream_switch, unset.stream_switch);
        assert_ne!(variants, unset.variants);
        assert_ne!(missing, unset.missing);
        assert_ne!(lock, unset.lock);
        assert_ne!(allow, unset.allow);
        assert_ne!(out, unset.out);
        assert_ne!(layout, unset.layout);
        assert_ne!(base_url, unset.base_url);
        assert_ne!(client_name, unset.client_name);
        assert_ne!(descriptions, unset.descriptions);
        assert_ne!(placement, unset.placement);
        assert_ne!(about, unset.about);
        assert_ne!(crate_name, unset.crate_name);
        assert_ne!(features_per_root, unset.features_per_root);
        assert_ne!(workspace, unset.workspace);
        assert_ne!(runtime_path, unset.runtime_path);
    }
}
