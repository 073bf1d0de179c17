//! Values of facets and filters as numbers.
//!
//! A group is what one facet is about: vendors, the option `color`, one metafield. Values of all groups share one
//! space of numbers, handed out in pages of one group each, so that a number tells its group. Numbers are never given
//! up, so every state of the index reads the same dictionary; it is locked for reading by look-ups and for writing
//! only while a value is new.

use std::sync::{Arc, RwLock, RwLockReadGuard};

use rustc_hash::FxHashMap;

use crate::{
    application::search::{FacetId, FacetKind, Swatch},
    domain::id::Key,
};

/// Numbers of a page. Small, because options and metafields are many and most have few values.
const PAGE: u32 = 32;

/// Texts longer than this are known by a digest, because no one chooses a paragraph from a list.
const LONGEST: usize = 255;

/// The number of a group.
pub(super) type GroupNumber = u32;

/// All groups and values.
#[derive(Debug, Default)]
pub(super) struct Dictionary(RwLock<Words>);

/// The content, while it is locked.
#[derive(Debug, Default)]
pub(super) struct Words {
    pub groups: Vec<Group>,
    group_numbers: FxHashMap<FacetId, GroupNumber>,
    /// Group of each page.
    pages: Arc<Vec<GroupNumber>>,
    /// By number; unused ones of a page are empty.
    values: Vec<Option<Value>>,
}

/// The groups of all values.
#[derive(Debug, Clone)]
pub(super) struct Pages(Arc<Vec<GroupNumber>>);

impl Pages {
    /// The group of a value.
    #[inline]
    pub(super) fn group_of(&self, number: u32) -> GroupNumber {
        self.0[(number / PAGE) as usize]
    }
}

/// What one facet is about.
#[derive(Debug)]
pub(super) struct Group {
    pub facet: FacetId,
    pub label: Box<str>,
    pub kind: FacetKind,
    /// Whether it is shown without being asked for by name.
    pub is_common: bool,
    numbers: FxHashMap<Arc<str>, u32>,
    /// The next number of the last page; at a page's end a new one is begun.
    next: u32,
    bytes: usize,
}

/// A value.
#[derive(Debug)]
pub(super) struct Value {
    /// Lower case; what ids end with.
    pub key: Arc<str>,
    /// As the source wrote it: what filters are given. Of several spellings the least.
    pub text: Box<str>,
    /// What is shown where that is not the text.
    pub label: Option<Box<str>>,
    pub swatch: Option<Box<Swatch>>,
    /// The value above.
    pub parent: Option<u32>,
    /// Zero for a value. Else it stands for so many further values of the group in one product, so that counts of
    /// values and products can be told apart.
    pub surplus: u32,
}

impl Value {
    /// What is shown.
    pub(super) fn label(&self) -> &str {
        self.label.as_deref().unwrap_or(&self.text)
    }
}

/// A value as it is put in.
#[derive(Debug, Clone, Copy)]
pub(super) struct NewValue<'a> {
    /// What tells it from others; `text` as a rule.
    pub text: &'a str,
    pub label: Option<&'a str>,
    pub parent: Option<u32>,
}

/// The form in which texts are equal.
pub(super) fn key_of(text: &str) -> String {
    let text = text.trim();
    if text.len() > LONGEST {
        return format!("\0{:?}", Key::of(text));
    }
    text.to_lowercase()
}

impl Dictionary {
    /// The content, for reading.
    pub(super) fn read(&self) -> RwLockReadGuard<'_, Words> {
        self.0.read().expect("no holder of the lock panics")
    }

    /// The number of a group, which is made if need be. Of several spellings of its label the least stands.
    pub(super) fn group(
        &self,
        facet: &FacetId,
        label: &str,
        kind: FacetKind,
        is_common: bool,
    ) -> GroupNumber {
        let known = self.read().group(facet).map(|(number, group)| {
            (
                number,
                &*group.label <= label && group.is_common >= is_common,
            )
        });
        if let Some((number, true)) = known {
            return number;
        }
        let mut words = self.0.write().expect("no holder of the lock panics");
        if let Some((number, _)) = known {
            let group = &mut words.groups[number as usize];
            group.is_common |= is_common;
            if label < &*group.label {
                group.label = label.into();
            }
            return number;
        }
        let number = words.groups.len() as GroupNumber;
        words.group_numbers.insert(facet.clone(), number);
        words.groups.push(Group {
            facet: facet.clone(),
            label: label.into(),
            kind,
            is_common,
            numbers: FxHashMap::default(),
            next: 0,
            bytes: 0,
        });
        number
    }

    /// The number of a value, which is made if need be.
    pub(super) fn value(&self, group: GroupNumber, value: NewValue<'_>) -> u32 {
        let key = key_of(value.text);
        let shown = if key.starts_with('\0') {
            ""
        } else {
            value.text.trim()
        };
        {
            let words = self.read();
            if let Some(number) = words.find(group, &key) {
                let known = words.value(number);
                if &*known.text <= shown
                    && known.parent == value.parent
                    && known.label.as_deref() == value.label
                {
                    return number;
                }
            }
        }
        let mut words = self.0.write().expect("no holder of the lock panics");
        let number = words.take(group, &key, 0);
        let known = words.values[number as usize]
            .as_mut()
            .expect("it was just taken");
        if known.text.is_empty() || shown < &*known.text {
            known.text = shown.into();
        }
        known.label = value.label.map(Into::into);
        known.parent = value.parent;
        number
    }

    /// The number that stands for so many further values of a group in one product.
    pub(super) fn surplus(&self, group: GroupNumber, further: u32) -> u32 {
        let key = format!("\0+{further}");
        if let Some(number) = self.read().find(group, &key) {
            return number;
        }
        let mut words = self.0.write().expect("no holder of the lock panics");
        words.take(group, &key, further)
    }

    /// Says how a value looks; the first word stands.
    pub(super) fn set_swatch(&self, number: u32, swatch: Swatch) {
        if self.read().value(number).swatch.is_some() {
            return;
        }
        let mut words = self.0.write().expect("no holder of the lock panics");
        if let Some(value) = words.values[number as usize].as_mut() {
            value.swatch = Some(Box::new(swatch));
        }
    }
}

