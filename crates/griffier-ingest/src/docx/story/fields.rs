//! Fields: a code that is not shown, then its result that is. Fields stand within the codes of others.

/// The longest code that is kept: more is no link.
const LONGEST_CODE: usize = 4096;

#[derive(Debug)]
struct Field {
    code: String,
    in_result: bool,
    is_link: bool,
}

/// The fields that are open.
#[derive(Debug, Default)]
pub(super) struct Fields {
    open: Vec<Field>,
    /// How many of them are in their code.
    coded: usize,
}

impl Fields {
    pub(super) fn begin(&mut self) {
        self.open.push(Field { code: String::new(), in_result: false, is_link: false });
        self.coded += 1;
    }

    pub(super) fn code(&mut self, code: &str) {
        if let Some(field) = self.open.last_mut()
            && !field.in_result
            && field.code.len() + code.len() <= LONGEST_CODE
        {
            field.code.push_str(code);
        }
    }

    /// The code ends, the result begins; where the result leads, if it leads anywhere.
    pub(super) fn separate(&mut self) -> Option<String> {
        let field = self.open.last_mut().filter(|field| !field.in_result)?;
        field.in_result = true;
        self.coded -= 1;
        let target = target(&field.code).filter(|_| self.coded == 0)?;
        field.is_link = true;
        Some(target)
    }

    /// The field ends; whether it was a link.
    pub(super) fn end(&mut self) -> bool {
        let Some(field) = self.open.pop() else { return false };
        self.coded -= usize::from(!field.in_result);
        field.is_link
    }

    /// Whether words are shown here.
    pub(super) fn is_shown(&self) -> bool {
        self.coded == 0
    }
}

/// Where `HYPERLINK "https://…" \l "anchor"` leads.
pub(super) fn target(code: &str) -> Option<String> {
    let rest = code.trim_start().strip_prefix("HYPERLINK")?;
    let (before, quoted) = rest.split_once('"')?;
    let (first, behind) = quoted.split_once('"')?;
    if before.contains("\\l") {
        return Some(format!("#{first}"));
    }
    let anchor = behind.split_once("\\l").and_then(|(_, rest)| rest.split('"').nth(1));
    Some(anchor.map_or_else(|| first.to_owned(), |anchor| format!("{first}#{anchor}")))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn links_are_read_from_codes() {
        let check =
            |code: &str, expected: Option<&str>| assert_eq!(target(code).as_deref(), expected, "{code}");
        check(r#" HYPERLINK "https://example.org/" "#, Some("https://example.org/"));
        check(r#" HYPERLINK "https://example.org/" \l "a" \o "tip""#, Some("https://example.org/#a"));
        check(r#" HYPERLINK \l "_Toc1" "#, Some("#_Toc1"));
        check(r#" REF x "HYPERLINK" "#, None);
        check(" HYPERLINK x", None);
    }

    #[test]
    fn only_results_are_shown() {
        let mut fields = Fields::default();
        assert!(fields.is_shown());
        fields.begin();
        fields.code("IF ");
        fields.begin();
        fields.code(r#"HYPERLINK "a""#);
        assert_eq!(fields.separate(), None);
        assert!(!fields.is_shown());
        assert!(!fields.end());
        assert_eq!(fields.separate(), None);
        assert!(fields.is_shown());
        assert!(!fields.end() && !fields.end());
    }
}
