//! Training: two passes, the second on labels that models of the first gave to texts they had not seen.

use crate::conll::Annotated;
use crate::fit::{Examples, Learned, Settings, fit};
use crate::hash::Random;
use crate::labels::{OUTSIDE, spell};
use crate::lexicon::Lexicon;
use crate::model::{Model, STEPS};
use crate::passage::{Evidence, Page, Passage};
use crate::score::Score;
use crate::tag::{Desk, chains, features, label_page};
use crate::votes::Votes;
use crate::weights::Weights;

/// How to train.
#[derive(Clone, Debug)]
pub struct Plan {
    /// Rounds over the texts.
    pub epochs: u32,
    /// Start of the random numbers.
    pub seed: u64,
    /// Threads; the model does not depend on it.
    pub threads: usize,
    /// Weights that stay below this in all labels of a feature are left out.
    pub least_weight: f32,
    /// Features seen less often are left out.
    pub least_count: u32,
    /// Share of a token's features that each step does without, 0 to 1.
    pub dropout: f32,
    /// What the model file says of itself.
    pub note: String,
}

impl Default for Plan {
    fn default() -> Self {
        Self {
            epochs: 20,
            seed: 1,
            threads: 1,
            least_weight: 0.05,
            least_count: 1,
            dropout: 0.6,
            note: String::new(),
        }
    }
}

/// What is under way, for a progress line.
#[derive(Clone, Copy, Debug, PartialEq)]
pub enum Progress {
    /// So many of the models of the first pass are done, of all.
    Jackknife(usize, usize),
    /// Pass (1 or 2), round, mean loss of a token.
    Round(u8, u32, f64),
}

/// Parts of the texts that take turns at being unseen.
const FOLDS: usize = 5;

/// A text to learn from, with what lists say of it.
#[derive(Clone, Copy, Debug)]
pub struct Lesson<'t> {
    /// The text with its names.
    pub text: &'t Annotated,
    /// What lists say, sorted by span.
    pub evidence: &'t [Evidence],
}

impl<'t> Lesson<'t> {
    /// The text without its names.
    pub fn passage(&self) -> Passage<'t> {
        let Annotated { text, tokens, ends, .. } = self.text;
        Passage { text, tokens, ends, evidence: self.evidence }
    }
}

struct Class<'p> {
    pages: &'p [Page],
    gold: &'p [Vec<u8>],
    /// The chains of each text, as numbers in the examples.
    chains: Vec<std::ops::Range<u32>>,
    examples: Examples,
}

impl<'p> Class<'p> {
    fn new(pages: &'p [Page], gold: &'p [Vec<u8>], votes: Option<&[Votes]>) -> Self {
        let mut class = Self { pages, gold, chains: Vec::new(), examples: Examples::default() };
        let mut buffer = Vec::new();
        for (number, page) in class.pages.iter().enumerate() {
            let from = class.examples.chains.len() as u32;
            for chain in chains(page) {
                let gold = clip(&class.gold[number][chain.clone()]);
                for (token, label) in chain.zip(gold) {
                    buffer.clear();
                    features(page, votes.map(|votes| &votes[number]), token, &mut buffer);
                    class.examples.token(&buffer, label);
                }
                class.examples.end_chain();
            }
            class.chains.push(from..class.examples.chains.len() as u32);
        }
        class
    }
    /// The chains of the texts that `wanted` names.
    fn of(&self, wanted: impl Fn(usize) -> bool) -> Vec<u32> {
        let texts = self.chains.iter().enumerate().filter(|(number, _)| wanted(*number));
        texts.flat_map(|(_, chains)| chains.clone()).collect()
    }
}

/// The labels of a chain as far as whole names lie in it.
fn clip(labels: &[u8]) -> Vec<u8> {
    let mut clipped = vec![OUTSIDE; labels.len()];
    let mut at = 0;
    while at < labels.len() {
        let mut end = at;
        while end + 1 < labels.len()
            && crate::labels::may_follow(labels[end], labels[end + 1])
            && !crate::labels::may_follow(labels[end], OUTSIDE)
        {
            end += 1;
        }
        let whole =
            crate::labels::may_follow(OUTSIDE, labels[at]) && crate::labels::may_follow(labels[end], OUTSIDE);
        if whole {
            clipped[at..=end].copy_from_slice(&labels[at..=end]);
        }
        at = end + 1;
    }
    clipped
}

