//! The keywords of JSON Schema that the output's schema uses; an unknown one is an error. A full validator would take
//! longer to build than the rest of the workspace.

use serde_json::Value;

/// Adds `place: message` to `errors` for everything in `value` that `schema` does not allow.
pub(super) fn validate(root: &Value, schema: &Value, value: &Value, place: &str, errors: &mut Vec<String>) {
    for (keyword, rule) in schema.as_object().unwrap() {
        match keyword.as_str() {
            "$schema" | "$id" | "$defs" | "title" | "description" | "then" | "else" => {}
            "if" => {
                if let Some(branch) = schema.get(if fits(root, rule, value) { "then" } else { "else" }) {
                    validate(root, branch, value, place, errors);
                }
            }
            "not" if fits(root, rule, value) => errors.push(format!("{place}: must not fit {rule}")),
            "not" => {}
            "$ref" => {
                let target = root.pointer(rule.as_str().unwrap().trim_start_matches('#')).unwrap();
                validate(root, target, value, place, errors);
            }
            "properties" | "propertyNames" | "additionalProperties" => {
                members(root, schema, (keyword, rule), value, place, errors);
            }
            "items" => {
                for (i, item) in value.as_array().into_iter().flatten().enumerate() {
                    validate(root, rule, item, &format!("{place}/{i}"), errors);
                }
            }
            keyword if !allows(keyword, rule, value) => {
                errors.push(format!("{place}: {value} breaks {keyword} {rule}"));
            }
            _ => {}
        }
    }
}

/// The keywords that look at one value alone; each says nothing of values of other types.
fn allows(keyword: &str, rule: &Value, value: &Value) -> bool {
    let number = value.as_f64().zip(rule.as_f64());
    match keyword {
        "type" => {
            let names = rule.as_array().map_or_else(|| std::slice::from_ref(rule), Vec::as_slice);
            names.iter().any(|name| has_type(value, name.as_str().unwrap()))
        }
        "const" => value == rule,
        "enum" => rule.as_array().unwrap().contains(value),
        "minimum" => number.is_none_or(|(value, least)| value >= least),
        "maximum" => number.is_none_or(|(value, most)| value <= most),
        "minLength" => {
            value.as_str().is_none_or(|text| text.chars().count() as u64 >= rule.as_u64().unwrap())
        }
        "pattern" => value.as_str().is_none_or(|text| matches(rule.as_str().unwrap(), text)),
        "required" => {
            let names = rule.as_array().unwrap();
            value
                .as_object()
                .is_none_or(|members| names.iter().all(|name| members.contains_key(name.as_str().unwrap())))
        }
        unknown => panic!("the schema uses {unknown}, which this test does not know"),
    }
}

fn members(
    root: &Value,
    schema: &Value,
    (keyword, rule): (&str, &Value),
    value: &Value,
    place: &str,
    errors: &mut Vec<String>,
) {
    for (name, member) in value.as_object().into_iter().flatten() {
        let (named, inner) =
            (schema.get("properties").and_then(|all| all.get(name)), format!("{place}/{name}"));
        match (keyword, named) {
            ("properties", Some(named)) => validate(root, named, member, &inner, errors),
            ("propertyNames", _) => validate(root, rule, &Value::from(name.as_str()), &inner, errors),
            ("additionalProperties", None) if rule == &Value::Bool(false) => {
                errors.push(format!("{inner}: unknown"))
            }
            ("additionalProperties", None) => validate(root, rule, member, &inner, errors),
            _ => {}
        }
    }
}

fn fits(root: &Value, schema: &Value, value: &Value) -> bool {
    let mut errors = Vec::new();
    validate(root, schema, value, "", &mut errors);
    errors.is_empty()
}

fn has_type(value: &Value, name: &str) -> bool {
    match name {
        "object" => value.is_object(),
        "array" => value.is_array(),
        "string" => value.is_string(),
        "integer" => value.is_u64() || value.is_i64(),
        "number" => value.is_number(),
        "boolean" => value.is_boolean(),
        "null" => value.is_null(),
        unknown => panic!("no type {unknown}"),
    }
}

/// The patterns of the schema, each by the code it stands for.
fn matches(pattern: &str, text: &str) -> bool {
    let all = |text: &str, allowed: fn(char) -> bool| !text.is_empty() && text.chars().all(allowed);
    match pattern {
        "^[0-9a-f]{64}$" => text.len() == 64 && all(text, |c| matches!(c, '0'..='9' | 'a'..='f')),
        "^[0-9]{4}-[0-9]{2}-[0-9]{2}$" => {
            text.len() == 10
                && text
                    .bytes()
                    .enumerate()
                    .all(|(i, b)| if i == 4 || i == 7 { b == b'-' } else { b.is_ascii_digit() })
        }
        "^m[1-9][0-9]*$" => {
            text.strip_prefix('m').is_some_and(|n| !n.starts_with('0') && all(n, |c| c.is_ascii_digit()))
        }
        "^[a-z-]+::[a-z0-9-]+$" => text.split_once("::").is_some_and(|(stage, code)| {
            all(stage, |c| c.is_ascii_lowercase() || c == '-')
                && all(code, |c| c.is_ascii_lowercase() || c.is_ascii_digit() || c == '-')
        }),
        "^[a-z][a-z0-9_]*$" => {
            text.starts_with(|c: char| c.is_ascii_lowercase())
                && all(text, |c| c.is_ascii_lowercase() || c.is_ascii_digit() || c == '_')
        }
        unknown => panic!("no pattern {unknown}"),
    }
}
