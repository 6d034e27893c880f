//! Words: strings of themes, plurals, numbers and dates in the languages of sites.

use super::message::{Arg, Pattern};
use super::{DateForm, Need, Unsaid, Words, load};
use crate::diag::{Code, Diagnostic};
use crate::load::Sources;
use crate::model::date::PartialDate;
use crate::model::number::Decimal;

fn words(lang: &str, text: &str) -> (Words, Vec<Diagnostic>) {
    let (mut words, faults) = load(&Sources::of_theme(&[(&format!("i18n/{lang}.yaml"), text)]), &[lang.into()]);
    (words.remove(0), faults)
}

fn decimal(text: &str) -> Decimal {
    Decimal::parse(text).expect("a plain decimal")
}

#[test]
fn strings_nest_and_choose_by_number() {
    let (words, faults) = words(
        "en",
        "rank: {of: \"rank {rank} of {n}\"}\nbodies: {0: no body, one: \"{n} body\", other: \"{n} bodies\"}\n\
         rank_ordinal: {one: \"{n}st\", two: \"{n}nd\", few: \"{n}rd\", other: \"{n}th\"}\n",
    );
    assert_eq!(faults, []);
    assert_eq!(words.say("rank.of", &[("rank", Arg::Count(3)), ("n", Arg::Count(1416))]), "rank 3 of 1,416");
    let bodies = |n| words.say("bodies", &[("n", Arg::Count(n))]);
    assert_eq!([bodies(0), bodies(1), bodies(11)], ["no body", "1 body", "11 bodies"]);
    let rank = |n| words.say("rank_ordinal", &[("n", Arg::Count(n))]);
    assert_eq!([rank(1), rank(2), rank(3), rank(11), rank(22)], ["1st", "2nd", "3rd", "11th", "22nd"]);
    assert_eq!(words.try_say("rank.off", &[]), Err(Unsaid::Key(Some("rank.of".into()))));
    assert_eq!(words.try_say("rank.of", &[("n", Arg::Count(1))]), Err(Unsaid::Argument("rank".into())));
    assert_eq!(words.try_say("bodies", &[("n", Arg::Text("1"))]), Err(Unsaid::Plural));
}

#[test]
fn braces_are_checked() {
    assert!(Pattern::parse("a {name} and {{braces}}").is_some());
    for bad in ["{", "}", "{}", "{Name}", "{a b}", "a } b"] {
        assert_eq!(Pattern::parse(bad), None, "{bad}");
    }
}

#[test]
fn faults_of_a_file_all_show() {
    let (words, faults) = words("id", "a: \"{\"\nb: {one: satu}\nC: x\nd:\nlocale: \"???\"\ne: \"{x}\"\n");
    let found: Vec<_> = faults.iter().map(|fault| (fault.code, fault.variant)).collect();
    let strings = |variant| (Code::ThemeString, variant);
    for wanted in [strings("braces"), strings("other"), strings("key"), strings("locale"), (Code::EmptyValue, "")] {
        assert!(found.contains(&wanted), "{wanted:?} in {found:?}");
    }
    let needs = words.need(&[Need { key: "e", args: &["y"] }, Need { key: "f", args: &[] }]);
    assert_eq!(needs.iter().map(|fault| fault.variant).collect::<Vec<_>>(), ["argument", "missing"]);
}

#[test]
fn a_language_without_its_file_is_a_fault() {
    let (words, faults) = load(&Sources::of_theme(&[]), &["fr".into()]);
    assert_eq!(faults.len(), 1);
    assert_eq!(faults[0].code, Code::ThemeFile);
    assert!(faults[0].args.contains(&("path", "themes/mine/i18n/fr.yaml".to_owned())));
    assert_eq!(words[0].need(&[Need { key: "a", args: &[] }]), []);
}

#[test]
fn numbers_in_three_languages() {
    let percent = "number: {percent: \"{number}%\"}\n";
    for (lang, score, change, whole, share) in [
        ("id", "57,65", "\u{2212}3,33", "1.234.567", "46,42%"),
        ("en", "57.65", "\u{2212}3.33", "1,234,567", "46.42%"),
        ("fr", "57,65", "\u{2212}3,33", "1\u{202f}234\u{202f}567", "46,42%"),
    ] {
        let (words, _) = words(lang, percent);
        assert_eq!(words.score(decimal("57.65")), score);
        assert_eq!(words.change(decimal("-3.33")), change);
        assert_eq!(words.integer(1_234_567), whole);
        assert_eq!(words.percent(decimal("46.416")), share);
        assert!(words.change(decimal("11.26")).starts_with("+11"), "{lang}");
    }
}

#[test]
fn dates_in_three_languages() {
    let say =
        |text: &str, lang, date: &str, form| words(lang, text).0.date(PartialDate::parse(date).expect("a date"), form);
    for (lang, text, long, weekday, month) in [
        ("id", "a: b", "29 Juni 2020", "Senin, 29 Juni 2020", "Desember 2019"),
        ("en", "locale: en-GB", "29 June 2020", "Monday, 29 June 2020", "December 2019"),
        ("fr", "a: b", "29 juin 2020", "lundi 29 juin 2020", "décembre 2019"),
    ] {
        assert_eq!(say(text, lang, "2020-06-29", DateForm::Long), long);
        assert_eq!(say(text, lang, "2020-06-29 10:00", DateForm::Weekday), weekday);
        assert_eq!(say(text, lang, "2019-12", DateForm::Long), month);
        assert_eq!(say(text, lang, "2019-12-11", DateForm::Month), month);
        assert_eq!(say(text, lang, "2019", DateForm::Weekday), "2019");
    }
}

#[test]
fn names_in_the_order_of_the_alphabet() {
    let (words, _) = words("fr", "a: b");
    let mut names = ["Zonne", "Évran", "Etel", "école"];
    names.sort_by(|a, b| words.compare(a, b));
    assert_eq!(names, ["école", "Etel", "Évran", "Zonne"]);
}
