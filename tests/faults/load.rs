//! Steady load over HTTP on several nodes, each answer held to what a caller may ever see.

use std::{
    sync::{
        Arc, Mutex, PoisonError,
        atomic::{AtomicBool, AtomicU64, Ordering},
    },
    time::{Duration, Instant},
};

use reqwest::{Client, Response};
use serde_json::{Value, json};
use tokio::task::JoinSet;

use crate::support::until;

/// Callers at a time, of each node.
const CALLERS: usize = 3;

/// Time of a caller between two requests: the tests beside this one need the machine as well.
const PAUSE: Duration = Duration::from_millis(8);

/// Longest that a caller waits: what a look-up may take of the store at most, and a little for all the rest.
const PATIENCE: Duration = Duration::from_secs(12);

const PAGE: &str = "query($handle: String!) { product(handle: $handle) {
  id handle title availableForSale
  variants(first: 50) { nodes { id title availableForSale price { currencyCode } } }
} }";

const LIST: &str =
    "query($handle: String!) { collection(handle: $handle) { handle products(first: 12) { nodes {
  handle title priceRange { minVariantPrice { currencyCode } }
} } } }";

const SEARCH: &str =
    "query($text: String!) { products(first: 3, query: $text) { totalCount nodes { handle } } }";

/// What is asked for.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Asked {
    /// A page of a product that is asked for all the time.
    HotPage,
    /// A list that is asked for all the time.
    HotList,
    /// A handle that nobody has and that is asked for all the time.
    HotMissing,
    /// The page of any product.
    AnyPage,
    /// A handle that nobody has and nobody asked for before.
    NewMissing,
    /// A list that nobody asked for before.
    NewList,
}

impl Asked {
    const ALL: [Self; 6] = [
        Self::HotPage,
        Self::HotList,
        Self::HotMissing,
        Self::AnyPage,
        Self::NewMissing,
        Self::NewList,
    ];

    /// Whether every node holds it in process.
    pub fn is_hot(self) -> bool {
        matches!(self, Self::HotPage | Self::HotList | Self::HotMissing)
    }

    /// Whether nobody can hold it.
    pub fn is_new(self) -> bool {
        matches!(self, Self::NewMissing | Self::NewList)
    }
}

/// How a request was answered, within what is allowed.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Outcome {
    /// With what is so now.
    Fresh,
    /// With what was held, marked.
    Stale,
    /// With an error of this code.
    Failed(String),
}

/// An answer.
#[derive(Debug, Clone)]
pub struct Answer {
    /// What was asked for.
    pub asked: Asked,
    /// When the request was sent.
    pub sent: Instant,
    /// How it was answered.
    pub outcome: Outcome,
}

/// What the catalog holds, and what callers must see of it.
pub struct Shop {
    client: Client,
    pages: Vec<String>,
    /// Hot requests with the data that answers them.
    hot: Vec<(Asked, Value, Value)>,
}

/// How many products are hot.
const HOT_PAGES: usize = 6;

impl Shop {
    /// Asks every node for everything hot, so that each holds it.
    pub async fn warm(nodes: &[String], pages: Vec<String>, lists: &[String]) -> Self {
        let client = Client::builder().timeout(PATIENCE).build().unwrap();
        let hot_pages = pages.iter().take(HOT_PAGES);
        let mut wanted: Vec<(Asked, Value)> = hot_pages
            .map(|handle| (Asked::HotPage, request(PAGE, &json!({ "handle": handle }))))
            .collect();
        let lists = lists.iter().take(2);
        wanted.extend(lists.map(|it| (Asked::HotList, request(LIST, &json!({ "handle": it })))));
        let nobody = json!({ "handle": "nobody-has-this" });
        wanted.push((Asked::HotMissing, request(PAGE, &nobody)));
        let mut hot = Vec::new();
        for (asked, request) in wanted {
            let mut data = Value::Null;
            for node in nodes {
                let sent = client.post(format!("{node}/graphql")).json(&request).send();
                let answer: Value = sent.await.unwrap().json().await.unwrap();
                assert!(answer.get("errors").is_none(), "{answer}");
                data = answer["data"].clone();
            }
            hot.push((asked, request, data));
        }
        Self { client, pages, hot }
    }

    /// The request of this number, and the data of its answer.
    fn request(&self, asked: Asked, number: u64) -> (Value, Expected) {
        let pick = |count: usize| usize::try_from(number).unwrap_or(0) % count;
        match asked {
            Asked::HotPage | Asked::HotList | Asked::HotMissing => {
                let of_kind: Vec<_> = self.hot.iter().filter(|hot| hot.0 == asked).collect();
                let (_, request, data) = of_kind[pick(of_kind.len())];
                (request.clone(), Expected::Data(data.clone()))
            }
            Asked::AnyPage => {
                let handle = &self.pages[pick(self.pages.len())];
                let request = request(PAGE, &json!({ "handle": handle }));
                (request, Expected::Page(handle.clone()))
            }
            Asked::NewMissing => {
                let request = request(PAGE, &json!({ "handle": format!("nobody-{number}") }));
                (request, Expected::Data(json!({ "product": null })))
            }
            Asked::NewList => {
                let request = request(
                    SEARCH,
                    &json!({ "text": format!("vendor:nobody-{number}") }),
                );
                let none = json!({ "products": { "totalCount": "0", "nodes": [] } });
                (request, Expected::Data(none))
            }
        }
    }
}

