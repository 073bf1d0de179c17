//! The writer of log lines: it holds them for some milliseconds and writes many at once.
//!
//! A write for each line cost a cached product page a tenth of its time, and the threads waited for each other in it.
//! Warnings and errors are written at once, with what was held before them, and the rest at the end of the process.

use std::{
    io::{self, Write},
    sync::{Arc, Condvar, Mutex, MutexGuard},
    thread::JoinHandle,
    time::Duration,
};

use tracing::{Level, Metadata};
use tracing_subscriber::fmt::MakeWriter;

/// Longest that a line is held: less than anybody notices who follows the log.
const DELAY: Duration = Duration::from_millis(50);

/// Bytes of lines that are held at most; more are written at once.
const HELD_BYTES: usize = 64 * 1024;

/// Gives out writers of single lines.
pub(super) struct Lines<W>(Arc<Shared<W>>);

/// Writes what is held when it is dropped; later lines are written at once.
#[must_use = "lines that are held are lost when the process ends without it"]
pub struct LogGuard(Box<dyn FnMut() + Send>);

struct Shared<W> {
    state: Mutex<State<W>>,
    changed: Condvar,
}

struct State<W> {
    held: Vec<u8>,
    out: W,
    /// Nothing is held any more.
    ended: bool,
}

impl<W: Write> Shared<W> {
    fn state(&self) -> MutexGuard<'_, State<W>> {
        self.state.lock().expect("no holder of the lock panics")
    }
}

impl<W: Write> State<W> {
    fn write_out(&mut self) {
        // There is nowhere to tell that the log cannot be written.
        let _ = self.out.write_all(&self.held);
        self.held.clear();
    }
}

impl<W: Write + Send + 'static> Lines<W> {
    /// A writer to `out`, which `holds` lines back for a while. The guard is to live as long as the process.
    pub(super) fn to(out: W, holds: bool) -> (Self, LogGuard) {
        let shared = Arc::new(Shared {
            state: Mutex::new(State {
                held: Vec::new(),
                out,
                ended: !holds,
            }),
            changed: Condvar::new(),
        });
        let mut writer = holds.then(|| write_by_and_by(Arc::clone(&shared)));
        let ending = Arc::clone(&shared);
        let end = move || {
            ending.state().ended = true;
            ending.changed.notify_all();
            if let Some(writer) = writer.take() {
                writer.join().expect("the writer of logs does not panic");
            }
        };
        (Self(shared), LogGuard(Box::new(end)))
    }
}

fn write_by_and_by<W: Write + Send + 'static>(shared: Arc<Shared<W>>) -> JoinHandle<()> {
    let work = move || {
        loop {
            let idle = |state: &mut State<W>| state.held.is_empty() && !state.ended;
            let state = shared.changed.wait_while(shared.state(), idle);
            let state = state.expect("no holder of the lock panics");
            let more = |state: &mut State<W>| !state.ended;
            let waited = shared.changed.wait_timeout_while(state, DELAY, more);
            let (mut state, _) = waited.expect("no holder of the lock panics");
            state.write_out();
            if state.ended {
                return;
            }
        }
    };
    std::thread::Builder::new()
        .name("log".to_owned())
        .spawn(work)
        .expect("a thread can be started at the start of the process")
}

impl Drop for LogGuard {
    fn drop(&mut self) {
        (self.0)();
    }
}

/// Writes one line.
pub(super) struct Line<W> {
    shared: Arc<Shared<W>>,
    is_urgent: bool,
}

impl<W: Write> Write for Line<W> {
    fn write(&mut self, text: &[u8]) -> io::Result<usize> {
        let mut state = self.shared.state();
        let was_empty = state.held.is_empty();
        state.held.extend_from_slice(text);
        if self.is_urgent || state.ended || state.held.len() >= HELD_BYTES {
            state.write_out();
        } else if was_empty {
            self.shared.changed.notify_all();
        }
        Ok(text.len())
    }

    fn flush(&mut self) -> io::Result<()> {
        Ok(())
    }
}

impl<W: Write + 'static> MakeWriter<'_> for Lines<W> {
    type Writer = Line<W>;

    fn make_writer(&self) -> Line<W> {
        Line {
            shared: Arc::clone(&self.0),
            is_urgent: false,
        }
    }

    fn make_writer_for(&self, event: &Metadata<'_>) -> Line<W> {
        Line {
            is_urgent: *event.level() <= Level::WARN,
            ..self.make_writer()
        }
    }
}

#[cfg(test)]
mod tests {
    use std::sync::mpsc::{Receiver, Sender, channel};

    use super::*;

    /// Tells each write.
    struct Told(Sender<String>);

    impl Write for Told {
        fn write(&mut self, text: &[u8]) -> io::Result<usize> {
            let told = String::from_utf8_lossy(text).into_owned();
            self.0.send(told).map_err(io::Error::other)?;
            Ok(text.len())
        }

        fn flush(&mut self) -> io::Result<()> {
            Ok(())
        }
    }

    fn lines(holds: bool) -> (Lines<Told>, LogGuard, Receiver<String>) {
        let (sender, receiver) = channel();
        let (lines, guard) = Lines::to(Told(sender), holds);
        (lines, guard, receiver)
    }

    fn log(lines: &Lines<Told>, text: &str, is_urgent: bool) {
        let mut line = Line {
            is_urgent,
            ..lines.make_writer()
        };
        line.write_all(text.as_bytes()).unwrap();
    }

    #[test]
    fn lines_are_written_together_and_in_order() {
        let (lines, _guard, written) = lines(true);
        let texts: Vec<String> = (0..100).map(|number| format!("{number}\n")).collect();
        texts.iter().for_each(|text| log(&lines, text, false));
        let (mut all, mut writes) = (String::new(), 0);
        while all.len() < texts.concat().len() {
            all += &written.recv().unwrap();
            writes += 1;
        }
        assert_eq!(all, texts.concat());
        assert!(writes < 100, "{writes}");
    }

    #[test]
    fn urgent_lines_and_large_heaps_do_not_wait() {
        let (lines, guard, written) = lines(true);
        log(&lines, "before\n", false);
        log(&lines, "urgent\n", true);
        let told: String = written.try_iter().collect();
        assert_eq!(told, "before\nurgent\n");
        log(&lines, &"x".repeat(HELD_BYTES), false);
        assert_eq!(written.try_iter().next().unwrap().len(), HELD_BYTES);
        drop(guard);
    }

    #[test]
    fn nothing_is_lost_at_the_end_and_nothing_held_after_it() {
        let (lines, guard, written) = lines(true);
        log(&lines, "last\n", false);
        drop(guard);
        assert_eq!(written.try_iter().collect::<String>(), "last\n");
        log(&lines, "after\n", false);
        assert_eq!(written.try_recv().unwrap(), "after\n");
    }

    #[test]
    fn a_terminal_is_written_to_line_by_line() {
        let (lines, _guard, written) = lines(false);
        log(&lines, "now\n", false);
        assert_eq!(written.try_recv().unwrap(), "now\n");
    }
}