/// Trains a model on `lessons`. The same lessons, lexicon and plan give the same model, whatever the threads.
pub fn train(
    lessons: &[Lesson<'_>],
    types: &[String],
    lexicon: &Lexicon,
    plan: &Plan,
    tell: &mut (dyn FnMut(Progress) + Send),
) -> Model {
    let pages: Vec<Page> = lessons.iter().map(|lesson| Page::read(&lesson.passage(), lexicon)).collect();
    let gold: Vec<Vec<u8>> =
        lessons.iter().map(|lesson| spell(&lesson.text.names, lesson.text.tokens.len())).collect();
    let settings = Settings {
        epochs: plan.epochs.max(1),
        seed: plan.seed,
        least: plan.least_count,
        dropout: (plan.dropout.clamp(0.0, 0.9) * 256.0) as u32,
        rate: 0.1,
        decay: 0.0,
    };
    let class = Class::new(&pages, &gold, None);
    let folds = folds(&pages, plan.seed);
    let unseen = jackknife(&class, &folds, types.len(), settings, plan, tell);
    let round = |pass| {
        move |tell: &mut (dyn FnMut(Progress) + Send), epoch, loss| tell(Progress::Round(pass, epoch, loss))
    };
    let all = class.of(|_| true);
    let say = round(1);
    let first = fit(&class.examples, &all, types.len(), settings, &mut |epoch, loss| say(tell, epoch, loss));
    drop(class);
    let votes: Vec<Votes> =
        pages.iter().zip(unseen).map(|(page, labels)| Votes::new(page, labels, types.len())).collect();
    let class = Class::new(&pages, &gold, Some(&votes));
    let say = round(2);
    let second = fit(&class.examples, &all, types.len(), settings, &mut |epoch, loss| say(tell, epoch, loss));
    Model {
        types: types.to_vec(),
        note: plan.note.clone(),
        lexicon: lexicon.clone(),
        first: Weights::compress(&first, plan.least_weight),
        second: Weights::compress(&second, plan.least_weight),
        joint: std::sync::OnceLock::new(),
        calibration: vec![std::array::from_fn(|step| (step as f32 + 0.5) / STEPS as f32); types.len()],
    }
}

/// The fold of each text: shuffled, then by turns.
fn folds(pages: &[Page], seed: u64) -> Vec<usize> {
    let mut order: Vec<usize> = (0..pages.len()).collect();
    Random(seed ^ 0xf01d).shuffle(&mut order);
    let mut folds = vec![0; pages.len()];
    order.iter().enumerate().for_each(|(place, &text)| folds[text] = place % FOLDS);
    folds
}

/// Labels every text by a model of the first pass that was trained on the other folds.
fn jackknife(
    class: &Class<'_>,
    folds: &[usize],
    types: usize,
    settings: Settings,
    plan: &Plan,
    tell: &mut (dyn FnMut(Progress) + Send),
) -> Vec<Vec<u8>> {
    let work = |fold: usize| -> Vec<(usize, Vec<u8>)> {
        let others = class.of(|text| folds[text] != fold);
        let learned: Learned = fit(&class.examples, &others, types, settings, &mut |_, _| {});
        let weights = Weights::compress(&learned, plan.least_weight);
        let mut desk = Desk::default();
        let texts = (0..class.pages.len()).filter(|&text| folds[text] == fold);
        texts.map(|text| (text, label_page(&class.pages[text], &weights, &mut desk))).collect()
    };
    let mut labels = vec![Vec::new(); class.pages.len()];
    let mut done = 0;
    let all: Vec<usize> = (0..FOLDS).collect();
    for turn in all.chunks(plan.threads.max(1)) {
        let results: Vec<Vec<(usize, Vec<u8>)>> = std::thread::scope(|scope| {
            let threads: Vec<_> = turn.iter().map(|&fold| scope.spawn(move || work(fold))).collect();
            threads.into_iter().map(|thread| thread.join().unwrap_or_default()).collect()
        });
        for (text, found) in results.into_iter().flatten() {
            labels[text] = found;
        }
        done += turn.len();
        tell(Progress::Jackknife(done, FOLDS));
    }
    // A text that no fold labelled has no names.
    for (labels, page) in labels.iter_mut().zip(class.pages) {
        labels.resize(page.words.len(), OUTSIDE);
    }
    labels
}

/// How the names that `model` finds agree with those of `lessons`.
pub fn score(model: &Model, lessons: &[Lesson<'_>]) -> Score {
    let mut score = Score::new(model.types.len());
    for lesson in lessons {
        let found: Vec<_> = model.tag(&lesson.passage()).iter().map(|found| found.name).collect();
        score.count(&lesson.text.names, &found);
    }
    score
}
