//! What a probability is worth: how often names of that probability were right on text the model had not seen.

use crate::model::{Model, STEPS};
use crate::train::Lesson;

/// Names that a step of the table counts as having been seen already, right as often as it says.
const PRIOR: f32 = 4.0;

/// Writes the calibration table of `model` from `lessons` that it was not trained on.
pub fn calibrate(model: &mut Model, lessons: &[Lesson<'_>]) {
    let mut seen = vec![[(0.0_f32, 0.0_f32); STEPS]; model.types.len()];
    for lesson in lessons {
        for found in model.tag(&lesson.passage()) {
            let step = ((found.probability * STEPS as f32) as usize).min(STEPS - 1);
            let right = lesson.text.names.binary_search(&found.name).is_ok();
            let (total, correct) = &mut seen[usize::from(found.name.kind)][step];
            *total += 1.0;
            *correct += f32::from(u8::from(right));
        }
    }
    for (table, seen) in model.calibration.iter_mut().zip(&seen) {
        *table = rising(seen);
    }
}

/// Shares that never fall from one step to the next: neighbours that would are taken together.
fn rising(seen: &[(f32, f32); STEPS]) -> [f32; STEPS] {
    let mut pools: Vec<(f32, f32, usize)> = Vec::with_capacity(STEPS);
    for (step, &(total, correct)) in seen.iter().enumerate() {
        let middle = (step as f32 + 0.5) / STEPS as f32;
        let mut pool = (total + PRIOR, correct + PRIOR * middle, 1);
        while let Some(&(before, right, steps)) = pools.last() {
            if right / before <= pool.1 / pool.0 {
                break;
            }
            pool = (pool.0 + before, pool.1 + right, pool.2 + steps);
            pools.pop();
        }
        pools.push(pool);
    }
    let mut table = [0.0; STEPS];
    let shares =
        pools.iter().flat_map(|&(total, correct, steps)| std::iter::repeat_n(correct / total, steps));
    table.iter_mut().zip(shares).for_each(|(slot, share)| *slot = share);
    table
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn shares_rise_and_follow_what_was_seen() {
        let mut seen = [(0.0, 0.0); STEPS];
        seen[9] = (996.0, 896.2);
        let table = rising(&seen);
        assert!((table[9] - 0.9).abs() < 0.001, "{table:?}");
        seen[8] = (996.0, 996.0);
        let table = rising(&seen);
        assert_eq!(table[8], table[9]);
        assert!(table.windows(2).all(|pair| pair[0] <= pair[1]), "{table:?}");
        assert!((table[0] - 0.05).abs() < 0.001);
    }
}
