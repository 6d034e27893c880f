//! `serve`: the site on this machine while it is written, made again after each change.
//!
//! `rebuild` makes the site in a thread of its own, told by `watch`; what it made becomes the `State` that `listen` answers from.
//! `guard` and `route` decide what a request gets, `answer` gives it; `page` adds to pages the script that follows the site.
//! The files on the disk stay as a build makes them.

mod answer;
mod body;
mod guard;
mod listen;
mod page;
mod rebuild;
mod route;
mod state;
mod watch;

use core::net::{IpAddr, SocketAddr};
use std::future::poll_fn;
use std::io;
use std::path::{Path, PathBuf};
use std::pin::pin;
use std::task::Poll;

use jiff::Timestamp;
use tokio::signal::unix::{Signal, SignalKind, signal};
use tokio::sync::{mpsc, watch as shared};

use crate::diag::words::Lang;
use crate::publish::{PublishError, SERVED, Seat};
use crate::{Outcome, Purpose, Request};
use rebuild::{Built, Order};
use state::State;

/// How the site is served.
#[derive(Debug, Clone, Copy)]
pub struct Wish {
    /// The address of this machine that is listened at.
    pub bind: IpAddr,
    /// The port; 0 for any that is free.
    pub port: u16,
    /// How changes are noticed.
    pub notice: Notice,
    /// The language of messages.
    pub lang: Lang,
}

/// How changes are noticed.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Notice {
    /// The system tells of them.
    Told,
    /// All files are looked at once a second.
    Looking,
}

/// What happens while a site is served.
#[derive(Debug)]
pub enum Event<'a> {
    /// A build ended.
    Built(&'a Outcome),
    /// The build itself broke.
    Broke,
    /// The first build ended and the site is at this address.
    Ready(&'a str),
    /// The system cannot tell of all changes: from now on all files are looked at once a second.
    Looking,
}

/// Why a site is not served.
#[derive(Debug)]
pub enum Refused {
    /// Another process serves this site.
    Busy,
    /// Another program listens at this port.
    Taken(SocketAddr),
    /// The system does not let us listen there.
    Unheard(SocketAddr, io::Error),
    /// The disk refused.
    Disk(PublishError),
    /// The system refused something else.
    System(io::Error),
}

/// Serves a site until the user ends it. `now` is asked before each build.
pub fn serve(
    request: &Request,
    wish: Wish,
    now: impl Fn() -> Timestamp + Send + 'static,
    tell: impl FnMut(Event<'_>),
) -> Result<(), Refused> {
    let _seat = Seat::take(&request.root).map_err(|error| match error {
        PublishError::Busy { .. } => Refused::Busy,
        error => Refused::Disk(error),
    })?;
    let mut runtime = tokio::runtime::Builder::new_current_thread();
    let runtime = runtime.enable_io().enable_time().build().map_err(Refused::System)?;
    let served = runtime.block_on(run(request, wish, now, tell));
    // Whoever still listens to a page's script would be waited for.
    runtime.shutdown_background();
    served
}

async fn run(
    request: &Request,
    wish: Wish,
    now: impl Fn() -> Timestamp + Send + 'static,
    mut tell: impl FnMut(Event<'_>),
) -> Result<(), Refused> {
    let mut stop = Stop::new().map_err(Refused::System)?;
    let listener = listen::bind(SocketAddr::new(wish.bind, wish.port))?;
    let heard = listener.local_addr().map_err(Refused::System)?;
    let origin = format!("http://{}", shown(heard));
    let output = served(&request.root);
    let request = Request { output, purpose: Purpose::Serve(origin.as_str().into()), ..request.clone() };
    let (done, mut built) = mpsc::channel(1);
    rebuild::start(Order { request, now, notice: wish.notice, lang: wish.lang }, done);
    let (state, shared) = shared::channel(State::default());
    let mut waiting = Some((listener, shared));
    while let Some(news) = stop.or(&mut built).await {
        match news {
            Built::Looking => tell(Event::Looking),
            Built::Broke(faults) => {
                tell(Event::Broke);
                state.send_if_modified(|state| state.take(Err(faults)));
            }
            Built::Ended(outcome, made) => {
                tell(Event::Built(&outcome));
                state.send_if_modified(|state| state.take(made));
            }
        }
        let is_made = !state.borrow().is_new();
        if let Some((listener, shared)) = waiting.take_if(|_| is_made) {
            let base = state.borrow().site.as_ref().map_or_else(String::new, |site| site.base.clone());
            tokio::spawn(listen::listen(listener, shared, wish.lang));
            tell(Event::Ready(&format!("{origin}{base}/")));
        }
    }
    Ok(())
}

fn served(root: &Path) -> PathBuf {
    // Absolute, or below the site's folder: so it is said the same to both.
    std::path::absolute(root).unwrap_or_else(|_| root.to_owned()).join(SERVED)
}

/// An address as a browser takes it: one that listens everywhere is reached by the loopback.
fn shown(heard: SocketAddr) -> SocketAddr {
    let ip = match heard.ip() {
        IpAddr::V4(ip) if ip.is_unspecified() => core::net::Ipv4Addr::LOCALHOST.into(),
        IpAddr::V6(ip) if ip.is_unspecified() => core::net::Ipv6Addr::LOCALHOST.into(),
        ip => ip,
    };
    SocketAddr::new(ip, heard.port())
}

/// The user's wish to end.
struct Stop {
    signals: [Signal; 2],
}

impl Stop {
    fn new() -> io::Result<Self> {
        Ok(Stop { signals: [signal(SignalKind::interrupt())?, signal(SignalKind::terminate())?] })
    }

    /// The next thing that comes; `None` when it is time to end.
    async fn or<T>(&mut self, news: &mut mpsc::Receiver<T>) -> Option<T> {
        let mut next = pin!(news.recv());
        poll_fn(|context| match self.signals.iter_mut().any(|signal| signal.poll_recv(context).is_ready()) {
            true => Poll::Ready(None),
            false => next.as_mut().poll(context),
        })
        .await
    }
}
