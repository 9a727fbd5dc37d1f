//! CoNLL-2003 in its IOB2 form: one token a line with four columns, the last one its label; an empty line after each
//! sentence, `-DOCSTART-` before each letter (<https://aclanthology.org/W03-0419/>). Part of speech and chunk are `_`.

use crate::flat::iob2;
use griffier_doc::Document;

/// Appends the sentences of `doc`.
pub(crate) fn write(doc: &Document, out: &mut Vec<u8>) {
    out.extend_from_slice(b"-DOCSTART- _ _ O\n\n");
    let labels = iob2(doc);
    let (tokens, mut i) = (doc.tokens(), 0);
    for sentence in doc.sentences() {
        let to = i + tokens[i..].partition_point(|token| token.span.end() <= sentence.span.end());
        if i == to {
            continue;
        }
        for (token, label) in tokens[i..to].iter().zip(&labels[i..to]) {
            // A web address may hold any blank that is not ASCII; the columns are parted by ASCII ones.
            let form: String = doc.slice(token.span).split_whitespace().collect();
            out.extend_from_slice(format!("{form} _ _ {label}\n").as_bytes());
        }
        out.push(b'\n');
        i = to;
    }
}