fn request(query: &str, variables: &Value) -> Value {
    json!({ "query": query, "variables": variables })
}

/// The data of an answer without errors.
enum Expected {
    Data(Value),
    /// The page of the product with this handle.
    Page(String),
}

impl Expected {
    fn holds(&self, data: &Value) -> bool {
        match self {
            Self::Data(expected) => data == expected,
            Self::Page(handle) => {
                let product = &data["product"];
                let variants = product["variants"]["nodes"].as_array();
                product["handle"] == handle.as_str() && variants.is_some_and(|it| !it.is_empty())
            }
        }
    }
}

/// What all callers share.
struct Calls {
    shop: Shop,
    number: AtomicU64,
    is_over: AtomicBool,
    answers: Mutex<Vec<Answer>>,
}

/// Load that goes on until it is stopped.
pub struct Load {
    calls: Arc<Calls>,
    callers: JoinSet<()>,
}

impl Load {
    /// Starts it.
    pub fn start(shop: Shop, nodes: &[String]) -> Self {
        let calls = Arc::new(Calls {
            shop,
            number: AtomicU64::new(0),
            is_over: AtomicBool::new(false),
            answers: Mutex::default(),
        });
        let mut callers = JoinSet::new();
        for _ in 0..CALLERS {
            for node in nodes {
                callers.spawn(call(Arc::clone(&calls), node.clone()));
            }
        }
        Self { calls, callers }
    }

    /// The answers so far from a place in their order on.
    pub fn since(&self, place: usize) -> Vec<Answer> {
        assert_eq!(self.callers.len(), CALLERS * 2, "no caller ends");
        self.calls.answers()[place..].to_vec()
    }

    /// How many answers there are.
    pub fn count(&self) -> usize {
        self.calls.answers().len()
    }

    /// Waits for so many more.
    pub async fn more(&mut self, count: usize) {
        let enough = self.count() + count;
        self.until("more answers", |answers| answers.len() >= enough, 0)
            .await;
    }

    /// Waits until the answers from a place on are like this. A caller that met what must never be ends the wait.
    pub async fn until(&mut self, what: &str, are: impl Fn(&[Answer]) -> bool, place: usize) {
        let waited = until(what, async || are(&self.calls.answers()[place..]));
        tokio::select! {
            () = waited => {}
            ended = self.callers.join_next() => ended.expect("callers").expect("no panic"),
        }
    }

    /// Stops it and gives all answers.
    pub async fn stop(self) -> Vec<Answer> {
        self.calls.is_over.store(true, Ordering::SeqCst);
        self.callers.join_all().await;
        std::mem::take(&mut self.calls.answers())
    }
}

impl Calls {
    fn answers(&self) -> std::sync::MutexGuard<'_, Vec<Answer>> {
        self.answers.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

async fn call(calls: Arc<Calls>, node: String) {
    while !calls.is_over.load(Ordering::SeqCst) {
        let number = calls.number.fetch_add(1, Ordering::SeqCst);
        let count = Asked::ALL.len() as u64;
        let asked = Asked::ALL[usize::try_from(number % count).unwrap()];
        let (request, expected) = calls.shop.request(asked, number / count);
        let sent = Instant::now();
        let client = &calls.shop.client;
        let answer = client.post(format!("{node}/graphql")).json(&request).send();
        let answer = answer.await;
        let answer = answer.unwrap_or_else(|error| panic!("{asked:?} got no answer: {error:?}"));
        let outcome = outcome(answer, &expected).await;
        let outcome = outcome.unwrap_or_else(|wrong| panic!("{asked:?}: {wrong}"));
        calls.answers().push(Answer {
            asked,
            sent,
            outcome,
        });
        tokio::time::sleep(PAUSE).await;
    }
}

/// What an answer says, or why nobody may ever get one like it.
async fn outcome(answer: Response, expected: &Expected) -> Result<Outcome, String> {
    let (status, headers) = (answer.status().as_u16(), answer.headers().clone());
    let body: Value = answer.json().await.map_err(|error| error.to_string())?;
    let stale = headers.get("vitrina-stale");
    let is_stored = headers
        .get("cache-control")
        .is_none_or(|it| it != "no-store");
    if let Some(stale) = stale {
        let age = stale.to_str().ok().and_then(|age| age.parse::<u64>().ok());
        if age.is_none_or(|age| age > 60) || is_stored {
            return Err(format!("a stale answer has the headers {headers:?}"));
        }
    }
    // It ran, whatever came of it.
    if status != 200 || body.get("data").is_none() {
        return Err(format!("{status} {body}"));
    }
    let Some(errors) = body.get("errors") else {
        return match (expected.holds(&body["data"]), stale) {
            (false, _) => Err(format!("wrong data: {body}")),
            (true, Some(_)) => Ok(Outcome::Stale),
            (true, None) => Ok(Outcome::Fresh),
        };
    };
    let errors = errors.as_array().filter(|errors| !errors.is_empty());
    let codes = errors.into_iter().flatten().map(|error| {
        let code = error["extensions"]["code"].as_str();
        code.filter(|_| error["message"].is_string() && error["path"].is_array())
    });
    let codes: Option<Vec<&str>> = codes.collect();
    match codes.as_deref() {
        Some([code, ..]) => Ok(Outcome::Failed((*code).to_owned())),
        _ => Err(format!("errors without a code: {body}")),
    }
}
