//! What is sent behind the headers: bytes, a file piece by piece, or what pages are told.

use std::fs::File;
use std::future::Future;
use std::io::{self, Read};
use std::pin::Pin;
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};
use std::task::{Context, Poll};
use std::time::Duration;

use bytes::Bytes;
use hyper::body::{Frame, SizeHint};
use tokio::sync::watch::Receiver;

use super::state::State;

/// Bytes of a file that are in memory at once.
pub(super) const PIECE: usize = 1 << 16;
/// How often a channel without news says that it is still there: so a browser that left is noticed.
const PULSE: Duration = Duration::from_secs(15);

/// The body of an answer.
pub(super) struct Body {
    content: Content,
    /// Says that the connection is at work, until all was handed over.
    _work: Option<Work>,
}

enum Content {
    Whole(Bytes),
    File { opening: Bytes, rest: File, left: u64 },
    Channel(Next),
}

type Next = Pin<Box<dyn Future<Output = (Receiver<State>, Option<String>)> + Send>>;

/// A connection is at work while this lives.
pub(super) struct Work(Arc<AtomicBool>);

impl Work {
    pub(super) fn begin(is_at_work: &Arc<AtomicBool>) -> Self {
        is_at_work.store(true, Ordering::Relaxed);
        Work(is_at_work.clone())
    }
}

impl Drop for Work {
    fn drop(&mut self) {
        self.0.store(false, Ordering::Relaxed);
    }
}

impl Body {
    /// These bytes.
    pub(super) fn whole(bytes: impl Into<Bytes>) -> Self {
        Body { content: Content::Whole(bytes.into()), _work: None }
    }

    /// These bytes, then as many of the file.
    pub(super) fn file(opening: impl Into<Bytes>, rest: File, left: u64) -> Self {
        Body { content: Content::File { opening: opening.into(), rest, left }, _work: None }
    }

    /// The state now and after each change of it, as a stream of events without end.
    pub(super) fn channel(mut state: Receiver<State>) -> Self {
        state.mark_changed();
        Body { content: Content::Channel(next(state)), _work: None }
    }

    /// Marks the connection as at work while this is sent.
    pub(super) fn at_work(self, work: Work) -> Self {
        Body { _work: Some(work), ..self }
    }
}

/// The next piece of a channel; none when the server ends.
fn next(mut state: Receiver<State>) -> Next {
    Box::pin(async move {
        let text = match tokio::time::timeout(PULSE, state.changed()).await {
            Err(_) => Some(":\n\n".to_owned()),
            Ok(Err(_)) => None,
            Ok(Ok(())) => Some(format!("retry: 1000\ndata: {}\n\n", state.borrow_and_update().news())),
        };
        (state, text)
    })
}

impl hyper::body::Body for Body {
    type Data = Bytes;
    type Error = io::Error;

    fn poll_frame(
        mut self: Pin<&mut Self>,
        context: &mut Context<'_>,
    ) -> Poll<Option<Result<Frame<Bytes>, io::Error>>> {
        let bytes = match &mut self.content {
            Content::Whole(bytes) => Ok(std::mem::take(bytes)),
            Content::File { opening, .. } if !opening.is_empty() => Ok(std::mem::take(opening)),
            Content::File { rest, left, .. } => piece(rest, left),
            Content::Channel(future) => match future.as_mut().poll(context) {
                Poll::Pending => return Poll::Pending,
                Poll::Ready((state, text)) => {
                    *future = next(state);
                    Ok(text.map_or_else(Bytes::new, Bytes::from))
                }
            },
        };
        match bytes {
            Ok(bytes) if bytes.is_empty() => Poll::Ready(None),
            bytes => Poll::Ready(Some(bytes.map(Frame::data))),
        }
    }

    fn size_hint(&self) -> SizeHint {
        match &self.content {
            Content::Whole(bytes) => SizeHint::with_exact(bytes.len() as u64),
            Content::File { opening, left, .. } => SizeHint::with_exact(opening.len() as u64 + left),
            Content::Channel(_) => SizeHint::default(),
        }
    }
}

/// The next piece of a file; empty at its end.
fn piece(file: &mut File, left: &mut u64) -> io::Result<Bytes> {
    let mut bytes = Vec::new();
    let most = (*left).min(PIECE as u64);
    file.take(most).read_to_end(&mut bytes)?;
    if bytes.is_empty() && *left > 0 {
        return Err(io::ErrorKind::UnexpectedEof.into());
    }
    *left -= bytes.len() as u64;
    Ok(bytes.into())
}
