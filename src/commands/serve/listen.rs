//! The one place that listens: a bounded number of connections, each with a bounded request and a time for it.
//!
//! When all seats are taken, whoever waits longest without being at work leaves for the next: so neither idle nor slow
//! connections keep a reader out.

use std::collections::BTreeMap;
use std::convert::Infallible;
use std::io::ErrorKind;
use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};
use std::time::Duration;

use core::net::SocketAddr;
use hyper::server::conn::http1;
use hyper::service::service_fn;
use hyper_util::rt::{TokioIo, TokioTimer};
use tokio::net::{TcpListener, TcpSocket, TcpStream};
use tokio::sync::watch::Receiver;
use tokio::task::AbortHandle;

use crate::diag::words::Lang;

use super::Refused;
use super::answer::answer;
use super::body::Work;
use super::guard::Hosts;
use super::state::State;

/// Connections at once.
const SEATS: usize = 256;
/// Connections that the system keeps until there is a seat.
const QUEUE: u32 = 1024;
/// Bytes of a request with its headers.
const HEAD: usize = 16 << 10;
/// How long a request may take to come, and how long a connection is kept for the next one.
const PATIENCE: Duration = Duration::from_secs(10);
/// After a fault of the system that may pass.
const PAUSE: Duration = Duration::from_millis(50);

/// Takes the port.
pub(super) fn bind(address: SocketAddr) -> Result<TcpListener, Refused> {
    let bound = || {
        let socket = if address.is_ipv4() { TcpSocket::new_v4()? } else { TcpSocket::new_v6()? };
        // A port that this program had a moment ago may be taken again.
        socket.set_reuseaddr(true)?;
        socket.bind(address)?;
        socket.listen(QUEUE)
    };
    bound().map_err(|error| match error.kind() {
        ErrorKind::AddrInUse => Refused::Taken(address),
        _ => Refused::Unheard(address, error),
    })
}

/// Answers for ever.
pub(super) async fn listen(listener: TcpListener, state: Receiver<State>, lang: Lang) {
    let seats = Seats::default();
    for number in 0.. {
        match listener.accept().await {
            Ok((stream, _)) => seats.admit(number, stream, &state, lang),
            Err(_) => {
                // Most often there are no more descriptors, or the client left already.
                seats.free_one();
                tokio::time::sleep(PAUSE).await;
            }
        }
    }
}

/// The connections, in the order they came.
#[derive(Clone, Default)]
struct Seats {
    taken: Arc<Mutex<BTreeMap<u64, Seat>>>,
}

struct Seat {
    task: AbortHandle,
    is_at_work: Arc<AtomicBool>,
}

impl Seats {
    fn admit(&self, number: u64, stream: TcpStream, state: &Receiver<State>, lang: Lang) {
        while self.all().len() >= SEATS {
            self.free_one();
        }
        let is_at_work = Arc::new(AtomicBool::new(false));
        let leave = Leave { seats: self.clone(), number };
        let talk = talk(stream, state.clone(), is_at_work.clone(), lang);
        // The runtime has one thread: the task begins only after its seat is noted.
        let task = tokio::spawn(async move {
            let _leave = leave;
            talk.await;
        });
        self.all().insert(number, Seat { task: task.abort_handle(), is_at_work });
    }

    /// Ends the oldest connection that is not at work, else the oldest.
    fn free_one(&self) {
        let mut all = self.all();
        let idle = all.iter().find(|(_, seat)| !seat.is_at_work.load(Ordering::Relaxed)).map(|(number, _)| *number);
        let Some(number) = idle.or_else(|| all.keys().next().copied()) else { return };
        let seat = all.remove(&number);
        // Its end asks for the list too.
        drop(all);
        if let Some(seat) = seat {
            seat.task.abort();
        }
    }

    fn all(&self) -> MutexGuard<'_, BTreeMap<u64, Seat>> {
        self.taken.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

/// Frees a seat when its connection ends, however it ends.
struct Leave {
    seats: Seats,
    number: u64,
}

impl Drop for Leave {
    fn drop(&mut self) {
        self.seats.all().remove(&self.number);
    }
}

/// Answers the requests of a connection, one after the other.
async fn talk(stream: TcpStream, state: Receiver<State>, is_at_work: Arc<AtomicBool>, lang: Lang) {
    let Ok(came_to) = stream.local_addr() else { return };
    let hosts = Hosts::of(came_to.ip().to_canonical(), came_to.port());
    let _ = stream.set_nodelay(true);
    let service = service_fn(|request: hyper::Request<hyper::body::Incoming>| {
        let work = Work::begin(&is_at_work);
        let (asked, _) = request.into_parts();
        let response = answer(&asked, &state, &hosts, lang).map(|body| body.at_work(work));
        async move { Ok::<_, Infallible>(response) }
    });
    let mut http = http1::Builder::new();
    let http = http.timer(TokioTimer::new()).header_read_timeout(PATIENCE).max_buf_size(HEAD).max_headers(64);
    // A client that breaks off, or does not speak HTTP, is no news to anybody.
    let _ = http.serve_connection(TokioIo::new(stream), service).await;
}
