//! `check --external`: whether the addresses of others that the content names still answer.
//!
//! Steps: gather the addresses with their places, ask those that no fresh answer is kept of, keep the answers,
//! and tell what is gone, moved or out of reach. This is the only part of patuh that uses the network.

mod ask;
mod cache;

use std::collections::{BTreeMap, BTreeSet, VecDeque};
use std::path::Path;
use std::sync::{Mutex, PoisonError};

use jiff::Timestamp;
use pulldown_cmark::{Event, Options, Parser, Tag};

pub use ask::Reach;
use ask::{Answer, Asker};
use cache::Cache;

use crate::diag::{At, Code, Diagnostic, FileId};
use crate::load::Sources;
use crate::load::tree::{Kind, Node};

/// As many hosts are asked at once, each one question at a time.
const HOSTS_AT_ONCE: usize = 4;

/// No address could be reached at all.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct NoNetwork;

/// When it is, where answers are kept and who may be asked.
#[derive(Debug, Clone, Copy)]
pub struct Search<'a> {
    /// The site's folder.
    pub folder: &'a Path,
    /// Now.
    pub now: Timestamp,
    /// Who may be asked.
    pub reach: Reach,
}

/// What is to be told of the addresses of others in the content; those below `own` are the site's.
pub fn findings(sources: &Sources, own: &str, search: Search<'_>) -> Result<Vec<Diagnostic>, NoNetwork> {
    let links = links(sources, own);
    let mut cache = Cache::open(search.folder);
    let urls: BTreeSet<&str> = links.iter().map(|(url, _)| url.as_str()).collect();
    let (known, new): (Vec<&str>, Vec<&str>) = urls.into_iter().partition(|url| cache.get(url, search.now).is_some());
    let asked = ask_all(&new, search.reach);
    let is_cut_off = known.is_empty() && hosts(&new).len() > 1;
    if is_cut_off && asked.iter().all(|(_, answer)| *answer == Answer::Unreachable) {
        return Err(NoNetwork);
    }
    for (url, answer) in asked {
        cache.put(&url, answer, search.now);
    }
    let told = links.iter().filter_map(|(url, at)| diagnostic(url, *at, cache.get(url, search.now)?)).collect();
    cache.close();
    Ok(told)
}

fn diagnostic(url: &str, at: At, answer: &Answer) -> Option<Diagnostic> {
    let fault = |code, variant| Diagnostic::at(code, at).variant(variant).with("url", url);
    match answer {
        Answer::Fine => None,
        Answer::Moved(to) => Some(fault(Code::LinkMoved, "").with("to", to)),
        Answer::Gone(status) => Some(fault(Code::LinkOutside, "").with("status", status)),
        Answer::Server(status) => Some(fault(Code::LinkOutside, "server").with("status", status)),
        Answer::Unreachable => Some(fault(Code::LinkOutside, "unreachable")),
        Answer::Tls => Some(fault(Code::LinkOutside, "tls")),
        Answer::Loop => Some(fault(Code::LinkOutside, "loop")),
        Answer::Private => Some(fault(Code::LinkOutside, "private")),
    }
}

/// Every web address of data files, of what stands above texts, and of the texts.
fn links(sources: &Sources, own: &str) -> Vec<(String, At)> {
    let mut list = Vec::new();
    for doc in sources.docs.values().flatten() {
        values(doc.root(), doc.file, sources.text(doc.file), &mut list);
    }
    for markdown in &sources.markdown {
        let text = sources.text(markdown.file);
        if let Some(front) = &markdown.front {
            values(front.root(), markdown.file, text, &mut list);
        }
        let options = Options::ENABLE_TABLES | Options::ENABLE_FOOTNOTES | Options::ENABLE_STRIKETHROUGH;
        for (event, range) in Parser::new_ext(&text[markdown.body.clone()], options).into_offset_iter() {
            let Event::Start(Tag::Link { dest_url, .. } | Tag::Image { dest_url, .. }) = event else { continue };
            let start = markdown.body.start;
            put(&dest_url, At::new(markdown.file, start + range.start, start + range.end), &mut list);
        }
    }
    let own = own.trim_end_matches('/');
    list.retain(|(url, _)| {
        url.strip_prefix(own).is_none_or(|rest| !rest.is_empty() && !rest.starts_with(['/', '?', '#']))
    });
    list
}

fn values(node: Node<'_>, file: FileId, text: &str, list: &mut Vec<(String, At)>) {
    match node.kind() {
        Kind::List(items) => items.for_each(|item| values(item, file, text, list)),
        Kind::Map(_, entries) => entries.for_each(|(_, value)| values(value, file, text, list)),
        Kind::Plain | Kind::Quoted => {
            let at = At { file, start: node.span().start, end: node.span().end };
            put(node.text(text).unwrap_or("").trim(), at, list);
        }
        Kind::Empty => {}
    }
}

/// Keeps what is a whole web address; the part behind `#` is for browsers only.
fn put(text: &str, at: At, list: &mut Vec<(String, At)>) {
    let is_web = ["https://", "http://"].iter().any(|scheme| text.starts_with(scheme));
    if is_web && !text.contains(char::is_whitespace) {
        list.push((text.split('#').next().unwrap_or(text).to_owned(), at));
    }
}

fn hosts<'u>(urls: &[&'u str]) -> BTreeMap<&'u str, Vec<&'u str>> {
    let mut hosts: BTreeMap<&str, Vec<&str>> = BTreeMap::new();
    for url in urls {
        hosts.entry(ask::host(url)).or_default().push(url);
    }
    hosts
}

/// Asks host by host, several hosts at once.
fn ask_all(urls: &[&str], reach: Reach) -> Vec<(String, Answer)> {
    let queue: Mutex<VecDeque<Vec<&str>>> = Mutex::new(hosts(urls).into_values().collect());
    let answers = Mutex::new(Vec::new());
    let work = || {
        let asker = Asker::new(reach);
        loop {
            let next = queue.lock().unwrap_or_else(PoisonError::into_inner).pop_front();
            let Some(urls) = next else { return };
            for (n, url) in urls.into_iter().enumerate() {
                if n > 0 {
                    asker.rest();
                }
                let answer = (url.to_owned(), asker.ask(url));
                answers.lock().unwrap_or_else(PoisonError::into_inner).push(answer);
            }
        }
    };
    std::thread::scope(|scope| {
        for _ in 0..HOSTS_AT_ONCE {
            scope.spawn(work);
        }
    });
    answers.into_inner().unwrap_or_else(PoisonError::into_inner)
}
