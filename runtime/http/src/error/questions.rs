//! Methods that every error of a client has.

/// Adds methods about the status and the headers of its response to an error. It must have a method `response` that
/// returns `Option<&Response>`.
#[doc(hidden)]
#[macro_export]
macro_rules! __error_questions {
    ($error:ty) => {
        impl $error {
            /// The status of the response. `None` when there was no response, or none that failed.
            pub fn status(&self) -> ::core::option::Option<$crate::__private::http::StatusCode> {
                self.response().map(|response| response.status)
            }

            /// The headers of the response, such as `Retry-After`.
            pub fn headers(&self) -> ::core::option::Option<&$crate::__private::http::HeaderMap> {
                self.response().map(|response| &response.headers)
            }

            /// The body of the response, as it arrived.
            pub fn body(&self) -> ::core::option::Option<&$crate::__private::bytes::Bytes> {
                self.response().map(|response| &response.body)
            }

            /// Whether the status is 404 Not Found or 410 Gone.
            pub fn is_not_found(&self) -> bool {
                use $crate::__private::http::StatusCode;
                self.has_status(&[StatusCode::NOT_FOUND, StatusCode::GONE])
            }

            /// Whether the status is 429 Too Many Requests.
            pub fn is_throttled(&self) -> bool {
                self.has_status(&[$crate::__private::http::StatusCode::TOO_MANY_REQUESTS])
            }

            /// Whether the status is 409 Conflict.
            pub fn is_conflict(&self) -> bool {
                self.has_status(&[$crate::__private::http::StatusCode::CONFLICT])
            }

            /// Whether the status is 412 Precondition Failed (the etag has changed) or 428 Precondition Required.
            pub fn is_precondition_failed(&self) -> bool {
                use $crate::__private::http::StatusCode;
                self.has_status(&[
                    StatusCode::PRECONDITION_FAILED,
                    StatusCode::PRECONDITION_REQUIRED,
                ])
            }

            /// Whether the status is 401 Unauthorized.
            pub fn is_unauthorized(&self) -> bool {
                self.has_status(&[$crate::__private::http::StatusCode::UNAUTHORIZED])
            }

            /// Whether the status is 403 Forbidden.
            pub fn is_forbidden(&self) -> bool {
                self.has_status(&[$crate::__private::http::StatusCode::FORBIDDEN])
            }

            /// Whether the status is 304 Not Modified: the resource still has the etag of `If-None-Match`.
            pub fn is_not_modified(&self) -> bool {
                self.has_status(&[$crate::__private::http::StatusCode::NOT_MODIFIED])
            }

            /// How long to wait before the next attempt, according to the service: `Retry-After` of the response, in
            /// seconds or as a date. [`Duration::MAX`](::std::time::Duration::MAX) when it is longer than that.
            pub fn retry_after(&self) -> ::core::option::Option<::core::time::Duration> {
                $crate::retry::retry_after(self.headers()?)
            }

            /// Whether the service itself failed: a status of 500 or more.
            pub fn is_server_error(&self) -> bool {
                self.status().is_some_and(|status| status.is_server_error())
            }

            fn has_status(&self, any: &[$crate::__private::http::StatusCode]) -> bool {
                self.status().is_some_and(|status| any.contains(&status))
            }
        }
    };
}
