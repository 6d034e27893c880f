//! The small words of the model: languages, texts in several of them, ids.

use std::fmt;
use std::sync::Arc;

use crate::diag::Code;
use crate::load::decode::Value;

/// A language of the site, by its place in `site.yaml: languages`; the first is the default.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Lang(pub usize);

/// A text that the public reads, in one or more of the site's languages; never empty. One pointer, for each result may have one.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Text(Arc<Words>);

#[derive(Debug, PartialEq, Eq)]
enum Words {
    /// In the default language.
    One(Box<str>),
    /// By language.
    Each(Box<[Option<Box<str>>]>),
}

impl Text {
    /// One string, in the default language.
    pub fn plain(text: impl Into<Box<str>>) -> Self {
        Text(Arc::new(Words::One(text.into())))
    }

    /// By language; what only the default one has is the same as one string.
    fn each(mut texts: Vec<Option<Box<str>>>) -> Option<Self> {
        if let [first @ Some(_), others @ ..] = texts.as_mut_slice()
            && others.iter().all(Option::is_none)
        {
            return first.take().map(Text::plain);
        }
        texts.iter().any(Option::is_some).then(|| Text(Arc::new(Words::Each(texts.into()))))
    }

    /// The text in a language, or else in the first language that has it.
    pub fn get(&self, lang: Lang) -> &str {
        match &*self.0 {
            Words::One(text) => text,
            Words::Each(texts) => {
                self.in_lang(lang).or_else(|| texts.iter().flatten().next().map(|text| &**text)).unwrap_or("")
            }
        }
    }

    /// The text in just this language.
    pub fn in_lang(&self, lang: Lang) -> Option<&str> {
        match &*self.0 {
            Words::One(text) => (lang.0 == 0).then_some(text),
            Words::Each(texts) => texts.get(lang.0).and_then(|text| text.as_deref()),
        }
    }
}

/// Reads a text: a string in the default language, or a map by language.
pub fn text(value: Value<'_>, languages: &[Arc<str>]) -> Option<Text> {
    if !value.is_map() {
        return value.text().map(Text::plain);
    }
    let mut by_lang = vec![None; languages.len()];
    let mut known = true;
    for (key, part) in value.any_map()?.entries() {
        let name = key.peek_text().unwrap_or("");
        match languages.iter().position(|lang| &**lang == name) {
            Some(n) => by_lang[n] = part.text().map(Box::from),
            None if key.cuts_text(part, value) => known = false,
            None => {
                known = false;
                let languages = languages.iter().map(|lang| &**lang).collect::<Vec<_>>().join(", ");
                value.report(key.fault(Code::UnknownLanguage).with("found", name).with("languages", languages));
            }
        }
    }
    let missing: Vec<&str> =
        languages.iter().zip(&by_lang).filter(|(_, text)| text.is_none()).map(|(lang, _)| &**lang).collect();
    if !missing.is_empty() && missing.len() < languages.len() && known {
        value.report(value.fault(Code::TranslationMissing).with("languages", missing.join(", ")));
    }
    if value.any_map()?.entries().next().is_none() {
        value.report(value.fault(Code::EmptyValue));
    }
    Text::each(by_lang)
}

/// An address and a key: lower-case ASCII letters and digits in groups joined by single hyphens,
/// at most 100 bytes, no name that Windows reserves.
#[derive(Clone, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Slug(Arc<str>);

impl Slug {
    /// A slug, if the text is one.
    pub fn new(text: &str) -> Option<Self> {
        let is_word =
            |part: &str| !part.is_empty() && part.bytes().all(|b| b.is_ascii_lowercase() || b.is_ascii_digit());
        let is_fine = text.len() <= 100 && text.split('-').all(is_word) && !is_reserved(text);
        is_fine.then(|| Slug(text.into()))
    }

    /// The nearest slug of any text: lower case, accents dropped, other runs one hyphen. `None` when nothing is left.
    pub fn from_words(text: &str) -> Option<Self> {
        let mut slug = String::new();
        for c in text.chars().flat_map(char::to_lowercase) {
            match plain_letter(c) {
                Some(plain) => slug.push(plain),
                None if c.is_alphanumeric() => {}
                None if slug.is_empty() || slug.ends_with('-') => {}
                None => slug.push('-'),
            }
        }
        slug.truncate(100);
        Slug::new(slug.trim_end_matches('-'))
    }

    /// The text.
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

/// Reads a slug.
pub fn slug(value: Value<'_>) -> Option<Slug> {
    let text = value.text()?;
    let slug = Slug::new(text);
    if slug.is_none() {
        let suggestion = Slug::from_words(text);
        value.report(value.fault(Code::BadSlug).with("found", text).with_some("suggestion", suggestion));
    }
    slug
}

impl fmt::Display for Slug {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

impl fmt::Debug for Slug {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        fmt::Debug::fmt(&self.0, f)
    }
}

impl std::borrow::Borrow<str> for Slug {
    fn borrow(&self) -> &str {
        &self.0
    }
}

fn is_reserved(text: &str) -> bool {
    let numbered = text.len() == 4 && text.ends_with(|c: char| ('1'..='9').contains(&c));
    matches!(text, "con" | "prn" | "aux" | "nul") || (numbered && (text.starts_with("com") || text.starts_with("lpt")))
}

fn plain_letter(c: char) -> Option<char> {
    Some(match c {
        'a'..='z' | '0'..='9' => c,
        'à'..='å' | 'ā' | 'ă' | 'ą' => 'a',
        'ç' | 'ć' | 'č' => 'c',
        'è'..='ë' | 'ē' | 'ė' | 'ę' => 'e',
        'ì'..='ï' | 'ī' => 'i',
        'ñ' | 'ń' => 'n',
        'ò'..='ö' | 'ø' | 'ō' => 'o',
        'ù'..='ü' | 'ū' => 'u',
        'ý' | 'ÿ' => 'y',
        _ => return None,
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_text_in_the_default_language_alone_is_one_string() {
        let each = |texts: &[Option<&str>]| Text::each(texts.iter().map(|text| text.map(Box::from)).collect());
        assert_eq!(each(&[Some("x")]), Some(Text::plain("x")));
        assert_eq!(each(&[Some("x"), None]), Some(Text::plain("x")));
        assert_ne!(each(&[None, Some("x")]), Some(Text::plain("x")));
        assert_ne!(each(&[Some("x"), Some("x")]), Some(Text::plain("x")));
        assert_eq!(each(&[None, None]), None);
        let second = each(&[None, Some("x")]).expect("it has words");
        assert_eq!((second.get(Lang(0)), second.in_lang(Lang(0)), second.in_lang(Lang(1))), ("x", None, Some("x")));
    }

    #[test]
    fn slugs() {
        for good in ["sarolangun", "a", "kota-jambi", "2019", "com10"] {
            assert!(Slug::new(good).is_some(), "{good}");
        }
        for bad in ["", "-a", "a-", "a--b", "A", "kota jambi", "é", "con", "lpt1", "a/b", "..", &"x".repeat(101)] {
            assert!(Slug::new(bad).is_none(), "{bad}");
        }
    }

    #[test]
    fn slugs_from_words() {
        let slug = |text| Slug::from_words(text).map(|s| s.to_string());
        assert_eq!(slug("Kota Jambi"), Some("kota-jambi".into()));
        assert_eq!(slug("WhatsApp Image 2020-06-29 at 10.15"), Some("whatsapp-image-2020-06-29-at-10-15".into()));
        assert_eq!(slug("Évêché"), Some("eveche".into()));
        assert_eq!(slug("日本"), None);
    }
}
