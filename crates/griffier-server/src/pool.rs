//! The threads that do the work of requests: so many and no more, each piece of work with a time of its own.
//!
//! A thread cannot be ended from outside. Work that is beyond its time is given up as `griffier::batch` gives up a
//! letter: its request is answered, its thread no longer counts, and another takes its place. If it ends after all, its
//! thread is taken back. When too many of them run, none is replaced, and when no thread is left that counts, work is
//! refused instead of waiting for one.

use griffier::batch::panic_words;
use std::collections::{BTreeSet, VecDeque};
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::sync::{Arc, Condvar, Mutex, MutexGuard, PoisonError};
use std::time::Instant;
use tokio::sync::oneshot;

/// Pieces of work beyond their time that may be running and be replaced.
const MOST_LATE: usize = 8;

/// What a thread may need for markup that nests deeply.
const STACK: usize = 16 << 20;

/// Why there is no result.
#[derive(Debug, PartialEq, Eq)]
pub(crate) enum Failure {
    /// It took longer than it may.
    Late,
    /// So many are beyond their time and still run that it was not begun.
    Stalled(usize),
    /// It panicked with these words.
    Panic(String),
}

/// What the threads are doing.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(crate) struct Load {
    /// Pieces of work that nobody has begun.
    pub waiting: usize,
    /// Pieces of work in their time.
    pub running: usize,
    /// Pieces of work beyond it.
    pub late: usize,
    /// Whether work is refused.
    pub stalled: bool,
}

/// The threads.
#[derive(Clone)]
pub(crate) struct Pool {
    desk: Arc<Desk>,
}

struct Desk {
    state: Mutex<State>,
    changed: Condvar,
    jobs: usize,
}

type Job = Box<dyn FnOnce() + Send>;

#[derive(Default)]
struct State {
    queue: VecDeque<(u64, Job)>,
    /// The number of the next piece of work.
    next: u64,
    /// What runs in its time.
    running: BTreeSet<u64>,
    /// Threads that work in time or wait for work, and those of them that wait.
    workers: usize,
    idle: usize,
    late: usize,
    closed: bool,
}

impl Pool {
    /// Threads are started when there is work for them.
    pub fn new(jobs: usize) -> Self {
        let desk = Desk { state: Mutex::default(), changed: Condvar::new(), jobs: jobs.max(1) };
        Self { desk: Arc::new(desk) }
    }

    /// How many there are.
    pub fn jobs(&self) -> usize {
        self.desk.jobs
    }

    pub fn load(&self) -> Load {
        let state = self.desk.lock();
        Load {
            waiting: state.queue.len(),
            running: state.running.len(),
            late: state.late,
            stalled: state.workers == 0 && state.late > MOST_LATE,
        }
    }

    /// Does `work` on a thread; what is not done by `deadline` is given up. If nobody waits for the result any more, work
    /// that was not begun is left out, and work that was has its time all the same.
    pub async fn run<T: Send + 'static>(
        &self,
        deadline: Instant,
        work: impl FnOnce() -> T + Send + 'static,
    ) -> Result<T, Failure> {
        let (sender, receiver) = oneshot::channel();
        let job = Box::new(move || {
            let result = catch_unwind(AssertUnwindSafe(work));
            // Nobody may listen any more.
            let _ = sender.send(result.map_err(|payload| panic_words(payload.as_ref())));
        });
        let number = self.desk.submit(job).map_err(Failure::Stalled)?;
        let mut ticket = Ticket { desk: Arc::clone(&self.desk), number, deadline, open: true };
        let result = tokio::time::timeout_at(deadline.into(), receiver).await;
        ticket.open = false;
        match result {
            Ok(Ok(Ok(value))) => Ok(value),
            Ok(Ok(Err(words))) => Err(Failure::Panic(words)),
            // The job was dropped without being done.
            Ok(Err(_)) => Err(Failure::Late),
            Err(_) => {
                self.desk.give_up(number);
                Err(Failure::Late)
            }
        }
    }

    /// Ends the threads that wait; those that work end after their work.
    pub fn close(&self) {
        self.desk.lock().closed = true;
        self.desk.changed.notify_all();
    }
}

