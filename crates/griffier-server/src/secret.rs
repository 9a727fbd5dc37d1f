//! What a client must know to be answered.

use axum::http::HeaderMap;
use axum::http::header::AUTHORIZATION;
use base64::Engine;
use base64::engine::general_purpose::STANDARD;
use std::fmt;
use subtle::ConstantTimeEq;

/// The shortest secret: what is shorter can be guessed.
const SHORTEST: usize = 16;

/// A token. It is never shown.
#[derive(Clone)]
pub struct Secret(String);

/// Why a token is none.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
pub enum SecretError {
    /// It can be guessed.
    #[error("a token has at least {SHORTEST} characters (openssl rand -hex 32 makes one)")]
    Short,
    /// No header can carry it.
    #[error("a token has letters, digits and ASCII signs only, and no spaces within")]
    Characters,
}

impl fmt::Debug for Secret {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("Secret(…)")
    }
}

impl Secret {
    /// The secret `text`, white space around it aside.
    ///
    /// # Errors
    /// When it can be guessed, or no client could send it.
    pub fn new(text: &str) -> Result<Self, SecretError> {
        let text = text.trim();
        match text.bytes().all(|byte| byte.is_ascii_graphic()) {
            false => Err(SecretError::Characters),
            true if text.len() < SHORTEST => Err(SecretError::Short),
            true => Ok(Self(text.to_owned())),
        }
    }

    /// Whether a request knows it: as a bearer token, or as the password of a browser, with any name of a user.
    pub(crate) fn is_known(&self, headers: &HeaderMap) -> bool {
        let mut given = headers.get_all(AUTHORIZATION).iter();
        let (Some(only), None) = (given.next(), given.next()) else { return false };
        let Some((scheme, value)) = only.to_str().ok().and_then(|text| text.split_once(' ')) else {
            return false;
        };
        if scheme.eq_ignore_ascii_case("bearer") {
            return self.is(value.trim().as_bytes());
        }
        let decoded = STANDARD.decode(value.trim()).ok().filter(|_| scheme.eq_ignore_ascii_case("basic"));
        decoded.is_some_and(|pair| {
            let password = pair.iter().position(|&byte| byte == b':').map(|at| &pair[at + 1..]);
            password.is_some_and(|password| self.is(password))
        })
    }

    /// Compares in a time that tells of the length alone.
    fn is(&self, given: &[u8]) -> bool {
        self.0.as_bytes().ct_eq(given).into()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn check(header: &str, known: bool) {
        let secret = Secret::new("een-geheim-van-niemand\n").unwrap();
        let mut headers = HeaderMap::new();
        headers.insert(AUTHORIZATION, header.parse().unwrap());
        assert_eq!(secret.is_known(&headers), known, "{header}");
        headers.append(AUTHORIZATION, header.parse().unwrap());
        assert!(!secret.is_known(&headers), "two of them are not one");
    }

    #[test]
    fn it_is_known_by_token_or_password() {
        check("Bearer een-geheim-van-niemand", true);
        check("bearer  een-geheim-van-niemand", true);
        let basic = |pair: &str| format!("Basic {}", STANDARD.encode(pair));
        check(&basic("wie:een-geheim-van-niemand"), true);
        check(&basic(":een-geheim-van-niemand"), true);
        for wrong in ["", "x", "een-geheim-van-niemand", "een-geheim-van-niemand2", "Een-geheim-van-niemand"]
        {
            check(&basic(wrong), false);
            check(&format!("Bearer x{wrong}"), false);
            check(&format!("Digest {wrong}"), false);
        }
        check("Basic !!!", false);
        assert!(!Secret::new("een-geheim-van-niemand").unwrap().is_known(&HeaderMap::new()));
    }

    #[test]
    fn what_can_be_guessed_or_not_be_sent_is_none() {
        assert_eq!(Secret::new("kort").unwrap_err(), SecretError::Short);
        assert_eq!(Secret::new("een geheim met spaties").unwrap_err(), SecretError::Characters);
        assert_eq!(Secret::new("geheim-met-één-teken").unwrap_err(), SecretError::Characters);
        assert!(!format!("{:?}", Secret::new("een-geheim-van-niemand")).contains("geheim"));
    }
}
