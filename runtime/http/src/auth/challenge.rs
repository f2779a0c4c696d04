//! The header `WWW-Authenticate`, with which a service rejects a token (RFC 9110, 11.6.1).

use base64::Engine as _;
use base64::alphabet::URL_SAFE;
use base64::engine::{DecodePaddingMode, GeneralPurpose, GeneralPurposeConfig};
use http::HeaderMap;
use http::header::WWW_AUTHENTICATE;

/// Base64 as services write it: of either alphabet, with padding or without.
const BASE64: GeneralPurpose = GeneralPurpose::new(
    &URL_SAFE,
    GeneralPurposeConfig::new()
        .with_decode_allow_trailing_bits(true)
        .with_decode_padding_mode(DecodePaddingMode::Indifferent),
);

/// The claims that a new token must have: the parameter `claims` of a `Bearer` challenge with the error
/// `insufficient_claims`, decoded from base64. Microsoft's services send it when access was revoked or a policy
/// requires more (Continuous Access Evaluation).
pub(crate) fn claims(headers: &HeaderMap) -> Option<String> {
    headers.get_all(WWW_AUTHENTICATE).iter().find_map(|value| {
        let text = String::from_utf8_lossy(value.as_bytes());
        let challenges = challenges(&text);
        let bearer = challenges.iter().find(|one| {
            one.scheme.eq_ignore_ascii_case("bearer")
                && one.parameter("error") == Some("insufficient_claims")
        });
        let claims = bearer?.parameter("claims")?;
        let claims = claims.replace('+', "-").replace('/', "_");
        let claims = String::from_utf8(BASE64.decode(claims).ok()?).ok()?;
        (!claims.is_empty()).then_some(claims)
    })
}

/// One way to authenticate that a service offers.
#[derive(Debug, PartialEq, Eq)]
struct Challenge<'a> {
    scheme: &'a str,
    parameters: Vec<(&'a str, String)>,
}

impl Challenge<'_> {
    /// The value of a parameter; names have no case (RFC 9110, 11.2).
    fn parameter(&self, name: &str) -> Option<&str> {
        let found = |(key, _): &&(&str, String)| key.eq_ignore_ascii_case(name);
        self.parameters
            .iter()
            .find(found)
            .map(|(_, value)| value.as_str())
    }
}

/// The challenges of one header field, as far as it is well-formed.
fn challenges(text: &str) -> Vec<Challenge<'_>> {
    let mut rest = text;
    let mut all: Vec<Challenge<'_>> = Vec::new();
    loop {
        rest = rest.trim_start_matches([' ', '\t', ',']);
        let Some((name, after)) = token(rest) else {
            return all;
        };
        if let (Some(value), Some(challenge)) = (after_equals(after), all.last_mut()) {
            let Some((value, after)) = parameter_value(value) else {
                return all;
            };
            challenge.parameters.push((name, value));
            rest = after;
        } else {
            all.push(Challenge {
                scheme: name,
                parameters: Vec::new(),
            });
            rest = after_token68(after).unwrap_or(after);
        }
    }
}

/// RFC 9110, 5.6.2.
fn token(text: &str) -> Option<(&str, &str)> {
    let is_token = |c: char| c.is_ascii_alphanumeric() || "!#$%&'*+-.^_`|~".contains(c);
    let end = text.find(|c| !is_token(c)).unwrap_or(text.len());
    (end > 0).then(|| text.split_at(end))
}

fn after_equals(text: &str) -> Option<&str> {
    let after = text.trim_start_matches([' ', '\t']).strip_prefix('=')?;
    Some(after.trim_start_matches([' ', '\t']))
}

/// A token, or a quoted string without its quotes and escapes (RFC 9110, 5.6.4).
fn parameter_value(text: &str) -> Option<(String, &str)> {
    let Some(quoted) = text.strip_prefix('"') else {
        return token(text).map(|(value, after)| (value.to_owned(), after));
    };
    let mut value = String::new();
    let mut chars = quoted.char_indices();
    while let Some((at, c)) = chars.next() {
        match c {
            '"' => return Some((value, &quoted[at + 1..])),
            '\\' => value.push(chars.next()?.1),
            _ => value.push(c),
        }
    }
    None
}

/// What follows a `token68`, which some schemes have in place of parameters. `None`: there is none.
fn after_token68(text: &str) -> Option<&str> {
    let start = text.trim_start_matches(' ');
    let is_token68 = |c: char| c.is_ascii_alphanumeric() || "-._~+/".contains(c);
    let after = start.trim_start_matches(is_token68);
    if start.len() == text.len() || after.len() == start.len() {
        return None;
    }
    let after = after
        .trim_start_matches('=')
        .trim_start_matches([' ', '\t']);
    (after.is_empty() || after.starts_with(',')).then_some(after)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn several_challenges_in_one_header() {
        let text = r#" , Negotiate, Basic realm="a, Bearer claims=\"x\"" , NTLM TlRMTVNT+/==, Bearer realm="", error = "insufficient_claims" ,claims="e30="; junk"#;
        let found = challenges(text);
        let schemes: Vec<_> = found.iter().map(|one| one.scheme).collect();
        assert_eq!(schemes, ["Negotiate", "Basic", "NTLM", "Bearer"]);
        assert_eq!(found[1].parameter("REALM"), Some(r#"a, Bearer claims="x""#));
        assert_eq!(found[3].parameter("realm"), Some(""));
        assert_eq!(found[3].parameter("claims"), Some("e30="));
        for broken in ["", "=", "Bearer claims=\"open", "\"", "Bearer claims=", "é"] {
            assert!(
                challenges(broken)
                    .iter()
                    .all(|one| one.parameters.is_empty()),
                "{broken}"
            );
        }
    }

    #[test]
    fn claims_of_a_bearer_challenge_alone() {
        let read = |values: &[&str]| {
            let mut headers = HeaderMap::new();
            for value in values {
                headers.append(WWW_AUTHENTICATE, value.parse().unwrap());
            }
            claims(&headers)
        };
        let claims = r#"{"access_token":{"nbf":{"essential":true, "value":"1604106651"}}}"#;
        let text = "eyJhY2Nlc3NfdG9rZW4iOnsibmJmIjp7ImVzc2VudGlhbCI6dHJ1ZSwgInZhbHVlIjoiMTYwNDEwNjY1MSJ9fX0=";
        let challenge = format!(
            r#"Bearer realm="", authorization_uri="https://login.microsoftonline.com/common/oauth2/authorize", error="insufficient_claims", claims="{text}""#
        );
        assert_eq!(
            read(&["Basic realm=\"x\"", &challenge]).as_deref(),
            Some(claims)
        );
        for none in [
            r#"Bearer error="insufficient_claims""#,
            r#"Bearer error="insufficient_claims", claims="!""#,
            r#"Bearer error="insufficient_claims", claims="""#,
            r#"Bearer error="insufficient_claims", claims="/w==""#,
            r#"Bearer error="invalid_token", claims="e30=""#,
            r#"PoP error="insufficient_claims", claims="e30=""#,
        ] {
            assert_eq!(read(&[none]), None, "{none}");
        }
        assert_eq!(
            read(&[r#"bearer CLAIMS=e30, Error="insufficient_claims""#]).as_deref(),
            Some("{}")
        );
    }
}
