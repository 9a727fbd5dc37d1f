//! Research: train and score on files of columns.
use griffier_tagger::*;
use std::time::Instant;
fn main() {
    let a: Vec<String> = std::env::args().collect();
    let get = |k: &str| a.iter().position(|x| x == k).map(|i| a[i + 1].clone());
    let mut entries: Vec<(Sort, String)> = Vec::new();
    if let Some(f) = get("--lexicon") {
        for l in std::fs::read_to_string(f).unwrap().lines() {
            let (k, w) = l.split_once('\t').unwrap();
            let s = match k {
                "W" => Sort::Word,
                "C" => Sort::Proper,
                "G" => Sort::Given,
                "S" => Sort::Surname,
                _ => Sort::Place,
            };
            entries.push((s, w.to_owned()));
        }
    }
    let lex = Lexicon::compile(entries.iter().map(|(s, w)| (*s, w.as_str())));
    eprintln!("lexicon {} bytes", lex.bytes().len());
    let train_c = conll::parse(&std::fs::read(get("--data").unwrap()).unwrap()).unwrap();
    let dev =
        conll::parse(&std::fs::read(get("--dev").unwrap()).unwrap()).unwrap().with_types(&train_c.types).0;
    let lessons: Vec<Lesson> = train_c.documents.iter().map(|text| Lesson { text, evidence: &[] }).collect();
    let cv = get("--cv").map(|s| s.parse::<usize>().unwrap());
    let devl: Vec<Lesson> = dev.documents.iter().map(|text| Lesson { text, evidence: &[] }).collect();
    let (tr, de): (Vec<Lesson>, Vec<Lesson>) = match cv {
        Some(k) => (
            lessons.iter().enumerate().filter(|(i, _)| i % 4 != k).map(|x| *x.1).collect(),
            lessons.iter().enumerate().filter(|(i, _)| i % 4 == k).map(|x| *x.1).collect(),
        ),
        None => (lessons.clone(), devl),
    };
    let mut plan = Plan { threads: 2, ..Plan::default() };
    if let Some(e) = get("--epochs") {
        plan.epochs = e.parse().unwrap();
    }
    if let Some(e) = get("--dropout") {
        plan.dropout = e.parse().unwrap();
    }
    if let Some(e) = get("--count") {
        plan.least_count = e.parse().unwrap();
    }
    if let Some(e) = get("--weight") {
        plan.least_weight = e.parse().unwrap();
    }
    if let Some(e) = get("--seed") {
        plan.seed = e.parse().unwrap();
    }
    let t = Instant::now();
    let model = train(&tr, &train_c.types, &lex, &plan, &mut |p| {
        if !matches!(p, Progress::Round(_, e, _) if e % 5 != 0) {
            eprintln!("{:?} {:?}", p, t.elapsed())
        }
    });
    let bytes = model.write();
    eprintln!("model {} bytes, features {:?}", bytes.len(), model.features());
    let model = Model::read(&bytes).unwrap();
    let t = Instant::now();
    let s = score(&model, &de);
    let n: usize = de.iter().map(|l| l.text.tokens.len()).sum();
    let e = t.elapsed().as_secs_f64();
    let show = |n: &str, c: Counts| {
        println!(
            "{n:6} P {:.2} R {:.2} F {:.2}  ({} {} {})",
            100. * c.precision(),
            100. * c.recall(),
            100. * c.f1(),
            c.gold,
            c.found,
            c.correct
        )
    };
    show("all", s.all());
    for (k, c) in model.types().iter().zip(&s.types) {
        show(k, *c);
    }
    println!("{} tokens {:.3}s = {:.0} tok/s", n, e, n as f64 / e);
}
