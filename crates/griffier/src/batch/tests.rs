//! Order, room, panics and letters that take too long.

use super::desk::{HELD, HELD_A_JOB, HELD_WEIGHT, MOST_LATE};
use super::*;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::sync::mpsc::{Receiver, Sender, channel};
use std::sync::{Arc, Mutex};

/// Does `work` on the numbers below `count`, which weigh what `weigh` says, until `sink` breaks.
fn run<T: Send + 'static>(
    plan: Plan,
    count: usize,
    weigh: fn(usize) -> u64,
    work: impl Fn(usize) -> Result<T, LetterError> + Send + Sync + 'static,
    sink: impl FnMut(&Path, Result<T, LetterError>) -> ControlFlow<()>,
) {
    let task = move |item: usize| Task { path: item.to_string().into(), weight: weigh(item), item };
    let read = move |push: Push<'_, usize>| {
        let _ = (0..count).map(task).try_for_each(push);
    };
    in_order(&plan, read, move |_, item| work(item), sink).unwrap();
}

/// What the sink gets, errors as their words.
fn gather(
    plan: Plan,
    count: usize,
    work: impl Fn(usize) -> Result<usize, LetterError> + Send + Sync + 'static,
) -> Vec<Result<usize, String>> {
    let mut seen = Vec::new();
    run(
        plan,
        count,
        |_| 1,
        work,
        |_, result| {
            seen.push(result.map_err(|error| error.to_string()));
            ControlFlow::Continue(())
        },
    );
    seen
}

#[test]
fn results_come_in_the_order_of_the_letters() {
    for jobs in [1, 4] {
        let mut seen = Vec::new();
        let work = |item: usize| {
            std::thread::sleep(Duration::from_micros(500 - item as u64 % 64 * 7));
            Ok(item * 2)
        };
        // The weights let few or many be held.
        run(
            Plan { jobs, timeout: None },
            300,
            |item| (item as u64) << 18,
            work,
            |path, result| {
                seen.push((path.to_owned(), result.unwrap()));
                ControlFlow::Continue(())
            },
        );
        let expected: Vec<_> = (0..300).map(|item| (PathBuf::from(item.to_string()), item * 2)).collect();
        assert_eq!(seen, expected);
    }
    assert!(gather(Plan::default(), 0, Ok).is_empty());
}

#[test]
fn no_more_is_held_than_there_is_room_for() {
    let read_on = |weight: fn(usize) -> u64| {
        let read = Arc::new(AtomicUsize::new(0));
        let counted = Arc::clone(&read);
        let task = move |item: usize| {
            counted.fetch_add(1, Ordering::Relaxed);
            Task { path: PathBuf::new(), weight: weight(item), item }
        };
        let source = move |push: Push<'_, usize>| {
            let _ = (0..1000).map(task).try_for_each(push);
        };
        let mut ahead = Vec::new();
        let plan = Plan { jobs: 1, timeout: None };
        in_order(
            &plan,
            source,
            |_, item| Ok(item),
            |_, item| {
                std::thread::sleep(Duration::from_micros(200));
                ahead.push(read.load(Ordering::Relaxed) - item.unwrap());
                ControlFlow::Continue(())
            },
        )
        .unwrap();
        ahead.into_iter().max().unwrap()
    };
    // The one that is handed on is not held, the one that waits for room is read.
    assert!((60..=HELD + HELD_A_JOB + 2).contains(&read_on(|_| 0)));
    assert!(read_on(|_| HELD_WEIGHT / 4) <= 6);
    assert!(read_on(|_| u64::MAX) <= 3);
}

#[test]
fn a_sink_that_breaks_stops_the_work() {
    let done = Arc::new(AtomicUsize::new(0));
    let (counted, mut seen) = (Arc::clone(&done), 0);
    let work = move |_| Ok(counted.fetch_add(1, Ordering::Relaxed));
    run(
        Plan::default(),
        100_000,
        |_| 0,
        work,
        |_, _| {
            seen += 1;
            if seen == 71 { ControlFlow::Break(()) } else { ControlFlow::Continue(()) }
        },
    );
    assert_eq!(seen, 71);
    assert!(done.load(Ordering::Relaxed) < 10_000);
}

#[test]
fn a_panic_costs_its_own_letter_only() {
    let work = |item| {
        if item == 1 {
            panic!("out of\nluck at {}", 7);
        }
        Ok(item)
    };
    let message = "1: a defect of griffier stopped this letter, please report it: out of luck at 7";
    assert_eq!(gather(Plan::default(), 3, work), [Ok(0), Err(message.to_owned()), Ok(2)]);
}

