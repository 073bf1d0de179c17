//! From a query to clauses: what each of its words may be matched by, as the catalog's own vocabulary shows.

use super::{
    Words, matching,
    postings::{Offsets, Postings, WINDOW, WINDOW_BITS},
    vocabulary::TermId,
};
use crate::domain::analysis::{self, Parsed, Piece, Stemming, Synonym, is_stop_word, stem};
use crate::domain::language::Language;

/// Words of a rule of synonyms, and of what is joined, at most.
const LONGEST_RULE: usize = 3;
/// Completions of the last word that are matched.
const MOST_COMPLETIONS: usize = 48;
/// Letters from which on what is typed says enough to look for all those completions.
const LONG_BEGINNING: usize = 3;
/// Products that are enough to show for a shorter beginning, most used words first.
const ENOUGH_BEGUN: usize = 10_000;
/// Corrections of one word that are matched.
const MOST_CORRECTIONS: usize = 4;
/// Letters of a part of a compound, at least.
const SHORTEST_PART: usize = 3;
/// A word that so many products have is written so, and not looked for in two parts.
const USUAL: usize = 1_000;
/// Words of one query that are corrected: who misspells more than these is not understood by correcting.
const MOST_CORRECTED: usize = 8;
/// Products whose text is read to see whether parts of a compound stand side by side.
const MOST_READ: usize = 2_000;

/// A word for a kind is preferred to another one when it names this many times the products.
const KIND_MAJORITY: u32 = 10;

/// One way to satisfy a clause: all these terms.
#[derive(Debug, Clone, PartialEq)]
pub(super) struct Alternative {
    pub(super) terms: Vec<TermId>,
    pub(super) worth: f32,
    /// The terms must stand side by side.
    pub(super) adjacent: bool,
    /// It is another name of what was asked for, or the same name written otherwise.
    pub(super) is_equal: bool,
}

/// Products of a clause.
#[derive(Debug)]
pub(super) enum Source<'a> {
    Term(&'a Postings),
    Union(Postings),
}

impl Source<'_> {
    pub(super) fn postings(&self) -> &Postings {
        match self {
            Self::Term(postings) => postings,
            Self::Union(postings) => postings,
        }
    }
}

/// What a query wants at one place.
#[derive(Debug)]
pub(super) struct Clause<'a> {
    pub(super) source: Source<'a>,
    /// Weight of the words: their inverse document frequency.
    pub(super) weight: f32,
    /// All terms that may stand for it.
    pub(super) terms: Vec<TermId>,
    /// The ways to satisfy it.
    pub(super) alternatives: Vec<Alternative>,
}

/// A query as the vocabulary understands it.
#[derive(Debug, Default)]
pub(super) struct Compiled<'a> {
    pub(super) clauses: Vec<Clause<'a>>,
    /// Some words were taken for others.
    pub(super) is_corrected: bool,
    /// Unknown words and what they were taken for.
    pub(super) corrections: Vec<(String, String)>,
}

/// A place of the query with what may stand for it.
struct Place {
    alternatives: Vec<Alternative>,
    /// Summed weight of the words that were asked for, where all are known.
    asked: f32,
}

fn one(term: TermId, worth: f32) -> Alternative {
    Alternative {
        terms: vec![term],
        worth,
        adjacent: false,
        is_equal: false,
    }
}

