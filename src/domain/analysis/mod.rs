//! Text analysis: one way from text to terms, for products and for queries.
//!
//! A text is normalized (Unicode NFKC, case and diacritics folded), cut into runs of letters, digits and signs, and put
//! together to pieces: words, numbers, codes such as `TN-2110`, measures such as `15.6"`, and runs of scripts that write
//! no spaces. Pieces give terms. Products and queries go through the same code, so that `TN-2110`, `tn2110` and
//! `tn 2110`, or `1 TB` and `1000gb`, meet in the same terms. What is language data (units, stop-words, synonyms) lies in
//! text files beside the code.
//!
//! Nothing here knows a catalog: which words exist, how compounds split and which typo means which word is decided where
//! the vocabulary is.

mod pieces;
mod query;
mod stem;
mod stop;
mod synonyms;
mod tokens;
mod units;

pub use pieces::{Piece, normalize, pieces};
pub use query::{Parsed, parse};
pub use stem::{Stemming, stem};
pub use stop::is_stop_word;
pub use synonyms::{Synonym, Synonyms, SynonymsError};
pub use tokens::{Token, tokens};