#[test]
fn a_panic_of_the_reader_is_told() {
    let mut seen = Vec::new();
    let read = |push: Push<'_, usize>| {
        let _ = push(Task { path: PathBuf::new(), weight: 0, item: 5 });
        panic!("no more");
    };
    in_order(
        &Plan::default(),
        read,
        |_, item| Ok(item),
        |_, result| {
            seen.push(result.map_err(|error| error.to_string()));
            ControlFlow::Continue(())
        },
    )
    .unwrap();
    let message = "-: a defect of griffier stopped this letter, please report it: no more";
    assert_eq!(seen, [Ok(5), Err(message.to_owned())]);
}

/// Work that takes for ever on letters that `stuck` names.
fn late(plan: Plan, count: usize, stuck: fn(usize) -> bool) -> Vec<Result<usize, String>> {
    gather(plan, count, move |item| {
        while stuck(item) {
            std::thread::sleep(Duration::from_millis(5));
        }
        Ok(item)
    })
}

#[test]
fn a_letter_that_takes_too_long_is_lost_alone() {
    for jobs in [1, 3] {
        let plan = Plan { jobs, timeout: Some(Duration::from_millis(60)) };
        let seen = late(plan, 9, |item| item % 4 == 1);
        let lost: Vec<_> = (0..9).filter(|&item| seen[item] != Ok(item)).collect();
        assert_eq!(lost, [1, 5]);
        assert_eq!(
            seen[1].as_ref().unwrap_err(),
            "1: too slow: not done after 0.06 s, the most for one letter; if it is meant to take so long, give --timeout"
        );
    }
}

#[test]
fn a_batch_of_letters_that_never_end_does_end() {
    let plan = Plan { jobs: 2, timeout: Some(Duration::from_millis(10)) };
    let seen = late(plan, 100, |_| true);
    assert!((MOST_LATE..=MOST_LATE + 3).contains(&seen.len()), "{}", seen.len());
    let last = seen.last().unwrap().as_ref().unwrap_err();
    assert!(last.contains("not begun, nor any letter behind it"), "{last}");
}

#[test]
fn a_panic_may_say_nothing() {
    let silent = guard(Path::new("a"), || -> Result<(), LetterError> { std::panic::panic_any(7) });
    assert!(matches!(silent, Err(LetterError::Panic(_, words)) if words == "it gave no reason"));
    let literal = guard(Path::new("a"), || -> Result<(), LetterError> { panic!("plain") });
    assert!(matches!(literal, Err(LetterError::Panic(_, words)) if words == "plain"));
}

#[test]
fn a_file_that_is_missing_or_no_text_is_named() {
    let pipeline = Pipeline::new();
    let missing = annotate_file(&pipeline, Path::new("no/such.txt")).map(|_| ()).unwrap_err();
    assert!(missing.to_string().starts_with("no/such.txt: cannot read: "), "{missing}");
    let empty = annotate_bytes(&pipeline, Path::new("e.txt"), b" \n".to_vec()).map(|_| ()).unwrap_err();
    assert!(empty.to_string().starts_with("e.txt: empty: "), "{empty}");
    assert_eq!(annotate_bytes(&pipeline, Path::new("a/b.txt"), b"De NAVO.".to_vec()).unwrap().id(), "b");
}

#[test]
fn a_batch_that_is_told_to_stop_finishes_what_it_began() {
    static STOP: AtomicBool = AtomicBool::new(false);
    let read = |push: Push<'_, usize>| {
        let task = |item: usize| Task { path: item.to_string().into(), weight: 0, item };
        let _ = (0..10_000).map(task).try_for_each(push);
    };
    let work = |_: &Path, item: usize| {
        STOP.fetch_or(item == 30, Ordering::Relaxed);
        std::thread::sleep(Duration::from_millis(1));
        Ok(item)
    };
    let mut seen = Vec::new();
    let plan = Plan { jobs: 3, timeout: Some(Duration::from_secs(60)) };
    in_order_until(&plan, Some(&STOP), read, Whole::new(work), |_, item| {
        seen.push(item.unwrap());
        ControlFlow::Continue(())
    })
    .unwrap();
    // Those in flight with the thirtieth, and a few until the thread that hands on has looked.
    assert!(seen.len() > 30 && seen.len() < 2_000, "{}", seen.len());
    assert!(seen.iter().copied().eq(0..seen.len()), "in order and without a gap");
}