/// A request that waits for its work.
struct Ticket {
    desk: Arc<Desk>,
    number: u64,
    deadline: Instant,
    open: bool,
}

impl Drop for Ticket {
    fn drop(&mut self) {
        if !self.open || self.desk.withdraw(self.number) {
            return;
        }
        // The client has gone, and its work runs: its time is watched from here.
        let (desk, number, deadline) = (Arc::clone(&self.desk), self.number, self.deadline);
        if let Ok(runtime) = tokio::runtime::Handle::try_current() {
            runtime.spawn(async move {
                tokio::time::sleep_until(deadline.into()).await;
                desk.give_up(number);
            });
        }
    }
}

impl Desk {
    fn lock(&self) -> MutexGuard<'_, State> {
        // No code that can panic runs under the lock.
        self.state.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// Takes work in and gives it a number; else says how many threads are lost.
    fn submit(self: &Arc<Self>, job: Job) -> Result<u64, usize> {
        let mut state = self.lock();
        let number = state.next;
        state.next += 1;
        state.queue.push_back((number, job));
        if state.idle > 0 {
            drop(state);
            self.changed.notify_one();
            return Ok(number);
        }
        self.hire(&mut state);
        if state.workers == 0 {
            state.queue.pop_back();
            return Err(state.late);
        }
        Ok(number)
    }

    /// Starts one more thread if there may be one. If the system has none left, those that run must do.
    fn hire(self: &Arc<Self>, state: &mut State) {
        if state.workers >= self.jobs || state.late > MOST_LATE {
            return;
        }
        let desk = Arc::clone(self);
        let thread = std::thread::Builder::new().name("work".to_owned()).stack_size(STACK);
        state.workers += usize::from(thread.spawn(move || desk.toil()).is_ok());
    }

    /// A working thread.
    fn toil(self: Arc<Self>) {
        let mut state = self.lock();
        loop {
            let Some((number, job)) = state.queue.pop_front() else {
                if state.closed {
                    state.workers -= 1;
                    return;
                }
                state.idle += 1;
                state = self.changed.wait(state).unwrap_or_else(PoisonError::into_inner);
                state.idle -= 1;
                continue;
            };
            state.running.insert(number);
            drop(state);
            job();
            state = self.lock();
            if !state.running.remove(&number) {
                // Given up, and done after all.
                state.late -= 1;
                if state.workers >= self.jobs {
                    return;
                }
                state.workers += 1;
            }
        }
    }

    /// Takes back work that was not begun; whether it was that.
    fn withdraw(&self, number: u64) -> bool {
        let mut state = self.lock();
        let place = state.queue.iter().position(|(n, _)| *n == number);
        let job = place.and_then(|place| state.queue.remove(place));
        let running = state.running.contains(&number);
        drop(state);
        // What the work owns is freed without the lock.
        drop(job);
        !running
    }