impl Words {
    /// A group.
    pub(super) fn group(&self, facet: &FacetId) -> Option<(GroupNumber, &Group)> {
        let number = *self.group_numbers.get(facet)?;
        Some((number, &self.groups[number as usize]))
    }

    /// The number of a value by its key.
    pub(super) fn find(&self, group: GroupNumber, key: &str) -> Option<u32> {
        self.groups[group as usize].numbers.get(key).copied()
    }

    /// What tells the group of a value without holding the lock.
    pub(super) fn pages(&self) -> Pages {
        Pages(Arc::clone(&self.pages))
    }

    /// A value.
    pub(super) fn value(&self, number: u32) -> &Value {
        self.values[number as usize]
            .as_ref()
            .expect("numbers in use have a value")
    }

    /// The labels of the options among some values.
    pub(super) fn options<'a>(&'a self, values: &'a [u32]) -> impl Iterator<Item = &'a str> {
        let is_option = |number: &&u32| {
            let group = self.pages[(**number / PAGE) as usize];
            matches!(self.groups[group as usize].facet, FacetId::Option(_))
        };
        values
            .iter()
            .filter(is_option)
            .map(|number| self.value(*number).label())
    }

    /// One more than the highest number.
    pub(super) fn len(&self) -> usize {
        self.values.len()
    }

    fn take(&mut self, group: GroupNumber, key: &str, surplus: u32) -> u32 {
        if let Some(number) = self.find(group, key) {
            return number;
        }
        let entry = &mut self.groups[group as usize];
        if entry.next.is_multiple_of(PAGE) {
            entry.next = self.values.len() as u32;
            Arc::make_mut(&mut self.pages).push(group);
            self.values
                .resize_with(self.values.len() + PAGE as usize, || None);
        }
        let number = entry.next;
        entry.next += 1;
        let key: Arc<str> = key.into();
        entry.bytes += key.len() * 2 + 2 * size_of::<usize>();
        entry.numbers.insert(Arc::clone(&key), number);
        self.values[number as usize] = Some(Value {
            key,
            text: "".into(),
            label: None,
            swatch: None,
            parent: None,
            surplus,
        });
        number
    }

    /// Bytes allocated, nearly: texts twice where they differ in case are taken as once.
    pub(super) fn size_bytes(&self) -> usize {
        let slot = size_of::<(Arc<str>, u32)>() + 1;
        let maps = self.groups.iter().map(|group| {
            size_of::<Group>() + group.bytes + group.numbers.capacity() * slot * 8 / 7
        });
        maps.sum::<usize>() + self.pages.len() * 4 + self.values.len() * size_of::<Option<Value>>()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn value(text: &str) -> NewValue<'_> {
        NewValue {
            text,
            label: None,
            parent: None,
        }
    }

    #[test]
    fn spellings_are_one_value_and_numbers_tell_their_group() {
        let dictionary = Dictionary::default();
        let color = FacetId::Option("color".into());
        let first = dictionary.group(&color, "color", FacetKind::List, true);
        let second = dictionary.group(&FacetId::Vendor, "Vendor", FacetKind::List, true);
        assert_eq!(
            dictionary.group(&color, "Color", FacetKind::List, true),
            first
        );
        let red = dictionary.value(first, value("red"));
        assert_eq!(dictionary.value(first, value(" Red ")), red);
        let many: Vec<u32> = (0..100)
            .map(|n| dictionary.value(second, value(&n.to_string())))
            .collect();
        let blue = dictionary.value(first, value("Blue"));
        let words = dictionary.read();
        assert_eq!(&*words.groups[0].label, "Color");
        assert_eq!(&*words.value(red).text, "Red");
        assert_eq!(
            [words.pages().group_of(red), words.pages().group_of(blue)],
            [first; 2]
        );
        assert!(
            many.iter()
                .all(|number| words.pages().group_of(*number) == second)
        );
        assert_eq!(words.find(first, "blue"), Some(blue));
    }

    #[test]
    fn long_texts_are_told_apart_though_not_kept() {
        let dictionary = Dictionary::default();
        let group = dictionary.group(&FacetId::Tag, "Tag", FacetKind::List, true);
        let (one, two) = ("a".repeat(5000), "a".repeat(5001));
        let number = dictionary.value(group, value(&one));
        assert_ne!(dictionary.value(group, value(&two)), number);
        assert_eq!(dictionary.read().find(group, &key_of(&one)), Some(number));
        assert_eq!(dictionary.read().value(number).label(), "");
    }
}
