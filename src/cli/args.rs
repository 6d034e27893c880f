//! The arguments as types. Their words are laid on in [`super::help`].

use core::net::IpAddr;
use std::path::PathBuf;

use clap::{Args, Parser, Subcommand, ValueEnum};

#[derive(Debug, Parser)]
#[command(name = "patuh", version, max_term_width = 100)]
pub(crate) struct Cli {
    #[command(subcommand)]
    pub(crate) verb: Verb,
    #[command(flatten)]
    pub(crate) global: Global,
}

#[derive(Debug, Subcommand)]
pub(crate) enum Verb {
    Build(Build),
    Check(Check),
    List {
        #[command(subcommand)]
        what: ListWhat,
    },
    Correct(Correct),
    Import(Box<Import>),
    Share {
        shared: String,
    },
    Init(Init),
    New {
        #[command(subcommand)]
        what: NewWhat,
    },
    Clean,
    Completions {
        #[arg(value_enum)]
        shell: Shell,
    },
    Cms(Cms),
    Schema {
        #[arg(conflicts_with = "all")]
        format: Option<String>,
        #[arg(long)]
        all: Option<PathBuf>,
    },
    Serve(Serve),
    Help {
        topic: Option<String>,
    },
}

#[derive(Debug, Args)]
pub(crate) struct Build {
    #[arg(long)]
    pub(crate) changed_list: Option<PathBuf>,
    #[arg(long)]
    pub(crate) timings: bool,
}

#[derive(Debug, Args)]
pub(crate) struct Check {
    #[arg(long)]
    pub(crate) external: bool,
    #[arg(long)]
    pub(crate) timings: bool,
}

#[derive(Debug, Subcommand)]
pub(crate) enum ListWhat {
    Upcoming {
        #[arg(long)]
        json: bool,
    },
}

#[derive(Debug, Args)]
pub(crate) struct Init {
    pub(crate) folder: PathBuf,
    #[arg(long = "title")]
    pub(crate) site_title: Option<String>,
}

#[derive(Debug, Subcommand)]
pub(crate) enum NewWhat {
    News {
        #[command(flatten)]
        text: NewText,
        #[arg(long = "regency")]
        about: Vec<String>,
        #[arg(long)]
        date: Option<String>,
    },
    Page {
        #[command(flatten)]
        text: NewText,
    },
}

#[derive(Debug, Args)]
pub(crate) struct NewText {
    pub(crate) title: String,
    #[arg(long)]
    pub(crate) summary: Option<String>,
    #[arg(long)]
    pub(crate) slug: Option<String>,
    #[arg(long)]
    pub(crate) text_lang: Option<String>,
    #[arg(long)]
    pub(crate) translation_of: Option<String>,
}

#[derive(Debug, Args)]
pub(crate) struct Correct {
    #[arg(display_order = 1)]
    pub(crate) regency: String,
    #[arg(display_order = 2)]
    pub(crate) year: String,
    #[arg(display_order = 3)]
    pub(crate) score: String,
    #[arg(long)]
    pub(crate) zone: Option<String>,
    #[arg(long)]
    pub(crate) reason: Option<String>,
    #[arg(long)]
    pub(crate) requested_by: Option<String>,
    #[arg(long)]
    pub(crate) date: Option<String>,
    #[arg(long, value_enum, default_value_t = Kind::Correction)]
    pub(crate) kind: Kind,
    #[arg(long, conflicts_with = "dry_run")]
    pub(crate) yes: bool,
    #[arg(long)]
    pub(crate) dry_run: bool,
}