    /// The time of this work is up.
    fn give_up(self: &Arc<Self>, number: u64) {
        if self.withdraw(number) {
            return;
        }
        let mut state = self.lock();
        if !state.running.remove(&number) {
            return;
        }
        state.workers -= 1;
        state.late += 1;
        if !state.queue.is_empty() {
            self.hire(&mut state);
        }
        if state.workers == 0 {
            // Nobody will ever do what waits: dropping it tells those who wait.
            let left = std::mem::take(&mut state.queue);
            drop(state);
            drop(left);
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::sync::atomic::{AtomicUsize, Ordering};
    use std::time::Duration;

    fn block_on<T>(future: impl Future<Output = T>) -> T {
        tokio::runtime::Builder::new_current_thread().enable_time().build().unwrap().block_on(future)
    }

    fn soon() -> Instant {
        Instant::now() + Duration::from_secs(20)
    }

    fn wait_for(what: impl Fn() -> bool) {
        let end = soon();
        while !what() {
            assert!(Instant::now() < end, "it never came");
            std::thread::sleep(Duration::from_millis(2));
        }
    }

    #[test]
    fn no_more_work_than_threads_runs_at_once() {
        let (now, most) = (Arc::new(AtomicUsize::new(0)), Arc::new(AtomicUsize::new(0)));
        let pool = Pool::new(3);
        let one = |_| {
            let (pool, now, most) = (pool.clone(), Arc::clone(&now), Arc::clone(&most));
            async move {
                pool.run(soon(), move || {
                    most.fetch_max(now.fetch_add(1, Ordering::SeqCst) + 1, Ordering::SeqCst);
                    std::thread::sleep(Duration::from_millis(3));
                    now.fetch_sub(1, Ordering::SeqCst);
                })
                .await
            }
        };
        let done = block_on(futures_util::future::join_all((0..30).map(one)));
        assert!(done.iter().all(Result::is_ok));
        assert_eq!(most.load(Ordering::SeqCst), 3);
    }

    #[test]
    fn a_panic_costs_its_own_work_only() {
        let pool = Pool::new(1);
        let failed: Result<(), _> = block_on(pool.run(soon(), || panic!("in\n{}", "twee regels")));
        assert_eq!(failed, Err(Failure::Panic("in twee regels".to_owned())));
        assert_eq!(block_on(pool.run(soon(), || 7)), Ok(7));
    }

    #[test]
    fn late_work_is_answered_replaced_and_its_thread_taken_back() {
        let pool = Pool::new(1);
        let (open, gate) = std::sync::mpsc::channel::<()>();
        let late = block_on(pool.run(Instant::now() + Duration::from_millis(20), move || gate.recv()));
        assert_eq!(late.unwrap_err(), Failure::Late);
        assert_eq!(pool.load(), Load { late: 1, ..Load::default() });
        assert_eq!(block_on(pool.run(soon(), || 7)), Ok(7));
        open.send(()).unwrap();
        wait_for(|| pool.load() == Load::default());
        assert_eq!(block_on(pool.run(soon(), || 8)), Ok(8));
    }

    #[test]
    fn with_too_many_late_ones_work_is_refused_until_one_ends() {
        let pool = Pool::new(2);
        let gates: Vec<_> = (0..=MOST_LATE)
            .map(|_| {
                let (open, gate) = std::sync::mpsc::channel::<()>();
                let end = Instant::now() + Duration::from_millis(100);
                assert_eq!(block_on(pool.run(end, move || gate.recv())).unwrap_err(), Failure::Late);
                open
            })
            .collect();
        assert!(pool.load().stalled, "{:?}", pool.load());
        assert_eq!(block_on(pool.run(soon(), || 7)), Err(Failure::Stalled(MOST_LATE + 1)));
        drop(gates);
        wait_for(|| pool.load().late == 0);
        assert_eq!(block_on(pool.run(soon(), || 7)), Ok(7));
    }

    #[test]
    fn work_that_nobody_waits_for_is_not_begun() {
        let pool = Pool::new(1);
        let (open, gate) = std::sync::mpsc::channel::<()>();
        block_on(async {
            let first =
                tokio::time::timeout(Duration::from_millis(20), pool.run(soon(), move || gate.recv()));
            assert!(first.await.is_err(), "the first has gone, and its work runs");
            let second = tokio::time::timeout(Duration::from_millis(20), pool.run(soon(), || ()));
            assert!(second.await.is_err());
            assert_eq!(pool.load(), Load { running: 1, ..Load::default() });
        });
        open.send(()).unwrap();
        wait_for(|| pool.load() == Load::default());
    }
}
