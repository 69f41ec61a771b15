//! An RDAP server (RFC 9082): `/domain/<name>` answers the object given for it,
//! and any other name the error object of RFC 9083 section 6.

use super::http::{Answers, Request, Response, reply};
use super::log::{Log, Service};
use bytes::Bytes;
use std::collections::BTreeMap;

/// The media type of RFC 7480.
const MEDIA_TYPE: &str = "application/rdap+json";

/// The answers by domain: status and JSON.
pub(super) struct Rdap {
    answers: BTreeMap<String, (u16, Bytes)>,
    log: Log,
}

impl Rdap {
    pub(super) fn new(answers: BTreeMap<String, (u16, Bytes)>, log: Log) -> Self {
        Self { answers, log }
    }
}

impl Answers for Rdap {
    async fn answer(&self, request: Request) -> Response {
        let name = request.uri().path().strip_prefix("/domain/").unwrap_or("");
        let name = name.trim_end_matches('.').to_ascii_lowercase();
        self.log.question(Service::Rdap, &name, request.method().as_str());
        match self.answers.get(&name) {
            Some((status, text)) => reply(*status, MEDIA_TYPE, text.clone()),
            None => {
                let error = serde_json::json!({
                    "rdapConformance": ["rdap_level_0"],
                    "errorCode": 404,
                    "title": "Not found",
                    "description": ["There is no such object here."],
                });
                reply(404, MEDIA_TYPE, error.to_string())
            }
        }
    }
}