#[derive(Debug, Clone, Args)]
pub(crate) struct Import {
    #[arg(display_order = 1)]
    pub(crate) sheet_file: PathBuf,
    #[arg(long)]
    pub(crate) year: String,
    #[arg(long)]
    pub(crate) units: bool,
    #[arg(long, requires = "units")]
    pub(crate) new_units: bool,
    #[arg(long, requires = "units")]
    pub(crate) owner: Option<String>,
    #[arg(long)]
    pub(crate) sheet: Option<String>,
    #[arg(long)]
    pub(crate) columns: Option<String>,
    #[arg(long)]
    pub(crate) accept: Vec<String>,
    #[arg(long)]
    pub(crate) absent: Vec<String>,
    #[arg(long)]
    pub(crate) round: bool,
    #[arg(long)]
    pub(crate) replace: bool,
    #[arg(long = "as", value_enum)]
    pub(crate) form: Option<Form>,
    #[arg(long)]
    pub(crate) methodology: Option<String>,
    #[arg(long)]
    pub(crate) released: Option<String>,
    #[arg(long)]
    pub(crate) status: Option<String>,
    #[arg(long)]
    pub(crate) dimension_values: Option<String>,
    #[arg(long)]
    pub(crate) source: Option<String>,
    #[arg(long)]
    pub(crate) source_title: Option<String>,
    #[arg(long, requires = "source_title")]
    pub(crate) source_publisher: Option<String>,
    #[arg(long, requires = "source_title")]
    pub(crate) source_url: Option<String>,
    #[arg(long, requires = "source_title")]
    pub(crate) source_date: Option<String>,
    #[arg(long, conflicts_with = "dry_run")]
    pub(crate) yes: bool,
    #[arg(long)]
    pub(crate) dry_run: bool,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub(crate) enum Form {
    Yaml,
    Csv,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub(crate) enum Kind {
    Correction,
    Revision,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub(crate) enum Shell {
    Bash,
    Elvish,
    Fish,
    Powershell,
    Zsh,
}

#[derive(Debug, Args)]
pub(crate) struct Cms {
    pub(crate) repository: String,
    #[arg(long, value_enum, default_value_t = GitHost::Github)]
    pub(crate) host: GitHost,
    #[arg(long)]
    pub(crate) branch: Option<String>,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub(crate) enum GitHost {
    Github,
    Gitlab,
}

#[derive(Debug, Args)]
pub(crate) struct Serve {
    #[arg(short, long, default_value_t = 8080)]
    pub(crate) port: u16,
    #[arg(long, default_value = "127.0.0.1")]
    pub(crate) bind: IpAddr,
    #[arg(long)]
    pub(crate) poll: bool,
}

#[derive(Debug, Args)]
// Behind the options of a command, however many these are.
#[command(next_display_order = 100)]
pub(crate) struct Global {
    #[arg(short, long, global = true, default_value = ".", env = "PATUH_ROOT")]
    pub(crate) root: PathBuf,
    #[arg(short, long, global = true, env = "PATUH_OUTPUT")]
    pub(crate) output: Option<PathBuf>,
    #[arg(short = 'u', long, global = true, env = "PATUH_BASE_URL")]
    pub(crate) base_url: Option<String>,
    #[arg(long, global = true)]
    pub(crate) drafts: bool,
    #[arg(long, global = true)]
    pub(crate) future: bool,
    #[arg(long, global = true)]
    pub(crate) expired: bool,
    #[arg(long, global = true, env = "PATUH_CLOCK")]
    pub(crate) clock: Option<String>,
    #[arg(long, global = true)]
    pub(crate) strict: bool,
    #[arg(long, global = true, value_enum, default_value_t = MessageFormat::Human, env = "PATUH_MESSAGE_FORMAT")]
    pub(crate) message_format: MessageFormat,
    #[arg(long, global = true, value_enum, default_value_t = MessageLang::En, env = "PATUH_LANG")]
    pub(crate) lang: MessageLang,
    #[arg(short, long, global = true, conflicts_with = "verbose")]
    pub(crate) quiet: bool,
    #[arg(short, long, global = true)]
    pub(crate) verbose: bool,
    #[arg(long, global = true, value_enum, default_value_t = When::Auto)]
    pub(crate) color: When,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub(crate) enum MessageFormat {
    Human,
    Short,
    Json,
    Github,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub(crate) enum MessageLang {
    Id,
    En,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub(crate) enum When {
    Auto,
    Always,
    Never,
}