#[test]
fn a_batch_that_waits_for_letters_can_be_stopped() {
    static STOP: AtomicBool = AtomicBool::new(false);
    let (hold, held) = std::sync::mpsc::channel::<()>();
    // A reader that waits for more, as on standard input.
    let read = move |_: Push<'_, usize>| {
        let _ = held.recv();
    };
    std::thread::spawn(|| {
        std::thread::sleep(Duration::from_millis(50));
        STOP.store(true, Ordering::Relaxed);
    });
    let plan = Plan { jobs: 1, timeout: None };
    in_order_until(&plan, Some(&STOP), read, Whole::new(|_: &Path, item| Ok(item)), |_, _| {
        ControlFlow::Continue(())
    })
    .unwrap();
    drop(hold);
}

/// Work in three parts on numbers; the second part of number 3 goes wrong in a way of its own.
struct Parts {
    wrong: fn(),
    /// The parts in the order in which they were done: part and number.
    done: Arc<Mutex<Vec<(u8, usize)>>>,
    /// Tells that a number is begun, and waits until all are there: how many are taken together does not depend on a clock.
    begun: Sender<()>,
    ready: Mutex<Receiver<()>>,
}

impl Work for Parts {
    type Item = usize;
    type Part = (u8, usize);
    type Out = usize;
    const TOGETHER: usize = 4;

    fn begin(&self, _: &Path, item: usize) -> Result<Progress<(u8, usize), usize>, LetterError> {
        let _ = self.begun.send(());
        let _ = self.ready.lock().unwrap().recv();
        self.done.lock().unwrap().push((0, item));
        Ok(Progress::Part((1, item)))
    }
    fn go_on(&self, _: &Path, part: (u8, usize)) -> Result<Progress<(u8, usize), usize>, LetterError> {
        if part == (1, 3) {
            (self.wrong)();
        }
        self.done.lock().unwrap().push(part);
        Ok(if part.0 == 1 { Progress::Part((2, part.1)) } else { Progress::Done(part.1) })
    }
}

/// What came of numbers, and the order in which their parts were done.
type Parted = (Vec<Result<usize, String>>, Vec<(u8, usize)>);

/// Does [`Parts`] of ten numbers of this weight.
fn in_parts(plan: Plan, weight: u64, wrong: fn()) -> Parted {
    let (done, mut seen) = (Arc::default(), Vec::new());
    let ((begun, first), (all, ready)) = (channel(), channel::<()>());
    let work = Parts { wrong, done: Arc::clone(&done), begun, ready: Mutex::new(ready) };
    let read = move |push: Push<'_, usize>| {
        let mut task = |item: usize| push(Task { path: item.to_string().into(), weight, item });
        let _ = task(0);
        let _ = first.recv();
        let _ = (1..10).try_for_each(task);
        drop(all);
    };
    in_order_until(&plan, None, read, work, |_, result| {
        seen.push(result.map_err(|error| error.to_string()));
        ControlFlow::Continue(())
    })
    .unwrap();
    let done = done.lock().unwrap().clone();
    (seen, done)
}

#[test]
fn a_part_is_done_of_all_letters_taken_together() {
    let plan = Plan { jobs: 1, timeout: None };
    let (seen, done) = in_parts(plan, 1, || {});
    assert_eq!(seen, (0..10).map(Ok).collect::<Vec<_>>());
    // The first was alone when it was taken; of the others at most four go together.
    let expected: Vec<(u8, usize)> = [0..1, 1..5, 5..9, 9..10]
        .into_iter()
        .flat_map(|group| (0..3).flat_map(move |part| group.clone().map(move |item| (part, item))))
        .collect();
    assert_eq!(done, expected);
    // Heavy ones go alone.
    let (_, done) = in_parts(plan, 1 << 20, || {});
    assert_eq!(done, (0..10).flat_map(|item| (0..3).map(move |part| (part, item))).collect::<Vec<_>>());
}

#[test]
fn a_part_that_goes_wrong_costs_its_own_letter_only() {
    let check = |plan: Plan, wrong: fn(), words: &str| {
        let (seen, _) = in_parts(plan, 1, wrong);
        let lost: Vec<usize> = (0..10).filter(|&item| seen[item] != Ok(item)).collect();
        assert_eq!(lost, [3], "{seen:?}");
        let error = seen[3].as_ref().unwrap_err();
        assert!(error.contains(words), "{error}");
    };
    for jobs in [1, 3] {
        check(Plan { jobs, timeout: None }, || panic!("out of luck"), "out of luck");
        let limit = Plan { jobs, timeout: Some(Duration::from_millis(60)) };
        check(limit, || std::thread::sleep(Duration::from_secs(2)), "3: too slow");
    }
}
