//! Tokens against cross-site request forgery, as services of SAP require them.

use http::StatusCode;
use http::header::{COOKIE, HeaderName, SET_COOKIE};

use crate::reply::Reply;
use crate::request::Received;

const NAME: HeaderName = HeaderName::from_static("x-csrf-token");
const TOKEN: &str = "mock-token";
const SESSION: &str = "mock-session=1";

/// Why a request is refused: it changes something, and has no token.
pub(crate) fn refusal(request: &Received) -> Option<Reply> {
    let has_token = request.header(NAME.as_str()) == Some(TOKEN);
    let cookies = request.headers.get_all(COOKIE).iter();
    let cookies = cookies.filter_map(|cookies| cookies.to_str().ok());
    let mut cookies = cookies.flat_map(|cookies| cookies.split(';'));
    let has_session = cookies.any(|cookie| cookie.trim() == SESSION);
    if request.method.is_safe() || (has_token && has_session) {
        return None;
    }
    let text = "a change needs the token and the cookie that `X-CSRF-Token: Fetch` returns";
    Some(Reply::message(StatusCode::FORBIDDEN, text).with(NAME, "Required"))
}

/// Adds the token, if a request that changes nothing fetches it.
pub(crate) fn with_token(request: &Received, reply: Reply) -> Reply {
    let asked = request.header(NAME.as_str()).unwrap_or_default();
    match request.method.is_safe() && asked.eq_ignore_ascii_case("fetch") {
        true => reply
            .with(NAME, TOKEN)
            .with(SET_COOKIE, &format!("{SESSION}; Path=/; HttpOnly")),
        false => reply,
    }
}