impl Words {
    pub(super) fn compile(
        &self,
        parsed: &Parsed,
        language: Language,
        is_last_a_prefix: bool,
    ) -> Compiled<'_> {
        let stemming = Stemming::of(language);
        let stems: Vec<Option<String>> = parsed
            .wanted
            .iter()
            .map(|piece| match piece {
                Piece::Word(word) => Some(stem(stemming, word).into_owned()),
                Piece::Number { number, .. } => Some(number.clone()),
                Piece::Code { whole, .. } => Some(whole.clone()),
                Piece::Measure { .. } | Piece::Signs(_) => None,
            })
            .collect();
        let is_stop =
            |piece: &Piece| matches!(piece, Piece::Word(word) if is_stop_word(language, word));
        let has_content = !parsed.phrases.is_empty() || !parsed.wanted.iter().all(is_stop);
        let mut compiled = Compiled::default();
        let mut at = 0;
        while at < parsed.wanted.len() {
            let is_last = at + 1 == parsed.wanted.len();
            let as_prefix = is_last && is_last_a_prefix && parsed.ends_in_word;
            if has_content && is_stop(&parsed.wanted[at]) && !as_prefix {
                at += 1;
                continue;
            }
            let (place, taken) = match self.several(parsed, &stems, at) {
                Some(several) => several,
                None => (
                    self.single(
                        &parsed.wanted[at],
                        &stems[at],
                        stemming,
                        as_prefix,
                        &mut compiled,
                    ),
                    1,
                ),
            };
            at += taken;
            compiled.clauses.push(self.clause(place));
        }
        for piece in parsed.phrases.iter().flatten() {
            if !(has_content && is_stop(piece)) {
                let stem = match piece {
                    Piece::Word(word) => Some(stem(stemming, word).into_owned()),
                    _ => None,
                };
                let place = self.single(piece, &stem, stemming, false, &mut compiled);
                compiled.clauses.push(self.clause(place));
            }
        }
        compiled
    }

    /// A place made of several pieces from this one on: a code written in two, words that the catalog joins, or words
    /// that have synonyms together.
    fn several(
        &self,
        parsed: &Parsed,
        stems: &[Option<String>],
        at: usize,
    ) -> Option<(Place, usize)> {
        if let Some(
            Piece::Number {
                joined: Some(joined),
                ..
            }
            | Piece::Code {
                joined: Some(joined),
                ..
            },
        ) = parsed.wanted.get(at + 1)
            && let Some(term) = self.vocabulary.term(joined)
        {
            let place = Place {
                asked: self.weight_of(&[term]),
                alternatives: vec![one(term, 1.0)],
            };
            return Some((place, 2));
        }
        let known = |stem: &String| self.vocabulary.term(stem);
        for taken in (2..=LONGEST_RULE).rev() {
            let Some(words) = stems.get(at..at + taken) else {
                continue;
            };
            let Some(words) = words.iter().cloned().collect::<Option<Vec<String>>>() else {
                continue;
            };
            let mut alternatives = Vec::new();
            let asked: Option<Vec<TermId>> = words.iter().map(known).collect();
            let mut weight = 0.0;
            if let Some(terms) = &asked {
                weight = self.weight_of(terms);
                alternatives.push(Alternative {
                    terms: terms.clone(),
                    worth: 1.0,
                    adjacent: false,
                    is_equal: false,
                });
            }
            let own = alternatives.len();
            alternatives.extend(self.synonyms_of(&words, 1.0));
            if taken == 2
                && let [Piece::Word(first), Piece::Word(_)] = &parsed.wanted[at..at + 2]
                && let Some(term) = known(&format!("{first}{}", words[1]))
            {
                alternatives.push(Alternative {
                    is_equal: true,
                    ..one(term, self.weights.compound)
                });
            }
            if alternatives.len() > own {
                return Some((
                    Place {
                        alternatives,
                        asked: weight,
                    },
                    taken,
                ));
            }
        }
        None
    }

    fn single(
        &self,
        piece: &Piece,
        stemmed: &Option<String>,
        stemming: Stemming,
        as_prefix: bool,
        compiled: &mut Compiled<'_>,
    ) -> Place {
        let known = |text: &str| self.vocabulary.term(text);
        let all = |parts: Vec<&str>, worth| {
            let terms: Option<Vec<TermId>> = parts.into_iter().map(known).collect();
            let terms = terms.filter(|terms| !terms.is_empty());
            terms.map(|terms| Alternative {
                adjacent: false,
                is_equal: false,
                terms,
                worth,
            })
        };
        let mut alternatives: Vec<Alternative> = Vec::new();
        match piece {
            Piece::Word(word) => {
                let stem = stemmed.as_deref().unwrap_or(word);
                alternatives.extend(known(stem).map(|term| one(term, 1.0)));
                // What is not translated is in the shop's language.
                let own_stem = analysis::stem(Stemming::of(self.language), word);
                let own = known(&own_stem).filter(|_| *own_stem != *stem);
                alternatives.extend(own.map(|term| one(term, 1.0)));
                if as_prefix {
                    self.complete_into(word, &mut alternatives);
                }
                alternatives.extend(self.synonyms_of(&[stem.to_owned()], 1.0));
                let is_known = self.is_named(stem)
                    || self.is_named(&own_stem)
                    || !alternatives.is_empty() && as_prefix;
                if !is_known {
                    self.correct_into(word, stemming, as_prefix, &mut alternatives, compiled);
                }
                self.split_into(word, stemming, &mut alternatives);
            }
            Piece::Number { number, .. } => {
                alternatives.extend(known(number).map(|term| one(term, 1.0)));
                if as_prefix {
                    self.complete_into(number, &mut alternatives);
                }
            }
            Piece::Code {
                whole,
                parts,
                base,
                has_digit,
                ..
            } => {
                alternatives.extend(known(whole).map(|term| one(term, 1.0)));
                if as_prefix {
                    self.complete_into(whole, &mut alternatives);
                }
                if alternatives.is_empty() || !has_digit {
                    alternatives.extend(all(
                        parts.iter().map(String::as_str).collect(),
                        self.weights.compound,
                    ));
                }
                if alternatives.is_empty() {
                    let base = base.as_deref().and_then(known);
                    alternatives.extend(base.map(|term| one(term, self.weights.compound)));
                }
            }
            Piece::Measure { measure, number } => {
                alternatives.extend(known(measure).map(|term| one(term, 1.0)));
                if alternatives.is_empty() {
                    alternatives.extend(known(number).map(|term| one(term, self.weights.compound)));
                }
            }
            Piece::Signs(signs) => {
                let starts: Vec<usize> = signs
                    .char_indices()
                    .map(|(at, _)| at)
                    .chain([signs.len()])
                    .collect();
                let width = if starts.len() > 2 { 2 } else { 1 };
                let grams = starts
                    .windows(width + 1)
                    .map(|ends| &signs[ends[0]..ends[width]]);
                alternatives.extend(all(grams.collect(), 1.0));
            }
        }
        let asked = alternatives.first().filter(|first| first.terms.len() > 1);
        let asked = asked.map_or(0.0, |first| self.weight_of(&first.terms));
        Place {
            alternatives,
            asked,
        }
    }

    /// Words that start so, the most used ones.
    fn complete_into(&self, prefix: &str, alternatives: &mut Vec<Alternative>) {
        let mut found: Vec<(usize, TermId)> = self
            .vocabulary
            .starting_with(prefix)
            .map(|form| (self.vocabulary.frequency(form.term), form.term))
            .filter(|(frequency, _)| *frequency > 0)
            .collect();
        let text = |term: TermId| &self.vocabulary.terms[term as usize].text;
        found.sort_unstable_by(|a, b| b.0.cmp(&a.0).then_with(|| text(a.1).cmp(text(b.1))));
        found.dedup();
        let is_short = prefix.chars().count() < LONG_BEGINNING;
        let mut room = if is_short { ENOUGH_BEGUN } else { usize::MAX };
        for (frequency, term) in found.into_iter().take(MOST_COMPLETIONS) {
            if room == 0 {
                break;
            }
            room = room.saturating_sub(frequency);
            if !alternatives.contains(&one(term, 1.0)) {
                alternatives.push(one(term, self.weights.completion));
            }
        }
    }

    /// The two words of a compound, where products have them side by side: `usbstick` is found as `usb stick`. The
    /// joints of German compounds are read over.
    fn split_into(&self, word: &str, stemming: Stemming, alternatives: &mut Vec<Alternative>) {
        let is_unknown = alternatives.is_empty();
        let known = alternatives.iter().map(|one| match &one.terms[..] {
            [term] => self.vocabulary.frequency(*term),
            _ => 0,
        });
        if known.sum::<usize>() >= USUAL {
            return;
        }
        let mut best: Option<(usize, Vec<TermId>, bool)> = None;
        for (at, _) in word.char_indices().skip(SHORTEST_PART) {
            let (first, rest) = word.split_at(at);
            if rest.chars().count() < SHORTEST_PART {
                break;
            }
            let joints = ["", "s", "n", "es", "en"];
            let first = joints.iter().find_map(|joint| {
                let first = first.strip_suffix(joint)?;
                let is_long = first.chars().count() >= SHORTEST_PART;
                is_long
                    .then(|| self.vocabulary.term(&stem(stemming, first)))
                    .flatten()
            });
            let (Some(first), Some(rest)) = (first, self.vocabulary.term(&stem(stemming, rest)))
            else {
                continue;
            };
            let terms = vec![first, rest];
            let both = self.intersect(&terms);
            let together = both.len();
            let side_by_side = self.adjacent(both, &terms).len();
            let both = match side_by_side {
                0 => together,
                side_by_side => side_by_side,
            };
            let better = best
                .as_ref()
                .is_none_or(|(most, _, adjacent)| (side_by_side > 0, both) > (*adjacent, *most));
            if both > 0 && better && (side_by_side > 0 || is_unknown) {
                best = Some((both, terms, side_by_side > 0));
            }
        }
        if let Some((_, terms, adjacent)) = best {
            alternatives.push(Alternative {
                terms,
                worth: self.weights.compound,
                adjacent,
                is_equal: true,
            });
        }
    }

    /// Whether any product has a word of this stem in title, vendor, kind or options. Others have it in a text at
    /// most, and may have misspelled it themselves.
    fn is_named(&self, stem: &str) -> bool {
        let term = self.vocabulary.term(stem);
        term.is_some_and(|term| self.vocabulary.terms[term as usize].named > 0)
    }

    /// Known words near an unknown one, or near its stem.
    fn correct_into(
        &self,
        word: &str,
        stemming: Stemming,
        as_prefix: bool,
        alternatives: &mut Vec<Alternative>,
        compiled: &mut Compiled<'_>,
    ) {
        let most_edits = match word.chars().count() {
            // Nearly every short word is near another one; a beginning that is still typed is forgiven a letter earlier.
            0..=2 => return,
            3 if !as_prefix => return,
            3..=7 => 1,
            _ => 2,
        };
        if compiled.corrections.len() == MOST_CORRECTED {
            return;
        }
        let stemmed = stem(stemming, word);
        let mut found: Vec<(u8, u32, TermId, &str)> = Vec::new();
        for edits in 1..=most_edits {
            let mut near = self.vocabulary.near(word, edits, as_prefix);
            if *stemmed != *word {
                near.extend(self.vocabulary.near(&stemmed, edits, as_prefix));
            }
            near.retain(|(form, edits)| form.products > 0 && *edits > 0);
            // Words of descriptions count only where no word of a title is near.
            if near.iter().any(|(form, _)| form.named > 0) {
                near.retain(|(form, _)| form.named > 0);
            }
            found.extend(
                near.into_iter()
                    .map(|(form, edits)| (edits, form.products, form.term, &*form.text)),
            );
            if !found.is_empty() {
                break;
            }
        }
        found.sort_unstable_by(|a, b| a.0.cmp(&b.0).then(b.1.cmp(&a.1)).then(a.3.cmp(b.3)));
        let Some((edits, most, term, _)) = found.first().copied() else {
            return;
        };
        // Of the forms of that term the one that was most likely being typed: `tent` for `tetn`, be there more tents.
        let length = word.chars().count();
        let forms = found.iter().filter(|one| one.0 == edits && one.2 == term);
        let best = forms.min_by_key(|one| one.3.chars().count().abs_diff(length));
        let best = best.map_or(word, |one| one.3);
        compiled.is_corrected |= alternatives.is_empty();
        compiled
            .corrections
            .push((word.to_owned(), best.to_owned()));
        let mut taken: Vec<TermId> = Vec::new();
        for (edits, products, term, _) in found {
            // A word that few products have beside one that many have is most likely not meant.
            let is_likely = products.saturating_mul(50) >= most;
            if taken.len() == MOST_CORRECTIONS || !is_likely || taken.contains(&term) {
                continue;
            }
            taken.push(term);
            let worth = self.weights.correction.powi(i32::from(edits));
            alternatives.push(one(term, worth));
            let stem = self.vocabulary.terms[term as usize].text.to_string();
            let of_corrected = self.synonyms_of(&[stem], worth);
            alternatives.extend(of_corrected.into_iter().map(|one| Alternative {
                is_equal: false,
                ..one
            }));
        }
    }

    /// What else products may call these stems, by words that they have.
    fn synonyms_of(&self, stems: &[String], worth: f32) -> Vec<Alternative> {
        let alternative = |synonym: &Synonym| {
            let terms = synonym.iter().map(|word| self.vocabulary.term(word));
            let terms = terms.collect::<Option<Vec<TermId>>>()?;
            Some(Alternative {
                adjacent: terms.len() > 1,
                terms,
                worth: worth * self.weights.synonym,
                is_equal: self.synonyms.are_equal(stems, synonym),
            })
        };
        let synonyms = self.synonyms.of(stems).iter();
        synonyms.filter_map(alternative).collect()
    }

    /// Lifts what the catalog itself calls the thing: where a kind of product is headed by another word than the one
    /// that was asked for (`laptop`, and the catalog says notebook), the other one is no less meant. Not so a wider word
    /// that a rule leads to one way.
    fn prefer_kinds(&self, alternatives: &mut [Alternative]) {
        let Some((asked, others)) = alternatives.split_first_mut() else {
            return;
        };
        let of_asked = self.named_by(&asked.terms);
        for other in others.iter_mut().filter(|other| other.is_equal) {
            let of_other = self.named_by(&other.terms);
            if of_other > of_asked.saturating_mul(KIND_MAJORITY) {
                other.worth = other.worth.max(self.weights.kind_word);
            }
        }
    }

    fn clause(&self, mut place: Place) -> Clause<'_> {
        self.prefer_kinds(&mut place.alternatives);
        let mut terms: Vec<TermId> = place
            .alternatives
            .iter()
            .flat_map(|one| one.terms.iter().copied())
            .collect();
        terms.sort_unstable();
        terms.dedup();
        let source = match &place.alternatives[..] {
            [single] if single.terms.len() == 1 && single.worth >= 1.0 => {
                Source::Term(&self.vocabulary.terms[single.terms[0] as usize].postings)
            }
            several => Source::Union(self.union(several)),
        };
        let weight = self
            .weight_of_frequency(source.postings().len())
            .max(place.asked);
        Clause {
            source,
            weight,
            terms,
            alternatives: place.alternatives,
        }
    }

    /// Inverse document frequency, as BM25 has it.
    fn weight_of_frequency(&self, products: usize) -> f32 {
        let (all, with) = (self.len() as f32, products as f32);
        (1.0 + (all - with + 0.5).max(0.5) / (with + 0.5)).ln()
    }

    fn weight_of(&self, terms: &[TermId]) -> f32 {
        let weights = terms
            .iter()
            .map(|term| self.weight_of_frequency(self.vocabulary.frequency(*term)));
        weights.sum()
    }

    /// The products of any alternative, with the greatest impact that one gives.
    fn union(&self, alternatives: &[Alternative]) -> Postings {
        let found: Vec<(Source<'_>, [u8; 256])> = alternatives
            .iter()
            .map(|alternative| {
                let source = match &alternative.terms[..] {
                    [term] => Source::Term(&self.vocabulary.terms[*term as usize].postings),
                    terms => {
                        let both = if alternative.adjacent {
                            self.side_by_side(terms)
                        } else {
                            self.intersect(terms)
                        };
                        Source::Union(both)
                    }
                };
                let worth = |impact: u8| (f32::from(impact) * alternative.worth).round().max(1.0);
                let worths: [u8; 256] = std::array::from_fn(|impact| worth(impact as u8) as u8);
                (source, worths)
            })
            .collect();
        let windows = found
            .iter()
            .map(|(source, _)| source.postings().windows())
            .max();
        let (mut products, mut impacts) = (Vec::new(), Vec::new());
        let mut window_impacts = vec![0_u8; WINDOW];
        let mut touched = Offsets::default();
        for window in 0..windows.unwrap_or(0) {
            for (source, worths) in &found {
                source.postings().window(window).each(|offset, impact| {
                    let impact = worths[usize::from(impact)];
                    window_impacts[offset] = window_impacts[offset].max(impact);
                    touched.put(offset);
                });
            }
            let base = (window << WINDOW_BITS) as u32;
            touched.drain(|offset| {
                products.push(base + offset as u32);
                impacts.push(std::mem::take(&mut window_impacts[offset]));
            });
        }
        Postings::flat(products, impacts)
    }

    /// Products with all terms, each with the mean impact.
    pub(super) fn intersect(&self, terms: &[TermId]) -> Postings {
        let lists = terms.iter();
        let lists = lists.map(|term| (&self.vocabulary.terms[*term as usize].postings, 1));
        let matches = matching::intersection(lists.collect());
        let count = terms.len().max(1) as u32;
        let rows = matches.iter();
        let rows = rows.map(|found| (found.product, (found.score / count) as u8));
        let (products, impacts) = rows.unzip();
        matching::give_back(matches);
        Postings::flat(products, impacts)
    }

    /// Of the products with all terms, those that have them side by side, in this order.
    pub(super) fn side_by_side(&self, terms: &[TermId]) -> Postings {
        self.adjacent(self.intersect(terms), terms)
    }

    /// Of products that have all terms, those that have them side by side, as far as these are few enough to be read.
    fn adjacent(&self, both: Postings, terms: &[TermId]) -> Postings {
        if both.len() > MOST_READ {
            return both;
        }
        let (mut products, mut impacts) = (Vec::new(), Vec::new());
        let wanted: Vec<[TermId; 1]> = terms.iter().map(|term| [*term]).collect();
        let wanted: Vec<&[TermId]> = wanted.iter().map(|term| &term[..]).collect();
        both.each(|product, impact| {
            if self.has_phrase(product, &wanted) {
                products.push(product);
                impacts.push(impact);
            }
        });
        Postings::flat(products, impacts)
    }
}
